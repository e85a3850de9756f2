// Where an export goes, in pieces of one size, however small or large what is written.
#ifndef HEADWATER_QUERY_SRC_INTERCHANGE_OUT_H_
#define HEADWATER_QUERY_SRC_INTERCHANGE_OUT_H_

#include <array>
#include <charconv>
#include <cstddef>
#include <string>
#include <string_view>

#include "headwater/query/interchange.h"

namespace headwater::detail {

class ExportOut {
 public:
  explicit ExportOut(const ExportSink& sink) : sink_{sink} {}

  Result<void> write(std::string_view text) {
    while (gathered_.size() + text.size() >= kPiece) {
      const std::string_view fits = text.substr(0, kPiece - gathered_.size());
      gathered_ += fits;
      text.remove_prefix(fits.size());
      if (Result<void> done = flush(); !done) return done;
    }
    gathered_ += text;
    return {};
  }
  Result<void> flush() {
    if (gathered_.empty()) return {};
    if (!sink_(gathered_)) return Error{ErrorCode::kIo, "export: what is written to takes no more"};
    gathered_.clear();
    return {};
  }

 private:
  static constexpr std::size_t kPiece = std::size_t{64} << 10;

  const ExportSink& sink_;
  std::string gathered_;
};

// The shortest that reads back as the same number.
inline std::string number_text(double value) {
  std::array<char, 32> digits{};
  return {digits.data(), std::to_chars(digits.data(), digits.data() + digits.size(), value).ptr};
}

}  // namespace headwater::detail

#endif  // HEADWATER_QUERY_SRC_INTERCHANGE_OUT_H_
