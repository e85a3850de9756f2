// What a claim rested on, day by day.
#include <algorithm>
#include <map>
#include <set>
#include <utility>

#include "disjoint.h"
#include "headwater/query/analyse.h"
#include "same_claim.h"
#include "view.h"

namespace headwater {
namespace {

class Reckoning {
 public:
  Reckoning(const Store& store, const AnalyseOptions& options)
      : store_{store}, options_{options}, view_{store, options.trace.view} {}

  Result<Timeline> run(ClaimId claim) {
    if (Result<void> done = find_days(claim); !done) return done.error();
    std::size_t traces = 0;
    for (auto& [day, documents] : days_) {
      traces += claims_.size();
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
  Result<void> find_days(ClaimId asked) {
    Result<std::vector<ClaimId>> claims = detail::same_claim(view_, asked, options_.max_claims, out_.truncated);
    if (!claims) return claims.error();
    std::set<DocumentId> carrying, passed;
    for (const ClaimId id : *claims) {
      const Result<Trace> traced = trace(store_, id, options_.trace);
      if (!traced) return traced.error();
      if (id == asked) {
        out_.claim = traced->claim;
        out_.document = traced->document;
      }
      if (traced->claim.polarity == Polarity::kDenies) continue;
      claims_.push_back(id);
      carrying.insert(document_of(id));
      for (const Chain& chain : traced->chains) {
        for (const NodeId& node : chain.through) {
          if (node.document()) passed.insert(*node.document());
        }
      }
      out_.truncated = out_.truncated || traced->truncated;
    }
    for (const DocumentId id : carrying) {
      if (Result<void> added = add(id, true); !added) return added;
    }
    for (const DocumentId id : passed) {
      if (carrying.count(id) > 0) continue;
      if (Result<void> added = add(id, false); !added) return added;
    }
    return {};
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
    Timeline::Day out{Date::from_days_since_epoch(day), std::move(came_out), 0, 0};
    TraceOptions options = options_.trace;
    options.view.as_of = out.date;
    detail::View view{store_, options.view};
    std::vector<Chain> chains;
    std::vector<ClaimId> standing;
    for (const ClaimId id : claims_) {
      const Result<const Claim*> there = view.claim(id);
      if (!there) return there.error();
      if (*there == nullptr) continue;
      standing.push_back(id);
      Result<Trace> traced = trace(store_, id, options);
      if (!traced) return traced.error();
      out_.truncated = out_.truncated || traced->truncated;
      for (Chain& chain : traced->chains) chains.push_back(std::move(chain));
    }
    out.independent_sources = detail::disjoint(detail::supports_of(chains)).paths.size();
    const Result<std::size_t> outlets = detail::outlets_repeating(view, standing, chains);
    if (!outlets) return outlets.error();
    out.outlets = *outlets;
    return out;
  }

  const Store& store_;
  const AnalyseOptions& options_;
  detail::View view_;
  Timeline out_;
  std::vector<ClaimId> claims_;  // that do not deny it
  std::map<std::int64_t, std::vector<Document>> days_;
};

}  // namespace

Result<Timeline> timeline(const Store& store, ClaimId claim, const AnalyseOptions& options) {
  return Reckoning{store, options}.run(claim);
}

}  // namespace headwater
