// Who, with which word, what: spans alone, before names are resolved.
#include <catch2/catch.hpp>
#include <string>
#include <vector>

#include "reading/attributions.h"
#include "reading/cues.h"
#include "reading_support.h"

using namespace headwater;
using test::attributions_text;

namespace {

struct Row {
  const char* text;
  const char* attributions;  // "source | cue | content", a line each
};

void check(const std::vector<Row>& rows) {
  for (const Row& row : rows) {
    INFO(row.text);
    CHECK(attributions_text(row.text) == row.attributions);
  }
}

}  // namespace

TEST_CASE("content stands before, after and around the cue", "[reading][attributions]") {
  check({
      {"The pilot said the gate was open.", "The pilot | said | the gate was open"},
      {"The gate was open, the pilot said.", "the pilot | said | The gate was open"},
      {"The gate, Tomas Rehn said, was open all night.", "Tomas Rehn | said | The gate was open all night"},
      {"\"Shut the gate,\" said Tomas Rehn.", "Tomas Rehn | said | \"Shut the gate,\""},
      {"She said, \"The gate was open.\"", "She | said | \"The gate was open.\""},
      {"\"The gate,\" he said, \"was open.\"", "he | said | \"The gate,\" \"was open.\""},
      {"The board warned that the wall could fall.", "The board | warned | that the wall could fall"},
      {"The owner said the wall was old and that nobody had looked at it.",
       "The owner | said | the wall was old and that nobody had looked at it"},
  });
}

TEST_CASE("appositions and relative clauses stay with the source", "[reading][attributions]") {
  check({
      {"Tomas Rehn, a pilot who lost his boat in the storm, said the gate was open.",
       "Tomas Rehn, a pilot who lost his boat in the storm | said | the gate was open"},
      {"Tomas Rehn, 54, a pilot, a father of two and a member of the harbour board, said the gate was open.",
       "Tomas Rehn, 54, a pilot, a father of two and a member of the harbour board | said | the gate was open"},
      {"\"We will pay for the wall,\" promised Harrow Group, which owns the quay.",
       "Harrow Group, which owns the quay | promised | \"We will pay for the wall,\""},
      {"Officials, speaking on condition of anonymity, said the gate was open.",
       "Officials, speaking on condition of anonymity | said | the gate was open"},
  });
}

TEST_CASE("behind a passive is its by-agent, behind a participle its noun, behind a relative what it stands for",
          "[reading][attributions]") {
  const auto source = [](std::string_view text, std::string_view verb, bool passive) {
    const detail::Analysis a = test::analysed(text);
    for (std::int32_t v = 0; v < a.size(); ++v) {
      if (a.word(v) != verb) continue;
      const detail::FoundSource found = detail::find_source(a, v, detail::verb_group(a, v), passive);
      if (found.range.empty()) return std::string{"nobody"};
      return std::string{slice(text, a.bytes(found.range))} + " (" + a.word(found.head) + ")";
    }
    return std::string{"no such verb"};
  };
  CHECK(source("The leak was confirmed by the port authority.", "confirmed", true) == "the port authority (authority)");
  CHECK(source("The leak was confirmed on Monday.", "confirmed", true) == "nobody");
  CHECK(source("They met two officials saying the gate was open.", "saying", false) == "two officials (officials)");
  CHECK(source("The pilot who said the gate was open left.", "said", false) == "who (pilot)");
}

TEST_CASE("according to stands before, after or inside", "[reading][attributions]") {
  check({
      {"According to Ida Brekke, the gate was open.", "Ida Brekke | According to | the gate was open"},
      {"The gate was open, according to Ida Brekke.", "Ida Brekke | according to | The gate was open"},
      {"The gate, according to Ida Brekke, was open.", "Ida Brekke | according to | The gate was open"},
  });
}

TEST_CASE("what nobody has said is no attribution", "[reading][attributions]") {
  for (const char* text :
       {"If Ida Brekke says the gate was open, they will pay.",
        "Unless Ida Brekke says the gate was open, they will pay.",
        "Had Ida Brekke said the gate was open, they would have paid.", "Did Ida Brekke say the gate was open?",
        "Ida Brekke could say the gate was open.", "Ida Brekke should have said the gate was open.",
        "The ship sailed on Monday and reached the bay in a day.", "\"The gate was open.\" Rehn shrugged."}) {
    INFO(text);
    CHECK(attributions_text(text).empty());
  }
}

TEST_CASE("a speaker's line needs capitals or a quotation", "[reading][attributions]") {
  check({
      {"MR. REHN: The gate was open all night.", "MR. REHN |  | The gate was open all night"},
      {"Rehn: \"The gate was open all night.\"", "Rehn |  | \"The gate was open all night.\""},
      {"MR. REHN: Was the gate open?", ""},
      {"The price: The gate cost nine thousand crowns", ""},
  });
}

TEST_CASE("two who say different things in one sentence both stand", "[reading][attributions]") {
  check({{"Rehn said the gate was open, but Brekke said it was shut.",
          "Rehn | said | the gate was open\nBrekke | said | it was shut"}});
}

TEST_CASE("one who only passes on another's words is no attribution of its own", "[reading][attributions]") {
  check({{"The Evening Courier reported customs officials saying the cargo was never weighed.",
          "customs officials | saying | the cargo was never weighed"}});
}

TEST_CASE("a quotation without a cue goes on from the one before it", "[reading][attributions]") {
  check({
      {"\"The wall is old,\" Rehn said. \"Nobody ever looked at it.\"",
       "Rehn | said | \"The wall is old,\" \"Nobody ever looked at it.\""},
      {"\"The wall is old,\" Rehn said.\n\n\"Nobody ever looked at it.\"",
       "Rehn | said | \"The wall is old,\"\nRehn |  | \"Nobody ever looked at it.\""},
      {"\"The wall is old,\" Rehn said. The sea rose. \"Nobody ever looked at it.\"",
       "Rehn | said | \"The wall is old,\""},
  });
}

TEST_CASE("words in scare quotes are nobody's claim", "[reading][attributions]") {
  CHECK(attributions_text("The \"ghost ferry\" and its \"crew\" left on Monday.").empty());
}

TEST_CASE("a cue inside a quotation belongs to whom is quoted", "[reading][attributions]") {
  check({{"\"The owners said the wall was sound,\" Rehn said.",
          "Rehn | said | \"The owners said the wall was sound,\""}});
}

TEST_CASE("form tells whose words they are", "[reading][attributions]") {
  const auto form = [](std::string_view text) {
    const std::vector<Attribution> found = test::attributions_in(text);
    return found.size() == 1 ? to_string(found[0].form) : "not one";
  };
  CHECK(form("\"Shut the gate tonight,\" Rehn said.") == "direct");
  CHECK(form("Rehn said the gate was open all night.") == "indirect");
  CHECK(form("Rehn said the gate was \"wide open\" all night long.") == "mixed");
}

TEST_CASE("polarity is the cue's and its negation's", "[reading][attributions]") {
  const auto polarity = [](std::string_view text) {
    const detail::Analysis a = test::analysed(text);
    const std::vector<detail::FoundAttribution> found = detail::find_in(a);
    return found.size() == 1 ? to_string(found[0].polarity) : "not one";
  };
  CHECK(polarity("Rehn said the gate was open.") == "asserts");
  CHECK(polarity("Rehn denied that the gate was open.") == "denies");
  CHECK(polarity("Rehn rejected the allegation.") == "denies");
  CHECK(polarity("Rehn doubted that the gate was open.") == "doubts");
  CHECK(polarity("Rehn declined to say whether the gate was open.") == "declines");
  CHECK(polarity("Rehn refused to say whether the gate was open.") == "declines");
  CHECK(polarity("Rehn did not say whether the gate was open.") == "declines");
  CHECK(polarity("Rehn neither confirmed nor denied the talks.") == "declines");
}

TEST_CASE("no two attributions claim the same token, and each has a content", "[reading][attributions]") {
  const std::string text =
      "Rehn said the gate was open, but Brekke said it was shut. \"Who knows,\" said Strand, \"what the owners said?\" "
      "The board, which "
      "said it had looked, warned that the wall could fall, according to the survey. Reporters were told by the mayor "
      "that the ship "
      "would sail, the Evening Courier reported, citing two people. \"It is late,\" she said.";
  const detail::Analysis a = test::analysed(text);
  std::vector<int> owner(static_cast<std::size_t>(a.size()), 0);
  for (const detail::FoundAttribution& f : detail::find_in(a)) {
    if (f.is_hop) continue;
    REQUIRE_FALSE(f.content.empty());
    for (const detail::Range& r : f.content) {
      REQUIRE_FALSE(r.empty());
      for (std::int32_t i = r.begin; i < r.end; ++i) CHECK(++owner[static_cast<std::size_t>(i)] == 1);
    }
  }
}
