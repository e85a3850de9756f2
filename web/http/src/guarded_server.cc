#include "guarded_server.h"

#include <netinet/in.h>
#include <sys/socket.h>
#include <unistd.h>

#include <chrono>
#include <exception>
#include <string_view>
#include <utility>

#include "bounded_queue.h"
#include "limited_stream.h"

namespace headwater::detail {
namespace {

// The library reads a form by itself where it knows of one, without bounds: the type comes to us by another name.
constexpr const char* kContentType = "X-Content-Type";

bool is_loopback_socket(int socket) {
  sockaddr_storage address{};
  socklen_t size = sizeof address;
  if (::getsockname(socket, reinterpret_cast<sockaddr*>(&address), &size) != 0) return true;
  if (address.ss_family == AF_INET) {
    return (ntohl(reinterpret_cast<const sockaddr_in&>(address).sin_addr.s_addr) >> 24) == 127;
  }
  return IN6_IS_ADDR_LOOPBACK(&reinterpret_cast<const sockaddr_in6&>(address).sin6_addr) != 0;
}

// Without SO_REUSEPORT, which the library sets: a second server on the port is an error, not a silent half of the
// answers.
void reuse_address(socket_t socket) {
  const int yes = 1;
  ::setsockopt(socket, SOL_SOCKET, SO_REUSEADDR, &yes, sizeof yes);
}

void send_reply(Reply reply, const StopSignal& stop, httplib::Response& response) {
  response.status = reply.status;
  for (const auto& [name, value] : reply.headers) response.set_header(name, value);
  if (reply.stream) {
    // Called once: whoever writes comes back when all is written, or has to be.
    const auto write_all = [stream = std::move(reply.stream), &stop](std::size_t, httplib::DataSink& out) {
      try {
        const bool whole = stream([&](std::string_view piece) {
          return !stop.raised() && (piece.empty() || out.write(piece.data(), piece.size()));
        });
        if (whole) out.done();
        return whole;
      } catch (const std::exception&) {
        return false;
      }
    };
    response.set_chunked_content_provider(reply.content_type, write_all);
    return;
  }
  if (!reply.content_type.empty()) response.set_header("Content-Type", reply.content_type);
  response.body = std::move(reply.body);
}

}  // namespace

GuardedServer::GuardedServer(const Routes& routes, const ServerOptions& options)
    : routes_{routes},
      options_{options},
      limits_{.max_header_bytes = options.max_header_bytes,
              .max_headers = static_cast<std::size_t>(options.max_headers),
              .max_body_bytes = options.max_body_bytes},
      from_afar_{options.max_requests_a_second},
      from_here_{options.max_requests_a_second_here},
      listeners_{routes.store(),
                 routes.events(),
                 stop_,
                 routes.metrics().listeners,
                 {.max_listeners = static_cast<std::size_t>(options.max_listeners),
                  .stalled = options.response_deadline,
                  .heartbeat = options.heartbeat}} {
  restore_sigpipe();
  gate_.bound_host = options.host;
  set_socket_options(reuse_address);
  set_tcp_nodelay(true);  // else a body waits for the client to acknowledge its head
  set_payload_max_length(options.max_body_bytes);
  set_keep_alive_max_count(static_cast<std::size_t>(options.max_requests_a_connection));
  set_keep_alive_timeout(std::chrono::duration_cast<std::chrono::seconds>(options.idle_deadline).count());
  httplib::Headers headers;
  for (const auto& [name, value] : common_headers()) headers.emplace(name, value);
  set_default_headers(std::move(headers));
  new_task_queue = [this] {
    return new BoundedQueue{static_cast<std::size_t>(options_.threads), static_cast<std::size_t>(options_.max_waiting),
                            routes_.metrics().waiting};
  };
  // The path was matched by us; the library's regular expressions see "/" alone. Bodies are read after this handler.
  set_pre_routing_handler([this](const httplib::Request& request, httplib::Response& response) {
    if (request.method == "POST") return HandlerResponse::Unhandled;
    send_reply(routes_.answer({request.method, request.target, {}, {}}), stop_, response);
    return HandlerResponse::Handled;
  });
  Post("/", [this](const httplib::Request& request, httplib::Response& response) {
    const std::string type = request.get_header_value(kContentType);
    send_reply(routes_.answer({request.method, request.target, type, request.body}), stop_, response);
  });
  set_exception_handler([this](const httplib::Request&, httplib::Response& response, std::exception_ptr) {
    send_reply(reply_of({500, ErrorCode::kIo, "the request could not be finished", {}}), stop_, response);
  });
  set_error_handler(Handler{[this](const httplib::Request&, httplib::Response& response) {
    if (!response.body.empty()) return;
    send_reply(reply_of({response.status, ErrorCode::kInvalidArgument, "the request could not be read", {}}), stop_,
               response);
  }});
}

GuardedServer::~GuardedServer() {
  stop_.raise();
  if (listening_ >= 0) ::close(listening_);
}

int GuardedServer::open() {
  const int port = options_.port == 0 ? bind_to_any_port(options_.host)
                                      : (bind_to_port(options_.host, options_.port) ? options_.port : -1);
  if (port < 0) return -1;
  listening_ = svr_sock_.exchange(INVALID_SOCKET);
  ::listen(listening_, SOMAXCONN);  // the library asks for 5, which drops connections that merely come together
  gate_.loopback_names_only = is_loopback_socket(listening_);
  return port;
}

void GuardedServer::run() {
  accepting_thread_ = std::this_thread::get_id();
  // The library gives up on any failure of accept() but one; a network that is down for a moment is no reason to end.
  while (!stop_.raised()) {
    svr_sock_ = ::dup(listening_);
    if (svr_sock_ != INVALID_SOCKET) listen_after_bind();
    if (!stop_.raised()) std::this_thread::sleep_for(std::chrono::milliseconds{50});
  }
}

void GuardedServer::ask_to_stop() {
  stop_.raise();
  ::shutdown(listening_, SHUT_RDWR);  // wakes accept(), which then fails
}

bool GuardedServer::process_and_close_socket(socket_t socket) {
  auto connection = std::make_unique<Connection>(socket, stop_);
  Metrics& metrics = routes_.metrics();
  if (std::this_thread::get_id() == accepting_thread_) {
    const Problem full{503, ErrorCode::kBusy, "too many connections at once; try again in a moment", {}};
    ++metrics.turned_away;
    connection->write_and_finish_now(closing_answer(reply_of(full), false));
    return false;
  }
  ++metrics.connections;
  const Client client = client_of(socket);
  for (int n = 1; n <= options_.max_requests_a_connection && !stop_.raised(); ++n) {
    if (n > 1) {
      // A connection that is only kept open makes room for one that asks.
      const auto give_up = [this] { return routes_.metrics().waiting > 0; };
      if (connection->wait_for_byte(Clock::now() + options_.idle_deadline, give_up) != Connection::Got::kBytes) break;
    }
    if (serve_one(connection, client, n == options_.max_requests_a_connection) == Next::kClose) break;
  }
  --metrics.connections;
  return true;
}

Checked<RequestHead> GuardedServer::read_head(Connection& connection) const {
  const Clock::time_point deadline = Clock::now() + options_.head_deadline;
  HeadScan scan;
  while (true) {
    Checked<std::size_t> end = scan.advance(connection.buffered(), limits_);
    if (Problem* problem = std::get_if<Problem>(&end)) return std::move(*problem);
    if (const std::size_t size = std::get<std::size_t>(end); size > 0) {
      Checked<RequestHead> head = parse_head(connection.buffered().substr(0, size), limits_);
      connection.take(size);
      return head;
    }
    switch (connection.fill(deadline)) {
      case Connection::Got::kBytes:
        break;
      case Connection::Got::kTimeout:
        return Problem{408, ErrorCode::kTooLarge, "the head of the request did not come in time", {}};
      case Connection::Got::kClosed:
        return Problem{0, ErrorCode::kIo, {}, {}};
      case Connection::Got::kStopped:
        return Problem{0, ErrorCode::kIo, {}, {}};
    }
  }
}

std::optional<Problem> GuardedServer::check(const RequestHead& head) const {
  if (std::optional<Problem> problem = check_gate(head, gate_)) return problem;
  return routes_.admit(head);
}

void GuardedServer::refuse(Connection& connection, const Problem& problem, bool head_only) const {
  if (problem.status == 0) return;  // nobody is there to read it
  connection.write(closing_answer(reply_of(problem), head_only), Clock::now() + options_.response_deadline);
  connection.finish();
}

void GuardedServer::stream(std::unique_ptr<Connection>& connection, const RequestHead& head) {
  if (listeners_.take(connection, streaming_head(kEventStream), head.field("last-event-id"))) return;
  refuse(*connection, {503, ErrorCode::kBusy, "too many listen already; try again in a moment", {}});
}

GuardedServer::Next GuardedServer::serve_one(std::unique_ptr<Connection>& connection, const Client& client, bool last) {
  Metrics& metrics = routes_.metrics();
  Checked<RequestHead> read = read_head(*connection);
  const Clock::time_point begin = Clock::now();
  if (const Problem* problem = std::get_if<Problem>(&read)) {
    refuse(*connection, *problem);
    if (problem->status != 0) metrics.answered(Metrics::kNoRoute, {}, problem->status, Clock::now() - begin);
    return Next::kClose;
  }
  const RequestHead& head = std::get<RequestHead>(read);
  if (!(client.is_here ? from_here_ : from_afar_).admit(client.address, begin)) {
    const Problem often{429, ErrorCode::kBusy, "too many requests from this address; try again in a moment", {}};
    refuse(*connection, often, head.method == "HEAD");
    metrics.answered(Routes::number_of(head), head.method, often.status, Clock::now() - begin);
    return Next::kClose;
  }
  int status = 0;
  const Next next = answer(*connection, head, last, status);
  if (status == 0 && Routes::is_stream(head)) {
    stream(connection, head);
    status = connection == nullptr ? 200 : 503;
  }
  if (status != 0) metrics.answered(Routes::number_of(head), head.method, status, Clock::now() - begin);
  return next;
}

GuardedServer::Next GuardedServer::answer(Connection& connection, const RequestHead& head, bool last, int& status) {
  if (const std::optional<Problem> problem = check(head)) {
    status = problem->status;
    refuse(connection, *problem, head.method == "HEAD");
    return Next::kClose;
  }
  if (Routes::is_stream(head)) return Next::kClose;
  bool closes = last || head.closes;
  if (const std::string etag = routes_.known_already(head); !etag.empty()) {
    status = 304;
    const bool sent = connection.write(not_modified_answer(etag, closes), Clock::now() + options_.response_deadline);
    return sent && !closes ? Next::kAnotherRequest : Next::kClose;
  }
  const LimitedStream::Deadlines deadlines{Clock::now() + options_.request_deadline, options_.response_deadline};
  LimitedStream stream{connection, head, closes, deadlines};
  const bool answered = process_request(stream, closes, closes, [&](httplib::Request& request) {
    request.target = head.raw_target;
    if (const std::string* type = head.field("content-type")) request.headers.emplace(kContentType, *type);
  });
  status = stream.status();
  if (!stream.whole()) {
    if (!stop_.raised()) {
      status = 408;
      refuse(connection, {408, ErrorCode::kTooLarge, "the body of the request did not come in time", {}});
    }
    return Next::kClose;
  }
  return answered && stream.written() && !closes ? Next::kAnotherRequest : Next::kClose;
}

}  // namespace headwater::detail
