// Puts the chosen blocks together into the document's text, each piece with the way back to the raw bytes.
#ifndef HEADWATER_INGEST_HTML_TEXT_BUILDER_H_
#define HEADWATER_INGEST_HTML_TEXT_BUILDER_H_

#include <cstdint>
#include <string_view>
#include <vector>

#include "headwater/ingest/source_text.h"
#include "html/page_blocks.h"
#include "html/page_tree.h"
#include "text/charset.h"

namespace headwater::detail {

// Fills `out.text`, `map`, `blocks` and `links` from the blocks numbered in `chosen`, in their order. White space is
// folded but in preformatted blocks; blocks stand apart by one newline. Links are made absolute against `base`; those
// that do not lead to the web are left out. Linear in the bytes chosen.
void build_text(const Decoded& page, const PageTree& tree, const PageBlocks& blocks, const std::vector<bool>& skip,
                const std::vector<std::uint32_t>& chosen, std::string_view base, SourceText& out);

}  // namespace headwater::detail

#endif  // HEADWATER_INGEST_HTML_TEXT_BUILDER_H_
