#include "topology_live.h"

#include <algorithm>
#include <limits>
#include <map>
#include <utility>

namespace headwater::detail {
namespace {

// Below it merging is not worth its while; above, changes may be a quarter of the arrays.
constexpr std::size_t kFewChanges = std::size_t{1} << 14;
constexpr std::size_t kMaxEdges = std::numeric_limits<std::uint32_t>::max();

// The row without one such arc; false if it has none.
bool remove(ChangedRows& rows, NodeNumber node, const Arcs& now, Arc arc, std::uint32_t turn) {
  std::vector<Arc> without{now.settled.begin(), now.settled.end()};
  without.insert(without.end(), now.added.begin(), now.added.end());
  const auto it = std::find(without.begin(), without.end(), arc);
  if (it == without.end()) return false;
  without.erase(it);
  rows.replace(node, without, turn);
  return true;
}

}  // namespace

LiveTopology::LiveTopology(std::shared_ptr<const TopologyArrays> arrays, std::uint64_t version) {
  auto state = std::make_shared<TopologyState>();
  state->nodes = arrays->nodes();
  state->edges = arrays->edges();
  state->arrays = std::move(arrays);
  state->added = std::make_shared<AddedNodes>();
  state->version = version;
  publish(std::move(state));
}

std::shared_ptr<const TopologyState> LiveTopology::state() const {
  const std::lock_guard<std::mutex> lock{mutex_};
  return state_;
}

void LiveTopology::publish(std::shared_ptr<const TopologyState> state) {
  // The old one dies, if it does, after the lock is given back.
  const std::lock_guard<std::mutex> lock{mutex_};
  state_.swap(state);
}

Topology LiveTopology::snapshot() const { return Topology{state()}; }

bool LiveTopology::apply(const EdgeChanges& changes, std::uint64_t version) {
  // What goes and comes again has not changed. Most changes only add.
  const bool only_adds = changes.removed.empty();
  std::map<EdgeEnds, std::int64_t> net;
  for (const EdgeEnds& ends : changes.removed) --net[ends];
  for (std::size_t n = 0; n < changes.added.size() && !only_adds; ++n) ++net[changes.added[n]];

  auto next = std::make_shared<TopologyState>(*state());
  next->version = version;
  if (next->changes == nullptr) {
    const std::size_t rows = next->arrays->nodes();
    next->changes.reset(new std::array<ChangedRows, 2>{ChangedRows{rows}, ChangedRows{rows}});
  }
  auto& [upstream, downstream] = *next->changes;
  // Every turn counts in `changed_arcs`, so that new arrays, whose turns begin anew, come long before there are too
  // many.
  const auto is_change = [](const auto& ends_and_count) { return ends_and_count.second != 0; };
  const bool changes_any = only_adds ? !changes.added.empty() : std::any_of(net.begin(), net.end(), is_change);
  if (changes_any) ++next->turn;
  for (auto& [ends, count] : net) {
    const auto& [from_id, relation, to_id] = ends;
    for (; count < 0; ++count) {
      const std::optional<NodeNumber> from = next->number_of(pack(from_id));
      const std::optional<NodeNumber> to = next->number_of(pack(to_id));
      if (!from || !to) return false;
      const Arcs up = next->arcs(*from, Direction::kUpstream);
      const Arcs down = next->arcs(*to, Direction::kDownstream);
      next->changed_arcs += up.size() + down.size();
      if (!remove(upstream, *from, up, {*to, relation}, next->turn) ||
          !remove(downstream, *to, down, {*from, relation}, next->turn)) {
        return false;
      }
      --next->edges;
    }
  }
  const auto numbered = [&](const NodeId& id) {
    const PackedId packed = pack(id);
    if (const std::optional<NodeNumber> known = next->number_of(packed)) return *known;
    next->added->add(packed);
    return next->nodes++;
  };
  // In the order in which they were written, so that nodes of one document are neighbours.
  for (const EdgeEnds& key : changes.added) {
    if (!only_adds) {
      std::int64_t& count = net[key];
      if (count <= 0) continue;
      --count;
    }
    if (next->edges == kMaxEdges || next->nodes + 2 > Arc::kMaxNodes) return false;
    const NodeNumber from = numbered(key.from);
    const NodeNumber to = numbered(key.to);
    upstream.append(from, {to, key.relation}, next->turn);
    downstream.append(to, {from, key.relation}, next->turn);
    ++next->edges;
    next->changed_arcs += 2;
  }
  const bool is_much = next->changed_arcs > std::max(kFewChanges, next->arrays->edges() / 2);
  publish(std::move(next));
  if (is_much) settle();
  return true;
}

std::shared_ptr<const TopologyArrays> LiveTopology::settle() {
  const std::shared_ptr<const TopologyState> before = state();
  if (before->changed_arcs == 0) return before->arrays;
  constexpr NodeNumber kNone = Arc::kMaxNodes;
  std::vector<NodeNumber> number(before->nodes, kNone);
  std::vector<PackedId> ids;
  ids.reserve(before->nodes);
  for (NodeNumber node = 0; node < before->nodes; ++node) {
    if (before->arcs(node, Direction::kUpstream).size() + before->arcs(node, Direction::kDownstream).size() == 0)
      continue;
    number[node] = static_cast<NodeNumber>(ids.size());
    ids.push_back(before->id_of(node));
  }
  std::vector<NumberedEdge> edges;
  edges.reserve(before->edges);
  for (NodeNumber node = 0; node < before->nodes; ++node) {
    const Arcs all = before->arcs(node, Direction::kUpstream);
    for (const std::span<const Arc> some : {all.settled, all.added}) {
      for (const Arc arc : some) edges.push_back({number[node], {number[arc.to()], arc.relation()}});
    }
  }
  auto next = std::make_shared<TopologyState>();
  next->arrays = build_arrays(std::move(ids), edges);
  next->added = std::make_shared<AddedNodes>();
  next->nodes = next->arrays->nodes();
  next->edges = next->arrays->edges();
  next->version = before->version;
  std::shared_ptr<const TopologyArrays> out = next->arrays;
  publish(std::move(next));
  return out;
}

}  // namespace headwater::detail
