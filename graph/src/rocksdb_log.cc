#include "rocksdb_log.h"

#include <rocksdb/file_system.h>

#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <utility>

namespace headwater::detail {
namespace {

// Filled at a time: some sixty documents' worth, which the flush that carries them hardly notices.
constexpr std::size_t kFilledBytes = 256u << 10;

// Wherever RocksDB's reader of logs comes upon bytes of this, it sees a record of a log that had the file before
// (kRecyclableFullType, of a log number that is not this one's), and there this log ends. Zeros it would pass over: if
// the power goes before a flush, a page may be lost of which a later one is kept, and what stands in the later one must
// not be taken without what stood in the first.
constexpr char kOldRecord = '\x05';

class FilledLog final : public rocksdb::FSWritableFileOwnerWrapper {
 public:
  explicit FilledLog(std::unique_ptr<rocksdb::FSWritableFile> file) : FSWritableFileOwnerWrapper{std::move(file)} {}

  rocksdb::IOStatus Append(const rocksdb::Slice& data, const rocksdb::IOOptions& options,
                           rocksdb::IODebugContext* debug) override {
    fill_ahead(data.size(), options, debug);
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
    // What stays does no harm.
    if (filled_ > size_) target()->Truncate(size_, options, debug).PermitUncheckedError();
    return target()->Close(options, debug);
  }

  std::uint64_t GetFileSize(const rocksdb::IOOptions& /*options*/, rocksdb::IODebugContext* /*debug*/) override {
    return size_;
  }

 private:
  // On a disk with no room for it there may be some for the data.
  void fill_ahead(std::size_t bytes, const rocksdb::IOOptions& options, rocksdb::IODebugContext* debug) {
    static const std::string kFill(kFilledBytes, kOldRecord);
    if (size_ + bytes <= filled_) return;
    const std::uint64_t from = size_ + bytes;
    const bool is_filled = target()->PositionedAppend(kFill, from, options, debug).ok();
    filled_ = is_filled ? from + kFill.size() : from;
  }

  std::uint64_t size_ = 0;    // of what was written
  std::uint64_t filled_ = 0;  // where the fill ends
};

class FillingFileSystem final : public rocksdb::FileSystemWrapper {
 public:
  FillingFileSystem() : FileSystemWrapper{rocksdb::FileSystem::Default()} {}

  const char* Name() const override { return "FillingFileSystem"; }

  rocksdb::IOStatus NewWritableFile(const std::string& path, const rocksdb::FileOptions& options,
                                    std::unique_ptr<rocksdb::FSWritableFile>* file,
                                    rocksdb::IODebugContext* debug) override {
    rocksdb::IOStatus status = target()->NewWritableFile(path, options, file, debug);
    if (status.ok() && std::string_view{path}.ends_with(".log")) *file = std::make_unique<FilledLog>(std::move(*file));
    return status;
  }
};

}  // namespace

rocksdb::Env* env_with_filled_logs() {
  static rocksdb::Env* const kEnv = rocksdb::NewCompositeEnv(std::make_shared<FillingFileSystem>()).release();
  return kEnv;
}

}  // namespace headwater::detail
