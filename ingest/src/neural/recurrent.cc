#include "neural/recurrent.h"

#include <algorithm>

#include "neural/kernels.h"

namespace headwater::detail {

void recur(const RecurrentWeights& w, const float* x, const Borders& borders, RecurrentState& state, float* h) {
  const std::size_t rows = borders.back(), width = w.width, half = width / 2;
  state.u.assign(rows * 3 * width, 0.0f);
  state.c.resize(rows * width);
  state.tanh_c.resize(rows * width);
  multiply_add(x, width, w.product, state.u.data(), rows, width, 3 * width);
  std::vector<float> before(half);
  for (std::size_t way = 0; way < 2; ++way) {
    const float* vf = w.gates + way * 4 * half;
    const float *vr = vf + half, *bf = vr + half, *br = bf + half;
    for (std::size_t s = 0; s + 1 < borders.size(); ++s) {
      std::fill(before.begin(), before.end(), 0.0f);
      for (std::size_t n = borders[s]; n < borders[s + 1]; ++n) {
        const std::size_t t = way == 0 ? n : borders[s] + borders[s + 1] - 1 - n;
        float* u0 = &state.u[t * 3 * width + way * 3 * half];
        float *f = u0 + half, *r = f + half;
        float* c = &state.c[t * width + way * half];
        float* g = &state.tanh_c[t * width + way * half];
        const float* skip = x + t * width + way * half;
        float* out = h + t * width + way * half;
        for (std::size_t j = 0; j < half; ++j) {
          f[j] += vf[j] * before[j] + bf[j];
          r[j] += vr[j] * before[j] + br[j];
        }
        sigmoid(f, 2 * half);
        for (std::size_t j = 0; j < half; ++j) {
          c[j] = f[j] * before[j] + (1.0f - f[j]) * u0[j];
          before[j] = g[j] = c[j];
        }
        hyperbolic_tangent(g, half);
        for (std::size_t j = 0; j < half; ++j) out[j] = r[j] * g[j] + (1.0f - r[j]) * skip[j];
      }
    }
  }
}

}  // namespace headwater::detail
