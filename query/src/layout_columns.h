// Where the boxes of a picture stand when there are too many, or too many edges between them, for a drawing that weighs
// crossings: in columns, by how few edges lead to a box from the first one (the layers of a breadth-first search), each
// beside those it is joined to in the column before (the barycentre of Sugiyama, Tagawa and Toda, "Methods for Visual
// Understanding of Hierarchical System Structures", IEEE Transactions on Systems, Man, and Cybernetics 11:2, 1981, in
// one pass). Time n log n in boxes and edges.
#ifndef HEADWATER_QUERY_SRC_LAYOUT_COLUMNS_H_
#define HEADWATER_QUERY_SRC_LAYOUT_COLUMNS_H_

#include <vector>

#include "layout.h"

namespace headwater::detail {

Layout lay_out_in_columns(const std::vector<LayoutBox>& boxes, const std::vector<LayoutEdge>& edges);

}  // namespace headwater::detail

#endif  // HEADWATER_QUERY_SRC_LAYOUT_COLUMNS_H_
