#include "headwater/query/paths.h"

#include <algorithm>
#include <boost/graph/adjacency_list.hpp>
#include <boost/graph/breadth_first_search.hpp>
#include <boost/graph/reverse_graph.hpp>
#include <deque>
#include <functional>
#include <limits>
#include <map>
#include <optional>
#include <queue>
#include <string>
#include <tuple>
#include <unordered_map>
#include <utility>

#include "node_name.h"
#include "view.h"

namespace headwater {

using namespace detail;  // NOLINT: what answers call a node

namespace {

constexpr std::size_t kNever = std::numeric_limits<std::size_t>::max();

// Of a claim, its text.
Result<NodeName> label_of(View& view, const NodeId& node) {
  const Result<bool> there = view.was_there(node);
  if (!there) return there.error();
  if (!*there) return Error{ErrorCode::kNotFound, to_string(node) + " is not in the store"};
  const std::optional<ClaimId> id = node.claim();
  if (!id) return name_of(view.store(), node);
  const Result<const Claim*> claim = view.claim(*id);
  if (!claim) return claim.error();
  return NodeName{node, (*claim)->text};
}

// What one node rests on, as far as it is looked at: numbered from 0, which is the node itself.
class Upstream {
 public:
  Result<void> read(View& view, const NodeId& from, const PathOptions& options) {
    number(from);
    std::vector<std::size_t> depth{0};
    for (std::size_t at = 0; at < nodes_.size(); ++at) {
      if (at == options.max_nodes) {
        truncated_ = true;
        break;
      }
      if (depth[at] == options.max_length) continue;
      Result<std::vector<Edge>> edges = view.upstream(nodes_[at]);
      if (!edges) return edges.error();
      std::map<NodeId, Edge> surest;
      for (Edge& edge : *edges) {
        if (edge.relation == Relation::kDisputes) continue;
        const auto [it, fresh] = surest.try_emplace(edge.to, edge);
        if (!fresh && rank(edge) > rank(it->second)) it->second = std::move(edge);
      }
      edges_.resize(std::max(edges_.size(), at + 1));
      for (auto& [to, edge] : surest) {
        const std::size_t other = number(to);
        if (other == depth.size()) depth.push_back(depth[at] + 1);
        edges_[at].emplace_back(other, std::move(edge));
      }
    }
    edges_.resize(nodes_.size());
    return {};
  }

  // Steps to a node from each other one, kNever where none lead there. Nothing if it was not met.
  [[nodiscard]] std::optional<std::vector<std::size_t>> distances_to(const NodeId& to) const {
    const auto it = numbers_.find(to);
    if (it == numbers_.end()) return std::nullopt;
    boost::adjacency_list<boost::vecS, boost::vecS, boost::bidirectionalS> graph(nodes_.size());
    for (std::size_t from = 0; from < edges_.size(); ++from) {
      for (const auto& [other, edge] : edges_[from]) boost::add_edge(from, other, graph);
    }
    std::vector<std::size_t> distance(nodes_.size(), kNever);
    distance[it->second] = 0;
    boost::breadth_first_search(boost::make_reverse_graph(graph), it->second,
                                boost::visitor(boost::make_bfs_visitor(boost::record_distances(
                                    boost::make_iterator_property_map(distance.begin(), boost::identity_property_map{}),
                                    boost::on_tree_edge{}))));
    return distance;
  }

  // By the other end's id.
  [[nodiscard]] const std::vector<std::pair<std::size_t, Edge>>& edges(std::size_t node) const { return edges_[node]; }
  [[nodiscard]] const NodeId& id(std::size_t node) const { return nodes_[node]; }
  [[nodiscard]] bool is_truncated() const { return truncated_; }

 private:
  static std::tuple<double, int> rank(const Edge& edge) {
    return {edge.evidence.confidence, -static_cast<int>(edge.relation)};
  }
  std::size_t number(const NodeId& node) {
    const auto [it, fresh] = numbers_.try_emplace(node, nodes_.size());
    if (fresh) nodes_.push_back(node);
    return it->second;
  }

  std::vector<NodeId> nodes_;
  std::unordered_map<NodeId, std::size_t> numbers_;
  std::vector<std::vector<std::pair<std::size_t, Edge>>> edges_;
  bool truncated_ = false;
};

// A path as far as it was tried. Those before it are kept, so that each costs one of these.
struct Tried {
  std::size_t node;
  std::size_t before;  // kNever at the start
  std::size_t length;
};

class Search {
 public:
  Search(const Upstream& upstream, const std::vector<std::size_t>& distance, const PathOptions& options)
      : upstream_{upstream}, distance_{distance}, options_{options} {}

  // The nodes of each path, the shortest first.
  std::vector<std::vector<std::size_t>> run() {
    std::vector<std::vector<std::size_t>> out;
    if (distance_[0] == kNever) return out;
    push({0, kNever, 0});
    while (!open_.empty()) {
      const std::size_t at = std::get<2>(open_.top());
      open_.pop();
      const Tried tried = tried_[at];
      if (distance_[tried.node] == 0) {
        // One more than is wanted tells that there are more.
        if (out.size() == options_.max_paths) {
          truncated_ = true;
          break;
        }
        out.push_back(nodes_of(at));
        continue;
      }
      if (tried_.size() > options_.max_tried) {
        truncated_ = true;
        break;
      }
      for (const auto& [other, edge] : upstream_.edges(tried.node)) {
        if (distance_[other] == kNever || passes(at, other)) continue;
        if (tried.length + 1 + distance_[other] > options_.max_length) {
          truncated_ = true;
          continue;
        }
        push({other, at, tried.length + 1});
      }
    }
    return out;
  }
  [[nodiscard]] bool is_truncated() const { return truncated_; }

 private:
  // By the least length it can come to; of those alike, the one that has come farthest, so that no more are begun than
  // have to be; then in the order in which they were met, which is that of ids.
  using Rank = std::tuple<std::size_t, std::size_t, std::size_t>;

  void push(Tried tried) {
    open_.emplace(tried.length + distance_[tried.node], distance_[tried.node], tried_.size());
    tried_.push_back(tried);
  }
  [[nodiscard]] bool passes(std::size_t at, std::size_t node) const {
    for (; at != kNever; at = tried_[at].before) {
      if (tried_[at].node == node) return true;
    }
    return false;
  }
  [[nodiscard]] std::vector<std::size_t> nodes_of(std::size_t at) const {
    std::vector<std::size_t> out;
    for (; at != kNever; at = tried_[at].before) out.push_back(tried_[at].node);
    std::reverse(out.begin(), out.end());
    return out;
  }

  const Upstream& upstream_;
  const std::vector<std::size_t>& distance_;
  const PathOptions& options_;
  std::deque<Tried> tried_;
  std::priority_queue<Rank, std::vector<Rank>, std::greater<>> open_;
  bool truncated_ = false;
};

Result<Path> told(View& view, const Upstream& upstream, const std::vector<std::size_t>& nodes,
                  std::map<NodeId, std::string>& names) {
  const auto name = [&](const NodeId& node) {
    const auto it = names.find(node);
    if (it != names.end()) return it->second;
    const Result<NodeName> found = label_of(view, node);
    return names[node] = found ? found->name : to_string(node);
  };
  Path out;
  for (std::size_t i = 1; i < nodes.size(); ++i) {
    const auto& edges = upstream.edges(nodes[i - 1]);
    const auto it = std::find_if(edges.begin(), edges.end(), [&](const auto& one) { return one.first == nodes[i]; });
    const Edge& edge = it->second;
    Result<std::string> quote = view.store().quote(edge.evidence);
    if (!quote) return quote.error();
    out.push_back(
        {edge.from, edge.relation, edge.to, edge.evidence, std::move(*quote), name(edge.from), name(edge.to)});
  }
  return out;
}

}  // namespace

Result<Paths> paths(const Store& store, const NodeId& from, const NodeId& to, const PathOptions& options) {
  if (from == to)
    return Error{ErrorCode::kInvalidArgument, "paths: " + to_string(from) + " is at both ends; wanted two"};
  Paths out;
  View view{store, options.view};
  for (const auto& [node, name] : {std::pair{&from, &out.from}, std::pair{&to, &out.to}}) {
    Result<NodeName> found = label_of(view, *node);
    if (!found) return Error{found.error().code, "paths: " + found.error().message};
    *name = std::move(*found);
  }
  Upstream upstream;
  if (const Result<void> read = upstream.read(view, from, options); !read) return read.error();
  const std::optional<std::vector<std::size_t>> distance = upstream.distances_to(to);
  out.truncated = upstream.is_truncated();
  if (!distance) return out;
  Search search{upstream, *distance, options};
  std::map<NodeId, std::string> names;
  for (const std::vector<std::size_t>& nodes : search.run()) {
    Result<Path> path = told(view, upstream, nodes, names);
    if (!path) return path.error();
    out.paths.push_back(std::move(*path));
  }
  out.truncated = out.truncated || search.is_truncated();
  return out;
}

}  // namespace headwater
