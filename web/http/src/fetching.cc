#include "fetching.h"

#include <algorithm>

namespace headwater::detail {

Fetching::Fetching(const ServerOptions& options)
    : max_at_once_{std::min(options.max_fetches, std::max(options.threads - 1, 1))} {
  options_.max_bytes = options.max_body_bytes;
  options_.whole = options.fetch_deadline;
  options_.connect = std::min(options_.connect, options.fetch_deadline);
  if (options.fetch_private) options_.allowed = any_address;
  options_.stop = &stopped_;
}

Result<Fetched> Fetching::fetch(const std::string& url) {
  struct Place {
    explicit Place(std::atomic<int>& taken) : taken_{taken}, number_{++taken} {}
    ~Place() { --taken_; }
    std::atomic<int>& taken_;
    int number_;
  };
  const Place place{going_on_};
  if (place.number_ > max_at_once_)
    return Error{ErrorCode::kBusy, url + ": other addresses are being fetched; try again in a moment"};
  return headwater::fetch(url, options_);
}

}  // namespace headwater::detail
