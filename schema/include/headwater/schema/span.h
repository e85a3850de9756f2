// A half-open range of bytes, and lists of them.
//
// All offsets in this project count bytes of UTF-8 in a document's text unless a name says `raw`; raw offsets count
// bytes of the artifact as it arrived.
#ifndef HEADWATER_SCHEMA_SPAN_H_
#define HEADWATER_SCHEMA_SPAN_H_

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace headwater {

struct ByteSpan {
  std::uint32_t begin = 0;
  std::uint32_t end = 0;  // exclusive; never below `begin`

  [[nodiscard]] constexpr std::uint32_t size() const { return end - begin; }
  [[nodiscard]] constexpr bool empty() const { return end == begin; }
  [[nodiscard]] constexpr bool contains(std::uint32_t at) const { return begin <= at && at < end; }
  [[nodiscard]] constexpr bool contains(ByteSpan other) const { return begin <= other.begin && other.end <= end; }
  [[nodiscard]] constexpr bool overlaps(ByteSpan other) const { return begin < other.end && other.begin < end; }
  friend constexpr auto operator<=>(const ByteSpan&, const ByteSpan&) = default;
};

// Pieces in text order that do not overlap. Empty means "nothing stands in the text for this".
using Spans = std::vector<ByteSpan>;

// The bytes of `span` in `text`; cut at the end of `text`, so it never reads outside. The view lives as long as `text`.
inline std::string_view slice(std::string_view text, ByteSpan span) {
  if (span.begin >= text.size()) return {};
  return text.substr(span.begin, span.size());
}

// The pieces of `spans` joined by one space. Linear in the bytes covered.
std::string words_of(std::string_view text, const Spans& spans);

// From the first byte to the last; {0,0} for none.
inline ByteSpan hull(const Spans& spans) {
  return spans.empty() ? ByteSpan{} : ByteSpan{spans.front().begin, spans.back().end};
}

// Whether `at` lies between two characters of UTF-8, or at an end of `text`.
inline bool is_character_border(std::string_view text, std::size_t at) {
  return at == text.size() || (at < text.size() && (static_cast<unsigned char>(text[at]) & 0xc0) != 0x80);
}

// Whether `spans` are places in `text` as all that is stored must be: inside it, on the borders of characters, in
// order, none reaching into the next. Linear in the number of spans.
inline bool are_places_in(std::string_view text, const Spans& spans) {
  std::uint32_t last = 0;
  for (const ByteSpan span : spans) {
    if (span.begin < last || span.end < span.begin || !is_character_border(text, span.begin) ||
        !is_character_border(text, span.end))
      return false;
    last = span.end;
  }
  return true;
}

inline bool overlaps(const Spans& a, const Spans& b) {
  return std::any_of(a.begin(), a.end(), [&](ByteSpan x) {
    return std::any_of(b.begin(), b.end(), [&](ByteSpan y) { return x.overlaps(y); });
  });
}

}  // namespace headwater

#endif  // HEADWATER_SCHEMA_SPAN_H_
