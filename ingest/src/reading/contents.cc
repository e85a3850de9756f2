#include "reading/contents.h"

#include <algorithm>
#include <array>
#include <string>

#include "reading/cues.h"
#include "reading/lexicon.h"
#include "reading/word_list.h"

namespace headwater::detail {
namespace {

bool is_light(Dep d) {
  return d == Dep::kObl || d == Dep::kAdvmod || d == Dep::kOther || d == Dep::kNmod || d == Dep::kIobj ||
         d == Dep::kAppos || d == Dep::kOblAgent || d == Dep::kFlat || d == Dep::kCompound;
}

bool ends_sentence(const Analysis& a, std::int32_t i, const Range& s) {
  for (; i < s.end; ++i) {
    if (!a.is_mark(i)) return false;
    if (a.word(i) == ",") return false;
  }
  return true;
}

std::int32_t count_words(const Analysis& a, Range r) {
  std::int32_t n = 0;
  for (std::int32_t i = r.begin; i < r.end; ++i) n += !a.is_mark(i);
  return n;
}

// The parser hangs "that it had ..." under the hearer or the medium: a phrase ends where a clause begins in it.
std::int32_t clause_inside(const Analysis& a, std::int32_t begin, std::int32_t end, bool hearer) {
  for (std::int32_t i = begin + 1; i < end; ++i) {
    if (a.opens_clause(i) || a.word(i) == ";") return i;
    // "in a notice on its site that glass had been found": the tagger takes "that" for a pronoun.
    if (a.word(i) == "that" && a.tag_of(i) == Tag::kWDT && i + 1 < end && !is_verb(a.tag_of(i + 1)) &&
        a.tag_of(i + 1) != Tag::kMD && a.tag_of(i + 1) != Tag::kRB && is_noun(a.tag_of(i - 1)) &&
        a.subtree(i).end <= end)
      return i;
    const std::string& w = a.word(i);
    const bool subject = w == "he" || w == "she" || w == "it" || w == "they" || w == "we" || w == "i" || w == "there";
    if (hearer && subject && a.tag_of(i - 1) != Tag::kIN && a.tag_of(i - 1) != Tag::kWDT) return i;
  }
  return end;
}

// "told the Associated Press Greyfen's methodology was sound": past an outlet the table knows, where syntax may run on.
std::int32_t hearing_outlet(const Analysis& a, std::int32_t at, const Range& s) {
  const std::int32_t first = at < s.end && a.word(at) == "the" ? at + 1 : at;
  for (std::int32_t end = std::min(first + 5, s.end); end > first; --end) {
    std::string name;
    for (std::int32_t i = first; i < end; ++i) {
      if (!name.empty()) name += ' ';
      name += a.form(i);
    }
    if (a.is_capitalised(first) && find_outlet(name) != nullptr) return end;
  }
  return at;
}

// Past whom a verb of telling tells, where a clause of its own follows: "told reporters the gate was open", "told him
// she had left". Else `at`.
std::int32_t hearing(const Analysis& a, std::int32_t at, const Range& s) {
  if (const std::int32_t end = hearing_outlet(a, at, s); end > at) return end;
  Range r = phrase_by_tags(a, at, s.end);
  // "told reporters/VBZ the gate was open"
  if (r.empty() && at < s.end) {
    const std::optional<Noun> noun = find_noun(a.word(at));
    if (noun && noun->what == NounClass::kGroup) ++r.end;
  }
  if (r.empty() || r.end >= s.end) return at;
  const Tag next = a.tag_of(r.end);
  if (next == Tag::kDT || next == Tag::kPRP || next == Tag::kPRPS || next == Tag::kEX || a.opens_clause(r.end))
    return r.end;
  if (!is_finite(next)) return at;
  // "told reporters prices had risen": the first noun that can hear.
  for (std::int32_t i = r.begin; i + 1 < r.end; ++i) {
    const std::optional<Noun> noun = find_noun(a.word(i));
    if (is_noun(a.tag_of(i)) && noun && noun->what == NounClass::kGroup) return i + 1;
  }
  return at;
}

// Past the words that belong to the cue: hearer, time, place, medium, an inverted subject.
std::int32_t skip_light(const Analysis& a, std::int32_t v, std::int32_t at, const Range& s, const FoundSource& source,
                        bool hearer, bool one_object) {
  if (hearer) at = hearing(a, at, s);
  if (source.inverted && source.range.begin >= at && source.range.begin <= at + 1) at = source.range.end;
  for (bool moved = true; moved && at < s.end;) {
    moved = false;
    // The child of v whose subtree starts here.
    for (std::int32_t c = at; c < s.end && c < at + 40; ++c) {
      if (a.head_of(c) != v || a.subtree(c).begin != at || c < v) continue;
      const Dep d = a.dep_of(c);
      // Whom a verb of telling tells, whatever office the parser gives it.
      const bool told = hearer && is_noun(a.tag_of(c)) && c != source.head &&
                        (d == Dep::kNsubj || d == Dep::kNsubjPass || d == Dep::kXcomp);
      const bool object = told || (d == Dep::kObj && (hearer || one_object) && !is_verb(a.tag_of(c)));
      if (!(is_light(d) || object) || is_verb(a.tag_of(c))) break;
      if (a.quote_of(c) >= 0 && a.quotes[static_cast<std::size_t>(a.quote_of(c))].is_speech) break;
      at = clause_inside(a, at, a.subtree(c).end, hearer);
      if (object) hearer = one_object = false;
      moved = true;
      break;
    }
  }
  return at;
}

// Between two dashes: said of a word or two, not of the whole.
bool in_aside(const Analysis& a, std::int32_t at, std::int32_t begin, std::int32_t end) {
  bool before = false, after = false;
  for (std::int32_t i = at; i > begin && at - i < 25 && !before; --i) before = is_dash_mark(a.word(i));
  for (std::int32_t i = at; i < end && i - at < 25 && !after; ++i) after = is_dash_mark(a.word(i));
  return before && after;
}

// Where a clause after the cue stops: before a joined clause with a cue of its own, before ", according to".
std::int32_t content_end(const Analysis& a, std::int32_t v, std::int32_t begin, std::int32_t end, const Range& s) {
  for (std::int32_t c = begin; c < end; ++c) {
    if (a.quote_of(c) >= 0) continue;
    if (a.head_of(c) == v && c > v && (a.dep_of(c) == Dep::kConj || a.dep_of(c) == Dep::kParataxis) &&
        is_verb(a.tag_of(c))) {
      std::int32_t stop = a.subtree(c).begin;
      for (std::int32_t k = stop; k < c; ++k) {
        if (a.head_of(k) == c && a.dep_of(k) == Dep::kCc) stop = std::min(stop, k);
      }
      if (stop > begin) return stop;
    }
    if (a.word(c) == "according" && c + 1 < s.end && a.word(c + 1) == "to" && c > begin && !in_aside(a, c, begin, end))
      return c;
    if ((a.word(c) == ";") && c > begin) return c;
  }
  return end;
}

// "MARRAKAND": letters of that kind alone, and more than two of them.
bool is_all_capitals(std::string_view form) {
  return form.size() > 2 && std::all_of(form.begin(), form.end(), [](char c) { return c >= 'A' && c <= 'Z'; });
}

}  // namespace

bool is_dash_mark(const std::string& w) { return w == "--" || w == "\xe2\x80\x94" || w == "\xe2\x80\x93" || w == "-"; }

std::int32_t past_dateline(const Analysis& a, Range s) {
  constexpr std::int32_t kLongest = 16;
  for (std::int32_t i = s.begin; i + 1 < s.end && i < s.begin + kLongest; ++i) {
    if (a.word(i) != ")") continue;
    if (is_dash_mark(a.word(i + 1))) return i + 2;
    // "VELHARI (TNA): ..."
    if (a.word(i + 1) == ":" && is_all_capitals(a.form(s.begin))) return i + 2;
  }
  // "PORT MARRAKAND – ..."
  constexpr std::int32_t kLongestPlace = 4;
  for (std::int32_t i = s.begin; i + 1 < s.end && i < s.begin + kLongestPlace; ++i) {
    if (!is_all_capitals(a.form(i))) break;
    if (!is_dash_mark(a.word(i + 1))) continue;
    // "NATO – which has 32 members – said": set apart, and no place.
    for (std::int32_t k = i + 2; k < s.end; ++k) {
      if (is_dash_mark(a.word(k))) return s.begin;
    }
    return is_finite(a.tag_of(i + 2)) ? s.begin : i + 2;
  }
  return s.begin;
}

std::int32_t past_label(const Analysis& a, Range r) {
  // Of notes alone: "False: C" says something else, and "Brekke: C" who says it.
  static constexpr std::array<std::string_view, 8> kNotes{"added",   "edit",      "edited",        "update",
                                                          "updated", "corrected", "clarification", "note"};
  if (r.empty() || std::find(kNotes.begin(), kNotes.end(), a.word(r.begin)) == kNotes.end()) return r.begin;
  constexpr std::int32_t kLongestLabel = 6;
  constexpr std::int32_t kLeastBehind = 4;
  for (std::int32_t i = r.begin + 1; i < r.end - kLeastBehind && i - r.begin < kLongestLabel; ++i) {
    if ((i - 1 > r.begin && is_finite(a.tag_of(i - 1))) || a.quote_of(i - 1) >= 0) break;
    if (a.word(i) == ":") return i + 1;
  }
  return r.begin;
}

std::int32_t closing_tail(const Analysis& a, std::int32_t at, Range s) {
  for (std::int32_t i = at; i < s.end; ++i) {
    const std::string& w = a.word(i);
    // "concluded in a report that the bank kept secret": of the report, where what was concluded stands in front.
    if (w == "that" && i > at + 2 && (a.word(i - 2) == "a" || a.word(i - 2) == "an")) {
      const std::optional<Noun> noun = find_noun(a.word(i - 1));
      if (noun && noun->what == NounClass::kDocument && a.tag_of(i - 3) == Tag::kIN) return s.end;
    }
    if (w == "," || w == ";" || is_dash_mark(w) || w == "." || w == "!") return i;
    if (w == ":" || a.quote_of(i) >= 0 || a.opens_clause(i) || is_finite(a.tag_of(i)) || a.tag_of(i) == Tag::kWP ||
        a.tag_of(i) == Tag::kWDT || a.tag_of(i) == Tag::kWRB)
      return -1;
    if (a.tag_of(i) == Tag::kTO && i + 1 < s.end && a.tag_of(i + 1) == Tag::kVB) return -1;
  }
  return s.end;
}

bool has_unquoted_clause(const Analysis& a, Range r) {
  for (std::int32_t i = r.begin; i < r.end; ++i) {
    if (is_finite(a.tag_of(i)) && a.quote_of(i) < 0) return true;
  }
  return false;
}

bool has_clause(const Analysis& a, Range r) {
  for (std::int32_t i = r.begin; i < r.end; ++i) {
    if (is_finite(a.tag_of(i))) return true;
  }
  return false;
}

bool has_quote(const Analysis& a, Range r) {
  for (std::int32_t i = r.begin; i < r.end; ++i) {
    if (a.quote_of(i) >= 0) return true;
  }
  return false;
}

void trim_content(const Analysis& a, Range& r) {
  const auto whole_quote_ends = [&](std::int32_t i) {
    return a.is_quote_mark(i) && a.quote_of(i) >= 0 &&
           a.quotes[static_cast<std::size_t>(a.quote_of(i))].marks.end == i + 1 &&
           a.quotes[static_cast<std::size_t>(a.quote_of(i))].marks.begin >= r.begin;
  };
  while (!r.empty() && a.is_mark(r.end - 1)) {
    const std::string& w = a.word(r.end - 1);
    if (w == "%" || w == "$" || w == ")" || w == "]" || whole_quote_ends(r.end - 1)) break;
    --r.end;
  }
  while (!r.empty()) {
    const std::string& w = a.word(r.begin);
    const bool mark =
        a.is_mark(r.begin) && !a.is_quote_mark(r.begin) && w != "$" && w != "(" && w != "[" && w != "#" && w != "@";
    const bool stray =
        a.is_quote_mark(r.begin) &&
        (a.quote_of(r.begin) < 0 || a.quotes[static_cast<std::size_t>(a.quote_of(r.begin))].marks.begin != r.begin);
    if (!mark && !stray) break;
    ++r.begin;
  }
}

FoundContent find_content(const Analysis& a, std::int32_t v, Range group, const FoundSource& source, bool speech,
                          bool hearer) {
  FoundContent out;
  const Range s = a.sentence_of(v);
  const bool closing = source.closing;
  // The clause that completes the verb, if syntax sees one after it.
  std::int32_t clause = -1;
  for (std::int32_t c = group.end; c < s.end; ++c) {
    if (a.head_of(c) == v && (a.dep_of(c) == Dep::kCcomp || a.dep_of(c) == Dep::kXcomp)) {
      clause = c;
      break;
    }
  }
  const std::int32_t rest = skip_light(a, v, group.end, s, source, hearer, false);

  // In front: "..., X said." The words before end in a comma or a closing mark, and the cue's clause ends here.
  const bool relative =
      !source.range.empty() && (a.tag_of(source.range.begin) == Tag::kWP || a.tag_of(source.range.begin) == Tag::kWDT);
  if (speech && !relative) {
    const bool left_source = !source.range.empty() && !source.inverted && source.range.end <= group.begin;
    const std::int32_t front_end = left_source ? source.range.begin : group.begin;
    std::int32_t p = front_end - 1;
    if (p > s.begin && a.word(p) == "as" && a.word(p - 1) == ",") --p;  // ", as X has reported"
    const bool set_off =
        p > s.begin && (a.word(p) == "," || a.is_quote_mark(p) || a.word(p) == "--" || a.word(p) == "\xe2\x80\x94");
    std::int32_t tail = skip_light(a, v, group.end, s, source, hearer, true);
    bool closes = ends_sentence(a, tail, s) || (tail < s.end && a.word(tail) == ",") ||
                  (tail < s.end && (a.word(tail) == "--" || a.word(tail) == "\xe2\x80\x94"));
    if (set_off && !closes && closing && closing_tail(a, group.end, s) >= 0) {
      tail = closing_tail(a, group.end, s);
      closes = true;
    }
    if (set_off && closes) {
      Range front{s.begin, p + 1};
      // "The union disagreed: three branches were shut, it said": what is said stands behind the colon.
      for (std::int32_t i = front.end - 1; i > front.begin; --i) {
        if (a.word(i) != ":" || a.quote_of(i) >= 0) continue;
        bool verb_behind = false;
        for (std::int32_t k = i + 1; k < front.end; ++k) verb_behind = verb_behind || is_finite(a.tag_of(k));
        if (verb_behind) front.begin = i + 1;
        break;
      }
      if (front.begin == s.begin) front.begin = std::min(past_dateline(a, s), front.end);
      trim_content(a, front);
      const bool quoted = !front.empty() && a.is_quote_mark(front.end - 1);
      bool verb = false;
      for (std::int32_t i = front.begin; i < front.end; ++i) verb = verb || is_finite(a.tag_of(i));
      const Tag first = front.empty() ? Tag::kNone : a.tag_of(front.begin);
      const bool opener =
          !quoted && !closing &&
          (!verb || first == Tag::kIN || first == Tag::kWRB || first == Tag::kVBG || first == Tag::kVBN);
      // "Pier 9, the report states, is one of": a bare subject, whose clause goes on behind the cue.
      const bool goes_on = tail + 2 < s.end && a.word(tail) == "," && is_finite(a.tag_of(tail + 1)) && !front.empty() &&
                           front.end - front.begin <= 12;
      if ((count_words(a, front) >= 2 && !opener) || goes_on) {
        out.in_front = true;
        out.is_clause = true;
        if (quoted && a.quote_of(front.end - 1) >= 0) {
          const QuoteRange& q = a.quotes[static_cast<std::size_t>(a.quote_of(front.end - 1))];
          if (q.is_speech && q.marks.begin < front.begin) front.begin = q.marks.begin;
        }
        out.pieces.push_back(front);
        // "Voting was calm, HPA said, and was rated good": the sentence goes on.
        if (tail < s.end && a.word(tail) == ",") {
          Range more{tail + 1, s.end};
          trim_content(a, more);
          const std::int32_t n = more.begin;
          const bool of_whom = n + 2 < more.end && a.tag_of(n + 2) == Tag::kWP;  // "all of whom asked"
          const bool participle = !more.empty() && (of_whom || a.tag_of(n) == Tag::kVBG || a.tag_of(n) == Tag::kWDT ||
                                                    a.tag_of(n) == Tag::kWP || a.tag_of(n) == Tag::kIN);
          if (!more.empty() && (a.is_quote_mark(n) || (!participle && !quoted && count_words(a, more) >= 2))) {
            if (a.is_quote_mark(n) && a.quote_of(n) >= 0)
              more.end = std::max(more.end, a.quotes[static_cast<std::size_t>(a.quote_of(n))].marks.end);
            out.pieces.push_back(more);
          }
        }
        return out;
      }
    }
  }

  // After the cue.
  std::int32_t begin = rest;
  if (clause >= 0) {
    const std::int32_t at = a.subtree(clause).begin;
    if (at >= group.end && (at <= rest || hearer)) begin = std::max(at, group.end);
    if (at > rest) begin = rest;
    if (hearer && at > group.end) begin = at;
    if (hearer) begin = std::max(begin, hearing(a, group.end, s));
    out.is_clause = a.dep_of(clause) == Dep::kCcomp || is_verb(a.tag_of(clause));
  }
  std::int32_t end = std::max(a.subtree(v).end, clause >= 0 ? a.subtree(clause).end : 0);
  if (speech && end < s.end && begin < end) {
    // A speech verb's clause mostly runs to the end of the sentence; the parser cuts it short at a comma.
    const bool root = a.head_of(v) < 0;
    if (root) end = s.end;
  }
  // "officials saying this location ... is in line": the words run on where the parser lost the clause.
  if (speech && a.tag_of(v) == Tag::kVBG && group.begin == v && !source.range.empty() && source.range.end == v)
    end = s.end;
  if (begin >= end && begin < s.end && a.quote_of(begin) >= 0)
    end = a.quotes[static_cast<std::size_t>(a.quote_of(begin))].marks.end;
  if (begin >= end && begin < s.end && a.opens_clause(begin)) end = s.end;
  for (std::int32_t i = begin; i < std::min(end, s.end); ++i) {
    if (a.quote_of(i) >= 0) {
      const QuoteRange& q = a.quotes[static_cast<std::size_t>(a.quote_of(i))];
      if (q.marks.begin >= begin - 2) end = std::max(end, q.marks.end);
      if (q.is_speech) out.is_clause = true;
    }
  }
  if (begin < s.end && a.word(begin) == ";") return out;
  end = content_end(a, v, begin, std::min(end, std::max(s.end, end)), s);
  Range r{begin, end};
  trim_content(a, r);
  if (r.empty() || (a.tag_of(r.begin) == Tag::kWRB && r.begin + 1 < r.end && a.word(r.begin + 1) == "asked"))
    return out;
  // "said on Monday that", "said in a statement: ": words left before "that" belong to the cue.
  if (speech) {
    for (std::int32_t i = r.begin; i < std::min(r.end, r.begin + 14); ++i) {
      if (a.quote_of(i) >= 0) break;
      if (a.opens_clause(i)) {
        const bool verb_between = [&] {
          for (std::int32_t k = r.begin; k < i; ++k) {
            if (is_finite(a.tag_of(k))) return true;
          }
          return false;
        }();
        if (!verb_between) r.begin = i;
        break;
      }
      if (a.word(i) == ":" && i > r.begin) {
        r.begin = i + 1;
        break;
      }
    }
    trim_content(a, r);
  }
  if (!r.empty() && a.opens_clause(r.begin)) out.is_clause = true;
  if (count_words(a, r) >= 1) out.pieces.push_back(r);
  return out;
}

Range set_off_speaker(const Analysis& a, std::int32_t begin, std::int32_t end) {
  constexpr std::int32_t kLongestName = 6;  // words
  static constexpr std::array<std::string_view, 6> kTold{"who", "whose", "whom", "a", "an", "the"};
  std::int32_t aside = end - 1;
  while (aside > begin && a.word(aside) != ",") --aside;
  if (aside <= begin || !in(kTold, a.word(aside + 1))) return {};
  std::int32_t name = aside - 1;
  while (name > begin && aside - name <= kLongestName && a.word(name) != ",") --name;
  const Range out{name + 1, aside};
  const std::int32_t head = out.empty() || a.word(name) != "," ? -1 : head_by_tags(a, out);
  return head >= 0 && a.is_capitalised(head) && is_proper(a.tag_of(head)) ? out : Range{};
}

bool tells_when(const Analysis& a, Range source, Range front) {
  if (source.empty() || front.end > source.begin) return false;
  const auto is_time = [&](std::int32_t i) {
    const std::string& w = a.word(i);
    return w == "before" || w == "after" || w == "since" || w == "until";
  };
  if (source.begin > a.sentence_of(source.begin).begin && is_time(source.begin - 1)) return true;
  for (std::int32_t i = source.begin; i + 1 < source.end; ++i) {
    if (is_time(i) && i + 2 == source.end && a.tag_of(i + 1) == Tag::kPRP) return true;
  }
  return false;
}

}  // namespace headwater::detail
