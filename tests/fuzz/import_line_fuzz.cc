// Lines of ndjson from outside: each is refused or becomes part of a store that check() finds no fault with.
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <string_view>

#include "headwater/query/interchange.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  headwater::Store store = headwater::Store::in_memory();
  const std::string_view line{reinterpret_cast<const char*>(data), size};
  const headwater::Result<bool> put = headwater::import_line(store, line);
  if (!put.has_value() && put.error().code == headwater::ErrorCode::kCorruption) std::abort();
  const headwater::Result<headwater::StoreCheck> check = store.check();
  if (!check.has_value() || check->problem_count > 0) std::abort();
  return 0;
}
