// Fetching from a server of our own on a free port.
#include <arpa/inet.h>
#include <netinet/in.h>
#include <sys/socket.h>
#include <unistd.h>

#include <chrono>
#include <cstring>
#include <functional>
#include <mutex>
#include <string>
#include <thread>
#include <vector>

#include <catch2/catch.hpp>

#include "headwater/fetch/fetch.h"
#include "run.h"
#include "scratch.h"

using namespace headwater;
using namespace headwater::test;

namespace {

// Answers each request with what `answer` makes of its head, and closes.
class Server {
 public:
  explicit Server(std::function<std::string(const std::string&)> answer) : answer_{std::move(answer)} {
    listener_ = ::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_addr.s_addr = htonl(INADDR_ANY);  // 127.0.0.1 and 127.0.0.2 both lead here
    REQUIRE(::bind(listener_, reinterpret_cast<const sockaddr*>(&address), sizeof address) == 0);
    REQUIRE(::listen(listener_, 16) == 0);
    socklen_t size = sizeof address;
    ::getsockname(listener_, reinterpret_cast<sockaddr*>(&address), &size);
    port_ = ntohs(address.sin_port);
    thread_ = std::thread{[this] { run(); }};
  }
  ~Server() {
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

std::string answer(const std::string& status, const std::string& fields, const std::string& body) {
  return "HTTP/1.1 " + status + "\r\n" + fields + "Content-Length: " + std::to_string(body.size()) +
         "\r\nConnection: close\r\n\r\n" + body;
}

FetchOptions private_too() {
  FetchOptions options;
  options.allowed = any_address;
  options.max_bytes = 1u << 20;
  return options;
}

bool public_v4(const char* text) {
  sockaddr_in address{};
  address.sin_family = AF_INET;
  REQUIRE(inet_pton(AF_INET, text, &address.sin_addr) == 1);
  return is_public(reinterpret_cast<const sockaddr&>(address));
}

bool public_v6(const char* text) {
  sockaddr_in6 address{};
  address.sin6_family = AF_INET6;
  REQUIRE(inet_pton(AF_INET6, text, &address.sin6_addr) == 1);
  sockaddr_storage storage{};
  std::memcpy(&storage, &address, sizeof address);
  return is_public(reinterpret_cast<const sockaddr&>(storage));
}

const std::string kPage = "<html><body><p>The lock was shut, the Calder Port Authority said.</p></body></html>";

}  // namespace

TEST_CASE("addresses are public or not by the registries", "[cli][fetch]") {
  for (const char* text : {"8.8.8.8", "93.184.216.34", "172.15.0.1", "172.32.0.1", "192.167.1.1", "100.128.0.1"}) {
    INFO(text);
    CHECK(public_v4(text));
  }
  for (const char* text :
       {"127.0.0.1", "10.1.2.3", "172.16.0.1", "172.31.255.255", "192.168.0.1", "169.254.169.254", "0.0.0.0",
        "100.64.0.1", "224.0.0.1", "255.255.255.255", "192.0.2.1", "198.18.0.1", "203.0.113.7"}) {
    INFO(text);
    CHECK_FALSE(public_v4(text));
  }
  for (const char* text :
       {"2606:4700::1111", "2a00:1450::1", "::ffff:8.8.8.8", "64:ff9b::808:808", "2002:808:808::1"}) {
    INFO(text);
    CHECK(public_v6(text));
  }
  for (const char* text :
       {"::1", "::", "fe80::1", "fc00::1", "fd12::1", "ff02::1", "::ffff:127.0.0.1", "::ffff:10.0.0.1",
        "64:ff9b::7f00:1", "2002:7f00:1::1", "2001:db8::1", "2001::1", "::7f00:1"}) {
    INFO(text);
    CHECK_FALSE(public_v6(text));
  }
}

TEST_CASE("a page is fetched with its charset, its final address and its version", "[cli][fetch]") {
  Server server{[](const std::string& head) {
    if (head.starts_with("GET /old")) return answer("301 Moved", "Location: /new\r\nETag: \"old\"\r\n", "moved");
    return answer("200 OK", "Content-Type: text/html; Charset=\"ISO-8859-1\"\r\nETag: \"v1\"\r\n", kPage);
  }};
  const Result<Fetched> fetched = fetch(server.url("/old"), private_too());
  REQUIRE(fetched.has_value());
  CHECK(fetched->bytes == kPage);
  CHECK(fetched->url == server.url("/new"));
  CHECK(fetched->media_type == "text/html");
  CHECK(fetched->charset == "iso-8859-1");
  CHECK(fetched->validators.etag == "\"v1\"");
}

TEST_CASE("what is not public is not fetched unless asked, nor by a redirect", "[cli][fetch]") {
  Server server{[](const std::string&) { return answer("200 OK", "", kPage); }};
  FetchOptions options;
  for (const std::string& url : {server.url("/"), std::string{"http://localhost:"} + server.url("/").substr(17),
                                 std::string{"http://[::ffff:127.0.0.1]:"} + server.url("/").substr(17)}) {
    INFO(url);
    const Result<Fetched> fetched = fetch(url, options);
    REQUIRE_FALSE(fetched.has_value());
    CHECK(fetched.error().code == ErrorCode::kUnsupported);
    CHECK(fetched.error().message.starts_with(url));
  }
  CHECK(server.requests().empty());
}

TEST_CASE("a redirect to an address that is not allowed is refused where the connection is made", "[cli][fetch]") {
  Server inside{[](const std::string&) { return answer("200 OK", "", "secret"); }};
  Server outside{
      [&](const std::string&) { return answer("302 Found", "Location: " + inside.url("/admin") + "\r\n", ""); }};
  FetchOptions options;
  // 127.0.0.2 stands for the world here.
  options.allowed = [](const sockaddr& address) {
    sockaddr_in v4{};
    std::memcpy(&v4, &address, sizeof v4);
    return v4.sin_family == AF_INET && ntohl(v4.sin_addr.s_addr) == 0x7F000002;
  };
  const Result<Fetched> fetched = fetch("http://127.0.0.2:" + outside.url("").substr(17), options);
  REQUIRE_FALSE(fetched.has_value());
  CHECK(fetched.error().code == ErrorCode::kUnsupported);
  CHECK(outside.requests().size() == 1);
  CHECK(inside.requests().empty());
}

TEST_CASE("only http and https are fetched, also after a redirect", "[cli][fetch]") {
  Server server{[](const std::string&) { return answer("302 Found", "Location: file:///etc/passwd\r\n", ""); }};
  CHECK(fetch("file:///etc/passwd", private_too()).error().code == ErrorCode::kInvalidArgument);
  CHECK(fetch("ftp://a.example/", private_too()).error().code == ErrorCode::kInvalidArgument);
  CHECK(fetch("gopher://a.example/", private_too()).error().code == ErrorCode::kInvalidArgument);
  CHECK(fetch(server.url("/"), private_too()).error().code == ErrorCode::kInvalidArgument);
}

TEST_CASE("redirects, bytes and time are bounded", "[cli][fetch]") {
  Server round{[](const std::string&) { return answer("302 Found", "Location: /again\r\n", ""); }};
  CHECK(fetch(round.url("/"), private_too()).error().code == ErrorCode::kTooLarge);
  CHECK(round.requests().size() <= 11);
  Server stated{[](const std::string&) {
    return std::string{"HTTP/1.1 200 OK\r\nContent-Length: 2147483648\r\nConnection: close\r\n\r\nwords"};
  }};
  CHECK(fetch(stated.url("/"), private_too()).error().code == ErrorCode::kTooLarge);
  Server endless{
      [](const std::string&) { return "HTTP/1.1 200 OK\r\nConnection: close\r\n\r\n" + std::string(2u << 20, 'x'); }};
  CHECK(fetch(endless.url("/"), private_too()).error().code == ErrorCode::kTooLarge);
  Server silent{[](const std::string&) {
    std::this_thread::sleep_for(std::chrono::milliseconds{1500});
    return answer("200 OK", "", kPage);
  }};
  FetchOptions hasty = private_too();
  hasty.whole = std::chrono::seconds{1};
  CHECK(fetch(silent.url("/"), hasty).error().code == ErrorCode::kTooLarge);
}

TEST_CASE("a missing page is not found, a broken server is trouble on the way", "[cli][fetch]") {
  Server server{[](const std::string& head) {
    return head.starts_with("GET /gone") ? answer("410 Gone", "", "") : answer("500 Oops", "", "");
  }};
  CHECK(fetch(server.url("/gone"), private_too()).error().code == ErrorCode::kNotFound);
  CHECK(fetch(server.url("/x"), private_too()).error().code == ErrorCode::kIo);
}

TEST_CASE("a page that the store holds is asked for by its version", "[cli][fetch][ingest]") {
  Server server{[](const std::string& head) {
    if (head.find("If-None-Match: \"v1\"") != std::string::npos) return answer("304 Not Modified", "", "");
    return answer("200 OK", "Content-Type: text/html; charset=utf-8\r\nETag: \"v1\"\r\n", kPage);
  }};
  const Scratch scratch;
  const std::vector<std::string> words{"ingest", "--db", "db", "--json", "--allow-private", server.url("/lock")};
  const std::vector<Json> first = json_lines(run(words, scratch.path()).out);
  REQUIRE(first.size() == 1);
  CHECK(first[0]["status"] == "added");
  CHECK(first[0]["document"]["path"] == server.url("/lock"));
  CHECK(first[0]["document"]["url"] == server.url("/lock"));
  const std::vector<Json> second = json_lines(run(words, scratch.path()).out);
  REQUIRE(second.size() == 1);
  CHECK(second[0]["status"] == "unchanged");
  REQUIRE(server.requests().size() == 2);
  CHECK(server.requests()[1].find("If-None-Match: \"v1\"") != std::string::npos);
  const Ended refused = run({"ingest", "--db", "db", "--json", server.url("/lock")}, scratch.path());
  CHECK(refused.status == 3);
  CHECK(json_lines(refused.out).at(0)["error"]["code"] == "unsupported");
}
