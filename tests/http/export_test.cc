// The whole store over HTTP: in chunks, whole or seen not to be, and not for ever.
#include <catch2/catch.hpp>
#include <memory>
#include <string>
#include <thread>
#include <vector>

#include "headwater/query/interchange.h"
#include "served.h"

namespace headwater::test {
namespace {

constexpr std::size_t kLarge = std::size_t{16} << 20;  // of a text; more than sockets take by themselves

std::string request(std::string_view target, std::string_view version = "HTTP/1.1", std::string_view method = "GET") {
  return std::string{method} + " " + std::string{target} + " " + std::string{version} + "\r\nHost: localhost\r\n\r\n";
}

Answer exported(const Served& served, std::string_view target, bool& whole) {
  Wire wire{served.port()};
  wire.send(request(target));
  return wire.receive_chunks(whole);
}

std::string written(const Store& store, ExportFormat format, const ExportOptions& options = {}) {
  std::string out;
  CHECK(export_store(store, format, options, [&](std::string_view piece) {
          CHECK(piece.size() <= std::size_t{64} << 10);
          out += piece;
          return true;
        }).has_value());
  return out;
}

Judgement red(const NodeId& about) {
  Judgement out;
  out.kind = JudgementKind::kMarking;
  out.about = about;
  out.value = "TLP:RED";
  out.by = "desk";
  return out;
}

// Whether it is ever so, within some seconds.
template <class Test>
bool becomes(Test test) {
  for (const Clock::time_point end = Clock::now() + paced(10'000); Clock::now() < end;) {
    if (test()) return true;
    std::this_thread::sleep_for(paced(20));
  }
  return false;
}

}  // namespace

TEST_CASE("every format comes in chunks, as the library writes it, and the connection goes on", "[http][export]") {
  const Served served;
  Store& store = const_cast<Served&>(served).store();
  Wire wire{served.port()};
  for (const ExportFormat format : kExportFormats) {
    INFO(to_string(format));
    wire.send(request("/api/v1/export?format=" + std::string{to_string(format)}));
    bool whole = false;
    const Answer answer = wire.receive_chunks(whole);
    CHECK(answer.status == 200);
    CHECK(whole);
    CHECK(answer.body == written(store, format));
    CHECK_FALSE(answer.body.empty());
    const std::string type = answer.header("content-type");
    CHECK(type.substr(0, media_type(format).size()) == media_type(format));
    CHECK(type.ends_with("; charset=utf-8") == type.starts_with("text/"));
    CHECK(answer.header("content-disposition") ==
          "attachment; filename=\"headwater." + std::string{file_extension(format)} + "\"");
    CHECK(answer.header("content-length").empty());
    CHECK_FALSE(answer.header("etag").empty());
  }
  wire.send(request("/api/v1/health"));
  CHECK(wire.receive().status == 200);
}

TEST_CASE("an export leaves out what is marked for fewer eyes", "[http][export]") {
  Served served;
  const DocumentId story = invented_story().document.id;
  REQUIRE(served.store().judge(red(story)).has_value());
  bool whole = false;
  CHECK(exported(served, "/api/v1/export?format=turtle", whole).body.find("Ostrel") == std::string::npos);
  CHECK(whole);
  const Answer all = exported(served, "/api/v1/export?format=turtle&marking=TLP:RED", whole);
  CHECK(all.body.find("Ostrel") != std::string::npos);
  CHECK(all.body == written(served.store(), ExportFormat::kTurtle, {.marking = "TLP:RED"}));
}

TEST_CASE("an export that cannot be is refused before it begins", "[http][export]") {
  const Served served;
  for (const std::string wrong :
       {"format=pdf", "format=", "marking=SECRET", "marking=", "as_of=2025", "format=dot&format=dot"})
    CHECK(served.get("/api/v1/export?" + wrong).status == 400);
  CHECK(served.post("/api/v1/export", "", "").status == 405);
  Wire old{served.port()};
  old.send(request("/api/v1/export", "HTTP/1.0"));
  CHECK(old.receive().status == 505);
  Wire wire{served.port()};
  wire.send(request("/api/v1/export", "HTTP/1.1", "HEAD"));
  const Answer head = wire.receive(paced(5'000), true);
  CHECK(head.status == 200);
  CHECK(head.header("transfer-encoding") == "chunked");
  wire.send(request("/api/v1/export", "HTTP/1.1", "HEAD"));
  CHECK(wire.receive(paced(5'000), true).header("etag") == head.header("etag"));
  CHECK(served.get("/api/v1/export", "If-None-Match: " + head.header("etag") + "\r\n").status == 304);
}

TEST_CASE("two exports are written at once, and a client that goes away ends its own", "[http][export][slow]") {
  const Served served{patient_options(), kLarge};
  std::vector<std::unique_ptr<Wire>> clients;
  for (int i = 0; i < 2; ++i) {
    clients.push_back(std::make_unique<Wire>(served.port(), 4096));
    clients.back()->send(request("/api/v1/export"));
    CHECK(clients.back()->answered_within(paced(10'000)));
  }
  const Answer refused = served.get("/api/v1/export?format=dot");
  CHECK(refused.status == 503);
  CHECK(refused.header("retry-after") == "1");
  CHECK(served.get("/api/v1/health").status == 200);
  clients.clear();
  CHECK(becomes([&] {
    bool whole = false;
    return exported(served, "/api/v1/export?format=dot", whole).status == 200 && whole;
  }));
}

TEST_CASE("a client that takes nothing is cut off, one that is slow is not", "[http][export][slow]") {
  const ServerOptions options = quick_options();
  const Served served{options, kLarge};
  Wire silent{served.port(), 4096};
  silent.send(request("/api/v1/export"));
  CHECK(silent.answered_within(paced(10'000)));
  std::this_thread::sleep_for(3 * options.response_deadline);

  // Slower in all than the deadline for an answer, and quick enough for each part of it.
  Wire slow{served.port(), 64 << 10};
  slow.send(request("/api/v1/export"));
  const Clock::time_point begun = Clock::now();
  std::size_t taken = 0, since = 0;
  while (const std::size_t n = slow.take(paced(10'000))) {
    taken += n;
    since += n;
    if (since < std::size_t{1} << 20) continue;
    since = 0;
    std::this_thread::sleep_for(paced(60));
  }
  CHECK(taken > kLarge * 7 / 3);  // the text, and its bytes in base64
  CHECK(Clock::now() - begun > 2 * options.response_deadline);

  bool whole = true;
  silent.receive_chunks(whole);
  CHECK_FALSE(whole);
}

TEST_CASE("a server that is told to stop does not finish an export first", "[http][export]") {
  Served served{patient_options(), kLarge};
  Wire silent{served.port(), 4096};
  silent.send(request("/api/v1/export"));
  CHECK(silent.answered_within(paced(10'000)));
  const Clock::time_point begun = Clock::now();
  served.server().stop();
  served.server().wait();
  CHECK(Clock::now() - begun < paced(15'000));
  bool whole = true;
  silent.receive_chunks(whole);
  CHECK_FALSE(whole);
}

}  // namespace headwater::test
