// The shape of the whole graph: what rests on itself, and what many things hang on. Over Store::topology(), by
// Boost.Graph, without a copy of the graph.
//
//   const headwater::Topology graph = *store.topology();
//   for (const auto& loop : headwater::loops(graph, {headwater::Relation::kCites})) ...
//
// Any thread; a Chokepoints belongs to one at a time. Nothing here reads a disk.
#ifndef HEADWATER_QUERY_STRUCTURE_H_
#define HEADWATER_QUERY_STRUCTURE_H_

#include <cstddef>
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

// How many chains of a node share nothing.
//
//   headwater::DisjointChains chains;
//   chains.find(graph, claim);
//   std::cout << chains.paths().size() << " sources that share nothing\n";
class DisjointChains {
 public:
  // The most chains from `from` (a number below nodes()) along `relations` to where no such edge leads on, no two of
  // which have a node in common but `from`; and as many nodes, one on every chain there is, so that there are no more
  // (Menger 1927). By maximum flow with every node split in two (Edmonds and Karp 1972). A node from which no such edge
  // leads has none. Takes time in what `from` rests on, times the number of chains.
  void find(const Topology& graph, NodeNumber from, Relations relations = Relations::all());

  // Of the last find(): each from next to `from` to its end.
  [[nodiscard]] const std::vector<std::vector<NodeNumber>>& paths() const { return paths_; }
  // Nodes whose withdrawal leaves no chain: as few as can be. In order.
  [[nodiscard]] const std::vector<NodeNumber>& cut() const { return cut_; }

 private:
  Walk walk_;
  std::vector<std::uint32_t> place_;
  std::vector<std::vector<NodeNumber>> paths_;
  std::vector<NodeNumber> cut_;
};

// What falls without a node.
//
//   headwater::Withdrawal withdrawal;
//   for (const headwater::NodeNumber node : withdrawal.find(graph, report)) std::cout << to_string(graph.id_of(node));
class Withdrawal {
 public:
  // The nodes that rest on `withdrawn` (a number below nodes()) along `relations` and from which, without it, no chain
  // leads to an end any more, nearer ones before farther ones; `withdrawn` left out. Nothing is written. Support is
  // well-founded, from the ends up (least fixed point): a loop cannot hold itself up, and what had no support before
  // cannot fall. Takes time in what relies on the node and in the edges from there.
  const std::vector<NodeNumber>& find(const Topology& graph, NodeNumber withdrawn,
                                      Relations relations = Relations::all());

  // Of the last find(): how many nodes rest on it and stand all the same, on other chains.
  [[nodiscard]] std::size_t standing() const { return standing_; }

 private:
  // Whether some chain leads from a node that does not rely on what is withdrawn to an end.
  bool is_supported(const Topology& graph, NodeNumber node, Relations relations);

  enum class Mark : std::uint8_t { kUnknown, kRelies, kStands, kSupported, kUnsupported };

  Walk walk_;
  std::vector<Mark> mark_;           // all kUnknown between two questions
  std::vector<NodeNumber> touched_;  // whose mark is another
  std::vector<NodeNumber> queue_;
  std::vector<NodeNumber> found_;
  std::size_t standing_ = 0;
};

}  // namespace headwater

#endif  // HEADWATER_QUERY_STRUCTURE_H_
