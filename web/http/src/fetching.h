// Addresses fetched for those who may write: few at a time, each within bounds.
#ifndef HEADWATER_HTTP_SRC_FETCHING_H_
#define HEADWATER_HTTP_SRC_FETCHING_H_

#include <atomic>
#include <string>

#include "headwater/fetch/fetch.h"
#include "headwater/http/server.h"

namespace headwater::detail {

// Any number of threads.
class Fetching {
 public:
  explicit Fetching(const ServerOptions& options);

  // kBusy where as many are going on as may; else as headwater::fetch says. Ends early, as an error, once stopped.
  Result<Fetched> fetch(const std::string& url);
  void stop() { stopped_ = true; }

 private:
  FetchOptions options_;
  int max_at_once_;
  std::atomic<int> going_on_{0};
  std::atomic<bool> stopped_{false};
};

}  // namespace headwater::detail

#endif  // HEADWATER_HTTP_SRC_FETCHING_H_
