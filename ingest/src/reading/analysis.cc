#include "reading/analysis.h"

#include <algorithm>

#include "reading/utf8.h"

namespace headwater::detail {
namespace {

std::string fold_token(std::string_view form) {
  std::string out;
  out.reserve(form.size());
  for (std::size_t at = 0; at < form.size();) {
    const Char c = char_at(form, at);
    if (is_ascii_upper(c.code)) {
      out.push_back(static_cast<char>(c.code + 32));
    } else if (is_apostrophe(c.code)) {
      out.push_back('\'');
    } else {
      out.append(form.substr(at, c.size));
    }
    at += c.size;
  }
  return out;
}

void add_syntax(Analysis& a, const Range& sentence) {
  std::vector<std::string_view> words;
  for (std::int32_t i = sentence.begin; i < sentence.end; ++i) words.push_back(a.form(i));
  const Syntax syntax = analyse(words);
  for (std::size_t k = 0; k < words.size(); ++k) {
    const auto i = static_cast<std::size_t>(sentence.begin) + k;
    a.tag[i] = syntax.tags[k];
    a.head[i] = syntax.heads[k] < 0 ? -1 : syntax.heads[k] + sentence.begin;
    a.dep[i] = syntax.deps[k];
    a.left[i] = static_cast<std::int32_t>(i);
    a.right[i] = static_cast<std::int32_t>(i) + 1;
  }
  // Hulls grow from the leaves up: a head waits for its children, so count them down.
  std::vector<std::int32_t> waiting(words.size(), 0);
  for (std::size_t k = 0; k < words.size(); ++k) {
    if (syntax.heads[k] >= 0) ++waiting[static_cast<std::size_t>(syntax.heads[k])];
  }
  std::vector<std::size_t> ready;
  for (std::size_t k = 0; k < words.size(); ++k) {
    if (waiting[k] == 0) ready.push_back(k);
  }
  while (!ready.empty()) {
    const std::size_t k = ready.back();
    ready.pop_back();
    if (syntax.heads[k] < 0) continue;
    const auto h = static_cast<std::size_t>(syntax.heads[k]);
    const auto at = [&](std::size_t x) { return static_cast<std::size_t>(sentence.begin) + x; };
    a.left[at(h)] = std::min(a.left[at(h)], a.left[at(k)]);
    a.right[at(h)] = std::max(a.right[at(h)], a.right[at(k)]);
    if (--waiting[h] == 0) ready.push_back(h);
  }
}

// First token at or after a byte.
std::int32_t token_at(const std::vector<Token>& tokens, std::uint32_t byte) {
  return static_cast<std::int32_t>(
      std::lower_bound(tokens.begin(), tokens.end(), byte,
                       [](const Token& token, std::uint32_t wanted) { return token.span.begin < wanted; }) -
      tokens.begin());
}

// Words said, or words held at arm's length? A verb inside, or four words and more, or a comma or stop before the
// closing mark, or a colon or comma before the opening one.
bool is_speech(const Analysis& a, const QuoteRange& q) {
  std::int32_t words = 0;
  bool verb = false;
  for (std::int32_t i = q.inner.begin; i < q.inner.end; ++i) {
    if (a.is_mark(i)) continue;
    ++words;
    verb = verb || is_finite(a.tag_of(i));
  }
  if (words == 0) return false;
  const std::string& last = a.word(q.inner.end - 1);
  const bool stop = last == "," || last == "." || last == "?" || last == "!";
  const bool introduced = q.marks.begin > 0 && (a.word(q.marks.begin - 1) == ":" || a.word(q.marks.begin - 1) == ",") &&
                          a.is_capitalised(q.inner.begin);
  return (words >= 3 && verb && (stop || introduced || words >= 6)) || (words >= 8) ||
         (words >= 2 && introduced && stop) || (words >= 3 && stop && a.is_capitalised(q.inner.begin));
}

}  // namespace

bool Analysis::is_capitalised(std::int32_t i) const { return is_upper(char_at(form(i), 0).code); }

bool Analysis::is_mark(std::int32_t i) const {
  const Char c = char_at(form(i), 0);
  if (is_letter(c.code) || is_digit(c.code)) return false;
  return !(form(i).size() > 1 && form(i)[0] == '\'' && form(i)[1] != '\'');
}

bool Analysis::is_quote_mark(std::int32_t i) const {
  const Char c = char_at(form(i), 0);
  return is_double_quote_token(form(i)) || (form(i).size() == c.size && is_single_quote(c.code));
}

bool Analysis::opens_clause(std::int32_t i) const {
  return word(i) == "that" && (tag_of(i) == Tag::kIN || dep_of(i) == Dep::kMark);
}

Analysis analyse_text(std::string_view text, const std::vector<Token>& tokens, const std::vector<Quote>& quotes) {
  Analysis a;
  a.text = text;
  a.tokens = tokens;
  const std::size_t n = tokens.size();
  a.low.reserve(n);
  for (const Token& token : tokens) a.low.push_back(fold_token(slice(text, token.span)));
  a.tag.resize(n);
  a.head.resize(n, -1);
  a.dep.resize(n);
  a.left.resize(n);
  a.right.resize(n);
  a.quote.resize(n, -1);
  for (std::int32_t i = 0; i < a.size(); ++i) {
    const std::size_t s = tokens[static_cast<std::size_t>(i)].sentence;
    while (a.sentences.size() <= s) a.sentences.push_back({i, i});
    a.sentences[s].end = i + 1;
  }
  for (const Range& sentence : a.sentences) {
    if (!sentence.empty()) add_syntax(a, sentence);
  }
  for (const Quote& quote : quotes) {
    QuoteRange q;
    q.marks = {token_at(tokens, quote.span.begin), token_at(tokens, quote.span.end)};
    q.inner = {q.marks.begin + 1, quote.closed ? q.marks.end - 1 : q.marks.end};
    q.closed = quote.closed;
    if (q.inner.empty()) continue;
    q.is_speech = is_speech(a, q);
    for (std::int32_t i = q.marks.begin; i < q.marks.end; ++i) {
      a.quote[static_cast<std::size_t>(i)] = static_cast<std::int32_t>(a.quotes.size());
    }
    a.quotes.push_back(q);
  }
  return a;
}

}  // namespace headwater::detail
