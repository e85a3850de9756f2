#include "headwater/query/show.h"

#include <algorithm>
#include <map>
#include <set>
#include <utility>

#include "view.h"

namespace headwater {
namespace {

constexpr std::size_t kMostLookedAt = 10'000;  // for one page of a list

// Every lookup below hands its error up; this keeps the first one and lets the rest read straight on.
class Reader {
 public:
  Reader(const Store& store, const ViewOptions& view) : store_{store}, view_{store, view} {}

  [[nodiscard]] bool failed() const { return error_.has_value(); }
  [[nodiscard]] const Error& error() const { return *error_; }

  bool was_there(const NodeId& node) { return kept(view_.was_there(node)).value_or(false); }
  std::optional<Document> document(DocumentId id) { return copied(view_.document(id)); }
  std::optional<Agent> agent(AgentId id) { return kept(view_.agent(id)).value_or(std::nullopt); }
  std::optional<Claim> claim(ClaimId id) { return copied(view_.claim(id)); }
  std::optional<StoredText> text(DocumentId id) { return kept(store_.text(id)).value_or(std::nullopt); }
  std::vector<Claim> claims_of(DocumentId id) { return kept(view_.claims_of(id)).value_or(std::vector<Claim>{}); }

  std::vector<Edge> up(const NodeId& node, Relation relation) {
    return kept(view_.upstream(node, relation, kShownLimit)).value_or(std::vector<Edge>{});
  }
  std::vector<Edge> down(const NodeId& node, Relation relation) {
    return kept(view_.downstream(node, relation, kShownLimit)).value_or(std::vector<Edge>{});
  }

  std::vector<Judgement> judgements(const NodeId& node) {
    return kept(view_.judgements(node)).value_or(std::vector<Judgement>{});
  }

  // The nodes at the other end of same_as edges in either direction, in id order; with what people judged.
  std::set<NodeId> same_as(const NodeId& node) {
    std::set<NodeId> out;
    for (const bool upstream : {true, false}) {
      Result<std::vector<Edge>> edges =
          upstream ? view_.upstream(node, Relation::kSameAs) : view_.downstream(node, Relation::kSameAs);
      for (const Edge& edge : kept(std::move(edges)).value_or(std::vector<Edge>{})) {
        if (out.size() < kShownLimit) out.insert(upstream ? edge.to : edge.from);
      }
    }
    out.erase(node);
    return out;
  }

  // The document itself, or the held one that is the same.
  std::optional<Document> best_document(DocumentId id) {
    std::optional<Document> own = document(id);
    if (own.has_value() && own->held) return own;
    for (const NodeId& other : same_as(id)) {
      if (!other.document().has_value()) continue;
      std::optional<Document> held = document(*other.document());
      if (held.has_value() && held->held) return held;
    }
    return own;
  }

  // A claim with its document. Nothing where either is not there.
  std::optional<ClaimTie> tie(const NodeId& node, double score) {
    if (!node.claim().has_value()) return std::nullopt;
    std::optional<Claim> found = claim(*node.claim());
    if (!found.has_value()) return std::nullopt;
    const DocumentId in = document_of(found->id);
    auto known = documents_.find(in);
    if (known == documents_.end()) known = documents_.emplace(in, document(in)).first;
    if (!known->second.has_value()) return std::nullopt;
    return ClaimTie{std::move(*found), *known->second, score};
  }

 private:
  template <class T>
  std::optional<T> copied(Result<const T*> result) {
    const std::optional<const T*> found = kept(std::move(result));
    return found && *found != nullptr ? std::optional<T>{**found} : std::nullopt;
  }
  template <class T>
  std::optional<T> kept(Result<T> result) {
    if (result.has_value()) return std::move(*result);
    if (!error_.has_value()) error_ = result.error();
    return std::nullopt;
  }

  const Store& store_;
  detail::View view_;
  std::optional<Error> error_;
  std::map<DocumentId, std::optional<Document>> documents_;
};

Error not_found(const NodeId& id) { return {ErrorCode::kNotFound, "the store has no node " + to_string(id)}; }

DocumentShown show_document(Reader& reader, Document document) {
  DocumentShown out;
  const DocumentId id = document.id;
  if (document.held) {
    if (std::optional<StoredText> text = reader.text(id)) {
      out.boilerplate = std::move(text->boilerplate);
      out.links = std::move(text->links);
    }
    out.claims = reader.claims_of(id);
  }
  for (Edge& edge : reader.up(id, Relation::kCites)) {
    if (!edge.to.document().has_value()) continue;
    std::optional<Document> cited = reader.best_document(*edge.to.document());
    if (cited.has_value()) out.citations.push_back({edge.how, std::move(*cited), std::move(edge.evidence)});
  }
  std::stable_sort(out.citations.begin(), out.citations.end(), [](const CitationShown& a, const CitationShown& b) {
    return hull(a.evidence.spans) < hull(b.evidence.spans);
  });

  const std::set<NodeId> twins = reader.same_as(id);
  std::set<DocumentId> citing;
  const auto add_citing = [&](const NodeId& node) {
    for (const Edge& edge : reader.down(node, Relation::kCites)) {
      if (edge.from.document().has_value()) citing.insert(*edge.from.document());
      if (edge.from.claim().has_value()) citing.insert(document_of(*edge.from.claim()));
    }
  };
  add_citing(id);
  for (const NodeId& twin : twins) {
    if (!twin.document().has_value()) continue;
    std::optional<Document> other = reader.document(*twin.document());
    if (!other.has_value()) continue;
    if (!other->held) add_citing(twin);  // cited by another name
    out.same_as.push_back(std::move(*other));
  }
  citing.erase(id);
  for (const DocumentId other : citing) {
    if (out.cited_by.size() == kShownLimit) break;
    if (std::optional<Document> found = reader.document(other)) out.cited_by.push_back(std::move(*found));
  }
  out.judgements = reader.judgements(id);
  out.document = std::move(document);
  return out;
}

std::vector<ClaimTie> ties(Reader& reader, const std::vector<Edge>& edges, NodeId Edge::*other) {
  std::vector<ClaimTie> out;
  for (const Edge& edge : edges) {
    if (std::optional<ClaimTie> tie = reader.tie(edge.*other, edge.score)) out.push_back(std::move(*tie));
  }
  return out;
}

// The claim by itself.
ClaimShown read_claim(Reader& reader, Claim claim, Document document) {
  ClaimShown out;
  if (claim.speaker.has_value()) out.speaker = reader.agent(*claim.speaker);
  if (claim.origin.has_value()) out.origin = reader.best_document(*claim.origin);
  for (const AgentId hop : claim.via) {
    if (std::optional<Agent> agent = reader.agent(hop)) out.via.push_back(std::move(*agent));
  }
  out.claim = std::move(claim);
  out.document = std::move(document);
  return out;
}

ClaimShown show_claim(Reader& reader, Claim claim, Document document) {
  const ClaimId id = claim.id;
  ClaimShown out = read_claim(reader, std::move(claim), std::move(document));
  out.repeats = ties(reader, reader.up(id, Relation::kRepeats), &Edge::to);
  out.repeated_by = ties(reader, reader.down(id, Relation::kRepeats), &Edge::from);
  out.disputes = ties(reader, reader.up(id, Relation::kDisputes), &Edge::to);
  out.disputed_by = ties(reader, reader.down(id, Relation::kDisputes), &Edge::from);
  out.judgements = reader.judgements(id);
  return out;
}

AgentShown show_agent(Reader& reader, Agent agent) {
  AgentShown out;
  for (const NodeId& other : reader.same_as(agent.id)) {
    if (!other.agent().has_value()) continue;
    if (std::optional<Agent> found = reader.agent(*other.agent())) out.same_as.push_back(std::move(*found));
  }
  out.claims = ties(reader, reader.down(agent.id, Relation::kSaidBy), &Edge::from);
  out.judgements = reader.judgements(agent.id);
  out.agent = std::move(agent);
  return out;
}

std::optional<Shown> show_any(Reader& reader, const NodeId& id) {
  if (!reader.was_there(id)) return std::nullopt;
  if (const auto wanted = id.document()) {
    if (std::optional<Document> document = reader.document(*wanted)) return show_document(reader, std::move(*document));
  } else if (const auto claim_id = id.claim()) {
    std::optional<Claim> claim = reader.claim(*claim_id);
    if (!claim.has_value()) return std::nullopt;
    std::optional<Document> document = reader.document(document_of(*claim_id));
    if (document.has_value()) return show_claim(reader, std::move(*claim), std::move(*document));
  } else if (const auto agent_id = id.agent()) {
    if (std::optional<Agent> agent = reader.agent(*agent_id)) return show_agent(reader, std::move(*agent));
  }
  return std::nullopt;
}

// `read` gives at most as many of all as it is asked for, from behind an id on; `seen` a record as the view has it.
template <class Record, class Id, class Read, class Seen>
Result<Listed<Record, Id>> list(const Store& store, Id after, std::size_t limit, const ViewOptions& options, Read read,
                                Seen seen) {
  detail::View view{store, options};
  Listed<Record, Id> out;
  for (std::size_t looked_at = 0; looked_at < kMostLookedAt;) {
    // One more than is wanted tells whether there is a next page.
    const std::size_t asked = limit - out.records.size() + 1;
    Result<std::vector<Record>> some = read(after, asked);
    if (!some.has_value()) return some.error();
    for (Record& one : *some) {
      if (out.records.size() == limit) {
        out.next = after;
        return out;
      }
      after = one.id;
      if (options.is_of_now()) {
        out.records.push_back(std::move(one));
        continue;
      }
      const Result<bool> there = view.was_there(one.id);
      if (!there.has_value()) return there.error();
      if (!*there) continue;
      Result<Record> as_seen = seen(view, std::move(one));
      if (!as_seen.has_value()) return as_seen.error();
      out.records.push_back(std::move(*as_seen));
    }
    if (some->size() < asked) return out;
    looked_at += some->size();
  }
  out.next = after;
  return out;
}

}  // namespace

Result<ClaimsOfDocument> claims_of_document(const Store& store, DocumentId document, std::optional<ClaimId> after,
                                            std::size_t limit, const ViewOptions& view) {
  Reader reader{store, view};
  const std::optional<Document> of = reader.was_there(document) ? reader.document(document) : std::optional<Document>{};
  if (reader.failed()) return reader.error();
  if (!of.has_value()) return not_found(document);
  std::vector<Claim> all = reader.claims_of(document);
  std::size_t begin = 0;
  if (after.has_value()) {
    const auto it = std::find_if(all.begin(), all.end(), [&](const Claim& claim) { return claim.id == *after; });
    if (it == all.end() && !reader.failed()) {
      return Error{ErrorCode::kInvalidArgument,
                   "after: " + to_string(*after) + " is no claim of the document " + to_string(document)};
    }
    begin = static_cast<std::size_t>(it - all.begin()) + (it == all.end() ? 0 : 1);
  }
  ClaimsOfDocument out;
  for (std::size_t i = begin; i < all.size() && out.claims.size() < limit; ++i)
    out.claims.push_back(read_claim(reader, std::move(all[i]), *of));
  if (begin + out.claims.size() < all.size() && !out.claims.empty()) out.next = out.claims.back().claim.id;
  if (reader.failed()) return reader.error();
  return out;
}

Result<Shown> show(const Store& store, const NodeId& id, const ViewOptions& view) {
  if (id.is_null()) return Error{ErrorCode::kNotFound, "no node was named"};
  Reader reader{store, view};
  std::optional<Shown> out = show_any(reader, id);
  if (reader.failed()) return reader.error();
  if (!out.has_value()) return not_found(id);
  return std::move(*out);
}

Result<DocumentList> list_documents(const Store& store, DocumentId after, std::size_t limit, const ViewOptions& view) {
  const auto read = [&](DocumentId from, std::size_t most) { return store.documents(from, most); };
  return list<Document, DocumentId>(store, after, limit, view, read,
                                    [](detail::View& seen, Document one) -> Result<Document> {
                                      const Result<const Document*> document = seen.document(one.id);
                                      if (!document.has_value()) return document.error();
                                      return *document == nullptr ? std::move(one) : **document;
                                    });
}

Result<RecentDocuments> recent_documents(const Store& store, std::size_t limit) {
  constexpr std::size_t kMostLookedAt = 20'000, kPage = 1'000;
  RecentDocuments out;
  const auto later = [](const Document& a, const Document& b) {
    return a.recorded != b.recorded ? a.recorded > b.recorded : a.id < b.id;
  };
  DocumentId after;
  for (std::size_t looked_at = 0; looked_at < kMostLookedAt; looked_at += kPage) {
    Result<std::vector<Document>> page = store.documents(after, kPage);
    if (!page.has_value()) return page.error();
    const bool is_last = page->size() < kPage;
    if (!page->empty()) after = page->back().id;
    for (Document& document : *page) {
      if (document.held) out.documents.push_back(std::move(document));
    }
    std::sort(out.documents.begin(), out.documents.end(), later);
    if (out.documents.size() > limit) out.documents.resize(limit);
    if (is_last) return out;
  }
  const Result<std::vector<Document>> more = store.documents(after, 1);
  if (!more.has_value()) return more.error();
  out.truncated = !more->empty();
  return out;
}

Result<AgentList> list_agents(const Store& store, AgentId after, std::size_t limit, const ViewOptions& view) {
  const auto read = [&](AgentId from, std::size_t most) { return store.agents(from, most); };
  return list<Agent, AgentId>(store, after, limit, view, read,
                              [](detail::View&, Agent one) -> Result<Agent> { return one; });
}

}  // namespace headwater
