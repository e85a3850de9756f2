#include "topology_file.h"

#include <catch2/catch.hpp>
#include <filesystem>
#include <fstream>

#include "naive_graph.h"
#include "random_records.h"
#include "scratch.h"
#include "topology_live.h"

namespace headwater {
namespace {

using detail::map_topology;
using detail::write_topology;

const std::string kStamp(detail::kStampBytes, 'a');
const std::string kOther(detail::kStampBytes, 'b');

struct Sample {
  std::vector<NodeId> nodes;
  test::NaiveGraph naive;
  std::shared_ptr<const detail::TopologyArrays> arrays;
};

Sample sample(std::size_t count, std::size_t edge_count) {
  test::Random random{5};
  Sample out;
  std::vector<detail::PackedId> ids;
  for (std::size_t n = 0; n < count; ++n) {
    out.nodes.push_back(document_id_of("file " + std::to_string(n)));
    ids.push_back(detail::pack(out.nodes.back()));
  }
  std::vector<detail::NumberedEdge> edges;
  for (std::size_t n = 0; n < edge_count; ++n) {
    const auto from = static_cast<NodeNumber>(random.below(count));
    const auto to = static_cast<NodeNumber>(random.below(count));
    edges.push_back({from, {to, Relation::kCites}});
    out.naive.edges.push_back({out.nodes[from], Relation::kCites, out.nodes[to]});
  }
  out.arrays = detail::build_arrays(ids, edges);
  return out;
}

void put(const std::string& path, const std::string& bytes) {
  std::ofstream{path, std::ios::binary | std::ios::trunc} << bytes;
}

TEST_CASE("a topology comes back from its file as it was", "[graph][topology]") {
  const test::Scratch scratch;
  const auto [count, edges] = GENERATE(std::pair{0, 0}, std::pair{1, 1}, std::pair{40, 90});
  const Sample wanted = sample(static_cast<std::size_t>(count), static_cast<std::size_t>(edges));
  REQUIRE(write_topology(scratch / "t", *wanted.arrays, kStamp).has_value());
  const auto found = map_topology(scratch / "t", kStamp);
  REQUIRE(found.has_value());
  REQUIRE(*found != nullptr);
  Walk walk;
  CHECK(test::difference(detail::LiveTopology{*found, 1}.snapshot(), wanted.naive, wanted.nodes, walk) == "");
  CHECK_FALSE(std::filesystem::exists(scratch / "t.new"));
  // Still there once the file is another.
  REQUIRE(write_topology(scratch / "t", *sample(3, 3).arrays, kOther).has_value());
  CHECK(test::difference(detail::LiveTopology{*found, 1}.snapshot(), wanted.naive, wanted.nodes, walk) == "");
}

TEST_CASE("no file and one with another stamp are no topology, and no error", "[graph][topology]") {
  const test::Scratch scratch;
  const auto absent = map_topology(scratch / "t", kStamp);
  REQUIRE(absent.has_value());
  CHECK(*absent == nullptr);
  REQUIRE(write_topology(scratch / "t", *sample(5, 9).arrays, kStamp).has_value());
  const auto stale = map_topology(scratch / "t", kOther);
  REQUIRE(stale.has_value());
  CHECK(*stale == nullptr);
  CHECK(*map_topology(scratch / "t", "") != nullptr);
}

TEST_CASE("a topology file that is cut short or has a flipped bit is found out", "[graph][topology]") {
  const test::Scratch scratch;
  REQUIRE(write_topology(scratch / "t", *sample(6, 11).arrays, kStamp).has_value());
  const std::string good = test::read_file(scratch / "t");
  const auto code = [&](const std::string& bytes) {
    put(scratch / "t", bytes);
    const auto found = map_topology(scratch / "t", kStamp);
    return found.has_value() ? std::optional<ErrorCode>{} : found.error().code;
  };
  REQUIRE_FALSE(code(good));
  for (std::size_t size = 0; size < good.size(); ++size) REQUIRE(code(good.substr(0, size)) == ErrorCode::kCorruption);
  REQUIRE(code(good + '\0') == ErrorCode::kCorruption);
  for (std::size_t bit = 0; bit < good.size() * 8; ++bit) {
    std::string bad = good;
    bad[bit / 8] = static_cast<char>(bad[bit / 8] ^ 1 << bit % 8);
    REQUIRE(code(bad) == ErrorCode::kCorruption);
  }
}

TEST_CASE("a topology that cannot be written leaves the old file, and says where", "[graph][topology]") {
  const test::Scratch scratch;
  REQUIRE(write_topology(scratch / "t", *sample(6, 11).arrays, kStamp).has_value());
  std::filesystem::create_directory(scratch / "t.new");
  const Result<void> refused = write_topology(scratch / "t", *sample(7, 12).arrays, kOther);
  REQUIRE_FALSE(refused.has_value());
  CHECK(refused.error().code == ErrorCode::kIo);
  CHECK_THAT(refused.error().message, Catch::Contains(scratch / "t"));
  CHECK(*map_topology(scratch / "t", kStamp) != nullptr);
}

}  // namespace
}  // namespace headwater
