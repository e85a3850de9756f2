// What lies in the log of an open store: zeros ahead of what is written, which no reader takes for anything.
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

// Bytes that do not compress away or look like zeros; most span pages, some span blocks of the log.
std::string value_of(std::uint32_t n) { return std::string(1 + n * 997 % 40'000, static_cast<char>('a' + n % 26)); }

void write_some(Kv& kv, std::uint32_t first, std::uint32_t end) {
  for (std::uint32_t n = first; n < end; ++n) {
    KvBatch batch;
    batch.put("key " + std::to_string(n), value_of(n));
    REQUIRE(kv.write(batch, true).has_value());
  }
}

}  // namespace

TEST_CASE("a log broken off anywhere ends in zeros and gives back what was flushed", "[graph][kv]") {
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
    CHECK(in.get() == 0);
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
  // From the middle of the last record on, nothing but zeros: its page never came to the disk.
  std::string bytes;
  {
    std::ifstream in{log, std::ios::binary};
    bytes.assign(std::istreambuf_iterator<char>{in}, {});
  }
  const std::size_t last = bytes.find_last_not_of('\0');
  REQUIRE(last != std::string::npos);
  std::fill(bytes.begin() + static_cast<std::ptrdiff_t>(last - value_of(39).size() / 2), bytes.end(), '\0');
  std::ofstream{log, std::ios::binary} << bytes;
  const auto opened = open_rocksdb(broken, KvMode::kReadWrite);
  REQUIRE(opened.has_value());
  for (std::uint32_t n = 0; n < 39; ++n) {
    REQUIRE((*opened)->get("key " + std::to_string(n)).value() == value_of(n));
  }
  CHECK_FALSE((*opened)->get("key 39").value());
}

TEST_CASE("a closed store keeps no zeros", "[graph][kv]") {
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
