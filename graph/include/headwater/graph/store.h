// The store: documents, claims, agents and the edges between them, durable in one directory.
//
//   headwater::Result<headwater::Store> store = headwater::Store::open("affair.db", {});
//   if (!store.has_value()) return fail(store.error());
//   store->put({.extraction = extraction, .raw = bytes});
//   for (const headwater::Edge& e : *store->upstream(claim)) ...
//
// One document is one atomic write: its record, text, bytes, claims, agents, edges in both directions and words to
// search for, or nothing. What put() has returned from is on disk and survives a crash. A document that stood only as
// referenced becomes held when it is put: same node, the edges that led to it stay. Putting a document that is held
// already replaces all it stated before. Agents, and documents that are not held, are joined from what all documents
// say of them, whatever the order; one of which nobody speaks any more goes, and so do edges at a node that is gone.
//
// Threads: all const members may be called from any number of threads at once; put() takes turns with itself and runs
// beside readers, who see a document whole or not at all, and may see it a little before it is on disk; documents put
// by many threads reach the disk together. A process that writes holds the directory alone (kBusy for a second one);
// read-only stores may be opened beside it and see what was there when they were opened. Errors: kIo from the disk,
// kCorruption where stored bytes do not decode, both with the directory named. The bytes are described in
// schema/FORMAT.md.
#ifndef HEADWATER_GRAPH_STORE_H_
#define HEADWATER_GRAPH_STORE_H_

#include <cstddef>
#include <cstdint>
#include <functional>
#include <memory>
#include <mutex>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "headwater/graph/edge.h"
#include "headwater/graph/posting_list.h"
#include "headwater/graph/topology.h"
#include "headwater/schema/id.h"
#include "headwater/schema/judgement.h"
#include "headwater/schema/record.h"
#include "headwater/schema/result.h"

namespace headwater {

struct StoreOptions {
  bool read_only = false;
  bool create_if_missing = true;  // else kNotFound; a read-only store is never created
  bool sync = true;               // put() returns after fsync; without it a power cut may lose the last documents
  // How much memory topology() may take; a store that would need more reads the disk for every step of a walk.
  std::size_t max_topology_bytes = static_cast<std::size_t>(-1);
};

// One document's write.
struct DocumentBatch {
  Extraction extraction;
  std::string raw;  // the bytes as they arrived
  // Edges found across documents: repeats, disputes, same_as. They belong to this document's write, and are replaced
  // with it; their evidence should stand in it too. One to a node that is not there (any more) is left out.
  std::vector<Edge> links;
  bool links_are_all = false;  // no edge is made from the extraction: `links` has them all, as Store::batch gives them
};

// The text of a held document and what belongs to its places.
struct StoredText {
  std::string text;
  std::vector<MapPiece> map;
  std::vector<Link> links;
  Spans boilerplate;

  bool operator==(const StoredText&) const = default;
};

struct StoreStats {
  std::uint64_t documents_held = 0;
  std::uint64_t documents_referenced = 0;
  std::uint64_t claims = 0;
  std::uint64_t agents = 0;
  std::uint64_t edges = 0;
  std::uint64_t judgements = 0;
  std::uint64_t bytes_on_disk = 0;
  std::uint32_t format_version = 0;
};

// Whether a document counts. An error ends what asked.
using DocumentTest = std::function<Result<bool>(DocumentId)>;

// What reach() found.
struct Reached {
  std::uint64_t nodes = 0;   // all of them, the one it began at included
  std::vector<NodeId> ends;  // those from which no edge leads on, nearer ones before farther ones

  bool operator==(const Reached&) const = default;
};

// What check() found. `problems` is cut at a hundred; `problem_count` is not.
struct StoreCheck {
  StoreStats stats;
  std::uint64_t problem_count = 0;
  std::vector<std::string> problems;
};

class Store {
 public:
  // Opens or makes the store in directory `path`. kBusy if another process writes to it, kUnsupported with both
  // versions named if its format is not ours, kInvalidArgument if the directory holds something else, kNotFound if it
  // is not there and may not be made, kIo if the disk refuses.
  static Result<Store> open(const std::string& path, const StoreOptions& options);

  // A new store that is kept in memory alone and goes with this object. Its path() is "". For a few thousand documents:
  // a put while others read may copy everything.
  static Store in_memory();

  Store(Store&&) noexcept;
  Store& operator=(Store&&) noexcept;
  ~Store();

  [[nodiscard]] const std::string& path() const;

  // This store as it stands now, whatever is put into it later: for reading only, and gone before this one is. Costs a
  // lookup; while it is there, the disk keeps what has been replaced since.
  [[nodiscard]] Result<Store> snapshot() const;

  // Writes one document; `held` is taken for true, and `recorded` for now where it is 0. Of a document that was held
  // before, the earlier `recorded` stays. kInvalidArgument on a read-only store, a null document id, a claim
  // of another document or one that stands twice, a link without a node at an end; kTooLarge over 1 GiB of text or
  // bytes. After kIo it is not on disk, though it may be seen if the flush failed: a store whose disk was full takes
  // writes again within seconds of there being room, after any other kIo it has to be opened again. Costs the
  // document's own size; taking back what few others say of an agent costs as many reads as documents speak of it.
  Result<void> put(const DocumentBatch& batch);

  // Writes down what a person decided, durably like put(); `recorded` is taken for now where it is 0, and `sequence` is
  // given here. kInvalidArgument as valid() says and on a read-only store, kNotFound for a node that is not there. What
  // was judged is never removed: it stays even when its node goes, and a later judgement takes it back.
  Result<Judgement> judge(Judgement judgement);

  // All that was judged of a node, same_as from either side, oldest first. One scan; nothing to do where nothing was
  // ever judged.
  [[nodiscard]] Result<std::vector<Judgement>> judgements(const NodeId& node) const;
  // All that was judged of any node, each once, from `after` on (exclusive; 0 for the start), in the order of sequence.
  // Reads every judgement.
  [[nodiscard]] Result<std::vector<Judgement>> judgements_after(std::uint64_t after,
                                                                std::size_t limit = kNoLimit) const;

  // A turn at reading, deciding and putting as one step: whoever else asks for a turn waits until it is given back.
  // put() itself needs none. The store must outlive it.
  [[nodiscard]] std::unique_lock<std::mutex> turn();

  // Records by id. Nothing if absent. One lookup each.
  [[nodiscard]] Result<std::optional<Document>> document(DocumentId id) const;
  [[nodiscard]] Result<std::optional<Claim>> claim(ClaimId id) const;
  [[nodiscard]] Result<std::optional<Agent>> agent(AgentId id) const;
  // Several at once, in the order of `ids`, which is quicker than one by one.
  [[nodiscard]] Result<std::vector<std::optional<Document>>> documents(std::span<const DocumentId> ids) const;
  [[nodiscard]] Result<std::vector<std::optional<Claim>>> claims(std::span<const ClaimId> ids) const;
  [[nodiscard]] Result<std::optional<StoredText>> text(DocumentId id) const;
  [[nodiscard]] Result<std::optional<std::string>> raw(DocumentId id) const;
  // The words of `spans` in a held document's text, pieces joined by a space; "" where it is not held.
  [[nodiscard]] Result<std::string> quote(const Evidence& evidence) const;

  // A held document as it was put, so that putting it into another store gives what this one has of it: all edges that
  // it states stand in `links`, and citations, ties and deliveries are empty. Nothing if it is not held. Some lookups
  // and two scans.
  [[nodiscard]] Result<std::optional<DocumentBatch>> batch(DocumentId id) const;

  // The document whose raw bytes have this SHA-256; of several the first by id. kInvalidArgument unless `sha256` is 64
  // lower-case hex digits.
  [[nodiscard]] Result<std::optional<DocumentId>> document_by_sha256(std::string_view sha256) const;

  // All claims of a document in text order. One scan.
  [[nodiscard]] Result<std::vector<Claim>> claims_of(DocumentId id) const;

  // Edges out of, or into, a node, by relation, then by the other node; at most `limit`. One scan.
  [[nodiscard]] Result<std::vector<Edge>> upstream(const NodeId& from, std::size_t limit = kNoLimit) const;
  [[nodiscard]] Result<std::vector<Edge>> upstream(const NodeId& from, Relation relation,
                                                   std::size_t limit = kNoLimit) const;
  [[nodiscard]] Result<std::vector<Edge>> downstream(const NodeId& to, std::size_t limit = kNoLimit) const;
  [[nodiscard]] Result<std::vector<Edge>> downstream(const NodeId& to, Relation relation,
                                                     std::size_t limit = kNoLimit) const;

  // All edges in memory, as they stand after the last put() that has returned. The first call reads them: from a file
  // the last writer left, if it is of this very state (about a second for ten million edges), else from the keys of all
  // edges (some seconds a million). From then on, or from the first put() on, they are kept up to date, and a call
  // costs two pointers. kTooLarge over StoreOptions::max_topology_bytes.
  [[nodiscard]] Result<Topology> topology() const;
  // Everything `from` rests on (upstream) or all that relies on it (downstream), however far, along `relations`, and
  // where it ends. Reads the topology or, where that would be too large, the keys of the edges, a scan a node. A node
  // that is not there has no edges.
  [[nodiscard]] Result<Reached> reach(const NodeId& from, Direction direction,
                                      Relations relations = Relations::all()) const;

  // Nodes that have this folded word (schema/fold.h) in a claim's text, a document's title or publisher, or an agent's
  // name; in id order, at most `limit`. A trailing '*' finds every word that starts so.
  [[nodiscard]] Result<std::vector<NodeId>> nodes_with_word(std::string_view folded_word, NodeKind kind,
                                                            std::size_t limit = kNoLimit) const;

  // The same of a word that at most `most` nodes have, and nothing of one that more have. What is too common is
  // remembered, and found out again without a look at the disk until a word loses a node.
  [[nodiscard]] Result<std::optional<std::vector<NodeId>>> nodes_with_rare_word(std::string_view folded_word,
                                                                                NodeKind kind, std::size_t most) const;

  // At most `limit` of a list, from `from` on (inclusive; null for its beginning). One scan.
  [[nodiscard]] Result<Postings> postings(const PostingList& list, std::size_t limit, const NodeId& from = {}) const;
  // Those of a list that are these documents or, in a list of claims, are made in them. One lookup a document, which
  // costs some steps of a scan each; quickest where `documents` rise. Nothing in a list of agents.
  [[nodiscard]] Result<std::vector<NodeId>> postings_among(const PostingList& list,
                                                           std::span<const DocumentId> documents) const;
  // Words that nodes of this kind have, in the order of their bytes: the first that is not before `from`, then the
  // first not before what `step` said, which has to be after the word it was given; until it says nothing. A seek a
  // word.
  using WordStep = std::function<std::optional<std::string>(std::string_view word)>;
  [[nodiscard]] Result<void> walk_words(NodeKind kind, std::string_view from, const WordStep& step) const;

  // Documents, held and referenced, whose publisher or issuer has this name_key (schema/fold.h).
  [[nodiscard]] Result<std::vector<DocumentId>> documents_of_publisher(std::string_view name_key,
                                                                       std::size_t limit = kNoLimit) const;

  // Every document in id order, from `after` on (exclusive; null for the start), at most `limit`: for paging.
  [[nodiscard]] Result<std::vector<Document>> documents(DocumentId after, std::size_t limit) const;
  // Every agent, likewise.
  [[nodiscard]] Result<std::vector<Agent>> agents(AgentId after, std::size_t limit) const;

  // An agent, or a document that others speak of, joined from what those documents alone say of it for which `counts`
  // is true; nothing if none of them speaks of it. What a held document says of itself is not among it. One scan, of as
  // many keys as documents speak of it.
  [[nodiscard]] Result<std::optional<Agent>> agent_as_told(AgentId id, const DocumentTest& counts) const;
  [[nodiscard]] Result<std::optional<Document>> document_as_told(DocumentId id, const DocumentTest& counts) const;

  [[nodiscard]] Result<StoreStats> stats() const;
  // Reads everything and verifies it: checksums, records that decode, both directions of every edge, a topology that
  // has these edges, spans that lie inside texts on character borders, words that lead to nodes. Changes nothing.
  // Linear in the store.
  [[nodiscard]] Result<StoreCheck> check() const;

  // Writes the whole store as it stands now into `directory`, which must be empty or absent (kInvalidArgument), while
  // readers and writers go on. Only when all of it is there and has passed check() does the copy get its name: until
  // then it is in `directory`.partial, and on an error there is nothing. kIo if the disk refuses, kCorruption if what
  // was read, or its copy, is damaged. Linear; memory is bounded. Returns what the copy holds.
  [[nodiscard]] Result<StoreStats> copy_to(const std::string& directory) const;

  // Writes into `directory`, which must be empty or absent, a store of what the documents of this one say, with all
  // that follows from it made anew: edges as found from both their ends, words and names to search for, what is known
  // of agents and of documents that are spoken of, counts. For a store in which check() has found faults in these. It
  // has its name only once check() finds none. kCorruption, with the first such thing named, where a text, a claim, a
  // list of edges or the like is itself damaged or gone: that no repair brings back. Linear; memory is bounded.
  [[nodiscard]] Result<StoreStats> repair_to(const std::string& directory) const;

  // Counts up with every put; for caches and ETags. Kept over reopening.
  [[nodiscard]] std::uint64_t version() const;

  static constexpr std::size_t kNoLimit = static_cast<std::size_t>(-1);

 private:
  struct Impl;
  explicit Store(std::unique_ptr<Impl> impl);
  std::unique_ptr<Impl> impl_;
};

}  // namespace headwater

#endif  // HEADWATER_GRAPH_STORE_H_
