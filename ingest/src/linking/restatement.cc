#include "linking/restatement.h"

#include <algorithm>
#include <array>
#include <cstdint>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace headwater::detail {
namespace {

// Less likeness than that of a claim restated will do beside a number that one claim alone has.
constexpr double kLikeEnough = 0.25;
// A paraphrase is that much more alike than any other claim there.
constexpr double kClearly = 0.05;
// A word that more claims of one document have is no way to find one of them.
constexpr std::size_t kTooCommon = 200;

// Claims that share a word that is not in all of them; a word of very many says nothing about one.
std::set<std::uint32_t> sharing(const Side& in, const ClaimWords& words) {
  std::set<std::uint32_t> out;
  for (const std::string& word : words.words) {
    const auto it = in.having.find(word);
    if (it != in.having.end() && it->second.size() <= kTooCommon) out.insert(it->second.begin(), it->second.end());
  }
  return out;
}

// Which claim alone of `in` has `word`, a number of two digits or more and no year: "23 faults" are the 23 defects.
// Nothing where none or several have it.
std::optional<std::uint32_t> sole_bearer(const Side& in, const std::string& word) {
  const bool is_year = word.size() == 4 && (word.starts_with("19") || word.starts_with("20"));
  if (!is_number(word) || word.size() < 2 || is_year) return std::nullopt;
  const auto having = in.having.find(word);
  if (having == in.having.end() || having->second.size() != 1) return std::nullopt;
  return having->second.front();
}

// Whether claim `i` of `in` alone has a number that `words` has, and denies nothing of them.
bool shares_telling_number(const Side& in, const ClaimWords& words, std::uint32_t i) {
  for (const std::string& word : words.words) {
    if (!is_number(word)) break;  // they sort before words
    if (sole_bearer(in, word) == i) return !differ_in_denial(words, in.words[i]);
  }
  return false;
}

}  // namespace

Match best_match(const Side& in, const ClaimWords& words, bool denials) {
  Match best;
  for (const std::uint32_t i : sharing(in, words)) {
    if (!denials && in.claims[i].polarity == Polarity::kDenies) continue;
    double score = likeness(words, in.words[i]);
    if (score >= kLikeEnough && score < kRestates && shares_telling_number(in, words, i)) score = kRestates;
    if (score > best.score + 1e-9) best = {&in.claims[i], score};
  }
  return best;
}

Match same_words(const Side& in, const Claim& claim, const ClaimWords& words) {
  if (words.words.size() >= kFewWords || in.saying.empty()) return {};
  const auto same = in.saying.find(key_of_text(claim.text));
  if (same == in.saying.end() || in.words[same->second].negated != words.negated ||
      in.claims[same->second].polarity != claim.polarity)
    return {};
  return {&in.claims[same->second], 1};
}

Match best_paraphrase(const Side& in, const ClaimWords& words, WordLikeness& alike) {
  const std::set<std::uint32_t> candidates = sharing(in, words);
  double best = 0, second = 0;
  std::uint32_t at = 0;
  for (const std::uint32_t i : candidates) {
    const double score = paraphrase(words, in.words[i], alike);
    if (score > best) at = i;
    second = std::max(second, std::min(score, best));
    best = std::max(best, score);
  }
  if (best < kParaphrases || best - second < kClearly) return {};
  if (in.claims[at].end == EndClass::kAnonymous) {
    for (const std::uint32_t i : candidates) {
      if (i > at && in.claims[i].speaker && in.claims[i].end != EndClass::kAnonymous &&
          shared_count(in.words[at], in.words[i]) >= 2) {
        at = i;
        break;
      }
    }
  }
  return {&in.claims[at], best, kParaphraseRule};
}

Match lone_match(const Side& in, const ClaimWords& words) {
  constexpr double kOther = 0.3;  // likeness of two claims there that say something else
  std::uint32_t at = 0;
  double best = 0;
  std::vector<std::pair<std::uint32_t, double>> scores;
  for (const std::uint32_t i : sharing(in, words)) {
    const double score = scores.emplace_back(i, likeness_of_words(words, in.words[i])).second;
    if (score > best + 1e-9) {
      best = score;
      at = i;
    }
  }
  if (best < kRestatesAlone) return {};
  for (const auto& [i, score] : scores) {
    if (2 * score > best && likeness(in.words[at], in.words[i]) < kOther) return {};
  }
  return {&in.claims[at], best};
}

Match of_number(const Side& in, const ClaimWords& words) {
  for (const std::string& word : words.words) {
    if (!is_number(word)) break;
    const std::optional<std::uint32_t> i = sole_bearer(in, word);
    if (i && !differ_in_denial(words, in.words[*i])) return {&in.claims[*i], kRestates};
  }
  return {};
}

Match of_topic(const Side& in, const ClaimWords& denial) {
  // Of the denial itself, by their stems; one of the first five says that it is of a finding.
  static constexpr std::array<std::string_view, 12> kOfDenial{"find",    "finding", "conclusion", "figur",
                                                              "result",  "accept",  "reject",     "disput",
                                                              "contest", "company", "firm",       "report"};
  constexpr std::size_t kOfFinding = 5, kMostWords = 5, kMostTopics = 2, kLeastLetters = 5;
  const bool is_of_finding = std::any_of(kOfDenial.begin(), kOfDenial.begin() + kOfFinding, [&](std::string_view word) {
    return std::binary_search(denial.words.begin(), denial.words.end(), word);
  });
  if (!is_of_finding || denial.words.size() > kMostWords) return {};
  std::size_t topics = 0;
  std::optional<std::uint32_t> at;
  for (const std::string& word : denial.words) {
    if (std::find(kOfDenial.begin(), kOfDenial.end(), word) != kOfDenial.end()) continue;
    const auto having = in.having.find(word);
    const bool is_sole = word.size() >= kLeastLetters && having != in.having.end() && having->second.size() == 1;
    if (!is_sole || ++topics > kMostTopics || (at && *at != having->second.front())) return {};
    at = having->second.front();
  }
  return at && !in.words[*at].negated ? Match{&in.claims[*at], kRestates} : Match{};
}

}  // namespace headwater::detail
