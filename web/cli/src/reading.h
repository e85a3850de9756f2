// Reading one input or one document of it, whatever happens.
#ifndef HEADWATER_WEB_CLI_READING_H_
#define HEADWATER_WEB_CLI_READING_H_

#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "headwater/ingest/documents.h"
#include "headwater/ingest/ingest.h"
#include "manifest.h"

namespace headwater::cli {

struct ReadInput {
  std::string path;  // as it was given, CONTAINER!NAME inside one
  std::string raw;
  std::optional<Extraction> extraction;
  std::optional<Ingested> held;  // the store has these bytes: not read again
  Error error;                   // why there is neither
};

// The bytes of an input: of a file, of standard input, of an address on the web. May change the input's options by what
// the answer says of itself.
Result<std::unique_ptr<ByteSource>> open_input(Input& input);

// The one document of an input. kUnsupported if it holds several; attachments of a mail are not counted. May throw
// where memory runs out.
Result<Item> only_item(Input input);
// Reads it. Neither this nor the next throws: out of memory is kTooLarge with the path named.
ReadInput read_input(Input input);

// One document out of a container or alone. With a store, one that is held under the same path with the same bytes is
// not read again. `keep_raw` is false where the bytes are of no more use; then the map leads into the input itself,
// where the document stands there as it is.
ReadInput read_item(Item item, bool keep_raw, const Store* store = nullptr);

// The warnings of an extraction on standard error, each with the path.
void tell_warnings(const std::string& path, const std::vector<std::string>& warnings);

}  // namespace headwater::cli

#endif  // HEADWATER_WEB_CLI_READING_H_
