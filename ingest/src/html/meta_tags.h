// What stands in a page's head: <title>, <meta>, <link>, <base>, <html lang>, and the bodies of its JSON-LD.
#ifndef HEADWATER_INGEST_HTML_META_TAGS_H_
#define HEADWATER_INGEST_HTML_META_TAGS_H_

#include <initializer_list>
#include <string>
#include <string_view>
#include <vector>

#include "html/page_tokens.h"

namespace headwater::detail {

struct MetaTag {
  std::string name;     // of name=, property=, itemprop= or http-equiv=, in lower case
  std::string content;  // references resolved, white space folded
};

struct MetaTags {
  std::string title;        // of <title>, white space folded
  std::string canonical;    // of <link rel=canonical>, as it stands
  std::string base;         // of <base href>
  std::string language;     // of <html lang>
  std::string publisher;    // itemprop=name inside itemprop=publisher
  std::string script_date;  // of the first "datePublished" in a script that is no JSON-LD
  std::vector<MetaTag> tags;
  std::vector<std::string_view> json_ld;  // views into the page

  // The content of the first tag with one of these names, asked in their order; "" for none.
  [[nodiscard]] std::string first(std::initializer_list<std::string_view> names) const;
  [[nodiscard]] std::vector<std::string> all(std::string_view name) const;
};

// Wherever they stand in the page. At most 500 <meta> and 100 scripts are read. Linear.
MetaTags read_meta_tags(std::string_view page, const std::vector<PageToken>& tokens);

// References resolved, runs of white space one space, ends trimmed.
std::string folded_text(std::string_view raw);

}  // namespace headwater::detail

#endif  // HEADWATER_INGEST_HTML_META_TAGS_H_
