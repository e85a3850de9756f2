#include "neural/whole_matrix.h"

#include <algorithm>
#include <cmath>

#include "neural/grow.h"

namespace headwater::detail {
namespace {

constexpr float kMostInput = 4095;  // 12 bits
constexpr double kMostWeight = 32767;
constexpr double kMostSum = 2147483647;

}  // namespace

WholeMatrix::WholeMatrix(const float* weights, std::size_t rows, std::size_t columns)
    : rows_{rows}, columns_{columns}, weights_(rows * columns), scales_(columns) {
  for (std::size_t j = 0; j < columns; ++j) {
    double sum = 0, largest = 0;
    for (std::size_t i = 0; i < rows; ++i) {
      const double size = std::abs(static_cast<double>(weights[i * columns + j]));
      sum += size;
      largest = std::max(largest, size);
    }
    if (largest == 0 || !std::isfinite(sum)) continue;  // a column of zeros
    // Rounding adds half a unit a row at most.
    const double by = std::min(kMostWeight / largest, (kMostSum / kMostInput - static_cast<double>(rows) / 2) / sum);
    for (std::size_t i = 0; i < rows; ++i) {
      weights_[(i / 2 * columns + j) * 2 + i % 2] =
          static_cast<std::int16_t>(std::lround(static_cast<double>(weights[i * columns + j]) * by));
    }
    scales_[j] = static_cast<float>(1 / by);
  }
}

void WholeMatrix::multiply(const float* a, std::size_t a_row, std::size_t m, const float* bias, float* c,
                           WholeRows& room) const {
  grow(room.numbers, m * rows_);
  grow(room.scales, m);
  for (std::size_t t = 0; t < m; ++t)
    room.scales[t] = kernels().to_whole(a + t * a_row, rows_, kMostInput, &room.numbers[t * rows_]);
  const PairMatrix b{rows_ / 2, columns_, weights_.data(), scales_.data(), bias};
  kernels().multiply_pairs(room.numbers.data(), room.scales.data(), m, b, c);
}

}  // namespace headwater::detail
