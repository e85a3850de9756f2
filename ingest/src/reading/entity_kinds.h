// What the bearers of names are: told by the names, by roles beside them, and by what the text does with them.
#ifndef HEADWATER_INGEST_READING_ENTITY_KINDS_H_
#define HEADWATER_INGEST_READING_ENTITY_KINDS_H_

#include "reading/analysis.h"
#include "reading/entities.h"

namespace headwater::detail {

// Gives every entity whose kind is not sure one, and every body the short forms of its name. Linear in the text.
void settle_kinds(const Analysis& a, Entities& entities);

}  // namespace headwater::detail

#endif  // HEADWATER_INGEST_READING_ENTITY_KINDS_H_
