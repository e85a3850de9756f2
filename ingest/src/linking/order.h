// Which of two documents came first, as far as their dates tell.
#ifndef HEADWATER_INGEST_LINKING_ORDER_H_
#define HEADWATER_INGEST_LINKING_ORDER_H_

#include <optional>

#include "headwater/schema/record.h"

namespace headwater::detail {

// Nothing where the dates do not tell. Of two instants the zones count; of a day and an instant the days alone. Of one
// day, what is put out comes before what is written of it.
std::optional<bool> is_later(const Document& a, const Document& b);

bool is_of_one_day(const Document& a, const Document& b);

}  // namespace headwater::detail

#endif  // HEADWATER_INGEST_LINKING_ORDER_H_
