// Questions to a whole store: what in it rests on itself, and which sources most of its claims hang on.
//
//   const headwater::Result<headwater::WeakPoints> w = headwater::weak_points(store, {});
//   for (const headwater::WeakPoint& p : w->points) std::cout << p.source.name << ": " << p.claims << '\n';
//
// Read only; any number of threads; deterministic for a given store. Both pass over the topology once and then ask
// about the most telling nodes what analyse.h answers, up to a bound; what it cut off is said in `truncated`.
#ifndef HEADWATER_QUERY_WHOLE_STORE_H_
#define HEADWATER_QUERY_WHOLE_STORE_H_

#include <cstddef>
#include <optional>
#include <vector>

#include "headwater/graph/store.h"
#include "headwater/query/analyse.h"

namespace headwater {

struct WholeStoreOptions {
  static constexpr std::size_t kMostSkipped = 20'000;  // no `next` is above it

  std::size_t skip = 0;    // points or loops left out: the `next` of the answer before
  std::size_t limit = 20;  // points or loops told behind them
  AnalyseOptions analyse{};
  std::size_t max_traces = 20'000;  // of one answer
};

// A document or an agent without which claims elsewhere have no source left. Of a document, the names it was spoken of
// by and who put it out, that take the same claims along, one is told: the one that takes the least with it.
struct WeakPoint {
  NodeName source;
  std::size_t claims = 0;  // that would fall, as impact() counts them
};
struct WeakPoints {
  std::vector<WeakPoint> points;    // those with the most claims first, then by id
  std::size_t claims = 0;           // in the store
  std::optional<std::size_t> next;  // where more are known and may be asked for: how many to skip for them
  ViewOptions view{};               // that it was made with
  // There are more, or the bound was reached before all nodes that others rely on were looked at. Those that most edges
  // lead to, by way of their claims and of what they put out, were looked at first.
  bool truncated = false;
};
Result<WeakPoints> weak_points(const Store& store, const WholeStoreOptions& options);

struct AllLoops {
  std::vector<Loop> loops;
  std::optional<std::size_t> next;  // both as above
  ViewOptions view{};
  bool truncated = false;  // there are more, or a bound was reached
};
// All loops, as circular() finds them from each of their claims; those of the largest tangles of claims first.
Result<AllLoops> all_loops(const Store& store, const WholeStoreOptions& options);

}  // namespace headwater

#endif  // HEADWATER_QUERY_WHOLE_STORE_H_
