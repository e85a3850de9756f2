// What each element of a feed does, by the names of feed_element().
#include <algorithm>
#include <utility>

#include "feed/feed_builder.h"
#include "feed/feed_names.h"

namespace headwater::detail {
namespace {

std::string_view stripped(std::string_view text) {
  constexpr std::string_view kWhite = " \t\r\n";
  const std::size_t begin = text.find_first_not_of(kWhite);
  if (begin == std::string_view::npos) return {};
  return text.substr(begin, text.find_last_not_of(kWhite) - begin + 1);
}

void erase_all(std::string& text, std::string_view what) {
  for (std::size_t at = text.find(what); at != std::string::npos; at = text.find(what, at)) text.erase(at, what.size());
}

// The first address of a mailbox in `text`; "" for none.
std::string mail_address(std::string_view text) {
  const auto is_part = [](char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_' || c == '-' ||
           c == '.' || c == '+';
  };
  for (std::size_t at = text.find('@'); at != std::string_view::npos; at = text.find('@', at + 1)) {
    std::size_t begin = at, end = at + 1;
    while (begin > 0 && is_part(text[begin - 1])) --begin;
    while (end < text.size() && is_part(text[end]) && text[end] != '+') ++end;
    while (end > at + 1 && (text[end - 1] == '.' || text[end - 1] == '-')) --end;
    const std::string_view host = text.substr(at + 1, end - at - 1);
    if (begin == at || host.find('.') == std::string_view::npos) continue;
    std::string out{text.substr(begin, end - begin)};
    if (text.substr(end).starts_with("?subject=")) {
      std::size_t last = end + 9;
      while (last < text.size() && text[last] != ' ' && text[last] != ')' && text[last] != '>') ++last;
      out += text.substr(end, last - end);
    }
    return out;
  }
  return {};
}

}  // namespace

const std::map<std::string_view, FeedBuilder::Handler>& FeedBuilder::handlers() {
  using B = FeedBuilder;
  static const std::map<std::string_view, Handler> table{
      {"rss", {&B::start_root, &B::nothing_more}},
      {"rdf", {&B::nothing, &B::nothing_more}},
      {"channel", {&B::start_channel, &B::end_feed}},
      {"feed", {&B::start_feed, &B::end_feed}},
      {"urlset", {&B::start_urlset, &B::end_feed}},
      {"item", {&B::start_item, &B::end_item}},
      {"image", {&B::start_image, &B::end_image}},
      {"textinput", {&B::start_textinput, &B::end_textinput}},
      {"author", {&B::start_author, &B::end_author}},
      {"contributor", {&B::start_contributor, &B::end_contributor}},
      {"dc_contributor", {&B::start_dc_contributor, &B::end_dc_contributor}},
      {"name", {&B::start_gather, &B::end_name}},
      {"number", {&B::start_gather, &B::end_number}},
      {"url", {&B::start_url, &B::end_url}},
      {"email", {&B::start_gather, &B::end_email}},
      {"subtitle", {&B::start_plain, &B::end_plain}},
      {"rights", {&B::start_plain, &B::end_plain}},
      {"info", {&B::start_plain, &B::end_plain}},
      {"language", {&B::start_gather, &B::end_gather}},
      {"publisher", {&B::start_publisher, &B::end_publisher}},
      {"validity", {&B::start_gather, &B::end_validity}},
      {"published", {&B::start_gather, &B::end_gather}},
      {"updated", {&B::start_gather, &B::end_gather}},
      {"created", {&B::start_gather, &B::end_gather}},
      {"expired", {&B::start_gather, &B::end_gather}},
      {"creativecommons_license", {&B::start_gather, &B::end_license}},
      {"cc_license", {&B::start_cc_license, &B::nothing_more}},
      {"category", {&B::start_category, &B::end_category}},
      {"media_category", {&B::start_media_category, &B::end_category}},
      {"itunes_keywords", {&B::start_gather, &B::end_itunes_keywords}},
      {"itunes_category", {&B::start_itunes_category, &B::end_category}},
      {"cloud", {&B::start_cloud, &B::nothing_more}},
      {"link", {&B::start_link, &B::end_link}},
      {"guid", {&B::start_guid, &B::end_guid}},
      {"title", {&B::start_title, &B::end_title}},
      {"media_title", {&B::start_title, &B::end_media_title}},
      {"description", {&B::start_description, &B::end_description}},
      {"abstract", {&B::start_abstract, &B::end_description}},
      {"generator", {&B::start_generator, &B::end_generator}},
      {"admin_generatoragent", {&B::start_agent, &B::nothing_more}},
      {"admin_errorreportsto", {&B::start_agent, &B::nothing_more}},
      {"summary", {&B::start_summary, &B::end_summary}},
      {"enclosure", {&B::start_enclosure, &B::nothing_more}},
      {"source", {&B::start_source, &B::end_source}},
      {"content", {&B::start_content, &B::end_content}},
      {"body", {&B::start_body, &B::end_content}},
      {"content_encoded", {&B::start_encoded, &B::end_content}},
      {"itunes_image", {&B::start_itunes_image, &B::end_itunes_image}},
      {"itunes_block", {&B::start_gather, &B::end_itunes_block}},
      {"itunes_explicit", {&B::start_gather, &B::end_itunes_explicit}},
      {"media_list", {&B::start_media_list, &B::end_media_list}},
      {"media_one", {&B::start_media_one, &B::end_media_one}},
      {"newlocation", {&B::start_gather, &B::end_location}},
      {"geometry", {&B::start_geometry, &B::nothing_more}},
      {"place", {&B::start_place, &B::end_place}},
      {"media_thumbnail", {&B::start_thumbnail, &B::end_thumbnail}},
  };
  return table;
}

void FeedBuilder::start_root(Attributes& attributes) {
  if (feed_.version.starts_with("rss")) return;
  const std::string stated = get(attributes, "version");
  if (stated == "0.91") {
    // Netscape's own has its document type.
    feed_.version = text_.substr(0, 2000).find("netscape.com/publish/formats/rss-0.91") == std::string_view::npos
                        ? "rss091u"
                        : "rss091n";
  } else if (stated == "0.92" || stated == "0.93" || stated == "0.94") {
    feed_.version = "rss09" + stated.substr(3);
  } else {
    feed_.version = stated.starts_with("2.") ? "rss20" : "rss";
  }
}

void FeedBuilder::start_channel(Attributes& attributes) {
  in_feed_ = true;
  cdf(attributes);
}

void FeedBuilder::start_feed(Attributes& attributes) {
  in_feed_ = true;
  if (!feed_.version.empty()) return;
  const std::string stated = get(attributes, "version");
  feed_.version = stated == "0.1" || stated == "0.2" || stated == "0.3" ? "atom0" + stated.substr(2) : "atom";
}

void FeedBuilder::start_urlset(Attributes&) {
  in_feed_ = true;
  feed_.version = "sitemap";
}

void FeedBuilder::end_feed() { in_feed_ = false; }

// What Microsoft's Channel Definition Format keeps in attributes.
void FeedBuilder::cdf(const Attributes& attributes) {
  Json& to = context();
  if (const auto date = attributes.find("lastmod"); date != attributes.end()) to["updated"] = date->second;
  if (const auto href = attributes.find("href"); href != attributes.end()) {
    to["link"] = href->second;
    to["links"].push_back({{"rel", "alternate"}, {"type", "text/html"}, {"href", href->second}});
  }
}

void FeedBuilder::start_item(Attributes& attributes) {
  gathered_.clear();
  contents_.clear();
  if (feed_.entries.size() >= options_.max_entries) {
    feed_.truncated = true;
    in_entry_ = false;
    in_feed_ = false;
    return;
  }
  // One that was never closed ends where the next begins.
  if (!feed_.entries.empty() && feed_.entries.back().place.empty()) feed_.entries.back().place.end = place_.begin;
  feed_.entries.emplace_back();
  feed_.entries.back().place = {place_.begin, place_.begin};
  in_entry_ = true;
  in_source_ = false;
  guid_is_link_ = false;
  has_content_ = false;
  title_depth_ = 0;
  entry_depth_ = depth_;
  push("item", false);
  if (const std::string id = get(attributes, "rdf_about"); !id.empty()) context()["id"] = id;
  cdf(attributes);
}

void FeedBuilder::end_item() {
  if (!in_entry_) return;
  pop("item");
  in_entry_ = false;
  has_content_ = false;
  feed_.entries.back().place.end = place_.end;
}

void FeedBuilder::start_image(Attributes&) {
  Json& to = context();
  if (!to.contains("image")) to["image"] = Json::object();
  in_image_ = true;
  title_depth_ = 0;
  push("image", false);
}

void FeedBuilder::end_image() {
  pop("image");
  in_image_ = false;
}

void FeedBuilder::start_textinput(Attributes&) {
  if (!feed_.fields.contains("textinput")) feed_.fields["textinput"] = Json::object();
  in_text_input_ = true;
  title_depth_ = 0;
  push("textinput", false);
}

void FeedBuilder::end_textinput() {
  pop("textinput");
  in_text_input_ = false;
}

void FeedBuilder::start_author(Attributes&) {
  in_author_ = true;
  push("author", true);
  context()["authors"].push_back(Json::object());
}

void FeedBuilder::end_author() {
  pop("author");
  in_author_ = false;
  sync_author("author");
}

void FeedBuilder::start_contributor(Attributes&) {
  in_contributor_ = true;
  context()["contributors"].push_back(Json::object());
  push("contributor", false);
}

void FeedBuilder::end_contributor() {
  pop("contributor");
  in_contributor_ = false;
}

void FeedBuilder::start_dc_contributor(Attributes&) {
  in_contributor_ = true;
  context()["contributors"].push_back(Json::object());
  push("name", false);
}

void FeedBuilder::end_dc_contributor() {
  end_name();
  in_contributor_ = false;
}

void FeedBuilder::start_gather(Attributes&) {
  const bool own = handler_ != "name" && handler_ != "number" && handler_ != "email";
  push(handler_ == "number" ? element_ : handler_, own);
}

void FeedBuilder::end_gather() { pop(handler_); }

void FeedBuilder::end_name() {
  const std::string value = pop("name");
  if (in_publisher_) {
    save_person("publisher", "name", value);
  } else if (in_author_) {
    save_person("author", "name", value);
  } else if (in_contributor_) {
    save_person("contributor", "name", value);
  } else if (in_text_input_ || element_ == "name") {
    context()["name"] = value;
  }
}

void FeedBuilder::end_number() {
  const std::string value = pop(element_);
  if (!in_image_ || value.empty() || value.size() > 9) return;
  if (value.find_first_not_of("0123456789") != std::string::npos) return;
  context()[element_] = std::stoi(value);
}

void FeedBuilder::start_url(Attributes& attributes) {
  // In a sitemap it is the item.
  if (feed_.version == "sitemap" && !in_entry_) {
    start_item(attributes);
    return;
  }
  push("url", !(in_author_ || in_contributor_));
}

void FeedBuilder::end_url() {
  if (feed_.version == "sitemap") {
    end_item();
    return;
  }
  const std::string value = pop("url");
  if (in_author_) save_person("author", "href", resolved(value));
  if (in_contributor_) save_person("contributor", "href", resolved(value));
}

void FeedBuilder::end_email() {
  const std::string value = pop("email");
  if (in_publisher_) {
    save_person("publisher", "email", value);
  } else if (in_author_) {
    save_person("author", "email", value);
  } else if (in_contributor_) {
    save_person("contributor", "email", value);
  }
}

void FeedBuilder::start_plain(Attributes& attributes) { push_content(handler_, attributes, "text/plain", true); }
void FeedBuilder::end_plain() { pop_content(handler_); }

void FeedBuilder::start_publisher(Attributes&) {
  if (element_ == "itunes_owner") in_publisher_ = true;
  push("publisher", element_ != "itunes_owner");
}

void FeedBuilder::end_publisher() {
  pop("publisher");
  in_publisher_ = false;
  sync_author("publisher");
}

void FeedBuilder::end_validity() {
  const std::string value = pop("validity");
  for (std::size_t at = 0; at <= value.size();) {
    const std::size_t end = std::min(value.find(';', at), value.size());
    const std::string part = value.substr(at, end - at);
    at = end + 1;
    const std::size_t equals = part.find('=');
    if (equals == std::string::npos) continue;
    const std::string_view key = stripped(std::string_view{part}.substr(0, equals));
    if (key != "start" && key != "end") continue;
    context()["validity_" + std::string{key}] = std::string{stripped(std::string_view{part}.substr(equals + 1))};
  }
}

void FeedBuilder::end_license() {
  const std::string value = pop("creativecommons_license");
  context()["links"].push_back({{"rel", "license"}, {"href", value}});
  context()["license"] = value;
}

void FeedBuilder::start_cc_license(Attributes& attributes) {
  const std::string value = get(attributes, "rdf_resource");
  context()["links"].push_back({{"rel", "license"}, {"href", value}});
  context()["license"] = value;
}

void FeedBuilder::add_tag(const std::string& term, const std::string& scheme, const std::string& label) {
  if (term.empty() && scheme.empty() && label.empty()) return;
  const auto or_null = [](const std::string& text) { return text.empty() ? Json(nullptr) : Json(text); };
  Json tag{{"term", or_null(term)}, {"scheme", or_null(scheme)}, {"label", or_null(label)}};
  Json& tags = context()["tags"];
  if (std::find(tags.begin(), tags.end(), tag) == tags.end()) tags.push_back(std::move(tag));
}

void FeedBuilder::start_category(Attributes& attributes) {
  const std::string scheme = get(attributes, "scheme");
  add_tag(get(attributes, "term"), scheme.empty() ? get(attributes, "domain") : scheme, get(attributes, "label"));
  push("category", true);
}

void FeedBuilder::start_media_category(Attributes& attributes) {
  attributes.emplace("scheme", "http://search.yahoo.com/mrss/category_schema");
  start_category(attributes);
}

void FeedBuilder::start_itunes_category(Attributes& attributes) {
  add_tag(get(attributes, "text"), "http://www.itunes.com/", "");
  push("category", true);
}

void FeedBuilder::end_category() {
  std::string value = pop("category");
  // An element called "tags" holds several.
  for (std::size_t comma; element_ == "tags" && (comma = value.find(',')) != std::string::npos;) {
    if (const std::string_view one = stripped(std::string_view{value}.substr(0, comma)); !one.empty())
      add_tag(std::string{one}, "", "");
    value = std::string{stripped(std::string_view{value}.substr(comma + 1))};
  }
  if (value.empty()) return;
  Json& to = context();
  if (to.contains("tags") && !to["tags"].empty() && to["tags"].back()["term"].is_null()) {
    to["tags"].back()["term"] = value;
  } else {
    add_tag(value, "", "");
  }
}

void FeedBuilder::end_itunes_keywords() {
  const std::string value = pop("itunes_keywords");
  for (std::size_t at = 0; at <= value.size();) {
    const std::size_t end = std::min(value.find(',', at), value.size());
    const std::string_view term = stripped(std::string_view{value}.substr(at, end - at));
    if (!term.empty()) add_tag(std::string{term}, "http://www.itunes.com/", "");
    at = end + 1;
  }
}

void FeedBuilder::start_cloud(Attributes& attributes) { context()["cloud"] = object_of(attributes); }

void FeedBuilder::start_link(Attributes& attributes) {
  attributes.emplace("rel", "alternate");
  attributes.emplace("type", attributes["rel"] == "self" ? "application/atom+xml" : "text/html");
  href_only(attributes);
  const bool has_href = attributes.contains("href");
  if (has_href) attributes["href"] = resolved(attributes["href"]);
  Json& to = context();
  if (!(in_entry_ && in_image_)) to["links"].push_back(object_of(attributes));
  if (!has_href) {
    push("link", wanted());
    return;
  }
  const std::string type = feed_content_type(attributes["type"]);
  if (attributes["rel"] == "alternate" && (type == "text/html" || type == "application/xhtml+xml"))
    to["link"] = attributes["href"];
}

void FeedBuilder::end_link() { pop("link"); }

void FeedBuilder::start_guid(Attributes& attributes) {
  guid_is_link_ = get(attributes, "ispermalink", "true") == "true";
  push("id", true);
}

void FeedBuilder::end_guid() {
  const std::string value = pop("id");
  const bool link = guid_is_link_ && !context().contains("link");
  if (!context().contains("guidislink")) context()["guidislink"] = link;
  if (guid_is_link_ && !value.empty() && element_ != "id") save("link", value);
}

void FeedBuilder::start_title(Attributes& attributes) { push_content("title", attributes, "text/plain", wanted()); }

void FeedBuilder::end_title() {
  const std::string value = pop_content("title");
  if (!value.empty() && (title_depth_ == 0 || title_depth_ > depth_)) title_depth_ = depth_;
}

void FeedBuilder::end_media_title() {
  const std::size_t before = title_depth_;
  end_title();
  title_depth_ = before;
}

void FeedBuilder::start_description(Attributes& attributes) {
  if (context().contains("summary") && !has_content_ && in_entry_) {
    summary_key_ = "content";
    start_content(attributes);
    return;
  }
  push_content("description", attributes, "text/html", wanted());
}

void FeedBuilder::start_abstract(Attributes& attributes) {
  push_content("description", attributes, "text/plain", wanted());
}

void FeedBuilder::end_description() {
  if (summary_key_ == "content") {
    end_content();
  } else {
    pop_content("description");
  }
  summary_key_.clear();
}

void FeedBuilder::start_generator(Attributes& attributes) {
  if (!attributes.empty()) {
    href_only(attributes);
    if (attributes.contains("href")) attributes["href"] = resolved(attributes["href"]);
    context()["generator_detail"] = object_of(attributes);
  }
  push("generator", true);
}

void FeedBuilder::end_generator() {
  const std::string value = pop("generator");
  if (context().contains("generator_detail")) context()["generator_detail"]["name"] = value;
}

void FeedBuilder::start_agent(Attributes& attributes) {
  const bool generator = handler_ == "admin_generatoragent";
  const std::string value = get(attributes, "rdf_resource");
  context()[generator ? "generator" : "errorreportsto"] = value;
  if (generator) context()["generator_detail"] = {{"href", value}};
}

void FeedBuilder::start_summary(Attributes& attributes) {
  if (context().contains("summary") && !has_content_) {
    summary_key_ = "content";
    start_content(attributes);
    return;
  }
  summary_key_ = "summary";
  push_content("summary", attributes, "text/plain", true);
}

void FeedBuilder::end_summary() {
  if (summary_key_ == "content") {
    end_content();
  } else {
    pop_content("summary");
  }
  summary_key_.clear();
}

void FeedBuilder::start_enclosure(Attributes& attributes) {
  href_only(attributes);
  attributes["rel"] = "enclosure";
  context()["links"].push_back(object_of(attributes));
}

void FeedBuilder::start_source(Attributes& attributes) {
  if (const auto url = attributes.find("url"); url != attributes.end()) source_["href"] = url->second;
  push("source", true);
  in_source_ = true;
  title_depth_ = 0;
}

void FeedBuilder::end_source() {
  in_source_ = false;
  const std::string value = pop("source");
  if (!value.empty()) source_["title"] = value;
  context()["source"] = std::exchange(source_, Json::object());
}

void FeedBuilder::start_content(Attributes& attributes) {
  has_content_ = true;
  push_content("content", attributes, "text/plain", true);
}

void FeedBuilder::start_body(Attributes& attributes) {
  push_content("content", attributes, "application/xhtml+xml", true);
}

void FeedBuilder::start_encoded(Attributes& attributes) {
  has_content_ = true;
  push_content("content", attributes, "text/html", true);
}

void FeedBuilder::end_content() {
  const std::string type = contents_.empty() ? "" : contents_.back().type;
  const bool copied = type == "text/plain" || type == "text/html" || type == "application/xhtml+xml";
  const std::string value = pop_content("content");
  if (copied) save("summary", value);
}

void FeedBuilder::end_location() {
  const std::string value = pop("newlocation");
  if (!in_entry_) feed_.fields["newlocation"] = resolved(value);
}

void FeedBuilder::start_itunes_image(Attributes& attributes) {
  push("itunes_image", false);
  href_only(attributes);
  if (attributes.contains("href")) context()["image"] = {{"href", attributes["href"]}};
}

void FeedBuilder::end_itunes_image() { pop("itunes_image"); }

void FeedBuilder::end_itunes_block() {
  const std::string value = pop("itunes_block", false);
  context()["itunes_block"] = value == "yes" || value == "Yes" ? 1 : 0;
}

void FeedBuilder::end_itunes_explicit() {
  const std::string value = pop("itunes_explicit", false);
  context()["itunes_explicit"] = value == "yes" ? Json(true) : value == "clean" ? Json(false) : Json(nullptr);
}

void FeedBuilder::start_media_list(Attributes& attributes) {
  context()[element_].push_back(object_of(attributes));
  push(element_, false);
}

void FeedBuilder::end_media_list() {
  const std::string value = pop(element_);
  if (!value.empty()) context()[element_].back()["content"] = value;
}

void FeedBuilder::start_media_one(Attributes& attributes) {
  if (!context().contains(element_)) context()[element_] = object_of(attributes);
  push(element_, false);
}

void FeedBuilder::end_media_one() {
  const std::string value = pop(element_);
  if (!value.empty()) context()[element_]["content"] = value;
}

void FeedBuilder::start_thumbnail(Attributes& attributes) {
  context()["media_thumbnail"].push_back(object_of(attributes));
  push("media_thumbnail", false);
}

void FeedBuilder::end_thumbnail() {
  const std::string value = pop("media_thumbnail");
  Json& list = context()["media_thumbnail"];
  if (!value.empty() && !list.back().contains("url")) list.back()["url"] = value;
}

void FeedBuilder::save_person(const char* list, const char* key, const std::string& value) {
  Json& to = context();
  const std::string name{list};
  Json& people = to[name + "s"];
  if (people.empty()) people.push_back(Json::object());
  people.back()[key] = value;
  if (name == "contributor") return;
  to[name + "_detail"][key] = value;
  sync_author(name);
}

// "author" and "author_detail" agree: the one is made from the other where it is missing.
void FeedBuilder::sync_author(const std::string& key) {
  Json& to = context();
  Json& people = to[key + "s"];
  if (people.empty()) people.push_back(Json::object());
  Json& person = people.back();
  if (!person.empty()) {
    const std::string name = person.value("name", "");
    const std::string email = person.value("email", "");
    if (!name.empty() && !email.empty()) {
      to[key] = name + " (" + email + ")";
    } else if (!name.empty() || !email.empty()) {
      to[key] = name.empty() ? email : name;
    }
    return;
  }
  if (!to.contains(key) || !to[key].is_string()) return;
  std::string author = to[key].get<std::string>();
  const std::string email = mail_address(author);
  if (!email.empty()) {
    erase_all(author, email);
    for (const char* left : {"()", "<>", "&lt;&gt;"}) erase_all(author, left);
    author = stripped(author);
    if (author.starts_with('(')) author.erase(0, 1);
    if (author.ends_with(')')) author.pop_back();
    author = stripped(author);
  }
  if (!author.empty()) person["name"] = author;
  if (!email.empty()) person["email"] = email;
  if (!person.empty()) to[key + "_detail"] = person;
}

}  // namespace headwater::detail
