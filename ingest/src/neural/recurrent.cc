#include "neural/recurrent.h"

#include "neural/grow.h"
#include "neural/kernels.h"

namespace headwater::detail {

void sweep_both(const RecurrentWeights& w, const float* x, const Borders& borders, RecurrentState& state, float* h) {
  const std::size_t rows = borders.back(), width = w.width, half = width / 2;
  grow(state.c, rows * width);
  grow(state.tanh_c, rows * width);
  for (std::size_t way = 0; way < 2; ++way) {
    for (std::size_t s = 0; s + 1 < borders.size(); ++s) {
      if (borders[s] == borders[s + 1]) continue;
      const std::size_t first = way == 0 ? borders[s] : borders[s + 1] - 1, at = first * width + way * half;
      Sweep sweep;
      sweep.rows = borders[s + 1] - borders[s];
      sweep.backwards = way == 1;
      sweep.width = width;
      sweep.gates = w.gates + way * 4 * half;
      sweep.x = x + at;
      sweep.u = &state.u[first * 3 * width + way * 3 * half];
      sweep.c = &state.c[at];
      sweep.tanh_c = &state.tanh_c[at];
      sweep.h = h + at;
      kernels().sweep(sweep);
    }
  }
}

void recur(const RecurrentWeights& w, const float* x, const Borders& borders, RecurrentState& state, float* h) {
  const std::size_t rows = borders.back();
  grow(state.u, rows * 3 * w.width);
  kernels().multiply(x, w.width, w.product, state.u.data(), rows, w.width, 3 * w.width);
  sweep_both(w, x, borders, state, h);
}

}  // namespace headwater::detail
