// Attacks by the body, and by the answer that nobody takes.
#include <zlib.h>
#include <catch2/catch.hpp>

#include <vector>

#include "served.h"

namespace headwater::test {
namespace {

constexpr std::size_t kMostTaken = 24u << 20;
constexpr std::string_view kPath = "/api/v1/documents";

std::string post_head(std::string_view fields) {
  return Served::request("POST", kPath, std::string{"Content-Type: text/plain\r\n"} + std::string{fields});
}

Answer refused(const Served& served, std::string_view bytes) {
  Wire wire{served.port()};
  wire.send(bytes);
  const Answer answer = wire.receive();
  CHECK(answer.closed);
  CHECK(answer.header("content-type") == "application/problem+json");
  return answer;
}

// `size` zeros in gzip's format.
std::string gzip_of_zeros(std::size_t size) {
  z_stream stream{};
  REQUIRE(deflateInit2(&stream, 9, Z_DEFLATED, 15 + 16, 8, Z_DEFAULT_STRATEGY) == Z_OK);
  std::vector<Bytef> zeros(size, 0);
  std::string out(deflateBound(&stream, static_cast<uLong>(size)), '\0');
  stream.next_in = zeros.data();
  stream.avail_in = static_cast<uInt>(size);
  stream.next_out = reinterpret_cast<Bytef*>(out.data());
  stream.avail_out = static_cast<uInt>(out.size());
  REQUIRE(deflate(&stream, Z_FINISH) == Z_STREAM_END);
  out.resize(stream.total_out);
  deflateEnd(&stream);
  return out;
}

}  // namespace

TEST_CASE("a chunked body does not pass the limit on bodies", "[http][attack]") {
  const Served served{quick_options()};
  Wire wire{served.port()};
  wire.send(post_head("Transfer-Encoding: chunked\r\n"));
  const std::size_t before = resident_bytes();
  const std::string chunk = "10000\r\n" + std::string(0x10000, 'x') + "\r\n";
  std::size_t taken = 0;
  while (taken < (64u << 20)) {
    const std::size_t n = wire.send(chunk, paced(3'000));
    taken += n;
    if (n < chunk.size()) break;
  }
  CHECK(taken < kMostTaken);
  if (kMemoryTells) CHECK(resident_bytes() < before + (8u << 20));
  CHECK(refused(served, post_head("Transfer-Encoding: chunked\r\n") + "5\r\nwords\r\n0\r\n\r\n").status == 411);
  CHECK(served.healthy());
}

TEST_CASE("a body that unpacks to far more than the limit is not unpacked", "[http][attack]") {
  const Served served{quick_options()};
  const std::string bomb = gzip_of_zeros(64u << 20);
  REQUIRE(bomb.size() < (256u << 10));
  const std::size_t before = resident_bytes();
  for (const char* encoding : {"gzip", "br", "deflate", "identity"}) {
    INFO(encoding);
    const std::string fields =
        "Content-Encoding: " + std::string{encoding} + "\r\nContent-Length: " + std::to_string(bomb.size()) + "\r\n";
    CHECK(refused(served, post_head(fields) + bomb).status == 415);
  }
  if (kMemoryTells) CHECK(resident_bytes() < before + (8u << 20));
  CHECK(served.healthy());
}

TEST_CASE("a body over the limit is refused before it is read", "[http][attack]") {
  const Served served{quick_options()};
  CHECK(refused(served, post_head("Content-Length: 262145\r\n")).status == 413);
  CHECK(refused(served, post_head("Content-Length: 999999999999999999\r\n")).status == 413);
  CHECK(served.healthy());
}

TEST_CASE("a refused client that has sent more reads the answer and an orderly end", "[http][attack]") {
  const Served served{quick_options()};
  Wire wire{served.port()};
  wire.send(post_head("Content-Length: 262145\r\n") + std::string(100'000, 'x'));
  CHECK(wire.receive().status == 413);
  CHECK(wire.closed_within(paced(2'000)));
  CHECK_FALSE(wire.reset());
}

TEST_CASE("a client that asks before it sends too much is told so before it sends", "[http][attack]") {
  const Served served{quick_options()};
  Wire wire{served.port()};
  wire.send(post_head("Expect: 100-continue\r\nContent-Length: 262145\r\n"));
  CHECK(wire.receive().status == 413);
  CHECK(wire.interim() == 0);
  CHECK(refused(served, post_head("Expect: a miracle\r\nContent-Length: 5\r\n")).status == 417);
}

TEST_CASE("a length that is no single number is refused", "[http][attack]") {
  const Served served{quick_options()};
  for (const char* fields :
       {"Content-Length: 5\r\nContent-Length: 5\r\n", "Content-Length: 5\r\nContent-Length: 500\r\n",
        "Content-Length: 5, 5\r\n", "Content-Length: -1\r\n", "Content-Length: +5\r\n", "Content-Length: 0x5\r\n",
        "Content-Length: 5 5\r\n", "Content-Length:\r\n", "Content-Length: 18446744073709551621\r\n",
        "Content-Length: 5\r\nTransfer-Encoding: chunked\r\n", "Transfer-Encoding: chunked\r\nContent-Length: 5\r\n"}) {
    INFO(fields);
    CHECK(refused(served, post_head(fields) + "words").status == 400);
  }
  CHECK(refused(served, post_head("")).status == 411);
  CHECK(refused(served, Served::request("GET", "/api/v1/health", "Content-Length: 5\r\n") + "words").status == 400);
  CHECK(served.healthy());
}

TEST_CASE("types that are not read are refused", "[http][attack]") {
  const Served served{quick_options()};
  for (const char* type : {"application/x-www-form-urlencoded", "multipart/mixed; boundary=x", "application/jsonl",
                           "application/msword", "text/htmlx", "text"}) {
    INFO(type);
    const std::string bytes =
        Served::request("POST", kPath, "Content-Type: " + std::string{type} + "\r\nContent-Length: 5\r\n") + "words";
    CHECK(refused(served, bytes).status == 415);
  }
  CHECK(served.healthy());
}

TEST_CASE("a body that comes a byte at a time ends at the deadline, and nothing is written", "[http][attack][slow]") {
  const Served served{quick_options()};
  const std::uint64_t before = served.store_version();
  Wire wire{served.port()};
  const Clock::time_point begin = Clock::now();
  wire.send(post_head("Content-Length: 200000\r\n"));
  while (Clock::now() < begin + paced(3'000) && wire.send("x", paced(100)) == 1) {
    if (wire.answered_within(paced(20))) break;
  }
  const Answer answer = wire.receive();
  CHECK(answer.status == 408);
  CHECK(answer.body.find("the body of the request") != std::string::npos);
  CHECK(answer.closed);
  CHECK(Clock::now() - begin < paced(2'500));
  CHECK(served.store_version() == before);
  CHECK(served.healthy());
}

TEST_CASE("a client that hangs up in the middle of a body writes nothing", "[http][attack]") {
  const Served served{quick_options()};
  const std::uint64_t before = served.store_version();
  for (int i = 0; i < 20; ++i) {
    Wire wire{served.port()};
    wire.send(post_head("Content-Length: 1000\r\n") + "half a sen");
  }
  CHECK(served.healthy());
  CHECK(served.store_version() == before);
}

TEST_CASE("an answer that nobody takes lets its thread go at the deadline", "[http][attack][slow]") {
  ServerOptions options = quick_options();
  options.threads = 1;
  const Served served{options, 24u << 20};
  Wire wire{served.port(), 4096};
  wire.send(Served::request("GET", "/api/v1/documents/" + to_string(invented_tome(0).document.id) + "/text"));
  const Clock::time_point begin = Clock::now();
  CHECK(served.healthy());  // the only thread is needed for it
  CHECK(Clock::now() - begin < paced(4'000));
}

}  // namespace headwater::test
