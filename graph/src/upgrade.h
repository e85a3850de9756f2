// Stores of older formats made into one of the present format.
#ifndef HEADWATER_GRAPH_SRC_UPGRADE_H_
#define HEADWATER_GRAPH_SRC_UPGRADE_H_

#include <cstdint>
#include <memory>

#include "headwater/schema/result.h"
#include "kv.h"

namespace headwater::detail {

// Whether all that a store of format `from` holds reads the same in the present one.
bool reads_as_it_is(std::uint32_t from);

// Of formats 1 and 2: writes what is kept otherwise now under tags of its own, beside what stands; then, in one step,
// that the format is the present one and that what was only of the older one is gone. Broken off before that step it
// leaves a store of the old format, and is begun again. Linear; memory is that of one document. Of format 3 the number
// alone is written.
Result<void> upgrade(Kv& kv, std::uint32_t from);

// The same store in memory, upgraded there: what a reader does who may not write. kUnsupported over a bound of bytes.
Result<std::unique_ptr<Kv>> upgraded_in_memory(const KvView& view, std::uint32_t from);

}  // namespace headwater::detail

#endif  // HEADWATER_GRAPH_SRC_UPGRADE_H_
