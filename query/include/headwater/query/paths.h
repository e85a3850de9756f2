// Paths: the ways from one node upstream to another, the shortest first, each step with the words that show it.
//
//   headwater::Result<headwater::Paths> p = headwater::paths(store, claim, ministry, {});
//   for (const headwater::Path& path : p->paths) std::cout << path.size() << " steps\n";
//
// Follows every edge of the store but `disputes`, since what is denied is not rested on; unlike a trace it applies no
// ruling, so a path shows that two nodes are joined, and not that one vouches for the other. Read only; any number of
// threads; deterministic for a given store, among equally long paths too.
#ifndef HEADWATER_QUERY_PATHS_H_
#define HEADWATER_QUERY_PATHS_H_

#include <cstddef>
#include <vector>

#include "headwater/graph/store.h"
#include "headwater/query/trace.h"

namespace headwater {

struct PathOptions {
  std::size_t max_paths = 10;
  std::size_t max_length = 32;      // steps of one path
  std::size_t max_nodes = 20'000;   // that `from` rests on, looked at for one answer
  std::size_t max_tried = 200'000;  // beginnings of paths
  ViewOptions view = {};            // as_of and recorded_by; the others leave out chains, of which these are none
};

using Path = std::vector<TraceStep>;

struct Paths {
  NodeName from;  // of a claim, its text
  NodeName to;
  std::vector<Path> paths;  // no node twice in one; between two nodes the surest edge
  bool truncated = false;   // there may be more, or where there is none, one
};

// kNotFound if one of the nodes is not there, or by then was not, kInvalidArgument if they are one. One lookup for each
// node that `from` rests on within the bounds, then time in the beginnings tried: the distance to `to` is known for
// each (breadth first), so that none is tried that does not lead there, but in the choice of simple paths (best first,
// as A* of Hart, Nilsson and Raphael 1968).
Result<Paths> paths(const Store& store, const NodeId& from, const NodeId& to, const PathOptions& options);

}  // namespace headwater

#endif  // HEADWATER_QUERY_PATHS_H_
