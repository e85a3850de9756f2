#include "answer_cache.h"

#include <utility>

namespace headwater::detail {
namespace {

constexpr std::size_t kOverhead = 256;  // of the containers, about

}  // namespace

// A version that is behind is that of a reader who began before a write; it finds nothing, and keeps nothing.
void AnswerCache::turn_to(std::uint64_t version) {
  if (version <= version_) return;
  version_ = version;
  places_.clear();
  kept_.clear();
  bytes_ = 0;
}

std::shared_ptr<const Reply> AnswerCache::find(std::string_view target, std::uint64_t version) {
  const std::lock_guard lock{mutex_};
  turn_to(version);
  const auto it = version == version_ ? places_.find(target) : places_.end();
  if (it == places_.end()) return nullptr;
  kept_.splice(kept_.begin(), kept_, it->second);
  return it->second->reply;
}

void AnswerCache::keep(std::string_view target, std::uint64_t version, const Reply& reply) {
  std::size_t size = target.size() + reply.body.size() + reply.content_type.size() + kOverhead;
  for (const auto& [name, value] : reply.headers) size += name.size() + value.size();
  if (size > max_bytes_ / 8) return;
  auto copy = std::make_shared<const Reply>(reply);
  const std::lock_guard lock{mutex_};
  turn_to(version);
  if (version != version_ || places_.count(target) > 0) return;
  kept_.push_front({std::string{target}, std::move(copy), size});
  places_.emplace(kept_.front().target, kept_.begin());
  bytes_ += size;
  while (bytes_ > max_bytes_) {
    bytes_ -= kept_.back().bytes;
    places_.erase(kept_.back().target);
    kept_.pop_back();
  }
}

std::size_t AnswerCache::bytes() const {
  const std::lock_guard lock{mutex_};
  return bytes_;
}

}  // namespace headwater::detail
