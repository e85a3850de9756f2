// The reading of a request's head: bytes from anyone. However they are cut on the way, the answer is the same; what is
// read keeps every limit and holds nothing that could be taken in two ways; what is refused has a status of HTTP.
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <string_view>
#include <vector>

#include "request_head.h"

namespace {

using namespace headwater::detail;  // NOLINT: the private functions under test, and nothing else here

void wants(bool true_always) {
  if (!true_always) std::abort();
}

void check_problem(const Problem& problem) {
  wants(problem.status >= 400 && problem.status < 600 && phrase_of(problem.status) != "Error");
  wants(!problem.detail.empty());
  wants(reply_of(problem).body.size() < 8'000);
}

// The head's length if `bytes` come `step` at a time; 0 if it has no end, minus the status if it is refused.
long scan(std::string_view bytes, std::size_t step, const HeadLimits& limits) {
  HeadScan scan;
  for (std::size_t size = step;; size += step) {
    const Checked<std::size_t> end = scan.advance(bytes.substr(0, size), limits);
    if (const Problem* problem = std::get_if<Problem>(&end)) {
      check_problem(*problem);
      return -problem->status;
    }
    if (std::get<std::size_t>(end) > 0) return static_cast<long>(std::get<std::size_t>(end));
    if (size >= bytes.size()) return 0;
  }
}

bool has_control(std::string_view text, std::string_view but) {
  for (const char c : text) {
    if ((static_cast<unsigned char>(c) < 0x20 || c == 0x7F) && but.find(c) == std::string_view::npos) return true;
  }
  return false;
}

void check_target(const Target& target, const HeadLimits& limits) {
  wants(!target.path.empty() && target.params.size() <= limits.max_params);
  for (const std::string& piece : target.path) {
    wants(piece != "." && piece != ".." && piece.find_first_of("/\\") == std::string::npos && !has_control(piece, ""));
  }
  for (const auto& [name, value] : target.params) {
    wants(!name.empty() && !has_control(name, "\t\r\n") && !has_control(value, "\t\r\n"));
    wants(target.param(name) == &value);  // no name stands twice
  }
}

void check_head(const RequestHead& head, const HeadLimits& limits) {
  wants(head.fields.size() <= limits.max_headers && head.content_length <= limits.max_body_bytes);
  for (const auto& [name, value] : head.fields) {
    wants(!name.empty() && name.find_first_of(" \t:") == std::string::npos && !has_control(value, "\t"));
  }
  wants(head.count("content-length") <= 1 && head.count("host") <= 1 && head.count("transfer-encoding") == 0 &&
        head.count("content-encoding") == 0);
  wants((head.method != "GET" && head.method != "HEAD") || head.content_length == 0);
  wants(head.http_1_0 || head.count("host") == 1);
  check_target(head.target, limits);
  const Checked<Target> again = parse_target(head.raw_target, limits);
  wants(std::holds_alternative<Target>(again) && std::get<Target>(again).path == head.target.path &&
        std::get<Target>(again).params == head.target.params);
  for (const bool loopback : {true, false}) {
    if (const auto problem = check_gate(head, {loopback, "127.0.0.1"})) check_problem(*problem);
  }
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::vector<char> copy(data, data + size);  // exactly so many bytes, for the sanitizer
  const std::string_view bytes{copy.data(), copy.size()};
  HeadLimits limits;
  limits.max_header_bytes = 600;
  limits.max_target_bytes = 200;
  limits.max_headers = 8;
  limits.max_params = 4;
  const long length = scan(bytes, bytes.size() + 1, limits);
  wants(scan(bytes, 1, limits) == length);
  wants(scan(bytes, 7, limits) == length);
  if (length > 0) {
    const Checked<RequestHead> read = parse_head(bytes.substr(0, static_cast<std::size_t>(length)), limits);
    if (const Problem* problem = std::get_if<Problem>(&read)) {
      check_problem(*problem);
    } else {
      check_head(std::get<RequestHead>(read), limits);
    }
  }
  const Checked<Target> target = parse_target(bytes, limits);
  if (const Problem* problem = std::get_if<Problem>(&target)) {
    check_problem(*problem);
  } else {
    check_target(std::get<Target>(target), limits);
  }
  return 0;
}
