#include <catch2/catch.hpp>
#include <string>

#include "headwater/schema/date.h"

namespace headwater {
namespace {

TEST_CASE("a date keeps the exactness of its text", "[schema][date]") {
  for (const char* text :
       {"2019", "2019-03", "2019-W12", "2019-03-21", "0001-01-01", "9999-12-31", "2024-04-08T17:30:00+02:00",
        "2024-04-08T17:30:00Z", "2024-04-08T17:30Z", "2024-04-08T17:30:00.123456-05:00", "2016-12-31T23:59:60Z"}) {
    INFO(text);
    REQUIRE(Date::parse(text).has_value());
    CHECK(Date::parse(text)->text() == text);
  }
  CHECK(Date::parse("2024-04-08t17:30:00Z")->text() == "2024-04-08T17:30:00Z");
  CHECK(Date::parse("2024-04-08 17:30:00Z")->text() == "2024-04-08T17:30:00Z");
}

TEST_CASE("what is no date is refused by name", "[schema][date]") {
  for (const char* text : {"",
                           "19",
                           "0000",
                           "2019-",
                           "2019-00",
                           "2019-13",
                           "2019-W00",
                           "2019-W54",
                           "2019-W1",
                           "2019-3-1",
                           "2019-02-29",
                           "1900-02-29",
                           "2019-04-31",
                           "2019-01-00",
                           "2019-01-32",
                           "2019/01/01",
                           "2019-01-01T",
                           "2019-01-01T12:00",
                           "2019-01-01T24:00Z",
                           "2019-01-01T12:60Z",
                           "2019-01-01T12:00:00",
                           "2019-01-01T12:00:00.Z",
                           "2019-01-01T12:00+2",
                           "2019-01-01T12:00+24:00",
                           "2019-01-01T12:00Zx",
                           "yesterday",
                           "2019-01-01x",
                           " 2019"}) {
    INFO(text);
    REQUIRE_FALSE(Date::parse(text).has_value());
    CHECK(Date::parse(text).error().code == ErrorCode::kBadInput);
    CHECK_THAT(Date::parse(text).error().message, Catch::Contains(text));
  }
}

TEST_CASE("leap days are those of the Gregorian calendar", "[schema][date]") {
  CHECK(Date::from_day(2000, 2, 29).has_value());
  CHECK(Date::from_day(2024, 2, 29).has_value());
  CHECK_FALSE(Date::from_day(1900, 2, 29).has_value());
  CHECK_FALSE(Date::from_day(2023, 2, 29).has_value());
  CHECK_FALSE(Date::from_day(0, 1, 1).has_value());
  CHECK_FALSE(Date::from_day(10000, 1, 1).has_value());
  CHECK_FALSE(Date::from_day(2023, 13, 1).has_value());
}

TEST_CASE("days counted from the epoch lead back to the day", "[schema][date][property]") {
  const std::int64_t first = Date::parse("0001-01-01")->days_since_epoch().value();
  const std::int64_t last = Date::parse("9999-12-31")->days_since_epoch().value();
  CHECK(last - first + 1 == 3'652'059);
  for (std::int64_t day = first; day <= last; day += 37) {
    REQUIRE(Date::from_days_since_epoch(day).days_since_epoch() == day);
    REQUIRE(Date::parse(Date::from_days_since_epoch(day).text()).has_value());
  }
  CHECK(Date::from_days_since_epoch(0).text() == "1970-01-01");
  CHECK(Date::from_days_since_epoch(-1).text() == "1969-12-31");
  CHECK(Date::from_days_since_epoch(11'016).text() == "2000-02-29");
}

TEST_CASE("weekdays run from Monday to Sunday without a gap", "[schema][date]") {
  CHECK(Date::parse("1970-01-01")->weekday() == 3);
  CHECK(Date::parse("2013-02-19")->weekday() == 1);
  CHECK(Date::parse("2024-02-29")->weekday() == 3);
  CHECK(Date::parse("0001-01-01")->weekday() == 0);
  CHECK(Date::parse("2024-04-08T23:30:00-11:00")->weekday() == 0);
  for (std::int64_t day = -3000; day < 3000; ++day) {
    REQUIRE((Date::from_days_since_epoch(day).weekday() + 1) % 7 == Date::from_days_since_epoch(day + 1).weekday());
  }
}

TEST_CASE("a vague date has no day", "[schema][date]") {
  for (const char* text : {"2019", "2019-03", "2019-W12"}) {
    INFO(text);
    const Date date = Date::parse(text).value();
    CHECK_FALSE(date.day().has_value());
    CHECK_FALSE(date.days_since_epoch().has_value());
    CHECK(date.weekday() == -1);
    CHECK(date.year() == 2019);
  }
}

TEST_CASE("an instant has the day where it was stated", "[schema][date]") {
  CHECK(Date::parse("2024-04-08T23:30:00-11:00")->day() == "2024-04-08");
  CHECK(Date::parse("2024-04-08T00:10:00+13:00")->day() == "2024-04-08");
}

}  // namespace
}  // namespace headwater
