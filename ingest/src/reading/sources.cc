// Finding who is behind a cue. Syntax proposes; a surface pass steps over appositions that the parser loses.
#include <algorithm>
#include <array>
#include <string>

#include "reading/attributions.h"
#include "reading/cues.h"

namespace headwater::detail {
namespace {

bool is_relative(const std::string& w) { return w == "who" || w == "which" || w == "that"; }

bool is_time_word(const std::string& w) {
  static constexpr std::array<std::string_view, 28> kWords{
      "monday",   "tuesday",   "wednesday", "thursday", "friday",    "saturday", "sunday",
      "today",    "yesterday", "tomorrow",  "january",  "february",  "march",    "april",
      "may",      "june",      "july",      "august",   "september", "october",  "november",
      "december", "week",      "month",     "year",     "morning",   "night",    "later"};
  return std::find(kWords.begin(), kWords.end(), w) != kWords.end();
}

// The noun a participle hangs on, with what stands before the participle.
FoundSource antecedent(const Analysis& a, std::int32_t noun, std::int32_t before) {
  FoundSource out;
  out.head = noun;
  out.range = {a.subtree(noun).begin, std::min(a.subtree(noun).end, before)};
  return out;
}

// The nearest noun before a token of its sentence, or the token itself.
std::int32_t noun_before(const Analysis& a, std::int32_t at) {
  const Range s = a.sentence_of(at);
  for (std::int32_t i = at - 1; i >= s.begin && at - i < 4; --i) {
    if (is_noun(a.tag_of(i))) return i;
  }
  return at;
}

std::int32_t child_with(const Analysis& a, std::int32_t v, std::initializer_list<Dep> deps, bool left_only) {
  const Range s = a.sentence_of(v);
  std::int32_t best = -1;
  for (std::int32_t i = s.begin; i < s.end; ++i) {
    // Who speaks does not stand inside what is quoted.
    const std::int32_t q = a.quote_of(i);
    if (q >= 0 && q != a.quote_of(v) && a.quotes[static_cast<std::size_t>(q)].is_speech) continue;
    if (a.head_of(i) != v || std::find(deps.begin(), deps.end(), a.dep_of(i)) == deps.end()) continue;
    if (left_only && i > v) break;
    if (best < 0 || (i < v && i > best) || best > v) best = i;
    if (i > v) break;
  }
  return best;
}

void trim(const Analysis& a, Range& r) {
  while (!r.empty() && (a.is_mark(r.end - 1) || a.word(r.end - 1) == "and" || a.word(r.end - 1) == "but")) {
    const std::string& w = a.word(r.end - 1);
    if (w == ")" || w == "]" ||
        (a.is_quote_mark(r.end - 1) && a.quote_of(r.end - 1) >= 0 && a.quote_of(r.begin) == a.quote_of(r.end - 1)))
      break;
    if (w == "%" || w == "$") break;
    --r.end;
  }
  while (!r.empty() &&
         (a.word(r.begin) == "," || a.word(r.begin) == ":" || a.word(r.begin) == ";" || a.word(r.begin) == "and" ||
          a.word(r.begin) == "but" || a.word(r.begin) == "." || a.word(r.begin) == "--")) {
    ++r.begin;
  }
}

// "Tomas Rehn, managing director of Orrin Group, a firm that was not involved, told": the parser often takes the
// last noun before the verb for the subject. If the clause begins with a name and a comma, that name is the subject.
void step_over_appositions(const Analysis& a, std::int32_t group_begin, FoundSource& found) {
  const Range s = a.sentence_of(group_begin);
  const std::int32_t before = group_begin - 1;
  if (before <= s.begin || a.word(before) != ",") return;
  // Back to where the clause starts: a closing quote, "that", "but", a semicolon, the sentence.
  std::int32_t start = before;
  while (start > s.begin) {
    const std::string& w = a.word(start - 1);
    if (a.quote_of(start - 1) >= 0 || w == ";" || w == ":" || w == "--" || w == "\xe2\x80\x94" || w == "but" ||
        (w == "that" && a.tag_of(start - 1) == Tag::kIN)) {
      break;
    }
    --start;
  }
  while (start < before && (a.word(start) == "," || a.word(start) == "and" || a.word(start) == "while")) ++start;
  // Openers: "On Monday, ", "In a statement, ", "However, ".
  while (start < before) {
    const Tag t = a.tag_of(start);
    if (t != Tag::kIN && t != Tag::kRB && t != Tag::kTO && t != Tag::kVBG && t != Tag::kVBN &&
        !is_time_word(a.word(start)))
      break;
    std::int32_t comma = start;
    while (comma < before && a.word(comma) != ",") ++comma;
    if (comma >= before) return;
    start = comma + 1;
  }
  // The noun phrase up to the first comma: a name, or a determiner and nouns; no finite verb in it.
  std::int32_t comma = start;
  std::int32_t head = -1;
  for (; comma < before && a.word(comma) != ","; ++comma) {
    const Tag t = a.tag_of(comma);
    // "Brineworks, which employs ...": a name the tagger does not know.
    const bool lone = comma == start && start == s.begin && a.is_capitalised(start) && a.word(start + 1) == ",";
    if (lone && t != Tag::kPRP && t != Tag::kRB && t != Tag::kUH && t != Tag::kCC) {
      head = start;
      continue;
    }
    if (is_finite(t) || t == Tag::kPRP) return;
    if (is_noun(t) && (head < 0 || a.tag_of(comma - 1) != Tag::kIN)) {
      if (head < 0 || is_noun(a.tag_of(comma - 1)) || a.tag_of(comma - 1) == Tag::kJJ ||
          a.tag_of(comma - 1) == Tag::kPOS)
        head = comma;
    }
  }
  if (head < 0 || comma >= before || comma - start > 12) return;
  const bool named = (head == s.begin && a.is_capitalised(head) && comma == head + 1) || is_proper(a.tag_of(head)) ||
                     a.tag_of(start) == Tag::kDT || a.tag_of(start) == Tag::kPRPS;
  if (!named) return;
  // A finite verb between the commas outside a relative clause means this is another clause, not an apposition.
  bool relative = false;
  for (std::int32_t i = comma; i < before; ++i) {
    const std::string& w = a.word(i);
    if (is_relative(w) || w == "whose" || w == "where" || w == "whom" || a.tag_of(i) == Tag::kWDT ||
        a.tag_of(i) == Tag::kWP)
      relative = true;
    if (w == ",") continue;
    if (is_finite(a.tag_of(i)) && !relative) return;
  }
  found.range = {start, before};
  found.head = head;
}

}  // namespace

FoundSource find_source(const Analysis& a, std::int32_t v, Range group, bool passive) {
  FoundSource out;
  const Range s = a.sentence_of(v);
  if (passive) {
    const std::int32_t agent = child_with(a, v, {Dep::kOblAgent}, false);
    if (agent > v) {
      out.head = agent;
      out.range = a.subtree(agent);
      if (a.word(out.range.begin) == "by") ++out.range.begin;
      trim(a, out.range);
    }
    return out;
  }
  std::int32_t subject = child_with(a, v, {Dep::kNsubj, Dep::kNsubjPass}, false);
  // "who said": the pronoun is the source, the noun before it is whom it stands for.
  if (const std::int32_t p = group.begin - 1;
      p >= s.begin && (a.word(p) == "who" || a.word(p) == "which") && (subject < 0 || subject <= p)) {
    out.range = {p, p + 1};
    out.head =
        a.dep_of(v) == Dep::kAclRelcl && a.head_of(v) >= 0 && a.head_of(v) < p ? a.head_of(v) : noun_before(a, p);
    return out;
  }
  // "reported officials saying": a participle right behind a noun is that noun's.
  if (subject < 0 && a.tag_of(v) == Tag::kVBG && group.begin == v && v > s.begin && (is_noun(a.tag_of(v - 1))) &&
      a.quote_of(v - 1) < 0) {
    std::int32_t noun = v - 1;
    while (a.head_of(noun) >= s.begin && a.head_of(noun) < v && is_noun(a.tag_of(a.head_of(noun))) &&
           v - a.head_of(noun) < 6)
      noun = a.head_of(noun);
    out = antecedent(a, noun, v);
    trim(a, out.range);
    return out;
  }
  std::int32_t at = v;
  // A verb without a subject of its own takes that of the verb it is joined to or hangs on.
  for (int up = 0; subject < 0 && up < 3; ++up) {
    const Dep d = a.dep_of(at);
    const std::int32_t h = a.head_of(at);
    if (h < 0) break;
    if (d == Dep::kAcl && is_noun(a.tag_of(h)) && h < v && (group.begin == s.begin || a.word(group.begin - 1) != ",")) {
      out = antecedent(a, h, group.begin);
      trim(a, out.range);
      return out;
    }
    if (d != Dep::kConj && d != Dep::kXcomp && d != Dep::kAdvcl && d != Dep::kParataxis) break;
    if (d == Dep::kConj && !is_verb(a.tag_of(h))) break;
    if (d == Dep::kAdvcl && a.tag_of(v) != Tag::kVBG && a.tag_of(v) != Tag::kVBN) break;
    at = h;
    subject = child_with(a, at, {Dep::kNsubj, Dep::kNsubjPass}, true);
  }
  // The phrase right before the verb, where the parser hung it elsewhere.
  if (subject < 0 && group.begin > s.begin) {
    std::int32_t p = group.begin - 1;
    // "Sen. Mitch McConnell (R-Ky.) said"
    if (a.word(p) == ")") {
      std::int32_t open = p;
      while (open > s.begin && p - open < 8 && a.word(open) != "(") --open;
      if (a.word(open) == "(" && open > s.begin) p = open - 1;
    }
    // "Ms. Sherry smiled and said"
    if (a.word(p) == "and" && p - 1 > s.begin && is_verb(a.tag_of(p - 1)) && a.tag_of(p - 1) != Tag::kVBG) {
      subject = child_with(a, p - 1, {Dep::kNsubj}, true);
      if (subject < 0 && is_noun(a.tag_of(p - 2))) subject = p - 2;
      at = p - 1;
    } else if (a.quote_of(p) < 0 && (is_noun(a.tag_of(p)) || a.tag_of(p) == Tag::kPRP)) {
      subject = p;
      while (a.head_of(subject) >= s.begin && a.head_of(subject) < group.begin && is_noun(a.tag_of(a.head_of(subject))))
        subject = a.head_of(subject);
      at = v;
    }
  }
  // A participle after a comma goes with the subject of the sentence.
  if (subject < 0 && a.tag_of(v) == Tag::kVBG) {
    for (std::int32_t i = s.begin; i < v && subject < 0; ++i) {
      if (a.head_of(i) < 0) subject = child_with(a, i, {Dep::kNsubj, Dep::kNsubjPass}, true);
    }
    if (subject >= 0) at = a.head_of(subject);
    if (subject >= group.begin) subject = -1;
  }
  if (subject < 0) {
    step_over_appositions(a, group.begin, out);
    if (out.head >= 0) {
      trim(a, out.range);
      return out;
    }
    // Inversion the parser missed: "said John Smith".
    const std::int32_t n = group.end;
    if (n < s.end && (is_proper(a.tag_of(n)) || a.tag_of(n) == Tag::kDT || a.tag_of(n) == Tag::kPRPS) &&
        (a.head_of(n) >= 0) && group.begin > s.begin &&
        (a.word(group.begin - 1) == "," || a.is_quote_mark(group.begin - 1))) {
      std::int32_t head = n;
      while (a.head_of(head) > n && a.head_of(head) != v && is_noun(a.tag_of(a.head_of(head)))) head = a.head_of(head);
      out.head = head;
      out.range = {n, std::max(a.subtree(head).end, n + 1)};
      out.inverted = true;
      trim(a, out.range);
    }
    return out;
  }
  if (is_relative(a.word(subject)) && (a.tag_of(subject) == Tag::kWP || a.tag_of(subject) == Tag::kWDT)) {
    out.range = {subject, subject + 1};
    const std::int32_t h = a.head_of(at);
    out.head = a.dep_of(at) == Dep::kAclRelcl && h >= 0 && h < subject ? h : noun_before(a, subject);
    return out;
  }
  out.head = subject;
  out.range = a.subtree(subject);
  if (subject > v) {
    out.inverted = true;
  } else {
    out.range.end = std::min(out.range.end, at == v ? group.begin : out.range.end);
    // All up to the verb belongs to the subject where only a comma is between: an apposition the parser hung elsewhere.
    if (at == v && group.begin - 1 > out.range.end && a.word(group.begin - 1) == ",") out.range.end = group.begin - 1;
    if (at == v && a.tag_of(subject) != Tag::kPRP && !is_relative(a.word(subject)))
      step_over_appositions(a, group.begin, out);
  }
  // "the rally driver Ida Brekke": a role in front that the parser hung elsewhere.
  if (!out.inverted && is_proper(a.tag_of(subject))) {
    std::int32_t i = out.range.begin;
    while (i > s.begin &&
           (a.tag_of(i - 1) == Tag::kNN || is_adjective(a.tag_of(i - 1)) || a.tag_of(i - 1) == Tag::kDT ||
            a.tag_of(i - 1) == Tag::kPRPS) &&
           !is_time_word(a.word(i - 1)) && a.quote_of(i - 1) < 0) {
      --i;
    }
    if (i < out.range.begin &&
        (a.tag_of(i) == Tag::kDT || a.tag_of(i) == Tag::kPRPS || i == s.begin || a.is_mark(i - 1)))
      out.range.begin = i;
  }
  // A quotation in front was taken into the subject.
  for (std::int32_t i = out.range.begin; i < out.range.end && i < subject; ++i) {
    if (a.quote_of(i) >= 0 && a.quote_of(subject) != a.quote_of(i) &&
        a.quotes[static_cast<std::size_t>(a.quote_of(i))].is_speech) {
      out.range.begin = a.quotes[static_cast<std::size_t>(a.quote_of(i))].marks.end;
      i = out.range.begin - 1;
    }
  }
  trim(a, out.range);
  return out;
}

}  // namespace headwater::detail
