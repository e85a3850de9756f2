// What holds for every item that a container gives.
#ifndef HEADWATER_TESTS_FUZZ_ITEM_LAWS_H_
#define HEADWATER_TESTS_FUZZ_ITEM_LAWS_H_

#include <cstdlib>
#include <iostream>
#include <string>
#include <string_view>

#include "containers/item_reader.h"
#include "headwater/schema/utf8.h"
#include "text/charset.h"

namespace headwater::test {

[[noreturn]] inline void breach(const std::string& what) {
  std::cerr << what << '\n';
  std::abort();
}

// A text's own laws; the pieces of its map lie within `raw`, in text order.
inline void check_source(const SourceText& source, std::string_view raw) {
  if (!is_utf8(source.text)) breach("the text is not valid UTF-8");
  for (const std::string* field : {&source.title, &source.publisher, &source.url}) {
    if (!is_utf8(*field)) breach("a field is not valid UTF-8");
  }
  std::uint32_t at = 0;
  for (const MapPiece& piece : source.map) {
    if (piece.text.begin < at || piece.text.end < piece.text.begin || piece.text.end > source.text.size())
      breach("a piece of the map is out of order");
    at = piece.text.end;
    if (piece.coding == RawCoding::kPage) {
      if (piece.box.page == 0) breach("a place has no page");
    } else if (piece.raw.begin > piece.raw.end || piece.raw.end > raw.size()) {
      breach("a piece of the map lies outside the raw bytes");
    }
  }
  at = 0;
  for (const Block& block : source.blocks) {
    if (block.span.begin < at || block.span.empty() || block.span.end > source.text.size())
      breach("blocks are out of order");
    at = block.span.end;
  }
  at = 0;
  for (const ByteSpan span : source.boilerplate) {
    if (span.begin < at || span.end < span.begin || span.end > source.text.size())
      breach("boilerplate is out of order");
    at = span.end;
  }
  for (const Link& link : source.links) {
    if (link.text.begin > link.text.end || link.text.end > source.text.size()) breach("a link lies outside the text");
  }
}

// `whole` is what the container was read from.
inline void check_item(const detail::FoundItem& item, std::string_view whole) {
  if (item.error.has_value()) {
    if (item.error->message.empty()) breach("an error says nothing");
    return;
  }
  if (item.offset.has_value()) {
    if (*item.offset > whole.size() || whole.substr(*item.offset, item.bytes.size()) != item.bytes)
      breach("an item does not stand where it says");
  }
  if (item.source.has_value()) check_source(*item.source, item.bytes);
}

}  // namespace headwater::test

#endif  // HEADWATER_TESTS_FUZZ_ITEM_LAWS_H_
