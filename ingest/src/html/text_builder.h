// Puts the chosen blocks together into the document's text, each piece with the way back to the raw bytes.
#ifndef HEADWATER_INGEST_HTML_TEXT_BUILDER_H_
#define HEADWATER_INGEST_HTML_TEXT_BUILDER_H_

#include <string_view>

#include "headwater/ingest/source_text.h"
#include "html/main_content.h"
#include "html/page_tree.h"
#include "text/charset.h"

namespace headwater::detail {

// Fills `out.text`, `map`, `blocks` and `links` from the chosen blocks, in their order. White space is
// folded but in preformatted blocks; blocks stand apart by one newline. Links are made absolute against `base`; those
// that do not lead to the web are left out. A link of the story that has a picture for words, or that stands in a
// line left out beside it, has an empty place, where it stood. Linear in the nodes and the bytes chosen.
void build_text(const Decoded& page, const PageTree& tree, const MainContent& content, std::string_view base,
                SourceText& out);

}  // namespace headwater::detail

#endif  // HEADWATER_INGEST_HTML_TEXT_BUILDER_H_
