// The topology under the concepts of Boost.Graph: VertexListGraph, IncidenceGraph and BidirectionalGraph. Functions are
// found by argument-dependent lookup, as the library wants it.
#ifndef HEADWATER_QUERY_SRC_TOPOLOGY_GRAPH_H_
#define HEADWATER_QUERY_SRC_TOPOLOGY_GRAPH_H_

#include <boost/graph/graph_traits.hpp>
#include <boost/graph/properties.hpp>
#include <boost/iterator/counting_iterator.hpp>
#include <boost/iterator/iterator_facade.hpp>
#include <boost/property_map/property_map.hpp>
#include <cstddef>
#include <cstdint>
#include <span>
#include <utility>
#include <vector>

#include "headwater/graph/topology.h"

namespace headwater::detail {

struct GraphEdge {
  std::uint32_t from = 0;
  std::uint32_t to = 0;

  bool operator==(const GraphEdge&) const = default;
};

struct TopologyGraphTraits : boost::bidirectional_graph_tag, boost::vertex_list_graph_tag {};

// The arcs of a node that a filter wants, as edges. `Graph::to_edge` says which edge an arc is, or that it is none.
template <class Graph, bool kIsOut>
class ArcIterator
    : public boost::iterator_facade<ArcIterator<Graph, kIsOut>, GraphEdge, boost::forward_traversal_tag, GraphEdge> {
 public:
  ArcIterator() = default;
  ArcIterator(const Graph& graph, std::uint32_t node, Arcs arcs, std::size_t at)
      : graph_{&graph}, node_{node}, arcs_{arcs}, at_{at} {
    settle();
  }

 private:
  friend class boost::iterator_core_access;
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
    const std::uint32_t other = graph_->vertex_of(arc().to());
    return kIsOut ? GraphEdge{node_, other} : GraphEdge{other, node_};
  }

  const Graph* graph_ = nullptr;
  std::uint32_t node_ = 0;
  Arcs arcs_;
  std::size_t at_ = 0;
};

// All of it, upstream. Vertices are node numbers.
class TopologyGraph {
 public:
  using vertex_descriptor = std::uint32_t;
  using edge_descriptor = GraphEdge;
  using directed_category = boost::directed_tag;
  using edge_parallel_category = boost::allow_parallel_edge_tag;
  using traversal_category = TopologyGraphTraits;
  using vertices_size_type = std::size_t;
  using edges_size_type = std::size_t;
  using degree_size_type = std::size_t;
  using vertex_iterator = boost::counting_iterator<std::uint32_t>;
  using out_edge_iterator = ArcIterator<TopologyGraph, true>;
  using in_edge_iterator = ArcIterator<TopologyGraph, false>;
  static vertex_descriptor null_vertex() { return static_cast<vertex_descriptor>(-1); }

  TopologyGraph(const Topology& topology, Relations relations) : topology_{topology}, relations_{relations} {}

  [[nodiscard]] const Topology& topology() const { return topology_; }
  [[nodiscard]] bool wants(Arc arc) const { return relations_.contains(arc.relation()); }
  [[nodiscard]] static std::uint32_t vertex_of(NodeNumber node) { return node; }

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
  const Arcs arcs = g.topology().arcs(v, Direction::kUpstream);
  return {{g, v, arcs, 0}, {g, v, arcs, arcs.size()}};
}
inline std::size_t out_degree(std::uint32_t v, const TopologyGraph& g) {
  return g.topology().arcs(v, Direction::kUpstream).size();
}
inline std::uint32_t source(const GraphEdge& e, const TopologyGraph&) { return e.from; }
inline std::uint32_t target(const GraphEdge& e, const TopologyGraph&) { return e.to; }

}  // namespace headwater::detail

#endif  // HEADWATER_QUERY_SRC_TOPOLOGY_GRAPH_H_
