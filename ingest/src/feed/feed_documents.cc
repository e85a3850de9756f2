#include "feed/feed_documents.h"

#include <algorithm>
#include <array>
#include <utility>

#include "headwater/schema/fold.h"
#include "html/entities.h"
#include "json/json_text.h"
#include "text/byline.h"
#include "text/date_phrase.h"
#include "text/language.h"
#include "text/url.h"

namespace headwater::detail {
namespace {

using Json = nlohmann::json;

std::string field(const Json& fields, std::initializer_list<const char*> names) {
  for (const char* name : names) {
    const auto it = fields.find(name);
    if (it != fields.end() && it->is_string() && !it->get_ref<const std::string&>().empty())
      return it->get<std::string>();
  }
  return {};
}

// White space folded, tags gone where it is markup.
std::string plain_of(std::string_view value, bool markup) {
  std::string text;
  bool in_tag = false;
  for (std::size_t i = 0; i < value.size(); ++i) {
    const char next = i + 1 < value.size() ? value[i + 1] : ' ';
    const bool opens = value[i] == '<' && ((next >= 'a' && next <= 'z') || (next >= 'A' && next <= 'Z') || next == '/');
    if (markup && opens) in_tag = true;
    if (!in_tag) text += value[i];
    if (in_tag && value[i] == '>') in_tag = false;
  }
  if (markup) text = resolve_references(text, false);
  std::string out;
  for (const char c : text) {
    const bool space = c == ' ' || c == '\t' || c == '\n' || c == '\r';
    if (space && (out.empty() || out.back() == ' ')) continue;
    out += space ? ' ' : c;
  }
  while (!out.empty() && out.back() == ' ') out.pop_back();
  return out;
}

std::string plain_text(const std::map<std::string, FeedText>& texts, const Json& fields, const char* name) {
  const auto it = texts.find(name);
  if (it == texts.end()) return plain_of(field(fields, {name}), false);
  return plain_of(it->second.value, it->second.type != "text/plain");
}

// Blog software ends each item with a line of its own: "The post X appeared first on Y."
void cut_footer(std::string& html) {
  const std::size_t at = html.rfind("<p>The post <a");
  if (at == std::string::npos || html.size() - at > 1500) return;
  if (html.find("appeared first on", at) != std::string::npos) html.resize(at);
}

std::string squashed(std::string_view text) {
  std::string out;
  for (const char c : fold(text)) {
    if ((c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || (c & 0x80) != 0) out += c;
  }
  return out;
}

const FeedText* best_text(const FeedEntry& entry) {
  const FeedText* best = nullptr;
  for (const FeedText& one : entry.contents) {
    const bool text = one.type == "text/plain" || one.type == "text/html" || one.type == "application/xhtml+xml";
    if (text && (best == nullptr || one.value.size() > best->value.size())) best = &one;
  }
  const auto summary = entry.texts.find("summary");
  if (summary != entry.texts.end() && (best == nullptr || summary->second.value.size() > best->value.size()))
    best = &summary->second;
  return best;
}

class Maker {
 public:
  Maker(std::string_view bytes, const ExtractOptions& options)
      : bytes_{bytes}, options_{options}, decoded_{decode_feed(bytes, options.charset)} {}

  std::vector<FoundItem> run() {
    FeedOptions feed_options;
    feed_options.base_url = options_.url;
    feed_ = read_feed(decoded_.text, feed_options);
    std::vector<FoundItem> out;
    if (feed_.entries.empty()) {
      if (feed_.version.empty() || !feed_.well_formed) {
        FoundItem item;
        const std::string why = feed_.error.empty() ? "it has no item" : feed_.error;
        item.error = Error{ErrorCode::kBadInput, "feed: " + why + ", wanted RSS, Atom or a news sitemap"};
        out.push_back(std::move(item));
      }
      return out;
    }
    host_ = host_of(field(feed_.fields, {"link"}));
    const std::string author = field(feed_.fields, {"author"});
    publisher_ = feed_publisher(plain_text(feed_.texts, feed_.fields, "title"), host_, author);
    std::size_t number = 0;
    for (FeedEntry& entry : feed_.entries) {
      ++number;
      std::optional<FoundItem> item = made(entry, number);
      if (item.has_value()) out.push_back(std::move(*item));
    }
    if (!out.empty() && !feed_.well_formed) {
      out.front().warnings.push_back("the feed is not well-formed (" + feed_.error +
                                     ") and was read as far as it goes");
    }
    if (!out.empty() && feed_.truncated) out.front().warnings.push_back("the feed has more items than are read");
    return out;
  }

 private:
  std::optional<FoundItem> made(const FeedEntry& entry, std::size_t number) {
    FoundItem item;
    item.format = Format::kFeed;
    item.whole = true;
    const std::string link = field(entry.fields, {"feedburner_origlink", "link"});
    const std::string id = field(entry.fields, {"id"});
    item.url = canonical_url(link, options_.url);
    item.name = !item.url.empty() ? item.url : !id.empty() ? id : std::to_string(number);
    const std::uint32_t begin = decoded_.raw_of(entry.place.begin);
    const std::uint32_t end = decoded_.raw_of(entry.place.end);
    item.bytes = std::string{slice(bytes_, {begin, end})};
    item.offset = begin;

    SourceText source;
    source.title = plain_text(entry.texts, entry.fields, "title");
    const FeedText* text = best_text(entry);
    if (text != nullptr && !text->value.empty()) {
      Result<SourceText> read = read_content(*text, item.url);
      if (!read.has_value()) {
        item.error = read.error();
        return item;
      }
      read->title = std::move(source.title);
      source = std::move(*read);
      for (MapPiece& piece : source.map) {
        piece.raw = {decoded_.raw_of(piece.raw.begin) - begin, decoded_.raw_of(piece.raw.end) - begin};
      }
    } else if (source.title.empty()) {
      return std::nullopt;
    }
    if (source.title.empty() && source.text.empty()) return std::nullopt;
    describe(entry, source);
    source.url = item.url;
    source.encoding = decoded_.encoding;
    if (decoded_.broken > 0 && number == 1) source.warnings = decoded_.warnings;
    item.source = std::move(source);
    return item;
  }

  Result<SourceText> read_content(const FeedText& text, const std::string& url) const {
    std::string value = text.value;
    const std::string& base = text.base.empty() ? url : text.base;
    if (text.type == "text/plain") {
      Result<SourceText> out = read_plain_text(value, "utf-8", options_.limits);
      if (out.has_value()) lead_back(out->map, out->text, text.trail, RawCoding::kPlain);
      return out;
    }
    cut_footer(value);
    // Words without a tag are a page too.
    std::size_t before = 0;
    if (value.find('<') == std::string::npos) {
      value = "<p>" + value + "</p>";
      before = 3;
    }
    Result<SourceText> out = read_html(value, base, "utf-8", options_.limits);
    if (!out.has_value()) return out;
    for (MapPiece& piece : out->map) {
      const auto shift = static_cast<std::uint32_t>(before);
      piece.raw = {piece.raw.begin - shift, piece.raw.end - shift};
    }
    lead_back(out->map, out->text, text.trail, text.type == "text/html" ? RawCoding::kXml : RawCoding::kPlain);
    return out;
  }

  void describe(const FeedEntry& entry, SourceText& source) const {
    source.byline.clear();
    source.authors.clear();
    source.publisher = publisher_;
    std::string where;
    if (const auto it = entry.fields.find("source"); it != entry.fields.end() && it->is_object()) {
      const std::string href = field(*it, {"href", "link"});
      where = feed_publisher(field(*it, {"title"}), host_of(href), "");
    }
    if (where.empty()) where = field(entry.fields, {"news_name", "dc_source"});
    if (!where.empty()) source.publisher = where;
    std::vector<std::string> names;
    if (const auto it = entry.fields.find("authors"); it != entry.fields.end() && it->is_array()) {
      for (const Json& person : *it) names.push_back(person.is_object() ? field(person, {"name"}) : "");
    }
    const std::string feed_author = field(feed_.fields, {"author"});
    if (names.empty() && is_person_name(feed_author)) names.push_back(feed_author);
    for (const std::string& name : names) {
      if (squashed(name) == squashed(source.publisher)) continue;
      for (std::string& author : authors_in(name)) {
        if (std::find(source.authors.begin(), source.authors.end(), author) == source.authors.end())
          source.authors.push_back(std::move(author));
      }
    }
    source.published.reset();
    for (const char* key : {"published", "created", "updated"}) {
      source.published = read_machine_date(field(entry.fields, {key}));
      if (source.published.has_value()) break;
    }
    source.updated = read_machine_date(field(entry.fields, {"updated"}));
    if (source.updated == source.published) source.updated.reset();
    std::string language = field(entry.fields, {"language", "news_language"});
    if (language.empty()) language = field(feed_.fields, {"language"});
    if (language = language_tag(language); !language.empty()) source.language = language;
    if (source.language.empty()) source.language = guess_language(source.text);
  }

  std::string_view bytes_;
  const ExtractOptions& options_;
  Decoded decoded_;
  Feed feed_;
  std::string host_, publisher_;
};

// JSON Feed 1 and 1.1: the items are those of JSON lines.
std::vector<FoundItem> read_json_feed(std::string_view bytes) {
  std::vector<FoundItem> out;
  const Json json = Json::parse(bytes, nullptr, false);
  const auto items = json.find("items");
  if (!json.is_object() || items == json.end() || !items->is_array()) {
    FoundItem item;
    item.error = Error{ErrorCode::kBadInput, "JSON feed: found no list of items"};
    out.push_back(std::move(item));
    return out;
  }
  const std::string publisher =
      feed_publisher(field(json, {"title"}), host_of(field(json, {"home_page_url", "feed_url"})), "");
  std::size_t number = 0;
  for (const Json& one : *items) {
    const std::optional<ByteSpan> place = find_json_value(bytes, {{"items"}, {"", number, true}});
    ++number;
    if (!one.is_object() || !place.has_value()) continue;
    FoundItem item;
    item.format = Format::kJsonLines;
    item.whole = true;
    item.url = canonical_url(field(one, {"url", "external_url"}));
    item.name = !item.url.empty() ? item.url : field(one, {"id"});
    if (item.name.empty()) item.name = std::to_string(number);
    item.publisher = publisher;
    item.bytes = std::string{slice(bytes, *place)};
    item.offset = place->begin;
    out.push_back(std::move(item));
  }
  return out;
}

}  // namespace

Decoded decode_feed(std::string_view bytes, std::string_view charset) {
  std::string hint{charset};
  std::string head{bytes.substr(0, 400)};
  // Without a mark, UTF-16 shows by the zeros of "<?xml".
  if (head.size() > 3 && head[0] == '<' && head[1] == '\0' && head[3] == '\0') return decode_as(bytes, "utf-16le");
  if (head.size() > 3 && head[0] == '\0' && head[1] == '<' && head[2] == '\0') return decode_as(bytes, "utf-16be");
  if (hint.empty() && head.find("<?xml") != std::string::npos) {
    const std::size_t at = head.find("encoding", head.find("<?xml"));
    const std::size_t end = head.find("?>");
    if (at != std::string::npos && at < end) {
      const std::size_t mark = head.find_first_of("\"'", at);
      const std::size_t close = mark == std::string::npos ? mark : head.find(head[mark], mark + 1);
      if (close != std::string::npos) hint = charset_name(head.substr(mark + 1, close - mark - 1));
    }
  }
  return decode(bytes, hint, CharsetSource::kPlain);
}

std::string feed_publisher(std::string_view title, std::string_view host, std::string_view author) {
  std::vector<std::string> parts;
  std::string rest{title};
  constexpr std::array<std::string_view, 9> kMarks{" | ", " \xC2\xBB ", " \xE2\x80\x93 ", " \xE2\x80\x94 ", " - ",
                                                   ": ",  " \xC2\xB7 ", " :: ",           " \xE2\x80\xBA "};
  while (true) {
    std::size_t at = std::string::npos;
    std::size_t size = 0;
    for (const std::string_view mark : kMarks) {
      if (const std::size_t found = rest.find(mark); found < at) {
        at = found;
        size = mark.size();
      }
    }
    parts.push_back(rest.substr(0, at));
    if (at == std::string::npos) break;
    rest = rest.substr(at + size);
  }
  if (parts.size() == 1) return parts.front();
  const std::string flat_host = squashed(host);
  for (const std::string& part : parts) {
    const std::string flat = squashed(part);
    if (flat.size() < 3) continue;
    if (flat == squashed(author) || flat_host.find(flat) != std::string::npos) return part;
    if (flat.starts_with("the") && flat.size() > 6 && flat_host.find(flat.substr(3)) != std::string::npos) return part;
  }
  return parts.front();
}

std::vector<FoundItem> read_feed_items(std::string_view bytes, const ExtractOptions& options) {
  const std::size_t first = bytes.find_first_not_of(" \t\r\n\xEF\xBB\xBF");
  if (first != std::string_view::npos && bytes[first] == '{') return read_json_feed(bytes);
  return Maker{bytes, options}.run();
}

}  // namespace headwater::detail
