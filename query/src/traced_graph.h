// What one node rests on, under the concepts of Boost.Graph, with one more vertex behind all ends. Nothing of the
// topology is copied: vertices are places in the list of nodes a walk has found.
#ifndef HEADWATER_QUERY_SRC_TRACED_GRAPH_H_
#define HEADWATER_QUERY_SRC_TRACED_GRAPH_H_

#include <cstddef>
#include <cstdint>
#include <span>
#include <utility>
#include <vector>

#include "topology_graph.h"

namespace headwater::detail {

// Turned round: edges lead from the vertex behind the ends downstream to the node the walk began at, vertex 0. So a
// dominator of vertex 0 is what every chain passes.
class TracedGraph {
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
  static vertex_descriptor null_vertex() { return static_cast<vertex_descriptor>(-1); }

  // `reached` and `ends` are of a walk upstream from its first; `place` has for each of `reached` its place in it.
  TracedGraph(const Topology& topology, Relations relations, std::span<const NodeNumber> reached,
              std::span<const NodeNumber> ends, const std::vector<std::uint32_t>& place)
      : topology_{topology}, relations_{relations}, reached_{reached}, ends_{ends}, place_{place} {}

  [[nodiscard]] std::size_t size() const { return reached_.size() + 1; }
  [[nodiscard]] std::uint32_t behind() const { return static_cast<std::uint32_t>(reached_.size()); }
  [[nodiscard]] std::span<const NodeNumber> ends() const { return ends_; }
  [[nodiscard]] bool is_end(std::uint32_t v) const {
    return v != behind() && !has_any(topology_.arcs(reached_[v], Direction::kUpstream));
  }

  [[nodiscard]] Arcs arcs(std::uint32_t v, Direction direction) const {
    return v == behind() ? Arcs{} : topology_.arcs(reached_[v], direction);
  }
  // An arc within what was reached.
  [[nodiscard]] bool wants(Arc arc) const {
    if (!relations_.contains(arc.relation())) return false;
    const std::uint32_t place = place_[arc.to()];
    return place < reached_.size() && reached_[place] == arc.to();
  }
  [[nodiscard]] std::uint32_t vertex_of(NodeNumber node) const { return place_[node]; }

 private:
  [[nodiscard]] bool has_any(const Arcs& arcs) const {
    for (const std::span<const Arc> some : {arcs.settled, arcs.added}) {
      for (const Arc arc : some) {
        if (relations_.contains(arc.relation())) return true;
      }
    }
    return false;
  }

  const Topology& topology_;
  const Relations relations_;
  const std::span<const NodeNumber> reached_;
  const std::span<const NodeNumber> ends_;
  const std::vector<std::uint32_t>& place_;
};

// Edges at a vertex: its arcs, or those between the ends and the vertex behind them.
template <bool kIsOut>
class TracedIterator
    : public boost::iterator_facade<TracedIterator<kIsOut>, GraphEdge, boost::forward_traversal_tag, GraphEdge> {
 public:
  TracedIterator() = default;
  // `extra`: vertices at the other end of edges that are no arcs.
  TracedIterator(const TracedGraph& graph, std::uint32_t v, bool is_end)
      : graph_{&graph},
        v_{v},
        arcs_{graph.arcs(v, kIsOut ? Direction::kDownstream : Direction::kUpstream)},
        extra_{extra_of(graph, v)},
        at_{is_end ? arcs_.size() + extra_ : 0} {
    settle();
  }

 private:
  friend class boost::iterator_core_access;
  static std::size_t extra_of(const TracedGraph& graph, std::uint32_t v) {
    if constexpr (kIsOut) {
      return v == graph.behind() ? graph.ends().size() : 0;
    } else {
      return graph.is_end(v) ? 1 : 0;
    }
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
  [[nodiscard]] bool equal(const TracedIterator& other) const { return at_ == other.at_; }
  [[nodiscard]] GraphEdge dereference() const {
    std::uint32_t other = graph_->behind();
    if (at_ < arcs_.size()) {
      other = graph_->vertex_of(arc().to());
    } else if (kIsOut) {
      other = graph_->vertex_of(graph_->ends()[at_ - arcs_.size()]);
    }
    return kIsOut ? GraphEdge{v_, other} : GraphEdge{other, v_};
  }

  const TracedGraph* graph_ = nullptr;
  std::uint32_t v_ = 0;
  Arcs arcs_;
  std::size_t extra_ = 0;
  std::size_t at_ = 0;
};

inline std::pair<TracedGraph::vertex_iterator, TracedGraph::vertex_iterator> vertices(const TracedGraph& g) {
  return {TracedGraph::vertex_iterator{0}, TracedGraph::vertex_iterator{static_cast<std::uint32_t>(g.size())}};
}
inline std::size_t num_vertices(const TracedGraph& g) { return g.size(); }
inline std::pair<TracedIterator<true>, TracedIterator<true>> out_edges(std::uint32_t v, const TracedGraph& g) {
  return {{g, v, false}, {g, v, true}};
}
inline std::pair<TracedIterator<false>, TracedIterator<false>> in_edges(std::uint32_t v, const TracedGraph& g) {
  return {{g, v, false}, {g, v, true}};
}
inline std::size_t out_degree(std::uint32_t v, const TracedGraph& g) {
  const auto [first, end] = out_edges(v, g);
  return static_cast<std::size_t>(std::distance(first, end));
}
inline std::size_t in_degree(std::uint32_t v, const TracedGraph& g) {
  const auto [first, end] = in_edges(v, g);
  return static_cast<std::size_t>(std::distance(first, end));
}
inline std::size_t degree(std::uint32_t v, const TracedGraph& g) { return in_degree(v, g) + out_degree(v, g); }
inline std::uint32_t source(const GraphEdge& e, const TracedGraph&) { return e.from; }
inline std::uint32_t target(const GraphEdge& e, const TracedGraph&) { return e.to; }

}  // namespace headwater::detail

template <>
struct boost::graph_traits<headwater::detail::TracedGraph> {
  using G = headwater::detail::TracedGraph;
  using vertex_descriptor = G::vertex_descriptor;
  using edge_descriptor = G::edge_descriptor;
  using directed_category = G::directed_category;
  using edge_parallel_category = G::edge_parallel_category;
  using traversal_category = G::traversal_category;
  using vertices_size_type = G::vertices_size_type;
  using edges_size_type = G::edges_size_type;
  using degree_size_type = G::degree_size_type;
  using vertex_iterator = G::vertex_iterator;
  using out_edge_iterator = headwater::detail::TracedIterator<true>;
  using in_edge_iterator = headwater::detail::TracedIterator<false>;
  static vertex_descriptor null_vertex() { return G::null_vertex(); }
};

#endif  // HEADWATER_QUERY_SRC_TRACED_GRAPH_H_
