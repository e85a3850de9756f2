#include "request_head.h"

#include <catch2/catch.hpp>

namespace headwater::detail {
namespace {

RequestHead head_of(std::string_view bytes, const HeadLimits& limits = {}) {
  Checked<RequestHead> read = parse_head(bytes, limits);
  REQUIRE(std::holds_alternative<RequestHead>(read));
  return std::get<RequestHead>(std::move(read));
}

Target target_of(std::string_view text) {
  Checked<Target> read = parse_target(text, {});
  REQUIRE(std::holds_alternative<Target>(read));
  return std::get<Target>(std::move(read));
}

int refusal_of(std::string_view text) {
  const Checked<Target> read = parse_target(text, {});
  return std::holds_alternative<Problem>(read) ? std::get<Problem>(read).status : 0;
}

// The length of the head in `bytes` that come `step` at a time; -status if it is refused, 0 if it has no end.
int scanned(std::string_view bytes, std::size_t step, const HeadLimits& limits = {}) {
  HeadScan scan;
  for (std::size_t size = step;; size += step) {
    const Checked<std::size_t> end = scan.advance(bytes.substr(0, size), limits);
    if (const Problem* problem = std::get_if<Problem>(&end)) return -problem->status;
    if (std::get<std::size_t>(end) > 0) return static_cast<int>(std::get<std::size_t>(end));
    if (size >= bytes.size()) return 0;
  }
}

}  // namespace

TEST_CASE("a head's end is found however its bytes are cut", "[http][unit]") {
  const std::string_view head = "GET / HTTP/1.1\r\nHost: localhost\r\n\r\n";
  const std::string bytes = std::string{head} + "and a body\r\n\r\n";
  for (std::size_t step = 1; step <= bytes.size(); ++step) CHECK(scanned(bytes, step) == static_cast<int>(head.size()));
  for (std::size_t size = 1; size < head.size(); ++size) CHECK(scanned(head.substr(0, size), 1) == 0);
}

TEST_CASE("a head is refused at the byte that makes it wrong, without its end", "[http][unit]") {
  for (const std::size_t step : {std::size_t{1}, std::size_t{7}, std::size_t{1000}}) {
    CHECK(scanned("GET / HTTP/1.1\nH", step) == -400);
    CHECK(scanned("GET / HTTP/1.1\rH", step) == -400);
    CHECK(scanned(std::string_view{"GET /\0", 6}, step) == -400);
    CHECK(scanned("\r\n", step) == -400);
    CHECK(scanned(std::string(9'000, 'a'), step) == -414);
    CHECK(scanned("GET / HTTP/1.1\r\n" + std::string(17'000, 'a'), step) == -431);
  }
}

TEST_CASE("limits on a head hold at their last byte", "[http][unit]") {
  HeadLimits limits;
  const std::string bytes = "GET / HTTP/1.1\r\nHost: localhost\r\nX-A: aaaaaaaa\r\n\r\n";
  limits.max_header_bytes = bytes.size();
  CHECK(scanned(bytes, 3, limits) == static_cast<int>(bytes.size()));
  limits.max_header_bytes = bytes.size() - 1;
  CHECK(scanned(bytes, 3, limits) == -431);
  limits = {};
  limits.max_headers = 2;
  CHECK(std::holds_alternative<RequestHead>(parse_head(bytes, limits)));
  limits.max_headers = 1;
  const Checked<RequestHead> refused = parse_head(bytes, limits);
  REQUIRE(std::holds_alternative<Problem>(refused));
  CHECK(std::get<Problem>(refused).status == 431);
}

TEST_CASE("a head is read into its parts", "[http][unit]") {
  const RequestHead head = head_of(
      "POST /api/v1/documents?url=https%3A%2F%2Fa.example%2F HTTP/1.1\r\nHost: localhost:1\r\nCONTENT-Length:  12 \r\n"
      "Content-Type: text/html; charset=utf-8\r\nConnection: keep-alive, Close\r\nExpect: 100-Continue\r\n\r\n");
  CHECK(head.method == "POST");
  CHECK(head.target.path == std::vector<std::string>{"api", "v1", "documents"});
  REQUIRE(head.target.param("url") != nullptr);
  CHECK(*head.target.param("url") == "https://a.example/");
  CHECK(head.content_length == 12);
  REQUIRE(head.field("content-type") != nullptr);
  CHECK(*head.field("content-type") == "text/html; charset=utf-8");
  CHECK(head.closes);
  CHECK(head.expects_continue);
}

TEST_CASE("a target is decoded piece by piece", "[http][unit]") {
  CHECK(target_of("/").path == std::vector<std::string>{""});
  CHECK(target_of("/a/").path == std::vector<std::string>{"a", ""});
  CHECK(target_of("/a%20b/+").path == std::vector<std::string>{"a b", "+"});
  CHECK(target_of("/?q=a+b%2Bc%26d&empty&e=%C3%A9=?").params ==
        std::vector<std::pair<std::string, std::string>>{{"q", "a b+c&d"}, {"empty", ""}, {"e", "\xC3\xA9=?"}});
  CHECK(target_of("/?q=a%0Ab").params.front().second == "a\nb");
}

TEST_CASE("a target that could mean two things is refused", "[http][unit]") {
  for (const char* text : {"", "*", "a", "http://a.example/", "/a#b", "/%2e", "/a/%2E%2E/b", "/a%2fb", "/a%5cb", "/%e9",
                           "/?a=1&a=2", "/?=1", "/?a=%", "/?a=%4", "/?a=%4g", "/?a=%01", "/%0a"}) {
    INFO(text);
    CHECK(refusal_of(text) == 400);
  }
  std::string many = "/?p0=";
  for (int i = 1; i < 16; ++i) many += "&p" + std::to_string(i) + "=";
  CHECK(refusal_of(many) == 0);
  CHECK(refusal_of(many + "&p16=") == 400);
}

TEST_CASE("a server for this machine answers to its names, one for all to any", "[http][unit]") {
  const RequestHead foreign = head_of("GET / HTTP/1.1\r\nHost: headwater.example\r\n\r\n");
  const RequestHead own = head_of("GET / HTTP/1.1\r\nHost: LocalHost:99\r\n\r\n");
  const RequestHead bound = head_of("GET / HTTP/1.1\r\nHost: 127.0.0.2:99\r\n\r\n");
  CHECK(check_gate(foreign, {true, "127.0.0.1"}).value().status == 421);
  CHECK_FALSE(check_gate(foreign, {false, "0.0.0.0"}).has_value());
  CHECK_FALSE(check_gate(own, {true, "127.0.0.1"}).has_value());
  CHECK(check_gate(bound, {true, "127.0.0.1"}).value().status == 421);
  CHECK_FALSE(check_gate(bound, {true, "127.0.0.2"}).has_value());
}

TEST_CASE("a write from another origin is refused on any address", "[http][unit]") {
  const auto post = [](const std::string& fields) {
    const RequestHead head =
        head_of("POST / HTTP/1.1\r\nHost: h.example:80\r\nContent-Length: 0\r\n" + fields + "\r\n");
    const std::optional<Problem> problem = check_gate(head, {false, "0.0.0.0"});
    return problem.has_value() ? problem->status : 0;
  };
  CHECK(post("") == 0);
  CHECK(post("Origin: http://h.example:80\r\n") == 0);
  CHECK(post("Origin: https://h.example:80\r\n") == 0);
  CHECK(post("Origin: http://h.example\r\n") == 403);
  CHECK(post("Origin: http://h.example:80.evil.example\r\n") == 403);
  CHECK(post("Origin: null\r\n") == 403);
  CHECK(post("Sec-Fetch-Site: none\r\n") == 0);
  CHECK(post("Sec-Fetch-Site: cross-site\r\n") == 403);
}

}  // namespace headwater::detail
