// Which nodes of one kind share words with a query, from the store's lists alone: no record is read.
#ifndef HEADWATER_QUERY_SRC_CANDIDATES_H_
#define HEADWATER_QUERY_SRC_CANDIDATES_H_

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "headwater/graph/store.h"
#include "search_words.h"

namespace headwater::detail {

// A word that is looked for in one kind of node.
struct Term {
  std::string word;
  Postings postings;      // the beginning of its list, or all of it
  double nodes = 0;       // that have it; estimated where `postings` has not all
  double weight = 0;      // BM25's inverse document frequency
  bool is_start = false;  // of longer words: what they have is in `postings`
};

struct Candidate {
  NodeId node;
  std::uint64_t has = 0;    // bits of terms that it is known to have
  std::uint64_t known = 0;  // bits of terms of which that is known at all
  double score = 0;
  bool is_whole = false;  // may have the query word for word
};

struct CandidateBounds {
  std::size_t max_postings = 8'000;
  std::size_t max_alone = 4'000;   // postings of a word that is common and stands alone: they are all alike
  std::size_t max_probes = 1'000;  // nodes that are asked for a word by themselves, which costs some steps of a list
  std::size_t enough = 60;         // candidates whose records will be read whatever they have
  std::size_t in_order = 1'000;    // candidates of which the order matters
};

struct Candidates {
  std::vector<Term> terms;
  // The most promising first: what may have the whole query word for word, then by score. In order so far as asked for.
  std::vector<Candidate> best;
  std::size_t whole = 0;  // how many of them may
  bool cut = false;       // lists were not read to their ends
};

// More to be said for nodes than their own words do.
struct Bonus {
  std::vector<DocumentId> documents;  // rising: for candidates that are these or stand in them
  std::vector<NodeId> nodes;          // rising: are candidates, whatever words they have
  double score = 0;
};

// The first postings of each of the query's distinct words, and all of such as are rare enough, the rarest first, until
// there are `max_postings`.
Result<std::vector<Term>> look_up(const Store& store, NodeKind kind, const SearchWords& query, double all_nodes,
                                  std::size_t max_postings);

// `within`, rising: no others are wanted. `all_nodes`: how many nodes of the kind there are.
Result<Candidates> candidates(const Store& store, NodeKind kind, const SearchWords& query, std::vector<Term> terms,
                              double all_nodes, const std::vector<DocumentId>* within,
                              const std::vector<Bonus>& bonuses, const CandidateBounds& bounds);

}  // namespace headwater::detail

#endif  // HEADWATER_QUERY_SRC_CANDIDATES_H_
