// The keys of the store; the grammar is in schema/FORMAT.md.
#include <algorithm>
#include <utility>

#include "bytes.h"
#include "headwater/schema/codec.h"
#include "key_fields.h"

namespace headwater::codec {
namespace {

using detail::ByteReader;

constexpr std::size_t kDigestBytes = 32;

template <class... Parts>
std::string key_of(Tag tag, const Parts&... parts) {
  std::string out;
  out.reserve((1 + ... + std::string_view{parts}.size()));
  out.push_back(static_cast<char>(tag));
  (out.append(std::string_view{parts}), ...);
  return out;
}

std::string relation_byte(Relation relation) { return std::string(1, static_cast<char>(relation)); }

constexpr std::string_view kZero{"\0", 1};

std::string digest_bytes(std::string_view digest) {
  const auto nibble = [](char c) { return c >= '0' && c <= '9' ? c - '0' : c >= 'a' && c <= 'f' ? c - 'a' + 10 : -1; };
  if (digest.size() != 2 * kDigestBytes) return {};
  std::string out;
  for (std::size_t i = 0; i < digest.size(); i += 2) {
    const int high = nibble(digest[i]);
    const int low = nibble(digest[i + 1]);
    if (high < 0 || low < 0) return {};
    out.push_back(static_cast<char>(high << 4 | low));
  }
  return out;
}

bool take_tag(ByteReader& in, Tag tag) {
  const bool right = in.byte() == static_cast<std::uint8_t>(tag);
  if (!right) in.fail("another tag was wanted");
  return right;
}

}  // namespace

std::string format_key() { return key_of(Tag::kFormat); }
std::string state_key() { return key_of(Tag::kState); }
std::string document_key(DocumentId id) { return key_of(Tag::kDocument, id.view()); }
std::string text_key(DocumentId id) { return key_of(Tag::kText, id.view()); }
std::string raw_key(DocumentId id) { return key_of(Tag::kRaw, id.view()); }
std::string claim_key(ClaimId id) { return key_of(Tag::kClaim, id.view()); }
std::string agent_key(AgentId id) { return key_of(Tag::kAgent, id.view()); }
std::string manifest_key(const NodeId& node) { return key_of(Tag::kManifest, node.view()); }

std::string statement_key(const StatementKey& key) {
  return key_of(Tag::kStatement, key.about.view(), key.writer.view());
}

std::string judgement_key(const NodeId& node, std::uint64_t sequence) {
  std::string out = judgements_prefix(node);
  for (int shift = 56; shift >= 0; shift -= 8) out.push_back(static_cast<char>(sequence >> shift));
  return out;
}

std::string edges_key(DocumentId writer) { return key_of(Tag::kEdges, writer.view()); }

std::string into_key(const PlaceKey& key) {
  return key_of(Tag::kInto, key.node.view(), relation_byte(key.relation), key.writer.view());
}

std::string out_key(const PlaceKey& key) {
  return key_of(Tag::kOut, key.node.view(), relation_byte(key.relation), key.writer.view());
}

bool states_own(DocumentId writer, const NodeId& node) {
  return node.kind() != NodeKind::kAgent && node.view().substr(1, DocumentId::kBytes) == writer.view();
}

std::string word_key(std::string_view word, const NodeId& node) {
  return word_prefix(node.kind(), word).append(node.view().substr(1, DocumentId::kBytes));
}

std::string publisher_key(std::string_view name_key, DocumentId document) {
  return publisher_prefix(name_key).append(document.view());
}

std::string sha256_key(std::string_view digest, DocumentId document) {
  std::string out = sha256_prefix(digest);
  return out.empty() ? out : out.append(document.view());
}

std::string tag_prefix(Tag tag) { return key_of(tag); }
std::string claims_prefix(DocumentId id) { return key_of(Tag::kClaim, id.view()); }
std::string statements_prefix(const NodeId& about) { return key_of(Tag::kStatement, about.view()); }
std::string judgements_prefix(const NodeId& node) { return key_of(Tag::kJudgement, node.view()); }
std::string into_prefix(const NodeId& to) { return key_of(Tag::kInto, to.view()); }
std::string into_prefix(const NodeId& to, Relation relation) {
  return key_of(Tag::kInto, to.view(), relation_byte(relation));
}
std::string out_prefix(const NodeId& from) { return key_of(Tag::kOut, from.view()); }
std::string out_prefix(const NodeId& from, Relation relation) {
  return key_of(Tag::kOut, from.view(), relation_byte(relation));
}

std::string word_prefix(NodeKind kind, std::string_view word) { return word_start_prefix(kind, word).append(kZero); }

std::string word_start_prefix(NodeKind kind, std::string_view start) {
  return key_of(Tag::kWord, std::string(1, static_cast<char>(kind)), start.substr(0, kMaxWordBytes));
}

std::string publisher_prefix(std::string_view name_key) {
  return key_of(Tag::kPublisher, name_key.substr(0, kMaxPublisherBytes), kZero);
}

std::string sha256_prefix(std::string_view digest) {
  const std::string bytes = digest_bytes(digest);
  return bytes.empty() ? std::string{} : key_of(Tag::kSha256, bytes);
}

std::string after_prefix(std::string_view prefix) {
  std::string out{prefix};
  while (!out.empty() && static_cast<std::uint8_t>(out.back()) == 0xff) out.pop_back();
  if (!out.empty()) out.back() = static_cast<char>(static_cast<std::uint8_t>(out.back()) + 1);
  return out;
}

Result<DocumentId> decode_document_key(std::string_view key) {
  ByteReader in{"document key", key};
  const std::uint8_t tag = in.byte();
  if (tag != static_cast<std::uint8_t>(Tag::kDocument) && tag != static_cast<std::uint8_t>(Tag::kText) &&
      tag != static_cast<std::uint8_t>(Tag::kRaw) && tag != static_cast<std::uint8_t>(Tag::kEdges)) {
    in.fail("another tag was wanted");
  }
  const auto id = in.id<DocumentId>();
  return in.finish(id);
}

Result<ClaimId> decode_claim_key(std::string_view key) {
  ByteReader in{"claim key", key};
  take_tag(in, Tag::kClaim);
  const auto id = in.id<ClaimId>();
  return in.finish(id);
}

Result<AgentId> decode_agent_key(std::string_view key) {
  ByteReader in{"agent key", key};
  take_tag(in, Tag::kAgent);
  const auto id = in.id<AgentId>();
  return in.finish(id);
}

Result<JudgementKey> decode_judgement_key(std::string_view key) {
  ByteReader in{"judgement key", key};
  take_tag(in, Tag::kJudgement);
  JudgementKey out;
  out.node = detail::node(in);
  const std::uint64_t high = in.u32();
  out.sequence = high << 32 | in.u32();
  return in.finish(out);
}

Result<NodeId> decode_manifest_key(std::string_view key) {
  ByteReader in{"manifest key", key};
  take_tag(in, Tag::kManifest);
  const NodeId id = detail::node(in);
  if (in.ok() && id.kind() == NodeKind::kClaim) in.fail("a claim has no manifest");
  return in.finish(id);
}

Result<StatementKey> decode_statement_key(std::string_view key) {
  ByteReader in{"statement key", key};
  take_tag(in, Tag::kStatement);
  StatementKey out;
  out.about = detail::node(in);
  if (in.ok() && out.about.kind() == NodeKind::kClaim) in.fail("a statement is about an agent or a document");
  out.writer = in.id<DocumentId>();
  return in.finish(out);
}

Result<PlaceKey> decode_place_key(std::string_view key) {
  ByteReader in{"edge key", key};
  const std::uint8_t tag = in.byte();
  if (tag != static_cast<std::uint8_t>(Tag::kInto) && tag != static_cast<std::uint8_t>(Tag::kOut)) {
    in.fail("another tag was wanted");
  }
  PlaceKey out;
  out.node = detail::node(in);
  out.relation = in.one_of<Relation>(parse_relation);
  out.writer = in.id<DocumentId>();
  return in.finish(out);
}

Result<WordKey> decode_word_key(std::string_view key) {
  ByteReader in{"word key", key};
  take_tag(in, Tag::kWord);
  WordKey out;
  out.kind = static_cast<NodeKind>(in.byte());
  out.word = detail::zero_ended(in, kMaxWordBytes);
  switch (out.kind) {
    case NodeKind::kAgent:
      out.node = in.id<AgentId>();
      break;
    case NodeKind::kClaim:
    case NodeKind::kDocument:
      out.node = in.id<DocumentId>();
      break;
    default:
      in.fail("a node of no kind");
  }
  return in.finish(std::move(out));
}

Result<PublisherKey> decode_publisher_key(std::string_view key) {
  ByteReader in{"publisher key", key};
  take_tag(in, Tag::kPublisher);
  PublisherKey out;
  out.name_key = detail::zero_ended(in, kMaxPublisherBytes);
  out.document = in.id<DocumentId>();
  return in.finish(std::move(out));
}

Result<DocumentId> decode_sha256_key(std::string_view key) {
  ByteReader in{"hash key", key};
  take_tag(in, Tag::kSha256);
  in.bytes(kDigestBytes);
  const auto id = in.id<DocumentId>();
  return in.finish(id);
}

}  // namespace headwater::codec
