// Compiles as it is. With any one of the bad lines it must not.
#include "headwater/schema/id.h"

namespace headwater {

DocumentId same_kind(DocumentId id) { return id; }
NodeId any_kind(ClaimId id) { return id; }

#if defined(HEADWATER_ASSIGNS_CLAIM_TO_DOCUMENT)
DocumentId bad(ClaimId id) { return id; }
#elif defined(HEADWATER_ASSIGNS_AGENT_TO_DOCUMENT)
DocumentId bad(AgentId id) { return id; }
#elif defined(HEADWATER_ASSIGNS_NODE_TO_AGENT)
AgentId bad(NodeId id) { return id; }
#elif defined(HEADWATER_COMPARES_AGENT_WITH_DOCUMENT)
bool bad(AgentId a, DocumentId d) { return a == d; }
#elif defined(HEADWATER_MAKES_ID_OF_BYTES)
DocumentId bad(DocumentId::Array bytes) { return bytes; }
#endif

}  // namespace headwater
