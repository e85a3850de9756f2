// Work on many threads, results in the order of the work.
#ifndef HEADWATER_WEB_CLI_IN_ORDER_H_
#define HEADWATER_WEB_CLI_IN_ORDER_H_

#include <algorithm>
#include <condition_variable>
#include <cstddef>
#include <map>
#include <mutex>
#include <optional>
#include <thread>
#include <utility>
#include <vector>

namespace headwater::cli {

// Calls next() until it gives nothing, work() on each item on `jobs` threads, and take() on each result, in the order
// of next(), on the calling thread. No more than twice `jobs` results are under way, so memory is bounded however slow
// take() is. next() is called by one thread at a time and may wait for its input; results made meanwhile are taken.
// take() returns false to end early. None of the three may throw.
template <class Next, class Work, class Take>
void in_order(std::size_t jobs, Next next, Work work, Take take) {
  using Item = typename decltype(next())::value_type;
  using Done = decltype(work(std::declval<Item>()));

  jobs = std::max<std::size_t>(jobs, 1);
  const std::size_t window = 2 * jobs;
  std::mutex source;  // held while next() runs
  std::mutex state;   // guards all below
  std::condition_variable room;
  std::condition_variable ready;
  std::map<std::size_t, Done> done;
  std::size_t begun = 0;
  std::size_t taken = 0;
  bool ended = false;

  const auto run = [&] {
    while (true) {
      std::optional<Item> item;
      std::size_t number = 0;
      {
        const std::lock_guard only_one{source};
        {
          std::unique_lock lock{state};
          room.wait(lock, [&] { return ended || begun < taken + window; });
          if (ended) return;
        }
        item = next();
        const std::lock_guard lock{state};
        if (!item.has_value()) ended = true;
        if (ended) {
          ready.notify_all();
          return;
        }
        number = begun++;
      }
      Done result = work(std::move(*item));
      const std::lock_guard lock{state};
      done.emplace(number, std::move(result));
      ready.notify_all();
    }
  };
  std::vector<std::thread> threads;
  threads.reserve(jobs);
  for (std::size_t i = 0; i < jobs; ++i) threads.emplace_back(run);

  bool wanted = true;
  std::unique_lock lock{state};
  while (wanted) {
    ready.wait(lock, [&] { return done.contains(taken) || (ended && taken == begun); });
    const auto first = done.find(taken);
    if (first == done.end()) break;
    Done result = std::move(first->second);
    done.erase(first);
    lock.unlock();
    wanted = take(std::move(result));
    lock.lock();
    ++taken;
    if (!wanted) ended = true;
    room.notify_all();
  }
  lock.unlock();
  for (std::thread& thread : threads) thread.join();
}

// As many as the machine has cores.
inline std::size_t default_jobs() { return std::max(1u, std::thread::hardware_concurrency()); }

}  // namespace headwater::cli

#endif  // HEADWATER_WEB_CLI_IN_ORDER_H_
