// Documents here are fiction.
#include <catch2/catch.hpp>
#include <string>

#include "headwater/graph/store.h"
#include "headwater/ingest/ingest.h"
#include "linking/wording.h"

using namespace headwater;
using detail::claim_words;

namespace {

bool same(const char* a, const char* b) { return detail::is_same_wording(claim_words(a), claim_words(b)); }

void put(Store& store, const char* path, const char* day, const std::string& text) {
  ExtractOptions options;
  options.path = path;
  options.published = Date::parse(day).value();
  options.spans = SpanMethod::kRules;
  REQUIRE(ingest(store, text, options).has_value());
}

// Edges of `relation` out of the claims of the document at `path`, by rule: "rule of what they lead to".
std::string edges_of(const Store& store, const std::string& path, Relation relation) {
  std::string out;
  const std::vector<Document> documents = store.documents({}, Store::kNoLimit).value();
  for (const Document& d : documents) {
    if (d.path != path) continue;
    const std::vector<Claim> claims = store.claims_of(d.id).value();
    for (const Claim& c : claims) {
      const std::vector<Edge> edges = store.upstream(c.id, relation).value();
      for (const Edge& e : edges) {
        const Document to = store.document(document_of(*e.to.claim())).value().value();
        out += e.evidence.rule + " " + to.path + "; ";
      }
    }
  }
  return out;
}

const std::string kGauges = "The gauges at the upper lock showed eleven metres, the harbour office said.\n";
// The same bytes would be the same document.
const std::string kGaugesToo = kGauges + "It rained.\n";

}  // namespace

TEST_CASE("the same wording has all numbers, four telling words, and no denial on one side", "[ingest][linking]") {
  CHECK(same("the gauges at the upper lock showed eleven metres", "Gauges at the upper lock showed 11 metres"));
  CHECK_FALSE(
      same("the gauges at the upper lock showed eleven metres", "the gauges at the upper lock showed twelve metres"));
  CHECK_FALSE(same("the gauges at the upper lock showed eleven metres",
                   "the gauges at the upper lock did not show eleven metres"));
  CHECK_FALSE(same("the lock was shut", "the lock was shut"));
  CHECK_FALSE(same("", ""));
}

TEST_CASE("claims in the same words are joined though neither document cites the other, the later to the earlier",
          "[ingest][linking]") {
  for (const bool later_first : {false, true}) {
    Store store = Store::in_memory();
    if (later_first) put(store, "late.txt", "2031-05-09", kGaugesToo);
    put(store, "early.txt", "2031-05-06", kGauges);
    if (!later_first) put(store, "late.txt", "2031-05-09", kGaugesToo);
    CHECK(edges_of(store, "late.txt", Relation::kRepeats) == "same-wording@1 early.txt; ");
    CHECK(edges_of(store, "early.txt", Relation::kRepeats) == "");
  }
  // Of one day: nobody knows which was first.
  Store store = Store::in_memory();
  put(store, "a.txt", "2031-05-06", kGauges);
  put(store, "b.txt", "2031-05-06", kGaugesToo);
  CHECK(edges_of(store, "a.txt", Relation::kRepeats) + edges_of(store, "b.txt", Relation::kRepeats) == "");
}

TEST_CASE("a claim and its denial in the same words are in dispute", "[ingest][linking]") {
  Store store = Store::in_memory();
  put(store, "claim.txt", "2031-05-06", "The upper lock overflowed twice in March, the harbour office said.\n");
  put(store, "denial.txt", "2031-05-08", "The upper lock never overflowed in March, the Ministry of Works said.\n");
  CHECK(edges_of(store, "denial.txt", Relation::kDisputes) == "contrary@1 claim.txt; ");
  CHECK(edges_of(store, "denial.txt", Relation::kRepeats) == "");
}

TEST_CASE("what is denied must stand in the other claim, and a denial in an aside is none", "[ingest][linking]") {
  const auto contrary = [](const char* a, const char* b) {
    return detail::is_contrary(claim_words(a), false, claim_words(b), false);
  };
  CHECK(contrary("the upper lock never overflowed in March", "the upper lock overflowed twice in March"));
  CHECK(contrary("there is no record that the upper lock overflowed in March",
                 "the upper lock overflowed twice in March"));
  CHECK_FALSE(contrary("lead, which could not be bought before 1920, was found in nine of 34 pipes",
                       "lead was found in all 34 pipes"));
  CHECK_FALSE(contrary("of the 480 jackets on the ferry, 112 could not have been used",
                       "surveyors had condemned 112 of the 480 jackets on the ferry"));
  CHECK_FALSE(contrary("the spare unit in the second hall did not take over",
                       "the spare unit in the second hall failed to take over"));
  CHECK_FALSE(contrary("the crack in the dam is not 41 metres long", "the crack in the dam is 14 metres long"));
  CHECK(contrary("the crack in the dam is not 41 metres long", "the crack in the dam is 41 metres long"));
}

TEST_CASE("of one day the denial answers, whoever put it out", "[ingest][linking]") {
  Store store = Store::in_memory();
  put(store, "claim.txt", "2031-05-06", "The upper lock overflowed twice in March, the harbour office said.\n");
  put(store, "denial.txt", "2031-05-06", "The upper lock never overflowed in March, the Ministry of Works said.\n");
  CHECK(edges_of(store, "denial.txt", Relation::kDisputes) == "contrary@1 claim.txt; ");
  CHECK(edges_of(store, "claim.txt", Relation::kDisputes) == "");
}

TEST_CASE("a claim of one word is like no other", "[ingest][linking]") {
  CHECK(detail::likeness(claim_words("the batch"), claim_words("the batch was filled in May")) == 0);
}

TEST_CASE("a flat denial disputes what it has all words of, in a document that speaks of the same",
          "[ingest][linking]") {
  const std::string claim =
      "A warning from room 7 at Calder was ignored for a day, an official at the harbour office said.\n";
  Store store = Store::in_memory();
  put(store, "claim.txt", "2031-05-06", claim);
  put(store, "denial.txt", "2031-05-06", "No warning was ignored. All is well at Calder, and the gates are open.\n");
  put(store, "elsewhere.txt", "2031-05-06", "No warning was ignored. All is well at Orrin, and the roads are open.\n");
  put(store, "years later.txt", "2032-05-06", "No warning was ignored. Nobody at Calder remembers one at all.\n");
  CHECK(edges_of(store, "denial.txt", Relation::kDisputes) == "flat-denial@1 claim.txt; ");
  CHECK(edges_of(store, "claim.txt", Relation::kDisputes) == "");
  CHECK(edges_of(store, "elsewhere.txt", Relation::kDisputes) == "");
  CHECK(edges_of(store, "years later.txt", Relation::kDisputes) == "");
}

TEST_CASE("a flat denial may name who denies, call the deed given or made, and say how widely it denies",
          "[ingest][linking]") {
  const auto denies = [](const char* denial, const char* name, const char* of) {
    return detail::flat_denial(claim_words(denial), claim_words(name), claim_words(of)) != detail::FlatDenial::kNone;
  };
  const char* paid = "The port is believed to have paid the crew a ransom of 1.2 million crowns";
  CHECK(denies("No ransom was paid, in whole or in part", "", paid));
  CHECK(denies("The Authority has not paid a ransom to anybody", "Harbour Authority", paid));
  CHECK_FALSE(denies("The Ministry has not paid a ransom to anybody", "Harbour Authority", paid));
  CHECK(denies("No order to sell was given", "", "The order to sell the two boats came by telephone"));
  CHECK_FALSE(denies("No order was given", "", "The order to sell the two boats came by telephone"));
  // What it speaks of by its title, the other need not name; three words by themselves are enough for any two.
  CHECK_FALSE(denies("most of the army's helmets do not stop fragments", "Auditors: most helmets do not stop fragments",
                     "There is fresh trouble for the army's helmets"));
  const char* slipped = "another cabin slipped on the rope as early as January, with children in it";
  const auto of_title = [&](const char* denial) {
    return detail::flat_denial(claim_words(denial), claim_words("Orrin Railways Grauspitz gondola: a statement"),
                               claim_words(slipped));
  };
  CHECK(of_title("No other cabin of the Grauspitz gondola has slipped on the rope") == detail::FlatDenial::kByItself);
  CHECK(of_title("No cabin of the Grauspitz gondola has slipped") == detail::FlatDenial::kOfTheSame);
  CHECK(of_title("No cabin of the Weisshorn gondola has slipped") == detail::FlatDenial::kNone);
}

TEST_CASE("a number told roughly is alike to what may be meant by it", "[ingest][linking]") {
  const auto alike = [](const char* a, const char* b) { return detail::likeness(claim_words(a), claim_words(b)); };
  CHECK(alike("more than 140 crates sank", "141 crates sank") == alike("141 crates sank", "more than 140 crates sank"));
  CHECK(alike("more than 140 crates sank", "141 crates sank") > alike("140 crates sank", "141 crates sank"));
  CHECK(alike("more than 140 crates sank", "139 crates sank") < alike("more than 140 crates sank", "141 crates sank"));
  CHECK(alike("about 140 crates sank", "139 crates sank") > alike("about 140 crates sank", "99 crates sank"));
  CHECK(alike("nearly 140 crates sank", "141 crates sank") < alike("nearly 140 crates sank", "138 crates sank"));
  CHECK_FALSE(claim_words("No more than 60 crates sank").negated);
  CHECK(alike("no more than 140 crates sank", "149 crates sank") <
        alike("no more than 140 crates sank", "138 crates sank"));
}

TEST_CASE("a word that very many claims have finds nothing, and costs no more", "[ingest][linking]") {
  Store store = Store::in_memory();
  for (int i = 0; i < 80; ++i) {
    put(store, ("d" + std::to_string(i) + ".txt").c_str(), "2031-05-06",
        "The harbour gauges showed level " + std::to_string(100 + i) + ", the harbour office said.\n");
  }
  detail::WordingIndex index{store};
  Claim claim;
  claim.text = "the harbour gauges showed level 120";
  const auto like = index.like(claim, {});
  REQUIRE(like.has_value());
  CHECK(like->empty());
}

TEST_CASE("a denial of any other time denies no less", "[ingest][linking]") {
  const auto denies = [](const char* denial, const char* of) {
    return detail::flat_denial(claim_words(denial), claim_words(""), claim_words(of)) != detail::FlatDenial::kNone;
  };
  CHECK(
      denies("No complaint about late lamps was received at the harbour in August or at any other time before the fire",
             "Keepers of pier 4 complained at the harbour about late lamps as early as August"));
  CHECK_FALSE(denies("No complaint about late ferries was received at the station in August or at any other time",
                     "Keepers of pier 4 complained at the harbour about late lamps as early as August"));
}

TEST_CASE("a hundredfold is a hundred times", "[ingest][linking]") {
  const auto alike = [](const char* a, const char* b) { return detail::likeness(claim_words(a), claim_words(b)); };
  const char* times = "Benzene in Wend was a hundred times over the limit";
  CHECK(alike("The benzene in the air of Wend exceeded the limit a hundredfold", times) >
        alike("The benzene in the air of Wend exceeded the limit tenfold", times));
}

TEST_CASE("what is said to be false is disputed where it was said, by its own words", "[ingest][linking]") {
  Store store = Store::in_memory();
  put(store, "claim.txt", "2031-05-06",
      "A Calder patrol appears to have crossed the river an hour before the shooting at the bridge of Wend on the "
      "morning of the autumn fair, two officials said.\n");
  put(store, "denial.txt", "2031-05-07",
      "Statement\n\nReports in the foreign press that a Calder patrol had crossed the river are false.\n");
  put(store, "other.txt", "2031-05-07",
      "Statement\n\nReports in the foreign press that a Calder barge had sunk in the river are false.\n");
  CHECK(edges_of(store, "denial.txt", Relation::kDisputes) == "flat-denial@1 claim.txt; ");
  CHECK(edges_of(store, "other.txt", Relation::kDisputes) == "");
}

TEST_CASE("\"no crack\" denies what is said of cracks", "[ingest][linking]") {
  Store store = Store::in_memory();
  put(store, "claim.txt", "2031-05-06",
      "Cracks at Calder Bridge were painted over in the summer, a painter told the Post.\n");
  put(store, "denial.txt", "2031-05-09",
      "No crack was ever painted over. Calder Bridge is looked after by us alone.\n");
  CHECK(edges_of(store, "denial.txt", Relation::kDisputes) == "flat-denial@1 claim.txt; ");
}

TEST_CASE("what was not done is no contrast", "[ingest][linking]") {
  CHECK(claim_words("The inspections were signed for and not carried out").negated);
  CHECK_FALSE(claim_words("1,150 fragments were found, and not 1,510").negated);
}

TEST_CASE("what was not done is done to the thing in the other claim, and in the passive", "[ingest][linking]") {
  const detail::ClaimWords helmets = claim_words("No H7 helmet that was sold to the army was pierced in a proper test");
  CHECK(helmets.nothing == "helmet");
  CHECK(detail::says_done("Of 60 helmets fired at with fragments, 37 were pierced", helmets));
  CHECK_FALSE(detail::says_done("The army was sold 4,000 helmets", helmets));
  const detail::ClaimWords money = claim_words("No money was paid to the contractor for the bridge");
  CHECK_FALSE(detail::says_done("The contractor paid its workers with borrowed money", money));
}
