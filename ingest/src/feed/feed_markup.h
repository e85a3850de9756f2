// Pieces of HTML as feeds carry them.
#ifndef HEADWATER_INGEST_FEED_FEED_MARKUP_H_
#define HEADWATER_INGEST_FEED_FEED_MARKUP_H_

#include <string>
#include <string_view>

namespace headwater::detail {

// The markup with every address in it made absolute against `base`. Linear.
std::string absolute_markup(std::string_view markup, std::string_view base);

// The markup in one spelling: names in lower case, attributes in order and in double quotation marks, no closing slash.
std::string normal_markup(std::string_view markup);

}  // namespace headwater::detail

#endif  // HEADWATER_INGEST_FEED_FEED_MARKUP_H_
