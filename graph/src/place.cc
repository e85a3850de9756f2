#include "place.h"

#include <fcntl.h>
#include <unistd.h>

#include <cerrno>
#include <filesystem>
#include <system_error>

#include "rocksdb_kv.h"

namespace headwater::detail {

namespace fs = std::filesystem;

Result<Place> look_at(const std::string& path) {
  const auto refused = [&](const std::error_code& error) {
    return Error{ErrorCode::kIo, "store '" + path + "': looking at the directory: " + error.message()};
  };
  std::error_code error;
  const fs::file_status status = fs::status(path, error);
  if (status.type() == fs::file_type::not_found) return Place::kAbsent;
  if (error) return refused(error);
  if (status.type() != fs::file_type::directory) return Place::kOther;
  if (is_rocksdb(path)) return Place::kDatabase;
  Place place = Place::kEmpty;
  auto it = fs::directory_iterator{path, error};
  for (; !error && it != fs::directory_iterator{}; it.increment(error)) {
    if (!is_rocksdb_remnant(it->path().filename().string())) place = Place::kOther;
  }
  if (error) return refused(error);
  return place;
}

bool flush_directory(const std::string& path) {
  const int fd = ::open(path.empty() ? "." : path.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC);
  if (fd < 0) return false;
  const bool done = ::fsync(fd) == 0;
  const int error = errno;
  ::close(fd);
  errno = error;
  return done;
}

}  // namespace headwater::detail
