// A store as it stood, while the one it was taken from is written to.
#include <memory>
#include <utility>

#include "store_impl.h"

namespace headwater {
namespace {

using detail::Kv;
using detail::KvBatch;
using detail::KvLoader;
using detail::KvRange;
using detail::KvView;
using detail::KvVisit;
using detail::Packing;

class SharedView final : public KvView {
 public:
  explicit SharedView(std::shared_ptr<const KvView> view) : view_{std::move(view)} {}

  Result<std::optional<std::string>> get(std::string_view key) const override { return view_->get(key); }
  Result<std::vector<std::optional<std::string>>> multi_get(const std::vector<std::string>& keys) const override {
    return view_->multi_get(keys);
  }
  Result<void> scan(const KvRange& range, std::size_t limit, const KvVisit& visit) const override {
    return view_->scan(range, limit, visit);
  }

 private:
  std::shared_ptr<const KvView> view_;
};

// One state of a database, with what is asked of its files passed on. `base` outlives it.
class FrozenKv final : public Kv {
 public:
  explicit FrozenKv(const Kv& base) : base_{base}, view_{base.snapshot()} {}

  Result<std::optional<std::string>> get(std::string_view key) const override { return view_->get(key); }
  Result<std::vector<std::optional<std::string>>> multi_get(const std::vector<std::string>& keys) const override {
    return view_->multi_get(keys);
  }
  Result<void> scan(const KvRange& range, std::size_t limit, const KvVisit& visit) const override {
    return view_->scan(range, limit, visit);
  }
  std::unique_ptr<KvView> snapshot() const override { return std::make_unique<SharedView>(view_); }
  Result<void> write(const KvBatch&, bool) override { return refused(); }
  Result<void> flush_log() override { return {}; }
  Result<std::unique_ptr<KvLoader>> loader(Packing) override { return refused(); }
  Result<void> verify_files() const override { return base_.verify_files(); }
  Result<std::uint64_t> bytes_on_disk() const override { return base_.bytes_on_disk(); }
  Result<std::string> identity() const override { return base_.identity(); }

 private:
  static Error refused() { return {ErrorCode::kInvalidArgument, "a snapshot of a store is for reading only"}; }

  const Kv& base_;
  std::shared_ptr<const KvView> view_;
};

}  // namespace

Result<Store> Store::snapshot() const {
  auto impl = std::make_unique<Impl>(impl_->path, impl_->topology.max_bytes());
  impl->read_only = true;
  impl->sync = impl_->sync;
  impl->kv = std::make_unique<FrozenKv>(*impl_->kv);
  const Result<std::optional<std::string>> bytes = impl->kv->get(codec::state_key());
  if (!bytes.has_value()) return detail::in_store(impl->path, bytes.error());
  const Result<codec::StateValue> state =
      *bytes ? codec::decode_state(**bytes)
             : Result<codec::StateValue>{Error{ErrorCode::kCorruption, "state record is missing"}};
  if (!state.has_value()) return detail::in_store(impl->path, state.error());
  impl->state = *state;
  impl->version = state->version;
  impl->has_judgements = state->judgements > 0;
  return Store{std::move(impl)};
}

}  // namespace headwater
