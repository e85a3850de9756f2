// What stands behind Store.
#ifndef HEADWATER_GRAPH_SRC_STORE_IMPL_H_
#define HEADWATER_GRAPH_SRC_STORE_IMPL_H_

#include <atomic>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "common_words.h"
#include "headwater/graph/store.h"
#include "headwater/schema/codec.h"
#include "kept_topology.h"
#include "kv.h"
#include "prepared.h"
#include "shared_flush.h"
#include "stated_cache.h"
#include "write_queue.h"

namespace headwater {

struct Store::Impl {
  Impl(std::string path_of_store, std::size_t max_topology_bytes)
      : path{std::move(path_of_store)}, topology{path, max_topology_bytes} {}
  // The file of the topology is no more than a saving of time: where it cannot be written, the next opening does
  // without.
  ~Impl() {
    if (!read_only && !path.empty() && kv != nullptr) (void)topology.save(*kv, state).has_value();
  }
  Impl(const Impl&) = delete;
  Impl& operator=(const Impl&) = delete;

  [[nodiscard]] Result<std::vector<Edge>> edges(const NodeId& node, Direction direction,
                                                std::optional<Relation> relation, std::size_t limit) const;
  // What the topology, if it is at hand, makes short: a node without such edges, or one whose edges its own document
  // states all, which is nearly every node. Nothing where it takes the long way.
  [[nodiscard]] Result<std::optional<std::vector<Edge>>> edges_by_short_way(const NodeId& node, Direction direction,
                                                                            std::optional<Relation> relation) const;

  // What the document states, "" for nothing: from memory, or as the database has it. `ended` is what writes_ended was
  // before.
  [[nodiscard]] Result<detail::StatedCache::Value> stated_by(DocumentId writer, std::uint64_t ended) const;

  // A document on its way in.
  struct Pending {
    detail::Prepared brought;
    std::vector<NodeId> unknown_ends;  // of it
    Result<void> outcome;
    std::uint64_t ticket = 0;  // for `flush`
  };
  // Writes it, and has its outcome and ticket set. One thread at a time, in the turn of `queue`.
  void write(Pending& pending);

  std::string path;
  bool read_only = false;
  bool sync = true;
  std::unique_ptr<detail::Kv> kv;
  std::mutex turn;          // handed out by Store::turn(), always before `writing`
  std::mutex writing;       // held while a document is written
  codec::StateValue state;  // as last written; under `writing`
  detail::WriteQueue<Pending> queue;
  detail::SharedFlush flush;
  std::atomic<std::uint64_t> version{0};
  std::atomic<bool> has_judgements{false};
  // How many writes have begun, and how many of them are over, topology and all.
  std::atomic<std::uint64_t> writes_begun{0};
  std::atomic<std::uint64_t> writes_ended{0};
  mutable detail::CommonWords common_words;
  mutable detail::StatedCache stated;  // as of the last write that is over, unless one is at work
  detail::KeptTopology topology;       // loaded and changed under `writing`
};

namespace detail {

// The error with the store named, if it is not already.
inline Error in_store(const std::string& path, Error error) {
  const std::string name = "store '" + path + "': ";
  if (!error.message.starts_with(name)) error.message.insert(0, name);
  return error;
}

// Where the record of a node stands.
inline std::string record_key(const NodeId& node) {
  if (const std::optional<ClaimId> claim = node.claim()) return codec::claim_key(*claim);
  if (const std::optional<AgentId> agent = node.agent()) return codec::agent_key(*agent);
  return codec::document_key(node.document().value_or(DocumentId{}));
}

}  // namespace detail
}  // namespace headwater

#endif  // HEADWATER_GRAPH_SRC_STORE_IMPL_H_
