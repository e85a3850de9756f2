// Attributions that are none: nobody says something there.
#ifndef HEADWATER_INGEST_READING_NO_CLAIM_H_
#define HEADWATER_INGEST_READING_NO_CLAIM_H_

#include "reading/analysis.h"
#include "reading/attributions.h"

namespace headwater::detail {

// Whether an attribution is none: what a norm does ("the law forbids"), what a thing does ("the alarm that tells the
// bridge"), what is called back, what is described and nothing said of it, what a document takes back ("we withdraw the
// claim that"), and, in a document that is somebody's own word, what is done by nobody to something that is no clause
// ("no withdrawal was refused at any branch").
bool is_none(const Analysis& a, const FoundAttribution& f, bool is_own_word);

// In a document of a known issuer's own word: what is done to something that is no clause ("the Centre does not
// attribute the intrusion", "an inspector may ask for it") is told by the issuer, not said by somebody.
bool is_told(const Analysis& a, const FoundAttribution& f);

}  // namespace headwater::detail

#endif  // HEADWATER_INGEST_READING_NO_CLAIM_H_
