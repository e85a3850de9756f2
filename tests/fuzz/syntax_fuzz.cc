// Tags and heads of any words: one tree a sentence, and the same again. Attributions of syntax made up from the input:
// it is refused, or what is found keeps the laws of spans.
#include <string>
#include <vector>

#include "fuzz_support.h"
#include "headwater/ingest/reading.h"
#include "reading_laws.h"

using namespace headwater;
using test::fail;

namespace {

void check_trees(const std::vector<Token>& tokens, const std::vector<TokenSyntax>& syntax) {
  if (syntax.size() != tokens.size()) fail("syntax of other tokens");
  std::vector<int> roots(tokens.empty() ? 0 : tokens.back().sentence + 1u);
  for (std::size_t i = 0; i < tokens.size(); ++i) {
    std::size_t steps = 0;
    for (auto at = static_cast<std::int32_t>(i); at >= 0; at = syntax[static_cast<std::size_t>(at)].head) {
      if (at >= static_cast<std::int32_t>(tokens.size())) fail("a head that is no token");
      if (tokens[static_cast<std::size_t>(at)].sentence != tokens[i].sentence) fail("a head in another sentence");
      if (++steps > tokens.size()) fail("heads in a circle");
    }
    roots[tokens[i].sentence] += syntax[i].head < 0;
  }
  for (const int n : roots) {
    if (n != 1) fail("a sentence without one root");
  }
}

void check_attributions(const Reading& reading, bool must_fit) {
  for (const SpanMethod method : {SpanMethod::kRules, SpanMethod::kLearned}) {
    const Result<std::vector<Attribution>> found = find_attributions(reading, method);
    if (!found.has_value()) {
      if (must_fit) fail("our own stages do not fit: " + found.error().message);
      return;
    }
    for (const Attribution& a : *found) {
      for (const Spans& spans : {a.source, a.cue, a.content}) {
        if (const std::string breach = test::spans_breach(reading.text, spans); !breach.empty()) fail(breach);
      }
      if (a.content.empty()) fail("an attribution of nothing");
      if (!(a.confidence > 0 && a.confidence <= 1)) fail("a confidence out of range");
      for (const std::uint32_t h : a.hops) {
        if (h >= found->size()) fail("a hop that is none");
      }
    }
  }
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  if (size > 10'000) return 0;
  test::TextAndNumbers in{data, size};
  // Only valid text reaches these stages.
  const Result<SourceText> source = read_plain_text(in.text, "");
  if (!source.has_value()) return 0;
  const std::string& text = source->text;
  const std::vector<Token> tokens = tokenize(text, source->blocks);
  const std::vector<Quote> quotes = find_quotes(text, tokens);
  std::vector<TokenSyntax> syntax = find_syntax(text, tokens);
  check_trees(tokens, syntax);
  if (find_syntax(text, tokens) != syntax) fail("read twice, read differently");
  check_attributions({text, tokens, quotes, syntax}, true);
  while (in.numbers.more() && !syntax.empty()) {
    TokenSyntax& s = syntax[in.numbers.next(static_cast<std::uint32_t>(syntax.size()))];
    s.tag = static_cast<Tag>(in.numbers.next(static_cast<std::uint32_t>(Tag::kCount) + 1));
    s.dep = static_cast<Dep>(in.numbers.next(static_cast<std::uint32_t>(Dep::kCount)));
    s.head = static_cast<std::int32_t>(in.numbers.next(static_cast<std::uint32_t>(syntax.size()) + 1)) - 1;
  }
  check_attributions({text, tokens, quotes, syntax}, false);
  return 0;
}
