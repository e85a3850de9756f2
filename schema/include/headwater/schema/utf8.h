// UTF-8, well-formed by the Unicode Standard's table 3-7: no overlong forms, no surrogates, nothing above U+10FFFF.
#ifndef HEADWATER_SCHEMA_UTF8_H_
#define HEADWATER_SCHEMA_UTF8_H_

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

namespace headwater {

struct Utf8Sequence {
  std::size_t bytes = 1;  // of the character; where it is broken, of the longest start of one, at least 1
  bool is_valid = false;
};
// What begins at `at`, which lies within `bytes`.
Utf8Sequence utf8_sequence_at(std::string_view bytes, std::size_t at);

// Offset of the first byte that is no part of valid UTF-8; the size if there is none. Linear.
std::size_t valid_utf8_prefix(std::string_view bytes);
inline bool is_utf8(std::string_view bytes) { return valid_utf8_prefix(bytes) == bytes.size(); }

// Bytes of the character that starts at `lead`, judged by its first byte; 1 for stray ones.
inline std::size_t utf8_length(char lead) {
  const auto c = static_cast<unsigned char>(lead);
  return c < 0xC0 ? 1 : c < 0xE0 ? 2 : c < 0xF0 ? 3 : 4;
}

// Appends one code point; U+FFFD for what is none.
void append_utf8(std::string& out, std::uint32_t code);

}  // namespace headwater

#endif  // HEADWATER_SCHEMA_UTF8_H_
