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

// The list of an answer: those behind the skipped ones, and whether more follow.
template <class One>
std::optional<std::size_t> cut_page(std::vector<One>& all, const WholeStoreOptions& options) {
  const auto skipped = static_cast<std::ptrdiff_t>(std::min(options.skip, all.size()));
  all.erase(all.begin(), all.begin() + skipped);
  if (all.size() <= options.limit) return std::nullopt;
  all.resize(options.limit);
  return options.skip + options.limit;
}

constexpr std::size_t kMostNames = 16;

// What would be gone with a point.
struct Weak {
  WeakPoint point;
  std::vector<NodeId> gone;  // in order
};

// A document, the names it was spoken of by and who put it out take the same claims along: the one that takes the least
// else with it stands for all.
void join_names(std::vector<Weak>& points) {
  const auto stands_for = [](const Weak& less, const Weak& more) {
    return less.point.claims == more.point.claims && less.gone.size() < more.gone.size() &&
           std::includes(more.gone.begin(), more.gone.end(), less.gone.begin(), less.gone.end());
  };
  const std::vector<Weak> all = points;
  std::erase_if(points, [&](const Weak& point) {
    return std::any_of(all.begin(), all.end(), [&](const Weak& other) { return stands_for(other, point); });
  });
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
  // Each may stand under a few names, and one more tells whether there is a next page.
  const std::size_t wanted = (options.skip + options.limit + 1) * kMostNames;
  if (found.size() > wanted) found.resize(wanted);
  join_names(found);
  for (Weak& one : found) out.points.push_back(std::move(one.point));
  out.next = cut_page(out.points, options);
  out.truncated = out.truncated || out.next.has_value();
  return out;
}

Result<AllLoops> all_loops(const Store& store, const WholeStoreOptions& options) {
  const Result<Topology> graph = store.topology();
  if (!graph) return graph.error();
  AllLoops out;
  out.view = options.analyse.trace.view;
  const Result<void> gathered = gather_loops(store, *graph, options, out);
  if (!gathered) return gathered.error();
  out.next = cut_page(out.loops, options);
  out.truncated = out.truncated || out.next.has_value();
  return out;
}

}  // namespace headwater
