#include "feed/feed_names.h"

#include <algorithm>
#include <array>
#include <utility>

#include "html/entities.h"

namespace headwater::detail {
namespace {

using Pair = std::pair<std::string_view, std::string_view>;

constexpr std::array<Pair, 46> kNamespaces{{
    {"http://backend.userland.com/rss", ""},
    {"http://blogs.law.harvard.edu/tech/rss", ""},
    {"http://purl.org/rss/1.0/", ""},
    {"http://my.netscape.com/rdf/simple/0.9/", ""},
    {"http://example.com/newformat#", ""},
    {"http://example.com/necho", ""},
    {"http://purl.org/echo/", ""},
    {"uri/of/echo/namespace#", ""},
    {"http://purl.org/pie/", ""},
    {"http://purl.org/atom/ns#", ""},
    {"http://www.w3.org/2005/atom", ""},
    {"http://purl.org/rss/1.0/modules/rss091#", ""},
    {"http://webns.net/mvcb/", "admin"},
    {"http://purl.org/rss/1.0/modules/aggregation/", "ag"},
    {"http://purl.org/rss/1.0/modules/annotate/", "annotate"},
    {"http://media.tangent.org/rss/1.0/", "audio"},
    {"http://backend.userland.com/blogchannelmodule", "blogchannel"},
    {"http://creativecommons.org/ns#license", "cc"},
    {"http://web.resource.org/cc/", "cc"},
    {"http://cyber.law.harvard.edu/rss/creativecommonsrssmodule.html", "creativecommons"},
    {"http://backend.userland.com/creativecommonsrssmodule", "creativecommons"},
    {"http://purl.org/rss/1.0/modules/content/", "content"},
    {"http://purl.org/dc/elements/1.1/", "dc"},
    {"http://purl.org/dc/terms/", "dcterms"},
    {"http://purl.org/rss/1.0/modules/event/", "ev"},
    {"http://rssnamespace.org/feedburner/ext/1.0", "feedburner"},
    {"http://xmlns.com/foaf/0.1/", "foaf"},
    {"http://www.w3.org/2003/01/geo/wgs84_pos#", "geo"},
    {"http://www.georss.org/georss", "georss"},
    {"http://www.opengis.net/gml", "gml"},
    {"http://www.itunes.com/dtds/podcast-1.0.dtd", "itunes"},
    {"http://example.com/dtds/podcast-1.0.dtd", "itunes"},
    {"http://search.yahoo.com/mrss", "media"},
    {"http://search.yahoo.com/mrss/", "media"},
    {"http://podlove.org/simple-chapters", "psc"},
    {"http://www.w3.org/1999/02/22-rdf-syntax-ns#", "rdf"},
    {"http://purl.org/rss/1.0/modules/slash/", "slash"},
    {"http://purl.org/rss/1.0/modules/syndication/", "sy"},
    {"http://purl.org/syndication/thread/1.0", "thr"},
    {"http://wellformedweb.org/commentapi/", "wfw"},
    {"http://www.w3.org/1999/xhtml", "xhtml"},
    {"http://www.w3.org/1999/xlink", "xlink"},
    {"http://www.w3.org/xml/1998/namespace", "xml"},
    {"http://www.google.com/schemas/sitemap-news/0.9", "news"},
    {"http://www.sitemaps.org/schemas/sitemap/0.9", ""},
    {"http://www.w3.org/2000/svg", "svg"},
}};

constexpr std::array<Pair, 111> kElements{{
    {"rss", "rss"},
    {"channel", "channel"},
    {"feedinfo", "channel"},
    {"feed", "feed"},
    {"urlset", "urlset"},
    {"rdf_rdf", "rdf"},
    {"item", "item"},
    {"entry", "item"},
    {"image", "image"},
    {"textinput", "textinput"},
    {"author", "author"},
    {"managingeditor", "author"},
    {"dc_author", "author"},
    {"dc_creator", "author"},
    {"itunes_author", "author"},
    {"itunes_owner", "publisher"},
    {"contributor", "contributor"},
    {"dc_contributor", "dc_contributor"},
    {"name", "name"},
    {"itunes_name", "name"},
    {"width", "number"},
    {"height", "number"},
    {"url", "url"},
    {"homepage", "url"},
    {"uri", "url"},
    {"email", "email"},
    {"itunes_email", "email"},
    {"subtitle", "subtitle"},
    {"tagline", "subtitle"},
    {"itunes_subtitle", "subtitle"},
    {"rights", "rights"},
    {"dc_rights", "rights"},
    {"copyright", "rights"},
    {"dc_language", "language"},
    {"language", "language"},
    {"dc_publisher", "publisher"},
    {"webmaster", "publisher"},
    {"dcterms_valid", "validity"},
    {"published", "published"},
    {"dcterms_issued", "published"},
    {"issued", "published"},
    {"pubdate", "published"},
    {"news_publication_date", "published"},
    {"updated", "updated"},
    {"modified", "updated"},
    {"dcterms_modified", "updated"},
    {"dc_date", "updated"},
    {"lastbuilddate", "updated"},
    {"lastmod", "updated"},
    {"created", "created"},
    {"dcterms_created", "created"},
    {"expirationdate", "expired"},
    {"creativecommons_license", "creativecommons_license"},
    {"cc_license", "cc_license"},
    {"category", "category"},
    {"tags", "category"},
    {"dc_subject", "category"},
    {"keywords", "category"},
    {"media_category", "media_category"},
    {"itunes_keywords", "itunes_keywords"},
    {"itunes_category", "itunes_category"},
    {"cloud", "cloud"},
    {"link", "link"},
    {"loc", "link"},
    {"id", "guid"},
    {"guid", "guid"},
    {"title", "title"},
    {"dc_title", "title"},
    {"news_title", "title"},
    {"media_title", "media_title"},
    {"description", "description"},
    {"dc_description", "description"},
    {"media_description", "description"},
    {"abstract", "abstract"},
    {"info", "info"},
    {"feedburner_browserfriendly", "info"},
    {"generator", "generator"},
    {"admin_generatoragent", "admin_generatoragent"},
    {"admin_errorreportsto", "admin_errorreportsto"},
    {"summary", "summary"},
    {"itunes_summary", "summary"},
    {"enclosure", "enclosure"},
    {"source", "source"},
    {"content", "content"},
    {"body", "body"},
    {"xhtml_body", "body"},
    {"content_encoded", "content_encoded"},
    {"fullitem", "content_encoded"},
    {"itunes_image", "itunes_image"},
    {"itunes_link", "itunes_image"},
    {"itunes_block", "itunes_block"},
    {"itunes_explicit", "itunes_explicit"},
    {"media_credit", "media_list"},
    {"media_restriction", "media_one"},
    {"media_license", "media_one"},
    {"media_rating", "media_one"},
    {"media_player", "media_one"},
    {"media_thumbnail", "media_thumbnail"},
    {"newlocation", "newlocation"},
    {"georss_point", "place"},
    {"georss_line", "place"},
    {"georss_polygon", "place"},
    {"georss_box", "place"},
    {"gml_pos", "place"},
    {"gml_poslist", "place"},
    {"georss_where", "geometry"},
    {"gml_point", "geometry"},
    {"gml_linestring", "geometry"},
    {"gml_polygon", "geometry"},
    {"gml_exterior", "geometry"},
    {"gml_linearring", "geometry"},
}};

constexpr std::string_view kTags =
    " a abbr acronym address area article aside audio b big blockquote br button canvas caption center cite code col "
    "colgroup command datagrid datalist dd del details dfn dialog dir div dl dt em event-source fieldset figcaption "
    "figure footer font form header h1 h2 h3 h4 h5 h6 hr i iframe img input ins keygen kbd label legend li m map menu "
    "meter multicol nav nextid noscript object ol output optgroup option p param picture pre progress q s samp section "
    "select "
    "small sound source spacer span strike strong sub sup table tbody td textarea time tfoot th thead tr tt u ul var "
    "video ";

bool is_letter(char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'); }
bool is_word(char c) { return is_letter(c) || (c >= '0' && c <= '9') || c == '_'; }

std::string lowered(std::string_view text) {
  std::string out{text};
  for (char& c : out) c = c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c;
  return out;
}

}  // namespace

std::optional<std::string_view> feed_prefix(std::string_view lower_case_uri) {
  for (const auto& [uri, prefix] : kNamespaces) {
    if (uri == lower_case_uri) return prefix;
  }
  return std::nullopt;
}

std::string_view feed_element(std::string_view name) {
  for (const auto& [element, handler] : kElements) {
    if (element == name) return handler;
  }
  return {};
}

std::string feed_content_type(std::string_view type) {
  std::string out = lowered(type);
  if (out == "text" || out == "plain") return "text/plain";
  if (out == "html") return "text/html";
  if (out == "xhtml") return "application/xhtml+xml";
  return out;
}

bool looks_like_markup(std::string_view text) {
  bool hint = false;
  for (std::size_t at = text.find_first_of("<&"); at != std::string_view::npos; at = text.find_first_of("<&", at + 1)) {
    if (text[at] == '&') {
      std::size_t end = at + 1;
      if (end < text.size() && text[end] == '#') ++end;
      while (end < text.size() && is_word(text[end])) ++end;
      if (end == at + 1 || end >= text.size() || text[end] != ';') continue;
      hint = true;
      if (text[at + 1] != '#' && reference_at(text.substr(at)).length == 0) return false;
      continue;
    }
    std::size_t begin = at + 1;
    const bool end_tag = begin < text.size() && text[begin] == '/';
    if (end_tag) ++begin;
    std::size_t end = begin;
    while (end < text.size() && is_word(text[end])) ++end;
    if (end == begin) continue;
    if (kTags.find(" " + lowered(text.substr(begin, end - begin)) + " ") == std::string_view::npos) return false;
    if (end_tag) hint = true;
  }
  return hint;
}

}  // namespace headwater::detail
