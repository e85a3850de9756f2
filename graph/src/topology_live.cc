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

void append(RowChange& row, Arc arc) {
  if (row.size == row.capacity) {
    const std::uint32_t capacity = std::max<std::uint32_t>(4, row.capacity * 2);
    std::shared_ptr<Arc[]> arcs{new Arc[capacity]};
    std::copy_n(row.arcs.get(), row.size, arcs.get());
    row.arcs = std::move(arcs);
    row.capacity = capacity;
  }
  row.arcs[row.size++] = arc;
}

// The row without one such arc, in a buffer of its own: states before still see the old one.
bool remove(RowChange& row, const Arcs& now, Arc arc) {
  RowChange without;
  without.replaces = true;
  without.capacity = static_cast<std::uint32_t>(now.size());
  without.arcs = std::shared_ptr<Arc[]>{new Arc[now.size()]};
  bool found = false;
  for (const std::span<const Arc> some : {now.settled, now.added}) {
    for (const Arc other : some) {
      if (!found && other == arc) {
        found = true;
      } else if (without.size < without.capacity - (found ? 0 : 1)) {
        without.arcs[without.size++] = other;
      }
    }
  }
  if (found) row = std::move(without);
  return found;
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
  for (RowChanges& rows : next->changes) rows.expect(next->arrays->nodes());
  ++turn_;
  for (auto& [ends, count] : net) {
    const auto& [from_id, relation, to_id] = ends;
    for (; count < 0; ++count) {
      const std::optional<NodeNumber> from = next->number_of(pack(from_id));
      const std::optional<NodeNumber> to = next->number_of(pack(to_id));
      if (!from || !to) return false;
      const Arcs up = next->arcs(*from, Direction::kUpstream);
      const Arcs down = next->arcs(*to, Direction::kDownstream);
      next->changed_arcs += up.size() + down.size();
      if (!remove(next->changes[0].edit(*from, turn_), up, {*to, relation}) ||
          !remove(next->changes[1].edit(*to, turn_), down, {*from, relation})) {
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
    append(next->changes[0].edit(from, turn_), {to, key.relation});
    append(next->changes[1].edit(to, turn_), {from, key.relation});
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
