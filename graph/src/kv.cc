#include "kv.h"

#include <utility>

namespace headwater::detail {

Result<void> KvView::walk(const KvRange& range, const KvStep& step) const {
  std::optional<std::string> from = range.begin;
  while (from) {
    const KvRange rest{std::move(*from), range.end};
    from.reset();
    const Result<void> scanned = scan(rest, 1, [&](std::string_view key, std::string_view) -> Result<bool> {
      Result<std::optional<std::string>> next = step(key);
      if (!next.has_value()) return next.error();
      from = std::move(*next);
      return false;
    });
    if (!scanned.has_value()) return scanned;
  }
  return {};
}

}  // namespace headwater::detail
