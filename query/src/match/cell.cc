#include "cell.h"

#include <algorithm>
#include <cmath>
#include <tuple>

namespace headwater::detail {
namespace {

template <class T>
int sign(const T& a, const T& b) {
  return a < b ? -1 : b < a ? 1 : 0;
}

// What two edges that differ differ in.
auto key_of(const Edge& edge) {
  const Evidence& why = edge.evidence;
  return std::tuple{edge.from,
                    edge.relation,
                    edge.to,
                    edge.hop,
                    why.document,
                    why.spans.empty() ? std::uint32_t{0} : why.spans.front().begin,
                    std::string_view{why.rule}};
}

int place_of(const Cell& cell) {
  if (std::holds_alternative<NodeId>(cell)) return 0;
  if (std::holds_alternative<Edge>(cell)) return 1;
  if (std::holds_alternative<std::vector<std::string>>(cell)) return 2;
  if (std::holds_alternative<std::string>(cell)) return 3;
  if (std::holds_alternative<bool>(cell)) return 4;
  return is_null(cell) ? 6 : 5;
}

}  // namespace

std::optional<double> number_of(const Cell& cell) {
  if (const auto* whole = std::get_if<std::int64_t>(&cell)) return static_cast<double>(*whole);
  if (const auto* real = std::get_if<double>(&cell)) return *real;
  return std::nullopt;
}

std::optional<int> compared(const Cell& a, const Cell& b) {
  if (const auto* x = std::get_if<std::int64_t>(&a), *y = std::get_if<std::int64_t>(&b); x != nullptr && y != nullptr) {
    return sign(*x, *y);
  }
  if (const std::optional<double> x = number_of(a), y = number_of(b); x && y) return sign(*x, *y);
  if (a.index() != b.index() || is_null(a)) return std::nullopt;
  if (const auto* x = std::get_if<bool>(&a)) return sign(*x, std::get<bool>(b));
  if (const auto* x = std::get_if<std::string>(&a)) return sign(*x, std::get<std::string>(b));
  if (const auto* x = std::get_if<std::vector<std::string>>(&a)) return sign(*x, std::get<std::vector<std::string>>(b));
  if (const auto* x = std::get_if<NodeId>(&a)) return sign(*x, std::get<NodeId>(b));
  if (const auto* x = std::get_if<Edge>(&a)) return sign(key_of(*x), key_of(std::get<Edge>(b)));
  return std::nullopt;
}

bool sorts_before(const Cell& a, const Cell& b) {
  if (const int x = place_of(a), y = place_of(b); x != y) return x < y;
  return compared(a, b).value_or(0) < 0;
}

bool SortsBefore::operator()(const std::vector<Cell>& a, const std::vector<Cell>& b) const {
  return std::lexicographical_compare(a.begin(), a.end(), b.begin(), b.end(), sorts_before);
}

}  // namespace headwater::detail
