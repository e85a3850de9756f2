#include "headwater/schema/amount.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <cmath>
#include <cstddef>
#include <optional>
#include <system_error>
#include <utility>

#include "headwater/schema/fold.h"

namespace headwater {
namespace {

constexpr std::size_t kMostDigits = 18;

struct Word {
  ByteSpan place;
  std::string low;  // "" until it is asked for
};

// Whether an amount may begin with this word: told without folding it, for most words are none.
bool may_open(std::string_view word) {
  static constexpr std::array<std::string_view, 38> kOpenings{
      "a",      "billion",  "crore", "dozen",     "eight",   "eighteen", "eighty",  "eleven",  "fifteen", "fifty",
      "five",   "forty",    "four",  "fourteen",  "half",    "hundred",  "lakh",    "million", "nine",    "nineteen",
      "ninety", "one",      "seven", "seventeen", "seventy", "six",      "sixteen", "sixty",   "ten",     "thirteen",
      "thirty", "thousand", "three", "trillion",  "twelve",  "twenty",   "two",     "zero"};
  if (word.empty()) return false;
  if (word[0] >= '0' && word[0] <= '9') return true;
  std::array<char, 10> low{};
  std::size_t size = 0;
  for (; size < word.size() && word[size] != '-'; ++size) {
    if (size == low.size()) return false;
    const char c = word[size];
    low[size] = c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c;
  }
  return std::binary_search(kOpenings.begin(), kOpenings.end(), std::string_view{low.data(), size});
}

template <std::size_t N>
std::optional<double> look_up(const std::array<std::pair<std::string_view, double>, N>& table, std::string_view word) {
  for (const auto& [name, value] : table) {
    if (name == word) return value;
  }
  return std::nullopt;
}

std::optional<double> unit(std::string_view low) {
  static constexpr std::array<std::pair<std::string_view, double>, 27> kUnits{
      {{"one", 1},       {"two", 2},       {"three", 3},    {"four", 4},     {"five", 5},       {"six", 6},
       {"seven", 7},     {"eight", 8},     {"nine", 9},     {"ten", 10},     {"eleven", 11},    {"twelve", 12},
       {"thirteen", 13}, {"fourteen", 14}, {"fifteen", 15}, {"sixteen", 16}, {"seventeen", 17}, {"eighteen", 18},
       {"nineteen", 19}, {"twenty", 20},   {"thirty", 30},  {"forty", 40},   {"fifty", 50},     {"sixty", 60},
       {"seventy", 70},  {"eighty", 80},   {"ninety", 90}}};
  return look_up(kUnits, low);
}

std::optional<double> scale(std::string_view low) {
  static constexpr std::array<std::pair<std::string_view, double>, 8> kScales{{{"hundred", 100},
                                                                               {"thousand", 1e3},
                                                                               {"lakh", 1e5},
                                                                               {"million", 1e6},
                                                                               {"crore", 1e7},
                                                                               {"billion", 1e9},
                                                                               {"trillion", 1e12},
                                                                               {"dozen", 12}}};
  return look_up(kScales, low);
}

// "thirds", "third": the size of a part.
std::optional<double> part(std::string_view low) {
  static constexpr std::array<std::pair<std::string_view, double>, 10> kParts{{{"half", 2},
                                                                               {"halves", 2},
                                                                               {"third", 3},
                                                                               {"thirds", 3},
                                                                               {"quarter", 4},
                                                                               {"quarters", 4},
                                                                               {"fifth", 5},
                                                                               {"fifths", 5},
                                                                               {"tenth", 10},
                                                                               {"tenths", 10}}};
  if (const std::optional<double> size = look_up(kParts, low)) return 1 / *size;
  return std::nullopt;
}

// "2,100", "97.4".
std::optional<double> figure(std::string_view low) {
  double out = 0, place = 0;
  bool has_digit = false;
  for (const char c : low) {
    if (c >= '0' && c <= '9') {
      has_digit = true;
      if (place > 0) {
        out += place * (c - '0');
        place /= 10;
      } else {
        out = out * 10 + (c - '0');
      }
    } else if (c == '.' && has_digit && place == 0) {
      place = 0.1;
    } else if (c != ',' || !has_digit) {
      return std::nullopt;
    }
  }
  if (!has_digit || low.size() > kMostDigits) return std::nullopt;
  return out;
}

class Reader {
 public:
  explicit Reader(std::string_view text) : text_{text} {
    for (const ByteSpan place : word_spans(text)) words_.push_back({place, {}});
  }

  std::vector<Amount> run() {
    std::vector<Amount> out;
    for (std::size_t i = 0; i < words_.size();) {
      std::size_t end = i;
      const bool may = may_open(slice(text_, words_[i].place));
      const std::optional<Amount> amount = may ? amount_at(i, end) : std::nullopt;
      if (!amount) {
        ++i;
        continue;
      }
      out.push_back(*amount);
      out.back().span = {words_[i].place.begin, words_[end - 1].place.end};
      i = end;
    }
    return out;
  }

 private:
  [[nodiscard]] std::string_view word(std::size_t i) const {
    if (i >= words_.size()) return {};
    if (words_[i].low.empty()) words_[i].low = fold(slice(text_, words_[i].place));
    return words_[i].low;
  }

  std::optional<Amount> amount_at(std::size_t i, std::size_t& end) const {
    if (const std::optional<Amount> share = share_at(i, end)) return share;
    const std::optional<double> value = number_at(i, end);
    if (!value) return std::nullopt;
    Amount out;
    out.value = *value;
    if (is_percent(end)) {
      out.value /= 100;
      out.is_share = true;
    } else if (word(end) == "basis" && word(end + 1).starts_with("point")) {
      out.value /= 100;
      end += 2;
    } else if (const std::optional<double> of = out_of(end)) {
      if (*of > out.value && *of <= 100 && out.value >= 1) {
        out.value /= *of;
        out.is_share = true;
        end = end_of_ratio_;
      }
    } else if (out.value == 1 && end == i + 1 && word(i) == "one") {
      return std::nullopt;
    }
    return out;
  }

  // "per cent", "percent", or a sign right behind the figure. Moves past words.
  bool is_percent(std::size_t& end) const {
    if (word(end) == "percent") return ++end, true;
    if (word(end) == "per" && word(end + 1) == "cent") return end += 2, true;
    const std::uint32_t at = words_[end - 1].place.end;
    return at < text_.size() && text_[at] == '%';
  }

  // Of "9 | in every ten", "2 | out of three": ten, three.
  std::optional<double> out_of(std::size_t at) const {
    std::size_t i = at;
    if (word(i) == "in") {
      ++i;
    } else if (word(i) == "out" && word(i + 1) == "of") {
      i += 2;
    } else {
      return std::nullopt;
    }
    if (word(i) == "every") ++i;
    std::size_t end = i;
    const std::optional<double> of = number_at(i, end);
    // "23 in October 2014": only small round ones are of so many.
    if (!of || (*of != 3 && *of != 4 && *of != 5 && *of != 6 && *of != 8 && *of != 10 && *of != 20 && *of != 100))
      return std::nullopt;
    end_of_ratio_ = end;
    return of;
  }

  // "two-thirds", "two thirds", "a third of", "half", "half a dozen".
  std::optional<Amount> share_at(std::size_t i, std::size_t& end) const {
    const std::string_view w = word(i);
    Amount out;
    out.is_share = true;
    const std::size_t hyphen = w.find('-');
    if (hyphen != std::string_view::npos) {
      const std::optional<double> count = unit(w.substr(0, hyphen)), size = part(w.substr(hyphen + 1));
      if (!count || !size) return std::nullopt;
      out.value = *count * *size;
      end = i + 1;
      return out;
    }
    if (w == "half") {
      if ((word(i + 1) == "a" && word(i + 2) == "dozen") || word(i + 1) == "dozen") {
        out.value = 6;
        out.is_share = false;
        end = i + (word(i + 1) == "a" ? 3 : 2);
        return out;
      }
      out.value = 0.5;
      end = i + 1;
      return out;
    }
    const std::optional<double> count = w == "a" ? std::optional{1.0} : unit(w);
    const std::optional<double> size = count ? part(word(i + 1)) : std::nullopt;
    // "a third time" is no share, "a third of" and "two thirds" are.
    if (!size || (*count == 1 && word(i + 2) != "of")) return std::nullopt;
    out.value = *count * *size;
    end = i + 2;
    return out;
  }

  // A number in figures or words with what scales it. `end` is one past its last word.
  std::optional<double> number_at(std::size_t i, std::size_t& end) const {
    std::optional<double> first = figure(word(i));
    const bool in_figures = first.has_value();
    if (!first) first = in_words(word(i));
    if (!first) {
      // "a thousand", "thousand".
      const bool article = word(i) == "a" && scale(word(i + 1)) && word(i + 1) != "dozen";
      if (!article && !scale(word(i))) return std::nullopt;
      first = 1;
      end = article ? i + 1 : i;
    } else {
      end = i + 1;
    }
    double total = 0, group = *first;
    while (end < words_.size()) {
      if (const std::optional<double> by = scale(word(end))) {
        if (*by == 100 || *by == 12) {
          group *= *by;
        } else if (*by == 1e3) {
          total += group * *by;
          group = 0;
        } else {
          total = (total + group) * *by;
          group = 0;
        }
        ++end;
        continue;
      }
      // "two thousand | one hundred", "one hundred and | twenty".
      const std::size_t at = word(end) == "and" && end > i + 1 ? end + 1 : end;
      const std::optional<double> more = in_words(word(at));
      const bool goes_on = more && !in_figures && (group == 0 || (std::fmod(group, 100) == 0 && *more < 100));
      if (!goes_on) break;
      group += *more;
      end = at + 1;
    }
    return total + group;
  }

  // "twenty-three", "nine".
  static std::optional<double> in_words(std::string_view low) {
    if (const std::optional<double> n = unit(low)) return n;
    const std::size_t hyphen = low.find('-');
    if (hyphen == std::string_view::npos) return std::nullopt;
    const std::optional<double> tens = unit(low.substr(0, hyphen)), ones = unit(low.substr(hyphen + 1));
    return tens && ones && *tens >= 20 && *ones < 10 ? std::optional{*tens + *ones} : std::nullopt;
  }

  std::string_view text_;
  mutable std::vector<Word> words_;
  mutable std::size_t end_of_ratio_ = 0;
};

}  // namespace

std::vector<Amount> amounts_in(std::string_view text) { return Reader{text}.run(); }

std::string amount_key(const Amount& amount) {
  constexpr std::size_t kLongest = 340;  // of the largest double, written out
  std::array<char, kLongest> out{};
  const bool is_whole = !amount.is_share && amount.value == std::floor(amount.value);
  const auto [end, error] =
      std::to_chars(out.data(), out.data() + out.size(), amount.value, std::chars_format::fixed, is_whole ? 0 : 2);
  return error == std::errc{} ? std::string{out.data(), end} : std::string{"0"};
}

}  // namespace headwater
