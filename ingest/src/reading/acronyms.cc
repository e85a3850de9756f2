#include "reading/acronyms.h"

#include <algorithm>

#include "headwater/schema/fold.h"

namespace headwater::detail {

bool is_acronym(std::string_view s) {
  return s.size() >= 2 && s.size() <= 8 &&
         std::all_of(s.begin(), s.end(),
                     [](char c) {
                       return (c >= 'A' && c <= 'Z') || c == '.' || c == '-' || c == '&' || (c >= '0' && c <= '9');
                     }) &&
         std::any_of(s.begin(), s.end(), [](char c) { return c >= 'A' && c <= 'Z'; });
}

bool is_acronym_with_of(std::string_view s) {
  const auto is_capital = [](char c) { return c >= 'A' && c <= 'Z'; };
  const auto small = std::count_if(s.begin(), s.end(), [&](char c) { return !is_capital(c); });
  return is_acronym(s) || (s.size() >= 3 && s.size() <= 5 && small == 1 && is_capital(s.front()) &&
                           is_capital(s.back()) && s.find('o') != std::string_view::npos);
}

bool fits_one_word(std::string_view acronym, std::string_view word) {
  std::size_t at = 0;
  for (const char c : acronym) {
    if (c < 'A' || c > 'Z') continue;
    while (at < word.size() && (word[at] & ~0x20) != c) ++at;
    if (at++ == word.size()) return false;
  }
  return true;
}

std::string initials(std::string_view name) {
  std::string out;
  for (const ByteSpan w : word_spans(name)) {
    const std::string low = fold(slice(name, w));
    if (low == "of" || low == "the" || low == "for" || low == "and" || low == "on" || low == "in") continue;
    const char c = name[w.begin];
    if (c >= 'A' && c <= 'Z') out.push_back(c);
  }
  return out;
}

}  // namespace headwater::detail
