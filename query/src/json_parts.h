// The pieces that answers as JSON have in common.
#ifndef HEADWATER_QUERY_SRC_JSON_PARTS_H_
#define HEADWATER_QUERY_SRC_JSON_PARTS_H_

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include <nlohmann/json.hpp>

#include "headwater/query/trace.h"
#include "headwater/schema/judgement.h"
#include "headwater/schema/record.h"

namespace headwater::detail {

using Json = nlohmann::ordered_json;

// On one line; bytes that are not UTF-8 are replaced.
std::string dumped(const Json& json);

Json text_or_null(const std::string& text);
Json date_or_null(const std::optional<Date>& date);
Json recorded_or_null(std::int64_t recorded);
Json id_or_null(const NodeId& id);
Json span_json(ByteSpan span);
Json spans_json(const Spans& spans);

// The three names of the contract, 4.4.
Json document_name(const Document& document);
Json agent_name(const Agent& agent);
Json claim_name(const Claim& claim, const Document& document);

// {"node","name"}
Json node_name(const NodeName& node);
Json evidence_json(const Evidence& evidence, const std::string& quote);
Json steps_json(const std::vector<TraceStep>& steps);
Json chains_json(const std::vector<Chain>& chains);
// ["d...","a..."]
Json nodes_json(const std::vector<NodeId>& nodes);
// [["d...","a..."],...]
Json node_lists_json(const std::vector<std::vector<NodeId>>& lists);
Json judgement_json(const Judgement& judgement);

}  // namespace headwater::detail

#endif  // HEADWATER_QUERY_SRC_JSON_PARTS_H_
