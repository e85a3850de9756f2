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

}  // namespace
}  // namespace headwater
