// The settled part of the topology: compressed sparse rows in both directions, ids by number, numbers by id. Built
// once, never changed; in memory of our own or in a mapped file.
#ifndef HEADWATER_GRAPH_SRC_TOPOLOGY_ARRAYS_H_
#define HEADWATER_GRAPH_SRC_TOPOLOGY_ARRAYS_H_

#include <array>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>
#include <span>
#include <vector>

#include "headwater/graph/topology.h"

namespace headwater::detail {

// A node's id as it stands in keys, padded with zeros: kind, then 8 or 12 bytes.
using PackedId = std::array<std::uint8_t, 13>;

inline const PackedId& pack(const NodeId& id) { return id.padded(); }
NodeId unpack(const PackedId& id);
// Of the id's bytes, which are a hash already but for its kind and what a maker of ids may choose.
std::uint64_t hash_of(const PackedId& id);

struct Rows {
  std::span<const std::uint32_t> offsets;  // nodes + 1
  std::span<const Arc> arcs;

  [[nodiscard]] std::span<const Arc> of(NodeNumber node) const {
    return arcs.subspan(offsets[node], offsets[node + 1] - offsets[node]);
  }
};

class TopologyArrays {
 public:
  std::array<Rows, 2> rows;              // by Direction
  std::span<const PackedId> ids;         // by number
  std::span<const std::uint32_t> slots;  // open addressing: 0 for none; a power of two of them, or none
  std::shared_ptr<const void> owner;     // of all of the above

  [[nodiscard]] NodeNumber nodes() const { return static_cast<NodeNumber>(ids.size()); }
  [[nodiscard]] std::size_t edges() const { return rows[0].arcs.size(); }
  [[nodiscard]] std::optional<NodeNumber> number_of(const PackedId& id) const;
  [[nodiscard]] std::size_t bytes() const;

  // Whether every number is that of a node and every row lies within the arcs: what is read from a disk is no array
  // yet.
  [[nodiscard]] bool is_sound() const;
};

std::size_t slots_for(std::size_t nodes);

// The same in memory of our own, in large pages: a walk goes here and there, and in the small pages of a mapped file
// finding a page takes as long as reading it.
std::shared_ptr<const TopologyArrays> copy_of(const TopologyArrays& arrays);

struct NumberedEdge {
  NodeNumber from = 0;
  Arc arc;
};

// Arrays of these edges, rows in their order. At most 2^32 - 1 edges. Linear.
std::shared_ptr<const TopologyArrays> build_arrays(std::vector<PackedId> ids, const std::vector<NumberedEdge>& edges);

// Gives nodes new numbers, neighbours near each other: breadth first, from the lowest number on. Linear.
void number_by_nearness(std::vector<PackedId>& ids, std::vector<NumberedEdge>& edges);

}  // namespace headwater::detail

#endif  // HEADWATER_GRAPH_SRC_TOPOLOGY_ARRAYS_H_
