// How many requests one client may send: a token bucket for each address (Turner, New directions in communications,
// IEEE Communications Magazine 24(10), 1986).
#ifndef HEADWATER_HTTP_SRC_RATE_LIMIT_H_
#define HEADWATER_HTTP_SRC_RATE_LIMIT_H_

#include <cstddef>
#include <mutex>
#include <string>
#include <unordered_map>

#include "connection.h"

namespace headwater::detail {

// Any thread.
class RateLimit {
 public:
  // `a_second` on average, and as many at once as two seconds bring; 0 for no bound.
  explicit RateLimit(int a_second) : a_second_{static_cast<double>(a_second)} {}

  // Whether one more request of this client may be answered.
  bool admit(const std::string& client, Clock::time_point now);

  // Of so many clients something is remembered; those beyond share one bucket.
  static constexpr std::size_t kMostClients = 10'000;

 private:
  struct Bucket {
    double left = 0;
    Clock::time_point at;
  };
  static constexpr double kSecondsAtOnce = 2;

  void forget_idle(Clock::time_point now);

  const double a_second_;
  std::mutex mutex_;
  std::unordered_map<std::string, Bucket> buckets_;
};

// Who is at the other end of a socket.
struct Client {
  std::string address;  // its bytes; of IPv6 the network's, which one client has to itself
  bool is_here = true;  // on this machine, or not to be told
};
Client client_of(int socket);

}  // namespace headwater::detail

#endif  // HEADWATER_HTTP_SRC_RATE_LIMIT_H_
