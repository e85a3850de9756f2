// Links tell who is who: two labels of one address are of one body.
#ifndef HEADWATER_INGEST_READING_LINK_NAMES_H_
#define HEADWATER_INGEST_READING_LINK_NAMES_H_

#include <cstddef>
#include <vector>

#include "reading/citations.h"
#include "reading/claims.h"

namespace headwater::detail {

// "the security firm" links where "Pellworth Labs" does, further below: the label without a name is of who has one
// there, and so is a source that stands in it. Of the first `attributed` drafts.
void name_by_links(const Analysis& a, std::vector<FoundCitation>& citations, std::vector<DraftClaim>& drafts,
                   std::size_t attributed);

}  // namespace headwater::detail

#endif  // HEADWATER_INGEST_READING_LINK_NAMES_H_
