#include "near_words.h"

#include <algorithm>
#include <tuple>
#include <utility>
#include <vector>

namespace headwater::detail {
namespace {

constexpr std::size_t kFewestLetters = 4;
constexpr std::size_t kLettersForTwo = 8;
constexpr std::size_t kMostCounted = 200;  // nodes that have a word

// Characters; a broken byte is one of its own. Their order is that of the bytes.
std::u32string letters_of(std::string_view text) {
  std::u32string out;
  for (std::size_t at = 0; at < text.size();) {
    const auto lead = static_cast<unsigned char>(text[at]);
    const std::size_t size = lead < 0xc0 ? 1 : lead < 0xe0 ? 2 : lead < 0xf0 ? 3 : 4;
    char32_t letter = size == 1 ? lead : lead & (0xffU >> (size + 1));
    std::size_t taken = 1;
    for (; taken < size && at + taken < text.size() && (text[at + taken] & 0xc0) == 0x80; ++taken)
      letter = letter << 6 | (static_cast<unsigned char>(text[at + taken]) & 0x3fU);
    if (taken < size) letter = lead;
    out.push_back(letter);
    at += taken;
  }
  return out;
}

std::string bytes_of(std::u32string_view letters) {
  std::string out;
  for (const char32_t c : letters) {
    if (c < 0x80) {
      out.push_back(static_cast<char>(c));
    } else if (c < 0x800) {
      out.push_back(static_cast<char>(0xc0 | c >> 6));
      out.push_back(static_cast<char>(0x80 | (c & 0x3f)));
    } else if (c < 0x10000) {
      out.push_back(static_cast<char>(0xe0 | c >> 12));
      out.push_back(static_cast<char>(0x80 | (c >> 6 & 0x3f)));
      out.push_back(static_cast<char>(0x80 | (c & 0x3f)));
    } else {
      out.push_back(static_cast<char>(0xf0 | (c >> 18 & 7)));
      out.push_back(static_cast<char>(0x80 | (c >> 12 & 0x3f)));
      out.push_back(static_cast<char>(0x80 | (c >> 6 & 0x3f)));
      out.push_back(static_cast<char>(0x80 | (c & 0x3f)));
    }
  }
  return out;
}

// The rows of the distance between beginnings of one word and of `to`, a row a letter.
class Alignment {
 public:
  explicit Alignment(std::u32string to) : to_{std::move(to)}, rows_(1) {
    for (std::size_t j = 0; j <= to_.size(); ++j) rows_[0].push_back(j);
  }

  void keep(std::size_t letters) {
    word_.resize(letters);
    rows_.resize(letters + 1);
  }
  void add(char32_t letter) {
    const std::vector<std::size_t>& above = rows_.back();
    std::vector<std::size_t> row{above[0] + 1};
    for (std::size_t j = 1; j <= to_.size(); ++j) {
      std::size_t least = std::min({above[j] + 1, row[j - 1] + 1, above[j - 1] + (letter == to_[j - 1] ? 0U : 1U)});
      if (j > 1 && !word_.empty() && letter == to_[j - 2] && word_.back() == to_[j - 1])
        least = std::min(least, rows_[rows_.size() - 2][j - 2] + 1);
      row.push_back(least);
    }
    rows_.push_back(std::move(row));
    word_.push_back(letter);
  }

  [[nodiscard]] const std::u32string& word() const { return word_; }
  [[nodiscard]] std::size_t slips() const { return rows_.back().back(); }
  // Whether no word that begins so is within `most`.
  [[nodiscard]] bool is_lost(std::size_t most) const {
    return least(rows_.back()) > most && (rows_.size() < 2 || least(rows_[rows_.size() - 2]) >= most);
  }
  // The least letter above `letter` that can follow the first `size` letters within `most`, where none is to spare.
  [[nodiscard]] std::optional<char32_t> next_letter(std::size_t size, char32_t letter, std::size_t most) const {
    std::optional<char32_t> out;
    const auto allow = [&](char32_t one) {
      if (one > letter && (!out || one < *out)) out = one;
    };
    for (std::size_t j = 0; j < to_.size(); ++j) {
      if (rows_[size][j] <= most) allow(to_[j]);
      if (size > 0 && j + 1 < to_.size() && rows_[size - 1][j] + 1 <= most && word_[size - 1] == to_[j + 1])
        allow(to_[j]);
    }
    return out;
  }

 private:
  static std::size_t least(const std::vector<std::size_t>& row) { return *std::min_element(row.begin(), row.end()); }

  std::u32string to_;
  std::u32string word_;
  std::vector<std::vector<std::size_t>> rows_;
};

struct Near {
  std::size_t slips;
  std::string word;
};

class Walk {
 public:
  Walk(std::u32string wanted, std::size_t most, bool first_is_right, std::size_t max_seeks)
      : alignment_{wanted}, most_{most}, left_{max_seeks}, begin_{first_is_right ? wanted.substr(0, 1) : U""} {}

  Result<std::vector<Near>> in(const Store& store, NodeKind kind) {
    const Result<void> walked =
        store.walk_words(kind, bytes_of(begin_), [&](std::string_view word) { return step(word); });
    if (!walked.has_value()) return walked.error();
    return std::move(found_);
  }

 private:
  std::optional<std::string> step(std::string_view word) {
    if (left_ == 0) return std::nullopt;
    --left_;
    const std::u32string letters = letters_of(word);
    if (!std::u32string_view{letters}.starts_with(begin_)) return std::nullopt;
    std::size_t same = 0;
    while (same < letters.size() && same < alignment_.word().size() && letters[same] == alignment_.word()[same]) ++same;
    alignment_.keep(same);
    for (std::size_t n = same; n < letters.size(); ++n) {
      alignment_.add(letters[n]);
      if (alignment_.is_lost(most_)) return after(letters, n);
    }
    if (alignment_.slips() <= most_) found_.push_back({alignment_.slips(), std::string{word}});
    return std::string{word} + '\1';
  }

  // Past every word that has the first `at` letters and then the one that was one too many.
  std::optional<std::string> after(const std::u32string& letters, std::size_t at) const {
    std::u32string from = letters.substr(0, at);
    if (const std::optional<char32_t> next = alignment_.next_letter(at, letters[at], most_)) {
      from.push_back(*next);
    } else {
      if (from.empty()) return std::nullopt;
      ++from.back();
    }
    return bytes_of(from);
  }

  Alignment alignment_;
  std::size_t most_;
  std::size_t left_;
  std::u32string begin_;
  std::vector<Near> found_;
};

bool has_digit(std::string_view word) {
  return std::any_of(word.begin(), word.end(), [](char c) { return c >= '0' && c <= '9'; });
}

}  // namespace

std::size_t slips(std::string_view a, std::string_view b, std::size_t most) {
  Alignment alignment{letters_of(b)};
  for (const char32_t letter : letters_of(a)) {
    alignment.add(letter);
    if (alignment.is_lost(most)) return most + 1;
  }
  return std::min(alignment.slips(), most + 1);
}

Result<std::optional<std::string>> near_word(const Store& store, NodeKind kind, std::string_view word,
                                             std::size_t max_slips, std::size_t max_seeks) {
  const std::u32string letters = letters_of(word);
  if (letters.size() < kFewestLetters || word.size() > codec::kMaxWordBytes || has_digit(word))
    return std::optional<std::string>{};
  std::vector<Near> found;
  const std::size_t most = std::min<std::size_t>(max_slips, letters.size() < kLettersForTwo ? 1 : 2);
  for (std::size_t allowed = 1; allowed <= most && found.empty(); ++allowed) {
    Result<std::vector<Near>> near = Walk{letters, allowed, allowed > 1, max_seeks}.in(store, kind);
    if (!near.has_value()) return near.error();
    found = std::move(*near);
  }
  std::optional<std::tuple<std::size_t, std::size_t, std::string>> best;
  for (Near& near : found) {
    const Result<Postings> nodes = store.postings(PostingList::with_word(near.word, kind), kMostCounted);
    if (!nodes.has_value()) return nodes.error();
    std::tuple<std::size_t, std::size_t, std::string> one{near.slips, kMostCounted - nodes->nodes.size(),
                                                          std::move(near.word)};
    if (!best || one < *best) best = std::move(one);
  }
  if (!best) return std::optional<std::string>{};
  return std::optional{std::get<2>(std::move(*best))};
}

}  // namespace headwater::detail
