// Forms of text that the grammar of HTTP wants: ASCII in lower case, without blanks, UTF-8.
#ifndef HEADWATER_HTTP_SRC_TEXT_FORMS_H_
#define HEADWATER_HTTP_SRC_TEXT_FORMS_H_

#include <string>
#include <string_view>

namespace headwater::detail {

// Of ASCII letters alone.
char lower(char c);
std::string lowered(std::string_view text);
// Without spaces and tabs at both ends.
std::string_view trimmed(std::string_view text);
// Well-formed by Unicode's table 3-7: no overlong forms, no surrogates, nothing above U+10FFFF.
bool is_utf8(std::string_view text);

}  // namespace headwater::detail

#endif  // HEADWATER_HTTP_SRC_TEXT_FORMS_H_
