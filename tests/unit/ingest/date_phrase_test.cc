#include "text/date_phrase.h"

#include <string>

#include <catch2/catch.hpp>

using namespace headwater::detail;

namespace {

struct Case {
  const char* in;
  const char* want;  // "" for none
};

std::string text_of(const std::optional<headwater::Date>& date) { return date ? date->text() : std::string{}; }

}  // namespace

TEST_CASE("explicit dates are found in running text", "[ingest][date]") {
  const Case cases[] = {
      {"BRENN, April 8, 2024 (Agency) - Votes were", "2024-04-08"},
      {"Brenn, 9 April 2024", "2024-04-09"},
      {"Apr. 8, 2024", "2024-04-08"},
      {"Statement, 18 April 2016", "2016-04-18"},
      {"Tuesday, February 19, 2013", "2013-02-19"},
      {"Sun, September 11th 2022 at 9:30 AM", "2022-09-11"},
      {"the 3rd of May, 2021", "2021-05-03"},
      {"20 Feb 2013", "2013-02-20"},
      {"8-Apr-2024", "2024-04-08"},
      {"on 2024-04-08 at noon", "2024-04-08"},
      {"2024/4/8", "2024-04-08"},
      {"8.4.2024", "2024-04-08"},
      {"25/12/2020", "2020-12-25"},
      {"12/25/2020", "2020-12-25"},
      {"04/04/2020", "2020-04-04"},
      {"2024-04-08T17:30:00+02:00", "2024-04-08T17:30:00+02:00"},
      {"2024-04-08T17:30:00.125Z", "2024-04-08T17:30:00.125Z"},
      {"2024-04-08T17:30+0200", "2024-04-08T17:30:00+02:00"},
      {"2024-04-08 17:30:00", "2024-04-08"},
      {"Sept. 11, 2001", "2001-09-11"},
      {"1er janvier 2020", "2020-01-01"},
      {"am 3. M\xC3\xA4rz 2019", "2019-03-03"},
      {"5 de abril de 2020", "2020-04-05"},
  };
  for (const Case& c : cases) {
    INFO(c.in);
    CHECK(text_of(find_date(c.in)) == c.want);
  }
}

TEST_CASE("what may be another day, or none, is no date", "[ingest][date]") {
  for (const char* none : {"03/04/2020", "April 2024", "8 April", "Report 2022/318", "31 April 2021",
                           "30 February 2020", "room 2024-13-01", "1,234", "version 1.2.3", "from 8-10 April",
                           "May I 2024", "in 2024", "2024", "tel. 12.34.5678.9", ""}) {
    INFO(none);
    CHECK(text_of(find_date(none)) == "");
  }
}

TEST_CASE("the span of a date is that of its words", "[ingest][date]") {
  const std::string text = "First, on April 8, 2024, and then on 9 April 2024.";
  const auto first = find_date_phrase(text);
  REQUIRE(first);
  CHECK(headwater::slice(text, first->span) == "April 8, 2024");
  const auto second = find_date_phrase(text, first->span.end);
  REQUIRE(second);
  CHECK(headwater::slice(text, second->span) == "9 April 2024");
  CHECK_FALSE(find_date_phrase(text, second->span.end));
}

TEST_CASE("dates of machines are read, and a clock without a zone is dropped", "[ingest][date]") {
  const Case cases[] = {
      {"Tue, 09 Apr 2024 06:00:00 GMT", "2024-04-09T06:00:00Z"},
      {"Tue, 09 Apr 2024 06:00:00 +0200", "2024-04-09T06:00:00+02:00"},
      {"20240408", "2024-04-08"},
      {"20240408123000", "2024-04-08"},
      {" 2024-04-08T06:00:00 ", "2024-04-08"},
      {"2024-04-08T25:00:00Z", "2024-04-08"},
      {"12345678901", ""},
      {"yesterday", ""},
  };
  for (const Case& c : cases) {
    INFO(c.in);
    CHECK(text_of(read_machine_date(c.in)) == c.want);
  }
}

TEST_CASE("months are known by name and abbreviation in any letter case", "[ingest][date]") {
  CHECK(month_number("SEPT.") == 9);
  CHECK(month_number("december") == 12);
  CHECK(month_number("Decembrist") == 0);
  CHECK(month_number("ma") == 0);
  CHECK(month_number("") == 0);
}
