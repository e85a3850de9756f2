// An HTTP answer as it was recorded: its head, and its body without the codings of the way.
#ifndef HEADWATER_INGEST_WARC_HTTP_RESPONSE_H_
#define HEADWATER_INGEST_WARC_HTTP_RESPONSE_H_

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "headwater/schema/result.h"

namespace headwater::detail {

struct HttpHead {
  int status = 0;                                           // 0 where none is stated
  std::vector<std::pair<std::string, std::string>> fields;  // names in lower case
  std::size_t size = 0;                                     // bytes of the head, its blank line among them

  [[nodiscard]] std::string_view field(std::string_view name) const;  // "" for none
};

// Nothing if `block` does not begin as an answer. Any line end is taken, CR CR LF too.
std::optional<HttpHead> read_http_head(std::string_view block);

// "text/html" and the charset of "Text/HTML; charset=utf-8".
std::pair<std::string, std::string> media_type(std::string_view content_type);

// Chunked transfer coding undone; what is no such coding comes back as it is.
std::string dechunked(std::string_view body);

// The body as its reader would see it: chunks joined, contents inflated. kTooLarge past `max_bytes`, kUnsupported for
// codings that are not known (brotli).
Result<std::string> http_body(const HttpHead& head, std::string_view body, std::size_t max_bytes);

}  // namespace headwater::detail

#endif  // HEADWATER_INGEST_WARC_HTTP_RESPONSE_H_
