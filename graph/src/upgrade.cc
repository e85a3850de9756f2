#include "upgrade.h"

#include <algorithm>
#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "edge_reader.h"
#include "headwater/graph/store.h"
#include "headwater/schema/codec.h"
#include "headwater/schema/codec_v2.h"
#include "memory_kv.h"

namespace headwater::detail {
namespace {

constexpr std::size_t kMaxBytesInMemory = std::size_t{1} << 30;

KvRange all_of(std::uint8_t tag) { return prefix_range(std::string(1, static_cast<char>(tag))); }

// What hangs on one node, read from its manifest.
class NodeUpgrade {
 public:
  explicit NodeUpgrade(const KvView& view) : view_{view} {}

  Result<KvBatch> of(const NodeId& node, std::string_view manifest) {
    Result<std::vector<std::string>> listed = codec::decode_manifest(manifest);
    if (!listed.has_value()) return listed.error();
    std::vector<std::string> edge_keys;
    for (std::string& key : *listed) {
      if (key.front() == static_cast<char>(codec::v2::Tag::kEdge)) {
        edge_keys.push_back(std::move(key));
      } else if (key.front() == static_cast<char>(codec::v2::Tag::kWord)) {
        if (const Result<void> done = word(key); !done.has_value()) return done.error();
      } else if (key.front() != static_cast<char>(codec::Tag::kClaim)) {
        kept_.push_back(std::move(key));
      }
    }
    for (const auto& [key, claims] : words_) {
      kept_.push_back(key);
      batch_.put(key, codec::encode_claims_with_word(claims));
    }
    std::sort(kept_.begin(), kept_.end());
    if (!kept_.empty()) batch_.put(codec::manifest_key(node), codec::encode_manifest(kept_));
    if (const Result<void> done = edges(node, edge_keys); !done.has_value()) return done.error();
    return std::move(batch_);
  }

 private:
  Result<void> word(const std::string& old_key) {
    const Result<codec::v2::WordKey> old = codec::v2::decode_word_key(old_key);
    if (!old.has_value()) return old.error();
    const std::string key = codec::word_key(old->word, old->node);
    std::vector<ClaimId>& claims = words_[key];
    if (const std::optional<ClaimId> claim = old->node.claim()) claims.push_back(*claim);
    return {};
  }

  // Some that are listed may be gone, with the claims of other documents they led to.
  Result<void> edges(const NodeId& node, const std::vector<std::string>& keys) {
    if (keys.empty()) return {};
    const std::optional<DocumentId> writer = node.document();
    if (!writer) return Error{ErrorCode::kCorruption, "manifest of " + to_string(node) + " lists edges"};
    const Result<std::vector<std::optional<std::string>>> values = view_.multi_get(keys);
    if (!values.has_value()) return values.error();
    std::vector<std::pair<std::uint32_t, Edge>> found;
    for (std::size_t i = 0; i < keys.size(); ++i) {
      if (!(*values)[i]) continue;
      const Result<codec::v2::EdgeKey> key = codec::v2::decode_edge_key(keys[i]);
      if (!key.has_value()) return key.error();
      Result<Edge> edge = codec::v2::decode_edge(key->ends, *(*values)[i]);
      if (!edge.has_value()) return edge.error();
      found.emplace_back(key->ordinal, std::move(edge).value());
    }
    std::sort(found.begin(), found.end(), [](const auto& a, const auto& b) { return a.first < b.first; });
    std::vector<Edge> edges;
    edges.reserve(found.size());
    for (auto& [ordinal, edge] : found) edges.push_back(std::move(edge));
    if (edges.empty()) return {};
    codec::sort_edges(edges);
    batch_.put(codec::edges_key(*writer), codec::encode_edges(*writer, edges));
    const KvEntries places = places_of(*writer, edges);
    for (std::size_t n = 0; n < places.size(); ++n) batch_.put(places[n].key, places[n].value);
    return {};
  }

  const KvView& view_;
  KvBatch batch_;
  std::vector<std::string> kept_;
  std::map<std::string, std::vector<ClaimId>> words_;
};

}  // namespace

bool reads_as_it_is(std::uint32_t from) { return from >= 3; }

Result<void> upgrade(Kv& kv, std::uint32_t from) {
  if (reads_as_it_is(from)) {
    KvBatch number;
    number.put(codec::format_key(), codec::encode_format(codec::kFormatVersion));
    return kv.write(number, true);
  }
  KvBatch wipe;  // what an upgrade that was broken off has left
  for (const codec::Tag tag :
       {codec::Tag::kEdges, codec::Tag::kInto, codec::Tag::kOut, codec::Tag::kManifest, codec::Tag::kWord}) {
    wipe.erase(all_of(static_cast<std::uint8_t>(tag)));
  }
  if (Result<void> wiped = kv.write(wipe, false); !wiped.has_value()) return wiped;
  const std::unique_ptr<KvView> before = kv.snapshot();
  Result<void> written = before->scan(all_of(static_cast<std::uint8_t>(codec::v2::Tag::kManifest)), Store::kNoLimit,
                                      [&](std::string_view key, std::string_view value) -> Result<bool> {
                                        const Result<NodeId> node = codec::v2::decode_manifest_key(key);
                                        if (!node.has_value()) return node.error();
                                        const Result<KvBatch> batch = NodeUpgrade{*before}.of(*node, value);
                                        if (!batch.has_value()) return batch.error();
                                        const Result<void> done = kv.write(*batch, false);
                                        if (!done.has_value()) return done.error();
                                        return true;
                                      });
  if (!written.has_value()) return written;
  KvBatch last;
  last.put(codec::format_key(), codec::encode_format(codec::kFormatVersion));
  for (const codec::v2::Tag tag :
       {codec::v2::Tag::kEdge, codec::v2::Tag::kReverse, codec::v2::Tag::kManifest, codec::v2::Tag::kWord}) {
    last.erase(all_of(static_cast<std::uint8_t>(tag)));
  }
  return kv.write(last, true);
}

Result<std::unique_ptr<Kv>> upgraded_in_memory(const KvView& view, std::uint32_t from) {
  std::unique_ptr<Kv> out = make_memory_kv();
  const Result<std::unique_ptr<KvLoader>> loader = out->loader(Packing::kTight);
  if (!loader.has_value()) return loader.error();
  std::size_t bytes = 0;
  const Result<void> copied =
      view.scan({}, Store::kNoLimit, [&](std::string_view key, std::string_view value) -> Result<bool> {
        bytes += key.size() + value.size();
        if (bytes > kMaxBytesInMemory) {
          return Error{ErrorCode::kUnsupported,
                       "of an older format, and too large to be read as it is; wanted a writer to open it once, which "
                       "brings it to format " +
                           std::to_string(codec::kFormatVersion)};
        }
        if (const Result<void> added = (*loader)->add(key, value); !added.has_value()) return added.error();
        return true;
      });
  if (!copied.has_value()) return copied.error();
  if (const Result<void> done = (*loader)->finish(); !done.has_value()) return done.error();
  if (const Result<void> done = upgrade(*out, from); !done.has_value()) return done.error();
  return out;
}

}  // namespace headwater::detail
