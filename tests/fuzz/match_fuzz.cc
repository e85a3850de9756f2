// Graph queries: whatever is asked is answered within its bounds or refused with its place, and the same again.
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <string>
#include <string_view>

#include "drawing.h"
#include "headwater/query/json.h"
#include "headwater/query/match.h"

namespace {

const headwater::test::Drawn& affair() {
  static const headwater::test::Drawn drawn{
      "wire: article of Agency on 2031-05-06; wire.c1 -said_in-> fax of Ministry -issued_by-> Ministry = primary;"
      "post.c1 -repeats-> wire.c1; mirror.c1 -repeats-> wire.c1; mirror.c1 -repeats-> post.c1;"
      "about.c1 -repeats-> round.c1; round.c1 -repeats-> about.c1; echo.c1 -said_by-> ?officials = anonymous"};
  return drawn;
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view query{reinterpret_cast<const char*>(data), size};
  const headwater::MatchOptions options{.limit = 50, .max_steps = 5'000, .max_kept = 50};
  const headwater::Result<headwater::MatchTable> found = headwater::match(affair().store(), query, options);
  const headwater::Result<headwater::MatchTable> again = headwater::match(affair().store(), query, options);
  if (found.has_value() != again.has_value()) std::abort();
  if (!found.has_value()) {
    const bool has_place = found.error().message.starts_with("query, at byte ");
    if (!has_place || found.error() != again.error()) std::abort();
    return 0;
  }
  if (to_json(*found) != to_json(*again)) std::abort();
  for (const auto& row : found->rows) {
    if (row.size() != found->columns.size()) std::abort();
  }
  return 0;
}
