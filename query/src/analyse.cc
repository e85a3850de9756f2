#include "headwater/query/analyse.h"

#include <algorithm>
#include <deque>
#include <map>
#include <set>
#include <utility>

#include "disjoint.h"
#include "headwater/schema/fold.h"

namespace headwater {
namespace {

std::vector<std::vector<NodeId>> supports_of(const Trace& trace) {
  std::vector<std::vector<NodeId>> out;
  for (const Chain& chain : trace.chains) {
    if (chain.end.end != EndClass::kCircular) out.push_back(chain.through);
  }
  return out;
}

// Every claim that repeats edges join to this one, over any number of steps in either direction; it comes first.
Result<std::vector<ClaimId>> same_claim(const Store& store, ClaimId start, std::size_t limit, bool& truncated) {
  std::set<ClaimId> seen{start};
  std::vector<ClaimId> out{start};
  for (std::size_t i = 0; i < out.size(); ++i) {
    for (const bool up : {true, false}) {
      const Result<std::vector<Edge>> edges = up ? store.upstream(NodeId{out[i]}, Relation::kRepeats)
                                                 : store.downstream(NodeId{out[i]}, Relation::kRepeats);
      if (!edges) return edges.error();
      for (const Edge& edge : *edges) {
        const std::optional<ClaimId> other = (up ? edge.to : edge.from).claim();
        if (!other || seen.count(*other) > 0) continue;
        if (out.size() >= limit) {
          truncated = true;
          return out;
        }
        seen.insert(*other);
        out.push_back(*other);
      }
    }
  }
  return out;
}

Result<std::size_t> outlets_repeating(const Store& store, const Trace& trace, const AnalyseOptions& options,
                                      bool& truncated) {
  const Result<std::vector<ClaimId>> claims = same_claim(store, trace.claim.id, options.max_claims, truncated);
  if (!claims) return claims.error();
  // The issuers of the sources are not repeating anybody.
  std::set<NodeId> sources;
  for (const Chain& chain : trace.chains) {
    if (chain.end.end == EndClass::kPrimary) sources.insert(chain.end.node);
  }
  std::set<std::string> publishers;
  for (const ClaimId id : *claims) {
    const Result<std::optional<Claim>> claim = store.claim(id);
    if (!claim) return claim.error();
    if (!*claim || (*claim)->polarity == Polarity::kDenies) continue;
    const Result<std::optional<Document>> document = store.document(document_of(id));
    if (!document) return document.error();
    if (!*document || !(*document)->held || (*document)->publisher.empty()) continue;
    const bool own_words = (*claim)->origin && *(*claim)->origin == (*document)->id;
    if (own_words || sources.count(NodeId{(*document)->id}) > 0) continue;
    const std::string key = name_key((*document)->publisher);
    if (sources.count(NodeId{agent_id_of(key)}) > 0) continue;
    publishers.insert(key);
  }
  return publishers.size();
}

// Has no claim that runs in this loop a way out to a source? `key`: its documents' ids, sorted.
Result<bool> is_closed(const Store& store, const std::vector<DocumentId>& key, const AnalyseOptions& options) {
  const Result<std::vector<Claim>> claims = store.claims_of(key.front());
  if (!claims) return claims.error();
  for (const Claim& claim : *claims) {
    const Result<Trace> traced = trace(store, claim.id, options.trace);
    if (!traced) return traced.error();
    for (const std::vector<Document>& documents : traced->circular) {
      std::vector<DocumentId> ids;
      for (const Document& d : documents) ids.push_back(d.id);
      std::sort(ids.begin(), ids.end());
      if (ids == key && traced->independent_sources > 0) return false;
    }
  }
  return true;
}

// The node, the held document a name stands for, and what an agent put out: all that is gone with it.
Result<std::set<NodeId>> withdrawn_with(const Store& store, const NodeId& node) {
  std::set<NodeId> out{node};
  const Result<std::vector<Edge>> same = store.upstream(node, Relation::kSameAs);
  if (!same) return same.error();
  for (const Edge& edge : *same) out.insert(edge.to);
  if (node.agent()) {
    const Result<std::vector<Edge>> issued = store.downstream(node, Relation::kIssuedBy);
    if (!issued) return issued.error();
    for (const Edge& edge : *issued) out.insert(edge.from);
  }
  return out;
}

Result<NodeName> name_of(const Store& store, const NodeId& node) {
  NodeName out{node, {}};
  if (const std::optional<AgentId> id = node.agent()) {
    const Result<std::optional<Agent>> agent = store.agent(*id);
    if (!agent) return agent.error();
    if (!*agent) return Error{ErrorCode::kNotFound, "there is no agent " + to_string(node)};
    out.name = (*agent)->name;
    return out;
  }
  const std::optional<DocumentId> id = node.document();
  if (!id) return Error{ErrorCode::kInvalidArgument, to_string(node) + " is a claim; wanted a document or an agent"};
  const Result<std::optional<Document>> document = store.document(*id);
  if (!document) return document.error();
  if (!*document) return Error{ErrorCode::kNotFound, "there is no document " + to_string(node)};
  out.name = !(*document)->title.empty()       ? (*document)->title
             : !(*document)->publisher.empty() ? (*document)->publisher
                                               : (*document)->url;
  return out;
}

// Claims that may hang on a node: those with an edge to it, or to a name it was found to stand for, and all that
// restate them.
class Dependants {
 public:
  Dependants(const Store& store, std::size_t limit) : store_{store}, limit_{limit} {}

  Result<std::vector<ClaimId>> of(const std::set<NodeId>& nodes) {
    std::set<NodeId> names = nodes;
    for (const NodeId& node : nodes) {
      const Result<std::vector<Edge>> same = store_.downstream(node, Relation::kSameAs);
      if (!same) return same.error();
      for (const Edge& edge : *same) names.insert(edge.from);
    }
    for (const NodeId& name : names) {
      const Result<std::vector<Edge>> edges = store_.downstream(name, limit_);
      if (!edges) return edges.error();
      for (const Edge& edge : *edges) {
        if (edge.from.claim()) add(*edge.from.claim());
      }
      if (const std::optional<DocumentId> id = name.document()) {
        const Result<std::vector<Claim>> own = store_.claims_of(*id);
        if (!own) return own.error();
        for (const Claim& claim : *own) add(claim.id);
      }
    }
    for (std::size_t i = 0; i < out_.size(); ++i) {
      const Result<std::vector<Edge>> edges = store_.downstream(NodeId{out_[i]}, Relation::kRepeats);
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

  const Store& store_;
  std::size_t limit_;
  std::set<ClaimId> seen_;
  std::vector<ClaimId> out_;
  bool truncated_ = false;
};

// By day, then as written: instants of one day in other zones are as good as equal here.
bool later(const Date& a, const Date& b) {
  const std::optional<std::int64_t> x = a.days_since_epoch(), y = b.days_since_epoch();
  return x && y && *x != *y ? *x > *y : a.text() > b.text();
}

// Of the documents of a loop the one that came out last: its citation closed it.
void find_closing(Loop& loop) {
  std::optional<std::size_t> latest;
  for (std::size_t i = 0; i < loop.documents.size(); ++i) {
    const std::optional<Date>& date = loop.documents[i].published;
    if (!date) continue;
    if (!latest || later(*date, *loop.documents[*latest].published)) latest = i;
  }
  if (!latest) return;
  loop.closing_from = loop.documents[*latest];
  loop.closing_to = loop.documents[(*latest + 1) % loop.documents.size()];
  loop.date = loop.documents[*latest].published;
}

}  // namespace

Result<Independence> independence(const Store& store, ClaimId claim, const AnalyseOptions& options) {
  Result<Trace> traced = trace(store, claim, options.trace);
  if (!traced) return traced.error();
  Independence out;
  out.truncated = traced->truncated;
  detail::DisjointNodes found = detail::disjoint(supports_of(*traced));
  out.independent_sources = found.paths.size();
  out.disjoint_chains = std::move(found.paths);
  for (const NodeId& node : found.cut) {
    Result<NodeName> name = name_of(store, node);
    if (!name) return name.error();
    out.cut.push_back(std::move(*name));
  }
  const Result<std::size_t> outlets = outlets_repeating(store, *traced, options, out.truncated);
  if (!outlets) return outlets.error();
  out.outlets_repeating = *outlets;
  out.claim = std::move(traced->claim);
  out.document = std::move(traced->document);
  return out;
}

Result<Impact> impact(const Store& store, const NodeId& withdrawn, const AnalyseOptions& options) {
  Impact out;
  Result<NodeName> name = name_of(store, withdrawn);
  if (!name) return name.error();
  out.withdrawn = std::move(*name);
  const Result<std::set<NodeId>> gone = withdrawn_with(store, withdrawn);
  if (!gone) return gone.error();
  Dependants dependants{store, options.max_claims};
  const Result<std::vector<ClaimId>> claims = dependants.of(*gone);
  if (!claims) return claims.error();
  out.truncated = dependants.truncated();
  for (const ClaimId id : *claims) {
    if (gone->count(NodeId{document_of(id)}) > 0) continue;
    Result<Trace> traced = trace(store, id, options.trace);
    if (!traced) return traced.error();
    out.truncated = out.truncated || traced->truncated;
    const std::vector<std::vector<NodeId>> before = supports_of(*traced);
    std::vector<std::vector<NodeId>> after;
    for (const std::vector<NodeId>& support : before) {
      const bool stands =
          std::none_of(support.begin(), support.end(), [&](const NodeId& n) { return gone->count(n) > 0; });
      if (stands) after.push_back(support);
    }
    if (before.size() == after.size()) continue;
    if (after.empty()) {
      out.falls.push_back({std::move(traced->claim), std::move(traced->document)});
      continue;
    }
    const std::size_t from = traced->independent_sources;
    const std::size_t to = detail::disjoint(after).paths.size();
    if (to < from) out.weakened.push_back({std::move(traced->claim), std::move(traced->document), from, to});
  }
  return out;
}

Result<Circular> circular(const Store& store, const NodeId& node, const AnalyseOptions& options) {
  Circular out;
  std::vector<ClaimId> claims;
  if (const std::optional<ClaimId> id = node.claim()) {
    claims.push_back(*id);
  } else if (const std::optional<DocumentId> document = node.document()) {
    const Result<NodeName> there = name_of(store, node);
    if (!there) return there.error();
    const Result<std::vector<Claim>> own = store.claims_of(*document);
    if (!own) return own.error();
    for (const Claim& claim : *own) claims.push_back(claim.id);
  } else {
    return Error{ErrorCode::kInvalidArgument,
                 "circular: " + to_string(node) + " is an agent; wanted a document or a claim"};
  }
  std::set<std::vector<DocumentId>> seen;
  for (const ClaimId id : claims) {
    const Result<Trace> traced = trace(store, id, options.trace);
    if (!traced) return traced.error();
    out.truncated = out.truncated || traced->truncated;
    for (const std::vector<Document>& documents : traced->circular) {
      std::vector<DocumentId> key;
      for (const Document& d : documents) key.push_back(d.id);
      std::sort(key.begin(), key.end());
      if (!seen.insert(key).second) continue;
      Loop loop;
      loop.documents = documents;
      const Result<bool> closed = is_closed(store, key, options);
      if (!closed) return closed.error();
      loop.closed = *closed;
      find_closing(loop);
      out.loops.push_back(std::move(loop));
    }
  }
  return out;
}

}  // namespace headwater
