// From attributions to claims: hops, ends, certainty, the document's own voice, and what a document is.
#include <catch2/catch.hpp>
#include <string>
#include <vector>

#include "reading/document_kind.h"
#include "reading_support.h"

using namespace headwater;

namespace {

ExtractOptions of_kind(DocumentKind kind, std::string publisher) {
  ExtractOptions options = test::courier();
  options.kind = kind;
  options.publisher = std::move(publisher);
  return options;
}

}  // namespace

TEST_CASE("a chain ends by the design's rulings", "[reading][claims]") {
  struct Row {
    const char* text;
    const char* end;
  };
  const std::vector<Row> rows{
      {"Harrow Group said the gate was open.", "primary"},
      {"The Calvian Ministry of Ports said the gate was open.", "primary"},
      {"Ida Brekke said the gate was open.", "firsthand"},
      {"Ida Brekke told the Evening Courier that the gate was open.", "firsthand"},
      {"In a letter to the Evening Courier, Ida Brekke said the gate was open.", "primary"},
      {"At a news conference, Ida Brekke said the gate was open.", "primary"},
      {"The Evening Courier reported that the gate was open.", "referenced"},
      {"The gate was open, according to the Evening Courier.", "referenced"},
      {"Two officials said the gate was open.", "anonymous"},
      {"The Evening Courier reported customs officials saying the gate was open.", "anonymous"},
      {"In a statement, two officials said the gate was open.", "anonymous"},
      {"All night long the gate was open to the sea.", "unattributed"},
      {"The Evening Courier announced its gate was open.", "primary"},
  };
  for (const Row& row : rows) {
    INFO(row.text);
    const Extraction e = test::read(row.text);
    CHECK(test::end_of(test::claim_with(e, "gate was open")) == row.end);
  }
}

TEST_CASE("hops run from the reader upstream", "[reading][claims]") {
  const Extraction e = test::read(
      "The gate was open, the Evening Courier said, citing an Osmund Press Agency dispatch that quoted two brokers "
      "close to the sale.");
  const Claim* claim = test::claim_with(e, "gate was open");
  CHECK(test::via_of(e, claim) == "Evening Courier > Osmund Press Agency");
  CHECK(test::speaker_of(e, claim) == "two brokers close to the sale (group, anonymous)");
  CHECK(e.claims.size() == 1);
}

TEST_CASE("an outlet that is the speaker is no hop as well", "[reading][claims]") {
  const Extraction e = test::read("The gate was open, according to the Evening Courier.");
  const Claim* claim = test::claim_with(e, "gate was open");
  CHECK(test::speaker_of(e, claim) == "Evening Courier (outlet)");
  CHECK(test::via_of(e, claim).empty());
}

TEST_CASE("hedges in cue or content lower the certainty", "[reading][claims]") {
  const auto certainty = [](std::string_view text) {
    const Extraction e = test::read(text);
    return e.claims.size() == 1 ? e.claims[0].certainty : -1.0;
  };
  CHECK(certainty("Ida Brekke said the gate was open.") == 1.0);
  CHECK(certainty("Ida Brekke said the gate was likely open.") < 1.0);
  CHECK(certainty("Ida Brekke said the gate may have been open.") < 1.0);
  CHECK(certainty("Ida Brekke alleged that the gate was open.") < 1.0);
  CHECK(certainty("Ida Brekke suggested that the gate was open.") < 1.0);
  CHECK(certainty("Ida Brekke said the gate opened in May.") == 1.0);
}

TEST_CASE("a claim's text is its words, white space folded, without a leading that", "[reading][claims]") {
  const Extraction e = test::read(
      "The harbour board warned that the wall of the old north quay\ncould fall  at any time of the day or of the "
      "night.");
  REQUIRE(e.claims.size() == 1);
  CHECK(e.claims[0].text == "the wall of the old north quay could fall at any time of the day or of the night");
  CHECK(words_of(e.text, e.claims[0].content) ==
        "that the wall of the old north quay\ncould fall  at any time of the day or of the night");
  CHECK(words_of(e.text, e.claims[0].source) == "The harbour board");
  CHECK(words_of(e.text, e.claims[0].cue) == "warned");
}

TEST_CASE("the same words twice are one claim with two mentions", "[reading][claims]") {
  const std::string caption = "The lighthouse at Skarholm was struck by lightning on Sunday, Ida Brekke said.";
  const Extraction e = test::read(caption + "\n\nShips wait outside the bay.\n\n" + caption);
  REQUIRE(e.claims.size() == 2);
  REQUIRE(e.claims[0].mentions.size() == 1);
  CHECK(words_of(e.text, e.claims[0].mentions[0]) == words_of(e.text, e.claims[0].content));
  CHECK(e.claims[0].mentions[0] != e.claims[0].content);
}

TEST_CASE("the own voice of an article has no speaker and no end", "[reading][own]") {
  const Extraction e =
      test::read("The harbour at Calder has been shut since Sunday. Ida Brekke said the gate was open.");
  const Claim* own = test::claim_with(e, "has been shut");
  REQUIRE(own != nullptr);
  CHECK(own->form == ClaimForm::kOwn);
  CHECK_FALSE(own->speaker.has_value());
  CHECK_FALSE(own->origin.has_value());
  CHECK(own->end == EndClass::kUnattributed);
  CHECK(test::claim_with(e, "gate was open")->form == ClaimForm::kIndirect);
}

TEST_CASE("the own voice of a statement or report is its issuer's, primary, in the document itself", "[reading][own]") {
  for (const DocumentKind kind : {DocumentKind::kStatement, DocumentKind::kReport}) {
    const Extraction e = test::read("The port was shut at noon on Sunday.", of_kind(kind, "Calder Port Authority"));
    REQUIRE(e.claims.size() == 1);
    CHECK(e.claims[0].form == ClaimForm::kOwn);
    CHECK(test::speaker_of(e, &e.claims[0]) == "Calder Port Authority (government)");
    CHECK(test::origin_of(e, &e.claims[0]) == "here");
    CHECK(e.claims[0].end == EndClass::kPrimary);
  }
}

TEST_CASE("questions, commands, headings and fragments are no claims", "[reading][own]") {
  for (const char* text : {"Who will pay for the wall in the end?", "Keep away from the quay until Friday.",
                           "Harbour news", "The long wet road to Calder."}) {
    INFO(text);
    CHECK(test::read(text).claims.empty());
  }
  ExtractOptions page = test::courier();
  page.format = Format::kHtml;
  const Extraction e = test::read(
      "<html><body><article><h2>The wall fell on Sunday night.</h2><p>Four ships are waiting outside the bay for the "
      "tide to rise "
      "again on Monday.</p></article></body></html>",
      page);
  CHECK(test::claim_with(e, "wall fell") == nullptr);
  CHECK(test::claim_with(e, "Four ships") != nullptr);
}

TEST_CASE("a transcript's lines are direct words of named speakers, primary", "[reading][own]") {
  const Extraction e = test::read(
      "Calder Port Authority\nBriefing for the press, 6 May 2031\n\nMS. ORME: The basin will be dredged by "
      "Friday.\n\nQUESTION: Who will "
      "pay for it?\n\nMS. ORME: The owners of the wreck will pay for all of it.",
      {});
  CHECK(e.document.kind == DocumentKind::kTranscript);
  CHECK(e.document.medium == Medium::kNewsConference);
  REQUIRE(e.claims.size() == 2);
  for (const Claim& c : e.claims) {
    CHECK(c.form == ClaimForm::kDirect);
    CHECK(c.end == EndClass::kPrimary);
    CHECK(test::origin_of(e, &c) == "here");
  }
}

TEST_CASE("furniture is nobody's claim", "[reading][claims]") {
  const Extraction e = test::read(
      "Calder Courier\nWatch LIVE\n\nThe harbour at Calder has been shut since Sunday.\n\nMost recent\nAll Articles");
  for (const Claim& c : e.claims) {
    for (const ByteSpan& b : e.boilerplate) CHECK_FALSE(overlaps(c.content, {b}));
  }
  CHECK(test::claim_with(e, "has been shut") != nullptr);
}

TEST_CASE("claims stand in text order with ids of their own", "[reading][claims]") {
  const Extraction e = test::read(
      "It rained all day. Ida Brekke said the gate was open. It rained all day. \"Shut the gate tonight,\" Tomas Rehn "
      "said. It rained all day.");
  REQUIRE(e.claims.size() >= 4);
  for (std::size_t i = 1; i < e.claims.size(); ++i) {
    CHECK(hull(e.claims[i - 1].content).begin < hull(e.claims[i].content).begin);
    CHECK(e.claims[i - 1].id != e.claims[i].id);
    CHECK(document_of(e.claims[i].id) == e.document.id);
  }
}

TEST_CASE("ids hang on the bytes alone", "[reading][claims]") {
  const std::string text = "Ida Brekke said the gate was open. Two officials said it was shut.";
  CHECK(test::read(text) == test::read(text));
  ExtractOptions moved = test::courier();
  moved.path = "elsewhere.txt";
  const Extraction e = test::read(text, moved);
  REQUIRE(e.claims.size() == 2);
  CHECK(e.claims[0].id == test::read(text).claims[0].id);
}

TEST_CASE("a document's head tells its kind", "[reading][kind]") {
  struct Row {
    const char* title;
    const char* publisher;
    const char* text;
    const char* kind;
  };
  const std::vector<Row> rows{
      {"", "", "The harbour at Calder has been shut since Sunday.", "article"},
      {"", "", "Statement, 6 May 2031\n\nThe port was shut at noon.", "statement"},
      {"", "", "FOR IMMEDIATE RELEASE\n\nThe port was shut at noon.", "statement"},
      {"", "", "Open letter to the harbour board\n\nThe lock leaks.", "statement"},
      {"Survey of the locks", "", "Executive summary\n\nOne lock in five leaks.", "report"},
      {"", "", "MS. ORME: The basin will be dredged.\nQUESTION: Who will pay for it?", "transcript"},
      {"Statement of the board", "Evening Courier", "The board spoke on Sunday.", "article"},
      {"", "", "His statement was short. It rained.", "article"},
  };
  for (const Row& row : rows) {
    INFO(row.title << " | " << row.text);
    SourceText source;
    source.title = row.title;
    source.publisher = row.publisher;
    source.text = row.text;
    CHECK(to_string(detail::kind_of_document(source)) == row.kind);
  }
}

TEST_CASE("a held document's medium follows its kind and its head", "[reading][kind]") {
  const auto medium = [](DocumentKind kind, std::string text) {
    SourceText source;
    source.text = std::move(text);
    return to_string(detail::medium_of_document(kind, source, source.publisher));
  };
  CHECK(medium(DocumentKind::kArticle, "") == "article");
  CHECK(medium(DocumentKind::kReport, "") == "report");
  CHECK(medium(DocumentKind::kStatement, "Statement") == "statement");
  CHECK(medium(DocumentKind::kStatement, "Open letter to the harbour board") == "letter");
  CHECK(medium(DocumentKind::kTranscript, "Hearing of the harbour committee") == "testimony");
  CHECK(medium(DocumentKind::kTranscript, "Interview with Ida Brekke") == "interview");
  CHECK(medium(DocumentKind::kTranscript, "Briefing for the press") == "news_conference");
  CHECK(medium(DocumentKind::kOther, "") == "unknown");
}

TEST_CASE("an outlet's name before a closing verb that looks like a noun has said the sentence", "[reading][claims]") {
  for (const SpanMethod method : {SpanMethod::kRules, SpanMethod::kLearned}) {
    ExtractOptions options = test::courier();
    options.spans = method;
    const Extraction e = test::read(
        "More than 200 boats have ended up on the rocks, Harbour Watch reports. If you have one, look after it.\n",
        options);
    const Claim* claim = test::claim_with(e, "200 boats have ended up on the rocks");
    REQUIRE(claim != nullptr);
    CHECK(claim->text == "More than 200 boats have ended up on the rocks");
    REQUIRE(claim->speaker.has_value());
    CHECK(e.agent(*claim->speaker)->name == "Harbour Watch");
  }
}

TEST_CASE("who put a statement out is told when it is spoken of again", "[reading][claims]") {
  const std::string lead = "Two of the gauges were wrong, foreign inspectors said in a statement on Monday.\n\n";
  const std::string again =
      "The statement by the Valley Inspection Network said the gates stood open for nine hours.\n";
  const Extraction e = test::read(lead + again);
  const Claim* claim = test::claim_with(e, "Two of the gauges were wrong");
  REQUIRE(claim != nullptr);
  REQUIRE(claim->speaker.has_value());
  CHECK(e.agent(*claim->speaker)->name == "Valley Inspection Network");
  // Two bodies with statements: nobody knows whose the first was.
  const Extraction two =
      test::read(lead + again + "\nThe statement by the Ministry of Works said the lamps were lit.\n");
  const Claim* unsure = test::claim_with(two, "Two of the gauges were wrong");
  REQUIRE(unsure != nullptr);
  CHECK((!unsure->speaker || two.agent(*unsure->speaker)->name != "Valley Inspection Network"));
}

TEST_CASE("what somebody calls a thing in quotation marks is their claim", "[reading][claims]") {
  for (const char* text :
       {"In a report issued on Monday, the Calder Harbour Service called the lock, at the north end of the basin, "
        "\"the weakest point\" of the works.\n",
        "In a report issued on Monday, the Calder Harbour Service described the lock as \"the weakest point\" of the "
        "works.\n"}) {
    INFO(text);
    const Extraction e = test::read(text);
    const Claim* claim = test::claim_with(e, "the weakest point");
    REQUIRE(claim != nullptr);
    CHECK(test::speaker_of(e, claim).find("Calder Harbour Service") == 0);
    CHECK(test::end_of(claim) == "primary");
  }
  // Nobody calls, or nothing is quoted.
  for (const char* text : {"The lock is called \"the old lady of the works\" by all who pass through it.\n",
                           "The harbour service called the crew back to the basin before it was dark.\n"}) {
    INFO(text);
    const Extraction e = test::read(text);
    for (const Claim& claim : e.claims) CHECK(claim.rule.find("calling") == std::string::npos);
  }
}

TEST_CASE("a claim that is taken back is denied, whoever made it", "[reading][claims]") {
  struct Row {
    const char* text;
    const char* words;
  };
  for (const Row& row : std::vector<Row>{
           {"We no longer stand by the claim that the lock leaked for a year, and we have taken the page down.\n",
            "the lock leaked for a year"},
           {"The paper withdraws its report that the keeper was asleep.\n", "the keeper was asleep"}}) {
    INFO(row.text);
    const Extraction e = test::read(row.text);
    const Claim* claim = test::claim_with(e, row.words);
    REQUIRE(claim != nullptr);
    CHECK(claim->polarity == Polarity::kDenies);
    CHECK(claim->text.find("taken the page down") == std::string::npos);
  }
  const Extraction stands = test::read("We stand by the claim that the lock leaked for a year.\n");
  for (const Claim& claim : stands.claims) CHECK(claim.polarity == Polarity::kAsserts);
}

TEST_CASE("what a body has on its own pages, under nobody's name, is its statement", "[reading][claims]") {
  SourceText source;
  source.title = "Pumps at Calder pass their test";
  source.text = "All nine pumps were tested on Monday.\n";
  source.publisher = "Brevik Institute";
  CHECK(detail::kind_of_document(source) == DocumentKind::kStatement);
  source.byline = "By Ida Brekke";
  CHECK(detail::kind_of_document(source) == DocumentKind::kArticle);
  source.byline.clear();
  source.publisher = "Calder Courier";
  CHECK(detail::kind_of_document(source) == DocumentKind::kArticle);
}

TEST_CASE("who closes a sentence has said it, before the verb or after it", "[reading][claims]") {
  struct Row {
    const char *text, *words, *speaker;
  };
  for (const Row& row : std::vector<Row>{
           {"The lamp on the quay was burning all night, insists Ewan Calder, harbour master of Tarn.",
            "The lamp on the quay was burning all night", "Ewan Calder (person)"},
           {"On board, by the Osmund Press Agency's count, were 318 people.", "were 318 people",
            "Osmund Press Agency (outlet)"},
           {", by the Osmund Press Agency's count, the boats were 318.", "nothing", "no such claim"},
           {"By the latest notice of the Calder Coast Guard, 38 boats have been found.", "38 boats have been found",
            "Calder Coast Guard (government)"},
       }) {
    INFO(row.text);
    const Extraction e = test::read(row.text);
    CHECK(test::speaker_of(e, test::claim_with(e, row.words)) == row.speaker);
  }
}

TEST_CASE("a claim begins where its clause does", "[reading][claims]") {
  for (const char* text : {"CALDER, May 6 (Reuters) - Savers pulled two billion crowns out in the three days that "
                           "followed the leak, the Safety "
                           "Office disclosed on Thursday.",
                           "Calder, May 6 (Reuters) - Ten defects, six of them grave, were known to the office when "
                           "the ferry was let out, "
                           "according to a report of the Safety Office."}) {
    INFO(text);
    const Extraction e = test::read(text);
    REQUIRE_FALSE(e.claims.empty());
    const std::string& first = e.claims.front().text;
    CHECK((first.starts_with("Savers pulled") || first.starts_with("Ten defects")));
  }
}

TEST_CASE("what a thing does, or nobody, is no claim of theirs", "[reading][claims]") {
  const Extraction alarm =
      test::read("The alarm that tells the bridge that the visor is open did not sound on Sunday.");
  for (const Claim& c : alarm.claims) CHECK_FALSE(c.speaker);
  ExtractOptions statement = test::courier();
  statement.kind = DocumentKind::kStatement;
  const Extraction own = test::read("No withdrawal was refused at any branch or on any channel.", statement);
  REQUIRE(own.claims.size() == 1);
  CHECK(own.claims[0].form == ClaimForm::kOwn);
  CHECK(own.claims[0].text == "No withdrawal was refused at any branch or on any channel");
}

TEST_CASE("of two sources side by side the first speaks, and the other's paper is cited", "[reading][claims]") {
  const Extraction e = test::read(
      "The gates leak, according to a report by the Calder Safety Office and, separately, to a survey by the Brevik "
      "Institute.");
  const Claim* claim = test::claim_with(e, "The gates leak");
  REQUIRE(claim != nullptr);
  CHECK(test::speaker_of(e, claim) == "Calder Safety Office (government)");
  REQUIRE(claim->cites.size() >= 1);
  std::string cited;
  for (const DocumentId id : claim->cites) cited += e.referenced_document(id)->publisher + ";";
  CHECK(cited.find("Brevik Institute") != std::string::npos);
}
