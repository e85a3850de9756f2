// cpp-httplib's server with a guard before it: every connection is read by us, bounded in bytes and time, and the
// library sees only requests that have been checked.
//
// Why not the library alone (0.11): its payload limit does not hold for chunked and encoded bodies, headers have no
// limit, a client that sends a byte now and then keeps a thread for ever, and ranges are multiplied without bound.
#ifndef HEADWATER_HTTP_SRC_GUARDED_SERVER_H_
#define HEADWATER_HTTP_SRC_GUARDED_SERVER_H_

#include <httplib.h>

#include <csignal>
#include <cstddef>
#include <memory>
#include <optional>
#include <string>
#include <thread>

#include "connection.h"
#include "headwater/http/server.h"
#include "listeners.h"
#include "rate_limit.h"
#include "request_head.h"
#include "routes.h"

namespace headwater::detail {

// What SIGPIPE did before, to be set again: the library's constructor ignores it for the whole process. We send with
// MSG_NOSIGNAL and leave that to the program.
class KeepSigpipe {
 protected:
  KeepSigpipe() { ::sigaction(SIGPIPE, nullptr, &before_); }
  void restore_sigpipe() const { ::sigaction(SIGPIPE, &before_, nullptr); }

 private:
  struct sigaction before_ {};
};

// The first base is made before the library's.
class GuardedServer final : private KeepSigpipe, public httplib::Server {
 public:
  // `routes` outlives the server.
  GuardedServer(const Routes& routes, const ServerOptions& options);
  ~GuardedServer() override;

  // Binds and listens. The port, or -1.
  int open();
  // Whether only this machine reaches it. After open().
  [[nodiscard]] bool is_loopback() const { return gate_.loopback_names_only; }
  // Serves until stopped. Call once, after open().
  void run();
  // From any thread, any number of times.
  void ask_to_stop();

 private:
  bool process_and_close_socket(socket_t socket) override;

  enum class Next { kAnotherRequest, kClose };
  Next serve_one(std::unique_ptr<Connection>& connection, const Client& client, bool last);
  // Reads up to the end of a head and takes it off the connection.
  Checked<RequestHead> read_head(Connection& connection) const;
  // What serve_one() does with a head that was read. The status of the answer goes to `status`.
  Next answer(Connection& connection, const RequestHead& head, bool last, int& status);
  // Gives the connection to the listeners.
  void stream(std::unique_ptr<Connection>& connection, const RequestHead& head);
  void refuse(Connection& connection, const Problem& problem, bool head_only = false) const;
  // All that is asked of a request before its body is read.
  [[nodiscard]] std::optional<Problem> check(const RequestHead& head) const;

  const Routes& routes_;
  const ServerOptions options_;
  const HeadLimits limits_;
  Gate gate_;
  StopSignal stop_;
  RateLimit from_afar_, from_here_;
  int listening_ = -1;  // ours; the library gets a copy, which it closes when it likes
  std::thread::id accepting_thread_;
  Listeners listeners_;  // last: its thread uses all of the above
};

}  // namespace headwater::detail

#endif  // HEADWATER_HTTP_SRC_GUARDED_SERVER_H_
