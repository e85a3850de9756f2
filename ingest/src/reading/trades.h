// Bodies that go by what they do: "the watchdog", "the lender", "the airline".
#ifndef HEADWATER_INGEST_READING_TRADES_H_
#define HEADWATER_INGEST_READING_TRADES_H_

#include <cstddef>
#include <optional>
#include <string_view>

#include "reading/entities.h"

namespace headwater::detail {

bool is_trade_noun(std::string_view noun);
// The one body in the text whose name tells that it is of this trade: "Financial Supervision Office" for "watchdog".
// Nothing where none does or more than one.
std::optional<std::size_t> bearer_of_trade(const Entities& entities, std::string_view noun);

}  // namespace headwater::detail

#endif  // HEADWATER_INGEST_READING_TRADES_H_
