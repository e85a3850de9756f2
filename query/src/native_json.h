// Documents and judgements as lines of JSON, with nothing lost.
#ifndef HEADWATER_QUERY_SRC_NATIVE_JSON_H_
#define HEADWATER_QUERY_SRC_NATIVE_JSON_H_

#include <string>
#include <string_view>

#include <nlohmann/json.hpp>

#include "headwater/graph/store.h"

namespace headwater::detail {

// kBadInput where a text is not UTF-8.
Result<std::string> native_line(const DocumentBatch& batch);
Result<std::string> native_line(const Judgement& judgement);

// kBadInput, with the key named and what was wanted.
Result<DocumentBatch> batch_of(const nlohmann::json& line);
Result<Judgement> judgement_of(const nlohmann::json& line);

}  // namespace headwater::detail

#endif  // HEADWATER_QUERY_SRC_NATIVE_JSON_H_
