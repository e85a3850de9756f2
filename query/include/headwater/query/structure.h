// The shape of the whole graph: what rests on itself, and what many things hang on. Over Store::topology(), by
// Boost.Graph, without a copy of the graph.
//
//   const headwater::Topology graph = *store.topology();
//   for (const auto& loop : headwater::loops(graph, {headwater::Relation::kCites})) ...
//
// Any thread; a Chokepoints belongs to one at a time. Nothing here reads a disk.
#ifndef HEADWATER_QUERY_STRUCTURE_H_
#define HEADWATER_QUERY_STRUCTURE_H_

#include <cstdint>
#include <vector>

#include "headwater/graph/topology.h"
#include "headwater/schema/id.h"

namespace headwater {

// Sets of nodes each of which rests, along `relations`, on every other of its set: strongly connected components of
// more than one node (Tarjan 1972). The largest first, of equally large ones the one with the first node; nodes in the
// order of ids. Linear in the graph; 20 bytes a node for as long as it takes.
std::vector<std::vector<NodeId>> loops(const Topology& graph, Relations relations);

// What every chain passes. Keeps 4 bytes a node of the graph between two questions.
class Chokepoints {
 public:
  // The nodes that lie on every chain from `from` (a number below nodes()) along `relations` to where no such edge
  // leads on, `from` left out, nearest first: its dominators, seen from all ends taken as one (Lengauer and Tarjan
  // 1979). Where no chain ends, for all lead into loops, there are none. Takes time in what `from` rests on, times its
  // logarithm.
  const std::vector<NodeNumber>& find(const Topology& graph, NodeNumber from, Relations relations = Relations::all());

 private:
  Walk walk_;
  std::vector<std::uint32_t> place_;  // of a node among those reached; says nothing of others
  std::vector<NodeNumber> found_;
};

}  // namespace headwater

#endif  // HEADWATER_QUERY_STRUCTURE_H_
