#include "headwater/query/structure.h"

#include <algorithm>
#include <boost/graph/dominator_tree.hpp>
#include <boost/graph/strong_components.hpp>
#include <utility>

#include "topology_graph.h"
#include "traced_graph.h"

namespace headwater {

std::vector<std::vector<NodeId>> loops(const Topology& graph, Relations relations) {
  const detail::TopologyGraph boost_graph{graph, relations};
  const std::size_t nodes = graph.nodes();
  const boost::identity_property_map index;
  std::vector<std::uint32_t> component(nodes);
  std::vector<std::uint32_t> root(nodes);
  std::vector<std::uint32_t> discovered(nodes);
  std::vector<boost::default_color_type> color(nodes);
  const auto map_of = [&](auto& values) { return boost::make_iterator_property_map(values.begin(), index); };
  const std::size_t count = boost::strong_components(boost_graph, map_of(component),
                                                     boost::vertex_index_map(index)
                                                         .root_map(map_of(root))
                                                         .discover_time_map(map_of(discovered))
                                                         .color_map(map_of(color)));

  std::vector<std::uint32_t> size(count, 0);
  for (const std::uint32_t of : component) ++size[of];
  std::vector<std::uint32_t> place(count, 0);
  std::vector<std::vector<NodeId>> out;
  for (NodeNumber node = 0; node < nodes; ++node) {
    const std::uint32_t of = component[node];
    if (size[of] < 2) continue;
    if (place[of] == 0) {
      out.emplace_back();
      place[of] = static_cast<std::uint32_t>(out.size());
    }
    out[place[of] - 1].push_back(graph.id_of(node));
  }
  for (std::vector<NodeId>& loop : out) std::sort(loop.begin(), loop.end());
  std::sort(out.begin(), out.end(), [](const auto& a, const auto& b) {
    return a.size() != b.size() ? a.size() > b.size() : a.front() < b.front();
  });
  return out;
}

const std::vector<NodeNumber>& Chokepoints::find(const Topology& graph, NodeNumber from, Relations relations) {
  found_.clear();
  walk_.reach(graph, from, Direction::kUpstream, relations);
  const std::span<const NodeNumber> reached = walk_.reached();
  if (walk_.ends().empty()) return found_;
  if (place_.size() < graph.nodes()) place_.resize(graph.nodes());
  for (std::uint32_t n = 0; n < reached.size(); ++n) place_[reached[n]] = n;

  const detail::TracedGraph traced{graph, relations, reached, walk_.ends(), place_};
  // Nodes from which no chain leads to an end stay without a number: the algorithm wants them marked.
  const boost::identity_property_map index;
  const auto map_of = [&](auto& values) { return boost::make_iterator_property_map(values.begin(), index); };
  const std::uint32_t none = detail::TracedGraph::null_vertex();
  std::vector<std::size_t> number(traced.size(), static_cast<std::size_t>(-1));
  std::vector<std::uint32_t> parent(traced.size(), none);
  std::vector<std::uint32_t> by_number(traced.size(), none);
  std::vector<std::uint32_t> dominator(traced.size(), none);
  boost::lengauer_tarjan_dominator_tree(traced, traced.behind(), index, map_of(number), map_of(parent), by_number,
                                        map_of(dominator));
  // From the node outwards: each dominator is that of the one before.
  for (std::uint32_t v = dominator[0]; v < reached.size(); v = dominator[v]) found_.push_back(reached[v]);
  return found_;
}

}  // namespace headwater
