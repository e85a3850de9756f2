#include "reading/late_attributions.h"

#include <algorithm>
#include <array>
#include <initializer_list>
#include <optional>
#include <string>
#include <string_view>
#include <utility>

#include "reading/contents.h"
#include "reading/cues.h"
#include "reading/given_attributions.h"
#include "reading/joint_sources.h"
#include "reading/lexicon.h"
#include "reading/word_list.h"

namespace headwater::detail {
namespace {

constexpr std::int32_t kLongestName = 6;
constexpr std::int32_t kShortestContent = 4;
constexpr std::int32_t kShortestCalling = 2;  // words in quotation marks

bool is_one_of(const std::string& word, std::initializer_list<std::string_view> list) {
  return std::find(list.begin(), list.end(), word) != list.end();
}

// The first word of the cue leads it.
FoundAttribution late(Range source, std::int32_t source_head, Range cue, std::vector<Range> content, const char* rule,
                      double confidence, ClaimForm form = ClaimForm::kIndirect) {
  FoundAttribution out;
  out.source = source;
  out.source_head = source_head;
  out.cue = cue;
  out.cue_head = cue.begin;
  out.content = std::move(content);
  out.form = form;
  out.rule = rule;
  out.confidence = confidence;
  return out;
}

// The attribution that a sentence closes with, or one without a cue.
FoundAttribution closing_report(const Analysis& a, const Range& s) {
  FoundAttribution none;
  std::int32_t end = a.word(s.end - 1) == "." ? s.end - 1 : s.end;
  if (end > s.begin + 1 && (a.word(end - 1) == "today" || is_weekday(a.word(end - 1)))) --end;
  const std::int32_t verb = end - 1;
  const bool may_be_verb = is_noun(a.tag_of(verb)) || a.tag_of(verb) == Tag::kVBZ;
  if (verb - s.begin < kShortestContent + 2 || !may_be_verb || a.quote_of(verb) >= 0) return none;
  const Cue* cue = find_cue(a.word(verb));
  if (cue == nullptr || !is_speech_lemma(cue->lemma) || !a.word(verb).ends_with('s')) return none;
  std::int32_t comma = verb - 1;
  const auto in_name = [&](std::int32_t i) {
    return a.is_capitalised(i) ||
           (a.is_capitalised(i - 1) && i + 1 < verb && is_one_of(a.word(i), {"of", "for", "and"}));
  };
  while (comma > s.begin && comma > verb - kLongestName && in_name(comma)) --comma;
  const std::int32_t name = comma + 1;
  if (a.word(comma) == "the") --comma;
  if (name >= verb || a.word(comma) != "," || comma - s.begin < kShortestContent) return none;
  bool clause = false, quoted = false;
  for (std::int32_t i = s.begin; i < comma; ++i) {
    clause = clause || is_finite(a.tag_of(i));
    quoted = quoted || a.quote_of(i) >= 0;
  }
  if (!clause) return none;
  return late({comma + 1, verb}, verb - 1, {verb, verb + 1}, {{s.begin, comma}}, kClosingReportRule, 0.85,
              quoted ? ClaimForm::kMixed : ClaimForm::kIndirect);
}

// The attribution of a sentence in which somebody calls something a name, or one without a cue.
FoundAttribution calling(const Analysis& a, const Range& s) {
  FoundAttribution none;
  for (std::int32_t v = s.begin + 1; v + kShortestCalling < s.end; ++v) {
    const bool calls = is_one_of(a.word(v), {"called", "calls", "labelled", "labeled", "labels", "branded", "brands",
                                             "dubbed", "dubs", "termed", "terms"});
    const bool describes = is_one_of(a.word(v), {"described", "describes", "characterised", "characterized"});
    // The tagger may take the past for a participle; what the sentence hangs on is none.
    const bool is_past = a.tag_of(v) == Tag::kVBD || (a.tag_of(v) == Tag::kVBN && a.head_of(v) < 0);
    if ((!calls && !describes) || a.quote_of(v) >= 0 || (!is_past && a.tag_of(v) != Tag::kVBZ)) continue;
    if (is_one_of(a.word(v - 1), {"is", "was", "are", "were", "been", "being", "be", "so", "not", "never"})) continue;
    // The first words in quotation marks after it, in the sentence, with a thing called so before them.
    std::int32_t quote = -1;
    bool as = false;
    std::int32_t at = v + 1;
    for (; at < s.end && quote < 0; ++at) {
      quote = a.quote_of(at);
      as = as || a.word(at) == "as";
      // "in a gateway supplied by": done by somebody, whatever the tagger says.
      const bool is_done = at + 1 < s.end && a.word(at + 1) == "by";
      if (a.word(at) == ";" || a.word(at) == ":" || (is_finite(a.tag_of(at)) && !is_done)) break;
    }
    if (quote < 0 || at - v < 3 || (describes && !as)) continue;
    const QuoteRange& words = a.quotes[static_cast<std::size_t>(quote)];
    if (words.inner.end > s.end || words.inner.end - words.inner.begin < kShortestCalling) continue;
    const FoundSource who = find_source(a, v, {v, v + 1}, false);
    if (who.range.empty() || who.inverted || who.range.end > v) continue;
    std::int32_t end = std::min(s.end, words.inner.end + 1);
    while (end < s.end && !a.is_mark(end)) ++end;
    return late(who.range, who.head, {v, v + 1}, {{v + 1, end}}, kCallingRule, 0.8, ClaimForm::kMixed);
  }
  return none;
}

// ", China's Ministry of National Defense said in a statement": who closes a clause that has no verb but one in
// disguise.
FoundAttribution closing_said(const Analysis& a, const Range& s) {
  constexpr std::int32_t kLongestSource = 9;
  FoundAttribution none;
  for (std::int32_t v = s.begin + kShortestContent + 2; v < s.end; ++v) {
    const Cue* cue = find_cue(a.word(v));
    if (cue == nullptr || !is_speech_lemma(cue->lemma) || a.quote_of(v) >= 0 || !is_finite(a.tag_of(v))) continue;
    std::int32_t comma = v - 1;
    while (comma > s.begin && v - comma <= kLongestSource && !a.is_mark(comma) && !is_finite(a.tag_of(comma))) --comma;
    if (a.word(comma) != "," || comma - s.begin < kShortestContent || v - comma < 2) return none;
    const Range content{past_dateline(a, s), comma};
    if (content.end - content.begin < kShortestContent) return none;
    bool disguised = false;
    for (std::int32_t i = content.begin; i < content.end; ++i) {
      if (a.quote_of(i) >= 0 || is_finite(a.tag_of(i))) return none;
      disguised = disguised || is_verb_in_disguise(a, content, i);
    }
    const std::int32_t head = head_by_tags(a, {comma + 1, v});
    if (!disguised || head < 0) return none;
    return late({comma + 1, v}, head, {v, v + 1}, {content}, kClosingSaidRule, 0.8);
  }
  return none;
}

// Verbs that give a sentence to somebody when they close it, beside those of speech.
bool is_finding_lemma(std::string_view lemma) {
  static constexpr std::array<std::string_view, 14> kFindings{"disclose", "reveal",    "report",   "find",   "note",
                                                              "conclude", "estimate",  "maintain", "insist", "complain",
                                                              "recall",   "calculate", "warn",     "state"};
  return std::find(kFindings.begin(), kFindings.end(), lemma) != kFindings.end();
}

bool is_speech_or_finding(std::string_view lemma) { return is_speech_lemma(lemma) || is_finding_lemma(lemma); }

// Nothing but when and where: "on Thursday", "in its report", "this week".
bool is_adjunct(const Analysis& a, Range r) {
  for (std::int32_t i = r.begin; i < r.end; ++i) {
    const Tag t = a.tag_of(i);
    if (is_finite(t) || t == Tag::kTO || a.is_quote_mark(i) || a.opens_clause(i)) return false;
  }
  return r.empty() || a.tag_of(r.begin) == Tag::kIN || a.tag_of(r.begin) == Tag::kRB || is_weekday(a.word(r.begin)) ||
         a.word(r.begin) == "this" || a.word(r.begin) == "last";
}

// The attribution that a sentence closes with, the speaker before the verb or after it; or one without a cue.
FoundAttribution closing_speaker(const Analysis& a, const Range& s) {
  constexpr std::int32_t kLongestSource = 12, kLongestTail = 24;
  FoundAttribution none;
  std::int32_t end = s.end;
  while (end > s.begin && (a.word(end - 1) == "." || a.word(end - 1) == ")")) --end;
  const Range opening{past_dateline(a, s), s.end};
  for (std::int32_t v = std::max(opening.begin + kShortestContent + 1, end - kLongestTail); v < end; ++v) {
    const Cue* cue = find_cue(a.word(v));
    const bool establishes = is_one_of(a.word(v), {"established", "ascertained"});
    const bool fits = establishes || (cue != nullptr && is_speech_or_finding(cue->lemma));
    // "..., the data protection commissioner found": behind a noun, the tagger may take it for what was found there.
    const bool is_found =
        a.tag_of(v) == Tag::kVBN && is_noun(a.tag_of(v - 1)) && fits && !establishes && is_finding_lemma(cue->lemma);
    // "the Inspectorate (SSI) has established", "a former employee has told the Observer"
    const Range hearer = cue != nullptr && takes_hearer(cue->lemma) ? phrase_by_tags(a, v + 1, end) : Range{};
    const bool told =
        !hearer.empty() && hearer.begin == v + 1 && may_speak(a, hearer) && is_adjunct(a, {hearer.end, end});
    const bool has = a.tag_of(v) == Tag::kVBN && is_one_of(a.word(v - 1), {"has", "have", "had"}) &&
                     (establishes || told || v + 1 == end);
    if (!fits || a.quote_of(v) >= 0 || (!is_finite(a.tag_of(v)) && !is_found && !has)) continue;
    FoundAttribution out;
    // "'..., among the records copied,' said the report"
    const bool is_after_quote = a.is_quote_mark(v - 1) && a.word(v - 2) == ",";
    std::int32_t comma = is_after_quote ? v - 2 : v - 1;
    if (has) --comma;
    if (a.word(comma) == "," && cue != nullptr && takes_hearer(cue->lemma)) {
      out.source = set_off_speaker(a, opening.begin, comma);
      if (out.source.empty()) return none;
      comma = out.source.begin - 1;
    } else if (a.word(comma) == ",") {
      // "..., insists Ewan Calder, harbour master, who is no relation"
      Range source{v + 1, v + 1};
      const auto owns = [&](std::int32_t i) { return a.tag_of(i) == Tag::kPOS || a.word(i - 1).ends_with('s'); };
      while (source.end < end && a.word(source.end) != "," && !is_finite(a.tag_of(source.end)) &&
             (!a.is_quote_mark(source.end) || (source.end > source.begin && owns(source.end))))
        ++source.end;
      // "who" and what he does stand behind a comma.
      if (source.end < end && a.word(source.end) != ",") return none;
      out.source = source;
    } else {
      while (comma > opening.begin && v - comma <= kLongestSource && a.word(comma) != "," &&
             !is_finite(a.tag_of(comma)))
        --comma;
      if (a.word(comma) != "," || (!told && !is_adjunct(a, {v + 1, end}))) continue;
      out.source = {comma + 1, has ? v - 1 : v};
    }
    const Range content{opening.begin, is_after_quote ? v : comma};
    if (content.end - content.begin < kShortestContent || !has_unquoted_clause(a, content) || out.source.empty())
      return none;
    bool quoted = false;
    for (std::int32_t i = content.begin; i < content.end; ++i) quoted = quoted || a.quote_of(i) >= 0;
    out.source_head = head_by_tags(a, out.source);
    // "the country's ethics board for research", whatever the tagger takes the board for.
    const std::int32_t body = out.source_head + 1;
    if (out.source_head >= 0 && body < out.source.end && a.tag_of(body) == Tag::kRB) {
      const std::optional<Noun> noun = find_noun(a.word(body));
      if (noun && (noun->what == NounClass::kOrganisation || noun->what == NounClass::kGovernment))
        out.source_head = body;
    }
    bool is_plain = is_found && out.source.end == v;
    for (std::int32_t i = out.source.begin; i < v && is_plain; ++i) is_plain = a.tag_of(i) != Tag::kIN;
    if (is_plain) out.source_head = v - 1;
    // A clause behind "as", "if" or "while" is none that somebody is given for.
    if (out.source_head < 0 || a.tag_of(out.source_head) == Tag::kPRP || a.word(out.source.begin) == "as" ||
        is_nothing(a.word(out.source.begin)) || a.word(out.source.begin) == "and" ||
        a.word(out.source.begin) == "but" || a.tag_of(out.source.begin) == Tag::kIN ||
        a.tag_of(out.source.begin) == Tag::kWDT || a.tag_of(out.source.begin) == Tag::kWP)
      return none;
    out.cue = {v, v + 1};
    out.cue_head = v;
    out.content = {content};
    out.form = quoted ? ClaimForm::kMixed : ClaimForm::kIndirect;
    out.rule = kClosingSpeakerRule;
    out.confidence = 0.75;
    return out;
  }
  return none;
}

// "C, Radio Arn reports, and C.": who says all of it is set off in its middle. Or one without a cue.
FoundAttribution set_off(const Analysis& a, const Range& s) {
  constexpr std::int32_t kLongestSource = 10;
  FoundAttribution none;
  const std::int32_t opening = past_dateline(a, s);
  for (std::int32_t v = opening + kShortestContent + 2; v + 2 < s.end; ++v) {
    // "Radio Arn reports", whatever the tagger takes it for.
    const bool is_verb = is_finite(a.tag_of(v)) || (a.tag_of(v) == Tag::kNNS && a.is_capitalised(v - 1));
    if (a.word(v + 1) != "," || a.quote_of(v) >= 0 || !is_verb) continue;
    const Cue* cue = find_cue(a.word(v));
    if (cue == nullptr || !is_speech_or_finding(cue->lemma)) continue;
    std::int32_t comma = v - 1;
    while (comma > opening && v - comma <= kLongestSource && a.word(comma) != "," && !is_finite(a.tag_of(comma)))
      --comma;
    const Range who{comma + 1, v};
    Range front{opening, comma}, rest{v + 2, s.end};
    trim_content(a, front);
    if (a.word(comma) != "," || a.word(rest.begin) == "who" || a.word(rest.begin) == "which" || !may_speak(a, who) ||
        front.end - front.begin < kShortestContent || !has_unquoted_clause(a, front))
      continue;
    while (!rest.empty() && a.is_mark(rest.end - 1) && !a.is_quote_mark(rest.end - 1)) --rest.end;
    if (rest.empty() || has_quote(a, rest) || has_quote(a, front)) continue;
    return late(who, head_by_tags(a, who), {v, v + 1}, {front, rest}, kClosingSpeakerRule, 0.75);
  }
  return none;
}

// Of two who say something each for themselves the verb and what stands before it: "both found.", "have each found",
// "have found independently of each other". Empty where they do not.
Range said_by_each(const Analysis& a, const Range& s, std::int32_t verb) {
  const auto for_each = [&](std::int32_t i) { return a.word(i) == "both" || sets_apart(a.word(i)); };
  const auto helps = [&](std::int32_t i) { return a.word(i) == "have" || a.word(i) == "had"; };
  std::int32_t begin = verb;
  bool apart = false;
  while (begin > s.begin + kShortestContent && (for_each(begin - 1) || helps(begin - 1))) {
    --begin;
    apart = apart || for_each(begin);
  }
  const bool closes = verb + 1 >= s.end || a.is_mark(verb + 1);
  if (!closes && verb + 1 < s.end && for_each(verb + 1)) return {begin, verb + 1};
  // "C, the vets and the laboratory agree."
  const bool agrees = a.word(verb) == "agree" || a.word(verb) == "agreed" || a.word(verb) == "concur";
  return (apart || (agrees && begin == verb)) && closes ? Range{begin, verb + 1} : Range{};
}

// "C, the Board and the Center both found.", or one without a cue: whatever the tagger takes the verb for.
FoundAttribution closing_both(const Analysis& a, const Range& s) {
  constexpr std::int32_t kLongestSource = 16;
  FoundAttribution none;
  Range group;
  std::int32_t verb = s.begin + kShortestContent + 2;
  for (; verb < s.end && group.empty(); ++verb) {
    const Cue* cue = a.quote_of(verb) < 0 ? find_cue(a.word(verb)) : nullptr;
    if (cue != nullptr && (is_speech_or_finding(cue->lemma) || cue->lemma == "agree")) group = said_by_each(a, s, verb);
  }
  if (group.empty()) return none;
  --verb;
  std::int32_t comma = group.begin - 1;
  bool two = false;
  for (; comma > s.begin && group.begin - comma <= kLongestSource && a.word(comma) != ","; --comma) {
    two = two || a.word(comma) == "and";
  }
  const Range who{comma + 1, group.begin};
  Range said{past_dateline(a, s), comma};
  trim_content(a, said);
  const std::int32_t head = who.empty() || a.word(comma) != "," ? -1 : head_by_tags(a, who);
  if (!two || head < 0 || said.empty() || !has_unquoted_clause(a, said)) return none;
  FoundAttribution out = late(who, head, group, {said}, kClosingSpeakerRule, 0.8);
  out.cue_head = verb;
  return out;
}

// The attribution of a sentence that is so by somebody's count, account or paper, or one without a cue.
FoundAttribution by_count(const Analysis& a, const Range& s) {
  constexpr std::int32_t kLongestPhrase = 12;
  static constexpr std::array<std::string_view, 9> kCounts{
      "count", "account", "reckoning", "estimate", "tally", "estimates", "figures", "calculation", "calculations"};
  FoundAttribution none;
  for (std::int32_t by = s.begin; by + 3 < s.end; ++by) {
    const bool opens = by == s.begin;
    if (!opens && by - 1 == s.begin) continue;  // nothing stands in front of the comma
    if (a.word(by) != "by" || a.quote_of(by) >= 0 || (!opens && a.word(by - 1) != ",")) continue;
    std::int32_t end = by + 1;
    while (end < s.end && end - by <= kLongestPhrase && a.word(end) != "," && !is_finite(a.tag_of(end))) ++end;
    if (end >= s.end || a.word(end) != ",") continue;
    const Range phrase{by + 1, end};
    const std::int32_t head = head_by_tags(a, phrase);
    if (head < 0) continue;
    const std::optional<Noun> noun = find_noun(a.word(head));
    const bool count = std::find(kCounts.begin(), kCounts.end(), a.word(head)) != kCounts.end();
    const bool paper = opens && noun && noun->what == NounClass::kDocument && is_put_out(noun->medium) &&
                       head + 1 < end && a.word(head + 1) == "of";
    bool owned = false;
    for (std::int32_t i = phrase.begin; i < head; ++i) owned = owned || a.tag_of(i) == Tag::kPOS;
    if (!(count && owned) && !paper) continue;
    FoundAttribution out;
    if (opens) {
      out.content = {{end + 1, s.end}};
    } else {
      out.content = {{s.begin, by - 1}, {end + 1, s.end}};
    }
    while (!out.content.back().empty() && a.is_mark(out.content.back().end - 1)) --out.content.back().end;
    if (out.content.back().empty() || !has_unquoted_clause(a, {s.begin, s.end})) return none;
    out.source = phrase;
    out.source_head = head;
    out.cue = {by, by + 1};
    out.cue_head = by;
    out.rule = kByCountRule;
    out.confidence = 0.75;
    return out;
  }
  return none;
}

// "C, that country's regulator said on Thursday.", or one without a cue: a speaker who opens as a clause would.
FoundAttribution closing_that(const Analysis& a, const Range& s) {
  constexpr std::int32_t kLongestSource = 8;
  FoundAttribution none;
  for (std::int32_t that = s.begin + kShortestContent; that + 3 < s.end; ++that) {
    if (a.word(that) != "that" || a.word(that - 1) != "," || a.quote_of(that) >= 0) continue;
    std::int32_t v = that + 2;
    while (v < s.end && v - that <= kLongestSource && (is_noun(a.tag_of(v)) || a.tag_of(v) == Tag::kPOS) &&
           !is_always_verb(a.word(v)))
      ++v;
    const Cue* cue = v < s.end ? find_cue(a.word(v)) : nullptr;
    if (cue == nullptr || !is_speech_lemma(cue->lemma) || !is_finite(a.tag_of(v))) continue;
    const std::optional<Noun> noun = find_noun(a.word(v - 1));
    Range said{past_dateline(a, s), that - 1};
    trim_content(a, said);
    if (!noun || noun->what == NounClass::kEvent || said.empty() || !has_unquoted_clause(a, said)) continue;
    return late({that, v}, v - 1, {v, v + 1}, {said}, kClosingSaidRule, 0.8);
  }
  return none;
}

// "C, as per the report.", "C, in the words of the institute.", or one without a cue.
FoundAttribution as_per(const Analysis& a, const Range& s) {
  constexpr std::int32_t kLongestSource = 16;
  FoundAttribution none;
  for (std::int32_t i = s.begin + kShortestContent; i + 2 < s.end; ++i) {
    std::int32_t words = a.word(i) == "as" && a.word(i + 1) == "per" ? 2 : 0;
    if (i + 4 < s.end && a.word(i) == "in" && a.word(i + 1) == "the" && a.word(i + 2) == "words" &&
        a.word(i + 3) == "of")
      words = 4;
    const std::int32_t comma = a.is_quote_mark(i - 1) ? i - 2 : i - 1;
    if (words == 0 || a.word(comma) != "," || a.quote_of(i) >= 0) continue;
    Range who{i + words, i + words}, said{past_dateline(a, s), i};
    while (who.end < s.end && (!a.is_mark(who.end) || a.tag_of(who.end) == Tag::kPOS) && !is_finite(a.tag_of(who.end)))
      ++who.end;
    trim_content(a, said);
    const std::int32_t head = who.empty() || who.end - who.begin > kLongestSource ? -1 : head_by_tags(a, who);
    // "as per usual", "as per the rules": only of who or what can say something.
    const std::optional<Noun> noun = head < 0 ? std::nullopt : find_noun(a.word(head));
    if (head < 0 || said.empty() || (!noun && !is_proper(a.tag_of(head)))) continue;
    // "Behind it, in the words of the audit, is a default"
    Range rest{who.end, s.end};
    if (!rest.empty() && a.word(rest.begin) == ",") ++rest.begin;
    trim_content(a, rest);
    if (!has_clause(a, said) && !rest.empty() && has_clause(a, rest))
      return late(who, head, {i, i + words}, {said, rest}, kAsPerRule, 0.85);
    return late(who, head, {i, i + words}, {said}, kAsPerRule, 0.85);
  }
  return none;
}

// "C, as Stack Watch, a blog from Bell Street, was the first to report.", or one without a cue.
FoundAttribution as_first(const Analysis& a, const Range& s) {
  constexpr std::int32_t kReach = 20;
  FoundAttribution none;
  for (std::int32_t v = s.begin + kShortestContent + 4; v < s.end; ++v) {
    if (!is_one_of(a.word(v), {"report", "reveal", "disclose", "write", "say", "publish"}) || a.word(v - 1) != "to" ||
        a.word(v - 2) != "first" || a.quote_of(v) >= 0)
      continue;
    std::int32_t as = v - 3;
    while (as > s.begin && v - as < kReach && (a.word(as) != "as" || a.word(as - 1) != ",")) --as;
    if (a.word(as) != "as" || as <= s.begin) return none;
    Range who{as + 1, as + 1}, said{past_dateline(a, s), as - 1};
    while (who.end < v && a.word(who.end) != "," && !is_finite(a.tag_of(who.end))) ++who.end;
    trim_content(a, said);
    const std::int32_t head = who.empty() ? -1 : head_by_tags(a, who);
    if (head < 0 || said.empty() || !has_unquoted_clause(a, said)) return none;
    return late(who, head, {v - 2, v + 1}, {said}, kAsFirstRule, 0.85);
  }
  return none;
}

// "As the Associated Press reports, C.", "As Mud & Whiskers was the first to report, C.", or one without a cue.
FoundAttribution as_opening(const Analysis& a, const Range& s) {
  constexpr std::int32_t kLongest = 16;
  FoundAttribution none;
  const std::int32_t as = past_dateline(a, s);
  if (as + kShortestContent + 2 >= s.end || a.word(as) != "as") return none;
  std::int32_t comma = as + 2;
  while (comma < s.end && comma - as <= kLongest && a.word(comma) != ",") ++comma;
  if (comma >= s.end || a.word(comma) != ",") return none;
  std::int32_t verb = comma - 1;
  bool first = false;
  for (std::int32_t i = as + 2; i + 3 < comma && !first; ++i) {
    first = (a.word(i) == "was" || a.word(i) == "were") && (a.word(i + 1) == "first" || a.word(i + 2) == "first");
    if (first) verb = i;
  }
  const Cue* cue = find_cue(a.word(comma - 1));
  const bool tells = cue != nullptr && is_speech_or_finding(cue->lemma);
  const Range who{as + 1, verb};
  Range said{comma + 1, s.end};
  trim_content(a, said);
  // "Mud & Whiskers": who was first to report is an outlet, whatever the tagger takes its name for.
  const bool named = first && a.is_capitalised(who.begin) && a.is_capitalised(who.end - 1);
  if (!tells || (!named && !may_speak(a, who)) || said.empty() || !has_unquoted_clause(a, said)) return none;
  return late(who, named ? who.end - 1 : head_by_tags(a, who), {verb, comma}, {said}, first ? kAsFirstRule : kAsPerRule,
              0.85);
}

// Who tells what stands in front of "as": "as was first reported by Seilpost", "as the Courant has it", "as the report
// of the Institute shows". Empty where nobody does.
struct Teller {
  Range who;
  Range cue;
  bool first = false;
  std::vector<Range> others;
};
Teller teller_behind(const Analysis& a, std::int32_t as, std::int32_t end) {
  constexpr std::int32_t kLongest = 16;
  std::int32_t by = as + 1;
  if (a.word(by) == "was" || a.word(by) == "were") ++by;
  const bool first = a.word(by) == "first";
  if (first) ++by;
  if (by + 2 < end && a.word(by + 1) == "by" && is_giving_participle(a.word(by))) {
    if (a.word(by + 2) == "both") {
      std::int32_t stop = by + 3;
      while (stop < end && a.word(stop) != "," && a.word(stop) != ".") ++stop;
      std::vector<Range> all = speakers_in(a, by + 2, stop);
      if (all.size() > 1) return {all.front(), {as + 1, by + 2}, first, {all.begin() + 1, all.end()}};
    }
    return {phrase_by_tags(a, by + 2, end), {as + 1, by + 2}, first, {}};
  }
  std::int32_t last = end - 1;
  while (last > as && a.word(last) == ".") --last;
  const std::int32_t verb = a.word(last) == "it" ? last - 1 : last;
  const bool tells = verb < last ? is_one_of(a.word(verb), {"has", "tells", "puts"})
                                 : is_one_of(a.word(verb), {"shows", "show", "states", "records", "reveals", "notes",
                                                            "report", "reports", "say", "says", "write", "writes"});
  if (!tells || verb - as < 2 || verb - as > kLongest) return {};
  return {{as + 1, verb}, {verb, last + 1}, false, {}};
}

// "C, as the Courant has it.", or one without a cue.
FoundAttribution as_told(const Analysis& a, const Range& s) {
  FoundAttribution none;
  for (std::int32_t as = s.begin + kShortestContent; as + 3 < s.end; ++as) {
    if (a.word(as) != "as" || a.word(as - 1) != "," || a.quote_of(as) >= 0) continue;
    const Teller teller = teller_behind(a, as, s.end);
    Range said{past_dateline(a, s), as - 1};
    trim_content(a, said);
    const std::int32_t head = teller.who.empty() ? -1 : head_by_tags(a, teller.who);
    if (head < 0 || said.empty() || !has_unquoted_clause(a, said) || !is_source_phrase(a, teller.who)) continue;
    FoundAttribution out = late(teller.who, head, teller.cue, {said}, teller.first ? kAsFirstRule : kAsPerRule, 0.85);
    out.others = teller.others;
    return out;
  }
  return none;
}

// "Guards 'opened fire,' Calder's Ministry of Defence charged in a statement.", or one without a cue: whatever verb
// stands behind who follows the quotation.
FoundAttribution behind_quote(const Analysis& a, const Range& s) {
  constexpr std::int32_t kLongestSource = 12;
  static constexpr std::array<std::string_view, 8> kVerbs{"charged", "countered", "retorted",   "shot",
                                                          "fumed",   "thundered", "maintained", "contended"};
  FoundAttribution none;
  const std::int32_t opening = past_dateline(a, s);
  for (std::int32_t mark = opening + kShortestCalling + 1; mark + 2 < s.end; ++mark) {
    if (!a.is_quote_mark(mark) || a.word(mark - 1) != "," || a.quote_of(mark) < 0 || a.quote_of(mark + 1) >= 0)
      continue;
    std::int32_t v = mark + 2;
    while (v < s.end && v - mark <= kLongestSource && !a.is_mark(v) &&
           std::find(kVerbs.begin(), kVerbs.end(), a.word(v)) == kVerbs.end())
      ++v;
    const Range who{mark + 1, v};
    if (v >= s.end || a.is_mark(v) || v - mark > kLongestSource || !may_speak(a, who)) continue;
    FoundAttribution out = late(who, head_by_tags(a, who), {v, v + 1}, {{opening, mark + 1}}, kClosingSpeakerRule, 0.8,
                                a.is_quote_mark(opening) ? ClaimForm::kDirect : ClaimForm::kMixed);
    return out;
  }
  return none;
}

// "C, I was told by a keeper who would rather not be named.", or one without a cue.
FoundAttribution told_by(const Analysis& a, const Range& s) {
  FoundAttribution none;
  for (std::int32_t comma = s.begin + kShortestContent; comma + 5 < s.end; ++comma) {
    if (a.word(comma) != "," || (a.word(comma + 1) != "i" && a.word(comma + 1) != "we") || a.quote_of(comma) >= 0)
      continue;
    std::int32_t told = comma + 2;
    if (a.word(told) == "have" || a.word(told) == "had") ++told;
    if (told + 3 >= s.end || !is_one_of(a.word(told), {"was", "were", "am", "are", "been"}) ||
        !is_one_of(a.word(told + 1), {"told", "assured", "informed"}) || a.word(told + 2) != "by")
      continue;
    Range who = phrase_by_tags(a, told + 3, s.end), said{past_dateline(a, s), comma};
    trim_content(a, said);
    const std::int32_t head = who.empty() ? -1 : head_by_tags(a, who);
    if (head < 0 || said.empty() || !has_unquoted_clause(a, said)) continue;
    return late(who, head, {told, told + 3}, {said}, kAsPerRule, 0.85);
  }
  return none;
}

// "'C,' as the analyst put it to the Herald.", or one without a cue.
FoundAttribution as_put(const Analysis& a, const Range& s) {
  constexpr std::int32_t kReach = 16;
  FoundAttribution none;
  for (std::int32_t v = s.begin + 3; v + 1 < s.end; ++v) {
    if ((a.word(v) != "put" && a.word(v) != "puts") || a.word(v + 1) != "it" || a.quote_of(v) >= 0) continue;
    std::int32_t as = v - 1;
    while (as > s.begin && v - as < kReach && a.word(as) != "as") --as;
    if (a.word(as) != "as" || as == s.begin || (!a.is_mark(as - 1) && !a.is_quote_mark(as - 1))) continue;
    Range who{as + 1, v}, said{past_dateline(a, s), as};
    while (!who.empty() && a.is_mark(who.end - 1)) --who.end;
    trim_content(a, said);
    const std::int32_t head = who.empty() ? -1 : head_by_tags(a, who);
    if (head < 0 || said.empty() || a.quote_of(said.begin) < 0) continue;
    return late(who, head, {v, v + 2}, {said}, kAsPutRule, 0.85, ClaimForm::kDirect);
  }
  return none;
}

}  // namespace

bool is_verb_in_disguise(const Analysis& a, Range r, std::int32_t i) {
  // "No intruder entered Calder": behind a noun, before what it is done to.
  if (i > r.begin && i + 1 < r.end && (a.tag_of(i) == Tag::kJJ || a.tag_of(i) == Tag::kNN) && a.word(i).size() > 4 &&
      a.word(i).ends_with("ed") && is_noun(a.tag_of(i - 1))) {
    const Tag next = a.tag_of(i + 1);
    return is_proper(next) || next == Tag::kDT || next == Tag::kPRPS || next == Tag::kPRP || next == Tag::kCD;
  }
  // "The strap of the H7 opens at less": a name of several has a capital.
  if (a.tag_of(i) == Tag::kNNPS && i > r.begin && i + 1 < r.end && !a.is_capitalised(i) && a.word(i).ends_with('s'))
    return true;
  if (a.tag_of(i) != Tag::kNNS || i <= r.begin || i + 1 >= r.end) return false;
  // "The withdrawal covers 3,200 doses"
  const bool behind_thing =
      a.tag_of(i - 1) == Tag::kNN || (a.tag_of(i - 1) == Tag::kJJ && i - 1 > r.begin && a.tag_of(i - 2) == Tag::kDT);
  if (behind_thing && a.tag_of(i + 1) == Tag::kCD && i + 2 < r.end) return true;
  if (i + 2 >= r.end || a.tag_of(i - 1) != Tag::kNN) return false;
  return is_one_of(a.word(i + 1), {"all", "any", "the", "a", "an", "no", "every"});
}

namespace {

// Read by nobody's word or by a verb that is none of speech: it gives way to one who has the whole sentence.
bool is_slight(const Analysis& a, const FoundAttribution& f) {
  if (f.form != ClaimForm::kIndirect || f.polarity != Polarity::kAsserts || f.cue.empty() || f.cue_head < 0)
    return false;
  const Cue* cue = find_cue(a.word(f.cue_head));
  return f.source.empty() || (cue != nullptr && !is_speech_or_finding(cue->lemma));
}

// "The mayor has ordered himself a boat, Skarrow Weekly reports.": all that was read in the sentence stands within what
// closes it.
bool is_within(const FoundAttribution& f, Range said) {
  return said.contains(f.cue.begin) && std::all_of(f.content.begin(), f.content.end(), [&](const Range& r) {
           return r.begin >= said.begin && r.end <= said.end;
         });
}

FoundAttribution closing(const Analysis& a, const Range& s) {
  for (const auto& read : {closing_report, closing_speaker, as_per, as_first, as_told}) {
    if (FoundAttribution f = read(a, s); !f.cue.empty()) return f;
  }
  return {};
}

// Where all that was read of a sentence is slight, who closes it has it.
void replace_slight(const Analysis& a, const std::vector<std::vector<std::size_t>>& slight,
                    const std::vector<bool>& taken, std::vector<FoundAttribution>& found) {
  for (std::size_t s = 0; s < a.sentences.size(); ++s) {
    if (slight[s].empty() || taken[s]) continue;
    FoundAttribution f = closing(a, a.sentences[s]);
    if (f.cue.empty() || f.content.size() != 1 || !std::all_of(slight[s].begin(), slight[s].end(), [&](std::size_t n) {
          return is_within(found[n], f.content.front());
        }))
      continue;
    for (const std::size_t n : slight[s]) found[n].is_hop = true;
    found.push_back(std::move(f));
  }
}

}  // namespace

void add_late_attributions(const Analysis& a, std::vector<FoundAttribution>& found) {
  std::vector<bool> taken(a.sentences.size(), false);
  std::vector<std::vector<std::size_t>> slight(a.sentences.size());
  for (std::size_t n = 0; n < found.size(); ++n) {
    const FoundAttribution& f = found[n];
    if (f.is_hop) continue;
    const std::uint32_t first = a.sentence_number(f.content.front().begin);
    const std::uint32_t last = a.sentence_number(f.content.back().end - 1);
    if (first == last && is_slight(a, f) && a.sentence_number(f.cue.begin) == first) {
      slight[first].push_back(n);
      continue;
    }
    for (std::uint32_t s = first; s <= last; ++s) taken[s] = true;
    if (!f.cue.empty()) taken[a.sentence_number(f.cue.begin)] = true;
  }
  const std::size_t before = found.size();
  replace_slight(a, slight, taken, found);
  for (std::size_t s = 0; s < slight.size(); ++s) taken[s] = taken[s] || !slight[s].empty();
  bool added = found.size() > before;
  for (std::size_t s = 0; s < a.sentences.size(); ++s) {
    if (taken[s] || a.unread[s] != 0 || a.sentences[s].empty()) continue;
    FoundAttribution f = closing_report(a, a.sentences[s]);
    if (f.cue.empty()) f = calling(a, a.sentences[s]);
    if (f.cue.empty()) f = closing_said(a, a.sentences[s]);
    if (f.cue.empty()) f = by_count(a, a.sentences[s]);
    if (f.cue.empty()) f = closing_speaker(a, a.sentences[s]);
    if (f.cue.empty()) f = set_off(a, a.sentences[s]);
    if (f.cue.empty()) f = closing_both(a, a.sentences[s]);
    if (f.cue.empty()) f = behind_quote(a, a.sentences[s]);
    if (f.cue.empty()) f = told_by(a, a.sentences[s]);
    if (f.cue.empty()) f = as_put(a, a.sentences[s]);
    if (f.cue.empty()) f = as_per(a, a.sentences[s]);
    if (f.cue.empty()) f = as_first(a, a.sentences[s]);
    if (f.cue.empty()) f = as_told(a, a.sentences[s]);
    if (f.cue.empty()) f = as_opening(a, a.sentences[s]);
    if (f.cue.empty()) f = closing_that(a, a.sentences[s]);
    if (f.cue.empty()) continue;
    found.push_back(std::move(f));
    added = true;
  }
  if (added) sort_by_content(found);
}

}  // namespace headwater::detail
