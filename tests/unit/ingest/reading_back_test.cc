// Sentences that give the sentence before them to somebody, and attributions that close a sentence by "as".
#include <algorithm>
#include <catch2/catch.hpp>
#include <string>
#include <vector>

#include "reading_support.h"

using namespace headwater;

using test::check_speakers;

TEST_CASE("a sentence gives the one before it to somebody", "[reading][back]") {
  check_speakers({
      {"The boiler was too old. So say the inspectors in Wend, and so does the Orrin Institute, which took it apart.",
       "boiler was too old", "inspectors in Wend (group, anonymous)"},
      {"The bridge was never painted. The Works Office says so, having looked at every rivet.", "never painted",
       "Works Office (government)"},
      {"Nobody counted the votes. The mayor, Ida Storhaug, conceded as much on Tuesday.", "counted the votes",
       "Ida Storhaug (person)"},
      {"The seal was a copy. On this the Wend Archive and the Orrin Institute are agreed.", "seal was a copy",
       "Wend Archive (organisation)"},
      {"The lamps had been taken away. That is what a former keeper has told the newsletter Wend Tides.",
       "had been taken away", "former keeper (person, anonymous)"},
  });
}

TEST_CASE("who says it too is a source beside the first", "[reading][back]") {
  const Extraction e = test::read(
      "The boiler was too old. So say the Works Office and, for that matter, nobody else.\n\n"
      "The gate was shut. The Works Office says so, and so, having asked the guards, does the Orrin Institute.");
  const Claim* claim = test::claim_with(e, "gate was shut");
  REQUIRE(claim != nullptr);
  CHECK(test::speaker_of(e, claim) == "Works Office (government)");
  CHECK(std::any_of(e.citations.begin(), e.citations.end(), [&](const Citation& c) {
    const Document* d = e.referenced_document(c.document);
    return d != nullptr && d->publisher == "Orrin Institute";
  }));
}

TEST_CASE("what somebody is given for already, and what stands in another paragraph, is left alone",
          "[reading][back]") {
  check_speakers({{"The boiler was too old, the union said. The mayor admitted as much on Tuesday.", "too old",
                   "union (organisation)"}});
  for (const char* text :
       {"The boiler was too old.\n\nSo say the inspectors in Wend.",
        "The boiler was too old. The Works Office has never said so.",
        "The boiler was too old. The mayor did not admit as much.", "The boiler was too old. Nobody says so."}) {
    INFO(text);
    const Extraction e = test::read(text);
    const Claim* claim = test::claim_with(e, "boiler was too old");
    REQUIRE(claim != nullptr);
    CHECK_FALSE(claim->speaker);
  }
}

TEST_CASE("who closes a sentence behind \"as\" or \"in the words of\" says it", "[reading][back]") {
  check_speakers({
      {"The firm paid two million for its own keys, as the Wend Courant has it.", "paid two million",
       "Wend Courant (outlet)"},
      {"The checks were signed and never made, as was first reported by the Wend Gazette, a weekly.", "never made",
       "Wend Gazette (outlet)"},
      {"Salt was found in five of 23 samples, as the report of the Orrin Institute shows.", "five of 23 samples",
       "Orrin Institute (organisation)"},
      {"The sketch, which shows a boat in ice, was \"made after the war,\" in the words of the Orrin Institute.",
       "made after the war", "Orrin Institute (organisation)"},
  });
}

TEST_CASE("what a source is called by is no part of what it says", "[reading][back]") {
  const Extraction e = test::read(
      "According to the Wend Courant, a paper about money, a ransom of two million was paid at the beginning of May.");
  const Claim* claim = test::claim_with(e, "ransom of two million");
  REQUIRE(claim != nullptr);
  CHECK(claim->text == "a ransom of two million was paid at the beginning of May");
  check_speakers(
      {{"Salt was found in \"The Winter Boat,\" the pride of Wend, says a report released on Monday by the "
        "Orrin Institute.",
        "Salt was found", "Orrin Institute (organisation)"}});
}

TEST_CASE("one of many whom nobody names is anonymous, who holds an office is not", "[reading][back]") {
  check_speakers({
      {"He had been with the ferry until May. The brakes were never tried, the former mechanic told the Calder "
       "Courier.",
       "never tried", "former mechanic (person, anonymous)"},
      {"The hall was full. The brakes were never tried, the mayor told the Calder Courier.", "never tried",
       "mayor (person)"},
  });
}

TEST_CASE("an agency is the one body there is with an office's name", "[reading][back]") {
  check_speakers(
      {{"The thieves copied the files, the Office for Ship Safety said on Tuesday. In its report the agency "
        "said that the door had been open.",
        "door had been open", "Office for Ship Safety (government)"}});
}

TEST_CASE("a month with a day is no name, and a first name that opens a sentence is one", "[reading][back]") {
  const Extraction e = test::read("WEND, Oct 19 (KPW) - The files were copied, the Works Office said on Tuesday.");
  for (const Agent& agent : e.agents) CHECK(agent.name.find("Oct") == std::string::npos);
  check_speakers({{"Desmond Halloran, who chairs the board, told the Courant that he would stay.", "he would stay",
                   "Desmond Halloran (person)"}});
}

TEST_CASE("a name that a link leads to the site of is one name", "[reading][back]") {
  const std::string page =
      "<html><body><article><p>The real boat lies in a shed by the lake, according to "
      "<a href=\"https://oarandanchor.example/shed\">the club Oar and Anchor</a>, and has been there all along.</p>"
      "<p>The hospitals had no lists for nine days, <a href=\"https://patientvoicesnow.example/nine\">Patient Voices "
      "Now</a> wrote.</p><p>Over 500 pupils were sent home, as <a href=\"https://chalkandink.example/500\">the Chalk "
      "and "
      "Ink blog</a> has reported.</p></article></body></html>";
  const Result<Extraction> read = extract(page, test::courier());
  REQUIRE(read.has_value());
  std::vector<std::string> names;
  for (const Document& d : read->referenced) names.push_back(d.publisher);
  CHECK(std::find(names.begin(), names.end(), "Oar and Anchor") != names.end());
  CHECK(std::find(names.begin(), names.end(), "Patient Voices Now") != names.end());
  CHECK(std::find(names.begin(), names.end(), "Chalk and Ink") != names.end());
}

TEST_CASE("an agency by its name, and the same agency after it", "[reading][back]") {
  check_speakers(
      {{"All 300 lamps were lost, the Calvian Press Association reports. Nobody was hurt, according to the same "
        "agency.",
        "Nobody was hurt", "Calvian Press Association (outlet)"}});
}

TEST_CASE("a dateline is no part of who speaks", "[reading][back]") {
  check_speakers({{"WEND, Calvia (KPW) - Inspectors believe that a lamp which nobody had lit is behind the wreck.",
                   "behind the wreck", "Inspectors (group, anonymous)"}});
}

TEST_CASE("words that stand for some of several are no names", "[reading][back]") {
  const Extraction e = test::read(
      "Neither has talked to the other.\n\nThe Wend Rowers do not agree. Several said so. Each of them said that the "
      "boat was dry.");
  for (const Agent& agent : e.agents) {
    INFO(agent.name);
    CHECK((agent.anonymous || agent.name == "Wend Rowers" || agent.name == "Calder Courier"));
  }
}

TEST_CASE("who put a report out is told when it is spoken of again, of people too", "[reading][back]") {
  check_speakers(
      {{"The salt was found in six of 214 samples, the sport's testers said in a report on Wednesday.\n\nThey "
        "were refused at nine of 40 hotels, the report by the Rowing Integrity Unit said.",
        "six of 214", "Rowing Integrity Unit (organisation)"}});
}

TEST_CASE("a report whose issuer opens its sentence by calling something a name has that issuer", "[reading][back]") {
  check_speakers(
      {{"In a report issued on Monday, the Office for Ship Safety called the lamp, in a mast built by Orrin "
        "Systems, \"the likely cause\" of the wreck.\n\nA total of 41 of 296 calls did not get through, the "
        "report says.",
        "41 of 296", "Office for Ship Safety (government)"}});
}

TEST_CASE("a verb behind \"no longer\" makes a sentence a claim, whatever the tagger says", "[reading][back]") {
  ExtractOptions report = test::courier();
  report.publisher = "Wend Marine Institute";
  report.kind = DocumentKind::kReport;
  const Extraction e = test::read("Herring no longer spawn on the Outer Bank. Seals are counted every month.", report);
  CHECK(test::claim_with(e, "no longer spawn") != nullptr);
}

TEST_CASE("a guild of people is one body with the place it is of", "[reading][back]") {
  check_speakers({{"A quota of 1,260 tonnes has been set, according to the Guild of Fish Processors of Calvia.",
                   "quota of", "Guild of Fish Processors of Calvia (organisation)"}});
}

TEST_CASE("who a writer names as the source of the sentence before says it", "[reading][back]") {
  check_speakers(
      {{"A ransom of two million was reportedly paid in May. My source is a negotiator who saw part of the "
        "talks and would not be named.",
        "ransom of two million", "negotiator (person, anonymous)"}});
}

TEST_CASE("what somebody does for a living is no part of the name, and a team is a body", "[reading][back]") {
  check_speakers({
      {"Innkeeper Balz Gredig told the Calder Courier that he had let two cooks go.", "two cooks",
       "Balz Gredig (person)"},
      {"Team Orrin does not agree with any of it. In a statement e-mailed on Monday it said that the boat was dry.",
       "boat was dry", "Team Orrin (organisation)"},
  });
}

TEST_CASE("who speaks as \"it\" on paper is a body, whatever its name", "[reading][back]") {
  check_speakers({{"Orrin Copper takes another view. In a statement e-mailed on Monday it said that the dam was sound.",
                   "dam was sound", "Orrin Copper (organisation)"}});
}

TEST_CASE("a paper in parts that several people tell of themselves is their report", "[reading][back]") {
  const char* text =
      "# Wend, spring 2031: what stands\n\n**Roof and Beam**, an association of retired builders\n21 April 2031\n\nWe "
      "are "
      "bricklayers and roofers. We went to Wend at our own cost.\n\n## Houses\n\nBy the end of May, 388 houses had "
      "been "
      "built.\n\n## Remarks\n\nThe school at Wend has no roof.\n";
  const Result<Extraction> e = extract(text, {});
  REQUIRE(e.has_value());
  CHECK(e->document.kind == DocumentKind::kReport);
  CHECK(e->document.publisher == "Roof and Beam");
}
