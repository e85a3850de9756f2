// The grammar is in schema/FORMAT.md, under "stated edges".
#include "headwater/schema/stated_edges.h"

#include <algorithm>
#include <array>
#include <bit>
#include <cmath>
#include <cstring>
#include <iterator>
#include <limits>
#include <optional>
#include <unordered_map>
#include <utility>

#include "bytes.h"
#include "headwater/schema/codec.h"

namespace headwater::codec {
namespace {

using detail::ByteReader;
using detail::ByteWriter;

// An edge's first byte: its relation, and what need not be said.
constexpr std::uint8_t kRelationBits = 0x0f;
constexpr std::uint8_t kAttributes = 0x10;       // a byte follows that says which of hop, how and score do
constexpr std::uint8_t kSamePlaces = 0x20;       // as the edge before
constexpr std::uint8_t kSameJudgement = 0x40;    // rule and confidence as the edge before
constexpr std::uint8_t kForeignEvidence = 0x80;  // the evidence stands in another document than the writer

// Which attributes follow: at least one.
constexpr std::uint8_t kHop = 1, kHow = 2, kScore = 4;

constexpr std::size_t kIdBytes = DocumentId::kBytes;
constexpr std::size_t kOwnBytes = ClaimId::kBytes - kIdBytes;

enum class Kind : std::uint8_t { kDocument = 0, kClaim = 1, kAgent = 2 };
constexpr std::uint64_t kKinds = 3;

constexpr std::size_t kUsualEdgeBytes = 16;
constexpr std::size_t kUsualTableBytes = 64;  // of rules, confidences and counts

using EightBytes = std::array<std::uint8_t, kIdBytes>;

EightBytes eight(std::string_view bytes) {
  EightBytes out{};
  std::memcpy(out.data(), bytes.data(), out.size());
  return out;
}

// Of an agent the same eight bytes as a document's, and of a claim those of its document.
DocumentId as_document(const NodeId& node) { return DocumentId::from(eight(node.view().substr(1))); }

// As it is kept: what is not finite is 0.
double kept(double value) { return std::isfinite(value) ? value : 0.0; }

std::uint64_t bits_of(double value) { return std::bit_cast<std::uint64_t>(kept(value)); }

class EdgeWriter {
 public:
  EdgeWriter(DocumentId writer, const std::vector<Edge>& edges) : writer_{writer}, edges_{edges} {
    for (const Edge& edge : edges) {
      for (const NodeId* node : {&edge.from, &edge.to}) {
        if (!is_own(*node)) ids_.push_back(as_document(*node));
      }
      if (is_foreign(edge.evidence)) ids_.push_back(edge.evidence.document);
    }
    std::sort(ids_.begin(), ids_.end());
    ids_.erase(std::unique(ids_.begin(), ids_.end()), ids_.end());
  }

  std::string write() {
    ByteWriter groups;
    ByteWriter all;
    all.reserve(kUsualEdgeBytes * edges_.size());
    std::size_t group_count = 0;
    for (auto first = edges_.begin(); first != edges_.end();) {
      const auto end = std::find_if(first, edges_.end(), [&](const Edge& edge) { return edge.from != first->from; });
      const std::size_t begin = all.size();
      const Edge* before = nullptr;
      for (auto edge = first; edge != end; ++edge) {
        put(all, *edge, before);
        before = &*edge;
      }
      put_node(groups, first->from);
      groups.varint(static_cast<std::uint64_t>(end - first));
      groups.varint(all.size() - begin);
      ++group_count;
      first = end;
    }
    const std::string table = groups.take();
    ByteWriter out;
    out.reserve(kUsualTableBytes + kIdBytes * ids_.size() + table.size() + all.size());
    out.varint(ids_.size());
    for (const DocumentId id : ids_) out.id(id);
    out.varint(rules_.size());
    for (const std::string_view rule : rules_) out.string(rule);
    out.varint(confidences_.size());
    for (const std::uint64_t bits : confidences_) out.real(std::bit_cast<double>(bits));
    out.varint(group_count);
    out.varint(table.size());
    out.bytes(table);
    out.bytes(all.take());
    return out.take();
  }

 private:
  [[nodiscard]] bool is_own(const NodeId& node) const { return states_own(writer_, node); }
  [[nodiscard]] bool is_foreign(const Evidence& evidence) const { return evidence.document != writer_; }

  [[nodiscard]] std::uint64_t place_of(DocumentId id) const {
    return 1 + static_cast<std::uint64_t>(std::lower_bound(ids_.begin(), ids_.end(), id) - ids_.begin());
  }

  void put_node(ByteWriter& out, const NodeId& node) const {
    const Kind kind = node.kind() == NodeKind::kDocument ? Kind::kDocument
                      : node.kind() == NodeKind::kClaim  ? Kind::kClaim
                                                         : Kind::kAgent;
    const std::uint64_t place = is_own(node) ? 0 : place_of(as_document(node));
    out.varint(kKinds * place + static_cast<std::uint64_t>(kind));
    if (kind == Kind::kClaim) out.bytes(node.view().substr(1 + kIdBytes));
  }

  void put(ByteWriter& out, const Edge& edge, const Edge* before) {
    const Evidence& evidence = edge.evidence;
    const std::uint8_t attributes =
        static_cast<std::uint8_t>((edge.hop != 0 ? kHop : 0) | (edge.how != CitationHow::kNamed ? kHow : 0) |
                                  (bits_of(edge.score) != 0 ? kScore : 0));
    const bool is_elsewhere = is_foreign(evidence);
    const bool same_places =
        before == nullptr ? !is_elsewhere && evidence.spans.empty()
                          : evidence.document == before->evidence.document && evidence.spans == before->evidence.spans;
    const std::uint64_t rule = rule_of(evidence.rule);
    const std::uint64_t confidence = confidence_of(evidence.confidence);
    const bool same_judgement =
        before == nullptr ? rule == 0 && confidence == 0 : rule == last_rule_ && confidence == last_confidence_;
    last_rule_ = rule;
    last_confidence_ = confidence;
    out.byte(static_cast<std::uint8_t>(static_cast<std::uint8_t>(edge.relation) | (attributes != 0 ? kAttributes : 0) |
                                       (same_places ? kSamePlaces : 0) | (same_judgement ? kSameJudgement : 0) |
                                       (!same_places && is_elsewhere ? kForeignEvidence : 0)));
    put_node(out, edge.to);
    if (attributes != 0) out.byte(attributes);
    if ((attributes & kHop) != 0) out.varint(edge.hop);
    if ((attributes & kHow) != 0) out.byte(static_cast<std::uint8_t>(edge.how));
    if ((attributes & kScore) != 0) out.real(edge.score);
    if (!same_judgement) {
      out.varint(rule);
      out.varint(confidence);
    }
    if (same_places) return;
    if (is_elsewhere) out.varint(place_of(evidence.document));
    out.spans(evidence.spans);
  }

  std::uint64_t rule_of(std::string_view rule) { return place_in(rules_, rule, rule_places_, last_rule_); }
  std::uint64_t confidence_of(double confidence) {
    return place_in(confidences_, bits_of(confidence), confidence_places_, last_confidence_);
  }

  // Most values are that of the edge before, and most lists have few different ones.
  template <class Value>
  static std::uint64_t place_in(std::vector<Value>& values, const Value& value,
                                std::unordered_map<Value, std::uint64_t>& places, std::uint64_t last) {
    constexpr std::size_t kFew = 16;
    if (last < values.size() && values[last] == value) return last;
    const auto few_end = values.begin() + static_cast<std::ptrdiff_t>(std::min(kFew, values.size()));
    if (const auto it = std::find(values.begin(), few_end, value); it != few_end) {
      return static_cast<std::uint64_t>(it - values.begin());
    }
    if (values.size() < kFew) {
      values.push_back(value);
      return values.size() - 1;
    }
    const auto [it, is_new] = places.emplace(value, values.size());
    if (is_new) values.push_back(value);
    return it->second;
  }

  const DocumentId writer_;
  const std::vector<Edge>& edges_;
  std::vector<DocumentId> ids_;  // of documents or agents
  std::vector<std::string_view> rules_;
  std::vector<std::uint64_t> confidences_;  // bits
  std::unordered_map<std::string_view, std::uint64_t> rule_places_;
  std::unordered_map<std::uint64_t, std::uint64_t> confidence_places_;
  std::uint64_t last_rule_ = 0;
  std::uint64_t last_confidence_ = 0;
};

std::optional<EightBytes> id_at(std::string_view ids, std::uint64_t place) {
  if (place == 0 || place > ids.size() / kIdBytes) return std::nullopt;
  return eight(ids.substr((static_cast<std::size_t>(place) - 1) * kIdBytes, kIdBytes));
}

NodeId read_node(ByteReader& in, DocumentId writer, std::string_view ids) {
  const std::uint64_t number = in.varint();
  const auto kind = static_cast<Kind>(number % kKinds);
  EightBytes id = writer.bytes();
  if (number >= kKinds) {
    const std::optional<EightBytes> other = id_at(ids, number / kKinds);
    if (!other) return in.fail("an id that is not in the table"), NodeId{};
    id = *other;
  }
  if (kind == Kind::kDocument) return DocumentId::from(id);
  if (kind == Kind::kAgent) {
    if (number < kKinds) return in.fail("an agent with the writer's number"), NodeId{};
    return AgentId::from(id);
  }
  const std::string_view own = in.bytes(kOwnBytes);
  ClaimId::Array bytes{};
  std::copy(id.begin(), id.end(), bytes.begin());
  if (in.ok()) std::memcpy(bytes.data() + kIdBytes, own.data(), kOwnBytes);
  return ClaimId::from(bytes);
}

// Of every number a byte's low four bits can have, whether it is a relation.
bool is_relation(std::uint8_t number) {
  static const std::array<bool, kRelationBits + 1> kAre = [] {
    std::array<bool, kRelationBits + 1> out{};
    for (std::uint8_t n = 0; n <= kRelationBits; ++n) {
      const auto relation = static_cast<Relation>(n);
      out[n] = parse_relation(to_string(relation)) == relation;
    }
    return out;
  }();
  return kAre[number & kRelationBits];
}

void skip_spans(ByteReader& in) {
  for (std::size_t n = in.count(2); n > 0 && in.ok(); --n) {
    in.varint();
    in.varint();
  }
}

}  // namespace

void sort_edges(std::vector<Edge>& edges) {
  // Edges are large; what they are sorted by is not.
  std::vector<std::pair<EdgeEnds, std::size_t>> order;
  order.reserve(edges.size());
  for (const Edge& edge : edges) order.emplace_back(ends_of(edge), order.size());
  if (std::is_sorted(order.begin(), order.end())) return;
  std::sort(order.begin(), order.end());
  std::vector<Edge> sorted;
  sorted.reserve(edges.size());
  for (const auto& [ends, n] : order) sorted.push_back(std::move(edges[n]));
  edges = std::move(sorted);
}

std::string encode_edges(DocumentId writer, const std::vector<Edge>& edges) {
  return EdgeWriter{writer, edges}.write();
}

Result<StatedEdges> StatedEdges::open(DocumentId writer, std::string_view bytes) {
  ByteReader in{"stated edges", bytes};
  StatedEdges out;
  out.writer_ = writer;
  out.ids_ = in.bytes(in.count(kIdBytes) * kIdBytes);
  out.rule_count_ = in.count(1);
  const std::size_t before_rules = in.left();
  for (std::size_t i = 0; i < out.rule_count_ && in.ok(); ++i) in.bytes(in.count(1));
  out.rules_ = bytes.substr(bytes.size() - before_rules, before_rules - in.left());
  out.confidences_ = in.bytes(in.count(sizeof(double)) * sizeof(double));
  out.group_count_ = in.count(3);
  out.groups_ = in.bytes(in.count(1));
  out.edges_ = in.bytes(in.left());
  if (const Result<int> done = in.finish(0); !done.has_value()) return done.error();
  return out;
}

struct StatedEdges::Group {
  explicit Group(const StatedEdges& of) : table{"stated edges, table", of.groups_} {}

  ByteReader table;
  std::size_t n = 0;  // groups read
  NodeId from;
  std::uint32_t first = 0;  // the ordinal of its first edge
  std::uint32_t count = 0;
  std::size_t begin = 0;  // its bytes among those of all edges
  std::size_t end = 0;
};

// False after the last group, or where the table is wrong: then `group.table` has the error.
bool StatedEdges::next(Group& group) const {
  if (group.n == group_count_) {
    if (group.table.left() != 0 || group.end != edges_.size()) group.table.fail("more bytes than the groups have");
    return false;
  }
  ++group.n;
  group.from = read_node(group.table, writer_, ids_);
  group.first += group.count;
  const std::uint64_t count = group.table.varint(UINT32_MAX - group.first);
  const std::uint64_t length = group.table.varint(edges_.size() - group.end);
  if (count == 0 || count > length / 2) group.table.fail("a count goes past the end");
  group.count = static_cast<std::uint32_t>(count);
  group.begin = group.end;
  group.end += static_cast<std::size_t>(length);
  return group.table.ok();
}

// Of the edges of a group those that `wants`, by their ordinals.
template <class Wants>
Result<void> StatedEdges::read(const Group& group, Wants wants, std::vector<Edge>& out) const {
  ByteReader in{"stated edge", edges_.substr(group.begin, group.end - group.begin)};
  std::uint64_t rule = 0;
  std::uint64_t confidence = 0;
  DocumentId document = writer_;
  Spans spans;
  for (std::uint32_t n = group.first; n < group.first + group.count && in.ok(); ++n) {
    Edge edge;
    const std::uint8_t head = in.byte();
    if (!is_relation(head)) in.fail("a value outside its vocabulary");
    edge.from = group.from;
    edge.relation = static_cast<Relation>(head & kRelationBits);
    edge.to = read_node(in, writer_, ids_);
    const std::uint8_t attributes = (head & kAttributes) != 0 ? in.byte() : 0;
    if ((attributes & kHop) != 0) edge.hop = static_cast<std::uint16_t>(in.varint(UINT16_MAX));
    if ((attributes & kHow) != 0) edge.how = in.one_of<CitationHow>(parse_citation_how);
    if ((attributes & kScore) != 0) edge.score = in.real();
    if ((head & kSameJudgement) == 0) {
      rule = in.varint();
      confidence = in.varint();
    }
    if (rule >= rule_count_ || confidence >= confidences_.size() / sizeof(double)) {
      in.fail("a rule or a confidence that is not in its table");
    }
    if ((head & kSamePlaces) == 0) {
      document = writer_;
      if ((head & kForeignEvidence) != 0) {
        const std::optional<EightBytes> other = id_at(ids_, in.varint());
        if (!other) in.fail("an id that is not in the table");
        document = DocumentId::from(other.value_or(EightBytes{}));
      }
      spans = in.spans();
    }
    if (!in.ok() || !wants(n)) continue;
    edge.evidence.document = document;
    edge.evidence.spans = spans;
    ByteReader rules{"rule", rules_};
    for (std::uint64_t skipped = 0; skipped < rule; ++skipped) rules.bytes(rules.count(1));
    edge.evidence.rule = rules.string();
    ByteReader number{"confidence", confidences_.substr(static_cast<std::size_t>(confidence) * sizeof(double))};
    edge.evidence.confidence = number.real();
    if (!number.ok()) in.fail("a number is not finite");
    out.push_back(std::move(edge));
  }
  const Result<int> done = in.finish(0);
  return done.has_value() ? Result<void>{} : Result<void>{done.error()};
}

Result<std::uint32_t> StatedEdges::size() const {
  Group group{*this};
  while (next(group)) {
  }
  if (!group.table.ok()) return group.table.finish(0).error();
  return group.first + group.count;
}

Result<void> StatedEdges::from(const NodeId& node, std::vector<Edge>& out) const {
  Group group{*this};
  while (next(group)) {
    if (group.from != node) continue;
    return read(
        group, [](std::uint32_t) { return true; }, out);
  }
  return group.table.ok() ? Result<void>{} : Result<void>{group.table.finish(0).error()};
}

Result<void> StatedEdges::at(const std::vector<std::uint32_t>& ordinals, std::vector<Edge>& out) const {
  Group group{*this};
  auto wanted = ordinals.begin();
  while (wanted != ordinals.end() && next(group)) {
    const auto end = std::lower_bound(wanted, ordinals.end(), group.first + group.count);
    if (end == wanted) continue;
    Result<void> done = read(
        group, [&](std::uint32_t n) { return std::binary_search(wanted, end, n); }, out);
    if (!done.has_value()) return done;
    wanted = end;
  }
  if (wanted != ordinals.end()) group.table.fail("an ordinal past the last edge");
  return group.table.ok() ? Result<void>{} : Result<void>{group.table.finish(0).error()};
}

Result<void> StatedEdges::all(std::vector<Edge>& out) const {
  Group group{*this};
  while (next(group)) {
    if (Result<void> done = read(
            group, [](std::uint32_t) { return true; }, out);
        !done.has_value())
      return done;
  }
  return group.table.ok() ? Result<void>{} : Result<void>{group.table.finish(0).error()};
}

Result<void> StatedEdges::ends(const std::function<void(const EdgeEnds&)>& visit) const {
  Group group{*this};
  EdgeEnds ends;
  while (next(group)) {
    ByteReader in{"stated edge", edges_.substr(group.begin, group.end - group.begin)};
    ends.from = group.from;
    for (std::uint32_t n = 0; n < group.count && in.ok(); ++n) {
      const std::uint8_t head = in.byte();
      if (!is_relation(head)) in.fail("a value outside its vocabulary");
      ends.relation = static_cast<Relation>(head & kRelationBits);
      ends.to = read_node(in, writer_, ids_);
      const std::uint8_t attributes = (head & kAttributes) != 0 ? in.byte() : 0;
      if ((attributes & kHop) != 0) in.varint();
      if ((attributes & kHow) != 0) in.byte();
      if ((attributes & kScore) != 0) in.real();
      if ((head & kSameJudgement) == 0) {
        in.varint();
        in.varint();
      }
      if ((head & kSamePlaces) == 0) {
        if ((head & kForeignEvidence) != 0) in.varint();
        skip_spans(in);
      }
      if (in.ok()) visit(ends);
    }
    if (const Result<int> done = in.finish(0); !done.has_value()) return done.error();
  }
  return group.table.ok() ? Result<void>{} : Result<void>{group.table.finish(0).error()};
}

Result<std::vector<Edge>> decode_edges(DocumentId writer, std::string_view bytes) {
  const Result<StatedEdges> stated = StatedEdges::open(writer, bytes);
  if (!stated.has_value()) return stated.error();
  std::vector<Edge> out;
  if (const Result<void> read = stated->all(out); !read.has_value()) return read.error();
  const bool in_order =
      std::is_sorted(out.begin(), out.end(), [](const Edge& a, const Edge& b) { return ends_of(a) < ends_of(b); });
  // One spelling for one list: tables in their order, nothing in them that is not used, nothing said twice.
  if (!in_order || encode_edges(writer, out) != bytes) {
    return Error{ErrorCode::kCorruption, "stated edges: not as they are written"};
  }
  return out;
}

std::string encode_ordinals(const std::vector<std::uint32_t>& ordinals) {
  ByteWriter out;
  std::uint32_t next = 0;
  for (const std::uint32_t ordinal : ordinals) {
    out.varint(ordinal - next);
    next = ordinal + 1;
  }
  return out.take();
}

Result<std::vector<std::uint32_t>> decode_ordinals(std::string_view bytes) {
  ByteReader in{"ordinals of edges", bytes};
  std::vector<std::uint32_t> out;
  std::uint64_t next = 0;
  do {
    next += in.varint(UINT32_MAX);
    if (next > UINT32_MAX) in.fail("a number is too large");
    if (in.ok()) out.push_back(static_cast<std::uint32_t>(next++));
  } while (in.left() > 0);
  return in.finish(std::move(out));
}

}  // namespace headwater::codec
