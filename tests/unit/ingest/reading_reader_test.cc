// A reader of one's own in place of ours: what it finds becomes claims, and what is wrong with it is refused.
#include <algorithm>
#include <catch2/catch.hpp>
#include <cmath>
#include <functional>
#include <limits>
#include <string>
#include <string_view>
#include <vector>

#include "reading_laws.h"
#include "reading_support.h"

using namespace headwater;

namespace {

using Answer = std::function<Result<std::vector<Attribution>>(const Reading&)>;

class Reader final : public AttributionReader {
 public:
  explicit Reader(Answer answer) : answer_{std::move(answer)} {}
  [[nodiscard]] Result<std::vector<Attribution>> read(const Reading& reading) const override {
    return answer_(reading);
  }

 private:
  Answer answer_;
};

constexpr std::string_view kText =
    "Ida Brekke holds it for certain: the \u00c5s gate was open. Kestrel News has that from Rehn.\n";

Spans at(std::string_view text, std::string_view words) {
  const std::size_t begin = text.find(words);
  REQUIRE(begin != std::string_view::npos);
  return {{static_cast<std::uint32_t>(begin), static_cast<std::uint32_t>(begin + words.size())}};
}

Attribution gold(std::string_view text = kText) {
  Attribution a;
  a.source = at(text, "Ida Brekke");
  a.cue = at(text, "holds it for certain");
  a.content = at(text, "the \u00c5s gate was open");
  a.rule = "gold@1";
  a.confidence = 1;
  return a;
}

Result<Extraction> read_with(const Answer& answer, std::string_view text = kText) {
  const Reader reader{answer};
  ExtractOptions options = test::courier();
  options.path = "note.txt";
  options.reader = &reader;
  return extract(text, options);
}

// What is said where one attribution is spoilt.
std::string refusal(const std::function<void(Attribution&)>& spoil) {
  const Result<Extraction> e = read_with([&](const Reading&) {
    Attribution a = gold();
    spoil(a);
    return std::vector<Attribution>{a};
  });
  return e.has_value() ? "" : std::string{to_string(e.error().code)} + ": " + e.error().message;
}

bool says(const std::string& text, std::string_view part) { return text.find(part) != std::string::npos; }

}  // namespace

TEST_CASE("what a reader of one's own finds becomes claims of speakers", "[reading][reader]") {
  const Result<Extraction> e = read_with([](const Reading& r) {
    CHECK(r.text == kText);
    CHECK(r.tokens.size() == r.syntax.size());
    CHECK(r.syntax == find_syntax(r.text, r.tokens));
    return std::vector<Attribution>{gold()};
  });
  REQUIRE(e.has_value());
  CHECK(test::breaches_of(*e).empty());
  const Claim* claim = test::claim_with(*e, "gate was open");
  REQUIRE(claim != nullptr);
  CHECK(claim->rule == "gold@1");
  CHECK(claim->content == gold().content);
  CHECK(test::speaker_of(*e, claim) == "Ida Brekke (person)");
}

TEST_CASE("a reader that finds nothing leaves the document's own voice", "[reading][reader]") {
  const Result<Extraction> e =
      read_with([](const Reading&) { return std::vector<Attribution>{}; },
                "Ida Brekke said the gate was open. The wall is old and it is made of brick.\n");
  REQUIRE(e.has_value());
  for (const Claim& c : e->claims) CHECK(c.form == ClaimForm::kOwn);
}

TEST_CASE("polarity and form are the reader's", "[reading][reader]") {
  const Result<Extraction> e = read_with([](const Reading&) {
    Attribution a = gold();
    a.polarity = Polarity::kDenies;
    a.form = ClaimForm::kMixed;
    return std::vector<Attribution>{a};
  });
  REQUIRE(e.has_value());
  const Claim* claim = test::claim_with(*e, "gate was open");
  REQUIRE(claim != nullptr);
  CHECK(claim->polarity == Polarity::kDenies);
  CHECK(claim->form == ClaimForm::kMixed);
}

TEST_CASE("hops of a reader's attributions become intermediaries", "[reading][reader]") {
  const Result<Extraction> e = read_with([](const Reading& r) {
    Attribution hop;
    hop.source = at(r.text, "Kestrel News");
    hop.cue = at(r.text, "has that from");
    hop.content = at(r.text, "Rehn");
    hop.rule = "gold@1";
    hop.confidence = 1;
    Attribution a = gold();
    a.hops = {1};
    return std::vector<Attribution>{a, hop};
  });
  REQUIRE(e.has_value());
  CHECK(test::via_of(*e, test::claim_with(*e, "gate was open")) == "Kestrel News");
  CHECK(std::count_if(e->claims.begin(), e->claims.end(), [](const Claim& c) { return c.rule == "gold@1"; }) == 1);
}

TEST_CASE("spans that end inside a word take the whole of it", "[reading][reader]") {
  const Result<Extraction> e = read_with([](const Reading&) {
    Attribution a = gold();
    a.content[0].end -= 2;
    return std::vector<Attribution>{a};
  });
  REQUIRE(e.has_value());
  CHECK(test::claim_with(*e, "gate was open")->content == gold().content);
}

TEST_CASE("attributions may come in any order", "[reading][reader]") {
  const std::string text = "Ida Brekke said the gate was open. Jon Rehn said the wall was old.\n";
  const Result<Extraction> e = read_with(
      [](const Reading& r) {
        Attribution first, second;
        first.source = at(r.text, "Jon Rehn");
        first.content = at(r.text, "the wall was old");
        second.source = at(r.text, "Ida Brekke");
        second.content = at(r.text, "the gate was open");
        first.rule = second.rule = "gold@1";
        first.confidence = second.confidence = 0.5;
        return std::vector<Attribution>{first, second};
      },
      text);
  REQUIRE(e.has_value());
  REQUIRE(e->claims.size() == 2);
  CHECK(test::speaker_of(*e, &e->claims[0]) == "Ida Brekke (person)");
  CHECK(test::speaker_of(*e, &e->claims[1]) == "Jon Rehn (person)");
}

TEST_CASE("a reader's error is the document's, with its path", "[reading][reader]") {
  const Result<Extraction> e = read_with([](const Reading&) {
    return Error{ErrorCode::kIo, "the model's server is gone"};
  });
  REQUIRE_FALSE(e.has_value());
  CHECK(e.error() == Error{ErrorCode::kIo, "note.txt: the model's server is gone"});
}

TEST_CASE("spans that are wrong are refused, and the attribution and its fault are named", "[reading][reader]") {
  REQUIRE(refusal([](Attribution&) {}).empty());
  const std::string outside = refusal([](Attribution& a) { a.content[0].end = 100'000; });
  CHECK(
      outside ==
      "bad_input: note.txt: the reader of attributions was refused: attribution 0 has a content that ends outside the "
      "text");
  CHECK(says(refusal([](Attribution& a) { a.content.clear(); }), "has no content"));
  CHECK(says(refusal([](Attribution& a) { a.content[0].end = a.content[0].begin; }), "empty piece"));
  CHECK(says(refusal([](Attribution& a) { std::swap(a.content[0].begin, a.content[0].end); }), "empty piece"));
  CHECK(says(refusal([](Attribution& a) { a.source[0] = {4'000'000'000, 4'000'000'001}; }), "outside the text"));
  CHECK(says(refusal([](Attribution& a) { a.content[0].begin = at(kText, "\u00c5s")[0].begin + 1; }),
             "cuts a character"));
  CHECK(says(refusal([](Attribution& a) { a.cue = at(kText, "\n"); }), "without a word"));
  CHECK(says(refusal([](Attribution& a) { a.content.push_back(a.content[0]); }), "out of order"));
  CHECK(says(refusal([](Attribution& a) {
               const std::uint32_t b = at(kText, "gate")[0].begin;
               a.content = {{b, b + 1}, {b + 2, b + 3}};
             }),
             "two pieces in one word"));
  CHECK(says(refusal([](Attribution& a) { a.source = at(kText, "the \u00c5s gate"); }), "share a word"));
  CHECK(says(refusal([](Attribution& a) { a.cue = a.source; }), "share a word"));
  CHECK(says(refusal([](Attribution& a) { a.source.push_back(at(kText, "Rehn")[0]); }), "more than one piece"));
  CHECK(says(refusal([](Attribution& a) { a.cue.push_back(at(kText, "Rehn")[0]); }), "more than one piece"));
}

TEST_CASE("numbers and names that are wrong are refused", "[reading][reader]") {
  for (const double bad : {0.0, -0.5, 1.5, std::nan(""), std::numeric_limits<double>::infinity()}) {
    INFO(bad);
    CHECK(says(refusal([&](Attribution& a) { a.confidence = bad; }), "confidence"));
  }
  CHECK(says(refusal([](Attribution& a) { a.form = ClaimForm::kOwn; }), "no form"));
  CHECK(says(refusal([](Attribution& a) { a.form = static_cast<ClaimForm>(77); }), "no form"));
  CHECK(says(refusal([](Attribution& a) { a.polarity = static_cast<Polarity>(77); }), "no such polarity"));
  for (const std::string& bad :
       {std::string{}, std::string{"two words"}, std::string{"\x1b[31m"}, std::string(65, 'x')}) {
    CHECK(says(refusal([&](Attribution& a) { a.rule = bad; }), "names no rule"));
  }
}

TEST_CASE("hops that name none, themselves, or each other are refused", "[reading][reader]") {
  CHECK(says(refusal([](Attribution& a) { a.hops = {1}; }), "hop"));
  CHECK(says(refusal([](Attribution& a) { a.hops = {0}; }), "hop"));
  CHECK(says(refusal([](Attribution& a) { a.hops.assign(9, 0); }), "more than 8 hops"));
  const Result<Extraction> circle = read_with([](const Reading& r) {
    Attribution a = gold(), b = gold();
    b.source = at(r.text, "Kestrel News");
    b.cue = {};
    b.content = at(r.text, "Rehn");
    a.hops = {1};
    b.hops = {0};
    return std::vector<Attribution>{a, b};
  });
  REQUIRE_FALSE(circle.has_value());
  CHECK(says(circle.error().message, "circle"));
}

TEST_CASE("more attributions than tokens are refused", "[reading][reader]") {
  const Result<Extraction> e =
      read_with([](const Reading& r) { return std::vector<Attribution>(r.tokens.size() + 1, gold()); });
  REQUIRE_FALSE(e.has_value());
  CHECK(says(e.error().message, "attributions for"));
}

TEST_CASE("what our own stages find is never refused", "[reading][reader]") {
  const std::string text =
      "\"The gate was shut,\" said Ida Brekke, a pilot. Kestrel News reported that officials said the wall was old. "
      "She "
      "declined to comment. According to Rehn, it is new.\n\nREHN: The wall is sound.\n";
  for (const SpanMethod method : {SpanMethod::kRules, SpanMethod::kLearned}) {
    const Result<Extraction> e = read_with([&](const Reading& r) { return find_attributions(r, method); }, text);
    REQUIRE(e.has_value());
    CHECK(test::breaches_of(*e).empty());
    CHECK(e->claims.size() >= 4);
  }
}
