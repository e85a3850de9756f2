// Words, marks and sentences.
#include <catch2/catch.hpp>
#include <random>
#include <string>
#include <vector>

#include "reading_support.h"

using namespace headwater;
using test::tokens_text;

namespace {

struct Row {
  const char* text;
  const char* tokens;
};

void check(const std::vector<Row>& rows) {
  for (const Row& row : rows) {
    INFO(row.text);
    CHECK(tokens_text(row.text) == row.tokens);
  }
}

bool is_white(std::string_view text, std::size_t at) {
  const char c = text[at];
  return c == ' ' || c == '\n' || c == '\t' || c == '\r' || c == '\f' || c == '\v';
}

}  // namespace

TEST_CASE("clitics stand alone", "[reading][tokens]") {
  check({
      {"It didn't sink.", "It did n't sink ."},
      {"It didn\u2019t sink.", "It did n\u2019t sink ."},
      {"Brekke's crane", "Brekke 's crane"},
      {"Brekke\u2019s crane", "Brekke \u2019s crane"},
      {"They've said we'll pay", "They 've said we 'll pay"},
      {"I'm sure he'd stay, you're not", "I 'm sure he 'd stay , you 're not"},
      {"the pilots' boats", "the pilots ' boats"},
      {"O'Hara", "O'Hara"},
  });
}

TEST_CASE("abbreviations, initials, numbers and addresses are one token", "[reading][tokens]") {
  check({
      {"Mr. Rehn met Dr. Brekke.", "Mr. Rehn met Dr. Brekke ."},
      {"the U.S. fleet", "the U.S. fleet"},
      {"J. R. Strand sailed", "J. R. Strand sailed"},
      {"at 6 a.m. sharp", "at 6 a.m. sharp"},
      {"paid 1,250.75 for 3.5 tons", "paid 1,250.75 for 3.5 tons"},
      {"on 20/2/2031 at", "on 20/2/2031 at"},
      {"a 12-story hall", "a 12-story hall"},
      {"see https://tidewatch.example/a?b=1, then", "see https://tidewatch.example/a?b=1 , then"},
      {"see www.tidewatch.example.", "see www.tidewatch.example ."},
      {"write to ida@tidewatch.example now", "write to ida@tidewatch.example now"},
      {"Lock No. 7 leaks", "Lock No. 7 leaks"},
      {"I said no. She left.", "I said no . / She left ."},
  });
}

TEST_CASE("marks are tokens, runs of one mark are one", "[reading][tokens]") {
  check({
      {"so -- he said...", "so -- he said ..."},
      {"(H/T: Tidewatch)", "( H / T : Tidewatch )"},
      {"''Shut it,'' he said", "'' Shut it , '' he said"},
      {"``Shut it,'' he said", "`` Shut it , '' he said"},
      {"\u201cShut it\u201d", "\u201c Shut it \u201d"},
      {"\u00abShut it\u00bb", "\u00ab Shut it \u00bb"},
      {"5% of $20", "5 % of $ 20"},
      {"left\u2014then right", "left \u2014 then right"},
  });
}

TEST_CASE("sentences end at a stop before a fresh start", "[reading][tokens]") {
  check({
      {"It sank. Nobody saw.", "It sank . / Nobody saw ."},
      {"Why? Nobody knows! It sank.", "Why ? / Nobody knows ! / It sank ."},
      {"\"It sank.\" Nobody saw.", "\" It sank . \" / Nobody saw ."},
      {"\u201cIt sank.\u201d Nobody saw.", "\u201c It sank . \u201d / Nobody saw ."},
      {"''It sank.'' Nobody saw.", "'' It sank . '' / Nobody saw ."},
      {"(It sank.) Nobody saw.", "( It sank . ) / Nobody saw ."},
      {"Mr. Strand sailed from St. Olav on Jan. 4 with Capt. Rehn.",
       "Mr. Strand sailed from St. Olav on Jan. 4 with Capt. Rehn ."},
      {"He left the U.S. The ship stayed.", "He left the U.S. / The ship stayed ."},
      {"It cost 3.5 tons. Twelve men left.", "It cost 3.5 tons . / Twelve men left ."},
      {"It sank\u2026 Nobody saw.", "It sank \u2026 / Nobody saw ."},
      {"it sank. nobody saw", "it sank . nobody saw"},
      {"One\n\nTwo\n \t\nThree", "One // Two // Three"},
      {"one line\nand its rest", "one line and its rest"},
  });
}

TEST_CASE("blocks part paragraphs and sentences", "[reading][tokens]") {
  const std::string text = "Harbour shut\nShips wait";
  const std::vector<Token> tokens = tokenize(text, {{BlockKind::kHeading, {0, 12}}, {BlockKind::kParagraph, {13, 23}}});
  CHECK(tokens_text(text, tokens) == "Harbour shut // Ships wait");
  CHECK(tokens[1].sentence == 0);
  CHECK(tokens[2].sentence == 1);
}

TEST_CASE("a sentence is cut at 400 tokens", "[reading][tokens]") {
  std::string text;
  for (int i = 0; i < 1000; ++i) text += "word ";
  const std::vector<Token> tokens = tokenize(text, {});
  REQUIRE(tokens.size() == 1000);
  CHECK(tokens[399].sentence == 0);
  CHECK(tokens[400].sentence == 1);
  CHECK(tokens[800].sentence == 2);
  CHECK(tokens.back().sentence == 2);
}

TEST_CASE("every byte that is no white space lies in exactly one token, whatever the bytes", "[reading][tokens]") {
  const std::vector<std::string> pieces{"word",   "U.S.",       "'",   "\"",    "''",  "\u201c", "\u2019s",
                                        " ",      "\n\n",       "\n",  ".",     "...", "-",      "http://a.b/c",
                                        "\u00e9", "\u4e2d",     "n't", "1,000", "@",   "/",      "(",
                                        "\t",     "\U0001f30a", "&",   "$5"};
  std::mt19937 random{7};
  for (int run = 0; run < 300; ++run) {
    std::string text;
    for (int k = 0; k < 60; ++k) text += pieces[random() % pieces.size()];
    const std::vector<Token> tokens = tokenize(text, {});
    INFO(text);
    std::vector<int> covered(text.size(), 0);
    std::uint32_t last = 0;
    for (std::size_t i = 0; i < tokens.size(); ++i) {
      const Token& t = tokens[i];
      REQUIRE(t.span.begin >= last);
      REQUIRE(t.span.end > t.span.begin);
      REQUIRE(t.span.end <= text.size());
      REQUIRE((static_cast<unsigned char>(text[t.span.begin]) & 0xC0) != 0x80);
      if (i > 0) REQUIRE((t.sentence == tokens[i - 1].sentence || t.sentence == tokens[i - 1].sentence + 1));
      if (i > 0) REQUIRE((t.paragraph == tokens[i - 1].paragraph || t.sentence != tokens[i - 1].sentence));
      last = t.span.end;
      for (std::uint32_t b = t.span.begin; b < t.span.end; ++b) ++covered[b];
    }
    for (std::size_t b = 0; b < text.size(); ++b) {
      if (!is_white(text, b)) REQUIRE(covered[b] == 1);
    }
  }
}

TEST_CASE("broken UTF-8 is tokens too", "[reading][tokens]") {
  const std::string text = "a\xff\xfe b \xc3";
  const std::vector<Token> tokens = tokenize(text, {});
  std::size_t bytes = 0;
  for (const Token& t : tokens) bytes += t.span.size();
  CHECK(bytes == 5);
}
