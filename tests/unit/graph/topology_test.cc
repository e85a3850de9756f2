#include "headwater/graph/topology.h"

#include <array>
#include <atomic>
#include <catch2/catch.hpp>
#include <thread>

#include "naive_graph.h"
#include "random_records.h"
#include "topology_live.h"

namespace headwater {
namespace {

using detail::EdgeChanges;
using detail::LiveTopology;
using test::difference;
using test::NaiveGraph;
using test::Random;

NodeId node(std::size_t n) {
  const DocumentId document = document_id_of("topology " + std::to_string(n / 3));
  if (n % 3 == 0) return document;
  if (n % 3 == 1) return claim_id_of(document, "a place");
  return agent_id_of("topology " + std::to_string(n / 3));
}

EdgeEnds edge(std::size_t from, Relation relation, std::size_t to) { return {node(from), relation, node(to)}; }

std::shared_ptr<const detail::TopologyArrays> none() { return detail::build_arrays({}, {}); }

TEST_CASE("an arc keeps its number and its relation apart", "[graph][topology]") {
  for (const NodeNumber to : {NodeNumber{0}, NodeNumber{1}, Arc::kMaxNodes - 1}) {
    for (unsigned relation = 1; relation <= 11; ++relation) {
      const Arc arc{to, static_cast<Relation>(relation)};
      CHECK(arc.to() == to);
      CHECK(arc.relation() == static_cast<Relation>(relation));
    }
  }
}

TEST_CASE("ids of every kind are packed and come back", "[graph][topology]") {
  for (std::size_t n = 0; n < 30; ++n) CHECK(detail::unpack(detail::pack(node(n))) == node(n));
}

TEST_CASE("an empty topology has no nodes and no numbers", "[graph][topology]") {
  const Topology graph = LiveTopology{none(), 7}.snapshot();
  CHECK(graph.nodes() == 0);
  CHECK(graph.edges() == 0);
  CHECK(graph.version() == 7);
  CHECK_FALSE(graph.number_of(node(1)));
}

TEST_CASE("a topology answers as a list of edges does, whatever comes and goes", "[graph][topology]") {
  const auto seed = static_cast<std::uint64_t>(GENERATE(range(0, 12)));
  CAPTURE(seed);
  Random random{seed};
  const std::size_t few_or_many = seed % 2 == 0 ? 12 : 300;
  std::vector<NodeId> nodes;
  for (std::size_t n = 0; n < few_or_many; ++n) nodes.push_back(node(n));
  LiveTopology live{none(), 0};
  NaiveGraph naive;
  std::vector<std::pair<Topology, NaiveGraph>> earlier;
  Walk walk;
  for (std::uint64_t version = 1; version <= 40; ++version) {
    EdgeChanges changes;
    for (std::size_t left = random.below(8); left > 0 && !naive.edges.empty(); --left) {
      const std::size_t at = random.below(naive.edges.size());
      changes.removed.push_back(naive.edges[at]);
      naive.edges.erase(naive.edges.begin() + static_cast<std::ptrdiff_t>(at));
    }
    for (std::size_t left = random.below(14); left > 0; --left) {
      // Many at one node, now and then; loops and doubles as they come.
      const std::size_t to = random.chance(30) ? 0 : random.below(few_or_many);
      changes.added.push_back(edge(random.below(few_or_many), static_cast<Relation>(1 + random.below(11)), to));
    }
    // What goes and comes again.
    if (random.chance(30) && !changes.removed.empty()) changes.added.push_back(changes.removed.front());
    naive.edges.insert(naive.edges.end(), changes.added.begin(), changes.added.end());
    REQUIRE(live.apply(changes, version));
    if (random.chance(10)) live.settle();
    if (random.chance(10)) earlier.emplace_back(live.snapshot(), naive);
    if (few_or_many == 12 || version % 20 == 0) REQUIRE(difference(live.snapshot(), naive, nodes, walk) == "");
    REQUIRE(live.snapshot().version() == version);
  }
  for (const auto& [graph, wanted] : earlier) REQUIRE(difference(graph, wanted, nodes, walk) == "");
}

TEST_CASE("giving numbers by nearness changes no edge", "[graph][topology]") {
  Random random{3};
  std::vector<detail::PackedId> ids;
  std::vector<NodeId> nodes;
  for (std::size_t n = 0; n < 90; ++n) {
    nodes.push_back(node(n));
    ids.push_back(detail::pack(nodes.back()));
  }
  std::vector<detail::NumberedEdge> edges;
  NaiveGraph naive;
  for (std::size_t n = 0; n < 300; ++n) {
    const auto from = static_cast<NodeNumber>(random.below(90));
    const auto to = static_cast<NodeNumber>(random.chance(40) ? 0 : random.below(90));
    edges.push_back({from, {to, Relation::kCites}});
    naive.edges.push_back({nodes[from], Relation::kCites, nodes[to]});
  }
  detail::number_by_nearness(ids, edges);
  Walk walk;
  CHECK(difference(LiveTopology{detail::build_arrays(ids, edges), 1}.snapshot(), naive, nodes, walk) == "");
}

TEST_CASE("what does not fit is refused", "[graph][topology]") {
  LiveTopology live{none(), 0};
  REQUIRE(live.apply({{edge(0, Relation::kCites, 3)}, {}}, 1));
  CHECK_FALSE(live.apply({{}, {edge(3, Relation::kCites, 0)}}, 2));
  CHECK(live.snapshot().version() == 1);
  CHECK(live.snapshot().edges() == 1);
  LiveTopology other{none(), 0};
  CHECK_FALSE(other.apply({{}, {edge(0, Relation::kCites, 3)}}, 1));
}

TEST_CASE("arrays take at most sixteen bytes an edge for both directions, at two nodes for three edges",
          "[graph][topology]") {
  constexpr std::size_t kNodes = 2000;
  constexpr std::size_t kEdges = 3000;
  std::vector<detail::PackedId> ids;
  for (std::size_t n = 0; n < kNodes; ++n) ids.push_back(detail::pack(node(n)));
  Random random{1};
  std::vector<detail::NumberedEdge> edges;
  for (std::size_t n = 0; n < kEdges; ++n) {
    edges.push_back({static_cast<NodeNumber>(random.below(kNodes)),
                     {static_cast<NodeNumber>(random.below(kNodes)), Relation::kCites}});
  }
  const auto arrays = detail::build_arrays(ids, edges);
  std::size_t bytes = 0;
  for (const detail::Rows& rows : arrays->rows) bytes += rows.offsets.size_bytes() + rows.arcs.size_bytes();
  CHECK(bytes <= 16 * kEdges);
  CHECK(arrays->is_sound());
}

TEST_CASE("arrays know their own ids and no others, and a copy of them is the same", "[graph][topology]") {
  std::vector<detail::PackedId> ids;
  for (std::size_t n = 0; n < 3000; ++n) ids.push_back(detail::pack(node(n)));
  const auto built = detail::build_arrays(ids, {{0, {1, Relation::kCites}}, {2, {1, Relation::kRepeats}}});
  const auto copied = detail::copy_of(*built);
  CHECK(copied->is_sound());
  CHECK(copied->edges() == 2);
  CHECK(std::ranges::equal(copied->rows[1].of(1), built->rows[1].of(1)));
  for (const auto& arrays : {built, copied}) {
    for (NodeNumber n = 0; n < ids.size(); ++n) REQUIRE(arrays->number_of(ids[n]) == n);
    for (std::size_t n = ids.size(); n < 3 * ids.size(); ++n) {
      REQUIRE_FALSE(arrays->number_of(detail::pack(node(n))));
    }
  }
}

TEST_CASE("arrays with wild numbers are not sound", "[graph][topology]") {
  const auto good = detail::build_arrays({detail::pack(node(0)), detail::pack(node(1))},
                                         {{0, {1, Relation::kCites}}, {1, {1, Relation::kCites}}});
  REQUIRE(good->is_sound());
  const auto with = [&](auto change) {
    detail::TopologyArrays bad = *good;
    change(bad);
    return bad.is_sound();
  };
  const std::array<std::uint32_t, 3> falling{0, 3, 2};
  const std::array<std::uint32_t, 3> beyond{0, 1, 3};
  const std::array<std::uint32_t, 3> late{1, 1, 2};
  for (const auto& offsets : {falling, beyond, late}) {
    CHECK_FALSE(with([&](detail::TopologyArrays& arrays) { arrays.rows[0].offsets = offsets; }));
    CHECK_FALSE(with([&](detail::TopologyArrays& arrays) { arrays.rows[1].offsets = offsets; }));
  }
  const std::array<Arc, 2> stranger{Arc{1, Relation::kCites}, Arc{2, Relation::kCites}};
  CHECK_FALSE(with([&](detail::TopologyArrays& arrays) { arrays.rows[1].arcs = stranger; }));
  const std::array<std::uint32_t, 4> unknown{0, 1, 2, 3};
  CHECK_FALSE(with([&](detail::TopologyArrays& arrays) { arrays.slots = unknown; }));
  CHECK_FALSE(with([&](detail::TopologyArrays& arrays) { arrays.slots = std::span{unknown}.first(2); }));
  const std::array<std::uint32_t, 4> of_nothing{0, 1, 2, 0x5000'0000};
  CHECK_FALSE(with([&](detail::TopologyArrays& arrays) { arrays.slots = of_nothing; }));
}

TEST_CASE("readers see a change whole or not at all while a writer goes on", "[graph][topology]") {
  // Change n adds a chain of three edges from a node of its own to the first node.
  LiveTopology live{none(), 0};
  std::atomic<bool> done{false};
  std::atomic<int> wrong{0};
  std::vector<std::thread> readers;
  for (int thread = 0; thread < 2; ++thread) {
    readers.emplace_back([&] {
      Walk walk;
      while (!done) {
        const Topology graph = live.snapshot();
        if (graph.edges() != 3 * graph.version()) ++wrong;
        if (graph.version() == 0) continue;
        const std::optional<NodeNumber> last = graph.number_of(node(3 * graph.version()));
        const std::optional<NodeNumber> first = graph.number_of(node(0));
        if (!last || !first || graph.number_of(node(3 * graph.version() + 3))) {
          ++wrong;
          continue;
        }
        walk.reach(graph, *last, Direction::kUpstream);
        if (walk.reached().size() != 4 || walk.ends().size() != 1 || walk.ends()[0] != *first) ++wrong;
        walk.reach(graph, *first, Direction::kDownstream);
        if (walk.reached().size() != 3 * graph.version() + 1) ++wrong;
      }
    });
  }
  bool fits = true;
  for (std::uint64_t n = 1; n <= 600; ++n) {
    const EdgeChanges chain{{edge(3 * n, Relation::kCites, 3 * n + 1), edge(3 * n + 1, Relation::kCites, 3 * n + 2),
                             edge(3 * n + 2, Relation::kCites, 0)},
                            {}};
    fits = live.apply(chain, n) && fits;
    if (n % 200 == 0) live.settle();
  }
  done = true;
  for (std::thread& reader : readers) reader.join();
  CHECK(fits);
  CHECK(wrong == 0);
}

}  // namespace
}  // namespace headwater
