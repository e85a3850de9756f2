#include "text/trail.h"

#include <algorithm>
#include <utility>

namespace headwater::detail {

void Trail::add(std::size_t begin, std::size_t raw_begin, std::size_t size, std::size_t raw_size) {
  if (size == 0) return;
  const Kind kind = size == raw_size ? Kind::kVerbatim : Kind::kCoded;
  if (kind == Kind::kVerbatim && !segments_.empty()) {
    Segment& last = segments_.back();
    if (last.kind == kind && last.begin + last.size == begin && last.raw_begin + last.raw_size == raw_begin) {
      last.size += static_cast<std::uint32_t>(size);
      last.raw_size += static_cast<std::uint32_t>(size);
      return;
    }
  }
  segments_.push_back({static_cast<std::uint32_t>(begin), static_cast<std::uint32_t>(raw_begin),
                       static_cast<std::uint32_t>(size), static_cast<std::uint32_t>(raw_size), kind});
}

void Trail::add_base64(std::size_t begin, std::size_t raw_begin, std::size_t size, std::size_t raw_size) {
  if (size == 0) return;
  segments_.push_back({static_cast<std::uint32_t>(begin), static_cast<std::uint32_t>(raw_begin),
                       static_cast<std::uint32_t>(size), static_cast<std::uint32_t>(raw_size), Kind::kBase64});
}

Trail::Place Trail::raw_of(ByteSpan span) const {
  Place place;
  auto first = std::upper_bound(segments_.begin(), segments_.end(), span.begin,
                                [](std::uint32_t at, const Segment& s) { return at < s.begin + s.size; });
  if (first == segments_.end() || first->begin >= span.end) return place;
  auto last = first;
  while (last + 1 != segments_.end() && (last + 1)->begin < span.end) {
    ++last;
    // A gap in the raw bytes, such as a soft line break, is part of the span.
    place.verbatim = false;
  }
  const std::uint32_t in_first = std::max(span.begin, first->begin) - first->begin;
  const std::uint32_t in_last = std::min(span.end, last->begin + last->size) - last->begin;  // at least one
  switch (first->kind) {
    case Kind::kVerbatim:
      place.raw.begin = first->raw_begin + in_first;
      break;
    case Kind::kCoded:
      place.raw.begin = first->raw_begin;
      break;
    case Kind::kBase64:
      place.raw.begin = first->raw_begin + in_first / 3 * 4;
      break;
  }
  switch (last->kind) {
    case Kind::kVerbatim:
      place.raw.end = last->raw_begin + in_last;
      break;
    case Kind::kCoded:
      place.raw.end = last->raw_begin + last->raw_size;
      break;
    case Kind::kBase64:
      place.raw.end = last->raw_begin + std::min(last->raw_size, (in_last + 2) / 3 * 4);
      break;
  }
  place.verbatim = place.verbatim && first->kind == Kind::kVerbatim && last->kind == Kind::kVerbatim;
  return place;
}

void lead_back(std::vector<MapPiece>& map, std::string_view text, const Trail& trail, RawCoding coding) {
  std::vector<MapPiece> out;
  out.reserve(map.size());
  const auto add = [&](MapPiece piece) {
    const Trail::Place place = trail.raw_of(piece.raw);
    if (place.raw.empty()) return;
    piece.raw = place.raw;
    if (!place.verbatim) piece.coding = coding;
    out.push_back(piece);
  };
  for (const MapPiece& piece : map) {
    const std::string_view words = slice(text, piece.text);
    if (piece.text.size() != piece.raw.size() || trail.raw_of(piece.raw).verbatim) {
      add(piece);
      continue;
    }
    // Byte for byte the same up to here: it can be cut anywhere.
    for (std::size_t at = 0; at < words.size();) {
      const std::size_t end = std::min(words.find('\n', at), words.size());
      const auto begin = static_cast<std::uint32_t>(at), size = static_cast<std::uint32_t>(end - at);
      MapPiece line = piece;
      line.text = {piece.text.begin + begin, piece.text.begin + begin + size};
      line.raw = {piece.raw.begin + begin, piece.raw.begin + begin + size};
      if (size > 0) add(line);
      at = end + 1;
    }
  }
  map = std::move(out);
}

}  // namespace headwater::detail
