// A client that says exactly what a test wants said, over a real socket to this machine.
#ifndef HEADWATER_TESTS_HTTP_WIRE_H_
#define HEADWATER_TESTS_HTTP_WIRE_H_

#include <arpa/inet.h>
#include <netinet/in.h>
#include <poll.h>
#include <sys/socket.h>
#include <unistd.h>

#include <array>
#include <cctype>
#include <cerrno>
#include <chrono>
#include <cstdint>
#include <cstdlib>
#include <fstream>
#include <map>
#include <stdexcept>
#include <string>
#include <string_view>
#include <utility>

namespace headwater::test {

using Clock = std::chrono::steady_clock;
using std::chrono::milliseconds;

// So long by the pace of this build: under the thread sanitizer all takes several times as long, deadlines too.
constexpr milliseconds paced(std::int64_t count) {
#ifdef __SANITIZE_THREAD__
  return milliseconds{5 * count};
#else
  return milliseconds{count};
#endif
}

struct Answer {
  int status = 0;                              // 0: the connection ended without an answer
  std::map<std::string, std::string> headers;  // names in lower case
  std::string body;
  bool closed = false;  // the server ended the connection after it

  [[nodiscard]] std::string header(const std::string& name) const {
    const auto found = headers.find(name);
    return found == headers.end() ? std::string{} : found->second;
  }
};

class Wire {
 public:
  // `receive_buffer` above 0 makes this side take in little at a time.
  explicit Wire(int port, int receive_buffer = 0) : socket_{::socket(AF_INET, SOCK_STREAM, 0)} {
    if (receive_buffer > 0) ::setsockopt(socket_, SOL_SOCKET, SO_RCVBUF, &receive_buffer, sizeof receive_buffer);
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_port = htons(static_cast<std::uint16_t>(port));
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    if (::connect(socket_, reinterpret_cast<sockaddr*>(&address), sizeof address) != 0) {
      throw std::runtime_error{"cannot connect to the server under test"};
    }
  }
  ~Wire() { hang_up(); }
  Wire(const Wire&) = delete;
  Wire& operator=(const Wire&) = delete;

  void hang_up() {
    if (socket_ >= 0) ::close(socket_);
    socket_ = -1;
  }

  // Sends what the server takes within `patience`; the number of bytes it took.
  std::size_t send(std::string_view bytes, milliseconds patience = paced(10'000)) {
    const Clock::time_point deadline = Clock::now() + patience;
    std::size_t sent = 0;
    while (sent < bytes.size()) {
      const ssize_t n = ::send(socket_, bytes.data() + sent, bytes.size() - sent, MSG_NOSIGNAL | MSG_DONTWAIT);
      if (n > 0) {
        sent += static_cast<std::size_t>(n);
      } else if (errno != EAGAIN || !wait_for(POLLOUT, deadline)) {
        break;
      }
    }
    return sent;
  }

  // The next answer. `head_only` for an answer to HEAD.
  Answer receive(milliseconds patience = paced(10'000), bool head_only = false) {
    const Clock::time_point deadline = Clock::now() + patience;
    std::size_t end = 0;
    while ((end = buffer_.find("\r\n\r\n")) == std::string::npos) {
      if (!more(deadline)) return {};
    }
    Answer answer = parsed(buffer_.substr(0, end + 2));
    buffer_.erase(0, end + 4);
    if (answer.status / 100 == 1) {
      interim_ = answer.status;
      return receive(patience, head_only);
    }
    const std::string length = answer.header("content-length");
    const std::size_t size = head_only || length.empty() ? 0 : std::strtoul(length.c_str(), nullptr, 10);
    while (buffer_.size() < size && more(deadline)) {
    }
    answer.body = buffer_.substr(0, size);
    buffer_.erase(0, size);
    if (answer.header("connection") == "close") answer.closed = closed_within(paced(3'000));
    return answer;
  }

  // The next answer, which comes in chunks, to its last one; `whole` is false if that did not come.
  Answer receive_chunks(bool& whole, milliseconds patience = paced(10'000)) {
    const Clock::time_point deadline = Clock::now() + patience;
    Answer answer = receive(patience, true);
    whole = answer.header("transfer-encoding") == "chunked";
    while (whole) {
      std::size_t end = 0;
      while ((end = buffer_.find("\r\n")) == std::string::npos) {
        if (!more(deadline)) return whole = false, answer;
      }
      const std::size_t size = std::strtoul(buffer_.c_str(), nullptr, 16);
      while (buffer_.size() < end + 2 + size + 2) {
        if (!more(deadline)) return whole = false, answer;
      }
      answer.body += buffer_.substr(end + 2, size);
      buffer_.erase(0, end + 2 + size + 2);
      if (size == 0) break;
    }
    return answer;
  }

  // Takes what comes, and throws it away: how many bytes.
  std::size_t take(milliseconds patience) {
    const std::size_t before = buffer_.size();
    const std::size_t taken = before > 0 || more(Clock::now() + patience) ? buffer_.size() : 0;
    buffer_.clear();
    return taken;
  }

  // What the server says next, in that time; "" for nothing. For answers without an end.
  std::string more_within(milliseconds patience) {
    if (buffer_.empty()) more(Clock::now() + patience);
    return std::exchange(buffer_, {});
  }

  // True if the server says something, or ends the connection, in that time.
  bool answered_within(milliseconds patience) { return !buffer_.empty() || more(Clock::now() + patience) || ended_; }

  // True if the server ends the connection in that time, having said nothing more.
  bool closed_within(milliseconds patience) {
    const Clock::time_point deadline = Clock::now() + patience;
    while (buffer_.empty()) {
      if (!more(deadline)) return ended_;
    }
    return false;
  }

  [[nodiscard]] bool reset() const { return reset_; }  // it was no orderly end

  [[nodiscard]] int interim() const { return interim_; }  // the last 1xx status seen, 0 for none

 private:
  bool wait_for(short what, Clock::time_point deadline) const {
    const auto left = std::chrono::ceil<milliseconds>(deadline - Clock::now()).count();
    pollfd waiting{socket_, what, 0};
    return left > 0 && ::poll(&waiting, 1, static_cast<int>(left)) > 0;
  }

  bool more(Clock::time_point deadline) {
    if (!wait_for(POLLIN, deadline)) return false;
    std::array<char, 65'536> piece;
    const ssize_t n = ::recv(socket_, piece.data(), piece.size(), 0);
    if (n <= 0) {
      ended_ = true;
      reset_ = reset_ || n < 0;
      return false;
    }
    buffer_.append(piece.data(), static_cast<std::size_t>(n));
    return true;
  }

  static Answer parsed(const std::string& head) {
    Answer answer;
    answer.status = std::atoi(head.substr(head.find(' ') + 1, 3).c_str());
    std::size_t at = head.find("\r\n") + 2;
    while (at < head.size()) {
      const std::size_t end = head.find("\r\n", at);
      const std::size_t colon = head.find(": ", at);
      std::string name = head.substr(at, colon - at);
      for (char& c : name) c = static_cast<char>(std::tolower(static_cast<unsigned char>(c)));
      answer.headers[name] = head.substr(colon + 2, end - colon - 2);
      at = end + 2;
    }
    return answer;
  }

  int socket_;
  std::string buffer_;
  bool ended_ = false;
  bool reset_ = false;
  int interim_ = 0;
};

// Memory this process holds, in bytes.
inline std::size_t resident_bytes() {
  std::ifstream statm{"/proc/self/statm"};
  std::size_t total = 0;
  std::size_t resident = 0;
  statm >> total >> resident;
  return resident * static_cast<std::size_t>(::sysconf(_SC_PAGESIZE));
}

// Sanitizers keep freed memory back, so that its size says nothing.
#if defined(__SANITIZE_ADDRESS__) || defined(__SANITIZE_THREAD__)
inline constexpr bool kMemoryTells = false;
#elif defined(__has_feature)
#if __has_feature(address_sanitizer) || __has_feature(thread_sanitizer)
inline constexpr bool kMemoryTells = false;
#else
inline constexpr bool kMemoryTells = true;
#endif
#else
inline constexpr bool kMemoryTells = true;
#endif

}  // namespace headwater::test

#endif  // HEADWATER_TESTS_HTTP_WIRE_H_
