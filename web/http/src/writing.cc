#include "writing.h"

#include <algorithm>

#include <nlohmann/json.hpp>

#include "headwater/ingest/ingest.h"

namespace headwater::detail {
namespace {

// text/html; charset="utf-8" -> {"text/html", "utf-8"}, in lower case.
std::pair<std::string, std::string> media_type(std::string_view header) {
  std::string low{header};
  std::transform(low.begin(), low.end(), low.begin(),
                 [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c; });
  std::string type = low.substr(0, low.find(';'));
  type.erase(type.find_last_not_of(" \t") + 1);
  std::string charset;
  if (const std::size_t at = low.find("charset="); at != std::string::npos) {
    charset = low.substr(at + 8, low.find(';', at) - at - 8);
    charset.erase(std::remove_if(charset.begin(), charset.end(), [](char c) { return c == '"' || c == ' '; }),
                  charset.end());
  }
  return {std::move(type), std::move(charset)};
}

std::optional<Format> format_of(std::string_view type) {
  if (type == "text/html" || type == "application/xhtml+xml") return Format::kHtml;
  if (type == "text/plain" || type == "text/markdown") return Format::kText;
  if (type == "application/pdf") return Format::kPdf;
  if (type == "message/rfc822") return Format::kMail;
  return std::nullopt;
}

Result<ExtractOptions> extract_options(const Context& context, const Asked& asked) {
  ExtractOptions options;
  const auto [type, charset] = media_type(asked.content_type);
  options.format = format_of(type);
  options.charset = charset;
  options.url = asked.param("url");
  options.path = options.url.empty() ? "-" : options.url;
  options.publisher = asked.param("publisher");
  options.limits.max_bytes = context.max_body_bytes;
  if (const std::string* kind = asked.target.param("kind")) {
    options.kind = parse_document_kind(*kind);
    if (!options.kind.has_value()) {
      return wrong(joined({"kind must be article, report, statement, transcript or other, not \"", *kind, "\""}));
    }
  }
  if (const std::string* published = asked.target.param("published")) {
    Result<Date> date = Date::parse(*published);
    if (!date.has_value()) return wrong(joined({"published: ", date.error().message}));
    if (!date->day().has_value()) return wrong(joined({"published: \"", *published, "\" is no day"}));
    options.published = *std::move(date);
  }
  return options;
}

// Reads the fields of one JSON object; keeps what was first found to be wrong.
class Fields {
 public:
  explicit Fields(std::string_view body) : json_(nlohmann::json::parse(body, nullptr, false)) {
    if (!json_.is_object()) fault_ = "the body must be one JSON object";
  }

  std::string text(const char* key, bool is_wanted) {
    const nlohmann::json* value = find(key);
    if (value == nullptr || value->is_null()) {
      if (is_wanted) fail(key, "is missing");
      return {};
    }
    if (!value->is_string()) fail(key, "must be text");
    return value->is_string() ? value->get<std::string>() : std::string{};
  }
  NodeId node(const char* key, bool is_wanted) {
    const std::string words = text(key, is_wanted);
    const std::optional<NodeId> id = NodeId::parse(words);
    if (!words.empty() && !id) fail(key, "must be an id");
    return id.value_or(NodeId{});
  }
  bool flag(const char* key) {
    const nlohmann::json* value = find(key);
    if (value != nullptr && !value->is_boolean()) fail(key, "must be true or false");
    return value != nullptr && *value == true;
  }
  // Whatever was not asked for is wrong too.
  const std::string& fault() {
    if (!fault_.empty()) return fault_;
    for (const auto& [key, value] : json_.items()) {
      if (std::find(known_.begin(), known_.end(), key) == known_.end()) fail(key, "is no field of it");
    }
    return fault_;
  }

 private:
  const nlohmann::json* find(const char* key) {
    known_.emplace_back(key);
    const auto it = json_.is_object() ? json_.find(key) : json_.end();
    return json_.is_object() && it != json_.end() ? &*it : nullptr;
  }
  void fail(std::string_view key, std::string_view what) {
    if (fault_.empty()) fault_ = joined({"\"", key, "\" ", what});
  }

  nlohmann::json json_;
  std::vector<std::string> known_;
  std::string fault_;
};

Result<Judgement> judgement_in(std::string_view body) {
  Fields fields{body};
  Judgement out;
  const std::string kind = fields.text("kind", true);
  out.about = fields.node("about", true);
  out.other = fields.node("other", false);
  out.value = fields.text("value", false);
  out.revoked = fields.flag("revoked");
  out.by = fields.text("by", true);
  out.reason = fields.text("reason", false);
  if (!fields.fault().empty()) return wrong(joined({"judgement: ", fields.fault()}));
  const std::optional<JudgementKind> known = parse_judgement_kind(kind);
  if (!known) {
    return wrong(
        joined({"judgement: kind must be retraction, correction, same_as, reliability, credibility or marking, not \"",
                kind, "\""}));
  }
  out.kind = *known;
  return out;
}

}  // namespace

bool is_document_type(std::string_view content_type) { return format_of(media_type(content_type).first).has_value(); }
bool is_json_type(std::string_view content_type) { return media_type(content_type).first == "application/json"; }

Reply post_document(const Context& context, const Asked& asked) {
  const auto read = then(extract_options(context, asked),
                         [&](const ExtractOptions& options) { return ingest(context.store, asked.body, options); });
  return reply_with(read, [](const Ingested& in) {
    Reply reply = json(ingest_line_json(in.document, to_string(in.status), in.claims));
    reply.status = in.status == IngestStatus::kAdded ? 201 : 200;
    reply.headers.emplace_back("Location", joined({"/api/v1/documents/", to_string(in.document.id)}));
    return reply;
  });
}

Reply post_judgement(const Context& context, const Asked& asked) {
  const auto written = then(judgement_in(asked.body), [&](Judgement judgement) -> Result<Judgement> {
    const Result<void> checked = valid(judgement);
    return checked.has_value() ? context.store.judge(std::move(judgement)) : Result<Judgement>{checked.error()};
  });
  Reply reply = json_reply(written);
  if (written.has_value()) reply.status = 201;
  return reply;
}

}  // namespace headwater::detail
