// An answer, whoever writes it to the socket.
#ifndef HEADWATER_HTTP_SRC_REPLY_H_
#define HEADWATER_HTTP_SRC_REPLY_H_

#include <functional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace headwater::detail {

using Headers = std::vector<std::pair<std::string, std::string>>;

// Takes a piece of a body; false for a client that is gone or takes too long. An empty one asks whether to go on.
using ReplySink = std::function<bool(std::string_view)>;

struct Reply {
  int status = 200;
  std::string content_type;
  std::string body;
  Headers headers;  // beside Content-Type and Content-Length
  // Where there is one, it writes the body, which is sent in chunks as it is written; false breaks it off, so that the
  // client sees it is not whole.
  std::function<bool(const ReplySink&)> stream;
};

// The reason phrase of a status (RFC 9110); "Error" for one not used here.
std::string_view phrase_of(int status);

// What every answer carries: a browser that gets one runs no code but the page's own, guesses no types, frames nothing,
// tells nobody where it came from, and asks again before it uses a kept copy.
const Headers& common_headers();

// The head of an answer that goes on until the connection ends.
std::string streaming_head(std::string_view content_type);
inline constexpr std::string_view kEventStream = "text/event-stream";
// The bytes of an answer after which the connection is closed. `head_only` leaves the body out, as for HEAD.
std::string closing_answer(const Reply& reply, bool head_only);
// "304 Not Modified" with its entity tag; the connection stays open unless `closes`.
std::string not_modified_answer(std::string_view etag, bool closes);

}  // namespace headwater::detail

#endif  // HEADWATER_HTTP_SRC_REPLY_H_
