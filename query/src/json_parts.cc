#include "json_parts.h"

#include <utility>

namespace headwater::detail {

std::string dumped(const Json& json) { return json.dump(-1, ' ', false, Json::error_handler_t::replace); }

Json text_or_null(const std::string& text) { return text.empty() ? Json(nullptr) : Json(text); }
Json date_or_null(const std::optional<Date>& date) { return date.has_value() ? Json(date->text()) : Json(nullptr); }
Json recorded_or_null(std::int64_t recorded) {
  return recorded == 0 ? Json(nullptr) : Json(Date::from_seconds_since_epoch(recorded).text());
}
Json id_or_null(const NodeId& id) { return id.is_null() ? Json(nullptr) : Json(to_string(id)); }

Json span_json(ByteSpan span) { return Json::array({span.begin, span.end}); }

Json spans_json(const Spans& spans) {
  Json out = Json::array();
  for (const ByteSpan span : spans) out.push_back(span_json(span));
  return out;
}

Json document_name(const Document& document) {
  return {{"id", to_string(document.id)},         {"title", document.title},
          {"url", text_or_null(document.url)},    {"path", text_or_null(document.path)},
          {"medium", to_string(document.medium)}, {"held", document.held}};
}

Json agent_name(const Agent& agent) {
  return {{"id", to_string(agent.id)},
          {"name", agent.name},
          {"kind", to_string(agent.kind)},
          {"anonymous", agent.anonymous}};
}

Json claim_name(const Claim& claim, const Document& document) {
  return {{"id", to_string(claim.id)},
          {"text", claim.text},
          {"document", document_name(document)},
          {"content", spans_json(claim.content)}};
}

Json node_name(const NodeName& node) { return {{"node", id_or_null(node.node)}, {"name", node.name}}; }

Json evidence_json(const Evidence& evidence, const std::string& quote) {
  return {{"document", id_or_null(evidence.document.is_null() ? NodeId{} : NodeId{evidence.document})},
          {"spans", spans_json(evidence.spans)},
          {"quote", quote}};
}

namespace {

Json step_json(const TraceStep& step) {
  return {{"from", to_string(step.from)},
          {"relation", to_string(step.relation)},
          {"to", to_string(step.to)},
          {"evidence", evidence_json(step.evidence, step.quote)},
          {"confidence", step.evidence.confidence},
          {"from_name", step.from_name},
          {"to_name", step.to_name}};
}

}  // namespace

Json steps_json(const std::vector<TraceStep>& steps) {
  Json out = Json::array();
  for (const TraceStep& step : steps) out.push_back(step_json(step));
  return out;
}

namespace {

Json chain_json(const Chain& chain) {
  Json through = Json::array();
  for (const NodeId& node : chain.through) through.push_back(to_string(node));
  return {{"steps", steps_json(chain.steps)},
          {"end",
           {{"class", to_string(chain.end.end)},
            {"node", id_or_null(chain.end.node)},
            {"name", chain.end.name},
            {"medium", to_string(chain.end.medium)},
            {"held", chain.end.held},
            {"not_found_in", id_or_null(chain.end.not_found_in ? NodeId{*chain.end.not_found_in} : NodeId{})}}},
          {"through", std::move(through)}};
}

}  // namespace

Json chains_json(const std::vector<Chain>& chains) {
  Json out = Json::array();
  for (const Chain& chain : chains) out.push_back(chain_json(chain));
  return out;
}

Json nodes_json(const std::vector<NodeId>& nodes) {
  Json out = Json::array();
  for (const NodeId& node : nodes) out.push_back(to_string(node));
  return out;
}

Json node_lists_json(const std::vector<std::vector<NodeId>>& lists) {
  Json out = Json::array();
  for (const std::vector<NodeId>& list : lists) out.push_back(nodes_json(list));
  return out;
}

Json judgement_json(const Judgement& judgement) {
  return {{"kind", to_string(judgement.kind)},    {"about", id_or_null(judgement.about)},
          {"other", id_or_null(judgement.other)}, {"value", text_or_null(judgement.value)},
          {"revoked", judgement.revoked},         {"by", judgement.by},
          {"reason", judgement.reason},           {"recorded", recorded_or_null(judgement.recorded)},
          {"sequence", judgement.sequence}};
}

}  // namespace headwater::detail
