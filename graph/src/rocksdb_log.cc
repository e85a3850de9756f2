#include "rocksdb_log.h"

#include <rocksdb/file_system.h>

#include <algorithm>
#include <array>
#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <utility>

namespace headwater::detail {
namespace {

// Zeroed at a time: some sixty documents' worth, which the flush that carries them hardly notices.
constexpr std::size_t kZeroedBytes = 256u << 10;

class ZeroedLog final : public rocksdb::FSWritableFileOwnerWrapper {
 public:
  explicit ZeroedLog(std::unique_ptr<rocksdb::FSWritableFile> file) : FSWritableFileOwnerWrapper{std::move(file)} {}

  rocksdb::IOStatus Append(const rocksdb::Slice& data, const rocksdb::IOOptions& options,
                           rocksdb::IODebugContext* debug) override {
    zero_ahead(data.size(), options, debug);
    rocksdb::IOStatus status = target()->PositionedAppend(data, size_, options, debug);
    if (status.ok()) size_ += data.size();
    return status;
  }

  rocksdb::IOStatus Append(const rocksdb::Slice& data, const rocksdb::IOOptions& options,
                           const rocksdb::DataVerificationInfo& /*verification*/,
                           rocksdb::IODebugContext* debug) override {
    return Append(data, options, debug);
  }

  rocksdb::IOStatus Close(const rocksdb::IOOptions& options, rocksdb::IODebugContext* debug) override {
    // Zeros that stay do no harm.
    if (zeroed_ > size_) target()->Truncate(size_, options, debug).PermitUncheckedError();
    return target()->Close(options, debug);
  }

  std::uint64_t GetFileSize(const rocksdb::IOOptions& /*options*/, rocksdb::IODebugContext* /*debug*/) override {
    return size_;
  }

 private:
  // On a disk with no room for zeros there may be some for the data.
  void zero_ahead(std::size_t bytes, const rocksdb::IOOptions& options, rocksdb::IODebugContext* debug) {
    static constexpr std::array<char, kZeroedBytes> kZeros{};
    if (size_ + bytes <= zeroed_) return;
    const std::uint64_t from = size_ + bytes;
    const bool is_zeroed = target()->PositionedAppend({kZeros.data(), kZeros.size()}, from, options, debug).ok();
    zeroed_ = is_zeroed ? from + kZeros.size() : from;
  }

  std::uint64_t size_ = 0;    // of what was written
  std::uint64_t zeroed_ = 0;  // where the zeros end
};

class ZeroingFileSystem final : public rocksdb::FileSystemWrapper {
 public:
  ZeroingFileSystem() : FileSystemWrapper{rocksdb::FileSystem::Default()} {}

  const char* Name() const override { return "ZeroingFileSystem"; }

  rocksdb::IOStatus NewWritableFile(const std::string& path, const rocksdb::FileOptions& options,
                                    std::unique_ptr<rocksdb::FSWritableFile>* file,
                                    rocksdb::IODebugContext* debug) override {
    rocksdb::IOStatus status = target()->NewWritableFile(path, options, file, debug);
    if (status.ok() && std::string_view{path}.ends_with(".log")) *file = std::make_unique<ZeroedLog>(std::move(*file));
    return status;
  }
};

}  // namespace

rocksdb::Env* env_with_zeroed_logs() {
  static rocksdb::Env* const kEnv = rocksdb::NewCompositeEnv(std::make_shared<ZeroingFileSystem>()).release();
  return kEnv;
}

}  // namespace headwater::detail
