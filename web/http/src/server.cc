#include "headwater/http/server.h"

#include <condition_variable>
#include <mutex>
#include <thread>
#include <utility>

#include "guarded_server.h"
#include "routes.h"

namespace headwater {
namespace {

// Nothing if the options can be served with.
std::string fault_in(const ServerOptions& options) {
  using std::chrono::milliseconds;
  if (options.port < 0 || options.port > 65'535) return "port must lie between 0 and 65535";
  if (options.threads < 1 || options.threads > 1'024) return "threads must lie between 1 and 1024";
  if (options.max_waiting < 1 || options.max_waiting > 65'536) return "max_waiting must lie between 1 and 65536";
  if (options.max_requests_a_connection < 1) return "max_requests_a_connection must be 1 or more";
  if (options.max_requests_a_second < 0 || options.max_requests_a_second_here < 0)
    return "max_requests_a_second must be 0 or more";
  if (options.max_listeners < 0 || options.max_listeners > 1'024) return "max_listeners must lie between 0 and 1024";
  if (options.max_fetches < 0) return "max_fetches must be 0 or more";
  if (options.fetch_deadline < std::chrono::seconds{1} || options.fetch_deadline > std::chrono::hours{1})
    return "fetch_deadline must lie between a second and an hour";
  if (options.max_headers < 1) return "max_headers must be 1 or more";
  if (options.max_header_bytes < 256) return "max_header_bytes must be 256 or more";
  for (const milliseconds deadline : {options.head_deadline, options.request_deadline, options.response_deadline,
                                      options.idle_deadline, options.heartbeat}) {
    if (deadline < milliseconds{1} || deadline > std::chrono::hours{1}) {
      return "a deadline must lie between a millisecond and an hour";
    }
  }
  return {};
}

}  // namespace

struct HttpServer::Impl {
  Impl(Store& store, const ServerOptions& options)
      : host{options.host}, routes{store, options}, server{routes, options} {}
  ~Impl() {
    stop();
    if (thread.joinable()) thread.join();
  }

  void stop() {
    server.ask_to_stop();
    routes.stop();
  }

  std::string host;
  int port = 0;
  detail::Routes routes;
  detail::GuardedServer server;
  std::mutex mutex;
  std::condition_variable changed;
  bool ended = false;
  std::thread thread;
};

HttpServer::HttpServer(std::unique_ptr<Impl> impl) : impl_{std::move(impl)} {}
HttpServer::HttpServer(HttpServer&&) noexcept = default;
HttpServer& HttpServer::operator=(HttpServer&&) noexcept = default;
HttpServer::~HttpServer() = default;

Result<HttpServer> HttpServer::start(Store& store, const ServerOptions& options) {
  const std::string place = options.host + " port " + std::to_string(options.port);
  if (const std::string fault = fault_in(options); !fault.empty()) {
    return Error{ErrorCode::kInvalidArgument, "serving on " + place + ": " + fault};
  }
  auto impl = std::make_unique<Impl>(store, options);
  impl->port = impl->server.open();
  if (impl->port < 0) {
    return Error{ErrorCode::kIo,
                 "cannot listen on " + place + "; an address of this machine and a free port are wanted"};
  }
  if (options.allow_writing && options.write_token.empty() && !impl->server.is_loopback()) {
    return Error{ErrorCode::kInvalidArgument,
                 "serving on " + place + ": whoever reaches it could write; a token or a loopback address is wanted"};
  }
  impl->thread = std::thread{[server = impl.get()] {
    server->server.run();
    const std::lock_guard lock{server->mutex};
    server->ended = true;
    server->changed.notify_all();
  }};
  return HttpServer{std::move(impl)};
}

int HttpServer::port() const { return impl_->port; }

std::string HttpServer::address() const {
  const bool v6 = impl_->host.find(':') != std::string::npos;
  return "http://" + (v6 ? "[" + impl_->host + "]" : impl_->host) + ":" + std::to_string(impl_->port);
}

void HttpServer::stop() { impl_->stop(); }

void HttpServer::wait() {
  std::unique_lock lock{impl_->mutex};
  impl_->changed.wait(lock, [&] { return impl_->ended; });
}

}  // namespace headwater
