// Graphviz's language. Names are cut as labels; all else is in the other formats.
#include "interchange/formats.h"
#include "markup.h"

namespace headwater::detail {

Result<void> write_dot(Visible& from, ExportOut& out) {
  constexpr std::size_t kLabelBytes = 120;
  if (Result<void> done = out.write("digraph headwater {\n  rankdir=LR;\n"); !done) return done;
  const Result<void> nodes = from.each_node([&](const ToldNode& n) {
    return out.write("  " + to_string(n.id) + " [label=" + dot_text(n.name, kLabelBytes) + ", shape=" +
                     (n.kind == "claim"   ? "note"
                      : n.kind == "agent" ? "ellipse"
                                          : "box") +
                     (n.held ? "" : ", style=dashed") + "];\n");
  });
  if (!nodes) return nodes;
  const Result<void> edges = from.each_edge([&](const ToldEdge& told) {
    return out.write("  " + to_string(told.edge.from) + " -> " + to_string(told.edge.to) +
                     " [label=" + dot_text(to_string(told.edge.relation)) + "];\n");
  });
  if (!edges) return edges;
  return out.write("}\n");
}

}  // namespace headwater::detail
