// A picture as SVG.
#include <cstdio>
#include <string>

#include "headwater/query/picture.h"
#include "headwater/query/report.h"
#include "markup.h"

namespace headwater {
namespace {

using detail::markup_text;

// Colours are chosen for 4.5 to 1 against their ground, in both schemes.
constexpr std::string_view kStyle =
    "text{font:12px system-ui,sans-serif;fill:#1b1f24}.d{fill:#4a5361;font-size:11px}"
    ".b{fill:#fff;stroke:#6b7480}.asked{stroke-width:2.5;stroke:#1b1f24}.gap{stroke-dasharray:5 4}"
    ".primary{fill:#e3f4e6}.firsthand{fill:#e2effb}.anonymous{fill:#fdf0d8}.referenced{fill:#eee9f9}"
    ".unattributed{fill:#eceef0}.circular{fill:#fde3e3}"
    ".e{fill:none;stroke:#4a5361}.h{fill:#4a5361}.loop{stroke:#b3261e}.loop.h{fill:#b3261e}"
    "@media(prefers-color-scheme:dark){text{fill:#eceff3}.d{fill:#b9c2cd}.b{fill:#20262e;stroke:#8b95a1}"
    ".asked{stroke:#fff}.primary{fill:#17402a}.firsthand{fill:#173a57}.anonymous{fill:#54400f}.referenced{fill:#3a2f5c}"
    ".unattributed{fill:#333a43}.circular{fill:#5a2020}.e{stroke:#b9c2cd}.h{fill:#b9c2cd}.loop{stroke:#ff8a80}"
    ".loop.h{fill:#ff8a80}}";

constexpr double kEdge = 12;  // free around the picture, points
constexpr double kHead = 8;   // length of an arrow's head

std::string number(double value) {
  char text[32];
  std::snprintf(text, sizeof text, "%.1f", value);
  return text;
}

std::string at(const Point& p) { return number(p.x + kEdge) + "," + number(p.y + kEdge); }

std::string head_of(const PictureEdge& edge) {
  const Point& tip = edge.path.back();
  const Point& before = edge.path[edge.path.size() - 2];
  double x = tip.x - before.x, y = tip.y - before.y;
  const double length = __builtin_sqrt(x * x + y * y);
  if (length < 0.01) return "";
  x *= kHead / length;
  y *= kHead / length;
  return "M" + at(tip) + " L" + at({tip.x - x - y / 2, tip.y - y + x / 2}) + " L" +
         at({tip.x - x + y / 2, tip.y - y - x / 2}) + "Z";
}

std::string edge_svg(const PictureEdge& edge, const Picture& picture) {
  if (edge.path.size() < 4) return "";
  std::string path = "M" + at(edge.path[0]);
  for (std::size_t i = 1; i + 2 < edge.path.size(); i += 3) {
    path += " C" + at(edge.path[i]) + " " + at(edge.path[i + 1]) + " " + at(edge.path[i + 2]);
  }
  std::string title =
      picture.nodes[edge.from].title + " - " + spaced(to_string(edge.relation)) + " - " + picture.nodes[edge.to].title;
  if (!edge.quote.empty()) title += ": " + edge.quote;
  const std::string loop = edge.is_loop ? " loop" : "";
  return "<g><title>" + markup_text(title) + "</title><path class=\"e" + loop + "\" stroke-width=\"" +
         number(0.6 + 1.8 * edge.confidence) + "\" d=\"" + path + "\"/><path class=\"h" + loop + "\" d=\"" +
         head_of(edge) + "\"/></g>\n";
}

std::string node_svg(const PictureNode& node) {
  const double left = node.centre.x - node.width / 2 + kEdge, top = node.centre.y - node.height / 2 + kEdge;
  std::string style = "b";
  if (node.end) style += " " + std::string{to_string(*node.end)};
  if (node.is_asked) style += " asked";
  if (node.is_gap) style += " gap";
  std::string out = "<g id=\"" + to_string(node.node) + "\"><title>" + markup_text(node.title + ". " + node.detail) +
                    "</title><rect class=\"" + style + "\" rx=\"5\" x=\"" + number(left) + "\" y=\"" + number(top) +
                    "\" width=\"" + number(node.width) + "\" height=\"" + number(node.height) + "\"/>";
  double line = top + 20;
  const auto add = [&](const std::string& text, std::string_view style_of_text) {
    out += "<text" + std::string{style_of_text} + " x=\"" + number(left + 9) + "\" y=\"" + number(line) + "\">" +
           markup_text(text) + "</text>";
    line += 15;
  };
  add(node.title, "");
  if (!node.detail.empty()) add(node.detail, " class=\"d\"");
  if (node.end) {
    const bool is_named = *node.end == EndClass::kPrimary || *node.end == EndClass::kReferenced;
    add(std::string{to_string(*node.end)} + (node.is_gap && is_named ? ", not held" : ""), " class=\"d\"");
  }
  return out + "</g>\n";
}

}  // namespace

std::string picture_svg(const Picture& picture) {
  const std::string width = number(picture.width + 2 * kEdge), height = number(picture.height + 2 * kEdge);
  std::string out = "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"" + width + "\" height=\"" + height +
                    "\" viewBox=\"0 0 " + width + " " + height + "\" role=\"img\" aria-label=\"" +
                    "Chains from the claim's document on the left to its sources on the right\">\n<style>" +
                    std::string{kStyle} + "</style>\n";
  for (const PictureEdge& edge : picture.edges) out += edge_svg(edge, picture);
  for (const PictureNode& node : picture.nodes) out += node_svg(node);
  return out + "</svg>\n";
}

}  // namespace headwater
