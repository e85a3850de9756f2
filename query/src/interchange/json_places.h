// Where values stand in the text of a JSON file: what a parser forgets.
#ifndef HEADWATER_QUERY_SRC_INTERCHANGE_JSON_PLACES_H_
#define HEADWATER_QUERY_SRC_INTERCHANGE_JSON_PLACES_H_

#include <cstddef>
#include <functional>
#include <string_view>

#include "headwater/schema/result.h"
#include "headwater/schema/span.h"

namespace headwater::detail {

inline constexpr std::size_t kMaxJsonDepth = 64;

// kBadInput unless it is JSON in UTF-8 with an object outermost, kTooLarge for one nested deeper than kMaxJsonDepth.
// `format` names what was wanted. Linear.
Result<void> check_json(std::string_view text, std::string_view format);

// Of a text that check_json() let through. Visits end at the first error.
using VisitMember = std::function<Result<void>(ByteSpan name, ByteSpan value)>;  // `name` within its quotes
using VisitElement = std::function<Result<void>(ByteSpan value)>;

// From the first brace to the last.
ByteSpan outermost(std::string_view text);
// Nothing to visit where the value is no object, or no array.
Result<void> each_member(std::string_view text, ByteSpan object, const VisitMember& visit);
Result<void> each_element(std::string_view text, ByteSpan array, const VisitElement& visit);
// Of an object's member of that name, which has no escapes in it; of several the last. Empty where there is none.
ByteSpan member(std::string_view text, ByteSpan object, std::string_view name);
// Of a string that has anything in it, what is within its quotes; else all of it.
ByteSpan words_within(std::string_view text, ByteSpan value);

}  // namespace headwater::detail

#endif  // HEADWATER_QUERY_SRC_INTERCHANGE_JSON_PLACES_H_
