#include "headwater/schema/codec_v2.h"

#include <optional>
#include <string>
#include <utility>

#include "bytes.h"
#include "headwater/schema/codec.h"
#include "key_fields.h"

namespace headwater::codec::v2 {
namespace {

using headwater::detail::ByteReader;

void take(ByteReader& in, Tag tag) {
  if (in.byte() != static_cast<std::uint8_t>(tag)) in.fail("another tag was wanted");
}

}  // namespace

std::string manifest_key(const NodeId& node) {
  return std::string(1, static_cast<char>(Tag::kManifest)).append(node.view());
}

Result<EdgeKey> decode_edge_key(std::string_view key) {
  ByteReader in{"edge key", key};
  take(in, Tag::kEdge);
  EdgeKey out;
  out.ends.from = headwater::detail::node(in);
  out.ends.relation = in.one_of<Relation>(parse_relation);
  out.ends.to = headwater::detail::node(in);
  out.writer = in.id<DocumentId>();
  out.ordinal = in.u32();
  return in.finish(out);
}

Result<Edge> decode_edge(const EdgeEnds& ends, std::string_view bytes) {
  ByteReader in{"edge", bytes};
  Edge edge;
  edge.from = ends.from;
  edge.relation = ends.relation;
  edge.to = ends.to;
  edge.hop = static_cast<std::uint16_t>(in.varint(UINT16_MAX));
  edge.how = in.one_of<CitationHow>(parse_citation_how);
  edge.score = in.real();
  edge.evidence.document = in.id<DocumentId>();
  edge.evidence.spans = in.spans();
  edge.evidence.rule = in.string();
  edge.evidence.confidence = in.real();
  return in.finish(std::move(edge));
}

Result<WordKey> decode_word_key(std::string_view key) {
  ByteReader in{"word key", key};
  take(in, Tag::kWord);
  const std::uint8_t kind = in.byte();
  WordKey out;
  out.word = headwater::detail::zero_ended(in, kMaxWordBytes);
  const std::string_view id = in.bytes(in.left());
  const std::optional<NodeId> node = NodeId::decode(std::string(1, static_cast<char>(kind)).append(id));
  if (!node) in.fail("a node of no kind");
  out.node = node.value_or(NodeId{});
  return in.finish(std::move(out));
}

Result<NodeId> decode_manifest_key(std::string_view key) {
  ByteReader in{"manifest key", key};
  take(in, Tag::kManifest);
  const NodeId id = headwater::detail::node(in);
  return in.finish(id);
}

}  // namespace headwater::codec::v2
