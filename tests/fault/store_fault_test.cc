#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <catch2/catch.hpp>
#include <chrono>
#include <filesystem>
#include <fstream>
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

TEST_CASE("a process killed while it puts leaves whole documents, all it acknowledged among them", "[graph][fault]") {
  const Scratch scratch;
  Random random{1};
  std::uint64_t next = 0;
  for (int round = 0; round < 8; ++round) {
    std::uint64_t acknowledged = next;
    {
      Child child{{HEADWATER_STORE_CHILD, "put", scratch / "db", std::to_string(next)}};
      // Some rounds die on the way in, others after a while.
      for (std::size_t lines = random.below(30); lines > 0; --lines) acknowledged = std::stoull(child.line()) + 1;
      std::this_thread::sleep_for(std::chrono::microseconds{random.below(20'000)});
      child.kill();
      for (std::string line = child.line(); !line.empty(); line = child.line()) acknowledged = std::stoull(line) + 1;
    }
    const Result<Store> store = Store::open(scratch / "db", {});
    INFO((store.has_value() ? "" : store.error().message));
    REQUIRE(store.has_value());
    for (std::uint64_t n = 0; n < acknowledged; ++n) REQUIRE(flaw(*store, n) == "");
    // What was under way is there whole or not at all.
    const std::string last = flaw(*store, acknowledged);
    REQUIRE((last.empty() || last == "absent"));
    next = acknowledged + (last.empty() ? 1 : 0);
    REQUIRE(store->version() == next);
    REQUIRE(flaw(*store, next) == "absent");
    REQUIRE(store->check()->problems == std::vector<std::string>{});
  }
  CHECK(next > 8);
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
