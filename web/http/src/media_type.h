// What a Content-Type says.
#ifndef HEADWATER_HTTP_SRC_MEDIA_TYPE_H_
#define HEADWATER_HTTP_SRC_MEDIA_TYPE_H_

#include <string>
#include <string_view>

namespace headwater::detail {

// In lower case; "" where it is not said.
struct MediaType {
  std::string type;
  std::string charset;
};

// text/html; charset="UTF-8" -> {"text/html", "utf-8"}
MediaType media_type_in(std::string_view header);

}  // namespace headwater::detail

#endif  // HEADWATER_HTTP_SRC_MEDIA_TYPE_H_
