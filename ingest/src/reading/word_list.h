// Short lists of words, known at compile time.
#ifndef HEADWATER_INGEST_READING_WORD_LIST_H_
#define HEADWATER_INGEST_READING_WORD_LIST_H_

#include <algorithm>
#include <array>
#include <cstddef>
#include <string_view>

namespace headwater::detail {

// Whether a word is in a list. Linear in the list.
template <std::size_t N>
bool in(const std::array<std::string_view, N>& list, std::string_view word) {
  return std::find(list.begin(), list.end(), word) != list.end();
}

// "Nobody", "nothing": who says nothing, and what nobody says.
inline bool is_nothing(std::string_view word) {
  static constexpr std::array<std::string_view, 8> kNothing{"nothing",  "none",       "nobody", "something",
                                                            "anything", "everything", "noone",  "neither"};
  return in(kNothing, word);
}

}  // namespace headwater::detail

#endif  // HEADWATER_INGEST_READING_WORD_LIST_H_
