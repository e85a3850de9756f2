// Edges as they stand in one state of the store.
//
// They are kept with the document that states them. At a node begin those that its own document states, and those that
// others do, found by keys of their own; into a node all are found by keys.
#ifndef HEADWATER_GRAPH_SRC_EDGE_READER_H_
#define HEADWATER_GRAPH_SRC_EDGE_READER_H_

#include <cstddef>
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "headwater/graph/edge.h"
#include "headwater/graph/topology.h"
#include "headwater/schema/codec.h"
#include "headwater/schema/result.h"
#include "kv.h"

namespace headwater::detail {

// Where the edges of `writer` are told of, by key: what stands under kInto and kOut. In the order of keys.
KvEntries places_of(DocumentId writer, const std::vector<Edge>& edges);

// The document whose own edges out of the node stand with it: of a document it is itself, of a claim the one it stands
// in. An agent has none.
std::optional<DocumentId> home_of(const NodeId& node);
// Of what the home of `from` states, "" for nothing: the edges out of `from`. In order.
Result<std::vector<Edge>> own_edges(DocumentId home, std::string_view stated, const NodeId& from);

// All edges out of, or into, a node, or those of one relation: by relation, then by the document that states them, then
// by the other node. At most `limit`.
Result<std::vector<Edge>> edges_at(const KvView& view, const NodeId& node, Direction direction,
                                   std::optional<Relation> relation, std::size_t limit);

// Calls `visit` with the ends of all those edges, in no order.
Result<void> ends_at(const KvView& view, const NodeId& node, Direction direction,
                     const std::function<void(const EdgeEnds&)>& visit);

// The documents other than its own that state an edge at the node, each once, in order.
Result<std::vector<DocumentId>> writers_at(const KvView& view, const NodeId& node);

// What `writer` states, in order; nothing where it states none.
Result<std::vector<Edge>> stated_by(const KvView& view, DocumentId writer);

}  // namespace headwater::detail

#endif  // HEADWATER_GRAPH_SRC_EDGE_READER_H_
