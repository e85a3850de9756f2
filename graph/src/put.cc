// One document's write.
//
// What a node's record brings with it (claims, edges, words, statements about others) is listed in its manifest;
// putting a document again takes exactly those keys away. Agents and referenced documents are shared: each document's
// statement about one is kept under its own key, and the record is the join of all of them. So the store is the same
// whatever the order in which documents came, and a document put again leaves nothing behind.
#include <map>
#include <set>
#include <string>
#include <type_traits>
#include <unordered_set>
#include <utility>
#include <vector>

#include "headwater/schema/fold.h"
#include "merge.h"
#include "store_impl.h"

namespace headwater {
namespace detail {
namespace {

using codec::EdgeKey;
using codec::Tag;

constexpr std::size_t kMaxBytes = std::size_t{1} << 30;

bool has_tag(std::string_view key, Tag tag) {
  return !key.empty() && static_cast<std::uint8_t>(key[0]) == static_cast<std::uint8_t>(tag);
}

// How records of the two shared kinds are named, written and read.
struct AgentRecords {
  using Id = AgentId;
  using Record = Agent;
  static std::string key(AgentId id) { return codec::agent_key(id); }
  static Result<Agent> decode(AgentId id, std::string_view bytes) { return codec::decode_agent(id, bytes); }
  static Agent canonical(Agent agent) { return detail::canonical(std::move(agent)); }
};

struct DocumentRecords {
  using Id = DocumentId;
  using Record = Document;
  static std::string key(DocumentId id) { return codec::document_key(id); }
  static Result<Document> decode(DocumentId id, std::string_view bytes) { return codec::decode_document(id, bytes); }
  static Document canonical(Document document) { return canonical_reference(std::move(document)); }
};

void add_words(std::set<std::string>& keys, std::string_view text, const NodeId& node) {
  for (const std::string& word : folded_words(text)) {
    if (!word.empty()) keys.insert(codec::word_key(word, node));
  }
}

// Index entries of a record.
std::set<std::string> index_of(const Document& document) {
  std::set<std::string> keys;
  add_words(keys, document.title, document.id);
  add_words(keys, document.publisher, document.id);
  if (const std::string name = name_key(document.publisher); !name.empty()) {
    keys.insert(codec::publisher_key(name, document.id));
  }
  if (const std::string hash = codec::sha256_key(document.sha256, document.id); !hash.empty()) keys.insert(hash);
  return keys;
}

std::set<std::string> index_of(const Agent& agent) {
  std::set<std::string> keys;
  for (const std::string& name : agent.names) add_words(keys, name, agent.id);
  return keys;
}

class DocumentWrite {
 public:
  DocumentWrite(const Kv& kv, const DocumentBatch& batch, const codec::StateValue& state)
      : kv_{kv}, batch_{batch}, extraction_{batch.extraction}, id_{extraction_.document.id}, state_{state} {}

  Result<void> build() {
    for (const auto step : {&DocumentWrite::read_old, &DocumentWrite::gather, &DocumentWrite::settle_shared,
                            &DocumentWrite::gather_edges, &DocumentWrite::drop_old_edges}) {
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

 private:
  Result<std::vector<std::string>> manifest_of(const NodeId& node) const {
    const Result<std::optional<std::string>> bytes = kv_.get(codec::manifest_key(node));
    if (!bytes.has_value()) return bytes.error();
    if (!*bytes) return std::vector<std::string>{};
    return codec::decode_manifest(**bytes);
  }

  // What stands now.
  Result<void> read_old() {
    const Result<std::optional<std::string>> record = kv_.get(codec::document_key(id_));
    if (!record.has_value()) return record.error();
    if (*record) {
      const Result<Document> document = codec::decode_document(id_, **record);
      if (!document.has_value()) return document.error();
      if (!document->held) --state_.documents_referenced;
      if (!document->held) ++state_.documents_held;
    } else {
      ++state_.documents_held;
    }
    Result<std::vector<std::string>> keys = manifest_of(id_);
    if (!keys.has_value()) return keys.error();
    old_keys_ = std::move(keys).value();
    return {};
  }

  // Everything the document brings, by key, but for its edges.
  Result<void> gather() {
    Document document = extraction_.document;
    document.held = true;
    for (const std::string& key : index_of(document)) fresh_.emplace(key, "");
    changes_.put(codec::document_key(id_), codec::encode(document));

    std::set<std::string> words;
    for (const Claim& claim : extraction_.claims) {
      fresh_.emplace(codec::claim_key(claim.id), codec::encode(claim));
      add_words(words, claim.text, claim.id);
    }
    for (const std::string& word : words) fresh_.emplace(word, "");
    state_.claims += extraction_.claims.size();

    std::map<AgentId, Agent> agents;
    for (const Agent& agent : extraction_.agents) {
      if (agent.id.is_null()) continue;
      Agent stated = canonical(agent);
      const auto [it, added] = agents.emplace(agent.id, stated);
      if (!added) it->second = join(it->second, stated);
    }
    for (const auto& [id, agent] : agents) fresh_.emplace(codec::statement_key({id, id_}), codec::encode(agent));

    std::map<DocumentId, Document> spoken_of;
    for (const Document& other : extraction_.referenced) {
      if (other.id.is_null() || other.id == id_) continue;
      Document stated = canonical_reference(other);
      const auto [it, added] = spoken_of.emplace(other.id, stated);
      if (!added) it->second = join(it->second, stated);
    }
    for (const auto& [id, other] : spoken_of) fresh_.emplace(codec::statement_key({id, id_}), codec::encode(other));
    return {};
  }

  Result<void> gather_edges() {
    std::vector<Edge> edges = edges_of(extraction_);
    const std::size_t own = edges.size();
    // A link may have been found to a node that was replaced meanwhile: only nodes that stand are linked.
    const Result<std::set<NodeId>> standing = standing_ends(batch_.links);
    if (!standing.has_value()) return standing.error();
    edges.insert(edges.end(), batch_.links.begin(), batch_.links.end());
    std::uint32_t ordinal = 0;
    for (std::size_t i = 0; i < edges.size(); ++i, ++ordinal) {
      const Edge& edge = edges[i];
      if (i >= own && !(standing->contains(edge.from) && standing->contains(edge.to))) continue;
      const EdgeKey key{edge.from, edge.relation, edge.to, id_, ordinal};
      fresh_.emplace(codec::edge_key(key), codec::encode(value_of(edge)));
      edges_.added.push_back(key);
    }
    state_.edges += edges_.added.size();
    return {};
  }

  // Those ends of `links` that will be there once this is written.
  Result<std::set<NodeId>> standing_ends(const std::vector<Edge>& links) const {
    std::set<NodeId> ends;
    for (const Edge& link : links) ends.insert({link.from, link.to});
    std::set<NodeId> standing;
    std::vector<NodeId> asked;
    std::vector<std::string> keys;
    for (const NodeId& node : ends) {
      const std::optional<ClaimId> claim = node.claim();
      if (node == NodeId{id_} || fresh_.contains(record_key(node)) ||
          (!claim && fresh_.contains(codec::statement_key({node, id_})))) {
        standing.insert(node);
      } else if (!(claim && document_of(*claim) == id_) && !gone_.contains(node)) {
        asked.push_back(node);
        keys.push_back(record_key(node));
      }
    }
    const Result<std::vector<std::optional<std::string>>> found = kv_.multi_get(keys);
    if (!found.has_value()) return found.error();
    for (std::size_t i = 0; i < asked.size(); ++i) {
      if ((*found)[i]) standing.insert(asked[i]);
    }
    return standing;
  }

  // Edges this document wrote before, and all edges of nodes that are gone, whoever wrote them.
  Result<void> drop_old_edges() {
    std::set<std::string> doomed;
    std::vector<std::string> own;
    for (const NodeId& node : gone_) {
      if (Result<void> found = find_edges(node, doomed); !found.has_value()) return found;
    }
    for (const std::string& key : old_keys_) {
      if (has_tag(key, Tag::kEdge)) own.push_back(key);
      if (!has_tag(key, Tag::kClaim)) continue;
      --state_.claims;
      if (fresh_.contains(key)) continue;
      const Result<ClaimId> claim = codec::decode_claim_key(key);
      if (!claim.has_value()) return claim.error();
      if (Result<void> found = find_edges(*claim, doomed); !found.has_value()) return found;
    }
    // One of ours may be gone already, with the claim of another document it led to.
    const Result<std::vector<std::optional<std::string>>> standing = kv_.multi_get(own);
    if (!standing.has_value()) return standing.error();
    for (std::size_t i = 0; i < own.size(); ++i) {
      if ((*standing)[i]) doomed.insert(own[i]);
    }
    for (const std::string& key : doomed) {
      const Result<EdgeKey> edge = codec::decode_edge_key(key);
      if (!edge.has_value()) return edge.error();
      changes_.erase(key);
      changes_.erase(codec::reverse_key(*edge));
      edges_.removed.push_back(*edge);
    }
    state_.edges -= doomed.size();
    return {};
  }

  Result<void> find_edges(const NodeId& node, std::set<std::string>& out) const {
    for (const std::string& prefix : {codec::edges_prefix(node), codec::reverse_prefix(node)}) {
      const Result<void> scanned =
          kv_.scan(prefix_range(prefix), Store::kNoLimit, [&](std::string_view key, std::string_view) -> Result<bool> {
            const Result<EdgeKey> edge = codec::decode_edge_key(key);
            if (!edge.has_value()) return edge.error();
            out.insert(codec::edge_key(*edge));
            return true;
          });
      if (!scanned.has_value()) return scanned.error();
    }
    return {};
  }

  // Records of the agents and documents that this document speaks of or spoke of.
  Result<void> settle_shared() {
    std::vector<std::string> old_statements;
    for (const std::string& key : old_keys_) {
      if (has_tag(key, Tag::kStatement)) old_statements.push_back(key);
    }
    const Result<std::vector<std::optional<std::string>>> values = kv_.multi_get(old_statements);
    if (!values.has_value()) return values.error();
    // By key: what was stated, what is stated now.
    std::map<std::string, std::pair<std::optional<std::string>, std::optional<std::string>>> statements;
    for (std::size_t i = 0; i < old_statements.size(); ++i) statements[old_statements[i]].first = (*values)[i];
    for (const auto& [key, value] : fresh_) {
      if (has_tag(key, Tag::kStatement)) statements[key].second = value;
    }
    for (const auto& [key, stated] : statements) {
      if (stated.first == stated.second) continue;
      const Result<codec::StatementKey> decoded = codec::decode_statement_key(key);
      if (!decoded.has_value()) return decoded.error();
      const NodeId& about = decoded->about;
      const Result<void> settled =
          about.kind() == NodeKind::kAgent
              ? settle<AgentRecords>(*about.agent(), stated, state_.agents)
              : settle<DocumentRecords>(*about.document(), stated, state_.documents_referenced);
      if (!settled.has_value()) return settled;
    }
    return {};
  }

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
  Result<void> settle(typename Records::Id id,
                      const std::pair<std::optional<std::string>, std::optional<std::string>>& stated,
                      std::uint64_t& count) {
    using Record = typename Records::Record;
    const std::string key = Records::key(id);
    const Result<std::optional<std::string>> bytes = kv_.get(key);
    if (!bytes.has_value()) return bytes.error();
    const Result<std::optional<Record>> current = decode_optional<Records>(id, *bytes);
    if (!current.has_value()) return current.error();
    const Result<std::optional<Record>> before = decode_optional<Records>(id, stated.first);
    if (!before.has_value()) return before.error();
    const Result<std::optional<Record>> after = decode_optional<Records>(id, stated.second);
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
    if (wanted) {
      changes_.put(key, codec::encode(*wanted));
      if (!*current) ++count;
      return write_index(id, index_of(*wanted));
    }
    changes_.erase(key);
    gone_.insert(id);
    --count;
    return write_index(id, {});
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
  Result<void> write_index(const NodeId& node, const std::set<std::string>& keys) {
    const Result<std::vector<std::string>> old = manifest_of(node);
    if (!old.has_value()) return old.error();
    for (const std::string& key : *old) {
      if (!keys.contains(key)) changes_.erase(key);
    }
    for (const std::string& key : keys) changes_.put(key, "");
    if (keys.empty()) {
      changes_.erase(codec::manifest_key(node));
    } else {
      changes_.put(codec::manifest_key(node), codec::encode_manifest({keys.begin(), keys.end()}));
    }
    return {};
  }

  // Last, so that what stays is written after what went.
  void write_document() {
    for (const std::string& key : old_keys_) {
      if (!fresh_.contains(key) && !has_tag(key, Tag::kEdge)) changes_.erase(key);
    }
    std::vector<std::string> keys;
    keys.reserve(fresh_.size());
    for (auto& [key, value] : fresh_) {
      keys.push_back(key);
      changes_.put(key, std::move(value));
    }
    for (const EdgeKey& edge : edges_.added) changes_.put(codec::reverse_key(edge), "");
    changes_.put(codec::manifest_key(id_), codec::encode_manifest(keys));
    changes_.put(codec::text_key(id_),
                 codec::encode_text(extraction_.text, extraction_.map, extraction_.links, extraction_.boilerplate));
    changes_.put(codec::raw_key(id_), batch_.raw);
  }

  const Kv& kv_;
  const DocumentBatch& batch_;
  const Extraction& extraction_;
  const DocumentId id_;
  codec::StateValue state_;
  std::vector<std::string> old_keys_;
  std::map<std::string, std::string> fresh_;  // what this document brings
  std::set<NodeId> gone_;                     // agents and documents nobody speaks of any more
  EdgeChanges edges_;
  KvBatch changes_;
};

Result<void> valid(const DocumentBatch& batch) {
  const Extraction& extraction = batch.extraction;
  const DocumentId id = extraction.document.id;
  if (id.is_null()) return Error{ErrorCode::kInvalidArgument, "document without an id; wanted one"};
  const std::string named = "document " + to_string(id);
  if (extraction.text.size() > kMaxBytes || batch.raw.size() > kMaxBytes) {
    return Error{ErrorCode::kTooLarge, named + ": wanted text and bytes of at most 1 GiB"};
  }
  std::unordered_set<ClaimId> claims;
  for (const Claim& claim : extraction.claims) {
    if (document_of(claim.id) != id) {
      return Error{ErrorCode::kInvalidArgument, named + ": claim " + to_string(claim.id) + " is of another document"};
    }
    if (!claims.insert(claim.id).second) {
      return Error{ErrorCode::kInvalidArgument, named + ": claim " + to_string(claim.id) + " stands twice"};
    }
  }
  for (const Edge& edge : batch.links) {
    if (edge.from.is_null() || edge.to.is_null()) {
      return Error{ErrorCode::kInvalidArgument, named + ": a link without a node at each end"};
    }
  }
  return {};
}

}  // namespace
}  // namespace detail

Result<void> Store::put(const DocumentBatch& batch) {
  if (impl_->read_only) {
    return Error{ErrorCode::kInvalidArgument, "store '" + impl_->path + "': opened for reading only"};
  }
  if (const Result<void> checked = detail::valid(batch); !checked.has_value()) {
    return detail::in_store(impl_->path, checked.error());
  }
  const std::lock_guard<std::mutex> turn{impl_->writing};
  // Kept from the first put on, so that the file is right when the store is closed; a put does without where it must.
  if (!impl_->topology.has_failed()) (void)impl_->topology.load(*impl_->kv, impl_->state).has_value();
  detail::DocumentWrite write{*impl_->kv, batch, impl_->state};
  if (const Result<void> built = write.build(); !built.has_value()) {
    return detail::in_store(impl_->path, built.error());
  }
  if (Result<void> written = impl_->kv->write(write.changes(), impl_->sync); !written.has_value()) return written;
  impl_->state = write.state();
  impl_->topology.apply(write.edge_changes(), impl_->state);
  impl_->version = impl_->state.version;
  return {};
}

}  // namespace headwater
