// The same claim wherever it stands: all that `repeats` joins to one.
#ifndef HEADWATER_QUERY_SRC_SAME_CLAIM_H_
#define HEADWATER_QUERY_SRC_SAME_CLAIM_H_

#include <cstddef>
#include <vector>

#include "headwater/query/trace.h"
#include "view.h"

namespace headwater::detail {

// Every claim that repeats edges join to this one, over any number of steps in either direction; it comes first.
// At most `limit`; `truncated` is set where there are more.
Result<std::vector<ClaimId>> same_claim(View& view, ClaimId start, std::size_t limit, bool& truncated);

// Publishers of held documents that carry one of these claims, each once: not of those who deny it, nor of the sources
// that `ends` of traces name.
Result<std::size_t> outlets_repeating(View& view, const std::vector<ClaimId>& claims, const std::vector<Chain>& chains);

}  // namespace headwater::detail

#endif  // HEADWATER_QUERY_SRC_SAME_CLAIM_H_
