// A page's headline out of what stands in <title>, <h1> and <meta>.
#ifndef HEADWATER_INGEST_HTML_TITLE_H_
#define HEADWATER_INGEST_HTML_TITLE_H_

#include <string>
#include <string_view>
#include <vector>

namespace headwater::detail {

// "Title - Site", "Title | Section | Site", "Site :: Title": the parts, apart at marks with space around them.
std::vector<std::string> title_parts(std::string_view title);

// `title` without the part that is the site's name, in whatever order they stand. A title that is nothing but the name
// stays.
std::string without_site(std::string_view title, std::string_view site);

// The site's name where the title is `headline` and one more part; "" where that cannot be told.
std::string site_in_title(std::string_view title, std::string_view headline);

}  // namespace headwater::detail

#endif  // HEADWATER_INGEST_HTML_TITLE_H_
