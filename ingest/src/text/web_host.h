// The hosts of addresses, see web_url.h.
#ifndef HEADWATER_INGEST_TEXT_WEB_HOST_H_
#define HEADWATER_INGEST_TEXT_WEB_HOST_H_

#include <optional>
#include <string>
#include <string_view>

namespace headwater::detail {

// The host parser of the URL Standard, section 3.5, and its serialiser: what stands between "//" and the port, to how
// it is written. `special`: of a scheme whose hosts are domains. Nothing where the standard has failure.
std::optional<std::string> parse_host(std::string_view text, bool special);

}  // namespace headwater::detail

#endif  // HEADWATER_INGEST_TEXT_WEB_HOST_H_
