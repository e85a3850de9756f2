// Who put out a document that speaks, or goes by what it does, where the text tells it elsewhere.
#ifndef HEADWATER_INGEST_READING_ISSUERS_H_
#define HEADWATER_INGEST_READING_ISSUERS_H_

#include <cstddef>
#include <vector>

#include "reading/analysis.h"
#include "reading/claims.h"
#include "reading/entities.h"

namespace headwater::detail {

// Of the first `attributed` drafts, in text order, gives to a body that has a name
//   - what its people wrote in a report, a statement or a filing of theirs ("surveyors of the Safety Office wrote in
//   the
//     report");
//   - what a document says whose issuer is not told with it ("the document notes"), where the text knows one issuer of
//     such a document alone;
//   - what people without a name say in a document that is soon spoken of again as the body's;
//   - what somebody says who goes by a trade ("the watchdog", "the lender"), where one name in the text tells that
//   trade.
void name_issuers(const Analysis& a, const Entities& entities, std::vector<DraftClaim>& drafts, std::size_t attributed);

}  // namespace headwater::detail

#endif  // HEADWATER_INGEST_READING_ISSUERS_H_
