// What documents state, as it was read last: one hop of a walk asks for it, and the next often asks for the same. In
// memory up to a bound, beside the engine's own cache of blocks, in which a value has to be searched for.
#ifndef HEADWATER_GRAPH_SRC_STATED_CACHE_H_
#define HEADWATER_GRAPH_SRC_STATED_CACHE_H_

#include <array>
#include <cstddef>
#include <functional>
#include <memory>
#include <mutex>
#include <string>
#include <unordered_map>

#include "headwater/schema/id.h"

namespace headwater::detail {

// Any thread.
class StatedCache {
 public:
  // Of a document that states nothing the value is "".
  using Value = std::shared_ptr<const std::string>;

  // Null if it is not here.
  [[nodiscard]] Value find(DocumentId writer);
  // Here until it is forgotten, or room is wanted for others. `still` is asked first, and must say no if forget() may
  // have been called since the value was read.
  void keep(DocumentId writer, Value value, const std::function<bool()>& still);
  void forget(DocumentId writer);

  // Of keys and values, with what it takes to find them.
  static constexpr std::size_t kMaxBytes = std::size_t{32} << 20;

 private:
  static constexpr std::size_t kParts = 16;

  // Ids are hashes: any of their bytes will do.
  struct Hash {
    std::size_t operator()(DocumentId id) const { return detail::number_of(id.bytes().data()); }
  };
  using Values = std::unordered_map<DocumentId, Value, Hash>;

  // What was kept or found of late, and what was before that. When the first has grown to half of all there is room
  // for, it takes the place of the second.
  struct alignas(64) Part {
    std::mutex mutex;
    Values late;
    Values before;
    std::size_t late_bytes = 0;
  };

  Part& part_of(DocumentId id) { return parts_[id.bytes().back() % kParts]; }
  static void put(Part& part, DocumentId writer, Value value);

  std::array<Part, kParts> parts_;
};

}  // namespace headwater::detail

#endif  // HEADWATER_GRAPH_SRC_STATED_CACHE_H_
