// What a page says of itself: title, publisher, authors, date, address, language.
#ifndef HEADWATER_INGEST_HTML_METADATA_H_
#define HEADWATER_INGEST_HTML_METADATA_H_

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "headwater/schema/date.h"
#include "html/page_blocks.h"
#include "html/page_tree.h"

namespace headwater::detail {

struct PageMetadata {
  std::string title, publisher, byline, url, language;
  std::string type;  // as Dublin Core has it
  std::vector<std::string> authors;
  std::optional<Date> published, updated;
  bool behind_wall = false;  // not all of it is open to everybody
  std::string base;          // what links are relative to; "" if not known
};

// JSON-LD, then OpenGraph and other <meta>, then the body (microdata, rel=author, classes, <time>, lines that read as
// bylines or dates), then the address. `page_url` is where the page came from, "" if not known. A field that cannot be
// told stays empty. `blocks` and `root` as in body_facts.h. Linear.
PageMetadata read_metadata(const PageTree& tree, const std::vector<std::uint32_t>& hints, const PageBlocks& blocks,
                           std::uint32_t root, std::string_view page_url);

}  // namespace headwater::detail

#endif  // HEADWATER_INGEST_HTML_METADATA_H_
