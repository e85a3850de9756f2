// Bodies that go by what they do: "the watchdog", "the lender", "the airline".
#ifndef HEADWATER_INGEST_READING_TRADES_H_
#define HEADWATER_INGEST_READING_TRADES_H_

#include <cstddef>
#include <map>
#include <optional>
#include <string_view>
#include <vector>

#include "reading/entities.h"

namespace headwater::detail {

// Of one document. Immutable.
class Trades {
 public:
  explicit Trades(const Entities& entities);

  static bool is_noun(std::string_view noun);
  // The one body in the text whose name tells that it is of this trade: "Financial Supervision Office" for "watchdog".
  // Nothing where none does or more than one.
  [[nodiscard]] std::optional<std::size_t> bearer(std::string_view noun) const;

 private:
  std::map<std::string_view, std::vector<std::size_t>> bearers_;  // two at most
};

}  // namespace headwater::detail

#endif  // HEADWATER_INGEST_READING_TRADES_H_
