// Text from outside inside XML, HTML or Graphviz's language.
#ifndef HEADWATER_QUERY_SRC_MARKUP_H_
#define HEADWATER_QUERY_SRC_MARKUP_H_

#include <cstddef>
#include <string>
#include <string_view>

#include "headwater/query/report.h"

namespace headwater::detail {

// On one line, with no sign of markup left in it; may stand in an attribute too.
inline std::string markup_text(std::string_view text, std::size_t max_bytes = 4000) {
  std::string out;
  for (const char c : terminal_text(text, max_bytes)) {
    switch (c) {
      case '&':
        out += "&amp;";
        break;
      case '<':
        out += "&lt;";
        break;
      case '>':
        out += "&gt;";
        break;
      case '"':
        out += "&quot;";
        break;
      case '\'':
        out += "&#39;";
        break;
      default:
        out.push_back(c);
    }
  }
  return out;
}

// A quoted string of Graphviz's language: nothing in it but quotation marks and backslashes means anything.
inline std::string dot_text(std::string_view text, std::size_t max_bytes = 1000) {
  std::string out = "\"";
  for (const char c : terminal_text(text, max_bytes)) {
    if (c == '"' || c == '\\') out.push_back('\\');
    out.push_back(c);
  }
  return out + "\"";
}

}  // namespace headwater::detail

#endif  // HEADWATER_QUERY_SRC_MARKUP_H_
