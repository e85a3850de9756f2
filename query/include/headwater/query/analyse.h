// Questions about what a claim hangs on, each answered from its trace.
//
//   headwater::Result<headwater::Independence> i = headwater::independence(store, claim, {});
//   std::cout << i->independent_sources << " sources, " << i->outlets_repeating << " outlets\n";
//
// All read only, any number of threads, deterministic for a given store. kNotFound for a node that is not there,
// kInvalidArgument for one of the wrong kind. What a bound cut off is said in `truncated`.
#ifndef HEADWATER_QUERY_ANALYSE_H_
#define HEADWATER_QUERY_ANALYSE_H_

#include <cstddef>
#include <optional>
#include <string>
#include <vector>

#include "headwater/graph/store.h"
#include "headwater/query/trace.h"

namespace headwater {

struct AnalyseOptions {
  TraceOptions trace;
  std::size_t max_claims = 5000;  // looked at for one answer
};

// How many sources share nothing upstream. `disjoint_chains` are as many chains without a node in common; `cut` is as
// many nodes of which every chain has one, which shows that there are no more (Menger).
struct Independence {
  Claim claim;
  Document document;
  std::size_t independent_sources = 0;
  std::vector<std::vector<NodeId>> disjoint_chains;
  std::vector<NodeName> cut;
  std::size_t outlets_repeating =
      0;  // publishers of held documents that carry the claim, each once; not the source's own
  bool truncated = false;
};
Result<Independence> independence(const Store& store, ClaimId claim, const AnalyseOptions& options);

// What falls if a document or an agent is withdrawn: claims without any support left. What is weakened: claims with
// fewer independent sources than before, but one at least. Claims that stand in the withdrawn document are not listed.
struct Impact {
  struct Fallen {
    Claim claim;
    Document document;
  };
  struct Weakened {
    Claim claim;
    Document document;
    std::size_t from = 0;
    std::size_t to = 0;
  };
  NodeName withdrawn;
  std::vector<Fallen> falls;
  std::vector<Weakened> weakened;
  bool truncated = false;
};
Result<Impact> impact(const Store& store, const NodeId& withdrawn, const AnalyseOptions& options);

// Loops of documents that rest on each other, of which a document or a claim is part or on which it rests.
struct Loop {
  std::vector<Document> documents;                   // in the order of citing
  bool closed = false;                               // no way out of it to any source
  std::optional<Document> closing_from, closing_to;  // the citation that closed it: that of the latest document
  std::optional<Date> date;
};
struct Circular {
  std::vector<Loop> loops;
  bool truncated = false;
};
Result<Circular> circular(const Store& store, const NodeId& node, const AnalyseOptions& options);

}  // namespace headwater

#endif  // HEADWATER_QUERY_ANALYSE_H_
