// Loops of documents that rest on each other.
#include <algorithm>
#include <set>
#include <utility>

#include "headwater/query/analyse.h"
#include "node_name.h"
#include "view.h"

namespace headwater {
namespace {

// Has no claim that runs in this loop a way out to a source? `key`: its documents' ids, sorted.
Result<bool> is_closed(const Store& store, detail::View& view, const std::vector<DocumentId>& key,
                       const AnalyseOptions& options) {
  const Result<std::vector<Claim>> claims = view.claims_of(key.front());
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

Result<Circular> circular(const Store& store, const NodeId& node, const AnalyseOptions& options) {
  Circular out;
  detail::View view{store, options.trace.view};
  out.view = options.trace.view;
  std::vector<ClaimId> claims;
  if (const std::optional<ClaimId> id = node.claim()) {
    claims.push_back(*id);
  } else if (const std::optional<DocumentId> document = node.document()) {
    const Result<NodeName> there = detail::name_of(store, node);
    if (!there) return there.error();
    const Result<std::vector<Claim>> own = view.claims_of(*document);
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
      const Result<bool> closed = is_closed(store, view, key, options);
      if (!closed) return closed.error();
      loop.closed = *closed;
      find_closing(loop);
      out.loops.push_back(std::move(loop));
    }
  }
  return out;
}

}  // namespace headwater
