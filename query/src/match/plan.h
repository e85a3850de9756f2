// In which order a pattern is looked for: where it begins, which edge comes next, when which condition is asked.
#ifndef HEADWATER_QUERY_SRC_MATCH_PLAN_H_
#define HEADWATER_QUERY_SRC_MATCH_PLAN_H_

#include <string>
#include <vector>

#include "syntax.h"

namespace headwater::detail {

// Where nodes to begin with come from; the first are the fewest.
struct Seed {
  enum class From {
    kIds,        // `words` are ids
    kDocument,   // claims of the document whose id is the word
    kName,       // agents that have the words of this name
    kText,       // claims that have all of these words, folded
    kPublisher,  // documents put out by it
    kAgents,     // all of a kind
    kDocuments,
    kClaims,
    kNodes,
  };

  From from = From::kNodes;
  std::vector<std::string> words;
};

struct Step {
  Slot slot = 0;                      // what is bound by it
  const EdgePattern* edge = nullptr;  // null: by the seed
  bool from_left = true;              // the end that is bound already
  Seed seed;
  std::vector<const Expression*> conditions;  // that can be asked now
};

struct Plan {
  std::vector<const Expression*> first;  // conditions that ask of no slot that is still open
  std::vector<Step> steps;
  std::vector<Kinds> kinds;  // of each slot of the query, after what the conditions ask
};

// Points into the pattern and the query. `bound` are slots that have their values already.
Plan plan_of(const Pattern& pattern, const Query& query, const Slots& bound);

}  // namespace headwater::detail

#endif  // HEADWATER_QUERY_SRC_MATCH_PLAN_H_
