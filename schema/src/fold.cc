#include "headwater/schema/fold.h"

#include <algorithm>
#include <array>
#include <cstdint>

namespace headwater {
namespace {

struct Decoded {
  char32_t c = 0;
  std::size_t size = 1;  // 1 for a byte that starts no sequence
};

// Lenient: a broken sequence gives its first byte, as a code point above the Unicode range so that nothing folds it.
Decoded decode(std::string_view text, std::size_t at) {
  const auto byte = [&](std::size_t i) { return static_cast<std::uint8_t>(text[i]); };
  const std::uint8_t b = byte(at);
  if (b < 0x80) return {b, 1};
  const std::size_t n = b >= 0xf0 && b < 0xf5 ? 4 : b >= 0xe0 ? 3 : b >= 0xc2 ? 2 : 0;
  if (n == 0 || b >= 0xf5 || at + n > text.size()) return {0x110000u + b, 1};
  char32_t c = b & (0xff >> (n + 1));
  for (std::size_t i = 1; i < n; ++i) {
    if ((byte(at + i) & 0xc0) != 0x80) return {0x110000u + b, 1};
    c = c << 6 | (byte(at + i) & 0x3f);
  }
  return {c, n};
}

void append(std::string& out, char32_t c) {
  if (c < 0x80) {
    out.push_back(static_cast<char>(c));
  } else if (c < 0x800) {
    out.push_back(static_cast<char>(0xc0 | c >> 6));
    out.push_back(static_cast<char>(0x80 | (c & 0x3f)));
  } else {
    out.push_back(static_cast<char>(0xe0 | c >> 12));
    out.push_back(static_cast<char>(0x80 | (c >> 6 & 0x3f)));
    out.push_back(static_cast<char>(0x80 | (c & 0x3f)));
  }
}

// Simple case folding of the alphabets named in the header (Unicode 15, CaseFolding.txt, the regular ranges).
char32_t lower(char32_t c) {
  if (c < 0x80) return c >= 'A' && c <= 'Z' ? c + 32 : c;
  if (c >= 0xc0 && c <= 0xde && c != 0xd7) return c + 32;
  if ((c >= 0x100 && c <= 0x137) || (c >= 0x14a && c <= 0x177)) return c | 1;
  if ((c >= 0x139 && c <= 0x148) || (c >= 0x179 && c <= 0x17e)) return c + (c & 1);
  if (c >= 0x391 && c <= 0x3a9 && c != 0x3a2) return c + 32;
  if (c >= 0x410 && c <= 0x42f) return c + 32;
  if (c >= 0x400 && c <= 0x40f) return c + 80;
  return c;
}

bool is_space(char32_t c) {
  return c == ' ' || (c >= 9 && c <= 13) || c == 0xa0 || c == 0x1680 || (c >= 0x2000 && c <= 0x200b) || c == 0x2028 ||
         c == 0x2029 || c == 0x202f || c == 0x205f || c == 0x3000 || c == 0xfeff || c == 0x85;
}

bool is_single_quote(char32_t c) { return c == 0x2018 || c == 0x2019 || c == 0x201a || c == 0x201b || c == 0x2032; }
bool is_double_quote(char32_t c) {
  return (c >= 0x201c && c <= 0x201f) || c == 0xab || c == 0xbb || c == 0x2033 || c == 0x2039 || c == 0x203a;
}
bool is_dash(char32_t c) { return (c >= 0x2010 && c <= 0x2015) || c == 0x2212; }

bool is_word(char32_t c) {
  if (c < 0x80) return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_';
  if (c >= 0x110000) return false;
  if (c >= 0x80 && c < 0xc0) return c == 0xaa || c == 0xb5 || c == 0xba;
  return c != 0xd7 && c != 0xf7 && !(c >= 0x2000 && c <= 0x206f) && !(c >= 0x3000 && c <= 0x303f) && c != 0xfeff &&
         c != 0xfffd && !(c >= 0xff00 && c <= 0xff0f);
}

bool is_digit(char32_t c) { return c >= '0' && c <= '9'; }

}  // namespace

std::string fold(std::string_view text) {
  std::string out;
  out.reserve(text.size());
  bool gap = false;
  for (std::size_t at = 0; at < text.size();) {
    // ASCII that is neither white space nor a control character needs no tables.
    if (const char c = text[at]; c > ' ' && c < 0x7f) {
      if (gap) out.push_back(' ');
      gap = false;
      out.push_back(c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c);
      ++at;
      continue;
    }
    const Decoded d = decode(text, at);
    if (is_space(d.c)) {
      gap = !out.empty();
      at += d.size;
      continue;
    }
    if (gap) out.push_back(' ');
    gap = false;
    if (is_single_quote(d.c)) {
      out.push_back('\'');
    } else if (is_double_quote(d.c)) {
      out.push_back('"');
    } else if (is_dash(d.c)) {
      out.push_back('-');
    } else if (const char32_t c = lower(d.c); c != d.c) {
      append(out, c);
    } else {
      out.append(text.substr(at, d.size));
    }
    at += d.size;
  }
  return out;
}

std::vector<ByteSpan> word_spans(std::string_view text) {
  std::vector<ByteSpan> out;
  const auto at_or = [&](std::size_t at) { return at < text.size() ? decode(text, at).c : char32_t{0}; };
  for (std::size_t at = 0; at < text.size();) {
    Decoded d = decode(text, at);
    if (!is_word(d.c)) {
      at += d.size;
      continue;
    }
    const std::size_t begin = at;
    char32_t last = d.c;
    while (at < text.size()) {
      d = decode(text, at);
      if (is_word(d.c)) {
        last = d.c;
        at += d.size;
        continue;
      }
      const char32_t next = at_or(at + d.size);
      const bool joins = d.c == '\'' || d.c == 0x2019 || d.c == '-' || d.c == 0x2010 || d.c == 0x2011;
      const bool in_number = (d.c == '.' || d.c == ',') && is_digit(last) && is_digit(next);
      if (!(joins && is_word(next)) && !in_number) break;
      at += d.size;
    }
    out.push_back({static_cast<std::uint32_t>(begin), static_cast<std::uint32_t>(at)});
  }
  return out;
}

std::vector<std::string> folded_words(std::string_view text) {
  std::vector<std::string> out;
  for (const ByteSpan span : word_spans(text)) {
    std::string word = fold(slice(text, span));
    if (word.size() > 2 && word.ends_with("'s")) word.resize(word.size() - 2);
    if (is_digit(static_cast<unsigned char>(word[0]))) std::erase(word, ',');
    out.push_back(std::move(word));
  }
  return out;
}

std::string name_key(std::string_view name) {
  static constexpr std::array<std::string_view, 20> kLeading{"the", "a",    "an",        "mr",    "mrs", "ms",  "miss",
                                                             "dr",  "prof", "professor", "sir",   "col", "gen", "lt",
                                                             "sgt", "capt", "captain",   "judge", "sen", "rep"};
  std::vector<std::string> words;
  for (const ByteSpan span : word_spans(name)) words.push_back(fold(slice(name, span)));
  std::size_t first = 0;
  while (first + 1 < words.size() && std::find(kLeading.begin(), kLeading.end(), words[first]) != kLeading.end()) {
    ++first;
  }
  std::string out;
  for (std::size_t i = first; i < words.size(); ++i) {
    if (i + 1 == words.size() && words[i].size() > 2 && words[i].ends_with("'s")) words[i].resize(words[i].size() - 2);
    if (!out.empty()) out.push_back(' ');
    out.append(words[i]);
  }
  return out;
}

}  // namespace headwater
