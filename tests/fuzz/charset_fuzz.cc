// Decoding: the first byte picks a hint. The text is valid UTF-8 and offsets never fall or leave the bytes.
#include <array>
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <string_view>

#include "headwater/schema/utf8.h"
#include "text/charset.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace headwater::detail;  // NOLINT: the private functions under test, and nothing else here
  if (size == 0) return 0;
  constexpr std::array<std::string_view, 12> kHints{"",       "utf-8",       "latin1",   "shift_jis",
                                                    "euc-jp", "iso-2022-jp", "gb18030",  "big5",
                                                    "euc-kr", "utf-16le",    "utf-16be", "klingon"};
  const std::string_view bytes{reinterpret_cast<const char*>(data) + 1, size - 1};
  const auto source = (data[0] & 1) != 0 ? CharsetSource::kHtml : CharsetSource::kPlain;
  const Decoded decoded = decode(bytes, kHints[(data[0] >> 1) % kHints.size()], source);
  if (!headwater::is_utf8(decoded.text)) std::abort();
  if (charset_name(decoded.encoding) != decoded.encoding) std::abort();
  std::uint32_t before = 0;
  for (std::size_t at = 0; at < decoded.text.size(); at += headwater::utf8_length(decoded.text[at])) {
    const std::uint32_t raw = decoded.raw_of(static_cast<std::uint32_t>(at));
    if (raw < before || raw > bytes.size()) std::abort();
    before = raw;
  }
  if (decoded.raw_of(static_cast<std::uint32_t>(decoded.text.size())) != bytes.size()) std::abort();
  return 0;
}
