// Characters of UTF-8 as the reading stages see them.
#ifndef HEADWATER_INGEST_READING_UTF8_H_
#define HEADWATER_INGEST_READING_UTF8_H_

#include <cstddef>
#include <cstdint>
#include <string_view>

namespace headwater::detail {

struct Char {
  char32_t code = 0;
  std::uint32_t size = 1;
};

// The character at `at`; a byte that starts no valid sequence is one character, U+FFFD.
inline Char char_at(std::string_view text, std::size_t at) {
  const auto byte = [&](std::size_t i) { return static_cast<std::uint8_t>(text[i]); };
  const std::uint8_t b = byte(at);
  if (b < 0x80) return {b, 1};
  const std::uint32_t n = b >= 0xf0 ? 4 : b >= 0xe0 ? 3 : b >= 0xc2 ? 2 : 0;
  if (n == 0 || b >= 0xf5 || at + n > text.size()) return {0xfffd, 1};
  char32_t code = b & (0xffu >> (n + 1));
  for (std::uint32_t i = 1; i < n; ++i) {
    if ((byte(at + i) & 0xc0) != 0x80) return {0xfffd, 1};
    code = code << 6 | (byte(at + i) & 0x3fu);
  }
  return {code, n};
}

inline bool is_space(char32_t c) {
  return c == ' ' || (c >= 9 && c <= 13) || c == 0x85 || c == 0xa0 || c == 0x1680 || (c >= 0x2000 && c <= 0x200b) ||
         c == 0x2028 || c == 0x2029 || c == 0x202f || c == 0x205f || c == 0x3000 || c == 0xfeff;
}

inline bool is_digit(char32_t c) { return c >= '0' && c <= '9'; }
inline bool is_ascii_upper(char32_t c) { return c >= 'A' && c <= 'Z'; }
inline bool is_ascii_lower(char32_t c) { return c >= 'a' && c <= 'z'; }

// Letters of any script; everything above U+00BF that is no known mark counts as one.
inline bool is_letter(char32_t c) {
  if (c < 0x80) return is_ascii_upper(c) || is_ascii_lower(c);
  if (c < 0xc0) return c == 0xaa || c == 0xb5 || c == 0xba;
  return c != 0xd7 && c != 0xf7 && !(c >= 0x2000 && c <= 0x206f) && !(c >= 0x20a0 && c <= 0x20cf) &&
         !(c >= 0x2190 && c <= 0x2bff) && !(c >= 0x3000 && c <= 0x303f) && c != 0xfeff && c != 0xfffd &&
         !(c >= 0xff00 && c <= 0xff0f) && !(c >= 0x1f000 && c <= 0x1faff);
}

// Capital letters of Latin, Greek and Cyrillic.
inline bool is_upper(char32_t c) {
  return is_ascii_upper(c) || (c >= 0xc0 && c <= 0xde && c != 0xd7) || (c >= 0x100 && c <= 0x137 && (c & 1) == 0) ||
         (c >= 0x14a && c <= 0x177 && (c & 1) == 0) || (c >= 0x139 && c <= 0x148 && (c & 1) == 1) ||
         (c >= 0x391 && c <= 0x3a9) || (c >= 0x400 && c <= 0x42f);
}

inline bool is_apostrophe(char32_t c) { return c == '\'' || c == 0x2019 || c == 0x2bc; }
inline bool is_hyphen(char32_t c) { return c == '-' || c == 0x2010 || c == 0x2011 || c == 0xad; }
inline bool is_dash(char32_t c) { return (c >= 0x2012 && c <= 0x2015) || c == 0x2212; }

// Marks that open or close words quoted from someone.
inline bool is_double_quote(char32_t c) {
  return c == '"' || (c >= 0x201c && c <= 0x201f) || c == 0xab || c == 0xbb || c == 0x300c || c == 0x300d ||
         c == 0x300e || c == 0x300f || c == 0xff02;
}
// Also '' and ``, as old wire copy has them.
inline bool is_double_quote_token(std::string_view form) {
  if (form == "''" || form == "``") return true;
  const Char c = form.empty() ? Char{} : char_at(form, 0);
  return form.size() == c.size && is_double_quote(c.code);
}
inline bool is_single_quote(char32_t c) {
  return c == '\'' || (c >= 0x2018 && c <= 0x201b) || c == 0x2039 || c == 0x203a;
}

}  // namespace headwater::detail

#endif  // HEADWATER_INGEST_READING_UTF8_H_
