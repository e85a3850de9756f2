// Sentences that tell who gives what they say by a noun or a passive, where no verb of speech has a clause of its own:
// "That C was first reported by A.", "The suggestion that C first appeared in A.", "C, a figure given by both A and
// B.", "C, if one is to believe A.", "C: on this A and B agree."
#ifndef HEADWATER_INGEST_READING_GIVEN_ATTRIBUTIONS_H_
#define HEADWATER_INGEST_READING_GIVEN_ATTRIBUTIONS_H_

#include <string_view>

#include "reading/analysis.h"
#include "reading/attributions.h"

namespace headwater::detail {

// "figure", "toll", "discovery": what one gives who says something.
bool is_given_noun(std::string_view low);
// "given", "reported", "confirmed": how it is given.
bool is_giving_participle(std::string_view low);

// The attribution of sentence `s`, or one without a cue. Quadratic in the words of the sentence at most.
FoundAttribution given_attribution(const Analysis& a, Range s);

}  // namespace headwater::detail

#endif  // HEADWATER_INGEST_READING_GIVEN_ATTRIBUTIONS_H_
