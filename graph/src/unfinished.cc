#include "unfinished.h"

#include <cerrno>
#include <filesystem>
#include <fstream>
#include <string_view>
#include <system_error>
#include <utility>

#include "place.h"

namespace headwater::detail {
namespace {

namespace fs = std::filesystem;

// Stands in a store that is not whole. RocksDB takes the name for one of its own and leaves it alone.
constexpr std::string_view kMark = "unfinished-copy.dbtmp";

Error trouble(const std::string& path, std::string_view doing, const std::error_code& error) {
  return {ErrorCode::kIo, "store '" + path + "': " + std::string{doing} + ": " + error.message()};
}

}  // namespace

UnfinishedStore::UnfinishedStore(std::string whole, std::string partial)
    : whole_{std::move(whole)}, partial_{std::move(partial)} {}

UnfinishedStore::UnfinishedStore(UnfinishedStore&& other) noexcept
    : whole_{std::move(other.whole_)}, partial_{std::exchange(other.partial_, {})} {}

UnfinishedStore::~UnfinishedStore() {
  std::error_code ignored;
  if (!partial_.empty()) fs::remove_all(partial_, ignored);
}

Result<UnfinishedStore> UnfinishedStore::begin(const std::string& directory) {
  const Result<Place> place = look_at(directory);
  if (!place.has_value()) return place.error();
  if (*place != Place::kAbsent && *place != Place::kEmpty) {
    return Error{ErrorCode::kInvalidArgument,
                 "'" + directory + "' is not empty; wanted a directory that is empty or not there"};
  }
  fs::path whole{directory};
  if (!whole.has_filename()) whole = whole.parent_path();  // "backup/"
  const std::string partial = whole.string() + ".partial";
  const Result<Place> left = look_at(partial);
  if (!left.has_value()) return left.error();
  std::error_code error;
  const bool ours = fs::exists(fs::path{partial} / kMark, error);
  if (*left == Place::kOther || (*left == Place::kDatabase && !ours)) {
    return Error{ErrorCode::kInvalidArgument, "'" + partial + "' is in the way; wanted nothing there"};
  }
  fs::remove_all(partial, error);  // of one that was broken off
  if (!error) fs::create_directories(partial, error);
  if (error) return trouble(partial, "making the directory", error);
  if (!std::ofstream{fs::path{partial} / kMark}) {
    return Error{ErrorCode::kIo, "store '" + partial + "': making the directory: it takes no file"};
  }
  return UnfinishedStore{whole.string(), partial};
}

Result<void> UnfinishedStore::finish() {
  std::error_code error;
  fs::remove(fs::path{partial_} / kMark, error);
  if (!error) fs::rename(partial_, whole_, error);  // over an empty directory, or nothing
  if (error) return trouble(whole_, "giving it its name", error);
  partial_.clear();
  if (!flush_directory(fs::path{whole_}.parent_path().string())) {
    return trouble(whole_, "flushing the directory above", {errno, std::generic_category()});
  }
  return {};
}

}  // namespace headwater::detail
