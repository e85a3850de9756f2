// The learned reading of spans: cues first, then each cue's source and content, then which of them to believe.
//
// A small network over syntax, words, quotations and the rules' own reading (span_network.h), and a judge of whole
// candidates whose probability is the confidence reported (span_judge.h); both trained on PolNeAR (ingest/MODEL.md).
// Where a model is missing the rules' reading stands.
#ifndef HEADWATER_INGEST_READING_SPAN_READER_H_
#define HEADWATER_INGEST_READING_SPAN_READER_H_

#include <optional>
#include <vector>

#include "reading/attributions.h"
#include "reading/span_features.h"
#include "reading/span_judge.h"
#include "reading/span_network.h"

namespace headwater::detail {

struct SpanModels {
  std::optional<SpanNetwork> network;
  SpanJudge judge;
};

// The network's candidates with their sources listed, quotations whole and given to one cue each. More than will stand.
// In text order.
std::vector<Candidate> find_candidates(const SpanContext& c, const SpanNetwork& net);

// In text order of their first content token. Linear in the text.
std::vector<FoundAttribution> read_spans(const Analysis& a);

}  // namespace headwater::detail

#endif  // HEADWATER_INGEST_READING_SPAN_READER_H_
