#include <catch2/catch.hpp>
#include <string>
#include <vector>

#include "headwater/schema/fold.h"
#include "random_records.h"

namespace headwater {
namespace {

using Words = std::vector<std::string>;

TEST_CASE("quotes and dashes are made plain", "[schema][fold]") {
  CHECK(fold("“Leak”") == "\"leak\"");
  CHECK(fold("‘Leak’ and don’t") == "'leak' and don't");
  CHECK(fold("«fuite»") == "\"fuite\"");
  CHECK(fold("a–b—c‐d") == "a-b-c-d");
}

TEST_CASE("letters of Latin, Greek and Cyrillic are lowered", "[schema][fold]") {
  CHECK(fold("ÉTÉ ÀÖØ") == "été àöø");
  CHECK(fold("ŁÓDŹ Čapek ŽIŽKA") == "łódź čapek žižka");
  CHECK(fold("ΑΘΗΝΑ") == "αθηνα");
  CHECK(fold("МОСКВА Ёлка") == "москва ёлка");
  CHECK(fold("3 × 4") == "3 × 4");
}

TEST_CASE("white space of every kind becomes one space, none at the ends", "[schema][fold]") {
  CHECK(fold("  a \t\n b\u00a0\u2009c\u3000 ") == "a b c");
  CHECK(fold(" \n ").empty());
  CHECK(fold("").empty());
}

TEST_CASE("other scripts and broken UTF-8 pass through", "[schema][fold]") {
  CHECK(fold("北京 مرحبا") == "北京 مرحبا");
  CHECK(fold("A\xff\xc3Z\xe2\x80") == "a\xff\xc3z\xe2\x80");
}

TEST_CASE("folding twice is folding once, and never more than twice as long", "[schema][fold][property]") {
  test::Random random{1};
  for (int i = 0; i < 3000; ++i) {
    const std::string text = i % 2 == 0 ? random.bytes(60) : test::some_words(random, 8);
    const std::string once = fold(text);
    REQUIRE(fold(once) == once);
    REQUIRE(once.size() <= 2 * text.size());
  }
}

TEST_CASE("words are letters and digits with what belongs inside them", "[schema][fold]") {
  const auto words = [](std::string_view text) {
    Words out;
    for (const ByteSpan span : word_spans(text)) out.emplace_back(slice(text, span));
    return out;
  };
  CHECK(words("It’s a state-run plant, isn't it?") == Words{"It’s", "a", "state-run", "plant", "isn't", "it"});
  CHECK(words("1,000 of 97.4, or 3.") == Words{"1,000", "of", "97.4", "or", "3"});
  CHECK(words("one—two–three… four") == Words{"one", "two", "three", "four"});
  CHECK(words("“été”«Ωmega»") == Words{"été", "Ωmega"});
  CHECK(words("-a- 'b' --") == Words{"a", "b"});
  CHECK(words("").empty());
}

TEST_CASE("word spans rise, do not meet, and lie on character borders", "[schema][fold][property]") {
  test::Random random{2};
  for (int i = 0; i < 2000; ++i) {
    const std::string text = i % 2 == 0 ? random.bytes(80) : test::some_words(random, 8);
    std::uint32_t last = 0;
    for (const ByteSpan span : word_spans(text)) {
      REQUIRE(span.begin >= last);
      REQUIRE(span.begin < span.end);
      REQUIRE(span.end <= text.size());
      last = span.end;
    }
  }
}

TEST_CASE("a word to search for has no possessive and no separators of thousands", "[schema][fold]") {
  CHECK(folded_words("China’s 1,000 Workers' don't 97.4") == Words{"china", "1000", "workers", "don't", "97.4"});
}

TEST_CASE("names that mean the same have one key", "[schema][fold]") {
  CHECK(name_key("The Associated Press") == name_key("associated press"));
  CHECK(name_key("Dr. Ada  Lind’s") == name_key("Ada Lind"));
  CHECK(name_key("Mr Lind") == "lind");
  CHECK(name_key("The") == "the");
  CHECK(name_key("…").empty());
  CHECK(name_key("Ada Lind") != name_key("Ada Linde"));
}

}  // namespace
}  // namespace headwater
