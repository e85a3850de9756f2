// Traces and what is asked about them, as JSON.
#include <algorithm>
#include <utility>
#include <variant>

#include "headwater/query/json.h"
#include "json_parts.h"

namespace headwater {

using namespace detail;  // NOLINT: the parts these are put together from

namespace {

// Null for the whole store.
Json view_json(const ViewOptions& view) {
  if (view.is_all()) return nullptr;
  const auto letter = [](char c) { return c == 0 ? Json(nullptr) : Json(std::string(1, c)); };
  return {{"as_of", date_or_null(view.as_of)},       {"recorded_by", date_or_null(view.recorded_by)},
          {"without", nodes_json(view.without)},     {"without_retracted", view.without_retracted},
          {"reliability", letter(view.reliability)}, {"credibility", letter(view.credibility)}};
}

Json json_of(const Trace& trace) {
  Json bottlenecks = Json::array();
  for (const NodeName& node : trace.bottlenecks) bottlenecks.push_back(node_name(node));
  Json circular = Json::array();
  for (const std::vector<Document>& loop : trace.circular) {
    Json documents = Json::array();
    for (const Document& document : loop) documents.push_back(document_name(document));
    circular.push_back({{"documents", std::move(documents)}});
  }
  return {{"claim", claim_name(trace.claim, trace.document)},
          {"chains", chains_json(trace.chains)},
          {"independent_sources", trace.independent_sources},
          {"bottlenecks", std::move(bottlenecks)},
          {"circular", std::move(circular)},
          {"chains_left_out", trace.chains_left_out},
          {"view", view_json(trace.view)},
          {"truncated", trace.truncated}};
}

Json json_of(const Independence& answer) {
  Json cut = Json::array();
  for (const NodeName& node : answer.cut) cut.push_back(node_name(node));
  return {{"claim", claim_name(answer.claim, answer.document)},
          {"independent_sources", answer.independent_sources},
          {"disjoint_chains", node_lists_json(answer.disjoint_chains)},
          {"cut", std::move(cut)},
          {"outlets_repeating", answer.outlets_repeating},
          {"chains", chains_json(answer.chains)},
          {"view", view_json(answer.view)},
          {"truncated", answer.truncated}};
}

Json json_of(const Impact& answer) {
  Json falls = Json::array();
  for (const Impact::Fallen& one : answer.falls) {
    falls.push_back({{"claim", claim_name(one.claim, one.document)}, {"supports", node_lists_json(one.supports)}});
  }
  Json weakened = Json::array();
  for (const Impact::Weakened& one : answer.weakened) {
    weakened.push_back({{"claim", claim_name(one.claim, one.document)},
                        {"from", one.from},
                        {"to", one.to},
                        {"supports", node_lists_json(one.supports)}});
  }
  return {
      {"withdrawn", node_name(answer.withdrawn)}, {"gone", nodes_json(answer.gone)}, {"falls", std::move(falls)},
      {"weakened", std::move(weakened)},          {"view", view_json(answer.view)},  {"truncated", answer.truncated}};
}

Json loops_json(const std::vector<Loop>& loops) {
  Json out = Json::array();
  for (const Loop& loop : loops) {
    Json documents = Json::array();
    for (const Document& document : loop.documents) documents.push_back(document_name(document));
    Json closing = nullptr;
    if (loop.closing_from && loop.closing_to) {
      closing = {{"from", document_name(*loop.closing_from)},
                 {"to", document_name(*loop.closing_to)},
                 {"date", date_or_null(loop.date)}};
    }
    out.push_back({{"documents", std::move(documents)}, {"closed", loop.closed}, {"closing_edge", std::move(closing)}});
  }
  return out;
}

// As a list's `after` takes it.
Json next_json(const std::optional<std::size_t>& next) { return next ? Json(std::to_string(*next)) : Json(nullptr); }

Json json_of(const Circular& answer) {
  return {{"loops", loops_json(answer.loops)}, {"view", view_json(answer.view)}, {"truncated", answer.truncated}};
}

Json json_of(const AllLoops& answer) {
  return {{"loops", loops_json(answer.loops)},
          {"next", next_json(answer.next)},
          {"view", view_json(answer.view)},
          {"truncated", answer.truncated}};
}

Json json_of(const Drift& answer) {
  Json steps = Json::array();
  for (const DriftStep& step : answer.steps) {
    Json changes = Json::array();
    for (const Change& c : step.changes)
      changes.push_back({{"kind", to_string(c.kind)}, {"before", c.before}, {"after", c.after}});
    steps.push_back({{"from", claim_name(step.from, step.from_document)},
                     {"to", claim_name(step.to, step.to_document)},
                     {"changes", std::move(changes)}});
  }
  return {{"claim", claim_name(answer.claim, answer.document)},
          {"steps", std::move(steps)},
          {"view", view_json(answer.view)},
          {"truncated", answer.truncated}};
}

Json bottlenecks_of(const Trace& trace) {
  Json bottlenecks = Json::array();
  for (const NodeName& node : trace.bottlenecks) {
    bottlenecks.push_back(
        {{"node", id_or_null(node.node)}, {"name", node.name}, {"kind", node.node.agent() ? "agent" : "document"}});
  }
  return {{"claim", claim_name(trace.claim, trace.document)},
          {"bottlenecks", std::move(bottlenecks)},
          {"chains", chains_json(trace.chains)},
          {"view", view_json(trace.view)},
          {"truncated", trace.truncated}};
}

Json cut_of(const Independence& answer) {
  Json cut = Json::array();
  for (const NodeName& node : answer.cut) cut.push_back(node_name(node));
  return {{"claim", claim_name(answer.claim, answer.document)},
          {"cut", std::move(cut)},
          {"disjoint_chains", node_lists_json(answer.disjoint_chains)},
          {"chains", chains_json(answer.chains)},
          {"view", view_json(answer.view)},
          {"truncated", answer.truncated}};
}

Json json_of(const Gaps& answer) {
  Json gaps = Json::array();
  for (const Gap& gap : answer.gaps) {
    gaps.push_back({{"kind", to_string(gap.kind)},
                    {"missing", node_name(gap.missing)},
                    {"claim", claim_name(gap.claim, gap.document)},
                    {"evidence", evidence_json(gap.evidence, gap.quote)}});
  }
  return {{"claim", claim_name(answer.claim, answer.document)},
          {"gaps", std::move(gaps)},
          {"chains", chains_json(answer.chains)},
          {"view", view_json(answer.view)},
          {"truncated", answer.truncated}};
}

Json json_of(const Timeline& answer) {
  Json days = Json::array();
  for (const Timeline::Day& day : answer.days) {
    Json came_out = Json::array();
    for (const Document& document : day.came_out) came_out.push_back(document_name(document));
    Json cut_named = Json::array();
    for (const NodeName& node : day.cut_named) cut_named.push_back(node_name(node));
    days.push_back({{"date", day.date.text()},
                    {"came_out", std::move(came_out)},
                    {"outlets", day.outlets},
                    {"independent_sources", day.independent_sources},
                    {"disjoint_chains", node_lists_json(day.disjoint_chains)},
                    {"cut", nodes_json(day.cut)},
                    {"cut_named", std::move(cut_named)}});
  }
  Json claims = Json::array();
  for (const ClaimId id : answer.claims) claims.push_back(to_string(NodeId{id}));
  return {{"claim", claim_name(answer.claim, answer.document)},
          {"claims", std::move(claims)},
          {"days", std::move(days)},
          {"first_appeared", date_or_null(answer.first_appeared)},
          {"first_carried_by", answer.first_carried_by ? document_name(*answer.first_carried_by) : Json(nullptr)},
          {"independent_since", date_or_null(answer.independent_since)},
          {"undated", answer.undated},
          {"view", view_json(answer.view)},
          {"truncated", answer.truncated}};
}

Json json_of(const WeakPoints& answer) {
  Json points = Json::array();
  for (const WeakPoint& point : answer.points) {
    const double all = static_cast<double>(std::max<std::size_t>(answer.claims, 1));
    points.push_back({{"node", to_string(point.source.node)},
                      {"name", point.source.name},
                      {"kind", point.source.node.agent() ? "agent" : "document"},
                      {"claims", point.claims},
                      {"share", static_cast<double>(point.claims) / all}});
  }
  return {{"bottlenecks", std::move(points)},
          {"claims", answer.claims},
          {"next", next_json(answer.next)},
          {"view", view_json(answer.view)},
          {"truncated", answer.truncated}};
}

Json node_json(const Node& node) {
  if (const auto* document = std::get_if<Document>(&node)) return {{"document", document_name(*document)}};
  if (const auto* agent = std::get_if<Agent>(&node)) return {{"agent", agent_name(*agent)}};
  const auto& claim = std::get<ClaimNode>(node);
  return {{"claim", claim_name(claim.claim, claim.document)}};
}

Json json_of(const Neighbours& answer, const std::string& next) {
  Json neighbours = Json::array();
  for (const Neighbour& one : answer.neighbours) {
    Json out = {{"relation", to_string(one.edge.relation)}};
    out.update(node_json(one.node));
    out["confidence"] = one.edge.evidence.confidence;
    out["evidence"] = evidence_json(one.edge.evidence, one.quote);
    out["relied_on_by"] = one.relied_on_by;
    neighbours.push_back(std::move(out));
  }
  return {{"node", node_json(answer.node)},
          {"direction", answer.direction == Direction::kUpstream ? "upstream" : "downstream"},
          {"neighbours", std::move(neighbours)},
          {"remaining", answer.remaining},
          {"truncated", answer.truncated},
          {"next", text_or_null(next)}};
}

Json edge_json(const MatchedEdge& matched) {
  const Edge& edge = matched.edge;
  return {{"edge",
           {{"relation", to_string(edge.relation)},
            {"from", to_string(edge.from)},
            {"to", to_string(edge.to)},
            {"hop", edge.hop},
            {"how", edge.relation == Relation::kCites ? Json(to_string(edge.how)) : Json(nullptr)},
            {"score", edge.score},
            {"confidence", edge.evidence.confidence},
            {"rule", edge.evidence.rule},
            {"evidence", evidence_json(edge.evidence, matched.quote)}}}};
}

Json value_json(const MatchValue& value) {
  if (const auto* node = std::get_if<Node>(&value)) return node_json(*node);
  if (const auto* edge = std::get_if<MatchedEdge>(&value)) return edge_json(*edge);
  return std::visit(
      [](const auto& plain) {
        using Plain = std::decay_t<decltype(plain)>;
        if constexpr (std::is_same_v<Plain, std::monostate> || std::is_same_v<Plain, Node> ||
                      std::is_same_v<Plain, MatchedEdge>) {
          return Json(nullptr);
        } else {
          return Json(plain);
        }
      },
      value);
}

Json json_of(const MatchTable& answer) {
  Json rows = Json::array();
  for (const std::vector<MatchValue>& row : answer.rows) {
    Json cells = Json::array();
    for (const MatchValue& value : row) cells.push_back(value_json(value));
    rows.push_back(std::move(cells));
  }
  return {{"columns", answer.columns}, {"rows", std::move(rows)}, {"truncated", answer.truncated}};
}

Json json_of(const Paths& answer) {
  Json paths = Json::array();
  for (const Path& path : answer.paths) paths.push_back({{"steps", steps_json(path)}});
  return {{"from", node_name(answer.from)},
          {"to", node_name(answer.to)},
          {"paths", std::move(paths)},
          {"truncated", answer.truncated}};
}

Json point_json(const Point& point) { return Json::array({point.x, point.y}); }

Json json_of(const Picture& picture) {
  Json nodes = Json::array();
  for (const PictureNode& node : picture.nodes) {
    nodes.push_back({{"node", to_string(node.node)},
                     {"title", node.title},
                     {"detail", node.detail},
                     {"end", node.end ? Json(to_string(*node.end)) : Json(nullptr)},
                     {"asked", node.is_asked},
                     {"gap", node.is_gap},
                     {"copies", node.copies},
                     {"centre", point_json(node.centre)},
                     {"width", node.width},
                     {"height", node.height}});
  }
  Json edges = Json::array();
  for (const PictureEdge& edge : picture.edges) {
    Json path = Json::array();
    for (const Point& point : edge.path) path.push_back(point_json(point));
    edges.push_back({{"from", to_string(picture.nodes[edge.from].node)},
                     {"to", to_string(picture.nodes[edge.to].node)},
                     {"relation", to_string(edge.relation)},
                     {"confidence", edge.confidence},
                     {"quote", edge.quote},
                     {"loop", edge.is_loop},
                     {"path", std::move(path)}});
  }
  return {{"nodes", std::move(nodes)},
          {"edges", std::move(edges)},
          {"width", picture.width},
          {"height", picture.height},
          {"nodes_left_out", picture.nodes_left_out},
          {"truncated", picture.truncated}};
}

Json json_of(const Report& report) {
  Json out = json_of(report.trace);
  out["sentence"] = answer_sentence(report);
  out["independence"] = json_of(report.independence);
  out["drift"] = json_of(report.drift);
  out["gaps"] = json_of(report.gaps);
  out["timeline"] = json_of(report.timeline);
  out["picture"] = json_of(report.picture);
  Json judgements = Json::array();
  for (const Judgement& one : report.judged) judgements.push_back(judgement_json(one));
  out["judgements"] = std::move(judgements);
  return out;
}

}  // namespace

std::string to_json(const Trace& trace) { return dumped(json_of(trace)); }
std::string to_json(const Independence& answer) { return dumped(json_of(answer)); }
std::string to_json(const Impact& answer) { return dumped(json_of(answer)); }
std::string to_json(const Circular& answer) { return dumped(json_of(answer)); }
std::string to_json(const Drift& answer) { return dumped(json_of(answer)); }
std::string to_json(const Gaps& answer) { return dumped(json_of(answer)); }
std::string to_json(const Timeline& answer) { return dumped(json_of(answer)); }
std::string to_json(const Picture& picture) { return dumped(json_of(picture)); }
std::string to_json(const Report& report) { return dumped(json_of(report)); }
std::string to_json(const MatchTable& answer) { return dumped(json_of(answer)); }
std::string to_json(const Paths& answer) { return dumped(json_of(answer)); }
std::string to_json(const WeakPoints& answer) { return dumped(json_of(answer)); }
std::string to_json(const AllLoops& answer) { return dumped(json_of(answer)); }
std::string to_json(const Neighbours& answer, const std::string& next) { return dumped(json_of(answer, next)); }
std::string bottlenecks_json(const Trace& trace) { return dumped(bottlenecks_of(trace)); }
std::string cut_json(const Independence& answer) { return dumped(cut_of(answer)); }
std::string to_json(const Judgement& judgement) { return dumped(judgement_json(judgement)); }

}  // namespace headwater
