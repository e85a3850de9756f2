#include "neural/kernels.h"

#if defined(__x86_64__)
#include <immintrin.h>
#endif

namespace headwater::detail {
namespace {

// A compiler cuts vectors down to its target's before it inlines, so each width is its own text under its own target.
#define HEADWATER_WIDTH plain
#define HEADWATER_NAME "4 lanes"
#define HEADWATER_LANES 4
#include "neural/kernels_body.inc"
#undef HEADWATER_WIDTH
#undef HEADWATER_NAME
#undef HEADWATER_LANES

#if defined(__x86_64__)

#ifdef __clang__
#pragma clang attribute push(__attribute__((target("avx2"))), apply_to = function)
#else
#pragma GCC push_options
#pragma GCC target("avx2")
#endif
#define HEADWATER_WIDTH avx2
#define HEADWATER_NAME "8 lanes (AVX2)"
#define HEADWATER_LANES 8
#include "neural/kernels_body.inc"
#undef HEADWATER_WIDTH
#undef HEADWATER_NAME
#undef HEADWATER_LANES
#ifdef __clang__
#pragma clang attribute pop
#pragma clang attribute push(__attribute__((target("avx2,avx512f,avx512bw,avx512dq,avx512vl"))), apply_to = function)
#else
#pragma GCC pop_options
#pragma GCC push_options
#pragma GCC target("avx2,avx512f,avx512bw,avx512dq,avx512vl")
#endif
#define HEADWATER_WIDTH avx512
#define HEADWATER_NAME "16 lanes (AVX-512)"
#define HEADWATER_LANES 16
#include "neural/kernels_body.inc"
#undef HEADWATER_WIDTH
#undef HEADWATER_NAME
#undef HEADWATER_LANES
#ifdef __clang__
#pragma clang attribute pop
#else
#pragma GCC pop_options
#endif

#endif  // __x86_64__

}  // namespace

std::vector<const Kernels*> all_kernels() {
  std::vector<const Kernels*> out;
#if defined(__x86_64__)
  __builtin_cpu_init();
  if (__builtin_cpu_supports("avx512f") != 0 && __builtin_cpu_supports("avx512bw") != 0 &&
      __builtin_cpu_supports("avx512dq") != 0 && __builtin_cpu_supports("avx512vl") != 0)
    out.push_back(&avx512::kKernels);
  if (__builtin_cpu_supports("avx2") != 0) out.push_back(&avx2::kKernels);
#endif
  out.push_back(&plain::kKernels);
  return out;
}

const Kernels& kernels() {
  static const Kernels& fastest = *all_kernels().front();
  return fastest;
}

}  // namespace headwater::detail
