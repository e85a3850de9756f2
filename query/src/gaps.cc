// What could not be traced.
#include <algorithm>
#include <array>
#include <set>
#include <tuple>
#include <utility>

#include "headwater/query/analyse.h"
#include "node_name.h"
#include "of_trace.h"
#include "view.h"

namespace headwater {
namespace {

// The kind of gap a chain ends in; nothing where it ends at a source that is here or was heard at first hand.
std::optional<GapKind> gap_of(const ChainEnd& end, const Claim& last) {
  if (end.not_found_in) return GapKind::kPassageMissing;
  switch (end.end) {
    case EndClass::kPrimary:
    case EndClass::kReferenced:
      return end.held ? std::nullopt : std::optional{GapKind::kNotHeld};
    case EndClass::kFirsthand:
      return std::nullopt;
    case EndClass::kAnonymous:
      return GapKind::kUnnamedSource;
    case EndClass::kUnattributed:
      return last.form == ClaimForm::kOwn ? GapKind::kNothingCited : GapKind::kUnnamedReport;
    case EndClass::kCircular:
      return GapKind::kLoop;
  }
  return std::nullopt;
}

}  // namespace

std::string_view to_string(GapKind kind) {
  constexpr std::array<std::string_view, 7> kNames{
      "not_held", "passage_missing", "unnamed_report", "unnamed_source", "nothing_cited", "loop", "behind_wall"};
  return kNames[std::min<std::size_t>(static_cast<std::size_t>(kind), kNames.size() - 1)];
}

Result<Gaps> gaps(const Store& store, ClaimId claim, const AnalyseOptions& options) {
  const Result<Trace> traced = trace(store, claim, options.trace);
  return traced ? detail::gaps_of(store, *traced, options) : Result<Gaps>{traced.error()};
}

Result<Gaps> detail::gaps_of(const Store& store, const Trace& trace, const AnalyseOptions& options) {
  Gaps out;
  out.truncated = trace.truncated;
  detail::View view{store, options.trace.view};
  std::set<std::tuple<GapKind, NodeId, ClaimId>> seen;
  for (const Chain& chain : trace.chains) {
    ClaimId last = trace.claim.id;
    const TraceStep* shown = nullptr;
    for (const TraceStep& step : chain.steps) {
      last = step.from.claim().value_or(last);
      // Of a loop it is the claim that closes it.
      if (chain.end.end != EndClass::kCircular) last = step.to.claim().value_or(last);
      if (!step.quote.empty()) shown = &step;
    }
    const Result<const Claim*> at = view.claim(last);
    if (!at) return at.error();
    const Result<const Document*> in = view.document(document_of(last));
    if (!in) return in.error();
    if (*at == nullptr || *in == nullptr) continue;
    std::optional<GapKind> kind = gap_of(chain.end, **at);
    if (!kind) continue;
    NodeName missing{chain.end.node, chain.end.name};
    if (chain.end.not_found_in) {
      const Result<const Document*> held = view.document(*chain.end.not_found_in);
      if (!held) return held.error();
      if (*held != nullptr && (*held)->behind_wall) kind = GapKind::kBehindWall;
      Result<NodeName> name = detail::name_of(store, *chain.end.not_found_in);
      if (!name) return name.error();
      missing = std::move(*name);
    }
    if (!seen.insert({*kind, missing.node, last}).second) continue;
    Gap gap;
    gap.kind = *kind;
    gap.missing = std::move(missing);
    gap.claim = **at;
    gap.document = **in;
    if (shown != nullptr) {
      gap.evidence = shown->evidence;
      gap.quote = shown->quote;
    }
    out.gaps.push_back(std::move(gap));
  }
  out.chains = trace.chains;
  out.view = trace.view;
  out.claim = trace.claim;
  out.document = trace.document;
  return out;
}

}  // namespace headwater
