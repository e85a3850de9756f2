// What one node rests on as a network of unit room, under the concepts of Boost.Graph: VertexListGraph, EdgeListGraph
// and IncidenceGraph.
#ifndef HEADWATER_QUERY_SRC_FLOW_GRAPH_H_
#define HEADWATER_QUERY_SRC_FLOW_GRAPH_H_

#include <boost/graph/graph_traits.hpp>
#include <boost/iterator/counting_iterator.hpp>
#include <cstddef>
#include <cstdint>
#include <span>
#include <utility>
#include <vector>

#include "headwater/graph/topology.h"

namespace headwater::detail {

// Every node reached is two vertices, 2n on the way in and 2n + 1 on the way out, with an edge of room 1 between; arcs
// have all the room there is, so that a least cut is one of nodes. Behind all ends stands the sink. The source is the
// way out of the node the walk began at. Each edge stands beside the vertex it leads from, and has its reverse.
class FlowGraph {
 public:
  using vertex_descriptor = std::uint32_t;
  using edge_descriptor = std::uint32_t;
  using directed_category = boost::directed_tag;
  using edge_parallel_category = boost::allow_parallel_edge_tag;
  using vertices_size_type = std::size_t;
  using edges_size_type = std::size_t;
  using degree_size_type = std::size_t;
  using vertex_iterator = boost::counting_iterator<std::uint32_t>;
  using edge_iterator = boost::counting_iterator<std::uint32_t>;
  using out_edge_iterator = boost::counting_iterator<std::uint32_t>;
  struct traversal_category : boost::incidence_graph_tag, boost::vertex_list_graph_tag, boost::edge_list_graph_tag {};
  static vertex_descriptor null_vertex() { return static_cast<vertex_descriptor>(-1); }

  static constexpr std::int32_t kPlenty = 1 << 28;

  // `reached` is of a walk upstream from its first; `place` has for each of them its place in it.
  FlowGraph(const Topology& topology, Relations relations, std::span<const NodeNumber> reached,
            const std::vector<std::uint32_t>& place) {
    const auto nodes = static_cast<std::uint32_t>(reached.size());
    sink_ = 2 * nodes;
    first_.assign(sink_ + 2, 0);
    const auto each_edge = [&](auto visit) {
      for (std::uint32_t n = 0; n < nodes; ++n) {
        if (n > 0) visit(2 * n, 2 * n + 1, 1);
        bool is_end = true;
        const Arcs arcs = topology.arcs(reached[n], Direction::kUpstream);
        for (const std::span<const Arc> some : {arcs.settled, arcs.added}) {
          for (const Arc arc : some) {
            if (!relations.contains(arc.relation())) continue;
            is_end = false;
            // No way leads back to where it began.
            if (const std::uint32_t to = place[arc.to()]; to != n && to != 0) visit(2 * n + 1, 2 * to, kPlenty);
          }
        }
        if (is_end) visit(2 * n + 1, sink_, kPlenty);
      }
    };
    each_edge([&](std::uint32_t from, std::uint32_t to, std::int32_t) {
      ++first_[from + 1];
      ++first_[to + 1];
    });
    for (std::size_t v = 1; v < first_.size(); ++v) first_[v] += first_[v - 1];
    const std::size_t edges = first_.back();
    from_.resize(edges);
    to_.resize(edges);
    reverse_.resize(edges);
    capacity_.resize(edges);
    residual_.resize(edges);
    std::vector<std::uint32_t> next(first_.begin(), first_.end() - 1);
    each_edge([&](std::uint32_t from, std::uint32_t to, std::int32_t room) {
      const std::uint32_t there = next[from]++, back = next[to]++;
      from_[there] = to_[back] = from;
      to_[there] = from_[back] = to;
      reverse_[there] = back;
      reverse_[back] = there;
      capacity_[there] = room;
      capacity_[back] = 0;
    });
  }

  [[nodiscard]] std::uint32_t source() const { return 1; }
  [[nodiscard]] std::uint32_t sink() const { return sink_; }
  [[nodiscard]] std::size_t vertices() const { return first_.size() - 1; }
  [[nodiscard]] std::size_t edges() const { return to_.size(); }
  [[nodiscard]] std::uint32_t from(std::uint32_t edge) const { return from_[edge]; }
  [[nodiscard]] std::uint32_t to(std::uint32_t edge) const { return to_[edge]; }
  [[nodiscard]] std::pair<std::uint32_t, std::uint32_t> out(std::uint32_t vertex) const {
    return {first_[vertex], first_[vertex + 1]};
  }

  // By edge.
  std::vector<std::uint32_t>& reverse() { return reverse_; }
  std::vector<std::int32_t>& capacity() { return capacity_; }
  std::vector<std::int32_t>& residual() { return residual_; }

 private:
  std::uint32_t sink_ = 0;
  std::vector<std::uint32_t> first_, from_, to_, reverse_;
  std::vector<std::int32_t> capacity_, residual_;
};

inline std::pair<FlowGraph::vertex_iterator, FlowGraph::vertex_iterator> vertices(const FlowGraph& g) {
  return {FlowGraph::vertex_iterator{0}, FlowGraph::vertex_iterator{static_cast<std::uint32_t>(g.vertices())}};
}
inline std::size_t num_vertices(const FlowGraph& g) { return g.vertices(); }
inline std::pair<FlowGraph::edge_iterator, FlowGraph::edge_iterator> edges(const FlowGraph& g) {
  return {FlowGraph::edge_iterator{0}, FlowGraph::edge_iterator{static_cast<std::uint32_t>(g.edges())}};
}
inline std::size_t num_edges(const FlowGraph& g) { return g.edges(); }
inline std::pair<FlowGraph::out_edge_iterator, FlowGraph::out_edge_iterator> out_edges(std::uint32_t v,
                                                                                       const FlowGraph& g) {
  const auto [first, end] = g.out(v);
  return {FlowGraph::out_edge_iterator{first}, FlowGraph::out_edge_iterator{end}};
}
inline std::size_t out_degree(std::uint32_t v, const FlowGraph& g) {
  const auto [first, end] = g.out(v);
  return end - first;
}
inline std::uint32_t source(std::uint32_t e, const FlowGraph& g) { return g.from(e); }
inline std::uint32_t target(std::uint32_t e, const FlowGraph& g) { return g.to(e); }

}  // namespace headwater::detail

#endif  // HEADWATER_QUERY_SRC_FLOW_GRAPH_H_
