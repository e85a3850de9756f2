#include "changed_rows.h"

#include <algorithm>
#include <new>

namespace headwater::detail {
namespace {

constexpr std::size_t kPieceBytes = std::size_t{64} << 10;
constexpr std::uint32_t kFirstArcs = 4;  // that a row has room for

}  // namespace

ChangedRows::ChangedRows(std::size_t settled_rows)
    : rows_{settled_rows},
      marks_{new std::atomic<std::uint64_t>[settled_rows / 64 + 1]()},
      bytes_{sizeof(ChangedRows) + settled_rows / 8} {}

void* ChangedRows::room(std::size_t bytes) {
  constexpr std::size_t kAlign = alignof(std::max_align_t);
  bytes = (bytes + kAlign - 1) / kAlign * kAlign;
  if (bytes > left_) {
    left_ = std::max(bytes, kPieceBytes);
    pieces_.push_back(std::make_unique_for_overwrite<std::byte[]>(left_));
    next_ = pieces_.back().get();
    bytes_.fetch_add(left_, std::memory_order_relaxed);
  }
  void* const out = next_;
  next_ += bytes;
  left_ -= bytes;
  return out;
}

template <class Part>
Part& ChangedRows::part_at(std::atomic<Part*>& place) {
  Part* part = place.load(std::memory_order_relaxed);
  if (part == nullptr) {
    part = new (room(sizeof(Part))) Part{};
    place.store(part, std::memory_order_release);
  }
  return *part;
}

std::atomic<ChangedRows::Version*>& ChangedRows::slot_of(NodeNumber node) {
  if (node < rows_) marks_[node / 64].fetch_or(std::uint64_t{1} << node % 64, std::memory_order_relaxed);
  Branch& branch = part_at(root_[node >> (kLeafBits + kBranchBits)]);
  Leaf& leaf = part_at(branch[node >> kLeafBits & (branch.size() - 1)]);
  return leaf[node & (leaf.size() - 1)];
}

ChangedRows::Change ChangedRows::look_up(NodeNumber node, std::uint32_t turn) const {
  const Branch* const branch = root_[node >> (kLeafBits + kBranchBits)].load(std::memory_order_acquire);
  if (branch == nullptr) return {};
  const Leaf* const leaf = (*branch)[node >> kLeafBits & (branch->size() - 1)].load(std::memory_order_acquire);
  if (leaf == nullptr) return {};
  const Version* version = (*leaf)[node & (leaf->size() - 1)].load(std::memory_order_acquire);
  while (version != nullptr && version->turn > turn) version = version->before;
  if (version == nullptr) return {};
  std::size_t size = version->size.load(std::memory_order_acquire);
  if (size > 0 && version->turns[size - 1] > turn) {
    size = static_cast<std::size_t>(std::upper_bound(version->turns, version->turns + size, turn) - version->turns);
  }
  return {{version->arcs, size}, version->replaces};
}

ChangedRows::Version* ChangedRows::new_version(std::uint32_t capacity) {
  auto* const out = new (room(sizeof(Version))) Version{};
  out->arcs = new (room(capacity * sizeof(Arc))) Arc[capacity];
  out->turns = new (room(capacity * sizeof(std::uint32_t))) std::uint32_t[capacity];
  out->capacity = capacity;
  return out;
}

void ChangedRows::append(NodeNumber node, Arc arc, std::uint32_t turn) {
  std::atomic<Version*>& slot = slot_of(node);
  Version* version = slot.load(std::memory_order_relaxed);
  std::uint32_t size = version == nullptr ? 0 : version->size.load(std::memory_order_relaxed);
  if (version == nullptr || size == version->capacity) {
    // A longer copy in its place; who reads the shorter one goes on doing so.
    Version* const longer = new_version(std::max(kFirstArcs, 2 * size));
    longer->before = version == nullptr ? nullptr : version->before;
    longer->turn = version == nullptr ? turn : version->turn;
    longer->replaces = version != nullptr && version->replaces;
    if (version != nullptr) {
      std::copy_n(version->arcs, size, longer->arcs);
      std::copy_n(version->turns, size, longer->turns);
    }
    longer->size.store(size, std::memory_order_relaxed);
    slot.store(longer, std::memory_order_release);
    version = longer;
  }
  version->arcs[size] = arc;
  version->turns[size] = turn;
  version->size.store(size + 1, std::memory_order_release);
}

void ChangedRows::replace(NodeNumber node, std::span<const Arc> arcs, std::uint32_t turn) {
  std::atomic<Version*>& slot = slot_of(node);
  const auto size = static_cast<std::uint32_t>(arcs.size());
  Version* const version = new_version(std::max(kFirstArcs, size));
  version->before = slot.load(std::memory_order_relaxed);
  version->turn = turn;
  version->replaces = true;
  std::copy(arcs.begin(), arcs.end(), version->arcs);
  std::fill_n(version->turns, size, turn);
  version->size.store(size, std::memory_order_relaxed);
  slot.store(version, std::memory_order_release);
}

}  // namespace headwater::detail
