// Forms of text that the grammar of HTTP wants: ASCII in lower case, without blanks.
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

}  // namespace headwater::detail

#endif  // HEADWATER_HTTP_SRC_TEXT_FORMS_H_
