// What the class, id and role of an element say of its part in the page.
#ifndef HEADWATER_INGEST_HTML_CLASS_HINTS_H_
#define HEADWATER_INGEST_HTML_CLASS_HINTS_H_

#include <cstdint>
#include <string_view>

namespace headwater::detail {

enum Hint : std::uint32_t {
  kHintFurniture = 1u << 0,  // navigation, share bars, related stories, advertisements, boxes to subscribe
  kHintComments = 1u << 1,
  kHintHidden = 1u << 2,
  kHintByline = 1u << 3,  // byline, date, category: about the story, not of it
  kHintAuthor = 1u << 4,
  kHintDate = 1u << 5,
  kHintLogo = 1u << 6,
  kHintFooter = 1u << 7,
  // Where the story may stand, the surest first.
  kHintBody = 1u << 8,   // "article-body", "entry-content"
  kHintStory = 1u << 9,  // "story", "post", "single"
  kHintMain = 1u << 10,  // "main-content", "content"
  kHintStandfirst = 1u << 11,
  kHintTitle = 1u << 12,
  kHintCaption = 1u << 13,  // of a picture, or its credit
};

// Words of the values, split at marks and at capitals, are looked up alone and in pairs ("relatedPosts", "read-more").
// Linear in the values; looks at their first 600 bytes.
std::uint32_t hints_of(std::string_view class_value, std::string_view id_value);

}  // namespace headwater::detail

#endif  // HEADWATER_INGEST_HTML_CLASS_HINTS_H_
