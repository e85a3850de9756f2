// Show: one node with all that the store ties to it.
#ifndef HEADWATER_QUERY_SHOW_H_
#define HEADWATER_QUERY_SHOW_H_

#include <cstddef>
#include <optional>
#include <string>
#include <variant>
#include <vector>

#include "headwater/graph/store.h"
#include "headwater/schema/judgement.h"
#include "headwater/schema/record.h"

namespace headwater {

inline constexpr std::size_t kShownLimit = 1000;

struct CitationShown {
  CitationHow how = CitationHow::kNamed;
  Document document;
  Evidence evidence;
};

// A cited document that is not held is shown as the held one that the store says is the same, where there is one; so is
// a claim's origin. Lists of neighbours end at kShownLimit; a document's own claims are all there.
struct DocumentShown {
  Document document;
  Spans boilerplate;  // of a held document, as are the links
  std::vector<Link> links;
  std::vector<CitationShown> citations;
  std::vector<Document> cited_by;
  std::vector<Claim> claims;
  std::vector<Document> same_as;
  std::vector<Judgement> judgements;  // all of them, oldest first; likewise below
};

struct ClaimTie {
  Claim claim;
  Document document;
  double score = 0;
};

struct ClaimShown {
  Claim claim;
  Document document;
  std::optional<Agent> speaker;
  std::optional<Document> origin;
  std::vector<Agent> via;
  std::vector<ClaimTie> repeats;
  std::vector<ClaimTie> repeated_by;
  std::vector<ClaimTie> disputes;
  std::vector<ClaimTie> disputed_by;
  std::vector<Judgement> judgements;
};

struct AgentShown {
  Agent agent;
  std::vector<Agent> same_as;
  std::vector<ClaimTie> claims;  // what it says
  std::vector<Judgement> judgements;
};

using Shown = std::variant<DocumentShown, ClaimShown, AgentShown>;

// A stretch of a document's claims, in text order. `repeats` and the like, and judgements, are empty in each.
struct ClaimsOfDocument {
  std::vector<ClaimShown> claims;
  std::optional<ClaimId> next;  // the last of them, if others follow: what to give as `after`
};

// At most `limit` claims from behind `after` on. kNotFound if the store has no such document, kInvalidArgument where
// `after` is none of its claims. One scan of the document's claims, and a lookup for each one who speaks or is passed.
Result<ClaimsOfDocument> claims_of_document(const Store& store, DocumentId document, std::optional<ClaimId> after,
                                            std::size_t limit);

// kNotFound if the store has no such node.
Result<Shown> show(const Store& store, const NodeId& id);

}  // namespace headwater

#endif  // HEADWATER_QUERY_SHOW_H_
