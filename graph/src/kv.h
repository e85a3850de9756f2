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
#include <utility>
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
};

// Changes that happen together or not at all; a later one to the same key wins.
class KvBatch {
 public:
  struct Change {
    std::string key;
    std::optional<std::string> value;  // nothing: the key goes
  };

  void put(std::string key, std::string value) { changes_.push_back({std::move(key), std::move(value)}); }
  void erase(std::string key) { changes_.push_back({std::move(key), std::nullopt}); }
  [[nodiscard]] const std::vector<Change>& changes() const { return changes_; }

 private:
  std::vector<Change> changes_;
};

// Fills a database that has no keys yet, past its log. One thread; nothing is there before finish() has returned.
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
  // Lives no longer than this. kInvalidArgument where there are keys.
  [[nodiscard]] virtual Result<std::unique_ptr<KvLoader>> loader() = 0;
  // Reads every file and compares it with its checksum.
  [[nodiscard]] virtual Result<void> verify_files() const = 0;
  [[nodiscard]] virtual Result<std::uint64_t> bytes_on_disk() const = 0;
  // The same for as long as there is this database, another for any other. A copy of its files is the same one.
  [[nodiscard]] virtual Result<std::string> identity() const = 0;
};

}  // namespace headwater::detail

#endif  // HEADWATER_GRAPH_SRC_KV_H_
