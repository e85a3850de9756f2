// From text to trace: a copy that does not say so is no second source, and a page behind a wall is a gap of its own.
// All names are invented.
#include <algorithm>
#include <catch2/catch.hpp>
#include <string>
#include <vector>

#include "headwater/ingest/ingest.h"
#include "headwater/ingest/reading.h"
#include "headwater/query/analyse.h"

using namespace headwater;

namespace {

const std::string kStory =
    "The gate at Wend was left open for nine nights in May, Ida Brekke of the ports agency told the Herald. Water ran "
    "over forty fields and into the cellars of the old town.\n\n"
    "Two of the three keepers had gone home before the tide came in, she said. Their hut has no telephone and the road "
    "to it was under water.\n\n"
    "The gate was built ninety years ago and has never been mended since. A new one would cost four million crowns, "
    "and "
    "the town has saved a third of that sum.\n";

DocumentId take(Store& store, const std::string& bytes, const std::string& publisher, const std::string& day,
                const std::string& name) {
  ExtractOptions options;
  options.publisher = publisher;
  options.published = *Date::parse(day);
  options.url = "https://" + name + ".example/gate";
  Extraction extraction = *extract(bytes, options);
  const DocumentId id = extraction.document.id;
  std::vector<Edge> links = *link(store, extraction);
  REQUIRE(store.put({std::move(extraction), bytes, std::move(links)}).has_value());
  return id;
}

ClaimId claim_in(const Store& store, DocumentId document, const std::string& words) {
  const std::vector<Claim> claims = *store.claims_of(document);
  for (const Claim& claim : claims) {
    if (claim.text.find(words) != std::string::npos) return claim.id;
  }
  FAIL("no claim has \"" + words + "\"");
  return {};
}

}  // namespace

TEST_CASE("a copy without a credit rests on what it copies", "[golden][copies]") {
  Store store = Store::in_memory();
  const DocumentId herald = take(store, kStory, "Wend Herald", "2031-05-06", "herald");
  const DocumentId notes = take(store, "A town under water.\n\n" + kStory, "Orrin Notes", "2031-05-08", "notes");
  const ClaimId copied = claim_in(store, notes, "nine nights");
  const Trace traced = *trace(store, copied, {});
  REQUIRE(traced.chains.size() == 1);
  REQUIRE(traced.chains[0].steps[0].to.claim().has_value());
  CHECK(document_of(*traced.chains[0].steps[0].to.claim()) == herald);
  // Without the original nothing is left of it; without the copy the original stands.
  const Impact fallen = *impact(store, herald, {});
  CHECK(std::any_of(fallen.falls.begin(), fallen.falls.end(), [&](const auto& one) { return one.claim.id == copied; }));
  const Impact standing = *impact(store, notes, {});
  CHECK(standing.falls.empty());
}

TEST_CASE("words that are not in the open part of a page behind a wall", "[golden][gaps]") {
  const std::string page =
      "<html><head><title>The gate of Wend</title><script type=\"application/ld+json\">{\"@type\":\"NewsArticle\","
      "\"headline\":\"The gate of "
      "Wend\",\"datePublished\":\"2031-05-06\",\"isAccessibleForFree\":\"False\"}</script></head>"
      "<body><article><h1>The gate of Wend</h1><p>It has been a long spring for the keepers of the gate at Wend, and "
      "for "
      "the town below it, which has always lived with the sea.</p></article></body></html>";
  for (const bool walled : {true, false}) {
    std::string bytes = page;
    if (!walled) bytes.replace(bytes.find("False"), 5, "True");
    Store store = Store::in_memory();
    const DocumentId herald = take(store, bytes, "Wend Herald", "2031-05-06", "herald");
    CHECK(store.document(herald).value()->behind_wall == walled);
    const DocumentId post =
        take(store,
             "<html><body><article><h1>Gate</h1><p>Two of the three keepers had gone home before the tide came in, "
             "<a href=\"https://herald.example/gate\">the Wend Herald</a> reported.</p></article></body></html>",
             "Calder Post", "2031-05-07", "post");
    const Gaps found = *gaps(store, claim_in(store, post, "three keepers"), {});
    REQUIRE(found.gaps.size() == 1);
    CHECK(to_string(found.gaps[0].kind) == (walled ? "behind_wall" : "passage_missing"));
    CHECK(found.gaps[0].missing.node == NodeId{herald});
  }
}
