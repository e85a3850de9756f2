// Ties between documents: how alike two claims are, and the same edges whichever document arrives first.
#include <algorithm>
#include <catch2/catch.hpp>
#include <string>
#include <utility>
#include <vector>

#include "headwater/graph/store.h"
#include "headwater/ingest/ingest.h"
#include "linking/held_documents.h"
#include "linking/likeness.h"
#include "linking/wording.h"
#include "scratch.h"

using namespace headwater;

namespace {

double alike(std::string_view a, std::string_view b) {
  return detail::likeness(detail::claim_words(a), detail::claim_words(b));
}

struct Text {
  std::string publisher;
  std::string bytes;
  std::string url = {};
  Format format = Format::kText;
  DocumentKind kind = DocumentKind::kArticle;
  std::string published = "2031-05-06";
};

ExtractOptions options_of(const Text& text) {
  ExtractOptions out;
  out.publisher = text.publisher;
  out.published = *Date::parse(text.published);
  out.url = text.url;
  out.format = text.format;
  out.kind = text.kind;
  return out;
}

std::string name_of(const Store& store, DocumentId id) {
  const Result<std::optional<Document>> d = store.document(id);
  if (!d.has_value() || !*d) return "nothing";
  return ((*d)->held ? "" : "what is spoken of as " + std::string{to_string((*d)->medium)} + " of ") + (*d)->publisher;
}

std::string name_of(const Store& store, ClaimId id) {
  const Result<std::optional<Claim>> c = store.claim(id);
  return c.has_value() && *c ? name_of(store, document_of(id)) + ": " + (*c)->text : "nothing";
}

// All repeats, disputes and same_as edges between documents, a line each, sorted.
std::string ties_text(const Store& store) {
  std::vector<std::string> lines;
  const Result<std::vector<Document>> documents = store.documents({}, 1000);
  REQUIRE(documents.has_value());
  for (const Document& d : *documents) {
    const Result<std::vector<Edge>> same = store.upstream(d.id, Relation::kSameAs);
    REQUIRE(same.has_value());
    for (const Edge& e : *same) lines.push_back(name_of(store, d.id) + " = " + name_of(store, *e.to.document()));
    const Result<std::vector<Claim>> claims = store.claims_of(d.id);
    REQUIRE(claims.has_value());
    for (const Claim& c : *claims) {
      for (const Relation relation : {Relation::kRepeats, Relation::kDisputes}) {
        const Result<std::vector<Edge>> edges = store.upstream(c.id, relation);
        REQUIRE(edges.has_value());
        for (const Edge& e : *edges) {
          CHECK(e.score >= detail::kRestatesAlone);
          CHECK(e.evidence.document == d.id);
          CHECK(e.evidence.spans == c.content);
          lines.push_back(name_of(store, c.id) + " -" + std::string{to_string(relation)} + "-> " +
                          name_of(store, *e.to.claim()));
        }
      }
    }
  }
  std::sort(lines.begin(), lines.end());
  std::string out;
  for (const std::string& line : lines) out += line + "\n";
  return out;
}

std::string ties_of(const std::vector<Text>& texts) {
  test::Scratch scratch;
  Result<Store> store = Store::open(scratch / "db", {});
  REQUIRE(store.has_value());
  for (const Text& t : texts) {
    const Result<Ingested> in = ingest(*store, t.bytes, options_of(t));
    REQUIRE(in.has_value());
    REQUIRE(in->status == IngestStatus::kAdded);
  }
  const Result<StoreCheck> check = store->check();
  REQUIRE(check.has_value());
  CHECK(check->problem_count == 0);
  return ties_text(*store);
}

// In every order of arrival.
void check_ties(std::vector<Text> texts, const std::string& expected) {
  const auto by_bytes = [](const Text& a, const Text& b) { return a.bytes < b.bytes; };
  std::sort(texts.begin(), texts.end(), by_bytes);
  do {
    std::string order;
    for (const Text& t : texts) order += t.publisher + ", ";
    INFO("in the order " << order);
    CHECK(ties_of(texts) == expected);
  } while (std::next_permutation(texts.begin(), texts.end(), by_bytes));
}

const Text kAgency{"Osmund Press Agency", "The gate at Calder was open for nine hours on Sunday, Ida Brekke said.",
                   "https://osmund-press.example/gate"};

}  // namespace

TEST_CASE("likeness sees through inflection, case, marks and small numbers in words", "[linking][likeness]") {
  struct Row {
    const char* a;
    const char* b;
  };
  for (const Row& row : std::vector<Row>{
           {"The gate was open for nine hours", "The gate was open for nine hours"},
           {"The gate was open for nine hours", "the GATE was \"open\" for 9 hours"},
           {"twenty-one ships sank near the lighthouse", "21 ships sank near the lighthouse"},
           {"1,200 barrels leaked into the bay", "1200 barrels leaked into the bay"},
           {"ballot-box stuffing at the town hall", "ballot boxes stuffed at the town hall"},
           {"The owners reported leaking boxes", "the owner reports a leaked box"},
       }) {
    INFO(row.a << " | " << row.b);
    CHECK(alike(row.a, row.b) >= 0.9);
  }
}

TEST_CASE("drift of a word or a number keeps two claims alike, in order of how much is left", "[linking][likeness]") {
  const char* first = "The gate at Calder was open for nine hours on Sunday";
  const double number = alike(first, "The gate at Calder was open for twelve hours on Sunday");
  const double cut = alike(first, "The gate at Calder was open on Sunday");
  const double other = alike(first, "The lighthouse at Skarholm was struck by lightning");
  CHECK(number >= detail::kRestates);
  CHECK(number < 1);
  CHECK(cut >= detail::kRestates);
  CHECK(other < detail::kRestates);
}

TEST_CASE("what something is not, told at the end, is no denial", "[linking][likeness]") {
  CHECK(alike("At least 1,150 fragments were counted, and not 1,510",
              "1,150 fragments larger than a fist were counted") >= detail::kRestates);
  CHECK(alike("The fragments were counted and not lost", "The fragments were lost") <
        alike("The fragments were counted and not lost", "The fragments were counted"));
}

TEST_CASE("one that denies what the other says is not like it", "[linking][likeness]") {
  const double same = alike("The gate at Calder was open on Sunday", "The gate at Calder was open on Sunday night");
  const double denied =
      alike("The gate at Calder was open on Sunday", "The gate at Calder was not open on Sunday night");
  CHECK(denied < same * 0.7);
}

TEST_CASE("a denial in another clause denies nothing of what is shared", "[linking][likeness]") {
  const char* plain = "The station was moved 340 metres to the west in October";
  const char* aside = "The station was moved 340 metres to the west in October, and no order for it could be found";
  const char* denial = "The station was not moved 340 metres to the west in October";
  CHECK_FALSE(detail::differ_in_denial(detail::claim_words(plain), detail::claim_words(aside)));
  CHECK(detail::differ_in_denial(detail::claim_words(plain), detail::claim_words(denial)));
  CHECK(detail::differ_in_denial(detail::claim_words("An order for it could be found"), detail::claim_words(aside)));
  CHECK(alike(plain, aside) > alike(plain, denial));
  CHECK_FALSE(detail::differ_in_denial(detail::claim_words(""), detail::claim_words("")));
}

TEST_CASE("likeness is symmetric, from 0 to 1, and 0 for nothing in common", "[linking][likeness]") {
  const std::vector<const char*> texts{"",
                                       "the of and",
                                       "gate",
                                       "The gate was open",
                                       "The gate was not open for 9 hours",
                                       "Skarholm lighthouse struck by lightning",
                                       "open gate gate open",
                                       "\xff\xfe",
                                       "12 12 12"};
  for (const char* a : texts) {
    for (const char* b : texts) {
      INFO(a << " | " << b);
      const double x = alike(a, b);
      CHECK(x == alike(b, a));
      CHECK(x >= 0);
      CHECK(x <= 1);
    }
  }
  CHECK(alike("The gate was open", "Skarholm lighthouse struck by lightning") == 0);
  CHECK(alike("", "") == 0);
}

TEST_CASE("one telling word in common is no likeness", "[linking][likeness]") {
  CHECK(alike("The gate leaked oil all summer", "The gate belongs to Harrow Group") < detail::kRestates);
}

TEST_CASE("words that are used alike make a paraphrase; names and numbers must be the same", "[linking][likeness]") {
  detail::WordLikeness words;
  const auto paraphrase = [&](const char* a, const char* b) {
    return detail::paraphrase(detail::claim_words(a), detail::claim_words(b), words);
  };
  CHECK(words("ship", "vessel") > 0.8);
  CHECK(words("ship", "cheese") == 0);
  CHECK(words("monday", "tuesday") == 0);
  CHECK(words("ship", "xqzzyw") == 0);
  const char* said = "The crew of the vessel was told to leave the harbour";
  CHECK(paraphrase("The crew of the ship was ordered out of the port", said) >= detail::kParaphrases);
  CHECK(alike("The crew of the ship was ordered out of the port", said) < detail::kRestatesOnly);
  CHECK(paraphrase("The crew of the ship was not ordered out of the port", said) == 0);
  CHECK(paraphrase("A baker had bought the cathedral", said) == 0);
  CHECK(paraphrase("The 12 ships were sunk", "30 vessels were sunk") == 0);
  CHECK(paraphrase("", said) == 0);
  CHECK(paraphrase("", "") == 0);
}

TEST_CASE("what is said to be from a document is found there in other words", "[linking]") {
  check_ties({{"Osmund Press Agency",
               "The crew of the vessel was told to leave the harbour, Ida Brekke said. Herring was cheap on Monday.",
               "https://osmund-press.example/gate"},
              {"Calder Courier", "The ship's crew was ordered out of the port, the Osmund Press Agency reported."}},
             "Calder Courier: The ship's crew was ordered out of the port -repeats-> Osmund Press Agency: The crew of "
             "the vessel was told to leave the harbour\n"
             "what is spoken of as article of Osmund Press Agency = Osmund Press Agency\n");
  // Not the lede, which names nobody, but the passage below that says who.
  check_ties({{"Osmund Press Agency",
               "Inspectors believe that a cracked valve in a factory is behind a leak that emptied the lake.\n\nIn a "
               "report issued on Monday, the Brevik Institute called the valve in the Calder factory the probable "
               "source of the leak.",
               "https://osmund-press.example/gate"},
              {"Calder Courier", "The spill came from a cracked valve, the Osmund Press Agency reported."}},
             "Calder Courier: The spill came from a cracked valve -repeats-> Osmund Press Agency: the valve in the "
             "Calder factory the probable source of the leak\n"
             "what is spoken of as article of Osmund Press Agency = Osmund Press Agency\n");
}

TEST_CASE("a claim ties to the claim of the outlet it names", "[linking]") {
  check_ties(
      {kAgency,
       {"Calder Courier", "The gate at Calder was open for nine hours on Sunday, the Osmund Press Agency reported."}},
      "Calder Courier: The gate at Calder was open for nine hours on Sunday -repeats-> Osmund Press Agency: The gate "
      "at Calder was open "
      "for nine hours on Sunday\n"
      "what is spoken of as article of Osmund Press Agency = Osmund Press Agency\n");
}

TEST_CASE("a claim ties to the claim of the page it links", "[linking]") {
  check_ties({kAgency,
              {"Calder Courier",
               "<html><head><title>Gate</title></head><body><article><h1>Gate</h1><p>The gate at Calder was open for "
               "nine hours on Sunday, <a "
               "href='https://www.osmund-press.example/gate/'>as was written earlier</a>. Four ships are waiting "
               "outside the bay for the "
               "tide.</p></article></body></html>",
               "https://calder-courier.example/gate", Format::kHtml}},
             "Calder Courier: The gate at Calder was open for nine hours on Sunday, as was written earlier -repeats-> "
             "Osmund Press Agency: The "
             "gate at Calder was open for nine hours on Sunday\n");
}

TEST_CASE("a copy ties to the agency its dateline credits", "[linking]") {
  check_ties({{"Osmund Press Agency",
               "The gate at Calder was open for nine hours on Sunday. Four ships are waiting outside the bay."},
              {"Calder Courier",
               "CALDER, May 6 (Osmund Press Agency) - The gate at Calder was open for nine hours on Sunday. Four ships "
               "are waiting outside the bay."}},
             "Calder Courier: Four ships are waiting outside the bay -repeats-> Osmund Press Agency: Four ships are "
             "waiting outside the bay\n"
             "Calder Courier: The gate at Calder was open for nine hours on Sunday -repeats-> Osmund Press Agency: The "
             "gate at Calder was open "
             "for nine hours on Sunday\n"
             "what is spoken of as article of Osmund Press Agency = Osmund Press Agency\n");
}

TEST_CASE("a statement spoken of is the statement held", "[linking]") {
  check_ties(
      {{"Calder Port Authority", "The port was shut at noon on Sunday because of the swell.", "", Format::kText,
        DocumentKind::kStatement, "2031-05-05"},
       {"Calder Courier", "In a statement, the Calder Port Authority said the port was shut at noon on Sunday."}},
      "Calder Courier: the port was shut at noon on Sunday -repeats-> Calder Port Authority: The port was shut at noon "
      "on Sunday because "
      "of the swell\n"
      "what is spoken of as statement of Calder Port Authority = Calder Port Authority\n");
}

TEST_CASE("an acronym that the text spells out is the issuer's name", "[linking]") {
  check_ties({{"Calvian Board of Pilots", "The port was shut at noon on Sunday because of the swell.", "",
               Format::kText, DocumentKind::kStatement, "2031-05-05"},
              {"Calder Courier",
               "The Calvian Board of Pilots (CBP) met on Sunday. In a statement, the CBP said the port was shut at "
               "noon on Sunday."}},
             "Calder Courier: the port was shut at noon on Sunday -repeats-> Calvian Board of Pilots: The port was "
             "shut at noon on Sunday because "
             "of the swell\n"
             "what is spoken of as statement of Calvian Board of Pilots = Calvian Board of Pilots\n");
}

TEST_CASE("an address on a body's own site leads to what it put out, where the words are there", "[linking]") {
  const Text held{"Calvian Board of Pilots",
                  "The Calvian Board of Pilots (CBP) met on Sunday. The port was shut at noon because of the swell.",
                  "",
                  Format::kText,
                  DocumentKind::kReport,
                  "2031-05-05"};
  const auto page = [](const std::string& host) {
    return Text{
        "Calder Courier",
        "<html><head><title>Port</title></head><body><article><h1>Port</h1><p>The port was shut at noon because "
        "of the swell, according to <a href='https://www." +
            host +
            "/papers/9'>the inspectors</a>. Four ships are waiting outside the bay for the tide.</p>"
            "</article></body></html>",
        "https://calder-courier.example/port", Format::kHtml};
  };
  // The same words alone tie the claims; that the address is the document's is another thing.
  const auto is_told = [&](const std::string& host) {
    return ties_of({held, page(host)}).find("= Calvian Board of Pilots\n") != std::string::npos;
  };
  CHECK(is_told("cbp.calvia.example"));
  CHECK(is_told("calvian-board-of-pilots.example"));
  CHECK_FALSE(is_told("harbour.calvia.example"));
}

TEST_CASE("of two documents of one issuer the one that has the words is meant", "[linking]") {
  const std::string ties = ties_of(
      {{"Calder Port Authority", "The port was shut at noon on Sunday because of the swell.", "", Format::kText,
        DocumentKind::kStatement, "2031-05-05"},
       {"Calder Port Authority", "The new crane will be painted green before the summer.", "", Format::kText,
        DocumentKind::kStatement, "2031-05-05"},
       {"Calder Courier", "In a statement, the Calder Port Authority said the port was shut at noon on Sunday."}});
  CHECK(ties ==
        "Calder Courier: the port was shut at noon on Sunday -repeats-> Calder Port Authority: The port was shut at "
        "noon on Sunday because of "
        "the swell\n"
        "what is spoken of as statement of Calder Port Authority = Calder Port Authority\n");
}

TEST_CASE("a report spoken of by who wrote it, and by the day it was made public, is the report held", "[linking]") {
  check_ties(
      {{"Sollas Architects",
        "---\nauthor: Ingrid Sollas\n---\n\nSixty tonnes of water on the car deck were enough to turn the ferry over.",
        "", Format::kText, DocumentKind::kReport, "2031-05-02"},
       {"Calder Courier",
        "Sixty tonnes of water on the car deck turned the ferry over, Ingrid Sollas wrote in her report."}},
      "Calder Courier: Sixty tonnes of water on the car deck turned the ferry over -repeats-> Sollas Architects: Sixty "
      "tonnes of water on the car deck were enough to turn the ferry over\n"
      "what is spoken of as report of Ingrid Sollas = Sollas Architects\n");
}

TEST_CASE("what somebody says is found in what they put out, whatever is said of it", "[linking]") {
  check_ties(
      {{"Seafarers Union", "The crew were never shown the report of the inspection in October.", "", Format::kText,
        DocumentKind::kStatement, "2031-05-05"},
       {"Calder Courier", "The crew were never shown the report of the inspection, the Seafarers Union complained."}},
      "Calder Courier: The crew were never shown the report of the inspection -repeats-> Seafarers Union: The crew "
      "were never shown the report of the inspection in October\n");
}

TEST_CASE("a number that one claim alone has leads to it", "[linking]") {
  const std::string ties =
      ties_of({{"Osmund Press Agency",
                "Twenty-three defects were known when the ferry was allowed to keep sailing, Ida "
                "Brekke said. Four ships are waiting outside the bay for the tide.",
                "https://osmund-press.example/gate"},
               {"Calder Courier", "The ferry was let out with 23 listed faults.\n\nSource: Osmund Press Agency\n"}});
  CHECK(ties.find("23 listed faults -repeats-> Osmund Press Agency: Twenty-three defects") != std::string::npos);
}

TEST_CASE("what alone is like it a little is meant where the document is named for it", "[linking]") {
  const Text paper{
      "Wend Gazette",
      "The alarm panel at the lock had been off since late summer and nobody had asked for it to be switched "
      "on again, Ida Brekke said.\n\nReadings were deleted by hand on 143 days, Ida Brekke said."};
  CHECK(ties_of({paper, {"Box Office", "The alarm had been switched off for months, the Wend Gazette reports."}})
            .find("The alarm had been switched off for months -repeats-> Wend Gazette: The alarm panel") !=
        std::string::npos);
  CHECK(ties_of({paper, {"Box Office", "Readings in the town were erased on 134 days, the Wend Gazette reports."}})
            .find("-repeats-> Wend Gazette: Readings were deleted") != std::string::npos);
  // Where nobody is named for it nothing is tied.
  CHECK(ties_of({paper, {"Box Office", "The alarm had been switched off for months."}}).empty());
}

TEST_CASE("a paper that takes its figure back disputes the claim that has it", "[linking]") {
  const std::string ties = ties_of(
      {{"Wend Gazette", "As many as 120 people may have drowned off the pier, Ida Brekke said.",
        "https://wend-gazette.example/pier"},
       {"Wend Gazette",
        "<p>On Friday we printed <a href=\"https://wend-gazette.example/pier\">an estimate</a>.</p><p>We withdraw "
        "the figure of 120 dead. It was a guess.</p>",
        "https://wend-gazette.example/figure", Format::kHtml, DocumentKind::kArticle, "2031-05-08"}});
  CHECK(ties.find("We withdraw the figure of 120 dead -disputes-> Wend Gazette: As many as 120") != std::string::npos);
  // A number that no claim there has leads nowhere.
  CHECK(ties_of({{"Wend Gazette", "As many as 120 people may have drowned off the pier, Ida Brekke said.",
                  "https://wend-gazette.example/pier"},
                 {"Wend Gazette",
                  "<p>On Friday we printed <a href=\"https://wend-gazette.example/pier\">an estimate</a>.</p><p>We "
                  "withdraw the figure of 5,417 barges.</p>",
                  "https://wend-gazette.example/figure", Format::kHtml, DocumentKind::kArticle, "2031-05-08"}})
            .find("disputes") == std::string::npos);
}

TEST_CASE("who denies a claim of the document cited disputes it", "[linking]") {
  const std::string ties = ties_of(
      {{"Brevik Institute", "The gate at Calder leaked for nine hours on Sunday night.", "", Format::kText,
        DocumentKind::kReport, "2031-05-05"},
       {"Calder Courier",
        "The Brevik Institute denied in a report that the gate at Calder leaked for nine hours on Sunday night."}});
  CHECK(ties.find("-disputes->") != std::string::npos);
  CHECK(ties.find("-repeats->") == std::string::npos);
}

TEST_CASE("likeness alone ties nothing", "[linking]") {
  check_ties({kAgency,
              {"Calder Courier", "The gate at Calder was open for nine hours on Sunday."},
              {"Evening Courier", "The gate at Calder was open for nine hours on Sunday, Tomas Rehn said."}},
             "");
}

TEST_CASE("a document that came out later, or long before, is not what was spoken of", "[linking]") {
  const Text paper{"Calder Courier",
                   "The gate at Calder was open for nine hours on Sunday, the Osmund Press Agency reported."};
  for (const char* day : {"2031-06-20", "2030-05-06"}) {
    Text agency = kAgency;
    agency.published = day;
    INFO(day);
    check_ties({agency, paper}, "");
  }
}

TEST_CASE("two that name each other tie both ways", "[linking]") {
  check_ties(
      {{"Evening Courier", "The gate at Calder was open for nine hours on Sunday, the Calder Courier reported."},
       {"Calder Courier", "The gate at Calder was open for nine hours on Sunday, the Evening Courier reported."}},
      "Calder Courier: The gate at Calder was open for nine hours on Sunday -repeats-> Evening Courier: The gate at "
      "Calder was open for "
      "nine hours on Sunday\n"
      "Evening Courier: The gate at Calder was open for nine hours on Sunday -repeats-> Calder Courier: The gate at "
      "Calder was open for "
      "nine hours on Sunday\n"
      "what is spoken of as article of Calder Courier = Calder Courier\n"
      "what is spoken of as article of Evening Courier = Evening Courier\n");
}

TEST_CASE("linking reads and never writes", "[linking]") {
  test::Scratch scratch;
  Result<Store> store = Store::open(scratch / "db", {});
  REQUIRE(store.has_value());
  REQUIRE(ingest(*store, kAgency.bytes, options_of(kAgency)).has_value());
  const std::uint64_t before = store->version();
  const Text paper{"Calder Courier",
                   "The gate at Calder was open for nine hours on Sunday, the Osmund Press Agency reported."};
  const Result<Extraction> e = extract(paper.bytes, options_of(paper));
  REQUIRE(e.has_value());
  const Result<std::vector<Edge>> first = link(*store, *e);
  const Result<std::vector<Edge>> again = link(*store, *e);
  REQUIRE(first.has_value());
  REQUIRE(again.has_value());
  CHECK(first->size() == 2);
  CHECK(*first == *again);
  CHECK(store->version() == before);
}

TEST_CASE("a body's short name is the body that has all its words, where there is one alone", "[linking]") {
  const Text report{"Brevik Harbour Safety Board",
                    "The lock at Calder has leaked since the spring of last year. Two of its bolts were missing.",
                    "",
                    Format::kText,
                    DocumentKind::kReport,
                    "2031-05-05"};
  const Text paper{"Calder Courier",
                   "The lock at Calder has leaked since the spring of last year, the harbour safety board said in a "
                   "report."};
  check_ties({report, paper},
             "Calder Courier: The lock at Calder has leaked since the spring of last year -repeats-> Brevik Harbour "
             "Safety Board: The lock at Calder has leaked since the spring of last year\n"
             "what is spoken of as report of harbour safety board = Brevik Harbour Safety Board\n");
  // Two bodies that may be meant: neither is.
  Text other = report;
  other.publisher = "Orrin Harbour Safety Board";
  other.bytes = "The lock at Orrin has leaked since the spring of last year. None of its bolts were missing.";
  CHECK(ties_of({report, other, paper}).find("what is spoken of") == std::string::npos);
}

TEST_CASE("the last word of a body's name leads to what it put out where the words are there", "[linking]") {
  const Text statement{"Sandrey Royal Infirmary",
                       "No ransom was paid for the records, in whole or in part. Every patient will have a letter.",
                       "",
                       Format::kText,
                       DocumentKind::kStatement,
                       "2031-05-05"};
  const Text paper{"Calder Courier",
                   "\"No ransom was paid for the records, in whole or in part,\" the Infirmary said in a statement."};
  check_ties({statement, paper},
             "Calder Courier: \"No ransom was paid for the records, in whole or in part,\" -repeats-> Sandrey Royal "
             "Infirmary: No ransom was paid for the records, in whole or in part\n"
             "what is spoken of as statement of Infirmary = Sandrey Royal Infirmary\n");
  // Words that are not there lead nowhere.
  const Text other{"Calder Courier", "The wards will be open again on Friday, the Infirmary said in a statement."};
  CHECK(ties_of({statement, other}).empty());
  CHECK(ties_of({other, statement}).empty());
}

TEST_CASE("a denial answers the document that its own speaks of elsewhere", "[linking]") {
  const Text report{"Brevik Institute",
                    "The pumps at Calder were assessed as unsafe in four of nine visits. The visits were unannounced.",
                    "",
                    Format::kText,
                    DocumentKind::kReport,
                    "2031-05-05"};
  const Text statement{"Calder Water Company",
                       "The company has read the report of the Brevik Institute.\n\n"
                       "The company rejects the assessment of the pumps. Every pump is tested daily.",
                       "", Format::kText, DocumentKind::kStatement};
  CHECK(ties_of({report, statement}).find("-disputes-> Brevik Institute: The pumps at Calder were assessed") !=
        std::string::npos);
  CHECK(ties_of({statement, report}).find("-disputes-> Brevik Institute: The pumps at Calder were assessed") !=
        std::string::npos);
}

TEST_CASE("a number ten times as large is a slip, another number is another", "[linking][likeness]") {
  const double slip = alike("The recall covers 18,400 boxes", "More than 184,000 boxes are recalled");
  const double other = alike("The recall covers 18,400 boxes", "More than 37,000 boxes are recalled");
  CHECK(slip > other);
  CHECK(slip >= detail::kRestatesOnly);
  CHECK(alike("The recall covers 184,000 boxes", "More than 18,400 boxes are recalled") == Approx(slip).margin(0.2));
  CHECK(alike("The museum set aside 2.4 million crowns", "The museum set aside 24 million crowns") >
        alike("The museum set aside 2.4 million crowns", "The museum set aside 17 million crowns"));
  CHECK(alike("Readings were erased on 143 days", "Readings were erased on 134 days") >
        alike("Readings were erased on 143 days", "Readings were erased on 153 days"));
  // Round numbers say nothing by their first digit.
  CHECK(alike("It cost 200 crowns at the gate", "It cost 2,000 crowns at the gate") <
        alike("It cost 2,350 crowns at the gate", "It cost 23,500 crowns at the gate"));
}

TEST_CASE("two claims told as one are each tied to its own", "[linking]") {
  const Text agency{"Osmund Press Agency",
                    "The gate at Calder was open for nine hours on Sunday, Ida Brekke said. The watchmen had been sent "
                    "home by noon, she said."};
  const Text paper{"Calder Courier",
                   "Ida Brekke told the Osmund Press Agency that the gate at Calder was open for nine hours on Sunday "
                   "and that the watchmen had been sent home by noon."};
  const std::string ties = ties_of({agency, paper});
  CHECK(ties.find("-repeats-> Osmund Press Agency: The gate at Calder was open") != std::string::npos);
  CHECK(ties.find("-repeats-> Osmund Press Agency: The watchmen had been sent home by noon") != std::string::npos);
}

TEST_CASE("a body that two documents call alike is one agent, a person is not", "[linking]") {
  const auto same_agents = [](const std::vector<Text>& texts) {
    test::Scratch scratch;
    Result<Store> store = Store::open(scratch / "db", {});
    REQUIRE(store.has_value());
    for (const Text& t : texts) REQUIRE(ingest(*store, t.bytes, options_of(t)).has_value());
    std::string out;
    for (const char* name : {"chs", "calder harbour service", "keane"}) {
      const Result<std::vector<Edge>> edges = store->upstream(agent_id_of(name), Relation::kSameAs);
      REQUIRE(edges.has_value());
      for (const Edge& e : *edges) out += std::string{name} + " = " + store->agent(*e.to.agent())->value().name + "\n";
    }
    return out;
  };
  const Text whole{"Calder Courier", "The gate was open, the Calder Harbour Service (CHS) said on Monday."};
  const Text brief{"Evening Courier", "The lamps were lit, CHS said on Monday."};
  CHECK(same_agents({whole, brief}) == "chs = Calder Harbour Service\n");
  CHECK(same_agents({brief, whole}) == "chs = Calder Harbour Service\n");
  const Text martin{"Calder Courier", "The gate was open, Martin Keane said. Keane said the lamps were lit."};
  const Text keane{"Evening Courier", "The boats were out, Keane said on Monday."};
  CHECK(same_agents({martin, keane}).empty());
}

TEST_CASE("the same words of another name are another claim", "[linking][likeness]") {
  const auto same = [](std::string_view a, std::string_view b) {
    return detail::is_same_wording(detail::claim_words(a), detail::claim_words(b));
  };
  CHECK(same("The lock at Calder has leaked since the spring", "the lock at Calder has leaked since spring"));
  CHECK_FALSE(same("The lock at Calder has leaked since the spring", "The lock at Orrin has leaked since the spring"));
  CHECK(same("The old lock at Calder has leaked since the spring", "The old lock has leaked since the spring"));
}

TEST_CASE("a paper whose issuer is only described is the held one that says it", "[linking][described]") {
  Text article{
      "Calder Review",
      "The builders see it otherwise. In a statement e-mailed to this review the contractor said that every lantern "
      "was \"tested on dry land, in daylight.\" Nobody else was asked."};
  article.published = "2031-05-08";
  Text statement{"Brevik & Sund",
                 "Our firm has looked after the harbour at Calder since 2009. Every lamp was tested on dry land, in "
                 "daylight, and signed for."};
  statement.kind = DocumentKind::kStatement;
  const std::string tie = "-repeats-> Brevik & Sund: Every lamp was tested on dry land, in daylight, and signed for";
  CHECK(ties_of({article, statement}).find(tie) != std::string::npos);
  CHECK(ties_of({statement, article}).find(tie) != std::string::npos);
  // Another's statement with the same words: which is meant nobody can tell.
  Text other = statement;
  other.publisher = "Lorn Lamps";
  other.bytes += " We are Lorn Lamps.";
  CHECK(ties_of({statement, other, article}).find("Calder Review") == std::string::npos);
  // Nor is a bank a harbour board.
  Text bank = article, board = statement;
  bank.bytes.replace(bank.bytes.find("contractor"), 10, "bank");
  board.publisher = "Calder Harbour Board";
  CHECK(ties_of({board, bank}).find("-repeats->") == std::string::npos);
  // What came out later is not what was spoken of.
  statement.published = "2031-05-20";
  CHECK(ties_of({article, statement}).find("-repeats->") == std::string::npos);
}

TEST_CASE("people called by the work of the body they are of speak for its report", "[linking][described]") {
  Text article{"Calder Review",
               "The lights of the outer pier had been out for nine days before a fisherman rang, inspectors found."};
  article.published = "2031-05-08";
  Text report{"Calder Harbour Inspectorate", "The lamps of the outer pier were dark for nine days."};
  report.kind = DocumentKind::kReport;
  const std::string tie = "-repeats-> Calder Harbour Inspectorate: The lamps of the outer pier";
  CHECK(ties_of({article, report}).find(tie) != std::string::npos);
  CHECK(ties_of({report, article}).find(tie) != std::string::npos);
  report.publisher = "Calder Sailing Club";
  CHECK(ties_of({report, article}).find("-repeats->") == std::string::npos);
}

TEST_CASE("a copy has the words of the original, however little they tell", "[linking]") {
  const std::string said =
      "His side had \"nothing to do with any of it,\" Bo Sartor told the Osmund Press Agency on Monday.";
  const Text agency{"Osmund Press Agency", said};
  const Text copy{"Calder Courier", "By the Osmund Press Agency\n\n" + said};
  CHECK(ties_of({agency, copy}).find("-repeats-> Osmund Press Agency: His side had") != std::string::npos);
}

TEST_CASE("a name with its words turned about is the same name", "[linking]") {
  CHECK(detail::stands_for("municipal workers' union", detail::telling_words("municipal workers' union"),
                           "Union of Municipal Workers"));
  CHECK_FALSE(detail::stands_for("Harbour Police", detail::telling_words("Harbour Police"), "Police Harbour"));
}

TEST_CASE("what is left of a claim when its denial is told elsewhere denies nothing", "[linking]") {
  const Text paper{
      "Calder Courier",
      "The board was shown the losses on its loans in February 2030, a clerk told the Courier. Nobody had asked "
      "a question, the clerk said."};
  const Text radio{
      "Radio Harl",
      "A clerk told the Calder Courier that the board was shown the losses in February 2030, on a slide, and "
      "that nobody asked a question."};
  const std::string ties = ties_of({paper, radio});
  CHECK(ties.find("-repeats-> Calder Courier: The board was shown the losses") != std::string::npos);
}

TEST_CASE("who rejects a finding on something disputes the one claim that is about it", "[linking]") {
  Text report{"Calder Environment Office",
              "Dioxins were detected in 3 of 28 samples of soil. Benzene stayed below the limit in the whole town."};
  report.kind = DocumentKind::kReport;
  Text statement{
      "Norrby Works",
      "Norrby Works has read the report of the Calder Environment Office. The company does not accept the finding "
      "on dioxins."};
  statement.kind = DocumentKind::kStatement;
  const std::string ties = ties_of({report, statement});
  CHECK(ties.find("-disputes-> Calder Environment Office: Dioxins were detected") != std::string::npos);
  CHECK(ties.find("-disputes-> Calder Environment Office: Benzene") == std::string::npos);
}

TEST_CASE("a report of a panel is found by its title, whoever put it out", "[linking]") {
  Text report{"Calder Chess Federation",
              "Report of the Fair Play Panel on the Calder Masters\n\nHelp from outside was probable in 14 games."};
  report.kind = DocumentKind::kReport;
  Text reply{"Varga Academy", "The academy has read the report of the Fair Play Panel with sadness. Nobody had help."};
  reply.kind = DocumentKind::kStatement;
  CHECK(ties_of({report, reply}).find("report of Fair Play Panel = Calder Chess Federation") != std::string::npos);
}

TEST_CASE("a denial with words of its own answers the report it speaks of, by the thing and what was not done to it",
          "[linking]") {
  Text report{"Federal Audit Office", "Of 60 helmets fired at with standard fragments, 37 were pierced. Straps tore."};
  report.kind = DocumentKind::kReport;
  Text answer{
      "Torcal Works",
      "Torcal Works has read the report of the Federal Audit Office. No H7 helmet that left our factory was pierced in "
      "a proper test."};
  answer.kind = DocumentKind::kStatement;
  CHECK(ties_of({report, answer}).find("-disputes-> Federal Audit Office: Of 60 helmets") != std::string::npos);
  CHECK(ties_of({answer, report}).find("-disputes-> Federal Audit Office: Of 60 helmets") != std::string::npos);
  answer.bytes.replace(0, answer.bytes.find("No H7"), "Torcal Works has read the papers of Tuesday. ");
  CHECK(ties_of({report, answer}).find("-disputes->") == std::string::npos);
}

TEST_CASE("a slip of ten times is one of thousands too", "[linking][likeness]") {
  CHECK(alike("3,200 doses are affected", "32,000 doses are being withdrawn") >
        alike("3,200 doses are affected", "47,000 doses are being withdrawn"));
}
