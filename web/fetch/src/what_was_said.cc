// What the answer to a fetch says of its bytes, for those who read them.
#include <array>
#include <ctime>
#include <optional>
#include <utility>

#include "headwater/fetch/fetch.h"

namespace headwater {
namespace {

// To the second, in universal time.
std::optional<Date> now() {
  const std::time_t seconds = std::time(nullptr);
  std::tm parts{};
  std::array<char, 32> text{};
  if (gmtime_r(&seconds, &parts) == nullptr ||
      std::strftime(text.data(), text.size(), "%Y-%m-%dT%H:%M:%SZ", &parts) == 0)
    return std::nullopt;
  Result<Date> date = Date::parse(text.data());
  if (!date.has_value()) return std::nullopt;
  return std::move(*date);
}

}  // namespace

void add_what_was_said(const Fetched& fetched, ExtractOptions& options) {
  if (options.url.empty()) options.url = fetched.url;
  options.charset = fetched.charset;
  options.retrieved = now();
  if (fetched.media_type != "text/html" || fetched.not_modified || options.format.has_value()) return;
  const Result<Format> sniffed = sniff_format(fetched.bytes, "");
  if (!sniffed.has_value() || *sniffed == Format::kText) options.format = Format::kHtml;
}

}  // namespace headwater
