#include "linking/wording.h"

#include <algorithm>
#include <set>
#include <utility>

#include "headwater/schema/fold.h"

namespace headwater::detail {
namespace {

constexpr std::size_t kMostWords = 12;       // of a claim, the longest
constexpr std::size_t kTooCommon = 64;       // claims that have a word that tells something, at most
constexpr std::size_t kMostCandidates = 24;  // of a claim
constexpr double kSame = 0.82;               // likeness
constexpr double kContrary = 0.5;

std::vector<std::string> shared_words(const ClaimWords& a, const ClaimWords& b) {
  std::vector<std::string> out;
  std::set_intersection(a.words.begin(), a.words.end(), b.words.begin(), b.words.end(), std::back_inserter(out));
  return out;
}

bool same_numbers(const ClaimWords& a, const ClaimWords& b) {
  const auto numbers = [](const ClaimWords& c) {
    std::vector<std::string_view> out;
    std::copy_if(c.words.begin(), c.words.end(), std::back_inserter(out), is_number);
    return out;
  };
  return numbers(a) == numbers(b);
}

}  // namespace

Result<const std::vector<NodeId>*> WordingIndex::having(const std::string& word) {
  const auto it = known_.find(word);
  if (it != known_.end()) return &it->second;
  Result<std::vector<NodeId>> found = store_.nodes_with_word(word, NodeKind::kClaim, kTooCommon + 1);
  if (!found) return found.error();
  if (found->size() > kTooCommon) found->clear();
  return &known_.emplace(word, std::move(*found)).first->second;
}

Result<std::vector<WordingIndex::Candidate>> WordingIndex::like(const Claim& claim, DocumentId own) {
  std::vector<std::string> words = folded_words(claim.text);
  std::sort(words.begin(), words.end(), [](const std::string& a, const std::string& b) {
    return a.size() != b.size() ? a.size() > b.size() : a < b;
  });
  words.erase(std::unique(words.begin(), words.end()), words.end());
  std::erase_if(words, [](const std::string& w) { return w.size() < 4 && !is_number(w); });
  if (words.size() > kMostWords) words.resize(kMostWords);
  std::map<ClaimId, std::size_t> hits;
  for (const std::string& word : words) {
    const Result<const std::vector<NodeId>*> nodes = having(word);
    if (!nodes) return nodes.error();
    for (const NodeId& node : **nodes) {
      if (const std::optional<ClaimId> id = node.claim(); id && document_of(*id) != own) ++hits[*id];
    }
  }
  std::vector<Candidate> out;
  for (const auto& [id, shared] : hits) {
    if (shared >= 2) out.push_back({id, shared});
  }
  std::stable_sort(out.begin(), out.end(), [](const Candidate& a, const Candidate& b) { return a.shared > b.shared; });
  if (out.size() > kMostCandidates) out.resize(kMostCandidates);
  return out;
}

bool is_same_wording(const ClaimWords& a, const ClaimWords& b) {
  constexpr std::size_t kLeast = 4;
  return a.negated == b.negated && shared_words(a, b).size() >= kLeast && same_numbers(a, b) && likeness(a, b) >= kSame;
}

bool is_contrary(const ClaimWords& a, bool denies_a, const ClaimWords& b, bool denies_b) {
  if ((a.negated != denies_a) == (b.negated != denies_b)) return false;
  ClaimWords plain = a;
  plain.negated = b.negated;
  return shared_words(a, b).size() >= 3 && likeness(plain, b) >= kContrary;
}

}  // namespace headwater::detail
