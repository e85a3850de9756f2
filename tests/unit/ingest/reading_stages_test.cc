// Each stage run alone, one after the other, and parts that do not fit together.
#include <algorithm>
#include <catch2/catch.hpp>
#include <string>
#include <string_view>
#include <vector>

#include "reading/foreign.h"
#include "reading/span_network.h"
#include "reading_laws.h"
#include "reading_support.h"

using namespace headwater;

namespace {

constexpr std::string_view kPassage =
    "\"The gate was shut,\" said Ida Brekke, a pilot. She said the harbour office had kept the key.\n\n"
    "Kestrel News reported that officials said the wall was old. According to Rehn, it is new.\n";

// A reading whose parts can be spoilt one at a time.
struct Parts {
  std::string text;
  std::vector<Token> tokens;
  std::vector<Quote> quotes;
  std::vector<TokenSyntax> syntax;

  explicit Parts(std::string_view of) : text{of}, tokens{tokenize(text, {})}, quotes{find_quotes(text, tokens)} {
    syntax = find_syntax(text, tokens);
  }
  [[nodiscard]] Result<std::vector<Attribution>> find(SpanMethod method = SpanMethod::kRules) const {
    return find_attributions({text, tokens, quotes, syntax}, method);
  }
  [[nodiscard]] std::string refusal() const {
    const Result<std::vector<Attribution>> found = find();
    if (found.has_value()) return "";
    return std::string{to_string(found.error().code)} + ": " + found.error().message;
  }
};

bool says(const std::string& text, std::string_view part) { return text.find(part) != std::string::npos; }

}  // namespace

TEST_CASE("stages run one after the other find what reading finds", "[reading][stages]") {
  const Parts parts{kPassage};
  for (const SpanMethod method : {SpanMethod::kRules, SpanMethod::kLearned}) {
    INFO(to_string(method));
    const Result<std::vector<Attribution>> found = parts.find(method);
    REQUIRE(found.has_value());
    REQUIRE_FALSE(found->empty());
    ExtractOptions options = test::courier();
    options.spans = method;
    const Extraction e = test::read(kPassage, options);
    std::vector<bool> hop(found->size());
    for (const Attribution& a : *found) {
      for (const std::uint32_t h : a.hops) hop[h] = true;
    }
    for (std::size_t i = 0; i < found->size(); ++i) {
      const Attribution& a = (*found)[i];
      INFO(words_of(kPassage, a.content));
      const bool is_claim = std::any_of(e.claims.begin(), e.claims.end(), [&](const Claim& c) {
        return c.content == a.content && c.source == a.source && c.cue == a.cue && c.rule == a.rule &&
               c.polarity == a.polarity && c.form == a.form;
      });
      CHECK(is_claim != hop[i]);
    }
  }
}

TEST_CASE("syntax makes one tree of each sentence, within it", "[reading][stages]") {
  const Parts parts{kPassage};
  REQUIRE(parts.syntax.size() == parts.tokens.size());
  std::vector<int> roots(parts.tokens.back().sentence + 1u);
  for (std::size_t i = 0; i < parts.syntax.size(); ++i) {
    const std::int32_t head = parts.syntax[i].head;
    roots[parts.tokens[i].sentence] += head < 0;
    if (head >= 0) CHECK(parts.tokens[static_cast<std::size_t>(head)].sentence == parts.tokens[i].sentence);
  }
  for (const int n : roots) CHECK(n == 1);
}

TEST_CASE("tags and labels have names that lead back to them", "[reading][stages]") {
  for (std::uint8_t i = 0; i < static_cast<std::uint8_t>(Tag::kCount); ++i) {
    CHECK(parse_tag(to_string(static_cast<Tag>(i))) == static_cast<Tag>(i));
  }
  for (std::uint8_t i = 0; i < static_cast<std::uint8_t>(Dep::kCount); ++i) {
    CHECK(parse_dep(to_string(static_cast<Dep>(i))) == static_cast<Dep>(i));
  }
  CHECK(parse_tag("no tag") == Tag::kNone);
  CHECK(parse_dep("nsubj:outer") == Dep::kNsubj);
  CHECK(parse_dep("no label") == Dep::kOther);
  CHECK(to_string(Tag::kCount) == "_");
  CHECK(to_string(Dep::kCount) == "other");
}

TEST_CASE("hops are told by number, and a hop stands in the list", "[reading][stages]") {
  const Parts parts{"Kestrel News reported that officials said the old wall was sound.\n"};
  const std::vector<Attribution> found = parts.find().value();
  REQUIRE(found.size() == 2);
  const bool first = !found[0].hops.empty();
  const Attribution& claim = found[first ? 0 : 1];
  REQUIRE(claim.hops.size() == 1);
  CHECK(words_of(parts.text, claim.source) == "officials");
  CHECK(words_of(parts.text, found[claim.hops[0]].source) == "Kestrel News");
  CHECK(found[claim.hops[0]].hops.empty());
}

TEST_CASE("a token ends with its block, though the block cuts a character", "[reading][stages]") {
  const std::string text = "a\u00c5b";
  const std::vector<Token> tokens = tokenize(text, {{BlockKind::kParagraph, {0, 2}}, {BlockKind::kParagraph, {2, 4}}});
  REQUIRE_FALSE(tokens.empty());
  std::uint32_t at = 0;
  for (const Token& t : tokens) {
    CHECK(t.span.begin >= at);
    CHECK(t.span.end <= (t.paragraph == 0 ? 2 : 4));
    at = t.span.end;
  }
}

TEST_CASE("no text has no attributions", "[reading][stages]") {
  CHECK(Parts{""}.find().value().empty());
  CHECK(Parts{" \n"}.find().value().empty());
}

TEST_CASE("parts that do not fit together are refused, and the fault is named", "[reading][stages]") {
  Parts p{kPassage};
  REQUIRE(p.refusal().empty());
  SECTION("a token outside the text") {
    p.tokens.back().span.end = 100'000;
    CHECK(says(p.refusal(), "invalid_argument: "));
    CHECK(says(p.refusal(), "outside the text"));
  }
  SECTION("tokens out of order") {
    std::swap(p.tokens[0].span, p.tokens[1].span);
    CHECK(says(p.refusal(), "out of order"));
  }
  SECTION("a token inside a character") {
    Parts other{"Ida \u00c5s said no."};
    other.tokens[1].span.begin += 1;
    CHECK(says(other.refusal(), "cuts a character"));
  }
  SECTION("a sentence number that leaps") {
    p.tokens.back().sentence = 4'000'000'000;
    CHECK(says(p.refusal(), "leaps"));
  }
  SECTION("a sentence over two paragraphs") {
    for (Token& t : p.tokens) t.sentence = 0;
    CHECK(says(p.refusal(), "another paragraph"));
  }
  SECTION("a sentence without an end") {
    std::string words;
    for (int i = 0; i < 600; ++i) words += "gate ";
    Parts other{words};
    for (Token& t : other.tokens) t.sentence = 0;
    CHECK(says(other.refusal(), "more than 512 tokens"));
  }
  SECTION("a quotation outside the text") {
    p.quotes[0].span.end = 100'000;
    CHECK(says(p.refusal(), "quotation 0"));
  }
  SECTION("quotations out of order") {
    p.quotes.push_back(p.quotes[0]);
    CHECK(says(p.refusal(), "quotation 1"));
  }
  SECTION("syntax for fewer tokens") {
    p.syntax.pop_back();
    CHECK(says(p.refusal(), "there is syntax for"));
  }
  SECTION("a head in another sentence") {
    p.syntax[0].head = static_cast<std::int32_t>(p.tokens.size()) - 1;
    CHECK(says(p.refusal(), "token 0 hangs on none of its sentence"));
    p.syntax[0].head = -2;
    CHECK(says(p.refusal(), "hangs on none"));
  }
  SECTION("heads in a circle") {
    p.syntax[0].head = 1;
    p.syntax[1].head = 0;
    CHECK(says(p.refusal(), "hangs on itself"));
    p.syntax[0].head = 0;
    CHECK(says(p.refusal(), "hangs on itself"));
  }
  SECTION("no such tag") {
    p.syntax[0].tag = static_cast<Tag>(200);
    CHECK(says(p.refusal(), "no such tag"));
  }
}

TEST_CASE("a word is kept once, however often it stands in a text", "[reading][stages]") {
  std::string text;
  for (int i = 0; i < 5000; ++i) text += "The gate, THE Gate's gate. ";
  const detail::Analysis a = test::analysed(text);
  CHECK(a.size() > 30'000);
  CHECK(a.words.size() == 5);
  CHECK(a.word(0) == "the");
  CHECK(a.word(a.size() - 2) == "gate");
}

TEST_CASE("a token tells its sentence and its paragraph", "[reading][stages]") {
  const detail::Analysis a = test::analysed("One gate. Two gates.\n\nThree gates.\n");
  CHECK(a.sentence_number(0) == 0);
  CHECK(a.paragraph_of(0) == 0);
  CHECK(a.sentence_number(a.size() - 1) == 2);
  CHECK(a.paragraph_of(a.size() - 1) == 1);
}

TEST_CASE("what is not English is kept and marked, and no claim is made of it", "[reading][stages]") {
  struct Case {
    const char* text;
    const char* language;
  };
  for (const Case& c : {
           Case{"Le minist\u00e8re a d\u00e9clar\u00e9 mardi que la digue est s\u00fbre et que le rapport de la "
                "soci\u00e9t\u00e9 n'est "
                "pas exact. Selon le journal, les pilotes ont \u00e9t\u00e9 rappel\u00e9s dans la capitale par une "
                "lettre.\n",
                "fr"},
           Case{"Das Ministerium sagte am Dienstag, der Damm sei sicher und die Schleuse sei nicht offen. Nach Angaben "
                "der Zeitung hat das Amt den Bericht auch nicht gelesen, und das ist nicht alles.\n",
                "de"},
           Case{"\u041c\u0438\u043d\u0438\u0441\u0442\u0435\u0440\u0441\u0442\u0432\u043e "
                "\u0437\u0430\u044f\u0432\u0438\u043b\u043e, \u0447\u0442\u043e "
                "\u043f\u043b\u043e\u0442\u0438\u043d\u0430 "
                "\u0431\u0435\u0437\u043e\u043f\u0430\u0441\u043d\u0430. \u00ab\u041d\u0430\u043c "
                "\u043d\u0435\u0447\u0435\u0433\u043e \u0441\u043a\u0440\u044b\u0432\u0430\u0442\u044c\u00bb, "
                "\u0441\u043a\u0430\u0437\u0430\u043b "
                "\u043f\u0438\u043b\u043e\u0442.\n",
                "ru"},
           Case{"\u6c34\u5229\u90e8\u5468\u4e8c\u8868\u793a\uff0c\u5927\u575d\u662f\u5b89\u5168\u7684\u3002\u201c\u6211"
                "\u4eec\u6ca1\u6709\u4ec0\u4e48\u53ef\u9690\u7792\u7684\u3002\u201d\u53d1\u8a00\u4eba\u8bf4\u3002\n",
                "zh"},
           Case{"\u6c34\u9580\u306f\u958b\u3044\u3066\u3044\u305f\u3068\u3001\u6c34\u5148\u4eba\u306f\u8a71\u3057\u305f"
                "\u3002\n",
                "ja"},
       }) {
    INFO(c.language);
    for (const SpanMethod method : {SpanMethod::kRules, SpanMethod::kLearned}) {
      ExtractOptions options = test::courier();
      options.spans = method;
      const Extraction e = test::read(c.text, options);
      CHECK(e.text == c.text);
      CHECK(e.document.language == c.language);
      CHECK(e.claims.empty());
      REQUIRE_FALSE(e.warnings.empty());
      CHECK(says(e.warnings.back(), "nothing is read in what is not English"));
    }
  }
}

TEST_CASE("a paragraph in another language takes nothing from the English ones", "[reading][stages]") {
  const std::string english =
      "Ida Brekke said the gate was open all night and that the harbour office had the key.\n\n";
  const std::string french =
      "La digue est s\u00fbre et le rapport n'est pas exact, selon le minist\u00e8re, qui a re\u00e7u une lettre de la "
      "ville.\n\n";
  const Extraction e = test::read(english + french + english);
  CHECK(test::claim_with(e, "the gate was open") != nullptr);
  CHECK(test::claim_with(e, "digue") == nullptr);
  const std::vector<Token> tokens = tokenize(e.text, {});
  const Spans foreign = detail::foreign_paragraphs(e.text, tokens, "");
  REQUIRE(foreign.size() == 1);
  CHECK(slice(e.text, foreign[0]).substr(0, 8) == "La digue");
  // It has no tree, and nobody in it has a name.
  const detail::Analysis a = detail::analyse_text(e.text, tokens, {}, foreign);
  for (std::int32_t i = 0; i < a.size(); ++i) {
    const bool passed = foreign[0].contains(a.tokens[static_cast<std::size_t>(i)].span.begin);
    CHECK((a.tag_of(i) == Tag::kFW) == passed);
    CHECK((a.unread[a.sentence_number(i)] != 0) == passed);
    if (passed) CHECK(a.head_of(i) == -1);
  }
  for (const detail::Range& piece : detail::piece_ranges(a)) CHECK_FALSE(foreign[0].overlaps(a.bytes(piece)));
}

TEST_CASE("what a page declares its language to be counts where the words do not tell", "[reading][stages]") {
  const std::string text = "Ida Brekke said no.\n";
  const std::vector<Token> tokens = tokenize(text, {});
  CHECK(detail::foreign_paragraphs(text, tokens, "").empty());
  CHECK(detail::foreign_paragraphs(text, tokens, "en-GB").empty());
  CHECK(detail::foreign_paragraphs(text, tokens, "nb").size() == 1);
  const std::string longer =
      "Ida Brekke said that the gate was open and that it was not the harbour office that had the key.\n";
  CHECK(detail::foreign_paragraphs(longer, tokenize(longer, {}), "nb").empty());
}
