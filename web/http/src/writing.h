// Handlers of routes that write to the store.
#ifndef HEADWATER_HTTP_SRC_WRITING_H_
#define HEADWATER_HTTP_SRC_WRITING_H_

#include <string_view>

#include "handlers.h"

namespace headwater::detail {

// Whether the body of a POST of this Content-Type is one that post_document reads; post_judgement.
bool is_document_type(std::string_view content_type);
bool is_json_type(std::string_view content_type);
inline constexpr std::string_view kDocumentTypes = "text/html, text/plain, application/pdf or message/rfc822";
inline constexpr std::string_view kJsonTypes = "application/json";

// One document as the body; 201 where it is new.
Reply post_document(const Context& context, const Asked& asked);

// {"kind","about","value"?,"other"?,"revoked"?,"by","reason"?} as `judge` takes it; 201 with what was written down.
Reply post_judgement(const Context& context, const Asked& asked);

}  // namespace headwater::detail

#endif  // HEADWATER_HTTP_SRC_WRITING_H_
