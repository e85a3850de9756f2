// Search: claims, documents and agents by their words.
//
//   headwater::Result<headwater::Found> found = headwater::search(store, "safe dam", {.limit = 20});
//
// No word is required; rare words weigh more (BM25's idf), words in order and close together more still, and a piece of
// a claim's own text always finds that claim. Quotes, dashes, case and thousands separators are folded. Reads only.
#ifndef HEADWATER_QUERY_SEARCH_H_
#define HEADWATER_QUERY_SEARCH_H_

#include <cstddef>
#include <string_view>
#include <vector>

#include "headwater/graph/store.h"
#include "headwater/schema/record.h"

namespace headwater {

struct SearchOptions {
  std::size_t limit = 20;  // of each kind
};

struct FoundClaim {
  Claim claim;
  Document document;
  double score = 0;
};

struct Found {
  std::vector<FoundClaim> claims;
  std::vector<Document> documents;
  std::vector<Agent> agents;
  bool truncated = false;  // there was more
};

// Nothing found is an empty answer. kInvalidArgument for words without a letter or digit, or over 10,000 bytes.
Result<Found> search(const Store& store, std::string_view words, const SearchOptions& options);

}  // namespace headwater

#endif  // HEADWATER_QUERY_SEARCH_H_
