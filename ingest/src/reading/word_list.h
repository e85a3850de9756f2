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

}  // namespace headwater::detail

#endif  // HEADWATER_INGEST_READING_WORD_LIST_H_
