// Which of the network's candidates to believe, and whose words they are: one judge over whole candidates, each with
// every source it may have.
//
// The network, the rules and syntax may each name another source; the judge weighs them. It is a sum of boosted trees
// over numbers, one of which is a linear model's word on the words themselves. Its probability is that cue, content
// (half of it) and source are right, as the corpus counts them, and is the confidence reported.
#ifndef HEADWATER_INGEST_READING_SPAN_JUDGE_H_
#define HEADWATER_INGEST_READING_SPAN_JUDGE_H_

#include <array>
#include <cstddef>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "reading/cues.h"
#include "reading/span_features.h"
#include "reading/span_network.h"
#include "syntax/linear_model.h"
#include "trees/tree_model.h"

namespace headwater::detail {

inline constexpr std::size_t kJudgeNumbers = 64;

struct SpanJudge {
  // Empty if one of the two is no model.
  static SpanJudge from(std::string words, std::string_view trees);
  [[nodiscard]] bool empty() const { return trees.empty() || words.classes() != 1; }

  LinearModel words;
  TreeModel trees;

 private:
  std::unique_ptr<const std::string> word_bytes_;  // what `words` is a view of
};

// Lists the sources that `r` may have, that of the network first, and takes them out of its labels.
void list_sources(const SpanContext& c, Candidate& r);

// A candidate as the judge sees it, beside the others.
class JudgedCandidate {
 public:
  JudgedCandidate(const SpanContext& c, const std::vector<Candidate>& all, std::size_t k);

  // What the linear model sees if the source is `choice` of the candidate's.
  void words(std::size_t choice, Features& out) const;
  // What the trees see then; `by_words` is the linear model's score.
  void numbers(std::size_t choice, double by_words, std::array<float, kJudgeNumbers>& out) const;

 private:
  const SpanContext& c_;
  const Candidate& r_;
  std::vector<Range> contents_;
  std::int32_t content_ = 0;  // tokens
  GroupTraits traits_;
  std::uint32_t what_ = 0, quoted_ = 0, same_ = 0, opens_ = 0, closes_ = 99;
  float quoted_share_ = 0;
  std::array<float, 9> beliefs_{};     // of the content
  float within_ = -20, around_ = -20;  // the best cue whose content covers this one, that this one's content covers
  std::uint32_t count_within_ = 0, count_around_ = 0;
  std::int32_t last_ = 400, next_ = 400;  // tokens to the cues beside it
  std::uint32_t rule_ = 0;                // 1 + class of the confidence of the rules' attribution
  float rule_confidence_ = 0, rule_content_ = 0;
  std::uint8_t voices_ = 0;  // who names anybody
};

// Chooses each candidate's likeliest source and sets its confidence. Linear in candidates times their sources.
void judge_candidates(const SpanContext& c, const SpanJudge& judge, std::vector<Candidate>& all);

// Numbers of those that stand: none believed less than `least`, each with content, no cue within another's content.
std::vector<std::size_t> choose_candidates(const std::vector<Candidate>& all, double least);

}  // namespace headwater::detail

#endif  // HEADWATER_INGEST_READING_SPAN_JUDGE_H_
