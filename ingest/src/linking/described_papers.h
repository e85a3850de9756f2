// Papers of somebody whom a document only describes: "in an e-mailed statement the company said that C", "C, according
// to the inspectors". Which held one is meant is told by what it says.
#ifndef HEADWATER_INGEST_LINKING_DESCRIBED_PAPERS_H_
#define HEADWATER_INGEST_LINKING_DESCRIBED_PAPERS_H_

#include <map>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "headwater/graph/store.h"
#include "headwater/schema/record.h"
#include "linking/likeness.h"

namespace headwater::detail {

inline constexpr std::string_view kDescribedRule = "described-issuer@1";

// A claim with its words and the document it stands in.
struct ClaimThere {
  const Claim* claim;
  const ClaimWords* words;
  const Document* document;
};

// For one new document, by one thread; reads, never writes.
class DescribedPapers {
 public:
  DescribedPapers(const Store& store, const Extraction& extraction) : store_{store}, extraction_{extraction} {}

  // Remembers `own`, which a held statement or report says itself, where `told` may be from there: it says the same, it
  // is given for a paper of the time whose issuer is described, or to people who are called by what the issuer does.
  Result<void> look(const ClaimThere& told, const ClaimThere& own);

  // What is clear: for each paper or speaker described, ties to the one document that says it, and none where two do,
  // where `tied` has the two claims in either order, or where `same` tells already what the paper is.
  std::vector<Edge> edges(const std::set<std::pair<NodeId, NodeId>>& tied,
                          const std::set<std::pair<DocumentId, DocumentId>>& same) const;

 private:
  struct Found {
    ClaimId told, own;
    DocumentId from, held;
    Spans content, source;
    double score = 0;
  };
  // Nothing where the issuer is named, or the paper is known already.
  Result<std::optional<Document>> described(const Claim& told) const;
  // "the inspectors" of an inspectorate.
  Result<bool> is_called_by_work(const Claim& told, const Document& held) const;

  const Store& store_;
  const Extraction& extraction_;
  std::map<DocumentId, std::vector<Found>> of_paper_;  // by the document spoken of
  std::map<ClaimId, std::vector<Found>> of_speaker_;
};

}  // namespace headwater::detail

#endif  // HEADWATER_INGEST_LINKING_DESCRIBED_PAPERS_H_
