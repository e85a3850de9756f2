#include "reading/no_claim.h"

#include <algorithm>
#include <array>
#include <optional>
#include <string>
#include <string_view>

#include "reading/contents.h"
#include "reading/cues.h"
#include "reading/denials.h"
#include "reading/entities.h"
#include "reading/lexicon.h"
#include "reading/word_list.h"

namespace headwater::detail {
namespace {

// "Chinese law forbids ...": what a norm does is not what somebody says, unless it is said to say it.
bool is_of_norm(const Analysis& a, const FoundAttribution& f) {
  static constexpr std::array<std::string_view, 11> kNorms{"law",       "laws",    "constitution", "treaty",
                                                           "rule",      "rules",   "regulation",   "regulations",
                                                           "ordinance", "statute", "statutes"};
  if (f.source.empty() || !f.source.contains(f.source_head) || !in(kNorms, a.word(f.source_head))) return false;
  const Cue* cue = find_cue(a.word(f.cue_head));
  return cue == nullptr || !is_speech_lemma(cue->lemma);
}

// "the alarm that tells the bridge": a noun of no person, body or document, in a clause of its own.
bool is_of_thing(const Analysis& a, const FoundAttribution& f) {
  static constexpr std::array<std::string_view, 12> kPeople{"er",  "or",  "ist", "an", "ian", "ee",
                                                            "man", "ent", "ant", "ic", "ess", "yst"};
  const std::int32_t head = f.source_head;
  if (head < 0 || head >= f.cue_head || a.tag_of(head) != Tag::kNN || a.is_capitalised(head) || find_noun(a.word(head)))
    return false;
  const std::string& w = a.word(head);
  if (std::any_of(kPeople.begin(), kPeople.end(), [&](std::string_view e) { return w.ends_with(e); })) return false;
  if (is_anonymous_noun(w)) return false;
  return (a.word(head + 1) == "that" || a.word(head + 1) == "which") && f.cue_head - head <= 4;
}

// "The picture, which shows a boat caught in ice, was made late": a clause within another, of what is to be seen.
bool is_depiction(const Analysis& a, const FoundAttribution& f) {
  static constexpr std::array<std::string_view, 6> kDepicts{"show", "depict", "portray", "feature", "say", "read"};
  const Cue* cue = find_cue(a.word(f.cue_head));
  const std::int32_t which = f.cue.begin - 1;
  if (cue == nullptr || !in(kDepicts, cue->lemma) || which < 1 || a.word(which) != "which" || a.word(which - 1) != ",")
    return false;
  const Range told = f.content.front();
  if (told.begin < f.cue.end || a.opens_clause(told.begin) || a.quote_of(told.begin) >= 0) return false;
  // A comma closes it, and the outer verb follows.
  for (std::int32_t i = told.begin; i + 1 < told.end; ++i) {
    if (a.word(i) == ",") return is_finite(a.tag_of(i + 1));
    if (is_finite(a.tag_of(i))) return false;
  }
  return false;
}

// "We withdraw the claim that C" is no claim of C: own_voice.cc reads it.
bool takes_back(const Analysis& a, const FoundAttribution& f) {
  static constexpr std::array<std::string_view, 4> kWithdraws{"withdraw", "withdraws", "retract", "retracts"};
  static constexpr std::array<std::string_view, 3> kTakes{"take", "takes", "took"};
  const std::int32_t next = f.cue_head + 1;
  return in(kWithdraws, a.word(f.cue_head)) ||
         (in(kTakes, a.word(f.cue_head)) && next < a.size() && a.word(next) == "back");
}

// "called back 11,400 doses", "called off the strike": no name is given.
bool is_phrasal(const Analysis& a, const FoundAttribution& f) {
  static constexpr std::array<std::string_view, 6> kParticles{"back", "off", "up", "in", "home", "round"};
  const std::int32_t next = f.cue_head + 1;
  return a.word(f.cue_head).starts_with("call") && next < a.sentence_of(f.cue_head).end &&
         in(kParticles, a.word(next)) &&
         std::none_of(f.content.begin(), f.content.end(), [&](const Range& r) { return has_quote(a, r); });
}

// "Marsh fever was first described in 1908 by a doctor": nothing is said of it.
bool describes_nothing(const Analysis& a, const FoundAttribution& f) {
  if (!a.word(f.cue_head).starts_with("describ")) return false;
  return std::none_of(f.content.begin(), f.content.end(), [&](const Range& r) {
    for (std::int32_t i = r.begin; i < r.end; ++i) {
      if (a.word(i) == "as" || a.word(i) == "how") return true;
    }
    return has_clause(a, r) || has_quote(a, r);
  });
}

// "The agency is recalling the powder", "the board learned of a link", "they took the firm to court": verbs by which
// things are said, but not of a thing.
bool is_of_deed(const Analysis& a, const FoundAttribution& f) {
  static constexpr std::array<std::string_view, 10> kDeeds{"recall",   "learn", "study", "take", "sue",
                                                           "withdraw", "see",   "sign",  "know", "talk"};
  static constexpr std::array<std::string_view, 8> kWorks{"software", "program", "code", "book",
                                                          "song",     "novel",   "poem", "music"};
  const Cue* cue = find_cue(a.word(f.cue_head));
  // "Two chapters were written by an assistant", "No fighters were seen by the mission"
  static constexpr std::array<std::string_view, 4> kForms{"written", "seen", "saw", "charged"};
  bool is_form = false;
  for (std::int32_t i = f.cue.begin; i < f.cue.end; ++i) is_form = is_form || in(kForms, a.word(i));
  // "Two students wrote the brake software"
  const bool is_work = cue != nullptr && cue->lemma == "write" && !f.content.empty() && [&] {
    const std::int32_t head = head_by_tags(a, f.content.front());
    return head >= 0 && in(kWorks, a.word(head));
  }();
  const bool is_deed = is_form || is_work || (cue != nullptr && in(kDeeds, cue->lemma));
  if (!is_deed || f.form != ClaimForm::kIndirect) return false;
  return std::none_of(f.content.begin(), f.content.end(), [&](const Range& r) {
    bool opens = a.opens_clause(r.begin) || a.word(r.begin) == "that" || a.word(r.begin) == "to";
    for (std::int32_t i = r.begin; i < r.end && !opens; ++i) opens = a.opens_clause(i);
    return opens || has_quote(a, r) || has_clause(a, r);
  });
}

// "11,300 were charged for more water than they had used", "he was charged with murder": no words are.
bool is_billed(const Analysis& a, const FoundAttribution& f) {
  if (f.form != ClaimForm::kIndirect) return false;
  for (std::int32_t i = f.cue.begin; i < f.cue.end && i + 1 < a.sentence_of(f.cue_head).end; ++i) {
    if (a.word(i) == "charged" && (a.word(i + 1) == "for" || a.word(i + 1) == "with")) return true;
    // "pledged as security"
    if (a.word(i) == "pledged" && a.word(i + 1) == "as") return true;
  }
  return false;
}

// "as everyone now knows", "as we all have read": nobody's word.
bool is_common_knowledge(const Analysis& a, const FoundAttribution& f) {
  static constexpr std::array<std::string_view, 10> kKnown{"know", "knows", "known", "read",     "reads",
                                                           "hear", "heard", "see",   "remember", "remembers"};
  bool known = false;
  for (std::int32_t i = f.cue.begin; i < f.cue.end; ++i) known = known || in(kKnown, a.word(i));
  if (!known || f.source.empty()) return false;
  const std::string& who = a.word(f.source.begin);
  return who == "everyone" || who == "everybody" || (who == "we" && a.word(f.source.end - 1) == "all");
}

// "The program assumes that two people live there": a thing assumes nothing.
bool is_set_so(const Analysis& a, const FoundAttribution& f) {
  static constexpr std::array<std::string_view, 8> kThings{"program", "programme", "software", "system",
                                                           "machine", "default",   "model",    "algorithm"};
  bool assumes = false;
  for (std::int32_t i = f.cue.begin; i < f.cue.end; ++i) assumes = assumes || a.word(i).starts_with("assum");
  return assumes && f.source.contains(f.source_head) && in(kThings, a.word(f.source_head));
}

// "The museum dismissed its last paint chemist", "the board rejected the bidders": of people, not of words.
bool is_of_people(const Analysis& a, const FoundAttribution& f) {
  static constexpr std::array<std::string_view, 2> kAlsoDeeds{"dismiss", "reject"};
  const Cue* cue = find_cue(a.word(f.cue_head));
  if (cue == nullptr || !in(kAlsoDeeds, cue->lemma) || f.form != ClaimForm::kIndirect) return false;
  return std::none_of(f.content.begin(), f.content.end(), [&](const Range& r) {
    const std::int32_t head = r.begin < f.cue_head ? -1 : head_by_tags(a, r);
    const std::optional<Noun> noun = head < 0 ? std::nullopt : noun_at(a, head);
    const bool people = (noun && (noun->what == NounClass::kPerson || noun->what == NounClass::kGroup)) ||
                        (head >= 0 && is_plural_of_people(a.word(head)));
    bool as = false;
    for (std::int32_t i = r.begin; i < r.end; ++i) as = as || a.word(i) == "as" || a.tag_of(i) == Tag::kPOS;
    return !people || as || has_clause(a, r) || has_quote(a, r);
  });
}

// "'C,' as the analyst put it to the Herald": what was put is in front, and late_attributions.cc reads it.
bool puts_it(const Analysis& a, const FoundAttribution& f) {
  const std::int32_t v = f.cue_head;
  return (a.word(v) == "put" || a.word(v) == "puts") && v + 1 < a.size() && a.word(v + 1) == "it" &&
         f.content.front().begin > v;
}

// "It is untrue that C", "It was not the case that C, as we stated on Saturday": own_voice.cc reads what is denied.
bool is_denied(const Analysis& a, const FoundAttribution& f) {
  bool by_us = f.source.empty() || (f.source.end - f.source.begin == 1 &&
                                    (a.word(f.source.begin) == "we" || a.word(f.source.begin) == "it"));
  // "An earlier version of this page"
  for (std::int32_t i = f.source.begin; i < f.source.end; ++i)
    by_us = by_us || a.word(i) == "this" || a.word(i) == "our";
  const Range s = a.sentence_of(f.cue_head);
  return by_us && f.form == ClaimForm::kIndirect && is_own_denial(a, s) && !rejects_finding(a, s);
}

// "It is not true that C, as the union said": the document denies C; what the union said is C, and own_voice.cc has it.
bool is_denied_of_others(const Analysis& a, const FoundAttribution& f) {
  const std::int32_t as = as_others_say(a, a.sentence_of(f.cue_head));
  return as >= 0 && f.form == ClaimForm::kIndirect && f.source.begin >= as && f.source.begin <= as + 1;
}

// "We no longer stand by the claim that the pilot reported a flash": what others said is taken back with it.
bool is_taken_back(const Analysis& a, const FoundAttribution& f) {
  const Range s = a.sentence_of(f.cue_head);
  for (std::int32_t i = std::max(s.begin, f.cue_head - 4); i < f.cue_head; ++i) {
    if (drops_claim(a, i, s.end)) return true;
  }
  if (f.form != ClaimForm::kIndirect || a.word(s.begin) != "we") return false;
  // "We no longer maintain that C": who takes it back does not say it.
  const bool by_us = f.source.begin == s.begin && f.source.end == s.begin + 1;
  return (by_us || f.source.begin > s.begin + 4) && taken_back(a, s).contains(f.cue_head);
}

// "Neglect of the roof supports was the cause", "claims are mounting": a noun that has the form of a verb.
bool is_noun_in_disguise(const Analysis& a, const FoundAttribution& f) {
  static constexpr std::array<std::string_view, 16> kNouns{
      "supports", "claims",  "reports",  "charges",  "doubts",  "fears",    "hopes",   "notes",
      "plans",    "worries", "protests", "promises", "answers", "requests", "demands", "estimates"};
  static constexpr std::array<std::string_view, 11> kBe{"is",   "are",  "was",   "were", "has",   "had",
                                                        "have", "will", "would", "may",  "likely"};
  const std::int32_t next = f.cue_head + 1;
  if (f.cue.end - f.cue.begin != 1 || !in(kNouns, a.word(f.cue_head)) || next >= a.sentence_of(f.cue_head).end)
    return false;
  return in(kBe, a.word(next)) && f.source.end <= f.cue.begin;
}

// "Nothing shows it", "nobody wrote to us": nobody is said to say something. "The papers show nothing."
bool is_nothing_said(const Analysis& a, const FoundAttribution& f) {
  const bool is_few = f.source.end == f.source.begin + 1 && a.word(f.source.begin) == "few";
  // "No member reported that a patient was harmed"
  const bool is_none_of_them = f.source.end - f.source.begin >= 2 && f.source.end <= f.cue.begin &&
                               a.word(f.source.begin) == "no" && a.tag_of(f.source.begin) == Tag::kDT;
  const bool is_nobody = is_few || is_none_of_them ||
                         (!f.source.empty() && is_nothing(a.word(f.source.begin)) &&
                          (f.source.begin + 1 >= f.source.end || a.word(f.source.begin + 1) != "of"));
  // "nothing else", "nothing of it"
  const Range told = f.content.front();
  const bool is_nothing_told = f.form == ClaimForm::kIndirect && f.content.size() == 1 &&
                               is_nothing(a.word(told.begin)) && !has_clause(a, told) && !has_quote(a, told);
  return is_nobody || is_nothing_told;
}

// "who would not be named for fear of dismissal": why somebody is not named.
bool is_for_fear(const Analysis& a, const FoundAttribution& f) {
  const std::int32_t last = f.cue.end - 1;
  return last > 0 && a.word(last) == "fear" && a.word(last - 1) == "for" && f.content.front().begin == f.cue.end &&
         a.word(f.cue.end) == "of";
}

// "who, according to a neighbour, is at sea", "the person who said it first": words that stand for others are nothing
// said.
bool is_only_pronoun(const Analysis& a, const FoundAttribution& f) {
  if (f.content.size() != 1 || f.form != ClaimForm::kIndirect) return false;
  const Range r = f.content.front();
  if (r.end - r.begin == 1 && is_relative(a.word(r.begin))) return true;
  if (f.polarity != Polarity::kAsserts) return false;
  for (std::int32_t i = r.begin; i < r.end; ++i) {
    if (a.tag_of(i) != Tag::kPRP && a.tag_of(i) != Tag::kRB && !a.is_mark(i)) return false;
  }
  return true;
}

// "Who signs for it?", "Who wanted it gone is another question", "an account of who says what about them": nobody yet.
bool is_asked(const Analysis& a, const FoundAttribution& f) {
  if (f.form != ClaimForm::kIndirect || f.source.end != f.source.begin + 1 || a.tag_of(f.source.begin) != Tag::kWP)
    return false;
  const Range s = a.sentence_of(f.cue_head);
  const std::int32_t who = f.source.begin;
  return who == s.begin || a.tag_of(who - 1) == Tag::kIN || a.word(f.content.front().begin) == "what";
}

// "Crews had refused to fly the aircraft, as the Courier was first to report": of what follows "as", which tells who
// says all of it.
bool is_told_by_another(const Analysis& a, const FoundAttribution& f) {
  if (f.polarity != Polarity::kDeclines || f.content.empty()) return false;
  const std::int32_t end = f.content.back().end;
  const Range s = a.sentence_of(f.cue_head);
  if (end >= s.end) return false;
  const std::int32_t as = a.word(end - 1) == "as" ? end - 1 : a.word(end) == "," ? end + 1 : end;
  if (as + 3 >= s.end || a.word(as) != "as") return false;
  for (std::int32_t i = as + 1; i < std::min(s.end, as + 8); ++i) {
    const Cue* cue = is_verb(a.tag_of(i)) ? find_cue(a.word(i)) : nullptr;
    if (cue != nullptr && is_speech_lemma(cue->lemma)) return true;
  }
  return false;
}

// "patients whose infections did not respond to treatment", "63 calls about pills": who could say something is neither
// what others have nor a count in digits.
bool is_by_no_speaker(const Analysis& a, const FoundAttribution& f) {
  if (f.source.empty() || f.form != ClaimForm::kIndirect) return false;
  const std::string& first = a.word(f.source.begin);
  return first == "whose" || (f.source.end == f.source.begin + 1 && first[0] >= '0' && first[0] <= '9');
}

bool is_done_by_nobody(const Analysis& a, const FoundAttribution& f) {
  if (!f.source.empty() || f.continues >= 0 || f.polarity == Polarity::kDeclines || f.form != ClaimForm::kIndirect)
    return false;
  return std::none_of(f.content.begin(), f.content.end(),
                      [&](const Range& r) { return has_clause(a, r) || has_quote(a, r); });
}

}  // namespace

bool is_none(const Analysis& a, const FoundAttribution& f, bool is_own_word) {
  if (f.cue_head < 0) return false;
  if (!f.content.empty() && tells_when(a, f.source, f.content.front())) return true;
  return is_of_norm(a, f) || is_of_thing(a, f) || is_depiction(a, f) || takes_back(a, f) || is_phrasal(a, f) ||
         describes_nothing(a, f) || is_of_deed(a, f) || is_of_people(a, f) || is_denied(a, f) ||
         is_denied_of_others(a, f) || is_taken_back(a, f) || is_noun_in_disguise(a, f) || is_nothing_said(a, f) ||
         is_asked(a, f) || is_for_fear(a, f) || is_only_pronoun(a, f) || is_by_no_speaker(a, f) ||
         is_told_by_another(a, f) || puts_it(a, f) || is_billed(a, f) || is_common_knowledge(a, f) || is_set_so(a, f) ||
         (is_own_word && is_done_by_nobody(a, f));
}

bool is_told(const Analysis& a, const FoundAttribution& f) {
  if (f.form != ClaimForm::kIndirect || f.polarity == Polarity::kDeclines || f.polarity == Polarity::kDenies ||
      f.continues >= 0)
    return false;
  return std::none_of(f.content.begin(), f.content.end(), [&](const Range& r) {
    for (std::int32_t i = r.begin; i < r.end; ++i) {
      if (a.opens_clause(i) || a.word(i) == "that") return true;
    }
    return has_clause(a, r) || has_quote(a, r);
  });
}

}  // namespace headwater::detail
