#include "limited_stream.h"

#include <algorithm>
#include <charconv>
#include <string_view>

namespace headwater::detail {
namespace {

constexpr std::size_t kLongAnswer = std::size_t{1} << 20;

}  // namespace

LimitedStream::LimitedStream(Connection& connection, const RequestHead& head, bool closes, Deadlines deadlines)
    : connection_{connection},
      head_{head.method + " / HTTP/1.1\r\n"},
      body_left_{head.content_length},
      continue_wanted_{head.expects_continue && head.content_length > 0},
      deadlines_{deadlines},
      patience_{deadlines.response} {
  if (closes) head_ += "Connection: close\r\n";
  if (head.method == "POST") head_ += "Content-Length: " + std::to_string(head.content_length) + "\r\n";
  head_ += "\r\n";
}

ssize_t LimitedStream::read(char* out, std::size_t size) {
  if (head_read_ < head_.size()) {
    const std::size_t n = std::min(size, head_.size() - head_read_);
    std::copy_n(head_.begin() + static_cast<std::ptrdiff_t>(head_read_), n, out);
    head_read_ += n;
    return static_cast<ssize_t>(n);
  }
  if (body_left_ == 0 || failed_) return 0;
  if (continue_wanted_ && connection_.buffered().empty()) {
    connection_.write("HTTP/1.1 100 Continue\r\n\r\n", deadlines_.body);
  }
  continue_wanted_ = false;
  std::size_t n = 0;
  if (connection_.read(out, std::min(size, body_left_), deadlines_.body, n) != Connection::Got::kBytes) {
    failed_ = true;
    return -1;
  }
  body_left_ -= n;
  return static_cast<ssize_t>(n);
}

ssize_t LimitedStream::write(const char* bytes, std::size_t size) {
  if (!whole()) return static_cast<ssize_t>(size);
  if (status_ == 0) {
    constexpr std::string_view kVersion = "HTTP/1.1 ";
    if (size >= kVersion.size() + 3) std::from_chars(bytes + kVersion.size(), bytes + kVersion.size() + 3, status_);
  }
  const Clock::time_point begun = Clock::now();
  written_ = written_ && connection_.write({bytes, size}, begun + patience_);
  if (!written_) return -1;
  patience_ -= std::min<Clock::duration>(patience_, Clock::now() - begun);
  taken_ += size;
  if (taken_ >= kLongAnswer) {
    taken_ = 0;
    patience_ = deadlines_.response;
  }
  return static_cast<ssize_t>(size);
}

void LimitedStream::get_remote_ip_and_port(std::string& ip, int& port) const {
  ip = connection_.peer();
  port = 0;
}

void LimitedStream::get_local_ip_and_port(std::string& ip, int& port) const {
  ip.clear();
  port = 0;
}

}  // namespace headwater::detail
