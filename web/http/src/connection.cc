#include "connection.h"

#include <netdb.h>
#include <netinet/in.h>
#include <poll.h>
#include <sys/eventfd.h>
#include <sys/socket.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <cstdint>

namespace headwater::detail {
namespace {

constexpr std::chrono::milliseconds kLinger{250};
constexpr std::size_t kLingerBytes = 1u << 20;
constexpr std::chrono::milliseconds kWriteAfterStop{1'000};
constexpr std::chrono::milliseconds kGiveUpInterval{20};

// Whole milliseconds until `deadline`, rounded up so that a wait never spins, 0 if it has passed.
int left_until(Clock::time_point deadline) {
  const auto left = std::chrono::ceil<std::chrono::milliseconds>(deadline - Clock::now()).count();
  return static_cast<int>(std::clamp<std::int64_t>(left, 0, 3'600'000));
}

bool try_again() { return errno == EAGAIN || errno == EWOULDBLOCK || errno == EINTR; }

}  // namespace

StopSignal::StopSignal() : descriptor_{::eventfd(0, EFD_CLOEXEC | EFD_NONBLOCK)} {}

StopSignal::~StopSignal() {
  if (descriptor_ >= 0) ::close(descriptor_);
}

void StopSignal::raise() {
  const std::uint64_t one = 1;
  [[maybe_unused]] const ssize_t written = ::write(descriptor_, &one, sizeof one);
}

bool StopSignal::raised() const {
  pollfd waiting{descriptor_, POLLIN, 0};
  return ::poll(&waiting, 1, 0) > 0;
}

Connection::Connection(int socket, const StopSignal& stop) : socket_{socket}, stop_{stop} {}

Connection::~Connection() { ::close(socket_); }

void Connection::take(std::size_t bytes) {
  taken_ += std::min(bytes, buffer_.size() - taken_);
  if (taken_ == buffer_.size()) {
    buffer_.clear();
    taken_ = 0;
  }
}

Connection::Got Connection::wait_readable(Clock::time_point deadline) {
  while (true) {
    std::array<pollfd, 2> waiting{{{socket_, POLLIN, 0}, {stop_.descriptor(), POLLIN, 0}}};
    const int left = left_until(deadline);
    const int ready = ::poll(waiting.data(), waiting.size(), left);
    if (ready < 0 && errno != EINTR) return Got::kClosed;
    if (ready > 0) return waiting[1].revents != 0 ? Got::kStopped : Got::kBytes;
    if (left == 0) return Got::kTimeout;
  }
}

Connection::Got Connection::receive(char* out, std::size_t size, Clock::time_point deadline, std::size_t& read) {
  read = 0;
  while (true) {
    // The deadline comes first: a client that always has another byte ready does not outlast it.
    if (Clock::now() >= deadline) return Got::kTimeout;
    const Got got = wait_readable(deadline);
    if (got != Got::kBytes) return got;
    const ssize_t n = ::recv(socket_, out, size, MSG_DONTWAIT);
    if (n > 0) {
      read = static_cast<std::size_t>(n);
      return Got::kBytes;
    }
    if (n == 0 || !try_again()) return Got::kClosed;
  }
}

Connection::Got Connection::fill(Clock::time_point deadline) {
  if (taken_ > 0) {
    buffer_.erase(0, taken_);
    taken_ = 0;
  }
  std::array<char, 16 << 10> piece;
  std::size_t read = 0;
  const Got got = receive(piece.data(), piece.size(), deadline, read);
  buffer_.append(piece.data(), read);
  return got;
}

Connection::Got Connection::wait_for_byte(Clock::time_point deadline, const std::function<bool()>& give_up) {
  if (!buffered().empty()) return Got::kBytes;
  while (true) {
    const Got got = wait_readable(std::min(deadline, Clock::now() + kGiveUpInterval));
    if (got != Got::kTimeout) return got;
    if (Clock::now() >= deadline || give_up()) return Got::kTimeout;
  }
}

Connection::Got Connection::read(char* out, std::size_t size, Clock::time_point deadline, std::size_t& read) {
  if (buffered().empty()) return receive(out, size, deadline, read);
  read = std::min(size, buffered().size());
  std::copy_n(buffered().begin(), read, out);
  take(read);
  return Got::kBytes;
}

bool Connection::write(std::string_view bytes, Clock::time_point deadline) {
  bool stopping = false;
  while (!bytes.empty()) {
    const ssize_t n = ::send(socket_, bytes.data(), bytes.size(), MSG_DONTWAIT | MSG_NOSIGNAL);
    if (n > 0) {
      bytes.remove_prefix(static_cast<std::size_t>(n));
    } else if (n < 0 && !try_again()) {
      return false;
    }
    if (bytes.empty()) break;
    if (Clock::now() >= deadline) return false;
    std::array<pollfd, 2> waiting{{{socket_, POLLOUT, 0}, {stopping ? -1 : stop_.descriptor(), POLLIN, 0}}};
    if (::poll(waiting.data(), waiting.size(), left_until(deadline)) < 0 && errno != EINTR) return false;
    if (!stopping && waiting[1].revents != 0) {
      stopping = true;
      deadline = std::min(deadline, Clock::now() + kWriteAfterStop);
    }
  }
  return true;
}

std::optional<std::size_t> Connection::write_now(std::string_view bytes) {
  std::size_t sent = 0;
  while (sent < bytes.size()) {
    const ssize_t n = ::send(socket_, bytes.data() + sent, bytes.size() - sent, MSG_DONTWAIT | MSG_NOSIGNAL);
    if (n < 0 && !try_again()) return std::nullopt;
    if (n <= 0) break;
    sent += static_cast<std::size_t>(n);
  }
  return sent;
}

void Connection::finish() {
  ::shutdown(socket_, SHUT_WR);
  const Clock::time_point deadline = Clock::now() + kLinger;
  std::array<char, 16 << 10> piece;
  std::size_t thrown_away = 0;
  std::size_t read = 0;
  while (thrown_away < kLingerBytes && receive(piece.data(), piece.size(), deadline, read) == Got::kBytes) {
    thrown_away += read;
  }
}

void Connection::write_and_finish_now(std::string_view bytes) {
  [[maybe_unused]] const ssize_t written = ::send(socket_, bytes.data(), bytes.size(), MSG_DONTWAIT | MSG_NOSIGNAL);
  ::shutdown(socket_, SHUT_WR);
  std::array<char, 16 << 10> piece;
  [[maybe_unused]] const ssize_t read = ::recv(socket_, piece.data(), piece.size(), MSG_DONTWAIT);
}

std::string Connection::peer() const {
  sockaddr_storage address{};
  socklen_t size = sizeof address;
  if (::getpeername(socket_, reinterpret_cast<sockaddr*>(&address), &size) != 0) return {};
  std::array<char, NI_MAXHOST> name{};
  if (::getnameinfo(reinterpret_cast<sockaddr*>(&address), size, name.data(), name.size(), nullptr, 0,
                    NI_NUMERICHOST) != 0) {
    return {};
  }
  return name.data();
}

}  // namespace headwater::detail
