// A matrix of the network in whole numbers of 16 bits, for reading: twice as fast to multiply by as one of floats, and
// exact, so that the order of a sum does not matter. Training keeps to floats.
//
// Each column of weights and each row of input has a scale of its own. Input keeps 12 bits and a sign; a column keeps
// as many as its sum of sizes allows, so that no sum of products can pass 31 bits (some 12 in a trained network).
#ifndef HEADWATER_INGEST_NEURAL_WHOLE_MATRIX_H_
#define HEADWATER_INGEST_NEURAL_WHOLE_MATRIX_H_

#include <cstddef>
#include <cstdint>
#include <vector>

#include "neural/kernels.h"

namespace headwater::detail {

// Input of a product in whole numbers; kept between products to spare allocations.
struct WholeRows {
  std::vector<std::int16_t> numbers;
  std::vector<float> scales;  // one a row
};

class WholeMatrix {
 public:
  WholeMatrix() = default;
  // `weights` are rows x columns floats, dense; rows no more than 2 * kMostPairs, and both multiples of kLanes.
  WholeMatrix(const float* weights, std::size_t rows, std::size_t columns);

  // c = a b + bias, `a` being m rows that begin `a_row` floats apart, c dense; a null bias is of zeros. What `c` held
  // does not count. O(m * rows * columns).
  void multiply(const float* a, std::size_t a_row, std::size_t m, const float* bias, float* c, WholeRows& room) const;

 private:
  std::size_t rows_ = 0, columns_ = 0;
  std::vector<std::int16_t> weights_;
  std::vector<float> scales_;
};

}  // namespace headwater::detail

#endif  // HEADWATER_INGEST_NEURAL_WHOLE_MATRIX_H_
