// Attacks by the number and the life of connections.
#include <catch2/catch.hpp>

#include <memory>
#include <random>
#include <thread>
#include <vector>

#include "served.h"

namespace headwater::test {
namespace {

const std::string kHealth = Served::request("GET", "/api/v1/health");

}  // namespace

TEST_CASE("connections beyond those allowed are answered with 503 and closed", "[http][attack]") {
  ServerOptions options = quick_options();
  options.head_deadline = paced(1'500);
  options.threads = 2;
  options.max_waiting = 3;
  const Served served{options};
  std::vector<std::unique_ptr<Wire>> silent;
  for (int i = 0; i < 2 + 3; ++i) {
    silent.push_back(std::make_unique<Wire>(served.port()));
    silent.back()->send("GET");  // holds a thread, or a place in the queue, for as long as the deadline allows
    std::this_thread::sleep_for(paced(20));
  }
  int refused = 0;
  for (int i = 0; i < 20; ++i) {
    Wire wire{served.port()};
    const Answer answer = wire.receive(paced(500));
    if (answer.status == 503) {
      ++refused;
      CHECK(answer.closed);
      CHECK(answer.header("retry-after") == "1");
      CHECK(answer.header("content-type") == "application/problem+json");
    }
  }
  CHECK(refused == 20);
  silent.clear();
  CHECK(served.healthy());
}

TEST_CASE("a thousand connections that say nothing leave the server answering", "[http][attack]") {
  ServerOptions options = quick_options();
  options.max_waiting = 8;
  const Served served{options};
  const std::size_t before = resident_bytes();
  for (int i = 0; i < 1'000; ++i) Wire{served.port()};
  std::vector<std::unique_ptr<Wire>> open;
  for (int i = 0; i < 100; ++i) open.push_back(std::make_unique<Wire>(served.port()));
  open.clear();
  if (kMemoryTells) CHECK(resident_bytes() < before + (16u << 20));
  CHECK(served.healthy());
}

TEST_CASE("bytes without sense are answered or closed, never believed", "[http][attack]") {
  const Served served{quick_options()};
  std::mt19937 random{20'260'101};
  for (int i = 0; i < 200; ++i) {
    std::string bytes = i % 2 == 0 ? "" : "GET / HTTP/1.1\r\nHost: localhost\r\n";
    const std::size_t size = random() % 3'000;
    for (std::size_t k = 0; k < size; ++k) bytes += static_cast<char>(random() % 256);
    Wire wire{served.port()};
    wire.send(bytes + "\r\n\r\n");
    const int status = wire.receive().status;
    INFO("seed 20260101, round " << i << ", status " << status);
    CHECK((status == 0 || status / 100 == 4 || status == 501 || status == 505));
  }
  CHECK(served.healthy());
}

TEST_CASE("requests follow each other on one connection, up to the number allowed", "[http]") {
  ServerOptions options = quick_options();
  options.max_requests_a_connection = 3;
  const Served served{options};
  Wire wire{served.port()};
  for (int i = 1; i <= 3; ++i) {
    wire.send(kHealth);
    const Answer answer = wire.receive();
    CHECK(answer.status == 200);
    CHECK(answer.closed == (i == 3));
  }
}

TEST_CASE("requests sent at once are answered in order, each with its own body", "[http]") {
  const Served served;
  Wire wire{served.port()};
  wire.send(kHealth + Served::request("GET", "/api/v1/stats") + Served::request("GET", "/api/v1/documents?limit=1"));
  CHECK(wire.receive().body.find("\"status\":\"ok\"") != std::string::npos);
  CHECK(wire.receive().body.find("documents_held") != std::string::npos);
  CHECK(wire.receive().body.find("\"documents\":[") != std::string::npos);
}

TEST_CASE("a body is never read as the next request", "[http][attack]") {
  const Served served;
  Wire wire{served.port()};
  const std::string hidden = Served::request("GET", "/api/v1/stats");
  wire.send(Served::request("POST", "/api/v1/documents",
                            "Content-Type: text/plain\r\nContent-Length: " + std::to_string(hidden.size()) + "\r\n") +
            hidden + kHealth);
  const Answer first = wire.receive();
  CHECK((first.status == 201 || first.status == 422));
  CHECK(wire.receive().body.find("\"status\":\"ok\"") != std::string::npos);
  CHECK_FALSE(wire.answered_within(paced(100)));
}

TEST_CASE("a connection kept open for nothing ends at the idle deadline", "[http][attack][slow]") {
  const Served served{quick_options()};
  Wire wire{served.port()};
  wire.send(kHealth);
  CHECK(wire.receive().status == 200);
  CHECK(wire.closed_within(paced(2'500)));
}

TEST_CASE("a connection kept open for nothing makes room for one that asks", "[http][attack]") {
  ServerOptions options;  // idle for five seconds, were nobody waiting
  options.threads = 1;
  const Served served{options};
  Wire idle{served.port()};
  idle.send(kHealth);
  CHECK(idle.receive().status == 200);
  const Clock::time_point begin = Clock::now();
  CHECK(served.healthy());
  CHECK(Clock::now() - begin < paced(2'500));
}

TEST_CASE("a client of HTTP/1.0 gets one answer and the end of the connection", "[http]") {
  const Served served;
  Wire wire{served.port()};
  wire.send("GET /api/v1/health HTTP/1.0\r\n\r\n");
  const Answer answer = wire.receive();
  CHECK(answer.status == 200);
  CHECK(wire.closed_within(paced(2'000)));
}

TEST_CASE("a server that is told to stop does not wait for those who say nothing", "[http]") {
  Served served{patient_options()};
  Wire silent{served.port()};
  silent.send("GET / HT");
  Wire idle{served.port()};
  idle.send(kHealth);
  CHECK(idle.receive().status == 200);
  const Clock::time_point begin = Clock::now();
  std::thread other{[&] { served.server().stop(); }};
  served.server().wait();
  other.join();
  CHECK(Clock::now() - begin < paced(2'500));
  CHECK(silent.closed_within(paced(2'000)));
  served.server().stop();  // once more does no harm
  served.server().wait();
}

TEST_CASE("small answers on one connection do not wait for each other", "[http]") {
  const Served served;
  Wire wire{served.port()};
  const Clock::time_point begin = Clock::now();
  for (int i = 0; i < 50; ++i) {
    wire.send(kHealth);
    REQUIRE(wire.receive().status == 200);
  }
  // With Nagle's algorithm against delayed acknowledgements each would take 40 ms.
  CHECK(Clock::now() - begin < paced(1'500));
}

}  // namespace headwater::test
