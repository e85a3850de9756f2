// From attributions to claims: speaker, origin, hops, end.
#ifndef HEADWATER_INGEST_READING_CLAIMS_H_
#define HEADWATER_INGEST_READING_CLAIMS_H_

#include <optional>
#include <string>
#include <vector>

#include "headwater/ingest/source_text.h"
#include "headwater/schema/record.h"
#include "reading/attributions.h"
#include "reading/channels.h"
#include "reading/citations.h"
#include "reading/entities.h"
#include "reading/parties.h"
#include "reading/records.h"

namespace headwater::detail {

// Named beside a speaker for the same words.
struct Beside {
  Party party;
  Range words;
};

// A claim before it has an id, with what later stages need of it.
struct DraftClaim {
  FoundAttribution from;
  Party speaker;
  std::vector<Party> via;    // hops, the nearest to the reader first
  std::vector<Beside> also;  // other sources of the same words
  Channel channel;
  std::int32_t sentence = 0;
  bool own = false;  // the document's own voice
};

struct ClaimContext {
  const Analysis& a;
  const Entities& entities;
  const Document& document;
  const std::vector<Block>& blocks;
  const Spans& boilerplate;
};

// Drafts for all attributions, in text order; `parties` is taken along the text.
std::vector<DraftClaim> draft_claims(const ClaimContext& context, Parties& parties,
                                     std::vector<FoundAttribution> found);

// Drafts for what the document says in its own voice: whole sentences nobody else is given for.
std::vector<DraftClaim> draft_own_claims(const ClaimContext& context, const Parties& parties,
                                         const std::vector<DraftClaim>& attributed,
                                         const std::vector<FoundCitation>& citations);

// The end of the chain as this document alone tells it.
EndClass end_of(const DraftClaim& draft, const ClaimContext& context);
// Below 1 where the words or the cue hedge.
double certainty_of(const DraftClaim& draft, const Analysis& a);

}  // namespace headwater::detail

#endif  // HEADWATER_INGEST_READING_CLAIMS_H_
