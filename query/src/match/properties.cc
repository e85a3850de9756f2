#include "properties.h"

#include <algorithm>
#include <array>
#include <vector>

#include "headwater/schema/date.h"

namespace headwater::detail {
namespace {

template <class Record>
struct Property {
  std::string_view name;
  Cell (*of)(const Record&);
};

Cell words(const std::string& text) { return text.empty() ? Cell{} : Cell{text}; }
Cell words(std::string_view text) { return Cell{std::string{text}}; }
Cell id_text(const NodeId& node) { return node.is_null() ? Cell{} : Cell{to_string(node)}; }
Cell day(const std::optional<Date>& date) { return date ? Cell{date->text()} : Cell{}; }

template <class Id>
Cell optional_id(const std::optional<Id>& id) {
  return id ? id_text(NodeId{*id}) : Cell{};
}

constexpr std::array kOfClaims{
    Property<Claim>{"id", [](const Claim& c) { return id_text(c.id); }},
    Property<Claim>{"text", [](const Claim& c) { return words(c.text); }},
    Property<Claim>{"form", [](const Claim& c) { return words(to_string(c.form)); }},
    Property<Claim>{"polarity", [](const Claim& c) { return words(to_string(c.polarity)); }},
    Property<Claim>{"certainty", [](const Claim& c) { return Cell{c.certainty}; }},
    Property<Claim>{"speaker", [](const Claim& c) { return optional_id(c.speaker); }},
    Property<Claim>{"origin", [](const Claim& c) { return optional_id(c.origin); }},
    Property<Claim>{"document", [](const Claim& c) { return id_text(document_of(c.id)); }},
    Property<Claim>{"end", [](const Claim& c) { return words(to_string(c.end)); }},
    Property<Claim>{"rule", [](const Claim& c) { return words(c.rule); }},
    Property<Claim>{"confidence", [](const Claim& c) { return Cell{c.confidence}; }},
};

constexpr std::array kOfDocuments{
    Property<Document>{"id", [](const Document& d) { return id_text(d.id); }},
    Property<Document>{"title", [](const Document& d) { return words(d.title); }},
    Property<Document>{"publisher", [](const Document& d) { return words(d.publisher); }},
    Property<Document>{"authors", [](const Document& d) { return d.authors.empty() ? Cell{} : Cell{d.authors}; }},
    Property<Document>{"published", [](const Document& d) { return day(d.published); }},
    Property<Document>{"updated", [](const Document& d) { return day(d.updated); }},
    Property<Document>{"retrieved", [](const Document& d) { return day(d.retrieved); }},
    Property<Document>{"recorded",
                       [](const Document& d) {
                         return d.recorded == 0 ? Cell{} : Cell{Date::from_seconds_since_epoch(d.recorded).text()};
                       }},
    Property<Document>{"url", [](const Document& d) { return words(d.url); }},
    Property<Document>{"copy_of", [](const Document& d) { return words(d.copy_of); }},
    Property<Document>{"family", [](const Document& d) { return words(d.family); }},
    Property<Document>{"path", [](const Document& d) { return words(d.path); }},
    Property<Document>{"language", [](const Document& d) { return words(d.language); }},
    Property<Document>{"encoding", [](const Document& d) { return words(d.encoding); }},
    Property<Document>{"sha256", [](const Document& d) { return words(d.sha256); }},
    Property<Document>{"text_bytes", [](const Document& d) { return Cell{static_cast<std::int64_t>(d.text_bytes)}; }},
    Property<Document>{"kind", [](const Document& d) { return words(to_string(d.kind)); }},
    Property<Document>{"format", [](const Document& d) { return words(to_string(d.format)); }},
    Property<Document>{"medium", [](const Document& d) { return words(to_string(d.medium)); }},
    Property<Document>{"behind_wall", [](const Document& d) { return Cell{d.behind_wall}; }},
    Property<Document>{"held", [](const Document& d) { return Cell{d.held}; }},
};

constexpr std::array kOfAgents{
    Property<Agent>{"id", [](const Agent& a) { return id_text(a.id); }},
    Property<Agent>{"name", [](const Agent& a) { return words(a.name); }},
    Property<Agent>{"names", [](const Agent& a) { return a.names.empty() ? Cell{} : Cell{a.names}; }},
    Property<Agent>{"kind", [](const Agent& a) { return words(to_string(a.kind)); }},
    Property<Agent>{"anonymous", [](const Agent& a) { return Cell{a.anonymous}; }},
};

constexpr std::array kOfEdges{
    Property<Edge>{"relation", [](const Edge& e) { return words(to_string(e.relation)); }},
    Property<Edge>{"hop", [](const Edge& e) { return Cell{std::int64_t{e.hop}}; }},
    Property<Edge>{"how",
                   [](const Edge& e) { return e.relation == Relation::kCites ? words(to_string(e.how)) : Cell{}; }},
    Property<Edge>{"score", [](const Edge& e) { return Cell{e.score}; }},
    Property<Edge>{"document", [](const Edge& e) { return id_text(e.evidence.document); }},
    Property<Edge>{"rule", [](const Edge& e) { return words(e.evidence.rule); }},
    Property<Edge>{"confidence", [](const Edge& e) { return Cell{e.evidence.confidence}; }},
};

template <class Record, std::size_t kSize>
const Property<Record>* find(const std::array<Property<Record>, kSize>& all, std::string_view name) {
  const auto it = std::find_if(all.begin(), all.end(), [&](const Property<Record>& p) { return p.name == name; });
  return it == all.end() ? nullptr : &*it;
}

template <class Record, std::size_t kSize>
std::optional<Cell> look(const std::array<Property<Record>, kSize>& all, const Record& record, std::string_view name) {
  const Property<Record>* property = find(all, name);
  return property == nullptr ? std::nullopt : std::optional<Cell>{property->of(record)};
}

template <class Record, std::size_t kSize>
void list(const std::array<Property<Record>, kSize>& all, std::vector<std::string_view>& out) {
  for (const Property<Record>& property : all) {
    if (std::find(out.begin(), out.end(), property.name) == out.end()) out.push_back(property.name);
  }
}

std::string with_commas(const std::vector<std::string_view>& names) {
  std::string out;
  for (const std::string_view name : names) out.append(out.empty() ? "" : ", ").append(name);
  return out;
}

}  // namespace

std::optional<Cell> property_of(const Claim& claim, std::string_view name) { return look(kOfClaims, claim, name); }
std::optional<Cell> property_of(const Document& document, std::string_view name) {
  return look(kOfDocuments, document, name);
}
std::optional<Cell> property_of(const Agent& agent, std::string_view name) { return look(kOfAgents, agent, name); }
std::optional<Cell> property_of(const Edge& edge, std::string_view name) { return look(kOfEdges, edge, name); }

Kinds kinds_with(std::string_view property) {
  return {find(kOfClaims, property) != nullptr, find(kOfDocuments, property) != nullptr,
          find(kOfAgents, property) != nullptr};
}

std::string properties_of(const Kinds& kinds) {
  std::vector<std::string_view> names;
  if (kinds.claim) list(kOfClaims, names);
  if (kinds.document) list(kOfDocuments, names);
  if (kinds.agent) list(kOfAgents, names);
  return with_commas(names);
}

std::string properties_of_edges() {
  std::vector<std::string_view> names;
  list(kOfEdges, names);
  names.push_back(kQuoteProperty);
  return with_commas(names);
}

bool is_edge_property(std::string_view name) { return name == kQuoteProperty || find(kOfEdges, name) != nullptr; }

}  // namespace headwater::detail
