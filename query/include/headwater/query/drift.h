// What changed on the way from where a claim comes from to where it stands.
//
//   headwater::Result<headwater::Drift> d = headwater::drift(store, claim, {});
//   for (const headwater::DriftStep& step : d->steps)
//     for (const headwater::Change& c : step.changes) std::cout << c.before << " -> " << c.after << '\n';
//
// Read only; any number of threads; deterministic. kNotFound if there is no such claim.
#ifndef HEADWATER_QUERY_DRIFT_H_
#define HEADWATER_QUERY_DRIFT_H_

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "headwater/graph/store.h"
#include "headwater/query/trace.h"

namespace headwater {

enum class ChangeKind : std::uint8_t { kHedge, kNumber, kName, kNegation, kSource };
std::string_view to_string(ChangeKind kind);  // "hedge", ...

// Words of the claim upstream and of the one downstream; "" where there are none.
struct Change {
  ChangeKind kind = ChangeKind::kNumber;
  std::string before;
  std::string after;

  bool operator==(const Change&) const = default;
};

// Between the wordings of one claim: numbers by their value, in figures or words ("seven" and 7, "75 basis points" and
// "three-quarters of a point" are equal; "all 40" is no 40); hedges ("probable", "may"); negations; a name that stands
// where another stood. In the order of the text upstream, kind by kind. Linear.
std::vector<Change> changes_between(std::string_view upstream, std::string_view downstream);

// One `repeats` edge of a chain; `from` is upstream.
struct DriftStep {
  Claim from, to;
  Document from_document, to_document;
  std::vector<Change> changes;  // of the wording, then of who is said to have said it
};

struct Drift {
  Claim claim;
  Document document;
  std::vector<DriftStep> steps;  // of all chains, each once, those farthest upstream first
  ViewOptions view{};            // that it was made with
  bool truncated = false;
};
Result<Drift> drift(const Store& store, ClaimId claim, const TraceOptions& options);

}  // namespace headwater

#endif  // HEADWATER_QUERY_DRIFT_H_
