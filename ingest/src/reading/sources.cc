// Finding who is behind a cue. Syntax proposes; a surface pass steps over appositions that the parser loses.
#include <algorithm>
#include <array>
#include <string>

#include "reading/attributions.h"
#include "reading/contents.h"
#include "reading/cues.h"
#include "reading/lexicon.h"

namespace headwater::detail {
namespace {

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

// Past "On Tuesday", "In the evening", "Last week", "Yesterday" and a comma after it; `at` where none of these opens.
std::int32_t past_time(const Analysis& a, std::int32_t at, std::int32_t end) {
  static constexpr std::array<std::string_view, 10> kTimes{"evening", "afternoon", "day",  "weekend", "spring",
                                                           "summer",  "autumn",    "fall", "winter",  "hours"};
  std::int32_t i = at;
  while (i < end && i < at + 4 &&
         (a.tag_of(i) == Tag::kIN || a.tag_of(i) == Tag::kDT || is_adjective(a.tag_of(i)) || a.tag_of(i) == Tag::kCD))
    ++i;
  const std::int32_t noun = i;
  while (i < end && (is_time_word(a.word(i)) || std::find(kTimes.begin(), kTimes.end(), a.word(i)) != kTimes.end() ||
                     (i > noun && a.tag_of(i) == Tag::kCD)))
    ++i;
  if (i == noun) return at;
  if (i < end && a.word(i) == ",") ++i;
  // "Tuesday's meeting" is no time.
  return i < end && a.tag_of(i) == Tag::kPOS ? at : i;
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
  // Openers: "On Monday, ", "In a statement, ", "However, "; "In the evening" even without a comma.
  while (start < before) {
    if (const std::int32_t past = past_time(a, start, before); past > start) {
      start = past;
      continue;
    }
    const Tag t = a.tag_of(start);
    const bool asked = start == s.begin && (a.word(start) == "asked" || a.word(start) == "told" ||
                                            a.word(start) == "reached" || a.word(start) == "pressed");
    if (!asked && t != Tag::kIN && t != Tag::kRB && t != Tag::kTO && t != Tag::kVBG && t != Tag::kVBN &&
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
  }
  if (head < 0) head = head_by_tags(a, {start, comma});
  if (head < 0 || comma >= before || comma - start > 12) return;
  const bool named = (head == s.begin && a.is_capitalised(head) && comma == head + 1) || is_proper(a.tag_of(head)) ||
                     a.tag_of(start) == Tag::kDT || a.tag_of(start) == Tag::kPRPS || a.tag_of(start) == Tag::kCD ||
                     a.tag_of(head) == Tag::kNNS;
  if (!named) return;
  // A finite verb between the commas outside a relative clause means this is another clause, not an apposition.
  bool relative = false;
  for (std::int32_t i = comma; i < before; ++i) {
    const std::string& w = a.word(i);
    if (is_relative(w) || w == "whose" || w == "where" || w == "whom" || a.tag_of(i) == Tag::kWDT ||
        a.tag_of(i) == Tag::kWP)
      relative = true;
    if (w == ",") continue;
    // ", leaked to the paper,": a participle the tagger takes for a finite verb.
    const bool participle = a.tag_of(i) == Tag::kVBD && a.word(i - 1) == "," && i + 1 < before &&
                            (a.tag_of(i + 1) == Tag::kIN || a.tag_of(i + 1) == Tag::kTO);
    if (is_finite(a.tag_of(i)) && !relative && !participle) return;
  }
  found.range = {start, before};
  found.head = head;
}

bool is_dash(const std::string& w) { return w == "--" || w == "\xe2\x80\x94" || w == "\xe2\x80\x93"; }

// The last mark before `i` that sets a clause off: a comma, a dash, the end of a quotation. -1 for none.
std::int32_t mark_before(const Analysis& a, std::int32_t i) {
  const Range s = a.sentence_of(i);
  for (std::int32_t k = i - 1; k >= s.begin && i - k <= 40; --k) {
    if (a.word(k) == "," || is_dash(a.word(k)) || (a.quote_of(k) >= 0 && a.is_quote_mark(k))) return k;
  }
  return -1;
}

// Words that make the clause they open a part of another.
bool subordinates(const Analysis& a, std::int32_t i) {
  static constexpr std::array<std::string_view, 15> kWords{"if",     "when",  "while",  "because", "although",
                                                           "though", "after", "since",  "as",      "before",
                                                           "until",  "once",  "unless", "whether", "where"};
  return std::find(kWords.begin(), kWords.end(), a.word(i)) != kWords.end();
}

// Does a clause with "that" follow, past a phrase or two?
bool says_that(const Analysis& a, std::int32_t at, Range s) {
  for (std::int32_t i = at; i < std::min(s.end, at + 8); ++i) {
    if (a.opens_clause(i)) return true;
    if (is_finite(a.tag_of(i)) || a.word(i) == "," || a.word(i) == "by") return false;
  }
  return false;
}

// The phrase behind a passive's "by".
FoundSource passive_agent(const Analysis& a, Range group) {
  FoundSource out;
  const Range s = a.sentence_of(group.begin);
  std::int32_t by = group.end;
  while (by < s.end && by < group.end + 3 && a.tag_of(by) == Tag::kRB) ++by;
  if (by >= s.end || a.word(by) != "by") return out;
  out.range = phrase_by_tags(a, by + 1, s.end);
  out.head = head_by_tags(a, out.range);
  if (out.head < 0 || is_time_word(a.word(out.head)) || a.tag_of(out.head) == Tag::kCD) return {};
  return out;
}

}  // namespace

std::int32_t head_by_tags(const Analysis& a, Range r) {
  std::int32_t head = -1, number = -1;
  for (std::int32_t i = r.begin; i < r.end; ++i) {
    const Tag t = a.tag_of(i);
    const std::string& w = a.word(i);
    if (t == Tag::kPRP) return head < 0 ? i : head;
    // "documents" is a noun, whatever the tagger says, where a verb cannot stand.
    if (is_noun(t) || (t != Tag::kIN && t != Tag::kDT && find_noun(w) && (head < 0 || is_adjective(t)))) {
      head = i;
      continue;
    }
    const bool quantity = t == Tag::kCD || w == "some" || w == "all" || w == "both" || w == "many" || w == "several" ||
                          w == "most" || w == "others";
    if (quantity && head < 0) {
      number = i;
      continue;
    }
    const bool inside = t == Tag::kDT || t == Tag::kPDT || t == Tag::kPRPS || t == Tag::kPOS || is_adjective(t) ||
                        t == Tag::kHyphen ||
                        ((t == Tag::kRB || t == Tag::kVBN || t == Tag::kVBG) && head < 0 && i > r.begin);
    if (!inside) break;
  }
  return head >= 0 ? head : number;
}

Range phrase_by_tags(const Analysis& a, std::int32_t at, std::int32_t end) {
  std::int32_t i = at;
  bool noun = false;
  for (; i < end; ++i) {
    const Tag t = a.tag_of(i);
    const std::string& w = a.word(i);
    if (t == Tag::kPRP) {
      if (!noun) ++i;
      break;
    }
    if (is_noun(t)) noun = true;
    const bool joins = (w == "of" || w == "for" || w == "at") && noun && i + 1 < end &&
                       (is_noun(a.tag_of(i + 1)) || a.tag_of(i + 1) == Tag::kDT || is_adjective(a.tag_of(i + 1)));
    const bool both =
        t == Tag::kCC && noun && i + 1 < end && (is_noun(a.tag_of(i + 1)) || is_adjective(a.tag_of(i + 1)));
    const bool inside = is_noun(t) || is_adjective(t) || t == Tag::kDT || t == Tag::kPDT || t == Tag::kPRPS ||
                        t == Tag::kPOS || t == Tag::kCD || joins || both || (t == Tag::kRB && !noun) ||
                        ((t == Tag::kVBN || t == Tag::kVBG) && !noun) || a.form(i) == "&";
    if (!inside || is_time_word(w)) break;
    // A new phrase opens: "told reporters the gate was open".
    if (noun && i > at && (t == Tag::kDT || t == Tag::kPRPS) && a.word(i - 1) != "of" && a.word(i - 1) != "for" &&
        a.word(i - 1) != "at" && a.tag_of(i - 1) != Tag::kCC)
      break;
  }
  return {at, i};
}

FoundSource closing_source(const Analysis& a, std::int32_t v, Range group) {
  FoundSource out;
  const Range s = a.sentence_of(v);
  if (closing_tail(a, group.end, s) < 0) return out;
  std::int32_t end = group.begin;
  const bool closed = end - 1 > s.begin && a.word(end - 1) == ",";
  if (closed) --end;
  std::int32_t mark = mark_before(a, end);
  // "the minister, Jan Olde, wrote": the phrase and the apposition after it.
  if (closed && mark > s.begin) mark = mark_before(a, mark);
  // "Ann Roe, 44, of Selby, said": what opens no noun phrase hangs on the one before it.
  for (int n = 0; n < 3 && mark > s.begin; ++n) {
    const Range piece{mark + 1, end};
    const std::int32_t head = head_by_tags(a, piece);
    if (head >= 0 && a.tag_of(head) != Tag::kCD) break;
    if (head >= 0 && piece.end - piece.begin > 1 && a.word(head + 1) == "of") break;
    if (!closed) return out;
    mark = mark_before(a, mark);
  }
  if (mark <= s.begin) return out;
  out.closing = true;
  out.range = {mark + 1, end};
  out.head = head_by_tags(a, out.range);
  const Tag last = a.tag_of(end - 1);
  if (out.head < 0 || is_time_word(a.word(out.head)) || last == Tag::kCC || last == Tag::kIN || last == Tag::kTO ||
      last == Tag::kPOS || last == Tag::kDT || last == Tag::kPRPS)
    return {};
  // In front a quotation, or a clause that stands alone.
  if (a.is_quote_mark(mark)) {
    const QuoteRange& q = a.quotes[static_cast<std::size_t>(a.quote_of(mark))];
    return q.marks.end == mark + 1 ? out : FoundSource{};
  }
  std::int32_t first = s.begin;
  while (first < mark && a.is_mark(first)) ++first;
  const Tag t = a.tag_of(first);
  // ", it announced Tuesday": a pronoun needs no more.
  if (a.tag_of(out.head) == Tag::kPRP && out.range.end - out.range.begin == 1 && mark - first >= 3 &&
      !subordinates(a, first) && t != Tag::kVBG && t != Tag::kIN && t != Tag::kWRB)
    return out;
  if (subordinates(a, first) || t == Tag::kWRB || t == Tag::kVBG || t == Tag::kVBN || t == Tag::kTO) return {};
  for (std::int32_t i = first; i < mark; ++i) {
    // "The hospital lost/VBN power": a participle that a noun precedes may be the verb.
    if (is_finite(a.tag_of(i)) || (a.tag_of(i) == Tag::kVB && i > first && a.tag_of(i - 1) != Tag::kTO)) return out;
    if ((a.tag_of(i) == Tag::kVBN && i > first && is_noun(a.tag_of(i - 1)))) return out;
  }
  return {};
}

namespace {

// The parser may take "Vellan" of "Vellan's Accident Investigation Board" for the subject: the head is what is owned.
void step_over_owner(const Analysis& a, FoundSource& found) {
  if (found.head < 0) return;
  const std::int32_t end = a.sentence_of(found.head).end;
  while (found.head + 2 < end && a.tag_of(found.head + 1) == Tag::kPOS && a.is_capitalised(found.head + 2)) {
    std::int32_t last = -1;
    for (std::int32_t i = found.head + 2; i < end && (is_noun(a.tag_of(i)) || is_adjective(a.tag_of(i))); ++i) {
      if (is_noun(a.tag_of(i))) last = i;
    }
    if (last < 0) return;
    found.head = last;
    found.range.end = std::max(found.range.end, last + 1);
  }
}

FoundSource source_of(const Analysis& a, std::int32_t v, Range group, bool passive) {
  FoundSource out;
  const Range s = a.sentence_of(v);
  if (passive) {
    out = passive_agent(a, group);
    if (out.head >= 0) return out;
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
  // "No one has been paid, complains a driver": the parser took the clause in front for the subject.
  if (subject >= 0 && subject < v && (a.tag_of(subject) == Tag::kVBN || a.tag_of(subject) == Tag::kVBD) &&
      !a.is_capitalised(subject) && !find_noun(a.word(subject)))
    subject = -1;
  // "after the Herald reported": the phrase between a word that subordinates and the verb.
  if (subject < 0 && group.begin - 1 > s.begin && is_noun(a.tag_of(group.begin - 1))) {
    std::int32_t begin = group.begin - 1;
    while (begin > s.begin &&
           (is_noun(a.tag_of(begin - 1)) || is_adjective(a.tag_of(begin - 1)) || a.tag_of(begin - 1) == Tag::kDT ||
            a.tag_of(begin - 1) == Tag::kPRPS || a.tag_of(begin - 1) == Tag::kPOS || a.tag_of(begin - 1) == Tag::kCD))
      --begin;
    if (begin > s.begin && subordinates(a, begin - 1)) {
      out.range = {begin, group.begin};
      out.head = head_by_tags(a, out.range);
      if (out.head >= 0 && !is_time_word(a.word(out.head))) return out;
      out = {};
    }
  }
  // The parser hung it on an auxiliary.
  for (std::int32_t i = group.begin; i < v && subject < 0; ++i)
    subject = child_with(a, i, {Dep::kNsubj, Dep::kNsubjPass}, true);
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
  // "..., adding that": whoever said what stands before the comma, though the parser hangs it on a word of the claim.
  if (subject < 0 && a.tag_of(v) == Tag::kVBG && group.begin > s.begin && a.word(group.begin - 1) == ",") {
    std::int32_t up = a.head_of(v);
    for (int n = 0; n < 6 && up >= s.begin; ++n, up = a.head_of(up)) {
      const Cue* cue = is_verb(a.tag_of(up)) ? find_cue(a.word(up)) : nullptr;
      if (cue == nullptr || !is_speech_lemma(cue->lemma)) continue;
      subject = child_with(a, up, {Dep::kNsubj}, false);
      if (subject >= 0) at = up;
      break;
    }
  }
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
    // "On the site, the singer, Ann Roe, apologised and said": the subject of the verb it is joined to.
    if (const std::int32_t h = a.head_of(v);
        out.head < 0 && a.dep_of(v) == Dep::kConj && h > s.begin && h < v && is_verb(a.tag_of(h)))
      step_over_appositions(a, verb_group(a, h).begin, out);
    if (out.head >= 0) {
      trim(a, out.range);
      return out;
    }
    // "Meridian confirmed in a statement that": all that opens the sentence is a name or a noun phrase.
    if (const Range front{s.begin, group.begin}; front.end - front.begin >= 1 && front.end - front.begin <= 8 &&
                                                 a.quote_of(s.begin) < 0 && says_that(a, group.end, s)) {
      const std::int32_t head = head_by_tags(a, front);
      const bool name =
          a.is_capitalised(front.begin) && front.end - front.begin == 1 && a.tag_of(front.begin) != Tag::kPRP;
      if (phrase_by_tags(a, front.begin, front.end).end == front.end && (head >= 0 || name)) {
        out.range = front;
        out.head = head >= 0 ? head : front.begin;
        trim(a, out.range);
        return out;
      }
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
    const bool adjacent = subject + 1 == group.begin;
    if (at == v && (a.tag_of(subject) != Tag::kPRP || !adjacent) && !is_relative(a.word(subject)))
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

}  // namespace

FoundSource find_source(const Analysis& a, std::int32_t v, Range group, bool passive) {
  FoundSource out = source_of(a, v, group, passive);
  step_over_owner(a, out);
  return out;
}

std::int32_t head_of_phrase(const Analysis& a, Range r) {
  const auto names = [&](std::int32_t i) {
    const Tag t = a.tag_of(i);
    return is_noun(t) || t == Tag::kPRP || t == Tag::kWP || t == Tag::kWDT;
  };
  for (std::int32_t i = r.begin; i < r.end; ++i) {
    // "Vellan" of "Vellan's Accident Investigation Board" is whose it is, whatever the parser made of it.
    if (i + 1 < r.end && a.tag_of(i + 1) == Tag::kPOS) continue;
    if (names(i) && !r.contains(a.head_of(i))) return i;
  }
  for (std::int32_t i = r.begin; i < r.end; ++i) {
    if (is_noun(a.tag_of(i))) return i;
  }
  return r.begin;
}

}  // namespace headwater::detail
