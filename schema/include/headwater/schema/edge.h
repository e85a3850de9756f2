// An edge of the graph and the evidence it carries. Every edge points upstream, towards what its first node rests on.
// Plain values; any thread.
#ifndef HEADWATER_SCHEMA_EDGE_H_
#define HEADWATER_SCHEMA_EDGE_H_

#include <cstdint>
#include <string>

#include "headwater/schema/id.h"
#include "headwater/schema/span.h"
#include "headwater/schema/vocabulary.h"

namespace headwater {

// Where an edge can be read in place. `spans` are places in the text of `document`; empty where the document as a whole
// says it (its publisher, its canonical link).
struct Evidence {
  DocumentId document;
  Spans spans;
  std::string rule;       // with its version, "cue-after@1"
  double confidence = 0;  // 0 to 1

  bool operator==(const Evidence&) const = default;
};

struct Edge {
  NodeId from;
  Relation relation = Relation::kMadeIn;
  NodeId to;
  std::uint16_t hop = 0;                  // of reported_by: 0 is the nearest to the reader
  CitationHow how = CitationHow::kNamed;  // of cites
  double score = 0;                       // of repeats and same_as: likeness, 0 to 1
  Evidence evidence;

  bool operator==(const Edge&) const = default;
};

// Two nodes and what joins them.
struct EdgeEnds {
  NodeId from;
  Relation relation = Relation::kMadeIn;
  NodeId to;

  friend auto operator<=>(const EdgeEnds&, const EdgeEnds&) = default;
};

inline EdgeEnds ends_of(const Edge& edge) { return {edge.from, edge.relation, edge.to}; }

}  // namespace headwater

#endif  // HEADWATER_SCHEMA_EDGE_H_
