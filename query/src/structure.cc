#include "headwater/query/structure.h"

#include <algorithm>
#include <boost/graph/dominator_tree.hpp>
#include <boost/graph/edmonds_karp_max_flow.hpp>
#include <boost/graph/strong_components.hpp>
#include <optional>
#include <utility>

#include "flow_graph.h"
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

void DisjointChains::find(const Topology& graph, NodeNumber from, Relations relations) {
  paths_.clear();
  cut_.clear();
  walk_.reach(graph, from, Direction::kUpstream, relations);
  const std::span<const NodeNumber> reached = walk_.reached();
  if (walk_.ends().empty() || reached.size() < 2) return;
  if (place_.size() < graph.nodes()) place_.resize(graph.nodes());
  for (std::uint32_t n = 0; n < reached.size(); ++n) place_[reached[n]] = n;

  detail::FlowGraph flow{graph, relations, reached, place_};
  const boost::identity_property_map index;
  const auto map_of = [&](auto& values) { return boost::make_iterator_property_map(values.begin(), index); };
  std::vector<boost::default_color_type> color(flow.vertices());
  std::vector<std::uint32_t> before(flow.vertices());
  boost::edmonds_karp_max_flow(flow, flow.source(), flow.sink(),
                               boost::capacity_map(map_of(flow.capacity()))
                                   .residual_capacity_map(map_of(flow.residual()))
                                   .reverse_edge_map(map_of(flow.reverse()))
                                   .color_map(map_of(color))
                                   .predecessor_map(map_of(before)));

  // Along edges that carry flow, each used up as it is walked.
  std::vector<std::int32_t>& residual = flow.residual();
  const std::vector<std::int32_t>& capacity = flow.capacity();
  while (true) {
    std::vector<NodeNumber> path;
    std::uint32_t at = flow.source();
    while (at != flow.sink()) {
      const auto [first, end] = flow.out(at);
      std::uint32_t edge = first;
      while (edge != end && capacity[edge] <= residual[edge]) ++edge;
      if (edge == end) break;
      ++residual[edge];
      at = flow.to(edge);
      if (at != flow.sink() && at % 2 == 0) path.push_back(reached[at / 2]);
    }
    if (at != flow.sink()) break;
    paths_.push_back(std::move(path));
  }
  // The last search found no way on: what it saw on the way in and not on the way out is cut.
  const auto seen = [&](std::uint32_t vertex) { return color[vertex] != boost::white_color; };
  for (std::uint32_t n = 1; n < reached.size(); ++n) {
    if (seen(2 * n) && !seen(2 * n + 1)) cut_.push_back(reached[n]);
  }
  std::sort(cut_.begin(), cut_.end());
}

bool Withdrawal::is_supported(const Topology& graph, NodeNumber node, Relations relations) {
  if (mark_[node] == Mark::kSupported) return true;
  if (mark_[node] == Mark::kUnsupported) return false;
  // Depth first, until an end or a node that is known to be supported: all on the way there are then, and what was left
  // behind on the way and leads back to it. The rest has been seen whole and is not. So no node is looked at twice.
  struct Frame {
    NodeNumber node;
    Arcs arcs;
    std::size_t next;
  };
  std::vector<Frame> path;
  std::vector<std::pair<NodeNumber, NodeNumber>> back;  // of arcs within what is seen: where to, where from
  const auto enter = [&](NodeNumber n) {
    mark_[n] = Mark::kUnsupported;  // until it is known better; keeps the search from coming back
    touched_.push_back(n);
    path.push_back({n, graph.arcs(n, Direction::kUpstream), 0});
  };
  enter(node);
  bool found = false;
  while (!path.empty() && !found) {
    Frame& frame = path.back();
    bool is_end = true;
    for (const std::span<const Arc> some : {frame.arcs.settled, frame.arcs.added}) {
      is_end =
          is_end && std::none_of(some.begin(), some.end(), [&](Arc a) { return relations.contains(a.relation()); });
    }
    if (is_end) {
      found = true;
      break;
    }
    std::optional<NodeNumber> on;  // to go to; entering it moves the frames
    while (frame.next < frame.arcs.size() && !on && !found) {
      const std::size_t n = frame.next++;
      const std::size_t settled = frame.arcs.settled.size();
      const Arc arc = n < settled ? frame.arcs.settled[n] : frame.arcs.added[n - settled];
      if (!relations.contains(arc.relation())) continue;
      found = mark_[arc.to()] == Mark::kSupported;
      if (!found) back.emplace_back(arc.to(), frame.node);
      if (!found && mark_[arc.to()] == Mark::kUnknown) on = arc.to();
    }
    if (on) {
      enter(*on);
    } else if (!found) {
      path.pop_back();
    }
  }
  if (!found) return false;
  std::sort(back.begin(), back.end());
  std::vector<NodeNumber> supported;
  const auto support = [&](NodeNumber n) {
    mark_[n] = Mark::kSupported;
    supported.push_back(n);
  };
  for (const Frame& frame : path) support(frame.node);
  for (std::size_t i = 0; i < supported.size(); ++i) {
    for (auto it = std::lower_bound(back.begin(), back.end(), std::pair{supported[i], NodeNumber{0}});
         it != back.end() && it->first == supported[i]; ++it) {
      if (mark_[it->second] == Mark::kUnsupported) support(it->second);
    }
  }
  return true;
}

const std::vector<NodeNumber>& Withdrawal::find(const Topology& graph, NodeNumber withdrawn, Relations relations) {
  found_.clear();
  queue_.clear();
  standing_ = 0;
  if (mark_.size() < graph.nodes()) mark_.resize(graph.nodes(), Mark::kUnknown);
  const bool had_support = is_supported(graph, withdrawn, relations);
  for (const NodeNumber n : touched_) mark_[n] = Mark::kUnknown;
  touched_.clear();
  if (!had_support) return found_;

  walk_.reach(graph, withdrawn, Direction::kDownstream, relations);
  const std::span<const NodeNumber> relying = walk_.reached();
  for (const NodeNumber n : relying) mark_[n] = Mark::kRelies;
  touched_.assign(relying.begin(), relying.end());
  const auto stand = [&](NodeNumber n) {
    mark_[n] = Mark::kStands;
    queue_.push_back(n);
  };
  // Those that rest on something beside it which is supported, and those that rest on them.
  for (const NodeNumber n : relying.subspan(1)) {
    const Arcs arcs = graph.arcs(n, Direction::kUpstream);
    bool stands = false;
    for (const std::span<const Arc> some : {arcs.settled, arcs.added}) {
      for (const Arc arc : some) {
        if (stands || !relations.contains(arc.relation())) continue;
        const Mark mark = mark_[arc.to()];
        stands = mark != Mark::kRelies && mark != Mark::kStands && is_supported(graph, arc.to(), relations);
      }
    }
    if (stands) stand(n);
  }
  for (std::size_t i = 0; i < queue_.size(); ++i) {
    const Arcs arcs = graph.arcs(queue_[i], Direction::kDownstream);
    for (const std::span<const Arc> some : {arcs.settled, arcs.added}) {
      for (const Arc arc : some) {
        if (relations.contains(arc.relation()) && arc.to() != withdrawn && mark_[arc.to()] == Mark::kRelies)
          stand(arc.to());
      }
    }
  }
  standing_ = queue_.size();
  for (const NodeNumber n : relying.subspan(1)) {
    if (mark_[n] == Mark::kRelies) found_.push_back(n);
  }
  for (const NodeNumber n : touched_) mark_[n] = Mark::kUnknown;
  touched_.clear();
  return found_;
}

}  // namespace headwater
