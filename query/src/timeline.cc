// What a claim rested on, day by day.
#include <algorithm>
#include <map>
#include <set>
#include <utility>

#include "disjoint.h"
#include "headwater/query/analyse.h"
#include "node_name.h"
#include "of_trace.h"
#include "same_claim.h"
#include "view.h"

namespace headwater {
namespace {

class Reckoning {
 public:
  Reckoning(const Store& store, const AnalyseOptions& options)
      : store_{store}, options_{options}, view_{store, options.trace.view} {}

  Result<Timeline> run(const Trace& asked) {
    out_.claim = asked.claim;
    out_.document = asked.document;
    out_.view = asked.view;
    if (Result<void> done = find_days(asked); !done) return done.error();
    std::size_t traces = 0;
    for (auto& [day, documents] : days_) {
      traces += out_.claims.size();
      if (out_.days.size() >= options_.max_days || traces > options_.max_traces) {
        out_.truncated = true;
        break;
      }
      Result<Timeline::Day> reckoned = at(day, std::move(documents));
      if (!reckoned) return reckoned.error();
      if (!out_.independent_since && reckoned->independent_sources >= 2) out_.independent_since = reckoned->date;
      out_.days.push_back(std::move(*reckoned));
    }
    return std::move(out_);
  }

 private:
  // Where the claim stands, what its chains pass, and when each of that came out.
  Result<void> find_days(const Trace& asked) {
    Result<std::vector<ClaimId>> claims =
        detail::same_claim(view_, asked.claim.id, options_.max_claims, out_.truncated);
    if (!claims) return claims.error();
    for (const ClaimId id : *claims) {
      if (id == asked.claim.id) {
        look_at(asked);
        continue;
      }
      const Result<Trace> traced = trace(store_, id, options_.trace);
      if (!traced) return traced.error();
      look_at(*traced);
    }
    for (const DocumentId id : carrying_) {
      if (Result<void> added = add(id, true); !added) return added;
    }
    for (const DocumentId id : passed_) {
      if (carrying_.count(id) > 0) continue;
      if (Result<void> added = add(id, false); !added) return added;
    }
    return {};
  }

  void look_at(const Trace& traced) {
    if (traced.claim.polarity == Polarity::kDenies) return;
    out_.claims.push_back(traced.claim.id);
    carrying_.insert(traced.document.id);
    for (const Chain& chain : traced.chains) {
      for (const NodeId& node : chain.through) {
        if (node.document()) passed_.insert(*node.document());
      }
    }
    out_.truncated = out_.truncated || traced.truncated;
  }

  Result<void> add(DocumentId id, bool carries) {
    const Result<const Document*> found = view_.document(id);
    if (!found) return found.error();
    const Document* document = *found;
    if (document == nullptr || !document->held) return {};
    const std::optional<std::int64_t> day =
        document->published ? document->published->days_since_epoch() : std::nullopt;
    if (!day) {
      if (carries) ++out_.undated;
      return {};
    }
    if (carries && (!out_.first_appeared || *day < *out_.first_appeared->days_since_epoch())) {
      out_.first_appeared = Date::from_days_since_epoch(*day);
      out_.first_carried_by = *document;
    }
    days_[*day].push_back(*document);
    return {};
  }

  Result<Timeline::Day> at(std::int64_t day, std::vector<Document> came_out) {
    Timeline::Day out{Date::from_days_since_epoch(day), std::move(came_out), 0, 0, {}, {}, {}};
    TraceOptions options = options_.trace;
    options.view.as_of = out.date;
    detail::View view{store_, options.view};
    std::vector<Chain> chains;
    std::vector<ClaimId> standing;
    for (const ClaimId id : out_.claims) {
      const Result<const Claim*> there = view.claim(id);
      if (!there) return there.error();
      if (*there == nullptr) continue;
      standing.push_back(id);
      Result<Trace> traced = trace(store_, id, options);
      if (!traced) return traced.error();
      out_.truncated = out_.truncated || traced->truncated;
      for (Chain& chain : traced->chains) chains.push_back(std::move(chain));
    }
    detail::DisjointNodes found = detail::disjoint(detail::supports_of(chains));
    out.independent_sources = found.paths.size();
    out.disjoint_chains = std::move(found.paths);
    out.cut = std::move(found.cut);
    for (const NodeId& node : out.cut) {
      Result<NodeName> name = detail::name_of(store_, node);
      if (!name) return name.error();
      out.cut_named.push_back(std::move(*name));
    }
    const Result<std::size_t> outlets = detail::outlets_repeating(view, standing, chains);
    if (!outlets) return outlets.error();
    out.outlets = *outlets;
    return out;
  }

  const Store& store_;
  const AnalyseOptions& options_;
  detail::View view_;
  Timeline out_;
  std::set<DocumentId> carrying_, passed_;  // in which they stand; that their chains pass
  std::map<std::int64_t, std::vector<Document>> days_;
};

}  // namespace

Result<Timeline> timeline(const Store& store, ClaimId claim, const AnalyseOptions& options) {
  const Result<Trace> traced = trace(store, claim, options.trace);
  return traced ? detail::timeline_of(store, *traced, options) : Result<Timeline>{traced.error()};
}

Result<Timeline> detail::timeline_of(const Store& store, const Trace& trace, const AnalyseOptions& options) {
  return Reckoning{store, options}.run(trace);
}

}  // namespace headwater
