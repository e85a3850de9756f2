// A date as exact as its text: a year, a month, a week, a day or an instant.
//
//   headwater::Date::parse("2013-02-19")->day()            // "2013-02-19"
//   headwater::Date::parse("2024-04-08T17:30:00+02:00")    // an instant, zone kept as stated
//
// Written as ISO 8601 (week dates) and RFC 3339 (instants). Proleptic Gregorian calendar, years 0001 to 9999.
#ifndef HEADWATER_SCHEMA_DATE_H_
#define HEADWATER_SCHEMA_DATE_H_

#include <compare>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "headwater/schema/result.h"

namespace headwater {

class Date {
 public:
  // Takes 2019, 2019-03, 2019-W12, 2019-03-21 and RFC 3339 instants; kBadInput for all else and for days that are not.
  static Result<Date> parse(std::string_view text);
  // kBadInput for days that are not.
  static Result<Date> from_day(int year, int month, int day);
  static Date from_days_since_epoch(std::int64_t days);  // days since 1970-01-01; must lie within the years above
  // An instant in UTC, of seconds since 1970-01-01T00:00:00Z; years beyond those above are brought to the nearest.
  static Date from_seconds_since_epoch(std::int64_t seconds);

  [[nodiscard]] const std::string& text() const { return text_; }  // as it stands in JSON
  // "2013-02-19" for days and instants (the day where it was stated), nothing for vaguer ones.
  [[nodiscard]] std::optional<std::string> day() const;
  [[nodiscard]] std::optional<std::int64_t> days_since_epoch() const;  // likewise
  // The last second of the year, month, week (ISO 8601), day or instant it names, in UTC where no zone is stated.
  [[nodiscard]] std::int64_t last_second() const;
  [[nodiscard]] int year() const;
  [[nodiscard]] int weekday() const;  // 0 Monday ... 6 Sunday; of a day or an instant, else -1

  friend bool operator==(const Date&, const Date&) = default;

 private:
  explicit Date(std::string text) : text_{std::move(text)} {}
  std::string text_;
};

}  // namespace headwater

#endif  // HEADWATER_SCHEMA_DATE_H_
