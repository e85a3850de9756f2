// Many writers, one flush of the log for all of them (group commit).
#ifndef HEADWATER_GRAPH_SRC_SHARED_FLUSH_H_
#define HEADWATER_GRAPH_SRC_SHARED_FLUSH_H_

#include <condition_variable>
#include <cstdint>
#include <mutex>

#include "headwater/schema/result.h"
#include "kv.h"

namespace headwater::detail {

// Any thread.
class SharedFlush {
 public:
  // The ticket of what has just been written, to be taken before anything else is written.
  std::uint64_t wrote();

  // Returns once what has that ticket is on disk. Of those who wait one flushes, for all who have written by then;
  // those who come while it does wait for the next. An error is that of all whom the flush was for.
  Result<void> wait(Kv& kv, std::uint64_t ticket);

 private:
  std::mutex mutex_;
  std::condition_variable done_;
  std::uint64_t written_ = 0;
  std::uint64_t flushed_ = 0;
  bool is_flushing_ = false;
  std::uint64_t failed_ = 0;  // up to this ticket, those that were not flushed never will be
  Error error_;
};

}  // namespace headwater::detail

#endif  // HEADWATER_GRAPH_SRC_SHARED_FLUSH_H_
