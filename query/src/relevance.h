// How well a text answers a query, and where.
#ifndef HEADWATER_QUERY_SRC_RELEVANCE_H_
#define HEADWATER_QUERY_SRC_RELEVANCE_H_

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "candidates.h"
#include "headwater/schema/span.h"
#include "search_words.h"

namespace headwater::detail {

// A text that has the query's words as they stand scores more than any that has not.
inline constexpr double kExact = 1000;

// Words that a text does not have itself but what goes with it has, as bits of terms.
struct Beside {
  std::uint64_t speaker = 0;
  std::uint64_t title = 0;
};

class Relevance {
 public:
  // `usual_words`: how many words a text of this kind has. Both outlive it.
  Relevance(const SearchWords& query, const std::vector<Term>& terms, double usual_words);

  // 0 where nothing of the query is there, or where a phrase is not.
  [[nodiscard]] double score(std::string_view text, const Beside& beside = {}) const;
  // Words of the query as places in `text`, in order.
  [[nodiscard]] Spans hits(std::string_view text) const;

 private:
  [[nodiscard]] bool has_run(const std::vector<std::string>& words) const;
  [[nodiscard]] bool has_phrases(const std::vector<std::string>& words) const;

  const SearchWords& query_;
  const std::vector<Term>& terms_;
  double usual_words_;
  std::unordered_map<std::string_view, std::size_t> numbers_;  // of terms
};

// The part of `text` to show: all of it, or at most `most` bytes between words that have the most of `hits`, the first
// such part.
ByteSpan snippet(std::string_view text, const Spans& hits, std::size_t most);

}  // namespace headwater::detail

#endif  // HEADWATER_QUERY_SRC_RELEVANCE_H_
