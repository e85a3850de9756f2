// The formats that are read, a function each. `bytes` from outside are checked and bounded; errors say what was wanted.
#ifndef HEADWATER_QUERY_SRC_INTERCHANGE_READERS_H_
#define HEADWATER_QUERY_SRC_INTERCHANGE_READERS_H_

#include <string>
#include <string_view>

#include "headwater/query/interchange.h"

namespace headwater::detail {

Result<Imported> read_prov_json(Store& store, std::string_view bytes, const std::string& path);
Result<Imported> read_csv(Store& store, std::string_view bytes, const std::string& path);
Result<Imported> read_stix_bundle(Store& store, std::string_view bytes, const std::string& path);

}  // namespace headwater::detail

#endif  // HEADWATER_QUERY_SRC_INTERCHANGE_READERS_H_
