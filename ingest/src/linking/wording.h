// Claims of other documents that say the same as a new one's, or its contrary, found by their words alone.
#ifndef HEADWATER_INGEST_LINKING_WORDING_H_
#define HEADWATER_INGEST_LINKING_WORDING_H_

#include <cstddef>
#include <cstdint>
#include <map>
#include <string>
#include <vector>

#include "headwater/graph/store.h"
#include "linking/likeness.h"

namespace headwater::detail {

inline constexpr std::size_t kMostAlike = 8;
// Of a denial, whose rarest words are names that all of an affair have.
inline constexpr std::size_t kMostDenied = 32;

// Held claims that share rare words with a new one. Looks at a bounded number of words of each claim, of entries of
// each word, and of claims: the cost does not grow with the store, but for words that become too common to tell
// anything.
class WordingIndex {
 public:
  explicit WordingIndex(const Store& store) : store_{store} {}

  struct Candidate {
    ClaimId claim;
    std::size_t shared = 0;  // rare words
  };
  // Those that share at least two, most shared first, at most `most`; none of document `own`.
  Result<std::vector<Candidate>> like(const Claim& claim, DocumentId own, std::size_t most = kMostAlike);

 private:
  Result<const std::vector<NodeId>*> having(const std::string& word);

  const Store& store_;
  std::map<std::string, std::vector<NodeId>> known_;  // rare words looked up before; empty for common ones
};

// Is it one claim in much the same words? Four telling words at least, all numbers equal, not of
// other names, neither denies the other.
bool is_same_wording(const ClaimWords& a, const ClaimWords& b);

// Does one deny what the other asserts? Told by negation or by `denies` of exactly one of them, and by what they share.
bool is_contrary(const ClaimWords& a, bool denies_a, const ClaimWords& b, bool denies_b);

// Does the first say in few words that there was nothing of what the second tells ("No alarm was ignored": "The alarm
// in room 4 was ignored for a day")? All its words, two at least, stand in the other, but for those of `own`, by which
// who denies calls itself and what it speaks of, and one of five or more. So little is said of many things.
enum class FlatDenial : std::uint8_t {
  kNone,
  kOfTheSame,  // only where both documents speak of the same
  kByItself,   // three words or more, and all of them
  kOfSpoken,   // the thing and what was not done to it alone: only where one document speaks of the other
};
FlatDenial flat_denial(const ClaimWords& denial, const ClaimWords& own, const ClaimWords& of);

}  // namespace headwater::detail

#endif  // HEADWATER_INGEST_LINKING_WORDING_H_
