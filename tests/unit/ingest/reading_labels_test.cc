// Who a label is: firms called by their trade, labels of links, lists of names, weekday papers; and sentences whose
// verb the tagger takes for something else. All names are invented.
#include <algorithm>
#include <catch2/catch.hpp>
#include <string>

#include "reading/document_kind.h"
#include "reading_support.h"

using namespace headwater;

using test::check_speakers;

namespace {

bool cites(const Extraction& e, CitationHow how, const std::string& issuer) {
  return std::any_of(e.citations.begin(), e.citations.end(), [&](const Citation& c) {
    return c.how == how && e.referenced_document(c.document)->publisher == issuer;
  });
}

}  // namespace

TEST_CASE("a body called by its trade has its name behind it", "[reading][labels]") {
  check_speakers({
      {"Nine boxes were opened, the security firm Pellmark said in a report released Monday. \"The group works for the "
       "state,\" the report said.",
       "works for the state", "Pellmark (organisation)"},
      {"Nine boxes were opened, the charity Wend Aid said on Monday.", "Nine boxes", "Wend Aid (organisation)"},
  });
}

TEST_CASE("names in a list of sources are each a source", "[reading][labels]") {
  const Extraction e = test::read(
      "The stolen mail left by way of a rented server in Wend, according to Pellmark, the Network Centre and Telmo, "
      "which "
      "owned the machine. The Network Centre is new.");
  const auto said = std::count_if(e.claims.begin(), e.claims.end(),
                                  [](const Claim& c) { return c.text.find("rented server") != std::string::npos; });
  CHECK(said == 1);
  const Claim* claim = test::claim_with(e, "rented server");
  REQUIRE(claim != nullptr);
  CHECK(claim->text.find("Network Centre") == std::string::npos);
  for (const char* name : {"Pellmark", "Telmo"}) {
    INFO(name);
    CHECK(std::any_of(e.agents.begin(), e.agents.end(), [&](const Agent& a) { return a.name == name; }));
  }
}

TEST_CASE("who it was that first reported, and papers of a day of the week", "[reading][labels]") {
  const Extraction first = test::read(
      "It was the Wend Ledger that first reported that drafts of the treaty may have been copied. Nobody else has said "
      "so.");
  CHECK(cites(first, CitationHow::kFirstReported, "Wend Ledger"));
  check_speakers(
      {{"The gate was sold twice, the Sunday Compass reported in 2019.", "sold twice", "Sunday Compass (outlet)"}});
}

TEST_CASE("two labels of one address are of one body", "[reading][labels]") {
  ExtractOptions options;
  options.publisher = "Calder Courier";
  options.url = "https://courier.example/gate";
  options.published = *Date::parse("2031-05-06");
  const Extraction e = test::read(
      "<html><body><article><h1>The gate</h1><p>The roof moved for nine days before it fell, according to "
      "<a href=\"https://mines.example/r1\">the report of the State Mines Board</a>.</p><p>There was no fire in the "
      "pit, "
      "according to both <a href=\"https://mines.example/r1\">the inspectors</a> and the union of the men who work "
      "there.</p></article></body></html>",
      options);
  const Claim* fire = test::claim_with(e, "no fire in the pit");
  REQUIRE(fire != nullptr);
  CHECK(test::speaker_of(e, fire) == "State Mines Board (organisation)");
  // A story about several is no body's own address.
  const Extraction other = *extract(
      "<html><body><article><h1>A fine</h1><p><a href=\"https://courier.example/fine\">Pellmark Labs</a> was fined "
      "nine "
      "million crowns by the town.</p><p><a href=\"https://courier.example/fine\">The regulator</a> said that the firm "
      "hid "
      "the leak for a year.</p></article></body></html>",
      options);
  CHECK(test::speaker_of(other, test::claim_with(other, "hid the leak")).find("Pellmark") == std::string::npos);
}

TEST_CASE("a sentence whose past looks like a participle is said all the same", "[reading][labels]") {
  for (const char* text : {"About 4,200 litres escaped and collected in the basement of the hall.",
                           "Hackers opened 32 of the 610 boxes on the main server of the ministry."}) {
    INFO(text);
    const Extraction e = test::read(text);
    REQUIRE(e.claims.size() == 1);
    CHECK(e.claims[0].form == ClaimForm::kOwn);
  }
  CHECK(test::read("A study conducted by the town in May.").claims.empty());
  const Extraction back = test::read(
      "I no longer believe that tablets were given out at any school in Wend, and I have taken the post down.");
  REQUIRE(back.claims.size() == 1);
  CHECK(back.claims[0].polarity == Polarity::kDenies);
  CHECK(back.claims[0].text.find("post down") == std::string::npos);
}

TEST_CASE("a firm whose name tells nothing speaks in its own newsroom", "[reading][labels]") {
  SourceText source;
  source.publisher = "Telmo";
  source.title = "Our server in Wend";
  source.text = "The stolen mail left by way of a rented server in Wend. The customer paid in advance.";
  source.url = "https://www.telmo.example/newsroom/2031/wend";
  CHECK(detail::kind_of_document(source) == DocumentKind::kStatement);
  source.url = "https://www.telmo.example/stories/2031/wend";
  CHECK(detail::kind_of_document(source) == DocumentKind::kArticle);
  source.url = "https://www.courier.example/newsroom/2031/wend";
  CHECK(detail::kind_of_document(source) == DocumentKind::kArticle);
}
