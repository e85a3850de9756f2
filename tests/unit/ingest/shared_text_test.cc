// Copies that do not say so. All names are invented.
#include "linking/shared_text.h"

#include <algorithm>
#include <catch2/catch.hpp>
#include <string>

#include "reading_support.h"

using namespace headwater;

namespace {

const std::string kStory =
    "The gate at Wend was left open for nine nights in May, the Calvian Ports Agency said on Monday. Water ran over "
    "forty fields and into the cellars of the old town.\n\n"
    "Two of the three keepers had gone home before the tide came in, the agency said. Their hut has no telephone and "
    "the road to it was under water.\n\n"
    "Ida Brekke, who keeps the shop beside the pier, said she had seen the light go out at ten. She called the town "
    "hall "
    "and nobody came to the door.\n\n"
    "The gate was built ninety years ago and has never been mended since. A new one would cost four million crowns, "
    "and "
    "the town has saved a third of that sum.\n";

Extraction read_as(const std::string& publisher, const std::string& day, const std::string& text,
                   const std::string& path) {
  ExtractOptions options;
  options.publisher = publisher;
  options.published = *Date::parse(day);
  options.path = path;
  options.url = "https://" + path + ".example/gate";
  return test::read(text, options);
}

std::vector<Edge> copies(const Store& store, DocumentId id) {
  std::vector<Edge> out = *store.upstream(id, Relation::kCites);
  std::erase_if(out, [](const Edge& e) { return e.how != CitationHow::kSharedText; });
  return out;
}

DocumentId put(Store& store, Extraction extraction) {
  const DocumentId id = extraction.document.id;
  Result<std::vector<Edge>> links = link(store, extraction);
  REQUIRE(links.has_value());
  REQUIRE(store.put({std::move(extraction), "", std::move(*links)}).has_value());
  return id;
}

}  // namespace

TEST_CASE("the share of runs of words that two texts have in common", "[linking][copies]") {
  CHECK(detail::shared_share(kStory, kStory) == 1);
  CHECK(detail::shared_share(kStory, "The gate at Wend was left open for nine nights in May.") ==
        0);  // too few to tell
  std::string other = kStory;
  std::reverse(other.begin(), other.end());
  CHECK(detail::shared_share(kStory, other) < 0.05);
  const double half =
      detail::shared_share(kStory, kStory.substr(0, kStory.size() / 2) + other.substr(0, other.size() / 2));
  CHECK(half > 0.3);
  CHECK(half < 0.7);
}

TEST_CASE("what came later cites what it copies, whichever is held first", "[linking][copies]") {
  const std::string copy = "A town under water.\n\n" + kStory;
  for (const bool original_first : {true, false}) {
    Store store = Store::in_memory();
    Extraction original = read_as("Wend Herald", "2031-05-06", kStory, "a");
    Extraction later = read_as("Orrin Notes", "2031-05-08", copy, "b");
    const DocumentId a = original.document.id, b = later.document.id;
    if (original_first) {
      put(store, std::move(original));
      put(store, std::move(later));
    } else {
      put(store, std::move(later));
      put(store, std::move(original));
    }
    CHECK(copies(store, a).empty());
    const std::vector<Edge> found = copies(store, b);
    REQUIRE(found.size() == 1);
    CHECK(found[0].to == NodeId{a});
    CHECK(found[0].evidence.document == b);
    CHECK(found[0].evidence.rule == "shared-text@1");
    CHECK(found[0].evidence.confidence > 0.8);
    CHECK_FALSE(store.quote(found[0].evidence)->empty());
  }
}

TEST_CASE("a sentence in common, the same outlet, an unknown day and a copy that says so are no such copies",
          "[linking][copies]") {
  Store store = Store::in_memory();
  put(store, read_as("Wend Herald", "2031-05-06", kStory, "a"));
  const DocumentId again = put(store, read_as("Wend Herald", "2031-05-08", "Once more.\n\n" + kStory, "b"));
  CHECK(copies(store, again).empty());
  const DocumentId other = put(
      store,
      read_as("Orrin Notes", "2031-05-08",
              "The gate at Wend was left open for nine nights in May, the Calvian Ports Agency said on Monday. Here "
              "in Orrin the gate is shut, and has been since the spring. The mayor walks down to it every night "
              "with a lamp. He told us that he likes the walk and the quiet of the water at that hour.\n",
              "c"));
  CHECK(copies(store, other).empty());
  Extraction undated =
      read_as("Calder Post", "2031-05-08", kStory + "It rained again at noon on the day after.\n", "d");
  undated.document.published.reset();
  CHECK(copies(store, put(store, std::move(undated))).empty());
  const DocumentId credited =
      put(store, read_as("Calder Courier", "2031-05-09", kStory + "\nSource: Wend Herald\n", "e"));
  for (const Edge& edge : copies(store, credited)) CHECK(edge.to != NodeId{again});
}
