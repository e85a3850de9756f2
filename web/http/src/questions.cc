#include "questions.h"

#include <utility>

#include "headwater/query/analyse.h"
#include "headwater/query/drift.h"
#include "headwater/query/match.h"
#include "headwater/query/neighbours.h"
#include "headwater/query/paths.h"
#include "headwater/query/picture.h"
#include "headwater/query/report.h"
#include "headwater/query/search.h"
#include "headwater/query/trace.h"
#include "headwater/query/whole_store.h"
#include "params.h"

namespace headwater::detail {
namespace {

Result<AnalyseOptions> options_in(const Asked& asked) {
  AnalyseOptions out;
  ViewOptions& view = out.trace.view;
  for (const Result<void>& read :
       {read_moment(asked, view), read_letter(asked, "reliability", 'A', 'F', view.reliability),
        read_letter(asked, "credibility", '1', '6', view.credibility)}) {
    if (!read.has_value()) return read.error();
  }
  std::string ids = asked.param("without");
  while (!ids.empty()) {
    const std::string one = ids.substr(0, ids.find(','));
    const std::optional<NodeId> node = NodeId::parse(one);
    if (!node) return wrong(joined({"without: \"", one, "\" is no id"}));
    view.without.push_back(*node);
    ids.erase(0, one.size() + 1);
  }
  if (const Result<void> read = read_bool(asked, "without_retracted", view.without_retracted); !read.has_value())
    return read.error();
  return out;
}

constexpr std::size_t kMostBoxes = 3'000;  // of a picture

Result<PictureOptions> picture_options_in(const Asked& asked) {
  PictureOptions out;
  const Result<std::size_t> most = count_in(asked, "max_nodes", 1, kMostBoxes, out.max_nodes);
  if (!most.has_value()) return most.error();
  out.max_nodes = *most;
  const Result<void> read = read_bool(asked, "fold_copies", out.fold_copies);
  return read.has_value() ? Result<PictureOptions>{out} : Result<PictureOptions>{read.error()};
}

// `ask` is given the store, the claim and the options.
template <class Ask>
auto of_claim(const Context& context, const Asked& asked, std::string_view id, Ask ask)
    -> decltype(ask(context.store, ClaimId{}, AnalyseOptions{})) {
  return then(claim_id(id), [&](ClaimId claim) -> decltype(ask(context.store, ClaimId{}, AnalyseOptions{})) {
    const Result<AnalyseOptions> options = options_in(asked);
    if (!options.has_value()) return options.error();
    return ask(context.store, claim, *options);
  });
}

Result<Trace> traced(const Store& store, ClaimId claim, const AnalyseOptions& options) {
  return trace(store, claim, options.trace);
}

// To be kept as a file: what has its own styles is not shown under the rules of this server's pages.
Reply saved(Reply reply, std::string_view name) {
  reply.headers.emplace_back("Content-Disposition", joined({"attachment; filename=\"", name, "\""}));
  return reply;
}

constexpr std::size_t kMostPaths = 100;
constexpr std::size_t kUsualRows = 100;
constexpr std::size_t kMostMatchRows = 5'000;
constexpr std::size_t kMostMatchSteps = 300'000;  // some seconds
constexpr std::size_t kLongestPath = 64;

// Of any node. kInvalidArgument for what is no id.
template <class Answer>
Result<Answer> of_node(const Context& context, const Asked& asked,
                       Result<Answer> (*ask)(const Store&, const NodeId&, const AnalyseOptions&)) {
  const Result<NodeId> node = node_id(asked.id);
  if (!node.has_value()) return node.error();
  const Result<AnalyseOptions> options = options_in(asked);
  if (!options.has_value()) return options.error();
  return ask(context.store, *node, *options);
}

Result<SearchOptions> search_options_in(const Asked& asked) {
  SearchOptions out;
  const Result<std::size_t> limit = limit_in(asked, out.limit);
  if (!limit.has_value()) return limit.error();
  out.limit = *limit;
  out.after = asked.param("after");
  if (const Result<void> read = read_moment(asked, out.view); !read.has_value()) return read.error();
  out.filter.agent = asked.param("agent");
  out.filter.outlet = asked.param("outlet");
  for (const Result<void>& read :
       {read_word(asked, "medium", parse_medium, out.filter.medium),
        read_word(asked, "end", parse_end_class, out.filter.end), read_date(asked, "since", out.filter.since),
        read_date(asked, "until", out.filter.until)}) {
    if (!read.has_value()) return read.error();
  }
  return out;
}

}  // namespace

Reply search_words(const Context& context, const Asked& asked) {
  return json_reply(then(search_options_in(asked), [&](const SearchOptions& options) {
    return search(context.store, asked.param("q"), options);
  }));
}

Reply match_pattern(const Context& context, const Asked& asked) {
  MatchOptions options;
  options.max_steps = kMostMatchSteps;
  options.max_kept = kMostMatchRows;
  const Result<std::size_t> limit = limit_in(asked, kUsualRows);
  if (!limit.has_value()) return failure(limit.error());
  options.limit = *limit;
  if (const Result<void> read = read_moment(asked, options.view); !read.has_value()) return failure(read.error());
  Result<MatchTable> found = match(context.store, asked.param("q"), options);
  // It is no fault of the server that a query asks for what it does not read.
  if (!found.has_value() && found.error().code == ErrorCode::kUnsupported) return failure(wrong(found.error().message));
  return json_reply(std::move(found));
}

Reply trace_claim(const Context& context, const Asked& asked) {
  return json_reply(of_claim(context, asked, asked.id, traced));
}

Reply trace_words(const Context& context, const Asked& asked) {
  const std::string* claim = asked.target.param("claim");
  const std::string* words = asked.target.param("q");
  if ((claim == nullptr) == (words == nullptr)) return failure(wrong("either claim=ID or q=WORDS is wanted"));
  if (claim != nullptr) return json_reply(of_claim(context, asked, *claim, traced));
  return json_reply(then(search(context.store, *words, {.limit = 1}), [&](const Found& found) -> Result<Trace> {
    if (found.claims.empty()) return Error{ErrorCode::kNotFound, "no claim has these words"};
    return then(options_in(asked), [&](const AnalyseOptions& options) {
      return trace(context.store, found.claims.front().claim.id, options.trace);
    });
  }));
}

Reply picture_claim(const Context& context, const Asked& asked) {
  const Result<PictureOptions> how = picture_options_in(asked);
  if (!how.has_value()) return failure(how.error());
  return json_reply(of_claim(context, asked, asked.id,
                             [&](const Store& store, ClaimId claim, const AnalyseOptions& options) -> Result<Picture> {
                               TraceOptions far = options.trace;
                               if (how->max_nodes > PictureOptions{}.max_nodes) far.max_chains = how->max_nodes;
                               return then(trace(store, claim, far),
                                           [&](const Trace& chains) { return picture(store, chains, *how); });
                             }));
}

Reply report_claim(const Context& context, const Asked& asked) {
  const std::string format = asked.param("format", "md");
  const Result<PictureOptions> how = picture_options_in(asked);
  if (!how.has_value()) return failure(how.error());
  if (format == "sentence") {
    return reply_with(of_claim(context, asked, asked.id, traced),
                      [](const Trace& trace) { return text(one_sentence(trace)); });
  }
  if (format != "md" && format != "html" && format != "json" && format != "dot" && format != "svg")
    return failure(wrong(joined({"format must be md, html, json, dot, svg or sentence, not \"", format, "\""})));
  const auto made_with = [&](const Store& store, ClaimId claim, const AnalyseOptions& options) {
    return report(store, claim, options, *how);
  };
  return reply_with(of_claim(context, asked, asked.id, made_with), [&](const Report& made) {
    if (format == "html") return saved(text(report_html(made), "text/html"), "report.html");
    if (format == "json") return json(to_json(made));
    if (format == "dot") return text(picture_dot(made.picture), "text/vnd.graphviz");
    if (format == "svg") return saved(text(picture_svg(made.picture), "image/svg+xml"), "chains.svg");
    return text(report_markdown(made), "text/markdown");
  });
}

Reply ask_independence(const Context& context, const Asked& asked) {
  return json_reply(of_claim(context, asked, asked.id, independence));
}

Reply ask_bottlenecks(const Context& context, const Asked& asked) {
  return reply_with(of_claim(context, asked, asked.id, traced),
                    [](const Trace& trace) { return json(bottlenecks_json(trace)); });
}

Reply ask_cut(const Context& context, const Asked& asked) {
  return reply_with(of_claim(context, asked, asked.id, independence),
                    [](const Independence& answer) { return json(cut_json(answer)); });
}

Reply ask_drift(const Context& context, const Asked& asked) {
  return json_reply(
      of_claim(context, asked, asked.id, [](const Store& store, ClaimId claim, const AnalyseOptions& options) {
        return drift(store, claim, options.trace);
      }));
}

Reply ask_gaps(const Context& context, const Asked& asked) {
  return json_reply(of_claim(context, asked, asked.id, gaps));
}

Reply ask_timeline(const Context& context, const Asked& asked) {
  return json_reply(of_claim(context, asked, asked.id, timeline));
}

Reply ask_impact(const Context& context, const Asked& asked) { return json_reply(of_node(context, asked, impact)); }

Reply ask_circular(const Context& context, const Asked& asked) { return json_reply(of_node(context, asked, circular)); }

Reply list_neighbours(const Context& context, const Asked& asked) {
  const Result<NodeId> node = node_id(asked.id);
  if (!node.has_value()) return failure(node.error());
  NeighbourOptions options;
  const std::string direction = asked.param("direction", "upstream");
  if (direction != "upstream" && direction != "downstream")
    return failure(wrong(joined({"direction must be upstream or downstream, not \"", direction, "\""})));
  options.direction = direction == "upstream" ? Direction::kUpstream : Direction::kDownstream;
  const Result<std::size_t> limit = limit_in(asked, options.limit);
  const Result<std::size_t> skip = count_in(asked, "after", 0, options.max_edges, 0);
  if (!limit.has_value()) return failure(limit.error());
  if (!skip.has_value()) return failure(skip.error());
  if (const Result<void> read = read_moment(asked, options.view); !read.has_value()) return failure(read.error());
  options.limit = *limit;
  options.skip = *skip;
  return reply_with(neighbours(context.store, *node, options), [&](const Neighbours& found) {
    const std::size_t end = *skip + found.neighbours.size();
    const bool more = found.remaining > 0 && !found.neighbours.empty() && end < options.max_edges;
    return json(to_json(found, more ? std::to_string(end) : std::string{}));
  });
}

Reply list_paths(const Context& context, const Asked& asked) {
  PathOptions options;
  std::vector<NodeId> ends;
  for (const char* name : {"from", "to"}) {
    const std::optional<NodeId> node = NodeId::parse(asked.param(name));
    if (!node.has_value()) return failure(wrong(joined({name, ": \"", asked.param(name), "\" is no id"})));
    ends.push_back(*node);
  }
  const Result<std::size_t> limit = count_in(asked, "limit", 1, kMostPaths, options.max_paths);
  const Result<std::size_t> length = count_in(asked, "max_length", 1, kLongestPath, options.max_length);
  if (!limit.has_value()) return failure(limit.error());
  if (!length.has_value()) return failure(length.error());
  if (const Result<void> read = read_moment(asked, options.view); !read.has_value()) return failure(read.error());
  options.max_paths = *limit;
  options.max_length = *length;
  return json_reply(paths(context.store, ends[0], ends[1], options));
}

namespace {

Result<WholeStoreOptions> page_asked(const Asked& asked) {
  WholeStoreOptions out;
  const Result<std::size_t> limit = limit_in(asked, out.limit);
  if (!limit.has_value()) return limit.error();
  const Result<std::size_t> skip = count_in(asked, "after", 0, WholeStoreOptions::kMostSkipped, 0);
  if (!skip.has_value()) return skip.error();
  Result<AnalyseOptions> analyse = options_in(asked);
  if (!analyse.has_value()) return analyse.error();
  out.limit = *limit;
  out.skip = *skip;
  out.analyse = std::move(*analyse);
  return out;
}

}  // namespace

Reply list_loops(const Context& context, const Asked& asked) {
  return json_reply(then(page_asked(asked), [&](const auto& options) { return all_loops(context.store, options); }));
}

Reply list_weak_points(const Context& context, const Asked& asked) {
  return json_reply(then(page_asked(asked), [&](const auto& options) { return weak_points(context.store, options); }));
}

}  // namespace headwater::detail
