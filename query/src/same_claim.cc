#include "same_claim.h"

#include <set>
#include <string>

#include "headwater/schema/fold.h"

namespace headwater::detail {

Result<std::vector<ClaimId>> same_claim(View& view, ClaimId start, std::size_t limit, bool& truncated) {
  std::set<ClaimId> seen{start};
  std::vector<ClaimId> out{start};
  for (std::size_t i = 0; i < out.size(); ++i) {
    for (const bool up : {true, false}) {
      const Result<std::vector<Edge>> edges =
          up ? view.upstream(NodeId{out[i]}, Relation::kRepeats) : view.downstream(NodeId{out[i]}, Relation::kRepeats);
      if (!edges) return edges.error();
      for (const Edge& edge : *edges) {
        const std::optional<ClaimId> other = (up ? edge.to : edge.from).claim();
        if (!other || seen.count(*other) > 0) continue;
        if (out.size() >= limit) {
          truncated = true;
          return out;
        }
        seen.insert(*other);
        out.push_back(*other);
      }
    }
  }
  return out;
}

Result<std::size_t> outlets_repeating(View& view, const std::vector<ClaimId>& claims,
                                      const std::vector<Chain>& chains) {
  // The issuers of the sources are not repeating anybody.
  std::set<NodeId> sources;
  for (const Chain& chain : chains) {
    if (chain.end.end == EndClass::kPrimary) sources.insert(chain.end.node);
  }
  std::set<std::string> publishers;
  for (const ClaimId id : claims) {
    const Result<const Claim*> claim = view.claim(id);
    if (!claim) return claim.error();
    if (*claim == nullptr || (*claim)->polarity == Polarity::kDenies) continue;
    const Result<const Document*> document = view.document(document_of(id));
    if (!document) return document.error();
    if (*document == nullptr || !(*document)->held || (*document)->publisher.empty()) continue;
    const bool own_words = (*claim)->origin && *(*claim)->origin == (*document)->id;
    if (own_words || sources.count(NodeId{(*document)->id}) > 0) continue;
    const std::string key = name_key((*document)->publisher);
    if (sources.count(NodeId{agent_id_of(key)}) > 0) continue;
    publishers.insert(key);
  }
  return publishers.size();
}

}  // namespace headwater::detail
