// How many chains share nothing, and what shows that there are no more: vertex-disjoint paths and the cut of the same
// size (Menger's theorem).
#ifndef HEADWATER_QUERY_DISJOINT_H_
#define HEADWATER_QUERY_DISJOINT_H_

#include <cstddef>
#include <vector>

#include "headwater/query/trace.h"
#include "headwater/schema/id.h"

namespace headwater::detail {

struct Disjoint {
  std::vector<std::vector<std::size_t>> paths;  // as many as can be, no node in two of them
  std::vector<std::size_t> cut;                 // as many nodes, one on every path there is
};

// Each path is a list of node numbers below `nodes`, from next to the start to its end; the start itself is in none.
// Finds the most paths from the start to any end that have no node in common, over all arcs of all paths. Boost.Graph's
// Edmonds-Karp on the graph with every node split in two; O(nodes * arcs * answer).
Disjoint disjoint(std::size_t nodes, const std::vector<std::vector<std::size_t>>& paths);
std::size_t disjoint_paths(std::size_t nodes, const std::vector<std::vector<std::size_t>>& paths);

// The same over nodes by id.
struct DisjointNodes {
  std::vector<std::vector<NodeId>> paths;
  std::vector<NodeId> cut;
};
DisjointNodes disjoint(const std::vector<std::vector<NodeId>>& paths);

// What each chain that leads to a source passes: one that comes back to itself supports nothing.
std::vector<std::vector<NodeId>> supports_of(const std::vector<Chain>& chains);

}  // namespace headwater::detail

#endif  // HEADWATER_QUERY_DISJOINT_H_
