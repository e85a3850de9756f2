#include "table.h"

#include <algorithm>
#include <cstdint>
#include <limits>
#include <utility>

namespace headwater::detail {
namespace {

using Kind = Expression::Kind;

constexpr std::size_t kUsualItems = 8;  // of more, fewer rows are kept

// No sum passes what a whole number holds.
bool adds_up(std::int64_t a, std::int64_t b) {
  std::int64_t sum = 0;
  return !__builtin_add_overflow(a, b, &sum);
}

}  // namespace

Table::Table(const Query& query, std::size_t limit, std::size_t max_kept)
    : query_{query},
      max_kept_{std::max<std::size_t>(1, max_kept * kUsualItems / std::max(kUsualItems, query.items.size()))} {
  is_grouped_ = std::any_of(query.items.begin(), query.items.end(),
                            [](const Item& item) { return item.expression.is_aggregate(); });
  // One more than asked for tells whether there are more.
  constexpr std::size_t kMost = 1'000'000'000;
  wanted_ = query.skip + (query.limit ? *query.limit : std::min(limit, kMost) + 1);
}

bool Table::add(std::vector<Cell> cells) {
  if (is_grouped_) return add_to_group(cells);
  if (query_.distinct) {
    if (seen_.size() == max_kept_ && seen_.count(cells) == 0) {
      is_cut_ = true;
      return false;
    }
    if (!seen_.insert(cells).second) return true;
  }
  if (query_.order.empty() && rows_.size() == wanted_) return false;
  if (query_.order.empty() && rows_.size() == max_kept_) {
    is_cut_ = true;
    return false;
  }
  rows_.push_back(std::move(cells));
  if (query_.order.empty()) return rows_.size() < wanted_;
  // The last ones can go, once they are many, where fewer are asked for than may be kept.
  if (wanted_ < max_kept_ && rows_.size() == 2 * max_kept_) keep(wanted_);
  if (wanted_ >= max_kept_ && rows_.size() == max_kept_) {
    is_cut_ = true;
    return false;
  }
  return true;
}

bool Table::add_to_group(const std::vector<Cell>& cells) {
  std::vector<Cell> key;
  for (std::size_t n = 0; n < query_.items.size(); ++n) {
    if (!query_.items[n].expression.is_aggregate()) key.push_back(cells[n]);
  }
  if (groups_.size() == max_kept_ && groups_.count(key) == 0) {
    is_cut_ = true;
    return false;
  }
  std::vector<Counted>& counted = groups_[std::move(key)];
  counted.resize(query_.items.size());
  for (std::size_t n = 0; n < query_.items.size(); ++n) {
    if (query_.items[n].expression.is_aggregate()) count(counted[n], query_.items[n].expression, cells[n]);
  }
  return !is_cut_;
}

void Table::count(Counted& so_far, const Expression& item, const Cell& cell) {
  if (is_null(cell)) return;
  if (item.distinct) {
    if (counted_apart_ == max_kept_ && so_far.distinct.count({cell}) == 0) {
      is_cut_ = true;
      return;
    }
    if (!so_far.distinct.insert({cell}).second) return;
    ++counted_apart_;
  }
  const bool sums = item.kind == Kind::kSum || item.kind == Kind::kAverage;
  const std::optional<double> number = number_of(cell);
  if (sums && !number) return;
  ++so_far.count;
  if (sums) {
    const auto* whole = std::get_if<std::int64_t>(&cell);
    so_far.is_whole = so_far.is_whole && whole != nullptr && adds_up(so_far.whole_sum, *whole);
    if (so_far.is_whole) so_far.whole_sum += *whole;
    so_far.sum += *number;
  }
  if (item.kind == Kind::kMin && (is_null(so_far.least) || sorts_before(cell, so_far.least))) so_far.least = cell;
  if (item.kind == Kind::kMax && (is_null(so_far.most) || sorts_before(so_far.most, cell))) so_far.most = cell;
}

Cell Table::result(const Counted& counted, const Expression& item) {
  switch (item.kind) {
    case Kind::kMin:
      return counted.least;
    case Kind::kMax:
      return counted.most;
    case Kind::kSum:
      return counted.is_whole ? Cell{counted.whole_sum} : Cell{counted.sum};
    case Kind::kAverage:
      return counted.count == 0 ? Cell{} : Cell{counted.sum / static_cast<double>(counted.count)};
    default:
      return counted.count;
  }
}

void Table::close_groups() {
  const bool has_key = std::any_of(query_.items.begin(), query_.items.end(),
                                   [](const Item& item) { return !item.expression.is_aggregate(); });
  if (!has_key && groups_.empty()) groups_[{}].resize(query_.items.size());  // nothing was found, and that is counted
  for (const auto& [key, counted] : groups_) {
    std::vector<Cell> row;
    std::size_t next = 0;
    for (std::size_t n = 0; n < query_.items.size(); ++n) {
      const Expression& item = query_.items[n].expression;
      row.push_back(item.is_aggregate() ? result(counted[n], item) : key[next++]);
    }
    rows_.push_back(std::move(row));
  }
  groups_.clear();
  if (query_.distinct) {
    std::erase_if(rows_, [&](const std::vector<Cell>& row) { return !seen_.insert(row).second; });
  }
}

bool Table::comes_before(const std::vector<Cell>& a, const std::vector<Cell>& b) const {
  std::size_t extra = query_.items.size();
  for (const SortKey& key : query_.order) {
    const std::size_t n = key.item ? *key.item : extra++;
    const Cell& x = key.descending ? b[n] : a[n];
    const Cell& y = key.descending ? a[n] : b[n];
    if (sorts_before(x, y)) return true;
    if (sorts_before(y, x)) return false;
  }
  return false;
}

void Table::keep(std::size_t most) {
  std::stable_sort(rows_.begin(), rows_.end(),
                   [this](const std::vector<Cell>& a, const std::vector<Cell>& b) { return comes_before(a, b); });
  if (rows_.size() > most) rows_.resize(most);
}

std::vector<std::vector<Cell>> Table::rows() {
  if (is_grouped_) close_groups();
  if (!query_.order.empty()) {
    keep(wanted_);
  } else if (rows_.size() > wanted_) {
    rows_.resize(wanted_);
  }
  if (!query_.limit && !rows_.empty() && rows_.size() == wanted_) {
    rows_.pop_back();
    is_cut_ = true;
  }
  rows_.erase(rows_.begin(), rows_.begin() + static_cast<std::ptrdiff_t>(std::min(query_.skip, rows_.size())));
  for (std::vector<Cell>& row : rows_) row.resize(query_.items.size());
  return std::move(rows_);
}

}  // namespace headwater::detail
