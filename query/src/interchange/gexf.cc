// GEXF 1.2 (gexf.net): the version that networkx reads, and Gephi too.
#include <array>
#include <string>
#include <utility>

#include "interchange/formats.h"
#include "interchange/xml_text.h"

namespace headwater::detail {
namespace {

using Column = std::pair<std::string_view, std::string_view>;  // name, type
constexpr std::array<Column, 5> kNodeColumns{
    {{"kind", "string"}, {"detail", "string"}, {"date", "string"}, {"url", "string"}, {"held", "boolean"}}};
constexpr std::array<Column, 9> kEdgeColumns{{{"relation", "string"},
                                              {"hop", "string"},
                                              {"how", "string"},
                                              {"score", "double"},
                                              {"document", "string"},
                                              {"spans", "string"},
                                              {"quote", "string"},
                                              {"rule", "string"},
                                              {"confidence", "double"}}};

template <class Columns>
std::string columns_text(std::string_view of, const Columns& columns) {
  std::string out = "<attributes class=\"" + std::string{of} + "\">\n";
  for (const auto& [name, type] : columns)
    out += "<attribute id=\"" + std::string{name} + "\" title=\"" + std::string{name} + "\" type=\"" +
           std::string{type} + "\"/>\n";
  return out + "</attributes>\n";
}

std::string values_text(const std::vector<Told>& things) {
  std::string out = "<attvalues>";
  for (const Told& one : things)
    out += "<attvalue for=\"" + std::string{one.name} + "\" value=\"" + xml_text(one.value) + "\"/>";
  return out + "</attvalues>";
}

}  // namespace

Result<void> write_gexf(Visible& from, ExportOut& out) {
  const std::string head =
      "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"
      "<gexf xmlns=\"http://www.gexf.net/1.2draft\" version=\"1.2\">\n"
      "<graph defaultedgetype=\"directed\" mode=\"static\">\n" +
      columns_text("node", kNodeColumns) + columns_text("edge", kEdgeColumns) + "<nodes>\n";
  if (Result<void> done = out.write(head); !done) return done;
  const Result<void> nodes = from.each_node([&](const ToldNode& node) {
    return out.write("<node id=\"" + to_string(node.id) + "\" label=\"" + xml_text(node.name) + "\">" +
                     values_text(things_of(node)) + "</node>\n");
  });
  if (!nodes) return nodes;
  if (Result<void> done = out.write("</nodes>\n<edges>\n"); !done) return done;
  const Result<void> edges = from.each_edge([&](const ToldEdge& told) {
    return out.write("<edge id=\"" + told.id + "\" source=\"" + to_string(told.edge.from) + "\" target=\"" +
                     to_string(told.edge.to) + "\">" + values_text(things_of(told)) + "</edge>\n");
  });
  if (!edges) return edges;
  return out.write("</edges>\n</graph>\n</gexf>\n");
}

}  // namespace headwater::detail
