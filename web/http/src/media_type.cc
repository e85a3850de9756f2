#include "media_type.h"

#include <algorithm>

#include "text_forms.h"

namespace headwater::detail {

MediaType media_type_in(std::string_view header) {
  const std::string low = lowered(header);
  MediaType out;
  out.type = trimmed(std::string_view{low}.substr(0, low.find(';')));
  if (const std::size_t at = low.find("charset="); at != std::string::npos) {
    out.charset = low.substr(at + 8, low.find(';', at) - at - 8);
    std::erase_if(out.charset, [](char c) { return c == '"' || c == ' '; });
  }
  return out;
}

}  // namespace headwater::detail
