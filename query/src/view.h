// A store as a ViewOptions shows it: what is not there yet is not there, and what people judged to be the same is.
#ifndef HEADWATER_QUERY_SRC_VIEW_H_
#define HEADWATER_QUERY_SRC_VIEW_H_

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string_view>
#include <unordered_map>
#include <unordered_set>
#include <vector>

#include "headwater/graph/store.h"
#include "headwater/query/view.h"
#include "headwater/schema/judgement.h"

namespace headwater::detail {

// The rule of edges that a view makes of a judgement: its name, a number and a version, as rules are named.
inline constexpr std::string_view kJudgedRule = "judgement@1";

// One thread at a time; keeps what it has read, so it is for one answer.
class View {
 public:
  View(const Store& store, const ViewOptions& options);

  [[nodiscard]] const Store& store() const { return store_; }
  [[nodiscard]] const ViewOptions& options() const { return options_; }

  // Null where there is none. A held document that is not seen is one that is only spoken of. Pointers live as long as
  // this.
  Result<const Document*> document(DocumentId id);
  Result<const Claim*> claim(ClaimId id);
  Result<std::optional<Agent>> agent(AgentId id);
  // In text order; none of a document that is not seen.
  Result<std::vector<Claim>> claims_of(DocumentId id);

  // Edges whose evidence, and whose claims, are seen; with same_as as people judged it. At most `limit` that documents
  // tell: of a node with very many, no more are read than it takes to find those. Where few of very many are seen, a
  // limit ends the looking too: is_cut().
  Result<std::vector<Edge>> upstream(const NodeId& node, std::size_t limit = Store::kNoLimit);
  Result<std::vector<Edge>> upstream(const NodeId& node, Relation relation, std::size_t limit = Store::kNoLimit);
  Result<std::vector<Edge>> downstream(const NodeId& node, Relation relation, std::size_t limit = Store::kNoLimit);
  Result<std::vector<Edge>> downstream(const NodeId& node, std::size_t limit = Store::kNoLimit);

  // Whether an answer with a limit may lack edges that are seen, since so many others lay before them.
  [[nodiscard]] bool is_cut() const { return is_cut_; }

  // Of a held document: whether it had come out and was recorded. One that is only spoken of passes.
  [[nodiscard]] bool is_seen(const Document& document) const;
  // In the store and, as a view of some moment has it, by then: a held document or a claim that is seen, or what an
  // edge that is seen leads to or from. Of a node with very many edges a sample of them tells.
  Result<bool> was_there(const NodeId& node);

  // One node for all that people judged to be the same as this one: the first by id.
  Result<NodeId> representative(const NodeId& node);

  // In the order in which they were made; without those that were made after `options().recorded_by`.
  Result<std::vector<Judgement>> judgements(const NodeId& node);

  // Whether a chain through this node is left out: it is withdrawn, retracted, or not relied on.
  Result<bool> is_left_out(const NodeId& node);
  // What withdrawing `options().without` takes along: held documents that a name stands for, what an agent issued.
  Result<const std::unordered_set<NodeId>*> withdrawn();

 private:
  Result<bool> is_seen(DocumentId id);
  // By what was judged of this very node.
  Result<bool> is_judged_out(const NodeId& node);
  Result<std::vector<Edge>> seen(std::vector<Edge> edges);
  // Whether one of the first edges of a node, as they lie in the store, is seen.
  Result<bool> any_seen(const NodeId& node, bool upstream);
  // Of the edges that `read` gives, which takes how many at most.
  template <class Read>
  Result<std::vector<Edge>> first_seen(std::size_t limit, Read read);
  Result<std::vector<Edge>> with_judged(std::vector<Edge> edges, const NodeId& node, bool upstream);

  const Store& store_;
  const ViewOptions& options_;
  bool is_all_seen_ = true;
  bool is_cut_ = false;
  std::optional<std::int64_t> as_of_, recorded_by_;  // last second of each
  std::unordered_map<DocumentId, std::optional<Document>> documents_;
  std::unordered_map<ClaimId, std::optional<Claim>> claims_;
  std::unordered_map<AgentId, std::optional<Agent>> agents_;
  std::unordered_map<NodeId, NodeId> representatives_;
  std::unordered_map<NodeId, bool> left_out_;
  std::optional<std::unordered_set<NodeId>> withdrawn_;
};

// The node, the held document a name stands for, and what an agent put out: all that is gone with it.
Result<std::unordered_set<NodeId>> withdrawn_with(const Store& store, const NodeId& node);

}  // namespace headwater::detail

#endif  // HEADWATER_QUERY_SRC_VIEW_H_
