#include "html/metadata.h"

#include <algorithm>
#include <array>

#include "headwater/schema/fold.h"
#include "html/body_facts.h"
#include "html/json_ld.h"
#include "html/meta_tags.h"
#include "html/title.h"
#include "text/byline.h"
#include "text/date_phrase.h"
#include "text/language.h"
#include "text/url.h"

namespace headwater::detail {
namespace {

constexpr std::size_t kLongestAddress = 4096;
constexpr std::size_t kLongestTitle = 500;

bool plausible(const Date& date) { return date.year() >= 1980 && date.year() <= 2100; }

std::optional<Date> plausible_date(std::string_view text) {
  std::optional<Date> date = read_machine_date(text);
  if (date && !plausible(*date)) date.reset();
  return date;
}

// /2024/04/08/ or /2024-04-08- in an address.
std::optional<Date> date_in_url(std::string_view url) {
  const std::size_t scheme = url.find("://");
  if (scheme == std::string_view::npos) return std::nullopt;
  const std::size_t path = url.find('/', scheme + 3);
  if (path == std::string_view::npos) return std::nullopt;
  url = url.substr(path, 400);
  for (std::size_t at = 0; at + 9 < url.size(); ++at) {
    if (url[at] != '/' || (url[at + 1] != '1' && url[at + 1] != '2')) continue;
    const std::optional<DatePhrase> phrase = find_date_phrase(url.substr(at + 1, 12));
    if (phrase && phrase->span.begin == 0 && plausible(phrase->date)) return phrase->date;
  }
  return std::nullopt;
}

bool same(std::string_view a, std::string_view b) { return !a.empty() && fold(a) == fold(b); }

class Combiner {
 public:
  Combiner(const PageTree& tree, const std::vector<std::uint32_t>& hints, const PageBlocks& blocks, std::uint32_t root,
           std::string_view page_url)
      : meta_{read_meta_tags(tree.page, *tree.tokens)},
        json_{read_json_ld(meta_.json_ld)},
        body_{read_body_facts(tree, hints, blocks, root)},
        page_url_{page_url.size() > kLongestAddress ? std::string_view{} : page_url} {}

  PageMetadata run() {
    address();
    publisher_and_title();
    authors();
    published();
    for (const std::string& language :
         {meta_.language, json_.language,
          meta_.first({"og:locale", "language", "content-language", "dc.language", "inlanguage"})}) {
      if (out_.language.empty()) out_.language = language_tag(language);
    }
    return std::move(out_);
  }

 private:
  void address() {
    const std::string base = meta_.base.size() > kLongestAddress ? std::string{} : meta_.base;
    for (const std::string& url :
         {meta_.canonical, meta_.first({"og:url", "twitter:url", "mainentityofpage"}), json_.url}) {
      if (!out_.url.empty() || url.empty() || url.size() > kLongestAddress) continue;
      const std::string found = canonical_url(url, page_url_);
      // Some sites call their front page the canonical one of every story.
      const bool front = found.size() == found.find('/', 8) + 1;
      if (front && !page_url_.empty() && url_key(page_url_) != url_key(found)) continue;
      out_.url = found;
    }
    out_.base = resolve_url(base, page_url_.empty() ? std::string_view{out_.url} : page_url_);
    if (base.empty() || out_.base.empty()) out_.base = page_url_.empty() ? out_.url : std::string{page_url_};
  }

  void publisher_and_title() {
    std::string site = meta_.first({"og:site_name"});
    for (const std::string& name :
         {json_.publisher, meta_.publisher,
          meta_.first({"publisher", "dc.publisher", "dcterms.publisher", "citation_publisher", "application-name"}),
          json_.site}) {
      if (site.empty()) site = name;
    }
    // An address is a name only for want of another.
    const auto is_address = [](std::string_view name) {
      return name.find("://") != std::string_view::npos || name.substr(0, 4) == "www.";
    };
    if (is_address(site)) site = json_.publisher;
    const std::string raw = meta_.title;
    headline(site);
    if (site.empty()) site = site_in_title(raw, out_.title);
    if (site.empty()) site = shared_name(raw, {body_.logo, body_.rights});
    if (site.empty() && !body_.logo.empty() && !is_person_name(body_.logo)) site = body_.logo;
    if (site.empty()) site = body_.rights;
    // A diary of one person has an author and no publisher.
    for (const JsonLdAuthor& author : json_.authors) {
      if (json_.publisher.empty() && !author.organisation && same(author.name, site) && is_person_name(site))
        site.clear();
    }
    if (site.size() > 100 || is_address(site)) site.clear();
    out_.publisher = site;
  }

  // The one of `names` that is a part of the title, which is then cut from it.
  std::string shared_name(const std::string& raw, const std::vector<std::string>& names) {
    for (const std::string& name : names) {
      if (name.empty()) continue;
      const std::string cut = without_site(raw, name);
      if (cut == raw) continue;
      if (same(out_.title, raw)) out_.title = cut;
      return name;
    }
    return {};
  }

  void headline(const std::string& site) {
    const std::string og =
        without_site(meta_.first({"og:title", "twitter:title", "dc.title", "dcterms.title", "headline"}), site);
    const std::string raw = without_site(meta_.title, site);
    std::vector<std::string> headings;
    for (const std::string& heading : body_.headings) {
      if (!same(heading, site) && !names_host(heading) && heading.size() < 300) headings.push_back(heading);
    }
    // A heading that one of the others repeats is the headline as readers see it.
    const std::string known = fold(og + " \n " + json_.headline + " \n " + meta_.title);
    for (const std::string& heading : headings) {
      if (out_.title.empty() && heading.size() > 8 && known.find(fold(heading)) != std::string::npos)
        out_.title = heading;
    }
    for (const std::string& heading : body_.subheadings) {
      if (out_.title.empty() && headings.empty() && !same(heading, site) &&
          known.find(fold(heading)) != std::string::npos)
        out_.title = heading;
    }
    if (out_.title.empty() && headings.size() == 1 && json_.headline.empty() && og.empty())
      out_.title = headings.front();
    for (const std::string& title :
         {og, json_.headline, body_.headline, headings.size() == 1 ? headings.front() : std::string{}}) {
      if (out_.title.empty() && !same(title, site)) out_.title = title;
    }
    if (out_.title.empty()) out_.title = raw;
    if (site.empty() && same(out_.title, raw)) {
      // Of a title in parts the one with more words, if the other is short enough for a name.
      const std::vector<std::string> parts = title_parts(raw);
      const auto words = [](const std::string& part) { return folded_words(part).size(); };
      if (parts.size() >= 2 && words(parts.back()) <= 4 && words(parts.front()) > words(parts.back())) {
        out_.title = parts.front();
      } else if (parts.size() >= 2 && words(parts.front()) <= 4 && words(parts.back()) > words(parts.front())) {
        out_.title = parts.back();
      }
    }
    if (out_.title.size() > kLongestTitle) out_.title.clear();
  }

  // "Disfunctions.de" on disfunctions.de: the letters of the name stand in the host.
  [[nodiscard]] bool names_host(std::string_view name) const {
    const auto letters = [](std::string_view text) {
      std::string out;
      for (const char c : fold(text)) {
        if ((c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || (c & '\x80') != 0) out += c;
      }
      return out;
    };
    const std::string key = letters(name);
    return key.size() >= 5 &&
           letters(host_of(page_url_.empty() ? std::string_view{out_.url} : page_url_)).find(key) != std::string::npos;
  }

  void add_author(std::string_view name) {
    if (same(name, out_.publisher) ||
        (!is_person_name(name) && !is_news_agency(name) && name.find(' ') != std::string_view::npos &&
         names_host(name)) ||
        out_.authors.size() >= 20)
      return;
    for (const std::string& known : out_.authors) {
      if (same(known, name)) return;
    }
    out_.authors.emplace_back(name);
  }

  void add_authors_in(std::string_view field, bool pen_names) {
    if (field.find("://") != std::string_view::npos || same(field, out_.publisher)) return;
    const std::vector<std::string> names = authors_in(field);
    for (const std::string& name : names) add_author(name);
    if (names.empty() && pen_names && is_pen_name(field)) add_author(field);
  }

  void authors() {
    out_.byline = body_.byline;
    for (const JsonLdAuthor& author : json_.authors) {
      if (!author.organisation) add_authors_in(author.name, true);
      if (author.organisation && is_news_agency(author.name)) add_author(author.name);
    }
    if (out_.authors.empty()) {
      for (const char* name :
           {"author", "article:author", "dc.creator", "dcterms.creator", "parsely-author", "sailthru.author", "byl",
            "citation_author", "twitter:creator", "article.author", "cxenseparse:author"}) {
        if (!out_.authors.empty()) break;
        for (const std::string& value : meta_.all(name))
          add_authors_in(value, value.find('@') == std::string::npos && name[0] == 'a');
      }
    }
    const std::vector<std::string> lined = authors_in(out_.byline);
    if (out_.authors.empty() && !lined.empty()) {
      for (const std::string& name : lined) add_author(name);
    }
    if (out_.authors.empty()) {
      for (const std::string& name : body_.marked_authors) add_author(name);
    }
    // What readers see may name more than the machines are told, never less.
    if (lined.size() > out_.authors.size()) {
      for (const std::string& name : lined) add_author(name);
    }
  }

  void published() {
    std::vector<std::string> fields{json_.published};
    for (const char* name : {"article:published_time",
                             "og:published_time",
                             "datepublished",
                             "article:published",
                             "article.published",
                             "parsely-pub-date",
                             "sailthru.date",
                             "publish-date",
                             "publish_date",
                             "publishdate",
                             "pubdate",
                             "publication_date",
                             "publicationdate",
                             "published",
                             "cxenseparse:recs:publishtime",
                             "dc.date.issued",
                             "dcterms.issued",
                             "dcterms.date",
                             "dc.date",
                             "dc.date.created",
                             "dcterms.created",
                             "date",
                             "dcterms.available",
                             "datecreated",
                             "citation_publication_date",
                             "citation_date",
                             "article_date_original",
                             "originalpublicationdate",
                             "creation_date",
                             "created",
                             "timestamp",
                             "og:article:published_time",
                             "rnews:datepublished",
                             "bt:pubdate",
                             "release_date",
                             "article:post_time"}) {
      fields.push_back(meta_.first({name}));
    }
    for (const std::string& field : fields) {
      if (!out_.published && !field.empty()) out_.published = plausible_date(field);
    }
    // Where one field gives the day and another the time of that day, the time is kept.
    if (out_.published && out_.published->text().size() == 10) {
      for (const std::string& field : fields) {
        const std::optional<Date> date = plausible_date(field);
        if (date && out_.published->text().size() == 10 && date->day() == out_.published->text()) out_.published = date;
      }
      if (body_.marked_date && body_.marked_date->day() == out_.published->text()) out_.published = body_.marked_date;
    }
    if (!out_.published) out_.published = body_.marked_date;
    if (!out_.published) out_.published = body_.visible_date;
    if (!out_.published) out_.published = date_in_url(out_.url.empty() ? page_url_ : std::string_view{out_.url});
    if (!out_.published) out_.published = date_in_url(page_url_);
    if (!out_.published && !out_.byline.empty()) out_.published = find_date(out_.byline);
  }

  MetaTags meta_;
  JsonLdFacts json_;
  BodyFacts body_;
  std::string_view page_url_;
  PageMetadata out_;
};

}  // namespace

PageMetadata read_metadata(const PageTree& tree, const std::vector<std::uint32_t>& hints, const PageBlocks& blocks,
                           std::uint32_t root, std::string_view page_url) {
  return Combiner{tree, hints, blocks, root, page_url}.run();
}

}  // namespace headwater::detail
