#include "kept_topology.h"

#include <algorithm>
#include <limits>
#include <string_view>
#include <utility>

#include "headwater/graph/store.h"
#include "headwater/schema/id.h"
#include "topology_file.h"

namespace headwater::detail {
namespace {

// Walks at rest: as many as may well be wanted at once. Each holds four bytes a node.
constexpr std::size_t kResting = 8;

// Numbers by id, in the order in which they are first asked for: open addressing, at most half full.
class NumberTable {
 public:
  // `ids` are those of all numbers given so far.
  NodeNumber find_or_add(const PackedId& id, std::vector<PackedId>& ids) {
    if (2 * (ids.size() + 1) > slots_.size()) grow(ids);
    for (std::size_t at = hash_of(id) & (slots_.size() - 1);; at = (at + 1) & (slots_.size() - 1)) {
      if (slots_[at] == 0) {
        ids.push_back(id);
        slots_[at] = static_cast<std::uint32_t>(ids.size());
        return slots_[at] - 1;
      }
      if (ids[slots_[at] - 1] == id) return slots_[at] - 1;
    }
  }

 private:
  void grow(const std::vector<PackedId>& ids) {
    slots_.assign(std::max<std::size_t>(1024, 2 * slots_.size()), 0);
    for (std::size_t n = 0; n < ids.size(); ++n) {
      std::size_t at = hash_of(ids[n]) & (slots_.size() - 1);
      while (slots_[at] != 0) at = (at + 1) & (slots_.size() - 1);
      slots_[at] = static_cast<std::uint32_t>(n + 1);
    }
  }

  std::vector<std::uint32_t> slots_;  // number + 1, 0 for none
};

// What the arrays will take at most, told by what the store counts.
std::uint64_t bytes_of(const codec::StateValue& state) {
  const std::uint64_t nodes = state.documents_held + state.documents_referenced + state.claims + state.agents;
  return 8 * state.edges + (8 + sizeof(PackedId)) * nodes + 4 * slots_for(nodes);
}

// Tells a state of a database from any other of it, and from those of other databases.
Result<std::string> stamp_of(const Kv& kv, const codec::StateValue& state) {
  const Result<std::string> identity = kv.identity();
  if (!identity.has_value()) return identity.error();
  return sha256_hex(*identity + '\n' + codec::encode(state));
}

}  // namespace

Result<std::shared_ptr<const TopologyArrays>> arrays_of(const KvView& view) {
  std::vector<PackedId> ids;
  std::vector<NumberedEdge> edges;
  NumberTable numbers;
  const auto number = [&](const NodeId& id) { return numbers.find_or_add(pack(id), ids); };
  const KvRange range = prefix_range(codec::tag_prefix(codec::Tag::kEdges));
  const Result<void> scanned =
      view.scan(range, Store::kNoLimit, [&](std::string_view key, std::string_view value) -> Result<bool> {
        const Result<DocumentId> writer = codec::decode_document_key(key);
        if (!writer.has_value()) return writer.error();
        const Result<codec::StatedEdges> stated = codec::StatedEdges::open(*writer, value);
        if (!stated.has_value()) return stated.error();
        const Result<std::uint32_t> count = stated->size();
        if (!count.has_value()) return count.error();
        if (ids.size() + 2 * std::size_t{*count} > Arc::kMaxNodes ||
            edges.size() + *count > std::numeric_limits<std::uint32_t>::max()) {
          return Error{ErrorCode::kTooLarge, "topology: wanted at most 2^28 nodes and 2^32 - 1 edges"};
        }
        const Result<void> read = stated->ends([&](const EdgeEnds& ends) {
          const NodeNumber from = number(ends.from);
          edges.push_back({from, {number(ends.to), ends.relation}});
        });
        if (!read.has_value()) return read.error();
        return true;
      });
  if (!scanned.has_value()) return scanned.error();
  numbers = {};
  number_by_nearness(ids, edges);
  return build_arrays(std::move(ids), edges);
}

KeptTopology::KeptTopology(std::string store_path, std::size_t max_bytes)
    : store_path_{std::move(store_path)}, max_bytes_{max_bytes} {}

std::shared_ptr<LiveTopology> KeptTopology::live() const {
  const std::lock_guard<std::mutex> lock{mutex_};
  return live_;
}

void KeptTopology::keep(std::shared_ptr<LiveTopology> live) {
  const std::lock_guard<std::mutex> lock{mutex_};
  live_.swap(live);
}

std::optional<Topology> KeptTopology::snapshot() const {
  const std::shared_ptr<LiveTopology> kept = live();
  return kept == nullptr ? std::nullopt : std::optional<Topology>{kept->snapshot()};
}

Result<void> KeptTopology::load(const Kv& kv, const codec::StateValue& state) {
  if (live() != nullptr) return {};
  has_failed_ = true;
  if (is_too_large_ || bytes_of(state) > max_bytes_) {
    is_too_large_ = true;
    return Error{ErrorCode::kTooLarge,
                 "topology of '" + store_path_ + "': wanted at most " + std::to_string(max_bytes_) + " bytes of it"};
  }
  const Result<std::string> stamp = stamp_of(kv, state);
  if (!stamp.has_value()) return stamp.error();
  // A damaged file is as good as none; check() tells of it.
  Result<std::shared_ptr<const TopologyArrays>> arrays = std::shared_ptr<const TopologyArrays>{};
  if (!store_path_.empty()) arrays = map_topology(topology_path(store_path_), *stamp);
  is_saved_ = arrays.has_value() && *arrays != nullptr && (*arrays)->edges() == state.edges;
  arrays = is_saved_ ? Result{copy_of(**arrays)} : arrays_of(*kv.snapshot());
  if (!arrays.has_value()) return arrays.error();
  saved_version_ = state.version;
  keep(std::make_shared<LiveTopology>(std::move(*arrays), state.version));
  has_failed_ = false;
  return {};
}

void KeptTopology::apply(const EdgeChanges& changes, const codec::StateValue& state) {
  const std::shared_ptr<LiveTopology> kept = live();
  if (kept == nullptr) return;
  const bool fits = kept->apply(changes, state.version);
  is_too_large_ = fits && kept->snapshot().bytes() > max_bytes_;
  has_failed_ = is_too_large_;
  if (!fits || is_too_large_) keep(nullptr);
}

Result<void> KeptTopology::save(const Kv& kv, const codec::StateValue& state) {
  const std::shared_ptr<LiveTopology> kept = live();
  if (kept == nullptr || (is_saved_ && saved_version_ == state.version)) return {};
  const Result<std::string> stamp = stamp_of(kv, state);
  if (!stamp.has_value()) return stamp.error();
  Result<void> written = write_topology(topology_path(store_path_), *kept->settle(), *stamp);
  is_saved_ = written.has_value();
  saved_version_ = state.version;
  return written;
}

KeptTopology::Borrowed::Borrowed(KeptTopology& from) : from_{from} {
  {
    const std::lock_guard<std::mutex> lock{from.mutex_};
    if (!from.resting_.empty()) {
      walk_ = std::move(from.resting_.back());
      from.resting_.pop_back();
    }
  }
  if (walk_ == nullptr) walk_ = std::make_unique<Walk>();
}

KeptTopology::Borrowed::~Borrowed() {
  const std::lock_guard<std::mutex> lock{from_.mutex_};
  if (from_.resting_.size() < kResting) from_.resting_.push_back(std::move(walk_));
}

}  // namespace headwater::detail
