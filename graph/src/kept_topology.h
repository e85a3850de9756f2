// The topology a store keeps: loaded when first wanted, changed with every put, left in a file for the next opening.
#ifndef HEADWATER_GRAPH_SRC_KEPT_TOPOLOGY_H_
#define HEADWATER_GRAPH_SRC_KEPT_TOPOLOGY_H_

#include <cstddef>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <vector>

#include "headwater/graph/topology.h"
#include "headwater/schema/codec.h"
#include "headwater/schema/result.h"
#include "kv.h"
#include "topology_live.h"

namespace headwater::detail {

// The arrays, built from the keys of all edges of `view`. kTooLarge if they are more than there can be.
Result<std::shared_ptr<const TopologyArrays>> arrays_of(const KvView& view);

class KeptTopology {
 public:
  // `max_bytes`: beyond it nothing is kept.
  KeptTopology(std::string store_path, std::size_t max_bytes);
  [[nodiscard]] std::size_t max_bytes() const { return max_bytes_; }

  // Nothing while it is not loaded. Any thread.
  [[nodiscard]] std::optional<Topology> snapshot() const;

  // The rest is the writer's: one at a time, with `state` as it stands in `kv`.

  // Maps the file, or else reads the keys of all edges; nothing to do once it is loaded. kTooLarge over the bound.
  Result<void> load(const Kv& kv, const codec::StateValue& state);
  // Whether load() has failed: to be asked before it is tried for convenience alone.
  [[nodiscard]] bool has_failed() const { return has_failed_; }
  // What has been written, `state` with it. Should it not fit what is kept, nothing is kept until the next load().
  void apply(const EdgeChanges& changes, const codec::StateValue& state);
  // Writes the file unless it is of this state already. Nothing to do if nothing is kept.
  Result<void> save(const Kv& kv, const codec::StateValue& state);

  // A walk to borrow; one that is given back keeps its memory for the next.
  class Borrowed {
   public:
    explicit Borrowed(KeptTopology& from);
    ~Borrowed();
    Borrowed(const Borrowed&) = delete;
    Borrowed& operator=(const Borrowed&) = delete;
    Walk* operator->() { return walk_.get(); }

   private:
    KeptTopology& from_;
    std::unique_ptr<Walk> walk_;
  };

 private:
  void keep(std::shared_ptr<LiveTopology> live);
  [[nodiscard]] std::shared_ptr<LiveTopology> live() const;

  const std::string store_path_;
  const std::size_t max_bytes_;
  bool is_too_large_ = false;
  bool has_failed_ = false;
  std::uint64_t saved_version_ = 0;  // of the file that was read or written; under the writer's lock
  bool is_saved_ = false;
  mutable std::mutex mutex_;
  std::shared_ptr<LiveTopology> live_;          // under `mutex_`
  std::vector<std::unique_ptr<Walk>> resting_;  // likewise
};

}  // namespace headwater::detail

#endif  // HEADWATER_GRAPH_SRC_KEPT_TOPOLOGY_H_
