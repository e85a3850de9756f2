// A store with two invented documents, served on a free port of this machine.
#ifndef HEADWATER_TESTS_HTTP_SERVED_H_
#define HEADWATER_TESTS_HTTP_SERVED_H_

#include <optional>
#include <stdexcept>
#include <string>
#include <string_view>
#include <thread>
#include <utility>

#include "headwater/graph/store.h"
#include "headwater/http/server.h"
#include "headwater/schema/id.h"
#include "headwater/schema/record.h"
#include "scratch.h"
#include "wire.h"

namespace headwater::test {

// An invented agency's story: one claim of an invented ministry's spokeswoman, from a statement that is not held.
inline Extraction invented_story() {
  Extraction e;
  e.text = "FICTION\n\nThe dam at Ostrel is safe, the Ministry of Rivers said in a statement.\n";
  e.document.id = document_id_of("https://lantern.example/ostrel-dam");
  e.document.held = true;
  e.document.medium = Medium::kArticle;
  e.document.title = "Ministry calls the Ostrel dam safe";
  e.document.publisher = "The Lantern";
  e.document.url = "https://lantern.example/ostrel-dam";
  e.document.path = "story.txt";
  e.document.language = "en";
  e.document.encoding = "UTF-8";
  e.document.sha256 = sha256_hex(e.text);
  e.document.text_bytes = e.text.size();
  const auto size = static_cast<std::uint32_t>(e.text.size());
  e.map = {{{0, size}, {0, size}}};

  Agent ministry;
  ministry.id = agent_id_of("ministry of rivers");
  ministry.name = "Ministry of Rivers";
  ministry.kind = AgentKind::kGovernment;
  ministry.names = {"Ministry of Rivers"};
  e.agents = {ministry};

  Document statement;
  statement.id = document_id_of("statement of the ministry of rivers");
  statement.medium = Medium::kStatement;
  statement.publisher = "Ministry of Rivers";
  e.referenced = {statement};

  const auto place = [&](std::string_view words) {
    const auto begin = static_cast<std::uint32_t>(e.text.find(words));
    return Spans{{begin, begin + static_cast<std::uint32_t>(words.size())}};
  };
  Claim claim;
  claim.content = place("The dam at Ostrel is safe");
  claim.source = place("the Ministry of Rivers");
  claim.cue = place("said");
  claim.text = "The dam at Ostrel is safe";
  claim.id = claim_id_of(e.document.id, claim.text);
  claim.form = ClaimForm::kIndirect;
  claim.speaker = ministry.id;
  claim.origin = statement.id;
  claim.end = EndClass::kPrimary;
  claim.rule = "by-hand@1";
  claim.confidence = 1;
  e.claims = {claim};
  return e;
}

// A second document, with a text of `bytes` bytes and no claim.
inline Extraction invented_tome(std::size_t bytes) {
  Extraction e;
  e.text = std::string(bytes, 'x');
  e.document.id = document_id_of("https://lantern.example/tome");
  e.document.held = true;
  e.document.title = "A tome";
  e.document.url = "https://lantern.example/tome";
  e.document.path = "tome.txt";
  e.document.sha256 = sha256_hex(e.text);
  e.document.text_bytes = e.text.size();
  const auto size = static_cast<std::uint32_t>(e.text.size());
  e.map = {{{0, size}, {0, size}}};
  return e;
}

// For tests that are not about time: generous, since a loaded machine is slow. Whoever comes may write.
inline ServerOptions patient_options() {
  ServerOptions options;
  options.allow_writing = true;
  return options;
}

// Short deadlines, so that an attack that is waited out costs a fraction of a second.
inline ServerOptions quick_options() {
  ServerOptions options = patient_options();
  options.head_deadline = paced(400);
  options.request_deadline = paced(400);
  options.response_deadline = paced(400);
  options.idle_deadline = paced(400);
  options.max_body_bytes = 256u << 10;
  options.threads = 2;
  return options;
}

class Served {
 public:
  explicit Served(const ServerOptions& options = patient_options(), std::size_t tome_bytes = 100) {
    Result<Store> opened = Store::open(scratch_ / "store", {.sync = false});
    if (!opened.has_value()) throw std::runtime_error{opened.error().message};
    store_.emplace(*std::move(opened));
    put(invented_story());
    put(invented_tome(tome_bytes));
    Result<HttpServer> started = HttpServer::start(*store_, options);
    if (!started.has_value()) throw std::runtime_error{started.error().message};
    server_.emplace(*std::move(started));
  }

  void put(Extraction extraction) {
    DocumentBatch batch;
    batch.raw = extraction.text;
    batch.extraction = std::move(extraction);
    const Result<void> done = store_->put(batch);
    if (!done.has_value()) throw std::runtime_error{done.error().message};
  }

  [[nodiscard]] int port() const { return server_->port(); }
  HttpServer& server() { return *server_; }
  Store& store() { return *store_; }
  [[nodiscard]] std::uint64_t store_version() const { return store_->version(); }  // counts writes

  // One request on a connection of its own. `fields` are header lines, each with its CR LF.
  Answer get(std::string_view target, std::string_view fields = {}) const { return ask("GET", target, fields); }
  Answer post(std::string_view target, std::string_view fields, std::string_view body) const {
    const std::string length = "Content-Length: " + std::to_string(body.size()) + "\r\n";
    return ask("POST", target, length + std::string{fields}, body);
  }
  Answer ask(std::string_view method, std::string_view target, std::string_view fields = {},
             std::string_view body = {}) const {
    Wire wire{port()};
    wire.send(request(method, target, fields, body));
    return wire.receive(paced(20'000), method == "HEAD");
  }
  // True if the server answers. It may say for a moment that it is full: those who hung up are still in its queue.
  [[nodiscard]] bool healthy() const {
    const Clock::time_point deadline = Clock::now() + paced(5'000);
    int status = 0;
    while ((status = get("/api/v1/health").status) == 503 && Clock::now() < deadline) {
      std::this_thread::sleep_for(paced(10));
    }
    return status == 200;
  }

  static std::string request(std::string_view method, std::string_view target, std::string_view fields = {},
                             std::string_view body = {}) {
    std::string out;
    out.append(method).append(" ").append(target).append(" HTTP/1.1\r\nHost: localhost\r\n").append(fields);
    return out.append("\r\n").append(body);
  }

 private:
  Scratch scratch_;
  std::optional<Store> store_;
  std::optional<HttpServer> server_;  // after the store: it ends first
};

}  // namespace headwater::test

#endif  // HEADWATER_TESTS_HTTP_SERVED_H_
