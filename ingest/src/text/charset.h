// From bytes of any charset to UTF-8, with the way back.
//
//   Decoded d = decode(bytes, "", CharsetSource::kHtml);
//   d.raw_begin(text_offset)      // where in `bytes` the character at that offset of d.text stood
//
// What is asked, in order: a byte order mark, the caller's hint, what the page declares of itself, whether the bytes
// are valid UTF-8, a guess by uchardet. Bytes that are valid UTF-8 with characters beyond ASCII are UTF-8 whatever is
// declared; pages saved by programs often declare what they were before. Broken stretches become U+FFFD. Linear.
#ifndef HEADWATER_INGEST_TEXT_CHARSET_H_
#define HEADWATER_INGEST_TEXT_CHARSET_H_

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "headwater/schema/utf8.h"

namespace headwater::detail {

enum class CharsetSource : std::uint8_t { kPlain, kHtml };

// The WHATWG name of an encoding label ("latin1" is "windows-1252"); "" for labels nobody knows.
std::string charset_name(std::string_view label);

// How long each character of a decoded text was in the raw bytes, with a checkpoint every so often.
class OffsetMap {
 public:
  // Characters are added in text order. `raw_begin` never falls.
  void add(std::uint32_t text_begin, std::uint32_t raw_begin);
  void finish(std::uint32_t text_size, std::uint32_t raw_size);

  // Offset in the raw bytes of the character that starts at `text_offset`; the raw size at the end of the text.
  [[nodiscard]] std::uint32_t raw_of(std::string_view text, std::uint32_t text_offset) const;

 private:
  static constexpr std::size_t kStride = 64;
  struct Checkpoint {
    std::uint32_t text, raw;
  };
  std::vector<std::uint8_t> raw_lengths_;  // one a character; 255: look into `long_`
  std::vector<Checkpoint> checkpoints_;    // of every kStride-th character
  std::vector<Checkpoint> long_;           // {number of the character, its length}, in order
  std::uint32_t previous_raw_ = 0;
  std::uint32_t text_size_ = 0, raw_size_ = 0;
};

struct Decoded {
  std::string text;        // valid UTF-8
  std::string encoding;    // WHATWG name
  std::size_t broken = 0;  // stretches that were replaced
  std::vector<std::string> warnings;
  // Offset in the raw bytes of the character that starts at `text_offset`, a character's border.
  [[nodiscard]] std::uint32_t raw_of(std::uint32_t text_offset) const;

  bool same = true;         // text offset + shift is the raw offset
  std::uint32_t shift = 0;  // bytes of a byte order mark that was left out
  OffsetMap map;            // where not `same`
};

// Never fails. A byte order mark is left out of the text, but for plain text in UTF-8, where the text is the file.
Decoded decode(std::string_view bytes, std::string_view hint, CharsetSource source);

// As `encoding` (a WHATWG name) has it, whatever the bytes look like; UTF-8 for names nobody knows.
Decoded decode_as(std::string_view bytes, std::string_view encoding);

// At most the first `limit` bytes, without half a character at the end.
std::string_view cut(std::string_view utf8, std::size_t limit);

}  // namespace headwater::detail

#endif  // HEADWATER_INGEST_TEXT_CHARSET_H_
