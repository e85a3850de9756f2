// A claim's words in their place: around them the text, and where they stand in the raw bytes.
#ifndef HEADWATER_WEB_CLI_EVIDENCE_H_
#define HEADWATER_WEB_CLI_EVIDENCE_H_

#include <string>

#include "headwater/graph/store.h"
#include "terminal.h"

namespace headwater::cli {

// Where `span` of a text stands in its document's raw bytes: "bytes 120-160", "page 3, 72.0,229.2 to 137.7,238.2"; with
// a word on what they are coded in. "" where the map has no piece of it.
std::string raw_place(const std::vector<MapPiece>& map, ByteSpan span);

// A section "In its place" for people; "" where the document's text is not held.
std::string evidence_listing(const Out& out, const Store& store, const Claim& claim, const Document& document);

}  // namespace headwater::cli

#endif  // HEADWATER_WEB_CLI_EVIDENCE_H_
