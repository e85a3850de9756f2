// What a reader of attributions cut short or mixed up: contents that begin inside their clause, and speakers that are
// taken for somebody else. What is no claim at all is in no_claim.h.
#ifndef HEADWATER_INGEST_READING_MEND_H_
#define HEADWATER_INGEST_READING_MEND_H_

#include <vector>

#include "reading/analysis.h"
#include "reading/attributions.h"

namespace headwater::detail {

// Of a sentence that somebody closes, what is said begins where the clause does: in "Savers pulled 2 billion out in the
// days that followed the leak, the watchdog disclosed" not behind "that", in "Ten defects, six of them grave, were
// found, the office said" not at "them". And of "C, both the office and the survey conclude" the two are no part of C.
void mend_contents(const Analysis& a, std::vector<FoundAttribution>& found);

// Speakers and words that were taken for each other.
void mend_sources(const Analysis& a, std::vector<FoundAttribution>& found);

}  // namespace headwater::detail

#endif  // HEADWATER_INGEST_READING_MEND_H_
