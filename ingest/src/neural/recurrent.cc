#include "neural/recurrent.h"

#include "neural/kernels.h"

namespace headwater::detail {

void recur(const RecurrentWeights& w, const float* x, const Borders& borders, RecurrentState& state, float* h) {
  const std::size_t rows = borders.back(), width = w.width, half = width / 2;
  state.u.resize(rows * 3 * width);
  state.c.resize(rows * width);
  state.tanh_c.resize(rows * width);
  kernels().multiply(x, width, w.product, state.u.data(), rows, width, 3 * width);
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

}  // namespace headwater::detail
