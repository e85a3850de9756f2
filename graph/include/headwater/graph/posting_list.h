// Lists that a store keeps in the order of ids, to be read a part at a time and to be intersected.
//
//   const PostingList dam = PostingList::with_word("dam", NodeKind::kClaim);
//   headwater::Result<headwater::Postings> first = store.postings(dam, 1000);
//   headwater::Result<headwater::Postings> both = store.postings_among(dam, documents);  // of a shorter list
//
// Ids come from hashes, so that the first so many of a list are a fair sample of it, and where the last of them stands
// tells how long the list is. Plain values; any thread.
#ifndef HEADWATER_GRAPH_POSTING_LIST_H_
#define HEADWATER_GRAPH_POSTING_LIST_H_

#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "headwater/schema/id.h"

namespace headwater {

class PostingList {
 public:
  // Claims, documents or agents that have this folded word (schema/fold.h) in a claim's text, a document's title or
  // publisher, an agent's names.
  static PostingList with_word(std::string_view folded_word, NodeKind kind);
  // Documents whose publisher or issuer has this name_key (schema/fold.h).
  static PostingList of_publisher(std::string_view name_key);
  // Documents that have a claim said by the agent.
  static PostingList said_by(AgentId agent);

  // What it is a list of.
  [[nodiscard]] NodeKind kind() const { return kind_; }
  // What its keys in the store begin with; "" for a list of nothing.
  [[nodiscard]] const std::string& prefix() const { return prefix_; }

 private:
  PostingList(std::string prefix, NodeKind kind) : prefix_{std::move(prefix)}, kind_{kind} {}

  std::string prefix_;
  NodeKind kind_;
};

struct Postings {
  std::vector<NodeId> nodes;  // rising
  bool more = false;          // the list goes on after the last of them
};

}  // namespace headwater

#endif  // HEADWATER_GRAPH_POSTING_LIST_H_
