// The edges a document states.
//
//   for (const headwater::Edge& e : headwater::edges_of(extraction)) ...
#ifndef HEADWATER_GRAPH_EDGE_H_
#define HEADWATER_GRAPH_EDGE_H_

#include <vector>

#include "headwater/schema/edge.h"
#include "headwater/schema/record.h"

namespace headwater {

// The edges one document states: made_in, said_by, said_in, reported_by and cites of its claims, cites and issued_by of
// the document and of those it speaks of, delivered_to, speaks_for and same_as. In the order of the extraction; linear.
std::vector<Edge> edges_of(const Extraction& extraction);

}  // namespace headwater

#endif  // HEADWATER_GRAPH_EDGE_H_
