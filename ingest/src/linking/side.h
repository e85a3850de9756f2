// One side of a tie: a document with its claims.
#ifndef HEADWATER_INGEST_LINKING_SIDE_H_
#define HEADWATER_INGEST_LINKING_SIDE_H_

#include <cstdint>
#include <string>
#include <unordered_map>
#include <vector>

#include "headwater/schema/record.h"
#include "linking/likeness.h"

namespace headwater::detail {

struct Side {
  Document document;
  std::vector<Claim> claims;
  std::vector<ClaimWords> words;                                       // of each claim
  std::unordered_map<std::string, std::vector<std::uint32_t>> having;  // word -> claims
};

// Fills `words` and `having` from the claims. Linear in their texts.
void read_words(Side& side);

// Whether a word of a name in one is a word of a claim, of the title or of the publisher's name in the other. Linear in
// the words of both.
bool share_name(const Side& a, const Side& b);

}  // namespace headwater::detail

#endif  // HEADWATER_INGEST_LINKING_SIDE_H_
