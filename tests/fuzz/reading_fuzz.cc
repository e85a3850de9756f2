// All stages of reading on any text: tokens cover it, spans quote it, records agree, and reading twice is reading once.
// The first byte chooses what is known of the document beforehand.
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <iostream>
#include <string_view>

#include "headwater/ingest/ingest.h"
#include "headwater/ingest/reading.h"
#include "reading_laws.h"
#include "source_text_laws.h"

namespace {

[[noreturn]] void fail(std::string_view what) {
  std::cerr << what << '\n';
  std::abort();
}

void check_tokens(std::string_view text, const std::vector<headwater::Token>& tokens) {
  std::uint32_t at = 0;
  for (const headwater::Token& t : tokens) {
    if (t.span.begin < at || t.span.end <= t.span.begin || t.span.end > text.size()) fail("tokens out of order");
    for (; at < t.span.begin; ++at) {
      // White space of other scripts is longer than a byte; what tokens leave out must at least be no letter or digit.
      if ((static_cast<unsigned char>(text[at]) < 0x80) && std::isalnum(static_cast<unsigned char>(text[at])) != 0)
        fail("a letter in no token");
    }
    at = t.span.end;
  }
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  if (size == 0 || size > 20'000) return 0;
  const std::string_view bytes{reinterpret_cast<const char*>(data) + 1, size - 1};
  headwater::ExtractOptions options;
  options.format = (data[0] & 1) != 0 ? headwater::Format::kHtml : headwater::Format::kText;
  if ((data[0] & 2) != 0) options.published = headwater::Date::parse("2031-05-06").value();
  if ((data[0] & 4) != 0) options.publisher = "Calder Courier";
  if ((data[0] & 8) != 0) options.kind = static_cast<headwater::DocumentKind>((data[0] >> 4) % 5);

  // Tokens take any bytes, valid or not.
  const std::vector<headwater::Token> tokens = headwater::tokenize(bytes, {});
  check_tokens(bytes, tokens);
  for (const headwater::Quote& q : headwater::find_quotes(bytes, tokens)) {
    if (!q.span.contains(q.inner)) fail("a quotation outside its marks");
  }

  for (const headwater::SpanMethod method : {headwater::SpanMethod::kRules, headwater::SpanMethod::kLearned}) {
    options.spans = method;
    const headwater::Result<headwater::Extraction> first = headwater::extract(bytes, options);
    if (!first.has_value()) return 0;
    const std::vector<std::string> breaches = headwater::test::breaches_of(*first);
    if (!breaches.empty()) fail(breaches.front());
    const headwater::Result<headwater::Extraction> again = headwater::extract(bytes, options);
    if (!again.has_value() || !(*first == *again)) fail("read twice, read differently");
  }
  return 0;
}
