// From the words of a graph query to its parts. The grammar is in headwater/query/match.h.
#ifndef HEADWATER_QUERY_SRC_MATCH_PARSER_H_
#define HEADWATER_QUERY_SRC_MATCH_PARSER_H_

#include <string_view>

#include "headwater/schema/result.h"
#include "syntax.h"

namespace headwater::detail {

// Names are bound, properties known, and what counts stands in RETURN and ORDER BY alone.
Result<Query> parse_query(std::string_view text);

}  // namespace headwater::detail

#endif  // HEADWATER_QUERY_SRC_MATCH_PARSER_H_
