// One document's text as the reading stages see it: tokens with tag, head and label, sentences, subtrees, quotations.
#ifndef HEADWATER_INGEST_READING_ANALYSIS_H_
#define HEADWATER_INGEST_READING_ANALYSIS_H_

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "headwater/ingest/reading.h"
#include "syntax/syntax.h"

namespace headwater::detail {

// Token numbers; end exclusive.
struct Range {
  std::int32_t begin = 0;
  std::int32_t end = 0;
  [[nodiscard]] bool empty() const { return end <= begin; }
  [[nodiscard]] bool contains(std::int32_t i) const { return begin <= i && i < end; }
  [[nodiscard]] bool overlaps(Range other) const { return begin < other.end && other.begin < end; }
  bool operator==(const Range&) const = default;
};

struct QuoteRange {
  Range marks;  // with the marks
  Range inner;
  bool closed = true;
  bool is_speech = false;  // a clause or more, or set off by comma or colon: words someone said, no scare quotes
};

// Arrays are indexed by token number. Views live as long as the text.
struct Analysis {
  std::string_view text;
  std::vector<Token> tokens;
  std::vector<std::string> words;  // each once; case folded, curly apostrophes made plain
  std::vector<std::uint32_t> low;  // number in `words`
  std::vector<Tag> tag;
  std::vector<std::int32_t> head;  // -1 for the root of its sentence
  std::vector<Dep> dep;
  std::vector<std::int32_t> left, right;  // hull of the subtree: first token, one past the last
  std::vector<std::int32_t> quote;        // number of the quotation around it, marks included; -1 for none
  std::vector<Range> sentences;
  std::vector<std::uint8_t> unread;  // of a sentence, 1: nothing is read in it; it has no tree, its tags are kFW
  std::vector<QuoteRange> quotes;

  [[nodiscard]] std::int32_t size() const { return static_cast<std::int32_t>(tokens.size()); }
  [[nodiscard]] const std::string& word(std::int32_t i) const { return words[low[static_cast<std::size_t>(i)]]; }
  [[nodiscard]] Tag tag_of(std::int32_t i) const { return tag[static_cast<std::size_t>(i)]; }
  [[nodiscard]] Dep dep_of(std::int32_t i) const { return dep[static_cast<std::size_t>(i)]; }
  [[nodiscard]] std::int32_t head_of(std::int32_t i) const { return head[static_cast<std::size_t>(i)]; }
  [[nodiscard]] std::int32_t quote_of(std::int32_t i) const { return quote[static_cast<std::size_t>(i)]; }
  [[nodiscard]] Range subtree(std::int32_t i) const {
    return {left[static_cast<std::size_t>(i)], right[static_cast<std::size_t>(i)]};
  }
  [[nodiscard]] std::uint32_t paragraph_of(std::int32_t i) const {
    return tokens[static_cast<std::size_t>(i)].paragraph;
  }
  [[nodiscard]] std::uint32_t sentence_number(std::int32_t i) const {
    return tokens[static_cast<std::size_t>(i)].sentence;
  }
  [[nodiscard]] const Range& sentence_of(std::int32_t i) const { return sentences[sentence_number(i)]; }
  [[nodiscard]] std::string_view form(std::int32_t i) const {
    return slice(text, tokens[static_cast<std::size_t>(i)].span);
  }
  [[nodiscard]] ByteSpan bytes(Range r) const {
    return {tokens[static_cast<std::size_t>(r.begin)].span.begin, tokens[static_cast<std::size_t>(r.end - 1)].span.end};
  }
  [[nodiscard]] bool is_capitalised(std::int32_t i) const;
  [[nodiscard]] bool is_mark(std::int32_t i) const;  // no letter or digit in it
  [[nodiscard]] bool is_quote_mark(std::int32_t i) const;
  // "that" as the opener of a clause, not of a noun phrase.
  [[nodiscard]] bool opens_clause(std::int32_t i) const;
};

// Runs the tagger and the parser over every sentence but those that begin in `unread` (in text order). Linear in the
// text. `tokens` are those of `tokenize`.
Analysis analyse_text(std::string_view text, std::vector<Token> tokens, const std::vector<Quote>& quotes,
                      const Spans& unread = {});
// The same with what find_syntax() made of the tokens.
Analysis analyse_text(std::string_view text, std::vector<Token> tokens, const std::vector<Quote>& quotes,
                      const std::vector<TokenSyntax>& syntax);

// First token that begins at or after a byte.
std::int32_t token_at(const std::vector<Token>& tokens, std::uint32_t byte);

}  // namespace headwater::detail

#endif  // HEADWATER_INGEST_READING_ANALYSIS_H_
