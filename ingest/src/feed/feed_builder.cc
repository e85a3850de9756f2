#include "feed/feed_builder.h"

#include <algorithm>
#include <utility>

#include "feed/feed_names.h"
#include "text/charset.h"
#include "text/url.h"

namespace headwater::detail {
namespace {

std::string lowered(std::string_view text) {
  std::string out{text};
  for (char& c : out) c = c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c;
  return out;
}

bool is_space(char c) { return c == ' ' || c == '\t' || c == '\n' || c == '\r' || c == '\f'; }

std::string_view stripped(std::string_view text) {
  while (!text.empty() && is_space(text.front())) text.remove_prefix(1);
  while (!text.empty() && is_space(text.back())) text.remove_suffix(1);
  return text;
}

// Markup of text that stands inside markup.
std::string escaped(std::string_view text, bool attribute) {
  std::string out;
  for (const char c : text) {
    if (c == '&') {
      out += "&amp;";
    } else if (c == '<') {
      out += "&lt;";
    } else if (c == '>') {
      out += "&gt;";
    } else if (attribute && c == '"') {
      out += "&quot;";
    } else {
      out += c;
    }
  }
  return out;
}

// Characters that windows-1252 has where Unicode has controls, written as controls.
std::string without_controls(std::string text) {
  if (text.find('\xC2') == std::string::npos) return text;
  constexpr std::uint16_t kWindows[32] = {0x20AC, 0x81,   0x201A, 0x192,  0x201E, 0x2026, 0x2020, 0x2021,
                                          0x2C6,  0x2030, 0x160,  0x2039, 0x152,  0x8D,   0x17D,  0x8F,
                                          0x90,   0x2018, 0x2019, 0x201C, 0x201D, 0x2022, 0x2013, 0x2014,
                                          0x2DC,  0x2122, 0x161,  0x203A, 0x153,  0x9D,   0x17E,  0x178};
  std::string out;
  for (std::size_t i = 0; i < text.size(); ++i) {
    const auto next = i + 1 < text.size() ? static_cast<unsigned char>(text[i + 1]) : 0;
    if (text[i] == '\xC2' && next >= 0x80 && next < 0xA0) {
      append_utf8(out, kWindows[next - 0x80]);
      ++i;
    } else {
      out += text[i];
    }
  }
  return out;
}

// Bytes of base64; "" for what is none.
std::string from_base64(std::string_view text) {
  std::string out;
  std::uint32_t bits = 0;
  int have = 0;
  for (const char c : text) {
    int value = -1;
    if (c >= 'A' && c <= 'Z') value = c - 'A';
    if (c >= 'a' && c <= 'z') value = c - 'a' + 26;
    if (c >= '0' && c <= '9') value = c - '0' + 52;
    if (c == '+') value = 62;
    if (c == '/') value = 63;
    if (c == '=') break;
    if (value < 0) continue;
    bits = bits << 6 | static_cast<std::uint32_t>(value);
    have += 6;
    if (have >= 8) {
      have -= 8;
      out += static_cast<char>(bits >> have & 0xFF);
    }
  }
  return is_utf8(out) ? out : std::string{};
}

bool is_relative_name(std::string_view name) {
  for (const std::string_view one :
       {"comments", "docs", "href", "icon", "id", "link", "logo", "url", "wfw_comment", "wfw_commentrss"}) {
    if (one == name) return true;
  }
  return false;
}

}  // namespace

FeedBuilder::FeedBuilder(std::string_view text, const FeedOptions& options) : text_{text}, options_{options} {
  Scope root;
  root.base = options.base_url;
  root.language = options.language;
  scopes_.push_back(std::move(root));
}

std::optional<std::string> FeedBuilder::uri_of(std::string_view prefix) const {
  if (prefix == "xml") return "http://www.w3.org/XML/1998/namespace";
  for (auto scope = scopes_.rbegin(); scope != scopes_.rend(); ++scope) {
    if (const auto it = scope->prefixes.find(std::string{prefix}); it != scope->prefixes.end()) return it->second;
  }
  return std::nullopt;
}

std::string FeedBuilder::local_name(std::string_view name, bool attribute) {
  const std::size_t colon = name.find(':');
  const std::string_view prefix = colon == std::string_view::npos ? std::string_view{} : name.substr(0, colon);
  const std::string local = lowered(colon == std::string_view::npos ? name : name.substr(colon + 1));
  if (attribute && prefix.empty()) return local;
  const std::optional<std::string> uri = uri_of(prefix);
  std::string known = lowered(prefix);
  if (uri.has_value() && !uri->empty()) {
    std::string key = lowered(*uri);
    if (key.find("backend.userland.com/rss") != std::string::npos) key = "http://backend.userland.com/rss";
    if (const std::optional<std::string_view> found = feed_prefix(key)) known = *found;
  } else if (!prefix.empty()) {
    undeclared_ = true;
    // The prefixes everyone uses are known without their namespaces.
    if (known == "atom" || known == "rss") known.clear();
  }
  return known.empty() ? local : known + "_" + local;
}

bool FeedBuilder::in_markup() const { return !contents_.empty() && contents_.back().type == "application/xhtml+xml"; }

void FeedBuilder::start(std::string_view name, const XmlAttributes& attributes, ByteSpan place) {
  ++depth_;
  place_ = place;
  Scope scope;
  scope.base = scopes_.back().base;
  scope.language = scopes_.back().language;
  for (const auto& [key, value] : attributes) {
    if (key != "xmlns" && !key.starts_with("xmlns:")) continue;
    scope.prefixes[key == "xmlns" ? "" : key.substr(6)] = value;
    const std::string uri = lowered(value);
    if (uri == "http://my.netscape.com/rdf/simple/0.9/" && key == "xmlns") feed_.version = "rss090";
    if (uri == "http://purl.org/rss/1.0/" && feed_.version.empty()) feed_.version = "rss10";
    if (uri == "http://www.w3.org/2005/atom" && feed_.version.empty()) feed_.version = "atom10";
  }
  scopes_.push_back(std::move(scope));
  Attributes list;
  for (const auto& [key, value] : attributes) {
    if (key == "xmlns" || key.starts_with("xmlns:")) continue;
    list[local_name(key, true)] = value;
  }
  const std::string element = local_name(name, false);
  if (const auto base = list.find("xml_base"); base != list.end() && !base->second.empty()) {
    const std::string resolved_base = resolve_url(base->second, scopes_.back().base);
    if (!resolved_base.empty()) scopes_.back().base = resolved_base;
  }
  if (const auto language = list.find("xml_lang"); language != list.end()) {
    scopes_.back().language = language->second;
    if (element == "feed" || element == "rss" || element == "rdf_rdf") {
      std::string tag = language->second;
      std::replace(tag.begin(), tag.end(), '_', '-');
      if (!tag.empty()) feed_.fields["language"] = tag;
    }
  }
  // Markup that was not announced.
  if (!contents_.empty() && !in_markup() && !contents_.back().type.ends_with("xml")) {
    if (lowered(name) == "xhtml:div" || lowered(name) == "div") {
      scopes_.back().handled = false;
      return;
    }
    contents_.back().type = "application/xhtml+xml";
  }
  if (in_markup()) {
    scopes_.back().handled = false;
    Attributes plain;
    for (const auto& [key, value] : attributes) {
      plain[key] = value;
      // What a prefix stands for goes with the markup.
      const std::string prefix = key.substr(0, std::min(key.find(':'), key.size()));
      if (prefix == key || prefix == "xml" || prefix == "xmlns") continue;
      if (const std::optional<std::string> uri = uri_of(prefix)) plain["xmlns:" + prefix] = *uri;
    }
    const std::size_t colon = name.find(':');
    const std::optional<std::string> own =
        colon == std::string_view::npos ? std::nullopt : uri_of(name.substr(0, colon));
    const std::optional<std::string> outer = markup_namespaces_.empty() ? std::nullopt : markup_namespaces_.back();
    if (own.has_value() && own != outer) plain["xmlns"] = *own;
    markup_namespaces_.push_back(own.has_value() ? own : outer);
    serialise_start(name, plain);
    return;
  }
  if (element.find('_') == std::string::npos || feed_element(element) == element) {
    const auto among = [&](std::initializer_list<std::string_view> names) {
      return std::find(names.begin(), names.end(), element) != names.end();
    };
    if (!among({"title", "link", "description", "name"})) in_text_input_ = false;
    if (!among({"title", "link", "description", "url", "href", "width", "height"})) in_image_ = false;
  }
  element_ = element;
  const std::string_view handler = feed_element(element);
  handler_ = handler;
  if (handler.empty()) {
    for (const char* own : {"xml_base", "xml_lang"}) list.erase(own);
    if (list.empty()) {
      push(element, true);
    } else {
      if (wanted()) context()[element] = object_of(list);
      push(element, false);
    }
    return;
  }
  (this->*handlers().at(handler).start)(list);
}

void FeedBuilder::end(std::string_view name, ByteSpan place) {
  place_ = place;
  const std::string element = local_name(name, false);
  element_ = element;
  const std::string_view handler = feed_element(element);
  handler_ = handler;
  const bool handled = scopes_.back().handled;
  if (!handled) {
    if (in_markup() && !markup_namespaces_.empty()) {
      markup_namespaces_.pop_back();
      serialise_end(name);
    }
  } else if (handler.empty()) {
    pop(element);
  } else {
    (this->*handlers().at(handler).end)();
  }
  if (scopes_.size() > 1) scopes_.pop_back();
  if (depth_ > 0) --depth_;
}

void FeedBuilder::text(std::string_view characters, ByteSpan place) {
  if (gathered_.empty()) return;
  std::vector<Piece>& pieces = gathered_.back().pieces;
  std::string value = in_markup() ? escaped(characters, false) : std::string{characters};
  // A run that stands as it is goes on.
  const auto verbatim = [](const Piece& piece) { return !piece.markup && piece.value.size() == piece.place.size(); };
  if (!pieces.empty() && verbatim(pieces.back()) && pieces.back().place.end == place.begin &&
      value.size() == place.size()) {
    pieces.back().value += value;
    pieces.back().place.end = place.end;
    return;
  }
  pieces.push_back({std::move(value), place, false});
}

void FeedBuilder::serialise_start(std::string_view name, const Attributes& attributes) {
  if (gathered_.empty()) return;
  const std::size_t colon = name.find(':');
  std::string tag = "<";
  tag += colon == std::string_view::npos ? name : name.substr(colon + 1);
  for (const auto& [key, value] : attributes) {
    if (key == "xmlns" && value == "http://www.w3.org/1999/xhtml") continue;
    if (key.starts_with("xmlns:")) {
      const std::string prefix = key.substr(6) + ":";
      const bool used = std::any_of(attributes.begin(), attributes.end(),
                                    [&](const auto& other) { return other.first.starts_with(prefix); });
      if (!used) continue;
    }
    tag += " " + key + "=\"" + escaped(value, true) + "\"";
  }
  gathered_.back().pieces.push_back({tag + ">", {}, true});
}

void FeedBuilder::serialise_end(std::string_view name) {
  if (gathered_.empty()) return;
  const std::size_t colon = name.find(':');
  std::string tag = "</";
  tag += colon == std::string_view::npos ? name : name.substr(colon + 1);
  gathered_.back().pieces.push_back({tag + ">", {}, true});
}

FeedBuilder::Json& FeedBuilder::context() {
  if (in_source_) return source_;
  if (in_image_ && in_entry_ && !feed_.entries.empty() && feed_.entries.back().fields.contains("image"))
    return feed_.entries.back().fields["image"];
  if (in_image_ && feed_.fields.contains("image")) return feed_.fields["image"];
  if (in_text_input_) return feed_.fields["textinput"];
  if (in_entry_ && !feed_.entries.empty()) return feed_.entries.back().fields;
  return feed_.fields;
}

std::map<std::string, FeedText>* FeedBuilder::texts() {
  if (in_source_ || in_image_ || in_text_input_) return nullptr;
  return in_entry_ && !feed_.entries.empty() ? &feed_.entries.back().texts : &feed_.texts;
}

void FeedBuilder::push(std::string name, bool kept) { gathered_.push_back({std::move(name), kept, {}}); }

// The text of the element on top, if that is `name`; stored where it belongs.
std::string FeedBuilder::pop(std::string_view name, bool strip) {
  if (gathered_.empty() || gathered_.back().name != name) return {};
  Gathered top = std::move(gathered_.back());
  gathered_.pop_back();
  std::vector<Piece>& pieces = top.pieces;
  const auto is_blank = [](const Piece& p) { return stripped(p.value).empty(); };
  if (in_markup()) {
    // The one div around all of it, which Atom wants, is no part of it.
    while (pieces.size() > 1 && is_blank(pieces.back())) pieces.pop_back();
    while (pieces.size() > 1 && is_blank(pieces.front())) pieces.erase(pieces.begin());
    const bool div = pieces.size() > 1 &&
                     (pieces.front().value == "<div>" || pieces.front().value.starts_with("<div ")) &&
                     pieces.back().value == "</div>" && feed_.version == "atom10";
    int depth = 0;
    bool whole = div;
    for (std::size_t i = 0; whole && i + 1 < pieces.size(); ++i) {
      if (!pieces[i].markup) continue;
      depth += pieces[i].value.starts_with("</") ? -1 : 1;
      if (depth == 0) whole = false;
    }
    if (whole) {
      pieces.erase(pieces.begin());
      pieces.pop_back();
    }
  }
  FeedText out;
  for (const Piece& piece : pieces) {
    if (!piece.place.empty())
      out.trail.add(out.value.size(), piece.place.begin, piece.value.size(), piece.place.size());
    out.value += piece.value;
  }
  if (strip) {
    const std::string_view inner = stripped(out.value);
    const auto shift = static_cast<std::size_t>(inner.data() - out.value.data());
    if (shift > 0 && !inner.empty()) {
      Trail trail;
      std::size_t at = 0;
      for (const Piece& piece : pieces) {
        const std::size_t begin = at, end = at + piece.value.size();
        at = end;
        if (piece.place.empty() || end <= shift) continue;
        const std::size_t cut = begin < shift ? shift - begin : 0;
        const bool verbatim = piece.value.size() == piece.place.size();
        trail.add(begin + cut - shift, piece.place.begin + (verbatim ? cut : 0), piece.value.size() - cut,
                  verbatim ? piece.place.size() - cut : piece.place.size());
      }
      out.trail = std::move(trail);
    }
    out.value = std::string{inner};
  }
  if (!top.kept) return out.value;
  const bool content = !contents_.empty();
  if (content && contents_.back().base64) {
    out.value = from_base64(out.value);
    out.trail = {};
  }
  if (!out.value.empty() && is_relative_name(name) && (name != "id" || guid_is_link_)) out.value = resolved(out.value);
  if (content && !feed_.version.starts_with("atom") && contents_.back().type == "text/plain" &&
      looks_like_markup(out.value)) {
    contents_.back().type = "text/html";
  }
  if (std::string clean = without_controls(out.value); clean.size() != out.value.size()) {
    // The way back is lost only where a character was wrong in the first place.
    out.value = std::move(clean);
    out.trail = {};
  }
  if (name == "category" || name == "tags" || name == "itunes_keywords") return out.value;
  if (name == "title" && title_depth_ > 0 && title_depth_ <= depth_) return out.value;
  if (content) {
    out.type = contents_.back().type;
    out.base = contents_.back().base;
    out.language = contents_.back().language;
    out.src = contents_.back().src;
  }
  std::string value = out.value;
  keep(std::string{name}, value, std::move(out), content);
  return value;
}

void FeedBuilder::keep(std::string name, const std::string& value, FeedText text, bool content) {
  if (!wanted() || (in_text_input_ && !in_entry_ && name == "textinput")) return;
  const Json detail{{"type", text.type}, {"value", value}, {"base", text.base}, {"language", text.language}};
  if (in_entry_ && in_image_ && !in_source_) {
    context()[name] = value;
    return;
  }
  if (in_entry_ && !in_source_) {
    FeedEntry& entry = feed_.entries.back();
    if (name == "content") {
      Json one = detail;
      if (!text.src.empty()) one["src"] = text.src;
      entry.fields["content"].push_back(one);
      entry.contents.push_back(std::move(text));
      return;
    }
    if (name == "link") {
      entry.fields[name] = value;
      if (!value.empty() && entry.fields.contains("links") && !entry.fields["links"].empty())
        entry.fields["links"].back()["href"] = value;
      return;
    }
    if (name == "description") name = "summary";
    entry.fields[name] = value;
    if (content) {
      entry.fields[name + "_detail"] = detail;
      entry.texts[name] = std::move(text);
    }
    return;
  }
  Json& to = context();
  if (name == "url" && in_image_) name = "href";
  if (name == "description" && !in_image_ && !in_text_input_) name = "subtitle";
  to[name] = value;
  if (name == "link" && to.contains("links") && !to["links"].empty()) {
    to["links"].back()["href"] = value;
  } else if (content) {
    to[name + "_detail"] = detail;
    if (std::map<std::string, FeedText>* kept = texts()) (*kept)[name] = std::move(text);
  }
}

void FeedBuilder::save(const char* name, const std::string& value) {
  Json& to = context();
  if (!to.contains(name)) to[name] = value;
}

void FeedBuilder::push_content(std::string name, const Attributes& attributes, std::string_view type, bool kept) {
  Content content;
  content.language = scopes_.back().language;
  std::replace(content.language.begin(), content.language.end(), '_', '-');
  content.base = scopes_.back().base;
  const std::string stated = get(attributes, "type");
  content.type = feed_content_type(stated.empty() ? type : std::string_view{stated});
  const bool is_text =
      content.type.starts_with("text/") || content.type.ends_with("+xml") || content.type.ends_with("/xml");
  content.base64 = get(attributes, "mode") == "base64" || (!is_text && feed_.version == "atom10");
  content.src = get(attributes, "src");
  content.depth = depth_;
  contents_.push_back(std::move(content));
  push(std::move(name), kept);
}

std::string FeedBuilder::pop_content(std::string_view name) {
  std::string value = pop(name);
  if (!contents_.empty()) contents_.pop_back();
  return value;
}

std::string FeedBuilder::resolved(const std::string& url) const {
  // One that is whole already stays as it is: an id is compared by its letters.
  const std::size_t colon = url.find(':');
  if (colon != std::string::npos && colon > 1 && colon < url.find_first_of("/?# ")) return url;
  std::string out = resolve_url(url, scopes_.back().base);
  return out.empty() ? url : out;
}

FeedBuilder::Json FeedBuilder::object_of(const Attributes& attributes) {
  Json out = Json::object();
  for (const auto& [key, value] : attributes) out[key] = value;
  return out;
}

std::string FeedBuilder::get(const Attributes& attributes, const char* key, const char* absent) {
  const auto it = attributes.find(key);
  return it == attributes.end() ? absent : it->second;
}

void FeedBuilder::href_only(Attributes& attributes) {
  for (const char* key : {"href", "uri", "url"}) {
    const auto it = attributes.find(key);
    if (it == attributes.end()) continue;
    std::string href = it->second;
    attributes.erase("url");
    attributes.erase("uri");
    attributes["href"] = std::move(href);
    return;
  }
}

Feed FeedBuilder::take() {
  while (!gathered_.empty()) {
    const std::string name = gathered_.back().name;
    pop(name);
  }
  if (!feed_.entries.empty() && feed_.entries.back().place.empty()) {
    feed_.entries.back().place.end = static_cast<std::uint32_t>(text_.size());
  }
  return std::move(feed_);
}

Feed read_feed(std::string_view text, const FeedOptions& options) {
  FeedBuilder strict{text, options};
  std::optional<std::string> wrong = read_xml_strictly(text, strict);
  if (!wrong.has_value() && !strict.undeclared()) return strict.take();
  if (!wrong.has_value()) {
    Feed feed = strict.take();
    feed.well_formed = false;
    feed.error = "a prefix stands for no namespace";
    return feed;
  }
  FeedBuilder loose{text, options};
  read_xml_loosely(text, loose);
  Feed feed = loose.take();
  feed.well_formed = false;
  feed.error = std::move(*wrong);
  return feed;
}

}  // namespace headwater::detail
