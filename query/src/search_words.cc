#include "search_words.h"

#include <algorithm>

#include "headwater/schema/fold.h"

namespace headwater::detail {

bool SearchWords::in_phrase(std::string_view word) const {
  return std::any_of(phrases.begin(), phrases.end(), [&](const std::vector<std::string>& phrase) {
    return std::find(phrase.begin(), phrase.end(), word) != phrase.end();
  });
}

void set_distinct(SearchWords& query) {
  std::vector<std::string>& distinct = query.distinct;
  distinct = query.words;
  std::sort(distinct.begin(), distinct.end());
  distinct.erase(std::unique(distinct.begin(), distinct.end()), distinct.end());
  if (distinct.size() <= kMaxWords) return;
  // Longer words are rarer.
  std::stable_sort(distinct.begin(), distinct.end(), [&](const std::string& a, const std::string& b) {
    const bool a_in = query.in_phrase(a);
    const bool b_in = query.in_phrase(b);
    return a_in != b_in ? a_in : a.size() > b.size();
  });
  distinct.resize(kMaxWords);
  std::sort(distinct.begin(), distinct.end());
}

SearchWords search_words(std::string_view text) {
  SearchWords out;
  out.folded = fold(text);
  out.words = folded_words(text);
  // Of a quote that is not closed the text it was cut out of is to be found all the same.
  for (std::size_t open = out.folded.find('"'); open != std::string::npos;) {
    const std::size_t close = out.folded.find('"', open + 1);
    if (close == std::string::npos) break;
    std::vector<std::string> phrase = folded_words(std::string_view{out.folded}.substr(open + 1, close - open - 1));
    if (!phrase.empty()) out.phrases.push_back(std::move(phrase));
    open = out.folded.find('"', close + 1);
  }
  set_distinct(out);
  return out;
}

}  // namespace headwater::detail
