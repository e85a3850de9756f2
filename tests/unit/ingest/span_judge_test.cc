// The judge of sources: which it may choose among, and which candidates stand. All names are invented.
#include "reading/span_judge.h"

#include <algorithm>
#include <catch2/catch.hpp>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "reading/analysis.h"
#include "reading/span_reader.h"

using namespace headwater;
using namespace headwater::detail;

namespace {

// A text with what the rules make of it.
struct Read {
  std::string text;
  Analysis a;
  std::vector<FoundAttribution> rules;

  explicit Read(std::string words) : text{std::move(words)} {
    const std::vector<Token> tokens = tokenize(text, {});
    a = analyse_text(text, tokens, find_quotes(text, tokens));
    rules = find_in(a);
  }
  // The tokens of the words where they first stand.
  [[nodiscard]] Range find(std::string_view words) const {
    const std::size_t begin = text.find(words), end = begin + words.size();
    Range out{-1, -1};
    for (std::int32_t i = 0; i < a.size(); ++i) {
      const ByteSpan s = a.tokens[static_cast<std::size_t>(i)].span;
      if (s.begin < begin || s.end > end) continue;
      if (out.begin < 0) out.begin = i;
      out.end = i + 1;
    }
    return out;
  }
  [[nodiscard]] std::string words(Range r) const { return r.empty() ? "" : std::string{slice(text, a.bytes(r))}; }

  // As the network might hand it over, sure of all its labels.
  [[nodiscard]] Candidate candidate(std::string_view cue, std::string_view source, std::string_view content) const {
    Candidate r;
    r.cue = find(cue);
    r.head = head_of_cue(a, r.cue);
    r.window = {0, a.size()};
    const auto n = static_cast<std::size_t>(a.size());
    r.labels.assign(n, kOutside);
    r.source_belief.assign(n, 0.0f);
    r.content_belief.assign(n, 0.0f);
    if (!source.empty()) {
      r.set(find(source), kSource);
      for (std::int32_t i = find(source).begin; i < find(source).end; ++i)
        r.source_belief[static_cast<std::size_t>(i)] = 1.0f;
    }
    if (!content.empty()) r.set(find(content), kContent);
    return r;
  }
  [[nodiscard]] std::vector<std::string> choices(const Candidate& r) const {
    std::vector<std::string> out;
    for (const SourceChoice& s : r.sources) out.push_back(words(s.source));
    return out;
  }
};

}  // namespace

TEST_CASE("who may be behind a cue: the network's source first, then others', then nobody", "[ingest][judge]") {
  const Read read{"The harbour board and Ida Brekke said that the crane was safe."};
  const SpanContext c{read.a, read.rules};
  SECTION("where all agree there is one name and nobody") {
    Candidate r = read.candidate("said", "The harbour board and Ida Brekke", "that the crane was safe");
    list_sources(c, r);
    CHECK(read.choices(r) == std::vector<std::string>{"The harbour board and Ida Brekke", ""});
    CHECK((r.sources[0].voices & SourceChoice::kNetwork) != 0);
    CHECK((r.sources[0].voices & SourceChoice::kSyntax) != 0);
    CHECK(r.count(r.window, kSource) == 0);
    CHECK(r.count(r.window, kContent) == 5);
  }
  SECTION("what the network missed the rules and syntax may name") {
    Candidate r = read.candidate("said", "", "that the crane was safe");
    list_sources(c, r);
    REQUIRE(r.sources.size() == 2);
    CHECK(r.sources[0].source.empty());
    CHECK(r.sources[0].voices == SourceChoice::kNetwork);
    CHECK(read.words(r.sources[1].source).find("Ida Brekke") != std::string::npos);
    CHECK((r.sources[1].voices & SourceChoice::kNetwork) == 0);
  }
  SECTION("nobody is a source who stands in the content") {
    Candidate r = read.candidate("said", "", "The harbour board and Ida Brekke");
    list_sources(c, r);
    CHECK(read.choices(r) == std::vector<std::string>{""});
  }
}

TEST_CASE("the network's second thought is a choice too", "[ingest][judge]") {
  const Read read{"Near the pier Rehn met Brekke, the crane was safe, it was said."};
  const SpanContext c{read.a, read.rules};
  Candidate r = read.candidate("said", "Rehn", "the crane was safe");
  r.source_belief[static_cast<std::size_t>(read.find("Brekke").begin)] = 0.3f;
  list_sources(c, r);
  const auto rival = std::find_if(r.sources.begin(), r.sources.end(),
                                  [](const SourceChoice& s) { return (s.voices & SourceChoice::kRival) != 0; });
  REQUIRE(rival != r.sources.end());
  CHECK(read.words(rival->source) == "Brekke");
}

TEST_CASE("who is told or asked is not who says it", "[ingest][judge]") {
  const Read read{"Tomas Rehn was told that the crane was safe."};
  const SpanContext c{read.a, read.rules};
  Candidate r = read.candidate("told", "Tomas Rehn", "that the crane was safe");
  list_sources(c, r);
  CHECK(read.choices(r) == std::vector<std::string>{""});
}

TEST_CASE("prepositions and marks before a name are not of the source", "[ingest][judge]") {
  const Read read{"The crane was safe, according to, in part, Ida Brekke."};
  const SpanContext c{read.a, read.rules};
  Candidate r = read.candidate("according to", ", in part, Ida Brekke", "The crane was safe");
  list_sources(c, r);
  CHECK(read.words(r.sources[0].source) == "part, Ida Brekke");
}

TEST_CASE("of two cues one within the other's content the outer stands", "[ingest][judge]") {
  const Read read{"Rehn said that Brekke had claimed that the crane was safe."};
  std::vector<Candidate> all{read.candidate("said", "Rehn", "that Brekke had claimed that the crane was safe"),
                             read.candidate("claimed", "Brekke", "that the crane was safe")};
  all[0].confidence = 0.6;
  all[1].confidence = 0.9;
  CHECK(choose_candidates(all, 0.5) == std::vector<std::size_t>{0});
  // Where the outer one is not believed, the inner may stand.
  CHECK(choose_candidates(all, 0.7) == std::vector<std::size_t>{1});
  // Where neither holds the other, both.
  all[0].set(read.find("that Brekke had claimed"), kOutside);
  CHECK(choose_candidates(all, 0.5) == std::vector<std::size_t>{0, 1});
}

TEST_CASE("what has no content, or too little belief, does not stand", "[ingest][judge]") {
  const Read read{"Rehn said that the crane was safe. Brekke agreed."};
  std::vector<Candidate> all{read.candidate("said", "Rehn", "that the crane was safe"),
                             read.candidate("agreed", "Brekke", "")};
  all[0].confidence = 0.5;
  all[1].confidence = 0.99;
  CHECK(choose_candidates(all, 0.5) == std::vector<std::size_t>{0});
  CHECK(choose_candidates(all, 0.51).empty());
  CHECK(choose_candidates({}, 0.5).empty());
}

TEST_CASE("a judge is empty unless both its files are models", "[ingest][judge]") {
  CHECK(SpanJudge::from("", "").empty());
  CHECK(SpanJudge::from("no model", "no trees").empty());
}
