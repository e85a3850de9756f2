// Handlers of routes that show what the store holds, by itself and in lists.
#ifndef HEADWATER_HTTP_SRC_RECORDS_H_
#define HEADWATER_HTTP_SRC_RECORDS_H_

#include "handlers.h"

namespace headwater::detail {

// With format=ndjson a list is not cut into pages: all of it, or `limit` records, comes in chunks as it is read, one
// record a line.
Reply list_documents(const Context& context, const Asked& asked);
Reply list_recent(const Context& context, const Asked& asked);
Reply list_agents(const Context& context, const Asked& asked);
Reply read_claims(const Context& context, const Asked& asked);  // of one document, as show has them
Reply list_claims(const Context& context, const Asked& asked);  // of one document, as search has them
Reply show_document(const Context& context, const Asked& asked);
Reply show_claim(const Context& context, const Asked& asked);
Reply show_agent(const Context& context, const Asked& asked);
Reply document_text(const Context& context, const Asked& asked);

}  // namespace headwater::detail

#endif  // HEADWATER_HTTP_SRC_RECORDS_H_
