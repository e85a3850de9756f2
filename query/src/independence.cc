// How many sources of a claim share nothing.
#include <utility>

#include "disjoint.h"
#include "headwater/query/analyse.h"
#include "node_name.h"
#include "of_trace.h"
#include "same_claim.h"

namespace headwater {

Result<Independence> independence(const Store& store, ClaimId claim, const AnalyseOptions& options) {
  const Result<Trace> traced = trace(store, claim, options.trace);
  return traced ? detail::independence_of(store, *traced, options) : Result<Independence>{traced.error()};
}

Result<Independence> detail::independence_of(const Store& store, const Trace& trace, const AnalyseOptions& options) {
  Independence out;
  out.truncated = trace.truncated;
  out.view = options.trace.view;
  detail::DisjointNodes found = detail::disjoint(detail::supports_of(trace.chains));
  out.independent_sources = found.paths.size();
  out.disjoint_chains = std::move(found.paths);
  for (const NodeId& node : found.cut) {
    Result<NodeName> name = detail::name_of(store, node);
    if (!name) return name.error();
    out.cut.push_back(std::move(*name));
  }
  detail::View view{store, options.trace.view};
  const Result<std::vector<ClaimId>> claims =
      detail::same_claim(view, trace.claim.id, options.max_claims, out.truncated);
  if (!claims) return claims.error();
  const Result<std::size_t> outlets = detail::outlets_repeating(view, *claims, trace.chains);
  if (!outlets) return outlets.error();
  out.outlets_repeating = *outlets;
  out.claim = trace.claim;
  out.document = trace.document;
  out.chains = trace.chains;
  return out;
}

}  // namespace headwater
