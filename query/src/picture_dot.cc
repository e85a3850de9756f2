// A picture in Graphviz's language.
#include <cstdio>
#include <string>

#include "headwater/query/picture.h"
#include "markup.h"

namespace headwater {

std::string picture_dot(const Picture& picture) {
  using detail::dot_text;
  std::string out =
      "digraph chains {\n"
      "  rankdir=LR;\n"
      "  node [shape=box, fontname=\"Helvetica\", fontsize=11];\n"
      "  edge [fontname=\"Helvetica\", fontsize=9];\n";
  for (std::size_t i = 0; i < picture.nodes.size(); ++i) {
    const PictureNode& node = picture.nodes[i];
    // "\n" in a label ends a line, so what would be one in the text is escaped before the two are put together.
    std::string label = dot_text(node.title);
    const auto add_line = [&](std::string_view text) {
      label.pop_back();
      label += "\\n" + dot_text(text).substr(1);
    };
    if (!node.detail.empty()) add_line(node.detail);
    if (node.end) add_line(to_string(*node.end));
    out += "  n" + std::to_string(i) + " [label=" + label + ", tooltip=" + dot_text(to_string(node.node));
    if (node.is_gap) out += ", style=dashed";
    if (node.is_asked) out += ", penwidth=2";
    out += "];\n";
  }
  for (const PictureEdge& edge : picture.edges) {
    char width[32];
    std::snprintf(width, sizeof width, "%.2f", 0.5 + 1.5 * edge.confidence);
    out += "  n" + std::to_string(edge.from) + " -> n" + std::to_string(edge.to) +
           " [label=" + dot_text(to_string(edge.relation)) + ", tooltip=" + dot_text(edge.quote) +
           ", penwidth=" + width;
    if (edge.is_loop) out += ", style=bold, color=red, constraint=false";
    out += "];\n";
  }
  return out + "}\n";
}

}  // namespace headwater
