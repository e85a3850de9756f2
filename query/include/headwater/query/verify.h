// Verify: whether an answer holds, from what it carries and, where there is one, from the store it was made from.
//
//   const headwater::Result<headwater::Verification> v = headwater::verify(json, &store);
//   for (const std::string& fault : v->faults) std::cerr << fault << '\n';
//
// A checker that shares no algorithm with what makes answers: it follows chains, counts, and looks for nodes in lists.
// It takes the JSON of a trace, and of independence, cut, bottlenecks, impact, circular, drift, gaps, timeline
// (contract 4.3, 4.4) and paths.
//
//   trace, and the chains of all others   every step starts where the one before ended or at a claim of the chain, and
//                                         what a chain hangs on (`through`) stands in its steps
//   independence, cut   disjoint chains share no node, each is a way through the chains given; every chain that leads
//                       to a source has a node of the cut, and the cut has no more nodes than there are disjoint
//                       chains: so there are no more (Menger 1927)
//   bottlenecks         each stands in every chain, and nothing else does
//   impact              every chain of a claim that falls has a node of what is gone; one of a weakened claim has none
//   gaps                every chain that stops short has its gap, every gap such a chain
//   timeline            days in order, as many independent sources as disjoint chains and nodes of the cut; with a
//   store
//                       the documents came out then, and chains and cut are those of the day (Menger)
//   paths               each leads from one node to the other, passes none twice, and is no shorter than the one
//   before;
//                       with a store, none is shorter than the first
//   circular            each document cites the next; drift: numbers and words stand where they are said to
//
// With a store: every step is an edge there, every quote is what its document has at that place, documents that are
// said to be held are, and no chain was left out that tracing again finds.
#ifndef HEADWATER_QUERY_VERIFY_H_
#define HEADWATER_QUERY_VERIFY_H_

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include "headwater/graph/store.h"
#include "headwater/schema/result.h"

namespace headwater {

struct Verification {
  std::string kind;         // "trace", "independence", "cut", "bottlenecks", "impact", "circular", "drift", "gaps",
                            // "timeline", "paths"
  std::size_t checked = 0;  // single things looked at
  std::size_t fault_count = 0;
  std::vector<std::string> faults;  // the first hundred, a sentence each
};

inline constexpr std::size_t kMaxAnswerBytes = std::size_t{256} << 20;

// `store` may be null. kBadInput for what is no answer of these kinds, kTooLarge over kMaxAnswerBytes; else errors of
// the store. Any thread. Takes time and memory in proportion to the answer, and with a store that of tracing again.
Result<Verification> verify(std::string_view answer, const Store* store);

}  // namespace headwater

#endif  // HEADWATER_QUERY_VERIFY_H_
