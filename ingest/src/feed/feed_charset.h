// In which charset a feed is, and what times it tells.
#ifndef HEADWATER_INGEST_FEED_FEED_CHARSET_H_
#define HEADWATER_INGEST_FEED_FEED_CHARSET_H_

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "text/charset.h"

namespace headwater::detail {

struct FeedCharset {
  std::string name;  // as declared, in lower case, else as it was found
  Decoded decoded;
  bool as_declared = true;  // the declaration held, and the type of the answer allows XML
};

// By RFC 7303 and what is found in the wild: a byte order mark, the charset of `content_type` (a Content-Type header,
// "" for none), the XML declaration, valid UTF-8, a guess.
FeedCharset feed_charset(std::string_view bytes, std::string_view content_type);

// Seconds since 1970 of a date in any of the ways that feeds write it, UTC where no zone is stated; nothing for what is
// none.
std::optional<std::int64_t> feed_time(std::string_view text);

}  // namespace headwater::detail

#endif  // HEADWATER_INGEST_FEED_FEED_CHARSET_H_
