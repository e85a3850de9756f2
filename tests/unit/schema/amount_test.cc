#include "headwater/schema/amount.h"

#include <catch2/catch.hpp>
#include <string>

using namespace headwater;

namespace {

// "words=value" of each, a share with "of 1"; apart by "; ".
std::string told(std::string_view text) {
  std::string out;
  for (const Amount& amount : amounts_in(text)) {
    if (!out.empty()) out += "; ";
    out += std::string{slice(text, amount.span)} + "=" + amount_key(amount) + (amount.is_share ? " of 1" : "");
  }
  return out;
}

}  // namespace

TEST_CASE("amounts are what they are worth, in figures or in words", "[schema][amount]") {
  CHECK(told("2,100 boats and 97.4 tonnes") == "2,100=2100; 97.4=97.40");
  CHECK(told("twenty-three boats") == "twenty-three=23");
  CHECK(told("2.1 billion crowns") == "2.1 billion=2100000000");
  CHECK(told("two thousand one hundred million crowns") == "two thousand one hundred million=2100000000");
  CHECK(told("one hundred and twenty boats") == "one hundred and twenty=120");
  CHECK(told("a thousand crates, half a dozen eggs, two dozen men") == "a thousand=1000; half a dozen=6; two dozen=24");
  CHECK(told("1.24 lakh bags and three crore") == "1.24 lakh=124000; three crore=30000000");
  CHECK(told("75 basis points") == "75 basis points=0.75");
}

TEST_CASE("shares are fractions of one, however told", "[schema][amount]") {
  CHECK(told("two-thirds of them") == "two-thirds=0.67 of 1");
  CHECK(told("two thirds, about two in every three") == "two thirds=0.67 of 1; two in every three=0.67 of 1");
  CHECK(told("nine in ten, 90 per cent, 90% and 90 percent") ==
        "nine in ten=0.90 of 1; 90 per cent=0.90 of 1; 90=0.90 of 1; 90 percent=0.90 of 1");
  CHECK(told("a quarter of the boats, half the fleet") == "a quarter=0.25 of 1; half=0.50 of 1");
  CHECK(told("three-quarters of a point") == "three-quarters=0.75 of 1");
}

TEST_CASE("what only looks like an amount is none", "[schema][amount]") {
  CHECK(told("one of them came a third time").empty());
  CHECK(told("23 in October 2014") == "23=23; 2014=2014");
  CHECK(told("31 of 87 locks") == "31=31; 87=87");
  CHECK(told("F-16s and 4x4s, 1234567890123456789").empty());
  CHECK(told("").empty());
  CHECK(told("\xff\xfe 3 \xe2") == "3=3");
}

TEST_CASE("amounts lie in their text, in order", "[schema][amount]") {
  for (const std::string text : {"two two in in three out of of 5 per per cent", "half half a dozen dozen thousand",
                                 "million million million million million million", "a a a third of of"}) {
    INFO(text);
    std::uint32_t last = 0;
    for (const Amount& amount : amounts_in(text)) {
      CHECK(amount.span.begin >= last);
      CHECK(amount.span.end <= text.size());
      CHECK(amount.span.begin < amount.span.end);
      last = amount.span.end;
    }
  }
}
