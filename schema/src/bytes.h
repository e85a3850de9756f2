// Writing and reading the primitive fields of stored values.
#ifndef HEADWATER_SCHEMA_SRC_BYTES_H_
#define HEADWATER_SCHEMA_SRC_BYTES_H_

#include <bit>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <cstring>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "headwater/schema/id.h"
#include "headwater/schema/result.h"
#include "headwater/schema/span.h"

namespace headwater::detail {

class ByteWriter {
 public:
  void byte(std::uint8_t value) { out_.push_back(static_cast<char>(value)); }
  void bytes(std::string_view value) { out_.append(value); }

  // LEB128: seven bits a byte, least significant first, the top bit set on all but the last.
  void varint(std::uint64_t value) {
    for (; value >= 0x80; value >>= 7) byte(static_cast<std::uint8_t>(value | 0x80));
    byte(static_cast<std::uint8_t>(value));
  }

  void string(std::string_view value) {
    varint(value.size());
    bytes(value);
  }

  void u32(std::uint32_t value) {
    for (int shift = 24; shift >= 0; shift -= 8) byte(static_cast<std::uint8_t>(value >> shift));
  }

  void real(double value) {
    const auto bits = std::bit_cast<std::uint64_t>(std::isfinite(value) ? value : 0.0);
    u32(static_cast<std::uint32_t>(bits >> 32));
    u32(static_cast<std::uint32_t>(bits));
  }

  template <class Tag, std::size_t N>
  void id(const Id<Tag, N>& value) {
    bytes(value.view());
  }

  // The distance from the end of the one before (modulo 2^32, so that any order can be written), then the length.
  void span(ByteSpan value, std::uint32_t& last_end) {
    const std::uint32_t end = value.end < value.begin ? value.begin : value.end;
    varint(static_cast<std::uint32_t>(value.begin - last_end));
    varint(end - value.begin);
    last_end = end;
  }

  void spans(const Spans& value) {
    varint(value.size());
    std::uint32_t last_end = 0;
    for (const ByteSpan piece : value) span(piece, last_end);
  }

  // How much is written.
  [[nodiscard]] std::size_t size() const { return out_.size(); }
  void reserve(std::size_t bytes) { out_.reserve(bytes); }
  std::string take() { return std::move(out_); }

 private:
  std::string out_;
};

// Reads fields in order. The first thing that is wrong is remembered; all later reads give empty values without
// looking at a byte, so callers check once, in finish().
class ByteReader {
 public:
  ByteReader(std::string_view what, std::string_view bytes) : what_{what}, bytes_{bytes} {}

  [[nodiscard]] bool ok() const { return error_.empty(); }
  [[nodiscard]] std::size_t left() const { return ok() ? bytes_.size() - at_ : 0; }

  void fail(std::string_view why) {
    if (!ok()) return;
    error_ = std::string{what_} + ", byte " + std::to_string(at_) + ": " + std::string{why};
  }

  std::uint8_t byte() {
    if (left() < 1) return fail("ends too early"), std::uint8_t{0};
    return static_cast<std::uint8_t>(bytes_[at_++]);
  }

  std::string_view bytes(std::size_t n) {
    if (left() < n) return fail("a length goes past the end"), std::string_view{};
    const std::string_view out = bytes_.substr(at_, n);
    at_ += n;
    return out;
  }

  // Only the shortest form of a number is taken, so that a value has one spelling.
  std::uint64_t varint(std::uint64_t max = UINT64_MAX) {
    std::uint64_t out = 0;
    for (unsigned shift = 0; shift < 64; shift += 7) {
      const std::uint8_t b = byte();
      if (!ok()) return 0;
      if (shift == 63 && b > 1) break;
      out |= static_cast<std::uint64_t>(b & 0x7f) << shift;
      if ((b & 0x80) != 0) continue;
      if (b == 0 && shift > 0) return fail("a number is spelled too long"), std::uint64_t{0};
      if (out > max) return fail("a number is too large"), std::uint64_t{0};
      return out;
    }
    fail("a number is too large");
    return 0;
  }

  // How many items follow, each at least `min_bytes` long.
  std::size_t count(std::size_t min_bytes) {
    const std::uint64_t n = varint();
    if (n > left() / min_bytes) return fail("a count goes past the end"), std::size_t{0};
    return static_cast<std::size_t>(n);
  }

  std::string string() { return std::string{bytes(count(1))}; }

  std::uint32_t u32() {
    std::uint32_t out = 0;
    for (const char c : bytes(4)) out = out << 8 | static_cast<std::uint8_t>(c);
    return out;
  }

  double real() {
    const std::uint64_t high = u32();
    const auto value = std::bit_cast<double>(high << 32 | u32());
    if (!std::isfinite(value)) return fail("a number is not finite"), 0.0;
    return value;
  }

  bool flag() {
    const std::uint8_t b = byte();
    if (b > 1) fail("a flag is neither 0 nor 1");
    return b == 1;
  }

  template <class IdType>
  IdType id() {
    typename IdType::Array out{};
    const std::string_view from = bytes(out.size());
    if (ok()) std::memcpy(out.data(), from.data(), out.size());
    return IdType::from(out);
  }

  template <class IdType>
  std::vector<IdType> ids() {
    const std::size_t n = count(IdType::kBytes);
    std::vector<IdType> out;
    out.reserve(n);
    for (std::size_t i = 0; i < n; ++i) out.push_back(id<IdType>());
    return out;
  }

  std::vector<std::string> strings() {
    const std::size_t n = count(1);
    std::vector<std::string> out;
    for (std::size_t i = 0; i < n && ok(); ++i) out.push_back(string());
    return out;
  }

  ByteSpan span(std::uint32_t& last_end) {
    const auto gap = static_cast<std::uint32_t>(varint(UINT32_MAX));
    const auto begin = static_cast<std::uint32_t>(last_end + gap);
    const auto size = static_cast<std::uint32_t>(varint(UINT32_MAX));
    if (size > UINT32_MAX - begin) return fail("a span ends before it begins"), ByteSpan{};
    last_end = begin + size;
    return {begin, last_end};
  }

  Spans spans() {
    const std::size_t n = count(2);
    Spans out;
    out.reserve(n);
    std::uint32_t last_end = 0;
    for (std::size_t i = 0; i < n && ok(); ++i) out.push_back(span(last_end));
    return out;
  }

  // A value of a closed set: one that has a spelling of its own. `parse` is the set's parse function.
  template <class T, class Parse>
  T one_of(Parse parse) {
    const auto value = static_cast<T>(byte());
    if (ok() && parse(to_string(value)) != value) return fail("a value outside its vocabulary"), T{};
    return value;
  }

  // `value` if all was well and nothing is left over.
  template <class T>
  Result<T> finish(T value) {
    if (ok() && left() != 0) fail("more bytes than the record has");
    if (!ok()) return Error{ErrorCode::kCorruption, error_};
    return value;
  }

 private:
  std::string_view what_;
  std::string_view bytes_;
  std::size_t at_ = 0;
  std::string error_;
};

}  // namespace headwater::detail

#endif  // HEADWATER_SCHEMA_SRC_BYTES_H_
