// Documents that come as JSON: lines of {url, html or text, published, ...}.
#ifndef HEADWATER_INGEST_JSON_JSON_DOCUMENTS_H_
#define HEADWATER_INGEST_JSON_JSON_DOCUMENTS_H_

#include <memory>
#include <string_view>

#include "containers/item_reader.h"

namespace headwater::detail {

// One item a line, named by the line's number; blank lines are passed over.
std::unique_ptr<ItemReader> read_json_lines(std::unique_ptr<BufferedSource> source, const ReadLimits& limits);

// One line: an object with "html", or with "text" ("body", "content" and the like are taken too), and what else it
// knows: "url", "title", "published", "author" or "authors", "publisher", "language", "kind". Pieces of the map lead
// into the line. kBadInput for what is no such object.
Result<SourceText> read_json_line(std::string_view line, const ReadLimits& limits);

}  // namespace headwater::detail

#endif  // HEADWATER_INGEST_JSON_JSON_DOCUMENTS_H_
