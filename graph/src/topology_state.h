// One state of the topology: settled arrays, and what has changed since, up to a turn. A reader who holds a state sees
// that one for good.
#ifndef HEADWATER_GRAPH_SRC_TOPOLOGY_STATE_H_
#define HEADWATER_GRAPH_SRC_TOPOLOGY_STATE_H_

#include <array>
#include <bit>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <mutex>
#include <optional>
#include <shared_mutex>
#include <unordered_map>
#include <utility>

#include "changed_rows.h"
#include "topology_arrays.h"

namespace headwater::detail {

// Nodes numbered since the arrays were built. Only ever grows; a state knows how many of them are its own.
class AddedNodes {
 public:
  // Of an index that the caller's state knows.
  [[nodiscard]] const PackedId& id(std::size_t index) const {
    const auto [chunk, place] = where(index);
    return chunks_[chunk][place];
  }
  [[nodiscard]] std::optional<std::size_t> find(const PackedId& id) const {
    const std::shared_lock lock{mutex_};
    const auto it = indices_.find(id);
    return it == indices_.end() ? std::nullopt : std::optional<std::size_t>{it->second};
  }
  // One writer at a time.
  std::size_t add(const PackedId& id) {
    const std::size_t index = size_++;
    const auto [chunk, place] = where(index);
    if (chunks_[chunk] == nullptr) chunks_[chunk] = std::make_unique<PackedId[]>(kFirst << chunk);
    chunks_[chunk][place] = id;
    const std::unique_lock lock{mutex_};
    indices_.emplace(id, index);
    return index;
  }
  [[nodiscard]] std::size_t size() const { return size_; }

 private:
  static constexpr std::size_t kFirst = 256;
  struct Place {
    std::size_t chunk;
    std::size_t place;
  };
  struct Hash {
    std::size_t operator()(const PackedId& id) const { return hash_of(id); }
  };
  // Chunk after chunk twice as long, none ever moved.
  static Place where(std::size_t index) {
    const std::size_t chunk = static_cast<std::size_t>(std::bit_width(index / kFirst + 1)) - 1;
    return {chunk, index - kFirst * ((std::size_t{1} << chunk) - 1)};
  }

  std::array<std::unique_ptr<PackedId[]>, 32> chunks_;
  std::size_t size_ = 0;
  mutable std::shared_mutex mutex_;
  std::unordered_map<PackedId, std::size_t, Hash> indices_;
};

struct TopologyState {
  std::shared_ptr<const TopologyArrays> arrays;
  std::shared_ptr<std::array<ChangedRows, 2>> changes;  // by Direction; null before the first, and shared by all since
  std::shared_ptr<AddedNodes> added;
  NodeNumber nodes = 0;
  std::size_t edges = 0;
  std::size_t changed_arcs = 0;  // in both directions, since the arrays were built
  std::uint32_t turn = 0;        // of `changes`: later ones are not of this state
  std::uint64_t version = 0;

  [[nodiscard]] std::optional<NodeNumber> number_of(const PackedId& id) const {
    if (const std::optional<NodeNumber> settled = arrays->number_of(id)) return settled;
    if (nodes == arrays->nodes()) return std::nullopt;
    const std::optional<std::size_t> index = added->find(id);
    if (!index || *index >= nodes - arrays->nodes()) return std::nullopt;
    return static_cast<NodeNumber>(arrays->nodes() + *index);
  }

  [[nodiscard]] const PackedId& id_of(NodeNumber node) const {
    return node < arrays->nodes() ? arrays->ids[node] : added->id(node - arrays->nodes());
  }

  [[nodiscard]] Arcs arcs(NodeNumber node, Direction direction) const {
    const auto side = static_cast<std::size_t>(direction);
    Arcs out;
    if (node < arrays->nodes()) out.settled = arrays->rows[side].of(node);
    if (changes == nullptr) return out;
    const ChangedRows::Change change = (*changes)[side].find(node, turn);
    if (change.replaces) out.settled = {};
    out.added = change.arcs;
    return out;
  }
};

}  // namespace headwater::detail

#endif  // HEADWATER_GRAPH_SRC_TOPOLOGY_STATE_H_
