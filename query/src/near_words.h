// The word nearest to one that is written wrong, among the words that the store has of a kind of node.
#ifndef HEADWATER_QUERY_SRC_NEAR_WORDS_H_
#define HEADWATER_QUERY_SRC_NEAR_WORDS_H_

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>

#include "headwater/graph/store.h"
#include "headwater/schema/codec.h"

namespace headwater::detail {

inline constexpr std::size_t kMaxSeeks = 1'500;  // some microseconds each

// How many letters were left out, put in, exchanged or swapped with their neighbour, each place touched once (optimal
// string alignment); `most` + 1 for more than `most`.
std::size_t slips(std::string_view a, std::string_view b, std::size_t most);

// The nearest, of equally near ones that which more nodes have, then the first by bytes. Nothing for words under four
// letters or with a digit, and where none is within one slip or, for eight letters and more, two, the first letter
// being right. Walks the words in their order and passes over what begins too differently, as Schulz and Mihov ("Fast
// string correction with Levenshtein automata", 2002) walk a dictionary; at most `max_seeks` for each number of slips,
// beyond which it misses those that come late in the order.
Result<std::optional<std::string>> near_word(const Store& store, NodeKind kind, std::string_view word,
                                             std::size_t max_slips, std::size_t max_seeks);

}  // namespace headwater::detail

#endif  // HEADWATER_QUERY_SRC_NEAR_WORDS_H_
