// One state of the topology: settled arrays, and what has changed since.
//
// Changes stand in a tree of 16-way pages by node number. A page belongs to the change that made it and is copied by
// any later one, so that a reader who holds a root sees one state for good. The arcs added to a node lie in a buffer
// that is shared between states: each knows how many are its own, and a later one only writes beyond them.
#ifndef HEADWATER_GRAPH_SRC_TOPOLOGY_STATE_H_
#define HEADWATER_GRAPH_SRC_TOPOLOGY_STATE_H_

#include <array>
#include <atomic>
#include <bit>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <mutex>
#include <optional>
#include <shared_mutex>
#include <unordered_map>
#include <utility>

#include "topology_arrays.h"

namespace headwater::detail {

// What has changed of one row.
struct RowChange {
  std::shared_ptr<Arc[]> arcs;
  std::uint32_t size = 0;
  std::uint32_t capacity = 0;
  bool replaces = false;  // the settled row, rather than adding to it
};

// A bit for each settled row, set once the row has changed in this state or a later one. Only ever set: a walk passes
// most rows with a look at one bit.
class ChangeMarks {
 public:
  explicit ChangeMarks(std::size_t rows) : rows_{rows}, bits_{new std::atomic<std::uint64_t>[rows / 64 + 1]()} {}

  [[nodiscard]] bool may_have_changed(NodeNumber node) const {
    return node >= rows_ || (bits_[node / 64].load(std::memory_order_relaxed) >> node % 64 & 1u) != 0;
  }
  // One writer at a time.
  void set(NodeNumber node) {
    if (node < rows_) bits_[node / 64].fetch_or(std::uint64_t{1} << node % 64, std::memory_order_relaxed);
  }

 private:
  std::size_t rows_;
  std::unique_ptr<std::atomic<std::uint64_t>[]> bits_;
};

class RowChanges {
 public:
  [[nodiscard]] bool empty() const { return root_ == nullptr; }

  // Before the first edit(): how many rows there are without any.
  void expect(std::size_t settled_rows) {
    if (marks_ == nullptr) marks_ = std::make_shared<ChangeMarks>(settled_rows);
  }

  // Null where nothing has changed.
  [[nodiscard]] const RowChange* find(NodeNumber node) const {
    if (root_ == nullptr || node >> height_ * kBits != 0 || !marks_->may_have_changed(node)) return nullptr;
    const void* page = root_.get();
    for (unsigned level = height_ - 1; level > 0; --level) {
      page = static_cast<const Branch*>(page)->below[slot(node, level)].get();
      if (page == nullptr) return nullptr;
    }
    const RowChange& change = static_cast<const Leaf*>(page)->rows[slot(node, 0)];
    return change.arcs == nullptr && !change.replaces ? nullptr : &change;
  }

  // The row to be changed. `turn` tells this change from all before it: pages of other turns are copied.
  RowChange& edit(NodeNumber node, std::uint64_t turn) {
    marks_->set(node);
    while (root_ == nullptr || node >> height_ * kBits != 0) grow(turn);
    std::shared_ptr<void>* page = &root_;
    for (unsigned level = height_ - 1; level > 0; --level) {
      page = &own<Branch>(*page, turn).below[slot(node, level)];
    }
    return own<Leaf>(*page, turn).rows[slot(node, 0)];
  }

 private:
  static constexpr unsigned kBits = 4;
  static constexpr std::size_t kWidth = 1u << kBits;

  struct Branch {
    std::uint64_t turn = 0;
    std::array<std::shared_ptr<void>, kWidth> below;
  };
  struct Leaf {
    std::uint64_t turn = 0;
    std::array<RowChange, kWidth> rows;
  };

  static std::size_t slot(NodeNumber node, unsigned level) { return node >> level * kBits & (kWidth - 1); }

  template <class Page>
  static Page& own(std::shared_ptr<void>& page, std::uint64_t turn) {
    if (page == nullptr) {
      page = std::make_shared<Page>();
    } else if (static_cast<const Page*>(page.get())->turn != turn) {
      page = std::make_shared<Page>(*static_cast<const Page*>(page.get()));
    }
    Page& out = *static_cast<Page*>(page.get());
    out.turn = turn;
    return out;
  }

  void grow(std::uint64_t turn) {
    if (root_ != nullptr) {
      std::shared_ptr<void> above;
      own<Branch>(above, turn).below[0] = std::move(root_);
      root_ = std::move(above);
      ++height_;
    } else {
      own<Leaf>(root_, turn);
      height_ = 1;
    }
  }

  std::shared_ptr<ChangeMarks> marks_;  // of this state and all after it
  std::shared_ptr<void> root_;
  unsigned height_ = 0;  // of at most 8 levels: a number has 28 bits
};

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
  std::array<RowChanges, 2> changes;  // by Direction
  std::shared_ptr<AddedNodes> added;
  NodeNumber nodes = 0;
  std::size_t edges = 0;
  std::size_t changed_arcs = 0;  // in both directions, since the arrays were built
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
    if (const RowChange* change = changes[side].find(node)) {
      if (change->replaces) out.settled = {};
      out.added = {change->arcs.get(), change->size};
    }
    return out;
  }
};

}  // namespace headwater::detail

#endif  // HEADWATER_GRAPH_SRC_TOPOLOGY_STATE_H_
