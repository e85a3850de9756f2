// How many requests one client may send.
#include "rate_limit.h"

#include <catch2/catch.hpp>
#include <string>

#include "served.h"

namespace headwater::test {

using detail::RateLimit;
using std::chrono::seconds;

TEST_CASE("a client has two seconds' worth at once, and then what time brings", "[http][limits]") {
  RateLimit limit{5};
  Clock::time_point now = Clock::now();
  const auto admitted = [&](const std::string& client, int asked) {
    int out = 0;
    for (int n = 0; n < asked; ++n) out += limit.admit(client, now) ? 1 : 0;
    return out;
  };
  CHECK(admitted("a", 30) == 10);
  CHECK(admitted("b", 30) == 10);  // another's are its own
  now += seconds{1};
  CHECK(admitted("a", 30) == 5);
  now += seconds{60};
  CHECK(admitted("a", 30) == 10);
  CHECK(limit.admit("a", now - seconds{100}) == false);  // a clock that is behind brings nothing
}

TEST_CASE("without a bound all are admitted", "[http][limits]") {
  RateLimit limit{0};
  for (int n = 0; n < 1000; ++n) CHECK(limit.admit("a", Clock::now()));
}

TEST_CASE("more clients than are remembered share one bucket, until the idle are forgotten", "[http][limits]") {
  RateLimit limit{1};
  Clock::time_point now = Clock::now();
  for (std::size_t n = 0; n < RateLimit::kMostClients; ++n) REQUIRE(limit.admit("client " + std::to_string(n), now));
  int admitted = 0;
  for (int n = 0; n < 100; ++n) admitted += limit.admit("late " + std::to_string(n), now) ? 1 : 0;
  CHECK(admitted == 2);
  now += seconds{3};
  for (int n = 0; n < 100; ++n) CHECK(limit.admit("late " + std::to_string(n), now));
}

TEST_CASE("a client that asks too often is told to wait", "[http][limits]") {
  ServerOptions options = quick_options();
  options.max_requests_a_second_here = 2;
  const Served served{options};
  int answered = 0, refused = 0;
  for (int n = 0; n < 12; ++n) {
    const Answer answer = served.get("/api/v1/health");
    answered += answer.status == 200;
    if (answer.status != 429) continue;
    ++refused;
    CHECK(answer.header("retry-after") == "1");
    CHECK(answer.header("content-type") == "application/problem+json");
  }
  CHECK(answered >= 4);
  CHECK(refused >= 1);
  CHECK(answered + refused == 12);
}

}  // namespace headwater::test
