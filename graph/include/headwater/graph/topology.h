// Where edges lead, and nothing else of them: the store's graph as arrays in memory.
//
//   const headwater::Topology graph = *store.topology();
//   headwater::Walk walk;
//   if (const auto claim = graph.number_of(id)) {
//     walk.reach(graph, *claim, headwater::Direction::kUpstream);
//     for (const headwater::NodeNumber end : walk.ends()) use(graph.id_of(end));
//   }
//
// A Topology is a snapshot: one state of the store, unmoved by later writes. Copies share it; it may outlive the store.
// Nodes that have an edge are numbered from 0 without gaps; a number means something in its own snapshot alone.
//
// Threads: a Topology is read by any number of threads at once; a Walk belongs to one at a time.
// Cost: 8 bytes an edge and 8 a node for both directions, 18 to 24 more a node for ids. A walk takes time linear in the
// edges it meets and keeps 4 bytes for each node of the graph. Nothing here fails or touches a disk.
#ifndef HEADWATER_GRAPH_TOPOLOGY_H_
#define HEADWATER_GRAPH_TOPOLOGY_H_

#include <cstddef>
#include <cstdint>
#include <initializer_list>
#include <memory>
#include <optional>
#include <span>
#include <vector>

#include "headwater/schema/id.h"
#include "headwater/schema/vocabulary.h"

namespace headwater {

namespace detail {
struct TopologyState;
}  // namespace detail

// Upstream: towards what a node rests on. Downstream: towards who relies on it.
enum class Direction : std::uint8_t { kUpstream = 0, kDownstream = 1 };

using NodeNumber = std::uint32_t;

// Some of the relations.
class Relations {
 public:
  constexpr Relations(std::initializer_list<Relation> some) {
    for (const Relation relation : some)
      bits_ = static_cast<std::uint16_t>(bits_ | 1u << static_cast<unsigned>(relation));
  }
  static constexpr Relations all() {
    Relations out{};
    out.bits_ = 0xffff;
    return out;
  }
  [[nodiscard]] constexpr bool contains(Relation relation) const {
    return (bits_ >> static_cast<unsigned>(relation) & 1u) != 0;
  }
  bool operator==(const Relations&) const = default;

 private:
  std::uint16_t bits_ = 0;
};

// An edge as seen from one of its nodes: its relation and the node at the other end, in four bytes.
class Arc {
 public:
  static constexpr unsigned kNumberBits = 28;
  static constexpr NodeNumber kMaxNodes = NodeNumber{1} << kNumberBits;

  constexpr Arc() = default;
  constexpr Arc(NodeNumber to, Relation relation) : bits_{to | static_cast<std::uint32_t>(relation) << kNumberBits} {}
  [[nodiscard]] constexpr NodeNumber to() const { return bits_ & (kMaxNodes - 1); }
  [[nodiscard]] constexpr Relation relation() const { return static_cast<Relation>(bits_ >> kNumberBits); }
  friend constexpr auto operator<=>(const Arc&, const Arc&) = default;

 private:
  std::uint32_t bits_ = 0;
};
static_assert(sizeof(Arc) == 4);

// The arcs of a node, in two pieces, in no order that means anything: as many as it has edges, so that two edges with
// the same relation and ends are two arcs.
struct Arcs {
  std::span<const Arc> settled;
  std::span<const Arc> added;

  [[nodiscard]] std::size_t size() const { return settled.size() + added.size(); }
};

class Topology {
 public:
  explicit Topology(std::shared_ptr<const detail::TopologyState> state);

  // Numbers run from 0 to nodes() - 1. A node whose edges have all gone may still have one.
  [[nodiscard]] std::size_t nodes() const;
  [[nodiscard]] std::size_t edges() const;
  // The store's version() whose edges these are.
  [[nodiscard]] std::uint64_t version() const;

  // Nothing for a node without edges. One look into a hash table.
  [[nodiscard]] std::optional<NodeNumber> number_of(const NodeId& id) const;
  // Of a number below nodes().
  [[nodiscard]] NodeId id_of(NodeNumber node) const;
  // Of a number below nodes(); the view lives as long as any copy of this.
  [[nodiscard]] Arcs arcs(NodeNumber node, Direction direction) const;

  // Of the arrays, and of what was added since.
  [[nodiscard]] std::size_t bytes() const;

 private:
  friend class Walk;
  std::shared_ptr<const detail::TopologyState> state_;
};

// Walks over one graph or many, with the memory they need kept between them.
class Walk {
 public:
  // Finds every node that can be reached from `from` (a number below nodes()) along `relations`, however far, each
  // once. Cycles are safe.
  void reach(const Topology& graph, NodeNumber from, Direction direction, Relations relations = Relations::all());

  // Of the last reach(), until the next one: all nodes found, `from` first, nearer ones before farther ones;
  [[nodiscard]] std::span<const NodeNumber> reached() const { return queue_; }
  // and those among them from which no such edge leads on.
  [[nodiscard]] std::span<const NodeNumber> ends() const { return ends_; }

 private:
  void start(std::size_t nodes);
  template <bool kIsFiltered>
  bool follow(std::span<const Arc> arcs, Relations relations);
  template <bool kIsFiltered>
  void reach_in(const detail::TopologyState& state, Direction direction, Relations relations);
  bool visit(NodeNumber node) {
    if (stamps_[node] == stamp_) return false;
    stamps_[node] = stamp_;
    return true;
  }

  // A node is visited if it bears the stamp of this walk: nothing has to be cleared between two.
  std::vector<std::uint32_t> stamps_;
  std::uint32_t stamp_ = 0;
  std::vector<NodeNumber> queue_;
  std::vector<NodeNumber> ends_;
};

}  // namespace headwater

#endif  // HEADWATER_GRAPH_TOPOLOGY_H_
