#include "reading.h"

#include <exception>
#include <utility>

#include "files.h"
#include "terminal.h"

namespace headwater::cli {

ReadInput read_input(const Input& input, bool keep_raw) {
  ReadInput out;
  out.path = input.options.path;
  if (input.error.has_value()) {
    out.error = *input.error;
    return out;
  }
  try {
    Result<std::string> bytes = read_file(input.file, input.options.limits.max_bytes);
    if (!bytes.has_value()) {
      out.error = bytes.error();
      return out;
    }
    Result<Extraction> extraction = extract(*bytes, input.options);
    if (!extraction.has_value()) {
      out.error = extraction.error();
      return out;
    }
    out.extraction = std::move(*extraction);
    if (keep_raw) out.raw = std::move(*bytes);
  } catch (const std::exception& problem) {
    out.extraction.reset();
    out.error = Error{ErrorCode::kTooLarge, out.path + ": cannot be read within memory: " + problem.what()};
  }
  return out;
}

void tell_warnings(const std::string& path, const std::vector<std::string>& warnings) {
  for (const std::string& warning : warnings) talk(path + ": warning: " + warning);
}

}  // namespace headwater::cli
