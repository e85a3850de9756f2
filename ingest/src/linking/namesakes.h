// Bodies that documents call by a short name and by a whole one.
#ifndef HEADWATER_INGEST_LINKING_NAMESAKES_H_
#define HEADWATER_INGEST_LINKING_NAMESAKES_H_

#include <vector>

#include "headwater/graph/store.h"
#include "headwater/schema/record.h"

namespace headwater::detail {

// A same_as edge for each body of the new document that another document knows by a short name, as this one does:
// "Brightvale" there, "Brightvale Creamery, called Brightvale" here; or the other way round. Only where nobody else in
// the store is called so. Reads at most 64 agents a name.
Result<std::vector<Edge>> namesakes(const Store& store, const Extraction& extraction);

}  // namespace headwater::detail

#endif  // HEADWATER_INGEST_LINKING_NAMESAKES_H_
