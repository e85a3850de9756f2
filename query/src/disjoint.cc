#include "disjoint.h"

#include <boost/graph/adjacency_list.hpp>
#include <boost/graph/edmonds_karp_max_flow.hpp>
#include <map>
#include <set>
#include <utility>

namespace headwater::detail {
namespace {

using Traits = boost::adjacency_list_traits<boost::vecS, boost::vecS, boost::directedS>;
using Graph = boost::adjacency_list<
    boost::vecS, boost::vecS, boost::directedS, boost::no_property,
    boost::property<boost::edge_capacity_t, long,
                    boost::property<boost::edge_residual_capacity_t, long,
                                    boost::property<boost::edge_reverse_t, Traits::edge_descriptor>>>>;

// Node n is 2n on the way in and 2n+1 on the way out, with room for one path between.
class Network {
 public:
  Network(std::size_t nodes, const std::vector<std::vector<std::size_t>>& paths)
      : source_{2 * nodes}, sink_{source_ + 1}, graph_{2 * nodes + 2} {
    std::set<std::size_t> split;
    std::set<std::pair<std::size_t, std::size_t>> arcs;
    for (const std::vector<std::size_t>& path : paths) {
      if (path.empty()) continue;
      std::size_t at = source_;
      for (const std::size_t node : path) {
        if (split.insert(node).second) add(2 * node, 2 * node + 1, 1);
        // Only nodes are scarce, so that the cut is one of nodes.
        if (arcs.insert({at, 2 * node}).second) add(at, 2 * node, kPlenty);
        at = 2 * node + 1;
      }
      if (arcs.insert({at, sink_}).second) add(at, sink_, kPlenty);
    }
    boost::edmonds_karp_max_flow(graph_, source_, sink_);
  }

  // Along arcs that carry flow, each used up as it is walked.
  std::vector<std::vector<std::size_t>> paths() {
    std::vector<std::vector<std::size_t>> out;
    const auto capacity = boost::get(boost::edge_capacity, graph_);
    const auto residual = boost::get(boost::edge_residual_capacity, graph_);
    while (true) {
      std::vector<std::size_t> path;
      std::size_t at = source_;
      while (at != sink_) {
        bool moved = false;
        for (auto [arc, end] = boost::out_edges(at, graph_); arc != end; ++arc) {
          if (capacity[*arc] - residual[*arc] <= 0) continue;
          residual[*arc] += 1;
          at = boost::target(*arc, graph_);
          if (at != sink_ && at % 2 == 0) path.push_back(at / 2);
          moved = true;
          break;
        }
        if (!moved) return out;
      }
      out.push_back(std::move(path));
    }
  }

  // Nodes that can be reached on the way in, but not left, while there is room.
  std::vector<std::size_t> cut() const {
    const auto residual = boost::get(boost::edge_residual_capacity, graph_);
    std::vector<bool> reached(boost::num_vertices(graph_), false);
    std::vector<std::size_t> todo{source_};
    reached[source_] = true;
    while (!todo.empty()) {
      const std::size_t at = todo.back();
      todo.pop_back();
      for (auto [arc, end] = boost::out_edges(at, graph_); arc != end; ++arc) {
        const std::size_t to = boost::target(*arc, graph_);
        if (residual[*arc] <= 0 || reached[to]) continue;
        reached[to] = true;
        todo.push_back(to);
      }
    }
    std::vector<std::size_t> out;
    for (std::size_t node = 0; 2 * node < source_; ++node) {
      if (reached[2 * node] && !reached[2 * node + 1]) out.push_back(node);
    }
    return out;
  }

 private:
  static constexpr long kPlenty = 1L << 40;

  void add(std::size_t from, std::size_t to, long room) {
    const auto capacity = boost::get(boost::edge_capacity, graph_);
    const auto reverse = boost::get(boost::edge_reverse, graph_);
    const auto there = boost::add_edge(from, to, graph_).first;
    const auto back = boost::add_edge(to, from, graph_).first;
    capacity[there] = room;
    capacity[back] = 0;
    reverse[there] = back;
    reverse[back] = there;
  }

  std::size_t source_;
  std::size_t sink_;
  Graph graph_;
};

}  // namespace

Disjoint disjoint(std::size_t nodes, const std::vector<std::vector<std::size_t>>& paths) {
  Network network{nodes, paths};
  Disjoint out;
  out.cut = network.cut();  // before the flow is walked away
  out.paths = network.paths();
  return out;
}

std::size_t disjoint_paths(std::size_t nodes, const std::vector<std::vector<std::size_t>>& paths) {
  return disjoint(nodes, paths).paths.size();
}

DisjointNodes disjoint(const std::vector<std::vector<NodeId>>& paths) {
  std::map<NodeId, std::size_t> number;
  std::vector<NodeId> node;
  std::vector<std::vector<std::size_t>> numbered;
  for (const std::vector<NodeId>& path : paths) {
    std::vector<std::size_t> out;
    for (const NodeId& id : path) {
      const auto [it, fresh] = number.emplace(id, node.size());
      if (fresh) node.push_back(id);
      out.push_back(it->second);
    }
    numbered.push_back(std::move(out));
  }
  const Disjoint found = disjoint(node.size(), numbered);
  DisjointNodes out;
  for (const std::vector<std::size_t>& path : found.paths) {
    std::vector<NodeId> ids;
    for (const std::size_t n : path) ids.push_back(node[n]);
    out.paths.push_back(std::move(ids));
  }
  for (const std::size_t n : found.cut) out.cut.push_back(node[n]);
  return out;
}

std::vector<std::vector<NodeId>> supports_of(const std::vector<Chain>& chains) {
  std::vector<std::vector<NodeId>> out;
  for (const Chain& chain : chains) {
    if (chain.end.end != EndClass::kCircular) out.push_back(chain.through);
  }
  return out;
}

}  // namespace headwater::detail
