// What the forms of a report have in common besides chains: sources by number, and words for gaps and judgements.
#ifndef HEADWATER_QUERY_SRC_REPORT_PARTS_H_
#define HEADWATER_QUERY_SRC_REPORT_PARTS_H_

#include <cstddef>
#include <string>
#include <vector>

#include "chain_words.h"
#include "headwater/query/report.h"

namespace headwater::detail {

// Where chains end, each once, in the order of the chains, but for those that come back to themselves; and for each
// chain the number of its end in that list, from 1, or 0.
struct Sources {
  std::vector<ChainEnd> ends;
  std::vector<std::size_t> of_chain;
};
Sources sources_of(const Trace& trace);

// "Repeated by 14 outlets; all rest on one source: ..."
std::string answer_words(const Report& report, Escape escape);
// "Not held: Ministry of Works. ..."
std::string gap_words(const Gap& gap, Escape escape);
// "reliability B, by Ada Lind on 2024-04-08: ..."
std::string judgement_words(const Judgement& judgement, Escape escape);
// "bytes 45 to 75"; "" for no place
std::string place_words(const Spans& spans);
std::string change_words(const Change& change, Escape escape);

}  // namespace headwater::detail

#endif  // HEADWATER_QUERY_SRC_REPORT_PARTS_H_
