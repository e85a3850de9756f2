// Who stands behind a source: names, pronouns, nouns that stand for a name, people without one.
#include <catch2/catch.hpp>
#include <string>
#include <vector>

#include "reading_support.h"

using namespace headwater;

using test::check_speakers;

TEST_CASE("he and she are the person who spoke before", "[reading][parties]") {
  check_speakers({
      {"Ida Brekke said the gate was open. She said the wall was old.", "the wall was old", "Ida Brekke (person)"},
      {"The mayor, Ewald Strand, met the owners. He said the wall was old.", "the wall was old",
       "Ewald Strand (person)"},
      {"Mr. Tomas Rehn met Ms. Ida Brekke. \"The wall is old and wet,\" she said.", "The wall is old",
       "Ida Brekke (person)"},
      {"Mr. Tomas Rehn met Ms. Ida Brekke. \"The wall is old and wet,\" he said.", "The wall is old",
       "Tomas Rehn (person)"},
  });
}

TEST_CASE("it and they are the body that spoke before, never a person", "[reading][parties]") {
  check_speakers({
      {"Harrow Group said the gate was open. It said the wall was old.", "the wall was old",
       "Harrow Group (organisation)"},
      {"Harrow Group said the gate was open. Ida Brekke sighed. It said the wall was old.", "the wall was old",
       "Harrow Group (organisation)"},
      {"Ida Brekke said the gate was open. It said the wall was old.", "the wall was old", "-"},
  });
}

TEST_CASE("a noun with the article is the body called so", "[reading][parties]") {
  check_speakers({
      {"The Calvian Ports Ministry met on Sunday. The gate was open, the ministry said.", "The gate was open",
       "Calvian Ports Ministry (government)"},
      {"Harrow Group met on Sunday. The gate was open, the company said.", "The gate was open",
       "Harrow Group (organisation)"},
  });
}

TEST_CASE("a document speaks for whoever put it out", "[reading][parties]") {
  check_speakers({
      {"The Brevik Institute published a report on Sunday. The gate was open, the report said.", "The gate was open",
       "Brevik Institute (organisation)"},
      {"The gate was open, the Brevik Institute's report said.", "The gate was open",
       "Brevik Institute (organisation)"},
      {"One lock in five leaks, according to a report by the Brevik Institute. \"We could not look at the oldest "
       "gates,\" its authors "
       "write.",
       "We could not look", "Brevik Institute (organisation)"},
  });
}

TEST_CASE("a document whose issuer is not told with it is that of the only issuer the text knows",
          "[reading][parties]") {
  check_speakers({
      {"Ten gates leak, according to an inspection report made public on Tuesday. Two of them cannot be shut, "
       "surveyors "
       "of the Calder Safety Office wrote in the report. The oldest gate is from 1911, the document notes.",
       "Ten gates leak", "Calder Safety Office (government)"},
      {"Ten gates leak, according to an inspection report made public on Tuesday. Two of them cannot be shut, "
       "surveyors "
       "of the Calder Safety Office wrote in the report. The oldest gate is from 1911, the document notes.",
       "cannot be shut", "Calder Safety Office (government)"},
      {"Ten gates leak, according to an inspection report made public on Tuesday. Two of them cannot be shut, "
       "surveyors "
       "of the Calder Safety Office wrote in the report. The oldest gate is from 1911, the document notes.",
       "The oldest gate", "Calder Safety Office (government)"},
  });
}

TEST_CASE("who goes by a trade is the one body whose name tells it", "[reading][parties]") {
  check_speakers({
      {"The gate was open, the country's watchdog said. The Calder Safety Office met on Sunday.", "The gate was open",
       "Calder Safety Office (government)"},
      {"Orrin Savings Bank was shut. Harrow Group met on Sunday. The vault was dry, the lender said.",
       "The vault was dry", "Orrin Savings Bank (organisation)"},
      // Two of them: nobody knows which.
      {"Orrin Savings Bank was shut. So was Halden Credit Bank. The vault was dry, the lender said.",
       "The vault was dry", "lender (organisation)"},
  });
}

TEST_CASE("a count is of whoever made it", "[reading][parties]") {
  check_speakers({
      {"Forty gates were open, according to a count given to the Courier by Ida Brekke, head of the union.",
       "Forty gates were open", "Ida Brekke (person)"},
      {"Forty gates were open, according to the Osmund Press Agency's account of the report.", "Forty gates were open",
       "Osmund Press Agency (outlet)"},
  });
}

TEST_CASE("the plural of people is no name because it opens a sentence", "[reading][parties]") {
  check_speakers(
      {{"CALDER, May 6 (Reuters) - Savers took the money. Harrow Group met on Sunday. The vault was dry, the company "
        "said.",
        "The vault was dry", "Harrow Group (organisation)"}});
}

TEST_CASE("a spokesperson without a name speaks for the body", "[reading][parties]") {
  check_speakers({
      {"A spokesman for the Calder Port Authority said the gate was open.", "the gate was open",
       "Calder Port Authority (government)"},
      {"The gate was open, a Harrow Group spokeswoman said.", "The gate was open", "Harrow Group (organisation)"},
  });
}

TEST_CASE("people at a body are not the body", "[reading][parties]") {
  check_speakers({
      {"Officials at the Calder Port Authority said the gate was open.", "the gate was open",
       "Officials at the Calder Port Authority (group, anonymous)"},
      {"The gate was open, an official at the Calvian Ministry of Ports said on condition of anonymity.",
       "The gate was open", "official at the Calvian Ministry of Ports (person, anonymous)"},
  });
}

// The word before the text's first was asked for.
TEST_CASE("a text may open with a possessor", "[reading][parties]") {
  check_speakers(
      {{"Calder's mayor said the gate was open.", "the gate was open", "Calder's mayor (person, anonymous)"}});
}

TEST_CASE("the man is whoever unnamed spoke last", "[reading][parties]") {
  check_speakers({{"A dock worker said the gate was open. The man said he had seen the water rise.",
                   "seen the water rise", "dock worker (person, anonymous)"}});
}

TEST_CASE("unnamed people are kept apart from document to document", "[reading][parties]") {
  const Extraction first = test::read("Two officials said the gate was open.");
  const Extraction second = test::read("Two officials said the gate was shut.");
  REQUIRE(first.claims.size() == 1);
  REQUIRE(second.claims.size() == 1);
  REQUIRE(first.claims[0].speaker.has_value());
  REQUIRE(second.claims[0].speaker.has_value());
  CHECK(*first.claims[0].speaker != *second.claims[0].speaker);
}

TEST_CASE("a named speaker is the same agent in every document", "[reading][parties]") {
  const Extraction first = test::read("Ida Brekke said the gate was open.");
  const Extraction second = test::read("Dr. Ida Brekke said the wall was old.");
  REQUIRE(first.claims.size() == 1);
  REQUIRE(second.claims.size() == 1);
  CHECK(first.claims[0].speaker == second.claims[0].speaker);
}

TEST_CASE("a named spokesperson is tied to the body", "[reading][parties]") {
  const Extraction e =
      test::read("\"The gate was open all night,\" said Nadia Orme, a spokeswoman for the Calder Port Authority.");
  CHECK(test::speaker_of(e, test::claim_with(e, "The gate was open")) == "Nadia Orme (person)");
  REQUIRE(e.ties.size() == 1);
  CHECK(e.ties[0].relation == Relation::kSpeaksFor);
  REQUIRE(e.agent(e.ties[0].from) != nullptr);
  REQUIRE(e.agent(e.ties[0].to) != nullptr);
  CHECK(e.agent(e.ties[0].from)->name == "Nadia Orme");
  CHECK(e.agent(e.ties[0].to)->name == "Calder Port Authority");
}

TEST_CASE("\"it\" and \"the company\" are no body that cannot be called so", "[reading][parties]") {
  check_speakers({
      {"Chemists at Aldenhove University took part.\n\nThe company has its own view. In a statement e-mailed to this "
       "magazine it said that no valve was shut off.",
       "no valve was shut off", "company (organisation)"},
      {"The Vessin Roads Administration closed the bridge.\n\nThe contractor takes another view. In a statement "
       "e-mailed "
       "to this review it said that every coat was dry.",
       "every coat was dry", "contractor (organisation)"},
  });
}

TEST_CASE("the same agency is the one that brought the news before", "[reading][parties]") {
  check_speakers(
      {{"The gate was open, the Estwald News Service reports. The lamps were lit, according to the same agency.",
        "lamps were lit", "Estwald News Service (outlet)"}});
}

TEST_CASE("what a body puts out speaks of it by its nouns, and of its people and figures", "[reading][parties]") {
  ExtractOptions paper;
  paper.publisher = "Threlkeld Institute";
  paper.kind = DocumentKind::kStatement;
  for (const auto& [text, words] : std::vector<std::pair<const char*, const char*>>{
           {"The assets cover 71 per cent of what was promised, economists at the Threlkeld Institute of Economics "
            "say.",
            "assets cover 71 per cent"},
           {"The calculation also shows that pensions are not in danger.", "pensions are not in danger"},
           {"The institute says that the work was done without outside money.", "done without outside money"}}) {
    INFO(text);
    const Extraction e = test::read(text, paper);
    const Claim* claim = test::claim_with(e, words);
    REQUIRE(claim != nullptr);
    CHECK(test::speaker_of(e, claim).starts_with("Threlkeld Institute"));
    CHECK(claim->end == EndClass::kPrimary);
  }
}

TEST_CASE("a plural that opens a sentence is no body for standing in the name of one", "[reading][parties]") {
  const Extraction e = test::read(
      "The Pensions Supervisory Office has the books. Pensions already being paid are not in danger. In a statement on "
      "Thursday, the fund said that no slide was shown.");
  CHECK(test::speaker_of(e, test::claim_with(e, "no slide was shown")) == "fund (organisation)");
}

TEST_CASE("a body whose words are all of one name is the one of that name", "[reading][parties]") {
  check_speakers({
      {"Witnesses had not signed, the country's ethics board for research has found. Storage was too warm, the "
       "National "
       "Research Ethics Board wrote in a review.",
       "Witnesses had not signed", "National Research Ethics Board (organisation)"},
      {"The lamps were out, the Harbour Inspectorate says in a report.\n\nNine ships struck the pier, the inspectorate "
       "found.",
       "Nine ships struck", "Harbour Inspectorate (government)"},
  });
}

TEST_CASE("what a body puts out gives nothing of others to itself", "[reading][parties]") {
  ExtractOptions paper;
  paper.publisher = "Ferrow Dairy";
  paper.kind = DocumentKind::kStatement;
  for (const char* text :
       {"The supplier said that the milk was clean.", "Nurses at Ferrow Dairy Hospital said that the milk was clean.",
        "The ministry disputes the figures on deaths."}) {
    INFO(text);
    const Extraction e = test::read(text, paper);
    for (const Claim& claim : e.claims) {
      if (claim.form != ClaimForm::kOwn) CHECK_FALSE(test::speaker_of(e, &claim).starts_with("Ferrow Dairy ("));
      if (claim.form == ClaimForm::kOwn) CHECK(claim.polarity != Polarity::kDenies);
    }
  }
}
