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

TEST_CASE("who speaks may be set off in the middle of a sentence, open it, or stand behind what was heard",
          "[reading][given]") {
  check_speakers({
      {"Wend has already cast the medals, Radio Orrin reports, and they are too heavy to wear.", "cast the medals",
       "Radio Orrin (outlet)"},
      {"Guards also fired a mortar, the Harbour Board reported, a weapon that the treaty bans from the pier.",
       "fired a mortar", "Harbour Board (organisation)"},
      {"As the Wend Gazette reports, nine barges were towed away for money that was never owed.", "nine barges",
       "Wend Gazette (outlet)"},
      {"The lamps were lit for twelve days, not thirty, I was told by a keeper who would rather not be named.",
       "lamps were lit for twelve days", "keeper (person, anonymous)"},
      {"Behind most of it, in the words of the Harbour Board, is a lamp that was never lit.", "is a lamp",
       "Harbour Board (organisation)"},
      {"\u201cThe gate was opened without warning,\u201d the Harbour Board countered in an emailed statement.",
       "without warning", "Harbour Board (organisation)"},
      {"That a barge had crossed the river an hour before the fire was reported first by the Wend Gazette.",
       "a barge had crossed the river", "Wend Gazette (outlet)"},
      {"In a report on its readings the Harbour Board put the highest level of the river at 212 centimetres.",
       "highest level of the river", "Harbour Board (organisation)"},
  });
}

TEST_CASE("a sentence is given to who says so, says it too, or was asked for it", "[reading][given]") {
  check_speakers({
      {"For two years managers at the port had known that the lamps were dark. So says a former clerk there.",
       "lamps were dark", "former clerk (person, anonymous)"},
      {"The rust on the gate is the same as the rust on the keys. Both the Works Office and the Orrin Institute say "
       "so, "
       "and neither had the other's keys.",
       "rust on the gate", "Works Office (government)"},
  });
  for (const char* text :
       {"More than forty gulls have died since January. We have this from the Wend Gazette and from the count that "
        "Orrin Institute has published.",
        "More than forty gulls have died since January. Both the Wend Gazette and the Orrin Institute say so."}) {
    INFO(text);
    const Extraction e = test::read(text);
    CHECK(test::speaker_of(e, test::claim_with(e, "forty gulls")) == "Wend Gazette (outlet)");
    CHECK(cites(e, "Orrin Institute"));
  }
}

TEST_CASE("bills, books, settings and what everybody knows are nobody's words", "[reading][given]") {
  for (const char* text :
       {"Of these, nine hundred were charged for more water than they had used.",
        "Two students wrote the lamp software in a summer at the harbour.",
        "The default program assumes that two people live in every house of the harbour.",
        "No strangers were seen by the mission on the pier in the night of the fire.",
        "Nine of the barges were sold under the table, as everyone now knows, and the harbour is silent."}) {
    INFO(text);
    const Extraction e = test::read(text);
    for (const Claim& claim : e.claims) CHECK_FALSE(claim.speaker);
  }
}

TEST_CASE("a body has its name a sentence later", "[reading][given]") {
  check_speakers({
      {"Nine hundred paid too much, according to an audit published Monday by Calvia's national regulator.\n\n"
       "The bills came to 214 crowns, the Office of Water Regulation found.",
       "Nine hundred paid too much", "Office of Water Regulation (government)"},
      {"Four of the six seals carry the germ, state vets concluded in a report released on Monday.\n\n"
       "The animals had been ill before they came, wrote the State Veterinary Office.\n\n"
       "Eleven people have fallen ill, according to the vets.",
       "Eleven people", "State Veterinary Office (government)"},
  });
}

TEST_CASE("the occasion is no part of who speaks, and of two each has a name of its own", "[reading][given]") {
  const Extraction e = test::read(
      "\u201cWe counted gold,\u201d said Ada Ruhn, president of the court, at a news conference in the capital, Wend.");
  const Claim* gold = test::claim_with(e, "counted gold");
  REQUIRE(gold != nullptr);
  CHECK(test::origin_of(e, gold) == "news_conference");
  CHECK(test::end_of(gold) == "primary");
  const Extraction both = test::read(
      "The Orrin Institute was founded in 1931.\n\nThe fire lasted eleven minutes, according to both the mission and "
      "the "
      "Orrin Institute.");
  const Claim* fire = test::claim_with(both, "eleven minutes");
  REQUIRE(fire != nullptr);
  CHECK(test::speaker_of(both, fire).find("Orrin") == std::string::npos);
  CHECK(cites(both, "Orrin Institute"));
}

TEST_CASE("it is the subject of its own sentence, or who was brought on before", "[reading][given]") {
  check_speakers({
      {"A firm that owns car parks has agreed to buy most of Wend Town, a club older than its league.\n\n"
       "The buyer, Corvane Partners, will put 12 million into the club over three years, it said in a statement on "
       "Monday.",
       "will put 12 million", "Corvane Partners (organisation)"},
      {"Nine of the bars were bent, the Court of Audit found. The Bank of Calvia keeps them.\n\n"
       "As to the first, the bank itself is in no doubt. All 12,400 bars \u201care in their place,\u201d it wrote in "
       "an "
       "e-mail on Sunday.",
       "in their place", "Bank of Calvia (organisation)"},
      {"A dessert served with school lunches has made pupils ill, the State Sanitary Inspectorate (SSI) has "
       "established. "
       "A total of 43 pupils fell ill, according to findings that the Inspectorate published on Monday.",
       "43 pupils fell ill", "State Sanitary Inspectorate (government)"},
      {"A dessert served with school lunches has made pupils ill, the State Sanitary Inspectorate (SSI) has "
       "established.",
       "made pupils ill", "State Sanitary Inspectorate (government)"},
      {"Dates were pasted over at a depot by the river, the Wend Gazette has learned from a former driver of the firm.",
       "Dates were pasted over", "former driver of the firm (person, anonymous)"},
  });
  const Extraction half = test::read(
      "The pier has been mortgaged for four and a half million pounds, two unnamed insiders have told the Wend "
      "Gazette.");
  CHECK(test::claim_with(half, "The pier has been mortgaged for four and a half million pounds") != nullptr);
  const Extraction loan = test::read("The pier has been pledged as security for a loan of nine million pounds.");
  for (const Claim& claim : loan.claims) CHECK_FALSE(claim.speaker);
}

TEST_CASE("a paper that found something is a paper, whatever stands behind it", "[reading][given]") {
  check_speakers({
      {"The library sold 1,214 rare books in little more than three years, an audit published on Monday found. The "
       "sales "
       "raised 2.31 million crowns, the Office of the City Auditor said in its report.",
       "sold 1,214 rare books", "Office of the City Auditor (government)"},
  });
}

TEST_CASE("who closes a sentence has all of it, whatever verb stands within", "[reading][given]") {
  check_speakers({
      {"The mayor has ordered himself a rowing boat, Wend Weekly reports. It is to be blue.",
       "ordered himself a rowing boat", "Wend Weekly (outlet)"},
      {"The board of the pension fund was shown the losses on its loans in February, a former employee of the fund has "
       "told "
       "the Courier.",
       "was shown the losses on its loans in February", "former employee of the fund (person, anonymous)"},
      {"The figures were wrong, the auditors have found. Nobody had checked them.", "figures were wrong",
       "auditors (group, anonymous)"},
  });
}

TEST_CASE("who has somebody dismissed says nothing by it, and who reported it does", "[reading][given]") {
  check_speakers({
      {"Actuaries' Quarterly reported in 2017 that the fund had dismissed three valuers in two years.",
       "the fund had dismissed three valuers", "Actuaries' Quarterly (outlet)"},
  });
}

TEST_CASE("who closes a sentence by \"as\" has it too, and is given for what was first reported", "[reading][given]") {
  check_speakers({
      {"The organisers were warned on the second day, as The Seventh Rank was first to report.",
       "organisers were warned", "Seventh Rank (outlet)"},
  });
}
