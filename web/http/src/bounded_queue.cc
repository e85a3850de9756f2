#include "bounded_queue.h"

#include <utility>

namespace headwater::detail {

BoundedQueue::BoundedQueue(std::size_t threads, std::size_t max_waiting, std::atomic<std::size_t>& waiting)
    : max_waiting_{max_waiting}, waiting_{waiting} {
  for (std::size_t i = 0; i < threads; ++i) threads_.emplace_back([this] { work(); });
}

void BoundedQueue::enqueue(std::function<void()> job) {
  {
    const std::lock_guard lock{mutex_};
    if (jobs_.size() < max_waiting_) {
      jobs_.push_back(std::exchange(job, nullptr));
      waiting_ = jobs_.size();
    }
  }
  if (job) {
    job();
  } else {
    changed_.notify_one();
  }
}

void BoundedQueue::shutdown() {
  {
    const std::lock_guard lock{mutex_};
    ending_ = true;
  }
  changed_.notify_all();
  for (std::thread& thread : threads_) thread.join();
}

void BoundedQueue::work() {
  while (true) {
    std::function<void()> job;
    {
      std::unique_lock lock{mutex_};
      changed_.wait(lock, [&] { return ending_ || !jobs_.empty(); });
      if (jobs_.empty()) return;
      job = std::move(jobs_.front());
      jobs_.pop_front();
      waiting_ = jobs_.size();
    }
    job();
  }
}

}  // namespace headwater::detail
