#include "linking/wording.h"

#include <algorithm>
#include <array>
#include <optional>
#include <string_view>
#include <unordered_map>
#include <utility>

#include "headwater/schema/fold.h"

namespace headwater::detail {
namespace {

constexpr std::size_t kMostWords = 5;  // of a claim: names and numbers, then the longest
constexpr std::size_t kMostWordsDenied = 8;
constexpr std::size_t kTooCommon = 32;  // claims that have a word that tells something, at most
constexpr std::size_t kEnough = 4;      // words of a claim that tell something: no more are looked for
constexpr double kSame = 0.82;          // likeness
constexpr double kContrary = 0.55;

bool same_numbers(const ClaimWords& a, const ClaimWords& b) {
  const auto numbers = [](const ClaimWords& c) {
    std::vector<std::string_view> out;
    std::copy_if(c.words.begin(), c.words.end(), std::back_inserter(out), is_number);
    return out;
  };
  return numbers(a) == numbers(b);
}

// Whether each names what the other does not: "the lock at Calder", "the lock at Orrin".
bool names_differ(const ClaimWords& a, const ClaimWords& b) {
  const auto has_more = [](const ClaimWords& one, const ClaimWords& other) {
    return std::any_of(one.names.begin(), one.names.end(), [&](const std::string& name) {
      return !std::binary_search(other.words.begin(), other.words.end(), name);
    });
  };
  return has_more(a, b) && has_more(b, a);
}

// The words of a claim that few others will have, the likeliest first: names and numbers, then long words. Told from
// the claim alone, so that no list of a common word has to be read to find out.
std::vector<std::string> likely_rare(std::string_view text, std::size_t most) {
  constexpr std::size_t kNameWeighs = 8;  // letters
  std::vector<std::pair<std::size_t, std::string>> weighed;
  for (std::size_t at = 0; at < text.size();) {
    const std::size_t end = std::min(text.find(' ', at), text.size());
    const bool is_name = at > 0 && text[at] >= 'A' && text[at] <= 'Z';
    for (std::string& word : folded_words(text.substr(at, end - at))) {
      if ((word.size() < 4 && !is_number(word)) || tells_nothing(word)) continue;
      const bool tells = is_name || (is_number(word) && word.size() > 1);
      weighed.emplace_back(word.size() + (tells ? kNameWeighs : 0), std::move(word));
    }
    at = end + 1;
  }
  std::sort(weighed.begin(), weighed.end(),
            [](const auto& a, const auto& b) { return a.first != b.first ? a.first > b.first : a.second < b.second; });
  std::vector<std::string> out;
  for (auto& [weight, word] : weighed) {
    if (out.size() == most) break;
    if (std::find(out.begin(), out.end(), word) == out.end()) out.push_back(std::move(word));
  }
  return out;
}

// "No crack" is said of cracks: a word and the other number of it, as far as its letters tell.
std::vector<std::string> both_numbers(const std::string& word) {
  std::vector<std::string> out{word};
  if (is_number(word)) return out;
  if (word.ends_with("ies")) {
    out.push_back(word.substr(0, word.size() - 3) + "y");
  } else if (word.ends_with('s') && !word.ends_with("ss")) {
    out.push_back(word.substr(0, word.size() - 1));
  } else if (word.ends_with('y')) {
    out.push_back(word.substr(0, word.size() - 1) + "ies");
  } else {
    out.push_back(word + "s");
  }
  return out;
}

}  // namespace

Result<const std::vector<NodeId>*> WordingIndex::having(const std::string& word) {
  const auto it = known_.find(word);
  if (it != known_.end()) return &it->second;
  Result<std::optional<std::vector<NodeId>>> found = store_.nodes_with_rare_word(word, NodeKind::kClaim, kTooCommon);
  if (!found) return found.error();
  return &known_.emplace(word, std::move(*found).value_or(std::vector<NodeId>{})).first->second;
}

Result<std::vector<WordingIndex::Candidate>> WordingIndex::like(const Claim& claim, DocumentId own, std::size_t most) {
  // A denial shares few words with what it denies, and not its longest.
  const bool denies = most > kMostAlike;
  const std::vector<std::string> words = likely_rare(claim.text, denies ? kMostWordsDenied : kMostWords);
  struct Hit {
    std::size_t shared = 0;
    std::size_t last = 0;  // number of the word that was counted last, from 1: both forms of one count once
  };
  std::unordered_map<ClaimId, Hit> hits;
  std::size_t telling = 0, number = 0;
  for (const std::string& word : words) {
    if (telling == kEnough && !denies) break;
    ++number;
    bool tells = false;
    for (const std::string& form : denies ? both_numbers(word) : std::vector<std::string>{word}) {
      const Result<const std::vector<NodeId>*> nodes = having(form);
      if (!nodes) return nodes.error();
      for (const NodeId& node : **nodes) {
        const std::optional<ClaimId> id = node.claim();
        if (!id || document_of(*id) == own) continue;
        tells = true;
        Hit& hit = hits[*id];
        if (hit.last != number) ++hit.shared;
        hit.last = number;
      }
    }
    if (tells) ++telling;
  }
  std::vector<Candidate> out;
  for (const auto& [id, hit] : hits) {
    if (hit.shared >= 2) out.push_back({id, hit.shared});
  }
  std::sort(out.begin(), out.end(), [](const Candidate& a, const Candidate& b) {
    return a.shared != b.shared ? a.shared > b.shared : a.claim < b.claim;
  });
  if (out.size() > most) out.resize(most);
  return out;
}

bool is_same_wording(const ClaimWords& a, const ClaimWords& b) {
  constexpr std::size_t kLeast = 4;
  return !names_differ(a, b) && a.negated == b.negated && shared_count(a, b) >= kLeast && same_numbers(a, b) &&
         likeness(a, b) >= kSame;
}

bool is_contrary(const ClaimWords& a, bool denies_a, const ClaimWords& b, bool denies_b) {
  // "failed to", "is missing": denials by another name, of which words alone do not tell what they deny.
  static constexpr std::array<std::string_view, 6> kByAnotherName{"fail", "miss", "absent", "lack", "refus", "unabl"};
  if ((a.negated != denies_a) == (b.negated != denies_b)) return false;
  if (a.negated != b.negated) {
    const ClaimWords& denying = a.negated ? a : b;
    const ClaimWords& other = a.negated ? b : a;
    if (denying.denied.empty() || !std::binary_search(other.words.begin(), other.words.end(), denying.denied))
      return false;
    for (const std::string_view word : kByAnotherName) {
      if (std::binary_search(other.words.begin(), other.words.end(), word)) return false;
    }
  }
  ClaimWords plain = a;
  plain.negated = b.negated;
  return shared_count(a, b) >= 3 && likeness(plain, b) >= kContrary;
}

FlatDenial flat_denial(const ClaimWords& denial, const ClaimWords& own, const ClaimWords& of) {
  constexpr std::size_t kMany = 5;  // words, of which one may be the denial's own: "on Sunday morning"
  // "no order was given": what is denied is the order.
  static constexpr std::array<std::string_view, 6> kLight{"given", "made", "taken", "done", "plac", "receiv"};
  constexpr std::size_t kByItself = 3;
  if (!denial.negated || of.negated) return FlatDenial::kNone;
  std::size_t all = 0, shared = 0;
  for (const std::string& word : denial.words) {
    const bool is_there = std::binary_search(of.words.begin(), of.words.end(), word);
    const bool is_light = std::find(kLight.begin(), kLight.end(), word) != kLight.end();
    // Who denies may call itself what the other does not: "the Authority has not paid".
    if (!is_there && (is_light || std::binary_search(own.words.begin(), own.words.end(), word))) continue;
    ++all;
    shared += is_there ? 1 : 0;
  }
  const auto stands = [&](const std::string& word) {
    return !word.empty() && std::binary_search(of.words.begin(), of.words.end(), word);
  };
  // "Most helmets do not stop fragments" denies no fresh trouble with helmets.
  const bool is_of_it = denial.denied.empty() || !denial.nothing.empty() || stands(denial.denied) ||
                        std::find(kLight.begin(), kLight.end(), denial.denied) != kLight.end();
  if (!is_of_it || all < 2 || all >= of.words.size() || shared < 2 || shared + (all >= kMany ? 1 : 0) < all) {
    return stands(denial.nothing) && stands(denial.undone) ? FlatDenial::kOfSpoken : FlatDenial::kNone;
  }
  return shared == all && shared >= kByItself ? FlatDenial::kByItself : FlatDenial::kOfTheSame;
}

}  // namespace headwater::detail
