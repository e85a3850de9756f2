#include "native_json.h"

#include <array>
#include <limits>
#include <optional>
#include <type_traits>
#include <utility>
#include <vector>

namespace headwater::detail {
namespace {

using Json = nlohmann::json;
using Ordered = nlohmann::ordered_json;

constexpr std::string_view kDigits = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";

// RFC 4648.
std::string base64(std::string_view bytes) {
  std::string out;
  out.reserve((bytes.size() + 2) / 3 * 4);
  for (std::size_t i = 0; i < bytes.size(); i += 3) {
    const auto at = [&](std::size_t n) { return n < bytes.size() ? static_cast<std::uint8_t>(bytes[n]) : 0U; };
    const unsigned three = at(i) << 16 | at(i + 1) << 8 | at(i + 2);
    for (std::size_t k = 0; k < 4; ++k) {
      out.push_back(i + k <= bytes.size() ? kDigits[three >> (18 - 6 * k) & 63] : '=');
    }
  }
  return out;
}

std::optional<std::string> from_base64(std::string_view text) {
  std::string out;
  if (text.size() % 4 != 0) return std::nullopt;
  for (std::size_t i = 0; i < text.size(); i += 4) {
    unsigned four = 0;
    std::size_t padding = 0;
    for (std::size_t k = 0; k < 4; ++k) {
      const bool pads = text[i + k] == '=' && i + 4 == text.size() && k >= 2;
      const std::size_t digit = pads ? 0 : kDigits.find(text[i + k]);
      if (digit == std::string_view::npos || (padding > 0 && !pads)) return std::nullopt;
      padding += pads ? 1 : 0;
      four = four << 6 | static_cast<unsigned>(digit);
    }
    for (std::size_t k = 0; k + padding < 3; ++k) out.push_back(static_cast<char>(four >> (16 - 8 * k) & 255));
  }
  return out;
}

Ordered id_json(const NodeId& id) { return id.is_null() ? Ordered(nullptr) : Ordered(to_string(id)); }
Ordered span_json(ByteSpan span) { return Ordered::array({span.begin, span.end}); }
Ordered spans_json(const Spans& spans) {
  Ordered out = Ordered::array();
  for (const ByteSpan span : spans) out.push_back(span_json(span));
  return out;
}
Ordered date_json(const std::optional<Date>& date) { return date ? Ordered(date->text()) : Ordered(nullptr); }

template <class IdType>
Ordered ids_json(const std::vector<IdType>& ids) {
  Ordered out = Ordered::array();
  for (const IdType& id : ids) out.push_back(to_string(NodeId{id}));
  return out;
}

Ordered document_json(const Document& d) {
  return {{"id", to_string(NodeId{d.id})},
          {"kind", to_string(d.kind)},
          {"format", to_string(d.format)},
          {"medium", to_string(d.medium)},
          {"title", d.title},
          {"publisher", d.publisher},
          {"authors", d.authors},
          {"published", date_json(d.published)},
          {"updated", date_json(d.updated)},
          {"retrieved", date_json(d.retrieved)},
          {"recorded", d.recorded},
          {"url", d.url},
          {"copy_of", d.copy_of},
          {"family", d.family},
          {"path", d.path},
          {"language", d.language},
          {"encoding", d.encoding},
          {"sha256", d.sha256},
          {"text_bytes", d.text_bytes},
          {"behind_wall", d.behind_wall}};
}

Ordered agent_json(const Agent& a) {
  return {{"id", to_string(NodeId{a.id})},
          {"name", a.name},
          {"kind", to_string(a.kind)},
          {"anonymous", a.anonymous},
          {"names", a.names}};
}

Ordered claim_json(const Claim& c) {
  Ordered mentions = Ordered::array();
  for (const Spans& mention : c.mentions) mentions.push_back(spans_json(mention));
  return {{"id", to_string(NodeId{c.id})},
          {"content", spans_json(c.content)},
          {"source", spans_json(c.source)},
          {"cue", spans_json(c.cue)},
          {"mentions", std::move(mentions)},
          {"text", c.text},
          {"form", to_string(c.form)},
          {"polarity", to_string(c.polarity)},
          {"certainty", c.certainty},
          {"speaker", id_json(c.speaker ? NodeId{*c.speaker} : NodeId{})},
          {"origin", id_json(c.origin ? NodeId{*c.origin} : NodeId{})},
          {"via", ids_json(c.via)},
          {"cites", ids_json(c.cites)},
          {"end", to_string(c.end)},
          {"rule", c.rule},
          {"confidence", c.confidence}};
}

Ordered edge_json(const Edge& e) {
  return {{"from", id_json(e.from)},
          {"relation", to_string(e.relation)},
          {"to", id_json(e.to)},
          {"hop", e.hop},
          {"how", to_string(e.how)},
          {"score", e.score},
          {"document", id_json(e.evidence.document.is_null() ? NodeId{} : NodeId{e.evidence.document})},
          {"spans", spans_json(e.evidence.spans)},
          {"rule", e.evidence.rule},
          {"confidence", e.evidence.confidence}};
}

Ordered piece_json(const MapPiece& p) {
  Ordered out = Ordered::array({p.text.begin, p.text.end, p.raw.begin, p.raw.end});
  if (p.coding == RawCoding::kPlain) return out;
  out.push_back(to_string(p.coding));
  if (p.coding == RawCoding::kPage) {
    for (const std::uint32_t n : {p.box.page, p.box.left, p.box.top, p.box.right, p.box.bottom}) out.push_back(n);
  }
  return out;
}

Result<std::string> line_of(const Ordered& json) {
  try {
    return json.dump();
  } catch (const Ordered::exception&) {
    return Error{ErrorCode::kBadInput, "export: a text that is not UTF-8"};
  }
}

// Reads values by key. The first thing that is wrong is kept, and later reads give empty values.
class Reader {
 public:
  [[nodiscard]] const std::string& fault() const { return fault_; }
  void fail(std::string_view key, std::string_view wanted) {
    if (fault_.empty()) fault_ = "\"" + std::string{key} + "\": wanted " + std::string{wanted};
  }

  const Json& at(const Json& object, const char* key) {
    static const Json kNothing;
    if (object.is_object()) {
      if (const auto it = object.find(key); it != object.end()) return *it;
    }
    fail(key, "a value");
    return kNothing;
  }
  std::string text(const Json& object, const char* key) {
    const Json& value = at(object, key);
    if (!value.is_string()) return fail(key, "a text"), std::string{};
    std::string out = value.get<std::string>();
    if (out.find('\0') != std::string::npos && std::string_view{key} != "text") fail(key, "a text without a zero byte");
    return out;
  }
  std::vector<std::string> texts(const Json& object, const char* key) {
    std::vector<std::string> out;
    for (const Json& value : list(object, key)) {
      if (value.is_string()) {
        out.push_back(value.get<std::string>());
      } else {
        fail(key, "texts");
      }
    }
    return out;
  }
  const Json& list(const Json& object, const char* key) {
    static const Json kEmpty = Json::array();
    const Json& value = at(object, key);
    if (value.is_array()) return value;
    fail(key, "a list");
    return kEmpty;
  }
  bool flag(const Json& object, const char* key) {
    const Json& value = at(object, key);
    if (!value.is_boolean()) fail(key, "true or false");
    return value == Json(true);
  }
  double real(const Json& object, const char* key) {
    const Json& value = at(object, key);
    if (value.is_number()) return value.get<double>();
    fail(key, "a number");
    return 0;
  }
  template <class Number>
  Number number(const Json& value, std::string_view key) {
    if (value.is_number_unsigned() &&
        value.get<std::uint64_t>() <= static_cast<std::uint64_t>(std::numeric_limits<Number>::max()))
      return value.get<Number>();
    fail(key, "a whole number that fits");
    return {};
  }
  std::optional<Date> date(const Json& object, const char* key) {
    const Json& value = at(object, key);
    if (value.is_null()) return std::nullopt;
    const Result<Date> read = Date::parse(value.is_string() ? value.get<std::string>() : std::string{});
    if (read) return *read;
    fail(key, "a date");
    return std::nullopt;
  }
  NodeId node(const Json& value, std::string_view key) {
    if (value.is_null()) return {};
    const std::optional<NodeId> id = value.is_string() ? NodeId::parse(value.get<std::string>()) : std::nullopt;
    if (!id) fail(key, "an id");
    return id.value_or(NodeId{});
  }
  template <class IdType>
  IdType id(const NodeId& node, std::string_view key) {
    std::optional<IdType> out;
    if constexpr (std::is_same_v<IdType, DocumentId>) out = node.document();
    if constexpr (std::is_same_v<IdType, ClaimId>) out = node.claim();
    if constexpr (std::is_same_v<IdType, AgentId>) out = node.agent();
    if (!out) fail(key, "an id of the right kind");
    return out.value_or(IdType{});
  }
  template <class IdType>
  std::vector<IdType> ids(const Json& object, const char* key) {
    std::vector<IdType> out;
    for (const Json& value : list(object, key)) out.push_back(id<IdType>(node(value, key), key));
    return out;
  }
  template <class IdType>
  std::optional<IdType> optional_id(const Json& object, const char* key) {
    const NodeId found = node(at(object, key), key);
    return found.is_null() ? std::nullopt : std::optional{id<IdType>(found, key)};
  }
  template <class Value, class Parse>
  Value word(const Json& object, const char* key, Parse parse) {
    const std::optional<Value> value = parse(text(object, key));
    if (!value) fail(key, "a word of its vocabulary");
    return value.value_or(Value{});
  }
  ByteSpan span(const Json& value, std::string_view key) {
    if (!value.is_array() || value.size() != 2) return fail(key, "places of two numbers"), ByteSpan{};
    const ByteSpan out{number<std::uint32_t>(value[0], key), number<std::uint32_t>(value[1], key)};
    if (out.end < out.begin) fail(key, "a place that ends behind its begin");
    return out;
  }
  Spans spans(const Json& value, std::string_view key) {
    Spans out;
    if (!value.is_array()) return fail(key, "a list of places"), out;
    for (const Json& one : value) out.push_back(span(one, key));
    return out;
  }

 private:
  std::string fault_;
};

Document read_document(Reader& in, const Json& json) {
  Document d;
  d.id = in.id<DocumentId>(in.node(in.at(json, "id"), "id"), "id");
  d.kind = in.word<DocumentKind>(json, "kind", parse_document_kind);
  d.format = in.word<Format>(json, "format", parse_format);
  d.medium = in.word<Medium>(json, "medium", parse_medium);
  d.title = in.text(json, "title");
  d.publisher = in.text(json, "publisher");
  d.authors = in.texts(json, "authors");
  d.published = in.date(json, "published");
  d.updated = in.date(json, "updated");
  d.retrieved = in.date(json, "retrieved");
  d.recorded = in.number<std::int64_t>(in.at(json, "recorded"), "recorded");
  d.url = in.text(json, "url");
  d.copy_of = in.text(json, "copy_of");
  d.family = in.text(json, "family");
  d.path = in.text(json, "path");
  d.language = in.text(json, "language");
  d.encoding = in.text(json, "encoding");
  d.sha256 = in.text(json, "sha256");
  d.text_bytes = in.number<std::uint64_t>(in.at(json, "text_bytes"), "text_bytes");
  if (json.contains("behind_wall")) d.behind_wall = in.flag(json, "behind_wall");  // not in what was written before
  return d;
}

Agent read_agent(Reader& in, const Json& json) {
  Agent a;
  a.id = in.id<AgentId>(in.node(in.at(json, "id"), "id"), "id");
  a.name = in.text(json, "name");
  a.kind = in.word<AgentKind>(json, "kind", parse_agent_kind);
  a.anonymous = in.flag(json, "anonymous");
  a.names = in.texts(json, "names");
  return a;
}

Claim read_claim(Reader& in, const Json& json) {
  Claim c;
  c.id = in.id<ClaimId>(in.node(in.at(json, "id"), "id"), "id");
  c.content = in.spans(in.at(json, "content"), "content");
  c.source = in.spans(in.at(json, "source"), "source");
  c.cue = in.spans(in.at(json, "cue"), "cue");
  for (const Json& mention : in.list(json, "mentions")) c.mentions.push_back(in.spans(mention, "mentions"));
  c.text = in.text(json, "text");
  c.form = in.word<ClaimForm>(json, "form", parse_claim_form);
  c.polarity = in.word<Polarity>(json, "polarity", parse_polarity);
  c.certainty = in.real(json, "certainty");
  c.speaker = in.optional_id<AgentId>(json, "speaker");
  c.origin = in.optional_id<DocumentId>(json, "origin");
  c.via = in.ids<AgentId>(json, "via");
  c.cites = in.ids<DocumentId>(json, "cites");
  c.end = in.word<EndClass>(json, "end", parse_end_class);
  c.rule = in.text(json, "rule");
  c.confidence = in.real(json, "confidence");
  return c;
}

Edge read_edge(Reader& in, const Json& json) {
  Edge e;
  e.from = in.node(in.at(json, "from"), "from");
  e.relation = in.word<Relation>(json, "relation", parse_relation);
  e.to = in.node(in.at(json, "to"), "to");
  e.hop = in.number<std::uint16_t>(in.at(json, "hop"), "hop");
  e.how = in.word<CitationHow>(json, "how", parse_citation_how);
  e.score = in.real(json, "score");
  e.evidence.document = in.optional_id<DocumentId>(json, "document").value_or(DocumentId{});
  e.evidence.spans = in.spans(in.at(json, "spans"), "spans");
  e.evidence.rule = in.text(json, "rule");
  e.evidence.confidence = in.real(json, "confidence");
  return e;
}

MapPiece read_piece(Reader& in, const Json& json) {
  if (!json.is_array() || json.size() < 4) return in.fail("map", "pieces of four numbers"), MapPiece{};
  std::array<std::uint32_t, 4> n{};
  for (std::size_t i = 0; i < 4; ++i) n[i] = in.number<std::uint32_t>(json[i], "map");
  MapPiece out{{n[0], n[1]}, {n[2], n[3]}};
  if (out.text.end < out.text.begin || out.raw.end < out.raw.begin)
    in.fail("map", "places that end behind their begin");
  if (json.size() == 4) return out;
  const std::optional<RawCoding> coding =
      json[4].is_string() ? parse_raw_coding(json[4].get<std::string>()) : std::nullopt;
  if (!coding) return in.fail("map", "a coding"), out;
  out.coding = *coding;
  if (out.coding != RawCoding::kPage) return out;
  if (json.size() != 10) return in.fail("map", "a page and its box"), out;
  std::size_t at = 5;
  for (std::uint32_t* value : {&out.box.page, &out.box.left, &out.box.top, &out.box.right, &out.box.bottom})
    *value = in.number<std::uint32_t>(json[at++], "map");
  return out;
}

}  // namespace

Result<std::string> native_line(const DocumentBatch& batch) {
  const Extraction& e = batch.extraction;
  Ordered map = Ordered::array(), links = Ordered::array(), claims = Ordered::array(), agents = Ordered::array(),
          referenced = Ordered::array(), edges = Ordered::array();
  for (const MapPiece& piece : e.map) map.push_back(piece_json(piece));
  for (const Link& link : e.links) links.push_back({{"url", link.url}, {"text", span_json(link.text)}});
  for (const Claim& claim : e.claims) claims.push_back(claim_json(claim));
  for (const Agent& agent : e.agents) agents.push_back(agent_json(agent));
  for (const Document& other : e.referenced) referenced.push_back(document_json(other));
  for (const Edge& edge : batch.links) edges.push_back(edge_json(edge));
  return line_of({{"document", document_json(e.document)},
                  {"text", e.text},
                  {"map", std::move(map)},
                  {"links", std::move(links)},
                  {"boilerplate", spans_json(e.boilerplate)},
                  {"claims", std::move(claims)},
                  {"agents", std::move(agents)},
                  {"referenced", std::move(referenced)},
                  {"edges", std::move(edges)},
                  {"raw", base64(batch.raw)}});
}

Result<std::string> native_line(const Judgement& j) {
  return line_of({{"judgement",
                   {{"kind", to_string(j.kind)},
                    {"about", id_json(j.about)},
                    {"other", id_json(j.other)},
                    {"value", j.value},
                    {"revoked", j.revoked},
                    {"by", j.by},
                    {"reason", j.reason},
                    {"recorded", j.recorded}}}});
}

Result<DocumentBatch> batch_of(const Json& line) {
  Reader in;
  DocumentBatch out;
  Extraction& e = out.extraction;
  e.document = read_document(in, in.at(line, "document"));
  e.document.held = true;
  e.text = in.text(line, "text");
  for (const Json& piece : in.list(line, "map")) e.map.push_back(read_piece(in, piece));
  for (const Json& link : in.list(line, "links"))
    e.links.push_back({in.text(link, "url"), in.span(in.at(link, "text"), "text")});
  e.boilerplate = in.spans(in.at(line, "boilerplate"), "boilerplate");
  for (const Json& claim : in.list(line, "claims")) e.claims.push_back(read_claim(in, claim));
  for (const Json& agent : in.list(line, "agents")) e.agents.push_back(read_agent(in, agent));
  for (const Json& other : in.list(line, "referenced")) e.referenced.push_back(read_document(in, other));
  for (const Json& edge : in.list(line, "edges")) out.links.push_back(read_edge(in, edge));
  out.links_are_all = true;
  std::optional<std::string> raw = from_base64(in.text(line, "raw"));
  if (!raw) in.fail("raw", "base64");
  out.raw = std::move(raw).value_or("");
  if (!out.raw.empty() && sha256_hex(out.raw) != e.document.sha256) in.fail("sha256", "that of the raw bytes");
  // What does not lie in the text would make a store that check() finds fault with.
  const auto within = [&](const Spans& spans, const char* key) {
    if (!are_places_in(e.text, spans)) in.fail(key, "places inside the text, in order, on the borders of characters");
  };
  within(e.boilerplate, "boilerplate");
  Spans pieces;
  for (const MapPiece& piece : e.map) pieces.push_back(piece.text);
  within(pieces, "map");
  for (const Link& link : e.links) within({link.text}, "links");
  for (const Claim& claim : e.claims) {
    for (const Spans* spans : {&claim.content, &claim.source, &claim.cue}) within(*spans, "claims");
    for (const Spans& mention : claim.mentions) within(mention, "mentions");
  }
  for (const Edge& edge : out.links) {
    if (edge.evidence.document == e.document.id) within(edge.evidence.spans, "edges");
    if (edge.evidence.document.is_null() && !edge.evidence.spans.empty()) in.fail("edges", "the document of places");
  }
  if (!in.fault().empty()) return Error{ErrorCode::kBadInput, "import: " + in.fault()};
  return out;
}

Result<Judgement> judgement_of(const Json& line) {
  Reader in;
  const Json& json = in.at(line, "judgement");
  Judgement j;
  j.kind = in.word<JudgementKind>(json, "kind", parse_judgement_kind);
  j.about = in.node(in.at(json, "about"), "about");
  j.other = in.node(in.at(json, "other"), "other");
  j.value = in.text(json, "value");
  j.revoked = in.flag(json, "revoked");
  j.by = in.text(json, "by");
  j.reason = in.text(json, "reason");
  j.recorded = in.number<std::int64_t>(in.at(json, "recorded"), "recorded");
  if (!in.fault().empty()) return Error{ErrorCode::kBadInput, "import: " + in.fault()};
  return j;
}

}  // namespace headwater::detail
