#include "stated_cache.h"

#include <utility>

namespace headwater::detail {
namespace {

// What an entry takes beside its bytes: nodes of the map, the string, the counts of the pointer.
constexpr std::size_t kEntryBytes = 128;

}  // namespace

void StatedCache::put(Part& part, DocumentId writer, Value value) {
  const std::size_t bytes = kEntryBytes + value->size();
  if (bytes > kMaxBytes / kParts / 2) return;
  if (part.late_bytes + bytes > kMaxBytes / kParts / 2) {
    part.before = std::exchange(part.late, {});
    part.late_bytes = 0;
  }
  if (part.late.emplace(writer, std::move(value)).second) part.late_bytes += bytes;
}

StatedCache::Value StatedCache::find(DocumentId writer) {
  Part& part = part_of(writer);
  const std::lock_guard<std::mutex> lock{part.mutex};
  if (const auto it = part.late.find(writer); it != part.late.end()) return it->second;
  const auto it = part.before.find(writer);
  if (it == part.before.end()) return nullptr;
  Value out = std::move(it->second);
  part.before.erase(it);
  put(part, writer, out);
  return out;
}

void StatedCache::keep(DocumentId writer, Value value, const std::function<bool()>& still) {
  Part& part = part_of(writer);
  const std::lock_guard<std::mutex> lock{part.mutex};
  if (still()) put(part, writer, std::move(value));
}

void StatedCache::forget(DocumentId writer) {
  Part& part = part_of(writer);
  const std::lock_guard<std::mutex> lock{part.mutex};
  if (const auto it = part.late.find(writer); it != part.late.end()) {
    part.late_bytes -= kEntryBytes + it->second->size();
    part.late.erase(it);
  }
  part.before.erase(writer);
}

}  // namespace headwater::detail
