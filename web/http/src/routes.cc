#include "routes.h"

#include <algorithm>
#include <cstdint>
#include <exception>
#include <initializer_list>
#include <random>
#include <utility>
#include <vector>

#include "exports.h"
#include "handlers.h"
#include "headwater/schema/fnv1a.h"
#include "questions.h"
#include "records.h"
#include "taking.h"
#include "writing.h"

namespace headwater::detail {

std::string_view page_file(std::string_view name);  // what web/page was built to
std::string_view api_file(std::string_view name);   // openapi.json

namespace {

Reply stats(const Context& context, const Asked&) { return json_reply(context.store.stats()); }

Reply health(const Context& context, const Asked&) {
  return json(joined({R"({"status":"ok","version":")" HEADWATER_VERSION R"(","read_only":)",
                      context.takes_documents ? "false" : "true", "}"}));
}

Reply tell_metrics(const Context& context, const Asked&) {
  return reply_with(context.metrics.text(context.store),
                    [](const std::string& out) { return text(out, "text/plain; version=0.0.4"); });
}

// To HEAD alone: listeners.h has the answer to GET.
Reply stream_events(const Context&, const Asked&) { return {200, std::string{kEventStream}, {}, {}, {}}; }

Reply describe(const Context&, const Asked&) { return json(std::string{api_file("openapi.json")}); }

// One file of the page, from memory.
template <const std::string_view& kName, const std::string_view& kType>
Reply file(const Context&, const Asked&) {
  return text(std::string{page_file(kName)}, kType);
}

constexpr std::string_view kHtml = "text/html";
constexpr std::string_view kCss = "text/css";
constexpr std::string_view kScript = "text/javascript";
constexpr std::string_view kSvg = "image/svg+xml";
constexpr std::string_view kIndexFile = "index.html";
constexpr std::string_view kStyleFile = "page.css";
constexpr std::string_view kPageFile = "page.js";
constexpr std::string_view kIconFile = "icon.svg";

// kNever: answers that change while the store stands still.
enum class Tagged { kByStore, kNever };

// Whether the answer comes in chunks; kLines where format=ndjson asks for it.
enum class Streams { kNever, kLines, kAlways };

struct Route {
  std::string_view method;  // GET stands for HEAD too
  std::string_view path;    // {id} stands for one piece
  std::vector<std::string_view> params;
  Reply (*handler)(const Context&, const Asked&);
  Tagged tagged = Tagged::kByStore;
  std::vector<std::string_view> required = {};
  bool (*takes)(std::string_view content_type) = nullptr;  // of a POST
  std::string_view types = {};                             // and what those are called
  Streams streams = Streams::kNever;
};

// Parameters that say which part of the store is asked, beside others.
std::vector<std::string_view> viewed(std::vector<std::string_view> others) {
  others.insert(others.end(), kViewParams.begin(), kViewParams.end());
  return others;
}
// As it stood at some moment.
std::vector<std::string_view> dated(std::vector<std::string_view> others) {
  others.insert(others.end(), {"as_of", "recorded_by"});
  return others;
}

// A list that may be had as NDJSON.
Route list(std::string_view path, Reply (*handler)(const Context&, const Asked&)) {
  return {"GET", path,           dated({"limit", "after", "format"}), handler, Tagged::kByStore, {}, nullptr,
          {},    Streams::kLines};
}

const std::vector<Route>& table() {
  const std::vector<std::string_view> kViewed = viewed({});
  static const std::vector<Route> routes{
      {"GET", "/", {}, file<kIndexFile, kHtml>},
      {"GET", "/page.css", {}, file<kStyleFile, kCss>},
      {"GET", "/page.js", {}, file<kPageFile, kScript>},
      {"GET", "/icon.svg", {}, file<kIconFile, kSvg>},
      {"POST",
       "/api/v1/documents",
       {"url", "published", "publisher", "kind"},
       post_document,
       Tagged::kNever,
       {},
       is_document_type,
       kDocumentTypes},
      {"POST", "/api/v1/judgements", {}, post_judgement, Tagged::kNever, {}, is_json_type, kJsonTypes},
      list("/api/v1/documents", list_documents),
      {"GET", "/api/v1/recent", {"limit"}, list_recent},
      {"GET", "/api/v1/documents/{id}", dated({}), show_document},
      {"GET", "/api/v1/documents/{id}/text", {}, document_text},
      list("/api/v1/documents/{id}/claims", read_claims),
      {"GET", "/api/v1/claims", dated({"document", "limit", "after"}), list_claims, Tagged::kByStore, {"document"}},
      {"GET", "/api/v1/claims/{id}", dated({}), show_claim},
      {"GET", "/api/v1/claims/{id}/trace", kViewed, trace_claim},
      {"GET", "/api/v1/claims/{id}/picture", viewed({"fold_copies", "max_nodes"}), picture_claim},
      {"GET", "/api/v1/trace", viewed({"claim", "q"}), trace_words},
      {"GET", "/api/v1/analyse/independence/{id}", kViewed, ask_independence},
      {"GET", "/api/v1/analyse/bottlenecks/{id}", kViewed, ask_bottlenecks},
      {"GET", "/api/v1/analyse/cut/{id}", kViewed, ask_cut},
      {"GET", "/api/v1/analyse/drift/{id}", kViewed, ask_drift},
      {"GET", "/api/v1/analyse/gaps/{id}", kViewed, ask_gaps},
      {"GET", "/api/v1/analyse/timeline/{id}", kViewed, ask_timeline},
      {"GET", "/api/v1/analyse/impact/{id}", kViewed, ask_impact},
      {"GET", "/api/v1/analyse/circular/{id}", kViewed, ask_circular},
      {"GET", "/api/v1/neighbours/{id}", dated({"direction", "limit", "after"}), list_neighbours},
      {"GET",
       "/api/v1/paths",
       dated({"from", "to", "limit", "max_length"}),
       list_paths,
       Tagged::kByStore,
       {"from", "to"}},
      {"GET", "/api/v1/loops", viewed({"limit", "after"}), list_loops},
      {"GET", "/api/v1/bottlenecks", viewed({"limit", "after"}), list_weak_points},
      {"GET",
       "/api/v1/search",
       dated({"q", "limit", "after", "agent", "medium", "end", "since", "until", "outlet"}),
       search_words,
       Tagged::kByStore,
       {"q"}},
      {"GET", "/api/v1/query", dated({"q", "limit"}), match_pattern, Tagged::kByStore, {"q"}},
      list("/api/v1/agents", list_agents),
      {"GET", "/api/v1/agents/{id}", dated({}), show_agent},
      {"GET", "/api/v1/report/{id}", viewed({"format", "fold_copies"}), report_claim},
      {"GET",
       "/api/v1/export",
       {"format", "marking"},
       export_whole_store,
       Tagged::kByStore,
       {},
       nullptr,
       {},
       Streams::kAlways},
      {"GET", "/api/v1/stats", {}, stats, Tagged::kNever},
      {"GET", "/api/v1/health", {}, health, Tagged::kNever},
      {"GET", "/api/v1/events", {}, stream_events, Tagged::kNever},
      {"GET", "/metrics", {}, tell_metrics, Tagged::kNever},
      {"GET", "/api/v1/openapi.json", {}, describe},
  };
  return routes;
}

// Piece by piece. The piece that stands for {id} goes to `id`.
bool matches(std::string_view pattern, const std::vector<std::string>& path, std::string_view& id) {
  id = {};
  for (std::size_t i = 0; i < path.size(); ++i) {
    if (pattern.empty()) return false;
    pattern.remove_prefix(1);
    const std::string_view piece = pattern.substr(0, pattern.find('/'));
    pattern.remove_prefix(piece.size());
    if (piece == "{id}") {
      id = path[i];
    } else if (piece != path[i]) {
      return false;
    }
  }
  return pattern.empty();
}

std::string_view table_method(std::string_view method) { return method == "HEAD" ? "GET" : method; }

const Route* find_route(std::string_view method, const Target& target, std::string_view& id) {
  for (const Route& route : table()) {
    if (route.method == table_method(method) && matches(route.path, target.path, id)) return &route;
  }
  return nullptr;
}

std::string allowed_methods(const Target& target) {
  std::string methods;
  std::string_view id;
  for (const Route& route : table()) {
    if (!matches(route.path, target.path, id)) continue;
    if (!methods.empty()) methods += ", ";
    methods += route.method == "GET" ? "GET, HEAD" : std::string{route.method};
  }
  return methods;
}

std::string listed(const std::vector<std::string_view>& words) {
  std::string list;
  for (const std::string_view word : words) list.append(list.empty() ? "" : ", ").append(word);
  return list.empty() ? "none" : list;
}

// Of what is asked for: who was never answered has no tag of it.
std::string mark_of(const Target& target) {
  Fnv1a hash;
  const auto add = [&](std::string_view text) { hash.add(text).add(0xff); };
  for (const std::string& piece : target.path) add(piece);
  for (const auto& [name, value] : target.params) {
    add(name);
    add(value);
  }
  return std::to_string(hash.value());
}

std::vector<std::string_view> paths_of_routes() {
  std::vector<std::string_view> paths;
  for (const Route& route : table()) paths.push_back(route.path);
  return paths;
}

constexpr std::size_t kCachedBytes = 16u << 20;  // of answers that were given lately

std::string random_word() {
  constexpr std::string_view kDigits = "0123456789abcdef";
  std::random_device source;
  std::string word;
  for (int i = 0; i < 12; ++i) word += kDigits[source() % kDigits.size()];
  return word;
}

}  // namespace

Routes::Routes(Store& store, const ServerOptions& options)
    : store_{store},
      allow_writing_{options.allow_writing},
      write_token_{options.write_token},
      max_body_bytes_{options.max_body_bytes},
      run_{random_word()},
      fetching_{options},
      events_{run_},
      metrics_{paths_of_routes()},
      cache_{kCachedBytes} {}

std::optional<Problem> Routes::admit(const RequestHead& head) const {
  std::string_view id;
  const Route* route = find_route(head.method, head.target, id);
  if (route == nullptr) {
    const std::string allow = allowed_methods(head.target);
    if (allow.empty()) return Problem{404, ErrorCode::kNotFound, "there is nothing at this path", {}};
    return Problem{405, ErrorCode::kUnsupported, joined({"this path takes ", allow, ", not ", head.method}), allow};
  }
  const std::string* format = head.target.param("format");
  const bool streams = route->streams == Streams::kAlways ||
                       (route->streams == Streams::kLines && format != nullptr && *format == "ndjson");
  if (streams && head.http_1_0) {
    return Problem{505, ErrorCode::kUnsupported, "this answer comes in chunks, which HTTP/1.0 does not know", {}};
  }
  for (const auto& [name, value] : head.target.params) {
    if (std::find(route->params.begin(), route->params.end(), name) != route->params.end()) continue;
    return Problem{400,
                   ErrorCode::kInvalidArgument,
                   joined({"unknown parameter \"", name, "\"; this path takes: ", listed(route->params)}),
                   {}};
  }
  for (const std::string_view name : route->required) {
    if (head.target.param(name) != nullptr) continue;
    return Problem{400, ErrorCode::kInvalidArgument, joined({"the parameter ", name, " is missing"}), {}};
  }
  if (route->method != "POST") return std::nullopt;
  if (!allow_writing_) {
    return Problem{403,
                   ErrorCode::kInvalidArgument,
                   "this server was started to read only; nothing can be written",
                   {},
                   kForbidden};
  }
  if (std::optional<Problem> problem = write_token_.refuse(head.field("authorization"))) return problem;
  const std::string* type = head.field("content-type");
  if (type == nullptr || route->takes(*type)) return std::nullopt;
  return Problem{
      415, ErrorCode::kUnsupported, joined({"the Content-Type must be ", route->types, ", not \"", *type, "\""}), {}};
}

bool Routes::is_stream(const RequestHead& head) {
  std::string_view id;
  const Route* route = head.method == "GET" ? find_route(head.method, head.target, id) : nullptr;
  return route != nullptr && route->handler == stream_events;
}

std::size_t Routes::number_of(const RequestHead& head) {
  std::string_view id;
  const Route* route = find_route(head.method, head.target, id);
  return route == nullptr ? Metrics::kNoRoute : static_cast<std::size_t>(route - table().data());
}

std::string Routes::tag_of(const Target& target, std::uint64_t version) const {
  return joined({"\"", run_, "-", std::to_string(version), "-", mark_of(target), "\""});
}

std::string Routes::entity_tag(const Target& target) const {
  std::string_view id;
  const Route* route = find_route("GET", target, id);
  if (route == nullptr || route->tagged == Tagged::kNever) return {};
  return tag_of(target, store_.version());
}

std::string Routes::known_already(const RequestHead& head) const {
  const std::string* list = head.field("if-none-match");
  if (list == nullptr || table_method(head.method) != "GET") return {};
  const std::string tag = entity_tag(head.target);
  // Only whole tags are compared: ours has no comma in it, and the quotes bound it on both sides.
  return !tag.empty() && list->find(tag) != std::string::npos ? tag : std::string{};
}

Reply Routes::answer(const Call& call) const {
  try {
    const Checked<Target> parsed = parse_target(call.target, {});
    if (const Problem* problem = std::get_if<Problem>(&parsed)) return reply_of(*problem);
    const Target& target = std::get<Target>(parsed);
    std::string_view id;
    const Route* route = find_route(call.method, target, id);
    if (route == nullptr) return reply_of({404, ErrorCode::kNotFound, "there is nothing at this path", {}});
    const bool is_tagged = route->tagged == Tagged::kByStore && table_method(call.method) == "GET";
    // Taken before the store is read: a document that comes in between makes the tag too old, never too new.
    const std::uint64_t version = is_tagged ? store_.version() : 0;
    if (is_tagged) {
      if (const std::shared_ptr<const Reply> kept = cache_.find(call.target, version)) return *kept;
    }
    Reply reply = route->handler({store_, max_body_bytes_, allow_writing_, exports_, fetching_, events_, metrics_},
                                 {target, id, call.content_type, call.body});
    if (reply.status == 200 && is_tagged) {
      reply.headers.emplace_back("ETag", tag_of(target, version));
      if (!reply.stream) cache_.keep(call.target, version, reply);
    }
    return reply;
  } catch (const std::exception&) {
    return reply_of({500, ErrorCode::kIo, "the request could not be finished", {}});
  }
}

}  // namespace headwater::detail
