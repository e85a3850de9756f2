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
class TracedGraph : public GraphOfArcs {
 public:
  struct traversal_category : boost::bidirectional_graph_tag, boost::vertex_list_graph_tag {};
  using out_edge_iterator = ArcIterator<TracedGraph, true>;
  using in_edge_iterator = ArcIterator<TracedGraph, false>;

  // `reached` and `ends` are of a walk upstream from its first; `place` has for each of `reached` its place in it.
  TracedGraph(const Topology& topology, Relations relations, std::span<const NodeNumber> reached,
              std::span<const NodeNumber> ends, const std::vector<std::uint32_t>& place)
      : topology_{topology}, relations_{relations}, reached_{reached}, ends_{ends}, place_{place} {}

  [[nodiscard]] std::size_t size() const { return reached_.size() + 1; }
  [[nodiscard]] std::uint32_t behind() const { return static_cast<std::uint32_t>(reached_.size()); }
  [[nodiscard]] std::span<const NodeNumber> ends() const { return ends_; }
  [[nodiscard]] Arcs arcs(std::uint32_t v, Direction direction) const {
    return v == behind() ? Arcs{} : topology_.arcs(reached_[v], direction);
  }
  // Whether no edge leads on from it upstream.
  [[nodiscard]] bool is_end(std::uint32_t v) const { return v != behind() && !has_any(arcs(v, Direction::kUpstream)); }
  // An arc within what was reached.
  [[nodiscard]] bool wants(Arc arc) const {
    if (!relations_.contains(arc.relation())) return false;
    const std::uint32_t place = place_[arc.to()];
    return place < reached_.size() && reached_[place] == arc.to();
  }
  [[nodiscard]] std::uint32_t vertex_of(NodeNumber node) const { return place_[node]; }
  // Edges that are no arcs lead from the vertex behind to the ends.
  [[nodiscard]] std::uint32_t beyond(std::uint32_t v, std::size_t n) const {
    return v == behind() ? place_[ends_[n]] : behind();
  }

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

inline std::pair<TracedGraph::vertex_iterator, TracedGraph::vertex_iterator> vertices(const TracedGraph& g) {
  return {TracedGraph::vertex_iterator{0}, TracedGraph::vertex_iterator{static_cast<std::uint32_t>(g.size())}};
}
inline std::size_t num_vertices(const TracedGraph& g) { return g.size(); }
inline std::pair<TracedGraph::out_edge_iterator, TracedGraph::out_edge_iterator> out_edges(std::uint32_t v,
                                                                                           const TracedGraph& g) {
  return TracedGraph::out_edge_iterator::all(g, v, g.arcs(v, Direction::kDownstream),
                                             v == g.behind() ? g.ends().size() : 0);
}
inline std::pair<TracedGraph::in_edge_iterator, TracedGraph::in_edge_iterator> in_edges(std::uint32_t v,
                                                                                        const TracedGraph& g) {
  return TracedGraph::in_edge_iterator::all(g, v, g.arcs(v, Direction::kUpstream), g.is_end(v) ? 1 : 0);
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

}  // namespace headwater::detail

#endif  // HEADWATER_QUERY_SRC_TRACED_GRAPH_H_
