#include "progress.h"

#include <algorithm>
#include <array>
#include <cstdio>

#include "headwater/query/report.h"
#include "terminal.h"

namespace headwater::cli {
namespace {

std::string with_commas(std::size_t n) {
  std::string out = std::to_string(n);
  for (std::size_t at = out.size(); at > 3;) out.insert(at -= 3, ",");
  return out;
}

std::string duration(double seconds) {
  const auto s = static_cast<unsigned long>(std::min(seconds, 359'999.0));
  std::array<char, 32> out{};
  if (s >= 3600) {
    std::snprintf(out.data(), out.size(), "%lu:%02lu:%02lu", s / 3600, s / 60 % 60, s % 60);
  } else {
    std::snprintf(out.data(), out.size(), "%lu:%02lu", s / 60, s % 60);
  }
  return out.data();
}

}  // namespace

std::string progress_line(std::uint64_t bytes, std::uint64_t total_bytes, std::size_t documents, double seconds) {
  std::string out;
  const double share =
      total_bytes == 0 ? 0 : std::min(1.0, static_cast<double>(bytes) / static_cast<double>(total_bytes));
  if (total_bytes > 0) {
    constexpr std::size_t kWidth = 24;
    const auto full = static_cast<std::size_t>(share * kWidth);
    std::array<char, 8> percent{};
    std::snprintf(percent.data(), percent.size(), "%3d%%", static_cast<int>(share * 100));
    out = "[" + std::string(full, '#') + std::string(kWidth - full, '.') + "] " + percent.data() + "  ";
  }
  out += with_commas(documents) + (documents == 1 ? " document" : " documents");
  // The first moments say nothing of the rest.
  if (seconds < 1) return out;
  std::array<char, 32> rate{};
  std::snprintf(rate.data(), rate.size(), "  %.1f/s", static_cast<double>(documents) / seconds);
  out += rate.data();
  if (share > 0) out += "  " + duration(seconds / share - seconds) + " left";
  return out;
}

Progress::Progress(std::uint64_t total_bytes)
    : total_bytes_{total_bytes}, shown_{talk_is_terminal()}, begun_{std::chrono::steady_clock::now()} {}

void Progress::step(std::uint64_t bytes, std::size_t documents, std::string_view name) {
  if (!shown_) return;
  const auto now = std::chrono::steady_clock::now();
  if (now - last_ < std::chrono::milliseconds{100}) return;
  last_ = now;
  const double seconds = std::chrono::duration<double>(now - begun_).count();
  std::fprintf(stderr, "\r\033[K%s  %s", progress_line(bytes, total_bytes_, documents, seconds).c_str(),
               terminal_text(name, 24).c_str());
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
