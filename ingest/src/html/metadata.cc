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
constexpr std::int64_t kStamped = 1;  // days; zones make up to one

bool plausible(const Date& date) { return date.year() >= 1980 && date.year() <= 2100; }

// /2024/04/08/, /2024-04-08- or /20240408- in an address.
std::optional<Date> date_in_url(std::string_view url) {
  const std::size_t scheme = url.find("://");
  if (scheme == std::string_view::npos) return std::nullopt;
  const std::size_t path = url.find('/', scheme + 3);
  if (path == std::string_view::npos) return std::nullopt;
  url = url.substr(path, 400);
  for (std::size_t at = 0; at + 9 < url.size(); ++at) {
    if (url[at] != '/' || (url[at + 1] != '1' && url[at + 1] != '2')) continue;
    const std::size_t digits = std::min(url.find_first_not_of("0123456789", at + 1), url.size()) - at - 1;
    if (digits == 8) {
      const std::optional<Date> day = read_machine_date(url.substr(at + 1, 8));
      if (day && day->year() >= 1995 && plausible(*day)) return day;
    }
    // "/2024-04/08/" and "/2024/0408/", as some East Asian outlets have it.
    if (digits == 4) {
      std::string compact;
      std::size_t end = at + 1;
      while (end < url.size() && compact.size() < 9 &&
             (url[end] == '-' || url[end] == '/' || (url[end] >= '0' && url[end] <= '9'))) {
        if (url[end] != '-' && url[end] != '/') compact += url[end];
        ++end;
      }
      const std::size_t length = end - at - 1;
      if (compact.size() == 8 && (length == 10 || length == 11)) {
        const std::optional<Date> day = read_machine_date(compact);
        if (day && plausible(*day)) return day;
      }
    }
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
        language_{stated_language()},
        body_{read_body_facts(tree, hints, blocks, root, day_order(language_))},
        page_url_{page_url.size() > kLongestAddress ? std::string_view{} : page_url} {}

  PageMetadata run() {
    address();
    publisher_and_title();
    authors();
    published();
    updated();
    out_.language = language_;
    out_.type = meta_.first({"dc.type", "dcterms.type"});
    // Facebook's article:content_tier: free, metered or locked.
    const std::string tier = fold(meta_.first({"article:content_tier"}));
    out_.behind_wall = json_.behind_wall || tier == "locked" || tier == "metered";
    return std::move(out_);
  }

 private:
  [[nodiscard]] std::string stated_language() const {
    for (const std::string& language :
         {meta_.language, json_.language,
          meta_.first({"og:locale", "language", "content-language", "dc.language", "inlanguage"})}) {
      if (std::string tag = language_tag(language); !tag.empty()) return tag;
    }
    return {};
  }

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
    // Who publishes is told better there than by the name of the site, which may hold a slogan.
    if (!json_.publisher.empty() && !is_address(json_.publisher)) site = json_.publisher;
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
    return is_named_as_site(name, host_of(page_url_.empty() ? std::string_view{out_.url} : page_url_));
  }

  // `sure`: the page says so of a person, so that the name may be the site's as well.
  void add_author(std::string_view name, bool sure = false) {
    if (!sure && (same(name, out_.publisher) || (!is_person_name(name) && !is_news_agency(name) &&
                                                 name.find(' ') != std::string_view::npos && names_host(name)))) {
      return;
    }
    if (out_.authors.size() >= 20) return;
    const std::string key = fold(name);
    for (const std::string& known : out_.authors) {
      const std::string other = fold(known);
      if (other == key || key.rfind(other + " ", 0) == 0) return;
    }
    out_.authors.emplace_back(name);
  }

  // Names of a field that machines read.
  [[nodiscard]] std::vector<std::string> names_in(const std::string& field) const {
    if (field.find("://") != std::string::npos || field.find('@') != std::string::npos) return {};
    return authors_in_field(field);
  }

  [[nodiscard]] static bool has_person(const std::vector<std::string>& names) {
    return std::any_of(names.begin(), names.end(), [](const std::string& name) { return is_person_name(name); });
  }

  void take(const std::vector<std::string>& names, bool sure = false) {
    for (const std::string& name : names) add_author(name, sure);
  }

  // "Marta Lind (https://lind.example/)": what stands in brackets at the end is no name.
  static std::string_view without_note(std::string_view name) {
    const std::size_t open = name.find('(');
    return open != std::string_view::npos && open > 2 && name.ends_with(')') ? name.substr(0, open) : name;
  }

  // What the machines are told: JSON-LD, then <meta>.
  void told_authors() {
    for (const JsonLdAuthor& author : json_.authors) {
      if (!author.organisation) take(names_in(author.name), true);
      if (author.organisation && is_news_agency(author.name)) add_author(author.name);
    }
    for (const char* name : {"citation_author", "parsely-author", "dc.creator", "dcterms.creator", "author",
                             "article:author", "sailthru.author", "byl", "og:article:author", "article:author_name",
                             "article.author", "cxenseparse:author", "shareaholic:article_author_name"}) {
      if (!out_.authors.empty()) return;
      for (const std::string& value : meta_.all(name)) take(names_in(std::string{without_note(value)}));
    }
    // A body may be the author: "Contributors to the encyclopedia".
    for (const JsonLdAuthor& author : json_.authors) {
      if (out_.authors.empty() && author.organisation && !same(author.name, out_.publisher) && author.name.size() < 80)
        bodies_.push_back(author.name);
    }
    // A card's first fact is the author in many themes, its second the time to read.
    if (out_.authors.empty()) {
      const std::string label = fold(meta_.first({"twitter:label1"})), value = meta_.first({"twitter:data1"});
      if (label.find("time") == std::string::npos && label.find("zeit") == std::string::npos) take(authors_in(value));
    }
  }

  void authors() {
    out_.byline = body_.byline;
    told_authors();
    const bool sure_marks = body_.marked_sureness == 3 && !body_.marked_authors.empty();
    // What readers see wins where the machines are told another name, or none of a person.
    const std::vector<std::string>& seen =
        has_person(body_.byline_authors) && !sure_marks ? body_.byline_authors : body_.marked_authors;
    if (has_person(seen) && (!has_person(out_.authors) || fewer_words_of(seen))) out_.authors.clear();
    if (has_person(body_.byline_authors) && !sure_marks &&
        std::none_of(out_.authors.begin(), out_.authors.end(), [&](const std::string& a) {
          return std::any_of(body_.byline_authors.begin(), body_.byline_authors.end(),
                             [&](const std::string& b) { return same(a, b); });
        })) {
      out_.authors.clear();
    }
    if (out_.authors.empty()) take(seen, true);
    if (out_.authors.empty()) take(body_.byline_authors, true);
    if (out_.authors.empty()) take(body_.marked_authors);
    if (out_.authors.empty()) take(authors_in(out_.byline));
    if (out_.authors.empty()) take(bodies_);
    // Readers may see more of them, never fewer.
    if (has_person(body_.byline_authors) && has_person(out_.authors) && !sure_marks) {
      for (const std::string& name : body_.byline_authors) {
        if (is_person_name(name) || is_news_agency(name)) add_author(name);
      }
    }
    if (body_.marked_sureness >= 2 && body_.marked_authors.size() > out_.authors.size() && has_person(out_.authors) &&
        same(body_.marked_authors.front(), out_.authors.front())) {
      for (const std::string& name : body_.marked_authors) {
        if (is_person_name(name)) add_author(name);
      }
    }
  }

  // "Marta" to the machines and "Marta Lind" to readers.
  [[nodiscard]] bool fewer_words_of(const std::vector<std::string>& seen) const {
    return out_.authors.size() == 1 && std::any_of(seen.begin(), seen.end(), [&](const std::string& name) {
             return fold(name).rfind(fold(out_.authors.front()) + " ", 0) == 0;
           });
  }

  [[nodiscard]] std::optional<Date> machine_date(std::string_view text) const {
    std::optional<Date> date = read_machine_date(text);
    if (date && !plausible(*date)) date.reset();
    return date;
  }

  void published() {
    // Fields that say "published", then what readers see, then fields that only say "date": those may be the day of a
    // change, or of the request.
    constexpr std::array<const char*, 24> kPublished{"article:published_time",
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
                                                     "citation_publication_date",
                                                     "citation_online_date",
                                                     "article_date_original",
                                                     "originalpublicationdate",
                                                     "og:article:published_time",
                                                     "rnews:datepublished",
                                                     "article:post_time"};
    constexpr std::array<const char*, 15> kDated{
        "dcterms.date",      "dc.date",     "dc.date.created", "dcterms.created", "date",
        "dcterms.available", "datecreated", "citation_date",   "creation_date",   "created",
        "timestamp",         "bt:pubdate",  "release_date",    "ob:date",         "sw-pubdate"};
    std::vector<std::optional<Date>> told{machine_date(json_.published)}, dated;
    for (const char* name : kPublished) told.push_back(machine_date(meta_.first({name})));
    for (const char* name : kDated) dated.push_back(machine_date(meta_.first({name})));
    const DateMarks& seen = body_.dates;
    const std::optional<Date>& visible = seen.line ? seen.line : seen.marked;
    // JSON-LD stands alone against what the head says and the reader sees: it is of the page's first version.
    const auto first_of = [](const std::vector<std::optional<Date>>& dates, std::size_t from) {
      for (std::size_t i = from; i < dates.size(); ++i) {
        if (dates[i]) return dates[i];
      }
      return std::optional<Date>{};
    };
    const std::optional<Date> head = first_of(told, 1) ? first_of(told, 1) : first_of(dated, 0);
    if (told[0] && head && visible && head->day() == visible->day() && told[0]->day() != head->day()) told[0] = head;
    // "Published" within the minute of the last change is when the page was made anew, if readers see an earlier day.
    const std::optional<Date> changed = machine_date(meta_.first({"article:modified_time", "og:updated_time"}));
    const std::optional<Date> stamped = first_of(told, 0);
    if (changed && stamped && visible && changed->text().size() > 10 && stamped->text().size() > 10 &&
        same_instant(*changed, *stamped) && days_apart(*visible, *stamped) > kStamped) {
      told.insert(told.begin(), visible);
    }
    std::vector<std::optional<Date>> all = told;
    all.insert(all.end(), {seen.stated, seen.line, seen.marked});
    all.insert(all.end(), dated.begin(), dated.end());
    all.insert(all.end(), {seen.apart, date_in_url(out_.url.empty() ? page_url_ : std::string_view{out_.url}),
                           date_in_url(page_url_), seen.behind, machine_date(meta_.script_date), seen.updated});
    for (const std::optional<Date>& date : all) {
      if (!out_.published) out_.published = date;
    }
    if (!out_.published && !out_.byline.empty()) out_.published = find_date(out_.byline);
    if (!out_.published) return;
    // Where one field gives the day and another the time of that day, the time is kept; of two zones the one that is
    // somebody's.
    for (const std::optional<Date>& date : all) {
      if (!date || date->text().size() == 10 || date->day() != out_.published->day()) continue;
      if (out_.published->text().size() == 10) out_.published = date;
    }
    for (const std::optional<Date>& date : all) {
      if (date && is_universal(*out_.published) && date->text().size() > 10 && !is_universal(*date) &&
          same_instant(*date, *out_.published)) {
        out_.published = date;
      }
    }
    // An instant in universal time may lie a day beside the one that the page shows its readers.
    if (visible && is_universal(*out_.published)) {
      const std::optional<std::int64_t> a = visible->days_since_epoch(), b = out_.published->days_since_epoch();
      const int hour = hour_of(*out_.published);
      if (a && b && ((*a - *b == 1 && hour >= 16) || (*b - *a == 1 && hour <= 8))) {
        const std::optional<std::string> day = visible->day();
        if (day) {
          if (Result<Date> shown = Date::parse(*day)) out_.published = shown.value();
        }
      }
    }
  }

  // Of the last change: what the head states, else what readers see. None from before the page was put out.
  void updated() {
    for (const std::optional<Date>& date :
         {machine_date(json_.modified),
          machine_date(meta_.first({"article:modified_time", "og:updated_time", "dcterms.modified"})),
          body_.dates.updated}) {
      if (!date || (out_.published && days_apart(*out_.published, *date) < 0)) continue;
      out_.updated = date;
      return;
    }
  }

  static bool is_universal(const Date& date) {
    const std::string& text = date.text();
    return text.size() > 10 && (text.back() == 'Z' || text.ends_with("+00:00"));
  }

  static int hour_of(const Date& instant) { return std::stoi(instant.text().substr(11, 2)); }

  // Minutes since the epoch.
  static std::int64_t minutes_of(const Date& instant) {
    const std::string& text = instant.text();
    std::int64_t minutes = instant.days_since_epoch().value_or(0) * 1440 + std::stoi(text.substr(11, 2)) * 60 +
                           std::stoi(text.substr(14, 2));
    if (text.back() != 'Z') {
      const std::string zone = text.substr(text.size() - 6);
      const int offset = std::stoi(zone.substr(1, 2)) * 60 + std::stoi(zone.substr(4, 2));
      minutes -= zone[0] == '-' ? -offset : offset;
    }
    return minutes;
  }

  // From `a` to `b`.
  static std::int64_t days_apart(const Date& a, const Date& b) {
    return b.days_since_epoch().value_or(0) - a.days_since_epoch().value_or(0);
  }

  static bool same_instant(const Date& a, const Date& b) {
    const std::int64_t apart = minutes_of(a) - minutes_of(b);
    return apart >= -1 && apart <= 1;
  }

  MetaTags meta_;
  JsonLdFacts json_;
  std::vector<std::string> bodies_;  // organisations that are said to be authors
  std::string language_;
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
