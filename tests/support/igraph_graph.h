// What one node of ours rests on as a graph of igraph's, cut out of bare arrays. For tests and benchmarks alone.
#ifndef HEADWATER_TESTS_SUPPORT_IGRAPH_GRAPH_H_
#define HEADWATER_TESTS_SUPPORT_IGRAPH_GRAPH_H_

#include <igraph/igraph.h>

#include <cstddef>
#include <cstdint>
#include <span>
#include <utility>
#include <vector>

#include "headwater/graph/topology.h"

namespace headwater::test {

class IgraphVector {
 public:
  explicit IgraphVector(std::size_t size = 0) { igraph_vector_int_init(&values_, static_cast<igraph_integer_t>(size)); }
  ~IgraphVector() { igraph_vector_int_destroy(&values_); }
  IgraphVector(const IgraphVector&) = delete;
  IgraphVector& operator=(const IgraphVector&) = delete;

  igraph_vector_int_t* get() { return &values_; }
  [[nodiscard]] std::size_t size() const { return static_cast<std::size_t>(igraph_vector_int_size(&values_)); }
  igraph_integer_t& operator[](std::size_t n) { return VECTOR(values_)[n]; }

 private:
  igraph_vector_int_t values_{};
};

class IgraphGraph {
 public:
  IgraphGraph(std::size_t nodes, const std::vector<std::pair<std::uint32_t, std::uint32_t>>& edges) {
    IgraphVector ends{2 * edges.size()};
    for (std::size_t n = 0; n < edges.size(); ++n) {
      ends[2 * n] = edges[n].first;
      ends[2 * n + 1] = edges[n].second;
    }
    igraph_create(&graph_, ends.get(), static_cast<igraph_integer_t>(nodes), IGRAPH_DIRECTED);
  }
  ~IgraphGraph() { igraph_destroy(&graph_); }
  IgraphGraph(const IgraphGraph&) = delete;
  IgraphGraph& operator=(const IgraphGraph&) = delete;

  igraph_t* get() { return &graph_; }

 private:
  igraph_t graph_{};
};

// What `from` rests on, upstream, with one more node behind all ends; `from` is node 0. Places of nodes are kept
// between two calls in `place`, which is as long as the graph has nodes.
struct Traced {
  std::vector<std::pair<std::uint32_t, std::uint32_t>> edges;
  std::uint32_t behind = 0;
};

inline Traced traced(const Topology& graph, Relations relations, std::span<const NodeNumber> reached,
                     std::vector<std::uint32_t>& place) {
  Traced out;
  out.behind = static_cast<std::uint32_t>(reached.size());
  for (std::uint32_t n = 0; n < reached.size(); ++n) place[reached[n]] = n;
  for (std::uint32_t n = 0; n < reached.size(); ++n) {
    bool is_end = true;
    const Arcs arcs = graph.arcs(reached[n], Direction::kUpstream);
    for (const std::span<const Arc> some : {arcs.settled, arcs.added}) {
      for (const Arc arc : some) {
        if (!relations.contains(arc.relation())) continue;
        is_end = false;
        out.edges.emplace_back(n, place[arc.to()]);
      }
    }
    if (is_end) out.edges.emplace_back(n, out.behind);
  }
  return out;
}

}  // namespace headwater::test

#endif  // HEADWATER_TESTS_SUPPORT_IGRAPH_GRAPH_H_
