// What people decide, written down beside what documents say.
#include <algorithm>
#include <utility>

#include "clock.h"
#include "store_impl.h"

namespace headwater {

Result<Judgement> Store::judge(Judgement judgement) {
  if (impl_->read_only)
    return Error{ErrorCode::kInvalidArgument, "store '" + impl_->path + "': opened for reading only"};
  if (judgement.recorded == 0) judgement.recorded = detail::seconds_now();
  if (const Result<void> checked = valid(judgement); !checked.has_value()) return checked.error();
  std::uint64_t ticket = 0;
  {
    const std::lock_guard<std::mutex> lock{impl_->writing};
    for (const NodeId& node : {judgement.about, judgement.other}) {
      if (node.is_null()) continue;
      const Result<std::optional<std::string>> there = impl_->kv->get(detail::record_key(node));
      if (!there.has_value()) return detail::in_store(impl_->path, there.error());
      if (!*there) return Error{ErrorCode::kNotFound, "judgement: there is no " + to_string(node)};
    }
    // As for a put: so that the file of the topology is right when the store is closed.
    if (!impl_->topology.has_failed()) (void)impl_->topology.load(*impl_->kv, impl_->state).has_value();
    codec::StateValue state = impl_->state;
    judgement.sequence = ++state.judgements;
    ++state.version;
    detail::KvBatch changes;
    for (const NodeId& node : {judgement.about, judgement.other}) {
      if (!node.is_null()) changes.put(codec::judgement_key(node, judgement.sequence), codec::encode(judgement));
    }
    changes.put(codec::state_key(), codec::encode(state));
    ++impl_->writes_begun;
    const Result<void> written = impl_->kv->write(changes, false);
    if (written.has_value()) {
      impl_->state = state;
      impl_->topology.apply({}, state);
      impl_->version = state.version;
      impl_->has_judgements = true;
      ticket = impl_->flush.wrote();
    }
    ++impl_->writes_ended;
    if (!written.has_value()) return detail::in_store(impl_->path, written.error());
  }
  if (impl_->sync) {
    if (const Result<void> flushed = impl_->flush.wait(*impl_->kv, ticket); !flushed.has_value())
      return flushed.error();
  }
  return judgement;
}

Result<std::vector<Judgement>> Store::judgements(const NodeId& node) const {
  std::vector<Judgement> out;
  if (!impl_->has_judgements) return out;
  const Result<void> scanned = impl_->kv->scan(detail::prefix_range(codec::judgements_prefix(node)), kNoLimit,
                                               [&](std::string_view key, std::string_view value) -> Result<bool> {
                                                 const Result<codec::JudgementKey> id =
                                                     codec::decode_judgement_key(key);
                                                 if (!id.has_value()) return detail::in_store(impl_->path, id.error());
                                                 Result<Judgement> one = codec::decode_judgement(id->sequence, value);
                                                 if (!one.has_value())
                                                   return detail::in_store(impl_->path, one.error());
                                                 out.push_back(std::move(one).value());
                                                 return true;
                                               });
  if (!scanned.has_value()) return scanned.error();
  return out;
}

Result<std::vector<Judgement>> Store::judgements_after(std::uint64_t after, std::size_t limit) const {
  std::vector<Judgement> out;
  if (!impl_->has_judgements) return out;
  const auto by_sequence = [](const Judgement& a, const Judgement& b) { return a.sequence < b.sequence; };
  const Result<void> scanned = impl_->kv->scan(
      detail::prefix_range(codec::tag_prefix(codec::Tag::kJudgement)), kNoLimit,
      [&](std::string_view key, std::string_view value) -> Result<bool> {
        const Result<codec::JudgementKey> id = codec::decode_judgement_key(key);
        if (!id.has_value()) return detail::in_store(impl_->path, id.error());
        Result<Judgement> one = codec::decode_judgement(id->sequence, value);
        if (!one.has_value()) return detail::in_store(impl_->path, one.error());
        if (one->sequence <= after || id->node != one->about) return true;
        out.push_back(std::move(one).value());
        // The least `limit` of them, kept within twice that.
        if (limit < out.size() / 2) {
          std::nth_element(out.begin(), out.begin() + static_cast<std::ptrdiff_t>(limit), out.end(), by_sequence);
          out.resize(limit);
        }
        return true;
      });
  if (!scanned.has_value()) return scanned.error();
  std::sort(out.begin(), out.end(), by_sequence);
  if (out.size() > limit) out.resize(limit);
  return out;
}

}  // namespace headwater
