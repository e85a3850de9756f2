#include "sorter.h"

#include <algorithm>
#include <array>
#include <cerrno>
#include <cstring>
#include <filesystem>
#include <system_error>

namespace headwater::detail {
namespace {

constexpr std::size_t kMarkEvery = std::size_t{256} << 10;
constexpr std::size_t kBufferBytes = std::size_t{256} << 10;
constexpr std::size_t kAhead = 16;     // entries that are fetched before they are wanted
constexpr std::size_t kHeadBytes = 6;  // two of the key's length, four of the value's

struct Lengths {
  std::size_t key = 0;
  std::size_t value = 0;
};

Lengths lengths_at(const char* head) {
  std::uint16_t key = 0;
  std::uint32_t value = 0;
  std::memcpy(&key, head, sizeof key);
  std::memcpy(&value, head + sizeof key, sizeof value);
  return {key, value};
}

std::uint64_t start_of(std::string_view key) {
  std::uint64_t out = 0;
  for (std::size_t i = 0; i < 8; ++i) out = out << 8 | (i < key.size() ? static_cast<std::uint8_t>(key[i]) : 0u);
  return out;
}

Error trouble(const std::string& path, std::string_view doing) {
  return {ErrorCode::kIo,
          "'" + path + "': " + std::string{doing} + ": " + std::error_code{errno, std::generic_category()}.message()};
}

struct CloseFile {
  void operator()(std::FILE* file) const { (void)std::fclose(file); }
};
using File = std::unique_ptr<std::FILE, CloseFile>;

bool is_before_end(std::string_view key, const KvRange& range) { return range.end.empty() || key < range.end; }

class FileSource final : public SortedSource {
 public:
  FileSource(std::string path, File file, KvRange range)
      : path_{std::move(path)}, file_{std::move(file)}, range_{std::move(range)} {}

  Result<bool> next() override {
    do {
      std::array<char, kHeadBytes> head{};
      const std::size_t got = std::fread(head.data(), 1, head.size(), file_.get());
      if (got == 0 && std::feof(file_.get()) != 0) return false;
      const Lengths lengths = lengths_at(head.data());
      if (got == head.size()) entry_.resize(lengths.key + lengths.value);
      if (got != head.size() || std::fread(entry_.data(), 1, entry_.size(), file_.get()) != entry_.size()) {
        return trouble(path_, "reading what was sorted");
      }
      key_ = std::string_view{entry_}.substr(0, lengths.key);
      value_ = std::string_view{entry_}.substr(lengths.key);
    } while (key_ < range_.begin);
    return is_before_end(key_, range_);
  }

 private:
  const std::string path_;
  const File file_;
  const KvRange range_;
  std::string entry_;
};

}  // namespace

// Entries of an arena by their places in it.
template <class Entries>
class MemorySource final : public SortedSource {
 public:
  MemorySource(const std::string& bytes, const Entries& entries, std::size_t first, std::size_t end)
      : bytes_{bytes}, entries_{entries}, next_{first}, end_{end} {}

  Result<bool> next() override {
    if (next_ == end_) return false;
    // What is near in order lies far apart in memory.
    if (next_ + kAhead < end_) __builtin_prefetch(bytes_.data() + entries_[next_ + kAhead].at);
    const std::size_t at = entries_[next_++].at;
    const Lengths lengths = lengths_at(bytes_.data() + at);
    key_ = std::string_view{bytes_}.substr(at + kHeadBytes, lengths.key);
    value_ = std::string_view{bytes_}.substr(at + kHeadBytes + lengths.key, lengths.value);
    return true;
  }

 private:
  const std::string& bytes_;
  const Entries& entries_;
  std::size_t next_;
  std::size_t end_;
};

Sorter::Sorter(std::string file_prefix, std::size_t memory_bytes)
    : file_prefix_{std::move(file_prefix)}, memory_bytes_{memory_bytes} {}

Sorter::~Sorter() {
  std::error_code ignored;
  for (const Run& run : runs_) std::filesystem::remove(run.path, ignored);
}

Result<void> Sorter::add(std::string_view key, std::string_view value) {
  const std::size_t held = bytes_.size() + entries_.size() * sizeof(Entry);
  if (!entries_.empty() && held + key.size() + value.size() > memory_bytes_) {
    if (Result<void> spilled = spill(); !spilled.has_value()) return spilled;
  }
  entries_.push_back({start_of(key), bytes_.size()});
  std::array<char, kHeadBytes> head{};
  const auto key_size = static_cast<std::uint16_t>(key.size());
  const auto value_size = static_cast<std::uint32_t>(value.size());
  std::memcpy(head.data(), &key_size, sizeof key_size);
  std::memcpy(head.data() + sizeof key_size, &value_size, sizeof value_size);
  bytes_.append(head.data(), head.size());
  bytes_.append(key);
  bytes_.append(value);
  return {};
}

std::string_view Sorter::key_at(std::size_t at) const {
  return std::string_view{bytes_}.substr(at + kHeadBytes, lengths_at(bytes_.data() + at).key);
}

bool Sorter::less(const Entry& a, const Entry& b) const {
  return a.start != b.start ? a.start < b.start : key_at(a.at) < key_at(b.at);
}

void Sorter::sort() {
  std::sort(entries_.begin(), entries_.end(), [this](const Entry& a, const Entry& b) { return less(a, b); });
}

Result<void> Sorter::spill() {
  sort();
  Run run;
  run.path = file_prefix_ + std::to_string(runs_.size()) + ".dbtmp";
  const File file{std::fopen(run.path.c_str(), "wb")};
  if (file == nullptr) return trouble(run.path, "making a file to sort in");
  runs_.push_back(std::move(run));
  Run& made = runs_.back();
  (void)std::setvbuf(file.get(), nullptr, _IOFBF, kBufferBytes);
  std::uint64_t written = 0;
  std::uint64_t mark_at = 0;
  for (const Entry& entry : entries_) {
    const Lengths lengths = lengths_at(bytes_.data() + entry.at);
    const std::size_t size = kHeadBytes + lengths.key + lengths.value;
    if (written >= mark_at) {
      made.marks.emplace_back(key_at(entry.at), written);
      mark_at = written + kMarkEvery;
    }
    if (std::fwrite(bytes_.data() + entry.at, 1, size, file.get()) != size) {
      return trouble(made.path, "writing what was sorted");
    }
    written += size;
  }
  if (std::fflush(file.get()) != 0) return trouble(made.path, "writing what was sorted");
  bytes_.clear();
  entries_.clear();
  return {};
}

Result<void> Sorter::open(const KvRange& range, std::vector<std::unique_ptr<SortedSource>>& out) const {
  const auto first_from = [this](const std::string& key) {
    const auto before = [this](const Entry& entry, const std::string& k) { return key_at(entry.at) < k; };
    return static_cast<std::size_t>(std::lower_bound(entries_.begin(), entries_.end(), key, before) - entries_.begin());
  };
  const std::size_t end = range.end.empty() ? entries_.size() : first_from(range.end);
  out.push_back(std::make_unique<MemorySource<std::vector<Entry>>>(bytes_, entries_, first_from(range.begin), end));
  for (const Run& run : runs_) {
    File file{std::fopen(run.path.c_str(), "rb")};
    if (file == nullptr) return trouble(run.path, "opening what was sorted");
    (void)std::setvbuf(file.get(), nullptr, _IOFBF, kBufferBytes);
    auto mark = std::upper_bound(run.marks.begin(), run.marks.end(), range.begin,
                                 [](const std::string& key, const auto& m) { return key < m.first; });
    if (mark != run.marks.begin()) --mark;
    if (std::fseek(file.get(), static_cast<long>(mark->second), SEEK_SET) != 0) {
      return trouble(run.path, "reading what was sorted");
    }
    out.push_back(std::make_unique<FileSource>(run.path, std::move(file), range));
  }
  return {};
}

Result<MergedSource> MergedSource::open(const std::vector<std::unique_ptr<Sorter>>& sorters, const KvRange& range) {
  MergedSource out;
  for (const std::unique_ptr<Sorter>& sorter : sorters) {
    if (Result<void> opened = sorter->open(range, out.sources_); !opened.has_value()) return opened.error();
  }
  for (const std::unique_ptr<SortedSource>& source : out.sources_) {
    const Result<bool> any = source->next();
    if (!any.has_value()) return any.error();
    if (*any) out.heap_.push_back(source.get());
  }
  std::make_heap(out.heap_.begin(), out.heap_.end(), Later{});
  return out;
}

Result<bool> MergedSource::next() {
  if (now_ != nullptr) {
    const Result<bool> more = now_->next();
    if (!more.has_value()) return more;
    // It stays on top as long as no other has a lesser key.
    if (*more && (heap_.empty() || now_->key() <= heap_.front()->key())) return true;
    if (*more) {
      heap_.push_back(now_);
      std::push_heap(heap_.begin(), heap_.end(), Later{});
    }
  }
  if (heap_.empty()) return false;
  std::pop_heap(heap_.begin(), heap_.end(), Later{});
  now_ = heap_.back();
  heap_.pop_back();
  return true;
}

}  // namespace headwater::detail
