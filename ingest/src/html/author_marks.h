// Names that elements of a page mark as its author's: microdata, rel=author, h-entry, links to a profile, classes.
#ifndef HEADWATER_INGEST_HTML_AUTHOR_MARKS_H_
#define HEADWATER_INGEST_HTML_AUTHOR_MARKS_H_

#include <cstdint>
#include <string>
#include <vector>

#include "html/page_blocks.h"
#include "html/page_tree.h"

namespace headwater::detail {

struct AuthorMarks {
  std::vector<std::string> names;
  std::string byline;  // the words of the element they were found in, as a reader sees them
  int sureness = 0;    // 3 microdata or rel=author, 2 a link to a profile or "by" before it, 1 a class, 0 no name
};

// Where elements disagree the surest kind wins, and of it the first, with those that stand close behind. `foreign` are
// nodes that tell of other stories, `headline` the headline's node or kNoIndex. Linear in the nodes.
AuthorMarks find_author_marks(const PageTree& tree, const std::vector<std::uint32_t>& hints, const PageBlocks& blocks,
                              const std::vector<bool>& foreign, std::uint32_t headline);

}  // namespace headwater::detail

#endif  // HEADWATER_INGEST_HTML_AUTHOR_MARKS_H_
