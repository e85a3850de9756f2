// Values while a graph query runs: as in MatchValue, but of nodes only the ids.
#ifndef HEADWATER_QUERY_SRC_MATCH_CELL_H_
#define HEADWATER_QUERY_SRC_MATCH_CELL_H_

#include <cstdint>
#include <optional>
#include <string>
#include <variant>
#include <vector>

#include "headwater/schema/edge.h"
#include "headwater/schema/id.h"

namespace headwater::detail {

using Cell =
    std::variant<std::monostate, bool, std::int64_t, double, std::string, std::vector<std::string>, NodeId, Edge>;

inline bool is_null(const Cell& cell) { return std::holds_alternative<std::monostate>(cell); }

// Nothing for what is no number.
std::optional<double> number_of(const Cell& cell);

// -1, 0 or 1 for values that can be compared: two numbers, strings, truths, lists, nodes or edges. Nothing for others.
std::optional<int> compared(const Cell& a, const Cell& b);

// A total order, for sorting and grouping: nodes, edges, lists, strings, truths, numbers, null (openCypher 9,
// "orderability").
bool sorts_before(const Cell& a, const Cell& b);

struct SortsBefore {
  bool operator()(const std::vector<Cell>& a, const std::vector<Cell>& b) const;
};

}  // namespace headwater::detail

#endif  // HEADWATER_QUERY_SRC_MATCH_CELL_H_
