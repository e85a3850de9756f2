// The settled topology as a file beside the database, for the next opening. schema/FORMAT.md has its bytes.
//
// Never the only place of a fact: whoever cannot use it builds the arrays from the edges' keys.
#ifndef HEADWATER_GRAPH_SRC_TOPOLOGY_FILE_H_
#define HEADWATER_GRAPH_SRC_TOPOLOGY_FILE_H_

#include <memory>
#include <string>
#include <string_view>

#include "headwater/schema/result.h"
#include "topology_arrays.h"

namespace headwater::detail {

inline constexpr std::size_t kStampBytes = 64;

// The name of the file in the store's directory.
std::string topology_path(const std::string& store);

// The arrays in the file, mapped for as long as they are used. Null if there is no file, or one with another stamp; any
// stamp will do where `stamp` is empty. kCorruption if checksums, lengths or numbers are wrong, kIo if it cannot be
// read.
Result<std::shared_ptr<const TopologyArrays>> map_topology(const std::string& path, std::string_view stamp);

// Writes a new file and puts it in the place of the old one in one step; both are on disk before and after. `stamp` has
// kStampBytes. kIo if the disk refuses: the old file stays.
Result<void> write_topology(const std::string& path, const TopologyArrays& arrays, std::string_view stamp);

}  // namespace headwater::detail

#endif  // HEADWATER_GRAPH_SRC_TOPOLOGY_FILE_H_
