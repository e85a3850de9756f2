// The arithmetic of the small network: products of matrices, and the two squashing functions.
//
// Sums run in one order whatever the width of the machine's vectors, nothing is fused, and the exponential is our own:
// the same input gives the same bits on every processor, in training and in reading.
#ifndef HEADWATER_INGEST_NEURAL_KERNELS_H_
#define HEADWATER_INGEST_NEURAL_KERNELS_H_

#include <cstddef>

namespace headwater::detail {

// Rows of a matrix whose columns a product may touch come in multiples of this.
inline constexpr std::size_t kLanes = 16;

// c += a b. `a` is m x k with rows `a_row` floats apart, `b` k x n, `c` m x n, both dense; n is a multiple of kLanes.
void multiply_add(const float* a, std::size_t a_row, const float* b, float* c, std::size_t m, std::size_t k,
                  std::size_t n);

// In place, for n values, n a multiple of kLanes. Within 2e-7 of the true value; no input is out of range.
void sigmoid(float* x, std::size_t n);
void hyperbolic_tangent(float* x, std::size_t n);

}  // namespace headwater::detail

#endif  // HEADWATER_INGEST_NEURAL_KERNELS_H_
