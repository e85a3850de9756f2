#include "event_log.h"

#include <sys/eventfd.h>
#include <unistd.h>

#include <charconv>
#include <utility>

namespace headwater::detail {

EventLog::EventLog(std::string run, std::size_t kept)
    : run_{std::move(run)}, kept_{kept}, descriptor_{::eventfd(0, EFD_CLOEXEC | EFD_NONBLOCK)} {}

EventLog::~EventLog() {
  if (descriptor_ >= 0) ::close(descriptor_);
}

std::string EventLog::id_of(std::uint64_t number) const { return run_ + "-" + std::to_string(number); }

std::optional<std::uint64_t> EventLog::number_of(std::string_view id) const {
  if (!id.starts_with(run_) || id.size() < run_.size() + 2 || id[run_.size()] != '-') return std::nullopt;
  id.remove_prefix(run_.size() + 1);
  std::uint64_t number = 0;
  const auto [end, error] = std::from_chars(id.data(), id.data() + id.size(), number);
  if (error != std::errc{} || end != id.data() + id.size() || number > last()) return std::nullopt;
  return number;
}

std::string EventLog::frame(std::uint64_t number, std::string_view name, std::string_view data) const {
  std::string out = "id: " + id_of(number) + "\nevent: ";
  return out.append(name).append("\ndata: ").append(data).append("\n\n");
}

void EventLog::add(std::string_view name, std::string_view data) {
  {
    const std::lock_guard lock{mutex_};
    frames_.push_back(std::make_shared<const std::string>(frame(last_ + 1, name, data)));
    ++last_;
    if (frames_.size() > kept_) frames_.pop_front();
  }
  wake();
}

void EventLog::wake() const {
  const std::uint64_t one = 1;
  [[maybe_unused]] const ssize_t written = ::write(descriptor_, &one, sizeof one);
}

std::uint64_t EventLog::last() const {
  const std::lock_guard lock{mutex_};
  return last_;
}

std::optional<std::vector<Frame>> EventLog::after(std::uint64_t seen) const {
  const std::lock_guard lock{mutex_};
  if (seen > last_ || last_ - seen > frames_.size()) return std::nullopt;
  return std::vector<Frame>{frames_.end() - static_cast<std::ptrdiff_t>(last_ - seen), frames_.end()};
}

void EventLog::seen() const {
  std::uint64_t count = 0;
  [[maybe_unused]] const ssize_t read = ::read(descriptor_, &count, sizeof count);
}

}  // namespace headwater::detail
