// Many documents at once into a new store, past the log and the sorting of a put each.
//
//   headwater::Result<headwater::StoreStats> made = headwater::load_store("affair.db", [&] { return next_batch(); },
//   {});
//
// The store is the one that putting the same documents would give. What it is sorted by lies in memory up to a bound
// and beyond it in files beside the store; time grows as n log n, little more than in proportion.
#ifndef HEADWATER_GRAPH_LOAD_H_
#define HEADWATER_GRAPH_LOAD_H_

#include <cstddef>
#include <functional>
#include <optional>
#include <string>

#include "headwater/graph/store.h"
#include "headwater/schema/result.h"

namespace headwater {

struct LoadOptions {
  // Of what is being sorted, for all threads together. Beside it 8 bytes a document are kept.
  std::size_t memory_bytes = std::size_t{512} << 20;
  std::size_t threads = 2;  // at least one
  // Whether the arrays of Store::topology() are built too, so that the first who wants them need not.
  bool topology = true;
};

// The next document, or nothing after the last. Called by any number of threads at once; an error ends the loading and
// is returned.
using NextDocument = std::function<Result<std::optional<DocumentBatch>>()>;

// Makes a store in `directory`, which must be empty or absent. It is made in `directory`.partial and has its name only
// once all of it is on disk; on an error there is nothing.
// kInvalidArgument for what Store::put refuses, for a document that comes twice, and for an edge to or from a node that
// is not there in the end: unlike a put this leaves nothing out. kTooLarge likewise; kIo if the disk refuses.
Result<StoreStats> load_store(const std::string& directory, const NextDocument& next, const LoadOptions& options);

}  // namespace headwater

#endif  // HEADWATER_GRAPH_LOAD_H_
