// What time it is.
#ifndef HEADWATER_GRAPH_SRC_CLOCK_H_
#define HEADWATER_GRAPH_SRC_CLOCK_H_

#include <algorithm>
#include <chrono>
#include <cstdint>

namespace headwater::detail {

// Seconds since 1970-01-01T00:00:00Z by the machine's clock; at least 1, for 0 says that no time is known.
inline std::int64_t seconds_now() {
  const auto now = std::chrono::floor<std::chrono::seconds>(std::chrono::system_clock::now());
  return std::max<std::int64_t>(1, now.time_since_epoch().count());
}

}  // namespace headwater::detail

#endif  // HEADWATER_GRAPH_SRC_CLOCK_H_
