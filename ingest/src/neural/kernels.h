// The arithmetic of the small network: products of matrices, sums of table rows, and the recurrence.
//
// Each is written once (kernels_body.inc) and compiled for vectors of three widths; the widest that the processor has
// is taken when first asked for. Sums run in one order whatever the width, nothing is fused, and tanh is our own: the
// same input gives the same bits on every processor, in training and in reading.
#ifndef HEADWATER_INGEST_NEURAL_KERNELS_H_
#define HEADWATER_INGEST_NEURAL_KERNELS_H_

#include <cstddef>
#include <cstdint>
#include <vector>

namespace headwater::detail {

// Widths of matrices and rows come in multiples of this.
inline constexpr std::size_t kLanes = 16;

// One direction of a recurrent layer over one sequence (recurrent.h). Rows of `u` are 3 * width floats, of all others
// width; pointers stand at the first row to be read, at the direction's first column.
struct Sweep {
  std::size_t rows = 0;
  bool backwards = false;  // each next row lies before the last
  std::size_t width = 0;   // of the layer; half of it is the direction's
  const float* gates = nullptr;
  const float* x = nullptr;
  float* u = nullptr;  // in: u0 u1 u2; out: u0 f r
  float *c = nullptr, *tanh_c = nullptr, *h = nullptr;
};

// A matrix of 16-bit weights, its rows taken in pairs: for each pair, and in it for each column, the weight of the
// upper row and then that of the lower.
struct PairMatrix {
  std::size_t pairs = 0, columns = 0;  // no more than kMostPairs; a multiple of kLanes
  const std::int16_t* weights = nullptr;
  const float* scales = nullptr;  // what a column's whole numbers are to be multiplied by
  const float* bias = nullptr;    // added to each column, or null
};
inline constexpr std::size_t kMostPairs = 256;

struct Kernels {
  const char* name;
  // c = a b, c += a b. `a` is m x k with rows `a_row` floats apart, `b` k x n, `c` m x n, both dense; k > 0, and n is a
  // multiple of kLanes.
  void (*multiply)(const float* a, std::size_t a_row, const float* b, float* c, std::size_t m, std::size_t k,
                   std::size_t n);
  void (*multiply_add)(const float* a, std::size_t a_row, const float* b, float* c, std::size_t m, std::size_t k,
                       std::size_t n);
  // Sigmoid and tanh are within 3e-7 of the true ones; no input is out of range.
  void (*sweep)(const Sweep& s);
  // sums = the sum of `count` rows of n weights, n a multiple of kLanes; of no more than 256 rows.
  void (*sum_rows)(const std::int8_t* const* rows, std::size_t count, std::size_t n, std::int16_t* sums);
  // to += scale * sums, n a multiple of kLanes.
  void (*add_scaled)(const std::int16_t* sums, float scale, float* to, std::size_t n);
  // c = a b, where `a` is m rows of 2 * b.pairs whole numbers, each row to be multiplied by its a_scale. No sum of a
  // row's products with a column may pass 31 bits.
  void (*multiply_pairs)(const std::int16_t* a, const float* a_scale, std::size_t m, const PairMatrix& b, float* c);
  // The n numbers of x, n a multiple of kLanes, as whole ones from -most to most; returns what those are to be
  // multiplied by. Not for numbers that are not finite.
  float (*to_whole)(const float* x, std::size_t n, float most, std::int16_t* out);
};

// The fastest that this processor can run. From any thread.
const Kernels& kernels();
// All that it can run, the fastest first; for tests.
std::vector<const Kernels*> all_kernels();

}  // namespace headwater::detail

#endif  // HEADWATER_INGEST_NEURAL_KERNELS_H_
