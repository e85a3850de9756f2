// What an answer calls a node.
#ifndef HEADWATER_QUERY_SRC_NODE_NAME_H_
#define HEADWATER_QUERY_SRC_NODE_NAME_H_

#include <string>

#include "headwater/graph/store.h"
#include "headwater/query/trace.h"

namespace headwater::detail {

// Its title, else who put it out, else where it is.
std::string name_of(const Document& document);
// Of a document or an agent. kNotFound if it is not there, kInvalidArgument for a claim.
Result<NodeName> name_of(const Store& store, const NodeId& node);

}  // namespace headwater::detail

#endif  // HEADWATER_QUERY_SRC_NODE_NAME_H_
