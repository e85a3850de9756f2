#include "headwater/query/structure.h"

#include <algorithm>
#include <catch2/catch.hpp>
#include <map>
#include <set>
#include <vector>

#include "random_records.h"
#include "topology_live.h"

namespace headwater {
namespace {

using test::Random;

NodeId node(std::size_t n) { return document_id_of("structure " + std::to_string(n)); }

// A graph whose second half has come as changes to the first.
struct Drawn {
  std::vector<std::pair<std::size_t, std::size_t>> edges;
  std::size_t nodes = 0;

  [[nodiscard]] Topology topology() const {
    detail::LiveTopology live{detail::build_arrays({}, {}), 1};
    for (const bool late : {false, true}) {
      detail::EdgeChanges changes;
      for (std::size_t n = 0; n < edges.size(); ++n) {
        if ((n >= edges.size() / 2) == late) {
          changes.added.push_back({node(edges[n].first), Relation::kCites, node(edges[n].second)});
        }
      }
      REQUIRE(live.apply(changes, late ? 3 : 2));
      if (!late) live.settle();
    }
    return live.snapshot();
  }

  // Everything reached from `from` without passing `without`.
  [[nodiscard]] std::set<std::size_t> reach(std::size_t from, std::size_t without) const {
    std::set<std::size_t> out;
    if (from == without) return out;
    std::vector<std::size_t> queue{from};
    while (!queue.empty()) {
      const std::size_t here = queue.back();
      queue.pop_back();
      if (!out.insert(here).second) continue;
      for (const auto& [a, b] : edges) {
        if (a == here && b != without) queue.push_back(b);
      }
    }
    return out;
  }
  [[nodiscard]] bool is_end(std::size_t n) const {
    return std::none_of(edges.begin(), edges.end(), [n](const auto& e) { return e.first == n; });
  }
};

Drawn any_graph(Random& random) {
  Drawn out;
  out.nodes = 2 + random.below(9);
  for (std::size_t n = 1 + random.below(2 * out.nodes); n > 0; --n) {
    out.edges.emplace_back(random.below(out.nodes), random.below(out.nodes));
  }
  return out;
}

constexpr auto kNobody = static_cast<std::size_t>(-1);

TEST_CASE("loops are the sets of nodes that reach each other", "[query][structure][property]") {
  Random random{1};
  for (int i = 0; i < 500; ++i) {
    const Drawn drawn = any_graph(random);
    std::map<std::size_t, std::set<std::size_t>> reached;
    for (std::size_t n = 0; n < drawn.nodes; ++n) reached[n] = drawn.reach(n, kNobody);
    std::set<std::vector<NodeId>> wanted;
    for (std::size_t a = 0; a < drawn.nodes; ++a) {
      std::vector<NodeId> loop;
      for (std::size_t b = 0; b < drawn.nodes; ++b) {
        if (reached[a].contains(b) && reached[b].contains(a)) loop.push_back(node(b));
      }
      std::sort(loop.begin(), loop.end());
      if (loop.size() > 1) wanted.insert(loop);
    }
    const std::vector<std::vector<NodeId>> found = loops(drawn.topology(), Relations::all());
    REQUIRE(std::set<std::vector<NodeId>>(found.begin(), found.end()) == wanted);
    REQUIRE(found.size() == wanted.size());
    REQUIRE(
        std::is_sorted(found.begin(), found.end(), [](const auto& a, const auto& b) { return a.size() > b.size(); }));
  }
}

TEST_CASE("a chokepoint is a node without which no chain reaches an end", "[query][structure][property]") {
  Random random{2};
  Chokepoints chokepoints;
  for (int i = 0; i < 500; ++i) {
    const Drawn drawn = any_graph(random);
    const Topology graph = drawn.topology();
    for (std::size_t from = 0; from < drawn.nodes; ++from) {
      const std::optional<NodeNumber> number = graph.number_of(node(from));
      if (!number) continue;
      const auto reaches_end = [&](std::size_t without) {
        const std::set<std::size_t> some = drawn.reach(from, without);
        return std::any_of(some.begin(), some.end(), [&](std::size_t n) { return drawn.is_end(n); });
      };
      std::set<NodeId> wanted;
      for (std::size_t n = 0; n < drawn.nodes && reaches_end(kNobody); ++n) {
        if (n != from && !reaches_end(n)) wanted.insert(node(n));
      }
      std::set<NodeId> found;
      for (const NodeNumber n : chokepoints.find(graph, *number)) found.insert(graph.id_of(n));
      INFO("graph " << i << ", from " << from);
      REQUIRE(found == wanted);
    }
  }
}

TEST_CASE("chokepoints come nearest first, and only along the relations wanted", "[query][structure]") {
  const Drawn chain{{{0, 1}, {1, 2}, {1, 3}, {2, 4}, {3, 4}, {4, 5}}, 6};
  const Topology graph = chain.topology();
  Chokepoints chokepoints;
  std::vector<NodeId> found;
  for (const NodeNumber n : chokepoints.find(graph, graph.number_of(node(0)).value())) found.push_back(graph.id_of(n));
  CHECK(found == std::vector<NodeId>{node(1), node(4), node(5)});
  CHECK(chokepoints.find(graph, graph.number_of(node(0)).value(), {Relation::kRepeats}).empty());
}

// The most chains that share no node, and the fewest nodes on all of them, by trying every set of nodes.
std::size_t least_cut(const Drawn& drawn, std::size_t from) {
  std::size_t least = drawn.nodes;
  for (std::size_t set = 0; set < (std::size_t{1} << drawn.nodes); ++set) {
    if ((set >> from & 1) != 0) continue;
    Drawn rest = drawn;
    std::erase_if(rest.edges, [&](const auto& e) { return (set >> e.first & 1) != 0 || (set >> e.second & 1) != 0; });
    bool any = false;
    for (const std::size_t n : rest.reach(from, kNobody)) any = any || (n != from && drawn.is_end(n));
    if (!any) least = std::min(least, static_cast<std::size_t>(__builtin_popcountll(set)));
  }
  return least;
}

TEST_CASE("disjoint chains share nothing, lead to ends, and a cut of as many nodes shows that there are no more",
          "[query][structure][property]") {
  Random random{3};
  DisjointChains chains;
  for (int i = 0; i < 400; ++i) {
    const Drawn drawn = any_graph(random);
    const Topology graph = drawn.topology();
    for (std::size_t from = 0; from < drawn.nodes; ++from) {
      const std::optional<NodeNumber> number = graph.number_of(node(from));
      if (!number) continue;
      chains.find(graph, *number);
      std::set<NodeNumber> used;
      for (const std::vector<NodeNumber>& path : chains.paths()) {
        REQUIRE_FALSE(path.empty());
        NodeId before = node(from);
        for (const NodeNumber n : path) {
          REQUIRE(used.insert(n).second);
          const bool leads = std::any_of(drawn.edges.begin(), drawn.edges.end(), [&](const auto& e) {
            return node(e.first) == before && node(e.second) == graph.id_of(n);
          });
          REQUIRE(leads);
          before = graph.id_of(n);
        }
        REQUIRE(graph.arcs(path.back(), Direction::kUpstream).size() == 0);
      }
      REQUIRE(chains.cut().size() == chains.paths().size());
      REQUIRE(chains.paths().size() == least_cut(drawn, from));
      Drawn rest = drawn;
      std::erase_if(rest.edges, [&](const auto& e) {
        return std::any_of(chains.cut().begin(), chains.cut().end(), [&](NodeNumber n) {
          return graph.id_of(n) == node(e.first) || graph.id_of(n) == node(e.second);
        });
      });
      for (const std::size_t n : rest.reach(from, kNobody)) REQUIRE((n == from || !drawn.is_end(n)));
    }
  }
}

TEST_CASE("what falls without a node is what had an end before and has none without it",
          "[query][structure][property]") {
  Random random{4};
  Withdrawal withdrawal;
  for (int i = 0; i < 1000; ++i) {
    const Drawn drawn = any_graph(random);
    const Topology graph = drawn.topology();
    const auto has_end = [&](std::size_t n, std::size_t without) {
      const std::set<std::size_t> reached = drawn.reach(n, without);
      return std::any_of(reached.begin(), reached.end(), [&](std::size_t m) { return drawn.is_end(m); });
    };
    for (std::size_t gone = 0; gone < drawn.nodes; ++gone) {
      const std::optional<NodeNumber> number = graph.number_of(node(gone));
      if (!number) continue;
      std::set<NodeId> wanted;
      std::size_t standing = 0;
      for (std::size_t n = 0; n < drawn.nodes; ++n) {
        if (n == gone || !has_end(n, kNobody) || !drawn.reach(n, kNobody).contains(gone)) continue;
        if (!has_end(n, gone)) wanted.insert(node(n));
        if (has_end(n, gone)) ++standing;
      }
      std::set<NodeId> found;
      for (const NodeNumber n : withdrawal.find(graph, *number)) found.insert(graph.id_of(n));
      if (!has_end(gone, kNobody)) standing = withdrawal.standing();  // nothing hangs on what has no support
      REQUIRE(found == wanted);
      REQUIRE(withdrawal.standing() == standing);
    }
  }
}

}  // namespace
}  // namespace headwater
