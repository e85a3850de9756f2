// The reader of pages: what it returns keeps every law of a SourceText, and the same bytes give the same answer.
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <iostream>
#include <string_view>

#include "headwater/ingest/source_text.h"
#include "source_text_laws.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view bytes{reinterpret_cast<const char*>(data), size};
  headwater::ReadLimits limits;
  limits.max_depth = 32;
  const headwater::Result<headwater::SourceText> source =
      headwater::read_html(bytes, "https://page.example/a/b", "", limits);
  if (!source.has_value()) {
    if (source.error().code != headwater::ErrorCode::kBadInput) std::abort();
    return 0;
  }
  const std::string breach = headwater::test::breach_of(*source, bytes, true);
  if (!breach.empty()) {
    std::cerr << breach << '\n';
    std::abort();
  }
  const headwater::Result<headwater::SourceText> again =
      headwater::read_html(bytes, "https://page.example/a/b", "", limits);
  if (!again.has_value() || again->text != source->text || again->map != source->map) std::abort();
  return 0;
}
