// What has changed of the rows of settled arrays, in one direction, as one writer changes them beside any number of
// readers.
//
// Every change has a turn. A reader who knows the turn of his state sees what had changed by then, and nothing later:
// an arc that is added goes to the end of its row's arcs with its turn beside it, and a row of which something is taken
// away is written anew before the one that was. So nothing is copied for the sake of readers, and all of it goes at
// once, with the last state that knows it.
#ifndef HEADWATER_GRAPH_SRC_CHANGED_ROWS_H_
#define HEADWATER_GRAPH_SRC_CHANGED_ROWS_H_

#include <array>
#include <atomic>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <span>
#include <vector>

#include "headwater/graph/topology.h"

namespace headwater::detail {

class ChangedRows {
 public:
  // What has changed of one row.
  struct Change {
    std::span<const Arc> arcs;  // as long as there are these rows
    bool replaces = false;      // the settled row, rather than adding to it
  };

  // How many rows there are without any change.
  explicit ChangedRows(std::size_t settled_rows);

  // False of a row that has no change of any turn: a bit for each settled row, set before it changes, so that a walk
  // passes most rows with a look at one bit.
  [[nodiscard]] bool may_have_changed(NodeNumber node) const {
    return node >= rows_ || (marks_[node / 64].load(std::memory_order_relaxed) >> node % 64 & 1u) != 0;
  }

  // As it was at the end of `turn`.
  [[nodiscard]] Change find(NodeNumber node, std::uint32_t turn) const {
    return may_have_changed(node) ? look_up(node, turn) : Change{};
  }

  // Of memory, whatever the turn.
  [[nodiscard]] std::size_t bytes() const { return bytes_.load(std::memory_order_relaxed); }

  // One writer at a time; turns never fall, and begin above those that anybody asks for.
  void append(NodeNumber node, Arc arc, std::uint32_t turn);
  // The whole row from now on.
  void replace(NodeNumber node, std::span<const Arc> arcs, std::uint32_t turn);

 private:
  // A row from one turn on. Of its arcs those of later turns stand behind those of earlier ones.
  struct Version {
    const Version* before;
    Arc* arcs;
    std::uint32_t* turns;  // of the arcs
    std::atomic<std::uint32_t> size;
    std::uint32_t capacity;
    std::uint32_t turn;
    bool replaces;
  };

  // The latest version of each row, in a tree of arrays of which only those that are wanted are made.
  static constexpr unsigned kLeafBits = 6;
  static constexpr unsigned kBranchBits = 12;
  static constexpr unsigned kRootBits = 10;
  static_assert(Arc::kMaxNodes <= std::uint64_t{1} << (kLeafBits + kBranchBits + kRootBits));
  using Leaf = std::array<std::atomic<Version*>, std::size_t{1} << kLeafBits>;
  using Branch = std::array<std::atomic<Leaf*>, std::size_t{1} << kBranchBits>;
  using Root = std::array<std::atomic<Branch*>, std::size_t{1} << kRootBits>;

  [[nodiscard]] Change look_up(NodeNumber node, std::uint32_t turn) const;
  std::atomic<Version*>& slot_of(NodeNumber node);
  Version* new_version(std::uint32_t capacity);
  // Memory that goes with this object.
  void* room(std::size_t bytes);
  template <class Part>
  Part& part_at(std::atomic<Part*>& place);

  std::size_t rows_;
  std::unique_ptr<std::atomic<std::uint64_t>[]> marks_;
  Root root_{};
  std::vector<std::unique_ptr<std::byte[]>> pieces_;
  std::atomic<std::size_t> bytes_;
  std::byte* next_ = nullptr;  // in the last piece
  std::size_t left_ = 0;       // there
};

}  // namespace headwater::detail

#endif  // HEADWATER_GRAPH_SRC_CHANGED_ROWS_H_
