#include "rate_limit.h"

#include <netinet/in.h>
#include <sys/socket.h>

#include <algorithm>
#include <chrono>
#include <cstring>

namespace headwater::detail {

bool RateLimit::admit(const std::string& client, Clock::time_point now) {
  if (a_second_ <= 0) return true;
  const double most = kSecondsAtOnce * a_second_;
  const std::lock_guard<std::mutex> lock{mutex_};
  auto it = buckets_.find(client);
  if (it == buckets_.end() && buckets_.size() >= kMostClients) forget_idle(now);
  if (it == buckets_.end()) {
    const bool is_full = buckets_.size() >= kMostClients;
    it = buckets_.try_emplace(is_full ? std::string{} : client, Bucket{most, now}).first;
  }
  Bucket& bucket = it->second;
  const double seconds = std::chrono::duration<double>(std::max(now, bucket.at) - bucket.at).count();
  bucket.left = std::min(most, bucket.left + seconds * a_second_);
  bucket.at = std::max(now, bucket.at);
  if (bucket.left < 1) return false;
  --bucket.left;
  return true;
}

void RateLimit::forget_idle(Clock::time_point now) {
  const std::chrono::duration<double> whole{kSecondsAtOnce};
  std::erase_if(buckets_, [&](const auto& one) { return now - one.second.at > whole; });
}

Client client_of(int socket) {
  sockaddr_storage address{};
  socklen_t size = sizeof address;
  if (::getpeername(socket, reinterpret_cast<sockaddr*>(&address), &size) != 0) return {};
  const auto bytes_of = [](const void* at, std::size_t count) {
    std::string out(count, '\0');
    std::memcpy(out.data(), at, count);
    return out;
  };
  if (address.ss_family == AF_INET) {
    const in_addr& four = reinterpret_cast<const sockaddr_in&>(address).sin_addr;
    return {bytes_of(&four, sizeof four), (ntohl(four.s_addr) >> 24) == 127};
  }
  if (address.ss_family != AF_INET6) return {};
  const in6_addr& six = reinterpret_cast<const sockaddr_in6&>(address).sin6_addr;
  constexpr std::size_t kNetwork = 8, kMapped = 12;
  if (IN6_IS_ADDR_V4MAPPED(&six)) return {bytes_of(six.s6_addr + kMapped, 4), six.s6_addr[kMapped] == 127};
  return {bytes_of(six.s6_addr, kNetwork), IN6_IS_ADDR_LOOPBACK(&six) != 0};
}

}  // namespace headwater::detail
