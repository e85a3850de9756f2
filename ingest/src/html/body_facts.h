// What the visible page tells of its story: headings, author lines, dates, the site's name.
#ifndef HEADWATER_INGEST_HTML_BODY_FACTS_H_
#define HEADWATER_INGEST_HTML_BODY_FACTS_H_

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "headwater/schema/date.h"
#include "html/page_blocks.h"
#include "html/page_tree.h"

namespace headwater::detail {

struct BodyFacts {
  std::vector<std::string> headings;        // of <h1>, in order, at most ten
  std::vector<std::string> subheadings;     // of <h2>, likewise
  std::string headline;                     // itemprop=headline, or an <h1> or <h2> whose class says title
  std::string byline;                       // the author line as it stands
  std::vector<std::string> marked_authors;  // rel=author, itemprop=author, h-entry and other author classes
  std::optional<Date> marked_date;          // itemprop=datePublished, <time pubdate>, then <time> and date classes
  std::optional<Date> visible_date;         // a line near the headline that is a date
  std::string logo;                         // the logo's alt or words
  std::string rights;                       // the name in the footer's "(c) 2024 Name"
};

// `root` is the element that holds the story, `blocks` those of the page with nothing but never-text left out. What
// stands in comments and among related stories tells nothing. Linear in the nodes, times their depth at worst.
BodyFacts read_body_facts(const PageTree& tree, const std::vector<std::uint32_t>& hints, const PageBlocks& blocks,
                          std::uint32_t root);

}  // namespace headwater::detail

#endif  // HEADWATER_INGEST_HTML_BODY_FACTS_H_
