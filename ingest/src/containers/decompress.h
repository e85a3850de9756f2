// Compressed bytes, read as a stream.
//
// A bomb is stopped: once a quarter of a gigabyte has come out, it may not be more than 400 times what went in (a
// kTooLarge error). Truncated and damaged input is kBadInput, after all that came out before the damage.
#ifndef HEADWATER_INGEST_CONTAINERS_DECOMPRESS_H_
#define HEADWATER_INGEST_CONTAINERS_DECOMPRESS_H_

#include <memory>

#include "headwater/ingest/documents.h"

namespace headwater::detail {

// All members of a gzip file, one after the other. A damaged member is an error; reading on after it goes on with the
// next member there is.
std::unique_ptr<ByteSource> gunzip(std::unique_ptr<ByteSource> source);
// All frames of a zstd file. Windows of at most 128 MiB.
std::unique_ptr<ByteSource> unzstd(std::unique_ptr<ByteSource> source);

// A whole block at once, in the ways HTTP codes contents: gzip, or zlib with or without its header for "deflate".
// kTooLarge past `max_bytes`.
Result<std::string> inflate_block(std::string_view bytes, std::size_t max_bytes);

}  // namespace headwater::detail

#endif  // HEADWATER_INGEST_CONTAINERS_DECOMPRESS_H_
