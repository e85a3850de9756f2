#include <atomic>
#include <catch2/catch.hpp>
#include <filesystem>
#include <fstream>
#include <string>
#include <thread>
#include <vector>

#include "headwater/graph/store.h"
#include "samples.h"
#include "scratch.h"

namespace headwater {
namespace {

namespace fs = std::filesystem;
using test::Scratch;

// Held documents, their claims and the edges out of these, by id.
std::string told(const Store& store) {
  std::string out;
  const std::vector<Document> documents = store.documents({}, Store::kNoLimit).value();
  for (const Document& d : documents) {
    out += to_string(d.id) + d.title + (d.held ? " held\n" : "\n");
    const std::vector<Claim> claims = store.claims_of(d.id).value();
    for (const Claim& c : claims) {
      out += to_string(c.id) + c.text + "\n";
      const std::vector<Edge> edges = store.upstream(c.id).value();
      for (const Edge& e : edges) out += std::string{to_string(e.relation)} + to_string(e.to) + "\n";
    }
  }
  return out;
}

void flip_last_table(const std::string& store) {
  for (const fs::directory_entry& file : fs::directory_iterator{store}) {
    if (file.path().extension() != ".sst") continue;
    std::fstream bytes{file.path(), std::ios::in | std::ios::out | std::ios::binary};
    bytes.seekp(20);
    bytes.put('\x5a');
  }
}

TEST_CASE("a copy says what the store said, and is a store of its own", "[graph][copy]") {
  const Scratch scratch;
  Store store = Store::open(scratch / "db", {}).value();
  REQUIRE(store.put(test::agency_story().batch()).has_value());
  REQUIRE(store.put(test::paper_story().batch()).has_value());
  const std::string before = told(store);
  const Result<StoreStats> stats = store.copy_to(scratch / "copy");
  REQUIRE(stats.has_value());
  CHECK(stats->documents_held == 2);
  CHECK_FALSE(fs::exists(scratch / "copy.partial"));
  // What is written later is not in it, and what is written to it not in the store.
  test::Story third{"third.txt", "The gates are shut, said Ada Lind."};
  REQUIRE(store.put(third.batch()).has_value());
  {
    const Store copy = Store::open(scratch / "copy", {}).value();
    CHECK(told(copy) == before);
    CHECK(copy.check()->problem_count == 0);
    CHECK(copy.topology().value().edges() == stats->edges);
  }
  // Of a copy, and of a store opened for reading while another writes.
  const Store reader = Store::open(scratch / "db", {.read_only = true}).value();
  REQUIRE(reader.copy_to(scratch / "two/").has_value());
  CHECK(Store::open(scratch / "two", {.read_only = true})->stats()->documents_held == 3);
}

TEST_CASE("a copy made under a writer has whole documents", "[graph][copy]") {
  const Scratch scratch;
  Store store = Store::open(scratch / "db", {.sync = false}).value();
  std::atomic<bool> done{false};
  std::thread writer{[&] {
    for (int i = 0; i < 300 && !done; ++i) {
      test::Story story{"story" + std::to_string(i) + ".txt",
                        "The gates are shut, said Ada Lind " + std::to_string(i) + "."};
      if (!store.put(story.batch()).has_value()) break;
    }
  }};
  for (int i = 0; i < 3; ++i) {
    const Result<StoreStats> stats = store.copy_to(scratch / ("copy" + std::to_string(i)));
    CHECK(stats.has_value());
  }
  done = true;
  writer.join();
}

TEST_CASE("what is in the way of a copy stays as it is", "[graph][copy]") {
  const Scratch scratch;
  const Store store = Store::open(scratch / "db", {}).value();
  const auto refused = [&](const std::string& to) {
    const Result<StoreStats> copied = store.copy_to(to);
    REQUIRE_FALSE(copied.has_value());
    CHECK(copied.error().code == ErrorCode::kInvalidArgument);
    CHECK_THAT(copied.error().message, Catch::Contains(to));
  };
  scratch.write("folder/letter.txt", "Dear all");
  refused(scratch / "folder");
  refused(scratch / "folder/letter.txt");
  refused(scratch / "db");
  // A store that only has the name of an unfinished copy.
  { REQUIRE(Store::open(scratch / "new.partial", {}).has_value()); }
  CHECK(store.copy_to(scratch / "new").error().code == ErrorCode::kInvalidArgument);
  CHECK(Store::open(scratch / "new.partial", {.read_only = true}).has_value());
  // One that was broken off gives way.
  fs::create_directories(scratch / "late.partial");
  std::ofstream{scratch / "late.partial/unfinished-copy.dbtmp"} << "";
  std::ofstream{scratch / "late.partial/CURRENT"} << "x";
  CHECK(store.copy_to(scratch / "late").has_value());
  CHECK_FALSE(fs::exists(scratch / "late.partial"));
}

TEST_CASE("of a damaged store there is no copy", "[graph][copy]") {
  const Scratch scratch;
  {
    Store store = Store::open(scratch / "db", {}).value();
    REQUIRE(store.put(test::agency_story().batch()).has_value());
  }
  flip_last_table(scratch / "db");
  const Result<Store> store = Store::open(scratch / "db", {.read_only = true});
  if (store.has_value()) {
    const Result<StoreStats> copied = store->copy_to(scratch / "copy");
    REQUIRE_FALSE(copied.has_value());
    CHECK(copied.error().code == ErrorCode::kCorruption);
  }
  CHECK_FALSE(fs::exists(scratch / "copy"));
  CHECK_FALSE(fs::exists(scratch / "copy.partial"));
}

}  // namespace
}  // namespace headwater
