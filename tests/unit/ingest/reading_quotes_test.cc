// Which words stand between quotation marks.
#include <catch2/catch.hpp>
#include <random>
#include <string>
#include <vector>

#include "reading_support.h"

using namespace headwater;
using test::quotes_text;

TEST_CASE("marks of every style quote", "[reading][quotes]") {
  const std::vector<std::string> inner{"Shut the gate,"};
  for (const auto& [open, close] : std::vector<std::pair<std::string, std::string>>{{"\"", "\""},
                                                                                    {"\u201c", "\u201d"},
                                                                                    {"''", "''"},
                                                                                    {"``", "''"},
                                                                                    {"\u00ab", "\u00bb"},
                                                                                    {"\u201e", "\u201d"},
                                                                                    {"'", "'"},
                                                                                    {"\u2018", "\u2019"},
                                                                                    {"\u2039", "\u203a"},
                                                                                    {"\u300c", "\u300d"}}) {
    const std::string text = "He said: " + open + "Shut the gate," + close + " and left.";
    INFO(text);
    CHECK(quotes_text(text) == "Shut the gate,");
  }
}

TEST_CASE("a quotation's span has the marks, its inner has not", "[reading][quotes]") {
  const std::string text = "He said \u201cgo\u201d twice";
  const std::vector<Quote> quotes = find_quotes(text, tokenize(text, {}));
  REQUIRE(quotes.size() == 1);
  CHECK(slice(text, quotes[0].span) == "\u201cgo\u201d");
  CHECK(slice(text, quotes[0].inner) == "go");
  CHECK(quotes[0].closed);
}

TEST_CASE("apostrophes are no quotation marks", "[reading][quotes]") {
  for (const char* text : {"The pilots' boats and the owners' ships didn't sail.",
                           "It\u2019s the crew\u2019s, not the owners\u2019, fault.",
                           "Ida Brekke's crane isn't Strand's.", "in the '20s and the '30s"}) {
    INFO(text);
    CHECK(quotes_text(text).empty());
  }
}

TEST_CASE("single marks inside double ones belong to the quotation", "[reading][quotes]") {
  CHECK(quotes_text("\"He said 'go' twice,\" Rehn said.") == "He said 'go' twice,");
  CHECK(quotes_text("\u201cHe said \u2018go\u2019 twice,\u201d Rehn said.") == "He said \u2018go\u2019 twice,");
  CHECK(quotes_text("\"It's the crew's word,\" Rehn said.") == "It's the crew's word,");
}

TEST_CASE("several quotations of one paragraph stay apart", "[reading][quotes]") {
  CHECK(quotes_text("\"Go,\" he said. \"Now.\"") == "Go, / Now.");
  CHECK(quotes_text("the \"ghost ferry\" and its \"crew\"") == "ghost ferry / crew");
}

TEST_CASE("a quotation runs on over paragraphs that open with a mark again", "[reading][quotes]") {
  CHECK(quotes_text("\"The wall is old.\n\n\"It was never mended,\" Rehn said.") ==
        "The wall is old.... / It was never mended,");
  CHECK(quotes_text("\u201cThe wall is old.\n\n\u201cIt was never mended,\u201d Rehn said.") ==
        "The wall is old.... / It was never mended,");
}

TEST_CASE("a stray mark quotes nothing", "[reading][quotes]") {
  CHECK(quotes_text("The beam was 5\" thick.").empty());
  CHECK(quotes_text("It fell\" and broke.").empty());
  CHECK(quotes_text("He was \"late. Nobody minded.").empty());
  CHECK(quotes_text("\"\"").empty());
  CHECK(quotes_text("He was \"late. He said \"sorry\" twice.") == "sorry");
}

TEST_CASE("quotations lie on token borders and do not cross, whatever the marks", "[reading][quotes]") {
  const std::vector<std::string> pieces{"word ",  "a ",     "\"",     "\" ", " \"", "'",    "' ", "\u201c",
                                        "\u201d", "\u2018", "\u2019", "''",  ". ",  "\n\n", "``"};
  std::mt19937 random{11};
  for (int run = 0; run < 300; ++run) {
    std::string text;
    for (int k = 0; k < 60; ++k) text += pieces[random() % pieces.size()];
    INFO(text);
    std::uint32_t last = 0;
    for (const Quote& q : find_quotes(text, tokenize(text, {}))) {
      REQUIRE(q.span.begin >= last);
      REQUIRE(q.inner.begin > q.span.begin);
      REQUIRE(q.inner.end >= q.inner.begin);
      REQUIRE((q.closed ? q.inner.end < q.span.end : q.inner.end == q.span.end));
      REQUIRE(q.span.end <= text.size());
      last = q.span.end;
    }
  }
}
