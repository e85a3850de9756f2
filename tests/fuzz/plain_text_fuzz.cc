// The reader of plain text: valid UTF-8 is the text byte for byte, and every law of a SourceText holds.
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <iostream>
#include <string_view>

#include "headwater/ingest/source_text.h"
#include "headwater/schema/utf8.h"
#include "source_text_laws.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view bytes{reinterpret_cast<const char*>(data), size};
  const headwater::Result<headwater::SourceText> source = headwater::read_plain_text(bytes, "");
  if (!source.has_value()) {
    if (source.error().code != headwater::ErrorCode::kBadInput) std::abort();
    return 0;
  }
  const std::string breach = headwater::test::breach_of(*source, bytes, false);
  if (!breach.empty()) {
    std::cerr << breach << '\n';
    std::abort();
  }
  if (source->encoding == "utf-8" && headwater::is_utf8(bytes) && source->text != bytes) std::abort();
  // Every byte that is no white space lies in a block, but for a byte order mark.
  std::size_t block = 0;
  for (std::uint32_t i = source->text.rfind("\xEF\xBB\xBF", 0) == 0 ? 3 : 0; i < source->text.size(); ++i) {
    const char c = source->text[i];
    if (headwater::test::is_white(c)) continue;
    while (block < source->blocks.size() && source->blocks[block].span.end <= i) ++block;
    if (block == source->blocks.size() || !source->blocks[block].span.contains(i)) std::abort();
  }
  return 0;
}
