// One history of an ordered key-value store, played to every engine: all must answer as the model in memory does.
#include <catch2/catch.hpp>
#include <map>
#include <memory>
#include <string>
#include <vector>

#include "kv.h"
#include "memory_kv.h"
#include "random_records.h"
#include "rocksdb_kv.h"
#include "scratch.h"

namespace headwater::detail {
namespace {

using test::Random;
using test::Scratch;
using Pairs = std::vector<std::pair<std::string, std::string>>;

// Few and short, so that ranges, prefixes and overwritten keys are common; zero and high bytes among them.
// Some are keys of words, of which an engine may keep filters.
std::string any_key(Random& random) {
  static constexpr std::string_view kBytes{"\0\1a\x7f\x80\xff", 6};
  static constexpr std::string_view kLetters{"ab"};
  std::string out;
  if (random.chance(40)) {
    out = "wc";
    for (std::size_t n = random.below(3); n > 0; --n) out += kLetters[random.below(kLetters.size())];
    if (random.chance(80)) out += '\0';
  }
  for (std::size_t n = 1 + random.below(3); n > 0; --n) out += kBytes[random.below(kBytes.size())];
  return out;
}

Pairs scanned(const KvView& view, const KvRange& range, std::size_t limit, std::size_t enough) {
  Pairs out;
  REQUIRE(view.scan(range, limit,
                    [&](std::string_view key, std::string_view value) -> Result<bool> {
                      out.emplace_back(key, value);
                      return out.size() < enough;
                    })
              .has_value());
  return out;
}

// The same questions to both; the first in which they differ, "" for none.
std::string difference(const KvView& model, const KvView& other, Random& random) {
  std::vector<std::string> keys;
  for (int i = 0; i < 8; ++i) keys.push_back(any_key(random));
  if (model.multi_get(keys).value() != other.multi_get(keys).value()) return "multi_get";
  if (model.get(keys[0]).value() != other.get(keys[0]).value()) return "get";
  KvRange range{any_key(random), random.chance(30) ? "" : any_key(random)};
  if (random.chance(30)) range = prefix_range(any_key(random));
  // Within one word, from some key on.
  if (random.chance(30)) {
    const std::string word{std::string_view{"wca\0", 4}};
    range = prefix_range(word);
    if (random.chance(50)) range.begin += any_key(random);
  }
  const std::size_t limit = random.chance(50) ? 1000 : random.below(4);
  const std::size_t enough = random.chance(80) ? 1000 : 1 + random.below(3);
  if (scanned(model, range, limit, enough) != scanned(other, range, limit, enough)) return "scan";
  return "";
}

KvBatch any_batch(Random& random) {
  KvBatch out;
  for (std::size_t n = random.below(12); n > 0; --n) {
    if (random.chance(65)) {
      out.put(any_key(random), random.bytes(random.chance(5) ? 5000 : 20));
    } else {
      out.erase(any_key(random));
    }
  }
  return out;
}

}  // namespace

TEST_CASE("engines answer random histories as the model does", "[graph][kv]") {
  for (std::uint64_t seed = 1; seed <= 12; ++seed) {
    INFO("seed " << seed);
    const Scratch scratch;
    Random random{seed};
    const std::unique_ptr<Kv> model = make_memory_kv();
    std::unique_ptr<Kv> other = std::move(open_rocksdb(scratch / "db", KvMode::kCreate)).value();
    std::vector<std::pair<std::unique_ptr<KvView>, std::unique_ptr<KvView>>> snapshots;
    for (int step = 0; step < 120; ++step) {
      const KvBatch batch = any_batch(random);
      REQUIRE(model->write(batch, false).has_value());
      REQUIRE(other->write(batch, random.chance(5)).has_value());
      if (random.chance(10)) snapshots.emplace_back(model->snapshot(), other->snapshot());
      if (snapshots.size() > 3) snapshots.erase(snapshots.begin());
      CHECK(difference(*model, *other, random) == "");
      for (const auto& [then, also_then] : snapshots) CHECK(difference(*then, *also_then, random) == "");
      if (random.chance(3)) {
        snapshots.clear();
        other.reset();
        other = std::move(open_rocksdb(scratch / "db", KvMode::kReadWrite)).value();
      }
    }
    CHECK(scanned(*model, {}, 1000, 1000) == scanned(*other, {}, 1000, 1000));
  }
}

TEST_CASE("a loader fills what is empty with rising keys, all or nothing", "[graph][kv]") {
  const Scratch scratch;
  const auto fill = [](Kv& kv) {
    {
      const std::unique_ptr<KvLoader> broken_off = std::move(kv.loader(detail::Packing::kTight)).value();
      REQUIRE(broken_off->add("a", "1").has_value());
    }
    CHECK(scanned(kv, {}, 10, 10).empty());
    {
      const std::unique_ptr<KvLoader> falling = std::move(kv.loader(detail::Packing::kTight)).value();
      REQUIRE(falling->add("b", "1").has_value());
      CHECK_FALSE(falling->add("a", "2").has_value());
      CHECK_FALSE(falling->add("b", "2").has_value());
    }
    const std::unique_ptr<KvLoader> loader = std::move(kv.loader(detail::Packing::kTight)).value();
    for (int i = 0; i < 500; ++i) {
      std::string key = std::to_string(1000 + i);
      REQUIRE(loader->add(key, std::string(static_cast<std::size_t>(i), 'x')).has_value());
    }
    REQUIRE(loader->finish().has_value());
    CHECK(scanned(kv, {}, 1000, 1000).size() == 500);
    CHECK(kv.get("1499").value()->size() == 499);
    CHECK(kv.loader(detail::Packing::kTight).error().code == ErrorCode::kInvalidArgument);
    REQUIRE(kv.verify_files().has_value());
  };
  fill(*make_memory_kv());
  fill(*open_rocksdb(scratch / "db", KvMode::kCreate).value());
  // And again, from the disk.
  CHECK(scanned(*open_rocksdb(scratch / "db", KvMode::kReadOnly).value(), {}, 1000, 1000).size() == 500);
}

}  // namespace headwater::detail
