// The learned reading of spans: cues first, then each cue's source and content, then which of them to believe.
//
// Three linear models over syntax, words, quotations and the rules' own reading, trained on PolNeAR (ingest/MODEL.md):
// a conditional random field for cues, one for the source and content of a given cue, and a logistic judge of whole
// candidates whose probability is the confidence reported. Where a model is missing the rules' reading stands.
#ifndef HEADWATER_INGEST_READING_SPAN_READER_H_
#define HEADWATER_INGEST_READING_SPAN_READER_H_

#include <cstdint>
#include <vector>

#include "reading/attributions.h"
#include "reading/span_features.h"
#include "syntax/linear_model.h"

namespace headwater::detail {

struct SpanModels {
  LinearModel cues, arguments, judge;
  [[nodiscard]] bool are_there() const {
    return cues.classes() == kCueLabels && arguments.classes() == kArgumentLabels;
  }
};

// One cue with what it may attribute: a label for every token of its window.
struct Candidate {
  Range cue;
  std::int32_t head = -1;
  Range window;
  std::vector<std::uint8_t> labels;
  double margin = 0;      // of the cue model, in nats: how much its first token is rather a cue than not
  double confidence = 0;  // of the judge

  [[nodiscard]] std::uint8_t at(std::int32_t i) const {
    return window.contains(i) ? labels[static_cast<std::size_t>(i - window.begin)] : std::uint8_t{kOutside};
  }
  void set(Range r, std::uint8_t label);
  [[nodiscard]] std::int32_t count(Range r, std::uint8_t label) const;
  [[nodiscard]] std::vector<Range> runs(std::uint8_t label) const;
};

// More than will stand: the cue model leans towards finding. In text order.
std::vector<Candidate> find_candidates(const SpanContext& c, const SpanModels& models);
// What the judge looks at.
void candidate_features(const SpanContext& c, const std::vector<Candidate>& all, std::size_t k, Features& out);

// In text order of their first content token. Linear in the text.
std::vector<FoundAttribution> read_spans(const Analysis& a);

}  // namespace headwater::detail

#endif  // HEADWATER_INGEST_READING_SPAN_READER_H_
