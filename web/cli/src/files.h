// Files from outside: read with a bound, directories walked in sorted order.
#ifndef HEADWATER_WEB_CLI_FILES_H_
#define HEADWATER_WEB_CLI_FILES_H_

#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "headwater/ingest/documents.h"
#include "headwater/schema/result.h"

namespace headwater::cli {

// The bytes of a file, of standard input for "-". Never holds more than `max_bytes` and one block; more is kTooLarge.
// kNotFound for no such file, kBadInput for a directory, kIo where it cannot be read; all with `path` named.
Result<std::string> read_file(const std::string& path, std::size_t max_bytes);

// The bytes of a file as a stream, of standard input for "-". Errors as read_file, but for the bound.
Result<std::unique_ptr<ByteSource>> open_file(const std::string& path);

// A path to read, or what was wrong on the way to it.
struct FoundFile {
  std::string path;
  std::optional<Error> error;
  std::uint64_t size = 0;  // bytes, where it is a regular file
};

// The files under `path`, which may be one itself, depth first, each directory's entries by their bytes. Hidden entries
// and what is neither file nor directory are passed over; a directory is entered once, however links lead to it. A
// directory that has no file at all, and one that cannot be read, give one row with an error.
std::vector<FoundFile> files_under(const std::string& path);

}  // namespace headwater::cli

#endif  // HEADWATER_WEB_CLI_FILES_H_
