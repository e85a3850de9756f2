// Handlers of routes that ask where claims come from.
#ifndef HEADWATER_HTTP_SRC_QUESTIONS_H_
#define HEADWATER_HTTP_SRC_QUESTIONS_H_

#include <array>
#include <string_view>

#include "handlers.h"

namespace headwater::detail {

// Which part of the store is asked; ViewOptions says what each means. `without` is ids, apart by commas.
inline constexpr std::array<std::string_view, 6> kViewParams{
    "as_of", "recorded_by", "without", "without_retracted", "reliability", "credibility"};

Reply trace_claim(const Context& context, const Asked& asked);
Reply trace_words(const Context& context, const Asked& asked);
Reply picture_claim(const Context& context, const Asked& asked);
Reply report_claim(const Context& context, const Asked& asked);
Reply ask_independence(const Context& context, const Asked& asked);
Reply ask_bottlenecks(const Context& context, const Asked& asked);
Reply ask_cut(const Context& context, const Asked& asked);
Reply ask_drift(const Context& context, const Asked& asked);
Reply ask_gaps(const Context& context, const Asked& asked);
Reply ask_timeline(const Context& context, const Asked& asked);
Reply ask_impact(const Context& context, const Asked& asked);
Reply ask_circular(const Context& context, const Asked& asked);
Reply list_paths(const Context& context, const Asked& asked);
Reply match_pattern(const Context& context, const Asked& asked);
Reply list_neighbours(const Context& context, const Asked& asked);
// Of the whole store.
Reply search_words(const Context& context, const Asked& asked);
Reply list_loops(const Context& context, const Asked& asked);
Reply list_weak_points(const Context& context, const Asked& asked);

}  // namespace headwater::detail

#endif  // HEADWATER_HTTP_SRC_QUESTIONS_H_
