// A reader of attributions that returns anything: it is refused, or the extraction keeps every law.
#include <string>
#include <vector>

#include "fuzz_support.h"
#include "headwater/ingest/ingest.h"
#include "reading_laws.h"

using namespace headwater;
using test::fail;

namespace {

class AnyReader final : public AttributionReader {
 public:
  explicit AnyReader(test::Numbers numbers) : numbers_{numbers} {}

  [[nodiscard]] Result<std::vector<Attribution>> read(const Reading& reading) const override {
    test::Numbers in = numbers_;
    std::vector<Attribution> out;
    while (in.more() && out.size() < 200) {
      Attribution a;
      a.source = spans(in, reading, 2);
      a.cue = spans(in, reading, 2);
      a.content = spans(in, reading, 3);
      a.form = static_cast<ClaimForm>(in.next(5));
      a.polarity = static_cast<Polarity>(in.next(5));
      for (std::uint32_t n = in.next(3); n > 0; --n)
        a.hops.push_back(in.next(static_cast<std::uint32_t>(out.size()) + 3));
      a.rule = std::string(1 + in.next(3), 'r');
      a.confidence = (in.next(11) + 0.5) / 10;
      out.push_back(std::move(a));
    }
    return out;
  }

 private:
  // Mostly along tokens, sometimes anywhere.
  static Spans spans(test::Numbers& in, const Reading& reading, std::uint32_t most) {
    Spans out;
    const auto tokens = static_cast<std::uint32_t>(reading.tokens.size());
    const auto bytes = static_cast<std::uint32_t>(reading.text.size()) + 4;
    for (std::uint32_t n = in.next(most + 1); n > 0; --n) {
      if (in.next(8) == 0 || tokens == 0) {
        out.push_back({in.next(bytes), in.next(bytes)});
        continue;
      }
      const std::uint32_t first = in.next(tokens), last = first + in.next(tokens - first);
      out.push_back({reading.tokens[first].span.begin, reading.tokens[last].span.end});
    }
    return out;
  }

  test::Numbers numbers_;
};

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  if (size > 10'000) return 0;
  const test::TextAndNumbers in{data, size};
  const AnyReader reader{in.numbers};
  ExtractOptions options;
  options.format = Format::kText;
  options.reader = &reader;
  const Result<Extraction> e = extract(in.text, options);
  if (!e.has_value()) return 0;
  const std::vector<std::string> breaches = test::breaches_of(*e);
  if (!breaches.empty()) fail(breaches.front());
  const Result<Extraction> again = extract(in.text, options);
  if (!again.has_value() || !(*e == *again)) fail("read twice, read differently");
  return 0;
}
