// PROV-N (W3C recommendation, 2013): the notation of the PROV data model for people.
#include "interchange/formats.h"
#include "interchange/prov_relation.h"
#include "json_parts.h"

namespace headwater::detail {
namespace {

// JSON's escapes are among those of the notation's strings.
std::string quoted(const std::string& text) { return dumped(Json(text)); }

std::string attribute(std::string_view name, const Told& one) {
  const std::string before = ", " + std::string{name} + "=";
  switch (one.type) {
    case Told::Type::kReal:
      return before + quoted(one.value) + " %% xsd:double";
    case Told::Type::kFlag:
      return before + quoted(one.value) + " %% xsd:boolean";
    case Told::Type::kNode:
      return before + "'hw:" + one.value + "'";
    default:
      return before + quoted(one.value);
  }
}

std::string attributes(const std::vector<Told>& things) {
  std::string out;
  for (const Told& one : things) out += attribute("hw:" + std::string{one.name}, one);
  return out;
}

}  // namespace

Result<void> write_prov_n(Visible& from, ExportOut& out) {
  if (Result<void> done = out.write("document\n  prefix hw <urn:headwater:>\n"); !done) return done;
  const Result<void> nodes = from.each_node([&](const ToldNode& node) {
    return out.write(std::string{node.kind == "agent" ? "  agent" : "  entity"} + "(hw:" + to_string(node.id) +
                     ", [prov:label=" + quoted(node.name) + attributes(things_of(node)) + "])\n");
  });
  if (!nodes) return nodes;
  const Result<void> edges = from.each_edge([&](const ToldEdge& told) {
    const ProvRelation& relation = prov_relation(told.edge);
    const std::string ends = "hw:" + to_string(told.edge.from) + ", hw:" + to_string(told.edge.to);
    if (relation.name == "alternateOf") return out.write("  alternateOf(" + ends + ")\n");
    std::string things = attributes(things_of(told)).substr(2);
    if (!relation.type.empty()) things = "prov:type='" + std::string{relation.type} + "', " + things;
    const std::string_view unsaid = relation.name == "wasDerivedFrom"    ? ", -, -, -"
                                    : relation.name == "actedOnBehalfOf" ? ", -"
                                                                         : "";
    return out.write("  " + std::string{relation.name} + "(hw:" + told.id + "; " + ends + std::string{unsaid} + ", [" +
                     things + "])\n");
  });
  if (!edges) return edges;
  return out.write("endDocument\n");
}

}  // namespace headwater::detail
