// A fixed number of threads and a fixed number of jobs that may wait for one.
#ifndef HEADWATER_HTTP_SRC_BOUNDED_QUEUE_H_
#define HEADWATER_HTTP_SRC_BOUNDED_QUEUE_H_

#include <httplib.h>

#include <atomic>
#include <condition_variable>
#include <cstddef>
#include <deque>
#include <functional>
#include <mutex>
#include <thread>
#include <vector>

namespace headwater::detail {

class BoundedQueue final : public httplib::TaskQueue {
 public:
  // `waiting` is kept at the number of jobs that no thread has taken; it outlives the queue.
  BoundedQueue(std::size_t threads, std::size_t max_waiting, std::atomic<std::size_t>& waiting);
  ~BoundedQueue() override = default;

  // Beyond `max_waiting` the job is run here and now, on the thread that brings it: the job tells by its thread that it
  // is to refuse.
  void enqueue(std::function<void()> job) override;
  // Runs what waits, then ends the threads.
  void shutdown() override;

 private:
  void work();

  std::size_t max_waiting_;
  std::atomic<std::size_t>& waiting_;
  std::mutex mutex_;
  std::condition_variable changed_;
  std::deque<std::function<void()>> jobs_;
  bool ending_ = false;
  std::vector<std::thread> threads_;
};

}  // namespace headwater::detail

#endif  // HEADWATER_HTTP_SRC_BOUNDED_QUEUE_H_
