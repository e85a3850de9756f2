#include "reading/relayed.h"

#include <algorithm>
#include <array>
#include <string_view>

#include "reading/contents.h"
#include "reading/cues.h"
#include "reading/entities.h"
#include "reading/lexicon.h"
#include "reading/no_claim.h"
#include "reading/wordings.h"

namespace headwater::detail {
namespace {

// A verb by which words come, or a charge.
bool is_of_words(const Cue& cue) {
  static constexpr std::array<std::string_view, 9> kCharges{"accuse", "blame",  "deny",     "reject", "dismiss",
                                                            "urge",   "expect", "forecast", "fear"};
  return relays_words(cue.lemma) || std::find(kCharges.begin(), kCharges.end(), cue.lemma) != kCharges.end();
}

// The phrase in front of a verb group, from where the clause begins: one noun phrase, whatever is set off by commas in
// it. Its head, or -1.
std::int32_t subject_in_front(const Analysis& a, Range front) {
  if (front.empty() || a.tag_of(front.begin) == Tag::kIN || a.tag_of(front.begin) == Tag::kPRP) return -1;
  const std::int32_t head = head_by_tags(a, front);
  if (head < 0 || head - front.begin > 8) return -1;
  bool set_off = false;
  for (std::int32_t i = head + 1; i < front.end; ++i) {
    const Tag t = a.tag_of(i);
    set_off = set_off || a.word(i) == "," || t == Tag::kWDT || t == Tag::kWP;
    if (a.quote_of(i) >= 0 || a.opens_clause(i) || (is_finite(t) && !set_off)) return -1;
  }
  return head;
}

// One who speaks: a name, a person, a body, people who know; "it" and "he" are mostly the outer speaker again.
bool may_speak(const Analysis& a, std::int32_t head) {
  if (is_proper(a.tag_of(head))) return true;
  const std::optional<Noun> noun = noun_at(a, head);
  return (noun && noun->what != NounClass::kEvent) || is_anonymous_noun(a.word(head));
}

// '"C," he told the court', "C, the engineer said": the words stand in front of who said them, up to the end.
std::optional<FoundAttribution> closed_by_speaker(const Analysis& a, const FoundAttribution& outer, Range r) {
  const bool quoted = a.quote_of(r.begin) >= 0;
  const std::int32_t from = quoted ? a.quotes[static_cast<std::size_t>(a.quote_of(r.begin))].marks.end : r.begin + 3;
  constexpr std::int32_t kReach = 12;
  for (std::int32_t v = std::max(from, r.end - kReach); v < r.end; ++v) {
    const Cue* cue = is_verb(a.tag_of(v)) && a.quote_of(v) < 0 ? find_cue(a.word(v)) : nullptr;
    if (cue == nullptr || !relays_words(cue->lemma)) continue;
    const Range group = verb_group(a, v);
    const GroupTraits traits = traits_of(a, v, group);
    if (!is_finite(a.tag_of(group.begin)) || traits.negated || traits.modal || traits.future || traits.passive)
      continue;
    const FoundSource source = find_source(a, v, group, false);
    if (source.range.empty() || source.range.begin < from || source.range.end > r.end) continue;
    const std::int32_t mark = std::min(source.range.begin, group.begin) - 1;
    if (!a.is_quote_mark(mark) && a.word(mark) != ",") continue;
    Range content{r.begin, mark + 1};
    trim_content(a, content);
    if (content.end - content.begin < 3 || content.end > mark + 1) continue;
    FoundAttribution out;
    out.source = source.range;
    out.source_head = source.head;
    out.cue = group;
    out.cue_head = v;
    out.content = {content};
    out.form = quoted && a.is_quote_mark(content.end - 1) ? ClaimForm::kDirect : outer.form;
    out.polarity = polarity_of(a, v, group, traits);
    out.rule = "relayed@1";
    out.confidence = outer.confidence * 0.9;
    return out;
  }
  return std::nullopt;
}

}  // namespace

std::optional<FoundAttribution> relayed_in(const Analysis& a, const FoundAttribution& outer) {
  if (outer.content.empty() || outer.source.empty() || outer.continues >= 0) return std::nullopt;
  Range r = outer.content.front();
  // "C, X said, the Herald reported."
  if (outer.content.size() == 1 && outer.cue.begin >= r.end &&
      a.sentence_number(r.begin) == a.sentence_number(r.end - 1)) {
    if (std::optional<FoundAttribution> inner = closed_by_speaker(a, outer, r)) return inner;
  }
  if (a.quote_of(r.begin) >= 0) return std::nullopt;
  // Whatever the tagger took "that" for.
  if (a.opens_clause(r.begin) || a.word(r.begin) == "that") ++r.begin;
  if (r.empty()) return std::nullopt;
  const Range s = a.sentence_of(r.begin);
  r.end = std::min(r.end, s.end);
  constexpr std::int32_t kReach = 30;
  for (std::int32_t v = r.begin + 1; v < std::min(r.end, r.begin + kReach); ++v) {
    if (a.quote_of(v) >= 0 || a.opens_clause(v)) return std::nullopt;
    const Cue* cue = is_verb(a.tag_of(v)) ? find_cue(a.word(v)) : nullptr;
    // "quoted by the agency" is said of the source.
    if (cue == nullptr || !is_of_words(*cue) || (v + 1 < r.end && a.word(v + 1) == "by")) continue;
    const Range group = verb_group(a, v);
    // The tagger takes a plural's verb behind a comma for an infinitive.
    const bool bare = group.begin == v && a.tag_of(v) == Tag::kVB && a.is_mark(v - 1);
    if (group.begin <= r.begin || (!is_finite(a.tag_of(group.begin)) && !bare)) continue;
    const GroupTraits traits = traits_of(a, v, group);
    if (traits.negated || traits.modal || traits.future || traits.passive || traits.conditional) return std::nullopt;
    Range front{r.begin, group.begin};
    while (!front.empty() && a.is_mark(front.end - 1)) --front.end;
    const std::int32_t head = subject_in_front(a, front);
    if (head < 0 || !may_speak(a, head)) return std::nullopt;
    FoundSource source;
    source.range = front;
    source.head = head;
    const FoundContent found = find_content(a, v, group, source, is_speech_lemma(cue->lemma), takes_hearer(cue->lemma));
    if (found.in_front || found.pieces.empty()) return std::nullopt;
    Range content = found.pieces.front();
    content.end = std::min(content.end, r.end);
    // All that the outer one says is that these said so.
    if (content.begin < group.end || content.end < r.end - 2 || content.end - content.begin < 2) return std::nullopt;
    FoundAttribution out;
    out.source = front;
    out.source_head = head;
    out.cue = group;
    out.cue_head = v;
    out.content = {content};
    out.content.insert(out.content.end(), outer.content.begin() + 1, outer.content.end());
    out.form = outer.form;
    out.polarity = polarity_of(a, v, group, traits);
    out.rule = "relayed@1";
    out.confidence = outer.confidence * 0.9;
    if (is_none(a, out, false)) return std::nullopt;
    return out;
  }
  return std::nullopt;
}

}  // namespace headwater::detail
