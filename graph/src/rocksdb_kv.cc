#include "rocksdb_kv.h"

#include <rocksdb/cache.h>
#include <rocksdb/convenience.h>
#include <rocksdb/db.h>
#include <rocksdb/env.h>
#include <rocksdb/file_checksum.h>
#include <rocksdb/filter_policy.h>
#include <rocksdb/options.h>
#include <rocksdb/sst_file_writer.h>
#include <rocksdb/table.h>
#include <rocksdb/write_batch.h>

#include <algorithm>
#include <array>
#include <atomic>
#include <chrono>
#include <cstdarg>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <thread>

#include "rocksdb_log.h"
#include "rocksdb_prefix.h"

namespace headwater::detail {
namespace {

namespace fs = std::filesystem;

constexpr std::size_t kBlockCacheBytes = 128u << 20;
constexpr std::size_t kWriteBufferBytes = 8u << 20;  // of which the caches of a processor hold a good part
constexpr std::size_t kBlockBytes = 16u << 10;  // larger ones compress better, and cost more to read the first time
constexpr int kKeysToRestart = 48;
constexpr double kPrefixBloomShare = 0.02;  // of the write buffer
constexpr int kBottomLevel = 6;             // of zstd: written once, read ever after
constexpr int kQuickLevel = 2;              // of keys that are mostly ids: half the time, and 1 % more room
constexpr int kQuickestLevel = 1;           // of edges: a quarter of the time, and 1 % more room
constexpr int kWriterOpenFiles = 500;
constexpr std::size_t kMultiGetKeys = 512;
constexpr int kReadOnlyAttempts = 8;
constexpr std::uint64_t kLoadedFileBytes = 256u << 20;

rocksdb::Slice slice_of(std::string_view bytes) { return {bytes.data(), bytes.size()}; }
std::string_view view_of(const rocksdb::Slice& slice) { return {slice.data(), slice.size()}; }

// The one place where RocksDB's words become ours.
Error translate(const rocksdb::Status& status, std::string_view doing, const std::string& path) {
  const std::string text = status.ToString();
  Error out{ErrorCode::kIo, "store '" + path + "': " + std::string{doing} + ": " + text};
  std::replace(out.message.begin(), out.message.end(), '\n', ' ');
  // Told by words alone: held by another process, or by this one.
  const bool is_locked =
      text.starts_with("IO error: While lock file") || text.starts_with("IO error: lock hold by current process");
  if (status.IsCorruption()) {
    out.code = ErrorCode::kCorruption;
  } else if (is_locked) {
    out = {ErrorCode::kBusy, "store '" + path + "': in use; wanted it alone for writing"};
  } else if (status.IsNotSupported()) {
    out.code = ErrorCode::kUnsupported;
  } else if (status.IsInvalidArgument()) {
    out.code = ErrorCode::kInvalidArgument;
  }
  return out;
}

// Its file of messages would be written first of all, and a disk that refuses it ends the process: an assertion in
// RocksDB 7.8. What matters is in the errors.
class NoMessages final : public rocksdb::Logger {
 public:
  using rocksdb::Logger::Logv;
  void Logv(const char* /*format*/, va_list /*arguments*/) override {}
};

rocksdb::CompressionType first_supported(std::initializer_list<rocksdb::CompressionType> wanted) {
  const std::vector<rocksdb::CompressionType> have = rocksdb::GetSupportedCompressions();
  for (const rocksdb::CompressionType type : wanted) {
    if (std::find(have.begin(), have.end(), type) != have.end()) return type;
  }
  return rocksdb::kNoCompression;
}

rocksdb::BlockBasedTableOptions table_options() {
  rocksdb::BlockBasedTableOptions table;
  table.cache_index_and_filter_blocks = true;  // so that the cache bounds them too
  // In pieces the size of a block. Whole, those of a large table are larger than a shard of the cache, and would be
  // read anew for every key.
  table.index_type = rocksdb::BlockBasedTableOptions::kTwoLevelIndexSearch;
  table.partition_filters = true;
  table.pin_top_level_index_and_filter = true;
  table.block_size = kBlockBytes;
  table.block_restart_interval = kKeysToRestart;
  table.format_version = 5;
  return table;
}

rocksdb::Options options_for(KvMode mode) {
  rocksdb::BlockBasedTableOptions table = table_options();
  table.block_cache = rocksdb::NewLRUCache(kBlockCacheBytes);
  table.filter_policy.reset(rocksdb::NewBloomFilterPolicy(10));

  rocksdb::Options options;
  options.table_factory.reset(rocksdb::NewBlockBasedTableFactory(table));
  options.env = env_with_filled_logs();
  options.prefix_extractor = word_prefixes();
  options.memtable_prefix_bloom_size_ratio = kPrefixBloomShare;
  options.create_if_missing = mode == KvMode::kCreate;
  options.write_buffer_size = kWriteBufferBytes;
  options.max_background_jobs = 2;
  // A reader beside a writer keeps every table file open, so that none can vanish under it.
  options.max_open_files = mode == KvMode::kReadOnly ? -1 : kWriterOpenFiles;
  options.compression = first_supported({rocksdb::kLZ4Compression, rocksdb::kSnappyCompression});
  options.bottommost_compression = first_supported({rocksdb::kZSTD, rocksdb::kLZ4Compression});
  options.bottommost_compression_opts.level = kBottomLevel;
  options.bottommost_compression_opts.enabled = true;
  options.optimize_filters_for_hits = true;  // most keys asked for are there
  options.file_checksum_gen_factory = rocksdb::GetFileChecksumGenCrc32cFactory();
  // A write torn by a power cut ends the log: what was acknowledged lies before it.
  options.wal_recovery_mode = rocksdb::WALRecoveryMode::kPointInTimeRecovery;
  options.allow_fallocate = false;  // a small store takes little room
  options.max_manifest_file_size = 16u << 20;
  options.info_log = std::make_shared<NoMessages>();
  options.db_host_id = "";  // a store that is sent on does not name the machine it was made on
  options.stats_dump_period_sec = 0;
  options.stats_persist_period_sec = 0;
  return options;
}

int level_of(Packing packing) {
  switch (packing) {
    case Packing::kTight:
      return kBottomLevel;
    case Packing::kQuick:
      return kQuickLevel;
    case Packing::kQuickest:
      return kQuickestLevel;
  }
  return kBottomLevel;
}

// Of tables that lie at the bottom from the start: compressed as that is, without the filters it has no use for.
rocksdb::Options loading_options(Packing packing) {
  rocksdb::Options options = options_for(KvMode::kCreate);
  rocksdb::BlockBasedTableOptions table = table_options();
  table.no_block_cache = true;
  options.table_factory.reset(rocksdb::NewBlockBasedTableFactory(table));
  options.compression = options.bottommost_compression;
  options.compression_opts = options.bottommost_compression_opts;
  const int level = level_of(packing);
  options.compression_opts.level = level;
  options.bottommost_compression_opts.level = level;
  return options;
}

// What a writer changes whenever it moves data from its log to tables.
std::string fingerprint(const std::string& path) {
  std::ifstream in{fs::path{path} / "CURRENT", std::ios::binary};
  std::string out{std::istreambuf_iterator<char>{in}, {}};
  std::string manifest = out;
  while (!manifest.empty() && manifest.back() == '\n') manifest.pop_back();
  std::error_code ignored;
  return out + std::to_string(fs::file_size(fs::path{path} / manifest, ignored));
}

class RocksdbView final : public KvView {
 public:
  // `snapshot` null: the latest state. Both outlive the view.
  RocksdbView(rocksdb::DB& db, const std::string& path, const rocksdb::Snapshot* snapshot)
      : db_{db}, path_{path}, snapshot_{snapshot} {}
  ~RocksdbView() override {
    if (snapshot_ != nullptr) db_.ReleaseSnapshot(snapshot_);
  }
  RocksdbView(const RocksdbView&) = delete;
  RocksdbView& operator=(const RocksdbView&) = delete;

  Result<std::optional<std::string>> get(std::string_view key) const override {
    std::string value;
    const rocksdb::Status status = db_.Get(reading(), db_.DefaultColumnFamily(), slice_of(key), &value);
    if (status.IsNotFound()) return std::optional<std::string>{};
    if (!status.ok()) return translate(status, "reading a key", path_);
    return std::optional<std::string>{std::move(value)};
  }

  Result<std::vector<std::optional<std::string>>> multi_get(const std::vector<std::string>& keys) const override {
    std::vector<std::optional<std::string>> out;
    out.reserve(keys.size());
    for (std::size_t first = 0; first < keys.size(); first += kMultiGetKeys) {
      const std::size_t n = std::min(kMultiGetKeys, keys.size() - first);
      std::vector<rocksdb::Slice> slices;
      for (std::size_t i = first; i < first + n; ++i) slices.push_back(slice_of(keys[i]));
      std::vector<rocksdb::PinnableSlice> values(n);
      std::vector<rocksdb::Status> statuses(n);
      db_.MultiGet(reading(), db_.DefaultColumnFamily(), n, slices.data(), values.data(), statuses.data());
      for (std::size_t i = 0; i < n; ++i) {
        if (statuses[i].ok()) {
          out.emplace_back(values[i].ToString());
        } else if (statuses[i].IsNotFound()) {
          out.emplace_back();
        } else {
          return translate(statuses[i], "reading keys", path_);
        }
      }
    }
    return out;
  }

  // Making an iterator costs more than moving one.
  Result<void> walk(const KvRange& range, const KvStep& step) const override {
    const rocksdb::Slice bound = slice_of(range.end);
    rocksdb::ReadOptions options = reading();
    if (!range.end.empty()) options.iterate_upper_bound = &bound;
    const std::unique_ptr<rocksdb::Iterator> it{db_.NewIterator(options)};
    std::optional<std::string> from = range.begin;
    while (from) {
      it->Seek(slice_of(*from));
      if (!it->Valid()) break;
      Result<std::optional<std::string>> next = step(view_of(it->key()));
      if (!next.has_value()) return next.error();
      from = std::move(*next);
    }
    if (!it->status().ok()) return translate(it->status(), "reading a range", path_);
    return {};
  }

  Result<void> scan(const KvRange& range, std::size_t limit, const KvVisit& visit) const override {
    if (limit == 0) return {};
    // The bound outlives the iterator, which holds a pointer to it.
    const rocksdb::Slice bound = slice_of(range.end);
    rocksdb::ReadOptions options = reading();
    if (!range.end.empty()) options.iterate_upper_bound = &bound;
    if (is_of_one_word(range)) {
      options.total_order_seek = false;
      options.prefix_same_as_start = true;
    }
    const std::unique_ptr<rocksdb::Iterator> it{db_.NewIterator(options)};
    std::size_t seen = 0;
    for (it->Seek(slice_of(range.begin)); it->Valid(); it->Next()) {
      const Result<bool> more = visit(view_of(it->key()), view_of(it->value()));
      if (!more.has_value()) return more.error();
      if (!*more || ++seen == limit) return {};
    }
    if (!it->status().ok()) return translate(it->status(), "reading a range", path_);
    return {};
  }

 private:
  [[nodiscard]] rocksdb::ReadOptions reading() const {
    rocksdb::ReadOptions options;
    options.snapshot = snapshot_;
    options.total_order_seek = true;  // but for what is said to lie within one prefix
    return options;
  }

  rocksdb::DB& db_;
  const std::string& path_;
  const rocksdb::Snapshot* snapshot_;
};

// Tables written beside the database and then taken into it; keys rise, so none overlaps another.
class RocksdbLoader final : public KvLoader {
 public:
  // `number` tells its files from those of others.
  RocksdbLoader(rocksdb::DB& db, const std::string& path, std::size_t number, Packing packing)
      : db_{db},
        path_{path},
        name_{"loading-" + std::to_string(number) + "-"},
        options_{loading_options(packing)},
        writer_{rocksdb::EnvOptions{}, options_} {}
  ~RocksdbLoader() override {
    std::error_code ignored;
    for (const std::string& file : files_) fs::remove(file, ignored);
  }
  RocksdbLoader(const RocksdbLoader&) = delete;
  RocksdbLoader& operator=(const RocksdbLoader&) = delete;

  Result<void> add(std::string_view key, std::string_view value) override {
    if (!open_) {
      files_.push_back((fs::path{path_} / (name_ + std::to_string(files_.size()) + ".dbtmp")).string());
      const rocksdb::Status status = writer_.Open(files_.back());
      if (!status.ok()) return translate(status, "beginning a table", path_);
      open_ = true;
    }
    const rocksdb::Status status = writer_.Put(slice_of(key), slice_of(value));
    if (!status.ok()) return translate(status, "writing a table", path_);
    return writer_.FileSize() < kLoadedFileBytes ? Result<void>{} : close();
  }

  Result<void> finish() override {
    if (Result<void> closed = close(); !closed.has_value()) return closed;
    if (files_.empty()) return {};
    rocksdb::IngestExternalFileArg taken;
    taken.column_family = db_.DefaultColumnFamily();
    taken.external_files = files_;
    // Made while the tables were written, so that they need not be read for it.
    taken.files_checksums = checksums_;
    taken.files_checksum_func_names.assign(files_.size(), checksum_name_);
    taken.options.verify_file_checksum = false;
    taken.options.move_files = true;
    taken.options.snapshot_consistency = false;
    const rocksdb::Status status = db_.IngestExternalFiles({taken});
    if (!status.ok()) return translate(status, "taking tables in", path_);
    return {};
  }

 private:
  Result<void> close() {
    if (!open_) return {};
    open_ = false;
    rocksdb::ExternalSstFileInfo made;
    const rocksdb::Status status = writer_.Finish(&made);
    if (!status.ok()) return translate(status, "ending a table", path_);
    checksums_.push_back(made.file_checksum);
    checksum_name_ = made.file_checksum_func_name;
    return {};
  }

  rocksdb::DB& db_;
  const std::string& path_;
  const std::string name_;
  const rocksdb::Options options_;
  rocksdb::SstFileWriter writer_;
  bool open_ = false;
  std::vector<std::string> files_;
  std::vector<std::string> checksums_;  // of those that are ended
  std::string checksum_name_;
};

class RocksdbKv final : public Kv {
 public:
  RocksdbKv(std::string path, std::unique_ptr<rocksdb::DB> db, bool read_only)
      : path_{std::move(path)}, db_{std::move(db)}, now_{*db_, path_, nullptr}, read_only_{read_only} {}

  // Leaves nothing in the log, so that the next to open it need not replay and every byte has its checksum.
  ~RocksdbKv() override {
    if (!read_only_) db_->Flush(rocksdb::FlushOptions{}).PermitUncheckedError();
  }
  RocksdbKv(const RocksdbKv&) = delete;
  RocksdbKv& operator=(const RocksdbKv&) = delete;

  Result<std::optional<std::string>> get(std::string_view key) const override { return now_.get(key); }
  Result<std::vector<std::optional<std::string>>> multi_get(const std::vector<std::string>& keys) const override {
    return now_.multi_get(keys);
  }
  Result<void> scan(const KvRange& range, std::size_t limit, const KvVisit& visit) const override {
    return now_.scan(range, limit, visit);
  }
  Result<void> walk(const KvRange& range, const KvStep& step) const override { return now_.walk(range, step); }

  std::unique_ptr<KvView> snapshot() const override {
    return std::make_unique<RocksdbView>(*db_, path_, db_->GetSnapshot());
  }

  Result<void> write(const KvBatch& batch, bool sync) override {
    // After a failed write RocksDB refuses all others until it is told that the disk is well again. Of a full disk it
    // finds out itself, looking every few seconds, and is busy until then.
    if (failed_) {
      const rocksdb::Status status = db_->Resume();
      if (!status.ok()) return translate(status, "writing after the disk refused a write", path_);
      failed_ = false;
    }
    rocksdb::WriteBatch changes;
    for (std::size_t n = 0; n < batch.size(); ++n) {
      const KvBatch::Change change = batch[n];
      rocksdb::Status status;
      switch (change.what) {
        case KvBatch::What::kPut:
          status = changes.Put(slice_of(change.key), slice_of(change.value));
          break;
        case KvBatch::What::kErase:
          status = changes.Delete(slice_of(change.key));
          break;
        case KvBatch::What::kEraseRange:
          status = changes.DeleteRange(slice_of(change.key), slice_of(change.value));
      }
      if (!status.ok()) return translate(status, "preparing a write", path_);
    }
    rocksdb::WriteOptions options;
    options.sync = sync;
    const rocksdb::Status status = db_->Write(options, &changes);
    if (status.ok()) return {};
    failed_ = true;
    return translate(status, "writing", path_);
  }

  Result<void> flush_log() override {
    const rocksdb::Status status = db_->SyncWAL();
    if (status.ok()) return {};
    failed_ = true;
    return translate(status, "flushing the log", path_);
  }

  Result<std::unique_ptr<KvLoader>> loader(Packing packing) override {
    rocksdb::ReadOptions all;
    all.total_order_seek = true;
    const std::unique_ptr<rocksdb::Iterator> it{db_->NewIterator(all)};
    it->SeekToFirst();
    if (it->Valid()) {
      return Error{ErrorCode::kInvalidArgument, "store '" + path_ + "': it has keys; wanted one to fill"};
    }
    if (!it->status().ok()) return translate(it->status(), "reading a range", path_);
    return std::unique_ptr<KvLoader>{std::make_unique<RocksdbLoader>(*db_, path_, loaders_++, packing)};
  }

  Result<void> verify_files() const override {
    const rocksdb::Status status = db_->VerifyFileChecksums(rocksdb::ReadOptions{});
    if (!status.ok()) return translate(status, "comparing checksums", path_);
    return {};
  }

  Result<std::string> identity() const override {
    std::string out;
    const rocksdb::Status status = db_->GetDbIdentity(out);
    if (!status.ok()) return translate(status, "reading its identity", path_);
    return out;
  }

  Result<std::uint64_t> bytes_on_disk() const override {
    std::error_code error;
    std::uint64_t total = 0;
    for (auto it = fs::directory_iterator{path_, error}; !error && it != fs::directory_iterator{};
         it.increment(error)) {
      // A file may go while it is looked at.
      std::error_code gone;
      const std::uintmax_t size = it->is_regular_file(gone) ? it->file_size(gone) : 0;
      if (!gone) total += size;
    }
    if (error) return Error{ErrorCode::kIo, "store '" + path_ + "': listing the directory: " + error.message()};
    return total;
  }

 private:
  const std::string path_;
  const std::unique_ptr<rocksdb::DB> db_;
  const RocksdbView now_;  // after the database: destroyed first
  const bool read_only_;
  std::atomic<bool> failed_ = false;
  std::size_t loaders_ = 0;
};

// A writer that moves its log into a table while we open could make us fail, or miss what the log held: then again.
Result<std::unique_ptr<Kv>> open_read_only(const std::string& path) {
  for (int attempt = 1;; ++attempt) {
    const std::string before = fingerprint(path);
    rocksdb::DB* db = nullptr;
    const rocksdb::Status status = rocksdb::DB::OpenForReadOnly(options_for(KvMode::kReadOnly), path, &db);
    std::unique_ptr<rocksdb::DB> owned{db};
    const bool is_last = fingerprint(path) == before || attempt == kReadOnlyAttempts;
    if (status.ok() && is_last) {
      return std::unique_ptr<Kv>{std::make_unique<RocksdbKv>(path, std::move(owned), true)};
    }
    if (is_last) return translate(status, "opening for reading", path);
    owned.reset();
    std::this_thread::sleep_for(std::chrono::milliseconds{10 * attempt});
  }
}

}  // namespace

Result<std::unique_ptr<Kv>> open_rocksdb(const std::string& path, KvMode mode) {
  if (mode == KvMode::kReadOnly) return open_read_only(path);
  rocksdb::DB* db = nullptr;
  const rocksdb::Status status = rocksdb::DB::Open(options_for(mode), path, &db);
  if (!status.ok()) return translate(status, "opening", path);
  return std::unique_ptr<Kv>{std::make_unique<RocksdbKv>(path, std::unique_ptr<rocksdb::DB>{db}, false)};
}

bool has_tables(const std::string& path) {
  std::error_code error;
  for (auto it = fs::directory_iterator{path, error}; !error && it != fs::directory_iterator{}; it.increment(error)) {
    if (it->path().extension() == ".sst") return true;
  }
  return false;
}

bool is_rocksdb(const std::string& path) {
  std::error_code ignored;
  return fs::exists(fs::path{path} / "CURRENT", ignored);
}

bool is_rocksdb_remnant(const std::string& name) {
  static constexpr std::array<std::string_view, 5> kStarts{"LOCK", "LOG", "IDENTITY", "MANIFEST-", "OPTIONS-"};
  const auto starts = [&](std::string_view start) { return name.starts_with(start); };
  return std::any_of(kStarts.begin(), kStarts.end(), starts) || name.ends_with(".dbtmp");
}

}  // namespace headwater::detail
