// Citations apart from claims, and which claims they carry.
#include <algorithm>
#include <catch2/catch.hpp>
#include <string>
#include <vector>

#include "reading_support.h"

using namespace headwater;

namespace {

// "how issuer", sorted, apart by "; "; without those a claim's own source makes.
std::string citations_text(const Extraction& e) {
  std::vector<std::string> lines;
  for (const Citation& c : e.citations) {
    if (c.how == CitationHow::kNamed) continue;
    const Document* d = e.referenced_document(c.document);
    lines.push_back(std::string{to_string(c.how)} + " " +
                    (d == nullptr      ? "nobody"
                     : !d->url.empty() ? d->url
                                       : d->publisher));
  }
  std::sort(lines.begin(), lines.end());
  std::string out;
  for (const std::string& line : lines) out += (out.empty() ? "" : "; ") + line;
  return out;
}

struct Row {
  const char* text;
  const char* citations;
};

void check(const std::vector<Row>& rows) {
  for (const Row& row : rows) {
    INFO(row.text);
    CHECK(citations_text(test::read(row.text)) == row.citations);
  }
}

Extraction read_page(const std::string& body) {
  ExtractOptions options = test::courier();
  options.format = Format::kHtml;
  options.url = "https://calder-courier.example/dredge";
  return test::read(
      "<html><head><title>Dredging</title></head><body><article><h1>Dredging</h1>" + body + "</article></body></html>",
      options);
}

}  // namespace

TEST_CASE("who reported first is cited", "[reading][citations]") {
  check({
      {"The wreck was first reported by the Evening Courier.", "first_reported Evening Courier"},
      {"The wreck, first reported on by the Evening Courier, lies in the bay.", "first_reported Evening Courier"},
      {"The wreck, first covered by the website Tidewatch, lies in the bay.", "first_reported Tidewatch"},
      {"The Evening Courier was the first to report the wreck.", "first_reported Evening Courier"},
      {"The first reported wreck lies in the bay.", ""},
  });
}

TEST_CASE("a hat tip names each it thanks", "[reading][citations]") {
  check({
      {"The wreck lies in the bay.\n\n(H/T: Tidewatch, Evening Courier)", "hat_tip Evening Courier; hat_tip Tidewatch"},
      {"The wreck lies in the bay.\n\nHat tip to Tidewatch", "hat_tip Tidewatch"},
      {"The wreck lies in the bay.\n\nh/t Tidewatch", "hat_tip Tidewatch"},
      {"He gave a hat tip to nobody.", ""},
  });
}

TEST_CASE("a source line is a credit", "[reading][citations]") {
  check({
      {"The wreck lies in the bay.\n\nSource: Skylens", "credit Skylens"},
      {"The wreck lies in the bay.\n\nVia: Tidewatch", "credit Tidewatch"},
  });
}

TEST_CASE("an agency's mark under a story is a credit, an outlet's own is none", "[reading][citations]") {
  check({
      {"The gate was open for nine hours on Sunday.\n\n\xc2\xa9 Agence France-Presse\n", "credit Agence France-Presse"},
      {"The gate was open for nine hours on Sunday.\n\n\xc2\xa9 2031 Harrow Group\n", ""},
  });
}

TEST_CASE("a name may own another, and what is one link is one name", "[reading][citations]") {
  check({{"The gate was open for nine hours on Sunday.\n\nHat tip: Savers' Square\n", "hat_tip Savers' Square"}});
  ExtractOptions page = test::courier();
  page.format = Format::kHtml;
  const Extraction e = test::read(
      "<html><head><title>Gate</title></head><body><article><h1>Gate</h1><p>The gate at Calder was open for nine hours "
      "on "
      "Sunday, and four ships are waiting outside the bay for the tide.</p><p>Hat tip: <a "
      "href='https://pointsandfrogs.example/gate'>Points and Frogs</a></p></article></body></html>",
      page);
  CHECK(citations_text(e).find("hat_tip Points and Frogs") != std::string::npos);
}

TEST_CASE("an image's credit is no source of words", "[reading][citations]") {
  check({
      {"The wreck in the bay. (Photo: Tidewatch)", "image Tidewatch"},
      {"The wreck in the bay. (Image: Tidewatch via Skylens)", "image Skylens; image Tidewatch"},
  });
  const Extraction e = test::read("The wreck lies in the bay. (Photo: Tidewatch)\n\nShips wait outside the bay.");
  for (const Claim& c : e.claims) CHECK(c.cites.empty());
}

TEST_CASE("who contributed is cited, for no claim", "[reading][citations]") {
  const Extraction e = test::read("The wreck lies in the bay.\n\nThe Associated Press contributed to this report.");
  CHECK(citations_text(e) == "contributed Associated Press");
  for (const Claim& c : e.claims) CHECK(c.cites.empty());
}

TEST_CASE("a dateline's agency is credited for all the text says unsourced", "[reading][citations]") {
  const Extraction e = test::read(
      "CALDER, May 6 (Osmund Press Agency) - The harbour is shut to all ships. The gate was open, Ida Brekke said.");
  CHECK(citations_text(e) == "credit Osmund Press Agency");
  const Claim* own = test::claim_with(e, "harbour is shut");
  REQUIRE(own != nullptr);
  CHECK(own->cites.size() == 1);
  const Claim* said = test::claim_with(e, "gate was open");
  REQUIRE(said != nullptr);
  CHECK(said->cites.empty());
}

TEST_CASE("a closing hat tip stands behind what is unsourced, not behind what is sourced", "[reading][citations]") {
  const Extraction e = test::read("The wreck lies in the bay. The gate was open, Ida Brekke said.\n\n(H/T: Tidewatch)");
  REQUIRE(test::claim_with(e, "wreck lies") != nullptr);
  CHECK(test::claim_with(e, "wreck lies")->cites.size() == 1);
  REQUIRE(test::claim_with(e, "gate was open") != nullptr);
  CHECK(test::claim_with(e, "gate was open")->cites.empty());
}

TEST_CASE("first reported carries a claim only if it names no other origin", "[reading][citations]") {
  const Extraction e =
      test::read("The gate, first reported on by the Evening Courier, was open all night, Ida Brekke said.");
  REQUIRE(citations_text(e) == "first_reported Evening Courier");
  for (const Claim& c : e.claims) {
    if (c.speaker) CHECK(c.cites.empty());
  }
}

TEST_CASE("a known agency in the byline is cited", "[reading][citations]") {
  SourceText source;
  source.text = "The wreck lies in the bay.";
  source.byline = "By Nadia Orme, Reuters";
  source.blocks = {{BlockKind::kParagraph, {0, static_cast<std::uint32_t>(source.text.size())}}};
  Document document;
  document.publisher = "Calder Courier";
  document.sha256 = sha256_hex(source.text);
  const Extraction e = read_attributions(source, document);
  CHECK(citations_text(e) == "byline Reuters");
}

TEST_CASE("a link in a sentence stands behind that sentence's claim", "[reading][citations]") {
  const Extraction e = read_page(
      "<p>The harbour of Calder will be dredged before the winter, <a href='https://tidewatch.example/2031/dredge'>as "
      "was written last "
      "week</a>. Four ships are waiting outside the bay for the tide to rise again.</p>");
  CHECK(citations_text(e) == "link https://tidewatch.example/2031/dredge");
  const Claim* with = test::claim_with(e, "dredged");
  const Claim* without = test::claim_with(e, "Four ships");
  REQUIRE(with != nullptr);
  REQUIRE(without != nullptr);
  REQUIRE(with->cites.size() == 1);
  CHECK(with->cites[0] == e.citations[0].document);
  CHECK(without->cites.empty());
}

TEST_CASE("a document does not cite itself", "[reading][citations]") {
  CHECK(
      citations_text(
          read_page(
              "<p>The harbour of Calder will be dredged before the winter, <a "
              "href='https://www.calder-courier.example/dredge/'>as we wrote last week</a>, and four ships wait.</p>"))
          .empty());
  check({{"The wreck was first reported by the Calder Courier.", ""},
         {"The wreck lies here.\n\n(H/T: Calder Courier)", ""}});
}

TEST_CASE("evidence of a citation is the name it was read from", "[reading][citations]") {
  const Extraction e = test::read("The wreck, first reported on by the Evening Courier, lies in the bay.");
  const auto first = std::find_if(e.citations.begin(), e.citations.end(),
                                  [](const Citation& c) { return c.how == CitationHow::kFirstReported; });
  REQUIRE(first != e.citations.end());
  CHECK(words_of(e.text, first->evidence) == "Evening Courier");
}

TEST_CASE("a document is cited by the body that put it out, whatever is said of it", "[reading][citations]") {
  const auto named = [](const char* text) {
    std::string out;
    const Extraction e = test::read(text);
    for (const Citation& c : e.citations) {
      const Document* d = e.referenced_document(c.document);
      if (c.how == CitationHow::kNamed && d != nullptr)
        out += std::string{to_string(d->medium)} + " of " + d->publisher + ";";
    }
    return out;
  };
  CHECK(named("The company has studied the inspection report of the Calder Harbour Service.\n") ==
        "report of Calder Harbour Service;");
  CHECK(named("Readers may compare the preliminary statement by the Valley Inspection Network.\n") ==
        "statement of Valley Inspection Network;");
  CHECK(named("A report of the accident was never found.\n").empty());
  CHECK(named("The statement of the obvious was all he had.\n").empty());
}

TEST_CASE("a link that stands twice is one citation in two places", "[reading][citations]") {
  const Extraction e = read_page(
      "<p>The lock leaked for nine hours on Sunday, <a href=\"https://board.example/report\">the board's report</a> "
      "said.</p><p>Two bolts were missing, <a href=\"https://board.example/report\">the inspectors</a> said.</p>");
  REQUIRE(std::count_if(e.citations.begin(), e.citations.end(),
                        [](const Citation& c) { return c.how == CitationHow::kLink; }) == 1);
  const auto link = std::find_if(e.citations.begin(), e.citations.end(),
                                 [](const Citation& c) { return c.how == CitationHow::kLink; });
  REQUIRE(link->evidence.size() == 2);
  CHECK(slice(e.text, link->evidence[0]) == "the board's report");
  CHECK(slice(e.text, link->evidence[1]) == "the inspectors");
}

TEST_CASE("a linked document belongs to whose it is called", "[reading][citations]") {
  const Extraction e = read_page(
      "<p>The lock leaked, according to both <a href=\"https://board.example/report\">the harbour safety board's "
      "report</a> and <a href=\"https://brevik.example/tests\">separate tests by the Brevik Institute</a>.</p>");
  std::string out;
  for (const Citation& c : e.citations) {
    const Document* d = e.referenced_document(c.document);
    if (c.how == CitationHow::kLink && d != nullptr) out += d->publisher + ";";
  }
  CHECK(out == "harbour safety board;Brevik Institute;");
}

TEST_CASE("a story is cited by its title, and by its own outlet too", "[reading][citations]") {
  ExtractOptions wire = test::courier();
  wire.publisher = "Reuters";
  const Extraction e = test::read(
      "Attention editors: please withdraw the story published on June 12 under the headline \u201cSealed crates left "
      "Wend "
      "by night, workers say.\u201d\n\nIt is not true that thirty crates were loaded onto a barge.",
      wire);
  CHECK(std::any_of(e.referenced.begin(), e.referenced.end(), [](const Document& d) {
    return d.title == "Sealed crates left Wend by night, workers say" && d.publisher == "Reuters";
  }));
  const Extraction quote =
      test::read("She read the story aloud. \u201cSealed crates left Wend by night,\u201d it said.");
  CHECK(std::none_of(quote.referenced.begin(), quote.referenced.end(),
                     [](const Document& d) { return !d.title.empty(); }));
}

TEST_CASE("a figure from a website was taken from it", "[reading][citations]") {
  const Extraction e = test::read(
      "In Monday's newsletter we passed on a figure from the website Pension Alarm, according to which pensions were "
      "to be "
      "cut. We know of no such plan.");
  CHECK(std::any_of(e.referenced.begin(), e.referenced.end(),
                    [](const Document& d) { return d.publisher == "Pension Alarm"; }));
}

TEST_CASE("a paper that somebody published is spoken of, whatever is said of it", "[reading][citations]") {
  const Extraction e = test::read(
      "The Office has taken note of the chronology published by the Corvane Geophysical Service. We passed on, from "
      "the blog "
      "Wolf Alarm, that three children had been bitten.");
  for (const char* name : {"Corvane Geophysical Service", "Wolf Alarm"}) {
    INFO(name);
    CHECK(
        std::any_of(e.referenced.begin(), e.referenced.end(), [&](const Document& d) { return d.publisher == name; }));
  }
}

TEST_CASE("a paper is its own by the last word of its name, though nothing else tells that it is one",
          "[reading][citations]") {
  ExtractOptions voice = test::courier();
  voice.publisher = "Tesse Voice";
  const Extraction e = test::read("The generator was sold, a nurse employed there has told the Voice.", voice);
  CHECK(
      std::none_of(e.referenced.begin(), e.referenced.end(), [](const Document& d) { return d.publisher == "Voice"; }));
}
