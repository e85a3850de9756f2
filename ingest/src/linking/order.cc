#include "linking/order.h"

#include <cstdint>

namespace headwater::detail {

bool is_of_one_day(const Document& a, const Document& b) {
  if (!a.published || !b.published) return false;
  const std::optional<std::int64_t> x = a.published->days_since_epoch(), y = b.published->days_since_epoch();
  return x && x == y;
}

std::optional<bool> is_later(const Document& a, const Document& b) {
  if (!a.published || !b.published) return std::nullopt;
  const std::optional<std::int64_t> x = a.published->days_since_epoch(), y = b.published->days_since_epoch();
  if (!x || !y) return std::nullopt;
  if (*x != *y) return *x > *y;
  const auto put_out = [](const Document& d) {
    return d.kind == DocumentKind::kStatement || d.kind == DocumentKind::kReport;
  };
  // What is put out on a day comes before what is written of it on that day.
  if (put_out(a) != put_out(b)) return put_out(b);
  return std::nullopt;
}

}  // namespace headwater::detail
