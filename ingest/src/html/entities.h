// Character references of HTML.
#ifndef HEADWATER_INGEST_HTML_ENTITIES_H_
#define HEADWATER_INGEST_HTML_ENTITIES_H_

#include <cstddef>
#include <string>
#include <string_view>

namespace headwater::detail {

struct Reference {
  std::size_t length = 0;  // bytes of the reference, "&" and ";" among them; 0 if `text` starts with none
  std::string characters;  // UTF-8, one or two characters
};

// The reference at the start of `text`, which starts with "&", as the HTML Standard reads it in text or in an
// attribute's value. Looks at 40 bytes at most, or at the digits of a number.
Reference reference_at(std::string_view text, bool in_attribute = false);

// An attribute's value, or text that stands in no tree, with every reference resolved.
std::string resolve_references(std::string_view text, bool in_attribute);

}  // namespace headwater::detail

#endif  // HEADWATER_INGEST_HTML_ENTITIES_H_
