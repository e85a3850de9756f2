// One side of a tie: a document with its claims.
#ifndef HEADWATER_INGEST_LINKING_SIDE_H_
#define HEADWATER_INGEST_LINKING_SIDE_H_

#include <cstdint>
#include <string>
#include <string_view>
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
  std::unordered_map<std::string, std::uint32_t>
      saying;  // key_of_text() -> the first such claim, of those of few words
};

// A claim that has fewer words that tell something is found by all of them: "his side had nothing to do with any of
// it".
inline constexpr std::size_t kFewWords = 3;
// All words, folded, without marks; "" for fewer than four: those say nothing by themselves.
std::string key_of_text(std::string_view text);

// Fills `words`, `having` and `saying` from the claims. Linear in their texts.
void read_words(Side& side);

// Whether a word of a name in one is a word of a claim, of the title or of the publisher's name in the other. Linear in
// the words of both.
bool share_name(const Side& a, const Side& b);

}  // namespace headwater::detail

#endif  // HEADWATER_INGEST_LINKING_SIDE_H_
