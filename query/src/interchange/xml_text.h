// Text from outside inside XML: whole, and nothing in it that XML 1.0 has no place for.
#ifndef HEADWATER_QUERY_SRC_INTERCHANGE_XML_TEXT_H_
#define HEADWATER_QUERY_SRC_INTERCHANGE_XML_TEXT_H_

#include <string>
#include <string_view>

#include "markup.h"

namespace headwater::detail {

// On one line; may stand in an attribute too.
inline std::string xml_text(std::string_view text) {
  std::string out = markup_text(text, std::string::npos);
  // Control characters are gone by now; U+FFFE and U+FFFF are no characters of XML's either.
  for (std::size_t at = out.find("\xef\xbf"); at != std::string::npos; at = out.find("\xef\xbf", at + 2)) {
    if (out.compare(at + 2, 1, "\xbe") == 0 || out.compare(at + 2, 1, "\xbf") == 0) out[at + 2] = '\xbd';
  }
  return out;
}

}  // namespace headwater::detail

#endif  // HEADWATER_QUERY_SRC_INTERCHANGE_XML_TEXT_H_
