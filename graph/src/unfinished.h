// A store that has its name only once it is whole.
#ifndef HEADWATER_GRAPH_SRC_UNFINISHED_H_
#define HEADWATER_GRAPH_SRC_UNFINISHED_H_

#include <string>

#include "headwater/schema/result.h"

namespace headwater::detail {

class UnfinishedStore {
 public:
  // For a store in `directory`, which must be empty or absent. Makes `directory`.partial, after what an earlier one
  // that was broken off has left there. kInvalidArgument if either is in the way, kIo if the disk refuses.
  static Result<UnfinishedStore> begin(const std::string& directory);

  UnfinishedStore(UnfinishedStore&& other) noexcept;
  UnfinishedStore& operator=(UnfinishedStore&&) = delete;
  // Unless it was finished, nothing is left.
  ~UnfinishedStore();

  // Where it is made.
  [[nodiscard]] const std::string& path() const { return partial_; }
  // Gives it its name. Everything in it is closed and on disk.
  Result<void> finish();

 private:
  UnfinishedStore(std::string whole, std::string partial);

  std::string whole_;
  std::string partial_;  // "" once there is nothing to remove
};

}  // namespace headwater::detail

#endif  // HEADWATER_GRAPH_SRC_UNFINISHED_H_
