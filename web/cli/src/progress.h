// A bar on standard error while a batch runs; nothing where standard error is no terminal.
#ifndef HEADWATER_WEB_CLI_PROGRESS_H_
#define HEADWATER_WEB_CLI_PROGRESS_H_

#include <chrono>
#include <cstddef>
#include <string_view>

namespace headwater::cli {

class Progress {
 public:
  explicit Progress(std::size_t total);
  ~Progress() { clear(); }
  Progress(const Progress&) = delete;
  Progress& operator=(const Progress&) = delete;

  // Draws at most ten times a second.
  void step(std::size_t done, std::string_view name);
  // Takes the bar away, so that a line can be written in its place.
  void clear();

 private:
  std::size_t total_;
  bool shown_;
  bool drawn_ = false;
  std::chrono::steady_clock::time_point last_{};
};

}  // namespace headwater::cli

#endif  // HEADWATER_WEB_CLI_PROGRESS_H_
