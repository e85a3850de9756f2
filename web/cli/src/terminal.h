// The two streams: results on standard output, talk on standard error.
#ifndef HEADWATER_WEB_CLI_TERMINAL_H_
#define HEADWATER_WEB_CLI_TERMINAL_H_

#include <string>
#include <string_view>

#include "exit_status.h"

namespace headwater::cli {

// Standard output. Every write is flushed, so that a reader at the other end of a pipe gets each line as it is made.
class Out {
 public:
  Out();

  // False once nobody reads any more or the write failed; then what follows is dropped.
  bool text(std::string_view text);
  bool line(std::string_view text);

  [[nodiscard]] bool open() const { return open_; }
  [[nodiscard]] bool is_terminal() const { return terminal_; }
  // `status`, or kStoreTrouble with a word on standard error if the output could not be written (a full disk). A reader
  // who went away is no failure.
  [[nodiscard]] int end(int status) const;

  // Marked up if standard output is a terminal and NO_COLOR is not set, else as it is.
  [[nodiscard]] std::string strong(std::string_view text) const;
  [[nodiscard]] std::string faint(std::string_view text) const;

 private:
  bool open_ = true;
  int error_ = 0;
  bool terminal_ = false;
  bool colour_ = false;
};

// One line on standard error, "headwater: ...", safe for a terminal.
void talk(std::string_view text);

bool talk_is_terminal();

}  // namespace headwater::cli

#endif  // HEADWATER_WEB_CLI_TERMINAL_H_
