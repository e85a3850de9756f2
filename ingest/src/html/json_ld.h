// schema.org facts in a page's JSON-LD.
#ifndef HEADWATER_INGEST_HTML_JSON_LD_H_
#define HEADWATER_INGEST_HTML_JSON_LD_H_

#include <string>
#include <string_view>
#include <vector>

namespace headwater::detail {

struct JsonLdAuthor {
  std::string name;
  bool organisation = false;
};

struct JsonLdFacts {
  bool article = false;  // told of an article, not of a page or a site
  std::string headline, published, modified, url, language;
  std::string publisher, site;  // an organisation; the site that a WebSite node names
  std::vector<JsonLdAuthor> authors;
  bool behind_wall = false;  // isAccessibleForFree of the article, or of a part of it, is false
};

// From the bodies of the page's <script type="application/ld+json">. References by @id, @graph and arrays are followed.
// Broken JSON, JSON nested deeper than 64 and bodies over 2 MB tell nothing. No exception leaves.
JsonLdFacts read_json_ld(const std::vector<std::string_view>& bodies);

}  // namespace headwater::detail

#endif  // HEADWATER_INGEST_HTML_JSON_LD_H_
