// Tags and heads.
#include <catch2/catch.hpp>
#include <random>
#include <string>
#include <string_view>
#include <vector>

#include "syntax/syntax.h"

using namespace headwater::detail;

namespace {

std::vector<std::string_view> words_in(std::string_view text) {
  std::vector<std::string_view> out;
  while (!text.empty()) {
    const std::size_t end = std::min(text.find(' '), text.size());
    out.push_back(text.substr(0, end));
    text.remove_prefix(std::min(end + 1, text.size()));
  }
  return out;
}

// "word/TAG<head:label" of each word, apart by spaces.
std::string drawn(std::string_view text) {
  const std::vector<std::string_view> words = words_in(text);
  const Syntax s = analyse(words);
  std::string out;
  for (std::size_t i = 0; i < words.size(); ++i) {
    if (i > 0) out += ' ';
    out += std::string{words[i]} + "/" + std::string{to_string(s.tags[i])} + "<";
    out += s.heads[i] < 0 ? "-" : std::string{words[static_cast<std::size_t>(s.heads[i])]};
    out += ":" + std::string{to_string(s.deps[i])};
  }
  return out;
}

// "" where the heads make one tree, else what is wrong.
std::string breach_of(const Syntax& s, std::size_t size) {
  if (s.tags.size() != size || s.heads.size() != size || s.deps.size() != size) return "wrong size";
  std::size_t roots = 0;
  for (std::size_t i = 0; i < size; ++i) {
    if (s.heads[i] < -1 || s.heads[i] >= static_cast<int>(size)) return "a head out of range";
    if (s.tags[i] >= Tag::kCount || s.deps[i] >= Dep::kCount) return "no such tag or label";
    roots += s.heads[i] < 0;
    std::size_t steps = 0;
    for (int at = static_cast<int>(i); at >= 0; at = s.heads[static_cast<std::size_t>(at)]) {
      if (++steps > size) return "a cycle";
    }
  }
  return roots == 1 || size == 0 ? "" : std::to_string(roots) + " roots";
}

}  // namespace

TEST_CASE("plain sentences have the tags and heads of the grammar book", "[reading][syntax]") {
  CHECK(drawn("The pilot said the gate was open .") ==
        "The/DT<pilot:det pilot/NN<said:nsubj said/VBD<-:root the/DT<gate:det gate/NN<open:nsubj was/VBD<open:cop "
        "open/JJ<said:ccomp ./.<said:punct");
  CHECK(drawn("She sold two boats in June .") ==
        "She/PRP<sold:nsubj sold/VBD<-:root two/CD<boats:nummod boats/NNS<sold:obj in/IN<June:case June/NNP<sold:obl "
        "./.<sold:punct");
  CHECK(drawn("The leak was confirmed by the port authority .") ==
        "The/DT<leak:det leak/NN<confirmed:nsubj:pass was/VBD<confirmed:aux:pass confirmed/VBN<-:root "
        "by/IN<authority:case the/DT<authority:det port/NN<authority:compound authority/NN<confirmed:obl:agent "
        "./.<confirmed:punct");
}

TEST_CASE("no words have no syntax, one word is its root", "[reading][syntax]") {
  CHECK(analyse({}).tags.empty());
  const Syntax one = analyse({"Gate"});
  REQUIRE(one.heads.size() == 1);
  CHECK(one.heads[0] == -1);
}

TEST_CASE("heads make one tree, whatever the words", "[reading][syntax]") {
  const std::vector<std::string> pieces{"the",          "said",   "gate", ".",  ",",    "\"",  "of", "who", "was",
                                        "and",          "Brekke", "7",    "--", "open", "''",  "(",  ")",   "that",
                                        "\u4e2d\u6587", "\xff",   "x",    "!",  "to",   "not", "$"};
  std::mt19937 random{23};
  for (int run = 0; run < 400; ++run) {
    std::vector<std::string_view> words;
    const std::size_t length = run < 390 ? random() % 40 : 400;
    for (std::size_t k = 0; k < length; ++k) words.push_back(pieces[random() % pieces.size()]);
    std::string shown;
    for (const std::string_view w : words) shown += std::string{w} + " ";
    INFO(shown);
    REQUIRE(breach_of(analyse(words), words.size()).empty());
  }
}

TEST_CASE("names of tags and labels go both ways", "[reading][syntax]") {
  for (std::uint8_t i = 0; i < static_cast<std::uint8_t>(Tag::kCount); ++i) {
    CHECK(parse_tag(to_string(static_cast<Tag>(i))) == static_cast<Tag>(i));
  }
  for (std::uint8_t i = 0; i < static_cast<std::uint8_t>(Dep::kCount); ++i) {
    CHECK(parse_dep(to_string(static_cast<Dep>(i))) == static_cast<Dep>(i));
  }
  CHECK(parse_tag("NOPE") == Tag::kNone);
  CHECK(parse_dep("obl:tmod") == Dep::kObl);
  CHECK(parse_dep("nope") == Dep::kOther);
}
