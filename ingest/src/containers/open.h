// Which reader opens which container.
#ifndef HEADWATER_INGEST_CONTAINERS_OPEN_H_
#define HEADWATER_INGEST_CONTAINERS_OPEN_H_

#include <memory>
#include <string>

#include "containers/item_reader.h"

namespace headwater::detail {

// A reader of a container that is read as a stream; `source` is moved from only if there is one. Null for all else.
std::unique_ptr<ItemReader> open_stream(std::unique_ptr<BufferedSource>& source, const ExtractOptions& options);

// A reader of a container that is read whole; `bytes` is moved from only if there is one. Null for plain documents.
std::unique_ptr<ItemReader> open_whole(std::string& bytes, const ExtractOptions& options);

}  // namespace headwater::detail

#endif  // HEADWATER_INGEST_CONTAINERS_OPEN_H_
