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
#include <utility>

#include "headwater/graph/store.h"
#include "headwater/schema/codec.h"
#include "kept_topology.h"
#include "kv.h"

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

  std::string path;
  bool read_only = false;
  bool sync = true;
  std::unique_ptr<detail::Kv> kv;
  std::mutex turn;          // handed out by Store::turn(), always before `writing`
  std::mutex writing;       // held by put()
  codec::StateValue state;  // as last written; under `writing`
  std::atomic<std::uint64_t> version{0};
  detail::KeptTopology topology;  // loaded and changed under `writing`
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

inline Edge edge_from(const codec::EdgeKey& key, codec::EdgeValue value) {
  return {key.from,
          key.relation,
          key.to,
          value.hop,
          value.how,
          value.score,
          {value.document, std::move(value.spans), std::move(value.rule), value.confidence}};
}

inline codec::EdgeValue value_of(const Edge& edge) {
  return {edge.hop,
          edge.how,
          edge.score,
          edge.evidence.document,
          edge.evidence.spans,
          edge.evidence.rule,
          edge.evidence.confidence};
}

}  // namespace detail
}  // namespace headwater

#endif  // HEADWATER_GRAPH_SRC_STORE_IMPL_H_
