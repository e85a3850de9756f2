#include "headwater/schema/date.h"

#include <algorithm>
#include <array>
#include <cstdio>

namespace headwater {
namespace {

constexpr bool is_leap(int year) { return (year % 4 == 0 && year % 100 != 0) || year % 400 == 0; }

constexpr int days_in_month(int year, int month) {
  constexpr std::array<int, 12> kDays{31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
  return month == 2 && is_leap(year) ? 29 : kDays[static_cast<std::size_t>(month - 1)];
}

// Days from 1970-01-01, after Howard Hinnant, "chrono-Compatible Low-Level Date Algorithms".
constexpr std::int64_t days_from_civil(int year, int month, int day) {
  const std::int64_t y = year - (month <= 2 ? 1 : 0);
  const std::int64_t era = (y >= 0 ? y : y - 399) / 400;
  const std::int64_t of_era = y - era * 400;
  const std::int64_t of_year = (153 * (month + (month > 2 ? -3 : 9)) + 2) / 5 + day - 1;
  return era * 146097 + of_era * 365 + of_era / 4 - of_era / 100 + of_year - 719468;
}

bool digits(std::string_view text, std::size_t at, std::size_t n, int& out) {
  if (at + n > text.size()) return false;
  out = 0;
  for (std::size_t i = at; i < at + n; ++i) {
    if (text[i] < '0' || text[i] > '9') return false;
    out = out * 10 + (text[i] - '0');
  }
  return true;
}

// hh:mm[:ss[.fff]](Z|+hh:mm|-hh:mm)
bool is_time_with_zone(std::string_view t) {
  int hour = 0, minute = 0, second = 0;
  if (!digits(t, 0, 2, hour) || t.size() < 6 || t[2] != ':' || !digits(t, 3, 2, minute)) return false;
  std::size_t at = 5;
  if (t[at] == ':') {
    if (!digits(t, at + 1, 2, second)) return false;
    at += 3;
    if (at < t.size() && t[at] == '.') {
      const std::size_t first = ++at;
      while (at < t.size() && t[at] >= '0' && t[at] <= '9') ++at;
      if (at == first || at - first > 9) return false;
    }
  }
  if (hour > 23 || minute > 59 || second > 60 || at >= t.size()) return false;
  if (t[at] == 'Z') return at + 1 == t.size();
  int zone_hour = 0, zone_minute = 0;
  return (t[at] == '+' || t[at] == '-') && t.size() == at + 6 && digits(t, at + 1, 2, zone_hour) && t[at + 3] == ':' &&
         digits(t, at + 4, 2, zone_minute) && zone_hour <= 23 && zone_minute <= 59;
}

std::string spell(int year, int month, int day) {
  std::array<char, 40> buffer;
  std::snprintf(buffer.data(), buffer.size(), "%04d-%02d-%02d", year, month, day);
  return buffer.data();
}

}  // namespace

Result<Date> Date::parse(std::string_view text) {
  const Error bad{ErrorCode::kBadInput, "date '" + std::string{text.substr(0, 40)} +
                                            "': wanted YYYY, YYYY-MM, YYYY-Www, YYYY-MM-DD or an RFC 3339 instant"};
  int year = 0, month = 0, day = 0;
  if (!digits(text, 0, 4, year) || year == 0) return bad;
  if (text.size() == 4) return Date{std::string{text}};
  if (text[4] != '-') return bad;
  if (text.size() == 8 && text[5] == 'W' && digits(text, 6, 2, day)) {
    return day >= 1 && day <= 53 ? Result<Date>{Date{std::string{text}}} : Result<Date>{bad};
  }
  if (!digits(text, 5, 2, month) || month < 1 || month > 12) return bad;
  if (text.size() == 7) return Date{std::string{text}};
  if (text[7] != '-' || !digits(text, 8, 2, day) || day < 1 || day > days_in_month(year, month)) return bad;
  if (text.size() == 10) return Date{std::string{text}};
  if ((text[10] != 'T' && text[10] != 't' && text[10] != ' ') || !is_time_with_zone(text.substr(11))) return bad;
  std::string out{text};
  out[10] = 'T';
  return Date{std::move(out)};
}

Result<Date> Date::from_day(int year, int month, int day) {
  if (year < 1 || year > 9999 || month < 1 || month > 12 || day < 1 || day > days_in_month(year, month)) {
    return Error{ErrorCode::kBadInput, "date: there is no day " + std::to_string(year) + "-" + std::to_string(month) +
                                           "-" + std::to_string(day)};
  }
  return Date{spell(year, month, day)};
}

Date Date::from_days_since_epoch(std::int64_t days) {
  const std::int64_t z = days + 719468;
  const std::int64_t era = (z >= 0 ? z : z - 146096) / 146097;
  const std::int64_t of_era = z - era * 146097;
  const std::int64_t year_of_era = (of_era - of_era / 1460 + of_era / 36524 - of_era / 146096) / 365;
  const std::int64_t of_year = of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
  const std::int64_t mp = (5 * of_year + 2) / 153;
  const int day = static_cast<int>(of_year - (153 * mp + 2) / 5 + 1);
  const int month = static_cast<int>(mp < 10 ? mp + 3 : mp - 9);
  return Date{spell(static_cast<int>(year_of_era + era * 400 + (month <= 2 ? 1 : 0)), month, day)};
}

Date Date::from_seconds_since_epoch(std::int64_t seconds) {
  constexpr std::int64_t kDay = 86400;
  seconds = std::clamp(seconds, days_from_civil(1, 1, 1) * kDay, days_from_civil(9999, 12, 31) * kDay + kDay - 1);
  const std::int64_t of_day = (seconds % kDay + kDay) % kDay;
  std::array<char, 40> time;
  std::snprintf(time.data(), time.size(), "T%02d:%02d:%02dZ", static_cast<int>(of_day / 3600),
                static_cast<int>(of_day / 60 % 60), static_cast<int>(of_day % 60));
  return Date{from_days_since_epoch((seconds - of_day) / kDay).text_ + time.data()};
}

std::int64_t Date::last_second() const {
  constexpr std::int64_t kDay = 86400;
  const int y = year();
  int month = 0, part = 0;
  if (text_.size() == 4) return days_from_civil(y, 12, 31) * kDay + kDay - 1;
  if (text_[5] == 'W') {
    // The first week of a year is that of January 4.
    digits(text_, 6, 2, part);
    const std::int64_t fourth = days_from_civil(y, 1, 4);
    const std::int64_t first_monday = fourth - ((fourth + 3) % 7 + 7) % 7;
    return (first_monday + 7 * std::int64_t{part}) * kDay - 1;
  }
  digits(text_, 5, 2, month);
  if (text_.size() == 7) return days_from_civil(y, month, days_in_month(y, month)) * kDay + kDay - 1;
  const std::int64_t day = *days_since_epoch() * kDay;
  if (text_.size() == 10) return day + kDay - 1;
  int hour = 0, minute = 0, second = 0, zone = 0, zone_minute = 0;
  digits(text_, 11, 2, hour);
  digits(text_, 14, 2, minute);
  if (text_[16] == ':') digits(text_, 17, 2, second);
  if (text_.back() != 'Z') {
    digits(text_, text_.size() - 5, 2, zone);
    digits(text_, text_.size() - 2, 2, zone_minute);
    zone = (zone * 60 + zone_minute) * (text_[text_.size() - 6] == '-' ? -60 : 60);
  }
  return day + hour * 3600 + minute * 60 + second - zone;
}

std::optional<std::string> Date::day() const {
  if (text_.size() < 10) return std::nullopt;
  return text_.substr(0, 10);
}

std::optional<std::int64_t> Date::days_since_epoch() const {
  if (text_.size() < 10) return std::nullopt;
  int year = 0, month = 0, day = 0;
  digits(text_, 0, 4, year);
  digits(text_, 5, 2, month);
  digits(text_, 8, 2, day);
  return days_from_civil(year, month, day);
}

int Date::year() const {
  int year = 0;
  digits(text_, 0, 4, year);
  return year;
}

int Date::weekday() const {
  const std::optional<std::int64_t> days = days_since_epoch();
  return days ? static_cast<int>(((*days + 3) % 7 + 7) % 7) : -1;
}

}  // namespace headwater
