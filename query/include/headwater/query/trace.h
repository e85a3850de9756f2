// Trace: every way from a claim upstream to where it ends, each step with the words that show it.
//
//   headwater::Result<headwater::Trace> t = headwater::trace(store, claim_id, {});
//   for (const headwater::Chain& chain : t->chains) std::cout << chain.end.name << '\n';
//
// Follows the design's rulings: what a claim came through stands between it and its origin; a held document that has
// the passage is gone through; likeness alone is no support; a claim that comes back to itself ends `circular`. Reads
// only; any number of threads. Deterministic for a given store.
#ifndef HEADWATER_QUERY_TRACE_H_
#define HEADWATER_QUERY_TRACE_H_

#include <cstddef>
#include <optional>
#include <string>
#include <vector>

#include "headwater/graph/store.h"
#include "headwater/query/view.h"
#include "headwater/schema/record.h"

namespace headwater {

struct TraceOptions {
  std::size_t max_chains = 200;   // beyond it the trace is cut and says `truncated`
  std::size_t max_steps = 20000;  // edges followed, over all chains
  std::size_t max_told = 100000;  // steps in the answer: long chains that share most of their way tell it again each
  ViewOptions view{};             // the part of the store to be read
};

struct TraceStep {
  NodeId from;
  Relation relation = Relation::kMadeIn;
  NodeId to;
  Evidence evidence;
  std::string quote;  // the words of the evidence
  std::string from_name;
  std::string to_name;
};

struct ChainEnd {
  EndClass end = EndClass::kUnattributed;
  NodeId node;
  std::string name;
  Medium medium = Medium::kUnknown;
  bool held = false;
  // The held document that the passage should stand in and was not found in. Then `held` of a `primary` end is false.
  std::optional<DocumentId> not_found_in{};
};

struct Chain {
  std::vector<TraceStep> steps;
  ChainEnd end;
  // What it hangs on: documents and agents passed, the nearest to the reader first, the asked claim's own document and
  // its publisher left out. A name that a held document was found to stand for is that document; people without a name
  // are the document that quotes them.
  std::vector<NodeId> through{};
};

// A node as answers name it.
struct NodeName {
  NodeId node;
  std::string name;
};

struct Trace {
  Claim claim;
  Document document;          // the claim's own
  std::vector<Chain> chains;  // the best supported first
  std::size_t independent_sources = 0;
  std::vector<NodeName> bottlenecks;            // documents and agents on every chain, the nearest to the reader first
  std::vector<std::vector<Document>> circular;  // loops the chains ran into
  bool truncated = false;
  std::size_t chains_left_out = 0;  // for TraceOptions::view
  ViewOptions view{};               // that it was made with
};

// kNotFound if there is no such claim, or none that the view shows.
Result<Trace> trace(const Store& store, ClaimId claim, const TraceOptions& options);

}  // namespace headwater

#endif  // HEADWATER_QUERY_TRACE_H_
