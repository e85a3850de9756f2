// What cpp-httplib reads and writes instead of the socket: exactly one request, and the answer to it.
//
// The library sees a head of our making and the bytes of one body, never more: no header that was not checked, no byte
// of the next request, no read that waits past the deadline.
#ifndef HEADWATER_HTTP_SRC_LIMITED_STREAM_H_
#define HEADWATER_HTTP_SRC_LIMITED_STREAM_H_

#include <httplib.h>

#include <chrono>
#include <cstddef>
#include <string>

#include "connection.h"
#include "request_head.h"

namespace headwater::detail {

class LimitedStream final : public httplib::Stream {
 public:
  struct Deadlines {
    Clock::time_point body;              // for the last byte of the body
    std::chrono::milliseconds response;  // for the client to take the answer, and anew for each MiB of a long one
  };

  // `connection` outlives the stream and stands at the first byte of the body.
  LimitedStream(Connection& connection, const RequestHead& head, bool closes, Deadlines deadlines);

  // True if the body came in full.
  [[nodiscard]] bool whole() const { return body_left_ == 0; }
  [[nodiscard]] int status() const { return status_; }     // of the answer, 0 before there is one
  [[nodiscard]] bool written() const { return written_; }  // true if an answer went out in full

  bool is_readable() const override { return whole() || !failed_; }
  bool is_writable() const override { return true; }
  ssize_t read(char* out, std::size_t size) override;
  // What the library answers to a body that did not come is thrown away; the caller has the better answer.
  ssize_t write(const char* bytes, std::size_t size) override;
  void get_remote_ip_and_port(std::string& ip, int& port) const override;
  void get_local_ip_and_port(std::string& ip, int& port) const override;
  socket_t socket() const override { return INVALID_SOCKET; }

 private:
  Connection& connection_;
  std::string head_;
  std::size_t head_read_ = 0;
  std::size_t body_left_;
  bool continue_wanted_;
  bool failed_ = false;
  bool written_ = true;
  int status_ = 0;
  Deadlines deadlines_;
  Clock::duration patience_;  // what is left of deadlines_.response: only waiting for the client uses it up
  std::size_t taken_ = 0;     // bytes since it was whole
};

}  // namespace headwater::detail

#endif  // HEADWATER_HTTP_SRC_LIMITED_STREAM_H_
