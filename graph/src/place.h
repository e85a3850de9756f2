// What stands in a directory where a store is wanted.
#ifndef HEADWATER_GRAPH_SRC_PLACE_H_
#define HEADWATER_GRAPH_SRC_PLACE_H_

#include <cstdint>
#include <string>

#include "headwater/schema/result.h"

namespace headwater::detail {

// kEmpty also has what a store leaves whose making was cut short.
enum class Place : std::uint8_t { kAbsent, kEmpty, kDatabase, kOther };

// kIo if the disk does not tell.
Result<Place> look_at(const std::string& path);

// Makes names in a directory outlive a power cut; "" is the working directory. False, with errno, if the disk refuses.
bool flush_directory(const std::string& path);

}  // namespace headwater::detail

#endif  // HEADWATER_GRAPH_SRC_PLACE_H_
