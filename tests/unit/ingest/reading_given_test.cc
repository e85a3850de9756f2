// Sentences that tell by a noun or a passive who gives what they say, and whose the names in them are.
#include <algorithm>
#include <catch2/catch.hpp>
#include <string>

#include "reading_support.h"

using namespace headwater;

using test::check_speakers;

namespace {

bool cites(const Extraction& e, const std::string& publisher) {
  return std::any_of(e.citations.begin(), e.citations.end(), [&](const Citation& c) {
    const Document* d = e.referenced_document(c.document);
    return d != nullptr && d->publisher == publisher;
  });
}

}  // namespace

TEST_CASE("what is given by a passive, a noun or an aside is said by who gives it", "[reading][given]") {
  check_speakers({
      {"That a beam may have been sawn through was first reported by the Wend Gazette, a weekly, on Friday.",
       "a beam may have been sawn through", "Wend Gazette (outlet)"},
      {"The suggestion that a beam may have been sawn through first appeared in the Morning Crier.",
       "a beam may have been sawn through", "Morning Crier (outlet)"},
      {"The claim that the beam was rotten comes from the Wend Gazette.", "the beam was rotten",
       "Wend Gazette (outlet)"},
      {"The gate was hung in 1931, a figure given by the Works Office.", "gate was hung in 1931",
       "Works Office (government)"},
      {"Two hundred were left behind, if one is to believe the Wend Gazette.", "Two hundred were left behind",
       "Wend Gazette (outlet)"},
      {"A beam was sawn through, so the Wend Gazette informs me, and there is a drawing.", "A beam was sawn through",
       "Wend Gazette (outlet)"},
      {"As many as sixty may have been on the pier, in the estimate of a clerk who works there.",
       "As many as sixty may have been on the pier", "clerk (person, anonymous)"},
      {"A fitter warned the head of the yard in May 2030, the Wend Gazette was the first to report.",
       "A fitter warned the head of the yard", "Wend Gazette (outlet)"},
      {"In a release of five paragraphs the Works Office states that nine barges sank.", "nine barges sank",
       "Works Office (government)"},
      {"The lamps had been taken away, according to the log that Wend Aid, the charity, put online.",
       "lamps had been taken away", "Wend Aid (organisation)"},
  });
}

TEST_CASE("of two who give it each is a source", "[reading][given]") {
  for (const char* text :
       {"The gate was hung in 1931, a figure given by both the Works Office and the Orrin Institute.",
        "That the gate was hung in 1931 is stated by both the Works Office and the Orrin Institute.",
        "The gate was hung in 1931: on this the Works Office and the Orrin Institute agree to the year.",
        "The gate was hung in 1931; here too the Works Office and the Orrin Institute, which worked apart, come to "
        "the "
        "same result.",
        "The gate was hung in 1931, as was measured by both the Works Office and the Orrin Institute."}) {
    INFO(text);
    const Extraction e = test::read(text);
    const Claim* claim = test::claim_with(e, "gate was hung in 1931");
    REQUIRE(claim != nullptr);
    CHECK(test::speaker_of(e, claim) == "Works Office (government)");
    CHECK(cites(e, "Orrin Institute"));
  }
}

TEST_CASE("a figure's giver is told in the sentence behind it", "[reading][given]") {
  check_speakers({
      {"The storm took nine barges in one night. The toll is given by Radio Wend, next door to the harbour.",
       "storm took nine barges", "Radio Wend (outlet)"},
      {"A beam in the hall was sawn through. That is what the Wend Gazette has from the very top.",
       "beam in the hall was sawn through", "Wend Gazette (outlet)"},
      {"Nine barges were lost in the storm. The ministry adopts the figure in the report of the Harbour Board.",
       "Nine barges were lost", "Harbour Board (organisation)"},
  });
}

TEST_CASE("what nobody gives is nobody's", "[reading][given]") {
  for (const char* text : {"The gate was hung in 1931, a figure given by nobody.",
                           "The gate was hung in 1931, a sum that was paid by the Works Office.",
                           "The gate was hung in 1931, if one is to be exact.",
                           "That the gate was hung in 1931 was never stated by the Works Office."}) {
    INFO(text);
    const Extraction e = test::read(text);
    const Claim* claim = test::claim_with(e, "gate was hung in 1931");
    REQUIRE(claim != nullptr);
    CHECK_FALSE(claim->speaker);
  }
}

TEST_CASE("a name is whole, and neither its owner, an opening word nor a role in it", "[reading][given][names]") {
  check_speakers({
      {"A stuck valve caused the loss of the barge, Wendland's Accident Investigation Board said in its first "
       "findings.",
       "A stuck valve caused", "Accident Investigation Board (organisation)"},
      {"The Continental Refugee Office said that nine barges had sunk.", "nine barges had sunk",
       "Continental Refugee Office (government)"},
      {"Sixteen of the sensors gave no readings, the Harbour Board found. It did not say whether it mattered.",
       "whether it mattered", "Harbour Board (organisation)"},
  });
}

TEST_CASE("the people of the one body whose report is spoken of speak for it", "[reading][given]") {
  check_speakers({
      {"Nine of the files were made up, the Office for Research Integrity concluded in an audit.\n\n"
       "Four papers rest on them, according to the auditors, who spent weeks in Wend.",
       "Four papers rest on them", "Office for Research Integrity (government)"},
      {"Nine of the files were made up, the Office for Research Integrity concluded in an audit.\n\n"
       "Four papers rest on them, according to the auditors of the bank.",
       "Four papers rest on them", "auditors of the bank (group, anonymous)"},
  });
}

TEST_CASE("who can no longer maintain a claim does not make it", "[reading][given]") {
  const Extraction e = test::read("The Wend Gazette can no longer maintain that a beam was sawn through.");
  for (const Claim& claim : e.claims) {
    INFO(claim.text);
    CHECK((claim.text != "a beam was sawn through" || claim.polarity != Polarity::kAsserts));
  }
}
