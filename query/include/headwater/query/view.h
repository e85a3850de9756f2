// View: which part of a store an answer is to be made from. Nothing is written; the store stays as it is.
//
//   headwater::TraceOptions options;
//   options.view.as_of = *headwater::Date::parse("2024-04-08");
//   options.view.without = {report};
//   headwater::Result<headwater::Trace> t = headwater::trace(store, claim, options);
#ifndef HEADWATER_QUERY_VIEW_H_
#define HEADWATER_QUERY_VIEW_H_

#include <optional>
#include <vector>

#include "headwater/schema/date.h"
#include "headwater/schema/id.h"

namespace headwater {

struct ViewOptions {
  // What had come out by the end of this date, as documents date themselves; one that does not counts from when the
  // store recorded it. What a later document says is left out, and so is the document.
  std::optional<Date> as_of;
  // What the store had recorded by then; what people judged later is left out too. A document whose recording is not
  // known was there always.
  std::optional<Date> recorded_by;

  // The three that follow leave out chains, not documents: one that passes such a node supports nothing.
  std::vector<NodeId> without;     // documents, agents and claims; of an agent all it issued
  bool without_retracted = false;  // documents and claims that are judged to be taken back
  // "A" to "F": no chain through an agent or a document judged less reliable. "F", not to be judged, is left out by
  // every bound but itself; what was never judged never is. 0 for no bound.
  char reliability = 0;
  char credibility = 0;  // likewise of claims, "1" to "6"

  // Whether it is of no other moment than the present.
  [[nodiscard]] bool is_of_now() const { return !as_of && !recorded_by; }
  // Whether it is the whole store, as it stands.
  [[nodiscard]] bool is_all() const {
    return is_of_now() && without.empty() && !without_retracted && reliability == 0 && credibility == 0;
  }
};

}  // namespace headwater

#endif  // HEADWATER_QUERY_VIEW_H_
