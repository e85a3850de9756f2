// Answers as JSON, in the shapes of the contract. The command line prints these and the server sends them.
//
// UTF-8, one line, keys in the contract's order. Bytes that are not UTF-8 are replaced by U+FFFD. Never fails.
#ifndef HEADWATER_QUERY_JSON_H_
#define HEADWATER_QUERY_JSON_H_

#include <string>
#include <string_view>

#include "headwater/query/analyse.h"
#include "headwater/query/drift.h"
#include "headwater/query/match.h"
#include "headwater/query/neighbours.h"
#include "headwater/query/paths.h"
#include "headwater/query/picture.h"
#include "headwater/query/report.h"
#include "headwater/query/search.h"
#include "headwater/query/show.h"
#include "headwater/query/trace.h"
#include "headwater/query/whole_store.h"
#include "headwater/schema/judgement.h"
#include "headwater/schema/record.h"
#include "headwater/schema/result.h"

namespace headwater {

std::string to_json(const Extraction& extraction, bool with_text = false);  // contract 4.2
std::string to_json(const Trace& trace);                                    // 4.3
std::string to_json(const Independence& answer);                            // 4.4
std::string to_json(const Impact& answer);                                  // 4.4
std::string to_json(const Circular& answer);                                // 4.4
std::string to_json(const Drift& answer);                                   // 4.4
std::string bottlenecks_json(const Trace& trace);                           // 4.4
std::string cut_json(const Independence& answer);
std::string to_json(const Gaps& answer);
std::string to_json(const Timeline& answer);
// {"bottlenecks":[{"node","name","kind","claims","share"}],"claims":n,"truncated":false}; share is of all claims.
std::string to_json(const WeakPoints& answer);
std::string to_json(const AllLoops& answer);
// {"node":{...},"direction":"upstream","neighbours":[{"relation","document"|"agent"|"claim","confidence","evidence",
// "relied_on_by"}],"remaining":n}; a node is {"document":{...}}, {"agent":{...}} or {"claim":{...}}. `next` is where
// the next page starts, null where there is none.
std::string to_json(const Neighbours& answer, const std::string& next = {});
// {"from":{"node","name"},"to":{...},"paths":[{"steps":[...]}],"truncated":false}; steps as of a trace.
std::string to_json(const Paths& answer);
// {"columns":["c","count(*)"],"rows":[[value,...],...],"truncated":false}; a node as in neighbours, an edge {"edge":{
// "relation","from","to","hop","how","score","confidence","rule","evidence"}}.
std::string to_json(const MatchTable& answer);
std::string to_json(const Judgement& judgement);
std::string to_json(const Picture& picture);
// The trace's keys, and besides: "sentence", "independence", "drift", "gaps", "timeline", "picture", "judgements".
std::string to_json(const Report& report);
std::string to_json(const Found& found);  // 4.5
std::string to_json(const Shown& shown);  // 4.5
// {"claims":[...],"next":"c..."|null}; each claim as show has it.
std::string to_json(const ClaimsOfDocument& answer);
std::string to_json(const StoreStats& stats);
std::string to_json(const StoreCheck& check);
// {"document":null,"error":{"code","message","path"}}
std::string failed_item_json(const Error& error, std::string_view path);
// One line of ingest, 4.5: {"document":{...}|null,"status":"...","claims":n,"error":null|{...}}
std::string ingest_line_json(const Document& document, std::string_view status, std::size_t claims);
std::string ingest_failed_json(const Error& error, std::string_view path);
// {"documents":[...],"next":"d..."|null}
std::string to_json(const DocumentList& list);
std::string to_json(const RecentDocuments& recent);
// {"agents":[...],"next":"a..."|null}
std::string to_json(const AgentList& list);
// NDJSON: the records of a list, one a line, as the list has them; "" of none.
std::string json_lines(const DocumentList& list);
std::string json_lines(const AgentList& list);
std::string json_lines(const ClaimsOfDocument& list);

}  // namespace headwater

#endif  // HEADWATER_QUERY_JSON_H_
