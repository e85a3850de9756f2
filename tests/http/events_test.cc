// What those who listen are told, and that they are in nobody's way.
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include <catch2/catch.hpp>
#include <nlohmann/json.hpp>

#include "event_log.h"
#include "served.h"

namespace headwater::test {
namespace {

using Json = nlohmann::json;
using detail::EventLog;

constexpr std::string_view kText =
    "FICTION\n\nThe ford at Mellin is closed in May, the Roads Office said in a statement on Monday.\n";

struct Event {
  std::string id, name;
  Json data;
};

// Listens on a connection of its own.
class Listener {
 public:
  explicit Listener(const Served& served, const std::string& fields = {}) : wire_{served.port()} {
    wire_.send(Served::request("GET", "/api/v1/events", fields));
    answer_ = wire_.receive();
  }
  [[nodiscard]] const Answer& answer() const { return answer_; }
  Wire& wire() { return wire_; }

  // The next event; one without a name if none came in that time.
  Event next(milliseconds patience = paced(10'000)) {
    const Clock::time_point deadline = Clock::now() + patience;
    while (Clock::now() < deadline) {
      const std::size_t end = text_.find("\n\n");
      if (end == std::string::npos) {
        text_ += wire_.more_within(paced(100));
        continue;
      }
      const std::string block = text_.substr(0, end + 1);
      text_.erase(0, end + 2);
      heartbeats += block == ":\n" ? 1 : 0;
      Event event;
      for (std::size_t at = 0; at < block.size();) {
        const std::size_t line_end = block.find('\n', at);
        const std::string line = block.substr(at, line_end - at);
        if (line.starts_with("id: ")) event.id = line.substr(4);
        if (line.starts_with("event: ")) event.name = line.substr(7);
        if (line.starts_with("data: ")) event.data = Json::parse(line.substr(6));
        at = line_end + 1;
      }
      if (!event.name.empty()) return event;
    }
    return {};
  }

  int heartbeats = 0;

 private:
  Wire wire_;
  Answer answer_;
  std::string text_;
};

Answer post_text(const Served& served) {
  return served.post("/api/v1/documents", "Content-Type: text/plain\r\n", kText);
}

}  // namespace

TEST_CASE("who listens is told of a document as it is read, and of its claims", "[http][events]") {
  const Served served;
  Listener listener{served};
  CHECK(listener.answer().status == 200);
  CHECK(listener.answer().header("content-type") == "text/event-stream");
  CHECK(listener.answer().header("cache-control") == "no-cache");
  const Event standing = listener.next();
  CHECK(standing.name == "store");
  CHECK(standing.data.at("version") == served.store_version());
  const Answer added = post_text(served);
  REQUIRE(added.status == 201);
  const Event reading = listener.next();
  CHECK(reading.name == "reading");
  CHECK(reading.data == Json{{"path", "-"}, {"bytes", kText.size()}});
  const Event document = listener.next();
  CHECK(document.name == "document");
  CHECK(document.data == Json::parse(added.body));
  const Event claims = listener.next();
  CHECK(claims.name == "claims");
  CHECK(claims.data.at("claims").size() == document.data.at("claims"));
  CHECK(claims.data.at("claims")[0].at("document").at("id") == document.data.at("document").at("id"));
  const Event store = listener.next();
  CHECK(store.name == "store");
  CHECK(store.data.at("version") == served.store_version());
  CHECK(reading.id < store.id);
}

TEST_CASE("what fails, what is judged, and writes past this server are told too", "[http][events]") {
  Served served;
  Listener listener{served};
  CHECK(listener.next().name == "store");
  CHECK(served.post("/api/v1/documents", "Content-Type: text/plain\r\n", "").status == 422);
  CHECK(listener.next().name == "reading");
  const Event failed = listener.next();
  CHECK(failed.data.at("status") == "failed");
  CHECK(failed.data.at("error").at("code") == "bad_input");
  const Json judgement{{"kind", "reliability"},
                       {"about", to_string(NodeId{invented_story().agents.front().id})},
                       {"value", "B"},
                       {"by", "desk"}};
  const Answer written = served.post("/api/v1/judgements", "Content-Type: application/json\r\n", judgement.dump());
  REQUIRE(written.status == 201);
  Event told = listener.next();
  CHECK(told.name == "judgement");
  CHECK(told.data == Json::parse(written.body));
  served.put(invented_tome(200));
  do {
    told = listener.next();
    REQUIRE(told.name == "store");
  } while (told.data.at("version") != served.store_version());
}

TEST_CASE("who comes again is told what it missed, or that it cannot be told", "[http][events]") {
  const Served served;
  std::string last;
  {
    Listener listener{served};
    last = listener.next().id;
  }
  REQUIRE(post_text(served).status == 201);
  Listener again{served, "Last-Event-ID: " + last + "\r\n"};
  CHECK(again.next().name == "reading");
  CHECK(again.next().name == "document");
  const std::string run = last.substr(0, last.find('-'));
  for (const std::string& id :
       {std::string{"another-3"}, run + "-9999", run + "-", run, run + "-1x", std::string{"x"}}) {
    INFO(id);
    Listener lost{served, "Last-Event-ID: " + id + "\r\n"};
    const Event reset = lost.next();
    CHECK(reset.name == "reset");
    CHECK(reset.data.at("version") == served.store_version());
  }
}

TEST_CASE("many listeners hold no thread, one too many is put off, and all end with the server", "[http][events]") {
  ServerOptions options = patient_options();
  options.threads = 2;
  options.max_listeners = 20;
  Served served{options};
  std::vector<std::unique_ptr<Listener>> listeners;
  for (int i = 0; i < 20; ++i) {
    listeners.push_back(std::make_unique<Listener>(served));
    REQUIRE(listeners.back()->answer().status == 200);
  }
  CHECK(served.healthy());
  const Listener late{served};
  CHECK(late.answer().status == 503);
  CHECK(late.answer().header("retry-after") == "1");
  listeners.pop_back();
  const Clock::time_point deadline = Clock::now() + paced(5'000);
  int status = 503;
  while (status == 503 && Clock::now() < deadline) status = Listener{served}.answer().status;
  CHECK(status == 200);
  for (const std::unique_ptr<Listener>& one : listeners) CHECK(one->next().name == "store");
  served.server().stop();
  served.server().wait();
  for (const std::unique_ptr<Listener>& one : listeners) {
    while (one->next(paced(200)).name == "store") {
    }
    CHECK(one->wire().closed_within(paced(2'000)));
  }
}

TEST_CASE("a listener that has nothing to hear hears that it is not forgotten", "[http][events]") {
  ServerOptions options = patient_options();
  options.heartbeat = paced(50);
  const Served served{options};
  Listener listener{served};
  CHECK(listener.next().name == "store");
  CHECK(listener.next(paced(1'500)).name.empty());
  CHECK(listener.heartbeats >= 2);
}

TEST_CASE("a listener that does not read, or that talks, is dropped", "[http][events]") {
  ServerOptions options = patient_options();
  options.response_deadline = paced(400);
  options.heartbeat = paced(20);
  Served served{options};
  Wire slow{served.port(), 1024};
  slow.send(Served::request("GET", "/api/v1/events"));
  Listener talks{served};
  CHECK(talks.next().name == "store");
  talks.wire().send("GET / HTTP/1.1\r\n");
  CHECK(talks.next(paced(500)).name.empty());
  CHECK(talks.wire().closed_within(paced(3'000)));
  // Some megabytes, so that no buffer of the system holds them all.
  const std::string path(200, 'p');
  const auto gauge = [&] {
    const std::string text = served.get("/metrics").body;
    const std::string name = "\nheadwater_http_listeners ";
    return text.substr(text.find(name) + name.size(), 1);
  };
  const Clock::time_point deadline = Clock::now() + paced(60'000);
  while (gauge() != "0" && Clock::now() < deadline) {
    for (int i = 0; i < 20; ++i)
      served.post("/api/v1/documents?url=https%3A%2F%2Fa.example%2F" + std::string(7000, 'p'),
                  "Content-Type: text/plain\r\n", "");
  }
  CHECK(gauge() == "0");
  CHECK(served.healthy());
}

TEST_CASE("events take GET alone, with no parameter", "[http][events]") {
  const Served served;
  CHECK(served.get("/api/v1/events?since=1").status == 400);
  CHECK(served.ask("HEAD", "/api/v1/events").header("content-type") == "text/event-stream");
  CHECK(served.post("/api/v1/events", "Content-Type: text/plain\r\n", "x").status == 405);
  CHECK(served.get("/api/v1/events", "Host: evil.example\r\n").status == 400);
}

TEST_CASE("a log keeps the latest events, in order", "[http][events]") {
  EventLog log{"run", 3};
  CHECK(log.after(0)->empty());
  for (int i = 1; i <= 5; ++i) log.add("e", std::to_string(i));
  CHECK(log.last() == 5);
  CHECK_FALSE(log.after(1).has_value());
  REQUIRE(log.after(2)->size() == 3);
  CHECK(*log.after(2)->front() == "id: run-3\nevent: e\ndata: 3\n\n");
  CHECK(log.after(5)->empty());
  CHECK_FALSE(log.after(6).has_value());
  CHECK(log.number_of("run-5") == 5);
  for (const char* id : {"run-6", "run5", "run-", "ru-1", "run-1 ", "run--1", ""}) {
    INFO(id);
    CHECK_FALSE(log.number_of(id).has_value());
  }
}

}  // namespace headwater::test
