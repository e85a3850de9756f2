// Sniffing: a name up to the first line break, then bytes. It answers or says what it saw; the start alone decides.
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <string>
#include <string_view>

#include "headwater/ingest/source_text.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view input{reinterpret_cast<const char*>(data), size};
  const std::size_t end = input.find('\n');
  const std::string_view path = input.substr(0, end);
  const std::string_view bytes = end == std::string_view::npos ? std::string_view{} : input.substr(end + 1);
  const headwater::Result<headwater::Format> format = headwater::sniff_format(bytes, path);
  if (!format.has_value()) {
    if (format.error().code != headwater::ErrorCode::kUnsupported || format.error().message.empty()) std::abort();
  }
  const headwater::Result<headwater::Format> longer =
      headwater::sniff_format(std::string{bytes} + std::string(64, ' '), path);
  if (bytes.size() > 4096 && (longer.has_value() != format.has_value() || (format.has_value() && *format != *longer)))
    std::abort();
  return 0;
}
