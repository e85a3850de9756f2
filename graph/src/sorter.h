// Keys and values in any order in, in the order of keys out. What does not fit into memory lies in files, in runs that
// are sorted each and merged when read (external merge sort: Knuth, The Art of Computer Programming 3, section 5.4).
#ifndef HEADWATER_GRAPH_SRC_SORTER_H_
#define HEADWATER_GRAPH_SRC_SORTER_H_

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

namespace headwater::detail {

class SortedSource;

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
  // After the last add().
  void sort();

  // After sort(): what it has of `range`, in order, as one source for each run. Any thread; none outlives this.
  Result<void> open(const KvRange& range, std::vector<std::unique_ptr<SortedSource>>& out) const;

 private:
  struct Entry {
    std::uint64_t start = 0;  // the key's first bytes, so that most comparisons need not look at it
    std::size_t at = 0;       // in `bytes_`
  };
  // A file, and every so often the key that stands at a place of it.
  struct Run {
    std::string path;
    std::vector<std::pair<std::string, std::uint64_t>> marks;
  };

  [[nodiscard]] std::string_view key_at(std::size_t at) const;
  [[nodiscard]] bool less(const Entry& a, const Entry& b) const;
  Result<void> spill();

  const std::string file_prefix_;
  const std::size_t memory_bytes_;
  std::string bytes_;
  std::vector<Entry> entries_;
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

 protected:
  std::string_view key_;
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
  struct Later {
    bool operator()(const SortedSource* a, const SortedSource* b) const { return a->key() > b->key(); }
  };

  std::vector<std::unique_ptr<SortedSource>> sources_;
  std::vector<SortedSource*> heap_;  // those that have an entry, the least key on top
  SortedSource* now_ = nullptr;      // not in the heap
};

}  // namespace headwater::detail

#endif  // HEADWATER_GRAPH_SRC_SORTER_H_
