// Documents here are fiction.
#include <catch2/catch.hpp>
#include <string>
#include <vector>

#include "headwater/query/drift.h"

using namespace headwater;

namespace {

std::string told(std::string_view upstream, std::string_view downstream) {
  std::string out;
  for (const Change& c : changes_between(upstream, downstream)) {
    if (!out.empty()) out += "; ";
    out += std::string{to_string(c.kind)} + " " + c.before + ">" + c.after;
  }
  return out;
}

}  // namespace

TEST_CASE("numbers are compared by what they are worth", "[query][drift]") {
  CHECK(told("Seven of 40 gauges failed", "All 40 gauges failed") == "number Seven>All 40");
  CHECK(told("18,400 crates were called back", "More than 184,000 crates are called back") == "number 18,400>184,000");
  CHECK(told("31 of 87 locks were shut", "81 of 87 locks were shut") == "number 31>81");
  // One slip away it is the same number, whatever others count.
  CHECK(told("Of 212 million crowns that were given, 18.4 million cannot be traced",
             "Crowns worth 14.8 million that were given cannot be traced") == "number 18.4 million>14.8 million");
  // The one that counts the same stands where it stood; a year is no number of things.
  CHECK(told("The bell in tower 12 rang for two days", "The bell rang for ten days") == "number two>ten");
  CHECK(told("Lead, banned in 1978, was found in nine of 34 pipes", "Lead was found in all 34 pipes") ==
        "number nine>all 34");
  CHECK(told("a speech he gave in 2019", "a speech he gave in 2009") == "number 2019>2009");
  // Equal in other clothes.
  CHECK(told("seven gauges", "7 gauges") == "");
  CHECK(told("1,000 crates", "a thousand crates and one thousand more") == "");
  CHECK(told("rates rose by 75 basis points", "rates rose by three-quarters of a point") == "");
  CHECK(told("twenty-one boats", "21 boats") == "");
  CHECK(told("2.5 million litres", "2.5 million litres of water") == "");
  // What one side alone tells was left out or added, not changed.
  CHECK(told("The lock failed twice in 40 days", "The lock failed") == "");
}

TEST_CASE("hedges and negations that come or go are told", "[query][drift]") {
  CHECK(told("the drain is the probable source", "the drain is the source") == "hedge probable>");
  CHECK(told("the gate was opened", "the gate may have been opened") == "hedge >may");
  CHECK(told("the gate was allegedly opened", "the gate was reportedly opened") == "hedge allegedly>reportedly");
  CHECK(told("the gate was not open", "the gate was open") == "negation not>");
  CHECK(told("they didn't know", "they never knew") == "");
}

TEST_CASE("a name in another's place is told, a shorter form of it is not", "[query][drift]") {
  CHECK(told("the gate was opened by Orrin Mining", "the gate was opened by Harrow Group") ==
        "name Orrin Mining>Harrow Group");
  CHECK(told("the gate was opened by Orrin Mining", "the gate was opened by Orrin") == "");
  CHECK(told("The gate was open", "Gates were open") == "");
  CHECK(told("", "") == "");
  CHECK(told("\xff\xfe 3", "4 \xff") == "number 3>4");
}
