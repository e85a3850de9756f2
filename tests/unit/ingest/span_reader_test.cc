// The learned reader of spans: laws that hold of any text, and a few plain sentences. All names are invented.
#include "reading/span_reader.h"

#include <catch2/catch.hpp>

#include <algorithm>
#include <random>
#include <string>
#include <vector>

#include "headwater/ingest/reading.h"
#include "reading/analysis.h"

using namespace headwater;
using namespace headwater::detail;

namespace {

struct Parsed {
  std::string text;
  Analysis a;
  explicit Parsed(std::string words) : text{std::move(words)} {
    const std::vector<Token> tokens = tokenize(text, {});
    a = analyse_text(text, tokens, find_quotes(text, tokens));
  }
  [[nodiscard]] std::string words(const Range& r) const { return std::string{slice(text, a.bytes(r))}; }
};

}  // namespace

TEST_CASE("the learned reader finds who, with which word, what", "[ingest][reading][learned]") {
  const Parsed p{"The harbour master, Ida Brekke, said that the crane had been checked in May."};
  const std::vector<FoundAttribution> found = read_spans(p.a);
  REQUIRE(found.size() == 1);
  CHECK(p.words(found[0].source).find("Ida Brekke") != std::string::npos);
  CHECK(p.words(found[0].cue) == "said");
  CHECK(p.words(found[0].content.front()) == "that the crane had been checked in May");
  CHECK(found[0].confidence > 0.5);
  CHECK(found[0].confidence <= 1);
}

TEST_CASE("a quotation and its speaker after it are one attribution", "[ingest][reading][learned]") {
  const Parsed p{"“The crane was checked in May, and nobody touched it since,” Tomas Rehn told reporters on Monday."};
  const std::vector<FoundAttribution> found = read_spans(p.a);
  REQUIRE(found.size() == 1);
  CHECK(p.words(found[0].source) == "Tomas Rehn");
  CHECK(found[0].form == ClaimForm::kDirect);
}

TEST_CASE("plain telling has no attribution", "[ingest][reading][learned]") {
  const Parsed p{"The crane stands on the north pier. It is forty metres high. Rain fell in the night."};
  CHECK(read_spans(p.a).empty());
}

TEST_CASE("on any words the ranges lie inside the text, in order, and cues in no content",
          "[ingest][reading][learned]") {
  std::mt19937 random{11};
  const std::vector<std::string> bag{"said",     "the",       "ministry", "\"",   "Rehn",   ",",     ".",
                                     "that",     "according", "to",       "told", "it",     "was",   "“",
                                     "”",        "(",         ")",        "who",  "denied", "crane", "\n\n",
                                     "reported", "saying",    ":",        "He",   "and",    "n't",   "—"};
  for (int round = 0; round < 200; ++round) {
    std::string text;
    for (auto n = static_cast<int>(1 + random() % 120); n > 0; --n) text += bag[random() % bag.size()] + " ";
    const Parsed p{text};
    INFO(text);
    const std::int32_t size = p.a.size();
    std::int32_t before = 0;
    for (const FoundAttribution& f : read_spans(p.a)) {
      REQUIRE_FALSE(f.content.empty());
      CHECK(f.content.front().begin >= before);
      before = f.content.front().begin;
      for (const Range& r : f.content) {
        CHECK((0 <= r.begin && r.begin < r.end && r.end <= size));
        if (f.rule == std::string{"spans@1"}) CHECK_FALSE((r.begin < f.cue.end && f.cue.begin < r.end));
      }
      if (!f.source.empty()) CHECK((0 <= f.source.begin && f.source.end <= size));
      for (const std::int32_t h : f.hops) CHECK((0 <= h));
    }
  }
}
