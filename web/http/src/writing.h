// What people judge, written down.
#ifndef HEADWATER_HTTP_SRC_WRITING_H_
#define HEADWATER_HTTP_SRC_WRITING_H_

#include <string_view>

#include "handlers.h"

namespace headwater::detail {

// Whether post_judgement reads a body of this Content-Type.
bool is_json_type(std::string_view content_type);
inline constexpr std::string_view kJsonTypes = "application/json";

// {"kind","about","value"?,"other"?,"revoked"?,"by","reason"?} as `judge` takes it; 201 with what was written down.
Reply post_judgement(const Context& context, const Asked& asked);

}  // namespace headwater::detail

#endif  // HEADWATER_HTTP_SRC_WRITING_H_
