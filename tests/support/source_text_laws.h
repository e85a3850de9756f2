// What holds for every SourceText, whatever it was read from.
#ifndef HEADWATER_TESTS_SUPPORT_SOURCE_TEXT_LAWS_H_
#define HEADWATER_TESTS_SUPPORT_SOURCE_TEXT_LAWS_H_

#include <cctype>
#include <cstdint>
#include <string>
#include <string_view>

#include "headwater/ingest/source_text.h"
#include "headwater/schema/utf8.h"
#include "html/entities.h"
#include "text/charset.h"

namespace headwater::test {

inline bool is_white(char c) { return c == ' ' || c == '\t' || c == '\n' || c == '\r' || c == '\f'; }

inline bool on_border(std::string_view text, std::uint32_t at) {
  return at == text.size() || (at < text.size() && (static_cast<unsigned char>(text[at]) & 0xC0) != 0x80);
}

// Runs of white space one space, ends trimmed, NUL bytes and repeated U+FFFD left out.
inline std::string squashed(std::string_view text) {
  constexpr std::string_view kReplacement = "\xEF\xBF\xBD";
  std::string out;
  bool space = false;
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (text[i] == '\0') continue;
    if (is_white(text[i])) {
      space = true;
      continue;
    }
    if (!space && text.substr(i, 3) == kReplacement && std::string_view{out}.ends_with(kReplacement)) {
      i += 2;
      continue;
    }
    if (space && !out.empty()) out += ' ';
    space = false;
    out += text[i];
  }
  return out;
}

// A tag, a comment or a declaration opens in `raw`.
inline bool has_markup(std::string_view raw) {
  for (std::size_t i = 0; i + 1 < raw.size(); ++i) {
    const char next = raw[i + 1];
    if (raw[i] == '<' &&
        (next == '/' || next == '!' || next == '?' || std::isalpha(static_cast<unsigned char>(next)) != 0))
      return true;
  }
  return false;
}

inline std::string span_breach(std::string_view text, ByteSpan span, std::string_view what) {
  if (span.begin > span.end || span.end > text.size()) return std::string{what} + " lies outside the text";
  if (!on_border(text, span.begin) || !on_border(text, span.end)) return std::string{what} + " cuts a character";
  return {};
}

// The first law of the map that is broken; "" if none is. `html`: character references are resolved, no markup inside.
inline std::string map_breach(const SourceText& source, std::string_view raw, bool html) {
  const std::string_view text = source.text;
  std::uint32_t at = 0;
  const auto uncovered = [&](std::uint32_t begin, std::uint32_t end) {
    for (std::uint32_t i = begin; i < end; ++i) {
      if (!is_white(text[i])) return "text at " + std::to_string(i) + " lies in no piece";
    }
    return std::string{};
  };
  // In ISO-2022-JP what bytes mean may hang on an escape far before; its pieces are checked for order and cover alone.
  const bool shifting = source.encoding == "iso-2022-jp";
  for (const MapPiece& piece : source.map) {
    const std::string where = "piece at " + std::to_string(piece.text.begin);
    if (piece.text.begin < at) return where + " overlaps the one before";
    if (piece.raw.begin > piece.raw.end || piece.raw.end > raw.size()) return where + " lies outside the raw bytes";
    if (std::string breach = span_breach(text, piece.text, where); !breach.empty()) return breach;
    if (std::string gap = uncovered(at, piece.text.begin); !gap.empty()) return gap;
    at = piece.text.end;
    // What a broken character swallows hangs on the byte after it: a line's end, as in the text, unless all ends here.
    std::string bytes{slice(raw, piece.raw)};
    if (piece.raw.end < raw.size() && source.encoding.rfind("utf-16", 0) != 0) bytes += '\n';
    std::string words = detail::decode_as(bytes, source.encoding).text;
    if (html && !shifting && has_markup(words)) return where + " holds markup";
    if (html) words = detail::resolve_references(words, false);
    if (!shifting && squashed(words) != squashed(slice(text, piece.text))) {
      return where + ": text '" + std::string{slice(text, piece.text).substr(0, 80)} + "', raw '" +
             words.substr(0, 80) + "'";
    }
  }
  return uncovered(at, static_cast<std::uint32_t>(text.size()));
}

// The first law of a SourceText that is broken; "" if none is.
inline std::string breach_of(const SourceText& source, std::string_view raw, bool html) {
  const std::string_view text = source.text;
  if (!is_utf8(text)) return "the text is not valid UTF-8";
  std::uint32_t at = 0;
  for (const Block& block : source.blocks) {
    if (block.span.begin < at || block.span.empty()) return "blocks are empty or out of order";
    if (std::string breach = span_breach(text, block.span, "block"); !breach.empty()) return breach;
    at = block.span.end;
  }
  at = 0;
  for (const ByteSpan span : source.boilerplate) {
    if (span.begin < at) return "boilerplate is out of order";
    if (std::string breach = span_breach(text, span, "boilerplate"); !breach.empty()) return breach;
    at = span.end;
  }
  for (const Link& link : source.links) {
    if (std::string breach = span_breach(text, link.text, "link"); !breach.empty()) return breach;
    if (link.url.rfind("http", 0) != 0) return "a link does not lead to the web: " + link.url;
  }
  for (const std::string* field : {&source.title, &source.publisher, &source.byline, &source.url}) {
    if (!is_utf8(*field)) return "a field is not valid UTF-8";
  }
  if (detail::charset_name(source.encoding) != source.encoding) return "encoding is no WHATWG name: " + source.encoding;
  return map_breach(source, raw, html);
}

}  // namespace headwater::test

#endif  // HEADWATER_TESTS_SUPPORT_SOURCE_TEXT_LAWS_H_
