// Sentences that give the sentence before them to somebody: "So say the divers, and so does the architect.", "The mayor
// admitted as much.", "On this the bank and its auditors agree.", "So does the union."
#ifndef HEADWATER_INGEST_READING_BACK_ATTRIBUTIONS_H_
#define HEADWATER_INGEST_READING_BACK_ATTRIBUTIONS_H_

#include <vector>

#include "reading/attributions.h"

namespace headwater::detail {

inline constexpr const char* kSaysSoRule = "says-so@1";
inline constexpr const char* kAgreedRule = "agreed@1";

// What is said is the whole sentence before, of the same paragraph, which nobody else is given for. `found` stays in
// text order. Linear.
void add_back_attributions(const Analysis& a, std::vector<FoundAttribution>& found);

}  // namespace headwater::detail

#endif  // HEADWATER_INGEST_READING_BACK_ATTRIBUTIONS_H_
