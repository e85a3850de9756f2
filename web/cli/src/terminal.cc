#include "terminal.h"

#include <cerrno>
#include <cstdio>
#include <cstdlib>
#include <cstring>

#include <unistd.h>

#include "headwater/query/report.h"

namespace headwater::cli {

Out::Out() {
  const char* no_color = std::getenv("NO_COLOR");
  const char* term = std::getenv("TERM");
  const bool plain = (no_color != nullptr && *no_color != '\0') || (term != nullptr && std::strcmp(term, "dumb") == 0);
  terminal_ = isatty(STDOUT_FILENO) == 1;
  colour_ = terminal_ && !plain;
}

bool Out::text(std::string_view text) {
  while (open_ && !text.empty()) {
    const ssize_t written = ::write(STDOUT_FILENO, text.data(), text.size());
    if (written >= 0) {
      text.remove_prefix(static_cast<std::size_t>(written));
    } else if (errno != EINTR) {
      error_ = errno;
      open_ = false;
    }
  }
  return open_;
}

bool Out::line(std::string_view text) {
  std::string whole{text};
  whole.push_back('\n');
  return this->text(whole);
}

int Out::end(int status) const {
  if (open_ || error_ == EPIPE) return status;
  talk(std::string{"cannot write the results: "} + std::strerror(error_));
  return kStoreTrouble;
}

std::string Out::strong(std::string_view text) const {
  return colour_ ? "\033[1m" + std::string{text} + "\033[0m" : std::string{text};
}

std::string Out::faint(std::string_view text) const {
  return colour_ ? "\033[2m" + std::string{text} + "\033[0m" : std::string{text};
}

void talk(std::string_view text) {
  const std::string line = "headwater: " + terminal_text(text, 4000);
  std::fprintf(stderr, "%s\n", line.c_str());
}

bool talk_is_terminal() { return isatty(STDERR_FILENO) == 1; }

}  // namespace headwater::cli
