#include "view.h"

#include <algorithm>
#include <utility>

namespace headwater::detail {
namespace {

// Joined by same_as beyond this many, nodes are told apart.
constexpr std::size_t kMostJoined = 64;
// Edges that are read first where few that are seen are wanted, and how many times as many the next time.
constexpr std::size_t kFirstRead = 64;
constexpr std::size_t kReadsMore = 8;
constexpr std::size_t kMostRead = kFirstRead * kReadsMore * kReadsMore * kReadsMore;  // to find those that are seen

Edge judged_edge(const NodeId& from, const NodeId& to) {
  Edge edge;
  edge.from = from;
  edge.relation = Relation::kSameAs;
  edge.to = to;
  edge.score = 1;
  edge.evidence.rule = kJudgedRule;
  edge.evidence.confidence = 1;
  return edge;
}

}  // namespace

View::View(const Store& store, const ViewOptions& options)
    : store_{store}, options_{options}, is_all_seen_{options.is_of_now()} {
  if (options.as_of) as_of_ = options.as_of->last_second();
  if (options.recorded_by) recorded_by_ = options.recorded_by->last_second();
}

bool View::is_seen(const Document& document) const {
  if (!document.held) return true;
  if (recorded_by_ && document.recorded > *recorded_by_) return false;
  if (!as_of_) return true;
  // A document that does not say when it came out had come out when it was recorded, and nothing is known before.
  if (!document.published) return document.recorded > 0 && document.recorded <= *as_of_;
  // Against a day, an instant is the day that stands in it, wherever that was.
  const std::optional<std::int64_t> day = document.published->days_since_epoch();
  const bool by_day = day && options_.as_of->text().size() <= 10;
  return (by_day ? *day * 86400 + 86399 : document.published->last_second()) <= *as_of_;
}

Result<const Document*> View::document(DocumentId id) {
  const auto it = documents_.find(id);
  if (it != documents_.end()) return it->second ? &*it->second : nullptr;
  Result<std::optional<Document>> found = store_.document(id);
  if (!found) return found.error();
  if (*found && !is_seen(**found)) {
    (*found)->held = false;
    (*found)->path.clear();
    (*found)->sha256.clear();
    (*found)->text_bytes = 0;
    (*found)->recorded = 0;
    (*found)->behind_wall = false;
  }
  const auto& kept = documents_.emplace(id, std::move(*found)).first->second;
  return kept ? &*kept : nullptr;
}

Result<bool> View::is_seen(DocumentId id) {
  if (is_all_seen_) return true;
  const Result<const Document*> found = document(id);
  if (!found) return found.error();
  return *found != nullptr && (*found)->held;
}

Result<const Claim*> View::claim(ClaimId id) {
  const auto it = claims_.find(id);
  if (it != claims_.end()) return it->second ? &*it->second : nullptr;
  const Result<bool> seen = is_seen(document_of(id));
  if (!seen) return seen.error();
  Result<std::optional<Claim>> found = *seen ? store_.claim(id) : Result<std::optional<Claim>>{std::optional<Claim>{}};
  if (!found) return found.error();
  const auto& kept = claims_.emplace(id, std::move(*found)).first->second;
  return kept ? &*kept : nullptr;
}

Result<std::optional<Agent>> View::agent(AgentId id) {
  const auto it = agents_.find(id);
  if (it != agents_.end()) return it->second;
  Result<std::optional<Agent>> found = store_.agent(id);
  if (found) agents_.emplace(id, *found);
  return found;
}

Result<std::vector<Claim>> View::claims_of(DocumentId id) {
  const Result<bool> seen = is_seen(id);
  if (!seen) return seen.error();
  return *seen ? store_.claims_of(id) : Result<std::vector<Claim>>{std::vector<Claim>{}};
}

// An edge is a fact that the document of its evidence states.
Result<std::vector<Edge>> View::seen(std::vector<Edge> edges) {
  if (is_all_seen_) return edges;
  std::vector<Edge> out;
  for (Edge& edge : edges) {
    bool all = true;
    for (const std::optional<ClaimId> end : {edge.from.claim(), edge.to.claim()}) {
      const Result<bool> there = end ? is_seen(document_of(*end)) : Result<bool>{true};
      if (!there) return there.error();
      all = all && *there;
    }
    const Result<bool> stated = edge.evidence.document.is_null() ? Result<bool>{true} : is_seen(edge.evidence.document);
    if (!stated) return stated.error();
    if (all && *stated) out.push_back(std::move(edge));
  }
  return out;
}

Result<std::vector<Judgement>> View::judgements(const NodeId& node) {
  Result<std::vector<Judgement>> all = store_.judgements(node);
  if (all && recorded_by_) std::erase_if(*all, [&](const Judgement& j) { return j.recorded > *recorded_by_; });
  return all;
}

// The last word of people on two nodes is what counts, whatever documents say.
Result<std::vector<Edge>> View::with_judged(std::vector<Edge> edges, const NodeId& node, bool upstream) {
  const Result<std::vector<Judgement>> judged = judgements(node);
  if (!judged) return judged.error();
  if (judged->empty()) return edges;
  std::unordered_map<NodeId, bool> same;
  std::vector<NodeId> order;
  for (const Judgement& one : *judged) {
    if (one.kind != JudgementKind::kSameAs) continue;
    const NodeId& other = one.about == node ? one.other : one.about;
    if (same.emplace(other, false).second) order.push_back(other);
    same[other] = !one.revoked;
  }
  std::erase_if(edges, [&](const Edge& edge) {
    return edge.relation == Relation::kSameAs && same.count(upstream ? edge.to : edge.from) > 0;
  });
  for (const NodeId& other : order) {
    if (same[other]) edges.push_back(upstream ? judged_edge(node, other) : judged_edge(other, node));
  }
  return edges;
}

template <class Read>
Result<std::vector<Edge>> View::first_seen(std::size_t limit, Read read) {
  if (is_all_seen_ || limit == Store::kNoLimit) {
    Result<std::vector<Edge>> edges = read(limit);
    return edges ? seen(std::move(*edges)) : std::move(edges);
  }
  for (std::size_t asked = std::max(limit, kFirstRead);; asked *= kReadsMore) {
    Result<std::vector<Edge>> edges = read(asked);
    if (!edges) return edges;
    const bool is_all = edges->size() < asked;
    edges = seen(std::move(*edges));
    if (!edges) return edges;
    if (edges->size() > limit) edges->resize(limit);
    if (is_all || edges->size() == limit) return edges;
    if (asked >= kMostRead) {
      is_cut_ = true;
      return edges;
    }
  }
}

Result<std::vector<Edge>> View::upstream(const NodeId& node, std::size_t limit) {
  Result<std::vector<Edge>> edges = first_seen(limit, [&](std::size_t most) { return store_.upstream(node, most); });
  return edges ? with_judged(std::move(*edges), node, true) : std::move(edges);
}

Result<std::vector<Edge>> View::upstream(const NodeId& node, Relation relation, std::size_t limit) {
  Result<std::vector<Edge>> edges =
      first_seen(limit, [&](std::size_t most) { return store_.upstream(node, relation, most); });
  return edges && relation == Relation::kSameAs ? with_judged(std::move(*edges), node, true) : std::move(edges);
}

Result<std::vector<Edge>> View::downstream(const NodeId& node, Relation relation, std::size_t limit) {
  Result<std::vector<Edge>> edges =
      first_seen(limit, [&](std::size_t most) { return store_.downstream(node, relation, most); });
  return edges && relation == Relation::kSameAs ? with_judged(std::move(*edges), node, false) : std::move(edges);
}

Result<std::vector<Edge>> View::downstream(const NodeId& node, std::size_t limit) {
  Result<std::vector<Edge>> edges = first_seen(limit, [&](std::size_t most) { return store_.downstream(node, most); });
  return edges ? with_judged(std::move(*edges), node, false) : std::move(edges);
}

Result<bool> View::was_there(const NodeId& node) {
  if (const std::optional<ClaimId> id = node.claim()) {
    const Result<const Claim*> found = claim(*id);
    return found ? Result<bool>{*found != nullptr} : Result<bool>{found.error()};
  }
  if (const std::optional<DocumentId> id = node.document()) {
    const Result<const Document*> found = document(*id);
    if (!found) return found.error();
    if (*found == nullptr || (*found)->held || is_all_seen_) return *found != nullptr;
  } else {
    const Result<std::optional<Agent>> found = agent(node.agent().value_or(AgentId{}));
    if (!found) return found.error();
    if (!*found || is_all_seen_) return found->has_value();
  }
  const Result<bool> rests = any_seen(node, true);
  return rests && !*rests ? any_seen(node, false) : rests;
}

// They lie in the order of ids, which are hashes: the first of very many are as good a sample as any.
Result<bool> View::any_seen(const NodeId& node, bool upstream) {
  for (std::size_t asked = kFirstRead; asked <= kMostRead; asked *= kReadsMore) {
    Result<std::vector<Edge>> edges = upstream ? store_.upstream(node, asked) : store_.downstream(node, asked);
    if (!edges) return edges.error();
    const bool is_all = edges->size() < asked;
    edges = seen(std::move(*edges));
    if (edges && is_all) edges = with_judged(std::move(*edges), node, upstream);
    if (!edges) return edges.error();
    if (!edges->empty() || is_all) return !edges->empty();
  }
  return false;
}

Result<NodeId> View::representative(const NodeId& node) {
  if (node.claim()) return node;
  const auto known = representatives_.find(node);
  if (known != representatives_.end()) return known->second;
  std::vector<NodeId> joined{node};
  for (std::size_t i = 0; i < joined.size() && joined.size() <= kMostJoined; ++i) {
    const Result<std::vector<Judgement>> judged = judgements(joined[i]);
    if (!judged) return judged.error();
    for (const Judgement& one : standing(*judged)) {
      if (one.kind != JudgementKind::kSameAs) continue;
      const NodeId& other = one.about == joined[i] ? one.other : one.about;
      if (std::find(joined.begin(), joined.end(), other) == joined.end()) joined.push_back(other);
    }
  }
  NodeId first = joined.size() > kMostJoined ? node : *std::min_element(joined.begin(), joined.end());
  representatives_.emplace(node, first);
  return first;
}

Result<bool> View::is_left_out(const NodeId& node) {
  if (options_.is_all()) return false;
  const auto known = left_out_.find(node);
  if (known != left_out_.end()) return known->second;
  const Result<const std::unordered_set<NodeId>*> gone = withdrawn();
  if (!gone) return gone.error();
  bool out = (*gone)->count(node) > 0;
  if (!out && (options_.without_retracted || options_.reliability != 0 || options_.credibility != 0)) {
    const Result<bool> judged = is_judged_out(node);
    if (!judged) return judged;
    out = *judged;
  }
  // A document is as reliable as who put it out, where it is not judged itself.
  if (!out && options_.reliability != 0 && node.document()) {
    const Result<std::vector<Edge>> issuers = upstream(node, Relation::kIssuedBy);
    if (!issuers) return issuers.error();
    for (const Edge& edge : *issuers) {
      const Result<bool> judged = is_judged_out(edge.to);
      if (!judged) return judged;
      out = out || *judged;
    }
  }
  left_out_.emplace(node, out);
  return out;
}

Result<bool> View::is_judged_out(const NodeId& node) {
  bool out = false;
  const Result<std::vector<Judgement>> judged = judgements(node);
  if (!judged) return judged.error();
  for (const Judgement& one : standing(*judged)) {
    if (one.about != node) continue;
    out =
        out || (one.kind == JudgementKind::kRetraction && options_.without_retracted) ||
        (one.kind == JudgementKind::kReliability && options_.reliability != 0 && one.value[0] > options_.reliability) ||
        (one.kind == JudgementKind::kCredibility && options_.credibility != 0 && one.value[0] > options_.credibility);
  }
  return out;
}

Result<const std::unordered_set<NodeId>*> View::withdrawn() {
  if (!withdrawn_) {
    std::unordered_set<NodeId> all;
    for (const NodeId& node : options_.without) {
      const Result<std::unordered_set<NodeId>> gone = withdrawn_with(store_, node);
      if (!gone) return gone.error();
      all.insert(gone->begin(), gone->end());
    }
    withdrawn_ = std::move(all);
  }
  return &*withdrawn_;
}

Result<std::unordered_set<NodeId>> withdrawn_with(const Store& store, const NodeId& node) {
  std::unordered_set<NodeId> out{node};
  const ViewOptions all;
  View view{store, all};
  const Result<std::vector<Edge>> same = view.upstream(node, Relation::kSameAs);
  if (!same) return same.error();
  for (const Edge& edge : *same) out.insert(edge.to);
  if (node.agent()) {
    const Result<std::vector<Edge>> issued = view.downstream(node, Relation::kIssuedBy);
    if (!issued) return issued.error();
    for (const Edge& edge : *issued) out.insert(edge.from);
  }
  return out;
}

}  // namespace headwater::detail
