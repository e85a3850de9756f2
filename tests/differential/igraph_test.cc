// Random graphs of some hundred nodes: components, dominators, disjoint chains, cuts and what falls, by us and by
// igraph.
#include <algorithm>
#include <catch2/catch.hpp>
#include <map>
#include <set>
#include <vector>

#include "headwater/query/structure.h"
#include "igraph_graph.h"
#include "random_records.h"
#include "topology_live.h"

namespace headwater {
namespace {

using test::IgraphGraph;
using test::IgraphVector;
using test::Random;
using test::traced;

constexpr int kGraphs = 10'000;

NodeId node(std::size_t n) { return document_id_of("differential " + std::to_string(n)); }

// Sparse and dense ones, with and without loops; a part of the edges has come as changes.
Topology any_topology(Random& random) {
  const std::size_t nodes = 2 + random.below(random.chance(20) ? 300 : 40);
  const std::size_t edges = 1 + random.below((1 + random.below(4)) * nodes);
  const bool is_acyclic = random.chance(50);
  detail::LiveTopology live{detail::build_arrays({}, {}), 1};
  for (const bool late : {false, true}) {
    detail::EdgeChanges changes;
    for (std::size_t n = 0; n < (late ? edges / 4 : edges); ++n) {
      std::size_t from = random.below(nodes), to = random.below(nodes);
      if (is_acyclic && from > to) std::swap(from, to);
      if (from == to) continue;
      changes.added.push_back({node(from), Relation::kCites, node(to)});
    }
    REQUIRE(live.apply(changes, late ? 3 : 2));
    if (!late) live.settle();
  }
  return live.snapshot();
}

std::vector<std::pair<std::uint32_t, std::uint32_t>> all_edges(const Topology& graph) {
  std::vector<std::pair<std::uint32_t, std::uint32_t>> out;
  for (NodeNumber n = 0; n < graph.nodes(); ++n) {
    const Arcs arcs = graph.arcs(n, Direction::kUpstream);
    for (const std::span<const Arc> some : {arcs.settled, arcs.added}) {
      for (const Arc arc : some) out.emplace_back(n, arc.to());
    }
  }
  return out;
}

std::set<std::vector<NodeId>> loops_by_igraph(const Topology& graph) {
  IgraphGraph theirs{graph.nodes(), all_edges(graph)};
  IgraphVector component;
  igraph_connected_components(theirs.get(), component.get(), nullptr, nullptr, IGRAPH_STRONG);
  std::map<igraph_integer_t, std::vector<NodeId>> members;
  for (NodeNumber n = 0; n < graph.nodes(); ++n) members[component[n]].push_back(graph.id_of(n));
  std::set<std::vector<NodeId>> out;
  for (auto& [number, nodes] : members) {
    std::sort(nodes.begin(), nodes.end());
    if (nodes.size() > 1) out.insert(nodes);
  }
  return out;
}

class Asked {
 public:
  explicit Asked(const Topology& graph) : graph_{graph}, place_(graph.nodes()) {}

  void about(NodeNumber from) {
    walk_.reach(graph_, from, Direction::kUpstream);
    const std::span<const NodeNumber> reached = walk_.reached();
    const test::Traced part = traced(graph_, Relations::all(), reached, place_);
    IgraphGraph theirs{part.behind + std::size_t{1}, part.edges};

    chains_.find(graph_, from);
    igraph_integer_t disjoint = 0;
    // An end by itself is no chain to us; to igraph it is one edge to the sink.
    if (reached.size() > 1) igraph_vertex_disjoint_paths(theirs.get(), &disjoint, 0, part.behind);
    REQUIRE(chains_.paths().size() == static_cast<std::size_t>(disjoint));
    REQUIRE(chains_.cut().size() == chains_.paths().size());

    // Dominators of the start, seen from behind the ends.
    const std::vector<NodeNumber>& ours = chokepoints_.find(graph_, from);
    IgraphVector dominator;
    igraph_dominator_tree(theirs.get(), part.behind, dominator.get(), nullptr, nullptr, IGRAPH_IN);
    std::vector<NodeNumber> found;
    if (!walk_.ends().empty()) {
      for (igraph_integer_t v = dominator[0]; v >= 0 && v != part.behind; v = dominator[static_cast<std::size_t>(v)])
        found.push_back(reached[static_cast<std::size_t>(v)]);
    }
    REQUIRE(ours == found);
  }

  void without(NodeNumber gone) {
    const std::vector<NodeNumber>& fallen = withdrawal_.find(graph_, gone);
    const std::set<NodeNumber> before = supported(kNobody), after = supported(gone);
    std::vector<NodeNumber> wanted;
    std::set_difference(before.begin(), before.end(), after.begin(), after.end(), std::back_inserter(wanted));
    std::erase(wanted, gone);
    std::vector<NodeNumber> ours = fallen;
    std::sort(ours.begin(), ours.end());
    REQUIRE(ours == wanted);
  }

 private:
  static constexpr auto kNobody = static_cast<NodeNumber>(-1);

  // Nodes from which an end is reached without passing `gone`, by igraph: what reaches a node behind all ends.
  std::set<NodeNumber> supported(NodeNumber gone) {
    std::vector<std::pair<std::uint32_t, std::uint32_t>> edges;
    const auto behind = static_cast<std::uint32_t>(graph_.nodes());
    for (NodeNumber n = 0; n < graph_.nodes(); ++n) {
      if (graph_.arcs(n, Direction::kUpstream).size() == 0 && n != gone) edges.emplace_back(n, behind);
    }
    for (const auto& [from, to] : all_edges(graph_)) {
      if (from != gone && to != gone) edges.emplace_back(from, to);
    }
    IgraphGraph theirs{graph_.nodes() + 1, edges};
    IgraphVector reaching;
    igraph_subcomponent(theirs.get(), reaching.get(), behind, IGRAPH_IN);
    std::set<NodeNumber> out;
    for (std::size_t i = 0; i < reaching.size(); ++i) {
      if (reaching[i] != behind) out.insert(static_cast<NodeNumber>(reaching[i]));
    }
    return out;
  }

  const Topology& graph_;
  std::vector<std::uint32_t> place_;
  Walk walk_;
  DisjointChains chains_;
  Chokepoints chokepoints_;
  Withdrawal withdrawal_;
};

TEST_CASE("igraph finds the same loops, dominators, disjoint chains and fallen nodes", "[query][differential]") {
  Random random{20241129};
  std::size_t questions = 0;
  for (int i = 0; i < kGraphs; ++i) {
    INFO("graph " << i);
    const Topology graph = any_topology(random);
    if (graph.nodes() == 0) continue;
    const auto ours = loops(graph, Relations::all());
    REQUIRE(std::set<std::vector<NodeId>>(ours.begin(), ours.end()) == loops_by_igraph(graph));
    Asked asked{graph};
    for (int n = 0; n < 4; ++n, ++questions) {
      asked.about(static_cast<NodeNumber>(random.below(graph.nodes())));
      asked.without(static_cast<NodeNumber>(random.below(graph.nodes())));
    }
  }
  WARN(kGraphs << " graphs, " << questions << " nodes asked about");
}

}  // namespace
}  // namespace headwater
