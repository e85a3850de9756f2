// Keys and values in any order in, in the order of keys out. What does not fit into memory lies in files, in runs that
// are sorted each and merged when read (external merge sort: Knuth, The Art of Computer Programming 3, section 5.4).
#ifndef HEADWATER_GRAPH_SRC_SORTER_H_
#define HEADWATER_GRAPH_SRC_SORTER_H_

#include <algorithm>
#include <array>
#include <cstddef>
#include <cstdint>
#include <cstdio>
#include <memory>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "headwater/schema/result.h"
#include "kv.h"
#include "large_pages.h"

namespace headwater::detail {

class SortedSource;

// The first bytes of a key as two numbers, zeros behind a shorter one: of keys whose starts differ the order of the
// starts is the order of the keys.
class KeyStart {
 public:
  static constexpr std::size_t kBytes = 16;

  KeyStart() = default;
  explicit KeyStart(std::string_view key);

  [[nodiscard]] std::uint64_t first() const { return numbers_[0]; }
  void copy(char* to, std::size_t bytes) const;
  friend bool operator==(const KeyStart& a, const KeyStart& b) {
    return ((a.numbers_[0] ^ b.numbers_[0]) | (a.numbers_[1] ^ b.numbers_[1])) == 0;
  }
  friend bool operator<(const KeyStart& a, const KeyStart& b) {
    return a.numbers_[0] != b.numbers_[0] ? a.numbers_[0] < b.numbers_[0] : a.numbers_[1] < b.numbers_[1];
  }

 private:
  std::array<std::uint64_t, 2> numbers_{};
};

// What is sorted. A short entry stands in it whole, so that sorting and reading need look nowhere else: most entries
// of a store are short. Of others it says where they are.
class SortedEntry {
 public:
  // Whether they can stand in one.
  static bool fits(std::string_view key, std::string_view value) {
    return std::max(key.size(), KeyStart::kBytes) + value.size() <= kRoom;
  }
  SortedEntry() = default;  // no entry
  SortedEntry(std::string_view key, std::string_view value);
  // `count` of them, one after another from `at` on, the first with this key.
  SortedEntry(std::string_view key, const char* at, std::uint32_t count);

  [[nodiscard]] bool is_short() const { return rest_[0] != kElsewhere; }
  // Of a short one: copies its key and, behind it, its value.
  void copy(char* to) const;
  [[nodiscard]] std::size_t key_size() const;
  [[nodiscard]] std::size_t value_size() const { return static_cast<std::uint8_t>(rest_[1]); }
  // Of any other.
  [[nodiscard]] const char* at() const;
  [[nodiscard]] std::uint32_t count() const;

  [[nodiscard]] const KeyStart& start() const { return start_; }
  // The first eight bytes of the key as a number, without its lowest bits.
  [[nodiscard]] std::uint64_t digits(unsigned shift) const { return start_.first() >> shift; }
  friend bool operator<(const SortedEntry& a, const SortedEntry& b);

  static constexpr std::size_t kRoom = KeyStart::kBytes + 16 - 2;  // of key and value

 private:
  static constexpr char kElsewhere = '\x7f';

  [[nodiscard]] std::string_view rest_of_key() const;

  KeyStart start_;
  // The sizes of key and value, and what they have beyond the start; or kElsewhere, and count and address.
  std::array<char, 16> rest_{};
};

class Sorter {
 public:
  // Files are named `file_prefix` and a number; they go with this object. `memory_bytes` bounds what is held; a single
  // entry may be larger.
  Sorter(std::string file_prefix, std::size_t memory_bytes);
  ~Sorter();
  Sorter(const Sorter&) = delete;
  Sorter& operator=(const Sorter&) = delete;

  // One thread. Keys of at most 64 KiB, values below 4 GiB. kIo if the disk refuses a file.
  Result<void> add(std::string_view key, std::string_view value);
  // Entries whose keys rise, and between which no other key lies, here or in another sorter: they are moved as one. No
  // range of open() begins or ends within them.
  Result<void> add_together(const KvEntries& entries);
  // After the last add().
  void sort();

  // After sort(): what it has of `range`, in order, as one source for each run. Any thread; none outlives this.
  Result<void> open(const KvRange& range, std::vector<std::unique_ptr<SortedSource>>& out) const;

 private:
  // A file, and every so often the key that stands at a place of it.
  struct Run {
    std::string path;
    std::vector<std::pair<std::string, std::uint64_t>> marks;
  };

  Result<void> make_room(std::size_t bytes);
  char* place_for(std::size_t bytes);
  Result<void> spill();

  const std::string file_prefix_;
  const std::size_t memory_bytes_;
  const std::size_t piece_bytes_;
  // With room for as many as memory_bytes_ has; what is not used of it is no memory yet.
  LargeArray<SortedEntry> entries_;
  std::vector<LargePiece> pieces_;  // of what stands outside entries; never moved
  std::vector<LargePiece> spare_;   // that a run written to its file has left, of piece_bytes_ each
  char* next_ = nullptr;            // in the last piece
  std::size_t left_ = 0;            // there
  std::size_t held_ = 0;            // bytes in use outside entries
  std::vector<Run> runs_;
};

// One sorted run.
class SortedSource {
 public:
  virtual ~SortedSource() = default;
  SortedSource() = default;
  SortedSource(const SortedSource&) = delete;
  SortedSource& operator=(const SortedSource&) = delete;

  // Goes to the next entry, at first to the first. False after the last.
  virtual Result<bool> next() = 0;
  // Valid until next().
  [[nodiscard]] std::string_view key() const { return key_; }
  [[nodiscard]] std::string_view value() const { return value_; }
  [[nodiscard]] const KeyStart& start() const { return start_; }

 protected:
  std::string_view key_;
  KeyStart start_;  // of it
  std::string_view value_;
};

// The entries of many sorters in one order; those with equal keys one after another.
class MergedSource {
 public:
  static Result<MergedSource> open(const std::vector<std::unique_ptr<Sorter>>& sorters, const KvRange& range);

  Result<bool> next();
  [[nodiscard]] std::string_view key() const { return now_->key(); }
  [[nodiscard]] std::string_view value() const { return now_->value(); }

 private:
  // A source at its entry, the start of whose key stands here: to compare two seldom takes more.
  struct Head {
    KeyStart start;
    SortedSource* source = nullptr;
  };
  static bool is_later(const Head& a, const Head& b);

  std::vector<std::unique_ptr<SortedSource>> sources_;
  std::vector<Head> heap_;       // those that have an entry, the least key on top
  SortedSource* now_ = nullptr;  // not in the heap
};

}  // namespace headwater::detail

#endif  // HEADWATER_GRAPH_SRC_SORTER_H_
