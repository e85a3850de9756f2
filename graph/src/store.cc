#include "headwater/graph/store.h"

#include <algorithm>
#include <filesystem>
#include <iterator>
#include <set>
#include <utility>

#include "edge_reader.h"
#include "headwater/schema/fold.h"
#include "memory_kv.h"
#include "place.h"
#include "rocksdb_kv.h"
#include "store_impl.h"
#include "upgrade.h"

namespace headwater {
namespace {

namespace fs = std::filesystem;

using detail::in_store;
using detail::Kv;
using detail::KvMode;
using detail::KvRange;
using detail::KvView;
using detail::look_at;
using detail::Place;

Error not_a_store(const std::string& path) {
  return {ErrorCode::kInvalidArgument,
          "store '" + path + "': not a headwater store; wanted one, or a directory that is empty or not there"};
}

// The version of the format, 0 if there is nothing at all yet.
Result<std::uint32_t> format_of(const std::string& path, const KvView& kv) {
  const Result<std::optional<std::string>> bytes = kv.get(codec::format_key());
  if (!bytes.has_value()) return bytes.error();
  if (!*bytes) {
    bool empty = true;
    const Result<void> scanned = kv.scan({}, 1, [&](std::string_view, std::string_view) {
      empty = false;
      return Result<bool>{false};
    });
    if (!scanned.has_value()) return scanned.error();
    if (!empty) return not_a_store(path);
    // Opened as new, such a database would drop its tables.
    if (detail::has_tables(path)) {
      return in_store(path, {ErrorCode::kCorruption, "empty, yet with tables: its list of tables is damaged"});
    }
    return std::uint32_t{0};
  }
  const Result<std::uint32_t> version = codec::decode_format(**bytes);
  if (!version.has_value()) {
    return version.error().code == ErrorCode::kInvalidArgument ? not_a_store(path) : in_store(path, version.error());
  }
  if (*version < codec::kOldestFormat || *version > codec::kFormatVersion) {
    return Error{ErrorCode::kUnsupported, "store '" + path + "': its format is version " + std::to_string(*version) +
                                              ", this program reads versions " + std::to_string(codec::kOldestFormat) +
                                              " to " + std::to_string(codec::kFormatVersion)};
  }
  return *version;
}

Result<void> write_format(Kv& kv) {
  detail::KvBatch batch;
  batch.put(codec::format_key(), codec::encode_format(codec::kFormatVersion));
  batch.put(codec::state_key(), codec::encode(codec::StateValue{}));
  return kv.write(batch, true);
}

Result<codec::StateValue> read_state(const std::string& path, const KvView& kv) {
  const Result<std::optional<std::string>> bytes = kv.get(codec::state_key());
  if (!bytes.has_value()) return bytes.error();
  if (!*bytes) return in_store(path, {ErrorCode::kCorruption, "state record is missing"});
  const Result<codec::StateValue> state = codec::decode_state(**bytes);
  if (!state.has_value()) return in_store(path, state.error());
  return state;
}

// The record under `key`, decoded; nothing if absent.
template <class T, class Decode>
Result<std::optional<T>> lookup(const std::string& path, const KvView& kv, const std::string& key, Decode decode) {
  Result<std::optional<std::string>> bytes = kv.get(key);
  if (!bytes.has_value()) return bytes.error();
  if (!*bytes) return std::optional<T>{};
  Result<T> record = decode(**bytes);
  if (!record.has_value()) return in_store(path, record.error());
  return std::optional<T>{std::move(record).value()};
}

// What `decode` makes of every key of the range.
template <class T, class Decode>
Result<std::vector<T>> collect(const std::string& path, const KvView& kv, const KvRange& range, std::size_t limit,
                               Decode decode) {
  std::vector<T> out;
  const Result<void> scanned = kv.scan(range, limit, [&](std::string_view key, std::string_view value) -> Result<bool> {
    Result<T> item = decode(key, value);
    if (!item.has_value()) return in_store(path, item.error());
    out.push_back(std::move(item).value());
    return true;
  });
  if (!scanned.has_value()) return scanned.error();
  return out;
}

// Of all relations, or of one.
bool wants(std::optional<Relation> relation, Relation of) { return !relation || *relation == of; }

bool has_any(const Arcs& arcs, std::optional<Relation> relation) {
  const auto is_wanted = [relation](Arc arc) { return wants(relation, arc.relation()); };
  return std::any_of(arcs.settled.begin(), arcs.settled.end(), is_wanted) ||
         std::any_of(arcs.added.begin(), arcs.added.end(), is_wanted);
}

}  // namespace

Result<std::optional<std::vector<Edge>>> Store::Impl::edges_by_short_way(const NodeId& node, Direction direction,
                                                                         std::optional<Relation> relation) const {
  constexpr std::size_t kFew = 64;  // more take as long to look at as the store does
  const std::uint64_t ended = writes_ended.load();
  const std::optional<Topology> graph = topology.snapshot();
  if (!graph) return std::optional<std::vector<Edge>>{};
  const std::optional<NodeNumber> number = graph->number_of(node);
  if (!number) return std::optional{std::vector<Edge>{}};
  const Arcs arcs = graph->arcs(*number, direction);
  if (arcs.size() > kFew) return std::optional<std::vector<Edge>>{};
  if (!has_any(arcs, relation)) return std::optional{std::vector<Edge>{}};
  if (direction == Direction::kDownstream) return std::optional<std::vector<Edge>>{};
  const std::optional<DocumentId> home = detail::home_of(node);
  if (!home) return std::optional<std::vector<Edge>>{};
  const Result<detail::StatedCache::Value> bytes = stated_by(*home, ended);
  if (!bytes.has_value()) return bytes.error();
  Result<std::vector<Edge>> own = detail::own_edges(*home, **bytes, node);
  if (!own.has_value()) return own.error();
  // What was read may be of a later state than the topology, unless nobody has written meanwhile.
  if (own->size() != arcs.size() || writes_begun.load() != ended) return std::optional<std::vector<Edge>>{};
  std::erase_if(*own, [relation](const Edge& edge) { return !wants(relation, edge.relation); });
  return std::optional{std::move(own).value()};
}

Result<detail::StatedCache::Value> Store::Impl::stated_by(DocumentId writer, std::uint64_t ended) const {
  if (detail::StatedCache::Value known = stated.find(writer)) return known;
  Result<std::optional<std::string>> bytes = kv->get(codec::edges_key(writer));
  if (!bytes.has_value()) return bytes.error();
  auto value = std::make_shared<const std::string>(std::move(*bytes).value_or(""));
  stated.keep(writer, value, [&] { return writes_begun.load() == ended; });
  return detail::StatedCache::Value{std::move(value)};
}

Result<std::vector<Edge>> Store::Impl::edges(const NodeId& node, Direction direction, std::optional<Relation> relation,
                                             std::size_t limit) const {
  Result<std::optional<std::vector<Edge>>> soon = edges_by_short_way(node, direction, relation);
  if (!soon.has_value()) return in_store(path, soon.error());
  if (*soon) {
    if ((*soon)->size() > limit) (*soon)->resize(limit);
    return **std::move(soon);
  }
  Result<std::vector<Edge>> out = detail::edges_at(*kv->snapshot(), node, direction, relation, limit);
  if (!out.has_value()) return in_store(path, out.error());
  return out;
}

Store::Store(std::unique_ptr<Impl> impl) : impl_{std::move(impl)} {}
Store::Store(Store&&) noexcept = default;
Store& Store::operator=(Store&&) noexcept = default;
Store::~Store() = default;

Result<Store> Store::open(const std::string& path, const StoreOptions& options) {
  const Result<Place> place = look_at(path);
  if (!place.has_value()) return place.error();
  if (*place == Place::kOther) return not_a_store(path);
  if (*place != Place::kDatabase && (options.read_only || !options.create_if_missing)) {
    return Error{ErrorCode::kNotFound, "store '" + path + "': there is none; wanted an existing store"};
  }
  if (*place == Place::kAbsent) {
    std::error_code error;
    fs::create_directories(path, error);
    if (error) return Error{ErrorCode::kIo, "store '" + path + "': making the directory: " + error.message()};
  }
  if (*place == Place::kDatabase && !options.read_only) {
    // Looked at without writing first: what is not ours is not touched.
    const Result<std::unique_ptr<Kv>> probe = detail::open_rocksdb(path, KvMode::kReadOnly);
    if (!probe.has_value()) return probe.error();
    if (const Result<std::uint32_t> format = format_of(path, **probe); !format.has_value()) return format.error();
  }
  const KvMode mode = options.read_only            ? KvMode::kReadOnly
                      : *place == Place::kDatabase ? KvMode::kReadWrite
                                                   : KvMode::kCreate;
  Result<std::unique_ptr<Kv>> kv = detail::open_rocksdb(path, mode);
  if (!kv.has_value()) return kv.error();
  const Result<std::uint32_t> format = format_of(path, **kv);
  if (!format.has_value()) return format.error();
  if (*format == 0) {
    if (options.read_only) {
      return Error{ErrorCode::kNotFound, "store '" + path + "': it is not complete yet; wanted an existing store"};
    }
    if (const Result<void> written = write_format(**kv); !written.has_value()) return written.error();
  } else if (*format < codec::kFormatVersion) {
    if (!options.read_only) {
      if (const Result<void> upgraded = detail::upgrade(**kv, *format); !upgraded.has_value())
        return in_store(path, upgraded.error());
    } else if (!detail::reads_as_it_is(*format)) {
      Result<std::unique_ptr<Kv>> newer = detail::upgraded_in_memory(**kv, *format);
      if (!newer.has_value()) return in_store(path, newer.error());
      *kv = std::move(newer).value();
    }
  }
  const Result<codec::StateValue> state = read_state(path, **kv);
  if (!state.has_value()) return state.error();

  auto impl = std::make_unique<Impl>(path, options.max_topology_bytes);
  impl->read_only = options.read_only;
  impl->sync = options.sync;
  impl->kv = std::move(kv).value();
  impl->state = *state;
  impl->version = state->version;
  impl->has_judgements = state->judgements > 0;
  return Store{std::move(impl)};
}

Store Store::in_memory() {
  auto impl = std::make_unique<Impl>("", StoreOptions{}.max_topology_bytes);
  impl->kv = detail::make_memory_kv();
  (void)write_format(*impl->kv).has_value();  // memory refuses nothing
  return Store{std::move(impl)};
}

std::unique_lock<std::mutex> Store::turn() { return std::unique_lock<std::mutex>{impl_->turn}; }

const std::string& Store::path() const { return impl_->path; }

std::uint64_t Store::version() const { return impl_->version.load(); }

Result<std::optional<Document>> Store::document(DocumentId id) const {
  return lookup<Document>(impl_->path, *impl_->kv, codec::document_key(id),
                          [&](std::string_view bytes) { return codec::decode_document(id, bytes); });
}

Result<std::optional<Claim>> Store::claim(ClaimId id) const {
  return lookup<Claim>(impl_->path, *impl_->kv, codec::claim_key(id),
                       [&](std::string_view bytes) { return codec::decode_claim(id, bytes); });
}

Result<std::optional<Agent>> Store::agent(AgentId id) const {
  return lookup<Agent>(impl_->path, *impl_->kv, codec::agent_key(id),
                       [&](std::string_view bytes) { return codec::decode_agent(id, bytes); });
}

Result<std::optional<StoredText>> Store::text(DocumentId id) const {
  return lookup<StoredText>(impl_->path, *impl_->kv, codec::text_key(id),
                            [](std::string_view bytes) -> Result<StoredText> {
                              Result<codec::TextValue> value = codec::decode_text(bytes);
                              if (!value.has_value()) return value.error();
                              return StoredText{std::move(value->text), std::move(value->map), std::move(value->links),
                                                std::move(value->boilerplate)};
                            });
}

Result<std::optional<std::string>> Store::raw(DocumentId id) const {
  Result<std::optional<std::string>> bytes = impl_->kv->get(codec::raw_key(id));
  if (!bytes.has_value() || *bytes) return bytes;
  // Of a document without bytes none are kept.
  const Result<std::optional<Document>> record = document(id);
  if (!record.has_value()) return record.error();
  return *record && (*record)->held ? std::optional{std::string{}} : std::nullopt;
}

Result<std::string> Store::quote(const Evidence& evidence) const {
  if (evidence.spans.empty()) return std::string{};
  const Result<std::optional<StoredText>> stored = text(evidence.document);
  if (!stored.has_value()) return stored.error();
  return *stored ? words_of((*stored)->text, evidence.spans) : std::string{};
}

Result<std::optional<DocumentId>> Store::document_by_sha256(std::string_view sha256) const {
  const std::string prefix = codec::sha256_prefix(sha256);
  if (prefix.empty()) {
    return Error{ErrorCode::kInvalidArgument,
                 "sha256 '" + std::string{sha256.substr(0, 80)} + "': wanted 64 lower-case hex digits"};
  }
  const auto decode = [](std::string_view key, std::string_view) { return codec::decode_sha256_key(key); };
  const Result<std::vector<DocumentId>> found =
      collect<DocumentId>(impl_->path, *impl_->kv, detail::prefix_range(prefix), 1, decode);
  if (!found.has_value()) return found.error();
  return found->empty() ? std::optional<DocumentId>{} : std::optional<DocumentId>{found->front()};
}

Result<std::vector<Claim>> Store::claims_of(DocumentId id) const {
  const auto decode = [](std::string_view key, std::string_view value) -> Result<Claim> {
    const Result<ClaimId> claim = codec::decode_claim_key(key);
    if (!claim.has_value()) return claim.error();
    return codec::decode_claim(*claim, value);
  };
  Result<std::vector<Claim>> claims =
      collect<Claim>(impl_->path, *impl_->kv, detail::prefix_range(codec::claims_prefix(id)), kNoLimit, decode);
  if (!claims.has_value()) return claims.error();
  std::sort(claims->begin(), claims->end(), [](const Claim& a, const Claim& b) {
    const ByteSpan at = hull(a.content);
    const ByteSpan bt = hull(b.content);
    return at != bt ? at < bt : a.id < b.id;
  });
  return claims;
}

Result<std::vector<Edge>> Store::upstream(const NodeId& from, std::size_t limit) const {
  return impl_->edges(from, Direction::kUpstream, std::nullopt, limit);
}

Result<std::vector<Edge>> Store::upstream(const NodeId& from, Relation relation, std::size_t limit) const {
  return impl_->edges(from, Direction::kUpstream, relation, limit);
}

Result<std::vector<Edge>> Store::downstream(const NodeId& to, std::size_t limit) const {
  return impl_->edges(to, Direction::kDownstream, std::nullopt, limit);
}

Result<std::vector<Edge>> Store::downstream(const NodeId& to, Relation relation, std::size_t limit) const {
  return impl_->edges(to, Direction::kDownstream, relation, limit);
}

// A word has its nodes in order, and its keys differ in their last bytes alone.
Result<std::vector<NodeId>> Store::nodes_with_word(std::string_view folded_word, NodeKind kind,
                                                   std::size_t limit) const {
  const bool starts = folded_word.ends_with('*');
  if (starts) folded_word.remove_suffix(1);
  if ((folded_word.empty() && !starts) || folded_word.find('\0') != std::string_view::npos || limit == 0) {
    return std::vector<NodeId>{};
  }
  if (!starts) {
    Result<Postings> found = postings(PostingList::with_word(folded_word, kind), limit);
    if (!found.has_value()) return found.error();
    return std::move(found->nodes);
  }
  // Of many words, the least `limit` of them all.
  std::set<NodeId> least;
  const auto add = [&](const NodeId& node) {
    if (least.size() < limit || node < *least.rbegin()) least.insert(node);
    if (least.size() > limit) least.erase(std::prev(least.end()));
  };
  const KvRange range = detail::prefix_range(codec::word_start_prefix(kind, folded_word));
  const Result<void> scanned =
      impl_->kv->scan(range, kNoLimit, [&](std::string_view key, std::string_view value) -> Result<bool> {
        const Result<codec::WordKey> word = codec::decode_word_key(key);
        if (!word.has_value()) return in_store(impl_->path, word.error());
        if (kind != NodeKind::kClaim) {
          add(word->node);
        } else {
          const Result<std::vector<ClaimId>> claims = codec::decode_claims_with_word(*word->node.document(), value);
          if (!claims.has_value()) return in_store(impl_->path, claims.error());
          for (const ClaimId claim : *claims) add(claim);
        }
        return true;
      });
  if (!scanned.has_value()) return scanned.error();
  return std::vector<NodeId>(least.begin(), least.end());
}

Result<std::vector<DocumentId>> Store::documents_of_publisher(std::string_view name_key, std::size_t limit) const {
  if (name_key.empty() || name_key.find('\0') != std::string_view::npos) return std::vector<DocumentId>{};
  const auto decode = [](std::string_view key, std::string_view) -> Result<DocumentId> {
    const Result<codec::PublisherKey> publisher = codec::decode_publisher_key(key);
    if (!publisher.has_value()) return publisher.error();
    return publisher->document;
  };
  return collect<DocumentId>(impl_->path, *impl_->kv, detail::prefix_range(codec::publisher_prefix(name_key)), limit,
                             decode);
}

Result<std::vector<Document>> Store::documents(DocumentId after, std::size_t limit) const {
  const auto decode = [](std::string_view key, std::string_view value) -> Result<Document> {
    const Result<DocumentId> id = codec::decode_document_key(key);
    if (!id.has_value()) return id.error();
    return codec::decode_document(*id, value);
  };
  KvRange range = detail::prefix_range(codec::tag_prefix(codec::Tag::kDocument));
  if (!after.is_null()) range.begin = codec::document_key(after).append(1, '\0');
  return collect<Document>(impl_->path, *impl_->kv, range, limit, decode);
}

Result<StoreStats> Store::stats() const {
  const Result<codec::StateValue> state = read_state(impl_->path, *impl_->kv);
  if (!state.has_value()) return state.error();
  const Result<std::uint64_t> bytes = impl_->kv->bytes_on_disk();
  if (!bytes.has_value()) return bytes.error();
  StoreStats out;
  out.documents_held = state->documents_held;
  out.documents_referenced = state->documents_referenced;
  out.claims = state->claims;
  out.agents = state->agents;
  out.edges = state->edges;
  out.judgements = state->judgements;
  out.bytes_on_disk = *bytes;
  out.format_version = codec::kFormatVersion;
  return out;
}

}  // namespace headwater
