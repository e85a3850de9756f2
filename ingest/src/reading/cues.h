// Cue words: what a verb must be to carry an attribution.
#ifndef HEADWATER_INGEST_READING_CUES_H_
#define HEADWATER_INGEST_READING_CUES_H_

#include <cstdint>
#include <string>
#include <string_view>

#include "headwater/schema/vocabulary.h"
#include "reading/analysis.h"

namespace headwater::detail {

struct Cue {
  std::string lemma;
  double rate = 0;  // how often the form, as a verb, is a cue: ingest/data/cues.tsv
};

// Null for a word that is none. The table is read once and lives for ever.
const Cue* find_cue(std::string_view low);

// Verbs of saying proper, which take words as they were spoken and stand before or after them.
bool is_speech_lemma(std::string_view lemma);
// Verbs by which words reach someone else, so that a second speaker may stand between: "reported that Y said".
bool relays_words(std::string_view lemma);
// Forms that are no nouns, whatever the tagger says: "its authors write".
bool is_always_verb(std::string_view low);
// Lemmas whose object hears the words: "told reporters that".
bool takes_hearer(std::string_view lemma);

// How many words say that somebody goes by what follows: "citing", "referring to", "with reference to"; 0 where none
// begin at `i`.
std::int32_t citing_words(const Analysis& a, std::int32_t i, std::int32_t end);

// The auxiliaries, adverbs and negation around verb `v`, `v` and its particle.
Range verb_group(const Analysis& a, std::int32_t v);

struct GroupTraits {
  bool negated = false;
  bool passive = false;
  bool modal = false;        // would, could, may, might, should, must, can: nobody has said it yet
  bool future = false;       // will, going to
  bool conditional = false;  // "if X said", "had X said": nobody has
};
GroupTraits traits_of(const Analysis& a, std::int32_t v, Range group);

// What the cue says of its content.
Polarity polarity_of(const Analysis& a, std::int32_t v, Range group, const GroupTraits& traits);

}  // namespace headwater::detail

#endif  // HEADWATER_INGEST_READING_CUES_H_
