// What libgumbo is given in place of the page: balanced structural tags and one character a run of text.
#ifndef HEADWATER_INGEST_HTML_SKELETON_H_
#define HEADWATER_INGEST_HTML_SKELETON_H_

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "html/page_tokens.h"

namespace headwater::detail {

struct SkeletonMark {
  std::uint32_t at;     // offset in the skeleton
  std::uint32_t token;  // what stands there
};

struct Skeleton {
  std::string html;
  std::vector<SkeletonMark> marks;       // in order
  std::vector<std::uint32_t> closed_at;  // see PageTree
  std::uint32_t flattened = 0;

  // The token that starts at `at`; 0xFFFFFFFF for none.
  [[nodiscard]] std::uint32_t token_at(std::uint32_t at) const;
};

// End tags that the page leaves out are put in and stray ones left out, as the HTML Standard would close elements, so
// that no more than `max_depth` elements are open at any place. Formatting elements get a name that no rule knows.
Skeleton build_skeleton(std::string_view page, const std::vector<PageToken>& tokens, int max_depth);

}  // namespace headwater::detail

#endif  // HEADWATER_INGEST_HTML_SKELETON_H_
