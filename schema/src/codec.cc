#include "headwater/schema/codec.h"

#include <algorithm>
#include <optional>
#include <utility>

#include "bytes.h"

namespace headwater::codec {
namespace {

using detail::ByteReader;
using detail::ByteWriter;

constexpr std::string_view kMagic = "headwater";
constexpr std::uint64_t kCoded = std::uint64_t{1} << 32;  // beside a count of map pieces: each has its coding

// What is reserved for a value, so that it need not be moved as it grows.
constexpr std::size_t kUsualClaimBytes = 64;  // without its text
constexpr std::size_t kUsualDocumentBytes = 256;
constexpr std::size_t kUsualTextExtras = 64;

constexpr std::size_t kOwnClaimBytes = ClaimId::kBytes - DocumentId::kBytes;

template <class T>
void put_enum(ByteWriter& out, T value) {
  out.byte(static_cast<std::uint8_t>(value));
}

void put_strings(ByteWriter& out, const std::vector<std::string>& values) {
  out.varint(values.size());
  for (const std::string& value : values) out.string(value);
}

template <class IdType>
void put_ids(ByteWriter& out, const std::vector<IdType>& ids) {
  out.varint(ids.size());
  for (const IdType& id : ids) out.id(id);
}

template <class IdType>
void put_optional_id(ByteWriter& out, const std::optional<IdType>& id) {
  out.byte(id.has_value() ? 1 : 0);
  if (id) out.id(*id);
}

template <class IdType>
std::optional<IdType> read_optional_id(ByteReader& in) {
  if (!in.flag()) return std::nullopt;
  return in.id<IdType>();
}

// Of a document's first byte.
constexpr std::uint8_t kHeld = 1, kMore = 2, kRecorded = 4, kBehindWall = 8;

// A date is its text; "" for none.
void put_date(ByteWriter& out, const std::optional<Date>& date) {
  out.string(date ? date->text() : std::string_view{});
}

std::optional<Date> read_date(ByteReader& in) {
  const std::string text = in.string();
  if (text.empty()) return std::nullopt;
  Result<Date> date = Date::parse(text);
  if (!date.has_value() || date->text() != text) return in.fail("a date that is none"), std::nullopt;
  return std::move(date).value();
}

}  // namespace

std::string encode_format(std::uint32_t version) {
  ByteWriter out;
  out.bytes(kMagic);
  out.u32(version);
  return out.take();
}

Result<std::uint32_t> decode_format(std::string_view bytes) {
  if (!bytes.starts_with(kMagic)) {
    return Error{ErrorCode::kInvalidArgument, "format: wanted the mark of a headwater store, found something else"};
  }
  ByteReader in{"format", bytes.substr(kMagic.size())};
  const std::uint32_t version = in.u32();
  return in.finish(version);
}

std::string encode(const Document& document) {
  ByteWriter out;
  out.reserve(kUsualDocumentBytes);
  const bool more = document.updated || document.retrieved || !document.copy_of.empty() || !document.family.empty();
  const bool recorded = document.recorded > 0;
  out.byte(static_cast<std::uint8_t>((document.held ? kHeld : 0) | (more ? kMore : 0) | (recorded ? kRecorded : 0) |
                                     (document.behind_wall ? kBehindWall : 0)));
  put_enum(out, document.kind);
  put_enum(out, document.format);
  put_enum(out, document.medium);
  out.string(document.title);
  out.string(document.publisher);
  put_strings(out, document.authors);
  put_date(out, document.published);
  out.string(document.url);
  out.string(document.path);
  out.string(document.language);
  out.string(document.encoding);
  out.string(document.sha256);
  out.varint(document.text_bytes);
  if (more) {
    put_date(out, document.updated);
    put_date(out, document.retrieved);
    out.string(document.copy_of);
    out.string(document.family);
  }
  if (recorded) out.varint(static_cast<std::uint64_t>(document.recorded));
  return out.take();
}

Result<Document> decode_document(DocumentId id, std::string_view bytes) {
  ByteReader in{"document record", bytes};
  Document document;
  document.id = id;
  const std::uint8_t flags = in.byte();
  if (flags > (kHeld | kMore | kRecorded | kBehindWall)) in.fail("flags of a document are above 15");
  document.held = (flags & kHeld) != 0;
  document.behind_wall = (flags & kBehindWall) != 0;
  document.kind = in.one_of<DocumentKind>(parse_document_kind);
  document.format = in.one_of<Format>(parse_format);
  document.medium = in.one_of<Medium>(parse_medium);
  document.title = in.string();
  document.publisher = in.string();
  document.authors = in.strings();
  document.published = read_date(in);
  document.url = in.string();
  document.path = in.string();
  document.language = in.string();
  document.encoding = in.string();
  document.sha256 = in.string();
  document.text_bytes = in.varint();
  if ((flags & kMore) != 0) {
    document.updated = read_date(in);
    document.retrieved = read_date(in);
    document.copy_of = in.string();
    document.family = in.string();
    if (!document.updated && !document.retrieved && document.copy_of.empty() && document.family.empty())
      in.fail("a document says that there is more, and there is nothing");
  }
  if ((flags & kRecorded) != 0) {
    document.recorded = static_cast<std::int64_t>(in.varint(INT64_MAX));
    if (document.recorded == 0) in.fail("a document says when it was recorded, and does not");
  }
  return in.finish(std::move(document));
}

std::string encode(const Claim& claim) {
  ByteWriter out;
  out.reserve(kUsualClaimBytes + claim.text.size());
  out.spans(claim.content);
  out.spans(claim.source);
  out.spans(claim.cue);
  out.varint(claim.mentions.size());
  for (const Spans& mention : claim.mentions) out.spans(mention);
  out.string(claim.text);
  put_enum(out, claim.form);
  put_enum(out, claim.polarity);
  out.real(claim.certainty);
  put_optional_id(out, claim.speaker);
  put_optional_id(out, claim.origin);
  put_ids(out, claim.via);
  put_ids(out, claim.cites);
  put_enum(out, claim.end);
  out.string(claim.rule);
  out.real(claim.confidence);
  return out.take();
}

Result<Claim> decode_claim(ClaimId id, std::string_view bytes) {
  ByteReader in{"claim record", bytes};
  Claim claim;
  claim.id = id;
  claim.content = in.spans();
  claim.source = in.spans();
  claim.cue = in.spans();
  const std::size_t mentions = in.count(1);
  for (std::size_t i = 0; i < mentions && in.ok(); ++i) claim.mentions.push_back(in.spans());
  claim.text = in.string();
  claim.form = in.one_of<ClaimForm>(parse_claim_form);
  claim.polarity = in.one_of<Polarity>(parse_polarity);
  claim.certainty = in.real();
  claim.speaker = read_optional_id<AgentId>(in);
  claim.origin = read_optional_id<DocumentId>(in);
  claim.via = in.ids<AgentId>();
  claim.cites = in.ids<DocumentId>();
  claim.end = in.one_of<EndClass>(parse_end_class);
  claim.rule = in.string();
  claim.confidence = in.real();
  return in.finish(std::move(claim));
}

std::string encode(const Agent& agent) {
  ByteWriter out;
  out.string(agent.name);
  put_enum(out, agent.kind);
  out.byte(agent.anonymous ? 1 : 0);
  put_strings(out, agent.names);
  return out.take();
}

Result<Agent> decode_agent(AgentId id, std::string_view bytes) {
  ByteReader in{"agent record", bytes};
  Agent agent;
  agent.id = id;
  agent.name = in.string();
  agent.kind = in.one_of<AgentKind>(parse_agent_kind);
  agent.anonymous = in.flag();
  agent.names = in.strings();
  return in.finish(std::move(agent));
}

std::string encode_text(std::string_view text, const std::vector<MapPiece>& map, const std::vector<Link>& links,
                        const Spans& boilerplate) {
  ByteWriter out;
  out.reserve(kUsualTextExtras + text.size());
  out.string(text);
  // Most texts stand plainly in their bytes; their pieces have no codings.
  const bool coded =
      std::any_of(map.begin(), map.end(), [](const MapPiece& piece) { return piece.coding != RawCoding::kPlain; });
  out.varint(map.size() | (coded ? kCoded : 0));
  std::uint32_t text_end = 0;
  std::uint32_t raw_end = 0;
  for (const MapPiece& piece : map) {
    out.span(piece.text, text_end);
    out.span(piece.raw, raw_end);
    if (!coded) continue;
    put_enum(out, piece.coding);
    if (piece.coding != RawCoding::kPage) continue;
    for (const std::uint32_t n : {piece.box.page, piece.box.left, piece.box.top, piece.box.right, piece.box.bottom}) {
      out.varint(n);
    }
  }
  out.varint(links.size());
  text_end = 0;
  for (const Link& link : links) {
    out.string(link.url);
    out.span(link.text, text_end);
  }
  out.spans(boilerplate);
  return out.take();
}

Result<TextValue> decode_text(std::string_view bytes) {
  ByteReader in{"text record", bytes};
  TextValue value;
  value.text = in.string();
  const std::uint64_t count = in.varint(kCoded | UINT32_MAX);
  const bool coded = (count & kCoded) != 0;
  const std::uint64_t pieces = count & ~kCoded;
  if (pieces > in.left() / 4) in.fail("a count goes past the end");
  bool says_something = !coded;
  std::uint32_t text_end = 0;
  std::uint32_t raw_end = 0;
  if (in.ok()) value.map.reserve(static_cast<std::size_t>(pieces));
  for (std::uint64_t i = 0; i < pieces && in.ok(); ++i) {
    const ByteSpan text = in.span(text_end);
    value.map.push_back({text, in.span(raw_end)});
    if (!coded) continue;
    MapPiece& piece = value.map.back();
    piece.coding = in.one_of<RawCoding>(parse_raw_coding);
    says_something = says_something || piece.coding != RawCoding::kPlain;
    if (piece.coding != RawCoding::kPage) continue;
    for (std::uint32_t* n : {&piece.box.page, &piece.box.left, &piece.box.top, &piece.box.right, &piece.box.bottom}) {
      *n = static_cast<std::uint32_t>(in.varint(UINT32_MAX));
    }
  }
  if (!says_something) in.fail("codings that say nothing");
  const std::size_t links = in.count(3);
  text_end = 0;
  for (std::size_t i = 0; i < links && in.ok(); ++i) {
    std::string url = in.string();
    value.links.push_back({std::move(url), in.span(text_end)});
  }
  value.boilerplate = in.spans();
  return in.finish(std::move(value));
}

std::string encode(const StateValue& state) {
  ByteWriter out;
  for (const std::uint64_t n :
       {state.version, state.documents_held, state.documents_referenced, state.claims, state.agents, state.edges}) {
    out.varint(n);
  }
  if (state.judgements > 0) out.varint(state.judgements);
  return out.take();
}

Result<StateValue> decode_state(std::string_view bytes) {
  ByteReader in{"state record", bytes};
  StateValue state;
  for (std::uint64_t* n : {&state.version, &state.documents_held, &state.documents_referenced, &state.claims,
                           &state.agents, &state.edges}) {
    *n = in.varint();
  }
  if (in.left() > 0) {
    state.judgements = in.varint();
    if (state.judgements == 0) in.fail("a count of no judgements");
  }
  return in.finish(state);
}

std::string encode(const Judgement& judgement) {
  ByteWriter out;
  put_enum(out, judgement.kind);
  out.byte(judgement.revoked ? 1 : 0);
  out.string(judgement.about.view());
  out.string(judgement.other.view());
  out.string(judgement.value);
  out.string(judgement.by);
  out.string(judgement.reason);
  out.varint(static_cast<std::uint64_t>(judgement.recorded));
  return out.take();
}

Result<Judgement> decode_judgement(std::uint64_t sequence, std::string_view bytes) {
  ByteReader in{"judgement", bytes};
  Judgement out;
  out.sequence = sequence;
  out.kind = in.one_of<JudgementKind>(parse_judgement_kind);
  out.revoked = in.flag();
  for (NodeId* node : {&out.about, &out.other}) {
    const std::string id = in.string();
    const std::optional<NodeId> decoded = NodeId::decode(id);
    if (!decoded && !id.empty()) in.fail("a node of no kind");
    if (decoded) *node = *decoded;
  }
  out.value = in.string();
  out.by = in.string();
  out.reason = in.string();
  out.recorded = static_cast<std::int64_t>(in.varint(INT64_MAX));
  Result<Judgement> read = in.finish(out);
  if (!read.has_value()) return read;
  if (const Result<void> checked = valid(*read); !checked.has_value())
    return Error{ErrorCode::kCorruption, checked.error().message};
  return read;
}

// Each key as how many bytes it shares with the one before, and the rest.
std::string encode_manifest(const std::vector<std::string>& keys) {
  ByteWriter out;
  out.varint(keys.size());
  std::string_view last;
  for (const std::string& key : keys) {
    const auto shared =
        static_cast<std::size_t>(std::mismatch(key.begin(), key.end(), last.begin(), last.end()).first - key.begin());
    out.varint(shared);
    out.string(std::string_view{key}.substr(shared));
    last = key;
  }
  return out.take();
}

Result<std::vector<std::string>> decode_manifest(std::string_view bytes) {
  ByteReader in{"manifest", bytes};
  const std::size_t n = in.count(3);
  std::vector<std::string> keys;
  std::string last;
  for (std::size_t i = 0; i < n && in.ok(); ++i) {
    const auto shared = static_cast<std::size_t>(in.varint(last.size()));
    const std::string rest = in.string();
    if (!in.ok()) break;
    // Strictly rising, and with the whole of the common start shared: one spelling for one list.
    const bool rises = !rest.empty() && (shared == last.size() ||
                                         static_cast<std::uint8_t>(rest[0]) > static_cast<std::uint8_t>(last[shared]));
    if (!rises || shared + rest.size() > kMaxKeyBytes) {
      in.fail("keys out of order or too long");
      break;
    }
    last.resize(shared);
    last += rest;
    keys.push_back(last);
  }
  return in.finish(std::move(keys));
}

std::string encode_claims_with_word(const std::vector<ClaimId>& claims) {
  std::string out;
  out.reserve(claims.size() * kOwnClaimBytes);
  for (const ClaimId& claim : claims) out.append(claim.view().substr(DocumentId::kBytes));
  return out;
}

Result<std::vector<ClaimId>> decode_claims_with_word(DocumentId document, std::string_view bytes) {
  ByteReader in{"claims with a word", bytes};
  std::vector<ClaimId> out;
  out.reserve(bytes.size() / kOwnClaimBytes);
  do {
    ClaimId::Array id{};
    std::copy(document.bytes().begin(), document.bytes().end(), id.begin());
    const std::string_view own = in.bytes(kOwnClaimBytes);
    std::copy(own.begin(), own.end(), id.begin() + DocumentId::kBytes);
    if (!out.empty() && !(out.back() < ClaimId::from(id))) in.fail("claims out of order");
    out.push_back(ClaimId::from(id));
  } while (in.left() > 0);
  return in.finish(std::move(out));
}

}  // namespace headwater::codec
