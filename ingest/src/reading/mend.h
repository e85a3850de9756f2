// What a reader of attributions cut short or took for one: contents that begin inside their clause, and attributions
// that are none.
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

// Whether an attribution is none: what a norm does ("the law forbids"), what a thing does ("the alarm that tells the
// bridge"), what is called back, what is described and nothing said of it, what a document takes back ("we withdraw the
// claim that"), and, in a document that is somebody's own word, what is done by nobody to something that is no clause
// ("no withdrawal was refused at any branch").
bool is_none(const Analysis& a, const FoundAttribution& f, bool is_own_word);

// In a document of a known issuer's own word: what is done to something that is no clause ("the Centre does not
// attribute the intrusion", "an inspector may ask for it") is told by the issuer, not said by somebody.
bool is_told(const Analysis& a, const FoundAttribution& f);

}  // namespace headwater::detail

#endif  // HEADWATER_INGEST_READING_MEND_H_
