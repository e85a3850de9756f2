// Finds the rows of a graph query: depth first along its plan, one candidate after the other, nothing kept.
#ifndef HEADWATER_QUERY_SRC_MATCH_MATCHER_H_
#define HEADWATER_QUERY_SRC_MATCH_MATCHER_H_

#include <cstddef>
#include <functional>
#include <map>
#include <vector>

#include "evaluate.h"
#include "plan.h"
#include "records.h"
#include "syntax.h"

namespace headwater::detail {

class Matcher {
 public:
  // False ends the search.
  using Visit = std::function<Result<bool>(Row& row)>;

  // `query` stays where it is while this is there.
  Matcher(const Query& query, Records& records, std::size_t max_steps);

  Result<void> run(const Visit& visit);
  // Of a row that is being visited.
  Result<Cell> value(const Expression& expression, Row& row) { return evaluate(expression, row, records_, exists_); }
  // Whether it ended for want of steps.
  [[nodiscard]] bool is_cut() const { return is_cut_; }

 private:
  // A search under way.
  struct Search {
    const Plan& plan;
    Row& row;
    const Visit& visit;
    std::vector<Edge> walked;  // none is walked twice
  };
  using Next = std::function<Result<bool>(const NodeId&)>;

  Result<bool> from_step(Search& search, std::size_t n);
  Result<bool> begin(Search& search, std::size_t n);
  Result<bool> walk(Search& search, std::size_t n);
  // With `node` in the step's slot, if it may stand there.
  Result<bool> bind(Search& search, std::size_t n, const NodeId& node);
  // Calls `next` with each node at the other end of as many edges as are wanted. `hops` are walked by now.
  Result<bool> along(Search& search, const Step& step, const NodeId& at, std::size_t hops, const Next& next);

  // Candidates of a seed; those that do not fit are told apart by the conditions.
  Result<bool> candidates(const Seed& seed, const Kinds& kinds, const Next& next);
  Result<bool> with_ids(const std::vector<std::string>& ids, const Next& next);
  Result<bool> with_words(const std::vector<std::string>& words, NodeKind kind, const Next& next);
  Result<bool> with_publisher(const std::string& name, const Next& next);
  Result<bool> claims_of(DocumentId document, const Next& next);
  Result<bool> all_documents(bool claims_too, bool documents_too, const Next& next);
  Result<bool> all_agents(const Next& next);

  Result<bool> exists(const Expression& expression, Row& row);
  // False where so many are not left.
  bool take_steps(std::size_t steps);

  const Query& query_;
  Records& records_;
  std::size_t steps_left_;
  std::size_t since_forgotten_ = 0;
  bool is_cut_ = false;
  Exists exists_;
  std::map<const Expression*, Plan> plans_;  // of EXISTS patterns
};

}  // namespace headwater::detail

#endif  // HEADWATER_QUERY_SRC_MATCH_MATCHER_H_
