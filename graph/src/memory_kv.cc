#include "memory_kv.h"

#include <map>
#include <mutex>
#include <utility>

namespace headwater::detail {
namespace {

// std::string compares as unsigned bytes.
using Table = std::map<std::string, std::string, std::less<>>;

std::optional<std::string> value_in(const Table& table, std::string_view key) {
  const auto it = table.find(key);
  return it == table.end() ? std::nullopt : std::optional{it->second};
}

Result<void> scan_table(const Table& table, const KvRange& range, std::size_t limit, const KvVisit& visit) {
  std::size_t seen = 0;
  for (auto it = table.lower_bound(range.begin); it != table.end() && seen < limit; ++it, ++seen) {
    if (!range.end.empty() && it->first >= range.end) break;
    const Result<bool> more = visit(it->first, it->second);
    if (!more.has_value()) return more.error();
    if (!*more) break;
  }
  return {};
}

// A state, and how many read it: as long as anyone does, it is not written to.
struct State {
  Table table;
  std::size_t readers = 0;  // under the mutex of the MemoryKv
};

class MemoryView final : public KvView {
 public:
  // Under `mutex`, which outlives it.
  MemoryView(std::shared_ptr<State> state, std::mutex& mutex) : state_{std::move(state)}, mutex_{mutex} {
    ++state_->readers;
  }
  ~MemoryView() override {
    const std::lock_guard<std::mutex> lock{mutex_};
    --state_->readers;
  }
  MemoryView(const MemoryView&) = delete;
  MemoryView& operator=(const MemoryView&) = delete;

  Result<std::optional<std::string>> get(std::string_view key) const override { return value_in(state_->table, key); }
  Result<std::vector<std::optional<std::string>>> multi_get(const std::vector<std::string>& keys) const override {
    std::vector<std::optional<std::string>> out;
    out.reserve(keys.size());
    for (const std::string& key : keys) out.push_back(value_in(state_->table, key));
    return out;
  }
  Result<void> scan(const KvRange& range, std::size_t limit, const KvVisit& visit) const override {
    return scan_table(state_->table, range, limit, visit);
  }

 private:
  const std::shared_ptr<State> state_;
  std::mutex& mutex_;
};

class MemoryKv final : public Kv {
 public:
  Result<std::optional<std::string>> get(std::string_view key) const override { return now().get(key); }
  Result<std::vector<std::optional<std::string>>> multi_get(const std::vector<std::string>& keys) const override {
    return now().multi_get(keys);
  }
  Result<void> scan(const KvRange& range, std::size_t limit, const KvVisit& visit) const override {
    return now().scan(range, limit, visit);
  }
  std::unique_ptr<KvView> snapshot() const override {
    const std::lock_guard<std::mutex> lock{mutex_};
    return std::make_unique<MemoryView>(state_, mutex_);
  }

  Result<void> write(const KvBatch& batch, bool /*sync*/) override {
    const std::lock_guard<std::mutex> lock{mutex_};
    // Whoever reads keeps what it read from.
    if (state_->readers > 0) state_ = std::make_shared<State>(State{state_->table, 0});
    Table& table = state_->table;
    for (std::size_t n = 0; n < batch.size(); ++n) {
      const KvBatch::Change change = batch[n];
      switch (change.what) {
        case KvBatch::What::kPut:
          table.insert_or_assign(std::string{change.key}, std::string{change.value});
          break;
        case KvBatch::What::kErase:
          if (const auto it = table.find(change.key); it != table.end()) table.erase(it);
          break;
        case KvBatch::What::kEraseRange:
          table.erase(table.lower_bound(change.key), table.lower_bound(change.value));
      }
    }
    return {};
  }

  Result<void> flush_log() override { return {}; }

  Result<std::unique_ptr<KvLoader>> loader(Packing /*packing*/) override {
    const std::lock_guard<std::mutex> lock{mutex_};
    if (!state_->table.empty())
      return Error{ErrorCode::kInvalidArgument, "store in memory: it has keys; wanted one to fill"};
    return std::unique_ptr<KvLoader>{std::make_unique<Loader>(*this)};
  }

  Result<void> verify_files() const override { return {}; }
  Result<std::uint64_t> bytes_on_disk() const override { return std::uint64_t{0}; }
  Result<std::string> identity() const override { return std::string{"memory"}; }

 private:
  class Loader final : public KvLoader {
   public:
    explicit Loader(MemoryKv& to) : to_{to} {}
    Result<void> add(std::string_view key, std::string_view value) override {
      if (!table_.empty() && key <= table_.rbegin()->first)
        return Error{ErrorCode::kInvalidArgument, "store in memory: keys do not rise"};
      table_.emplace_hint(table_.end(), key, value);
      return {};
    }
    Result<void> finish() override {
      const std::lock_guard<std::mutex> lock{to_.mutex_};
      auto whole = std::make_shared<State>(State{to_.state_->table, 0});
      whole->table.merge(table_);
      to_.state_ = std::move(whole);
      return {};
    }

   private:
    MemoryKv& to_;
    Table table_;
  };

  MemoryView now() const {
    const std::lock_guard<std::mutex> lock{mutex_};
    return {state_, mutex_};
  }

  mutable std::mutex mutex_;
  std::shared_ptr<State> state_ = std::make_shared<State>();  // under `mutex_`
};

}  // namespace

std::unique_ptr<Kv> make_memory_kv() { return std::make_unique<MemoryKv>(); }

}  // namespace headwater::detail
