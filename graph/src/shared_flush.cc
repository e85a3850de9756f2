#include "shared_flush.h"

namespace headwater::detail {

std::uint64_t SharedFlush::wrote() {
  const std::lock_guard<std::mutex> lock{mutex_};
  return ++written_;
}

Result<void> SharedFlush::wait(Kv& kv, std::uint64_t ticket) {
  std::unique_lock<std::mutex> lock{mutex_};
  while (true) {
    if (flushed_ >= ticket) return {};
    if (failed_ >= ticket) return error_;
    if (is_flushing_) {
      done_.wait(lock);
      continue;
    }
    is_flushing_ = true;
    const std::uint64_t until = written_;
    lock.unlock();
    const Result<void> flushed = kv.flush_log();
    lock.lock();
    is_flushing_ = false;
    if (flushed.has_value()) {
      flushed_ = until;
    } else {
      failed_ = until;
      error_ = flushed.error();
    }
    done_.notify_all();
  }
}

}  // namespace headwater::detail
