// Words within words: "the Herald reported that two officials had told it C".
#ifndef HEADWATER_INGEST_READING_RELAYED_H_
#define HEADWATER_INGEST_READING_RELAYED_H_

#include <optional>

#include "reading/attributions.h"

namespace headwater::detail {

// What somebody else is given for within what `outer` says, where that is all `outer` says: source, cue and content of
// the inner one. Nothing where the words are the outer speaker's own. Linear in the sentence times its verbs.
std::optional<FoundAttribution> relayed_in(const Analysis& a, const FoundAttribution& outer);

}  // namespace headwater::detail

#endif  // HEADWATER_INGEST_READING_RELAYED_H_
