// What this server counts of itself, in the text format of Prometheus (0.0.4).
//
// Labels have values from short lists of ours alone: routes as the table has them, statuses that are sent, what becomes
// of documents. Nothing that a client chooses makes a new series. Any number of threads.
#ifndef HEADWATER_HTTP_SRC_METRICS_H_
#define HEADWATER_HTTP_SRC_METRICS_H_

#include <atomic>
#include <chrono>
#include <cstddef>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "headwater/graph/store.h"

namespace headwater::detail {

class Metrics {
 public:
  // `routes` are the paths that requests are told by, {id} and all; they outlive this.
  explicit Metrics(std::vector<std::string_view> routes);
  ~Metrics();

  // Beyond the routes: for a request that fits none, or could not be read.
  static constexpr std::size_t kNoRoute = static_cast<std::size_t>(-1);

  void answered(std::size_t route, std::string_view method, int status, std::chrono::nanoseconds took);
  void ingested(std::string_view status);  // "added", "unchanged", "merged", "failed"

  // Kept by those who know.
  std::atomic<std::size_t> connections{0};  // being served by a thread
  std::atomic<std::size_t> waiting{0};      // for one
  std::atomic<std::size_t> listeners{0};    // to events
  std::atomic<std::size_t> turned_away{0};  // connections, since the start

  // All of it, with what the store holds.
  [[nodiscard]] Result<std::string> text(const Store& store) const;

 private:
  struct Impl;
  std::unique_ptr<Impl> impl_;
};

}  // namespace headwater::detail

#endif  // HEADWATER_HTTP_SRC_METRICS_H_
