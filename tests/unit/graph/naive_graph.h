// The edges of a graph as a list, and walks over it that look at every edge: what the topology should answer.
#ifndef HEADWATER_TESTS_UNIT_GRAPH_NAIVE_GRAPH_H_
#define HEADWATER_TESTS_UNIT_GRAPH_NAIVE_GRAPH_H_

#include <algorithm>
#include <map>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include "headwater/graph/topology.h"
#include "headwater/schema/stated_edges.h"

namespace headwater::test {

using End = std::pair<Relation, NodeId>;

struct NaiveGraph {
  std::vector<EdgeEnds> edges;

  [[nodiscard]] std::multiset<End> arcs(const NodeId& id, Direction direction) const {
    std::multiset<End> out;
    for (const EdgeEnds& edge : edges) {
      if (direction == Direction::kUpstream && edge.from == id) out.insert({edge.relation, edge.to});
      if (direction == Direction::kDownstream && edge.to == id) out.insert({edge.relation, edge.from});
    }
    return out;
  }

  // All that is reached, and whether an edge leads on from it.
  [[nodiscard]] std::map<NodeId, bool> reach(const NodeId& from, Direction direction, Relations relations) const {
    std::map<NodeId, bool> out{{from, false}};
    for (bool grows = true; grows;) {
      grows = false;
      for (const EdgeEnds& edge : edges) {
        const bool is_up = direction == Direction::kUpstream;
        const auto here = out.find(is_up ? edge.from : edge.to);
        if (here == out.end() || !relations.contains(edge.relation)) continue;
        here->second = true;
        grows = out.emplace(is_up ? edge.to : edge.from, false).second || grows;
      }
    }
    return out;
  }
};

inline std::multiset<End> arcs_of(const Topology& graph, const NodeId& id, Direction direction) {
  std::multiset<End> out;
  const std::optional<NodeNumber> node = graph.number_of(id);
  if (!node) return out;
  const Arcs arcs = graph.arcs(*node, direction);
  for (const std::span<const Arc> some : {arcs.settled, arcs.added}) {
    for (const Arc arc : some) out.insert({arc.relation(), graph.id_of(arc.to())});
  }
  return out;
}

inline std::map<NodeId, bool> reach_of(const Topology& graph, Walk& walk, const NodeId& from, Direction direction,
                                       Relations relations) {
  std::map<NodeId, bool> out;
  const std::optional<NodeNumber> node = graph.number_of(from);
  if (!node) return {{from, false}};
  walk.reach(graph, *node, direction, relations);
  for (const NodeNumber found : walk.reached()) out.emplace(graph.id_of(found), true);
  for (const NodeNumber end : walk.ends()) out.at(graph.id_of(end)) = false;
  return walk.reached().size() == out.size() ? out : std::map<NodeId, bool>{};  // a node found twice is a fault
}

// The first thing in which the two differ; "" for none.
inline std::string difference(const Topology& graph, const NaiveGraph& wanted, const std::vector<NodeId>& nodes,
                              Walk& walk) {
  if (graph.edges() != wanted.edges.size()) return "number of edges";
  for (NodeNumber n = 0; n < graph.nodes(); ++n) {
    if (graph.number_of(graph.id_of(n)) != n) return "the number of a number's id";
  }
  for (const NodeId& node : nodes) {
    for (const Direction direction : {Direction::kUpstream, Direction::kDownstream}) {
      const std::string where = to_string(node) + (direction == Direction::kUpstream ? ", upstream" : ", downstream");
      if (arcs_of(graph, node, direction) != wanted.arcs(node, direction)) return "arcs of " + where;
      for (const Relations relations : {Relations::all(), Relations{Relation::kRepeats, Relation::kCites}}) {
        if (reach_of(graph, walk, node, direction, relations) != wanted.reach(node, direction, relations)) {
          return "reach of " + where;
        }
      }
    }
  }
  return {};
}

}  // namespace headwater::test

#endif  // HEADWATER_TESTS_UNIT_GRAPH_NAIVE_GRAPH_H_
