// The edges one document states, packed into one value: they are written together, read together and replaced
// together, and mostly speak of the same few nodes.
//
//   const std::string bytes = headwater::codec::encode_edges(writer, edges);
//   auto stated = headwater::codec::StatedEdges::open(writer, bytes);
//   std::vector<headwater::Edge> of_claim;
//   stated->from(claim, of_claim);                                   // reads the edges of that claim alone
//
// The grammar is in schema/FORMAT.md. Nothing read is trusted: whatever is wrong is kCorruption, and memory stays
// within a small multiple of the bytes. Any thread.
#ifndef HEADWATER_SCHEMA_STATED_EDGES_H_
#define HEADWATER_SCHEMA_STATED_EDGES_H_

#include <cstddef>
#include <cstdint>
#include <functional>
#include <string>
#include <string_view>
#include <vector>

#include "headwater/schema/edge.h"
#include "headwater/schema/id.h"
#include "headwater/schema/result.h"

namespace headwater::codec {

// Puts edges into the order in which they are kept: by their ends, those with the same ends as they are given. The
// place of an edge in this order is its ordinal.
void sort_edges(std::vector<Edge>& edges);

// Of edges in order, whose nodes are not null. Linear but for the sorting of ids.
std::string encode_edges(DocumentId writer, const std::vector<Edge>& edges);

// Everything, and nothing but what encode_edges() writes.
Result<std::vector<Edge>> decode_edges(DocumentId writer, std::string_view bytes);

// Reads some of them without decoding the others. Lives no longer than the bytes.
class StatedEdges {
 public:
  // Looks at the tables alone.
  static Result<StatedEdges> open(DocumentId writer, std::string_view bytes);

  // How many there are. Looks at the first nodes of all.
  [[nodiscard]] Result<std::uint32_t> size() const;
  // Appends the edges whose first node is `node`, in order.
  [[nodiscard]] Result<void> from(const NodeId& node, std::vector<Edge>& out) const;
  // Appends the edges with these ordinals, which rise. kCorruption if there is no such edge.
  [[nodiscard]] Result<void> at(const std::vector<std::uint32_t>& ordinals, std::vector<Edge>& out) const;
  [[nodiscard]] Result<void> all(std::vector<Edge>& out) const;
  // Calls `visit` with the ends of every edge, in order.
  [[nodiscard]] Result<void> ends(const std::function<void(const EdgeEnds&)>& visit) const;

 private:
  // The edges of one first node.
  struct Group;

  StatedEdges() = default;
  bool next(Group& group) const;
  template <class Wants>
  [[nodiscard]] Result<void> read(const Group& group, Wants wants, std::vector<Edge>& out) const;

  DocumentId writer_;
  std::string_view ids_;    // eight bytes each
  std::string_view rules_;  // strings
  std::size_t rule_count_ = 0;
  std::string_view confidences_;  // eight bytes each
  std::string_view groups_;       // a first node, how many edges it has and how many bytes they take
  std::size_t group_count_ = 0;
  std::string_view edges_;
};

// The places of edges in the list of the document that states them: at least one, rising.
std::string encode_ordinals(const std::vector<std::uint32_t>& ordinals);
Result<std::vector<std::uint32_t>> decode_ordinals(std::string_view bytes);

}  // namespace headwater::codec

#endif  // HEADWATER_SCHEMA_STATED_EDGES_H_
