// Attributions of sentences for which the reader found nobody: told by rules that are sure enough of themselves, but
// have too few cases to learn from.
#ifndef HEADWATER_INGEST_READING_LATE_ATTRIBUTIONS_H_
#define HEADWATER_INGEST_READING_LATE_ATTRIBUTIONS_H_

#include <cstdint>
#include <vector>

#include "reading/analysis.h"
#include "reading/attributions.h"

namespace headwater::detail {

// "..., Health Hub reports.": an outlet's name before a verb that the tagger takes for a noun.
inline constexpr const char* kClosingReportRule = "closing-report@1";
// "Dutch law bans all fishing, the ministry said": a clause whose verb the tagger took for a noun, and who closes it.
inline constexpr const char* kClosingSaidRule = "closing-said@1";
// "The authority called the drain 'the probable source' of it": what somebody calls somebody else's doing, in their
// own words.
inline constexpr const char* kCallingRule = "calling@1";

// "..., insists Ewan Calder, harbour master of Tarn.", "..., the country's watchdog disclosed on Thursday.": who closes
// a sentence, before the verb or after it.
inline constexpr const char* kClosingSpeakerRule = "closing-speaker@1";
// "By the latest notice of the Coast Guard, 38 bodies have been found.", "On board, by the Herald's count, were 318
// people.": what is so by somebody's count or paper.
inline constexpr const char* kByCountRule = "by-count@1";

// "'They had a calendar,' as the analyst put it to the Herald."
inline constexpr const char* kAsPutRule = "as-put@1";
inline constexpr const char* kAsPerRule = "as-per@1";
// "C, as Stack Watch, a blog from Bell Street, was the first to report."
inline constexpr const char* kAsFirstRule = "as-first@1";

// "Chinese law forbids all activities": a noun of range `r`, and at `i` what the tagger takes for the plural of one,
// before "all" or an article.
bool is_verb_in_disguise(const Analysis& a, Range r, std::int32_t i);

// Adds attributions of sentences that nobody else is given for: those that end in a comma, a name and a verb of saying
// in either order, those in which somebody calls or describes something in quotation marks or puts it so, and those
// that are so by somebody's count. `found` stays in text order. Linear.
void add_late_attributions(const Analysis& a, std::vector<FoundAttribution>& found);

}  // namespace headwater::detail

#endif  // HEADWATER_INGEST_READING_LATE_ATTRIBUTIONS_H_
