#include "node_name.h"

namespace headwater::detail {

std::string name_of(const Document& document) {
  for (const std::string* name : {&document.title, &document.publisher, &document.url, &document.path}) {
    if (!name->empty()) return *name;
  }
  return to_string(NodeId{document.id});
}

Result<NodeName> name_of(const Store& store, const NodeId& node) {
  NodeName out{node, {}};
  if (const std::optional<AgentId> id = node.agent()) {
    const Result<std::optional<Agent>> agent = store.agent(*id);
    if (!agent) return agent.error();
    if (!*agent) return Error{ErrorCode::kNotFound, "there is no agent " + to_string(node)};
    out.name = (*agent)->name;
    return out;
  }
  const std::optional<DocumentId> id = node.document();
  if (!id) return Error{ErrorCode::kInvalidArgument, to_string(node) + " is a claim; wanted a document or an agent"};
  const Result<std::optional<Document>> document = store.document(*id);
  if (!document) return document.error();
  if (!*document) return Error{ErrorCode::kNotFound, "there is no document " + to_string(node)};
  out.name = name_of(**document);
  return out;
}

}  // namespace headwater::detail
