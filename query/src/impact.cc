// What hangs on a source.
#include <algorithm>
#include <set>
#include <unordered_set>
#include <utility>

#include "disjoint.h"
#include "headwater/query/analyse.h"
#include "node_name.h"
#include "view.h"

namespace headwater {
namespace {

// Claims that may hang on a node: those with an edge to it, or to a name it was found to stand for, and all that
// restate them.
class Dependants {
 public:
  Dependants(detail::View& view, std::size_t limit) : view_{view}, limit_{limit} {}

  Result<std::vector<ClaimId>> of(const std::unordered_set<NodeId>& nodes) {
    std::set<NodeId> names{nodes.begin(), nodes.end()};
    for (const NodeId& node : nodes) {
      const Result<std::vector<Edge>> same = view_.downstream(node, Relation::kSameAs);
      if (!same) return same.error();
      for (const Edge& edge : *same) names.insert(edge.from);
    }
    for (const NodeId& name : names) {
      const Result<std::vector<Edge>> edges = view_.downstream(name, limit_);
      if (!edges) return edges.error();
      for (const Edge& edge : *edges) {
        if (edge.from.claim()) add(*edge.from.claim());
      }
      if (const std::optional<DocumentId> id = name.document()) {
        const Result<std::vector<Claim>> own = view_.claims_of(*id);
        if (!own) return own.error();
        for (const Claim& claim : *own) add(claim.id);
      }
    }
    for (std::size_t i = 0; i < out_.size(); ++i) {
      const Result<std::vector<Edge>> edges = view_.downstream(NodeId{out_[i]}, Relation::kRepeats);
      if (!edges) return edges.error();
      for (const Edge& edge : *edges) {
        if (edge.from.claim()) add(*edge.from.claim());
      }
    }
    return std::move(out_);
  }
  [[nodiscard]] bool truncated() const { return truncated_; }

 private:
  void add(ClaimId id) {
    if (seen_.count(id) > 0) return;
    if (out_.size() >= limit_) {
      truncated_ = true;
      return;
    }
    seen_.insert(id);
    out_.push_back(id);
  }

  detail::View& view_;
  std::size_t limit_;
  std::set<ClaimId> seen_;
  std::vector<ClaimId> out_;
  bool truncated_ = false;
};

}  // namespace

Result<Impact> impact(const Store& store, const NodeId& withdrawn, const AnalyseOptions& options) {
  Impact out;
  out.view = options.trace.view;
  Result<NodeName> name = detail::name_of(store, withdrawn);
  if (!name) return name.error();
  out.withdrawn = std::move(*name);
  detail::View view{store, options.trace.view};
  const Result<std::unordered_set<NodeId>> gone = detail::withdrawn_with(store, withdrawn);
  if (!gone) return gone.error();
  out.gone.assign(gone->begin(), gone->end());
  std::sort(out.gone.begin(), out.gone.end());
  Dependants dependants{view, options.max_claims};
  const Result<std::vector<ClaimId>> claims = dependants.of(*gone);
  if (!claims) return claims.error();
  out.truncated = dependants.truncated() || view.is_cut();
  out.claims_looked_at = claims->size();
  for (const ClaimId id : *claims) {
    if (gone->count(NodeId{document_of(id)}) > 0) continue;
    Result<Trace> traced = trace(store, id, options.trace);
    if (!traced) return traced.error();
    out.truncated = out.truncated || traced->truncated;
    const std::vector<std::vector<NodeId>> before = detail::supports_of(traced->chains);
    std::vector<std::vector<NodeId>> after;
    for (const std::vector<NodeId>& support : before) {
      const bool stands =
          std::none_of(support.begin(), support.end(), [&](const NodeId& n) { return gone->count(n) > 0; });
      if (stands) after.push_back(support);
    }
    if (before.size() == after.size()) continue;
    if (after.empty()) {
      out.falls.push_back({std::move(traced->claim), std::move(traced->document), before});
      continue;
    }
    const std::size_t from = traced->independent_sources;
    const std::size_t to = detail::disjoint(after).paths.size();
    if (to < from) out.weakened.push_back({std::move(traced->claim), std::move(traced->document), from, to, before});
  }
  return out;
}

}  // namespace headwater
