// Tokens and quotations of any bytes in any blocks: in order, inside the text and the blocks, and nothing that is a
// letter left out; sentences and paragraphs count up; quotations lie apart, marks included.
#include <algorithm>
#include <string_view>
#include <vector>

#include "fuzz_support.h"
#include "headwater/ingest/reading.h"

using headwater::test::fail;

namespace {

bool is_word(char c) { return (c >= '0' && c <= '9') || (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z'); }

void check(std::string_view text, const std::vector<headwater::Block>& blocks) {
  const std::vector<headwater::Token> tokens = headwater::tokenize(text, blocks);
  std::uint32_t at = 0;
  headwater::Token before;
  for (const headwater::Token& t : tokens) {
    if (t.span.begin < at || t.span.end <= t.span.begin || t.span.end > text.size()) fail("tokens out of order");
    if (blocks.empty() && std::any_of(text.begin() + at, text.begin() + t.span.begin, is_word))
      fail("a letter in no token");
    if (t.sentence < before.sentence || t.sentence > before.sentence + 1) fail("sentences leap");
    if (t.paragraph < before.paragraph) fail("paragraphs go back");
    if (&t != tokens.data() && t.paragraph != before.paragraph && t.sentence == before.sentence)
      fail("a sentence over two paragraphs");
    at = t.span.end;
    before = t;
  }
  if (blocks.empty() && std::any_of(text.begin() + at, text.end(), is_word)) fail("a letter in no token at the end");
  std::uint32_t last = 0;
  for (const headwater::Quote& q : headwater::find_quotes(text, tokens)) {
    if (q.span.begin < last || q.span.end > text.size() || !q.span.contains(q.inner)) fail("quotations out of order");
    last = q.span.end;
  }
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  if (size > 50'000) return 0;
  headwater::test::TextAndNumbers in{data, size};
  check(in.text, {});
  std::vector<headwater::Block> blocks;
  std::uint32_t at = 0;
  while (in.numbers.more() && at < in.text.size()) {
    const auto left = static_cast<std::uint32_t>(in.text.size()) - at;
    const std::uint32_t begin = at + in.numbers.next(left);
    const std::uint32_t end = begin + 1 + in.numbers.next(static_cast<std::uint32_t>(in.text.size()) - begin);
    blocks.push_back(
        {headwater::BlockKind::kParagraph, {begin, std::min(end, static_cast<std::uint32_t>(in.text.size()))}});
    at = blocks.back().span.end;
  }
  check(in.text, blocks);
  return 0;
}
