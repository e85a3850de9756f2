// The words of a graph query.
#ifndef HEADWATER_QUERY_SRC_MATCH_TOKENS_H_
#define HEADWATER_QUERY_SRC_MATCH_TOKENS_H_

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include "headwater/schema/result.h"

namespace headwater::detail {

struct Token {
  enum class Kind { kEnd, kWord, kString, kNumber, kSymbol };

  Kind kind = Kind::kEnd;
  std::string text;    // of a string what it stands for
  std::size_t at = 0;  // first byte in the query
  std::size_t end = 0;
};

// "query, at byte 17: wanted ..."; `at` counts from 0.
Error query_error(std::size_t at, std::string_view what, ErrorCode code = ErrorCode::kInvalidArgument);

// The last one is kEnd. Comments are no tokens.
Result<std::vector<Token>> tokens_of(std::string_view query);

}  // namespace headwater::detail

#endif  // HEADWATER_QUERY_SRC_MATCH_TOKENS_H_
