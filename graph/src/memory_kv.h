// Keys and values in memory: a store that goes with its process, and the model that other engines are held against.
#ifndef HEADWATER_GRAPH_SRC_MEMORY_KV_H_
#define HEADWATER_GRAPH_SRC_MEMORY_KV_H_

#include <memory>

#include "kv.h"

namespace headwater::detail {

// Empty. A snapshot costs nothing until the next write, which then copies all.
std::unique_ptr<Kv> make_memory_kv();

}  // namespace headwater::detail

#endif  // HEADWATER_GRAPH_SRC_MEMORY_KV_H_
