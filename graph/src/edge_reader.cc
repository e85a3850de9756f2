#include "edge_reader.h"

#include <algorithm>
#include <cstdint>
#include <string_view>
#include <utility>

#include "headwater/graph/store.h"

namespace headwater::detail {
namespace {

using codec::PlaceKey;
using codec::StatedEdges;

// How many documents' edges are read together.
constexpr std::size_t kTogether = 256;

struct Place {
  PlaceKey key;
  std::vector<std::uint32_t> ordinals;
};

Error one_direction_only(DocumentId writer) {
  return {ErrorCode::kCorruption, "an edge of " + to_string(writer) + " stands in one direction only"};
}

// Places under `prefix`, until they name `limit` edges.
Result<std::vector<Place>> places_under(const KvView& view, const std::string& prefix, std::size_t limit) {
  std::vector<Place> out;
  std::size_t edges = 0;
  if (limit == 0) return out;
  const Result<void> scanned =
      view.scan(prefix_range(prefix), limit, [&](std::string_view key, std::string_view value) -> Result<bool> {
        const Result<PlaceKey> place = codec::decode_place_key(key);
        if (!place.has_value()) return place.error();
        Result<std::vector<std::uint32_t>> ordinals = codec::decode_ordinals(value);
        if (!ordinals.has_value()) return ordinals.error();
        if (ordinals->size() > limit - edges) ordinals->resize(limit - edges);
        edges += ordinals->size();
        out.push_back({*place, std::move(ordinals).value()});
        return edges < limit;
      });
  if (!scanned.has_value()) return scanned.error();
  return out;
}

// Calls `visit` with each place and what its writer states.
Result<void> each_stated(const KvView& view, const std::vector<Place>& places,
                         const std::function<Result<void>(const Place&, const StatedEdges&)>& visit) {
  for (std::size_t first = 0; first < places.size(); first += kTogether) {
    const std::size_t end = std::min(places.size(), first + kTogether);
    std::vector<std::string> keys;
    keys.reserve(end - first);
    for (std::size_t i = first; i < end; ++i) keys.push_back(codec::edges_key(places[i].key.writer));
    const Result<std::vector<std::optional<std::string>>> values = view.multi_get(keys);
    if (!values.has_value()) return values.error();
    for (std::size_t i = first; i < end; ++i) {
      const std::optional<std::string>& value = (*values)[i - first];
      if (!value) return one_direction_only(places[i].key.writer);
      const Result<StatedEdges> stated = StatedEdges::open(places[i].key.writer, *value);
      if (!stated.has_value()) return stated.error();
      if (Result<void> visited = visit(places[i], *stated); !visited.has_value()) return visited;
    }
  }
  return {};
}

// Calls `read` with what `writer` states, if it states anything.
template <class Read>
Result<void> read_stated(const KvView& view, DocumentId writer, Read read) {
  const Result<std::optional<std::string>> bytes = view.get(codec::edges_key(writer));
  if (!bytes.has_value()) return bytes.error();
  if (!*bytes) return {};
  const Result<StatedEdges> stated = StatedEdges::open(writer, **bytes);
  if (!stated.has_value()) return stated.error();
  return read(*stated);
}

std::string prefix_of(Direction direction, const NodeId& node, std::optional<Relation> relation) {
  if (direction == Direction::kUpstream) {
    return relation ? codec::out_prefix(node, *relation) : codec::out_prefix(node);
  }
  return relation ? codec::into_prefix(node, *relation) : codec::into_prefix(node);
}

}  // namespace

KvEntries places_of(DocumentId writer, const std::vector<Edge>& edges) {
  // In the order of keys: those into nodes first, then by node and relation.
  struct At {
    bool is_out = false;
    NodeId node;
    Relation relation = Relation::kMadeIn;
    std::uint32_t ordinal = 0;

    auto operator<=>(const At&) const = default;
  };
  static_assert(codec::Tag::kInto < codec::Tag::kOut);
  std::vector<At> all;
  all.reserve(edges.size());
  for (std::uint32_t n = 0; n < edges.size(); ++n) {
    const Edge& edge = edges[n];
    all.push_back({false, edge.to, edge.relation, n});
    if (!codec::states_own(writer, edge.from)) all.push_back({true, edge.from, edge.relation, n});
  }
  std::sort(all.begin(), all.end());
  KvEntries out;
  out.reserve(all.size(), all.size() * 28);
  std::vector<std::uint32_t> ordinals;
  for (std::size_t i = 0; i < all.size(); ++i) {
    const At& at = all[i];
    ordinals.push_back(at.ordinal);
    const bool goes_on = i + 1 < all.size() && all[i + 1].is_out == at.is_out && all[i + 1].node == at.node &&
                         all[i + 1].relation == at.relation;
    if (goes_on) continue;
    const PlaceKey key{at.node, at.relation, writer};
    out.add(at.is_out ? codec::out_key(key) : codec::into_key(key), codec::encode_ordinals(ordinals));
    ordinals.clear();
  }
  return out;
}

std::optional<DocumentId> home_of(const NodeId& node) {
  if (const std::optional<ClaimId> claim = node.claim()) return document_of(*claim);
  return node.document();
}

Result<std::vector<Edge>> own_edges(DocumentId home, std::string_view stated, const NodeId& from) {
  std::vector<Edge> out;
  if (stated.empty()) return out;
  const Result<StatedEdges> opened = StatedEdges::open(home, stated);
  if (!opened.has_value()) return opened.error();
  if (const Result<void> read = opened->from(from, out); !read.has_value()) return read.error();
  return out;
}

Result<std::vector<Edge>> edges_at(const KvView& view, const NodeId& node, Direction direction,
                                   std::optional<Relation> relation, std::size_t limit) {
  // By relation, then writer; what one document states of one relation is in order already.
  std::vector<std::pair<PlaceKey, Edge>> found;
  const Result<std::vector<Place>> places = places_under(view, prefix_of(direction, node, relation), limit);
  if (!places.has_value()) return places.error();
  const Result<void> read = each_stated(view, *places, [&](const Place& place, const StatedEdges& stated) {
    std::vector<Edge> edges;
    if (Result<void> at = stated.at(place.ordinals, edges); !at.has_value()) return at;
    for (Edge& edge : edges) {
      if ((direction == Direction::kUpstream ? edge.from : edge.to) != node || edge.relation != place.key.relation) {
        return Result<void>{one_direction_only(place.key.writer)};
      }
      found.emplace_back(place.key, std::move(edge));
    }
    return Result<void>{};
  });
  if (!read.has_value()) return read.error();
  if (direction == Direction::kUpstream) {
    const std::optional<DocumentId> home = home_of(node);
    std::vector<Edge> own;
    if (home) {
      const Result<void> own_read =
          read_stated(view, *home, [&](const StatedEdges& stated) { return stated.from(node, own); });
      if (!own_read.has_value()) return own_read.error();
    }
    const bool only_own = found.empty();  // and so in order
    for (Edge& edge : own) {
      if (relation && edge.relation != *relation) continue;
      const PlaceKey key{node, edge.relation, *home};
      found.emplace_back(key, std::move(edge));
    }
    if (!only_own) {
      std::stable_sort(found.begin(), found.end(), [](const auto& a, const auto& b) { return a.first < b.first; });
    }
  }
  if (found.size() > limit) found.resize(limit);
  std::vector<Edge> out;
  out.reserve(found.size());
  for (auto& [key, edge] : found) out.push_back(std::move(edge));
  return out;
}

Result<void> ends_at(const KvView& view, const NodeId& node, Direction direction,
                     const std::function<void(const EdgeEnds&)>& visit) {
  const Result<std::vector<Place>> places =
      places_under(view, prefix_of(direction, node, std::nullopt), Store::kNoLimit);
  if (!places.has_value()) return places.error();
  Result<void> read = each_stated(view, *places, [&](const Place& place, const StatedEdges& stated) {
    std::uint32_t ordinal = 0;
    auto next = place.ordinals.begin();
    return stated.ends([&](const EdgeEnds& ends) {
      if (next != place.ordinals.end() && *next == ordinal) {
        visit(ends);
        ++next;
      }
      ++ordinal;
    });
  });
  if (!read.has_value() || direction == Direction::kDownstream) return read;
  const std::optional<DocumentId> home = home_of(node);
  if (!home) return {};
  return read_stated(view, *home, [&](const StatedEdges& stated) {
    return stated.ends([&](const EdgeEnds& ends) {
      if (ends.from == node) visit(ends);
    });
  });
}

Result<std::vector<DocumentId>> writers_at(const KvView& view, const NodeId& node) {
  std::vector<DocumentId> out;
  for (const std::string& prefix : {codec::into_prefix(node), codec::out_prefix(node)}) {
    const Result<void> scanned =
        view.scan(prefix_range(prefix), Store::kNoLimit, [&](std::string_view key, std::string_view) -> Result<bool> {
          const Result<PlaceKey> place = codec::decode_place_key(key);
          if (!place.has_value()) return place.error();
          out.push_back(place->writer);
          return true;
        });
    if (!scanned.has_value()) return scanned.error();
  }
  std::sort(out.begin(), out.end());
  out.erase(std::unique(out.begin(), out.end()), out.end());
  return out;
}

Result<std::vector<Edge>> stated_by(const KvView& view, DocumentId writer) {
  std::vector<Edge> out;
  const Result<void> read = read_stated(view, writer, [&](const StatedEdges& stated) { return stated.all(out); });
  if (!read.has_value()) return read.error();
  return out;
}

}  // namespace headwater::detail
