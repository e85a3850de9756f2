#include "containers/buffered_source.h"

#include <algorithm>
#include <cstring>

namespace headwater::detail {
namespace {

constexpr std::size_t kBlock = 64u << 10;

}  // namespace

bool BufferedSource::fill(std::size_t size) {
  while (buffer_.size() - at_ < size && !ended_) {
    if (at_ > 0) {
      buffer_.erase(0, at_);
      at_ = 0;
    }
    const std::size_t before = buffer_.size();
    buffer_.resize(before + std::max(kBlock, size - before));
    const Result<std::size_t> got = source_->read(buffer_.data() + before, buffer_.size() - before);
    if (!got.has_value()) error_ = got.error();
    const std::size_t n = got.has_value() ? *got : 0;
    buffer_.resize(before + n);
    if (n == 0) ended_ = true;
  }
  return buffer_.size() - at_ >= size;
}

std::string_view BufferedSource::peek(std::size_t size) {
  fill(size);
  return std::string_view{buffer_}.substr(at_);
}

void BufferedSource::take(std::size_t size) {
  size = std::min(size, buffer_.size() - at_);
  at_ += size;
  offset_ += size;
}

Result<std::size_t> BufferedSource::read(char* out, std::size_t size) {
  if (size == 0) return std::size_t{0};
  if (buffer_.size() == at_) fill(1);
  const std::size_t n = std::min(size, buffer_.size() - at_);
  if (n == 0 && error_.has_value()) return *error_;
  std::memcpy(out, buffer_.data() + at_, n);
  take(n);
  return n;
}

bool BufferedSource::read_exactly(std::string& out, std::uint64_t size) {
  while (size > 0) {
    if (!fill(1)) return false;
    const std::size_t n = static_cast<std::size_t>(std::min<std::uint64_t>(size, buffer_.size() - at_));
    out.append(buffer_, at_, n);
    take(n);
    size -= n;
  }
  return true;
}

bool BufferedSource::skip(std::uint64_t size) {
  while (size > 0) {
    if (!fill(1)) return false;
    const std::size_t n = static_cast<std::size_t>(std::min<std::uint64_t>(size, buffer_.size() - at_));
    take(n);
    size -= n;
  }
  return true;
}

void BufferedSource::put_back(std::string_view bytes) {
  buffer_.replace(0, at_, bytes);
  at_ = 0;
  offset_ -= std::min<std::uint64_t>(offset_, bytes.size());
}

std::optional<std::string> BufferedSource::line(std::size_t max, bool& cut) {
  cut = false;
  if (!fill(1)) return std::nullopt;
  std::string out;
  bool ended = false;
  while (!ended && fill(1)) {
    const std::string_view ahead = std::string_view{buffer_}.substr(at_);
    const std::size_t end = ahead.find('\n');
    ended = end != std::string_view::npos;
    const std::size_t n = ended ? end : ahead.size();
    const std::size_t kept = std::min(n, max - out.size());
    if (kept < n) cut = true;
    out.append(ahead.substr(0, kept));
    take(n + (ended ? 1 : 0));
  }
  if (ended && !out.empty() && out.back() == '\r') out.pop_back();
  return out;
}

bool BufferedSource::resume() {
  if (!error_.has_value()) return false;
  error_.reset();
  ended_ = false;
  return true;
}

}  // namespace headwater::detail
