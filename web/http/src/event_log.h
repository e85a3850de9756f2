// What happened in the store while this server ran: the latest events, each made once and told to many.
#ifndef HEADWATER_HTTP_SRC_EVENT_LOG_H_
#define HEADWATER_HTTP_SRC_EVENT_LOG_H_

#include <cstddef>
#include <cstdint>
#include <deque>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace headwater::detail {

// One event as it goes over the wire (server-sent events, WHATWG HTML 9.2).
using Frame = std::shared_ptr<const std::string>;

// Any number of threads. add() never waits for whoever listens.
class EventLog {
 public:
  // `run` tells this run's ids from those of another; no '-' in it.
  explicit EventLog(std::string run, std::size_t kept = 256);
  ~EventLog();
  EventLog(const EventLog&) = delete;
  EventLog& operator=(const EventLog&) = delete;

  // `data` is one line.
  void add(std::string_view name, std::string_view data);

  // The number of the latest event; they count from 1.
  [[nodiscard]] std::uint64_t last() const;
  // The frames after number `seen`, in order; nothing if one of them is kept no longer.
  [[nodiscard]] std::optional<std::vector<Frame>> after(std::uint64_t seen) const;

  // The id of an event, and the number of one that this run gave; nothing for what is none of them.
  [[nodiscard]] std::string id_of(std::uint64_t number) const;
  [[nodiscard]] std::optional<std::uint64_t> number_of(std::string_view id) const;
  [[nodiscard]] std::string frame(std::uint64_t number, std::string_view name, std::string_view data) const;

  // Readable once something was added, until seen() is called.
  [[nodiscard]] int descriptor() const { return descriptor_; }
  void seen() const;
  // As if something were added.
  void wake() const;

 private:
  std::string run_;
  std::size_t kept_;
  int descriptor_;
  mutable std::mutex mutex_;
  std::uint64_t last_ = 0;
  std::deque<Frame> frames_;  // the latest of them, `last_` at the end
};

}  // namespace headwater::detail

#endif  // HEADWATER_HTTP_SRC_EVENT_LOG_H_
