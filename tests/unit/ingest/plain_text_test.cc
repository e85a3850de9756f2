// Texts here are fiction.
#include <string>

#include <catch2/catch.hpp>

#include "headwater/ingest/source_text.h"
#include "source_text_laws.h"

using namespace headwater;
using namespace std::string_literals;

namespace {

SourceText read(const std::string& bytes, const char* hint = "") {
  Result<SourceText> source = read_plain_text(bytes, hint);
  REQUIRE(source.has_value());
  CHECK(test::breach_of(*source, bytes, false) == "");
  return std::move(source).value();
}

std::string date_of(const SourceText& source) { return source.published ? source.published->text() : std::string{}; }

std::vector<std::string> furniture(const SourceText& source) {
  std::vector<std::string> lines;
  for (const ByteSpan span : source.boilerplate) lines.emplace_back(slice(source.text, span));
  return lines;
}

using Lines = std::vector<std::string>;

constexpr const char* kBody =
    "The harbour of Tessin was closed on Monday after a crane fell into the water, the port authority said in a "
    "statement.\n\n"
    "Nobody was hurt, it said.\n";

}  // namespace

TEST_CASE("valid UTF-8 is the file byte for byte", "[ingest][text]") {
  for (const std::string& bytes : {"\xEF\xBB\xBF  One line,\r\n\r\nand caf\xC3\xA9 \t \n"s, std::string{kBody},
                                   "# H\n\n* a\n* [b](http://c.example)\n"s}) {
    const SourceText source = read(bytes);
    CHECK(source.text == bytes);
    CHECK(source.encoding == "utf-8");
  }
}

TEST_CASE("a byte order mark is listed as boilerplate", "[ingest][text]") {
  const SourceText source = read("\xEF\xBB\xBFWords of the port authority.");
  REQUIRE(source.boilerplate.size() == 1);
  CHECK(source.boilerplate[0] == ByteSpan{0, 3});
}

TEST_CASE("other charsets and broken bytes are decoded and lead back", "[ingest][text]") {
  const SourceText latin = read("The caf\xE9 owner said \x93no\x94 on Monday.\nAnd left.\n", "latin1");
  CHECK(latin.text == "The caf\xC3\xA9 owner said \xE2\x80\x9Cno\xE2\x80\x9D on Monday.\nAnd left.\n");
  CHECK(latin.encoding == "windows-1252");
  const SourceText wide = read("\xFF\xFEN\0o\0.\0"s);
  CHECK(wide.text == "No.");
  const SourceText broken = read("The port \xFF said so.", "utf-8");
  CHECK(broken.text == "The port \xEF\xBF\xBD said so.");
  CHECK(broken.warnings.size() == 1);
  // A mark before broken bytes was once left without a piece.
  CHECK(read("\xEF\xBB\xBFThe port \xFF said so.").text == "\xEF\xBB\xBFThe port \xEF\xBF\xBD said so.");
}

TEST_CASE("binary junk and empty files are refused by what they are", "[ingest][text]") {
  struct Case {
    std::string bytes;
    const char* found;
  };
  for (const Case& c : {Case{"ab\0cd"s, "NUL"}, Case{"\x01\x02\x03\x04\x05", "control"}, Case{"", "empty"},
                        Case{" \r\n\t", "empty"}, Case{"\xEF\xBB\xBF", "empty"}}) {
    const Result<SourceText> source = read_plain_text(c.bytes, "");
    REQUIRE_FALSE(source.has_value());
    CHECK(source.error().code == ErrorCode::kBadInput);
    CHECK(source.error().message.find(c.found) != std::string::npos);
  }
  ReadLimits limits;
  limits.max_bytes = 4;
  const Result<SourceText> large = read_plain_text("12345", "", limits);
  REQUIRE_FALSE(large.has_value());
  CHECK(large.error().code == ErrorCode::kTooLarge);
}

TEST_CASE("the head of a text tells title, publisher, byline and date", "[ingest][text]") {
  struct Case {
    const char *name, *head;
    const char *title, *publisher, *byline, *date;
  };
  const Case cases[] = {
      {"agency story", "Crane falls into harbour\n\nBy Marta Lind\n\nTESSIN, April 8, 2024 (Reuters) - ",
       "Crane falls into harbour", "Reuters", "By Marta Lind", "2024-04-08"},
      {"agency in its own lines",
       "Crane falls into harbour\n\nLothen Press Agency (LPA)\n13 September 2022\n\nULM, Lothen (LPA) - ",
       "Crane falls into harbour", "Lothen Press Agency", "", "2022-09-13"},
      {"outlet before the title",
       "Please verify\n\nTessin Media\nWatch LIVE\n\nDid a Crane Close the Harbour of Tessin?\n\n",
       "Did a Crane Close the Harbour of Tessin?", "Tessin Media", "", ""},
      {"statement", "MINISTRY OF TIDES\n\nStatement, 18 April 2016\n\n", "", "MINISTRY OF TIDES", "", "2016-04-18"},
      {"Markdown report",
       "# The crane of Tessin: first report\n\n**Harbour Watch**, Tessin, 9 April 2024\n\n## Summary\n\n",
       "The crane of Tessin: first report", "Harbour Watch", "", "2024-04-09"},
      {"Markdown with an acronym",
       "# Inspection of the crane\n\n**Port Safety Authority (PSA)**\nReport 2022/318\nDate of issue: 12 September "
       "2022\n\n",
       "Inspection of the crane", "Port Safety Authority", "", "2022-09-12"},
      {"Markdown with a list of labels",
       "# Inspection of the crane\n\n- **Issued by:** Port Safety Authority (PSA), Ministry of Tides\n"
       "- **Reference:** 19/441\n- **Date of issue:** 17 October 2019\n\n## Summary\n\n",
       "Inspection of the crane", "Port Safety Authority", "", "2019-10-17"},
      {"Markdown with a table of labels",
       "# Inspection of the crane\n\nPort Safety Authority (PSA)\n\n| | |\n|---|---|\n| Reference | 25/07 |\n"
       "| Date | 13 March 2025 |\n| Status | Interim |\n\n",
       "Inspection of the crane", "Port Safety Authority", "", "2025-03-13"},
      {"front matter",
       "---\ntitle: \"Inspection: the crane\"\nauthor: Marta Lind\npublisher: Lind Engineers\ndate: "
       "2019-12-05\n---\n\n",
       "Inspection: the crane", "Lind Engineers", "Marta Lind", "2019-12-05"},
      {"labels without marks", "Crane falls into harbour\n\nIssued by: Harbour Watch\nDate: 9 April 2024\n\n",
       "Crane falls into harbour", "Harbour Watch", "", "2024-04-09"},
      {"dateline in small letters", "Crane falls into harbour\n\nPort Tessin, Nov 12, 2019 (AFP) - ",
       "Crane falls into harbour", "AFP", "", "2019-11-12"},
      {"a table that is the story", "# Cranes by port\n\n| Port | Cranes |\n|---|---|\n| Tessin | 3 |\n\n",
       "Cranes by port", "", "", ""},
      {"date line", "Crane falls into harbour\nTuesday, February 19, 2013\n\n", "Crane falls into harbour", "", "",
       "2013-02-19"},
      {"byline with agency", "Crane falls into harbour\nBy Marta Lind, Reuters\n\n", "Crane falls into harbour", "",
       "By Marta Lind, Reuters", ""},
      {"an ambiguous date", "Crane falls into harbour\n03/04/2020\n\n", "Crane falls into harbour", "", "", ""},
      {"nothing but the story", "", "", "", "", ""},
  };
  for (const Case& c : cases) {
    INFO(c.name);
    const SourceText source = read(std::string{c.head} + kBody);
    CHECK(source.title == c.title);
    CHECK(source.publisher == c.publisher);
    CHECK(source.byline == c.byline);
    CHECK(date_of(source) == c.date);
  }
}

TEST_CASE("furniture at the top, in the middle and at the end is listed, the story never", "[ingest][text]") {
  const SourceText source =
      read(std::string{"\nPlease verify\n\nTessin Media\nWatch LIVE\n\nCrane falls into harbour\n\n"} + kBody +
           "\nAdvertisement\n\nThe crane was forty years old, the port said.\n\nThe Lothen Press Agency contributed to "
           "this report.\n\n"
           "(H/T: Harbour Watch)\n\nMost recent\nAll Articles\n");
  CHECK(furniture(source) ==
        Lines{"Please verify", "Tessin Media", "Watch LIVE", "Advertisement", "Most recent", "All Articles"});
}

TEST_CASE("words of furniture inside a paragraph wrapped by hand are no furniture", "[ingest][text]") {
  const SourceText source = read(
      "The harbour of Tessin was closed on Monday, and the men went to\nshare\nthe work that was left on the other "
      "side of the water.\n");
  CHECK(furniture(source).empty());
}

TEST_CASE("blocks are runs between blank lines, and Markdown's kinds", "[ingest][text]") {
  const std::string text =
      "# Title of it\n\nFirst paragraph of the port authority, wrapped by\nhand and going on for a while, it "
      "said.\n\n- one\n- two\n  more\n\n> quoted\n> more\n\n| a | b "
      "|\n| c | d |\n\n```\ncode\n\nmore code\n```\n\nLast words of it.\n";
  const SourceText source = read(text);
  std::vector<std::pair<BlockKind, std::string>> got;
  for (const Block& block : source.blocks) got.emplace_back(block.kind, slice(source.text, block.span));
  const std::vector<std::pair<BlockKind, std::string>> want{
      {BlockKind::kHeading, "# Title of it"},
      {BlockKind::kParagraph,
       "First paragraph of the port authority, wrapped by\nhand and going on for a while, it said."},
      {BlockKind::kListItem, "- one"},
      {BlockKind::kListItem, "- two\n  more"},
      {BlockKind::kQuote, "> quoted\n> more"},
      {BlockKind::kTable, "| a | b |\n| c | d |"},
      {BlockKind::kPreformatted, "```\ncode\n\nmore code\n```"},
      {BlockKind::kParagraph, "Last words of it."},
  };
  CHECK(got == want);
}

TEST_CASE("links of Markdown and bare addresses are found", "[ingest][text]") {
  const SourceText source = read(
      "As [the port](https://port.example/a_(b)) said, see https://x.example/y, or <http://z.example>.\n[no](/local) "
      "[mail](mailto:a@b.example)\n");
  std::vector<std::pair<std::string, std::string>> got;
  for (const Link& link : source.links) got.emplace_back(link.url, slice(source.text, link.text));
  const std::vector<std::pair<std::string, std::string>> want{{"https://port.example/a_(b)", "the port"},
                                                              {"https://x.example/y", "https://x.example/y"},
                                                              {"http://z.example/", "http://z.example"}};
  CHECK(got == want);
}

TEST_CASE("long lines without an end do not stall the reader", "[ingest][text]") {
  for (const char* piece :
       {"[", "http://", "](http://a", "By ", "1 ", "* ", "\n", "A\n\n", "# ", "```\n", "(", "April "}) {
    std::string text = "Words ";
    for (int i = 0; i < 200000; ++i) text += piece;
    INFO(piece);
    CHECK(read_plain_text(text, "").has_value());
  }
}
