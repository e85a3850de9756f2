// Stores of formats 1 and 2 made into one of format 3.
#ifndef HEADWATER_GRAPH_SRC_UPGRADE_H_
#define HEADWATER_GRAPH_SRC_UPGRADE_H_

#include <memory>

#include "headwater/schema/result.h"
#include "kv.h"

namespace headwater::detail {

// Writes what format 3 has under tags of its own, beside what stands; then, in one step, that the format is 3 and that
// what was only of the older one is gone. Broken off before that step it leaves a store of the old format, and is begun
// again. Linear; memory is that of one document.
Result<void> upgrade(Kv& kv);

// The same store in memory, upgraded there: what a reader does who may not write. kUnsupported over a bound of bytes.
Result<std::unique_ptr<Kv>> upgraded_in_memory(const KvView& view);

}  // namespace headwater::detail

#endif  // HEADWATER_GRAPH_SRC_UPGRADE_H_
