#include "sorter.h"

#include <algorithm>
#include <catch2/catch.hpp>
#include <map>
#include <memory>
#include <random>
#include <string>
#include <utility>
#include <vector>

#include "scratch.h"

namespace headwater::detail {
namespace {

using Model = std::map<std::string, std::string>;

// Keys of few different bytes, zeros among them, about as long as what an entry can hold.
std::string some_bytes(std::mt19937& random, std::size_t most) {
  std::string out(random() % (most + 1), '\0');
  for (char& c : out) c = "\0\0a\xff"[random() % 4];
  return out;
}

std::vector<std::pair<std::string, std::string>> all_of(const std::vector<std::unique_ptr<Sorter>>& sorters,
                                                        const KvRange& range) {
  MergedSource source = MergedSource::open(sorters, range).value();
  std::vector<std::pair<std::string, std::string>> out;
  while (source.next().value()) out.emplace_back(source.key(), source.value());
  return out;
}

}  // namespace

TEST_CASE("what was added comes in order, from memory and from files", "[graph][sorter]") {
  using Case = std::pair<std::size_t, std::size_t>;
  const auto [memory, count] = GENERATE(Case{1 << 20, 2000}, Case{1500, 2000});
  const test::Scratch scratch;
  std::mt19937 random{7};
  std::vector<std::unique_ptr<Sorter>> sorters;
  for (const char* name : {"/a-", "/b-"}) sorters.push_back(std::make_unique<Sorter>(scratch.path() + name, memory));
  Model model;
  for (std::size_t n = 0; n < count; ++n) {
    const std::string key = "k" + some_bytes(random, 34);
    const std::string value = some_bytes(random, 20);
    if (!model.emplace(key, value).second) continue;
    REQUIRE(sorters[n % 2]->add(key, value).has_value());
  }
  for (std::size_t n = 0; n < 200; ++n) {
    // Nothing else begins like any of these.
    const std::string start = "t" + std::to_string(1000 + n);
    Model some;
    for (std::size_t i = 0; i < n % 5; ++i) some.emplace(start + some_bytes(random, 20), some_bytes(random, 20));
    KvEntries entries;
    for (const auto& [key, value] : some) entries.add(key, value);
    REQUIRE(sorters[n % 2]->add_together(entries).has_value());
    model.insert(some.begin(), some.end());
  }
  for (const std::unique_ptr<Sorter>& sorter : sorters) sorter->sort();
  const std::vector<KvRange> ranges{{"", ""}, {"k", "t"}, {"ka", "t1100"}, {"t1020", ""}, {"u", ""}};
  for (const KvRange& range : ranges) {
    const std::vector<std::pair<std::string, std::string>> wanted(
        model.lower_bound(range.begin), range.end.empty() ? model.end() : model.lower_bound(range.end));
    CHECK(all_of(sorters, range) == wanted);
  }
}

TEST_CASE("keys of which very many begin alike, as those of a common word do, come in order", "[graph][sorter]") {
  constexpr std::size_t kEntries = 400'000;
  const test::Scratch scratch;
  std::mt19937 random{8};
  std::vector<std::unique_ptr<Sorter>> sorters;
  sorters.push_back(std::make_unique<Sorter>(scratch.path() + "/a-", std::size_t{1} << 26));
  for (std::size_t n = 0; n < kEntries; ++n) {
    std::string key = n % 4 == 0 ? "w" : "wcommon-word";
    for (int i = 0; i < 8; ++i) key.push_back(static_cast<char>(random() & 0xff));
    REQUIRE(sorters[0]->add(key, "").has_value());
  }
  sorters[0]->sort();
  const std::vector<std::pair<std::string, std::string>> all = all_of(sorters, {"", ""});
  CHECK(all.size() == kEntries);
  CHECK(std::is_sorted(all.begin(), all.end()));
}

}  // namespace headwater::detail
