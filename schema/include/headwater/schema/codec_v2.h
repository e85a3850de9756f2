// Keys and values of formats 1 and 2 that format 3 has no longer: what a store has to be read with before it is one of
// format 3. Decoders only, but for what tests need; as careful as those of codec.h.
#ifndef HEADWATER_SCHEMA_CODEC_V2_H_
#define HEADWATER_SCHEMA_CODEC_V2_H_

#include <cstdint>
#include <string>
#include <string_view>

#include "headwater/schema/edge.h"
#include "headwater/schema/id.h"
#include "headwater/schema/result.h"

namespace headwater::codec::v2 {

enum class Tag : std::uint8_t {
  kEdge = 'E',      // an edge from its first node -> the rest of it
  kReverse = 'F',   // the same edge from its second node -> nothing
  kManifest = 'M',  // document or agent -> the keys that hang on it
  kWord = 'W',      // kind of node, word, node -> nothing
};

struct EdgeKey {
  EdgeEnds ends;
  DocumentId writer;
  std::uint32_t ordinal = 0;  // its place among the edges of the writer
};

struct WordKey {
  std::string word;
  NodeId node;
};

std::string manifest_key(const NodeId& node);

Result<EdgeKey> decode_edge_key(std::string_view key);
// The edge under a key.
Result<Edge> decode_edge(const EdgeEnds& ends, std::string_view bytes);
Result<WordKey> decode_word_key(std::string_view key);
Result<NodeId> decode_manifest_key(std::string_view key);

}  // namespace headwater::codec::v2

#endif  // HEADWATER_SCHEMA_CODEC_V2_H_
