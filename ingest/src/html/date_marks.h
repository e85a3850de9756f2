// When a story was published, as the visible page tells it.
#ifndef HEADWATER_INGEST_HTML_DATE_MARKS_H_
#define HEADWATER_INGEST_HTML_DATE_MARKS_H_

#include <cstdint>
#include <optional>
#include <vector>

#include "headwater/schema/date.h"
#include "html/page_blocks.h"
#include "html/page_tree.h"
#include "text/date_phrase.h"

namespace headwater::detail {

struct DateMarks {
  std::optional<Date> stated;   // an element marked as the date of publication: microdata, RDFa, <time pubdate>
  std::optional<Date> marked;   // <time> and date classes at the story
  std::optional<Date> line;     // a line near the headline that is a date, or a dateline
  std::optional<Date> behind;   // a line behind the story that says when it was published
  std::optional<Date> apart;    // microdata outside the story, where it gives one day alone
  std::optional<Date> updated;  // of the last change, for want of better: the day on which what is read was put out
};

// `foreign` are nodes that tell of other stories, `root` the element that holds the story, `headline` its headline's
// node or kNoIndex, `blocks` those of the page. Dates of a change are passed over. Linear in the nodes.
DateMarks find_date_marks(const PageTree& tree, const std::vector<std::uint32_t>& hints, const PageBlocks& blocks,
                          const std::vector<bool>& foreign, std::uint32_t root, std::uint32_t headline, DayOrder order);

}  // namespace headwater::detail

#endif  // HEADWATER_INGEST_HTML_DATE_MARKS_H_
