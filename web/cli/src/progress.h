// A bar on standard error while a batch runs; nothing where standard error is no terminal.
#ifndef HEADWATER_WEB_CLI_PROGRESS_H_
#define HEADWATER_WEB_CLI_PROGRESS_H_

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

namespace headwater::cli {

// "[#####.....]  52%  1,204 documents  88.1/s  0:13 left": how far by bytes, how fast by documents. Without a total the
// bar and what is left are not told.
std::string progress_line(std::uint64_t bytes, std::uint64_t total_bytes, std::size_t documents, double seconds);

class Progress {
 public:
  // Of a batch of `total_bytes`, 0 if that is not known.
  explicit Progress(std::uint64_t total_bytes);
  ~Progress() { clear(); }
  Progress(const Progress&) = delete;
  Progress& operator=(const Progress&) = delete;

  // Draws at most ten times a second.
  void step(std::uint64_t bytes, std::size_t documents, std::string_view name);
  // Takes the bar away, so that a line can be written in its place.
  void clear();

 private:
  std::uint64_t total_bytes_;
  bool shown_;
  bool drawn_ = false;
  std::chrono::steady_clock::time_point begun_;
  std::chrono::steady_clock::time_point last_{};
};

}  // namespace headwater::cli

#endif  // HEADWATER_WEB_CLI_PROGRESS_H_
