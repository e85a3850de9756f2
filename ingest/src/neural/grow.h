// Room that is used again and again.
#ifndef HEADWATER_INGEST_NEURAL_GROW_H_
#define HEADWATER_INGEST_NEURAL_GROW_H_

#include <cstddef>
#include <vector>

namespace headwater::detail {

// Makes room for n numbers; what stands in it is not said. It never shrinks, so that it is not cleared at every growth.
template <class Number>
void grow(std::vector<Number>& room, std::size_t n) {
  if (room.size() < n) room.resize(n);
}

}  // namespace headwater::detail

#endif  // HEADWATER_INGEST_NEURAL_GROW_H_
