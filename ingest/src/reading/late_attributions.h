// Attributions of sentences for which the reader found nobody: told by rules that are sure enough of themselves, but
// have too few cases to learn from.
#ifndef HEADWATER_INGEST_READING_LATE_ATTRIBUTIONS_H_
#define HEADWATER_INGEST_READING_LATE_ATTRIBUTIONS_H_

#include <vector>

#include "reading/analysis.h"
#include "reading/attributions.h"

namespace headwater::detail {

// "..., Health Hub reports.": an outlet's name before a verb that the tagger takes for a noun.
inline constexpr const char* kClosingReportRule = "closing-report@1";
// "The authority called the drain 'the probable source' of it": what somebody calls somebody else's doing, in their
// own words.
inline constexpr const char* kCallingRule = "calling@1";

// Adds attributions of sentences that nobody else is given for: those that end in a comma, a name and a verb of saying,
// and those in which somebody calls or describes something in quotation marks. `found` stays in text order. Linear.
void add_late_attributions(const Analysis& a, std::vector<FoundAttribution>& found);

}  // namespace headwater::detail

#endif  // HEADWATER_INGEST_READING_LATE_ATTRIBUTIONS_H_
