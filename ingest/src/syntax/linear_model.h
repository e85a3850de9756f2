// A linear classifier over hashed features with 8-bit weights: what the tagger and the parser decide with, and the
// tables of rows that the network adds up.
//
// A feature is a 32-bit hash; it owns a row of one weight a class, or none if it was too rare in training; the rows of
// all features that fire are added up. A row is found by its owner's fingerprint in one of two places (two-choice
// hashing), so a model has a fixed size and keeps no word of what it was trained on.
#ifndef HEADWATER_INGEST_SYNTAX_LINEAR_MODEL_H_
#define HEADWATER_INGEST_SYNTAX_LINEAR_MODEL_H_

#include <array>
#include <cstddef>
#include <cstdint>
#include <string_view>
#include <vector>

namespace headwater::detail {

// Where a feature's row may be, and the mark of its owner; 0 marks a row without one.
inline std::uint32_t first_row(std::uint32_t f, std::uint32_t mask) { return f & mask; }
inline std::uint32_t second_row(std::uint32_t f, std::uint32_t mask) { return (f * 0x9e3779b1u >> 7) & mask; }
inline std::uint16_t fingerprint(std::uint32_t f) { return static_cast<std::uint16_t>(f >> 16 | 1u); }

// Bytes of a model: a header of 64 bytes, a fingerprint of 2 bytes a row, then rows x stride weights.
//   0  "HWLM"   4  u32 format 1   8  u32 classes   12  u32 log2(rows)   16  32 bytes SHA-256 of the training data
//   48 f32 scale (a weight is byte * scale)   52  12 bytes 0
// Integers are little-endian; the stride is `classes` rounded up to 16, or to 4 for four classes and fewer.
class LinearModel {
 public:
  static constexpr std::size_t kHeader = 64;
  static constexpr std::size_t kMaxClasses = 160;
  using Scores = std::array<std::int32_t, kMaxClasses>;

  // A view of `bytes`, which must outlive it. An empty model (classes() == 0) if they are no model.
  static LinearModel view(std::string_view bytes);

  static constexpr std::size_t stride_of(std::size_t classes) { return classes <= 4 ? 4 : (classes + 15) / 16 * 16; }

  [[nodiscard]] std::size_t classes() const { return classes_; }
  // What a weight of 1 is worth.
  [[nodiscard]] double scale() const { return scale_; }
  static constexpr std::size_t kMaxRows = 256;

  // Sets `scores` to the sum of the rows of `features`, of which kMaxRows count. Linear in features times classes.
  void score(const std::vector<std::uint32_t>& features, Scores& scores) const;
  // Adds the rows of `features`, times scale(), to classes() floats, a multiple of kLanes: the first layer of a
  // network.
  void add(const std::vector<std::uint32_t>& features, float* to) const;

 private:
  using Sums = std::array<std::int16_t, kMaxClasses>;
  void sum(const std::vector<std::uint32_t>& features, Sums& sums) const;

  const char* owners_ = nullptr;
  const std::int8_t* weights_ = nullptr;
  std::size_t classes_ = 0;
  std::size_t stride_ = 0;
  std::uint32_t mask_ = 0;
  double scale_ = 1;
};

// Mixing for feature hashes (the finaliser of MurmurHash3, Appleby, public domain).
constexpr std::uint32_t mix(std::uint64_t x) {
  x ^= x >> 33;
  x *= 0xff51afd7ed558ccdULL;
  x ^= x >> 33;
  x *= 0xc4ceb9fe1a85ec53ULL;
  x ^= x >> 33;
  return static_cast<std::uint32_t>(x);
}
constexpr std::uint32_t feature(std::uint32_t kind, std::uint32_t a) {
  return mix(static_cast<std::uint64_t>(kind) << 32 | a);
}
constexpr std::uint32_t feature(std::uint32_t kind, std::uint32_t a, std::uint32_t b) {
  return mix(static_cast<std::uint64_t>(feature(kind, a)) << 32 | b);
}
constexpr std::uint32_t feature(std::uint32_t kind, std::uint32_t a, std::uint32_t b, std::uint32_t c) {
  return mix(static_cast<std::uint64_t>(feature(kind, a, b)) << 32 | c);
}

}  // namespace headwater::detail

#endif  // HEADWATER_INGEST_SYNTAX_LINEAR_MODEL_H_
