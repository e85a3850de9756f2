#include "headwater/graph/load.h"

#include <atomic>
#include <catch2/catch.hpp>
#include <filesystem>
#include <fstream>
#include <map>
#include <string>
#include <vector>

#include "random_records.h"
#include "rocksdb_kv.h"
#include "samples.h"
#include "scratch.h"

namespace headwater {
namespace {

namespace fs = std::filesystem;
using test::Random;
using test::Scratch;

// Documents of a small world that speak of each other, with links between claims.
std::vector<DocumentBatch> documents(std::uint64_t seed, std::size_t count) {
  const test::World world{count * 2, 12};
  Random random{seed};
  std::vector<DocumentBatch> out;
  for (std::size_t n = 0; n < count; ++n) {
    DocumentBatch batch;
    batch.extraction = world.extraction(random, test::World::document(n));
    batch.raw = random.bytes(200);
    batch.extraction.document.sha256 = random.chance(30) ? "" : sha256_hex(batch.raw);
    if (random.chance(30)) batch.raw.clear();
    for (std::size_t links = random.below(4); links > 0 && !out.empty() && !batch.extraction.claims.empty(); --links) {
      const Extraction& other = out[random.below(out.size())].extraction;
      if (other.claims.empty()) continue;
      Edge edge;
      edge.from = random.pick(batch.extraction.claims).id;
      edge.relation = Relation::kRepeats;
      edge.to = random.pick(other.claims).id;
      if (random.chance(20)) std::swap(edge.from, edge.to);
      edge.evidence = {batch.extraction.document.id, {}, "match@1", 0.5};
      batch.links.push_back(std::move(edge));
    }
    out.push_back(std::move(batch));
  }
  return out;
}

NextDocument source_of(const std::vector<DocumentBatch>& all, std::atomic<std::size_t>& next) {
  return [&all, &next]() -> Result<std::optional<DocumentBatch>> {
    const std::size_t n = next++;
    return n < all.size() ? std::optional{all[n]} : std::nullopt;
  };
}

Result<StoreStats> load(const std::string& path, const std::vector<DocumentBatch>& all, const LoadOptions& options) {
  std::atomic<std::size_t> next = 0;
  return load_store(path, source_of(all, next), options);
}

std::map<std::string, std::string> keys_of(const std::string& path) {
  std::map<std::string, std::string> out;
  const auto kv = detail::open_rocksdb(path, detail::KvMode::kReadOnly);
  REQUIRE(kv.has_value());
  REQUIRE((*kv)
              ->scan({}, Store::kNoLimit,
                     [&](std::string_view key, std::string_view value) -> Result<bool> {
                       out.emplace(key, value);
                       return true;
                     })
              .has_value());
  return out;
}

TEST_CASE("a loaded store has every byte that putting would give it", "[graph][load][property]") {
  for (const std::size_t memory : {std::size_t{1} << 14, std::size_t{1} << 17, std::size_t{256} << 20}) {
    for (const std::size_t threads : {1u, 3u}) {
      const Scratch scratch;
      const std::vector<DocumentBatch> all = documents(memory + threads, 60);
      {
        Store store = Store::open(scratch / "put", {.sync = false}).value();
        for (const DocumentBatch& batch : all) REQUIRE(store.put(batch).has_value());
      }
      const Result<StoreStats> stats =
          load(scratch / "loaded", all, {.memory_bytes = memory, .threads = threads, .topology = threads == 1});
      INFO((stats.has_value() ? "" : stats.error().message));
      REQUIRE(stats.has_value());
      CHECK(stats->documents_held == all.size());
      CHECK(keys_of(scratch / "loaded") == keys_of(scratch / "put"));
      CHECK_FALSE(fs::exists(scratch / "loaded.partial"));
      CHECK(fs::exists(scratch / "loaded/topology") == (threads == 1));
      Store store = Store::open(scratch / "loaded", {.sync = false}).value();
      CHECK(store.check()->problems == std::vector<std::string>{});
      CHECK(store.put(test::agency_story().batch()).has_value());
    }
  }
}

TEST_CASE("what cannot be loaded leaves nothing", "[graph][load]") {
  const Scratch scratch;
  std::vector<DocumentBatch> all = documents(7, 20);
  const auto refused = [&](const std::string& what) {
    const Result<StoreStats> loaded = load(scratch / "db", all, {.threads = 2});
    REQUIRE_FALSE(loaded.has_value());
    CHECK(loaded.error().code == ErrorCode::kInvalidArgument);
    CHECK_THAT(loaded.error().message, Catch::Contains(what));
    CHECK_FALSE(fs::exists(scratch / "db"));
    CHECK_FALSE(fs::exists(scratch / "db.partial"));
  };
  all.push_back(all[3]);
  refused("document " + to_string(all[3].extraction.document.id) + " comes twice");
  all.pop_back();
  Edge astray;
  astray.from = all[2].extraction.document.id;
  astray.relation = Relation::kCites;
  astray.to = document_id_of("nowhere");
  all[2].links.push_back(astray);
  refused("an edge of document " + to_string(all[2].extraction.document.id) + " is at " + to_string(astray.to));
  all[2].links.back().to = {};
  refused("a link without a node at each end");
  fs::create_directories(scratch / "full");
  std::ofstream{scratch / "full/notes.txt"} << "not a store";
  CHECK(load(scratch / "full", {}, {}).error().code == ErrorCode::kInvalidArgument);
  const Result<StoreStats> broken = load_store(scratch / "db",
                                               []() -> Result<std::optional<DocumentBatch>> {
                                                 return Error{ErrorCode::kIo, "the tape tore"};
                                               },
                                               {});
  CHECK_THAT(broken.error().message, Catch::Contains("the tape tore"));
  CHECK_FALSE(fs::exists(scratch / "db.partial"));
}

TEST_CASE("what is derived is made anew by a repair, to the byte, and what is not is named", "[graph][load][repair]") {
  const Scratch scratch;
  const std::vector<DocumentBatch> all = documents(11, 40);
  REQUIRE(load(scratch / "db", all, {}).has_value());
  const std::map<std::string, std::string> whole = keys_of(scratch / "db");
  std::size_t damage = 0;
  {
    const auto kv = detail::open_rocksdb(scratch / "db", detail::KvMode::kReadWrite);
    detail::KvBatch batch;
    for (const auto& [key, value] : whole) {
      const bool is_derived = std::string_view{"AHPimow"}.find(key.front()) != std::string_view::npos;
      if (!is_derived || ++damage % 3 == 0) continue;
      damage % 3 == 1 ? batch.erase(key) : batch.put(key, "nonsense");
    }
    REQUIRE((*kv)->write(batch, false).has_value());
  }
  {
    const Store store = Store::open(scratch / "db", {.read_only = true}).value();
    CHECK(store.check()->problem_count > 100);
    const Result<StoreStats> repaired = store.repair_to(scratch / "whole");
    INFO((repaired.has_value() ? "" : repaired.error().message));
    REQUIRE(repaired.has_value());
  }
  CHECK(keys_of(scratch / "whole") == whole);
  {
    const auto kv = detail::open_rocksdb(scratch / "db", detail::KvMode::kReadWrite);
    detail::KvBatch batch;
    batch.put(codec::edges_key(all[5].extraction.document.id), "nonsense");
    REQUIRE((*kv)->write(batch, false).has_value());
  }
  const Store store = Store::open(scratch / "db", {.read_only = true}).value();
  const Result<StoreStats> repaired = store.repair_to(scratch / "again");
  REQUIRE_FALSE(repaired.has_value());
  CHECK(repaired.error().code == ErrorCode::kCorruption);
  CHECK_FALSE(fs::exists(scratch / "again"));
  CHECK_FALSE(fs::exists(scratch / "again.partial"));
}

TEST_CASE("a store of no documents can be loaded", "[graph][load]") {
  const Scratch scratch;
  REQUIRE(load(scratch / "db", {}, {}).has_value());
  const Store store = Store::open(scratch / "db", {}).value();
  CHECK(store.check()->problem_count == 0);
  CHECK(store.stats()->documents_held == 0);
}

}  // namespace
}  // namespace headwater
