#include <catch2/catch.hpp>

#include "headwater/schema/record.h"
#include "headwater/schema/span.h"

namespace headwater {
namespace {

TEST_CASE("a span outside the text gives what lies inside", "[schema][span]") {
  CHECK(slice("water", {1, 3}) == "at");
  CHECK(slice("water", {3, 99}) == "er");
  CHECK(slice("water", {5, 9}).empty());
  CHECK(slice("water", {4'000'000'000, 4'000'000'001}).empty());
}

TEST_CASE("pieces are joined by one space", "[schema][span]") {
  CHECK(words_of("water is wet", {{0, 5}, {9, 12}}) == "water wet");
  CHECK(words_of("water", {}).empty());
  CHECK(hull({{2, 3}, {7, 9}}) == ByteSpan{2, 9});
  CHECK(hull({}) == ByteSpan{0, 0});
}

TEST_CASE("places lie in a text in order, inside it and between characters", "[schema][span]") {
  const std::string text = "a\xc3\xa9z";  // two bytes for the second character
  CHECK(are_places_in(text, {}));
  CHECK(are_places_in(text, {{0, 1}, {1, 3}, {3, 4}}));
  CHECK(are_places_in(text, {{4, 4}}));
  CHECK_FALSE(are_places_in(text, {{0, 2}}));
  CHECK_FALSE(are_places_in(text, {{2, 3}}));
  CHECK_FALSE(are_places_in(text, {{3, 5}}));
  CHECK_FALSE(are_places_in(text, {{3, 1}}));
  CHECK_FALSE(are_places_in(text, {{1, 3}, {0, 1}}));
  CHECK_FALSE(are_places_in(text, {{0, 3}, {1, 4}}));
}

TEST_CASE("spans overlap where they share a byte, not where they touch", "[schema][span]") {
  CHECK(overlaps({{0, 3}}, {{2, 5}}));
  CHECK_FALSE(overlaps({{0, 3}}, {{3, 5}}));
  CHECK_FALSE(overlaps({}, {{0, 5}}));
  CHECK(ByteSpan{2, 9}.contains(ByteSpan{2, 9}));
  CHECK_FALSE(ByteSpan{2, 9}.contains(9));
}

TEST_CASE("an extraction finds its agents and documents by id", "[schema][record]") {
  Extraction extraction;
  for (const char* name : {"a", "b", "c", "d"}) {
    Agent agent;
    agent.id = agent_id_of(name);
    agent.name = name;
    extraction.agents.push_back(agent);
  }
  std::sort(extraction.agents.begin(), extraction.agents.end(),
            [](const Agent& x, const Agent& y) { return x.id < y.id; });
  for (const char* name : {"a", "b", "c", "d"}) {
    REQUIRE(extraction.agent(agent_id_of(name)) != nullptr);
    CHECK(extraction.agent(agent_id_of(name))->name == name);
  }
  CHECK(extraction.agent(agent_id_of("e")) == nullptr);
  CHECK(extraction.referenced_document(document_id_of("a")) == nullptr);
}

}  // namespace
}  // namespace headwater
