#include "headwater/graph/topology.h"

#include <algorithm>
#include <utility>

#include "topology_state.h"

namespace headwater {

Topology::Topology(std::shared_ptr<const detail::TopologyState> state) : state_{std::move(state)} {}

std::size_t Topology::nodes() const { return state_->nodes; }
std::size_t Topology::edges() const { return state_->edges; }
std::uint64_t Topology::version() const { return state_->version; }

std::optional<NodeNumber> Topology::number_of(const NodeId& id) const { return state_->number_of(detail::pack(id)); }

NodeId Topology::id_of(NodeNumber node) const { return detail::unpack(state_->id_of(node)); }

Arcs Topology::arcs(NodeNumber node, Direction direction) const { return state_->arcs(node, direction); }

std::size_t Topology::bytes() const {
  std::size_t out = state_->arrays->bytes() + (state_->nodes - state_->arrays->nodes()) * sizeof(detail::PackedId);
  if (state_->changes == nullptr) return out;
  for (const detail::ChangedRows& rows : *state_->changes) out += rows.bytes();
  return out;
}

void Walk::start(std::size_t nodes) {
  queue_.clear();
  ends_.clear();
  if (stamps_.size() < nodes) stamps_.resize(nodes, 0);
  if (++stamp_ == 0) {
    std::fill(stamps_.begin(), stamps_.end(), 0);
    stamp_ = 1;
  }
}

template <bool kIsFiltered>
void Walk::reach_in(const detail::Rows& rows, Relations relations) {
  const std::uint32_t* const offsets = rows.offsets.data();
  const Arc* const arcs = rows.arcs.data();
  for (std::size_t next = 0; next < queue_.size(); ++next) {
    const NodeNumber node = queue_[next];
    const std::uint32_t begin = offsets[node];
    const std::uint32_t end = offsets[node + 1];
    bool leads_on = !kIsFiltered && begin != end;
    for (std::uint32_t at = begin; at < end; ++at) {
      const Arc arc = arcs[at];
      if constexpr (kIsFiltered) {
        if (!relations.contains(arc.relation())) continue;
        leads_on = true;
      }
      if (visit(arc.to())) queue_.push_back(arc.to());
    }
    if (!leads_on) ends_.push_back(node);
  }
}

void Walk::reach(const Topology& graph, NodeNumber from, Direction direction, Relations relations) {
  const detail::TopologyState& state = *graph.state_;
  const auto side = static_cast<std::size_t>(direction);
  start(state.nodes);
  visit(from);
  queue_.push_back(from);
  if (state.changed_arcs == 0 && state.nodes == state.arrays->nodes()) {
    // The same walk with nothing to look for beside the arrays.
    const detail::Rows& rows = state.arrays->rows[side];
    relations == Relations::all() ? reach_in<false>(rows, relations) : reach_in<true>(rows, relations);
    return;
  }
  for (std::size_t next = 0; next < queue_.size(); ++next) {
    const NodeNumber node = queue_[next];
    const Arcs all = state.arcs(node, direction);
    bool leads_on = false;
    for (const std::span<const Arc> some : {all.settled, all.added}) {
      for (const Arc arc : some) {
        if (!relations.contains(arc.relation())) continue;
        leads_on = true;
        if (visit(arc.to())) queue_.push_back(arc.to());
      }
    }
    if (!leads_on) ends_.push_back(node);
  }
}

}  // namespace headwater
