#include "reading/closing_reports.h"

#include <algorithm>

#include "reading/cues.h"

namespace headwater::detail {
namespace {

constexpr std::int32_t kLongestName = 6;
constexpr std::int32_t kShortestContent = 4;

// The attribution that a sentence closes with, or one without a cue.
FoundAttribution closing_report(const Analysis& a, const Range& s) {
  FoundAttribution none;
  const std::int32_t end = a.word(s.end - 1) == "." ? s.end - 1 : s.end;
  const std::int32_t verb = end - 1;
  if (verb - s.begin < kShortestContent + 2 || !is_noun(a.tag_of(verb)) || a.quote_of(verb) >= 0) return none;
  const Cue* cue = find_cue(a.word(verb));
  if (cue == nullptr || !is_speech_lemma(cue->lemma) || !a.word(verb).ends_with('s')) return none;
  std::int32_t comma = verb - 1;
  while (comma > s.begin && comma > verb - kLongestName && a.is_capitalised(comma)) --comma;
  const std::int32_t name = comma + 1;
  if (a.word(comma) == "the") --comma;
  if (name >= verb || a.word(comma) != "," || comma - s.begin < kShortestContent) return none;
  bool clause = false, quoted = false;
  for (std::int32_t i = s.begin; i < comma; ++i) {
    clause = clause || is_finite(a.tag_of(i));
    quoted = quoted || a.quote_of(i) >= 0;
  }
  if (!clause) return none;
  FoundAttribution out;
  out.source = {comma + 1, verb};
  out.source_head = verb - 1;
  out.cue = {verb, verb + 1};
  out.cue_head = verb;
  out.content = {{s.begin, comma}};
  out.form = quoted ? ClaimForm::kMixed : ClaimForm::kIndirect;
  out.rule = kClosingReportRule;
  out.confidence = 0.85;
  return out;
}

}  // namespace

void add_closing_reports(const Analysis& a, std::vector<FoundAttribution>& found) {
  std::vector<bool> taken(a.sentences.size(), false);
  for (const FoundAttribution& f : found) {
    for (const Range& r : f.content) {
      for (std::uint32_t s = a.sentence_number(r.begin); s <= a.sentence_number(r.end - 1); ++s) taken[s] = true;
    }
    if (!f.cue.empty()) taken[a.sentence_number(f.cue.begin)] = true;
  }
  bool added = false;
  for (std::size_t s = 0; s < a.sentences.size(); ++s) {
    if (taken[s] || a.unread[s] != 0 || a.sentences[s].empty()) continue;
    FoundAttribution f = closing_report(a, a.sentences[s]);
    if (f.cue.empty()) continue;
    found.push_back(std::move(f));
    added = true;
  }
  if (added) sort_by_content(found);
}

}  // namespace headwater::detail
