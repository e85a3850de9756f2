// Other tools' files: each is refused, or becomes a document in a store that check() finds no fault with, and is the
// same when it is read again.
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <string_view>

#include "headwater/query/interchange.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace headwater;
  const std::string_view bytes{reinterpret_cast<const char*>(data), size};
  for (const ImportFormat format : kImportFormats) {
    Store store = Store::in_memory();
    const Result<Imported> read = import_file(store, format, bytes, "file.json");
    if (!read.has_value()) {
      if (read.error().code != ErrorCode::kBadInput && read.error().code != ErrorCode::kTooLarge) std::abort();
      if (store.stats()->documents_held != 0) std::abort();
      continue;
    }
    const Result<StoreCheck> check = store.check();
    if (!check.has_value() || check->problem_count > 0) std::abort();
    if (check->stats.documents_held != 1 || check->stats.claims != read->claims) std::abort();
    // Every edge can be read in place.
    const Result<std::vector<Document>> documents = store.documents({}, Store::kNoLimit);
    for (const Document& document : *documents) {
      if (!document.held) continue;
      const Result<std::optional<DocumentBatch>> batch = store.batch(document.id);
      if (!batch.has_value() || !*batch || (*batch)->extraction.text != bytes) std::abort();
      for (const Edge& edge : (*batch)->links) {
        if (edge.evidence.spans.empty() || store.quote(edge.evidence).value().empty()) std::abort();
      }
    }
    const Result<Imported> again = import_file(store, format, bytes, "file.json");
    if (!again.has_value() || store.stats()->edges != check->stats.edges) std::abort();
  }
  return 0;
}
