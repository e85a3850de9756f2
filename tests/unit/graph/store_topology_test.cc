#include <algorithm>
#include <catch2/catch.hpp>
#include <filesystem>
#include <fstream>
#include <optional>
#include <set>

#include "headwater/graph/store.h"
#include "naive_graph.h"
#include "random_records.h"
#include "samples.h"
#include "scratch.h"

namespace headwater {
namespace {

namespace fs = std::filesystem;

// Documents enough that some cite each other.
constexpr std::size_t kStories = 25;

DocumentBatch story(std::size_t n) {
  static const test::World world{30, 12};
  test::Random random{n};
  DocumentBatch batch;
  batch.extraction = world.extraction(random, test::World::document(n % 30));
  return batch;
}

void put(Store& store, std::size_t first, std::size_t last) {
  for (std::size_t n = first; n < last; ++n) REQUIRE(store.put(story(n)).has_value());
}

test::NaiveGraph edges_in(const Store& store, std::set<NodeId>& nodes) {
  test::NaiveGraph out;
  const std::vector<Document> documents = store.documents({}, Store::kNoLimit).value();
  for (const Document& document : documents) {
    nodes.insert(document.id);
    const std::vector<Claim> claims = store.claims_of(document.id).value();
    for (const Claim& claim : claims) nodes.insert(claim.id);
  }
  for (std::size_t n = 0; n < 12; ++n) nodes.insert(test::World::agent(n));
  for (const NodeId& node : nodes) {
    const std::vector<Edge> edges = store.upstream(node).value();
    for (const Edge& edge : edges) out.edges.push_back({edge.from, edge.relation, edge.to});
  }
  return out;
}

// The first thing in which the topology is not what the edges say; "" for none.
std::string flaw(const Store& store) {
  std::set<NodeId> nodes;
  const test::NaiveGraph wanted = edges_in(store, nodes);
  const Result<Topology> graph = store.topology();
  if (!graph.has_value()) return graph.error().message;
  if (wanted.edges.empty()) return "no edges at all";
  if (graph->version() != store.version()) return "of another version";
  Walk walk;
  return test::difference(*graph, wanted, {nodes.begin(), nodes.end()}, walk);
}

TEST_CASE("a store's topology is what its edges say, from put to put and over reopening", "[graph][topology]") {
  const test::Scratch scratch;
  {
    Store store = Store::open(scratch / "db", {.sync = false}).value();
    put(store, 0, kStories);
    CHECK(flaw(store) == "");
    put(store, 10, kStories + 10);
    CHECK(flaw(store) == "");
  }
  CHECK(fs::exists(scratch / "db/topology"));
  for (const bool read_only : {true, false}) {
    const Store store = Store::open(scratch / "db", {.read_only = read_only}).value();
    CHECK(flaw(store) == "");
    CHECK(store.check()->problems == std::vector<std::string>{});
  }
}

TEST_CASE("a topology outlives later puts and its store", "[graph][topology]") {
  const test::Scratch scratch;
  std::optional<Store> store = Store::open(scratch / "db", {.sync = false}).value();
  put(*store, 0, 5);
  std::set<NodeId> nodes;
  const test::NaiveGraph wanted = edges_in(*store, nodes);
  const Topology graph = store->topology().value();
  put(*store, 3, 15);
  store.reset();
  Walk walk;
  CHECK(test::difference(graph, wanted, {nodes.begin(), nodes.end()}, walk) == "");
}

TEST_CASE("a topology file of an earlier state, of another store, or none is not used", "[graph][topology]") {
  const test::Scratch scratch;
  const std::string file = scratch / "db/topology";
  const auto open = [&] { return Store::open(scratch / "db", {.sync = false}).value(); };
  {
    Store store = open();
    put(store, 0, 5);
  }
  const std::string earlier = test::read_file(file);
  {
    Store store = open();
    put(store, 5, kStories);
  }
  const std::string right = test::read_file(file);
  REQUIRE(earlier != right);
  {
    Store other = Store::open(scratch / "other", {.sync = false}).value();
    put(other, 100, 100 + kStories);
  }
  const std::string stranger = test::read_file(scratch / "other/topology");
  for (const std::string& bytes : {earlier, stranger, std::string{}}) {
    std::ofstream{file, std::ios::binary | std::ios::trunc} << bytes;
    if (bytes.empty()) fs::remove(file);
    CHECK(flaw(Store::open(scratch / "db", {.read_only = true}).value()) == "");
    CHECK(test::read_file(file) == bytes);
    CHECK(flaw(open()) == "");
    // A writer leaves a right one.
    CHECK(test::read_file(file).size() == right.size());
    CHECK(test::read_file(file) != bytes);
  }
}

TEST_CASE("a damaged topology file is told by check, and does no harm", "[graph][topology]") {
  const test::Scratch scratch;
  const std::string file = scratch / "db/topology";
  {
    Store store = Store::open(scratch / "db", {.sync = false}).value();
    put(store, 0, kStories);
  }
  std::string bytes = test::read_file(file);
  bytes[bytes.size() / 2] = static_cast<char>(bytes[bytes.size() / 2] ^ 4);
  std::ofstream{file, std::ios::binary | std::ios::trunc} << bytes;
  {
    const Store store = Store::open(scratch / "db", {.read_only = true}).value();
    CHECK(flaw(store) == "");
    const StoreCheck check = store.check().value();
    REQUIRE(check.problem_count == 1);
    CHECK_THAT(check.problems.front(), Catch::Contains(file));
  }
  { CHECK(flaw(Store::open(scratch / "db", {}).value()) == ""); }
  CHECK(Store::open(scratch / "db", {}).value().check()->problem_count == 0);
}

TEST_CASE("a store that may keep no topology reaches what one that does reaches", "[graph][topology]") {
  const test::Scratch scratch;
  {
    Store store = Store::open(scratch / "db", {.sync = false, .max_topology_bytes = 200}).value();
    put(store, 0, kStories);
    const Result<Topology> refused = store.topology();
    REQUIRE_FALSE(refused.has_value());
    CHECK(refused.error().code == ErrorCode::kTooLarge);
  }
  const Store small = Store::open(scratch / "db", {.read_only = true, .max_topology_bytes = 200}).value();
  const Store large = Store::open(scratch / "db", {.read_only = true}).value();
  std::set<NodeId> nodes;
  const test::NaiveGraph naive = edges_in(small, nodes);
  nodes.insert(document_id_of("not there"));
  std::size_t ends = 0;
  for (const NodeId& node : nodes) {
    for (const Direction direction : {Direction::kUpstream, Direction::kDownstream}) {
      for (const Relations relations : {Relations::all(), Relations{Relation::kCites, Relation::kIssuedBy}}) {
        Reached by_scans = small.reach(node, direction, relations).value();
        Reached by_arrays = large.reach(node, direction, relations).value();
        std::sort(by_scans.ends.begin(), by_scans.ends.end());
        std::sort(by_arrays.ends.begin(), by_arrays.ends.end());
        REQUIRE(by_scans == by_arrays);
        const auto wanted = naive.reach(node, direction, relations);
        REQUIRE(by_arrays.nodes == wanted.size());
        ends += by_arrays.ends.size();
      }
    }
  }
  CHECK(ends > nodes.size());
}

TEST_CASE("a reader of a topology file is not troubled by a writer that replaces it", "[graph][topology]") {
  const test::Scratch scratch;
  {
    Store store = Store::open(scratch / "db", {.sync = false}).value();
    put(store, 0, 5);
  }
  const Store reader = Store::open(scratch / "db", {.read_only = true}).value();
  REQUIRE(flaw(reader) == "");
  {
    Store store = Store::open(scratch / "db", {.sync = false}).value();
    put(store, 5, kStories);
  }
  CHECK(flaw(reader) == "");
}

}  // namespace
}  // namespace headwater
