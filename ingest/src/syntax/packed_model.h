// Models are kept packed (Zstandard, RFC 8878): hashed tables are mostly zeros, and shrink to a fifth.
#ifndef HEADWATER_INGEST_SYNTAX_PACKED_MODEL_H_
#define HEADWATER_INGEST_SYNTAX_PACKED_MODEL_H_

#include <string>
#include <string_view>

namespace headwater::detail {

// The model `name` of ingest/data, unpacked; empty if there is none or its bytes are damaged. Linear in its size, some
// 10 ms for the largest.
std::string load_model(std::string_view name);

// Used by the trainers; the same bytes give the same bytes.
std::string pack_model(std::string_view bytes);
std::string unpack_model(std::string_view packed);

}  // namespace headwater::detail

#endif  // HEADWATER_INGEST_SYNTAX_PACKED_MODEL_H_
