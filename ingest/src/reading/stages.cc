// The stage of attributions by itself.
#include <string>
#include <vector>

#include "headwater/ingest/reading.h"
#include "reading/analysis.h"
#include "reading/attributions.h"
#include "reading/span_reader.h"
#include "reading/supplied.h"

namespace headwater {

Result<std::vector<Attribution>> find_attributions(const Reading& reading, SpanMethod method) {
  if (std::optional<std::string> fault = detail::fault_of(reading)) {
    return Error{ErrorCode::kInvalidArgument, "attributions cannot be looked for: " + *fault};
  }
  const detail::Analysis a = detail::analyse_text(reading.text, reading.tokens, reading.quotes, reading.syntax);
  return detail::to_attributions(a, method == SpanMethod::kLearned ? detail::read_spans(a) : detail::find_in(a));
}

}  // namespace headwater
