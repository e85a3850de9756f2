// Names and who is meant, of any text: mentions in order and apart, each of an entity that is there, and every phrase
// that could be a source is somebody or nobody, never half of one.
#include <string>
#include <vector>

#include "fuzz_support.h"
#include "headwater/ingest/reading.h"
#include "reading/analysis.h"
#include "reading/entities.h"
#include "reading/parties.h"

using namespace headwater;
using test::fail;

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  if (size > 10'000) return 0;
  test::TextAndNumbers in{data, size};
  const Result<SourceText> source = read_plain_text(in.text, "");
  if (!source.has_value()) return 0;
  const std::string& text = source->text;
  const std::vector<Token> tokens = tokenize(text, source->blocks);
  const detail::Analysis a = detail::analyse_text(text, tokens, find_quotes(text, tokens));
  const detail::Entities entities = detail::find_entities(a, "Calder Courier");
  std::int32_t last = 0;
  for (const detail::Mention& m : entities.mentions) {
    if (m.range.begin < last || m.range.empty() || m.range.end > a.size()) fail("mentions out of order");
    if (m.entity >= entities.all.size()) fail("a mention of nobody");
    last = m.range.end;
  }
  for (const detail::Entity& e : entities.all) {
    if (e.of && *e.of >= entities.all.size()) fail("a spokesperson of nobody");
    if (e.first >= 0 && e.name.empty()) fail("an entity without a name");
  }
  detail::Setting setting;
  setting.publisher = "Calder Courier";
  detail::Parties parties{a, entities, setting};
  std::int32_t at = 0;
  while (in.numbers.more() && at < a.size()) {
    const std::int32_t begin = at + static_cast<std::int32_t>(in.numbers.next(8));
    const std::int32_t end = begin + 1 + static_cast<std::int32_t>(in.numbers.next(6));
    if (end > a.size()) break;
    const std::int32_t head =
        begin + static_cast<std::int32_t>(in.numbers.next(static_cast<std::uint32_t>(end - begin)));
    const detail::Party party = parties.resolve({begin, end}, head);
    if (party.entity && *party.entity >= entities.all.size()) fail("a party that is no entity");
    if (!(party.confidence > 0 && party.confidence <= 1)) fail("a confidence out of range");
    at = end;
  }
  return 0;
}
