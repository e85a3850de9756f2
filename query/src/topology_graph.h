// The topology under the concepts of Boost.Graph: VertexListGraph and IncidenceGraph. Functions are found by
// argument-dependent lookup, as the library wants it.
#ifndef HEADWATER_QUERY_SRC_TOPOLOGY_GRAPH_H_
#define HEADWATER_QUERY_SRC_TOPOLOGY_GRAPH_H_

#include <boost/graph/graph_traits.hpp>
#include <boost/graph/properties.hpp>
#include <boost/iterator/counting_iterator.hpp>
#include <boost/iterator/iterator_facade.hpp>
#include <boost/property_map/property_map.hpp>
#include <cstddef>
#include <cstdint>
#include <iterator>
#include <utility>

#include "headwater/graph/topology.h"

namespace headwater::detail {

struct GraphEdge {
  std::uint32_t from = 0;
  std::uint32_t to = 0;

  bool operator==(const GraphEdge&) const = default;
};

// The arcs of a vertex that `Graph` wants, as edges to or from it, and behind them as many more as it has beyond its
// arcs. Graph says wants(arc), vertex_of(number), and beyond(vertex, n), what is at the other end of its nth edge that
// is no arc.
template <class Graph, bool kIsOut>
class ArcIterator
    : public boost::iterator_facade<ArcIterator<Graph, kIsOut>, GraphEdge, boost::forward_traversal_tag, GraphEdge> {
 public:
  // The first of them, or the end.
  static std::pair<ArcIterator, ArcIterator> all(const Graph& graph, std::uint32_t vertex, const Arcs& arcs,
                                                 std::size_t beyond) {
    return {{graph, vertex, arcs, 0}, {graph, vertex, arcs, arcs.size() + beyond}};
  }
  ArcIterator() = default;

 private:
  friend class boost::iterator_core_access;
  ArcIterator(const Graph& graph, std::uint32_t vertex, const Arcs& arcs, std::size_t at)
      : graph_{&graph}, vertex_{vertex}, arcs_{arcs}, at_{at} {
    settle();
  }
  [[nodiscard]] Arc arc() const {
    return at_ < arcs_.settled.size() ? arcs_.settled[at_] : arcs_.added[at_ - arcs_.settled.size()];
  }
  void settle() {
    while (at_ < arcs_.size() && !graph_->wants(arc())) ++at_;
  }
  void increment() {
    ++at_;
    settle();
  }
  [[nodiscard]] bool equal(const ArcIterator& other) const { return at_ == other.at_; }
  [[nodiscard]] GraphEdge dereference() const {
    const std::uint32_t other =
        at_ < arcs_.size() ? graph_->vertex_of(arc().to()) : graph_->beyond(vertex_, at_ - arcs_.size());
    return kIsOut ? GraphEdge{vertex_, other} : GraphEdge{other, vertex_};
  }

  const Graph* graph_ = nullptr;
  std::uint32_t vertex_ = 0;
  Arcs arcs_;
  std::size_t at_ = 0;
};

// What every graph of ours is to Boost.Graph.
struct GraphOfArcs {
  using vertex_descriptor = std::uint32_t;
  using edge_descriptor = GraphEdge;
  using directed_category = boost::directed_tag;
  using edge_parallel_category = boost::allow_parallel_edge_tag;
  using vertices_size_type = std::size_t;
  using edges_size_type = std::size_t;
  using degree_size_type = std::size_t;
  using vertex_iterator = boost::counting_iterator<std::uint32_t>;
  static vertex_descriptor null_vertex() { return static_cast<vertex_descriptor>(-1); }
};

inline std::uint32_t source(const GraphEdge& e, const GraphOfArcs&) { return e.from; }
inline std::uint32_t target(const GraphEdge& e, const GraphOfArcs&) { return e.to; }

// All of it, upstream. Vertices are node numbers.
class TopologyGraph : public GraphOfArcs {
 public:
  struct traversal_category : boost::incidence_graph_tag, boost::vertex_list_graph_tag {};
  using out_edge_iterator = ArcIterator<TopologyGraph, true>;

  TopologyGraph(const Topology& topology, Relations relations) : topology_{topology}, relations_{relations} {}

  [[nodiscard]] const Topology& topology() const { return topology_; }
  [[nodiscard]] bool wants(Arc arc) const { return relations_.contains(arc.relation()); }
  [[nodiscard]] static std::uint32_t vertex_of(NodeNumber node) { return node; }
  [[nodiscard]] static std::uint32_t beyond(std::uint32_t, std::size_t) { return null_vertex(); }  // there are none

 private:
  const Topology& topology_;
  const Relations relations_;
};

inline std::pair<TopologyGraph::vertex_iterator, TopologyGraph::vertex_iterator> vertices(const TopologyGraph& g) {
  return {TopologyGraph::vertex_iterator{0},
          TopologyGraph::vertex_iterator{static_cast<std::uint32_t>(g.topology().nodes())}};
}
inline std::size_t num_vertices(const TopologyGraph& g) { return g.topology().nodes(); }
inline std::pair<TopologyGraph::out_edge_iterator, TopologyGraph::out_edge_iterator> out_edges(std::uint32_t v,
                                                                                               const TopologyGraph& g) {
  return TopologyGraph::out_edge_iterator::all(g, v, g.topology().arcs(v, Direction::kUpstream), 0);
}
inline std::size_t out_degree(std::uint32_t v, const TopologyGraph& g) {
  const auto [first, end] = out_edges(v, g);
  return static_cast<std::size_t>(std::distance(first, end));
}

}  // namespace headwater::detail

#endif  // HEADWATER_QUERY_SRC_TOPOLOGY_GRAPH_H_
