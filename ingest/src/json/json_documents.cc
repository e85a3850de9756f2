#include "json/json_documents.h"

#include <algorithm>
#include <utility>

#include <nlohmann/json.hpp>

#include "json/json_text.h"
#include "text/byline.h"
#include "text/charset.h"
#include "text/date_phrase.h"
#include "text/language.h"
#include "text/url.h"

namespace headwater::detail {
namespace {

using Json = nlohmann::json;

constexpr int kMaxDepth = 64;

// nlohmann's parser keeps its own stack, but what it builds is taken down by recursion.
bool too_deep(std::string_view line) {
  int depth = 0;
  bool inside = false;
  for (std::size_t i = 0; i < line.size(); ++i) {
    const char c = line[i];
    if (inside) {
      if (c == '\\') ++i;
      if (c == '"') inside = false;
      continue;
    }
    if (c == '"') inside = true;
    if ((c == '{' || c == '[') && ++depth > kMaxDepth) return true;
    if (c == '}' || c == ']') --depth;
  }
  return false;
}

std::string text_of(const Json& json, std::initializer_list<const char*> keys) {
  for (const char* key : keys) {
    const auto it = json.find(key);
    if (it == json.end()) continue;
    if (it->is_string() && !it->get_ref<const std::string&>().empty()) return it->get<std::string>();
    if (it->is_object() && it->contains("name") && (*it)["name"].is_string()) return (*it)["name"].get<std::string>();
  }
  return {};
}

std::vector<std::string> authors_of(const Json& json) {
  std::vector<std::string> out;
  for (const char* key : {"authors", "author", "byline", "creator"}) {
    const auto it = json.find(key);
    if (it == json.end()) continue;
    const Json list = it->is_array() ? *it : Json::array({*it});
    for (const Json& one : list) {
      const std::string name = one.is_string() ? one.get<std::string>() : one.is_object() ? text_of(one, {"name"}) : "";
      for (std::string& author : authors_in(name)) {
        if (std::find(out.begin(), out.end(), author) == out.end()) out.push_back(std::move(author));
      }
    }
    if (!out.empty()) break;
  }
  return out;
}

class LineReader final : public ItemReader {
 public:
  LineReader(std::unique_ptr<BufferedSource> source, const ReadLimits& limits)
      : source_{std::move(source)}, limits_{limits} {}

  std::optional<FoundItem> next() override {
    while (true) {
      const std::uint64_t offset = source_->offset();
      bool cut = false;
      std::optional<std::string> line = source_->line(limits_.max_bytes, cut);
      if (!line.has_value()) return broken_end();
      ++number_;
      if (line->find_first_not_of(" \t\r") == std::string::npos) continue;
      FoundItem item;
      item.name = std::to_string(number_);
      item.format = Format::kJsonLines;
      item.whole = true;
      item.offset = offset;
      if (cut) {
        item.error = Error{ErrorCode::kTooLarge,
                           "the line is longer than the limit of " + std::to_string(limits_.max_bytes) + " bytes"};
      }
      item.bytes = std::move(*line);
      return item;
    }
  }

 private:
  std::optional<FoundItem> broken_end() {
    if (told_ || !source_->error().has_value()) return std::nullopt;
    told_ = true;
    FoundItem item;
    item.error = *source_->error();
    return item;
  }

  std::unique_ptr<BufferedSource> source_;
  ReadLimits limits_;
  std::size_t number_ = 0;
  bool told_ = false;
};

}  // namespace

std::unique_ptr<ItemReader> read_json_lines(std::unique_ptr<BufferedSource> source, const ReadLimits& limits) {
  return std::make_unique<LineReader>(std::move(source), limits);
}

Result<SourceText> read_json_line(std::string_view line, const ReadLimits& limits) {
  if (line.size() > limits.max_bytes || line.size() > 0x40000000) {
    return Error{ErrorCode::kTooLarge, "JSON: " + std::to_string(line.size()) + " bytes, at most " +
                                           std::to_string(limits.max_bytes) + " are read"};
  }
  if (too_deep(line)) {
    return Error{ErrorCode::kTooLarge, "JSON: nested deeper than " + std::to_string(kMaxDepth) + " levels"};
  }
  const Json json = Json::parse(line, nullptr, false);
  if (!json.is_object()) return Error{ErrorCode::kBadInput, "JSON: found no object, wanted {url, html or text, ...}"};
  const std::string url = text_of(json, {"url", "link", "canonical_url", "source_url"});
  Result<SourceText> out = Error{ErrorCode::kBadInput, "JSON: found neither \"html\" nor \"text\" in the object"};
  for (const char* key : {"html", "content_html", "raw_html", "text", "body", "content", "content_text", "article"}) {
    const auto it = json.find(key);
    if (it == json.end() || !it->is_string() || it->get_ref<const std::string&>().empty()) continue;
    const std::optional<JsonString> value = find_json_string(line, {{key}});
    if (!value.has_value()) continue;
    const std::string_view text = value->text;
    const bool page = std::string_view{key}.find("html") != std::string_view::npos;
    out = page ? read_html(text, url, "utf-8", limits) : read_plain_text(text, "utf-8", limits);
    if (!out.has_value()) break;
    lead_back(out->map, out->text, value->trail, RawCoding::kJson);
    break;
  }
  if (!out.has_value()) return out;
  const auto keep = [](std::string& field, std::string value) {
    if (!value.empty()) field = std::move(value);
  };
  keep(out->title, text_of(json, {"title", "headline"}));
  keep(out->publisher, text_of(json, {"publisher", "site_name", "source", "outlet"}));
  keep(out->language, language_tag(text_of(json, {"language", "lang"})));
  keep(out->url, canonical_url(url));
  if (std::vector<std::string> authors = authors_of(json); !authors.empty()) {
    out->authors = std::move(authors);
    out->byline.clear();
  }
  const std::string date =
      text_of(json, {"published", "date", "date_published", "published_at", "publish_date", "pubDate"});
  if (std::optional<Date> published = read_machine_date(date)) out->published = std::move(published);
  const std::string changed = text_of(json, {"updated", "modified", "date_modified", "updated_at", "dateModified"});
  if (std::optional<Date> updated = read_machine_date(changed)) out->updated = std::move(updated);
  out->retrieved = read_machine_date(
      text_of(json, {"retrieved", "retrieved_at", "fetched", "fetched_at", "crawled", "date_download"}));
  return out;
}

}  // namespace headwater::detail
