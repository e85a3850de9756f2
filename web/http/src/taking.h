// Documents that somebody sends: as the body itself, as the files of a form, or by their address.
#ifndef HEADWATER_HTTP_SRC_TAKING_H_
#define HEADWATER_HTTP_SRC_TAKING_H_

#include <string_view>

#include "handlers.h"

namespace headwater::detail {

// Whether post_document reads a body of this Content-Type.
bool is_document_type(std::string_view content_type);
inline constexpr std::string_view kDocumentTypes =
    "text/html, application/xhtml+xml, text/plain, text/markdown, application/pdf or message/rfc822, "
    "multipart/form-data for files, or application/json for an address";

// 201 where something is new. One document, however it comes, gives the line of `ingest`; a form gives
// {"items":[...]} with a line for each file, in their order.
Reply post_document(const Context& context, const Asked& asked);

}  // namespace headwater::detail

#endif  // HEADWATER_HTTP_SRC_TAKING_H_
