// A store copied whole.
#include <cerrno>
#include <filesystem>
#include <fstream>
#include <memory>
#include <string>
#include <string_view>
#include <system_error>
#include <utility>

#include "place.h"
#include "rocksdb_kv.h"
#include "store_impl.h"

namespace headwater {
namespace {

namespace fs = std::filesystem;

Error trouble(const std::string& path, std::string_view doing, const std::error_code& error) {
  return {ErrorCode::kIo, "store '" + path + "': " + std::string{doing} + ": " + error.message()};
}

// Stands in a copy that is not whole. RocksDB takes the name for one of its own and leaves it alone.
constexpr std::string_view kUnfinished = "unfinished-copy.dbtmp";

// Every key, as it stands now.
Result<void> copy_keys(const detail::Kv& from, const std::string& path) {
  const Result<std::unique_ptr<detail::Kv>> to = detail::open_rocksdb(path, detail::KvMode::kCreate);
  if (!to.has_value()) return to.error();
  const Result<std::unique_ptr<detail::KvLoader>> loader = (*to)->loader();
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
  const Result<detail::Place> place = detail::look_at(directory);
  if (!place.has_value()) return place.error();
  if (*place != detail::Place::kAbsent && *place != detail::Place::kEmpty) {
    return Error{ErrorCode::kInvalidArgument,
                 "'" + directory + "' is not empty; wanted a directory that is empty or not there"};
  }
  fs::path whole{directory};
  if (!whole.has_filename()) whole = whole.parent_path();  // "backup/"
  const std::string partial = whole.string() + ".partial";
  const Result<detail::Place> left = detail::look_at(partial);
  if (!left.has_value()) return left.error();
  std::error_code error;
  const bool ours = fs::exists(fs::path{partial} / kUnfinished, error);
  if (*left == detail::Place::kOther || (*left == detail::Place::kDatabase && !ours)) {
    return Error{ErrorCode::kInvalidArgument, "'" + partial + "' is in the way; wanted nothing there"};
  }
  fs::remove_all(partial, error);  // of a copy that was broken off
  if (!error) fs::create_directories(partial, error);
  if (error) return trouble(partial, "making the directory", error);
  if (!std::ofstream{fs::path{partial} / kUnfinished}) {
    return Error{ErrorCode::kIo, "store '" + partial + "': making the directory: it takes no file"};
  }

  Result<void> copied = copy_keys(*impl_->kv, partial);
  Result<StoreStats> stats = copied.has_value() ? verified(partial) : Result<StoreStats>{copied.error()};
  if (stats.has_value()) {
    fs::remove(fs::path{partial} / kUnfinished, error);
    if (!error) fs::rename(partial, whole, error);  // over an empty directory, or nothing
    if (error) {
      stats = trouble(directory, "giving the copy its name", error);
    } else if (!detail::flush_directory(whole.parent_path().string())) {
      return trouble(directory, "flushing the directory above", {errno, std::generic_category()});
    }
  }
  if (!stats.has_value()) fs::remove_all(partial, error);
  return stats;
}

}  // namespace headwater
