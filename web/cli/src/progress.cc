#include "progress.h"

#include <cstdio>
#include <string>

#include "headwater/query/report.h"
#include "terminal.h"

namespace headwater::cli {

Progress::Progress(std::size_t total) : total_{total}, shown_{total > 1 && talk_is_terminal()} {}

void Progress::step(std::size_t done, std::string_view name) {
  if (!shown_) return;
  const auto now = std::chrono::steady_clock::now();
  if (now - last_ < std::chrono::milliseconds{100}) return;
  last_ = now;
  constexpr std::size_t kWidth = 30;
  const std::size_t full = total_ == 0 ? kWidth : done * kWidth / total_;
  const std::string bar = std::string(full, '#') + std::string(kWidth - full, '.');
  std::fprintf(stderr, "\r\033[K[%s] %zu/%zu  %s", bar.c_str(), done, total_, terminal_text(name, 36).c_str());
  std::fflush(stderr);
  drawn_ = true;
}

void Progress::clear() {
  if (!drawn_) return;
  std::fputs("\r\033[K", stderr);
  std::fflush(stderr);
  drawn_ = false;
}

}  // namespace headwater::cli
