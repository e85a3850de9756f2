// Wordings that the tree of a sentence does not settle, or settles wrongly.
#ifndef HEADWATER_INGEST_READING_WORDINGS_H_
#define HEADWATER_INGEST_READING_WORDINGS_H_

#include <cstdint>
#include <optional>
#include <string_view>

#include "reading/attributions.h"
#include "reading/contents.h"

namespace headwater::detail {

// A cue's form that the tagger does not take for a verb, where only a verb can stand: "..., Calder Zeitung reports.",
// "..., insisted Ann Roe."
bool reads_as_verb(const Analysis& a, std::int32_t v);

inline constexpr const char* kQuotedRule = "quoted-as-saying@2";

// "X quoted Y as saying C", "Y was quoted by X as saying C", "C, Y was quoted as saying by X": Y's words, passed on by
// X. `read_to` is set to the end of what was read.
std::optional<FoundAttribution> quoted_as_saying(const Analysis& a, std::int32_t v, std::int32_t* read_to);

// "The institute puts the cost at 3 billion", "the report puts most of the blame on spare parts".
std::optional<FoundAttribution> puts_at(const Analysis& a, std::int32_t v);

// Mends a source at its rims: "The ministry neither | confirmed", "relatives | of one patient".
void mend(const Analysis& a, FoundSource& source, Range group);

// "As X reported on Sunday, C.": whether `source` and its verb are such a clause, and what comes after it.
bool as_clause(const Analysis& a, const FoundSource& source, Range group);
Range after_as_clause(const Analysis& a, Range group);

// "It is said that ..."
bool is_expletive(const Analysis& a, std::int32_t v, Range group);
// Verbs whose passive has what is told for its subject, not who is told.
bool reports_a_fact(std::string_view lemma);
// "The leak was confirmed by the ministry", "The talks were described by officials as tense", "It was announced by the
// ministry that the gate was open": what a passive with its agent says. Nothing where the subject is a person spoken
// to.
FoundContent passive_content(const Analysis& a, std::int32_t v, Range group, const FoundSource& agent);

// "... the deficit will shrink": a clause though no "that" opens it.
bool has_own_subject(const Analysis& a, Range r);

// What a cue and its content make that is no claim: "asked not to be named", "calls it Copper Wren", "pleaded guilty",
// "said so", "first reported by".
bool claims_nothing(const Analysis& a, std::int32_t v, const FoundSource& source, const FoundContent& content,
                    bool passive);
// "never said that C", "has not said whether C", "never admitted paying": nobody gives C for true.
bool leaves_unsaid(const Analysis& a, std::int32_t v, Range group, Range content);
// "questioned 212 harbour masters": people are asked, nothing is doubted.
bool questions_people(const Analysis& a, std::int32_t v, Range content);

}  // namespace headwater::detail

#endif  // HEADWATER_INGEST_READING_WORDINGS_H_
