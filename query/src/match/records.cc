#include "records.h"

#include <algorithm>
#include <iterator>
#include <type_traits>
#include <utility>
#include <variant>

#include "properties.h"

namespace headwater::detail {

Result<Cell> Records::property(const Cell& of, std::string_view name) {
  if (const auto* edge = std::get_if<Edge>(&of)) {
    if (name != kQuoteProperty) return property_of(*edge, name).value_or(Cell{});
    Result<std::string> quote = store_.quote(edge->evidence);
    if (!quote.has_value()) return quote.error();
    return quote->empty() ? Cell{} : Cell{std::move(quote).value()};
  }
  const auto* node = std::get_if<NodeId>(&of);
  if (node == nullptr) return Cell{};
  if (const std::optional<ClaimId> claim = node->claim()) {
    const Result<const Claim*> record = view_->claim(*claim);
    if (!record.has_value()) return record.error();
    return *record == nullptr ? Cell{} : property_of(**record, name).value_or(Cell{});
  }
  if (const std::optional<DocumentId> document = node->document()) {
    const Result<const Document*> record = view_->document(*document);
    if (!record.has_value()) return record.error();
    return *record == nullptr ? Cell{} : property_of(**record, name).value_or(Cell{});
  }
  const Result<std::optional<Agent>> record = view_->agent(node->agent().value_or(AgentId{}));
  if (!record.has_value()) return record.error();
  return *record ? property_of(**record, name).value_or(Cell{}) : Cell{};
}

Result<std::vector<Edge>> Records::edges(const NodeId& node, Direction direction,
                                         const std::vector<Relation>& relations, std::size_t limit) {
  const bool up = direction == Direction::kUpstream;
  if (relations.empty()) return up ? view_->upstream(node) : view_->downstream(node, limit);
  std::vector<Edge> out;
  for (const Relation relation : relations) {
    Result<std::vector<Edge>> some = up ? view_->upstream(node, relation) : view_->downstream(node, relation, limit);
    if (!some.has_value()) return some;
    out.insert(out.end(), std::make_move_iterator(some->begin()), std::make_move_iterator(some->end()));
  }
  return out;
}

Result<Node> Records::node(const NodeId& id) {
  if (const std::optional<ClaimId> of = id.claim()) {
    ClaimNode out;
    out.claim.id = *of;
    out.document.id = document_of(*of);
    const Result<const Claim*> claim = view_->claim(*of);
    if (!claim.has_value()) return claim.error();
    if (*claim != nullptr) out.claim = **claim;
    const Result<const Document*> document = view_->document(out.document.id);
    if (!document.has_value()) return document.error();
    if (*document != nullptr) out.document = **document;
    return Node{std::move(out)};
  }
  if (const std::optional<DocumentId> of = id.document()) {
    Document out;
    out.id = *of;
    const Result<const Document*> document = view_->document(*of);
    if (!document.has_value()) return document.error();
    return Node{*document == nullptr ? out : **document};
  }
  Agent out;
  out.id = id.agent().value_or(AgentId{});
  Result<std::optional<Agent>> agent = view_->agent(out.id);
  if (!agent.has_value()) return agent.error();
  return Node{*agent ? std::move(**agent) : out};
}

Result<MatchValue> Records::value(const Cell& cell) {
  if (const auto* id = std::get_if<NodeId>(&cell)) {
    Result<Node> found = node(*id);
    if (!found.has_value()) return found.error();
    return MatchValue{std::move(found).value()};
  }
  if (const auto* edge = std::get_if<Edge>(&cell)) {
    Result<std::string> quote = store_.quote(edge->evidence);
    if (!quote.has_value()) return quote.error();
    return MatchValue{MatchedEdge{*edge, std::move(quote).value()}};
  }
  return std::visit(
      [](const auto& plain) {
        using Plain = std::decay_t<decltype(plain)>;
        if constexpr (std::is_same_v<Plain, NodeId> || std::is_same_v<Plain, Edge>) {
          return MatchValue{};
        } else {
          return MatchValue{plain};
        }
      },
      cell);
}

}  // namespace headwater::detail
