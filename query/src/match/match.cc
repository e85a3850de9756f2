#include "headwater/query/match.h"

#include <utility>

#include "matcher.h"
#include "parser.h"
#include "records.h"
#include "table.h"

namespace headwater {
namespace {

using detail::Cell;
using detail::Expression;

// A row of the table, from a row of slots.
class Projection {
 public:
  Projection(const detail::Query& query, detail::Matcher& matcher) : query_{query}, matcher_{matcher} {}

  Result<std::vector<Cell>> of(detail::Row& row) {
    std::vector<Cell> out;
    for (const detail::Item& item : query_.items) {
      if (Result<void> done = add(item.expression, row, out); !done.has_value()) return done.error();
    }
    for (const detail::SortKey& key : query_.order) {
      if (key.item) continue;
      if (Result<void> done = add(key.expression, row, out); !done.has_value()) return done.error();
    }
    return out;
  }

 private:
  Result<void> add(const Expression& expression, detail::Row& row, std::vector<Cell>& out) {
    if (expression.is_aggregate() && expression.parts.empty()) {
      out.emplace_back(true);
      return {};
    }
    Result<Cell> cell = matcher_.value(expression.is_aggregate() ? expression.parts.front() : expression, row);
    if (!cell.has_value()) return cell.error();
    out.push_back(std::move(cell).value());
    return {};
  }

  const detail::Query& query_;
  detail::Matcher& matcher_;
};

}  // namespace

Result<MatchTable> match(const Store& store, std::string_view query, const MatchOptions& options) {
  const Result<detail::Query> parsed = detail::parse_query(query);
  if (!parsed.has_value()) return parsed.error();
  MatchTable out;
  for (const detail::Item& item : parsed->items) out.columns.push_back(item.name);
  detail::Records records{store, options.view};
  detail::Matcher matcher{*parsed, records, options.max_steps};
  detail::Table table{*parsed, options.limit, options.max_kept};
  if (parsed->limit != std::size_t{0}) {
    Projection projection{*parsed, matcher};
    const Result<void> done = matcher.run([&](detail::Row& row) -> Result<bool> {
      Result<std::vector<Cell>> cells = projection.of(row);
      if (!cells.has_value()) return cells.error();
      if (matcher.is_cut()) return false;
      return table.add(std::move(cells).value());
    });
    if (!done.has_value()) return done.error();
  }
  for (const std::vector<Cell>& cells : table.rows()) {
    std::vector<MatchValue> row;
    for (const Cell& cell : cells) {
      Result<MatchValue> value = records.value(cell);
      if (!value.has_value()) return value.error();
      row.push_back(std::move(value).value());
    }
    out.rows.push_back(std::move(row));
  }
  out.truncated = matcher.is_cut() || table.is_cut() || records.is_cut();
  return out;
}

}  // namespace headwater
