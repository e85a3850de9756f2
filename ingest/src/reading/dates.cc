// Days that a text names against the day it came out.
#include <cstdlib>

#include "reading/channels.h"
#include "reading/lexicon.h"
#include "text/date_phrase.h"

namespace headwater::detail {
namespace {

int number_of(const std::string& w) {
  if (w.empty() || w[0] < '0' || w[0] > '9' || w.size() > 4) return 0;
  return std::atoi(w.c_str());
}

std::optional<Date> day_before(const std::optional<Date>& published, std::int64_t days) {
  if (!published) return std::nullopt;
  const std::optional<std::int64_t> at = published->days_since_epoch();
  if (!at) return std::nullopt;
  return Date::from_days_since_epoch(*at - days);
}

// "last month", "this week", as coarse as they are said. The week is ISO 8601's.
std::optional<Date> vague(const std::string& unit, bool last, const std::optional<Date>& published) {
  if (!published) return std::nullopt;
  const std::string text = published->text();
  if (text.size() < 10) return std::nullopt;
  const int year = published->year(), month = std::atoi(text.substr(5, 2).c_str());
  std::string out;
  if (unit == "year") {
    out = std::to_string(last ? year - 1 : year);
  } else if (unit == "month") {
    const int m = last ? (month == 1 ? 12 : month - 1) : month;
    const std::string digits = m < 10 ? "0" + std::to_string(m) : std::to_string(m);
    out = std::to_string(last && month == 1 ? year - 1 : year) + "-" + digits;
  } else {
    const std::optional<Date> day = day_before(published, last ? 7 : 0);
    const std::optional<Date> thursday = day ? day_before(day, day->weekday() - 3) : std::nullopt;
    if (!thursday) return std::nullopt;
    const Result<Date> first = Date::from_day(thursday->year(), 1, 1);
    const std::optional<std::int64_t> at = thursday->days_since_epoch();
    if (!first || !at || !first->days_since_epoch()) return std::nullopt;
    const std::int64_t week = (*at - *first->days_since_epoch()) / 7 + 1;
    out = std::to_string(thursday->year()) + (week < 10 ? "-W0" : "-W") + std::to_string(week);
  }
  const Result<Date> date = Date::parse(out);
  return date ? std::optional<Date>{*date} : std::nullopt;
}

std::string two(int n) { return n < 10 ? "0" + std::to_string(n) : std::to_string(n); }

}  // namespace

std::optional<Date> date_in(const Analysis& a, Range range, const std::optional<Date>& published) {
  if (range.empty()) return std::nullopt;
  for (std::int32_t i = range.begin; i < range.end; ++i) {
    const std::string& w = a.word(i);
    const std::string before = i > range.begin ? a.word(i - 1) : std::string{};
    int weekday = 0;
    // "Sunday Argus" is no day.
    const bool named = i + 1 < a.size() && a.is_capitalised(i) && a.is_capitalised(i + 1) && is_noun(a.tag_of(i + 1)) &&
                       !is_month(a.word(i + 1));
    if (is_weekday(w, &weekday) && !named && before != "every" && before != "next") {
      if (!published || published->weekday() < 0) return std::nullopt;
      // The latest such day on or before the document's; "last Monday" is the same one unless that is today.
      int back = (published->weekday() - weekday + 7) % 7;
      if (back == 0 && before == "last") back = 7;
      return day_before(published, back);
    }
    if (w == "yesterday") return day_before(published, 1);
    if (w == "today" || w == "tonight") return day_before(published, 0);
    const bool owner = i + 1 < range.end && a.tag_of(i + 1) == Tag::kPOS;  // "last year's treasurer"
    if ((w == "week" || w == "month" || w == "year") && (before == "last" || before == "this") && !owner)
      return vague(w, before == "last", published);
    if (const int month = a.is_capitalised(i) ? month_number(w) : 0; month > 0) {
      const int day_after = i + 1 < range.end ? number_of(a.word(i + 1)) : 0;
      const int day_before_it = number_of(before);
      int day = day_after >= 1 && day_after <= 31           ? day_after
                : day_before_it >= 1 && day_before_it <= 31 ? day_before_it
                                                            : 0;
      int year = 0;
      for (std::int32_t k = i + 1; k < range.end && k <= i + 4; ++k) {
        if (const int n = number_of(a.word(k)); n >= 1000) {
          year = n;
          break;
        }
      }
      // "Radio Marca", "Jan Kees", "April Dunne": without a day or a year only a whole month that is no name.
      const bool in_name =
          i + 1 < a.size() && a.is_capitalised(i + 1) && is_proper(a.tag_of(i + 1)) && !is_weekday(a.word(i + 1));
      if (day == 0 && year == 0 && (w == "may" || w.size() < 4 || !is_month(w) || in_name)) continue;
      if (year == 0) {
        if (!published) return std::nullopt;
        year = published->year();
        // A month ahead of the document's is last year's.
        const std::string text = published->text();
        if (text.size() >= 7 && month > std::atoi(text.substr(5, 2).c_str())) --year;
      }
      if (day > 0) {
        const Result<Date> date = Date::from_day(year, month, day);
        if (date) return *date;
        return std::nullopt;
      }
      const Result<Date> date = Date::parse(std::to_string(year) + "-" + two(month));
      if (date) return *date;
    }
    if ((before == "in" || before == "since") && w.size() == 4 && number_of(w) >= 1900 && number_of(w) <= 2100) {
      const Result<Date> date = Date::parse(w);
      if (date) return *date;
    }
  }
  const std::string_view words = slice(a.text, a.bytes(range));
  if (words.find_first_of("0123456789") == std::string_view::npos) return std::nullopt;
  const std::optional<DatePhrase> phrase = find_date_phrase(words);
  return phrase ? std::optional<Date>{phrase->date} : std::nullopt;
}

}  // namespace headwater::detail
