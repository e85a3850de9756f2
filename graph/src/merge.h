// Joining what several documents say of the same agent or document.
//
// Both joins are commutative, associative and idempotent: a record comes out the same whatever the order in which the
// documents were put, and joining a statement that is already in it changes nothing.
#ifndef HEADWATER_GRAPH_SRC_MERGE_H_
#define HEADWATER_GRAPH_SRC_MERGE_H_

#include "headwater/schema/record.h"

namespace headwater::detail {

// One spelling of a record: sorted names without doubles, `name` among them; what a referenced document cannot have
// (held, path, bytes) left out. Joins take and give records in this form.
Agent canonical(Agent agent);
Document canonical_reference(Document document);

// Names together; the longest name, of equally long ones the first by bytes; the kind that says most, in the order
// outlet, government, person, organisation, group; anonymous only if both are.
Agent join(const Agent& a, const Agent& b);

// Field by field: the one that is filled; of two, the first by bytes. Of dates the more exact one before that.
Document join(const Document& a, const Document& b);

}  // namespace headwater::detail

#endif  // HEADWATER_GRAPH_SRC_MERGE_H_
