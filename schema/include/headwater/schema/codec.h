// Keys and values of the store as bytes. Pure functions, no I/O; schema/FORMAT.md is their grammar.
//
//   const std::string bytes = headwater::codec::encode(claim);
//   headwater::Result<headwater::Claim> again = headwater::codec::decode_claim(claim.id, bytes);  // == claim
//
// Keys are one tag byte, then ids and integers big-endian, so that keys sort as ids do. Encoders take any record: a
// span that ends before it begins is written empty, a number that is not finite as 0. Decoders trust nothing: every
// length, count, tag and number is checked before it is used, memory stays within a small multiple of the bytes given,
// and whatever is wrong is kCorruption. Bytes that decode encode to the same bytes again. Any thread.
#ifndef HEADWATER_SCHEMA_CODEC_H_
#define HEADWATER_SCHEMA_CODEC_H_

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "headwater/schema/id.h"
#include "headwater/schema/judgement.h"
#include "headwater/schema/record.h"
#include "headwater/schema/result.h"
#include "headwater/schema/span.h"
#include "headwater/schema/stated_edges.h"
#include "headwater/schema/vocabulary.h"

namespace headwater::codec {

// Raised with every change of bytes that an older program would misread.
inline constexpr std::uint32_t kFormatVersion = 5;
inline constexpr std::uint32_t kOldestFormat = 1;  // that is read

inline constexpr std::size_t kMaxWordBytes = 64;        // longer words stand cut in the index
inline constexpr std::size_t kMaxPublisherBytes = 256;  // likewise for name_keys of publishers
inline constexpr std::size_t kMaxKeyBytes = 512;        // no key is longer

enum class Tag : std::uint8_t {
  kFormat = 0x00,    // what the directory is
  kState = 0x01,     // counters
  kAgent = 'A',      // agent -> record, joined from all statements about it
  kClaim = 'C',      // claim -> record
  kDocument = 'D',   // document -> record
  kSha256 = 'H',     // hash of raw bytes, document -> nothing
  kPublisher = 'P',  // name_key of a publisher, document -> nothing
  kRaw = 'R',        // document -> the bytes as they arrived
  kStatement = 'S',  // agent or document, document that speaks of it -> the record as that one tells it
  kText = 'T',       // document -> text, map, links, boilerplate
  kJudgement = 'j',  // node, number -> what a person decided about it
  kEdges = 'e',      // document -> the edges it states
  kInto = 'i',       // second node of edges, relation, document that states them -> their ordinals
  kManifest = 'm',   // document or agent -> the keys that hang on it
  kOut = 'o',        // as kInto from the first node, where that is neither the document that states them nor its claim
  kWord = 'w',       // kind of node, word, document or agent -> of claims, which; else nothing
};

// Keys.

// Where edges at a node are told of: `writer` is the document that states them.
struct PlaceKey {
  NodeId node;
  Relation relation = Relation::kMadeIn;
  DocumentId writer;

  friend auto operator<=>(const PlaceKey&, const PlaceKey&) = default;
};

// Whether the edges from `node` stand with `writer` without any key that leads there.
bool states_own(DocumentId writer, const NodeId& node);

struct WordKey {
  std::string word;
  NodeKind kind = NodeKind::kDocument;  // of the nodes that have it
  NodeId node;                          // an agent or a document; where `kind` is claim, the document of the claims

  bool operator==(const WordKey&) const = default;
};

struct PublisherKey {
  std::string name_key;
  DocumentId document;

  bool operator==(const PublisherKey&) const = default;
};

struct StatementKey {
  NodeId about;  // an agent or a document
  DocumentId writer;

  bool operator==(const StatementKey&) const = default;
};

struct JudgementKey {
  NodeId node;
  std::uint64_t sequence = 0;

  bool operator==(const JudgementKey&) const = default;
};

std::string format_key();
std::string state_key();
std::string document_key(DocumentId id);
std::string text_key(DocumentId id);
std::string raw_key(DocumentId id);
std::string claim_key(ClaimId id);
std::string agent_key(AgentId id);
std::string manifest_key(const NodeId& node);
std::string statement_key(const StatementKey& key);
// Rising with `sequence`, of one node.
std::string judgement_key(const NodeId& node, std::uint64_t sequence);
std::string edges_key(DocumentId writer);
std::string into_key(const PlaceKey& key);
std::string out_key(const PlaceKey& key);
// `word` is folded and has no zero byte; it is cut to kMaxWordBytes. Of a claim it is the key of all claims of its
// document.
std::string word_key(std::string_view word, const NodeId& node);
// `name_key` likewise, cut to kMaxPublisherBytes.
std::string publisher_key(std::string_view name_key, DocumentId document);
// `digest` is 64 lower-case hex digits; "" for any other text.
std::string sha256_key(std::string_view digest, DocumentId document);

// What all keys of a kind, of a node, of a word begin with.
std::string tag_prefix(Tag tag);
std::string claims_prefix(DocumentId id);
std::string statements_prefix(const NodeId& about);
std::string judgements_prefix(const NodeId& node);
std::string into_prefix(const NodeId& to);
std::string into_prefix(const NodeId& to, Relation relation);
std::string out_prefix(const NodeId& from);
std::string out_prefix(const NodeId& from, Relation relation);
std::string word_prefix(NodeKind kind, std::string_view word);         // exactly this word
std::string word_start_prefix(NodeKind kind, std::string_view start);  // every word that starts so
std::string publisher_prefix(std::string_view name_key);
std::string sha256_prefix(std::string_view digest);  // "" as above

// The first key after all that begin with `prefix`; "" if there is none.
std::string after_prefix(std::string_view prefix);

Result<DocumentId> decode_document_key(std::string_view key);  // of kDocument, kText, kRaw, kEdges
Result<ClaimId> decode_claim_key(std::string_view key);
Result<AgentId> decode_agent_key(std::string_view key);
Result<NodeId> decode_manifest_key(std::string_view key);
Result<StatementKey> decode_statement_key(std::string_view key);
Result<JudgementKey> decode_judgement_key(std::string_view key);
Result<PlaceKey> decode_place_key(std::string_view key);  // of kInto and kOut
Result<WordKey> decode_word_key(std::string_view key);
Result<PublisherKey> decode_publisher_key(std::string_view key);
Result<DocumentId> decode_sha256_key(std::string_view key);

// Values. Ids that stand in the key do not stand in the value again.

struct TextValue {
  std::string text;
  std::vector<MapPiece> map;
  std::vector<Link> links;
  Spans boilerplate;

  bool operator==(const TextValue&) const = default;
};

struct StateValue {
  std::uint64_t version = 0;  // counts up with every write
  std::uint64_t documents_held = 0;
  std::uint64_t documents_referenced = 0;
  std::uint64_t claims = 0;
  std::uint64_t agents = 0;
  std::uint64_t edges = 0;
  std::uint64_t judgements = 0;

  bool operator==(const StateValue&) const = default;
};

std::string encode_format(std::uint32_t version);
std::string encode(const Document& document);
std::string encode(const Claim& claim);
std::string encode(const Agent& agent);
std::string encode_text(std::string_view text, const std::vector<MapPiece>& map, const std::vector<Link>& links,
                        const Spans& boilerplate);
std::string encode(const Judgement& judgement);
std::string encode(const StateValue& state);
// `keys` in order, no doubles, none longer than kMaxKeyBytes.
std::string encode_manifest(const std::vector<std::string>& keys);
// The claims of one document that have a word: at least one, rising. Each is the four bytes of its own.
std::string encode_claims_with_word(const std::vector<ClaimId>& claims);

// kInvalidArgument if the bytes are not of a headwater store at all. Any version is returned, known or not.
Result<std::uint32_t> decode_format(std::string_view bytes);
Result<Document> decode_document(DocumentId id, std::string_view bytes);
Result<Claim> decode_claim(ClaimId id, std::string_view bytes);
Result<Agent> decode_agent(AgentId id, std::string_view bytes);
Result<TextValue> decode_text(std::string_view bytes);
// Its sequence stands in the key. kCorruption also for one that is not valid().
Result<Judgement> decode_judgement(std::uint64_t sequence, std::string_view bytes);
Result<StateValue> decode_state(std::string_view bytes);
Result<std::vector<std::string>> decode_manifest(std::string_view bytes);
Result<std::vector<ClaimId>> decode_claims_with_word(DocumentId document, std::string_view bytes);

}  // namespace headwater::codec

#endif  // HEADWATER_SCHEMA_CODEC_H_
