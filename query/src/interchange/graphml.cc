// GraphML 1.0 (graphml.graphdrawing.org).
#include "interchange/formats.h"
#include "interchange/xml_text.h"

namespace headwater::detail {
namespace {

std::string key(std::string_view name, std::string_view of, std::string_view type) {
  return "<key id=\"" + std::string{name} + "\" for=\"" + std::string{of} + "\" attr.name=\"" + std::string{name} +
         "\" attr.type=\"" + std::string{type} + "\"/>\n";
}

std::string data(std::string_view name, std::string_view value) {
  return "<data key=\"" + std::string{name} + "\">" + xml_text(value) + "</data>";
}

}  // namespace

Result<void> write_graphml(Visible& from, ExportOut& out) {
  std::string head =
      "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"
      "<graphml xmlns=\"http://graphml.graphdrawing.org/xmlns\">\n";
  for (const std::string_view name : {"kind", "name", "detail", "date", "url"}) head += key(name, "node", "string");
  head += key("held", "node", "boolean");
  for (const std::string_view name : {"relation", "hop", "how", "document", "spans", "quote", "rule"})
    head += key(name, "edge", "string");
  for (const std::string_view name : {"score", "confidence"}) head += key(name, "edge", "double");
  if (Result<void> done = out.write(head + "<graph edgedefault=\"directed\">\n"); !done) return done;
  const Result<void> nodes = from.each_node([&](const ToldNode& node) {
    std::string text = "<node id=\"" + to_string(node.id) + "\">" + data("name", node.name);
    for (const Told& one : things_of(node)) text += data(one.name, one.value);
    return out.write(text + "</node>\n");
  });
  if (!nodes) return nodes;
  const Result<void> edges = from.each_edge([&](const ToldEdge& told) {
    std::string text = "<edge id=\"" + told.id + "\" source=\"" + to_string(told.edge.from) + "\" target=\"" +
                       to_string(told.edge.to) + "\">";
    for (const Told& one : things_of(told)) text += data(one.name, one.value);
    return out.write(text + "</edge>\n");
  });
  if (!edges) return edges;
  return out.write("</graph>\n</graphml>\n");
}

}  // namespace headwater::detail
