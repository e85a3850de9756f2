#include "prepared.h"

#include <algorithm>
#include <iterator>
#include <map>
#include <optional>

#include "edge_reader.h"
#include "headwater/schema/fold.h"
#include "merge.h"

namespace headwater::detail {
namespace {

constexpr std::size_t kMaxBytes = std::size_t{1} << 30;

void add_words(std::vector<std::string>& keys, std::string_view text, const NodeId& node) {
  for (const std::string& word : folded_words(text)) {
    if (!word.empty()) keys.push_back(codec::word_key(word, node));
  }
}

std::vector<std::string> in_order(std::vector<std::string> keys) {
  std::sort(keys.begin(), keys.end());
  keys.erase(std::unique(keys.begin(), keys.end()), keys.end());
  return keys;
}

// The words of all claims, each with those that have it.
void add_claim_words(const std::vector<Claim>& claims, KeysAndValues& out) {
  std::vector<std::pair<std::string, ClaimId>> found;
  for (const Claim& claim : claims) {
    for (const std::string& word : folded_words(claim.text)) {
      if (!word.empty()) found.emplace_back(codec::word_key(word, claim.id), claim.id);
    }
  }
  std::sort(found.begin(), found.end());
  found.erase(std::unique(found.begin(), found.end()), found.end());
  std::vector<ClaimId> have_it;
  for (std::size_t i = 0; i < found.size(); ++i) {
    have_it.push_back(found[i].second);
    if (i + 1 < found.size() && found[i + 1].first == found[i].first) continue;
    out.emplace_back(std::move(found[i].first), codec::encode_claims_with_word(have_it));
    have_it.clear();
  }
}

// What a document says of others, each told once.
template <class Record, class Canonical>
auto statements(const std::vector<Record>& records, Canonical canonical) {
  std::map<decltype(Record::id), Record> out;
  for (const Record& record : records) {
    if (record.id.is_null()) continue;
    Record stated = canonical(record);
    const auto [it, added] = out.emplace(record.id, stated);
    if (!added) it->second = join(it->second, stated);
  }
  return out;
}

}  // namespace

Result<void> valid(const DocumentBatch& batch) {
  const Extraction& extraction = batch.extraction;
  const DocumentId id = extraction.document.id;
  if (id.is_null()) return Error{ErrorCode::kInvalidArgument, "document without an id; wanted one"};
  const auto refused = [id](const std::string& why, ErrorCode code = ErrorCode::kInvalidArgument) {
    return Error{code, "document " + to_string(id) + ": " + why};
  };
  if (extraction.text.size() > kMaxBytes || batch.raw.size() > kMaxBytes) {
    return refused("wanted text and bytes of at most 1 GiB", ErrorCode::kTooLarge);
  }
  std::vector<ClaimId> claims;
  claims.reserve(extraction.claims.size());
  for (const Claim& claim : extraction.claims) {
    if (document_of(claim.id) != id) {
      return refused("claim " + to_string(claim.id) + " is of another document");
    }
    claims.push_back(claim.id);
  }
  std::sort(claims.begin(), claims.end());
  if (const auto twice = std::adjacent_find(claims.begin(), claims.end()); twice != claims.end()) {
    return refused("claim " + to_string(*twice) + " stands twice");
  }
  for (const Edge& edge : batch.links) {
    if (edge.from.is_null() || edge.to.is_null()) return refused("a link without a node at each end");
  }
  return {};
}

std::vector<std::string> index_keys(const Document& document) {
  std::vector<std::string> keys;
  add_words(keys, document.title, document.id);
  add_words(keys, document.publisher, document.id);
  if (const std::string name = name_key(document.publisher); !name.empty()) {
    keys.push_back(codec::publisher_key(name, document.id));
  }
  if (std::string hash = codec::sha256_key(document.sha256, document.id); !hash.empty())
    keys.push_back(std::move(hash));
  return in_order(std::move(keys));
}

std::vector<std::string> index_keys(const Agent& agent) {
  std::vector<std::string> keys;
  for (const std::string& name : agent.names) add_words(keys, name, agent.id);
  return in_order(std::move(keys));
}

KeysAndValues index_entries(const Document& document, const std::vector<Claim>& claims) {
  KeysAndValues out;
  for (std::string& key : index_keys(document)) out.emplace_back(std::move(key), "");
  add_claim_words(claims, out);
  return out;
}

Prepared prepare(const DocumentBatch& batch, std::vector<Edge> links, std::int64_t now) {
  const Extraction& extraction = batch.extraction;
  Prepared out;
  out.id = extraction.document.id;
  out.document = extraction.document;
  out.document.held = true;
  if (out.document.recorded <= 0) out.document.recorded = now;
  const Document& document = out.document;

  out.others.emplace_back(out.id);
  out.records.reserve(3, 256 + extraction.text.size() + batch.raw.size());
  out.records.add(codec::document_key(out.id), codec::encode(document));
  out.records.add(codec::text_key(out.id),
                  codec::encode_text(extraction.text, extraction.map, extraction.links, extraction.boilerplate));
  out.has_raw = !batch.raw.empty() || !document.sha256.empty();
  if (out.has_raw) out.records.add(codec::raw_key(out.id), batch.raw);
  std::vector<const Claim*> claims;
  claims.reserve(extraction.claims.size());
  for (const Claim& claim : extraction.claims) claims.push_back(&claim);
  std::sort(claims.begin(), claims.end(), [](const Claim* a, const Claim* b) { return a->id < b->id; });
  out.claims.reserve(claims.size());
  for (const Claim* claim : claims) {
    out.claims.push_back(claim->id);
    out.claim_records.add(codec::claim_key(claim->id), codec::encode(*claim));
  }

  out.hanging = index_entries(document, extraction.claims);
  for (const auto& [id, agent] : statements(extraction.agents, [](const Agent& a) { return canonical(a); })) {
    out.others.emplace_back(id);
    out.hanging.emplace_back(codec::statement_key({id, out.id}), codec::encode(agent));
  }
  for (const auto& [id, other] :
       statements(extraction.referenced, [](const Document& d) { return canonical_reference(d); })) {
    if (id == out.id) continue;
    out.others.emplace_back(id);
    out.hanging.emplace_back(codec::statement_key({id, out.id}), codec::encode(other));
  }
  std::sort(out.others.begin(), out.others.end());
  std::sort(out.hanging.begin(), out.hanging.end());

  if (!batch.links_are_all) out.edges = edges_of(extraction);
  out.edges.insert(out.edges.end(), std::make_move_iterator(links.begin()), std::make_move_iterator(links.end()));
  codec::sort_edges(out.edges);
  if (!out.edges.empty()) out.encoded_edges = codec::encode_edges(out.id, out.edges);
  out.places = places_of(out.id, out.edges);
  return out;
}

std::vector<NodeId> unknown_ends(const Prepared& brought) {
  std::vector<NodeId> out;
  for (const Edge& edge : brought.edges) {
    for (const NodeId& end : {edge.from, edge.to}) {
      const std::optional<ClaimId> claim = end.claim();
      const bool is_brought = claim ? std::binary_search(brought.claims.begin(), brought.claims.end(), *claim)
                                    : std::binary_search(brought.others.begin(), brought.others.end(), end);
      if (!is_brought) out.push_back(end);
    }
  }
  std::sort(out.begin(), out.end());
  out.erase(std::unique(out.begin(), out.end()), out.end());
  return out;
}

}  // namespace headwater::detail
