// The table of routes: which paths there are, which parameters each takes, and the library call behind it.
#ifndef HEADWATER_HTTP_SRC_ROUTES_H_
#define HEADWATER_HTTP_SRC_ROUTES_H_

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "answer_cache.h"
#include "event_log.h"
#include "exports.h"
#include "fetching.h"
#include "headwater/graph/store.h"
#include "headwater/http/server.h"
#include "metrics.h"
#include "reply.h"
#include "request_head.h"
#include "write_token.h"

namespace headwater::detail {

struct Call {
  std::string_view method;
  std::string_view target;  // as in the request line
  std::string_view content_type;
  std::string_view body;
};

class Routes {
 public:
  // `store` outlives the routes.
  Routes(Store& store, const ServerOptions& options);

  // What can be told without the body: no such path, wrong method, unknown parameter, type of body not taken,
  // no right to write.
  [[nodiscard]] std::optional<Problem> admit(const RequestHead& head) const;
  // The entity tag, if the request names it as one it has; then 304 is the answer. Else "".
  [[nodiscard]] std::string known_already(const RequestHead& head) const;
  // The answer to a request that admit() let through. Never throws.
  [[nodiscard]] Reply answer(const Call& call) const;
  // Whether the answer is a stream of events, which no call of answer() gives.
  [[nodiscard]] static bool is_stream(const RequestHead& head);
  // The row of the table by which metrics tell a request.
  [[nodiscard]] static std::size_t number_of(const RequestHead& head);

  [[nodiscard]] const Store& store() const { return store_; }
  [[nodiscard]] EventLog& events() const { return events_; }
  [[nodiscard]] Metrics& metrics() const { return metrics_; }

  // Ends what would keep a request being worked on for long.
  void stop() { fetching_.stop(); }

 private:
  [[nodiscard]] std::string tag_of(const Target& target, std::uint64_t version) const;
  // "" where there is none.
  [[nodiscard]] std::string entity_tag(const Target& target) const;

  Store& store_;
  bool allow_writing_;
  WriteToken write_token_;
  std::size_t max_body_bytes_;
  ExportTurns exports_;
  std::string run_;  // tells this run's entity tags and events from those of another store on the same port
  mutable Fetching fetching_;
  mutable EventLog events_;
  mutable Metrics metrics_;
  mutable AnswerCache cache_;
};

}  // namespace headwater::detail

#endif  // HEADWATER_HTTP_SRC_ROUTES_H_
