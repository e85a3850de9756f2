// What lies in the log of an open store: bytes ahead of what is written, at which a reader takes it for ended.
#include <algorithm>
#include <catch2/catch.hpp>
#include <cstdint>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <string>

#include "kv.h"
#include "rocksdb_kv.h"
#include "scratch.h"

namespace headwater::detail {
namespace {

namespace fs = std::filesystem;
using test::Scratch;

fs::path log_in(const fs::path& directory) {
  fs::path found;
  for (const fs::directory_entry& entry : fs::directory_iterator{directory}) {
    if (entry.path().extension() != ".log") continue;
    CHECK(found.empty());
    found = entry.path();
  }
  return found;
}

constexpr char kFill = '\x05';

// Bytes that are not those ahead; most span pages, some span blocks of the log.
std::string value_of(std::uint32_t n) { return std::string(1 + n * 997 % 40'000, static_cast<char>('a' + n % 26)); }

void write_some(Kv& kv, std::uint32_t first, std::uint32_t end) {
  for (std::uint32_t n = first; n < end; ++n) {
    KvBatch batch;
    batch.put("key " + std::to_string(n), value_of(n));
    REQUIRE(kv.write(batch, true).has_value());
  }
}

}  // namespace

TEST_CASE("a log broken off anywhere ends in its fill and gives back what was flushed", "[graph][kv]") {
  constexpr std::uint32_t kRounds = 12;
  const Scratch scratch;
  auto kv = open_rocksdb(scratch / "db", KvMode::kCreate);
  REQUIRE(kv.has_value());
  for (std::uint32_t round = 1; round <= kRounds; ++round) {
    write_some(**kv, (round - 1) * 7, round * 7);
    // As a machine that loses power leaves it.
    const std::string broken = scratch / ("broken" + std::to_string(round));
    fs::copy(scratch / "db", broken);
    const fs::path log = log_in(broken);
    const std::uintmax_t size = fs::file_size(log);
    std::ifstream in{log, std::ios::binary};
    in.seekg(-1, std::ios::end);
    CHECK(in.get() == kFill);
    CHECK(size <= (std::uintmax_t{1} << 20) + 7 * 40'000 * round);
    for (const KvMode mode : {KvMode::kReadOnly, KvMode::kReadWrite}) {
      const auto opened = open_rocksdb(broken, mode);
      REQUIRE(opened.has_value());
      for (std::uint32_t n = 0; n < round * 7; ++n) {
        REQUIRE((*opened)->get("key " + std::to_string(n)).value() == value_of(n));
      }
    }
  }
}

TEST_CASE("a log torn in its last record gives back all before it", "[graph][kv]") {
  const Scratch scratch;
  auto kv = open_rocksdb(scratch / "db", KvMode::kCreate);
  REQUIRE(kv.has_value());
  write_some(**kv, 0, 40);
  const std::string broken = scratch / "broken";
  fs::copy(scratch / "db", broken);
  const fs::path log = log_in(broken);
  // From the middle of the last record on, what was there before: its page never came to the disk.
  std::string bytes;
  {
    std::ifstream in{log, std::ios::binary};
    bytes.assign(std::istreambuf_iterator<char>{in}, {});
  }
  const std::size_t last = bytes.find_last_not_of(kFill);
  REQUIRE(last != std::string::npos);
  std::fill(bytes.begin() + static_cast<std::ptrdiff_t>(last - value_of(39).size() / 2), bytes.end(), kFill);
  std::ofstream{log, std::ios::binary} << bytes;
  const auto opened = open_rocksdb(broken, KvMode::kReadWrite);
  REQUIRE(opened.has_value());
  for (std::uint32_t n = 0; n < 39; ++n) {
    REQUIRE((*opened)->get("key " + std::to_string(n)).value() == value_of(n));
  }
  CHECK_FALSE((*opened)->get("key 39").value());
}

TEST_CASE("of a log that lost a page all before it is there and nothing behind it", "[graph][kv]") {
  constexpr std::size_t kPage = 4096;
  const Scratch scratch;
  auto kv = open_rocksdb(scratch / "db", KvMode::kCreate);
  REQUIRE(kv.has_value());
  constexpr std::uint32_t kWritten = 60;
  // Two to a block of the log, with header and batch, so that every block begins with a record of its own: nothing but
  // what stands in a lost page tells that there was one.
  constexpr std::size_t kHalfBlock = 16'354;
  const auto key_of = [](std::uint32_t n) { return "key " + std::to_string(100 + n); };
  for (std::uint32_t n = 0; n < kWritten; ++n) {
    KvBatch batch;
    batch.put(key_of(n), std::string(kHalfBlock, 'a'));
    REQUIRE((*kv)->write(batch, true).has_value());
  }
  const std::string whole = scratch / "whole";
  fs::copy(scratch / "db", whole);
  const std::size_t pages = fs::file_size(log_in(whole)) / kPage;
  for (std::size_t lost = 0; lost < pages; lost += 2) {
    INFO("page " << lost);
    const std::string broken = scratch / ("broken" + std::to_string(lost));
    fs::copy(whole, broken);
    {
      std::fstream log{log_in(broken), std::ios::binary | std::ios::in | std::ios::out};
      log.seekp(static_cast<std::streamoff>(lost * kPage));
      log << std::string(kPage, kFill);
    }
    const auto opened = open_rocksdb(broken, KvMode::kReadOnly);
    REQUIRE(opened.has_value());
    bool is_there = true;
    for (std::uint32_t n = 0; n < kWritten; ++n) {
      const bool has = (*opened)->get(key_of(n)).value().has_value();
      CHECK((is_there || !has));
      is_there = has;
    }
    fs::remove_all(broken);
  }
}

TEST_CASE("a store that moved on to another log gives back both", "[graph][kv]") {
  const Scratch scratch;
  auto kv = open_rocksdb(scratch / "db", KvMode::kCreate);
  REQUIRE(kv.has_value());
  // More than a write buffer holds; the copy may see one log or two.
  for (std::uint32_t round = 0; round < 4; ++round) {
    for (std::uint32_t n = 0; n < 120; ++n) {
      KvBatch batch;
      batch.put("key " + std::to_string(round * 120 + n), std::string(30'000, 'a'));
      REQUIRE((*kv)->write(batch, true).has_value());
    }
    const std::string broken = scratch / ("broken" + std::to_string(round));
    std::error_code ignored;  // a log may go while it is copied
    fs::copy(scratch / "db", broken, ignored);
    if (ignored) continue;
    const auto opened = open_rocksdb(broken, KvMode::kReadWrite);
    REQUIRE(opened.has_value());
    for (std::uint32_t n = 0; n < (round + 1) * 120; ++n) {
      CHECK((*opened)->get("key " + std::to_string(n)).value().has_value());
    }
  }
}

TEST_CASE("a closed store keeps no fill", "[graph][kv]") {
  const Scratch scratch;
  {
    auto kv = open_rocksdb(scratch / "db", KvMode::kCreate);
    REQUIRE(kv.has_value());
    write_some(**kv, 0, 3);
  }
  const fs::path log = log_in(scratch / "db");
  CHECK((log.empty() || fs::file_size(log) == 0));
}

}  // namespace headwater::detail
