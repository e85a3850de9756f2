// A layer of simple recurrent units, read in both directions (Lei, Zhang, Wang, Dai and Artzi, EMNLP 2018).
//
// One product of matrices for all tokens, then per token only sums and products of single numbers: nearly as good as an
// LSTM and an order of magnitude faster. With x the layer's input, u = x W, and the half of a direction:
//   f = sigmoid(u1 + vf c' + bf)   r = sigmoid(u2 + vr c' + br)   c = f c' + (1 - f) u0   h = r tanh(c) + (1 - r) x
// where c' is the state of the token before, or behind when reading backwards, and 0 at the end of a sequence.
#ifndef HEADWATER_INGEST_NEURAL_RECURRENT_H_
#define HEADWATER_INGEST_NEURAL_RECURRENT_H_

#include <cstddef>
#include <vector>

namespace headwater::detail {

// Sequences laid end to end: the row each begins at, and the number of all rows last.
using Borders = std::vector<std::size_t>;

struct RecurrentWeights {
  std::size_t width = 0;           // of input and output; half of it a direction; a multiple of 2 * kLanes
  const float* product = nullptr;  // width x 3 width: forwards u0 u1 u2, then backwards u0 u1 u2
  const float* gates = nullptr;    // forwards vf vr bf br, then backwards; 4 width in all

  static constexpr std::size_t product_size(std::size_t width) { return 3 * width * width; }
  static constexpr std::size_t gates_size(std::size_t width) { return 4 * width; }
};

// What the forward pass leaves for the backward one; as long as the longest yet. Rows of `u` hold u0, f and r, and
// before it x W.
struct RecurrentState {
  std::vector<float> u, c, tanh_c;
};

// h for every row of x, whose product with the weights stands in state.u. O(rows * width).
void sweep_both(const RecurrentWeights& w, const float* x, const Borders& borders, RecurrentState& state, float* h);
// The same with the product made first. O(rows * width * width).
void recur(const RecurrentWeights& w, const float* x, const Borders& borders, RecurrentState& state, float* h);

}  // namespace headwater::detail

#endif  // HEADWATER_INGEST_NEURAL_RECURRENT_H_
