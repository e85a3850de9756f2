// The way back through a decoding: from offsets in what came out to offsets in what went in.
//
//   Trail trail;
//   trail.add(0, 0, 4, 4);    // four bytes stood as they are
//   trail.add(4, 4, 1, 5);    // one byte was "&amp;"
//   trail.raw_of({3, 5});     // {3, 9}
//
// Decodings can be stacked: a page inside a JSON string has a map into the page, and a trail from the page to the line.
#ifndef HEADWATER_INGEST_TEXT_TRAIL_H_
#define HEADWATER_INGEST_TEXT_TRAIL_H_

#include <cstddef>
#include <cstdint>
#include <string_view>
#include <vector>

#include "headwater/schema/record.h"

namespace headwater::detail {

class Trail {
 public:
  // Bytes [begin, begin + size) of the outcome came from raw [raw_begin, raw_begin + raw_size). Added in order of the
  // outcome; neighbours that stood as they are become one. Equal sizes mean that the bytes are the same.
  void add(std::size_t begin, std::size_t raw_begin, std::size_t size, std::size_t raw_size);
  // A run of base64 without white space: each four characters gave three bytes.
  void add_base64(std::size_t begin, std::size_t raw_begin, std::size_t size, std::size_t raw_size);

  struct Place {
    ByteSpan raw;
    bool verbatim = true;  // the raw bytes are the outcome's
  };
  // The smallest raw span that gave `span`. What lies in no segment is passed over; {0,0} if nothing is left.
  // Logarithmic.
  [[nodiscard]] Place raw_of(ByteSpan span) const;
  [[nodiscard]] bool empty() const { return segments_.empty(); }

 private:
  enum class Kind : std::uint8_t { kVerbatim, kCoded, kBase64 };
  struct Segment {
    std::uint32_t begin, raw_begin, size, raw_size;
    Kind kind;
  };
  std::vector<Segment> segments_;
};

// Leads the map of `text` one decoding further back. Pieces that do not stand verbatim get `coding`, a piece for each
// line of the text; those that lead nowhere go.
void lead_back(std::vector<MapPiece>& map, std::string_view text, const Trail& trail, RawCoding coding);

}  // namespace headwater::detail

#endif  // HEADWATER_INGEST_TEXT_TRAIL_H_
