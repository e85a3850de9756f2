// A store copied whole.
#include <memory>
#include <string>
#include <string_view>

#include "rocksdb_kv.h"
#include "store_impl.h"
#include "unfinished.h"

namespace headwater {
namespace {

// Every key, as it stands now.
Result<void> copy_keys(const detail::Kv& from, const std::string& path) {
  const Result<std::unique_ptr<detail::Kv>> to = detail::open_rocksdb(path, detail::KvMode::kCreate);
  if (!to.has_value()) return to.error();
  const Result<std::unique_ptr<detail::KvLoader>> loader = (*to)->loader(detail::Packing::kTight);
  if (!loader.has_value()) return loader.error();
  const Result<void> copied =
      from.snapshot()->scan({}, Store::kNoLimit, [&](std::string_view key, std::string_view value) -> Result<bool> {
        const Result<void> added = (*loader)->add(key, value);
        if (!added.has_value()) return added.error();
        return true;
      });
  if (!copied.has_value()) return copied;
  return (*loader)->finish();
}

// The copy proves itself before it has its name.
Result<StoreStats> verified(const std::string& path) {
  const Result<Store> copy = Store::open(path, {.read_only = true, .create_if_missing = false});
  if (!copy.has_value()) return copy.error();
  const Result<StoreCheck> check = copy->check();
  if (!check.has_value()) return check.error();
  if (check->problem_count > 0) {
    return Error{ErrorCode::kCorruption, "store '" + path + "': " + std::to_string(check->problem_count) +
                                             " problems, the first: " + check->problems.front()};
  }
  return check->stats;
}

}  // namespace

Result<StoreStats> Store::copy_to(const std::string& directory) const {
  Result<detail::UnfinishedStore> copy = detail::UnfinishedStore::begin(directory);
  if (!copy.has_value()) return copy.error();
  if (const Result<void> copied = copy_keys(*impl_->kv, copy->path()); !copied.has_value()) return copied.error();
  Result<StoreStats> stats = verified(copy->path());
  if (!stats.has_value()) return stats;
  if (const Result<void> finished = copy->finish(); !finished.has_value()) return finished.error();
  return stats;
}

}  // namespace headwater
