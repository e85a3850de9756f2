#include "files.h"

#include <algorithm>
#include <cerrno>
#include <cstring>
#include <filesystem>
#include <functional>
#include <set>
#include <utility>

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include "headwater/fetch/fetch.h"

namespace headwater::cli {
namespace {

class Descriptor {
 public:
  explicit Descriptor(int fd) : fd_{fd} {}
  ~Descriptor() {
    if (fd_ > STDERR_FILENO) ::close(fd_);
  }
  Descriptor(Descriptor&& other) noexcept : fd_{std::exchange(other.fd_, -1)} {}
  Descriptor& operator=(Descriptor&&) = delete;
  [[nodiscard]] int get() const { return fd_; }

 private:
  int fd_;
};

Error cannot_read(const std::string& path, int error) {
  if (error == ENOENT || error == ENOTDIR) return {ErrorCode::kNotFound, path + ": no such file"};
  if (error == EISDIR) return {ErrorCode::kBadInput, path + ": is a directory; a file was wanted"};
  return {ErrorCode::kIo, path + ": cannot be read: " + std::strerror(error)};
}

Error too_large(const std::string& path, std::size_t max_bytes) {
  return {ErrorCode::kTooLarge, path + ": is larger than the limit of " + std::to_string(max_bytes) + " bytes"};
}

struct Opened {
  Descriptor file;
  std::uint64_t size = 0;  // of a regular file
};

Result<Opened> open_to_read(const std::string& path) {
  if (path.find('\0') != std::string::npos) {
    return Error{ErrorCode::kBadInput, "a file's name has a zero byte in it"};
  }
  Descriptor file{path == "-" ? STDIN_FILENO : ::open(path.c_str(), O_RDONLY | O_CLOEXEC)};
  if (file.get() < 0) return cannot_read(path, errno);
  struct stat info {};
  if (::fstat(file.get(), &info) != 0) return cannot_read(path, errno);
  if (S_ISDIR(info.st_mode)) return cannot_read(path, EISDIR);
  return Opened{std::move(file), S_ISREG(info.st_mode) ? static_cast<std::uint64_t>(info.st_size) : 0};
}

class FileSource final : public ByteSource {
 public:
  FileSource(std::string path, Descriptor file) : path_{std::move(path)}, file_{std::move(file)} {}

  Result<std::size_t> read(char* out, std::size_t size) override {
    while (true) {
      const ssize_t got = ::read(file_.get(), out, size);
      if (got >= 0) return static_cast<std::size_t>(got);
      if (errno != EINTR) return cannot_read(path_, errno);
    }
  }

 private:
  std::string path_;
  Descriptor file_;
};

using FileKey = std::pair<dev_t, ino_t>;

class Walk {
 public:
  std::vector<FoundFile> run(const std::string& root) {
    enter(root);
    while (!open_.empty()) {
      std::vector<std::string>& names = open_.back();
      if (names.empty()) {
        open_.pop_back();
        continue;
      }
      const std::string path = std::move(names.back());
      names.pop_back();
      visit(path);
    }
    if (files_.empty()) {
      files_.push_back({root, Error{ErrorCode::kBadInput, root + ": is a directory without documents"}});
    }
    return std::move(files_);
  }

 private:
  void visit(const std::string& path) {
    struct stat info {};
    if (::stat(path.c_str(), &info) != 0) {
      // A link that leads nowhere or round in a circle.
      files_.push_back({path, cannot_read(path, errno)});
    } else if (S_ISDIR(info.st_mode)) {
      enter(path);
    } else if (S_ISREG(info.st_mode)) {
      files_.push_back({path, std::nullopt, static_cast<std::uint64_t>(info.st_size)});
    }
  }

  void enter(const std::string& path) {
    struct stat info {};
    if (::stat(path.c_str(), &info) != 0) {
      files_.push_back({path, cannot_read(path, errno)});
      return;
    }
    if (!seen_.insert({info.st_dev, info.st_ino}).second) return;
    std::error_code error;
    std::vector<std::string> names;
    for (std::filesystem::directory_iterator it{path, error}, end; !error && it != end; it.increment(error)) {
      const std::string name = it->path().filename().string();
      if (!name.starts_with('.')) names.push_back(name);
    }
    if (error) {
      files_.push_back({path, Error{ErrorCode::kIo, path + ": cannot be read: " + error.message()}});
      return;
    }
    // The last is visited first.
    std::sort(names.begin(), names.end(), std::greater<>{});
    for (std::string& name : names) name = path + (path.ends_with('/') ? "" : "/") + name;
    open_.push_back(std::move(names));
  }

  std::vector<std::vector<std::string>> open_;
  std::set<FileKey> seen_;
  std::vector<FoundFile> files_;
};

}  // namespace

Result<std::unique_ptr<ByteSource>> open_file(const std::string& path) {
  Result<Opened> opened = open_to_read(path);
  if (!opened.has_value()) return opened.error();
  return std::unique_ptr<ByteSource>{std::make_unique<FileSource>(path, std::move(opened->file))};
}

Result<std::string> read_file(const std::string& path, std::size_t max_bytes) {
  Result<Opened> opened = open_to_read(path);
  if (!opened.has_value()) return opened.error();
  if (opened->size > max_bytes) return too_large(path, max_bytes);
  FileSource file{path, std::move(opened->file)};
  std::string bytes;
  bytes.reserve(static_cast<std::size_t>(opened->size));
  std::vector<char> block(64u << 10);
  while (true) {
    const Result<std::size_t> got = file.read(block.data(), block.size());
    if (!got.has_value()) return got.error();
    if (*got == 0) return bytes;
    bytes.append(block.data(), *got);
    if (bytes.size() > max_bytes) return too_large(path, max_bytes);
  }
}

std::vector<FoundFile> files_under(const std::string& path) {
  struct stat info {};
  // What is no directory is judged where it is read.
  if (path == "-" || is_web_address(path) || ::stat(path.c_str(), &info) != 0) return {{path, std::nullopt}};
  if (!S_ISDIR(info.st_mode))
    return {{path, std::nullopt, static_cast<std::uint64_t>(std::max<off_t>(0, info.st_size))}};
  return Walk{}.run(path);
}

}  // namespace headwater::cli
