// Fetching from a server of our own on a free port.
#include <arpa/inet.h>
#include <netinet/in.h>
#include <sys/socket.h>

#include <atomic>
#include <chrono>
#include <cstring>
#include <string>
#include <thread>
#include <vector>

#include <catch2/catch.hpp>

#include "headwater/fetch/fetch.h"
#include "origin_server.h"
#include "run.h"
#include "scratch.h"

using namespace headwater;
using namespace headwater::test;

namespace {

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
  OriginServer server{[](const std::string& head) {
    if (head.starts_with("GET /old")) return http_answer("301 Moved", "Location: /new\r\nETag: \"old\"\r\n", "moved");
    return http_answer("200 OK", "Content-Type: text/html; Charset=\"ISO-8859-1\"\r\nETag: \"v1\"\r\n", kPage);
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
  OriginServer server{[](const std::string&) { return http_answer("200 OK", "", kPage); }};
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
  OriginServer inside{[](const std::string&) { return http_answer("200 OK", "", "secret"); }};
  OriginServer outside{
      [&](const std::string&) { return http_answer("302 Found", "Location: " + inside.url("/admin") + "\r\n", ""); }};
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

TEST_CASE("every connection asks anew where it leads, so a name that changes its mind gains nothing", "[cli][fetch]") {
  OriginServer server{[](const std::string&) { return http_answer("302 Found", "Location: /again\r\n", ""); }};
  static std::atomic<int> asked;
  asked = 0;
  FetchOptions options;
  // A name that led to the world when it was first looked up, and leads inside from then on.
  options.allowed = [](const sockaddr&) { return ++asked == 1; };
  const std::string url = "http://localhost:" + server.url("/").substr(17);
  const Result<Fetched> fetched = fetch(url, options);
  REQUIRE_FALSE(fetched.has_value());
  CHECK(fetched.error().code == ErrorCode::kUnsupported);
  CHECK(server.requests().size() <= 1);
}

TEST_CASE("addresses in odd clothes are what they are", "[cli][fetch]") {
  OriginServer server{[](const std::string&) { return http_answer("200 OK", "", kPage); }};
  const std::string port = server.url("").substr(16);
  for (const char* host : {"2130706433", "0x7f000001", "127.1", "0177.0.0.1", "[::1]", "0", "user@127.0.0.1",
                           "[::ffff:7f00:1]", "169.254.169.254", "100.64.0.1", "10.0.0.1", "[fe80::1]", "[fd00::1]"}) {
    INFO(host);
    const Result<Fetched> fetched = fetch("http://" + std::string{host} + port + "/", FetchOptions{});
    REQUIRE_FALSE(fetched.has_value());
    CHECK(fetched.error().code == ErrorCode::kUnsupported);
  }
  CHECK(server.requests().empty());
}

TEST_CASE("a fetch that is told to stop ends soon", "[cli][fetch]") {
  std::atomic<bool> stop{false};
  std::atomic<bool> has_ended{false};
  // Answers once the fetch has ended, or where it has not for much longer than it may take.
  OriginServer silent{[&](const std::string&) {
    stop = true;
    for (int i = 0; i < 1500 && !has_ended; ++i) std::this_thread::sleep_for(std::chrono::milliseconds{10});
    return http_answer("200 OK", "", kPage);
  }};
  FetchOptions options = private_too();
  options.stop = &stop;
  const Result<Fetched> fetched = fetch(silent.url("/"), options);
  has_ended = true;
  REQUIRE_FALSE(fetched.has_value());
  CHECK(fetched.error().code == ErrorCode::kIo);
}

TEST_CASE("only http and https are fetched, also after a redirect", "[cli][fetch]") {
  OriginServer server{
      [](const std::string&) { return http_answer("302 Found", "Location: file:///etc/passwd\r\n", ""); }};
  CHECK(fetch("file:///etc/passwd", private_too()).error().code == ErrorCode::kInvalidArgument);
  CHECK(fetch("ftp://a.example/", private_too()).error().code == ErrorCode::kInvalidArgument);
  CHECK(fetch("gopher://a.example/", private_too()).error().code == ErrorCode::kInvalidArgument);
  CHECK(fetch(server.url("/"), private_too()).error().code == ErrorCode::kInvalidArgument);
}

TEST_CASE("redirects, bytes and time are bounded", "[cli][fetch]") {
  OriginServer round{[](const std::string&) { return http_answer("302 Found", "Location: /again\r\n", ""); }};
  CHECK(fetch(round.url("/"), private_too()).error().code == ErrorCode::kTooLarge);
  CHECK(round.requests().size() <= 11);
  OriginServer stated{[](const std::string&) {
    return std::string{"HTTP/1.1 200 OK\r\nContent-Length: 2147483648\r\nConnection: close\r\n\r\nwords"};
  }};
  CHECK(fetch(stated.url("/"), private_too()).error().code == ErrorCode::kTooLarge);
  OriginServer endless{
      [](const std::string&) { return "HTTP/1.1 200 OK\r\nConnection: close\r\n\r\n" + std::string(2u << 20, 'x'); }};
  CHECK(fetch(endless.url("/"), private_too()).error().code == ErrorCode::kTooLarge);
  OriginServer silent{[](const std::string&) {
    std::this_thread::sleep_for(std::chrono::milliseconds{1500});
    return http_answer("200 OK", "", kPage);
  }};
  FetchOptions hasty = private_too();
  hasty.whole = std::chrono::seconds{1};
  CHECK(fetch(silent.url("/"), hasty).error().code == ErrorCode::kTooLarge);
}

TEST_CASE("a missing page is not found, a broken server is trouble on the way", "[cli][fetch]") {
  OriginServer server{[](const std::string& head) {
    return head.starts_with("GET /gone") ? http_answer("410 Gone", "", "") : http_answer("500 Oops", "", "");
  }};
  CHECK(fetch(server.url("/gone"), private_too()).error().code == ErrorCode::kNotFound);
  CHECK(fetch(server.url("/x"), private_too()).error().code == ErrorCode::kIo);
}

TEST_CASE("a page that the store holds is asked for by its version", "[cli][fetch][ingest]") {
  OriginServer server{[](const std::string& head) {
    if (head.find("If-None-Match: \"v1\"") != std::string::npos) return http_answer("304 Not Modified", "", "");
    return http_answer("200 OK", "Content-Type: text/html; charset=utf-8\r\nETag: \"v1\"\r\n", kPage);
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
