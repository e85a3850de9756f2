// What an expression of a graph query is worth in one row: openCypher's logic of three values, null the third.
#ifndef HEADWATER_QUERY_SRC_MATCH_EVALUATE_H_
#define HEADWATER_QUERY_SRC_MATCH_EVALUATE_H_

#include <functional>
#include <vector>

#include "cell.h"
#include "records.h"
#include "syntax.h"

namespace headwater::detail {

using Row = std::vector<Cell>;  // by slot; null where nothing is bound

// Whether an EXISTS pattern has a match beside what the row binds.
using Exists = std::function<Result<bool>(const Expression&, Row&)>;

// Not of what counts, which is no matter of one row.
Result<Cell> evaluate(const Expression& expression, Row& row, Records& records, const Exists& exists);
// Whether all are true.
Result<bool> all_hold(const std::vector<const Expression*>& conditions, Row& row, Records& records,
                      const Exists& exists);

}  // namespace headwater::detail

#endif  // HEADWATER_QUERY_SRC_MATCH_EVALUATE_H_
