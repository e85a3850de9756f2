// A web server of our own on a free port, that others fetch from.
#ifndef HEADWATER_TESTS_SUPPORT_ORIGIN_SERVER_H_
#define HEADWATER_TESTS_SUPPORT_ORIGIN_SERVER_H_

#include <arpa/inet.h>
#include <netinet/in.h>
#include <sys/socket.h>
#include <unistd.h>

#include <cstdint>
#include <functional>
#include <mutex>
#include <stdexcept>
#include <string>
#include <thread>
#include <utility>
#include <vector>

namespace headwater::test {

// Answers each request with what `answer` makes of its head, and closes.
class OriginServer {
 public:
  explicit OriginServer(std::function<std::string(const std::string&)> answer) : answer_{std::move(answer)} {
    listener_ = ::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_addr.s_addr = htonl(INADDR_ANY);  // 127.0.0.1 and 127.0.0.2 both lead here
    if (::bind(listener_, reinterpret_cast<const sockaddr*>(&address), sizeof address) != 0 ||
        ::listen(listener_, 16) != 0) {
      throw std::runtime_error{"no free port to serve from"};
    }
    socklen_t size = sizeof address;
    ::getsockname(listener_, reinterpret_cast<sockaddr*>(&address), &size);
    port_ = ntohs(address.sin_port);
    thread_ = std::thread{[this] { run(); }};
  }
  ~OriginServer() {
    ::shutdown(listener_, SHUT_RDWR);
    ::close(listener_);
    thread_.join();
  }
  [[nodiscard]] std::string url(const std::string& path) const {
    return "http://127.0.0.1:" + std::to_string(port_) + path;
  }
  [[nodiscard]] std::vector<std::string> requests() {
    const std::lock_guard lock{guard_};
    return requests_;
  }

 private:
  void run() {
    while (true) {
      const int peer = ::accept(listener_, nullptr, nullptr);
      if (peer < 0) return;
      std::string head;
      char block[4096];
      while (head.find("\r\n\r\n") == std::string::npos) {
        const ssize_t n = ::recv(peer, block, sizeof block, 0);
        if (n <= 0) break;
        head.append(block, static_cast<std::size_t>(n));
      }
      {
        const std::lock_guard lock{guard_};
        requests_.push_back(head);
      }
      const std::string out = answer_(head);
      for (std::size_t at = 0; at < out.size();) {
        const ssize_t n = ::send(peer, out.data() + at, out.size() - at, MSG_NOSIGNAL);
        if (n <= 0) break;
        at += static_cast<std::size_t>(n);
      }
      ::close(peer);
    }
  }

  std::function<std::string(const std::string&)> answer_;
  int listener_ = -1;
  std::uint16_t port_ = 0;
  std::mutex guard_;
  std::vector<std::string> requests_;
  std::thread thread_;  // last: it uses what stands before
};

inline std::string http_answer(const std::string& status, const std::string& fields, const std::string& body) {
  return "HTTP/1.1 " + status + "\r\n" + fields + "Content-Length: " + std::to_string(body.size()) +
         "\r\nConnection: close\r\n\r\n" + body;
}

}  // namespace headwater::test

#endif  // HEADWATER_TESTS_SUPPORT_ORIGIN_SERVER_H_
