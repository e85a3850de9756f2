// PROV-JSON (W3C member submission, 2013).
#include <utility>

#include "interchange/formats.h"
#include "interchange/prov_relation.h"
#include "json_parts.h"

namespace headwater::detail {
namespace {

std::string name_of(std::string_view id) { return "hw:" + std::string{id}; }
Json qualified(std::string name) { return {{"$", std::move(name)}, {"type", "prov:QUALIFIED_NAME"}}; }

void add(Json& value, const std::vector<Told>& things) {
  for (const Told& one : things) {
    Json& at = value[name_of(one.name)];
    switch (one.type) {
      case Told::Type::kReal:
        at = {{"$", one.value}, {"type", "xsd:double"}};
        break;
      case Told::Type::kFlag:
        at = one.value == "true";
        break;
      case Told::Type::kNode:
        at = qualified(name_of(one.value));
        break;
      default:
        at = one.value;
        break;
    }
  }
}

}  // namespace

// A section of named things at a time, since PROV-JSON is one object of sections.
Result<void> write_prov_json(Visible& from, ExportOut& out) {
  bool first = true;
  const auto write = [&](const std::string& name, const Json& value) {
    const std::string before = std::exchange(first, false) ? "\n" : ",\n";
    return out.write(before + dumped(name) + ":" + dumped(value));
  };
  const auto begin = [&](std::string_view section) {
    first = true;
    return out.write(",\n\"" + std::string{section} + "\":{");
  };
  if (Result<void> done = out.write("{\"prefix\":{\"hw\":\"urn:headwater:\"}"); !done) return done;
  for (const bool agents : {false, true}) {
    if (Result<void> done = begin(agents ? "agent" : "entity"); !done) return done;
    const Result<void> nodes = from.each_node([&](const ToldNode& node) -> Result<void> {
      if ((node.kind == "agent") != agents) return {};
      Json value{{"prov:label", node.name}};
      add(value, things_of(node));
      return write(name_of(to_string(node.id)), value);
    });
    if (!nodes) return nodes;
    if (Result<void> done = out.write("}"); !done) return done;
  }
  for (const std::string_view section : kProvRelationNames) {
    if (Result<void> done = begin(section); !done) return done;
    const Result<void> edges = from.each_edge([&](const ToldEdge& told) -> Result<void> {
      const ProvRelation& relation = prov_relation(told.edge);
      if (relation.name != section) return {};
      Json value;
      value[std::string{relation.from}] = name_of(to_string(told.edge.from));
      value[std::string{relation.to}] = name_of(to_string(told.edge.to));
      // Of all relations this one has neither name nor attributes in PROV-DM.
      if (section == "alternateOf") return write("_:" + told.id, value);
      if (!relation.type.empty()) value["prov:type"] = qualified(std::string{relation.type});
      add(value, things_of(told));
      return write(name_of(told.id), value);
    });
    if (!edges) return edges;
    if (Result<void> done = out.write("}"); !done) return done;
  }
  return out.write("}\n");
}

}  // namespace headwater::detail
