// Neighbours: what is one edge away from a node, the most relied on first, page by page.
//
//   headwater::NeighbourOptions options{.direction = headwater::Direction::kDownstream, .limit = 20};
//   const headwater::Result<headwater::Neighbours> n = headwater::neighbours(store, report, options);
//   std::cout << n->neighbours.size() << " shown, " << n->remaining << " more\n";
//
// Read only; any number of threads; deterministic for a given store.
#ifndef HEADWATER_QUERY_NEIGHBOURS_H_
#define HEADWATER_QUERY_NEIGHBOURS_H_

#include <cstddef>
#include <string>
#include <variant>
#include <vector>

#include "headwater/graph/store.h"
#include "headwater/graph/topology.h"
#include "headwater/query/view.h"
#include "headwater/schema/id.h"
#include "headwater/schema/record.h"

namespace headwater {

struct ClaimNode {
  Claim claim;
  Document document;
};
// A node with its record: of a document that is not held the held one that the store says is the same, where there is
// one. Of one that is only named in an edge, the record has the id alone.
using Node = std::variant<Document, Agent, ClaimNode>;

struct Neighbour {
  Edge edge;
  std::string quote;  // the words of the edge's evidence
  Node node;          // at the other end
  // Edges that lead to it; under a view of some moment those of that moment, of which max_edges are counted at most for
  // all neighbours together.
  std::size_t relied_on_by = 0;
};

struct NeighbourOptions {
  Direction direction = Direction::kUpstream;
  std::size_t limit = 20;
  std::size_t skip = 0;  // of the ranked list
  // Edges of one node that are ranked; those beyond, in the order of the store, are only counted.
  std::size_t max_edges = 20'000;
  ViewOptions view = {};  // as_of and recorded_by; the others leave out chains, and there are none here
};

// That a claim stands in its document is no tie to a neighbour, and two edges of one relation to one node are one, the
// surer.
struct Neighbours {
  Node node;
  Direction direction = Direction::kUpstream;
  // By how many edges lead to them in the store as it stands, then confidence, then relation and id.
  std::vector<Neighbour> neighbours;
  std::size_t remaining = 0;  // edges after these
  // Under a view of some moment in which few of very many edges are seen: those behind the first ten thousands were not
  // looked at.
  bool truncated = false;
};

// kNotFound if there is no such node, or by then was none. Takes time in the node's edges, up to max_edges, and a
// lookup for each one shown.
Result<Neighbours> neighbours(const Store& store, const NodeId& node, const NeighbourOptions& options);

}  // namespace headwater

#endif  // HEADWATER_QUERY_NEIGHBOURS_H_
