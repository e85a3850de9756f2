// The topology as documents change it: one writer, any number of readers.
#ifndef HEADWATER_GRAPH_SRC_TOPOLOGY_LIVE_H_
#define HEADWATER_GRAPH_SRC_TOPOLOGY_LIVE_H_

#include <cstdint>
#include <memory>
#include <mutex>
#include <span>
#include <vector>

#include "headwater/graph/topology.h"
#include "headwater/schema/stated_edges.h"
#include "topology_state.h"

namespace headwater::detail {

// What a write does to the edges. An edge that goes and comes has not changed.
struct EdgeChanges {
  std::vector<EdgeEnds> added;
  std::vector<EdgeEnds> removed;
};

class LiveTopology {
 public:
  LiveTopology(std::shared_ptr<const TopologyArrays> arrays, std::uint64_t version);

  // Any thread; waits for no more than the copying of a pointer.
  [[nodiscard]] Topology snapshot() const;

  // One writer at a time. False if this cannot be an image of the store any more (an edge to remove is not there, or
  // there are too many): it is as it was, and of no further use.
  [[nodiscard]] bool apply(const EdgeChanges& changes, std::uint64_t version);

  // Merges all changes into new arrays; nodes without edges lose their numbers. One writer at a time. Linear.
  std::shared_ptr<const TopologyArrays> settle();

 private:
  std::shared_ptr<const TopologyState> state() const;
  void publish(std::shared_ptr<const TopologyState> state);

  mutable std::mutex mutex_;
  std::shared_ptr<const TopologyState> state_;  // under `mutex_`
};

}  // namespace headwater::detail

#endif  // HEADWATER_GRAPH_SRC_TOPOLOGY_LIVE_H_
