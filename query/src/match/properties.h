// What the records of the graph are asked for by name.
#ifndef HEADWATER_QUERY_SRC_MATCH_PROPERTIES_H_
#define HEADWATER_QUERY_SRC_MATCH_PROPERTIES_H_

#include <optional>
#include <string>
#include <string_view>

#include "cell.h"
#include "headwater/schema/record.h"
#include "syntax.h"

namespace headwater::detail {

// Nothing where records of this kind have no such property; null where this one has no value.
std::optional<Cell> property_of(const Claim& claim, std::string_view name);
std::optional<Cell> property_of(const Document& document, std::string_view name);
std::optional<Cell> property_of(const Agent& agent, std::string_view name);
// All but the quote, which is read from a text.
std::optional<Cell> property_of(const Edge& edge, std::string_view name);

// The kinds of node that have it.
Kinds kinds_with(std::string_view property);
// "id, text, ...": those of these kinds, each once.
std::string properties_of(const Kinds& kinds);
std::string properties_of_edges();

constexpr std::string_view kQuoteProperty = "quote";
bool is_edge_property(std::string_view name);

}  // namespace headwater::detail

#endif  // HEADWATER_QUERY_SRC_MATCH_PROPERTIES_H_
