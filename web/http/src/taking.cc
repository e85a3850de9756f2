#include "taking.h"

#include <algorithm>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "event_log.h"
#include "fetching.h"
#include "headwater/ingest/ingest.h"
#include "json_fields.h"
#include "media_type.h"
#include "metrics.h"
#include "multipart.h"

namespace headwater::detail {
namespace {

constexpr std::string_view kForm = "multipart/form-data";
constexpr std::string_view kAddress = "application/json";

std::optional<Format> format_of(std::string_view type) {
  if (type == "text/html" || type == "application/xhtml+xml") return Format::kHtml;
  if (type == "text/plain" || type == "text/markdown") return Format::kText;
  if (type == "application/pdf") return Format::kPdf;
  if (type == "message/rfc822") return Format::kMail;
  return std::nullopt;
}

// What the parameters say.
Result<ExtractOptions> extract_options(const Context& context, const Asked& asked) {
  ExtractOptions options;
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

// {"path","bytes"}
std::string reading_json(const std::string& path, std::size_t bytes) {
  const nlohmann::ordered_json out{{"path", path}, {"bytes", bytes}};
  return out.dump(-1, ' ', false, nlohmann::ordered_json::error_handler_t::replace);
}

constexpr std::size_t kClaimsTold = 20;  // in one event

// Reads one document, and tells those who listen how it goes.
Result<Ingested> read_in(const Context& context, std::string_view bytes, const ExtractOptions& options) {
  context.events.add("reading", reading_json(options.path, bytes.size()));
  Result<Ingested> in = ingest(context.store, bytes, options);
  if (!in.has_value()) {
    context.metrics.ingested("failed");
    context.events.add("document", ingest_failed_json(in.error(), options.path));
    return in;
  }
  context.metrics.ingested(to_string(in->status));
  context.events.add("document", ingest_line_json(in->document, to_string(in->status), in->claims));
  if (in->claims == 0 || in->status == IngestStatus::kUnchanged) return in;
  const Result<std::vector<Claim>> claims = context.store.claims_of(in->document.id);
  if (!claims.has_value()) return in;  // it is written all the same
  Found told;
  for (const Claim& claim : *claims) {
    if (told.claims.size() == kClaimsTold) break;
    told.claims.push_back({claim, in->document, 0});
  }
  told.truncated = claims->size() > told.claims.size();
  context.events.add("claims", to_json(told));
  return in;
}

Reply taken(const Result<Ingested>& read) {
  return reply_with(read, [](const Ingested& in) {
    Reply reply = json(ingest_line_json(in.document, to_string(in.status), in.claims));
    reply.status = in.status == IngestStatus::kAdded ? 201 : 200;
    reply.headers.emplace_back("Location", joined({"/api/v1/documents/", to_string(in.document.id)}));
    return reply;
  });
}

// What went wrong on the way to an address is no fault of this server, nor is the document one of its own.
Reply not_fetched(const Error& error) {
  if (error.code == ErrorCode::kInvalidArgument || error.code == ErrorCode::kBusy) return failure(error);
  if (error.code == ErrorCode::kUnsupported) return reply_of({422, error.code, error.message, {}, kNotPublic});
  return reply_of({502, error.code, error.message, {}, kFetchFailed});
}

Reply post_address(const Context& context, const Asked& asked, ExtractOptions options) {
  Fields fields{asked.body};
  const std::string url = fields.text("url", true);
  if (!fields.fault().empty()) return failure(wrong(joined({"document: ", fields.fault()})));
  if (!options.url.empty()) return failure(wrong("the address stands in the body; the parameter url is not taken too"));
  Result<Fetched> fetched = context.fetching.fetch(url);
  if (!fetched.has_value()) return not_fetched(fetched.error());
  options.path = url;
  add_what_was_said(*fetched, options);
  return taken(read_in(context, fetched->bytes, options));
}

// One file after the other; what cannot be read of one ends none of the others.
Reply post_form(const Context& context, const Asked& asked, const ExtractOptions& options) {
  const Result<std::vector<Part>> parts = then(
      boundary_in(asked.content_type), [&](const std::string& boundary) { return parts_of(asked.body, boundary); });
  if (!parts.has_value()) return failure(parts.error());
  if (parts->empty()) return failure(wrong("the form has no part; files are wanted"));
  for (const Part& part : *parts) {
    if (!part.filename.empty()) continue;
    return failure(wrong(joined({"the form: \"", part.name,
                                 "\" is no file; what is said of documents stands in the parameters of the address"})));
  }
  if (!options.url.empty() && parts->size() > 1)
    return failure(wrong("several files are not all published at one url"));
  std::vector<std::string> lines;
  bool added = false;
  for (const Part& part : *parts) {
    ExtractOptions of_part = options;
    const MediaType type = media_type_in(part.content_type);
    of_part.format = format_of(type.type);
    of_part.charset = type.charset;
    of_part.path = part.filename;
    const Result<Ingested> in = read_in(context, part.bytes, of_part);
    added = added || (in.has_value() && in->status == IngestStatus::kAdded);
    lines.push_back(in.has_value() ? ingest_line_json(in->document, to_string(in->status), in->claims)
                                   : ingest_failed_json(in.error(), part.filename));
  }
  std::string body = "{\"items\":[";
  for (const std::string& line : lines) body.append(body.ends_with('[') ? "" : ",").append(line);
  Reply reply = json(body.append("]}"));
  if (added) reply.status = 201;
  return reply;
}

}  // namespace

bool is_document_type(std::string_view content_type) {
  const std::string type = media_type_in(content_type).type;
  return type == kForm || type == kAddress || format_of(type).has_value();
}

Reply post_document(const Context& context, const Asked& asked) {
  Result<ExtractOptions> options = extract_options(context, asked);
  if (!options.has_value()) return failure(options.error());
  const MediaType type = media_type_in(asked.content_type);
  if (type.type == kAddress) return post_address(context, asked, *std::move(options));
  if (type.type == kForm) return post_form(context, asked, *options);
  options->format = format_of(type.type);
  options->charset = type.charset;
  return taken(read_in(context, asked.body, *options));
}

}  // namespace headwater::detail
