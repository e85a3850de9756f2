#include "listeners.h"

#include <poll.h>

#include <algorithm>
#include <optional>
#include <utility>

namespace headwater::detail {

Listeners::Listeners(const Store& store, EventLog& log, const StopSignal& stop, std::atomic<std::size_t>& count,
                     const ListenerLimits& limits)
    : store_{store},
      log_{log},
      stop_{stop},
      count_{count},
      limits_{limits},
      version_{store.version()},
      next_look_{Clock::now()},
      thread_{[this] { work(); }} {}

// The stop signal has been raised by now.
Listeners::~Listeners() { thread_.join(); }

std::string Listeners::standing(std::string_view name) const {
  return log_.frame(log_.last(), name, "{\"version\":" + std::to_string(store_.version()) + "}");
}

bool Listeners::take(std::unique_ptr<Connection>& connection, std::string head, const std::string* last_event_id) {
  Listener listener;
  listener.unsent = std::move(head);
  listener.unsent += "retry: 2000\n\n";
  const std::optional<std::uint64_t> number = last_event_id == nullptr ? std::nullopt : log_.number_of(*last_event_id);
  if (number.has_value() && log_.after(*number).has_value()) {
    listener.seen = *number;
  } else {
    // What happened since is not known: whoever asks to go on has to look anew.
    listener.seen = log_.last();
    listener.unsent += standing(last_event_id == nullptr ? "store" : "reset");
  }
  listener.moved = listener.told = Clock::now();
  if (count_.fetch_add(1) >= limits_.max_listeners || stop_.raised()) {
    --count_;
    return false;
  }
  listener.connection = std::move(connection);
  {
    const std::lock_guard lock{mutex_};
    arrived_.push_back(std::move(listener));
  }
  log_.wake();
  return true;
}

void Listeners::look_at_store() {
  const Clock::time_point now = Clock::now();
  if (now < next_look_) return;
  next_look_ = now + limits_.look_at_store;
  const std::uint64_t version = store_.version();
  if (version == version_) return;
  version_ = version;
  log_.add("store", "{\"version\":" + std::to_string(version) + "}");
}

bool Listeners::tell(Listener& listener, Clock::time_point now) const {
  if (const std::optional<std::vector<Frame>> frames = log_.after(listener.seen); !frames.has_value()) {
    listener.seen = log_.last();
    listener.unsent += standing("reset");
    listener.told = now;
  } else {
    for (const Frame& frame : *frames) listener.unsent += *frame;
    listener.seen += frames->size();
    if (!frames->empty()) listener.told = now;
  }
  if (now - listener.told >= limits_.heartbeat) {
    listener.unsent += ":\n\n";
    listener.told = now;
  }
  const std::optional<std::size_t> sent = listener.connection->write_now(listener.unsent);
  if (!sent.has_value()) return false;
  listener.unsent.erase(0, *sent);
  if (*sent > 0 || listener.unsent.empty()) listener.moved = now;
  return listener.unsent.size() <= limits_.max_unsent && now - listener.moved < limits_.stalled;
}

void Listeners::work() {
  std::vector<Listener> listeners;
  std::vector<pollfd> waiting;
  while (!stop_.raised()) {
    waiting.assign({{stop_.descriptor(), POLLIN, 0}, {log_.descriptor(), POLLIN, 0}});
    for (const Listener& one : listeners) {
      const short wanted = one.unsent.empty() ? POLLIN : POLLIN | POLLOUT;
      waiting.push_back({one.connection->descriptor(), wanted, 0});
    }
    ::poll(waiting.data(), waiting.size(), static_cast<int>(limits_.look_at_store.count()));
    log_.seen();
    look_at_store();
    const Clock::time_point now = Clock::now();
    const std::size_t before = listeners.size();
    // A listener has nothing more to say: what is heard of it is that it hung up, or noise.
    std::size_t at = 2;
    std::erase_if(listeners, [&](Listener& one) {
      const bool spoke = (waiting[at++].revents & (POLLIN | POLLHUP | POLLERR)) != 0;
      return spoke || !tell(one, now);
    });
    count_ -= before - listeners.size();
    const std::lock_guard lock{mutex_};
    for (Listener& one : arrived_) {
      if (tell(one, now)) {
        listeners.push_back(std::move(one));
      } else {
        --count_;
      }
    }
    arrived_.clear();
  }
}

}  // namespace headwater::detail
