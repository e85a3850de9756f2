// A ByteSource with a look ahead.
#ifndef HEADWATER_INGEST_CONTAINERS_BUFFERED_SOURCE_H_
#define HEADWATER_INGEST_CONTAINERS_BUFFERED_SOURCE_H_

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

#include "headwater/ingest/documents.h"

namespace headwater::detail {

// Errors of the source are kept: after one the source is at its end, and error() tells why.
class BufferedSource final : public ByteSource {
 public:
  explicit BufferedSource(std::unique_ptr<ByteSource> source) : source_{std::move(source)} {}

  // The next bytes without taking them: at least `size` unless the end is nearer, at most what is buffered. The view
  // lives until the next call.
  std::string_view peek(std::size_t size);
  // Takes bytes that were peeked at.
  void take(std::size_t size);
  Result<std::size_t> read(char* out, std::size_t size) override;

  // Appends exactly `size` bytes to `out`; false if the end came before.
  bool read_exactly(std::string& out, std::uint64_t size);
  // Passes over `size` bytes; false if the end came before.
  bool skip(std::uint64_t size);
  // Puts bytes back in front of the next ones.
  void put_back(std::string_view bytes);
  // A line without its end ("\n" or "\r\n"), nothing at the end. Of a line longer than `max` the first `max` bytes are
  // kept and `cut` is set; the rest is passed over.
  std::optional<std::string> line(std::size_t max, bool& cut);

  // Reads on after an error, where the source can. False if there was none.
  bool resume();

  [[nodiscard]] std::uint64_t offset() const { return offset_; }  // of the next byte
  [[nodiscard]] const std::optional<Error>& error() const { return error_; }

 private:
  bool fill(std::size_t size);  // false if there are fewer

  std::unique_ptr<ByteSource> source_;
  std::string buffer_;
  std::size_t at_ = 0;  // in `buffer_`
  std::uint64_t offset_ = 0;
  bool ended_ = false;
  std::optional<Error> error_;
};

}  // namespace headwater::detail

#endif  // HEADWATER_INGEST_CONTAINERS_BUFFERED_SOURCE_H_
