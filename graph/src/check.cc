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

#include "edge_reader.h"
#include "prepared.h"
#include "store_impl.h"
#include "topology_file.h"

namespace headwater {
namespace detail {
namespace {

using codec::Tag;

constexpr std::size_t kMaxProblems = 100;

class StoreReader {
 public:
  // `topology` is of the state that stands now; nothing where none is kept.
  StoreReader(const Kv& kv, std::optional<Topology> topology, StoreCheck& out)
      : kv_{kv}, view_{kv.snapshot()}, topology_{std::move(topology)}, out_{out} {}

  void run(const std::string& topology_file) {
    trouble(kv_.verify_files());
    trouble(map_topology(topology_file, ""));
    const std::array<std::pair<Tag, void (StoreReader::*)(std::string_view, std::string_view)>, 14> passes{{
        {Tag::kDocument, &StoreReader::document},
        {Tag::kText, &StoreReader::text},
        {Tag::kRaw, &StoreReader::raw},
        {Tag::kClaim, &StoreReader::claim},
        {Tag::kAgent, &StoreReader::agent},
        {Tag::kStatement, &StoreReader::statement},
        {Tag::kJudgement, &StoreReader::judgement},
        {Tag::kEdges, &StoreReader::edges},
        {Tag::kInto, &StoreReader::place},
        {Tag::kOut, &StoreReader::place},
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
    }
    if (places_found_ != places_wanted_) look_at_places();
    if (hanging_ != listed_) {
      problem("words, names and statements: " + std::to_string(hanging_) + " found, " + std::to_string(listed_) +
              " that manifests list");
    }
    look_for_strangers();
    compare_counts();
    compare_topology();
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
    if (!are_places_in(text, spans))
      problem(of + ": a place outside its text, off the border of a character, or out of order");
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
      if (!record->sha256.empty()) problem(name + ": held, but its bytes are missing");
    } else if (const std::string hash = codec::sha256_key(record->sha256, *id); !hash.empty()) {
      if (!bytes->empty() && sha256_hex(*bytes) != record->sha256) problem(name + ": its bytes have another SHA-256");
      if (!get(hash)) problem(name + ": not to be found by its SHA-256");
    }
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
    ++hanging_;
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

  // It may outlive the nodes it is about. One about two nodes is found from both.
  void judgement(std::string_view key, std::string_view value) {
    const Result<codec::JudgementKey> id = codec::decode_judgement_key(key);
    if (trouble(id)) return;
    const std::string name = "judgement " + std::to_string(id->sequence) + " about " + to_string(id->node);
    const Result<Judgement> record = codec::decode_judgement(id->sequence, value);
    if (trouble(record, name)) return;
    if (id->node == record->about) ++out_.stats.judgements;
    if (id->node != record->about && id->node != record->other) problem(name + ": is about another node");
    for (const NodeId& node : {record->about, record->other}) {
      if (!node.is_null() && get(codec::judgement_key(node, id->sequence)) != value)
        problem(name + ": not to be found from " + to_string(node));
    }
  }

  // What one document states, and the keys that lead there.
  void edges(std::string_view key, std::string_view value) {
    const Result<DocumentId> writer = codec::decode_document_key(key);
    if (trouble(writer)) return;
    const std::string of = "edges of " + to_string(*writer);
    const Result<std::vector<Edge>> stated = codec::decode_edges(*writer, value);
    if (trouble(stated, of)) return;
    if (!stands(*writer)) problem(of + ": there is no such document");
    out_.stats.edges += stated->size();
    for (const Edge& edge : *stated) {
      hash_ += hash_of_ends(ends_of(edge));
      const std::string name = name_of(ends_of(edge));
      for (const NodeId& end : {edge.from, edge.to}) {
        if (!stands(end)) problem(name + ": there is no " + to_string(end));
      }
      if (edge.evidence.spans.empty()) continue;
      const std::string* text = text_of(edge.evidence.document);
      if (text == nullptr) {
        problem(name + ": the document of its evidence has no text");
      } else {
        places(edge.evidence.spans, *text, name + ", evidence");
      }
    }
    const KvEntries wanted = places_of(*writer, *stated);
    places_wanted_ += wanted.size();
    std::vector<std::string> keys;
    for (std::size_t i = 0; i < wanted.size(); ++i) keys.emplace_back(wanted[i].key);
    const Result<std::vector<std::optional<std::string>>> found = view_->multi_get(keys);
    if (trouble(found, of)) return;
    for (std::size_t i = 0; i < wanted.size(); ++i) {
      if ((*found)[i] == wanted[i].value) continue;
      const Result<codec::PlaceKey> place = codec::decode_place_key(keys[i]);
      if (!trouble(place)) problem(of + ": not to be found from " + to_string(place->node));
    }
  }

  void place(std::string_view key, std::string_view) {
    if (!trouble(codec::decode_place_key(key))) ++places_found_;
  }

  // Only where there are more than there should be: which ones.
  void look_at_places() {
    for (const Tag tag : {Tag::kInto, Tag::kOut}) {
      trouble(view_->scan(prefix_range(codec::tag_prefix(tag)), Store::kNoLimit,
                          [&](std::string_view key, std::string_view value) -> Result<bool> {
                            const Result<codec::PlaceKey> place = codec::decode_place_key(key);
                            if (!place.has_value()) return true;
                            const Result<std::vector<Edge>> stated = stated_by(*view_, place->writer);
                            if (!stated.has_value()) return true;
                            const KvEntries wanted = places_of(place->writer, *stated);
                            bool is_wanted = false;
                            for (std::size_t i = 0; i < wanted.size() && !is_wanted; ++i) {
                              is_wanted = wanted[i].key == key && wanted[i].value == value;
                            }
                            if (!is_wanted) {
                              problem("edges at " + to_string(place->node) + ": " + to_string(place->writer) +
                                      " states no such edge");
                            }
                            return true;
                          }));
    }
  }

  void word(std::string_view key, std::string_view value) {
    ++hanging_;
    const Result<codec::WordKey> id = codec::decode_word_key(key);
    if (trouble(id)) return;
    const std::string name = "word '" + id->word + "'";
    if (!stands(id->node)) problem(name + ": there is no " + to_string(id->node));
    if (id->kind != NodeKind::kClaim) {
      if (!value.empty()) problem(name + ": a value where none should be");
      return;
    }
    const Result<std::vector<ClaimId>> claims = codec::decode_claims_with_word(*id->node.document(), value);
    if (trouble(claims, name)) return;
    for (const ClaimId claim : *claims) {
      if (!stands(claim)) problem(name + ": there is no " + to_string(claim));
    }
  }

  void publisher(std::string_view key, std::string_view) {
    ++hanging_;
    const Result<codec::PublisherKey> id = codec::decode_publisher_key(key);
    if (trouble(id) || stands(id->document)) return;
    problem("publisher '" + id->name_key + "': there is no " + to_string(id->document));
  }

  void sha256(std::string_view key, std::string_view) {
    ++hanging_;
    const Result<DocumentId> id = codec::decode_sha256_key(key);
    if (!trouble(id) && !stands(*id)) problem("SHA-256: there is no " + to_string(*id));
  }

  void manifest(std::string_view key, std::string_view value) {
    const Result<NodeId> id = codec::decode_manifest_key(key);
    if (trouble(id)) return;
    const std::string name = "manifest of " + to_string(*id);
    const Result<std::vector<std::string>> keys = codec::decode_manifest(value);
    if (trouble(keys, name)) return;
    listed_ += keys->size();
    if (!stands(*id)) problem(name + ": there is no such node");
    const Result<std::vector<std::optional<std::string>>> found = view_->multi_get(*keys);
    if (trouble(found, name)) return;
    for (const std::optional<std::string>& value_of_listed : *found) {
      if (!value_of_listed) return problem(name + ": a key it lists is missing");
    }
  }

  static std::string name_of(const EdgeEnds& ends) {
    return "edge " + to_string(ends.from) + " " + std::string{to_string(ends.relation)} + " " + to_string(ends.to);
  }

  // Added up over edges in any order, these tell one set of them from another.
  static std::uint64_t hash_of_ends(const EdgeEnds& ends) {
    constexpr std::uint64_t kOdd = 0x9e3779b97f4a7c15ULL;
    std::uint64_t out = hash_of(pack(ends.from)) * kOdd + static_cast<std::uint64_t>(ends.relation);
    out = (out ^ out >> 29) * kOdd + hash_of(pack(ends.to));
    return (out ^ out >> 32) * kOdd;
  }

  void compare_topology() {
    if (!topology_) return;
    if (topology_->edges() != out_.stats.edges) problem("topology: another number of edges than the store has");
    for (const Direction direction : {Direction::kUpstream, Direction::kDownstream}) {
      std::uint64_t hash = 0;
      for (NodeNumber node = 0; node < topology_->nodes(); ++node) {
        const Arcs arcs = topology_->arcs(node, direction);
        if (arcs.size() == 0) continue;
        const NodeId here = topology_->id_of(node);
        for (const std::span<const Arc> some : {arcs.settled, arcs.added}) {
          for (const Arc arc : some) {
            const NodeId there = topology_->id_of(arc.to());
            hash += direction == Direction::kUpstream ? hash_of_ends({here, arc.relation(), there})
                                                      : hash_of_ends({there, arc.relation(), here});
          }
        }
      }
      if (hash != hash_) problem("topology: other edges than the store has");
    }
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
    compare("judgements", state->judgements, out_.stats.judgements);
  }

  const Kv& kv_;
  const std::unique_ptr<KvView> view_;
  const std::optional<Topology> topology_;
  StoreCheck& out_;
  std::set<char> known_;
  NodeId last_node_;
  std::uint64_t places_wanted_ = 0;
  std::uint64_t places_found_ = 0;
  std::uint64_t hanging_ = 0;
  std::uint64_t listed_ = 0;
  std::uint64_t hash_ = 0;  // of the ends of all edges
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
