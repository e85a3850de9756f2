// Attacks by the request line and the headers. Each is refused and the connection closed; the server goes on.
#include <catch2/catch.hpp>

#include "served.h"

namespace headwater::test {
namespace {

constexpr std::size_t kFarTooMuch = 64u << 20;
// What the server may take of it: its own limit, what lingers after the refusal, and the buffers of both sockets.
constexpr std::size_t kMostTaken = 24u << 20;

// Sends `piece` again and again, up to kFarTooMuch; how much was taken.
std::size_t flood(Wire& wire, std::string_view piece) {
  std::string block;
  while (block.size() < (64u << 10)) block += piece;
  std::size_t taken = 0;
  while (taken < kFarTooMuch) {
    const std::size_t n = wire.send(block, paced(3'000));
    taken += n;
    if (n < block.size()) break;
  }
  return taken;
}

int status_for(const Served& served, std::string_view bytes) {
  Wire wire{served.port()};
  wire.send(bytes);
  const Answer answer = wire.receive();
  if (answer.status != 0) {
    CHECK(answer.closed);
    CHECK(answer.header("connection") == "close");
    CHECK(answer.header("content-type") == "application/problem+json");
  }
  return answer.status;
}

int status_for_fields(const Served& served, std::string_view fields) {
  return status_for(served, Served::request("GET", "/api/v1/health", fields));
}

}  // namespace

TEST_CASE("headers without end are cut off at the limit", "[http][attack]") {
  const Served served{quick_options()};
  Wire wire{served.port()};
  wire.send("GET /api/v1/health HTTP/1.1\r\nHost: localhost\r\n");
  const std::size_t before = resident_bytes();
  CHECK(flood(wire, "X-More: and more\r\n") < kMostTaken);
  if (kMemoryTells) CHECK(resident_bytes() < before + (8u << 20));
  CHECK(served.healthy());
}

TEST_CASE("one header without end is cut off at the limit", "[http][attack]") {
  const Served served{quick_options()};
  Wire wire{served.port()};
  wire.send("GET /api/v1/health HTTP/1.1\r\nHost: localhost\r\nX-Huge: ");
  const std::size_t before = resident_bytes();
  CHECK(flood(wire, "xxxxxxxxxxxxxxxx") < kMostTaken);
  if (kMemoryTells) CHECK(resident_bytes() < before + (8u << 20));
  CHECK(served.healthy());
}

TEST_CASE("a request line without end is cut off at the limit", "[http][attack]") {
  const Served served{quick_options()};
  Wire wire{served.port()};
  wire.send("GET /");
  CHECK(flood(wire, "aaaaaaaaaaaaaaaa") < kMostTaken);
  CHECK(served.healthy());
}

TEST_CASE("headers of more bytes than allowed are answered with 431", "[http][attack]") {
  const Served served{quick_options()};
  CHECK(status_for_fields(served, "X-Huge: " + std::string(16u << 10, 'x') + "\r\n") == 431);
  CHECK(served.get("/api/v1/health", "X-Large: " + std::string(8u << 10, 'x') + "\r\n").status == 200);
  CHECK(served.healthy());
}

TEST_CASE("more headers than allowed are answered with 431", "[http][attack]") {
  const Served served{quick_options()};
  std::string fields;
  for (int i = 0; i < 64; ++i) fields += "X-" + std::to_string(i) + ": v\r\n";
  CHECK(status_for_fields(served, fields) == 431);
  CHECK(served.healthy());
}

TEST_CASE("a URL of ten thousand characters is answered with 414", "[http][attack]") {
  const Served served{quick_options()};
  CHECK(status_for(served, Served::request("GET", "/" + std::string(9'999, 'a'))) == 414);
  CHECK(status_for(served, Served::request("GET", "/api/v1/search?q=" + std::string(9'983, 'a'))) == 414);
  CHECK(served.healthy());
}

TEST_CASE("control characters in a head are refused", "[http][attack]") {
  using namespace std::string_literals;
  const Served served{quick_options()};
  CHECK(status_for_fields(served, "X-A: a\0b\r\n"s) == 400);
  CHECK(status_for_fields(served, "X-A: a\x01 b\r\n") == 400);
  CHECK(status_for_fields(served, "X-A: a\x7F b\r\n") == 400);
  CHECK(status_for_fields(served, "X-A: a\nX-B: b\r\n") == 400);
  CHECK(status_for_fields(served, "X-A: a\rX-B: b\r\n") == 400);
  CHECK(status_for(served, "GET /api\x02 HTTP/1.1\r\nHost: localhost\r\n\r\n") == 400);
  CHECK(status_for(served, "GET /api\tv1 HTTP/1.1\r\nHost: localhost\r\n\r\n") == 400);
  CHECK(served.healthy());
}

TEST_CASE("control characters hidden in a URL are refused", "[http][attack]") {
  const Served served{quick_options()};
  for (const char* target : {"/%00", "/api%0d%0aX-A:b", "/api/v1/search?q=%00", "/api/v1/search?q=%1b[31m", "/%7f",
                             "/api/v1/search?%00=a"}) {
    INFO(target);
    CHECK(status_for(served, Served::request("GET", target)) == 400);
  }
  CHECK(served.healthy());
}

TEST_CASE("a percent sign that encodes nothing, and bytes that are not UTF-8, are refused", "[http][attack]") {
  const Served served{quick_options()};
  for (const char* target : {"/%", "/%4", "/%zz", "/api/v1/search?q=%e2%82", "/%c0%af", "/%ff", "/%ed%a0%80"}) {
    INFO(target);
    CHECK(status_for(served, Served::request("GET", target)) == 400);
  }
  CHECK(served.healthy());
}

TEST_CASE("a path that climbs reaches no file", "[http][attack]") {
  const Served served{quick_options()};
  for (const char* target :
       {"/../../../../etc/passwd", "/%2e%2e/%2e%2e/etc/passwd", "/..%2f..%2fetc%2fpasswd", "/page.css/../../etc/passwd",
        "/..\\..\\etc\\passwd", "/%5c..%5cetc%5cpasswd", "/./etc/passwd", "/api/v1/../../../etc/passwd"}) {
    INFO(target);
    CHECK(status_for(served, Served::request("GET", target)) == 400);
  }
  for (const char* target : {"/etc/passwd", "//etc/passwd", "/proc/self/environ", "/index.html/", "/page.css/"}) {
    INFO(target);
    CHECK(status_for(served, Served::request("GET", target)) == 404);
  }
  CHECK(served.healthy());
}

TEST_CASE("nine hundred ranges are refused, and one is passed over", "[http][attack]") {
  const Served served{quick_options(), 200'000};
  const std::string target = "/api/v1/documents/" + to_string(invented_tome(0).document.id) + "/text";
  std::string ranges = "Range: bytes=0-";
  for (int i = 0; i < 900; ++i) ranges += ",0-";
  const std::size_t before = resident_bytes();
  CHECK(status_for(served, Served::request("GET", target, ranges + "\r\n")) == 416);
  if (kMemoryTells) CHECK(resident_bytes() < before + (8u << 20));
  const Answer whole = served.get(target, "Range: bytes=0-9\r\n");
  CHECK(whole.status == 200);
  CHECK(whole.body.size() == 200'000);
  CHECK(served.healthy());
}

TEST_CASE("a header that may stand once is refused twice", "[http][attack]") {
  const Served served{quick_options()};
  CHECK(status_for_fields(served, "Host: localhost\r\n") == 400);
  CHECK(status_for_fields(served, "Host: evil.example\r\n") == 400);
  CHECK(status_for_fields(served, "Range: bytes=0-1\r\nRange: bytes=0-1\r\n") == 400);
  CHECK(status_for_fields(served, "Origin: http://localhost\r\nOrigin: http://evil.example\r\n") == 400);
  CHECK(served.healthy());
}

TEST_CASE("a head that is no head is refused", "[http][attack]") {
  const Served served{quick_options()};
  CHECK(status_for(served, "\r\nGET / HTTP/1.1\r\nHost: localhost\r\n\r\n") == 400);
  CHECK(status_for(served, "GET / HTTP/1.1\nHost: localhost\n\n") == 400);
  CHECK(status_for(served, "GET /\r\n\r\n") == 400);
  CHECK(status_for(served, "\x16\x03\x01 tls hello\r\n\r\n") == 400);
  CHECK(status_for(served, "GET / HTTP/1.1\r\n\r\n") == 400);
  CHECK(status_for(served, "GET / HTTP/2.0\r\nHost: localhost\r\n\r\n") == 505);
  CHECK(status_for(served, "GET http://evil.example/ HTTP/1.1\r\nHost: localhost\r\n\r\n") == 400);
  CHECK(status_for(served, "CONNECT evil.example:443 HTTP/1.1\r\nHost: localhost\r\n\r\n") == 400);
  CHECK(status_for(served, "BREW / HTTP/1.1\r\nHost: localhost\r\n\r\n") == 501);
  CHECK(status_for_fields(served, "X-A : space before the colon\r\n") == 400);
  CHECK(status_for_fields(served, " X-A: folded\r\n") == 400);
  CHECK(status_for_fields(served, "no colon\r\n") == 400);
  CHECK(served.healthy());
}

TEST_CASE("a foreign name for this machine gets nothing", "[http][attack]") {
  const Served served{quick_options()};
  for (const char* host : {"evil.example", "evil.example:80", "localhost.evil.example", "127.0.0.1.evil.example",
                           "192.168.0.1", "0.0.0.0", "[::2]:80"}) {
    INFO(host);
    CHECK(status_for(served, "GET /api/v1/documents HTTP/1.1\r\nHost: " + std::string{host} + "\r\n\r\n") == 421);
  }
  for (const char* host : {"", "localhost:port", "[::1", "localhost:80:80", "a b"}) {
    INFO(host);
    const int status = status_for(served, "GET / HTTP/1.1\r\nHost: " + std::string{host} + "\r\n\r\n");
    CHECK((status == 400 || status == 421));
  }
  for (const char* host : {"localhost", "LOCALHOST:1", "127.0.0.1", "127.0.0.1:8080", "[::1]", "[::1]:99"}) {
    INFO(host);
    Wire wire{served.port()};
    wire.send("GET /api/v1/health HTTP/1.1\r\nHost: " + std::string{host} + "\r\n\r\n");
    CHECK(wire.receive().status == 200);
  }
}

TEST_CASE("a page of another site cannot write", "[http][attack]") {
  const Served served{quick_options()};
  const std::string host = "localhost:" + std::to_string(served.port());
  const auto post = [&](const std::string& fields) {
    Wire wire{served.port()};
    wire.send("POST /api/v1/documents HTTP/1.1\r\nHost: " + host +
              "\r\nContent-Type: text/plain\r\nContent-Length: 9\r\n" + fields + "\r\nSome text");
    const Answer answer = wire.receive();
    if (answer.status == 403) CHECK(answer.closed);
    return answer.status;
  };
  const std::uint64_t before = served.store_version();
  CHECK(post("Origin: http://evil.example\r\n") == 403);
  CHECK(post("Origin: null\r\n") == 403);
  CHECK(post("Origin: http://localhost\r\n") == 403);  // another port is another site
  CHECK(post("Origin: http://127.0.0.1:1\r\n") == 403);
  CHECK(post("Sec-Fetch-Site: cross-site\r\n") == 403);
  CHECK(post("Sec-Fetch-Site: same-site\r\n") == 403);
  CHECK(served.store_version() == before);
  CHECK(post("Origin: http://" + host + "\r\nSec-Fetch-Site: same-origin\r\n") != 403);
  CHECK(served.healthy());
}

TEST_CASE("a head that comes a byte at a time ends at the deadline", "[http][attack][slow]") {
  const Served served{quick_options()};
  Wire wire{served.port()};
  const Clock::time_point begin = Clock::now();
  const std::string head = "GET /api/v1/health HTTP/1.1\r\nHost: localhost\r\nX-Slow: ";
  wire.send(head);
  // Every byte comes well within any wait between two bytes.
  while (Clock::now() < begin + paced(3'000) && wire.send("x", paced(100)) == 1) {
    if (wire.answered_within(paced(20))) break;
  }
  const Answer answer = wire.receive();
  CHECK(answer.status == 408);
  CHECK(answer.closed);
  CHECK(Clock::now() - begin < paced(2'500));
  CHECK(served.healthy());
}

TEST_CASE("a connection that says nothing ends at the deadline", "[http][attack][slow]") {
  const Served served{quick_options()};
  Wire wire{served.port()};
  const Clock::time_point begin = Clock::now();
  CHECK(wire.receive().status == 408);
  CHECK(wire.closed_within(paced(2'000)));
  CHECK(Clock::now() - begin < paced(2'500));
}

}  // namespace headwater::test
