#include "near_words.h"

#include <algorithm>
#include <random>

#include <catch2/catch.hpp>

#include "affair.h"

using namespace headwater;
using namespace headwater::detail;
using namespace headwater::test;

TEST_CASE("slips are letters left out, put in, exchanged and swapped", "[query][search]") {
  CHECK(slips("gate", "gate", 2) == 0);
  CHECK(slips("gat", "gate", 2) == 1);
  CHECK(slips("gaate", "gate", 2) == 1);
  CHECK(slips("gale", "gate", 2) == 1);
  CHECK(slips("gaet", "gate", 2) == 1);
  CHECK(slips("agte", "gate", 2) == 1);
  CHECK(slips("aget", "gate", 2) == 2);
  CHECK(slips("ca", "abc", 3) == 3);  // each place is touched once
  CHECK(slips("", "gate", 5) == 4);
  CHECK(slips("lock", "gate", 2) == 3);
  CHECK(slips("schloss", "schloß", 2) == 2);
  CHECK(slips("müller", "muller", 2) == 1);
  CHECK(slips("\xff\xc3", "", 2) == 2);
}

// Against comparing with every word.
TEST_CASE("the walk finds what comparing with all words finds", "[query][search]") {
  std::mt19937 random{11};
  const auto some_word = [&](std::size_t least) {
    std::string out;
    for (std::size_t n = least + random() % 4; n > 0; --n) out += "abcde"[random() % 5];
    return out;
  };
  Store store = Store::in_memory();
  std::vector<std::string> words{"müller", "mülller", "mueller"};
  for (int n = 0; n < 400; ++n) words.push_back(some_word(n % 2 == 0 ? 4 : 8));
  Extraction e = extraction_of(held_document("names", "Names", "Quay Gazette", "x"), "x", {});
  for (const std::string& word : words) e.agents.push_back(agent_of(word, AgentKind::kPerson));
  std::sort(e.agents.begin(), e.agents.end(), [](const Agent& a, const Agent& b) { return a.id < b.id; });
  e.agents.erase(std::unique(e.agents.begin(), e.agents.end()), e.agents.end());
  put(store, std::move(e));

  std::size_t found_some = 0;
  for (int n = 0; n < 600; ++n) {
    const std::string wanted = n == 0 ? "muller" : some_word(n % 2 == 0 ? 3 : 8);
    const bool is_long = wanted.size() >= 8;
    std::size_t least = 3;
    for (const std::string& word : words) {
      const std::size_t apart = slips(word, wanted, 2);
      if (apart <= 1 || (apart == 2 && is_long && word[0] == wanted[0])) least = std::min(least, apart);
    }
    const std::optional<std::string> near = near_word(store, NodeKind::kAgent, wanted, 2, 1'000'000).value();
    INFO(wanted);
    REQUIRE(near.has_value() == (least < 3 && wanted.size() >= 4));
    if (!near) continue;
    ++found_some;
    CHECK(slips(*near, wanted, 2) == least);
  }
  CHECK(found_some > 100);
}

TEST_CASE("short words, words with digits and words that are far are nobody's", "[query][search]") {
  Store store = Store::in_memory();
  put(store, story());
  CHECK(near_word(store, NodeKind::kAgent, "wroks", 2, kMaxSeeks).value() == "works");
  CHECK_FALSE(near_word(store, NodeKind::kAgent, "wrk", 2, kMaxSeeks).value().has_value());
  CHECK_FALSE(near_word(store, NodeKind::kAgent, "work5", 2, kMaxSeeks).value().has_value());
  CHECK_FALSE(near_word(store, NodeKind::kAgent, "wroks", 0, kMaxSeeks).value().has_value());
  CHECK_FALSE(near_word(store, NodeKind::kAgent, "wroks", 2, 0).value().has_value());
  CHECK_FALSE(near_word(store, NodeKind::kAgent, std::string(5'000, 'w'), 2, kMaxSeeks).value().has_value());
}
