// How alike two claims are in their words. First version: content words shared, weighed by how telling they are.
#ifndef HEADWATER_INGEST_LINKING_LIKENESS_H_
#define HEADWATER_INGEST_LINKING_LIKENESS_H_

#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "reading/word_vectors.h"

namespace headwater::detail {

// A number that is told roughly ("more than 140", "about 140"), and what may be meant by it.
struct RoughNumber {
  std::string word;  // as among the words
  double least = 0, most = 0;
};

// A claim's content words: folded, common words out, endings cut; sorted, no doubles.
struct ClaimWords {
  std::vector<std::string> words;
  std::vector<std::string> names;  // those of them that have a capital within the claim; likewise
  std::vector<std::string> forms;  // of each of `words` one form with its ending, in the same order
  std::vector<RoughNumber> rough;
  bool negated = false;  // wherever a word of denial stands
  // Those of `words` that stand only in clauses with a word of denial: "order" and "found" of "the station was moved,
  // and no order was found". Sorted.
  std::vector<std::string> in_denials;
  // What a word of denial in the main clause is about: "overflowed" of "never overflowed" and of "no record that the
  // drain overflowed". One of `words`, or "".
  std::string denied;
  // Of "No helmet that left our factory was pierced in a test" what there was none of and what was not done to it:
  // "helmet", "pierc". As among `words`, or both "".
  std::string nothing, undone;
};
// "before", "about", "the": no word to find a claim by. In lower case.
bool tells_nothing(std::string_view folded);
// Whether one of `words` is a number.
inline bool is_number(std::string_view word) { return !word.empty() && word[0] >= '0' && word[0] <= '9'; }
ClaimWords claim_words(std::string_view claim);
// Whether `claim` says in the passive that it was done to the thing: "37 helmets were pierced".
bool says_done(std::string_view claim, const ClaimWords& denial);

// 0 to 1: the share of the shorter one's words that the longer one has, less where the longer one says much more, and
// nothing where one denies what the other says or fewer than two telling words are shared. "More than 140" shares its
// number with "141". Symmetric. Numbers and names
// may differ, that is how words drift; so only claims of documents that cite each other may be compared by it alone.
double likeness(const ClaimWords& a, const ClaimWords& b);
// The same, whatever either denies.
double likeness_of_words(const ClaimWords& a, const ClaimWords& b);

// Whether one denies what the other says: one of them has a word of denial, and most of what they share stands in
// clauses with it.
bool differ_in_denial(const ClaimWords& a, const ClaimWords& b);

// How many words both have.
std::size_t shared_count(const ClaimWords& a, const ClaimWords& b);

// Remembers the vectors of words it was asked about. Not for two threads.
class WordLikeness {
 public:
  // Of two forms, 0 to 1: 0 below what tells anything, and for days and months, which are all used alike.
  double operator()(const std::string& a, const std::string& b);

 private:
  const WordVector& vector(const std::string& word);
  std::unordered_map<std::string, WordVector> known_;
};

// 0 to 1: as likeness(), though not quite symmetric, but words that are used alike ("repair firm", "maintenance
// contractor") count too, as far as they are alike. Names and numbers must stand in both as they are, and one word at
// least; where both have numbers and share none, 0. Product of the numbers of words.
double paraphrase(const ClaimWords& a, const ClaimWords& b, WordLikeness& alike);

// At or above it a claim of a document that cites another is taken to restate the other's claim.
inline constexpr double kRestates = 0.5;
// The same where the claim is said to be from that very document.
inline constexpr double kRestatesOnly = 0.30;
// And where no other claim there comes near.
inline constexpr double kRestatesAlone = 0.2;
// And where no claim there reaches that: of paraphrase().
inline constexpr double kParaphrases = 0.5;

}  // namespace headwater::detail

#endif  // HEADWATER_INGEST_LINKING_LIKENESS_H_
