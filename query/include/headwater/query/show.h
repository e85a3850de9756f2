// Show: one node with all that the store ties to it, and what the store holds in lists. As it stands or, by `as_of` and
// `recorded_by` of a view, as it stood: a document that had not come out is shown as one that is only spoken of, and
// not at all where nobody had spoken of it. What else a view has leaves out chains, and there are none here.
#ifndef HEADWATER_QUERY_SHOW_H_
#define HEADWATER_QUERY_SHOW_H_

#include <cstddef>
#include <optional>
#include <string>
#include <variant>
#include <vector>

#include "headwater/graph/store.h"
#include "headwater/query/view.h"
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
                                            std::size_t limit, const ViewOptions& view = {});

// Documents or agents of the store in the order of their ids.
template <class Record, class Id>
struct Listed {
  std::vector<Record> records;
  std::optional<Id> next;  // what to give as `after`, if others may follow
};
using DocumentList = Listed<Document, DocumentId>;
using AgentList = Listed<Agent, AgentId>;

// At most `limit` of those behind `after`; a null id is before all. Of another moment a page may be short, even empty,
// and still have a next: no more than 10,000 are looked at for it.
Result<DocumentList> list_documents(const Store& store, DocumentId after, std::size_t limit,
                                    const ViewOptions& view = {});
Result<AgentList> list_agents(const Store& store, AgentId after, std::size_t limit, const ViewOptions& view = {});

// The held documents that came last, the latest first; of those that came in one second in the order of their ids. The
// store does not keep this order: no more than 20,000 documents, held or spoken of, are looked at, by their ids.
struct RecentDocuments {
  std::vector<Document> documents;
  bool truncated = false;  // the store has more than were looked at: others may have come later
};
Result<RecentDocuments> recent_documents(const Store& store, std::size_t limit);

// kNotFound if the store has no such node, or had none by then.
Result<Shown> show(const Store& store, const NodeId& id, const ViewOptions& view = {});

}  // namespace headwater

#endif  // HEADWATER_QUERY_SHOW_H_
