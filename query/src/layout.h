// Where the boxes of a picture stand: by Graphviz's layered drawing (Gansner, Koutsofios, North and Vo, "A Technique
// for Drawing Directed Graphs", IEEE Transactions on Software Engineering 19:3, 1993). Nothing else of the library is
// used: it sees sizes and edges, and no text.
#ifndef HEADWATER_QUERY_SRC_LAYOUT_H_
#define HEADWATER_QUERY_SRC_LAYOUT_H_

#include <cstddef>
#include <vector>

#include "headwater/query/picture.h"

namespace headwater::detail {

struct LayoutBox {
  double width = 0, height = 0;  // points
};
struct LayoutEdge {
  std::size_t from = 0, to = 0;  // places in the list of boxes
};
struct Layout {
  std::vector<Point> centres;             // of the boxes; x to the right, y downwards
  std::vector<std::vector<Point>> paths;  // of the edges, from `from` to `to`: a cubic Bezier curve's 3n + 1 points
  double width = 0, height = 0;
};

// Edges lead from left to right as far as there are no loops. What would take the library more than a second, which is
// much beyond 300 boxes or three edges each, stands in columns (layout_columns.h). Takes turns with itself.
Layout lay_out(const std::vector<LayoutBox>& boxes, const std::vector<LayoutEdge>& edges);

}  // namespace headwater::detail

#endif  // HEADWATER_QUERY_SRC_LAYOUT_H_
