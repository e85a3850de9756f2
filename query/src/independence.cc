// How many sources of a claim share nothing.
#include <utility>

#include "disjoint.h"
#include "headwater/query/analyse.h"
#include "node_name.h"
#include "same_claim.h"

namespace headwater {

Result<Independence> independence(const Store& store, ClaimId claim, const AnalyseOptions& options) {
  Result<Trace> traced = trace(store, claim, options.trace);
  if (!traced) return traced.error();
  Independence out;
  out.truncated = traced->truncated;
  out.view = options.trace.view;
  detail::DisjointNodes found = detail::disjoint(detail::supports_of(traced->chains));
  out.independent_sources = found.paths.size();
  out.disjoint_chains = std::move(found.paths);
  for (const NodeId& node : found.cut) {
    Result<NodeName> name = detail::name_of(store, node);
    if (!name) return name.error();
    out.cut.push_back(std::move(*name));
  }
  detail::View view{store, options.trace.view};
  const Result<std::vector<ClaimId>> claims = detail::same_claim(view, claim, options.max_claims, out.truncated);
  if (!claims) return claims.error();
  const Result<std::size_t> outlets = detail::outlets_repeating(view, *claims, traced->chains);
  if (!outlets) return outlets.error();
  out.outlets_repeating = *outlets;
  out.claim = std::move(traced->claim);
  out.document = std::move(traced->document);
  out.chains = std::move(traced->chains);
  return out;
}

}  // namespace headwater
