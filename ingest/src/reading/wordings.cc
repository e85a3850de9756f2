#include "reading/wordings.h"

#include <algorithm>
#include <array>
#include <string>

#include "reading/cues.h"
#include "reading/entities.h"
#include "reading/lexicon.h"

namespace headwater::detail {
namespace {

// "..., Calder Zeitung reports.": a form that is mostly a noun, but stands last behind a name and a comma.
bool closes_as_verb(const Analysis& a, std::int32_t v) {
  const Range s = a.sentence_of(v);
  // "C, her office insisted/JJ on Monday."
  if (is_adjective(a.tag_of(v)) && a.word(v).ends_with("ed") && v > s.begin + 3 && is_noun(a.tag_of(v - 1)) &&
      find_cue(a.word(v)) != nullptr && is_speech_lemma(find_cue(a.word(v))->lemma))
    return !closing_source(a, v, {v, v + 1}).range.empty();
  if (!is_noun(a.tag_of(v)) || v < s.begin + 3 || v + 1 >= s.end || find_cue(a.word(v)) == nullptr) return false;
  // "..., researchers at the university report in the journal Synapse": several, so that the bare form is a verb.
  if (a.word(v + 1) == "in" || a.word(v + 1) == "on") {
    const FoundSource by = closing_source(a, v, {v, v + 1});
    return find_cue(a.word(v))->lemma == a.word(v) && is_speech_lemma(a.word(v)) && !by.range.empty() &&
           a.tag_of(by.head) == Tag::kNNS;
  }
  if (a.word(v + 1) != ".") return false;
  if (a.tag_of(v - 1) != Tag::kPOS && !is_adjective(a.tag_of(v - 1)) && is_speech_lemma(find_cue(a.word(v))->lemma) &&
      !closing_source(a, v, {v, v + 1}).range.empty())
    return true;
  if (!is_proper(a.tag_of(v - 1)) && !find_noun(a.word(v - 1))) return false;
  for (std::int32_t i = v - 1; i > s.begin && v - i < 7; --i) {
    if (a.word(i) == "," || a.is_quote_mark(i)) return true;
    if (!is_noun(a.tag_of(i)) && a.tag_of(i) != Tag::kDT && !is_adjective(a.tag_of(i))) return false;
  }
  return false;
}

// "C, insisted Ann Roe.": a form the tagger does not take for a verb, between a clause or quotation and a name.
bool inverts_as_verb(const Analysis& a, std::int32_t v) {
  const Range s = a.sentence_of(v);
  if (v < s.begin + 3 || v + 1 >= s.end || !a.word(v).ends_with("ed")) return false;
  const Cue* cue = find_cue(a.word(v));
  if (cue == nullptr || !is_speech_lemma(cue->lemma) || cue->rate < 0.6) return false;
  if (a.word(v - 1) != "," && !a.is_quote_mark(v - 1)) return false;
  if (!a.is_capitalised(v + 1) && a.tag_of(v + 1) != Tag::kDT && a.tag_of(v + 1) != Tag::kPRPS) return false;
  for (std::int32_t i = s.begin; i < v; ++i) {
    if (is_finite(a.tag_of(i))) return true;
  }
  return false;
}

bool says(const std::string& w) {
  const Cue* cue = find_cue(w);
  return cue != nullptr && w.ends_with("ing") && is_speech_lemma(cue->lemma);
}

bool is_request(std::string_view lemma) {
  return lemma == "ask" || lemma == "request" || lemma == "decline" || lemma == "refuse" || lemma == "insist" ||
         lemma == "agree" || lemma == "demand" || lemma == "speak";
}

// "asked not to be named", "declined to be identified", "spoke on condition of anonymity": no words of the affair.
bool asks_for_silence(const Analysis& a, std::int32_t v, Range content) {
  const Range r{std::min(v, content.begin), std::min(content.end, std::max(content.begin, v) + 10)};
  for (std::int32_t i = r.begin; i < r.end; ++i) {
    const std::string& w = a.word(i);
    if (w == "anonymity" || w == "anonymous") return i < r.begin + 8;
    const bool passive = i > r.begin && (a.word(i - 1) == "be" || a.word(i - 1) == "being");
    if ((w == "named" || w == "identified" || w == "quoted" || w == "withheld") && passive) return true;
    // "that his name not be used"
    if (w == "used" && passive && i > r.begin + 2 && a.word(i - 2) == "not" && a.word(i - 3).starts_with("name"))
      return true;
  }
  return false;
}

bool is_naming(std::string_view lemma) {
  return lemma == "call" || lemma == "name" || lemma == "dub" || lemma == "label" || lemma == "describe";
}
bool only_a_name(const Analysis& a, Range r) {
  for (std::int32_t i = r.begin; i < r.end; ++i) {
    if (!is_proper(a.tag_of(i)) && !a.is_mark(i) && a.tag_of(i) != Tag::kDT) return false;
  }
  return true;
}

}  // namespace

bool reads_as_verb(const Analysis& a, std::int32_t v) {
  if (closes_as_verb(a, v) || inverts_as_verb(a, v)) return true;
  // "It is widely believed/JJ that"
  const Cue* cue = is_adjective(a.tag_of(v)) && a.word(v).ends_with("ed") ? find_cue(a.word(v)) : nullptr;
  return cue != nullptr && reports_a_fact(cue->lemma) && is_expletive(a, v, verb_group(a, v));
}

std::optional<FoundAttribution> quoted_as_saying(const Analysis& a, std::int32_t v, std::int32_t* read_to) {
  const std::string& w = a.word(v);
  if ((w != "quoted" && w != "quotes" && w != "quote" && w != "quoting" && w != "cited" && w != "cites" &&
       w != "citing") ||
      (a.quote_of(v) >= 0 && a.quotes[static_cast<std::size_t>(a.quote_of(v))].is_speech))
    return std::nullopt;
  const Range s = a.sentence_of(v);
  std::int32_t as = v + 1;
  // "as saying", "as having said"
  const auto verb_behind = [&](std::int32_t i) -> std::int32_t {
    if (a.word(i) != "as" || i + 2 > s.end) return -1;
    const bool having = a.word(i + 1) == "having" && i + 2 < s.end;
    const Cue* done = having ? find_cue(a.word(i + 2)) : nullptr;
    if (done != nullptr && is_speech_lemma(done->lemma)) return i + 2;
    return i + 1 < s.end && says(a.word(i + 1)) ? i + 1 : -1;
  };
  while (as < s.end && as < v + 25 && verb_behind(as) < 0) ++as;
  if (as >= std::min(s.end, v + 25)) return std::nullopt;
  const std::int32_t verb = verb_behind(as);
  const Range group = verb_group(a, v);
  const bool passive = traits_of(a, v, group).passive || (as == v + 1 || a.word(v + 1) == "by");
  FoundAttribution out;
  out.cue = {as + 1, verb + 1};
  out.cue_head = verb;
  out.rule = kQuotedRule;
  out.confidence = 0.9;
  const FoundSource subject = find_source(a, v, group, false);
  if (passive) {
    out.source = subject.range;
    out.source_head = subject.head;
    if (a.word(v + 1) == "by") out.passed_on = phrase_by_tags(a, v + 2, as);
  } else {
    out.source = {v + 1, as};
    out.source_head = head_by_tags(a, out.source);
    out.passed_on = subject.range;
  }
  while (!out.source.empty() && a.word(out.source.end - 1) == ",") --out.source.end;
  if (out.source.empty()) return std::nullopt;
  if (out.source_head < 0) out.source_head = out.source.begin;
  std::int32_t end = verb + 1;
  if (passive && end < s.end && a.word(end) == "by") {
    out.passed_on = phrase_by_tags(a, end + 1, s.end);
    end = std::max(out.passed_on.end, end + 1);
  }
  // In front, "C, Y was quoted as saying.", "C, X quoted Y as saying.", or behind.
  const Range named = passive ? out.source : subject.range;
  const std::int32_t mark = named.begin - 1;
  Range r{end, s.end};
  if (!named.empty() && closing_tail(a, end, s) >= 0 && mark > s.begin &&
      (a.word(mark) == "," || a.is_quote_mark(mark))) {
    r = {s.begin, mark + 1};
  } else {
    // "as telling reporters that C"
    if (takes_hearer(find_cue(a.word(verb))->lemma)) {
      const Range hearer = phrase_by_tags(a, end, s.end);
      if (hearer.end > end) r.begin = hearer.end;
    }
    for (std::int32_t i = r.begin; i < std::min(r.end, r.begin + 12); ++i) {
      if (is_finite(a.tag_of(i)) || a.quote_of(i) >= 0) break;
      if (a.opens_clause(i)) {
        r.begin = i;
        break;
      }
    }
  }
  trim_content(a, r);
  if (r.empty()) return std::nullopt;
  out.content.push_back(r);
  *read_to = end;
  return out;
}

std::optional<FoundAttribution> puts_at(const Analysis& a, std::int32_t v) {
  if ((a.word(v) != "puts" && a.word(v) != "put") || !is_finite(a.tag_of(v)) || a.quote_of(v) >= 0) return std::nullopt;
  const Range s = a.sentence_of(v);
  const Range group = verb_group(a, v);
  if (group.begin != v || v + 3 >= s.end) return std::nullopt;
  FoundSource source = find_source(a, v, group, false);
  mend(a, source, group);
  // "in a letter it puts"
  if (v > s.begin && a.tag_of(v - 1) == Tag::kPRP) {
    source.range = {v - 1, v};
    source.head = v - 1;
  }
  if (source.range.empty() || source.head < 0 || source.range.end > v) return std::nullopt;
  std::int32_t end = v + 1;
  while (end < s.end && a.word(end) != "," && a.word(end) != ";") ++end;
  Range r{v + 1, end};
  trim_content(a, r);
  const Range object = phrase_by_tags(a, r.begin, r.end);
  if (object.empty()) return std::nullopt;
  bool figure = false;
  for (std::int32_t i = object.begin + 1; i + 1 < r.end && i < object.begin + 12 && !figure; ++i) {
    const std::string& noun = a.word(i - 1);
    if (a.word(i) == "on") figure = noun == "blame" || noun == "responsibility" || noun == "onus";
    if (a.word(i) != "at") continue;
    for (std::int32_t k = i + 1; k < std::min(r.end, i + 5); ++k)
      figure = figure || a.tag_of(k) == Tag::kCD || a.word(k) == "$";
  }
  const std::optional<Noun> noun = noun_at(a, source.head);
  if (!figure || (!is_proper(a.tag_of(source.head)) && a.tag_of(source.head) != Tag::kPRP && !noun))
    return std::nullopt;
  FoundAttribution out;
  out.source = source.range;
  out.source_head = source.head;
  out.cue = group;
  out.cue_head = v;
  out.content.push_back(r);
  out.rule = "puts-at@1";
  out.confidence = 0.85;
  return out;
}

void mend(const Analysis& a, FoundSource& source, Range group) {
  if (source.range.empty() || source.inverted) return;
  if (source.range.begin < group.begin && source.range.end > group.begin) {
    source.range.end = group.begin;
    source.head = head_by_tags(a, source.range);
  }
  const Range s = a.sentence_of(group.begin);
  // "on 8 | March, the chemist said": the day is not who speaks.
  if (is_month(a.word(source.range.begin)) || is_weekday(a.word(source.range.begin))) {
    std::int32_t comma = source.range.begin + 1;
    while (comma < source.range.end && a.tag_of(comma) == Tag::kCD) ++comma;
    if (comma + 1 < source.range.end && a.word(comma) == ",") {
      source.range.begin = comma + 1;
      source.head = head_by_tags(a, source.range);
    }
  }
  std::int32_t begin = source.range.begin;
  // "a statement | on Wednesday evening said": the day alone says nothing.
  const bool day = (a.word(begin) == "on" || a.word(begin) == "in") && begin + 1 < s.end &&
                   (is_weekday(a.word(begin + 1)) || is_month(a.word(begin + 1)));
  if ((a.word(begin) == "of" || day) && begin > s.begin) {
    --begin;
    if (!is_noun(a.tag_of(begin)) && !find_noun(a.word(begin)) && a.tag_of(begin) != Tag::kCD) return;
    while (begin > s.begin && (a.tag_of(begin - 1) == Tag::kDT || is_adjective(a.tag_of(begin - 1)) ||
                               a.tag_of(begin - 1) == Tag::kCD || a.tag_of(begin - 1) == Tag::kPRPS))
      --begin;
    source.range.begin = begin;
    source.head = head_by_tags(a, source.range);
  }
  // "a union | delegate": up to the word that opens the phrase.
  begin = source.range.begin;
  if (is_noun(a.tag_of(begin)) && !is_proper(a.tag_of(begin))) {
    std::int32_t i = begin;
    while (i > s.begin && a.quote_of(i - 1) < 0 && (is_noun(a.tag_of(i - 1)) || is_adjective(a.tag_of(i - 1)))) --i;
    if (i < begin && i > s.begin && (a.tag_of(i - 1) == Tag::kDT || a.tag_of(i - 1) == Tag::kPRPS)) begin = i - 1;
    if (begin == source.range.begin && i == begin && i > s.begin && a.tag_of(i - 1) == Tag::kDT) begin = i - 1;
    source.range.begin = begin;
  }
  if (source.head < 0) source.head = source.range.begin;
}

bool as_clause(const Analysis& a, const FoundSource& source, Range group) {
  if (source.range.empty() || source.inverted || source.range.end > group.begin) return false;
  const std::int32_t as = source.range.begin - 1;
  const Range s = a.sentence_of(group.begin);
  return as >= s.begin && a.word(as) == "as" && (as == s.begin || a.is_mark(as - 1) || a.word(as - 1) == "but");
}
Range after_as_clause(const Analysis& a, Range group) {
  const Range s = a.sentence_of(group.begin);
  const std::int32_t comma = closing_tail(a, group.end, s);
  if (comma < 0 || comma >= s.end || a.word(comma) != ",") return {};
  Range r{comma + 1, s.end};
  trim_content(a, r);
  return r;
}

bool is_expletive(const Analysis& a, std::int32_t v, Range group) {
  const Range s = a.sentence_of(v);
  if (group.begin == s.begin || a.word(group.begin - 1) != "it") return false;
  for (std::int32_t i = group.end; i < std::min(s.end, group.end + 12); ++i) {
    if (a.opens_clause(i)) return true;
    if (is_finite(a.tag_of(i)) || a.word(i) == ",") break;
  }
  return false;
}

bool reports_a_fact(std::string_view lemma) {
  static constexpr std::array<std::string_view, 24> kFacts{
      "say",    "report",   "announce", "confirm", "deny",   "describe", "dismiss", "reject",
      "reveal", "estimate", "predict",  "claim",   "allege", "believe",  "think",   "acknowledge",
      "state",  "suggest",  "disclose", "expect",  "fear",   "rumour",   "rumor",   "understand"};
  return std::find(kFacts.begin(), kFacts.end(), lemma) != kFacts.end();
}

FoundContent passive_content(const Analysis& a, std::int32_t v, Range group, const FoundSource& agent) {
  FoundContent out;
  const Range s = a.sentence_of(v);
  Range rest{std::max(agent.range.end, group.end), s.end};
  const FoundSource subject = find_source(a, v, group, false);
  const bool expletive = !subject.range.empty() && a.word(subject.range.begin) == "it";
  if (expletive || (rest.begin < s.end && a.opens_clause(rest.begin))) {
    for (std::int32_t i = rest.begin; i < std::min(s.end, rest.begin + 10); ++i) {
      if (!a.opens_clause(i)) continue;
      rest.begin = i;
      trim_content(a, rest);
      if (!rest.empty()) out.pieces.push_back(rest);
      out.is_clause = true;
      break;
    }
    return out;
  }
  if (agent.range.empty() || subject.range.empty() || a.tag_of(subject.head) == Tag::kPRP) return out;
  Range front = subject.range;
  trim_content(a, front);
  if (front.empty()) return out;
  out.pieces.push_back(front);
  if (rest.begin < s.end && a.word(rest.begin) == "as") {
    rest.end = std::max(closing_tail(a, rest.begin, s), rest.begin);
    trim_content(a, rest);
    if (!rest.empty()) out.pieces.push_back(rest);
  }
  out.is_clause = true;
  out.in_front = true;
  return out;
}

bool leaves_unsaid(const Analysis& a, std::int32_t v, Range group, Range content) {
  static constexpr std::array<std::string_view, 9> kTells{"say",      "tell",     "state",  "claim", "suggest",
                                                          "announce", "disclose", "reveal", "allege"};
  static constexpr std::array<std::string_view, 3> kOwnsUp{"admit", "acknowledge", "concede"};
  const Cue* cue = find_cue(a.word(v));
  if (cue == nullptr || content.begin < group.end || a.quote_of(content.begin) >= 0) return false;
  bool negated = false;
  for (std::int32_t i = group.begin; i < v; ++i) {
    const std::string& w = a.word(i);
    negated = negated || w == "not" || w == "n't" || w == "never";
    // "would not say whether C" refuses, which is told apart.
    if (w == "only" || w == "just" || w == "merely" || w == "simply" || w == "would" || w == "will" || w == "wo")
      return false;
  }
  if (!negated || a.word(group.end) == "only") return false;
  if (std::find(kOwnsUp.begin(), kOwnsUp.end(), cue->lemma) != kOwnsUp.end()) return true;
  if (std::find(kTells.begin(), kTells.end(), cue->lemma) == kTells.end()) return false;
  // "She did not say when."
  const Tag t = a.tag_of(content.begin);
  if (content.end - content.begin == 1 && (t == Tag::kWRB || t == Tag::kWP)) return true;
  const std::string& w = a.word(content.begin);
  // "has not said whether"; "did not say whether" declined to.
  const std::string& first = a.word(group.begin);
  if (w == "whether" || w == "if") return first == "has" || first == "have" || first == "had" || first == "never";
  return a.opens_clause(content.begin) || w == "that";
}

bool questions_people(const Analysis& a, std::int32_t v, Range content) {
  const Cue* cue = find_cue(a.word(v));
  if (cue == nullptr || cue->lemma != "question" || content.begin <= v) return false;
  const std::int32_t head = head_by_tags(a, phrase_by_tags(a, content.begin, content.end));
  if (head < 0) return false;
  const std::optional<Noun> noun = find_noun(a.word(head));
  const bool counted = a.tag_of(content.begin) == Tag::kCD && a.tag_of(head) == Tag::kNNS;
  return counted || (noun && noun->what == NounClass::kGroup);
}

bool has_own_subject(const Analysis& a, Range r) {
  if (a.quote_of(r.begin) >= 0) return false;
  const Range subject = phrase_by_tags(a, r.begin, r.end);
  return !subject.empty() && subject.end < r.end && is_finite(a.tag_of(subject.end));
}

bool claims_nothing(const Analysis& a, std::int32_t v, const FoundSource& source, const FoundContent& content,
                    bool passive) {
  const Range first = content.pieces.front();
  const Cue* cue = find_cue(a.word(v));
  if (first.empty() || cue == nullptr) return true;
  if (is_request(cue->lemma) && asks_for_silence(a, v, first)) return true;
  if (questions_people(a, v, first)) return true;
  // "witnesses quoted by the daily"
  if ((cue->lemma == "quote" || cue->lemma == "cite") && a.word(v + (v + 1 < a.size() ? 1 : 0)) == "by") return true;
  if (cue->lemma == "plead" && !content.is_clause) return true;
  if (content.pieces.size() == 1 && first.end - first.begin == 1 && a.word(first.begin) == "so") return true;
  // "Your article of 18 November states": the day says nothing.
  const Range s = a.sentence_of(v);
  if (!source.range.empty() && a.tag_of(source.head) == Tag::kCD && source.head + 1 < s.end &&
      is_month(a.word(source.head + 1)))
    return true;
  if (passive && v > s.begin && a.word(v - 1) == "first") return true;
  return !content.is_clause && is_naming(cue->lemma) && only_a_name(a, first);
}

}  // namespace headwater::detail
