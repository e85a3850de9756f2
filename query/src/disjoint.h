// How many chains share nothing: vertex-disjoint paths by maximum flow (Menger's theorem).
#ifndef HEADWATER_QUERY_DISJOINT_H_
#define HEADWATER_QUERY_DISJOINT_H_

#include <cstddef>
#include <vector>

namespace headwater::detail {

// Each path is a list of node numbers below `nodes`, from next to the start to its end; the start itself is in none.
// Returns the most paths from the start to any end that have no node in common, over all arcs of all paths. Boost.Graph's
// Edmonds-Karp on the graph with every node split in two; O(nodes * arcs * answer).
std::size_t disjoint_paths(std::size_t nodes, const std::vector<std::vector<std::size_t>>& paths);

}  // namespace headwater::detail

#endif  // HEADWATER_QUERY_DISJOINT_H_
