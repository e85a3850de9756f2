#include "headwater/query/neighbours.h"

#include <algorithm>
#include <map>
#include <optional>
#include <tuple>
#include <utility>

namespace headwater {
namespace {

template <class T>
Result<std::optional<Node>> as_node(Result<std::optional<T>> found) {
  if (!found) return found.error();
  return *found ? std::optional<Node>{std::move(**found)} : std::nullopt;
}

// The document, or the held one it stands for.
Result<std::optional<Document>> best_document(const Store& store, DocumentId id) {
  Result<std::optional<Document>> own = store.document(id);
  if (!own || (*own && (*own)->held)) return own;
  const Result<std::vector<Edge>> same = store.upstream(id, Relation::kSameAs);
  if (!same) return same.error();
  for (const Edge& edge : *same) {
    const std::optional<DocumentId> to = edge.to.document();
    Result<std::optional<Document>> held = to ? store.document(*to) : Result<std::optional<Document>>{std::nullopt};
    if (!held || (*held && (*held)->held)) return held;
  }
  return own;
}

// Nothing where the store does not have it.
Result<std::optional<Node>> node_of(const Store& store, const NodeId& id) {
  if (const std::optional<DocumentId> document = id.document()) return as_node(best_document(store, *document));
  if (const std::optional<AgentId> agent = id.agent()) return as_node(store.agent(*agent));
  const std::optional<ClaimId> of = id.claim();
  if (!of) return std::optional<Node>{};
  Result<std::optional<Claim>> claim = store.claim(*of);
  if (!claim) return claim.error();
  Result<std::optional<Document>> document = store.document(document_of(*of));
  if (!document) return document.error();
  if (!*claim || !*document) return std::optional<Node>{};
  return std::optional<Node>{ClaimNode{std::move(**claim), std::move(**document)}};
}

Node named_only(const NodeId& id) {
  if (const std::optional<AgentId> agent = id.agent()) {
    Agent out;
    out.id = *agent;
    return out;
  }
  if (const std::optional<ClaimId> claim = id.claim()) {
    ClaimNode out;
    out.claim.id = *claim;
    out.document.id = document_of(*claim);
    return out;
  }
  Document out;
  out.id = id.document().value_or(DocumentId{});
  return out;
}

}  // namespace

Result<Neighbours> neighbours(const Store& store, const NodeId& node, const NeighbourOptions& options) {
  Neighbours out;
  out.direction = options.direction;
  Result<std::optional<Node>> own = node_of(store, node);
  if (!own) return own.error();
  if (!*own) return Error{ErrorCode::kNotFound, "neighbours: " + to_string(node) + " is not in the store"};
  out.node = std::move(**own);
  const bool up = options.direction == Direction::kUpstream;
  Result<std::vector<Edge>> edges =
      up ? store.upstream(node, options.max_edges) : store.downstream(node, options.max_edges);
  if (!edges) return edges.error();
  const Result<Topology> graph = store.topology();
  if (!graph) return graph.error();
  const auto degree = [&](const NodeId& id, Direction direction) {
    const std::optional<NodeNumber> number = graph->number_of(id);
    return number ? graph->arcs(*number, direction).size() : 0;
  };
  std::vector<Neighbour> ranked;
  std::map<std::pair<Relation, NodeId>, std::size_t> known;
  const bool is_whole = edges->size() < options.max_edges;
  for (Edge& edge : *edges) {
    if (edge.relation == Relation::kMadeIn) continue;
    const auto [it, fresh] = known.emplace(std::pair{edge.relation, up ? edge.to : edge.from}, ranked.size());
    if (!fresh) {
      Edge& before = ranked[it->second].edge;
      if (edge.evidence.confidence > before.evidence.confidence) before = std::move(edge);
      continue;
    }
    Neighbour one;
    one.relied_on_by = degree(up ? edge.to : edge.from, Direction::kDownstream);
    one.edge = std::move(edge);
    ranked.push_back(std::move(one));
  }
  const auto before = [&](const Neighbour& a, const Neighbour& b) {
    const auto key = [&](const Neighbour& n) {
      return std::tuple{n.edge.relation, up ? n.edge.to : n.edge.from, n.edge.evidence.document};
    };
    if (a.relied_on_by != b.relied_on_by) return a.relied_on_by > b.relied_on_by;
    if (a.edge.evidence.confidence != b.edge.evidence.confidence)
      return a.edge.evidence.confidence > b.edge.evidence.confidence;
    return key(a) < key(b);
  };
  const std::size_t end = std::min(ranked.size(), options.skip + std::min(options.limit, ranked.size()));
  std::partial_sort(ranked.begin(), ranked.begin() + static_cast<std::ptrdiff_t>(end), ranked.end(), before);
  for (std::size_t i = std::min(options.skip, end); i < end; ++i) {
    Neighbour& one = ranked[i];
    const NodeId other = up ? one.edge.to : one.edge.from;
    Result<std::optional<Node>> record = node_of(store, other);
    if (!record) return record.error();
    one.node = *record ? std::move(**record) : named_only(other);
    Result<std::string> quote = store.quote(one.edge.evidence);
    if (!quote) return quote.error();
    one.quote = std::move(*quote);
    out.neighbours.push_back(std::move(one));
  }
  const std::size_t beyond =
      is_whole ? 0 : degree(node, options.direction) - std::min(options.max_edges, degree(node, options.direction));
  const std::size_t all = ranked.size() + beyond;
  out.remaining = all - std::min(all, end);
  return out;
}

}  // namespace headwater
