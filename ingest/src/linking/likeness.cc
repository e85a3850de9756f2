#include "linking/likeness.h"

#include <algorithm>
#include <array>

#include "headwater/schema/amount.h"
#include "headwater/schema/fold.h"

namespace headwater::detail {
namespace {

constexpr std::array<std::string_view, 124> kCommon{
    "a",       "about",   "after",   "all",   "also", "an",    "and",  "any",   "are",   "as",    "at",     "be",
    "because", "been",    "before",  "being", "but",  "by",    "can",  "could", "did",   "do",    "does",   "during",
    "each",    "for",     "from",    "had",   "has",  "have",  "he",   "her",   "here",  "him",   "his",    "how",
    "i",       "if",      "in",      "into",  "is",   "it",    "its",  "just",  "like",  "may",   "me",     "might",
    "more",    "most",    "much",    "must",  "my",   "no",    "not",  "now",   "of",    "off",   "on",     "one",
    "only",    "or",      "other",   "our",   "out",  "over",  "said", "say",   "says",  "she",   "should", "so",
    "some",    "such",    "than",    "that",  "the",  "their", "them", "then",  "there", "these", "they",   "this",
    "those",   "to",      "too",     "under", "up",   "us",    "very", "was",   "we",    "were",  "what",   "when",
    "where",   "which",   "while",   "who",   "whom", "why",   "will", "with",  "would", "you",   "your",   "own",
    "per",     "between", "through", "again", "both", "few",   "nor",  "until", "once",  "upon",  "since",  "although",
    "though",  "however", "whether", "among"};

constexpr std::array<std::string_view, 10> kNegations{"not",     "no",      "never",  "none",    "nobody",
                                                      "nothing", "neither", "cannot", "without", "nor"};

template <std::size_t N>
bool in(const std::array<std::string_view, N>& list, std::string_view word) {
  return std::find(list.begin(), list.end(), word) != list.end();
}

// Endings of English inflection off, so that "counting" meets "count" and "boxes" meets "box".
std::string stem(std::string word) {
  if (word.empty() || (word[0] >= '0' && word[0] <= '9')) return word;
  for (const std::string_view ending : {"ingly", "edly", "ing", "ies", "ed", "es", "ly", "s"}) {
    if (word.size() >= ending.size() + 3 && word.ends_with(ending)) {
      word.resize(word.size() - ending.size());
      if (ending == "ies") word += 'y';
      break;
    }
  }
  // "assessment" meets "assessed".
  if (word.size() >= 10 && word.ends_with("ment")) word.resize(word.size() - 4);
  if (word.size() > 3 && word[word.size() - 1] == word[word.size() - 2] &&
      std::string_view{"bdfgmnprt"}.find(word.back()) != std::string_view::npos)
    word.pop_back();
  if (word.size() > 4 && word.back() == 'e') word.pop_back();
  return word;
}

// Without zeros at the end; "" unless three digits or more are left. A slip of ten times is how numbers drift: 18,400
// and 184,000.
std::string_view leading_digits(std::string_view word) {
  if (!is_number(word)) return {};
  const std::size_t last = word.find_last_not_of('0');
  word = word.substr(0, last == std::string_view::npos ? 0 : last + 1);
  const bool whole = std::all_of(word.begin(), word.end(), [](char c) { return c >= '0' && c <= '9'; });
  return whole && word.size() >= 3 ? word : std::string_view{};
}

// Whether `word`, which the sorted `words` do not have, stands there ten, a hundred times as large or as small.
bool has_slipped(const std::string& word, const std::vector<std::string>& words) {
  const std::string_view digits = leading_digits(word);
  if (digits.empty() || std::binary_search(words.begin(), words.end(), word)) return false;
  return std::any_of(words.begin(), words.end(),
                     [&](const std::string& other) { return leading_digits(other) == digits; });
}

double weight(std::string_view word) { return is_number(word) ? 1.5 : word.size() >= 7 ? 1.2 : 1.0; }

}  // namespace

namespace {

void add_words(std::string_view piece, bool is_name, ClaimWords& out) {
  for (std::string& word : folded_words(piece)) {
    if (in(kNegations, word) || word.ends_with("n't")) out.negated = true;
    if (in(kCommon, word)) continue;
    // "ballot-box stuffing" meets "ballot boxes were stuffed".
    for (std::size_t at = 0; at <= word.size();) {
      const std::size_t end = std::min(word.find('-', at), word.size());
      std::string part = word.substr(at, end - at);
      if (!part.empty() && !in(kCommon, part)) {
        out.words.push_back(stem(std::move(part)));
        if (is_name) out.names.push_back(out.words.back());
      }
      at = end + 1;
    }
  }
}

void put_in_order(std::vector<std::string>& words) {
  std::sort(words.begin(), words.end());
  words.erase(std::unique(words.begin(), words.end()), words.end());
}

}  // namespace

ClaimWords claim_words(std::string_view claim) {
  ClaimWords out;
  // Amounts by what they are worth, the words around them as they stand.
  std::string text{claim};
  for (const Amount& amount : amounts_in(claim)) {
    out.words.push_back(amount_key(amount));
    std::fill(text.begin() + amount.span.begin, text.begin() + amount.span.end, ' ');
  }
  for (std::size_t at = 0; at < text.size();) {
    const std::size_t end = std::min(text.find(' ', at), text.size());
    const bool is_name = at > 0 && text[at] >= 'A' && text[at] <= 'Z';
    add_words(std::string_view{text}.substr(at, end - at), is_name, out);
    at = end + 1;
  }
  put_in_order(out.words);
  put_in_order(out.names);
  return out;
}

double likeness(const ClaimWords& a, const ClaimWords& b) {
  double all_a = 0, all_b = 0, shared = 0;
  std::size_t count = 0;
  for (const std::string& w : a.words) all_a += weight(w);
  for (const std::string& w : b.words) all_b += weight(w);
  for (std::size_t i = 0, j = 0; i < a.words.size() && j < b.words.size();) {
    if (a.words[i] < b.words[j]) {
      ++i;
    } else if (b.words[j] < a.words[i]) {
      ++j;
    } else {
      shared += weight(a.words[i]);
      ++count;
      ++i;
      ++j;
    }
  }
  for (const std::string& w : a.words) {
    if (!is_number(w)) break;  // they sort before words
    if (!has_slipped(w, b.words)) continue;
    shared += weight(w);
    ++count;
  }
  const double shorter = std::min(all_a, all_b);
  shared = std::min(shared, shorter);
  const double longer = std::max(all_a, all_b);
  if (shorter == 0 || count < std::min<std::size_t>(2, std::min(a.words.size(), b.words.size()))) return 0;
  double score = 0.75 * shared / shorter + 0.25 * shared / longer;
  if (count < 3) score *= a.words.size() <= 3 || b.words.size() <= 3 ? 0.8 : 0.6;
  if (a.negated != b.negated) score *= 0.55;
  return score;
}

}  // namespace headwater::detail
