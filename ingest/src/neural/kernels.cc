#include "neural/kernels.h"

#include <cstdint>
#include <cstring>

// One body, compiled for what the processor at hand can do; chosen once when the program starts.
#if defined(__x86_64__) && defined(__GNUC__) && !defined(__clang__) && !defined(__SANITIZE_ADDRESS__) && \
    !defined(__SANITIZE_THREAD__)
#define HEADWATER_WIDE __attribute__((target_clones("arch=x86-64-v4", "arch=x86-64-v3", "default")))
#else
#define HEADWATER_WIDE
#endif

namespace headwater::detail {
namespace {

using Lanes = float __attribute__((vector_size(kLanes * sizeof(float)), aligned(4)));
using Ints = std::int32_t __attribute__((vector_size(kLanes * sizeof(std::int32_t))));

#define HEADWATER_INLINE inline __attribute__((always_inline))

HEADWATER_INLINE Lanes load(const float* p) {
  Lanes out;
  std::memcpy(&out, p, sizeof out);
  return out;
}
HEADWATER_INLINE void store(float* p, Lanes v) { std::memcpy(p, &v, sizeof v); }

template <std::size_t Rows, std::size_t Groups>
HEADWATER_INLINE void tile(const float* a, std::size_t a_row, const float* b, float* c, std::size_t k, std::size_t n) {
  Lanes sum[Rows][Groups];
  for (std::size_t r = 0; r < Rows; ++r) {
    for (std::size_t g = 0; g < Groups; ++g) sum[r][g] = load(c + r * n + g * kLanes);
  }
  for (std::size_t x = 0; x < k; ++x) {
    Lanes row[Groups];
    for (std::size_t g = 0; g < Groups; ++g) row[g] = load(b + x * n + g * kLanes);
    for (std::size_t r = 0; r < Rows; ++r) {
      const float by = a[r * a_row + x];
      for (std::size_t g = 0; g < Groups; ++g) sum[r][g] += row[g] * by;
    }
  }
  for (std::size_t r = 0; r < Rows; ++r) {
    for (std::size_t g = 0; g < Groups; ++g) store(c + r * n + g * kLanes, sum[r][g]);
  }
}

template <std::size_t Rows>
HEADWATER_INLINE void band(const float* a, std::size_t a_row, const float* b, float* c, std::size_t k, std::size_t n) {
  std::size_t j = 0;
  for (; j + 2 * kLanes <= n; j += 2 * kLanes) tile<Rows, 2>(a, a_row, b + j, c + j, k, n);
  for (; j < n; j += kLanes) tile<Rows, 1>(a, a_row, b + j, c + j, k, n);
}

// e^x for x <= 0 by Cody and Waite's reduction and a polynomial of degree 6; below -87 it is 0 for our purposes.
HEADWATER_INLINE Lanes exponential(Lanes x) {
  const Lanes low = Lanes{} - 87.0f;
  x = x < low ? low : x;
  const Lanes t = x * 1.44269504f - 0.5f;
  const Ints n = __builtin_convertvector(t, Ints);  // towards zero, so to the nearest for x <= 0
  const Lanes whole = __builtin_convertvector(n, Lanes);
  const Lanes r = x - whole * 0.693359375f + whole * 2.12194440e-4f;
  Lanes p = Lanes{} + 1.9875691500e-4f;
  p = p * r + 1.3981999507e-3f;
  p = p * r + 8.3334519073e-3f;
  p = p * r + 4.1665795894e-2f;
  p = p * r + 1.6666665459e-1f;
  p = p * r + 5.0000001201e-1f;
  p = p * r * r + r + 1.0f;
  const Ints bits = (n + 127) << 23;
  Lanes power;
  std::memcpy(&power, &bits, sizeof power);
  return p * power;
}

}  // namespace

HEADWATER_WIDE void multiply_add(const float* a, std::size_t a_row, const float* b, float* c, std::size_t m,
                                 std::size_t k, std::size_t n) {
  std::size_t i = 0;
  for (; i + 4 <= m; i += 4) band<4>(a + i * a_row, a_row, b, c + i * n, k, n);
  for (; i < m; ++i) band<1>(a + i * a_row, a_row, b, c + i * n, k, n);
}

HEADWATER_WIDE void sigmoid(float* x, std::size_t n) {
  for (std::size_t i = 0; i < n; i += kLanes) {
    const Lanes v = load(x + i);
    const Lanes e = exponential(v < 0.0f ? v : -v);  // 1 / (1 + e) of |v|
    const Lanes above = 1.0f / (1.0f + e);
    store(x + i, v < 0.0f ? e * above : above);
  }
}

HEADWATER_WIDE void hyperbolic_tangent(float* x, std::size_t n) {
  for (std::size_t i = 0; i < n; i += kLanes) {
    const Lanes v = load(x + i);
    const Lanes e = exponential((v < 0.0f ? v : -v) * 2.0f);
    const Lanes size = (1.0f - e) / (1.0f + e);
    store(x + i, v < 0.0f ? -size : size);
  }
}

}  // namespace headwater::detail
