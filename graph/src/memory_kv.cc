#include "memory_kv.h"

#include <atomic>
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

class MemoryView final : public KvView {
 public:
  explicit MemoryView(std::shared_ptr<const Table> table) : table_{std::move(table)} {}

  Result<std::optional<std::string>> get(std::string_view key) const override { return value_in(*table_, key); }
  Result<std::vector<std::optional<std::string>>> multi_get(const std::vector<std::string>& keys) const override {
    std::vector<std::optional<std::string>> out;
    out.reserve(keys.size());
    for (const std::string& key : keys) out.push_back(value_in(*table_, key));
    return out;
  }
  Result<void> scan(const KvRange& range, std::size_t limit, const KvVisit& visit) const override {
    return scan_table(*table_, range, limit, visit);
  }

 private:
  std::shared_ptr<const Table> table_;
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
  std::unique_ptr<KvView> snapshot() const override { return std::make_unique<MemoryView>(table()); }

  Result<void> write(const KvBatch& batch, bool /*sync*/) override {
    const std::lock_guard<std::mutex> lock{mutex_};
    // Whoever reads keeps what it read from; who has ended reading has done so before this writes.
    if (table_.use_count() > 1) table_ = std::make_shared<Table>(*table_);
    std::atomic_thread_fence(std::memory_order_acquire);
    for (std::size_t n = 0; n < batch.size(); ++n) {
      const KvBatch::Change change = batch[n];
      switch (change.what) {
        case KvBatch::What::kPut:
          table_->insert_or_assign(std::string{change.key}, std::string{change.value});
          break;
        case KvBatch::What::kErase:
          if (const auto it = table_->find(change.key); it != table_->end()) table_->erase(it);
          break;
        case KvBatch::What::kEraseRange:
          table_->erase(table_->lower_bound(change.key), table_->lower_bound(change.value));
      }
    }
    return {};
  }

  Result<void> flush_log() override { return {}; }

  Result<std::unique_ptr<KvLoader>> loader() override {
    if (!table()->empty())
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
      auto whole = std::make_shared<Table>(*to_.table_);
      whole->merge(table_);
      to_.table_ = std::move(whole);
      return {};
    }

   private:
    MemoryKv& to_;
    Table table_;
  };

  std::shared_ptr<const Table> table() const {
    const std::lock_guard<std::mutex> lock{mutex_};
    return table_;
  }
  MemoryView now() const { return MemoryView{table()}; }

  mutable std::mutex mutex_;
  std::shared_ptr<Table> table_ = std::make_shared<Table>();
};

}  // namespace

std::unique_ptr<Kv> make_memory_kv() { return std::make_unique<MemoryKv>(); }

}  // namespace headwater::detail
