// Reading one input, whatever happens.
#ifndef HEADWATER_WEB_CLI_READING_H_
#define HEADWATER_WEB_CLI_READING_H_

#include <optional>
#include <string>
#include <vector>

#include "headwater/ingest/ingest.h"
#include "manifest.h"

namespace headwater::cli {

struct ReadInput {
  std::string path;  // as it was given
  std::string raw;
  std::optional<Extraction> extraction;
  Error error;  // why there is none
};

// Never throws: out of memory is kTooLarge with the path named. `keep_raw` is false where the bytes are of no more use.
ReadInput read_input(const Input& input, bool keep_raw);

// The warnings of an extraction on standard error, each with the path.
void tell_warnings(const std::string& path, const std::vector<std::string>& warnings);

}  // namespace headwater::cli

#endif  // HEADWATER_WEB_CLI_READING_H_
