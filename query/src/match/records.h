// The records behind the nodes of a graph query, as a view of the store shows them.
#ifndef HEADWATER_QUERY_SRC_MATCH_RECORDS_H_
#define HEADWATER_QUERY_SRC_MATCH_RECORDS_H_

#include <optional>
#include <string_view>
#include <vector>

#include "cell.h"
#include "headwater/graph/store.h"
#include "headwater/query/match.h"
#include "headwater/query/view.h"
#include "view.h"

namespace headwater::detail {

// One thread at a time. What was read is kept until forget().
class Records {
 public:
  Records(const Store& store, const ViewOptions& options) : store_{store}, options_{options} { forget(); }

  void forget() {
    is_cut_ = is_cut();
    view_.emplace(store_, options_);
  }
  // View::is_cut(), of what was forgotten too.
  [[nodiscard]] bool is_cut() const { return is_cut_ || (view_ && view_->is_cut()); }
  [[nodiscard]] const Store& store() const { return store_; }

  // Null of null, and where the record has no such property.
  Result<Cell> property(const Cell& of, std::string_view name);
  // View::was_there().
  Result<bool> was_there(const NodeId& node) { return view_->was_there(node); }
  Result<std::vector<Claim>> claims_of(DocumentId document) { return view_->claims_of(document); }
  // Edges out of a node (upstream) or into it, of one of these relations or, if there are none, of any; of each
  // relation at most `limit`.
  Result<std::vector<Edge>> edges(const NodeId& node, Direction direction, const std::vector<Relation>& relations,
                                  std::size_t limit);
  // As it is told.
  Result<MatchValue> value(const Cell& cell);

 private:
  Result<Node> node(const NodeId& id);

  const Store& store_;
  const ViewOptions& options_;
  std::optional<View> view_;
  bool is_cut_ = false;
};

}  // namespace headwater::detail

#endif  // HEADWATER_QUERY_SRC_MATCH_RECORDS_H_
