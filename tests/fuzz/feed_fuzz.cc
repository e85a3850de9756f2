// The reader of feeds: items keep every law of a SourceText, their map leads into the item, and nothing multiplies.
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <iostream>
#include <string_view>

#include "feed/feed_charset.h"
#include "feed/feed_documents.h"
#include "item_laws.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view bytes{reinterpret_cast<const char*>(data), size};
  headwater::ExtractOptions options;
  options.limits.max_depth = 32;
  for (const headwater::detail::FoundItem& item : headwater::detail::read_feed_items(bytes, options)) {
    headwater::test::check_item(item, bytes);
  }
  headwater::detail::feed_charset(bytes, "text/xml");
  headwater::detail::feed_time(bytes);
  return 0;
}
