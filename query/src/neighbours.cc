#include "headwater/query/neighbours.h"

#include <algorithm>
#include <map>
#include <optional>
#include <tuple>
#include <utility>

#include "view.h"

namespace headwater {

using detail::View;

namespace {

// The document, or the held one it stands for.
Result<std::optional<Document>> best_document(View& view, DocumentId id) {
  const Result<const Document*> own = view.document(id);
  if (!own) return own.error();
  if (*own != nullptr && (*own)->held) return std::optional<Document>{**own};
  const Result<std::vector<Edge>> same = view.upstream(id, Relation::kSameAs);
  if (!same) return same.error();
  for (const Edge& edge : *same) {
    if (!edge.to.document()) continue;
    const Result<const Document*> held = view.document(*edge.to.document());
    if (!held) return held.error();
    if (*held != nullptr && (*held)->held) return std::optional<Document>{**held};
  }
  return *own == nullptr ? std::optional<Document>{} : std::optional<Document>{**own};
}

// Nothing where the store does not have it.
Result<std::optional<Node>> node_of(View& view, const NodeId& id) {
  if (const std::optional<DocumentId> of = id.document()) {
    Result<std::optional<Document>> found = best_document(view, *of);
    if (!found) return found.error();
    return *found ? std::optional<Node>{std::move(**found)} : std::nullopt;
  }
  if (const std::optional<AgentId> of = id.agent()) {
    Result<std::optional<Agent>> found = view.agent(*of);
    if (!found) return found.error();
    return *found ? std::optional<Node>{std::move(**found)} : std::nullopt;
  }
  const std::optional<ClaimId> of = id.claim();
  if (!of) return std::optional<Node>{};
  const Result<const Claim*> claim = view.claim(*of);
  if (!claim) return claim.error();
  const Result<const Document*> document = view.document(document_of(*of));
  if (!document) return document.error();
  if (*claim == nullptr || *document == nullptr) return std::optional<Node>{};
  return std::optional<Node>{ClaimNode{**claim, **document}};
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
  View view{store, options.view};
  const bool is_of_now = options.view.is_of_now();
  Result<bool> there = view.was_there(node);
  if (!there) return there.error();
  Result<std::optional<Node>> own = *there ? node_of(view, node) : Result<std::optional<Node>>{std::optional<Node>{}};
  if (!own) return own.error();
  if (!*own) return Error{ErrorCode::kNotFound, "neighbours: " + to_string(node) + " is not in the store"};
  out.node = std::move(**own);
  const bool up = options.direction == Direction::kUpstream;
  Result<std::vector<Edge>> edges =
      up ? view.upstream(node, options.max_edges) : view.downstream(node, options.max_edges);
  if (!edges) return edges.error();
  const Result<Topology> graph = store.topology();
  if (!graph) return graph.error();
  const auto degree = [&](const NodeId& id, Direction direction) {
    const std::optional<NodeNumber> number = graph->number_of(id);
    return number ? graph->arcs(*number, direction).size() : 0;
  };
  std::vector<Neighbour> ranked;
  std::map<std::pair<Relation, NodeId>, std::size_t> known;
  // Of another moment nobody has counted what lies beyond.
  const bool is_whole = !is_of_now || edges->size() < options.max_edges;
  out.truncated = view.is_cut();
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
  std::size_t counted = options.max_edges;  // that may still be
  for (std::size_t i = std::min(options.skip, end); i < end; ++i) {
    Neighbour& one = ranked[i];
    const NodeId other = up ? one.edge.to : one.edge.from;
    if (!is_of_now) {
      const Result<std::vector<Edge>> relying = view.downstream(other, counted);
      if (!relying) return relying.error();
      one.relied_on_by = relying->size();
      counted -= std::min(counted, relying->size());
    }
    Result<std::optional<Node>> record = node_of(view, other);
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
