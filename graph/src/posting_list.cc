#include "headwater/graph/posting_list.h"

#include <algorithm>
#include <optional>
#include <span>
#include <utility>

#include "headwater/graph/store.h"
#include "headwater/schema/codec.h"
#include "store_impl.h"

namespace headwater {
namespace {

using detail::in_store;

// Adds what stands under one key of the list: `rest` follows the prefix.
Result<void> add_posting(const std::string& path, NodeKind kind, std::string_view rest, std::string_view value,
                         std::vector<NodeId>& out) {
  DocumentId::Array bytes{};
  if (rest.size() != bytes.size())
    return in_store(path, {ErrorCode::kCorruption, "a list's key has no id of eight bytes at its end"});
  std::copy(rest.begin(), rest.end(), bytes.begin());
  if (kind == NodeKind::kAgent) {
    out.emplace_back(AgentId::from(bytes));
  } else if (kind == NodeKind::kDocument) {
    out.emplace_back(DocumentId::from(bytes));
  } else {
    // Mostly there is one.
    if (value.size() == ClaimId::kBytes - DocumentId::kBytes) {
      ClaimId::Array claim{};
      std::copy(value.begin(), value.end(), std::copy(bytes.begin(), bytes.end(), claim.begin()));
      out.emplace_back(ClaimId::from(claim));
      return {};
    }
    const Result<std::vector<ClaimId>> claims = codec::decode_claims_with_word(DocumentId::from(bytes), value);
    if (!claims.has_value()) return in_store(path, claims.error());
    out.insert(out.end(), claims->begin(), claims->end());
  }
  return {};
}

bool names_nothing(std::string_view word) { return word.empty() || word.find('\0') != std::string_view::npos; }

template <class Record, class IdType, class Key, class Decode>
Result<std::vector<std::optional<Record>>> records_of(const detail::Kv& kv, const std::string& path,
                                                      std::span<const IdType> ids, Key key_of, Decode decode) {
  std::vector<std::string> keys;
  keys.reserve(ids.size());
  for (const IdType& id : ids) keys.push_back(key_of(id));
  const Result<std::vector<std::optional<std::string>>> values = kv.multi_get(keys);
  if (!values.has_value()) return values.error();
  std::vector<std::optional<Record>> out(ids.size());
  for (std::size_t n = 0; n < ids.size(); ++n) {
    if (!(*values)[n]) continue;
    Result<Record> record = decode(ids[n], *(*values)[n]);
    if (!record.has_value()) return in_store(path, record.error());
    out[n] = std::move(*record);
  }
  return out;
}

}  // namespace

PostingList PostingList::with_word(std::string_view folded_word, NodeKind kind) {
  return {names_nothing(folded_word) ? std::string{} : codec::word_prefix(kind, folded_word), kind};
}

PostingList PostingList::of_publisher(std::string_view name_key) {
  return {names_nothing(name_key) ? std::string{} : codec::publisher_prefix(name_key), NodeKind::kDocument};
}

PostingList PostingList::said_by(AgentId agent) {
  return {codec::into_prefix(agent, Relation::kSaidBy), NodeKind::kDocument};
}

Result<Postings> Store::postings(const PostingList& list, std::size_t limit, const NodeId& from) const {
  Postings out;
  if (list.prefix().empty() || limit == 0) return out;
  detail::KvRange range = detail::prefix_range(list.prefix());
  if (!from.is_null()) range.begin.append(from.view().substr(1, DocumentId::kBytes));
  const Result<void> scanned =
      impl_->kv->scan(range, kNoLimit, [&](std::string_view key, std::string_view value) -> Result<bool> {
        if (out.nodes.size() >= limit) {
          out.more = true;
          return false;
        }
        const Result<void> added =
            add_posting(impl_->path, list.kind(), key.substr(list.prefix().size()), value, out.nodes);
        if (!added.has_value()) return added.error();
        return true;
      });
  if (!scanned.has_value()) return scanned.error();
  // A document has all its claims under one key.
  if (!from.is_null()) {
    out.nodes.erase(out.nodes.begin(), std::lower_bound(out.nodes.begin(), out.nodes.end(), from));
  }
  if (out.nodes.size() > limit) {
    out.nodes.resize(limit);
    out.more = true;
  }
  return out;
}

Result<std::optional<std::vector<NodeId>>> Store::nodes_with_rare_word(std::string_view folded_word, NodeKind kind,
                                                                       std::size_t most) const {
  if (impl_->common_words.has_more(kind, folded_word, most)) return std::optional<std::vector<NodeId>>{};
  const std::uint64_t then = impl_->common_words.forgotten();
  Result<Postings> found = postings(PostingList::with_word(folded_word, kind), most);
  if (!found.has_value()) return found.error();
  if (!found->more) return std::optional{std::move(found->nodes)};
  // A reader beside a writer does not hear of what that one takes away.
  if (!impl_->read_only) impl_->common_words.remember(kind, folded_word, most, then);
  return std::optional<std::vector<NodeId>>{};
}

Result<std::vector<NodeId>> Store::postings_among(const PostingList& list,
                                                  std::span<const DocumentId> documents) const {
  std::vector<NodeId> out;
  if (list.prefix().empty()) return out;
  std::vector<std::string> keys;
  keys.reserve(documents.size());
  for (const DocumentId& document : documents) keys.push_back(list.prefix() + std::string{document.view()});
  const Result<std::vector<std::optional<std::string>>> values = impl_->kv->multi_get(keys);
  if (!values.has_value()) return values.error();
  for (std::size_t n = 0; n < documents.size(); ++n) {
    if (!(*values)[n]) continue;
    const Result<void> added = add_posting(impl_->path, list.kind(), documents[n].view(), *(*values)[n], out);
    if (!added.has_value()) return added.error();
  }
  return out;
}

Result<void> Store::walk_words(NodeKind kind, std::string_view from, const WordStep& step) const {
  // Every key of a word has a zero byte behind the word, so `from` itself is the first that could be.
  detail::KvRange range = detail::prefix_range(codec::word_start_prefix(kind, ""));
  range.begin = codec::word_start_prefix(kind, from);
  return impl_->kv->walk(range, [&](std::string_view key) -> Result<std::optional<std::string>> {
    const Result<codec::WordKey> word = codec::decode_word_key(key);
    if (!word.has_value()) return in_store(impl_->path, word.error());
    const std::optional<std::string> next = step(word->word);
    // A step that does not lead on would be taken for ever.
    if (!next || *next <= word->word) return std::optional<std::string>{};
    return std::optional{codec::word_start_prefix(kind, *next)};
  });
}

Result<std::vector<std::optional<Claim>>> Store::claims(std::span<const ClaimId> ids) const {
  return records_of<Claim>(*impl_->kv, impl_->path, ids, codec::claim_key, codec::decode_claim);
}

Result<std::vector<std::optional<Document>>> Store::documents(std::span<const DocumentId> ids) const {
  return records_of<Document>(*impl_->kv, impl_->path, ids, codec::document_key, codec::decode_document);
}

}  // namespace headwater
