#include "request_head.h"

#include <algorithm>
#include <array>

#include "headwater/schema/utf8.h"
#include "text_forms.h"

namespace headwater::detail {
namespace {

bool is_digit(char c) { return c >= '0' && c <= '9'; }

// tchar of RFC 9110.
bool is_token(std::string_view text) {
  return !text.empty() && std::all_of(text.begin(), text.end(), [](char c) {
    return is_digit(c) || (lower(c) >= 'a' && lower(c) <= 'z') ||
           std::string_view{"!#$%&'*+-.^_`|~"}.find(c) != std::string_view::npos;
  });
}

Problem bad(std::string detail) { return {400, ErrorCode::kInvalidArgument, std::move(detail), {}}; }

int hex_value(char c) {
  if (is_digit(c)) return c - '0';
  const char l = lower(c);
  return l >= 'a' && l <= 'f' ? l - 'a' + 10 : -1;
}

enum class Part { kPath, kQuery };

// Percent-decoded; in a query `+` is a space and a line break or tab may stand (words are pasted with them).
Checked<std::string> decoded(std::string_view text, Part part) {
  std::string out;
  out.reserve(text.size());
  for (std::size_t i = 0; i < text.size(); ++i) {
    char c = text[i];
    if (c == '%') {
      const int high = i + 2 < text.size() ? hex_value(text[i + 1]) : -1;
      const int low = i + 2 < text.size() ? hex_value(text[i + 2]) : -1;
      if (high < 0 || low < 0) return bad("the URL has a % that is not followed by two hexadecimal digits");
      c = static_cast<char>(high * 16 + low);
      i += 2;
    } else if (c == '+' && part == Part::kQuery) {
      c = ' ';
    }
    const bool white = part == Part::kQuery && (c == '\n' || c == '\r' || c == '\t');
    if ((static_cast<unsigned char>(c) < 0x20 && !white) || c == 0x7F) return bad("the URL has a control character");
    out.push_back(c);
  }
  if (!is_utf8(out)) return bad("the URL is not UTF-8 once decoded");
  return out;
}

Checked<std::size_t> content_length_of(std::string_view value, const HeadLimits& limits) {
  if (value.empty() || value.size() > 18 || !std::all_of(value.begin(), value.end(), is_digit)) {
    return bad("Content-Length must be one whole number");
  }
  std::size_t length = 0;
  for (const char c : value) length = length * 10 + static_cast<std::size_t>(c - '0');
  if (length > limits.max_body_bytes) {
    return Problem{413,
                   ErrorCode::kTooLarge,
                   "the body has " + std::string{value} + " bytes; at most " + std::to_string(limits.max_body_bytes) +
                       " are taken",
                   {}};
  }
  return length;
}

bool has_token(std::string_view list, std::string_view wanted) {
  while (!list.empty()) {
    const std::size_t comma = std::min(list.find(','), list.size());
    if (lowered(trimmed(list.substr(0, comma))) == wanted) return true;
    list.remove_prefix(std::min(comma + 1, list.size()));
  }
  return false;
}

// The method, target and version of the first line.
std::optional<Problem> read_request_line(std::string_view line, const HeadLimits& limits, RequestHead& head) {
  const std::size_t first = line.find(' ');
  const std::size_t last = line.rfind(' ');
  if (first == std::string_view::npos || first == last) return bad("the request line is not METHOD TARGET VERSION");
  const std::string_view method = line.substr(0, first);
  const std::string_view version = line.substr(last + 1);
  if (!is_token(method)) return bad("the method is not a word");
  if (version == "HTTP/1.0") {
    head.http_1_0 = true;
  } else if (version != "HTTP/1.1") {
    if (version.substr(0, 5) != "HTTP/") return bad("the request line does not end in an HTTP version");
    return Problem{505, ErrorCode::kUnsupported, "only HTTP/1.1 and HTTP/1.0 are spoken here", {}};
  }
  static constexpr std::array<std::string_view, 9> kMethods{"GET",   "HEAD",    "POST",  "PUT",    "DELETE",
                                                            "PATCH", "OPTIONS", "TRACE", "CONNECT"};
  if (std::find(kMethods.begin(), kMethods.end(), method) == kMethods.end()) {
    return Problem{501, ErrorCode::kUnsupported, "the method is not one of HTTP's", {}};
  }
  head.method = method;
  head.raw_target = line.substr(first + 1, last - first - 1);
  Checked<Target> target = parse_target(head.raw_target, limits);
  if (Problem* problem = std::get_if<Problem>(&target)) return std::move(*problem);
  head.target = std::get<Target>(std::move(target));
  return std::nullopt;
}

std::optional<Problem> read_field(std::string_view line, RequestHead& head) {
  if (line.front() == ' ' || line.front() == '\t') return bad("a header is folded over two lines");
  const std::size_t colon = line.find(':');
  if (colon == std::string_view::npos || !is_token(line.substr(0, colon))) {
    return bad("a header line is not NAME: VALUE");
  }
  head.fields.emplace_back(lowered(line.substr(0, colon)), trimmed(line.substr(colon + 1)));
  return std::nullopt;
}

// What the fields ask for that this server does not do, and what they say twice.
std::optional<Problem> check_fields(const HeadLimits& limits, RequestHead& head) {
  for (const std::string_view once :
       {"host", "content-length", "content-type", "transfer-encoding", "origin", "range", "expect", "sec-fetch-site"}) {
    if (head.count(once) > 1) return bad("the header " + std::string{once} + " stands more than once");
  }
  if (head.field("host") == nullptr && !head.http_1_0) return bad("the header host is missing");

  const std::string* length = head.field("content-length");
  if (head.field("transfer-encoding") != nullptr) {
    if (length != nullptr) return bad("a body has both a Content-Length and a Transfer-Encoding");
    return Problem{411, ErrorCode::kUnsupported, "chunked bodies are not taken; send a Content-Length", {}};
  }
  if (head.field("content-encoding") != nullptr) {
    return Problem{415, ErrorCode::kUnsupported, "encoded bodies are not taken; send the document's own bytes", {}};
  }
  if (const std::string* range = head.field("range"); range != nullptr && range->find(',') != std::string::npos) {
    return Problem{416, ErrorCode::kUnsupported, "several ranges at once are not served", {}};
  }
  if (const std::string* expect = head.field("expect")) {
    if (lowered(*expect) != "100-continue") {
      return Problem{417, ErrorCode::kUnsupported, "only 100-continue can be expected here", {}};
    }
    head.expects_continue = !head.http_1_0;
  }
  if (length != nullptr) {
    Checked<std::size_t> read = content_length_of(*length, limits);
    if (Problem* problem = std::get_if<Problem>(&read)) return std::move(*problem);
    head.content_length = std::get<std::size_t>(read);
  }
  if ((head.method == "GET" || head.method == "HEAD") && head.content_length > 0) {
    return bad("a " + head.method + " has no body");
  }
  if (head.method == "POST" && length == nullptr) {
    return Problem{411, ErrorCode::kInvalidArgument, "the header content-length is missing", {}};
  }
  const std::string* connection = head.field("connection");
  head.closes = head.http_1_0 || (connection != nullptr && has_token(*connection, "close"));
  return std::nullopt;
}

// The host of "host:port", "[v6]:port", or nothing if it is neither.
std::string_view host_of(std::string_view authority) {
  std::string_view host = authority;
  std::string_view port;
  if (!authority.empty() && authority.front() == '[') {
    const std::size_t close = authority.find(']');
    if (close == std::string_view::npos) return {};
    host = authority.substr(0, close + 1);
    port = authority.substr(close + 1);
  } else {
    const std::size_t colon = std::min(authority.find(':'), authority.size());
    host = authority.substr(0, colon);
    port = authority.substr(colon);
  }
  if (port.empty()) return host;
  port.remove_prefix(1);
  if (authority[host.size()] != ':' || port.size() > 5 || !std::all_of(port.begin(), port.end(), is_digit)) return {};
  return host;
}

}  // namespace

const std::string* Target::param(std::string_view name) const {
  for (const auto& [key, value] : params) {
    if (key == name) return &value;
  }
  return nullptr;
}

const std::string* RequestHead::field(std::string_view name) const {
  for (const auto& [key, value] : fields) {
    if (key == name) return &value;
  }
  return nullptr;
}

std::size_t RequestHead::count(std::string_view name) const {
  return static_cast<std::size_t>(
      std::count_if(fields.begin(), fields.end(), [&](const auto& field) { return field.first == name; }));
}

Checked<std::size_t> HeadScan::advance(std::string_view bytes, const HeadLimits& limits) {
  const auto too_long = [&]() -> Problem {
    if (first_line) {
      return {414,
              ErrorCode::kTooLarge,
              "the URL is too long; at most " + std::to_string(limits.max_target_bytes) + " bytes are taken",
              {}};
    }
    return {431,
            ErrorCode::kTooLarge,
            "the headers are too large; at most " + std::to_string(limits.max_header_bytes) + " bytes are taken",
            {}};
  };
  for (; seen < bytes.size(); ++seen) {
    const auto c = static_cast<unsigned char>(bytes[seen]);
    if (seen >= limits.max_header_bytes || (first_line && seen > limits.max_target_bytes + 32)) return too_long();
    const bool after_cr = seen > 0 && bytes[seen - 1] == '\r';
    if (c == '\n' ? !after_cr : after_cr) return bad("a line of the head does not end in CR LF");
    if (c == '\n') {
      const bool empty_line = seen == line_begin + 1;
      if (empty_line && first_line) return bad("the head begins with an empty line");
      line_begin = seen + 1;
      first_line = false;
      if (empty_line) return ++seen;
    } else if (c != '\r' && ((c < 0x20 && c != '\t') || c == 0x7F)) {
      return bad("the head has a control character");
    }
  }
  return std::size_t{0};
}

Checked<Target> parse_target(std::string_view text, const HeadLimits& limits) {
  if (text.size() > limits.max_target_bytes) {
    return Problem{414,
                   ErrorCode::kTooLarge,
                   "the URL is too long; at most " + std::to_string(limits.max_target_bytes) + " bytes are taken",
                   {}};
  }
  if (text.empty() || text.front() != '/') return bad("the URL must be a path that begins with a slash");
  for (const char c : text) {
    if (static_cast<unsigned char>(c) <= 0x20 || static_cast<unsigned char>(c) >= 0x7F || c == '#') {
      return bad("the URL has a character that must be percent-encoded");
    }
  }
  const std::size_t mark = std::min(text.find('?'), text.size());
  std::string_view path = text.substr(1, mark - 1);
  std::string_view query = text.substr(std::min(mark + 1, text.size()));

  Target target;
  for (bool more = true; more;) {
    const std::size_t slash = path.find('/');
    more = slash != std::string_view::npos;
    Checked<std::string> piece = decoded(path.substr(0, slash), Part::kPath);
    if (Problem* problem = std::get_if<Problem>(&piece)) return std::move(*problem);
    std::string& name = std::get<std::string>(piece);
    if (name == "." || name == ".." || name.find_first_of("/\\") != std::string::npos) {
      return bad("the URL climbs out of its place");
    }
    target.path.push_back(std::move(name));
    if (more) path.remove_prefix(slash + 1);
  }
  while (!query.empty()) {
    const std::string_view pair = query.substr(0, query.find('&'));
    query.remove_prefix(std::min(pair.size() + 1, query.size()));
    const std::size_t equals = std::min(pair.find('='), pair.size());
    Checked<std::string> name = decoded(pair.substr(0, equals), Part::kQuery);
    Checked<std::string> value = decoded(pair.substr(std::min(equals + 1, pair.size())), Part::kQuery);
    for (Checked<std::string>* part : {&name, &value}) {
      if (Problem* problem = std::get_if<Problem>(part)) return std::move(*problem);
    }
    if (std::get<std::string>(name).empty()) return bad("a parameter of the URL has no name");
    if (target.param(std::get<std::string>(name)) != nullptr) {
      return bad("the parameter " + std::get<std::string>(name) + " stands more than once");
    }
    if (target.params.size() == limits.max_params) return bad("the URL has too many parameters");
    target.params.emplace_back(std::get<std::string>(std::move(name)), std::get<std::string>(std::move(value)));
  }
  return target;
}

Checked<RequestHead> parse_head(std::string_view bytes, const HeadLimits& limits) {
  RequestHead head;
  bool first = true;
  while (true) {
    const std::size_t end = bytes.find("\r\n");
    if (end == std::string_view::npos) return bad("the head has no end");
    const std::string_view line = bytes.substr(0, end);
    bytes.remove_prefix(end + 2);
    if (line.empty() && !first) break;
    if (head.fields.size() == limits.max_headers && !first) {
      return Problem{431,
                     ErrorCode::kTooLarge,
                     "there are too many headers; at most " + std::to_string(limits.max_headers) + " are taken",
                     {}};
    }
    std::optional<Problem> problem = first ? read_request_line(line, limits, head) : read_field(line, head);
    if (problem.has_value()) return std::move(*problem);
    first = false;
  }
  if (std::optional<Problem> problem = check_fields(limits, head)) return std::move(*problem);
  return head;
}

std::optional<Problem> check_gate(const RequestHead& head, const Gate& gate) {
  const std::string* host_field = head.field("host");
  if (host_field != nullptr) {
    const std::string host = lowered(host_of(*host_field));
    if (host.empty()) return bad("the header host is not NAME or NAME:PORT");
    const std::string bound = lowered(gate.bound_host);
    const bool ours =
        host == "localhost" || host == "127.0.0.1" || host == "[::1]" || host == bound || host == "[" + bound + "]";
    if (gate.loopback_names_only && !ours) {
      return Problem{421,
                     ErrorCode::kInvalidArgument,
                     "this server answers to localhost, 127.0.0.1 and [::1] only, not to the host asked for",
                     {},
                     kMisdirected};
    }
  }
  if (head.method == "GET" || head.method == "HEAD") return std::nullopt;
  const Problem foreign{403, ErrorCode::kInvalidArgument, "a page of another site may not write here", {}, kForbidden};
  if (const std::string* site = head.field("sec-fetch-site")) {
    if (*site != "same-origin" && *site != "none") return foreign;
  }
  if (const std::string* origin = head.field("origin")) {
    if (host_field == nullptr) return foreign;
    // TLS, if any, ends before this server, so the page may have come by https.
    const std::string said = lowered(*origin);
    const std::string own = lowered(*host_field);
    if (said != "http://" + own && said != "https://" + own) return foreign;
  }
  return std::nullopt;
}

}  // namespace headwater::detail
