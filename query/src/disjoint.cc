#include "disjoint.h"

#include <boost/graph/adjacency_list.hpp>
#include <boost/graph/edmonds_karp_max_flow.hpp>
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

}  // namespace

std::size_t disjoint_paths(std::size_t nodes, const std::vector<std::vector<std::size_t>>& paths) {
  // Node n is 2n on the way in and 2n+1 on the way out, with room for one path between.
  const std::size_t source = 2 * nodes;
  const std::size_t sink = source + 1;
  Graph graph{2 * nodes + 2};
  const auto capacity = boost::get(boost::edge_capacity, graph);
  const auto reverse = boost::get(boost::edge_reverse, graph);
  const auto add = [&](std::size_t from, std::size_t to) {
    const auto there = boost::add_edge(from, to, graph).first;
    const auto back = boost::add_edge(to, from, graph).first;
    capacity[there] = 1;
    capacity[back] = 0;
    reverse[there] = back;
    reverse[back] = there;
  };
  std::set<std::size_t> split;
  std::set<std::pair<std::size_t, std::size_t>> arcs;
  for (const std::vector<std::size_t>& path : paths) {
    if (path.empty()) continue;
    std::size_t at = source;
    for (const std::size_t node : path) {
      if (split.insert(node).second) add(2 * node, 2 * node + 1);
      if (arcs.insert({at, 2 * node}).second) add(at, 2 * node);
      at = 2 * node + 1;
    }
    if (arcs.insert({at, sink}).second) add(at, sink);
  }
  return static_cast<std::size_t>(boost::edmonds_karp_max_flow(graph, source, sink));
}

}  // namespace headwater::detail
