// Reports and reviews that come as structured JSON: STIX 2.1 bundles, ClaimReview in JSON-LD.
#ifndef HEADWATER_INGEST_JSON_STRUCTURED_REPORTS_H_
#define HEADWATER_INGEST_JSON_STRUCTURED_REPORTS_H_

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "containers/item_reader.h"
#include "headwater/schema/record.h"

namespace headwater::detail {

// One item for each report, note, opinion and grouping of a bundle; where there is none, for each object that has a
// description. Named by its id. The text is its description and its external references, a line each, with a link where
// a reference has an address; the publisher is the identity that made it.
std::vector<FoundItem> read_stix(std::string_view bytes);

// One item for each ClaimReview in a file, alone, in a list, in a graph or in a data feed; named by its address.
std::vector<FoundItem> read_claim_reviews(std::string_view bytes);

// A review: one claim of someone else's, and what its author says of it.
struct Review {
  SourceText source;
  ByteSpan claim, verdict;                // in the text; `verdict` may be empty
  std::string speaker;                    // whose claim it is; "" where not said
  std::vector<std::string> appearances;   // addresses where it was made
  Polarity polarity = Polarity::kDenies;  // of the review: kAsserts where it holds the claim true
};

// One ClaimReview object. kBadInput for all else.
Result<Review> read_claim_review(std::string_view json);

// Puts the review's claims in the place of those that reading found, and cites where the claim was made. What denies a
// claim that a held document makes is tied to it as a dispute when documents are linked. Rule "claim-review@1".
void add_review(const Review& review, Extraction& out);

}  // namespace headwater::detail

#endif  // HEADWATER_INGEST_JSON_STRUCTURED_REPORTS_H_
