// What a document brings to the store, made ready before its turn at writing has come: keys, values, edges. Nothing of
// it depends on what the store holds, so any number of threads make it at once.
#ifndef HEADWATER_GRAPH_SRC_PREPARED_H_
#define HEADWATER_GRAPH_SRC_PREPARED_H_

#include <cstdint>
#include <string>
#include <utility>
#include <vector>

#include "headwater/graph/store.h"
#include "headwater/schema/codec.h"
#include "kv.h"

namespace headwater::detail {

using KeysAndValues = std::vector<std::pair<std::string, std::string>>;

struct Prepared {
  DocumentId id;
  Document document;            // as it is recorded
  KvEntries records;            // of the document itself, in no order
  KvEntries claim_records;      // in order
  bool has_raw = false;         // else nothing is known of its bytes, and none are kept
  KeysAndValues hanging;        // what its manifest lists: words, hash, publisher, statements; in order of keys
  std::vector<ClaimId> claims;  // in order
  std::vector<Edge> edges;      // in order: its own, and its links
  std::string encoded_edges;    // all of them
  KvEntries places;             // likewise
  std::vector<NodeId> others;   // agents and documents it brings, itself among them; in order
};

// Whether it may be put: kInvalidArgument, kTooLarge as Store::put says.
Result<void> valid(const DocumentBatch& batch);
// Of a valid one, recorded at second `now` unless it says when it was. `links` are the batch's.
Prepared prepare(const DocumentBatch& batch, std::vector<Edge> links, std::int64_t now);
// Ends of its edges that the document does not bring itself, each once, in order.
std::vector<NodeId> unknown_ends(const Prepared& brought);

// By what a held document and its claims are found, in no order.
KeysAndValues index_entries(const Document& document, const std::vector<Claim>& claims);

// Keys by which a shared record is found; in order.
std::vector<std::string> index_keys(const Document& document);
std::vector<std::string> index_keys(const Agent& agent);

}  // namespace headwater::detail

#endif  // HEADWATER_GRAPH_SRC_PREPARED_H_
