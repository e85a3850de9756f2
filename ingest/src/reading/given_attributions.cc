#include "reading/given_attributions.h"

#include <algorithm>
#include <array>
#include <optional>
#include <utility>
#include <vector>

#include "reading/contents.h"
#include "reading/cues.h"
#include "reading/joint_sources.h"
#include "reading/late_attributions.h"
#include "reading/lexicon.h"
#include "reading/word_list.h"

namespace headwater::detail {
namespace {

constexpr std::int32_t kShortest = 4;  // words of what is given

FoundAttribution given(const Analysis& a, std::vector<Range> who, Range cue, Range said, const char* rule) {
  FoundAttribution out;
  trim_content(a, said);
  std::int32_t head = who.empty() ? -1 : head_by_tags(a, who.front());
  if (head < 0 && !who.empty() && a.tag_of(who.front().begin) == Tag::kPRP) head = who.front().begin;
  if (head < 0 || said.end - said.begin < kShortest || !has_unquoted_clause(a, said)) return out;
  out.source = who.front();
  out.source_head = head;
  out.others.assign(who.begin() + 1, who.end());
  out.cue = cue;
  out.cue_head = cue.end - 1;
  out.content = {said};
  out.rule = rule;
  out.confidence = 0.8;
  return out;
}

// Where the list of those who give something ends: a stop, a colon, a semicolon, or "which" and "who" behind a comma.
std::int32_t end_of_list(const Analysis& a, std::int32_t at, std::int32_t end) {
  for (std::int32_t i = at; i < end; ++i) {
    const std::string& w = a.word(i);
    if (w == "." || w == ";" || w == ":" || w == "?" || a.is_quote_mark(i)) return i;
    if (w == "," && i + 1 < end && (is_relative(a.word(i + 1)) || a.word(i + 1) == "each" || a.word(i + 1) == "here"))
      return i;
  }
  return end;
}

// "A", "both A and B": from `at` on; of several what stands behind the last up to a comma is left out.
std::vector<Range> givers(const Analysis& a, std::int32_t at, std::int32_t end) {
  const std::int32_t stop = end_of_list(a, at, end);
  if (at >= stop) return {};
  if (a.word(at) == "both") return speakers_in(a, at, stop);
  std::int32_t comma = at;
  while (comma < stop && a.word(comma) != ",") ++comma;
  std::vector<Range> out = speakers_in(a, at, comma);
  bool apart = false;
  for (std::int32_t i = at; i + 1 < comma; ++i) apart = apart || (a.word(i) == "and" && a.word(i + 1) == "by");
  // "Jan Olde and Partners" may be one, and so may any two without "both".
  if (out.size() > 1 && !apart) out = {{at, comma}};
  return out;
}

// "was", "is", "has been", "was first", "is likewise": past it; `at` where none stands there.
std::int32_t past_be(const Analysis& a, std::int32_t at, std::int32_t end, bool& first) {
  std::int32_t i = at;
  if (i + 1 < end && (a.word(i) == "has" || a.word(i) == "have" || a.word(i) == "had") && a.word(i + 1) == "been") {
    i += 2;
  } else if (i < end && is_be(a.word(i))) {
    ++i;
  } else {
    return at;
  }
  for (; i < end && (a.tag_of(i) == Tag::kRB || a.word(i) == "first" || a.word(i) == "also"); ++i) {
    if (a.word(i) == "not" || a.word(i) == "never") return at;
    first = first || a.word(i) == "first";
  }
  return i;
}

// Past "twice", "independently", "last week" to "by" or "in"; -1 where something else stands there.
std::int32_t past_by(const Analysis& a, std::int32_t at, std::int32_t end) {
  constexpr std::int32_t kReach = 4;
  for (std::int32_t i = at; i < std::min(end, at + kReach); ++i) {
    if (a.word(i) == "by") return i + 1;
    if (a.tag_of(i) != Tag::kRB && a.word(i) != "," && a.word(i) != "twice" && a.word(i) != "first") return -1;
  }
  return -1;
}

// "That C was first reported by A.", "That C is likewise stated by both A and B."
FoundAttribution that_clause(const Analysis& a, Range s) {
  if (a.word(s.begin) != "that" || s.end - s.begin < kShortest + 4) return {};
  for (std::int32_t be = s.begin + kShortest; be + 2 < s.end; ++be) {
    bool first = false;
    const std::int32_t participle = past_be(a, be, s.end, first);
    if (participle == be || participle >= s.end || !is_giving_participle(a.word(participle)) || a.quote_of(be) >= 0)
      continue;
    const std::int32_t by = past_by(a, participle + 1, s.end);
    if (by < 0) continue;
    return given(a, givers(a, by, s.end), {be, by}, {s.begin + 1, be}, first ? kAsFirstRule : kAsPerRule);
  }
  return {};
}

// Past "first appeared in", "was first made by", "comes from", "originated with"; `at` where none of them stands there.
std::int32_t past_origin(const Analysis& a, std::int32_t at, std::int32_t end, bool& first) {
  static constexpr std::array<std::string_view, 8> kArose{"appeared", "surfaced",   "emerged", "came",
                                                          "comes",    "originated", "stems",   "originates"};
  std::int32_t i = at;
  if (i < end && a.word(i) == "first") {
    first = true;
    ++i;
  }
  if (i + 2 < end && in(kArose, a.word(i))) {
    const std::string& by = a.word(i + 1);
    if (by == "in" || by == "on" || by == "from" || by == "with") {
      first = first || a.word(i).starts_with("origin");
      return i + 2;
    }
    return at;
  }
  const std::int32_t participle = past_be(a, at, end, first);
  if (participle == at || participle >= end) return at;
  if (is_giving_participle(a.word(participle)) || a.word(participle) == "printed" || a.word(participle) == "aired" ||
      a.word(participle) == "raised") {
    if (participle + 1 < end && a.word(participle + 1) == "in") return participle + 2;
    if (const std::int32_t by = past_by(a, participle + 1, end); by > 0) return by;
  }
  return at;
}

// "The suggestion that C first appeared in A", "The claim that C comes from A"
FoundAttribution noun_clause(const Analysis& a, Range s) {
  static constexpr std::array<std::string_view, 12> kSayings{"suggestion", "claim",  "report",     "story",
                                                             "rumour",     "rumor",  "allegation", "assertion",
                                                             "news",       "theory", "accusation", "notion"};
  constexpr std::int32_t kReach = 4;
  for (std::int32_t noun = s.begin; noun < std::min(s.end, s.begin + kReach); ++noun) {
    if (!in(kSayings, a.word(noun)) || noun + 1 >= s.end || a.word(noun + 1) != "that") continue;
    for (std::int32_t v = noun + 2 + kShortest; v + 1 < s.end; ++v) {
      bool first = false;
      const std::int32_t who = a.quote_of(v) < 0 ? past_origin(a, v, s.end, first) : v;
      if (who == v) continue;
      FoundAttribution out =
          given(a, givers(a, who, s.end), {v, who}, {noun + 2, v}, first ? kAsFirstRule : kAsPerRule);
      if (!out.cue.empty()) return out;
    }
  }
  return {};
}

// "C, a figure given by both A and B", "C, a discovery likewise made by A"
FoundAttribution figure_given(const Analysis& a, Range s) {
  for (std::int32_t comma = s.begin + kShortest; comma + 4 < s.end; ++comma) {
    if (a.word(comma) != "," || a.quote_of(comma) >= 0) continue;
    std::int32_t noun = comma + 1;
    if (a.tag_of(noun) == Tag::kDT) ++noun;
    if (noun < s.end && is_adjective(a.tag_of(noun))) ++noun;
    if (noun + 2 >= s.end || !is_given_noun(a.word(noun))) continue;
    std::int32_t participle = noun + 1;
    if (is_relative(a.word(participle)) || a.word(participle) == "that") {
      bool first = false;
      participle = past_be(a, participle + 1, s.end, first);
    }
    while (participle < s.end && a.tag_of(participle) == Tag::kRB) ++participle;
    if (participle >= s.end || !is_giving_participle(a.word(participle))) continue;
    const std::int32_t by = past_by(a, participle + 1, s.end);
    if (by < 0) continue;
    return given(a, givers(a, by, s.end), {participle, by}, {past_dateline(a, s), comma}, kAsPerRule);
  }
  return {};
}

// Past "one is to believe", "we believe", "one may trust what"; `at` where none stands there.
std::int32_t past_belief(const Analysis& a, std::int32_t at, std::int32_t end) {
  std::int32_t i = at;
  if (i < end && (a.word(i) == "one" || a.word(i) == "we" || a.word(i) == "you" || a.word(i) == "i")) {
    ++i;
  } else {
    return at;
  }
  while (i < end && (a.word(i) == "is" || a.word(i) == "are" || a.word(i) == "am" || a.word(i) == "to" ||
                     a.word(i) == "may" || a.word(i) == "can" || a.word(i) == "could" || a.word(i) == "might"))
    ++i;
  if (i >= end || (a.word(i) != "believe" && a.word(i) != "trust" && a.word(i) != "credit")) return at;
  ++i;
  if (i < end && a.word(i) == "what") ++i;
  return i;
}

// "C, if one is to believe A", "C, if A is to be believed", "C, so A informs me", "C, so A."
FoundAttribution believed(const Analysis& a, Range s) {
  constexpr std::int32_t kLongest = 12;
  for (std::int32_t comma = s.begin + kShortest; comma + 2 < s.end; ++comma) {
    if (a.word(comma) != "," || a.quote_of(comma) >= 0) continue;
    const std::int32_t opens = comma + 1;
    const Range said{past_dateline(a, s), comma};
    if (a.word(opens) == "if") {
      if (const std::int32_t who = past_belief(a, opens + 1, s.end); who > opens + 1) {
        std::int32_t stop = who;
        while (stop < s.end && stop - who <= kLongest && !is_finite(a.tag_of(stop)) &&
               (!a.is_mark(stop) || a.tag_of(stop) == Tag::kPOS || a.word(stop) == "-"))
          ++stop;
        return given(a, speakers_in(a, who, stop), {opens, who}, said, kAsPerRule);
      }
      for (std::int32_t be = opens + 2; be + 3 < std::min(s.end, opens + kLongest); ++be) {
        if (is_be(a.word(be)) && a.word(be + 1) == "to" && a.word(be + 2) == "be" && a.word(be + 3) == "believed")
          return given(a, speakers_in(a, opens + 1, be), {be, be + 4}, said, kAsPerRule);
      }
    }
    if (a.word(opens) == "so") {
      // "C, so the Capital Observer."
      if (const Range who = speaker_at(a, opens + 1, s.end);
          !who.empty() && (who.end == s.end || a.word(who.end) == "."))
        return given(a, {who}, {opens, opens + 1}, said, kAsPerRule);
      for (std::int32_t v = opens + 2; v + 1 < std::min(s.end, opens + kLongest); ++v) {
        const bool tells = a.word(v) == "informs" || a.word(v) == "tells" || a.word(v) == "assures";
        if (tells && (a.word(v + 1) == "me" || a.word(v + 1) == "us"))
          return given(a, speakers_in(a, opens + 1, v), {v, v + 2}, said, kAsPerRule);
      }
    }
  }
  return {};
}

// "C, in the estimate of a man who works there", "C, by the account of a nurse"
FoundAttribution estimated(const Analysis& a, Range s) {
  static constexpr std::array<std::string_view, 8> kViews{"estimate",  "view",     "opinion", "account",
                                                          "judgement", "judgment", "telling", "reckoning"};
  for (std::int32_t comma = s.begin + kShortest; comma + 5 < s.end; ++comma) {
    if (a.word(comma) != "," || a.quote_of(comma) >= 0) continue;
    const std::int32_t in_the = comma + 1;
    if ((a.word(in_the) != "in" && a.word(in_the) != "by") || a.word(in_the + 1) != "the" ||
        !in(kViews, a.word(in_the + 2)) || a.word(in_the + 3) != "of")
      continue;
    Range who = speaker_at(a, in_the + 4, s.end);
    // "a man who works there": the clause is no part of the name.
    for (std::int32_t i = who.begin; i < who.end; ++i) {
      if (is_relative(a.word(i))) who.end = i;
    }
    if (!who.empty()) return given(a, {who}, {in_the, in_the + 4}, {past_dateline(a, s), comma}, kAsPerRule);
  }
  return {};
}

// "C, the Courier has learned.", "C, the Courier was the first to report, on the word of the student."
FoundAttribution learned(const Analysis& a, Range s) {
  constexpr std::int32_t kLongest = 10;
  for (std::int32_t comma = s.begin + kShortest; comma + 3 < s.end; ++comma) {
    if (a.word(comma) != "," || a.quote_of(comma) >= 0) continue;
    const Range who = speaker_at(a, comma + 1, std::min(s.end, comma + 1 + kLongest));
    if (who.empty() || who.end + 1 >= s.end) continue;
    const std::int32_t v = who.end;
    const bool has = (a.word(v) == "has" || a.word(v) == "have") &&
                     (a.word(v + 1) == "learned" || a.word(v + 1) == "learnt" || a.word(v + 1) == "discovered");
    std::int32_t to = v + 1;
    if (a.word(to) == "the") ++to;
    const bool was_first = is_be(a.word(v)) && to + 2 < s.end && a.word(to) == "first" && a.word(to + 1) == "to";
    // "Korridor has learned from a former driver": the driver says it.
    if (has && v + 3 < s.end && a.word(v + 2) == "from") {
      if (const Range from = speaker_at(a, v + 3, s.end); !from.empty())
        return given(a, {from}, {v, v + 3}, {past_dateline(a, s), comma}, kAsPerRule);
    }
    if (has && (v + 2 >= s.end || a.is_mark(v + 2)))
      return given(a, {who}, {v, v + 2}, {past_dateline(a, s), comma}, kAsPerRule);
    if (was_first) return given(a, {who}, {v, to + 3}, {past_dateline(a, s), comma}, kAsFirstRule);
  }
  return {};
}

// "In a release of five paragraphs the Ministry states that C", where the parser takes the verb for a noun; "The firm
// denies it: in a statement on Tuesday it maintained that C".
FoundAttribution in_paper(const Analysis& a, Range s) {
  constexpr std::int32_t kReach = 16;
  for (std::int32_t i = s.begin + 1; i + 6 < s.end; ++i) {
    if (a.word(i) == ":" && a.word(i + 1) == "in") {
      s.begin = i + 1;
      break;
    }
  }
  if (a.word(s.begin) != "in") return {};
  bool paper = false;
  for (std::int32_t v = s.begin + 3; v + 1 + kShortest < std::min(s.end, s.begin + kReach); ++v) {
    const std::optional<Noun> noun = a.is_capitalised(v - 1) ? std::nullopt : find_noun(a.word(v - 1));
    paper = paper || (noun && noun->what == NounClass::kDocument);
    const Cue* cue = a.word(v + 1) == "that" ? find_cue(a.word(v)) : nullptr;
    if (!paper || cue == nullptr || !is_speech_lemma(cue->lemma)) continue;
    std::int32_t begin = v;
    while (begin > s.begin && is_noun(a.tag_of(begin - 1)) && a.word(begin - 1) != ",") --begin;
    while (begin > s.begin && (is_adjective(a.tag_of(begin - 1)) || a.tag_of(begin - 1) == Tag::kDT)) --begin;
    if (begin == v && a.tag_of(v - 1) == Tag::kPRP) --begin;
    const bool speaks = a.tag_of(begin) == Tag::kPRP || may_speak(a, {begin, v});
    if (begin == v || begin <= s.begin + 2 || !speaks) return {};
    std::int32_t end = s.end;
    while (end > v + 2 && a.is_mark(end - 1)) --end;
    return given(a, {{begin, v}}, {v, v + 1}, {v + 2, end}, kAsPerRule);
  }
  return {};
}

// "In its report the agency put the highest level at 212 micrograms", "Police put the crowd at 4,000."
FoundAttribution put_at(const Analysis& a, Range s) {
  constexpr std::int32_t kLongestThing = 12;
  for (std::int32_t v = s.begin + 1; v + 3 < s.end; ++v) {
    if ((a.word(v) != "put" && a.word(v) != "puts") || a.quote_of(v) >= 0 || !is_determiner(a.word(v + 1))) continue;
    std::int32_t at = v + 2;
    while (at < s.end && at - v <= kLongestThing && a.word(at) != "at" && !a.is_mark(at) && !is_finite(a.tag_of(at)))
      ++at;
    std::int32_t number = at + 1;
    while (number < s.end && (a.tag_of(number) == Tag::kRB || a.tag_of(number) == Tag::kIN)) ++number;
    if (at + 1 >= s.end || a.word(at) != "at" || number >= s.end || a.tag_of(number) != Tag::kCD) continue;
    const FoundSource who = find_source(a, v, {v, v + 1}, false);
    if (who.range.empty() || who.range.end > v || who.head < 0) continue;
    if (a.tag_of(who.head) != Tag::kPRP && !may_speak(a, who.range)) continue;
    FoundAttribution out;
    out.source = who.range;
    out.source_head = who.head;
    out.cue = {v, v + 1};
    out.cue_head = v;
    out.content = {{v + 1, s.end}};
    trim_content(a, out.content.front());
    out.rule = kAsPerRule;
    out.confidence = 0.75;
    return out;
  }
  return {};
}

}  // namespace

bool is_given_noun(std::string_view low) {
  static constexpr std::array<std::string_view, 22> kGiven{
      "figure",  "figures",  "number",    "numbers",    "sum",         "count",  "toll",   "total",
      "date",    "time",     "detail",    "fact",       "finding",     "claim",  "result", "tally",
      "account", "estimate", "discovery", "conclusion", "observation", "version"};
  return in(kGiven, low);
}

bool is_giving_participle(std::string_view low) {
  static constexpr std::array<std::string_view, 24> kGiving{
      "given",    "made",      "reported", "published", "confirmed", "supplied", "provided",    "cited",
      "quoted",   "named",     "shared",   "stated",    "found",     "recorded", "established", "measured",
      "revealed", "disclosed", "counted",  "observed",  "noted",     "told",     "described",   "calculated"};
  return in(kGiving, low);
}

FoundAttribution given_attribution(const Analysis& a, Range s) {
  for (const auto read : {that_clause, noun_clause, figure_given, believed, estimated, learned, in_paper, put_at}) {
    if (FoundAttribution out = read(a, s); !out.cue.empty()) return out;
  }
  return {};
}

}  // namespace headwater::detail
