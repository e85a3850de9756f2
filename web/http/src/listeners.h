// Those who listen to events: any number of connections on one thread that is theirs alone, so that however long they
// stay and however slowly they read, no thread that answers questions waits for them.
#ifndef HEADWATER_HTTP_SRC_LISTENERS_H_
#define HEADWATER_HTTP_SRC_LISTENERS_H_

#include <atomic>
#include <chrono>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <mutex>
#include <string>
#include <thread>
#include <vector>

#include "connection.h"
#include "event_log.h"
#include "headwater/graph/store.h"

namespace headwater::detail {

struct ListenerLimits {
  std::size_t max_listeners = 64;
  std::size_t max_unsent = 256u << 10;           // bytes that wait for one listener; more, and it is dropped
  std::chrono::milliseconds stalled{10'000};     // it has taken nothing for so long, and is dropped
  std::chrono::milliseconds heartbeat{15'000};   // without an event, a comment is sent
  std::chrono::milliseconds look_at_store{250};  // for writes that came another way than by this server
};

class Listeners {
 public:
  // All outlive it. `count` is kept at the number of listeners.
  Listeners(const Store& store, EventLog& log, const StopSignal& stop, std::atomic<std::size_t>& count,
            const ListenerLimits& limits);
  ~Listeners();
  Listeners(const Listeners&) = delete;
  Listeners& operator=(const Listeners&) = delete;

  // Takes the connection, sends `head` and then events: those after `last_event_id` where the log still has them all,
  // else where things stand. False, and the connection stays the caller's, where there are as many as may be.
  bool take(std::unique_ptr<Connection>& connection, std::string head, const std::string* last_event_id);

 private:
  struct Listener {
    std::unique_ptr<Connection> connection;
    std::string unsent;
    std::uint64_t seen = 0;   // the number of the last event in `unsent` or sent
    Clock::time_point moved;  // when it last took something, or nothing was waiting for it
    Clock::time_point told;   // when something was last put into `unsent`
  };

  void work();
  void look_at_store();
  // False for one that is to be dropped.
  bool tell(Listener& listener, Clock::time_point now) const;
  [[nodiscard]] std::string standing(std::string_view name) const;

  const Store& store_;
  EventLog& log_;
  const StopSignal& stop_;
  std::atomic<std::size_t>& count_;
  ListenerLimits limits_;
  std::uint64_t version_;  // of the store, as last told
  Clock::time_point next_look_;
  std::mutex mutex_;
  std::vector<Listener> arrived_;  // guarded
  std::thread thread_;             // last: it uses all of the above
};

}  // namespace headwater::detail

#endif  // HEADWATER_HTTP_SRC_LISTENERS_H_
