// A request's line and headers, read strictly and wholly before anything acts on them.
//
// Pure functions of bytes. What this server never needs is refused here: chunked bodies, encoded bodies, several
// ranges, lengths said twice, folded lines, control characters, URLs that climb. HTTP/1.1 as in RFC 9112, and less.
#ifndef HEADWATER_HTTP_SRC_REQUEST_HEAD_H_
#define HEADWATER_HTTP_SRC_REQUEST_HEAD_H_

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <variant>
#include <vector>

#include "problem.h"

namespace headwater::detail {

struct HeadLimits {
  std::size_t max_header_bytes = 16u << 10;
  std::size_t max_headers = 64;
  std::size_t max_body_bytes = 64u << 20;
  std::size_t max_target_bytes = 8000;
  std::size_t max_params = 16;
};

// A path and its query, decoded. Every string is valid UTF-8.
struct Target {
  std::vector<std::string> path;  // "/api/v1" is {"api","v1"}, "/" is {""}; no ".", "..", no slash inside a piece
  std::vector<std::pair<std::string, std::string>> params;  // in order, no name twice

  // Null if there is none. The pointer lives until the params change.
  [[nodiscard]] const std::string* param(std::string_view name) const;
};

struct RequestHead {
  std::string method;
  std::string raw_target;  // as it stands in the request line
  Target target;
  std::vector<std::pair<std::string, std::string>> fields;  // names in lower case, values trimmed
  std::size_t content_length = 0;
  bool http_1_0 = false;
  bool closes = false;            // the client wants no further request on this connection
  bool expects_continue = false;  // the client waits for "100 Continue" before it sends the body

  // The first of that name (in lower case), null if there is none. The pointer lives until the fields change.
  [[nodiscard]] const std::string* field(std::string_view name) const;
  [[nodiscard]] std::size_t count(std::string_view name) const;
};

template <class T>
using Checked = std::variant<T, Problem>;

// Looks for the end of a head in bytes that arrive piece by piece: call again with more bytes and the same scan. Linear
// over all calls. Answers as soon as it can be known: bytes over a limit, and bytes that no head holds, are refused
// without waiting for the end.
struct HeadScan {
  std::size_t seen = 0;
  std::size_t line_begin = 0;
  bool first_line = true;

  // The length of the head with its empty line, 0 if more bytes are needed.
  Checked<std::size_t> advance(std::string_view bytes, const HeadLimits& limits);
};

// `bytes` is a whole head as HeadScan found it.
Checked<RequestHead> parse_head(std::string_view bytes, const HeadLimits& limits);

// The target of a request line: "/search?q=a+b". Only a path of this server; no scheme, host or fragment.
Checked<Target> parse_target(std::string_view text, const HeadLimits& limits);

// Whose requests are answered. A page anywhere on the web can make its reader's browser send requests here; these two
// keep it from reading or writing: the name asked for must be this machine's, and a write must come from our own page.
struct Gate {
  bool loopback_names_only = true;
  std::string bound_host;  // as given; also a name that is accepted
};
// Nothing if the request may go on.
std::optional<Problem> check_gate(const RequestHead& head, const Gate& gate);

}  // namespace headwater::detail

#endif  // HEADWATER_HTTP_SRC_REQUEST_HEAD_H_
