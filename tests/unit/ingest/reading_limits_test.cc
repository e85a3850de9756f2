// Shapes that take hours where a stage is quadratic. Each must come to an end, and its spans must hold.
#include <catch2/catch.hpp>
#include <string>

#include "reading_laws.h"
#include "reading_support.h"

using namespace headwater;

namespace {

// Reads by rules and by model, and says whether all of the text was read and every law of an extraction holds.
bool holds(const std::string& text) {
  for (const SpanMethod method : {SpanMethod::kRules, SpanMethod::kLearned}) {
    ExtractOptions options = test::courier();
    options.spans = method;
    const Extraction e = test::read(text, options);
    if (e.text != text || !test::breaches_of(e).empty()) return false;
  }
  return true;
}

std::string repeated(std::string_view piece, std::size_t bytes) {
  std::string out;
  while (out.size() < bytes) out += piece;
  return out;
}

std::string names(std::size_t count) {
  std::string out;
  for (std::size_t i = 0; i < count; ++i) {
    std::string name;
    for (std::size_t n = i + 26; n > 0; n /= 26) name += static_cast<char>('a' + n % 26);
    name[0] = static_cast<char>(name[0] - 32);
    out += "Ida " + name + "ov met Harrow " + name + " Group on the quay. ";
    if (i % 5 == 4) out += "\n\n";
  }
  return out;
}

void all_shapes(std::size_t bytes) {
  SECTION("no full stop") { CHECK(holds(repeated("the gate was open and the pilot said ", bytes))); }
  SECTION("quotation marks") {
    CHECK(holds(repeated("\"", bytes / 10)));
    CHECK(holds(repeated("\" ", bytes / 10)));
    CHECK(holds(repeated("\u201c", bytes / 10)));
    CHECK(holds(repeated("'", bytes / 10)));
    CHECK(holds(repeated("\"go ", bytes / 10)));
    CHECK(holds(repeated("\u2018a \u201cb ", bytes / 10)));
    CHECK(holds(repeated("\"It was a very long night at the gate.\" ", bytes)));
    CHECK(holds(repeated("\"It was a very long night.\n\n", bytes)));
  }
  SECTION("all capitals") { CHECK(holds(repeated("THE GATE WAS OPEN IDA BREKKE SAID. ", bytes))); }
  SECTION("no spaces") {
    CHECK(holds(repeated("gate", bytes)));
    CHECK(holds(repeated("Gate", bytes)));
    CHECK(holds(repeated("\u4e2d\u6587", bytes)));
    CHECK(holds(repeated("http://a.b/", bytes)));
    CHECK(holds(repeated(".", bytes)));
    CHECK(holds(repeated("a.", bytes)));
    CHECK(holds(repeated("a'", bytes)));
  }
  SECTION("names") {
    CHECK(holds(names(bytes / 80)));
    std::string capitals = names(bytes / 80);
    for (char& c : capitals) c = c >= 'a' && c <= 'z' ? static_cast<char>(c - 32) : c;
    CHECK(holds(capitals));
  }
  SECTION("another language") {
    CHECK(holds(repeated("Le pilote a dit que la digue est s\u00fbre et que le port n'a pas la cl\u00e9. ", bytes)));
    CHECK(holds(repeated("\u041f\u0438\u043b\u043e\u0442 \u0441\u043a\u0430\u0437\u0430\u043b. ", bytes)));
    CHECK(
        holds(repeated("Le pilote a dit que la digue est s\u00fbre et que c'est bien.\n\nHe said it was.\n\n", bytes)));
  }
  SECTION("short names in brackets") { CHECK(holds(repeated("Harbour Office Board (HOB) (", bytes))); }
  SECTION("one cue after the other") {
    CHECK(holds(repeated("said ", bytes)));
    CHECK(holds(repeated("according to ", bytes)));
    CHECK(holds(repeated("He said she said it said they said that ", bytes)));
    CHECK(holds(repeated("citing ", bytes)));
  }
  SECTION("one speaker for ever") {
    CHECK(holds(repeated("\"The gate was open all night,\" she said. He said the report said it was shut. ", bytes)));
    CHECK(holds(
        repeated("The ministry said in a statement that the report was wrong. The official said it was. ", bytes)));
    CHECK(holds(repeated("A: The gate was open.\n\n", bytes)));
  }
  SECTION("one sentence for ever") {
    CHECK(holds(repeated("The same words were said by nobody at all on that day. ", bytes)));
  }
  SECTION("commas and brackets") {
    CHECK(holds(repeated("Ida Brekke, ", bytes)));
    CHECK(holds(repeated("(", bytes)));
    CHECK(holds(repeated("Rehn (H/T: ", bytes)));
    CHECK(holds(repeated("Tidewatch, ", bytes)));
  }
  SECTION("line breaks") { CHECK(holds("x" + repeated("\n\n\n \t", bytes) + "x")); }
}

}  // namespace

TEST_CASE("reading ends on shapes that tempt it, at 30 kB", "[reading][limits]") { all_shapes(30'000); }

TEST_CASE("reading ends on shapes that tempt it, at 1 MB", "[reading][limits][.slow]") { all_shapes(1'000'000); }

TEST_CASE("5 MB without a full stop and 60,000 names come to an end", "[reading][limits][.slow]") {
  SECTION("no full stop") { CHECK(holds(repeated("the gate was open and the pilot said ", 5'000'000))); }
  SECTION("marks") {
    CHECK(holds(repeated("\"go\" ", 500'000)));
    CHECK(holds(std::string(100'000, '"')));
  }
  SECTION("names") { CHECK(holds(names(60'000))); }
}
