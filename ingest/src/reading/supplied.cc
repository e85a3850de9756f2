#include "reading/supplied.h"

#include <algorithm>
#include <limits>
#include <utility>

namespace headwater::detail {
namespace {

// Longest sentence that is read; tokenize() makes none as long.
constexpr std::size_t kMaxSentence = 512;
constexpr std::size_t kMaxHops = 8;
constexpr std::size_t kMaxRule = 64;

using Fault = std::optional<std::string>;

std::string numbered(const char* what, std::size_t number, std::string_view fault) {
  return std::string{what} + " " + std::to_string(number) + " " + std::string{fault};
}

Fault fault_of_tokens(std::string_view text, const std::vector<Token>& tokens) {
  if (text.size() > std::numeric_limits<std::uint32_t>::max() ||
      tokens.size() > static_cast<std::size_t>(std::numeric_limits<std::int32_t>::max())) {
    return "the text is too long";
  }
  std::size_t first = 0;  // of the sentence
  for (std::size_t i = 0; i < tokens.size(); ++i) {
    const Token& t = tokens[i];
    if (t.span.begin >= t.span.end || t.span.end > text.size())
      return numbered("token", i, "is empty or ends outside the text");
    if (!is_character_border(text, t.span.begin) || !is_character_border(text, t.span.end))
      return numbered("token", i, "cuts a character");
    const Token before = i == 0 ? Token{} : tokens[i - 1];
    if (t.span.begin < before.span.end) return numbered("token", i, "is out of order");
    if (t.sentence < before.sentence || t.sentence > before.sentence + (i == 0 ? 0u : 1u) ||
        t.paragraph < before.paragraph)
      return numbered("token", i, "leaps in the count of sentences or paragraphs");
    if (i > 0 && t.paragraph != before.paragraph && t.sentence == before.sentence)
      return numbered("token", i, "goes on with a sentence in another paragraph");
    if (t.sentence != before.sentence) first = i;
    if (i - first >= kMaxSentence)
      return numbered("token", i, "belongs to a sentence of more than " + std::to_string(kMaxSentence) + " tokens");
  }
  return {};
}

Fault fault_of_quotes(std::string_view text, const std::vector<Quote>& quotes) {
  std::uint32_t last = 0;
  for (std::size_t i = 0; i < quotes.size(); ++i) {
    const Quote& q = quotes[i];
    if (q.span.begin < last || q.span.begin >= q.span.end || q.span.end > text.size())
      return numbered("quotation", i, "is empty, out of order or ends outside the text");
    last = q.span.end;
  }
  return {};
}

Fault fault_of_syntax(const std::vector<Token>& tokens, const std::vector<TokenSyntax>& syntax) {
  if (syntax.size() != tokens.size()) {
    return "there is syntax for " + std::to_string(syntax.size()) + " tokens, and there are " +
           std::to_string(tokens.size());
  }
  const auto size = static_cast<std::int32_t>(tokens.size());
  for (std::int32_t i = 0; i < size; ++i) {
    const TokenSyntax& s = syntax[static_cast<std::size_t>(i)];
    const auto number = static_cast<std::size_t>(i);
    if (s.tag >= Tag::kCount || s.dep >= Dep::kCount) return numbered("token", number, "has no such tag or label");
    if (s.head < -1 || s.head >= size ||
        (s.head >= 0 && tokens[static_cast<std::size_t>(s.head)].sentence != tokens[number].sentence))
      return numbered("token", number, "hangs on none of its sentence");
  }
  // Up from each token until one is met that was: on this very walk, it is a circle.
  std::vector<std::int32_t> walk(tokens.size(), -1);
  for (std::int32_t i = 0; i < size; ++i) {
    std::int32_t at = i;
    while (at >= 0 && walk[static_cast<std::size_t>(at)] < 0) {
      walk[static_cast<std::size_t>(at)] = i;
      at = syntax[static_cast<std::size_t>(at)].head;
    }
    if (at >= 0 && walk[static_cast<std::size_t>(at)] == i)
      return numbered("token", static_cast<std::size_t>(i), "hangs on itself, by way of others or not");
  }
  return {};
}

// The tokens a span touches; empty for none.
Range touched(const Analysis& a, ByteSpan span) {
  const auto from = std::upper_bound(a.tokens.begin(), a.tokens.end(), span.begin,
                                     [](std::uint32_t at, const Token& t) { return at < t.span.end; });
  return {static_cast<std::int32_t>(from - a.tokens.begin()), token_at(a.tokens, span.end)};
}

// Pieces as token ranges, or what is wrong with them.
Fault read_pieces(const Analysis& a, const Spans& spans, std::vector<Range>& out) {
  std::uint32_t last = 0;
  for (const ByteSpan s : spans) {
    if (s.begin >= s.end) return "has an empty piece";
    if (s.end > a.text.size()) return "ends outside the text";
    if (s.begin < last) return "has pieces out of order";
    if (!is_character_border(a.text, s.begin) || !is_character_border(a.text, s.end)) return "cuts a character";
    last = s.end;
    const Range r = touched(a, s);
    if (r.empty()) return "has a piece without a word";
    if (!out.empty() && r.begin < out.back().end) return "has two pieces in one word";
    out.push_back(r);
  }
  return {};
}

bool meet(const std::vector<Range>& list, Range r) {
  return std::any_of(list.begin(), list.end(), [&](Range x) { return x.overlaps(r); });
}

std::int32_t head_of_cue(const Analysis& a, Range r) {
  for (std::int32_t i = r.end; i-- > r.begin;) {
    if (is_verb(a.tag_of(i))) return i;
  }
  return r.begin;
}

bool is_rule_name(std::string_view rule) {
  return !rule.empty() && rule.size() <= kMaxRule &&
         std::all_of(rule.begin(), rule.end(), [](char c) { return c > ' ' && c <= '~'; });
}

Fault read_one(const Analysis& a, const Attribution& from, FoundAttribution& out) {
  if (from.content.empty()) return "has no content";
  if (from.source.size() > 1) return "has a source in more than one piece";
  if (from.cue.size() > 1) return "has a cue in more than one piece";
  std::vector<Range> source, cue;
  if (Fault fault = read_pieces(a, from.content, out.content)) return "has a content that " + *fault;
  if (Fault fault = read_pieces(a, from.source, source)) return "has a source that " + *fault;
  if (Fault fault = read_pieces(a, from.cue, cue)) return "has a cue that " + *fault;
  if ((!source.empty() && meet(out.content, source[0])) || (!cue.empty() && meet(out.content, cue[0])) ||
      (!source.empty() && !cue.empty() && meet(source, cue[0])))
    return "has source, cue and content that share a word";
  if (from.form > ClaimForm::kOwn || from.form == ClaimForm::kOwn) return "has no form of what others say";
  if (from.polarity > Polarity::kDeclines) return "has no such polarity";
  if (!is_rule_name(from.rule)) return "names no rule";
  // Not the other way round: not a number is no confidence either.
  if (!(from.confidence > 0 && from.confidence <= 1)) return "has a confidence that is not above 0 and at most 1";
  if (from.hops.size() > kMaxHops) return "has more than " + std::to_string(kMaxHops) + " hops";
  if (!source.empty()) {
    out.source = source[0];
    out.source_head = head_of_phrase(a, out.source);
  }
  if (!cue.empty()) {
    out.cue = cue[0];
    out.cue_head = head_of_cue(a, out.cue);
  }
  out.form = from.form;
  out.polarity = from.polarity;
  out.rule = from.rule.c_str();
  out.confidence = from.confidence;
  return {};
}

// Hops name others, with a source, and go in no circle: those that wait for nobody are taken away until none is left.
Fault read_hops(const std::vector<Attribution>& from, std::vector<FoundAttribution>& out) {
  std::vector<std::size_t> waiting(from.size(), 0);  // how many name it
  for (std::size_t i = 0; i < from.size(); ++i) {
    for (const std::uint32_t h : from[i].hops) {
      if (h >= from.size() || h == i || out[h].source.empty())
        return numbered("attribution", i, "has a hop that is no other attribution with a source");
      out[i].hops.push_back(static_cast<std::int32_t>(h));
      out[h].is_hop = true;
      ++waiting[h];
    }
  }
  std::vector<std::size_t> ready;
  for (std::size_t i = 0; i < from.size(); ++i) {
    if (waiting[i] == 0) ready.push_back(i);
  }
  std::size_t taken = 0;
  while (!ready.empty()) {
    const std::size_t i = ready.back();
    ready.pop_back();
    ++taken;
    for (const std::uint32_t h : from[i].hops) {
      if (--waiting[h] == 0) ready.push_back(h);
    }
  }
  if (taken < from.size()) return "hops go in a circle";
  return {};
}

}  // namespace

std::optional<std::string> fault_of(const Reading& reading) {
  if (Fault fault = fault_of_tokens(reading.text, reading.tokens)) return fault;
  if (Fault fault = fault_of_quotes(reading.text, reading.quotes)) return fault;
  return fault_of_syntax(reading.tokens, reading.syntax);
}

std::vector<Attribution> to_attributions(const Analysis& a, const std::vector<FoundAttribution>& found) {
  std::vector<bool> wanted(found.size());
  for (std::size_t i = 0; i < found.size(); ++i) wanted[i] = wanted[i] || !found[i].is_hop;
  for (const FoundAttribution& f : found) {
    for (const std::int32_t h : f.hops) wanted[static_cast<std::size_t>(h)] = true;
  }
  std::vector<std::uint32_t> number(found.size());
  std::uint32_t next = 0;
  for (std::size_t i = 0; i < found.size(); ++i) number[i] = wanted[i] ? next++ : 0;
  std::vector<Attribution> out;
  out.reserve(next);
  for (std::size_t i = 0; i < found.size(); ++i) {
    if (!wanted[i]) continue;
    const FoundAttribution& f = found[i];
    Attribution x;
    if (!f.source.empty()) x.source.push_back(a.bytes(f.source));
    if (!f.cue.empty()) x.cue.push_back(a.bytes(f.cue));
    for (const Range& r : f.content) x.content.push_back(a.bytes(r));
    x.form = f.form;
    x.polarity = f.polarity;
    for (const std::int32_t h : f.hops) x.hops.push_back(number[static_cast<std::size_t>(h)]);
    x.rule = f.rule;
    x.confidence = f.confidence;
    out.push_back(std::move(x));
  }
  return out;
}

Result<std::vector<FoundAttribution>> from_attributions(const Analysis& a, const std::vector<Attribution>& supplied) {
  const auto refused = [](const std::string& fault) {
    return Error{ErrorCode::kBadInput, "the reader of attributions was refused: " + fault};
  };
  if (supplied.size() > a.tokens.size()) {
    return refused(std::to_string(supplied.size()) + " attributions for " + std::to_string(a.tokens.size()) +
                   " tokens");
  }
  std::vector<FoundAttribution> out(supplied.size());
  for (std::size_t i = 0; i < supplied.size(); ++i) {
    if (Fault fault = read_one(a, supplied[i], out[i])) return refused(numbered("attribution", i, *fault));
  }
  if (Fault fault = read_hops(supplied, out)) return refused(*fault);
  sort_by_content(out);
  return out;
}

}  // namespace headwater::detail
