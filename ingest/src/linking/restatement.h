// Which claim of a document another document's claim restates, where it is said to come from there. Each way of looking
// is weaker than the one before: the caller knows how sure it is that the document is meant.
#ifndef HEADWATER_INGEST_LINKING_RESTATEMENT_H_
#define HEADWATER_INGEST_LINKING_RESTATEMENT_H_

#include <string_view>

#include "headwater/schema/record.h"
#include "linking/likeness.h"
#include "linking/side.h"

namespace headwater::detail {

inline constexpr std::string_view kRestatesRule = "shared-words@1";
inline constexpr std::string_view kParaphraseRule = "words-used-alike@1";

// `claim` lives as long as the side it was found in; null where none was found.
struct Match {
  const Claim* claim = nullptr;
  double score = 0;  // 0 to 1
  std::string_view rule = kRestatesRule;
};

// The claim of `in` that shares most words with `words`, whatever its score; unless `denials`, of those that deny
// nothing and take nothing back. Looks at those alone that share a word which is not in very many.
Match best_match(const Side& in, const ClaimWords& words, bool denials = true);

// The claim of `in` with the very words of one that has few that tell something, whatever its score would be.
Match same_words(const Side& in, const Claim& claim, const ClaimWords& words);

// The one that says it in other words, where one clearly does. Of a lede that names nobody ("Inspectors believe that
// ...") and the passage below that says who, the latter.
Match best_paraphrase(const Side& in, const ClaimWords& words, WordLikeness& alike);

// What alone is like it, if only a little, whatever either denies: no claim there that says something else comes near.
Match lone_match(const Side& in, const ClaimWords& words);

// "We withdraw the figure of 120 dead": the one claim there that has a number of it.
Match of_number(const Side& in, const ClaimWords& words);

// "We do not accept the finding on dioxins": the one claim there that is about that, where `denial` has few words.
Match of_topic(const Side& in, const ClaimWords& denial);

}  // namespace headwater::detail

#endif  // HEADWATER_INGEST_LINKING_RESTATEMENT_H_
