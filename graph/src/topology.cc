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

// Whether any of `arcs` leads on; what is found for the first time is queued.
template <bool kIsFiltered>
bool Walk::follow(std::span<const Arc> arcs, Relations relations) {
  bool leads_on = !kIsFiltered && !arcs.empty();
  for (const Arc arc : arcs) {
    if constexpr (kIsFiltered) {
      if (!relations.contains(arc.relation())) continue;
      leads_on = true;
    }
    if (visit(arc.to())) queue_.push_back(arc.to());
  }
  return leads_on;
}

template <bool kIsFiltered>
void Walk::reach_in(const detail::TopologyState& state, Direction direction, Relations relations) {
  const auto side = static_cast<std::size_t>(direction);
  const detail::Rows rows = state.arrays->rows[side];
  if (state.changed_arcs == 0 && state.nodes == state.arrays->nodes()) {
    for (std::size_t next = 0; next < queue_.size(); ++next) {
      const NodeNumber node = queue_[next];
      if (!follow<kIsFiltered>(rows.of(node), relations)) ends_.push_back(node);
    }
    return;
  }
  const detail::ChangedRows* const changes = state.changes == nullptr ? nullptr : &(*state.changes)[side];
  for (std::size_t next = 0; next < queue_.size(); ++next) {
    const NodeNumber node = queue_[next];
    bool leads_on = false;
    if (node < state.arrays->nodes() && (changes == nullptr || !changes->may_have_changed(node))) {
      leads_on = follow<kIsFiltered>(rows.of(node), relations);
    } else {
      const Arcs all = state.arcs(node, direction);
      leads_on = follow<kIsFiltered>(all.settled, relations);
      leads_on = follow<kIsFiltered>(all.added, relations) || leads_on;
    }
    if (!leads_on) ends_.push_back(node);
  }
}

void Walk::reach(const Topology& graph, NodeNumber from, Direction direction, Relations relations) {
  const detail::TopologyState& state = *graph.state_;
  start(state.nodes);
  visit(from);
  queue_.push_back(from);
  if (relations == Relations::all()) {
    reach_in<false>(state, direction, relations);
  } else {
    reach_in<true>(state, direction, relations);
  }
}

}  // namespace headwater
