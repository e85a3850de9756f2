// The names that feeds use: namespaces to prefixes, old elements to new ones.
#ifndef HEADWATER_INGEST_FEED_FEED_NAMES_H_
#define HEADWATER_INGEST_FEED_FEED_NAMES_H_

#include <optional>
#include <string>
#include <string_view>

namespace headwater::detail {

// The prefix that a namespace goes by here ("" for those of feeds themselves); nothing for unknown ones.
std::optional<std::string_view> feed_prefix(std::string_view lower_case_uri);

// What an element does: the name of the handler, "" for one that is only kept. `name` is prefix_name, in lower case.
std::string_view feed_element(std::string_view name);

// "text/html" for "html" and so on; others as they are, in lower case.
std::string feed_content_type(std::string_view type);

// Whether a plain description is markup in truth: an end tag or a reference, and nothing that HTML does not have.
bool looks_like_markup(std::string_view text);

}  // namespace headwater::detail

#endif  // HEADWATER_INGEST_FEED_FEED_NAMES_H_
