// Picture: the chains of a claim as boxes and arrows, laid out, for people who would rather look than read.
//
//   const headwater::Result<headwater::Picture> p = headwater::picture(store, trace, {});
//   std::ofstream{"chains.svg"} << headwater::picture_svg(*p);
//
// The asked document stands on the left, sources on the right; an arrow leads from what was written to what it rests
// on. Any thread; laying out takes turns. Deterministic for a given trace and version of Graphviz.
#ifndef HEADWATER_QUERY_PICTURE_H_
#define HEADWATER_QUERY_PICTURE_H_

#include <cstddef>
#include <optional>
#include <string>
#include <vector>

#include "headwater/graph/store.h"
#include "headwater/query/trace.h"

namespace headwater {

struct Point {
  double x = 0, y = 0;  // points of 1/72 inch; x to the right, y downwards

  bool operator==(const Point&) const = default;
};

struct PictureNode {
  NodeId node;                  // a document or an agent
  std::string title;            // what it is called
  std::string detail;           // who put it out, when, in what: one line, may be empty
  std::optional<EndClass> end;  // where a chain ends here
  bool is_asked = false;        // the document in which the claim stands
  bool is_gap = false;          // it is named and not held, or nobody is named: drawn dashed
  std::size_t copies = 0;       // of it that were folded into it
  Point centre;
  double width = 0, height = 0;
};

struct PictureEdge {
  std::size_t from = 0, to = 0;  // places in `nodes`
  Relation relation = Relation::kCites;
  double confidence = 0;    // the best of the steps it stands for
  std::string quote;        // the words that show it
  bool is_loop = false;     // it closes one
  std::vector<Point> path;  // a cubic Bezier curve of 3n + 1 points
};

struct Picture {
  std::vector<PictureNode> nodes;  // the asked document first, then as the chains pass them, the best supported first
  std::vector<PictureEdge> edges;
  double width = 0, height = 0;
  std::size_t nodes_left_out = 0;  // for PictureOptions::max_nodes, each once
  bool truncated = false;          // some are left out, or the trace was cut before it came to all
};

// As many boxes as are laid out by how edges cross, which of more would take minutes: those stand in plain columns.
inline constexpr std::size_t kUsualBoxes = 300;

struct PictureOptions {
  std::size_t max_nodes = kUsualBoxes;
  // A document that is a copy of the one it rests on, by its byline or a credit line, is drawn as that one.
  bool fold_copies = true;
};

// Of the part of the store that the trace was made from. Errors are those of the store.
Result<Picture> picture(const Store& store, const Trace& trace, const PictureOptions& options);

// Graphviz's language, to be drawn by other programs. Text is escaped.
std::string picture_dot(const Picture& picture);
// SVG 1.1, whole in itself, without scripts or links; colours follow the reader's light or dark scheme. Text is
// escaped.
std::string picture_svg(const Picture& picture);

}  // namespace headwater

#endif  // HEADWATER_QUERY_PICTURE_H_
