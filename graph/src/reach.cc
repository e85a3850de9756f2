// Walks over the whole graph: over the topology, or over the keys of the edges where it is not kept.
#include <unordered_set>
#include <utility>

#include "store_impl.h"

namespace headwater {
namespace {

// A scan a node, of keys alone.
Result<Reached> reach_by_scans(const detail::KvView& view, const NodeId& from, Direction direction,
                               Relations relations) {
  const bool is_up = direction == Direction::kUpstream;
  Reached out;
  std::unordered_set<NodeId> found{from};
  std::vector<NodeId> queue{from};
  for (std::size_t next = 0; next < queue.size(); ++next) {
    const NodeId node = queue[next];
    bool leads_on = false;
    const std::string prefix = is_up ? codec::edges_prefix(node) : codec::reverse_prefix(node);
    const Result<void> scanned = view.scan(detail::prefix_range(prefix), Store::kNoLimit,
                                           [&](std::string_view key, std::string_view) -> Result<bool> {
                                             const Result<codec::EdgeKey> edge = codec::decode_edge_key(key);
                                             if (!edge.has_value()) return edge.error();
                                             if (!relations.contains(edge->relation)) return true;
                                             leads_on = true;
                                             const NodeId& to = is_up ? edge->to : edge->from;
                                             if (found.insert(to).second) queue.push_back(to);
                                             return true;
                                           });
    if (!scanned.has_value()) return scanned.error();
    if (!leads_on) out.ends.push_back(node);
  }
  out.nodes = queue.size();
  return out;
}

}  // namespace

Result<Topology> Store::topology() const {
  if (std::optional<Topology> kept = impl_->topology.snapshot()) return *std::move(kept);
  const std::lock_guard<std::mutex> lock{impl_->writing};
  if (const Result<void> loaded = impl_->topology.load(*impl_->kv, impl_->state); !loaded.has_value()) {
    return detail::in_store(impl_->path, loaded.error());
  }
  return *impl_->topology.snapshot();
}

Result<Reached> Store::reach(const NodeId& from, Direction direction, Relations relations) const {
  const Result<Topology> graph = topology();
  if (!graph.has_value()) {
    if (graph.error().code != ErrorCode::kTooLarge) return graph.error();
    Result<Reached> out = reach_by_scans(*impl_->kv->snapshot(), from, direction, relations);
    if (!out.has_value()) return detail::in_store(impl_->path, out.error());
    return out;
  }
  const std::optional<NodeNumber> start = graph->number_of(from);
  if (!start) return Reached{1, {from}};
  detail::KeptTopology::Borrowed walk{impl_->topology};
  walk->reach(*graph, *start, direction, relations);
  Reached out;
  out.nodes = walk->reached().size();
  out.ends.reserve(walk->ends().size());
  for (const NodeNumber end : walk->ends()) out.ends.push_back(graph->id_of(end));
  return out;
}

}  // namespace headwater
