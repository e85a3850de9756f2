// The items of a feed as documents.
#ifndef HEADWATER_INGEST_FEED_FEED_DOCUMENTS_H_
#define HEADWATER_INGEST_FEED_FEED_DOCUMENTS_H_

#include <string>
#include <string_view>
#include <vector>

#include "containers/item_reader.h"
#include "feed/feed_model.h"
#include "text/charset.h"

namespace headwater::detail {

// The feed's characters: by a byte order mark, `charset` (of a Content-Type header), its XML declaration, its looks.
Decoded decode_feed(std::string_view bytes, std::string_view charset);

// One item for each of the feed's, in order, named by its link without tracking parameters, else its id, else its
// number. The text is the item's content, else its summary; the publisher its source's name, else the feed's. An entry
// that has no more than an address is left out. JSON feeds are taken too. An error alone where there is no feed at all.
std::vector<FoundItem> read_feed_items(std::string_view bytes, const ExtractOptions& options);

// "Evening Sentinel" of a feed called "Evening Sentinel | Politics" under eveningsentinel.example.
std::string feed_publisher(std::string_view title, std::string_view host, std::string_view author);

}  // namespace headwater::detail

#endif  // HEADWATER_INGEST_FEED_FEED_DOCUMENTS_H_
