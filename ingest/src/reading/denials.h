// What a document says, in its own voice, is not so or no longer its word: statements and corrections.
#ifndef HEADWATER_INGEST_READING_DENIALS_H_
#define HEADWATER_INGEST_READING_DENIALS_H_

#include "reading/analysis.h"

namespace headwater::detail {

// "It is untrue that C", "The claim that C is false", "It was not the case that C", "We were wrong to write that C", "A
// report on Saturday wrongly said that C", and what rejects_finding(). `sentence` without its closing marks. Linear in
// it.
bool is_own_denial(const Analysis& a, Range sentence);

// "The company does not accept the finding on dioxins", "We do not accept that C": nothing is said but that somebody's
// finding is not so.
bool rejects_finding(const Analysis& a, Range sentence);

// "as" in "It is not true that C, as the union said": what is denied ends before it, and others say it. -1 where there
// is none.
std::int32_t as_others_say(const Analysis& a, Range sentence);

// "We no longer stand by the claim that C", "I no longer believe that C", "The paper withdraws its report that C": up
// to the end of C, which is taken back; else nothing.
Range taken_back(const Analysis& a, Range sentence, std::string_view own = {});

// Whether at `i` stands "can no longer maintain that": nobody who says so maintains it.
bool drops_claim(const Analysis& a, std::int32_t i, std::int32_t end);

}  // namespace headwater::detail

#endif  // HEADWATER_INGEST_READING_DENIALS_H_
