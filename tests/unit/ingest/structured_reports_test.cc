#include <string>

#include <catch2/catch.hpp>

#include "headwater/graph/store.h"
#include "headwater/ingest/documents.h"
#include "item_list.h"
#include "json/structured_reports.h"
#include "scratch.h"

using namespace headwater;
using headwater::test::items_in;

namespace {

const std::string kBundle = R"({"type":"bundle","id":"bundle--1","objects":[
 {"type":"identity","id":"identity--1","name":"Brevik Incident Centre"},
 {"type":"malware","id":"malware--1","name":"Tidewrack","description":"A program."},
 {"type":"report","spec_version":"2.1","id":"report--1","created_by_ref":"identity--1","name":"Tidewrack at the locks",
  "published":"2031-05-06T10:00:00Z","description":"The Calder Port Authority said that two gates were opened from outside.",
  "external_references":[{"source_name":"Calder Courier","description":"Gates open","url":"https://courier.example/gates"},
                         {"source_name":"Log of the port"}]},
 {"type":"report","spec_version":"2.1","id":"report--2","name":"Second","published":"2031-05-07T10:00:00Z",
  "description":"Nothing more was found."}]})";

std::string review(const std::string& rating, const std::string& url = "https://checks.example/gate") {
  return R"({"@context":"https://schema.org","@type":"ClaimReview","url":")" + url +
         R"(","datePublished":"2031-05-08","author":{"@type":"Organization","name":"Calder Checks"},)"
         R"("claimReviewed":"The gate at Calder leaked for nine hours on Sunday night","itemReviewed":{"@type":"Claim",)"
         R"("author":{"@type":"Person","name":"Ada Lind"},"appearance":[{"@type":"CreativeWork",)"
         R"("url":"https://courier.example/gate"}]},"reviewRating":)" +
         rating + "}";
}

const std::string kFalse =
    R"({"@type":"Rating","ratingValue":"1","bestRating":"5","worstRating":"1","alternateName":"False"})";

}  // namespace

TEST_CASE("reports of a STIX bundle are documents that cite their references", "[ingest][stix]") {
  const std::vector<Item> items = items_in(kBundle, "bundle.json");
  REQUIRE(items.size() == 2);
  const Result<Extraction> report = extract(items[0]);
  REQUIRE(report.has_value());
  CHECK(report->document.path == "bundle.json!report--1");
  CHECK(report->document.kind == DocumentKind::kReport);
  CHECK(report->document.format == Format::kStix);
  CHECK(report->document.title == "Tidewrack at the locks");
  CHECK(report->document.publisher == "Brevik Incident Centre");
  CHECK(report->document.published->text() == "2031-05-06T10:00:00Z");
  CHECK(
      report->text ==
      "The Calder Port Authority said that two gates were opened from outside.\nCalder Courier: Gates open\nLog of the "
      "port");
  REQUIRE(report->citations.size() >= 1);
  bool cited = false;
  for (const Citation& citation : report->citations) {
    const Document* to = report->referenced_document(citation.document);
    cited = cited || (to != nullptr && to->url == "https://courier.example/gates");
  }
  CHECK(cited);
  for (const MapPiece& piece : report->map) {
    CHECK(slice(items[0].bytes, piece.raw) == slice(report->text, piece.text));
    CHECK(kBundle.substr(*items[0].offset + piece.raw.begin, piece.raw.size()) == slice(report->text, piece.text));
  }
}

TEST_CASE("a review is a claim denied, with whose claim it was and where it was made", "[ingest][claim_review]") {
  const Result<Extraction> e = extract(items_in(review(kFalse), "review.json").at(0));
  REQUIRE(e.has_value());
  CHECK(e->document.publisher == "Calder Checks");
  CHECK(e->document.url == "https://checks.example/gate");
  CHECK(e->document.published->text() == "2031-05-08");
  REQUIRE(e->claims.size() == 2);
  CHECK(e->claims[0].polarity == Polarity::kDenies);
  CHECK(e->claims[0].form == ClaimForm::kOwn);
  CHECK(e->claims[0].text == "The gate at Calder leaked for nine hours on Sunday night");
  CHECK(slice(e->text, hull(e->claims[0].cue)) == "False");
  CHECK(e->claims[1].polarity == Polarity::kAsserts);
  REQUIRE(e->claims[1].speaker.has_value());
  CHECK(e->agent(*e->claims[1].speaker)->name == "Ada Lind");
  REQUIRE(e->claims[0].cites.size() == 1);
  CHECK(e->referenced_document(e->claims[0].cites[0])->url == "https://courier.example/gate");
}

TEST_CASE("a rating's words count before its number", "[ingest][claim_review]") {
  struct Case {
    const char* rating;
    Polarity want;
  };
  const Case cases[] = {
      {R"({"alternateName":"Half true","ratingValue":5})", Polarity::kDoubts},
      {R"({"alternateName":"Mostly True"})", Polarity::kAsserts},
      {R"({"alternateName":"Correct"})", Polarity::kAsserts},
      {R"({"ratingValue":"1","bestRating":"5","worstRating":"1"})", Polarity::kDenies},
      {R"({"ratingValue":5,"bestRating":5,"worstRating":1})", Polarity::kAsserts},
      {R"({"ratingValue":3,"bestRating":5,"worstRating":1})", Polarity::kDoubts},
      {R"({})", Polarity::kDoubts},
  };
  for (const Case& c : cases) {
    INFO(c.rating);
    const Result<detail::Review> read = detail::read_claim_review(review(c.rating));
    REQUIRE(read.has_value());
    CHECK(read->polarity == c.want);
  }
}

TEST_CASE("a review disputes the claim of a held document that it names", "[ingest][claim_review]") {
  const headwater::test::Scratch scratch;
  Result<Store> store = Store::open(scratch / "db", {});
  REQUIRE(store.has_value());
  ExtractOptions options;
  options.path = "gate.txt";
  options.url = "https://courier.example/gate";
  options.publisher = "Calder Courier";
  REQUIRE(ingest(*store, "The gate at Calder leaked for nine hours on Sunday night, Ada Lind said.\n", options)
              .has_value());
  Item item = items_in(review(kFalse), "review.json").at(0);
  const std::string raw = item.bytes;
  Result<Extraction> extraction = extract(std::move(item));
  REQUIRE(extraction.has_value());
  const Result<std::vector<Edge>> edges = link(*store, *extraction);
  REQUIRE(edges.has_value());
  bool disputes = false;
  for (const Edge& edge : *edges) disputes = disputes || edge.relation == Relation::kDisputes;
  CHECK(disputes);
}

TEST_CASE("reviews in a list, a graph or a data feed are each a document", "[ingest][claim_review]") {
  const std::string one = review(kFalse, "https://checks.example/1"), two = review(kFalse, "https://checks.example/2");
  for (const std::string& json :
       {"[" + one + "," + two + "]", R"({"@context":"https://schema.org","@graph":[)" + one + "," + two + "]}",
        R"({"@type":"DataFeed","dataFeedElement":[{"@type":"DataFeedItem","item":[)" + one + R"(]},{"item":)" + two +
            "}]}"}) {
    const std::vector<Item> items = items_in(json, "reviews.json");
    REQUIRE(items.size() == 2);
    CHECK(items[1].options.path == "reviews.json!https://checks.example/2");
    CHECK(extract(items[1]).has_value());
  }
}
