#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <catch2/catch.hpp>
#include <chrono>
#include <filesystem>
#include <fstream>
#include <set>
#include <string>
#include <thread>
#include <vector>

#include "child.h"
#include "headwater/graph/store.h"
#include "numbered_story.h"
#include "scratch.h"

namespace headwater {
namespace {

namespace fs = std::filesystem;

using test::Child;
using test::flaw;
using test::numbered_story;
using test::Random;
using test::Scratch;

// Kills a process that puts, `rounds` times, each time looking at everything. From one thread or from four.
void kill_while_putting(const std::string& path, int rounds, bool together, Random& random) {
  std::set<std::uint64_t> acknowledged;
  std::uint64_t next = 0;
  for (int round = 0; round < rounds; ++round) {
    {
      Child child{{HEADWATER_STORE_CHILD, together ? "together" : "put", path, std::to_string(next)}};
      // Some rounds die on the way in, others after a while.
      for (std::size_t lines = random.below(30); lines > 0; --lines) acknowledged.insert(std::stoull(child.line()));
      std::this_thread::sleep_for(std::chrono::microseconds{random.below(20'000)});
      child.kill();
      for (std::string line = child.line(); !line.empty(); line = child.line()) {
        acknowledged.insert(std::stoull(line));
      }
    }
    const Result<Store> store = Store::open(path, {});
    INFO((store.has_value() ? "" : store.error().message));
    REQUIRE(store.has_value());
    // What was under way is there whole or not at all: at most one a thread.
    const std::uint64_t end = std::max(next, acknowledged.empty() ? 0 : *acknowledged.rbegin() + 1) + 8;
    std::uint64_t whole = 0;
    for (std::uint64_t n = 0; n < end; ++n) {
      const std::string what = flaw(*store, n);
      INFO("document " << n);
      REQUIRE((what.empty() || (what == "absent" && !acknowledged.contains(n))));
      if (!what.empty()) continue;
      ++whole;
      acknowledged.insert(n);
      next = n + 1;
    }
    REQUIRE(store->version() == whole);
    REQUIRE(store->check()->problems == std::vector<std::string>{});
  }
  CHECK(acknowledged.size() > static_cast<std::size_t>(rounds));
}

TEST_CASE("a process killed while it puts leaves whole documents, all it acknowledged among them", "[graph][fault]") {
  Random random{1};
  for (const bool together : {false, true}) {
    const Scratch scratch;
    kill_while_putting(scratch / "db", 6, together, random);
  }
}

TEST_CASE("the same five hundred times", "[graph][fault][.slow]") {
  Random random{20};
  for (int store = 0; store < 50; ++store) {
    const Scratch scratch;
    kill_while_putting(scratch / "db", 10, store % 2 == 1, random);
  }
}

// A child on a disk that fails after `after` calls; what it acknowledged must be there.
void put_on_failing_disk(std::uint64_t after, std::uint64_t more, bool is_torn) {
  INFO((is_torn ? "torn" : "failed") << " after " << after << " calls, " << more << " more");
  const Scratch scratch;
  std::uint64_t acknowledged = 0;
  std::string last;
  {
    Child child{{HEADWATER_STORE_CHILD, "failing", scratch / "db", std::to_string(after), std::to_string(more),
                 is_torn ? "torn" : "failed"}};
    for (std::string line = child.line(); !line.empty(); line = child.line()) {
      last = line;
      if (line.find_first_not_of("0123456789") == std::string::npos) acknowledged = std::stoull(line) + 1;
    }
    const int status = child.wait();
    REQUIRE((is_torn || status == 0));
  }
  INFO("it said last: " << last);
  REQUIRE_THAT(last, !Catch::Contains("failed"));
  const Result<Store> store = Store::open(scratch / "db", {});
  INFO((store.has_value() ? "" : store.error().message));
  REQUIRE(store.has_value());
  for (std::uint64_t n = 0; n < acknowledged; ++n) REQUIRE(flaw(*store, n) == "");
  const std::string after_last = flaw(*store, acknowledged);
  REQUIRE((after_last.empty() || after_last == "absent"));
  REQUIRE(store->check()->problems == std::vector<std::string>{});
}

TEST_CASE("a write that is torn or fails loses nothing acknowledged", "[graph][fault]") {
  Random random{21};
  for (int round = 0; round < 24; ++round) {
    put_on_failing_disk(random.below(160), random.below(4), round % 2 == 0);
  }
}

TEST_CASE("every one of the first three hundred writes torn and failed", "[graph][fault][.slow]") {
  for (std::uint64_t after = 0; after < 300; ++after) {
    put_on_failing_disk(after, 0, true);
    put_on_failing_disk(after, after % 3, false);
  }
}

TEST_CASE("a process killed while it closes leaves a topology that is right or not used", "[graph][fault]") {
  const Scratch scratch;
  Random random{2};
  std::uint64_t next = 0;
  for (int round = 0; round < 12; ++round) {
    {
      Child child{{HEADWATER_STORE_CHILD, "reopen", scratch / "db", std::to_string(next)}};
      for (std::size_t lines = 1 + random.below(3); lines > 0; --lines) next = std::stoull(child.line()) + 1;
      std::this_thread::sleep_for(std::chrono::microseconds{random.below(15'000)});
      child.kill();
      for (std::string line = child.line(); !line.empty(); line = child.line()) next = std::stoull(line) + 1;
    }
    const Result<Store> store = Store::open(scratch / "db", {.read_only = round % 2 == 0});
    INFO((store.has_value() ? "" : store.error().message));
    REQUIRE(store.has_value());
    next = std::max(next, store->version());
    REQUIRE(store->check()->problems == std::vector<std::string>{});
    const StoreStats stats = store->stats().value();
    REQUIRE(store->topology()->edges() == stats.edges);
  }
}

TEST_CASE("a store another process writes to is busy for writing and open for reading", "[graph][fault]") {
  const Scratch scratch;
  { REQUIRE(Store::open(scratch / "db", {})->put(numbered_story(1)).has_value()); }
  Child child{{HEADWATER_STORE_CHILD, "hold", scratch / "db"}};
  REQUIRE(child.line() == "open");
  const Result<Store> second = Store::open(scratch / "db", {});
  REQUIRE_FALSE(second.has_value());
  CHECK(second.error().code == ErrorCode::kBusy);
  CHECK_THAT(second.error().message, Catch::Contains(scratch / "db"));
  {
    const Result<Store> reader = Store::open(scratch / "db", {.read_only = true});
    REQUIRE(reader.has_value());
    CHECK(flaw(*reader, 1) == "");
  }
  child.end_input();
  CHECK(child.wait() == 0);
  CHECK(Store::open(scratch / "db", {}).has_value());
}

TEST_CASE("a reader opened while another process writes sees all that was acknowledged", "[graph][fault]") {
  const Scratch scratch;
  Child child{{HEADWATER_STORE_CHILD, "put", scratch / "db", "0"}};
  for (int round = 0; round < 10; ++round) {
    std::uint64_t acknowledged = 0;
    for (int lines = 0; lines < 10; ++lines) acknowledged = std::stoull(child.line()) + 1;
    const Result<Store> reader = Store::open(scratch / "db", {.read_only = true});
    INFO((reader.has_value() ? "" : reader.error().message));
    REQUIRE(reader.has_value());
    REQUIRE(reader->version() >= acknowledged);
    // Some of them all over, and the last ones: the writer goes on while they are read, and may be the faster of the
    // two.
    const std::uint64_t all = reader->version();
    for (std::uint64_t n = 0; n < all; n += all / 200 + 1) REQUIRE(flaw(*reader, n) == "");
    for (std::uint64_t n = all - std::min<std::uint64_t>(all, 50); n < all; ++n) REQUIRE(flaw(*reader, n) == "");
  }
}

TEST_CASE("a full disk is an I/O error and loses nothing acknowledged", "[graph][fault]") {
  const Scratch scratch;
  Child child{{HEADWATER_STORE_CHILD, "fill", scratch.path()}};
  const std::string told = child.line();
  CHECK_THAT(told, Catch::StartsWith("whole, "));
  CHECK(child.wait() == 0);
}

TEST_CASE("a store goes on writing once a full disk has room again", "[graph][fault]") {
  const Scratch scratch;
  Child child{{HEADWATER_STORE_CHILD, "recover", scratch.path()}};
  const std::string told = child.line();
  if (told == "no full disk to be had") {
    WARN("not tried: a file system of one's own needs root");
  } else {
    CHECK(told == "whole");
  }
  CHECK(child.wait() == 0);
}

// A closed store of a few documents, all in tables.
void make_store(const std::string& path, std::uint64_t documents) {
  Store store = Store::open(path, {.sync = false}).value();
  for (std::uint64_t n = 0; n < documents; ++n) REQUIRE(store.put(numbered_story(n)).has_value());
}

void flip(const fs::path& file, Random& random) {
  std::string bytes = test::read_file(file.string());
  REQUIRE_FALSE(bytes.empty());
  bytes[random.below(bytes.size())] ^= static_cast<char>(1 << random.below(8));
  std::ofstream{file, std::ios::binary | std::ios::trunc} << bytes;
}

std::vector<fs::path> files_of(const std::string& path, const std::string& part) {
  std::vector<fs::path> out;
  for (const fs::directory_entry& file : fs::directory_iterator{path}) {
    if (file.path().filename().string().find(part) != std::string::npos) out.push_back(file.path());
  }
  return out;
}

// Whether anything that is read from the store says so. What is read without an error is right.
bool is_found(const std::string& path, bool read_only, std::uint64_t documents) {
  const Result<Store> store = Store::open(path, {.read_only = read_only});
  if (!store.has_value()) {
    INFO(store.error().message);
    CHECK((store.error().code == ErrorCode::kCorruption || store.error().code == ErrorCode::kIo ||
           store.error().code == ErrorCode::kInvalidArgument || store.error().code == ErrorCode::kUnsupported));
    return true;
  }
  bool found = false;
  for (std::uint64_t n = 0; n < documents; ++n) {
    const auto document = store->document(test::numbered_id(n));
    if (!document.has_value()) {
      CHECK(document.error().code == ErrorCode::kCorruption);
      found = true;
      continue;
    }
    CHECK((!*document || **document == numbered_story(n).extraction.document));
    found = found || !*document;
  }
  const Result<StoreCheck> check = store->check();
  return found || !check.has_value() || check->problem_count > 0;
}

TEST_CASE("a flipped bit in a table is found, and nothing read is wrong", "[graph][fault]") {
  const Scratch scratch;
  make_store(scratch / "whole", 12);
  REQUIRE(files_of(scratch / "whole", ".sst").size() == 1);
  Random random{2};
  for (int i = 0; i < 60; ++i) {
    fs::copy(scratch / "whole", scratch / "db", fs::copy_options::recursive);
    flip(files_of(scratch / "db", ".sst").front(), random);
    CHECK(is_found(scratch / "db", i % 2 == 0, 12));
    fs::remove_all(scratch / "db");
  }
}

TEST_CASE("a flipped bit or a cut in any other file never brings the program down", "[graph][fault]") {
  const Scratch scratch;
  make_store(scratch / "whole", 4);
  Random random{3};
  for (const char* part : {"MANIFEST", "CURRENT", "OPTIONS", "IDENTITY"}) {
    for (int i = 0; i < 12; ++i) {
      fs::copy(scratch / "whole", scratch / "db", fs::copy_options::recursive);
      const fs::path file = files_of(scratch / "db", part).front();
      if (i % 3 == 0) {
        fs::resize_file(file, random.below(fs::file_size(file)));
      } else {
        flip(file, random);
      }
      is_found(scratch / "db", i % 2 == 0, 4);
      fs::remove_all(scratch / "db");
    }
  }
}

TEST_CASE("a store whose list of tables is lost is corrupt, not new", "[graph][fault]") {
  const Scratch scratch;
  make_store(scratch / "db", 4);
  fs::resize_file(files_of(scratch / "db", "MANIFEST").front(), 0);
  for (const bool read_only : {true, false}) {
    const Result<Store> store = Store::open(scratch / "db", {.read_only = read_only});
    REQUIRE_FALSE(store.has_value());
    CHECK(store.error().code == ErrorCode::kCorruption);
  }
  CHECK(files_of(scratch / "db", ".sst").size() == 1);
}

TEST_CASE("a table that is cut short or gone is an error, not an empty answer", "[graph][fault]") {
  const Scratch scratch;
  make_store(scratch / "whole", 4);
  for (const bool gone : {false, true}) {
    fs::copy(scratch / "whole", scratch / "db", fs::copy_options::recursive);
    const fs::path file = files_of(scratch / "db", ".sst").front();
    if (gone) {
      fs::remove(file);
    } else {
      fs::resize_file(file, fs::file_size(file) / 2);
    }
    CHECK_FALSE(Store::open(scratch / "db", {}).has_value());
    CHECK_FALSE(Store::open(scratch / "db", {.read_only = true}).has_value());
    fs::remove_all(scratch / "db");
  }
}

TEST_CASE("a directory that may not be read or written is an I/O error with its name", "[graph][fault]") {
  const Scratch scratch;
  // A name longer than the system takes stands for a disk that refuses, whoever runs this.
  const std::string refused = scratch / std::string(300, 'x');
  const Result<Store> store = Store::open(refused, {});
  REQUIRE_FALSE(store.has_value());
  CHECK(store.error().code == ErrorCode::kIo);
  CHECK_THAT(store.error().message, Catch::Contains(refused));
  if (geteuid() == 0) return;  // root may read anything
  fs::create_directory(scratch / "closed");
  chmod((scratch / "closed").c_str(), 0);
  CHECK(Store::open(scratch / "closed", {}).error().code == ErrorCode::kIo);
  chmod((scratch / "closed").c_str(), 0700);
}

}  // namespace
}  // namespace headwater
