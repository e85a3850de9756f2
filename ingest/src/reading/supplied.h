// Attributions and parts of a reading as embedders see and supply them: checked before they are used.
#ifndef HEADWATER_INGEST_READING_SUPPLIED_H_
#define HEADWATER_INGEST_READING_SUPPLIED_H_

#include <optional>
#include <string>
#include <vector>

#include "headwater/ingest/reading.h"
#include "headwater/schema/result.h"
#include "reading/analysis.h"
#include "reading/attributions.h"

namespace headwater::detail {

// What keeps the parts of a reading from fitting together; nothing if they do. Linear.
std::optional<std::string> fault_of(const Reading& reading);

// In bytes, as the public interface gives them.
std::vector<Attribution> to_attributions(const Analysis& a, const std::vector<FoundAttribution>& found);

// What a reader of others returned, as tokens, in text order; kBadInput for the first fault, by the rules of
// AttributionReader. `rule` of each points into `supplied`, which must outlive it.
Result<std::vector<FoundAttribution>> from_attributions(const Analysis& a, const std::vector<Attribution>& supplied);

}  // namespace headwater::detail

#endif  // HEADWATER_INGEST_READING_SUPPLIED_H_
