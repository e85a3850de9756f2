#include "reading/mend.h"

#include <algorithm>
#include <array>
#include <optional>
#include <string>
#include <string_view>

#include "reading/contents.h"
#include "reading/cues.h"
#include "reading/denials.h"
#include "reading/document_words.h"
#include "reading/entities.h"
#include "reading/late_attributions.h"
#include "reading/lexicon.h"
#include "reading/word_list.h"

namespace headwater::detail {
namespace {

constexpr std::size_t kNear = 8;  // attributions

// Words behind which no clause begins.
constexpr std::array<std::string_view, 9> kInside{"of", "in", "with", "from", "among", "at", "by", "into", "the"};

// What a sentence says up to `end`, behind its dateline; empty where that is no clause.
Range said_before(const Analysis& a, const FoundAttribution& f, std::int32_t end) {
  Range said{past_dateline(a, a.sentence_of(f.cue.begin)), end};
  if (said.empty() || !has_clause(a, said)) return {};
  trim_content(a, said);
  return said;
}

// "The tins lay unopened, says the same paper.", "C, said its spokesman, Jan Olde, whom Reuters quoted.": the verb
// stands between what was said and a phrase that may speak.
void mend_inverted(const Analysis& a, FoundAttribution& f) {
  constexpr std::int32_t kLongest = 14;
  constexpr std::int32_t kLikelyClause = 6;
  static constexpr std::array<std::string_view, 6> kTurned{"say", "report", "write", "add", "note", "claim"};
  const Range s = a.sentence_of(f.cue.begin);
  // "'The Ferry,' the pride of the gallery, says a report by the Institute.": what is set off before the verb is none.
  const bool is_set_off = f.source.end <= f.cue.begin && f.cue.begin <= f.source.end + 1 &&
                          f.content.back().end <= f.source.begin && f.source.begin > s.begin &&
                          (a.is_mark(f.source.begin - 1) || a.is_quote_mark(f.source.begin - 1));
  const bool is_turned =
      f.content.size() == 1 && f.form == ClaimForm::kIndirect && f.content.front().begin == f.cue.end;
  if (f.cue.begin <= s.begin || a.word(f.cue.begin - 1) != "," || (!is_turned && !is_set_off)) return;
  const Cue* cue = find_cue(a.word(f.cue_head));
  if (cue == nullptr || !in(kTurned, cue->lemma)) return;
  Range speaker{f.cue.end, is_turned ? f.content.front().end : s.end};
  while (!speaker.empty() && a.word(speaker.end - 1) == ".") --speaker.end;
  if (speaker.empty()) return;
  for (std::int32_t i = speaker.begin + 1; i < speaker.end; ++i) {
    if (a.word(i) != "who" && a.word(i) != "whom" && a.word(i) != "which") continue;
    speaker.end = a.word(i - 1) == "," ? i - 1 : i;
    break;
  }
  // "say the builders and the auditors alike, and whoever stands there can see it": up to the comma.
  for (std::int32_t i = speaker.begin + 1; i < speaker.end; ++i) {
    const std::int32_t end = a.word(i - 1) == "alike" ? i - 1 : i;
    if (a.word(i) != "," || !has_clause(a, {i, speaker.end}) || has_clause(a, {speaker.begin, end})) continue;
    speaker.end = i;
    break;
  }
  Range said{past_dateline(a, s), f.cue.begin - 1};
  // The tagger misses a verb of the past now and then: "The gate lay open".
  bool clause = said.end - said.begin >= kLikelyClause;
  for (std::int32_t i = said.begin; i < said.end; ++i) clause = clause && !a.is_mark(i);
  clause = clause || has_clause(a, said);
  // "the builders and the auditors alike"
  Range named = speaker;
  if (!named.empty() && a.word(named.end - 1) == "alike") --named.end;
  const std::int32_t head = head_by_tags(a, named);
  if (head < 0 || (!find_noun(a.word(head)) && !is_plural_of_people(a.word(head)) && !is_proper(a.tag_of(head)) &&
                   !a.is_capitalised(head)))
    return;
  // "a report released on Wednesday by the Institute": what is told of the report is no clause.
  if (const std::optional<Noun> noun = find_noun(a.word(head)); noun && noun->what == NounClass::kDocument) {
    for (std::int32_t i = head + 1; i < named.end; ++i) {
      if (puts_out(a.word(i)) || gets_hold(a.word(i)) || a.word(i) == "released" || a.word(i) == "issued")
        named.end = i;
    }
  }
  if (named.empty() || named.end - named.begin > kLongest || has_clause(a, named) || has_quote(a, named) || !clause)
    return;
  trim_content(a, said);
  if (said.empty()) return;
  f.content = {said};
  f.source = speaker;
  f.source_head = head;
}

// "According to the Bug, a website about security, a ransom was paid": what the Bug is is no part of what it says.
void mend_apposition(const Analysis& a, FoundAttribution& f) {
  constexpr std::int32_t kLongestAside = 14;
  static constexpr std::array<std::string_view, 4> kArticles{"a", "an", "the", "its"};
  if (f.source.empty() || f.cue.end > f.source.begin || a.word(f.cue.begin) != "according") return;
  Range& said = f.content.front();
  if (said.begin < f.source.end || said.begin > f.source.end + 1 || a.word(f.source.end) != "," ||
      !in(kArticles, a.word(said.begin)) || !is_proper(a.tag_of(f.source_head)))
    return;
  std::int32_t comma = said.begin + 1;
  while (comma < said.end && comma - said.begin <= kLongestAside && a.word(comma) != ",") ++comma;
  const Range aside{said.begin, comma}, rest{comma + 1, said.end};
  if (rest.empty() || a.word(comma) != "," || has_clause(a, aside) || has_quote(a, aside) || !has_clause(a, rest))
    return;
  // "a mayor, a priest and a doctor met": a list is no aside.
  const std::int32_t head = head_by_tags(a, aside);
  const std::int32_t verb = a.head_of(head < 0 ? said.begin : head);
  if (head < 0 || a.word(rest.begin) == "and" ||
      (a.dep_of(head) == Dep::kNsubj && rest.contains(verb) && !in(kArticles, a.word(rest.begin)) &&
       is_finite(a.tag_of(rest.begin))))
    return;
  said.begin = rest.begin;
}

// "DUNFELL, Tarland (TPA) - Inspectors believe that C": the dateline is no part of who speaks.
void mend_dateline(const Analysis& a, FoundAttribution& f) {
  const std::int32_t opening = past_dateline(a, a.sentence_of(f.cue.begin));
  if (f.source.begin >= opening || f.cue.begin <= opening) return;
  const Range who{opening, f.source.end > opening ? f.source.end : f.cue.begin};
  const std::int32_t head = who.empty() ? -1 : head_by_tags(a, who);
  if (head < 0) return;
  f.source = who;
  f.source_head = head;
}

// "In an e-mailed statement Forward Calverley insisted": who speaks begins behind the phrase that says where.
void mend_opening(const Analysis& a, FoundAttribution& f) {
  if (f.source.end > f.cue.begin || f.source.begin == 0) return;
  const Tag before = a.tag_of(f.source.begin - 1);
  if (before != Tag::kIN && before != Tag::kTO) return;
  for (std::int32_t i = f.source.begin + 1; i < f.source.end; ++i) {
    if (a.dep_of(i) != Dep::kNsubj || a.head_of(i) != f.cue_head || !is_proper(a.tag_of(i))) continue;
    const std::int32_t begin = std::max(a.subtree(i).begin, f.source.begin);
    if (begin == f.source.begin || !is_noun(a.tag_of(begin - 1))) return;
    f.source.begin = begin;
    f.source_head = i;
    return;
  }
}

// "In a memo of 9 March the treasurer, Ada Novik, warned": a new phrase begins behind the one that says where.
void mend_behind_paper(const Analysis& a, FoundAttribution& f) {
  if (f.source.end > f.cue.begin || f.source.empty() || f.source_head < 0) return;
  const Range s = a.sentence_of(f.cue.begin);
  const std::int32_t paper = head_by_tags(a, f.source);
  const std::optional<Noun> first = find_noun(a.word(paper < 0 ? f.source.begin : paper));
  const std::int32_t in_front = f.source.begin > s.begin ? f.source.begin - 1 : f.source.begin;
  if (!first || first->what != NounClass::kDocument || a.tag_of(in_front) != Tag::kIN || in_front > s.begin + 1) return;
  for (std::int32_t i = f.source.begin + 2; i < f.source.end; ++i) {
    const Tag before = a.tag_of(i - 1);
    if (a.word(i) != "the" || !(is_noun(before) || before == Tag::kCD)) continue;
    const std::int32_t head = head_by_tags(a, {i, f.source.end});
    const std::optional<Noun> who = head < 0 ? std::nullopt : find_noun(a.word(head));
    if (!who || who->what == NounClass::kDocument || who->what == NounClass::kEvent) return;
    f.source.begin = i;
    f.source_head = head;
    return;
  }
}

// "warned the board that C": who is warned is no part of it.
void mend_warned(const Analysis& a, FoundAttribution& f) {
  constexpr std::int32_t kReach = 7;
  const Cue* cue = find_cue(a.word(f.cue_head));
  if (cue == nullptr || f.content.size() != 1 || f.content.front().begin != f.cue.end ||
      (!takes_hearer(cue->lemma) && cue->lemma != "warn"))
    return;
  Range& said = f.content.front();
  for (std::int32_t i = said.begin + 1; i < std::min(said.end, said.begin + kReach); ++i) {
    if (is_finite(a.tag_of(i)) || a.word(i) == ",") return;
    if (a.word(i) != "that" || !is_noun(a.tag_of(i - 1))) continue;
    if (has_clause(a, {i, said.end})) said.begin = i + 1;
    return;
  }
}

// Of the part of a sentence between commas and quotation marks that `i` lies in.
std::int32_t begin_of_part(const Analysis& a, Range sentence, std::int32_t i) {
  while (i > sentence.begin && a.word(i - 1) != "," && !a.is_quote_mark(i - 1)) --i;
  return i;
}

// "C, an internal mail obtained by the Herald shows", "'C,' a notice posted by the clerk says": what shows it is the
// mail, and the notice.
void mend_what_was_got(const Analysis& a, FoundAttribution& f) {
  const std::int32_t by = f.source.begin - 1;
  if (f.source.end > f.cue.begin || by < 2 || a.word(by) != "by" ||
      (!gets_hold(a.word(by - 1)) && !puts_out(a.word(by - 1))))
    return;
  const Range s = a.sentence_of(by);
  const std::int32_t first = begin_of_part(a, s, by - 1);
  const std::int32_t head = head_by_tags(a, {first, by - 1});
  const std::optional<Noun> noun = head >= 0 ? find_noun(a.word(head)) : std::nullopt;
  if (!noun || noun->what != NounClass::kDocument) return;
  for (Range& r : f.content) {
    if (r.contains(first)) r.end = first;
    trim_content(a, r);
  }
  f.content.erase(std::remove_if(f.content.begin(), f.content.end(), [](const Range& r) { return r.empty(); }),
                  f.content.end());
  if (f.content.empty()) {
    f.content = {{first, by}};
    f.is_hop = true;
    return;
  }
  f.source.begin = first;
  f.source_head = head;
}

// "'C,' a notice posted by the clerk states", where "posted" was taken for the verb that gives C to the clerk.
void mend_put_out(const Analysis& a, FoundAttribution& f) {
  constexpr std::int32_t kLongestBetween = 4;  // "handed out on Monday by"
  const std::int32_t verb = f.source.end, by = f.source.begin - 1;
  const Range s = a.sentence_of(f.cue_head);
  const std::string& w = a.word(f.cue_head);
  if ((!puts_out(w) && !makes(w) && w != "handed") || by < f.cue.end || by - f.cue.end > kLongestBetween ||
      a.word(by) != "by" || verb >= s.end || !is_finite(a.tag_of(verb)))
    return;
  const Cue* cue = find_cue(a.word(verb));
  const std::int32_t noun = f.cue.begin - 1;
  const std::optional<Noun> paper = noun > s.begin ? find_noun(a.word(noun)) : std::nullopt;
  if (cue == nullptr || !is_speech_lemma(cue->lemma) || !paper || paper->what != NounClass::kDocument) return;
  const std::int32_t first = begin_of_part(a, s, noun);
  Range said{f.content.front().begin, first};
  trim_content(a, said);
  if (first == s.begin || said.empty() || f.content.front().begin >= first) return;
  f.content = {said};
  f.source.begin = first;
  f.source_head = noun;
  f.cue = {verb, verb + 1};
  f.cue_head = verb;
}

// "C, Bridget Orr, who chairs the managers' guild, told the Bulletin": she told it, not the Bulletin.
void mend_hearer(const Analysis& a, FoundAttribution& f) {
  if (f.content.size() != 1 || f.cue.end - f.cue.begin != 1) return;
  const Cue* cue = find_cue(a.word(f.cue_head));
  const Range s = a.sentence_of(f.cue.begin), before = f.content.front();
  if (cue == nullptr || cue->lemma != "tell" || f.cue.begin <= s.begin || a.word(f.cue.begin - 1) != "," ||
      !s.contains(before.begin) || before.end < f.cue.begin - 1 || before.end > f.cue.begin || has_quote(a, before))
    return;
  const Range name = set_off_speaker(a, before.begin, f.cue.begin - 1);
  if (name.empty() || name.begin <= before.begin + 1 || f.source == name) return;
  Range said{before.begin, name.begin - 1};
  trim_content(a, said);
  if (said.empty() || !has_clause(a, said)) return;
  f.content = {said};
  f.source = name;
  f.source_head = head_by_tags(a, name);
}

// "C, the Authority wrote in a letter to the company that the Ledger has seen": who saw it is no part of what it says.
void mend_what_was_seen(const Analysis& a, FoundAttribution& f) {
  static constexpr std::array<std::string_view, 6> kSeen{"seen", "obtained", "reviewed", "read", "examined", "viewed"};
  if (f.content.size() != 1 || f.source.end > f.cue.begin || f.content.front().begin < f.cue.end) return;
  const Range s = a.sentence_of(f.cue.begin), after = f.content.front();
  if (f.source.begin <= s.begin + 1 || a.word(f.source.begin - 1) != "," || !in(kSeen, a.word(after.end - 1))) return;
  // A clause of the paper's own stands right before it: nothing else is said there.
  bool has_paper = false;
  std::int32_t clauses = 0;
  for (std::int32_t i = f.cue.begin; i < after.end; ++i) {
    const std::optional<Noun> noun = i < after.end - 1 ? find_noun(a.word(i)) : std::nullopt;
    has_paper = has_paper || (noun && noun->what == NounClass::kDocument);
    clauses += i >= after.begin && is_relative(a.word(i)) ? 1 : 0;
  }
  const Range said = said_before(a, f, f.source.begin - 1);
  if (has_paper && clauses <= 1 && !said.empty()) f.content = {said};
}

// "C, as the commissioner's report, the analysts of Orrin Labs and the bank, in a statement, all say": all of them.
void mend_all(const Analysis& a, FoundAttribution& f) {
  constexpr std::int32_t kLongestList = 32;
  if (f.source.end != f.source.begin + 1 || f.source.end > f.cue.begin ||
      (a.word(f.source.begin) != "all" && a.word(f.source.begin) != "both"))
    return;
  const Range s = a.sentence_of(f.cue.begin);
  std::int32_t as = f.source.begin - 1;
  while (as > s.begin && f.source.begin - as <= kLongestList && a.word(as) != "as") --as;
  if (a.word(as) != "as" || as <= s.begin || a.word(as - 1) != ",") return;
  const Range said = said_before(a, f, as), who{as + 1, f.source.end};
  const std::int32_t head = head_by_tags(a, who);
  if (said.empty() || head < 0) return;
  f.content = {said};
  f.source = who;
  f.source_head = head;
}

// "C, the Gazette was told by a person close to the firm": the Gazette is who heard it.
void mend_told_by(const Analysis& a, FoundAttribution& f) {
  if (f.content.size() != 1 || f.cue.end > f.source.begin || f.source.begin == 0 ||
      f.content.front().end != f.cue.begin)
    return;
  const bool told = a.word(f.cue_head) == "told" && a.word(f.source.begin - 1) == "by" && f.cue.end - f.cue.begin > 1;
  const Range s = a.sentence_of(f.cue.begin), hearer = f.content.front();
  if (!told || hearer.begin <= s.begin + 1 || a.word(hearer.begin - 1) != "," || has_clause(a, hearer)) return;
  const Range said = said_before(a, f, hearer.begin - 1);
  if (!said.empty() && !has_quote(a, said)) f.content = {said};
}

// "C, the Herald reported on Tuesday with reference to a study": what it refers to is not what it reported.
void mend_referring(const Analysis& a, FoundAttribution& f) {
  if (f.content.size() != 1 || f.source.end > f.cue.begin || f.content.front().begin != f.cue.end) return;
  const std::int32_t end = f.cue.end;
  std::int32_t refers = end;
  for (const std::int32_t words : {2, 3}) {
    if (end - f.cue.begin > words && citing_words(a, end - words, end) == words) refers = end - words;
  }
  const Range s = a.sentence_of(f.cue.begin);
  if (refers == end || f.source.begin <= s.begin + 1 || a.word(f.source.begin - 1) != ",") return;
  const Range said = said_before(a, f, f.source.begin - 1);
  if (said.empty()) return;
  f.cue.end = refers;
  f.content = {said};
}

// ", that country's regulator said": not a clause of the country's.
void mend_owner(const Analysis& a, FoundAttribution& f) {
  if (f.content.size() != 1 || f.source.empty()) return;
  const Range c = f.content.front();
  const Range s = a.sentence_of(c.begin);
  // With or without "that" in it.
  const std::int32_t that = a.word(c.begin) == "that" ? c.begin : c.begin - 1;
  if (a.tag_of(c.end - 1) != Tag::kPOS || c.end != f.source.begin || that <= s.begin + 1 || a.word(that) != "that" ||
      a.word(that - 1) != ",")
    return;
  const Range said = said_before(a, f, that - 1);
  if (said.empty()) return;
  f.source.begin = that;
  f.content = {said};
}

// "the country's medicines regulator": the parser may hang a verb on the first of two nouns that are one.
void mend_head(const Analysis& a, FoundAttribution& f) {
  while (f.source_head >= f.source.begin && f.source_head + 1 < f.source.end && a.tag_of(f.source_head) == Tag::kNNS &&
         a.tag_of(f.source_head + 1) == Tag::kNN && !a.is_capitalised(f.source_head + 1))
    ++f.source_head;
}

// "an audit | published on Monday | found": the paper found it, not the day.
void mend_paper(const Analysis& a, FoundAttribution& f) {
  std::int32_t paper = f.source.begin;
  while (paper < f.source.end && (a.tag_of(paper) == Tag::kDT || is_adjective(a.tag_of(paper)))) ++paper;
  // The tagger may take "published" for a noun.
  static constexpr std::array<std::string_view, 8> kPutOut{"published", "released", "issued",    "completed",
                                                           "leaked",    "seen",     "presented", "obtained"};
  if (paper + 1 >= f.source.end || f.source_head <= paper) return;
  if (a.tag_of(paper + 1) != Tag::kVBN && !in(kPutOut, a.word(paper + 1))) return;
  const std::optional<Noun> noun = noun_at(a, paper);
  if (noun && noun->what == NounClass::kDocument && !a.is_capitalised(paper)) f.source_head = paper;
}

// "It was the Harbour Tribune that first reported that C": who it was.
void mend_cleft(const Analysis& a, FoundAttribution& f) {
  constexpr std::int32_t kLongestName = 8;
  const Range s = a.sentence_of(f.cue.begin);
  if (f.cue.begin < s.begin + 4 || a.word(s.begin) != "it" ||
      (a.word(s.begin + 1) != "was" && a.word(s.begin + 1) != "is"))
    return;
  std::int32_t that = f.cue.begin - 1;
  while (that > s.begin && a.tag_of(that) == Tag::kRB) --that;
  if (!is_relative(a.word(that))) return;
  const Range who{s.begin + 2, that};
  const std::int32_t head = who.empty() || who.end - who.begin > kLongestName ? -1 : head_by_tags(a, who);
  if (head < 0 || has_clause(a, who)) return;
  f.source = who;
  f.source_head = head;
}

// "A pharmacist warned in January that C, she has told the Harbour Tribune": all of it is what was told, by her.
void mend_told_of_self(const Analysis& a, FoundAttribution& f) {
  if (f.source.empty() || f.content.size() != 1 || f.source.end > f.cue.begin || f.cue.end > f.content.front().begin)
    return;
  const Range s = a.sentence_of(f.cue.begin);
  if (f.source.begin != past_dateline(a, s) || a.word(f.source.begin) == "she" || a.word(f.source.begin) == "he")
    return;
  for (std::int32_t i = f.content.front().end - 1; i + 2 < s.end; ++i) {
    const std::string& who = a.word(i + 1);
    if (a.word(i) != "," || (who != "she" && who != "he" && who != "they")) continue;
    // One person, or several: a body is none of them.
    const std::optional<Noun> noun = noun_at(a, f.source_head);
    const bool one = !noun || noun->what == NounClass::kPerson;
    const bool several = noun && noun->what == NounClass::kGroup;
    if (is_proper(a.tag_of(f.source_head)) || !(who == "they" ? several : one)) return;
    std::int32_t verb = i + 2;
    if (a.word(verb) == "has" || a.word(verb) == "have") ++verb;
    if (verb >= s.end || (a.word(verb) != "told" && a.word(verb) != "tells")) return;
    f.content = {{f.source.begin, i}};
    f.cue = {i + 2, verb + 1};
    f.cue_head = verb;
    return;
  }
}

// "C, the Mission reported, a weapon that C": what is hung on behind the speaker is not what was said.
void mend_hung_on(const Analysis& a, FoundAttribution& f) {
  if (f.content.size() != 1 || f.form != ClaimForm::kIndirect || f.source.end > f.cue.begin) return;
  const Range rest = f.content.front();
  const Range s = a.sentence_of(f.cue.begin);
  if (rest.begin <= f.cue.end || a.word(rest.begin - 1) != "," || f.source.begin <= s.begin + 1 ||
      a.word(f.source.begin - 1) != "," || has_quote(a, rest))
    return;
  for (std::int32_t i = rest.begin; i < rest.end; ++i) {
    if (is_finite(a.tag_of(i)) && (i == rest.begin || !is_relative(a.word(i - 1)) || a.tag_of(i - 2) == Tag::kIN))
      break;
    if (!is_relative(a.word(i)) && i + 1 < rest.end) continue;
    const Range said = said_before(a, f, f.source.begin - 1);
    if (!said.empty()) f.content = {said};
    return;
  }
}

// "Behind it, in the words of the audit, is a default": a piece of no clause, and the clause stands on the other side.
void mend_piece(const Analysis& a, FoundAttribution& f) {
  if (f.content.size() != 1 || f.source.end <= f.cue.begin) return;
  const Range front = f.content.front();
  const Range s = a.sentence_of(f.cue.begin);
  if (front.end > f.cue.begin || a.tag_of(front.begin) != Tag::kIN || has_clause(a, front) ||
      f.source.end + 2 >= s.end || a.word(f.source.end) != ",")
    return;
  Range rest{f.source.end + 1, s.end};
  trim_content(a, rest);
  if (rest.empty() || !has_clause(a, rest) || is_relative(a.word(rest.begin))) return;
  f.content.push_back(rest);
  if (has_quote(a, rest)) f.form = ClaimForm::kMixed;
}

// "'C,' said Adela Ruhn, president of the court, at a news conference": the occasion is no part of who she is.
void mend_occasion(const Analysis& a, FoundAttribution& f) {
  if (f.source.begin < f.cue.end || f.source.end - f.source.begin < 4) return;
  for (std::int32_t i = f.source.begin + 1; i + 2 < f.source.end; ++i) {
    if (a.word(i) != "," || i <= f.source_head || (a.word(i + 1) != "at" && a.word(i + 1) != "in")) continue;
    for (std::int32_t k = i + 2; k < std::min(f.source.end, i + 6); ++k) {
      const std::optional<Noun> noun = find_noun(a.word(k));
      const bool event = noun && (noun->what == NounClass::kEvent || noun->what == NounClass::kDocument);
      if (!event && a.word(k) != "conference") continue;
      f.source.end = i;
      return;
    }
  }
}

// "A firm that owns | car parks | has agreed": the firm has, not what it owns.
void mend_owned(const Analysis& a, FoundAttribution& f) {
  const Range s = a.sentence_of(f.cue.begin);
  const std::int32_t owns = f.source.begin - 1, that = f.source.begin - 2;
  if (f.source.end > f.cue.begin || that <= s.begin || !is_finite(a.tag_of(owns)) || !is_relative(a.word(that)) ||
      !is_noun(a.tag_of(that - 1)))
    return;
  std::int32_t begin = that - 1;
  while (begin > s.begin && (is_noun(a.tag_of(begin - 1)) || is_adjective(a.tag_of(begin - 1)))) --begin;
  if (begin > s.begin && a.tag_of(begin - 1) == Tag::kDT) --begin;
  f.source.begin = begin;
  f.source_head = that - 1;
}

// "On the eastern bank they say": who says it is the pronoun, not what stands before it.
void mend_pronoun(const Analysis& a, FoundAttribution& f) {
  const std::int32_t last = f.source.end - 1;
  if (f.source.end - f.source.begin < 2 || a.tag_of(last) != Tag::kPRP || f.source.end != f.cue.begin ||
      a.word(last - 1) == "of" || a.word(last - 1) == "and")
    return;
  f.source = {last, last + 1};
  f.source_head = last;
}

}  // namespace

void mend_sources(const Analysis& a, std::vector<FoundAttribution>& found) {
  for (FoundAttribution& f : found) {
    if (!f.is_hop && f.source.empty() && !f.cue.empty() && f.cue_head >= 0) mend_cleft(a, f);
    if (f.is_hop || f.source.empty() || f.cue.empty() || f.cue_head < 0) continue;
    mend_dateline(a, f);
    mend_opening(a, f);
    if (f.form == ClaimForm::kIndirect) mend_apposition(a, f);
    mend_behind_paper(a, f);
    mend_warned(a, f);
    mend_head(a, f);
    mend_paper(a, f);
    mend_owner(a, f);
    mend_inverted(a, f);
    mend_what_was_got(a, f);
    mend_put_out(a, f);
    mend_referring(a, f);
    mend_hearer(a, f);
    mend_what_was_seen(a, f);
    mend_all(a, f);
    mend_told_by(a, f);
    mend_pronoun(a, f);
    mend_owned(a, f);
    mend_occasion(a, f);
    mend_hung_on(a, f);
    mend_piece(a, f);
    if (f.form == ClaimForm::kIndirect) mend_told_of_self(a, f);
  }
}

namespace {

// Whether the last piece of the content stands in a clause about the source before it.
bool tells_of_source(const Analysis& a, const FoundAttribution& f) {
  constexpr std::int32_t kReach = 24;
  const std::int32_t begin = f.content.back().begin;
  if (begin < f.source.end || begin - f.source.end > kReach || f.source.begin < f.cue.begin) return false;
  for (std::int32_t i = f.source.end; i <= begin; ++i) {
    const bool joins = a.word(i) == "who" || a.word(i) == "which" || a.word(i) == "whose";
    if (joins && (i == f.source.end || a.word(i - 1) == ",")) return true;
  }
  return false;
}

}  // namespace

void mend_contents(const Analysis& a, std::vector<FoundAttribution>& found) {
  for (std::size_t n = 0; n < found.size(); ++n) {
    FoundAttribution& f = found[n];
    // "C, according to a cleaner | who did not want to be named", "according to the Circle, whose members | watch":
    // what is told of the speaker is not said by her.
    if (f.content.size() > 1 && !f.source.empty() && tells_of_source(a, f)) f.content.pop_back();
    if (f.is_hop || f.content.size() != 1 || f.cue.empty() || f.source.empty() || f.form != ClaimForm::kIndirect)
      continue;
    Range& content = f.content.front();
    const Range s = a.sentence_of(f.cue.begin);
    if (content.end > std::min(f.cue.begin, f.source.begin) || !s.contains(content.begin)) continue;
    // Who is named with "both" in front of the verb is no part of what is said.
    for (std::int32_t i = content.begin + 1; i + 1 < content.end; ++i) {
      if (a.word(i) != "," || a.word(i + 1) != "both" || f.cue.begin < f.source.end ||
          has_clause(a, {i + 1, content.end}))
        continue;
      f.source.begin = i + 1;
      content.end = i;
      break;
    }
    const std::int32_t opening = past_dateline(a, s);
    if (content.begin < opening && opening < content.end) content.begin = opening;
    const Range front{opening, content.begin};
    if (front.empty() || has_quote(a, front)) continue;
    // "the days | that followed", "the days that | followed", "six of | them": inside a phrase.
    const std::int32_t verb = is_relative(a.word(content.begin)) ? content.begin + 1 : content.begin;
    const bool relative = verb < content.end && is_finite(a.tag_of(verb)) && is_relative(a.word(verb - 1));
    // "four and | a half million"
    const bool number =
        front.end - front.begin > 1 && a.word(front.end - 1) == "and" && a.tag_of(front.end - 2) == Tag::kCD;
    if (has_clause(a, front) && !relative && !number && !in(kInside, a.word(front.end - 1))) continue;
    // Words of another attribution, or of somebody who opens the sentence. In text order those stand nearby.
    bool taken = false;
    for (std::size_t j = n - std::min(n, kNear); j < std::min(found.size(), n + kNear) && !taken; ++j) {
      if (j == n) continue;
      const FoundAttribution& other = found[j];
      const auto touches = [&](Range r) { return !r.empty() && r.overlaps(front); };
      taken = touches(other.source) || touches(other.cue) ||
              std::any_of(other.content.begin(), other.content.end(), touches);
    }
    // "But A", "According to the plan, A": a short opening stays outside.
    const bool opener = a.is_mark(front.end - 1) ? front.end - front.begin <= 6 && a.tag_of(front.begin) == Tag::kIN
                                                 : a.tag_of(front.begin) == Tag::kCC && front.end - front.begin == 1;
    if (!taken && !opener) content.begin = front.begin;
  }
  for (FoundAttribution& f : found) {
    if (!f.content.empty() && f.form == ClaimForm::kIndirect)
      f.content.front().begin = past_label(a, f.content.front());
  }
}

}  // namespace headwater::detail
