// One accepted socket, read and written under total deadlines.
#ifndef HEADWATER_HTTP_SRC_CONNECTION_H_
#define HEADWATER_HTTP_SRC_CONNECTION_H_

#include <chrono>
#include <cstddef>
#include <functional>
#include <optional>
#include <string>
#include <string_view>

namespace headwater::detail {

using Clock = std::chrono::steady_clock;

// Once raised, stays raised; every thread that waits on it wakes.
class StopSignal {
 public:
  StopSignal();
  ~StopSignal();
  StopSignal(const StopSignal&) = delete;
  StopSignal& operator=(const StopSignal&) = delete;

  void raise();
  [[nodiscard]] bool raised() const;
  [[nodiscard]] int descriptor() const { return descriptor_; }  // readable once raised

 private:
  int descriptor_;
};

// Owns the socket and closes it. Used by one thread at a time. No call waits past the deadline it is given; a raised
// stop signal ends reading at once and leaves writing a second.
class Connection {
 public:
  // `stop` outlives the connection.
  Connection(int socket, const StopSignal& stop);
  ~Connection();
  Connection(const Connection&) = delete;
  Connection& operator=(const Connection&) = delete;

  enum class Got { kBytes, kClosed, kTimeout, kStopped };

  // Bytes that have been read and not yet taken.
  [[nodiscard]] std::string_view buffered() const { return std::string_view{buffer_}.substr(taken_); }
  void take(std::size_t bytes);

  // Waits for more bytes and adds them to buffered(), at most 16 KiB a call.
  Got fill(Clock::time_point deadline);
  // Waits until a byte is there, asking `give_up` now and then.
  Got wait_for_byte(Clock::time_point deadline, const std::function<bool()>& give_up);
  // Takes buffered bytes first, then reads from the socket past the buffer.
  Got read(char* out, std::size_t size, Clock::time_point deadline, std::size_t& read);
  bool write(std::string_view bytes, Clock::time_point deadline);

  // What the socket takes at once, without waiting: how many bytes that were, nothing if it is broken.
  std::optional<std::size_t> write_now(std::string_view bytes);
  [[nodiscard]] int descriptor() const { return socket_; }

  // Ends an answer that the client may not expect: says that no more comes, and throws away what still arrives for a
  // moment, since closing over unread bytes would reset the connection under the answer.
  void finish();
  // The same without ever waiting.
  void write_and_finish_now(std::string_view bytes);

  [[nodiscard]] std::string peer() const;  // address without port, "" if unknown

 private:
  Got wait_readable(Clock::time_point deadline);
  Got receive(char* out, std::size_t size, Clock::time_point deadline, std::size_t& read);

  int socket_;
  const StopSignal& stop_;
  std::string buffer_;
  std::size_t taken_ = 0;
};

}  // namespace headwater::detail

#endif  // HEADWATER_HTTP_SRC_CONNECTION_H_
