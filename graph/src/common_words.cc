#include "common_words.h"

#include <algorithm>

namespace headwater::detail {

std::string CommonWords::key_of(NodeKind kind, std::string_view word) {
  return std::string(1, static_cast<char>(kind)).append(word);
}

bool CommonWords::has_more(NodeKind kind, std::string_view word, std::size_t most) {
  const std::string key = key_of(kind, word);
  const std::lock_guard<std::mutex> lock{mutex_};
  const auto it = more_than_.find(key);
  return it != more_than_.end() && it->second >= most;
}

void CommonWords::remember(NodeKind kind, std::string_view word, std::size_t most, std::uint64_t then) {
  std::string key = key_of(kind, word);
  const std::lock_guard<std::mutex> lock{mutex_};
  if (forgotten_ != then) return;
  if (more_than_.size() >= kMostWords) more_than_.clear();
  std::size_t& known = more_than_[std::move(key)];
  known = std::max(known, most);
}

void CommonWords::forget() {
  const std::lock_guard<std::mutex> lock{mutex_};
  more_than_.clear();
  ++forgotten_;
}

std::uint64_t CommonWords::forgotten() {
  const std::lock_guard<std::mutex> lock{mutex_};
  return forgotten_;
}

}  // namespace headwater::detail
