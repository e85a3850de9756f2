#include "syntax/linear_model.h"

#include <algorithm>
#include <cstring>

#include "neural/kernels.h"

namespace headwater::detail {

LinearModel LinearModel::view(std::string_view bytes) {
  LinearModel out;
  if (bytes.size() < kHeader || bytes.substr(0, 4) != "HWLM") return out;
  std::array<std::uint32_t, 3> head{};
  std::memcpy(head.data(), bytes.data() + 4, sizeof head);
  const std::size_t classes = head[1];
  if (head[0] != 1 || classes == 0 || classes > kMaxClasses || head[2] > 24) return out;
  const std::size_t stride = stride_of(classes);
  const std::size_t rows = std::size_t{1} << head[2];
  if (bytes.size() != kHeader + rows * (2 + stride)) return out;
  out.owners_ = bytes.data() + kHeader;
  out.weights_ = reinterpret_cast<const std::int8_t*>(bytes.data() + kHeader + 2 * rows);
  out.classes_ = classes;
  float scale = 1;
  std::memcpy(&scale, bytes.data() + 48, sizeof scale);
  out.scale_ = scale > 0 ? static_cast<double>(scale) : 1.0;
  out.stride_ = stride;
  out.mask_ = (1u << head[2]) - 1;
  return out;
}

void LinearModel::sum(const std::vector<std::uint32_t>& features, Sums& sums) const {
  const auto owner = [&](std::uint32_t row) {
    std::uint16_t out = 0;
    std::memcpy(&out, owners_ + 2 * static_cast<std::size_t>(row), 2);
    return out;
  };
  // Rows lie all over a table larger than the cache: each step asks for what the next one reads, for all features at
  // once, so that their waits overlap.
  constexpr std::size_t kCacheLine = 64;
  for (const std::uint32_t f : features) {
    __builtin_prefetch(owners_ + 2 * static_cast<std::size_t>(first_row(f, mask_)));
    __builtin_prefetch(owners_ + 2 * static_cast<std::size_t>(second_row(f, mask_)));
  }
  std::array<const std::int8_t*, kMaxRows> rows;
  std::size_t count = 0;
  for (const std::uint32_t f : features) {
    std::uint32_t at = first_row(f, mask_);
    if (owner(at) != fingerprint(f)) {
      at = second_row(f, mask_);
      if (owner(at) != fingerprint(f)) continue;
    }
    if (count == kMaxRows) break;
    const std::int8_t* row = weights_ + static_cast<std::size_t>(at) * stride_;
    for (std::size_t c = 0; c < stride_; c += kCacheLine) __builtin_prefetch(row + c);
    __builtin_prefetch(row + stride_ - 1);
    rows[count++] = row;
  }
  // 16 bits do for the few dozen features there are, and are summed faster.
  if (stride_ % kLanes == 0) {
    kernels().sum_rows(rows.data(), count, stride_, sums.data());
    return;
  }
  std::fill_n(sums.begin(), stride_, std::int16_t{0});
  for (std::size_t r = 0; r < count; ++r) {
    for (std::size_t c = 0; c < stride_; ++c) sums[c] = static_cast<std::int16_t>(sums[c] + rows[r][c]);
  }
}

void LinearModel::score(const std::vector<std::uint32_t>& features, Scores& scores) const {
  Sums sums;
  sum(features, sums);
  std::copy_n(sums.begin(), stride_, scores.begin());
}

void LinearModel::add(const std::vector<std::uint32_t>& features, float* to) const {
  Sums sums;
  sum(features, sums);
  kernels().add_scaled(sums.data(), static_cast<float>(scale_), to, classes_);
}

}  // namespace headwater::detail
