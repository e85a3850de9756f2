// Cytoscape JSON: what Cytoscape opens as .cyjs, Cytoscape.js takes as its elements, networkx as cytoscape_data.
#include <utility>

#include "interchange/formats.h"
#include "json_parts.h"

namespace headwater::detail {
namespace {

void add(Json& data, const std::vector<Told>& things) {
  for (const Told& one : things) {
    const std::string name{one.name};
    switch (one.type) {
      case Told::Type::kReal:
        data[name] = Json::parse(one.value, nullptr, false);
        break;
      case Told::Type::kFlag:
        data[name] = one.value == "true";
        break;
      default:
        data[name] = one.value;
        break;
    }
  }
}

}  // namespace

Result<void> write_cytoscape(Visible& from, ExportOut& out) {
  const std::string_view head =
      R"({"format_version":"1.0","generated_by":"headwater","target_cytoscapejs_version":"~3","data":[],)"
      R"("directed":true,"multigraph":true,"elements":{"nodes":[)";
  if (Result<void> done = out.write(head); !done) return done;
  bool first = true;
  const auto write = [&](Json data) {
    const std::string before = std::exchange(first, false) ? "\n" : ",\n";
    return out.write(before + dumped(Json{{"data", std::move(data)}}));
  };
  const Result<void> nodes = from.each_node([&](const ToldNode& node) {
    Json data{{"id", to_string(node.id)}, {"name", node.name}};
    add(data, things_of(node));
    return write(std::move(data));
  });
  if (!nodes) return nodes;
  if (Result<void> done = out.write("\n],\"edges\":["); !done) return done;
  first = true;
  const Result<void> edges = from.each_edge([&](const ToldEdge& told) {
    Json data{{"id", told.id}, {"source", to_string(told.edge.from)}, {"target", to_string(told.edge.to)}};
    add(data, things_of(told));
    return write(std::move(data));
  });
  if (!edges) return edges;
  return out.write("\n]}}\n");
}

}  // namespace headwater::detail
