// What is asked for: words, which of them stand in quotes, and how they are told from others.
#ifndef HEADWATER_QUERY_SRC_SEARCH_WORDS_H_
#define HEADWATER_QUERY_SRC_SEARCH_WORDS_H_

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace headwater::detail {

// A piece cut out of a text has whole words inside and may have half words at both ends.
struct SearchWords {
  std::string folded;              // as given
  std::vector<std::string> words;  // in order
  std::vector<std::vector<std::string>> phrases;
  std::vector<std::string> distinct;  // sorted, at most kMaxWords of them: all of phrases, then the longer ones

  [[nodiscard]] bool in_phrase(std::string_view word) const;
};

inline constexpr std::size_t kMaxWords = 32;  // looked up; bits of a mask

SearchWords search_words(std::string_view text);
// Makes `distinct` of the others.
void set_distinct(SearchWords& query);

}  // namespace headwater::detail

#endif  // HEADWATER_QUERY_SRC_SEARCH_WORDS_H_
