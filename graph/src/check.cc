// Reading everything and verifying it.
#include <algorithm>
#include <array>
#include <cstdint>
#include <memory>
#include <optional>
#include <set>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "store_impl.h"
#include "topology_file.h"

namespace headwater {
namespace detail {
namespace {

using codec::Tag;

constexpr std::size_t kMaxProblems = 100;

bool on_border(std::string_view text, std::uint32_t at) {
  return at == text.size() || (at < text.size() && (static_cast<std::uint8_t>(text[at]) & 0xc0) != 0x80);
}

class StoreReader {
 public:
  // `topology` is of the state that stands now; nothing where none is kept.
  StoreReader(const Kv& kv, std::optional<Topology> topology, StoreCheck& out)
      : kv_{kv}, view_{kv.snapshot()}, topology_{std::move(topology)}, out_{out} {}

  void run(const std::string& topology_file) {
    trouble(kv_.verify_files());
    trouble(map_topology(topology_file, ""));
    const std::array<std::pair<Tag, void (StoreReader::*)(std::string_view, std::string_view)>, 12> passes{{
        {Tag::kDocument, &StoreReader::document},
        {Tag::kText, &StoreReader::text},
        {Tag::kRaw, &StoreReader::raw},
        {Tag::kClaim, &StoreReader::claim},
        {Tag::kAgent, &StoreReader::agent},
        {Tag::kStatement, &StoreReader::statement},
        {Tag::kEdge, &StoreReader::edge},
        {Tag::kReverse, &StoreReader::reverse},
        {Tag::kWord, &StoreReader::word},
        {Tag::kPublisher, &StoreReader::publisher},
        {Tag::kSha256, &StoreReader::sha256},
        {Tag::kManifest, &StoreReader::manifest},
    }};
    known_ = {static_cast<char>(Tag::kFormat), static_cast<char>(Tag::kState)};
    for (const auto& [tag, pass] : passes) {
      known_.insert(static_cast<char>(tag));
      const auto read = pass;
      trouble(view_->scan(prefix_range(codec::tag_prefix(tag)), Store::kNoLimit,
                          [&](std::string_view key, std::string_view value) -> Result<bool> {
                            (this->*read)(key, value);
                            return true;
                          }));
      compare_arcs();
    }
    look_for_strangers();
    compare_counts();
  }

 private:
  void problem(std::string what) {
    if (++out_.problem_count <= kMaxProblems) out_.problems.push_back(std::move(what));
  }

  // Whether `result` is a value; if not, its error is a problem.
  template <class T>
  bool trouble(const Result<T>& result, std::string_view of = {}) {
    if (result.has_value()) return false;
    problem(of.empty() ? result.error().message : std::string{of} + ": " + result.error().message);
    return true;
  }

  std::optional<std::string> get(const std::string& key) {
    Result<std::optional<std::string>> value = view_->get(key);
    if (trouble(value)) return std::nullopt;
    return std::move(value).value();
  }

  bool stands(const NodeId& node) {
    // Neighbours ask for the same nodes again and again.
    if (node == last_node_) return true;
    if (!get(record_key(node))) return false;
    last_node_ = node;
    return true;
  }

  // The text of a held document; null if there is none. Kept for the next who asks.
  const std::string* text_of(DocumentId id) {
    if (text_id_ != id) {
      text_id_ = id;
      text_.reset();
      if (const std::optional<std::string> bytes = get(codec::text_key(id))) {
        Result<codec::TextValue> value = codec::decode_text(*bytes);
        if (value.has_value()) text_ = std::move(value->text);
      }
    }
    return text_ ? &*text_ : nullptr;
  }

  void places(const Spans& spans, std::string_view text, const std::string& of) {
    std::uint32_t last_end = 0;
    for (const ByteSpan span : spans) {
      if (span.end > text.size() || !on_border(text, span.begin) || !on_border(text, span.end) ||
          span.begin < last_end) {
        problem(of + ": a place outside its text, off the border of a character, or out of order");
        return;
      }
      last_end = span.end;
    }
  }

  void document(std::string_view key, std::string_view value) {
    const Result<DocumentId> id = codec::decode_document_key(key);
    if (trouble(id)) return;
    const std::string name = "document " + to_string(*id);
    const Result<Document> record = codec::decode_document(*id, value);
    if (trouble(record, name)) return;
    ++(record->held ? out_.stats.documents_held : out_.stats.documents_referenced);
    if (!record->held) {
      bool spoken_of = false;
      trouble(view_->scan(prefix_range(codec::statements_prefix(*id)), 1,
                          [&](std::string_view, std::string_view) -> Result<bool> { return spoken_of = true; }));
      if (!spoken_of) problem(name + ": neither held nor spoken of");
      return;
    }
    if (text_of(*id) == nullptr) problem(name + ": held, but its text is missing or does not decode");
    const std::optional<std::string> bytes = get(codec::raw_key(*id));
    if (!bytes) {
      problem(name + ": held, but its bytes are missing");
    } else if (const std::string hash = codec::sha256_key(record->sha256, *id); !hash.empty()) {
      if (!bytes->empty() && sha256_hex(*bytes) != record->sha256) problem(name + ": its bytes have another SHA-256");
      if (!get(hash)) problem(name + ": not to be found by its SHA-256");
    }
    if (!get(codec::manifest_key(*id))) problem(name + ": its manifest is missing");
  }

  void text(std::string_view key, std::string_view value) {
    const Result<DocumentId> id = codec::decode_document_key(key);
    if (trouble(id)) return;
    const std::string name = "text of " + to_string(*id);
    const Result<codec::TextValue> record = codec::decode_text(value);
    if (trouble(record, name)) return;
    if (!stands(*id)) problem(name + ": there is no such document");
    Spans pieces;
    for (const MapPiece& piece : record->map) pieces.push_back(piece.text);
    places(pieces, record->text, name + ", map");
    places(record->boilerplate, record->text, name + ", boilerplate");
    for (const Link& link : record->links) places({link.text}, record->text, name + ", link");
  }

  void raw(std::string_view key, std::string_view) {
    const Result<DocumentId> id = codec::decode_document_key(key);
    if (!trouble(id) && !stands(*id)) problem("bytes of " + to_string(*id) + ": there is no such document");
  }

  void claim(std::string_view key, std::string_view value) {
    const Result<ClaimId> id = codec::decode_claim_key(key);
    if (trouble(id)) return;
    ++out_.stats.claims;
    const std::string name = "claim " + to_string(*id);
    const Result<Claim> record = codec::decode_claim(*id, value);
    if (trouble(record, name)) return;
    const std::string* text = text_of(document_of(*id));
    if (text == nullptr) return problem(name + ": its document has no text");
    places(record->content, *text, name);
    places(record->source, *text, name + ", source");
    places(record->cue, *text, name + ", cue");
    for (const Spans& mention : record->mentions) places(mention, *text, name + ", mention");
  }

  void agent(std::string_view key, std::string_view value) {
    const Result<AgentId> id = codec::decode_agent_key(key);
    if (trouble(id)) return;
    ++out_.stats.agents;
    trouble(codec::decode_agent(*id, value), "agent " + to_string(*id));
  }

  void statement(std::string_view key, std::string_view value) {
    const Result<codec::StatementKey> id = codec::decode_statement_key(key);
    if (trouble(id)) return;
    const std::string name = "statement of " + to_string(id->writer) + " about " + to_string(id->about);
    if (const std::optional<AgentId> about = id->about.agent()) {
      trouble(codec::decode_agent(*about, value), name);
    } else if (const std::optional<DocumentId> other = id->about.document()) {
      trouble(codec::decode_document(*other, value), name);
    }
    if (!stands(id->about) || !stands(id->writer)) problem(name + ": one of the two is missing");
  }

  void edge(std::string_view key, std::string_view value) {
    const Result<codec::EdgeKey> id = codec::decode_edge_key(key);
    if (trouble(id)) return;
    ++out_.stats.edges;
    has_arc(id->from, Direction::kUpstream, {id->relation, id->to});
    const std::string name = name_of(*id);
    if (!get(codec::reverse_key(*id))) problem(name + ": not to be found from its second node");
    for (const NodeId& end : {id->from, id->to, NodeId{id->writer}}) {
      if (!stands(end)) problem(name + ": there is no " + to_string(end));
    }
    const Result<codec::EdgeValue> record = codec::decode_edge(value);
    if (trouble(record, name) || record->spans.empty()) return;
    const std::string* text = text_of(record->document);
    if (text == nullptr) return problem(name + ": the document of its evidence has no text");
    places(record->spans, *text, name + ", evidence");
  }

  void reverse(std::string_view key, std::string_view value) {
    const Result<codec::EdgeKey> id = codec::decode_edge_key(key);
    if (trouble(id)) return;
    has_arc(id->to, Direction::kDownstream, {id->relation, id->from});
    if (!value.empty()) problem(name_of(*id) + ": a value where none should be");
    if (!get(codec::edge_key(*id))) problem(name_of(*id) + ": not to be found from its first node");
  }

  void word(std::string_view key, std::string_view) {
    const Result<codec::WordKey> id = codec::decode_word_key(key);
    if (!trouble(id) && !stands(id->node)) problem("word '" + id->word + "': there is no " + to_string(id->node));
  }

  void publisher(std::string_view key, std::string_view) {
    const Result<codec::PublisherKey> id = codec::decode_publisher_key(key);
    if (trouble(id) || stands(id->document)) return;
    problem("publisher '" + id->name_key + "': there is no " + to_string(id->document));
  }

  void sha256(std::string_view key, std::string_view) {
    const Result<DocumentId> id = codec::decode_sha256_key(key);
    if (!trouble(id) && !stands(*id)) problem("SHA-256: there is no " + to_string(*id));
  }

  void manifest(std::string_view key, std::string_view value) {
    const Result<NodeId> id = codec::decode_manifest_key(key);
    if (trouble(id)) return;
    const std::string name = "manifest of " + to_string(*id);
    const Result<std::vector<std::string>> keys = codec::decode_manifest(value);
    if (trouble(keys, name)) return;
    if (!stands(*id)) problem(name + ": there is no such node");
    const Result<std::vector<std::optional<std::string>>> found = view_->multi_get(*keys);
    if (trouble(found, name)) return;
    for (std::size_t i = 0; i < keys->size(); ++i) {
      // An edge goes before its manifest does, with the claim of another document it led to.
      const bool may_be_gone = (*keys)[i].front() == static_cast<char>(Tag::kEdge);
      if (!(*found)[i] && !may_be_gone) return problem(name + ": a key it lists is missing");
    }
  }

  static std::string name_of(const codec::EdgeKey& edge) {
    return "edge " + to_string(edge.from) + " " + std::string{to_string(edge.relation)} + " " + to_string(edge.to);
  }

  // Keys come node by node; once the next node begins, all arcs of the one before are known.
  void has_arc(const NodeId& node, Direction direction, std::pair<Relation, NodeId> arc) {
    if (node != row_of_ || direction != row_direction_) compare_arcs();
    row_of_ = node;
    row_direction_ = direction;
    row_.push_back(std::move(arc));
  }

  void compare_arcs() {
    if (row_.empty()) return;
    std::vector<std::pair<Relation, NodeId>> stored;
    stored.swap(row_);
    if (!topology_) return;
    std::vector<std::pair<Relation, NodeId>> kept;
    if (const std::optional<NodeNumber> node = topology_->number_of(row_of_)) {
      const Arcs arcs = topology_->arcs(*node, row_direction_);
      for (const std::span<const Arc> some : {arcs.settled, arcs.added}) {
        for (const Arc arc : some) kept.emplace_back(arc.relation(), topology_->id_of(arc.to()));
      }
    }
    std::sort(stored.begin(), stored.end());
    std::sort(kept.begin(), kept.end());
    if (stored != kept) problem("topology: other edges at " + to_string(row_of_) + " than the store has");
  }

  // Keys under a tag that no one writes.
  void look_for_strangers() {
    KvRange range;
    while (true) {
      std::optional<char> tag;
      if (trouble(view_->scan(range, 1, [&](std::string_view key, std::string_view) -> Result<bool> {
            tag = key.empty() ? '\0' : key[0];
            return false;
          }))) {
        return;
      }
      if (!tag) return;
      if (!known_.contains(*tag))
        problem("keys under the unknown tag " + std::to_string(static_cast<unsigned char>(*tag)));
      range.begin = codec::after_prefix(std::string(1, *tag));
      if (range.begin.empty()) return;
    }
  }

  void compare_counts() {
    const std::optional<std::string> bytes = get(codec::state_key());
    if (!bytes) return problem("state record is missing");
    const Result<codec::StateValue> state = codec::decode_state(*bytes);
    if (trouble(state)) return;
    const auto compare = [&](std::string_view what, std::uint64_t kept, std::uint64_t counted) {
      if (kept == counted) return;
      problem("count of " + std::string{what} + ": " + std::to_string(kept) + " kept, " + std::to_string(counted) +
              " found");
    };
    compare("held documents", state->documents_held, out_.stats.documents_held);
    compare("referenced documents", state->documents_referenced, out_.stats.documents_referenced);
    compare("claims", state->claims, out_.stats.claims);
    compare("agents", state->agents, out_.stats.agents);
    compare("edges", state->edges, out_.stats.edges);
    // With the rows above, so that no arc is left over at a node without edges.
    if (topology_) compare("edges in the topology", topology_->edges(), out_.stats.edges);
  }

  const Kv& kv_;
  const std::unique_ptr<KvView> view_;
  const std::optional<Topology> topology_;
  StoreCheck& out_;
  std::set<char> known_;
  NodeId last_node_;
  NodeId row_of_;
  Direction row_direction_ = Direction::kUpstream;
  std::vector<std::pair<Relation, NodeId>> row_;
  DocumentId text_id_;
  std::optional<std::string> text_;
};

}  // namespace
}  // namespace detail

Result<StoreCheck> Store::check() const {
  StoreCheck out;
  const Result<std::uint64_t> bytes = impl_->kv->bytes_on_disk();
  if (!bytes.has_value()) return bytes.error();
  out.stats.bytes_on_disk = *bytes;
  out.stats.format_version = codec::kFormatVersion;
  std::unique_lock<std::mutex> lock{impl_->writing};
  // What keeps it from being loaded is found again below, key by key, unless it is its size.
  (void)impl_->topology.load(*impl_->kv, impl_->state).has_value();
  detail::StoreReader reader{*impl_->kv, impl_->topology.snapshot(), out};
  lock.unlock();
  reader.run(detail::topology_path(impl_->path));
  return out;
}

}  // namespace headwater
