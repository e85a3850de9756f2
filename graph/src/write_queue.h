// Writers in one queue: whoever finds nobody at work does the work of all who wait, so that a turn is not handed from
// thread to thread for each of them.
#ifndef HEADWATER_GRAPH_SRC_WRITE_QUEUE_H_
#define HEADWATER_GRAPH_SRC_WRITE_QUEUE_H_

#include <algorithm>
#include <condition_variable>
#include <cstddef>
#include <mutex>
#include <vector>

namespace headwater::detail {

// Any thread. Items are worked on one after another, in the order in which they came.
template <class Item>
class WriteQueue {
 public:
  // Returns once `work` has been called with `item`, by this thread or by another, whose `work` is the same. It must
  // not throw.
  template <class Work>
  void run(Item& item, Work work) {
    Waiting mine{&item};
    std::unique_lock<std::mutex> lock{mutex_};
    waiting_.push_back(&mine);
    while (true) {
      changed_.wait(lock, [&] { return mine.is_done || !is_busy_; });
      if (mine.is_done) return;
      is_busy_ = true;
      const std::size_t count = std::min(waiting_.size(), kMost);
      const std::vector<Waiting*> served(waiting_.begin(), waiting_.begin() + static_cast<std::ptrdiff_t>(count));
      waiting_.erase(waiting_.begin(), waiting_.begin() + static_cast<std::ptrdiff_t>(count));
      lock.unlock();
      for (const Waiting* one : served) work(*one->item);
      lock.lock();
      for (Waiting* one : served) one->is_done = true;
      is_busy_ = false;
      changed_.notify_all();
    }
  }

 private:
  // No thread works for others longer than this.
  static constexpr std::size_t kMost = 16;

  struct Waiting {
    Item* item = nullptr;
    bool is_done = false;
  };

  std::mutex mutex_;
  std::condition_variable changed_;
  std::vector<Waiting*> waiting_;
  bool is_busy_ = false;
};

}  // namespace headwater::detail

#endif  // HEADWATER_GRAPH_SRC_WRITE_QUEUE_H_
