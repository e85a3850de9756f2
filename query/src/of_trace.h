// Answers about a claim that was traced already, so that one that needs several of them traces once. Each is the
// function of the same name in analyse.h or drift.h; `trace` was made of this store, with `options.trace`.
#ifndef HEADWATER_QUERY_SRC_OF_TRACE_H_
#define HEADWATER_QUERY_SRC_OF_TRACE_H_

#include "headwater/query/analyse.h"
#include "headwater/query/drift.h"

namespace headwater::detail {

Result<Independence> independence_of(const Store& store, const Trace& trace, const AnalyseOptions& options);
Result<Drift> drift_of(const Store& store, const Trace& trace);
Result<Gaps> gaps_of(const Store& store, const Trace& trace, const AnalyseOptions& options);
Result<Timeline> timeline_of(const Store& store, const Trace& trace, const AnalyseOptions& options);

}  // namespace headwater::detail

#endif  // HEADWATER_QUERY_SRC_OF_TRACE_H_
