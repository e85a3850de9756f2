#include "headwater/query/report.h"

#include <algorithm>
#include <set>
#include <utility>

#include "of_trace.h"
#include "report_parts.h"
#include "view.h"

namespace headwater {
namespace detail {

Sources sources_of(const Trace& trace) {
  Sources out;
  for (const Chain& chain : trace.chains) {
    const auto same = [&](const ChainEnd& end) {
      return end.end == chain.end.end && end.node == chain.end.node && end.medium == chain.end.medium &&
             end.held == chain.end.held;
    };
    if (chain.end.end == EndClass::kCircular) {
      out.of_chain.push_back(0);
      continue;
    }
    const auto known = std::find_if(out.ends.begin(), out.ends.end(), same);
    out.of_chain.push_back(static_cast<std::size_t>(known - out.ends.begin()) + 1);
    if (known == out.ends.end()) out.ends.push_back(chain.end);
  }
  return out;
}

std::string answer_words(const Report& report, Escape escape) {
  const std::string rests = sentence(report.trace, escape);
  const std::size_t outlets = report.independence.outlets_repeating;
  if (outlets < 2) return rests;
  std::string out = "Repeated by " + std::to_string(outlets) + " outlets";
  // Whether all of them do is for all places where the claim stands together to say.
  const Timeline& all = report.timeline;
  const bool is_known = !all.truncated && all.undated == 0 && !all.days.empty();
  constexpr std::string_view kOne = "Rests on one source: ";
  if (is_known && all.days.back().independent_sources == 1 && rests.starts_with(kOne)) {
    return out + "; all rest on one source: " + rests.substr(kOne.size());
  }
  if (is_known && all.days.back().independent_sources > report.trace.independent_sources) {
    out += ", which together rest on " + std::to_string(all.days.back().independent_sources) + " independent sources";
  }
  return out + ". " + rests;
}

std::string gap_words(const Gap& gap, Escape escape) {
  const std::string name = named(gap.missing.name, escape);
  switch (gap.kind) {
    case GapKind::kNotHeld:
      return "Not held: " + name + " is named as the source, and its words are not here.";
    case GapKind::kPassageMissing:
      return "Passage not found: " + in_quotes(escape(gap.missing.name)) + " is here, and does not have these words.";
    case GapKind::kBehindWall:
      return "Behind a wall: of " + in_quotes(escape(gap.missing.name)) + " only a part is here, without these words.";
    case GapKind::kUnnamedReport:
      return "No report named: it is said to be reported, and not by whom.";
    case GapKind::kUnnamedSource:
      return "Nobody named: " + escape(gap.missing.name) + ".";
    case GapKind::kNothingCited:
      return "Nothing cited: " + in_quotes(escape(gap.missing.name)) + " says it in its own voice.";
    case GapKind::kLoop:
      return "A loop: the chain comes back to " + in_quotes(escape(gap.missing.name)) + ".";
  }
  return name;
}

std::string judgement_words(const Judgement& judgement, Escape escape) {
  std::string out = to_string(judgement.about) + ": " + spaced(to_string(judgement.kind));
  if (!judgement.value.empty()) out += " " + escape(judgement.value);
  if (!judgement.other.is_null()) out += " " + to_string(judgement.other);
  out += ", judged by " + escape(judgement.by) + " on " +
         Date::from_seconds_since_epoch(judgement.recorded).day().value_or("");
  return judgement.reason.empty() ? out : out + ": " + escape(judgement.reason);
}

std::string place_words(const Spans& spans) {
  std::string out;
  for (const ByteSpan span : spans) {
    out += (out.empty() ? "bytes " : ", ") + std::to_string(span.begin) + " to " + std::to_string(span.end);
  }
  return out;
}

std::string change_words(const Change& change, Escape escape) {
  const auto said = [&](const std::string& words) { return words.empty() ? "nothing" : in_quotes(escape(words)); };
  return std::string{to_string(change.kind)} + ": " + said(change.before) + " became " + said(change.after);
}

}  // namespace detail

namespace {

std::string plain(std::string_view text) { return terminal_text(text); }

}  // namespace

std::string answer_sentence(const Report& report) { return detail::answer_words(report, plain); }

namespace {

// What people judged of the nodes that the chains pass, as far as the view goes, each judgement once.
Result<std::vector<Judgement>> judged_on_the_way(const Store& store, const Trace& trace) {
  std::set<NodeId> passed{trace.claim.id, trace.document.id};
  for (const Chain& chain : trace.chains) {
    for (const TraceStep& step : chain.steps) {
      for (const NodeId& node : {step.from, step.to}) {
        passed.insert(node);
        if (const std::optional<ClaimId> of = node.claim()) passed.insert(document_of(*of));
      }
    }
    passed.insert(chain.through.begin(), chain.through.end());
  }
  detail::View view{store, trace.view};
  std::set<std::uint64_t> told;
  std::vector<Judgement> out;
  for (const NodeId& node : passed) {
    const Result<std::vector<Judgement>> judged = view.judgements(node);
    if (!judged) return judged.error();
    for (Judgement& one : standing(*judged)) {
      if (told.insert(one.sequence).second) out.push_back(std::move(one));
    }
  }
  return out;
}

}  // namespace

Result<Report> report(const Store& store, ClaimId claim, const AnalyseOptions& options,
                      const PictureOptions& picture_options) {
  Result<Trace> traced = trace(store, claim, options.trace);
  if (!traced) return traced.error();
  Result<Independence> sources = detail::independence_of(store, *traced, options);
  if (!sources) return sources.error();
  Result<Drift> drifted = detail::drift_of(store, *traced);
  if (!drifted) return drifted.error();
  Result<Gaps> missing = detail::gaps_of(store, *traced, options);
  if (!missing) return missing.error();
  Result<Timeline> grown = detail::timeline_of(store, *traced, options);
  if (!grown) return grown.error();
  Result<Picture> drawn = picture(store, *traced, picture_options);
  if (!drawn) return drawn.error();
  Result<std::vector<Judgement>> judged = judged_on_the_way(store, *traced);
  if (!judged) return judged.error();
  return Report{std::move(*traced), std::move(*sources), std::move(*drifted), std::move(*missing),
                std::move(*grown),  std::move(*drawn),   std::move(*judged)};
}

}  // namespace headwater
