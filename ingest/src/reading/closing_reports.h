// "..., Health Hub reports.": an outlet's name before a verb that the tagger takes for a noun.
#ifndef HEADWATER_INGEST_READING_CLOSING_REPORTS_H_
#define HEADWATER_INGEST_READING_CLOSING_REPORTS_H_

#include <vector>

#include "reading/analysis.h"
#include "reading/attributions.h"

namespace headwater::detail {

inline constexpr const char* kClosingReportRule = "closing-report@1";

// Adds attributions of sentences that end in a comma, a name and a verb of saying, where nobody else was found for
// them. `found` stays in text order. Linear.
void add_closing_reports(const Analysis& a, std::vector<FoundAttribution>& found);

}  // namespace headwater::detail

#endif  // HEADWATER_INGEST_READING_CLOSING_REPORTS_H_
