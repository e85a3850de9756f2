#include <csignal>

#include <catch2/catch.hpp>

#include "run.h"
#include "scratch.h"
#include "texts.h"

using namespace headwater::test;

TEST_CASE("serve prints its address once it listens and ends cleanly on a signal", "[cli][serve]") {
  for (const int number : {SIGINT, SIGTERM}) {
    const Scratch scratch;
    Started server{{"serve", "--write", "--port", "0"}, scratch.path()};
    const std::string address = server.line();
    INFO(address);
    REQUIRE(address.find("http://127.0.0.1:") == 0);
    CHECK(address.back() == '/');
    const std::string port = address.substr(17, address.size() - 18);
    CHECK(std::stoi(port) > 0);
    server.signal(number);
    const Ended ended = server.end();
    CHECK(ended.status == 0);
    CHECK(ended.out.empty());
  }
}

TEST_CASE("serve takes the token from a file, and none that is easily guessed", "[cli][serve]") {
  const Scratch scratch;
  scratch.write("token.txt", "correct-horse-battery\n");
  scratch.write("short.txt", "1234\n");
  Started server{{"serve", "--write", "--token-file", "token.txt"}, scratch.path()};
  REQUIRE(server.line().find("http://127.0.0.1:") == 0);
  server.signal(SIGTERM);
  const Ended ended = server.end();
  CHECK(ended.status == 0);
  CHECK(ended.err.find("/#token=correct-horse-battery") != std::string::npos);
  for (const char* file : {"short.txt", "nowhere.txt"}) {
    const Ended refused = run({"serve", "--write", "--token-file", file}, scratch.path());
    CHECK(refused.status == 2);
    CHECK(refused.err.find(file) != std::string::npos);
  }
  const Ended open_to_all = run({"serve", "--host", "0.0.0.0", "--db", "nowhere.db"}, scratch.path());
  CHECK(open_to_all.status == 4);
}

TEST_CASE("serve lets others write unless it does itself", "[cli][serve]") {
  const Scratch scratch;
  scratch.write("dam.txt", kDam);
  scratch.write("mill.txt", kMill);
  REQUIRE(run({"ingest", "dam.txt"}, scratch.path()).status == 0);
  Started server{{"serve"}, scratch.path()};
  REQUIRE(server.line().find("http://127.0.0.1:") == 0);
  CHECK(run({"ingest", "mill.txt"}, scratch.path()).status == 0);
  server.signal(SIGTERM);
  CHECK(server.end().status == 0);
}

TEST_CASE("an address that cannot be bound is an error that names it", "[cli][serve]") {
  const Scratch scratch;
  const Ended ended = run({"serve", "--write", "--host", "203.0.113.7"}, scratch.path());
  CHECK(ended.status == 4);
  CHECK(ended.out.empty());
  CHECK(ended.err.find("203.0.113.7") != std::string::npos);
}
