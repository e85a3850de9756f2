// What the visible page tells of its story: headings, author lines, dates, the site's name.
#ifndef HEADWATER_INGEST_HTML_BODY_FACTS_H_
#define HEADWATER_INGEST_HTML_BODY_FACTS_H_

#include <cstdint>
#include <string>
#include <vector>

#include "html/date_marks.h"
#include "html/page_blocks.h"
#include "html/page_tree.h"

namespace headwater::detail {

struct BodyFacts {
  std::vector<std::string> headings;        // of <h1>, in order, at most ten
  std::vector<std::string> subheadings;     // of <h2>, likewise
  std::string headline;                     // itemprop=headline, or an <h1> or <h2> whose class says title
  std::string byline;                       // the author line as it stands
  std::vector<std::string> byline_authors;  // names in a line near the headline that opens with "By"
  std::vector<std::string> marked_authors;  // see author_marks.h
  int marked_sureness = 0;
  DateMarks dates;
  std::string logo;    // the logo's alt or words
  std::string rights;  // the name in the footer's "(c) 2024 Name"
};

// `root` is the element that holds the story, `order` how dates of numbers alone are read, `blocks` those of the page
// with nothing but never-text left out. What stands in comments and among related stories tells nothing. Linear in the
// nodes, times their depth at worst.
BodyFacts read_body_facts(const PageTree& tree, const std::vector<std::uint32_t>& hints, const PageBlocks& blocks,
                          std::uint32_t root, DayOrder order);

}  // namespace headwater::detail

#endif  // HEADWATER_INGEST_HTML_BODY_FACTS_H_
