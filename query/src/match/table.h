// The rows of a graph query's answer: grouped, made distinct, ordered and cut.
#ifndef HEADWATER_QUERY_SRC_MATCH_TABLE_H_
#define HEADWATER_QUERY_SRC_MATCH_TABLE_H_

#include <cstddef>
#include <map>
#include <set>
#include <vector>

#include "cell.h"
#include "syntax.h"

namespace headwater::detail {

class Table {
 public:
  // At most `limit` rows where the query has no LIMIT, and at most `max_kept` rows, groups or counted values at a time.
  Table(const Query& query, std::size_t limit, std::size_t max_kept);

  // The items of one match; of one that counts what it counts, true for count(*). Then what rows are ordered by and is
  // no item. False if no more are wanted.
  bool add(std::vector<Cell> cells);
  // What is asked for; ends it.
  std::vector<std::vector<Cell>> rows();
  // Whether rows are missing that the query asked for.
  [[nodiscard]] bool is_cut() const { return is_cut_; }

 private:
  // Of one group and one item that counts.
  struct Counted {
    std::int64_t count = 0;
    double sum = 0;
    bool is_whole = true;  // the sum, so far
    std::int64_t whole_sum = 0;
    Cell least, most;
    std::set<std::vector<Cell>, SortsBefore> distinct;
  };

  bool add_to_group(const std::vector<Cell>& cells);
  void count(Counted& so_far, const Expression& item, const Cell& cell);
  static Cell result(const Counted& counted, const Expression& item);
  void close_groups();
  [[nodiscard]] bool comes_before(const std::vector<Cell>& a, const std::vector<Cell>& b) const;
  // The first so many in order; the rest goes.
  void keep(std::size_t most);

  const Query& query_;
  const std::size_t max_kept_;
  bool is_grouped_ = false;
  std::size_t wanted_ = 0;  // rows, with those that are skipped
  bool is_cut_ = false;
  std::size_t counted_apart_ = 0;  // values in all `distinct`
  std::vector<std::vector<Cell>> rows_;
  std::set<std::vector<Cell>, SortsBefore> seen_;  // of DISTINCT
  std::map<std::vector<Cell>, std::vector<Counted>, SortsBefore> groups_;
};

}  // namespace headwater::detail

#endif  // HEADWATER_QUERY_SRC_MATCH_TABLE_H_
