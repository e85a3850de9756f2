#include "topology_arrays.h"

#include <algorithm>
#include <bit>
#include <cstring>
#include <string_view>
#include <tuple>
#include <utility>

#include "large_pages.h"

namespace headwater::detail {
namespace {

struct OwnArrays {
  std::array<LargeArray<std::uint32_t>, 2> offsets;
  std::array<LargeArray<Arc>, 2> arcs;
  LargeArray<PackedId> ids;
  LargeArray<std::uint32_t> slots;
};

constexpr std::uint64_t mix(std::uint64_t x) {
  x ^= x >> 32;
  x *= 0x9e3779b97f4a7c15u;
  return x ^ x >> 29;
}

// What very many share, such as a publisher, brings nothing near to each other.
constexpr std::size_t kHub = 64;

// A slot has the number + 1 in its low bits and, in the high ones, four bits of the hash that its place does not tell:
// of most ids that are not the one that is looked for it says so itself.
constexpr unsigned kTellingShift = 60;
constexpr std::uint32_t kSlotNumber = Arc::kMaxNodes - 1;

constexpr std::uint32_t telling_bits(std::uint64_t hash) {
  return static_cast<std::uint32_t>(hash >> kTellingShift) << Arc::kNumberBits;
}

// As two numbers that overlap, rather than byte by byte.
bool is_same(const PackedId& a, const PackedId& b) {
  const auto part = [](const PackedId& id, std::size_t at) {
    std::uint64_t out = 0;
    std::memcpy(&out, id.data() + at, sizeof out);
    return out;
  };
  constexpr std::size_t kSecond = std::tuple_size_v<PackedId> - sizeof(std::uint64_t);
  return part(a, 0) == part(b, 0) && part(a, kSecond) == part(b, kSecond);
}

LargeArray<std::uint32_t> index_of(const LargeArray<PackedId>& ids) {
  LargeArray<std::uint32_t> slots(slots_for(ids.size()), 0);
  for (std::size_t n = 0; n < ids.size(); ++n) {
    const std::uint64_t hash = hash_of(ids[n]);
    std::size_t slot = hash & (slots.size() - 1);
    while (slots[slot] != 0) slot = (slot + 1) & (slots.size() - 1);
    slots[slot] = static_cast<std::uint32_t>(n + 1) | telling_bits(hash);
  }
  return slots;
}

std::shared_ptr<const TopologyArrays> owned(std::shared_ptr<const OwnArrays> own) {
  auto out = std::make_shared<TopologyArrays>();
  for (std::size_t side = 0; side < 2; ++side) out->rows[side] = {own->offsets[side], own->arcs[side]};
  out->ids = own->ids;
  out->slots = own->slots;
  out->owner = std::move(own);
  return out;
}

}  // namespace

NodeId unpack(const PackedId& id) {
  const std::size_t size = id[0] == static_cast<std::uint8_t>(NodeKind::kClaim) ? ClaimId::kBytes : DocumentId::kBytes;
  return NodeId::decode({reinterpret_cast<const char*>(id.data()), size + 1}).value_or(NodeId{});
}

std::uint64_t hash_of(const PackedId& id) {
  std::uint64_t head = 0;
  std::uint32_t tail = 0;
  std::memcpy(&head, id.data() + 1, sizeof head);
  std::memcpy(&tail, id.data() + 9, sizeof tail);
  return mix(head + mix(tail + (std::uint64_t{id[0]} << 32)));
}

std::optional<NodeNumber> TopologyArrays::number_of(const PackedId& id) const {
  if (slots.empty()) return std::nullopt;
  const std::uint64_t hash = hash_of(id);
  const std::uint32_t telling = telling_bits(hash);
  std::size_t slot = hash & (slots.size() - 1);
  // A file may hold no free slot at all.
  for (std::size_t seen = 0; seen < slots.size() && slots[slot] != 0; ++seen) {
    if ((slots[slot] & ~kSlotNumber) == telling) {
      const NodeNumber number = (slots[slot] & kSlotNumber) - 1;
      if (is_same(ids[number], id)) return number;
    }
    slot = (slot + 1) & (slots.size() - 1);
  }
  return std::nullopt;
}

std::size_t TopologyArrays::bytes() const {
  return rows[0].offsets.size_bytes() + rows[1].offsets.size_bytes() + rows[0].arcs.size_bytes() +
         rows[1].arcs.size_bytes() + ids.size_bytes() + slots.size_bytes();
}

bool TopologyArrays::is_sound() const {
  for (const Rows& side : rows) {
    if (side.offsets.size() != ids.size() + 1 || side.offsets.front() != 0 || side.offsets.back() != side.arcs.size()) {
      return false;
    }
    // Without a way out of the loop, so that the compiler may look at many at once.
    bool rising = true;
    for (std::size_t n = 0; n < ids.size(); ++n) rising &= side.offsets[n] <= side.offsets[n + 1];
    NodeNumber highest = 0;
    for (const Arc arc : side.arcs) highest = std::max(highest, arc.to());
    if (!rising || (!side.arcs.empty() && highest >= ids.size())) return false;
  }
  if (slots.size() != slots_for(ids.size()) || rows[0].arcs.size() != rows[1].arcs.size()) return false;
  std::uint32_t highest = 0;
  bool all_numbered = true;
  for (const std::uint32_t slot : slots) {
    highest = std::max(highest, slot & kSlotNumber);
    all_numbered &= slot == 0 || (slot & kSlotNumber) != 0;
  }
  return all_numbered && highest <= ids.size();
}

std::size_t slots_for(std::size_t nodes) { return nodes == 0 ? 0 : std::bit_ceil(nodes + nodes / 4 + 1); }

std::shared_ptr<const TopologyArrays> build_arrays(std::vector<PackedId> ids, const std::vector<NumberedEdge>& edges) {
  auto own = std::make_shared<OwnArrays>();
  own->ids.assign(ids.begin(), ids.end());
  ids = {};
  own->slots = index_of(own->ids);
  for (std::size_t side = 0; side < 2; ++side) {
    LargeArray<std::uint32_t>& offsets = own->offsets[side];
    LargeArray<Arc>& arcs = own->arcs[side];
    offsets.assign(own->ids.size() + 1, 0);
    arcs.resize(edges.size());
    const auto row = [side](const NumberedEdge& edge) { return side == 0 ? edge.from : edge.arc.to(); };
    // Counted into the place after the next, so that filling the rows leaves each offset where its row begins.
    for (const NumberedEdge& edge : edges) {
      if (row(edge) + 2 < offsets.size()) ++offsets[row(edge) + 2];
    }
    for (std::size_t n = 2; n < offsets.size(); ++n) offsets[n] += offsets[n - 1];
    for (const NumberedEdge& edge : edges) {
      arcs[offsets[row(edge) + 1]++] = side == 0 ? edge.arc : Arc{edge.from, edge.arc.relation()};
    }
  }
  return owned(std::move(own));
}

std::shared_ptr<const TopologyArrays> copy_of(const TopologyArrays& arrays) {
  auto own = std::make_shared<OwnArrays>();
  for (std::size_t side = 0; side < 2; ++side) {
    own->offsets[side].assign(arrays.rows[side].offsets.begin(), arrays.rows[side].offsets.end());
    own->arcs[side].assign(arrays.rows[side].arcs.begin(), arrays.rows[side].arcs.end());
  }
  own->ids.assign(arrays.ids.begin(), arrays.ids.end());
  own->slots.assign(arrays.slots.begin(), arrays.slots.end());
  return owned(std::move(own));
}

void number_by_nearness(std::vector<PackedId>& ids, std::vector<NumberedEdge>& edges) {
  constexpr NodeNumber kNone = Arc::kMaxNodes;
  const std::shared_ptr<const TopologyArrays> before = build_arrays(ids, edges);
  std::vector<NodeNumber> number(ids.size(), kNone);
  std::vector<NodeNumber> order;
  order.reserve(ids.size());
  const auto take = [&](NodeNumber node) {
    if (number[node] != kNone) return;
    number[node] = static_cast<NodeNumber>(order.size());
    order.push_back(node);
  };
  for (NodeNumber start = 0; start < ids.size(); ++start) {
    std::size_t next = order.size();
    take(start);
    for (; next < order.size(); ++next) {
      for (const Rows& rows : before->rows) {
        const std::span<const Arc> row = rows.of(order[next]);
        if (row.size() > kHub) continue;
        for (const Arc arc : row) take(arc.to());
      }
    }
  }
  for (std::size_t n = 0; n < order.size(); ++n) ids[n] = before->ids[order[n]];
  for (NumberedEdge& edge : edges) edge = {number[edge.from], {number[edge.arc.to()], edge.arc.relation()}};
}

}  // namespace headwater::detail
