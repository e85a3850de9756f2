// One document's write.
//
// What a node's record brings with it (words, statements about others) is listed in its manifest; putting a document
// again takes exactly those keys away, with its claims and edges. Agents and referenced documents are shared: each
// document's statement about one is kept under its own key, and the record is the join of all of them. So the store is
// the same whatever the order in which documents came, and a document put again leaves nothing behind.
#include <algorithm>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <type_traits>
#include <utility>
#include <vector>

#include "clock.h"
#include "edge_reader.h"
#include "merge.h"
#include "prepared.h"
#include "store_impl.h"

namespace headwater {
namespace detail {
namespace {

using codec::Tag;

bool has_tag(std::string_view key, Tag tag) {
  return !key.empty() && static_cast<std::uint8_t>(key[0]) == static_cast<std::uint8_t>(tag);
}

// How records of the two shared kinds are named and read.
struct AgentRecords {
  using Id = AgentId;
  using Record = Agent;
  static std::string key(AgentId id) { return codec::agent_key(id); }
  static Result<Agent> decode(AgentId id, std::string_view bytes) { return codec::decode_agent(id, bytes); }
};

struct DocumentRecords {
  using Id = DocumentId;
  using Record = Document;
  static std::string key(DocumentId id) { return codec::document_key(id); }
  static Result<Document> decode(DocumentId id, std::string_view bytes) { return codec::decode_document(id, bytes); }
};

class DocumentWrite {
 public:
  // `topology` is of what `kv` holds, or nothing.
  DocumentWrite(const Kv& kv, const std::optional<Topology>& topology, Prepared& brought,
                const std::vector<NodeId>& unknown_ends, const codec::StateValue& state)
      : kv_{kv}, topology_{topology}, brought_{brought}, unknown_ends_{unknown_ends}, id_{brought.id}, state_{state} {}

  Result<void> build() {
    for (const auto step : {&DocumentWrite::read_old, &DocumentWrite::settle_shared, &DocumentWrite::leave_out_edges,
                            &DocumentWrite::replace_edges, &DocumentWrite::drop_edges_of_others}) {
      if (Result<void> done = (this->*step)(); !done.has_value()) return done;
    }
    write_document();
    ++state_.version;
    changes_.put(codec::state_key(), codec::encode(state_));
    return {};
  }

  [[nodiscard]] const KvBatch& changes() const { return changes_; }
  [[nodiscard]] const codec::StateValue& state() const { return state_; }
  [[nodiscard]] const EdgeChanges& edge_changes() const { return edges_; }
  // Whether a word may have fewer nodes than before.
  [[nodiscard]] bool takes_words_away() const {
    if (was_held_) return true;
    for (std::size_t n = 0; n < changes_.size(); ++n) {
      const KvBatch::Change change = changes_[n];
      if (change.what != KvBatch::What::kPut && change.key.starts_with(static_cast<char>(Tag::kWord))) return true;
    }
    return false;
  }
  // Those whose list of stated edges is another now.
  [[nodiscard]] const std::vector<DocumentId>& writers() const { return writers_; }

 private:
  Result<std::vector<std::string>> manifest_of(const NodeId& node) const {
    const Result<std::optional<std::string>> bytes = kv_.get(codec::manifest_key(node));
    if (!bytes.has_value()) return bytes.error();
    if (!*bytes) return std::vector<std::string>{};
    return codec::decode_manifest(**bytes);
  }

  // What stands now.
  Result<void> read_old() {
    ++state_.documents_held;
    const Result<std::optional<std::string>> record = kv_.get(codec::document_key(id_));
    if (!record.has_value()) return record.error();
    if (!*record) return {};  // and so nothing that hangs on it
    const Result<Document> document = codec::decode_document(id_, **record);
    if (!document.has_value()) return document.error();
    --(document->held ? state_.documents_held : state_.documents_referenced);
    Result<std::vector<std::string>> keys = manifest_of(id_);
    if (!keys.has_value()) return keys.error();
    old_keys_ = std::move(keys).value();
    was_held_ = document->held;
    if (!was_held_) return {};
    recorded_before_ = document->recorded;
    Result<std::vector<Edge>> edges = stated_by(kv_, id_);
    if (!edges.has_value()) return edges.error();
    old_edges_ = std::move(edges).value();
    return kv_.scan(prefix_range(codec::claims_prefix(id_)), Store::kNoLimit,
                    [&](std::string_view key, std::string_view) -> Result<bool> {
                      const Result<ClaimId> claim = codec::decode_claim_key(key);
                      if (!claim.has_value()) return claim.error();
                      old_claims_.push_back(*claim);
                      return true;
                    });
  }

  // Records of the agents and documents that this document speaks of or spoke of.
  Result<void> settle_shared() {
    std::vector<std::string> old_statements;
    for (const std::string& key : old_keys_) {
      if (has_tag(key, Tag::kStatement)) old_statements.push_back(key);
    }
    const Result<std::vector<std::optional<std::string>>> values = kv_.multi_get(old_statements);
    if (!values.has_value()) return values.error();
    std::map<std::string, Stated> statements;
    for (std::size_t i = 0; i < old_statements.size(); ++i) statements[old_statements[i]].before = (*values)[i];
    for (const auto& [key, value] : brought_.hanging) {
      if (has_tag(key, Tag::kStatement)) statements[key].after = value;
    }
    std::vector<NodeId> about;
    std::vector<const Stated*> changed;
    std::vector<std::string> records;
    for (const auto& [key, stated] : statements) {
      if (stated.before == stated.after) continue;
      const Result<codec::StatementKey> decoded = codec::decode_statement_key(key);
      if (!decoded.has_value()) return decoded.error();
      about.push_back(decoded->about);
      changed.push_back(&stated);
      records.push_back(record_key(decoded->about));
    }
    const Result<std::vector<std::optional<std::string>>> now = kv_.multi_get(records);
    if (!now.has_value()) return now.error();
    for (std::size_t i = 0; i < about.size(); ++i) {
      const Result<void> settled =
          about[i].kind() == NodeKind::kAgent
              ? settle<AgentRecords>(*about[i].agent(), *changed[i], (*now)[i], state_.agents)
              : settle<DocumentRecords>(*about[i].document(), *changed[i], (*now)[i], state_.documents_referenced);
      if (!settled.has_value()) return settled;
    }
    return {};
  }

  // What this document stated and states of a node.
  struct Stated {
    std::optional<std::string> before;
    std::optional<std::string> after;
  };

  template <class Records>
  static Result<std::optional<typename Records::Record>> decode_optional(typename Records::Id id,
                                                                         const std::optional<std::string>& bytes) {
    using Record = typename Records::Record;
    if (!bytes) return std::optional<Record>{};
    Result<Record> record = Records::decode(id, *bytes);
    if (!record.has_value()) return record.error();
    return std::optional<Record>{std::move(record).value()};
  }

  template <class Records>
  Result<void> settle(typename Records::Id id, const Stated& stated, const std::optional<std::string>& now,
                      std::uint64_t& count) {
    using Record = typename Records::Record;
    const Result<std::optional<Record>> current = decode_optional<Records>(id, now);
    if (!current.has_value()) return current.error();
    const Result<std::optional<Record>> before = decode_optional<Records>(id, stated.before);
    if (!before.has_value()) return before.error();
    const Result<std::optional<Record>> after = decode_optional<Records>(id, stated.after);
    if (!after.has_value()) return after.error();
    if constexpr (std::is_same_v<Record, Document>) {
      if (*current && (*current)->held) return {};  // its own bytes say what it is
    }

    std::optional<Record> wanted;
    if (*after) wanted = *current ? join(**current, **after) : **after;
    // What was said before and is said no more may go from the record, unless others say it too.
    if (*before && (!*after || !(join(**before, **after) == **after))) {
      Result<std::optional<Record>> all = join_of_all<Records>(id, *after, *current);
      if (!all.has_value()) return all.error();
      wanted = std::move(all).value();
    }
    if (wanted == *current) return {};
    const std::string key = Records::key(id);
    if (wanted) {
      changes_.put(key, codec::encode(*wanted));
      if (!*current) ++count;
      return write_index(id, !*current, index_keys(*wanted));
    }
    changes_.erase(key);
    gone_.insert(id);
    --count;
    return write_index(id, false, {});
  }

  // The join of what all other documents state and `own`. Stops early where nothing more can be added to the record.
  template <class Records>
  Result<std::optional<typename Records::Record>> join_of_all(
      typename Records::Id id, const std::optional<typename Records::Record>& own,
      const std::optional<typename Records::Record>& current) const {
    using Record = typename Records::Record;
    std::optional<Record> most = current;
    if (most && own) most = join(*most, *own);
    std::optional<Record> sum = own;
    const Result<void> scanned = kv_.scan(prefix_range(codec::statements_prefix(id)), Store::kNoLimit,
                                          [&](std::string_view key, std::string_view value) -> Result<bool> {
                                            const Result<codec::StatementKey> statement =
                                                codec::decode_statement_key(key);
                                            if (!statement.has_value()) return statement.error();
                                            if (statement->writer == id_) return true;
                                            Result<Record> record = Records::decode(id, value);
                                            if (!record.has_value()) return record.error();
                                            sum = sum ? join(*sum, *record) : std::move(record).value();
                                            return !(sum == most);
                                          });
    if (!scanned.has_value()) return scanned.error();
    return sum;
  }

  // The index entries of a shared record, in place of those it had.
  Result<void> write_index(const NodeId& node, bool is_new, const std::vector<std::string>& keys) {
    const Result<std::vector<std::string>> old = is_new ? std::vector<std::string>{} : manifest_of(node);
    if (!old.has_value()) return old.error();
    for (const std::string& key : *old) {
      if (!std::binary_search(keys.begin(), keys.end(), key)) changes_.erase(key);
    }
    for (const std::string& key : keys) changes_.put(key, "");
    write_manifest(node, keys, !old->empty());
    return {};
  }

  void write_manifest(const NodeId& node, const std::vector<std::string>& keys, bool had_any) {
    if (!keys.empty()) {
      changes_.put(codec::manifest_key(node), codec::encode_manifest(keys));
    } else if (had_any) {
      changes_.erase(codec::manifest_key(node));
    }
  }

  // Whether it is known without a look at the disk to be there: no edge outlives its nodes.
  [[nodiscard]] bool has_edges(const NodeId& node) const {
    if (!topology_) return false;
    const std::optional<NodeNumber> number = topology_->number_of(node);
    return number && topology_->arcs(*number, Direction::kUpstream).size() +
                             topology_->arcs(*number, Direction::kDownstream).size() >
                         0;
  }

  // A link may have been found to a node that was replaced meanwhile: only nodes that stand are joined.
  Result<void> leave_out_edges() {
    for (const ClaimId claim : old_claims_) {
      if (!std::binary_search(brought_.claims.begin(), brought_.claims.end(), claim)) gone_.insert(claim);
    }
    std::set<NodeId> missing;
    std::vector<NodeId> asked;
    std::vector<std::string> keys;
    for (const NodeId& node : unknown_ends_) {
      if (gone_.contains(node) || (node.claim() && codec::states_own(id_, node))) {
        missing.insert(node);
      } else if (!has_edges(node)) {
        asked.push_back(node);
        keys.push_back(record_key(node));
      }
    }
    const Result<std::vector<std::optional<std::string>>> found = kv_.multi_get(keys);
    if (!found.has_value()) return found.error();
    for (std::size_t i = 0; i < asked.size(); ++i) {
      if (!(*found)[i]) missing.insert(asked[i]);
    }
    if (missing.empty()) return {};
    std::erase_if(brought_.edges,
                  [&](const Edge& edge) { return missing.contains(edge.from) || missing.contains(edge.to); });
    brought_.encoded_edges = codec::encode_edges(id_, brought_.edges);
    brought_.places = places_of(id_, brought_.edges);
    return {};
  }

  Result<void> replace_edges() {
    write_edges(id_, old_edges_, brought_.edges, brought_.encoded_edges, brought_.places);
    return {};
  }

  // In place of those that `writer` stated.
  void write_edges(DocumentId writer, const std::vector<Edge>& before, const std::vector<Edge>& after,
                   const std::string& encoded, const KvEntries& places) {
    writers_.push_back(writer);
    const KvEntries old_places = places_of(writer, before);
    std::size_t kept = 0;
    for (std::size_t n = 0; n < old_places.size(); ++n) {
      const std::string_view key = old_places[n].key;
      while (kept < places.size() && places[kept].key < key) ++kept;
      if (kept == places.size() || places[kept].key != key) changes_.erase(key);
    }
    for (std::size_t n = 0; n < places.size(); ++n) changes_.put(places[n].key, places[n].value);
    if (!after.empty()) {
      changes_.put(codec::edges_key(writer), encoded);
    } else if (!before.empty()) {
      changes_.erase(codec::edges_key(writer));
    }
    for (const Edge& edge : before) edges_.removed.push_back(ends_of(edge));
    for (const Edge& edge : after) edges_.added.push_back(ends_of(edge));
    state_.edges += after.size();
    state_.edges -= before.size();
  }

  // Edges at nodes that are gone, whoever states them.
  Result<void> drop_edges_of_others() {
    std::set<DocumentId> writers;
    for (const NodeId& node : gone_) {
      const Result<std::vector<DocumentId>> found = writers_at(kv_, node);
      if (!found.has_value()) return found.error();
      writers.insert(found->begin(), found->end());
    }
    writers.erase(id_);
    for (const DocumentId writer : writers) {
      const Result<std::vector<Edge>> before = stated_by(kv_, writer);
      if (!before.has_value()) return before.error();
      std::vector<Edge> after;
      for (const Edge& edge : *before) {
        if (!gone_.contains(edge.from) && !gone_.contains(edge.to)) after.push_back(edge);
      }
      write_edges(writer, *before, after, codec::encode_edges(writer, after), places_of(writer, after));
    }
    return {};
  }

  void write_document() {
    for (const ClaimId claim : old_claims_) {
      if (gone_.contains(claim)) changes_.erase(codec::claim_key(claim));
    }
    if (was_held_ && !brought_.has_raw) changes_.erase(codec::raw_key(id_));
    state_.claims += brought_.claims.size();
    state_.claims -= old_claims_.size();
    std::vector<std::string> keys;
    keys.reserve(brought_.hanging.size());
    for (const auto& [key, value] : brought_.hanging) keys.push_back(key);
    for (const std::string& key : old_keys_) {
      if (!std::binary_search(keys.begin(), keys.end(), key)) changes_.erase(key);
    }
    write_manifest(id_, keys, !old_keys_.empty());
    for (const auto& [key, value] : brought_.hanging) changes_.put(key, value);
    for (const KvEntries* records : {&brought_.records, &brought_.claim_records}) {
      for (std::size_t n = 0; n < records->size(); ++n) changes_.put((*records)[n].key, (*records)[n].value);
    }
    if (was_held_ && recorded_before_ < brought_.document.recorded) {
      brought_.document.recorded = recorded_before_;
      changes_.put(codec::document_key(id_), codec::encode(brought_.document));
    }
  }

  const Kv& kv_;
  const std::optional<Topology>& topology_;
  Prepared& brought_;
  const std::vector<NodeId>& unknown_ends_;
  const DocumentId id_;
  codec::StateValue state_;
  bool was_held_ = false;
  std::int64_t recorded_before_ = 0;  // of a document that was held
  std::vector<std::string> old_keys_;
  std::vector<ClaimId> old_claims_;
  std::vector<Edge> old_edges_;
  std::set<NodeId> gone_;  // claims that go, agents and documents nobody speaks of any more
  EdgeChanges edges_;
  std::vector<DocumentId> writers_;
  KvBatch changes_;
};

}  // namespace
}  // namespace detail

void Store::Impl::write(Pending& pending) {
  const std::lock_guard<std::mutex> lock{writing};
  // Kept from the first put on, so that the file is right when the store is closed; a put does without where it must.
  if (!topology.has_failed()) (void)topology.load(*kv, state).has_value();
  const std::optional<Topology> graph = topology.snapshot();
  detail::DocumentWrite document{*kv, graph, pending.brought, pending.unknown_ends, state};
  pending.outcome = document.build();
  if (!pending.outcome.has_value()) return;
  ++writes_begun;
  pending.outcome = kv->write(document.changes(), false);
  for (const DocumentId writer : document.writers()) stated.forget(writer);
  if (document.takes_words_away()) common_words.forget();
  if (pending.outcome.has_value()) {
    state = document.state();
    topology.apply(document.edge_changes(), state);
    version = state.version;
    pending.ticket = flush.wrote();
  }
  ++writes_ended;
}

Result<void> Store::put(const DocumentBatch& batch) {
  if (impl_->read_only) {
    return Error{ErrorCode::kInvalidArgument, "store '" + impl_->path + "': opened for reading only"};
  }
  if (const Result<void> checked = detail::valid(batch); !checked.has_value()) {
    return detail::in_store(impl_->path, checked.error());
  }
  Impl::Pending pending;
  pending.brought = detail::prepare(batch, batch.links, detail::seconds_now());
  pending.unknown_ends = detail::unknown_ends(pending.brought);
  impl_->queue.run(pending, [this](Impl::Pending& one) { impl_->write(one); });
  if (!pending.outcome.has_value()) return detail::in_store(impl_->path, pending.outcome.error());
  return impl_->sync ? impl_->flush.wait(*impl_->kv, pending.ticket) : Result<void>{};
}

}  // namespace headwater
