#include <catch2/catch.hpp>

#include <csignal>
#include <utility>

#include "served.h"

namespace headwater::test {

TEST_CASE("port 0 picks a free port, which the address names", "[http]") {
  Served one;
  Served two;
  CHECK(one.port() > 0);
  CHECK(one.port() != two.port());
  CHECK(one.server().address() == "http://127.0.0.1:" + std::to_string(one.port()));
}

TEST_CASE("a port in use is an error that names it", "[http]") {
  Served served;
  ServerOptions options;
  options.port = served.port();
  const Result<HttpServer> second = HttpServer::start(served.store(), options);
  REQUIRE_FALSE(second.has_value());
  CHECK(second.error().code == ErrorCode::kIo);
  CHECK(second.error().message.find(std::to_string(served.port())) != std::string::npos);
  CHECK(served.healthy());
}

TEST_CASE("an address that is not this machine's is an error that names it", "[http]") {
  Served served;
  ServerOptions options;
  options.host = "192.0.2.1";
  const Result<HttpServer> other = HttpServer::start(served.store(), options);
  REQUIRE_FALSE(other.has_value());
  CHECK(other.error().code == ErrorCode::kIo);
  CHECK(other.error().message.find("192.0.2.1") != std::string::npos);
}

TEST_CASE("writing without a token is for this machine alone", "[http]") {
  Served served;
  ServerOptions options;
  options.host = "0.0.0.0";
  options.allow_writing = true;
  const Result<HttpServer> open_to_all = HttpServer::start(served.store(), options);
  REQUIRE_FALSE(open_to_all.has_value());
  CHECK(open_to_all.error().code == ErrorCode::kInvalidArgument);
  CHECK(open_to_all.error().message.find("token") != std::string::npos);
  options.write_token = "correct horse battery";
  CHECK(HttpServer::start(served.store(), options).has_value());
}

TEST_CASE("limits out of their range are errors that name them", "[http]") {
  Served served;
  const auto fault = [&](auto change) {
    ServerOptions options;
    change(options);
    const Result<HttpServer> server = HttpServer::start(served.store(), options);
    REQUIRE_FALSE(server.has_value());
    CHECK(server.error().code == ErrorCode::kInvalidArgument);
    return server.error().message;
  };
  using Catch::Contains;
  CHECK_THAT(fault([](ServerOptions& o) { o.port = 65'536; }), Contains("port"));
  CHECK_THAT(fault([](ServerOptions& o) { o.threads = 0; }), Contains("threads"));
  CHECK_THAT(fault([](ServerOptions& o) { o.max_waiting = 0; }), Contains("max_waiting"));
  CHECK_THAT(fault([](ServerOptions& o) { o.max_headers = 0; }), Contains("max_headers"));
  CHECK_THAT(fault([](ServerOptions& o) { o.head_deadline = paced(0); }), Contains("deadline"));
}

TEST_CASE("a server can be moved while it serves, and its port is free after it", "[http]") {
  Served served;
  int port = 0;
  {
    Result<HttpServer> started = HttpServer::start(served.store(), {});
    REQUIRE(started.has_value());
    const HttpServer moved = *std::move(started);
    port = moved.port();
    Wire wire{port};
    wire.send(Served::request("GET", "/api/v1/health"));
    CHECK(wire.receive().status == 200);
  }
  ServerOptions again;
  again.port = port;
  const Result<HttpServer> second = HttpServer::start(served.store(), again);
  REQUIRE(second.has_value());
  CHECK(second->port() == port);
}

TEST_CASE("a server leaves the program's SIGPIPE as it was", "[http]") {
  struct sigaction before {};
  struct sigaction ours {};
  struct sigaction after {};
  ours.sa_handler = SIG_DFL;
  REQUIRE(::sigaction(SIGPIPE, &ours, &before) == 0);
  {
    Served served;
    CHECK(served.healthy());
    ::sigaction(SIGPIPE, nullptr, &after);
  }
  ::sigaction(SIGPIPE, &before, nullptr);
  CHECK(after.sa_handler == SIG_DFL);
}

TEST_CASE("the default binding is reached from this machine alone", "[http]") {
  CHECK(ServerOptions{}.host == "127.0.0.1");
}

}  // namespace headwater::test
