// Containers of any kind, in any nesting: every item has a path and bytes or an error, and there is an end.
#include <cstddef>
#include <cstdint>
#include <memory>
#include <string>

#include "headwater/ingest/documents.h"
#include "item_laws.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace headwater;
  ExtractOptions options;
  options.path = "input";
  options.limits.max_bytes = 1u << 20;
  options.limits.max_depth = 32;
  Documents documents{std::make_unique<MemorySource>(std::string{reinterpret_cast<const char*>(data), size}), options};
  std::size_t items = 0;
  while (std::optional<Item> item = documents.next()) {
    if (!item->options.path.starts_with("input")) test::breach("an item has a path of another");
    if (item->error.has_value() ? !item->error->message.starts_with("input")
                                : item->bytes.size() > options.limits.max_bytes)
      test::breach("an error names no input, or an item is too large");
    if (item->source.has_value()) test::check_source(*item->source, item->bytes);
    if (++items > size + 1000) test::breach("items without end");
  }
  return 0;
}
