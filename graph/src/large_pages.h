// Memory for large arrays that are read here and there: in large pages where the system has them, so that finding a
// page costs little beside reading it. On Linux by madvise(2); elsewhere, and for what is small, memory like any other.
#ifndef HEADWATER_GRAPH_SRC_LARGE_PAGES_H_
#define HEADWATER_GRAPH_SRC_LARGE_PAGES_H_

#include <cstddef>
#include <cstdlib>
#include <limits>
#include <memory>
#include <new>
#include <vector>

#ifdef __linux__
#include <sys/mman.h>
#endif

namespace headwater::detail {

template <class T>
class LargePages {
 public:
  using value_type = T;

  LargePages() = default;
  template <class U>
  LargePages(const LargePages<U>& /*other*/) {}

  T* allocate(std::size_t count) {
    if (count > (std::numeric_limits<std::size_t>::max() - kPage) / sizeof(T)) throw std::bad_array_new_length{};
    const std::size_t bytes = count * sizeof(T);
    if (bytes < kPage) return static_cast<T*>(::operator new(bytes));
    const std::size_t whole = (bytes + kPage - 1) / kPage * kPage;
    void* const out = std::aligned_alloc(kPage, whole);
    if (out == nullptr) throw std::bad_alloc{};
#ifdef __linux__
    (void)::madvise(out, whole, MADV_HUGEPAGE);  // a wish
#endif
    return static_cast<T*>(out);
  }

  void deallocate(T* at, std::size_t count) noexcept {
    count * sizeof(T) < kPage ? ::operator delete(at) : std::free(at);
  }

  friend bool operator==(const LargePages&, const LargePages&) { return true; }

 private:
  static constexpr std::size_t kPage = std::size_t{1} << 21;
  static_assert(alignof(T) <= alignof(std::max_align_t));
};

// Bytes, not yet written.
struct LargePieceFree {
  std::size_t bytes = 0;
  void operator()(char* at) const { LargePages<char>{}.deallocate(at, bytes); }
};
using LargePiece = std::unique_ptr<char[], LargePieceFree>;

inline LargePiece large_piece(std::size_t bytes) {
  return LargePiece{LargePages<char>{}.allocate(bytes), LargePieceFree{bytes}};
}

template <class T>
using LargeArray = std::vector<T, LargePages<T>>;

}  // namespace headwater::detail

#endif  // HEADWATER_GRAPH_SRC_LARGE_PAGES_H_
