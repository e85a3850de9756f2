#include "reading/analysis.h"

#include <algorithm>
#include <functional>
#include <utility>

#include "reading/utf8.h"

namespace headwater {
namespace detail {
namespace {

// Case folded, curly apostrophes made plain.
void fold_token(std::string_view form, std::string& out) {
  out.clear();
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
}

// Numbers words, each once: a table of numbers with open addressing, at most half full.
class Numbering {
 public:
  explicit Numbering(std::vector<std::string>& words) : words_{words}, table_(1024, kNone) {}

  std::uint32_t number_of(const std::string& word) {
    std::uint32_t& slot = table_[place_of(word)];
    if (slot != kNone) return slot;
    const auto number = static_cast<std::uint32_t>(words_.size());
    slot = number;
    words_.push_back(word);
    if (2 * words_.size() > table_.size()) grow();
    return number;
  }

 private:
  static constexpr std::uint32_t kNone = 0xffffffff;

  [[nodiscard]] std::size_t place_of(const std::string& word) const {
    const std::size_t mask = table_.size() - 1;
    std::size_t at = std::hash<std::string_view>{}(word)&mask;
    while (table_[at] != kNone && words_[table_[at]] != word) at = (at + 1) & mask;
    return at;
  }

  void grow() {
    table_.assign(2 * table_.size(), kNone);
    for (std::size_t i = 0; i < words_.size(); ++i) table_[place_of(words_[i])] = static_cast<std::uint32_t>(i);
  }

  std::vector<std::string>& words_;
  std::vector<std::uint32_t> table_;
};

// Words, sentences, and room for the rest.
Analysis begun(std::string_view text, std::vector<Token> tokens) {
  Analysis a;
  a.text = text;
  a.tokens = std::move(tokens);
  const std::size_t n = a.tokens.size();
  a.low.reserve(n);
  Numbering numbering{a.words};
  std::string word;
  for (const Token& token : a.tokens) {
    fold_token(slice(text, token.span), word);
    a.low.push_back(numbering.number_of(word));
  }
  a.tag.resize(n);
  a.head.resize(n, -1);
  a.dep.resize(n);
  a.left.resize(n);
  a.right.resize(n);
  a.quote.resize(n, -1);
  for (std::int32_t i = 0; i < a.size(); ++i) {
    const std::size_t s = a.sentence_number(i);
    while (a.sentences.size() <= s) a.sentences.push_back({i, i});
    a.sentences[s].end = i + 1;
  }
  a.unread.resize(a.sentences.size(), 0);
  return a;
}

// Hulls grow from the leaves up: a head waits for its children, so they are counted down.
void add_hulls(Analysis& a, const Range& sentence) {
  const auto at = [](std::int32_t i) { return static_cast<std::size_t>(i); };
  const auto in = [&](std::int32_t i) { return static_cast<std::size_t>(i - sentence.begin); };
  std::vector<std::int32_t> waiting(in(sentence.end), 0);
  for (std::int32_t i = sentence.begin; i < sentence.end; ++i) {
    a.left[at(i)] = i;
    a.right[at(i)] = i + 1;
    if (a.head[at(i)] >= 0) ++waiting[in(a.head[at(i)])];
  }
  std::vector<std::int32_t> ready;
  for (std::int32_t i = sentence.begin; i < sentence.end; ++i) {
    if (waiting[in(i)] == 0) ready.push_back(i);
  }
  while (!ready.empty()) {
    const std::int32_t i = ready.back();
    ready.pop_back();
    const std::int32_t h = a.head[at(i)];
    if (h < 0) continue;
    a.left[at(h)] = std::min(a.left[at(h)], a.left[at(i)]);
    a.right[at(h)] = std::max(a.right[at(h)], a.right[at(i)]);
    if (--waiting[in(h)] == 0) ready.push_back(h);
  }
}

// take(i, tag, head, dep) for every token of a sentence; `form` gives the token's words.
template <class Form, class Take>
void parse_sentence(const Range& sentence, Form&& form, Take&& take) {
  std::vector<std::string_view> words;
  words.reserve(static_cast<std::size_t>(sentence.end - sentence.begin));
  for (std::int32_t i = sentence.begin; i < sentence.end; ++i) words.push_back(form(i));
  const Syntax syntax = analyse(words);
  for (std::int32_t i = sentence.begin; i < sentence.end; ++i) {
    const auto k = static_cast<std::size_t>(i - sentence.begin);
    take(static_cast<std::size_t>(i), syntax.tags[k], syntax.heads[k] < 0 ? -1 : syntax.heads[k] + sentence.begin,
         syntax.deps[k]);
  }
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

// Hulls and quotations, once tags and heads are there.
void finish(Analysis& a, const std::vector<Quote>& quotes) {
  for (const Range& sentence : a.sentences) add_hulls(a, sentence);
  for (const Quote& quote : quotes) {
    QuoteRange q;
    q.marks = {token_at(a.tokens, quote.span.begin), token_at(a.tokens, quote.span.end)};
    q.inner = {q.marks.begin + 1, quote.closed ? q.marks.end - 1 : q.marks.end};
    q.closed = quote.closed;
    if (q.inner.empty()) continue;
    q.is_speech = is_speech(a, q);
    for (std::int32_t i = q.marks.begin; i < q.marks.end; ++i) {
      a.quote[static_cast<std::size_t>(i)] = static_cast<std::int32_t>(a.quotes.size());
    }
    a.quotes.push_back(q);
  }
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

std::int32_t token_at(const std::vector<Token>& tokens, std::uint32_t byte) {
  return static_cast<std::int32_t>(
      std::lower_bound(tokens.begin(), tokens.end(), byte,
                       [](const Token& token, std::uint32_t wanted) { return token.span.begin < wanted; }) -
      tokens.begin());
}

Analysis analyse_text(std::string_view text, std::vector<Token> tokens, const std::vector<Quote>& quotes,
                      const Spans& unread) {
  Analysis a = begun(text, std::move(tokens));
  auto pass = unread.begin();
  for (std::size_t s = 0; s < a.sentences.size(); ++s) {
    const Range sentence = a.sentences[s];
    if (sentence.empty()) continue;
    const std::uint32_t at = a.bytes(sentence).begin;
    while (pass != unread.end() && pass->end <= at) ++pass;
    if (pass != unread.end() && pass->begin <= at) {
      a.unread[s] = 1;
      std::fill(a.tag.begin() + sentence.begin, a.tag.begin() + sentence.end, Tag::kFW);
      continue;
    }
    parse_sentence(
        sentence, [&](std::int32_t i) { return a.form(i); },
        [&](std::size_t i, Tag tag, std::int32_t head, Dep dep) {
          a.tag[i] = tag;
          a.head[i] = head;
          a.dep[i] = dep;
        });
  }
  finish(a, quotes);
  return a;
}

Analysis analyse_text(std::string_view text, std::vector<Token> tokens, const std::vector<Quote>& quotes,
                      const std::vector<TokenSyntax>& syntax) {
  Analysis a = begun(text, std::move(tokens));
  for (std::size_t i = 0; i < syntax.size(); ++i) {
    a.tag[i] = syntax[i].tag;
    a.head[i] = syntax[i].head;
    a.dep[i] = syntax[i].dep;
  }
  finish(a, quotes);
  return a;
}

}  // namespace detail

std::vector<TokenSyntax> find_syntax(std::string_view text, const std::vector<Token>& tokens) {
  std::vector<TokenSyntax> out(tokens.size());
  for (std::size_t begin = 0; begin < tokens.size();) {
    std::size_t end = begin;
    while (end < tokens.size() && tokens[end].sentence == tokens[begin].sentence) ++end;
    detail::parse_sentence(
        {static_cast<std::int32_t>(begin), static_cast<std::int32_t>(end)},
        [&](std::int32_t i) { return slice(text, tokens[static_cast<std::size_t>(i)].span); },
        [&](std::size_t i, Tag tag, std::int32_t head, Dep dep) {
          out[i] = {tag, dep, head};
        });
    begin = end;
  }
  return out;
}

}  // namespace headwater
