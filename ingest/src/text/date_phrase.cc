#include "text/date_phrase.h"

#include <algorithm>
#include <array>
#include <string>
#include <unordered_map>

namespace headwater::detail {
namespace {

bool is_digit(char c) { return c >= '0' && c <= '9'; }
bool is_letter(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (static_cast<unsigned char>(c) & 0x80);
}
// A no-break space or a typographic mark ends at `at`.
bool is_space_or_mark_before(std::string_view text, std::size_t at) {
  if (at >= 2 && text[at - 2] == '\xC2') return true;
  return at >= 3 && text[at - 3] == '\xE2' && text[at - 2] == '\x80';
}
char lower(char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c; }

// Names in lower case, by month.
constexpr std::array<std::string_view, 12> kMonths{
    "january jan januar jänner janvier janv enero ene gennaio gen janeiro januari stycznia января січня ledna "
    "tammikuuta ocak",
    "february feb februar februari febr feber février févr fév febrero febbraio fevereiro lutego февраля лютого února "
    "helmikuuta şubat",
    "march mar märz maerz mär mars marzo março maart marts mrz marca марта березня března maaliskuuta",
    "april apr avril avr abril aprile kwietnia апреля квітня dubna huhtikuuta nisan",
    "may mai mayo maggio maio mei maj maja мая травня května toukokuuta mayıs",
    "june jun juni juin junio giugno junho czerwca июня червня června kesäkuuta haziran",
    "july jul juli juillet juil julio luglio julho lipca июля липня července heinäkuuta temmuz",
    "august aug août aout agosto augustus augusti sierpnia августа серпня srpna elokuuta ağustos",
    "september sept sep septembre septiembre setiembre settembre setembro września сентября вересня září syyskuuta "
    "eylül",
    "october oct okt oktober octobre octubre ottobre outubro października октября жовтня října lokakuuta ekim",
    "november nov novembre noviembre novembro listopada ноября листопада listopadu marraskuuta kasım",
    "december dec dez dezember décembre déc diciembre dicembre dezembro grudnia декабря грудня prosince joulukuuta "
    "aralık",
};

using MonthTable = std::unordered_map<std::string_view, int>;

MonthTable make_month_table() {
  MonthTable table;
  for (std::size_t m = 0; m < kMonths.size(); ++m) {
    std::string_view rest = kMonths[m];
    while (!rest.empty()) {
      const std::size_t space = std::min(rest.find(' '), rest.size());
      table.emplace(rest.substr(0, space), static_cast<int>(m) + 1);
      rest.remove_prefix(std::min(space + 1, rest.size()));
    }
  }
  return table;
}

class Scanner {
 public:
  Scanner(std::string_view text, std::size_t at) : text_{text}, at_{at} {}

  [[nodiscard]] std::size_t at() const { return at_; }
  [[nodiscard]] bool done() const { return at_ >= text_.size(); }
  [[nodiscard]] char peek() const { return done() ? '\0' : text_[at_]; }

  bool take(char c) {
    if (peek() != c || done()) return false;
    ++at_;
    return true;
  }
  // White space, no-break space among it; at most one line break, so that two lines far apart are not one date.
  bool spaces() {
    const std::size_t first = at_;
    int breaks = 0;
    while (!done() && at_ - first < 16) {
      const char c = text_[at_];
      if (c == '\n' && ++breaks > 1) break;
      if (c == ' ' || c == '\t' || c == '\n' || c == '\r') {
        ++at_;
      } else if (text_.substr(at_, 2) == "\xC2\xA0") {
        at_ += 2;
      } else {
        break;
      }
    }
    return at_ > first;
  }
  // A number of `low` to `high` digits that no further digit follows.
  std::optional<int> number(std::size_t low, std::size_t high) {
    std::size_t end = at_;
    int value = 0;
    while (end < text_.size() && is_digit(text_[end])) {
      if (end - at_ == high) return std::nullopt;
      value = value * 10 + (text_[end++] - '0');
    }
    if (end - at_ < low) return std::nullopt;
    at_ = end;
    return value;
  }
  // A run of letters, at most 20 bytes.
  std::string_view word() {
    const std::size_t first = at_;
    while (!done() && is_letter(text_[at_]) && at_ - first < 21 && text_.substr(at_, 2) != "\xC2\xA0") ++at_;
    return text_.substr(first, at_ - first);
  }
  // One of `words`, as a whole word in any letter case.
  bool word_of(std::string_view words) {
    const std::size_t back = at_;
    std::string found{word()};
    std::transform(found.begin(), found.end(), found.begin(), lower);
    found = " " + found + " ";
    if (found.size() > 2 && words.find(found) != std::string_view::npos) return true;
    at_ = back;
    return false;
  }
  // st, nd, rd, th, a full stop, ...
  void ordinal() {
    const std::size_t back = at_;
    if (take('.')) return;
    if (!word_of(" st nd rd th er º ª ")) at_ = back;
  }

 private:
  std::string_view text_;
  std::size_t at_;
};

std::optional<Date> day_of(int year, int month, int day) {
  if (year < 1000) return std::nullopt;
  Result<Date> date = Date::from_day(year, month, day);
  if (!date.has_value()) return std::nullopt;
  return std::move(date).value();
}

// hh:mm[:ss[.f]] and a zone after `s`; the scanner is moved past what was read. Nothing without a zone.
std::optional<std::string> clock_and_zone(Scanner& s, std::string_view text) {
  const std::size_t first = s.at();
  const std::optional<int> hour = s.number(2, 2);
  if (!hour || !s.take(':')) return std::nullopt;
  const std::optional<int> minute = s.number(2, 2);
  if (!minute) return std::nullopt;
  bool seconds = false;
  if (s.take(':')) {
    if (!s.number(2, 2)) return std::nullopt;
    seconds = true;
    const std::size_t dot = s.at();
    if (s.take('.') && !s.number(1, 9)) s = Scanner{text, dot};
  }
  std::string clock{text.substr(first, s.at() - first)};
  if (!seconds) clock += ":00";
  const std::size_t end_of_clock = s.at();
  s.spaces();
  if (s.take('Z') || s.take('z') || s.word_of(" gmt utc ")) return clock + "Z";
  const char sign = s.peek();
  if (sign == '+' || sign == '-') {
    s.take(sign);
    const std::size_t digits = s.at();
    if (const std::optional<int> four = s.number(4, 4)) {
      return clock + sign + std::string{text.substr(digits, 2)} + ":" + std::string{text.substr(digits + 2, 2)};
    }
    if (s.number(2, 2)) {
      const std::string hours{text.substr(digits, 2)};
      const std::size_t colon = s.at();
      if (s.take(':')) {
        const std::size_t minutes = s.at();
        if (s.number(2, 2)) return clock + sign + hours + ":" + std::string{text.substr(minutes, 2)};
      }
      s = Scanner{text, colon};
      return clock + sign + hours + ":00";
    }
  }
  s = Scanner{text, end_of_clock};
  return std::nullopt;
}

// The day, made an instant if a clock time with a zone follows "T" or a space.
Date with_clock(Scanner& s, std::string_view text, Date day) {
  Scanner look = s;
  if (!look.take('T') && !look.take('t') && !look.spaces()) return day;
  if (!is_digit(look.peek())) return day;
  const std::optional<std::string> clock = clock_and_zone(look, text);
  if (!clock) return day;
  Result<Date> instant = Date::parse(day.text() + "T" + *clock);
  if (!instant.has_value()) return day;
  s = look;
  return std::move(instant).value();
}

// 2024年4月8日
std::optional<Date> year_first_ideographic(Scanner& s) {
  const auto mark = [&](std::string_view character) {
    for (const char c : character) {
      if (!s.take(c)) return false;
    }
    return true;
  };
  const std::optional<int> year = s.number(4, 4);
  if (!year || !mark("\xE5\xB9\xB4")) return std::nullopt;
  s.spaces();
  const std::optional<int> month = s.number(1, 2);
  if (!month || !mark("\xE6\x9C\x88")) return std::nullopt;
  s.spaces();
  const std::optional<int> day = s.number(1, 2);
  if (!day || !mark("\xE6\x97\xA5")) return std::nullopt;
  return day_of(*year, *month, *day);
}

// 2024-04-08, 2024/4/8, 2024.04.08
std::optional<Date> year_first(Scanner& s, std::string_view text) {
  const std::optional<int> year = s.number(4, 4);
  const char mark = s.peek();
  if (!year || (mark != '-' && mark != '/' && mark != '.')) return std::nullopt;
  s.take(mark);
  const std::optional<int> month = s.number(1, 2);
  if (!month || !s.take(mark)) return std::nullopt;
  const std::optional<int> day = s.number(1, 2);
  if (!day) return std::nullopt;
  std::optional<Date> date = day_of(*year, *month, *day);
  if (!date) return std::nullopt;
  return with_clock(s, text, *std::move(date));
}

// 8 April 2024, 8th of April, 2024, 8. April 2024; 8.4.2024, 20/2/2013
std::optional<Date> day_first(Scanner& s, std::string_view text, const DateOptions& options) {
  const std::optional<int> day = s.number(1, 2);
  if (!day || *day == 0 || *day > 31) return std::nullopt;
  const char mark = s.peek();
  if (mark == '/' || mark == '.' || mark == '-') {
    Scanner digits = s;
    digits.take(mark);
    const std::optional<int> second = digits.number(1, 2);
    if (second && digits.take(mark)) {
      std::optional<int> year = digits.number(4, 4);
      if (!year && mark == '.' && options.short_years) {
        year = digits.number(2, 2);
        if (year) *year += *year < 70 ? 2000 : 1900;
      }
      if (!year) return std::nullopt;
      s = digits;
      // With full stops the day stands first everywhere; with other marks only the numbers can tell.
      if (mark == '.' || *day > 12 || *day == *second) return day_of(*year, *second, *day);
      if (*second > 12 || options.order == DayOrder::kMonthFirst) return day_of(*year, *day, *second);
      if (options.order == DayOrder::kDayFirst) return day_of(*year, *second, *day);
      return std::nullopt;
    }
  }
  if (mark == '-') {
    s.take('-');
  } else {
    s.ordinal();
    s.spaces();
  }
  if (s.word_of(" of de ")) s.spaces();
  const int month = month_number(s.word());
  if (month == 0) return std::nullopt;
  if (mark == '-') {
    if (!s.take('-')) return std::nullopt;
  } else {
    s.take('.');
    s.take(',');
    s.spaces();
    if (s.word_of(" of de del ")) s.spaces();
  }
  const std::optional<int> year = s.number(4, 4);
  if (!year) return std::nullopt;
  std::optional<Date> date = day_of(*year, month, *day);
  if (!date) return std::nullopt;
  return with_clock(s, text, *std::move(date));
}

// April 8, 2024; Apr. 8th 2024
std::optional<Date> month_first(Scanner& s) {
  const std::string_view name = s.word();
  s.take('.');
  if (!s.spaces()) return std::nullopt;
  const std::optional<int> day = s.number(1, 2);
  if (!day) return std::nullopt;
  s.ordinal();
  if (!s.take(',') && s.peek() != ' ' && s.peek() != '\n' && s.peek() != '\xC2') return std::nullopt;
  s.spaces();
  const std::optional<int> year = s.number(4, 4);
  if (!year) return std::nullopt;
  const int month = month_number(name);  // last: every word of a text gets here, few have numbers behind them
  if (month == 0) return std::nullopt;
  return day_of(*year, month, *day);
}

// "14. - " before "20. January 2022": a stretch of days is no date.
bool ends_a_range(std::string_view before) {
  const auto strip = [&](std::string_view mark) {
    if (!before.ends_with(mark)) return false;
    before.remove_suffix(mark.size());
    return true;
  };
  while (strip(" ")) {
  }
  if (!strip("-") && !strip("\xE2\x80\x93")) return false;
  while (strip(" ")) {
  }
  return strip(".") && !before.empty() && is_digit(before.back());
}

}  // namespace

int month_number(std::string_view word) {
  while (!word.empty() && word.back() == '.') word.remove_suffix(1);
  if (word.size() < 3 || word.size() > 20) return 0;
  static const MonthTable table = make_month_table();
  std::array<char, 20> key{};
  std::transform(word.begin(), word.end(), key.begin(), lower);
  const auto found = table.find(std::string_view{key.data(), word.size()});
  return found == table.end() ? 0 : found->second;
}

std::optional<DatePhrase> find_date_phrase(std::string_view text, std::size_t from, const DateOptions& options) {
  bool inside = false;  // of a word or a number
  for (std::size_t at = 0; at < text.size(); ++at) {
    const char c = text[at];
    const bool solid = is_digit(c) || is_letter(c);
    const bool starts = solid && (!inside || (at > 0 && is_digit(c) != is_digit(text[at - 1])));
    inside = solid;
    if (!starts || at < from) continue;
    // "8-10 April 2024" and "1/8/2024" seen from the inside are no dates.
    if (at > 1 && (text[at - 1] == '-' || text[at - 1] == '/' || text[at - 1] == '.') && is_digit(text[at - 2]))
      continue;
    if (is_digit(c) && ends_a_range(text.substr(0, at))) continue;
    if (at > 3 && text.substr(at - 3, 3) == "\xE2\x80\x93" && is_digit(text[at - 4])) continue;
    if (at > 0 && is_digit(c) && is_letter(text[at - 1]) && !is_space_or_mark_before(text, at)) continue;
    Scanner s{text, at};
    std::optional<Date> date;
    if (is_digit(c)) {
      date = year_first(s, text);
      if (!date) date = year_first_ideographic(s = Scanner{text, at});
      if (!date) date = day_first(s = Scanner{text, at}, text, options);
    } else {
      date = month_first(s);
    }
    if (date) {
      return DatePhrase{{static_cast<std::uint32_t>(at), static_cast<std::uint32_t>(s.at())}, *std::move(date)};
    }
  }
  return std::nullopt;
}

std::optional<Date> find_date(std::string_view text) {
  std::optional<DatePhrase> phrase = find_date_phrase(text);
  if (!phrase) return std::nullopt;
  return std::move(phrase->date);
}

std::optional<Date> read_machine_date(std::string_view text, const DateOptions& options) {
  text = text.substr(0, 200);
  const std::size_t first = text.find_first_not_of(" \t\r\n");
  if (first == std::string_view::npos) return std::nullopt;
  text.remove_prefix(first);
  std::size_t digits = 0;
  while (digits < text.size() && is_digit(text[digits])) ++digits;
  if ((digits == 8 || digits == 14) && text[0] >= '1' && text[0] <= '2') {
    const auto number = [&](std::size_t at, std::size_t n) {
      int value = 0;
      for (std::size_t i = at; i < at + n; ++i) value = value * 10 + (text[i] - '0');
      return value;
    };
    return day_of(number(0, 4), number(4, 2), number(6, 2));
  }
  std::optional<DatePhrase> phrase = find_date_phrase(text, 0, options);
  if (!phrase) return std::nullopt;
  return std::move(phrase->date);
}

DayOrder day_order(std::string_view language) {
  const std::string_view region = language.size() >= 5 ? language.substr(language.size() - 2) : std::string_view{};
  std::string upper{region};
  for (char& c : upper) c = c >= 'a' && c <= 'z' ? static_cast<char>(c - 32) : c;
  if (upper == "US" || upper == "PH") return DayOrder::kMonthFirst;
  const std::string_view tongue = language.substr(0, 2);
  constexpr std::string_view kYearFirst = " zh ja ko hu lt sv ";  // where numbers alone come in yet another order
  if (tongue.size() < 2 || kYearFirst.find(tongue) != std::string_view::npos) return DayOrder::kUnknown;
  if ((tongue == "en" || tongue == "EN") && (upper.empty() || upper == "CA")) return DayOrder::kUnknown;
  return DayOrder::kDayFirst;
}

}  // namespace headwater::detail
