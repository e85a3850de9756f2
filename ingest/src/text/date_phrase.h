// Dates written out in words or digits.
//
//   find_date("BRENN, April 8, 2024 (Agency) -")->text()   // "2024-04-08"
//   find_date("03/04/2020")                                 // nothing: day and month cannot be told apart
//
// Explicit dates alone: a day, a month and a year of four digits. Weekdays and "last month" are left to those who know
// the document's date. Pure and linear.
#ifndef HEADWATER_INGEST_TEXT_DATE_PHRASE_H_
#define HEADWATER_INGEST_TEXT_DATE_PHRASE_H_

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string_view>

#include "headwater/schema/date.h"
#include "headwater/schema/span.h"

namespace headwater::detail {

// How "03/04/2020" is to be read. Unknown: not at all.
enum class DayOrder : std::uint8_t { kUnknown, kDayFirst, kMonthFirst };

// The order that goes with a language tag: "en-US" has the month first, other regions and languages the day; "en" alone
// and no tag tell nothing.
DayOrder day_order(std::string_view language);

struct DateOptions {
  DayOrder order = DayOrder::kUnknown;
  bool short_years = false;  // "8.4.24" is a date too, of 1970 to 2069; with full stops alone
};

struct DatePhrase {
  ByteSpan span;  // in the text searched
  Date date;
};

// The first explicit date at or after `from`: "8 April 2024", "April 8, 2024", "Apr. 8, 2024", "2024-04-08",
// "2024/04/08", "8.4.2024", "20/2/2013", ISO 8601 instants (an instant only with a zone, else the day). English names
// of months and those of the larger languages of Europe; Chinese and Japanese dates.
std::optional<DatePhrase> find_date_phrase(std::string_view text, std::size_t from = 0,
                                           const DateOptions& options = {});

// The date alone.
std::optional<Date> find_date(std::string_view text);

// A date as machines write it into attributes: all of the above, RFC 5322 ("Tue, 09 Apr 2024 06:00:00 GMT"),
// "20240408", zones without a colon. A clock time without a zone is dropped and the day kept.
std::optional<Date> read_machine_date(std::string_view text, const DateOptions& options = {});

// 1 to 12 for the name or abbreviation of a month in any letter case, with or without a closing full stop; else 0.
int month_number(std::string_view word);

}  // namespace headwater::detail

#endif  // HEADWATER_INGEST_TEXT_DATE_PHRASE_H_
