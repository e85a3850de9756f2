#include "headwater/query/whole_store.h"

#include <algorithm>
#include <optional>
#include <set>
#include <unordered_map>
#include <utility>

#include "headwater/query/structure.h"

namespace headwater {
namespace {

constexpr Relations kRelyingOn{Relation::kSaidIn, Relation::kSaidBy, Relation::kReportedBy, Relation::kCites,
                               Relation::kSameAs};

// How many edges lead to each document and agent, to the claims in it and to what it put out.
std::unordered_map<NodeId, std::size_t> edges_towards(const Topology& graph) {
  std::unordered_map<NodeId, std::size_t> out;
  const auto each = [](const Arcs& arcs, auto see) {
    for (const Arc arc : arcs.settled) see(arc);
    for (const Arc arc : arcs.added) see(arc);
  };
  for (NodeNumber n = 0; n < graph.nodes(); ++n) {
    const NodeId node = graph.id_of(n);
    const std::optional<ClaimId> claim = node.claim();
    std::size_t relying = 0;
    each(graph.arcs(n, Direction::kDownstream), [&](Arc arc) {
      if (claim ? arc.relation() == Relation::kRepeats : kRelyingOn.contains(arc.relation())) ++relying;
    });
    if (relying > 0) out[claim ? NodeId{document_of(*claim)} : node] += relying;
  }
  std::vector<std::pair<NodeId, std::size_t>> of_issuers;
  for (NodeNumber n = 0; n < graph.nodes(); ++n) {
    const auto own = out.find(graph.id_of(n));
    if (own == out.end() || !own->first.document()) continue;
    each(graph.arcs(n, Direction::kUpstream), [&](Arc arc) {
      if (arc.relation() == Relation::kIssuedBy) of_issuers.emplace_back(graph.id_of(arc.to()), own->second);
    });
  }
  for (const auto& [issuer, relying] : of_issuers) out[issuer] += relying;
  return out;
}

// The list of an answer: those behind the skipped ones, and where the next page begins if one can be asked for.
template <class One>
std::optional<std::size_t> cut_page(std::vector<One>& all, const WholeStoreOptions& options, bool& truncated) {
  const auto skipped = static_cast<std::ptrdiff_t>(std::min(options.skip, all.size()));
  all.erase(all.begin(), all.begin() + skipped);
  if (all.size() <= options.limit) return std::nullopt;
  all.resize(options.limit);
  truncated = true;
  const std::size_t next = options.skip + options.limit;
  return next <= WholeStoreOptions::kMostSkipped ? std::optional{next} : std::nullopt;
}

// What would be gone with a point.
struct Weak {
  WeakPoint point;
  std::vector<NodeId> gone;  // in order
};

// A document, the names it was spoken of by and who put it out take the same claims along: the one that takes the least
// else with it stands for all. Such a one is itself among what goes with the others. The points come by their claims.
void join_names(std::vector<Weak>& points) {
  std::vector<bool> named(points.size());
  for (auto first = points.begin(); first != points.end();) {
    const auto last =
        std::find_if(first, points.end(), [&](const Weak& point) { return point.point.claims != first->point.claims; });
    std::unordered_map<NodeId, const Weak*> of_equal;
    for (auto point = first; point != last; ++point) of_equal.emplace(point->point.source.node, &*point);
    for (auto more = first; more != last; ++more) {
      named[static_cast<std::size_t>(more - points.begin())] =
          std::any_of(more->gone.begin(), more->gone.end(), [&](const NodeId& node) {
            const auto less = of_equal.find(node);
            return less != of_equal.end() && less->second->gone.size() < more->gone.size() &&
                   std::includes(more->gone.begin(), more->gone.end(), less->second->gone.begin(),
                                 less->second->gone.end());
          });
    }
    first = last;
  }
  std::size_t at = 0;
  std::erase_if(points, [&](const Weak&) { return named[at++]; });
}

// Those to be skipped too, and one more than is told where there is one.
Result<void> gather_loops(const Store& store, const Topology& graph, const WholeStoreOptions& options, AllLoops& out) {
  std::set<std::vector<DocumentId>> told;
  std::size_t left = options.max_traces;
  for (const std::vector<NodeId>& tangle : loops(graph, {Relation::kRepeats})) {
    for (const NodeId& node : tangle) {
      if (!node.claim()) continue;
      if (out.loops.size() > options.skip + options.limit) return {};
      if (left == 0) {
        out.truncated = true;
        return {};
      }
      --left;
      Result<Circular> found = circular(store, node, options.analyse);
      if (!found && found.error().code == ErrorCode::kNotFound) continue;  // not in the part that is asked
      if (!found) return found.error();
      out.truncated = out.truncated || found->truncated;
      for (Loop& loop : found->loops) {
        std::vector<DocumentId> key;
        for (const Document& document : loop.documents) key.push_back(document.id);
        std::sort(key.begin(), key.end());
        if (told.insert(std::move(key)).second) out.loops.push_back(std::move(loop));
      }
    }
  }
  return {};
}

}  // namespace

Result<WeakPoints> weak_points(const Store& store, const WholeStoreOptions& options) {
  const Result<Topology> graph = store.topology();
  if (!graph) return graph.error();
  const Result<StoreStats> stats = store.stats();
  if (!stats) return stats.error();
  WeakPoints out;
  out.claims = stats->claims;
  out.view = options.analyse.trace.view;
  const std::unordered_map<NodeId, std::size_t> towards = edges_towards(*graph);
  std::vector<std::pair<NodeId, std::size_t>> candidates(towards.begin(), towards.end());
  std::sort(candidates.begin(), candidates.end(), [](const auto& a, const auto& b) {
    return a.second != b.second ? a.second > b.second : a.first < b.first;
  });
  std::vector<Weak> found;
  std::size_t left = options.max_traces;
  for (const auto& [node, edges] : candidates) {
    AnalyseOptions asked = options.analyse;
    asked.max_claims = std::min(asked.max_claims, left);
    Result<Impact> gone = impact(store, node, asked);
    if (!gone) {
      if (gone.error().code == ErrorCode::kNotFound) continue;
      return gone.error();
    }
    out.truncated = out.truncated || gone->truncated;
    left -= std::min(left, gone->claims_looked_at + 1);
    if (!gone->falls.empty())
      found.push_back({{std::move(gone->withdrawn), gone->falls.size()}, std::move(gone->gone)});
    if (left == 0) {
      out.truncated = true;
      break;
    }
  }
  std::sort(found.begin(), found.end(), [](const Weak& a, const Weak& b) {
    return a.point.claims != b.point.claims ? a.point.claims > b.point.claims
                                            : a.point.source.node < b.point.source.node;
  });
  join_names(found);
  for (Weak& one : found) out.points.push_back(std::move(one.point));
  out.next = cut_page(out.points, options, out.truncated);
  return out;
}

Result<AllLoops> all_loops(const Store& store, const WholeStoreOptions& options) {
  const Result<Topology> graph = store.topology();
  if (!graph) return graph.error();
  AllLoops out;
  out.view = options.analyse.trace.view;
  const Result<void> gathered = gather_loops(store, *graph, options, out);
  if (!gathered) return gathered.error();
  out.next = cut_page(out.loops, options, out.truncated);
  return out;
}

}  // namespace headwater
