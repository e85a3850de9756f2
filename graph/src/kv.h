// The narrow ordered key-value interface the store sits on: get, multi-get, range, atomic batch, snapshot.
//
// Keys are ordered by unsigned bytes. Whatever engine stands behind it, errors are of this project: kIo, kCorruption,
// kBusy, with the place named.
#ifndef HEADWATER_GRAPH_SRC_KV_H_
#define HEADWATER_GRAPH_SRC_KV_H_

#include <cstddef>
#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "headwater/schema/codec.h"
#include "headwater/schema/result.h"

namespace headwater::detail {

// From `begin` on, before `end`; an empty `end` is the end of everything.
struct KvRange {
  std::string begin;
  std::string end;
};

inline KvRange prefix_range(std::string_view prefix) { return {std::string{prefix}, codec::after_prefix(prefix)}; }

// Called with each key and value in order; the views live until it returns. False: enough. An error ends the scan.
using KvVisit = std::function<Result<bool>(std::string_view key, std::string_view value)>;

// Called with a key; returns where the walk goes on, which is after that key, or nothing: enough.
using KvStep = std::function<Result<std::optional<std::string>>(std::string_view key)>;

// A state to read from. Any number of threads.
class KvView {
 public:
  virtual ~KvView() = default;
  KvView() = default;
  KvView(const KvView&) = delete;
  KvView& operator=(const KvView&) = delete;

  [[nodiscard]] virtual Result<std::optional<std::string>> get(std::string_view key) const = 0;
  // One answer a key, in the order of `keys`.
  [[nodiscard]] virtual Result<std::vector<std::optional<std::string>>> multi_get(
      const std::vector<std::string>& keys) const = 0;
  // At most `limit` keys of the range.
  [[nodiscard]] virtual Result<void> scan(const KvRange& range, std::size_t limit, const KvVisit& visit) const = 0;
  // The first key of the range, then the first that is not before what `step` said, and so on.
  [[nodiscard]] virtual Result<void> walk(const KvRange& range, const KvStep& step) const;
};

// Keys and values one after another in one piece of memory.
class KvEntries {
 public:
  struct Entry {
    std::string_view key;
    std::string_view value;
  };

  void add(std::string_view key, std::string_view value) {
    places_.push_back({bytes_.size(), key.size(), value.size()});
    bytes_.append(key);
    bytes_.append(value);
  }
  [[nodiscard]] std::size_t size() const { return places_.size(); }
  [[nodiscard]] bool empty() const { return places_.empty(); }
  // Of all keys and values.
  [[nodiscard]] std::size_t bytes() const { return bytes_.size(); }
  // Valid until the next add().
  [[nodiscard]] Entry operator[](std::size_t n) const {
    const std::string_view bytes{bytes_};
    const Place& place = places_[n];
    return {bytes.substr(place.at, place.key), bytes.substr(place.at + place.key, place.value)};
  }
  void reserve(std::size_t entries, std::size_t bytes) {
    places_.reserve(entries);
    bytes_.reserve(bytes);
  }

 private:
  struct Place {
    std::size_t at;
    std::size_t key;
    std::size_t value;
  };
  std::string bytes_;
  std::vector<Place> places_;
};

// Changes that happen together or not at all; a later one to the same key wins.
class KvBatch {
 public:
  enum class What : std::uint8_t { kPut, kErase, kEraseRange };
  struct Change {
    What what;
    std::string_view key;    // of kEraseRange the first that goes
    std::string_view value;  // of kEraseRange the first key after it that stays
  };

  void put(std::string_view key, std::string_view value) { add(What::kPut, key, value); }
  void erase(std::string_view key) { add(What::kErase, key, {}); }
  // `range.end` is not "".
  void erase(const KvRange& range) { add(What::kEraseRange, range.begin, range.end); }

  [[nodiscard]] std::size_t size() const { return entries_.size(); }
  [[nodiscard]] Change operator[](std::size_t n) const {
    const KvEntries::Entry entry = entries_[n];
    return {what_[n], entry.key, entry.value};
  }

 private:
  void add(What what, std::string_view key, std::string_view value) {
    entries_.add(key, value);
    what_.push_back(what);
  }

  KvEntries entries_;
  std::vector<What> what_;
};

// How hard what is filled in is pressed together. Ids are hashes, of which no effort makes less: where they are most of
// it, quickly does nearly as well; where they are nearly all, as quickly as can be.
enum class Packing : std::uint8_t { kTight, kQuick, kQuickest };

// Fills a database that has no keys yet, past its log. One thread; nothing is there before finish() has returned.
// Several may be at work beside each other, made before any has finished, on ranges of keys that do not overlap; they
// finish one after the other.
class KvLoader {
 public:
  virtual ~KvLoader() = default;
  KvLoader() = default;
  KvLoader(const KvLoader&) = delete;
  KvLoader& operator=(const KvLoader&) = delete;

  // Keys strictly rising; kInvalidArgument if they are not. Memory is bounded, however many there are.
  virtual Result<void> add(std::string_view key, std::string_view value) = 0;
  // On disk on return.
  virtual Result<void> finish() = 0;
};

// As a KvView it reads the latest state.
class Kv : public KvView {
 public:
  // The state now, unmoved by later writes. Destroyed before this is.
  [[nodiscard]] virtual std::unique_ptr<KvView> snapshot() const = 0;
  // With `sync` it is on disk on return. One writer at a time.
  virtual Result<void> write(const KvBatch& batch, bool sync) = 0;
  // Returns once all that has been written is on disk. Any thread, beside a writer too. After an error what was written
  // since the last flush is on disk only once a later write has succeeded.
  virtual Result<void> flush_log() = 0;
  // Lives no longer than this. kInvalidArgument where there are keys.
  [[nodiscard]] virtual Result<std::unique_ptr<KvLoader>> loader(Packing packing) = 0;
  // Reads every file and compares it with its checksum.
  [[nodiscard]] virtual Result<void> verify_files() const = 0;
  [[nodiscard]] virtual Result<std::uint64_t> bytes_on_disk() const = 0;
  // The same for as long as there is this database, another for any other. A copy of its files is the same one.
  [[nodiscard]] virtual Result<std::string> identity() const = 0;
};

}  // namespace headwater::detail

#endif  // HEADWATER_GRAPH_SRC_KV_H_
