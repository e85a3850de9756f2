#include "relevance.h"

#include <algorithm>

#include "headwater/schema/fold.h"

namespace headwater::detail {
namespace {

// BM25F: a word counts in each field by the field's weight; only the text is long enough for its length to say much.
constexpr double kSaturation = 1.2;  // k1
constexpr double kLength = 0.5;      // b
constexpr double kLongest = 3;       // times the usual length; beyond it a text is no less to the point
constexpr double kSpeaker = 0.8;
constexpr double kTitle = 0.4;
constexpr double kStart = 0.5;  // a longer word that begins with the query's last
constexpr double kOrder = 0.5;  // of a word's weight, if it follows the word that it follows in the query

bool adjacent(const std::vector<std::size_t>& before, const std::vector<std::size_t>& after) {
  return std::any_of(before.begin(), before.end(),
                     [&](std::size_t at) { return std::binary_search(after.begin(), after.end(), at + 1); });
}

}  // namespace

Relevance::Relevance(const SearchWords& query, const std::vector<Term>& terms, double usual_words)
    : query_{query}, terms_{terms}, usual_words_{usual_words} {
  for (std::size_t n = 0; n < terms.size(); ++n) {
    if (!terms[n].is_start) numbers_.emplace(terms[n].word, n);
  }
}

double Relevance::score(std::string_view text, const Beside& beside) const {
  const std::vector<std::string> words = folded_words(text);
  if (!has_phrases(words)) return 0;
  std::vector<std::vector<std::size_t>> places(terms_.size());
  for (std::size_t i = 0; i < words.size(); ++i) {
    if (const auto known = numbers_.find(words[i]); known != numbers_.end()) places[known->second].push_back(i);
  }
  const double longer = std::min(kLongest, static_cast<double>(words.size()) / usual_words_);
  const double length = 1 - kLength + kLength * longer;
  double out = 0;
  for (std::size_t n = 0; n < terms_.size(); ++n) {
    const Term& term = terms_[n];
    double count = static_cast<double>(places[n].size()) / length;
    if (term.is_start) {
      const auto starts = [&](const std::string& word) {
        return word.size() > term.word.size() && word.starts_with(term.word);
      };
      count = kStart * static_cast<double>(std::count_if(words.begin(), words.end(), starts)) / length;
    }
    const std::uint64_t bit = std::uint64_t{1} << n;
    if ((beside.speaker & bit) != 0) count += kSpeaker;
    if ((beside.title & bit) != 0) count += kTitle;
    if (count > 0) out += term.weight * count * (kSaturation + 1) / (kSaturation + count);
  }
  for (std::size_t i = 1; i < query_.words.size(); ++i) {
    const auto before = numbers_.find(query_.words[i - 1]);
    const auto here = numbers_.find(query_.words[i]);
    if (before != numbers_.end() && here != numbers_.end() && adjacent(places[before->second], places[here->second]))
      out += kOrder * terms_[here->second].weight;
  }
  const bool exact = has_run(words) || fold(text).find(query_.folded) != std::string::npos;
  return exact ? kExact + out : out;
}

// The query's words one after the other; the first may be the end of a word and the last the beginning of one.
bool Relevance::has_run(const std::vector<std::string>& words) const {
  const std::vector<std::string>& wanted = query_.words;
  if (wanted.size() > words.size()) return false;
  const auto fits = [&](std::size_t at) {
    for (std::size_t i = 0; i < wanted.size(); ++i) {
      const std::string& have = words[at + i];
      const bool same = have == wanted[i] || (i == 0 && wanted.size() > 1 && have.ends_with(wanted[i])) ||
                        (i + 1 == wanted.size() && have.starts_with(wanted[i]));
      if (!same) return false;
    }
    return true;
  };
  for (std::size_t at = 0; at + wanted.size() <= words.size(); ++at) {
    if (fits(at)) return true;
  }
  return false;
}

bool Relevance::has_phrases(const std::vector<std::string>& words) const {
  return std::all_of(query_.phrases.begin(), query_.phrases.end(), [&](const std::vector<std::string>& phrase) {
    return std::search(words.begin(), words.end(), phrase.begin(), phrase.end()) != words.end();
  });
}

Spans Relevance::hits(std::string_view text) const {
  Spans out;
  const std::vector<ByteSpan> places = word_spans(text);
  const std::vector<std::string> words = folded_words(text);
  const std::size_t count = query_.words.size();
  const std::string& first = query_.words.front();
  const std::string& last = query_.words.back();
  for (std::size_t i = 0; i < words.size(); ++i) {
    const auto known = numbers_.find(words[i]);
    // Half words at the ends of a piece, next to its whole ones.
    const bool ends_piece = last.size() > 1 && words[i].starts_with(last) &&
                            (count == 1 || (i > 0 && words[i - 1].ends_with(query_.words[count - 2])));
    const bool begins_piece = count > 1 && first.size() > 1 && words[i].ends_with(first) && i + 1 < words.size() &&
                              words[i + 1].starts_with(query_.words[1]);
    const bool is_half = query_.phrases.empty() && (ends_piece || begins_piece);
    if (known != numbers_.end() || is_half) out.push_back(places[i]);
  }
  return out;
}

ByteSpan snippet(std::string_view text, const Spans& hits, std::size_t most) {
  const auto end_of_text = static_cast<std::uint32_t>(text.size());
  if (text.size() <= most) return {0, end_of_text};
  const std::vector<ByteSpan> words = word_spans(text);
  std::size_t best = 0;
  std::size_t first = 0;
  ByteSpan out{0, 0};
  std::size_t begin = 0;
  for (const ByteSpan& hit : hits) {
    while (hit.end - hits[begin].begin > most && hits[begin].begin < hit.begin) ++begin;
    const auto count = static_cast<std::size_t>(&hit - hits.data()) - begin + 1;
    if (count > best) {
      best = count;
      first = begin;
    }
  }
  // A third of what is to spare goes before the hits.
  const ByteSpan core = hits.empty() ? ByteSpan{0, 0} : ByteSpan{hits[first].begin, hits[first + best - 1].end};
  const std::size_t spare = most - std::min<std::size_t>(most, core.end - core.begin);
  std::size_t from = core.begin - std::min<std::size_t>(core.begin, spare / 3);
  if (from + most > text.size()) from = text.size() - most;
  bool begun = false;
  for (const ByteSpan& word : words) {
    if (word.begin < from || word.end > from + most) continue;
    if (!begun) out.begin = word.begin;
    begun = true;
    out.end = word.end;
  }
  return out;
}

}  // namespace headwater::detail
