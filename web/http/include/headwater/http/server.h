// The HTTP server: the store over /api/v1/, and the page that shows it.
//
//   headwater::Result<headwater::HttpServer> server = headwater::HttpServer::start(store, {.port = 0});
//   if (!server.has_value()) return fail(server.error());
//   std::cerr << "listening on " << server->address() << '\n';
//   server->wait();
//
// Routes, their parameters and their answers stand in web/http/openapi.json, which the server sends as
// /api/v1/openapi.json (OpenAPI 3.1).
//
// Answers are what the command line prints with --json; errors are application/problem+json (RFC 9457). Every GET takes
// HEAD. It speaks plain HTTP/1.1 and knows no users: it is meant for this machine. Bound to a loopback address it
// answers only to the names of this machine (`localhost`, `127.0.0.1`, `[::1]`), so that no page elsewhere can reach it
// through a name of its own; bound to anything else, whoever reaches the port may read, and who has the token may
// write. TLS is for a reverse proxy in front of it.
//
// An export is sent in chunks while it is read, so that it takes no more memory for a large store; one that breaks off
// lacks its last chunk, and the connection is closed. Two are written at once.
//
// Every request is bounded in bytes, headers and time before anything else looks at it; what is refused is answered and
// the connection closed. Threads: start(), stop(), wait() and the readers may be called from any thread.
#ifndef HEADWATER_HTTP_SERVER_H_
#define HEADWATER_HTTP_SERVER_H_

#include <chrono>
#include <cstddef>
#include <memory>
#include <string>

#include "headwater/graph/store.h"
#include "headwater/schema/result.h"

namespace headwater {

struct ServerOptions {
  std::string host = "127.0.0.1";  // a name or address of this machine; "0.0.0.0" for all
  int port = 0;                    // 0 picks a free one
  // Whether documents and judgements are taken, and from whom: a request that writes has to bring the token as
  // "Authorization: Bearer TOKEN". An empty token is no condition, and is taken on a loopback address alone.
  bool allow_writing = false;
  std::string write_token;

  std::size_t max_header_bytes = 16u << 10;  // request line and headers together
  int max_headers = 64;
  std::size_t max_body_bytes = 16u << 20;

  // Deadlines are totals, not waits between two bytes: a client that sends a byte now and then gains nothing.
  std::chrono::milliseconds head_deadline{5'000};  // from the first byte, or the connection, to the end of the headers
  std::chrono::milliseconds request_deadline{30'000};   // from there on to the last byte of the body
  std::chrono::milliseconds response_deadline{30'000};  // for the client to take the answer, or each MiB of a long one
  std::chrono::milliseconds idle_deadline{5'000};       // between two requests on one connection

  // Documents that are asked for by their address are fetched while the request waits.
  int max_fetches = 2;                      // at once, and never on the last thread; one more is answered with 503
  std::chrono::seconds fetch_deadline{20};  // for the whole of one, redirects and all
  bool fetch_private = false;               // from this machine and its networks too

  // Those who listen to /api/v1/events take none of the threads.
  int max_listeners = 64;                       // one more is answered with 503
  std::chrono::milliseconds heartbeat{15'000};  // to a listener that has nothing to hear

  int threads = 8;       // requests worked on at once
  int max_waiting = 32;  // connections that may wait for a thread; one more is answered with 503
  int max_requests_a_connection = 100;
  // Of one client on average, and as many at once as two seconds bring; one more is answered with 429. 0 for no bound.
  int max_requests_a_second = 50;
  // Likewise of a client on this machine, which a proxy is that all others come through.
  int max_requests_a_second_here = 0;
};

class HttpServer {
 public:
  // Binds, then serves on threads of its own; when it returns, connections are accepted. `store` must outlive the
  // server. kIo if the address cannot be bound, with the address named; kInvalidArgument for a limit out of its range.
  static Result<HttpServer> start(Store& store, const ServerOptions& options);

  HttpServer(HttpServer&&) noexcept;
  HttpServer& operator=(HttpServer&&) noexcept;
  ~HttpServer();  // stops and waits

  [[nodiscard]] int port() const;             // the one bound
  [[nodiscard]] std::string address() const;  // "http://127.0.0.1:40123"

  // Asks the server to end: no new connection, waiting ones are closed, requests being worked on are finished. Returns
  // at once; may be called again. Takes a lock, so not from inside a signal handler, but from a thread that waits for
  // signals.
  void stop();
  // Returns when the server has ended.
  void wait();

 private:
  struct Impl;
  explicit HttpServer(std::unique_ptr<Impl> impl);
  std::unique_ptr<Impl> impl_;
};

}  // namespace headwater

#endif  // HEADWATER_HTTP_SERVER_H_
