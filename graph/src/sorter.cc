#include "sorter.h"

#include <boost/sort/spreadsort/integer_sort.hpp>

#include <algorithm>
#include <array>
#include <bit>
#include <cerrno>
#include <cstring>
#include <filesystem>
#include <functional>
#include <system_error>

namespace headwater::detail {
namespace {

constexpr std::size_t kMarkEvery = std::size_t{256} << 10;
constexpr std::size_t kBufferBytes = std::size_t{256} << 10;
constexpr std::size_t kAhead = 16;     // entries that are fetched before they are wanted
constexpr std::size_t kHeadBytes = 6;  // two of the key's length, four of the value's
// Of the pieces of memory that longer entries lie in.
constexpr std::size_t kLeastPiece = std::size_t{4} << 10;
constexpr std::size_t kMostPiece = std::size_t{8} << 20;

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

// Writes the lengths, and returns what follows them.
char* put_lengths(char* to, std::size_t key, std::size_t value) {
  const auto key_size = static_cast<std::uint16_t>(key);
  const auto value_size = static_cast<std::uint32_t>(value);
  std::memcpy(to, &key_size, sizeof key_size);
  std::memcpy(to + sizeof key_size, &value_size, sizeof value_size);
  return to + kHeadBytes;
}

char* put_entry(char* to, std::string_view key, std::string_view value) {
  to = put_lengths(to, key.size(), value.size());
  to = std::copy(key.begin(), key.end(), to);
  return std::copy(value.begin(), value.end(), to);
}

std::string_view key_at(const char* at) { return {at + kHeadBytes, lengths_at(at).key}; }

std::uint64_t swapped(std::uint64_t n) { return std::endian::native == std::endian::little ? __builtin_bswap64(n) : n; }

Error trouble(const std::string& path, std::string_view doing) {
  return {ErrorCode::kIo,
          "'" + path + "': " + std::string{doing} + ": " + std::error_code{errno, std::generic_category()}.message()};
}

struct CloseFile {
  void operator()(std::FILE* file) const { (void)std::fclose(file); }
};
using File = std::unique_ptr<std::FILE, CloseFile>;

class FileSource final : public SortedSource {
 public:
  FileSource(std::string path, File file, KvRange range)
      : path_{std::move(path)}, file_{std::move(file)}, range_{std::move(range)}, range_end_{range_.end} {}

  Result<bool> next() override {
    do {
      if (left() < kHeadBytes && !read_on(kHeadBytes)) {
        if (left() == 0 && std::feof(file_.get()) != 0) return false;
        return trouble(path_, "reading what was sorted");
      }
      const Lengths lengths = lengths_at(buffer_.data() + at_);
      const std::size_t whole = kHeadBytes + lengths.key + lengths.value;
      if (left() < whole && !read_on(whole)) return trouble(path_, "reading what was sorted");
      key_ = {buffer_.data() + at_ + kHeadBytes, lengths.key};
      value_ = {key_.data() + key_.size(), lengths.value};
      at_ += whole;
    } while (!is_within_ && key_ < range_.begin);
    is_within_ = true;
    start_ = KeyStart{key_};
    return is_before_end();
  }

 private:
  [[nodiscard]] std::size_t left() const { return end_ - at_; }
  [[nodiscard]] bool is_before_end() const {
    return range_.end.empty() || start_ < range_end_ || (start_ == range_end_ && key_ < range_.end);
  }

  // Until `wanted` bytes are left; false where the file ends before.
  bool read_on(std::size_t wanted) {
    std::copy(buffer_.begin() + static_cast<std::ptrdiff_t>(at_), buffer_.begin() + static_cast<std::ptrdiff_t>(end_),
              buffer_.begin());
    end_ -= at_;
    at_ = 0;
    if (buffer_.size() < std::max(wanted, kBufferBytes)) buffer_.resize(std::max(wanted, kBufferBytes));
    while (left() < wanted) {
      const std::size_t got = std::fread(buffer_.data() + end_, 1, buffer_.size() - end_, file_.get());
      if (got == 0) return false;
      end_ += got;
    }
    return true;
  }

  const std::string path_;
  const File file_;
  const KvRange range_;
  const KeyStart range_end_;
  bool is_within_ = false;    // behind the range's begin
  std::vector<char> buffer_;  // a piece of the file; what is left of it lies from at_ to end_
  std::size_t at_ = 0;
  std::size_t end_ = 0;
};

}  // namespace

KeyStart::KeyStart(std::string_view key) {
  if (key.size() >= kBytes) {
    std::memcpy(numbers_.data(), key.data(), kBytes);
  } else {
    std::copy(key.begin(), key.end(), reinterpret_cast<char*>(numbers_.data()));
  }
  for (std::uint64_t& number : numbers_) number = swapped(number);
}

void KeyStart::copy(char* to, std::size_t bytes) const {
  const std::array<std::uint64_t, 2> written{swapped(numbers_[0]), swapped(numbers_[1])};
  std::memcpy(to, written.data(), bytes);
}

SortedEntry::SortedEntry(std::string_view key, std::string_view value) : start_{key} {
  rest_[0] = static_cast<char>(key.size());
  rest_[1] = static_cast<char>(value.size());
  const std::string_view more = key.substr(std::min(KeyStart::kBytes, key.size()));
  std::copy(value.begin(), value.end(), std::copy(more.begin(), more.end(), rest_.begin() + 2));
}

SortedEntry::SortedEntry(std::string_view key, const char* at, std::uint32_t count) : start_{key} {
  rest_[0] = kElsewhere;
  std::memcpy(rest_.data() + 4, &count, sizeof count);
  std::memcpy(rest_.data() + 8, &at, sizeof at);
}

const char* SortedEntry::at() const {
  const char* out = nullptr;
  std::memcpy(&out, rest_.data() + 8, sizeof out);
  return out;
}

std::uint32_t SortedEntry::count() const {
  std::uint32_t out = 0;
  std::memcpy(&out, rest_.data() + 4, sizeof out);
  return out;
}

std::size_t SortedEntry::key_size() const {
  return is_short() ? static_cast<std::uint8_t>(rest_[0]) : lengths_at(at()).key;
}

void SortedEntry::copy(char* to) const {
  const std::size_t in_start = std::min(KeyStart::kBytes, key_size());
  start_.copy(to, in_start);
  std::memcpy(to + in_start, rest_.data() + 2, key_size() - in_start + value_size());
}

// The key has at least KeyStart::kBytes.
std::string_view SortedEntry::rest_of_key() const {
  return is_short() ? std::string_view{rest_.data() + 2, key_size() - KeyStart::kBytes}
                    : key_at(at()).substr(KeyStart::kBytes);
}

bool operator<(const SortedEntry& a, const SortedEntry& b) {
  if (a.start_ != b.start_) return a.start_ < b.start_;
  const std::size_t a_size = a.key_size();
  const std::size_t b_size = b.key_size();
  // Of one that ends within its start the other is a continuation, by zeros at first.
  if (std::min(a_size, b_size) < KeyStart::kBytes) return a_size < b_size;
  return a.rest_of_key() < b.rest_of_key();
}

// Entries that are held in memory.
class MemorySource final : public SortedSource {
 public:
  using Entries = LargeArray<SortedEntry>;

  MemorySource(const Entries& entries, std::size_t first, std::size_t end)
      : entries_{entries}, next_{first}, end_{end} {}

  Result<bool> next() override {
    if (together_ == 0) {
      if (next_ == end_) return false;
      // What is near in order lies far apart in memory.
      if (next_ + kAhead < end_ && !entries_[next_ + kAhead].is_short()) {
        __builtin_prefetch(entries_[next_ + kAhead].at());
        __builtin_prefetch(entries_[next_ + kAhead].at() + 64);
      }
      const SortedEntry& entry = entries_[next_++];
      if (entry.is_short()) {
        entry.copy(short_.data());
        start_ = entry.start();
        key_ = {short_.data(), entry.key_size()};
        value_ = {short_.data() + key_.size(), entry.value_size()};
        return true;
      }
      at_ = entry.at();
      together_ = entry.count();
    }
    --together_;
    const Lengths lengths = lengths_at(at_);
    key_ = {at_ + kHeadBytes, lengths.key};
    start_ = KeyStart{key_};
    value_ = {at_ + kHeadBytes + lengths.key, lengths.value};
    at_ += kHeadBytes + lengths.key + lengths.value;
    return true;
  }

 private:
  const Entries& entries_;
  std::size_t next_;
  std::size_t end_;
  std::uint32_t together_ = 0;  // how many more follow at `at_`
  const char* at_ = nullptr;
  std::array<char, SortedEntry::kRoom> short_{};
};

Sorter::Sorter(std::string file_prefix, std::size_t memory_bytes)
    : file_prefix_{std::move(file_prefix)},
      memory_bytes_{memory_bytes},
      piece_bytes_{std::clamp(memory_bytes / 16, kLeastPiece, kMostPiece)} {
  entries_.reserve(memory_bytes_ / sizeof(SortedEntry));
}

Sorter::~Sorter() {
  std::error_code ignored;
  for (const Run& run : runs_) std::filesystem::remove(run.path, ignored);
}

Result<void> Sorter::make_room(std::size_t bytes) {
  const std::size_t held = held_ + (entries_.size() + 1) * sizeof(SortedEntry);
  return entries_.empty() || held + bytes <= memory_bytes_ ? Result<void>{} : spill();
}

char* Sorter::place_for(std::size_t bytes) {
  if (bytes > left_) {
    left_ = std::max(bytes, piece_bytes_);
    if (left_ == piece_bytes_ && !spare_.empty()) {
      pieces_.push_back(std::move(spare_.back()));
      spare_.pop_back();
    } else {
      pieces_.push_back(large_piece(left_));
    }
    next_ = pieces_.back().get();
  }
  char* const out = next_;
  next_ += bytes;
  left_ -= bytes;
  held_ += bytes;
  return out;
}

Result<void> Sorter::add(std::string_view key, std::string_view value) {
  const bool is_short = SortedEntry::fits(key, value);
  const std::size_t bytes = is_short ? 0 : kHeadBytes + key.size() + value.size();
  if (Result<void> made = make_room(bytes); !made.has_value()) return made;
  if (is_short) {
    entries_.emplace_back(key, value);
    return {};
  }
  char* const at = place_for(bytes);
  put_entry(at, key, value);
  entries_.emplace_back(key, at, 1);
  return {};
}

Result<void> Sorter::add_together(const KvEntries& entries) {
  if (entries.empty()) return {};
  const std::size_t bytes = entries.size() * kHeadBytes + entries.bytes();
  if (Result<void> made = make_room(bytes); !made.has_value()) return made;
  char* const at = place_for(bytes);
  char* to = at;
  for (std::size_t n = 0; n < entries.size(); ++n) to = put_entry(to, entries[n].key, entries[n].value);
  entries_.emplace_back(entries[0].key, at, static_cast<std::uint32_t>(entries.size()));
  return {};
}

void Sorter::sort() {
  // By the first eight bytes as by digits, which for keys that are hashes is quicker than comparing them; it stops
  // there.
  boost::sort::spreadsort::integer_sort(
      entries_.begin(), entries_.end(), [](const SortedEntry& entry, unsigned shift) { return entry.digits(shift); },
      std::less<SortedEntry>{});
  for (auto first = entries_.begin(); first != entries_.end();) {
    const auto end = std::find_if(first + 1, entries_.end(),
                                  [first](const SortedEntry& entry) { return entry.digits(0) != first->digits(0); });
    if (!std::is_sorted(first, end)) std::sort(first, end);
    first = end;
  }
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
  std::array<char, kHeadBytes + SortedEntry::kRoom> short_entry{};
  for (const SortedEntry& entry : entries_) {
    const char* at = short_entry.data();
    std::size_t size = 0;
    if (entry.is_short()) {
      entry.copy(put_lengths(short_entry.data(), entry.key_size(), entry.value_size()));
      size = kHeadBytes + entry.key_size() + entry.value_size();
    } else {
      at = entry.at();
      for (std::uint32_t n = 0; n < entry.count(); ++n) {
        const Lengths lengths = lengths_at(at + size);
        size += kHeadBytes + lengths.key + lengths.value;
      }
    }
    if (written >= mark_at) {
      made.marks.emplace_back(key_at(at), written);
      mark_at = written + kMarkEvery;
    }
    if (std::fwrite(at, 1, size, file.get()) != size) return trouble(made.path, "writing what was sorted");
    written += size;
  }
  if (std::fflush(file.get()) != 0) return trouble(made.path, "writing what was sorted");
  entries_.clear();
  for (LargePiece& piece : pieces_) {
    if (piece.get_deleter().bytes == piece_bytes_) spare_.push_back(std::move(piece));
  }
  pieces_.clear();
  left_ = 0;
  held_ = 0;
  return {};
}

Result<void> Sorter::open(const KvRange& range, std::vector<std::unique_ptr<SortedSource>>& out) const {
  const auto first_from = [this](const std::string& key) {
    std::string stands(kHeadBytes + key.size(), '\0');
    put_entry(stands.data(), key, {});
    const SortedEntry wanted{key, stands.data(), 1};
    return static_cast<std::size_t>(std::lower_bound(entries_.begin(), entries_.end(), wanted) - entries_.begin());
  };
  const std::size_t end = range.end.empty() ? entries_.size() : first_from(range.end);
  out.push_back(std::make_unique<MemorySource>(entries_, first_from(range.begin), end));
  for (const Run& run : runs_) {
    File file{std::fopen(run.path.c_str(), "rb")};
    if (file == nullptr) return trouble(run.path, "opening what was sorted");
    (void)std::setvbuf(file.get(), nullptr, _IONBF, 0);  // a source reads large pieces
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
    if (*any) out.heap_.push_back({source->start(), source.get()});
  }
  std::make_heap(out.heap_.begin(), out.heap_.end(), is_later);
  return out;
}

bool MergedSource::is_later(const Head& a, const Head& b) {
  return a.start != b.start ? b.start < a.start : a.source->key() > b.source->key();
}

Result<bool> MergedSource::next() {
  if (now_ != nullptr) {
    const Result<bool> more = now_->next();
    if (!more.has_value()) return more;
    if (*more) {
      // It stays as long as no other has a lesser key.
      const Head head{now_->start(), now_};
      if (heap_.empty() || !is_later(head, heap_.front())) return true;
      std::pop_heap(heap_.begin(), heap_.end(), is_later);
      now_ = std::exchange(heap_.back(), head).source;
      std::push_heap(heap_.begin(), heap_.end(), is_later);
      return true;
    }
  }
  if (heap_.empty()) return false;
  std::pop_heap(heap_.begin(), heap_.end(), is_later);
  now_ = heap_.back().source;
  heap_.pop_back();
  return true;
}

}  // namespace headwater::detail
