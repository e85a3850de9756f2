// What the learned span reader looks at: features of cues, and of sources and contents given a cue.
#ifndef HEADWATER_INGEST_READING_SPAN_FEATURES_H_
#define HEADWATER_INGEST_READING_SPAN_FEATURES_H_

#include <cstdint>
#include <string_view>
#include <vector>

#include "reading/analysis.h"
#include "reading/attributions.h"

namespace headwater::detail {

using Features = std::vector<std::uint32_t>;

// Labels of the first pass: outside, first token of a cue, further token of it.
inline constexpr std::size_t kCueLabels = 3;
// Labels of the second pass, for one cue: outside, source, content. The cue's own tokens are neither.
inline constexpr std::size_t kArgumentLabels = 3;
enum ArgumentLabel : std::uint8_t { kOutside = 0, kSource = 1, kContent = 2 };

// Words as numbers and what the rules say of each token, once a document.
struct SpanContext {
  explicit SpanContext(const Analysis& analysis, const std::vector<FoundAttribution>& by_rule);

  const Analysis& a;
  std::vector<std::uint32_t> word;                             // hash of the folded token
  std::vector<std::uint32_t> suffix;                           // of its last three bytes
  std::vector<std::uint32_t> prefix;                           // of its first three
  std::vector<std::uint32_t> stem;                             // of the token without its ending
  std::vector<std::int32_t> subject, object, clause, oblique;  // the child of a head in this office; -1
  std::vector<std::uint8_t> who;          // what a noun or pronoun may name: person, body, paper, ...
  std::vector<std::uint8_t> rule;         // 0 nothing, 1 source, 2 cue, 3 content in the rules' reading
  std::vector<std::uint8_t> rate;         // 0..5, how often the form is a cue
  std::vector<std::uint8_t> flags;        // of a verb: has subject, clause, "that", object below it
  std::vector<std::int32_t> rule_of_cue;  // number of the rules' attribution with this cue head; -1
  const std::vector<FoundAttribution>& rules;

  // The rules' attribution whose cue's head stands in `cue`; null where there is none.
  [[nodiscard]] const FoundAttribution* rule_of(Range cue) const;
};

// What the network sees of a token; the first `words` features are of its words and those it hangs on.
void token_features(const SpanContext& c, std::int32_t i, Features& out, std::uint8_t& words);
// What a word's vector is found by; `word` is folded.
std::uint32_t vector_feature(std::string_view word);
// The same, of a token.
std::uint32_t vector_feature(const SpanContext& c, std::int32_t i);
// Kinds of token that steps between the labels of cues are told apart by: below kCueSteps.
std::uint8_t cue_step(const SpanContext& c, std::int32_t i);

// The tokens a cue's source and content are looked for in: its sentence, what is quoted across its borders, and the
// sentences beside it in the paragraph.
Range window_of(const SpanContext& c, Range cue);

// One cue with what is worked out once for it.
class CueView {
 public:
  CueView(const SpanContext& context, Range cue);

  [[nodiscard]] Range cue() const { return cue_; }
  [[nodiscard]] Range window() const { return window_; }
  [[nodiscard]] std::int32_t head() const { return head_; }
  // What the network sees of a token beside the cue.
  void pair_features(std::int32_t i, Features& out) const;
  // Below kArgumentSteps.
  [[nodiscard]] std::uint8_t step(std::int32_t i) const;

 private:
  const SpanContext& c_;
  Range cue_;
  Range window_;
  std::int32_t head_;
  std::vector<std::uint32_t> path_;    // by token of the window: how syntax leads from it to the cue
  std::vector<std::uint8_t> between_;  // marks and verbs between it and the cue, cut
  std::vector<std::uint8_t> rule_;     // label by the rules for this cue
  std::uint32_t cue_word_ = 0;
  std::uint32_t cue_first_ = 0;
  std::uint32_t after_ = 0;  // kind of the token behind the cue
  std::uint32_t before_ = 0;
};

// The token a cue is about: its verb of saying, else its last word.
std::int32_t head_of_cue(const Analysis& a, Range cue);

}  // namespace headwater::detail

#endif  // HEADWATER_INGEST_READING_SPAN_FEATURES_H_
