// Walks over the whole graph: over the topology, or over what is on the disk where it is not kept.
#include <unordered_set>
#include <utility>

#include "edge_reader.h"
#include "store_impl.h"

namespace headwater {
namespace {

// A few reads a node.
Result<Reached> reach_on_disk(const detail::KvView& view, const NodeId& from, Direction direction,
                              Relations relations) {
  const bool is_up = direction == Direction::kUpstream;
  Reached out;
  std::unordered_set<NodeId> found{from};
  std::vector<NodeId> queue{from};
  for (std::size_t next = 0; next < queue.size(); ++next) {
    const NodeId node = queue[next];
    bool leads_on = false;
    const Result<void> read = detail::ends_at(view, node, direction, [&](const EdgeEnds& ends) {
      if (!relations.contains(ends.relation)) return;
      leads_on = true;
      const NodeId& to = is_up ? ends.to : ends.from;
      if (found.insert(to).second) queue.push_back(to);
    });
    if (!read.has_value()) return read.error();
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
    Result<Reached> out = reach_on_disk(*impl_->kv->snapshot(), from, direction, relations);
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
