#include "reading/span_reader.h"

#include <algorithm>
#include <cmath>
#include <optional>
#include <string_view>
#include <utility>

#include "reading/contents.h"
#include "reading/cues.h"
#include "reading/lexicon.h"
#include "reading/span_features.h"
#include "reading/turns.h"
#include "reading/wordings.h"
#include "syntax/linear_model.h"
#include "syntax/packed_model.h"

namespace headwater::detail {

namespace {

// What the judge believes less is not reported.
constexpr double kBelieved = 0.42;

const SpanModels& models() {
  static const SpanModels all = [] {
    SpanModels out;
    out.network = SpanNetwork::from(load_model("spans.model"), load_model("span_tokens.model"),
                                    load_model("span_vectors.model"), load_model("span_pairs.model"));
    out.judge = SpanJudge::from(load_model("judge_words.model"), load_model("judge_trees.model"));
    return out;
  }();
  return all;
}

bool is_speech_at(const Analysis& a, std::int32_t i) {
  return i >= 0 && i < a.size() && a.quote_of(i) >= 0 && a.quotes[static_cast<std::size_t>(a.quote_of(i))].is_speech;
}

// What one cue attributes has no holes but where the cue, the source or another sentence stands.
void fill_holes(const Analysis& a, Candidate& r) {
  constexpr std::int32_t kMost = 12;
  const std::vector<Range> runs = r.runs(kContent);
  for (std::size_t k = 1; k < runs.size(); ++k) {
    const Range hole{runs[k - 1].end, runs[k].begin};
    const bool same = a.tokens[static_cast<std::size_t>(hole.begin)].sentence ==
                      a.tokens[static_cast<std::size_t>(hole.end)].sentence;
    if (!same || hole.end - hole.begin > kMost || r.count(hole, kSource) > 0 ||
        (r.cue.begin < hole.end && hole.begin < r.cue.end))
      continue;
    r.set(hole, kContent);
  }
}

// A quotation of somebody's words belongs to a cue whole or not at all.
void whole_quotes(const Analysis& a, Candidate& r) {
  for (std::int32_t i = r.window.begin; i < r.window.end; ++i) {
    if (!is_speech_at(a, i) || a.quotes[static_cast<std::size_t>(a.quote_of(i))].marks.contains(r.cue.begin)) continue;
    const Range marks = a.quotes[static_cast<std::size_t>(a.quote_of(i))].marks;
    const Range seen{std::max(marks.begin, r.window.begin), std::min(marks.end, r.window.end)};
    const std::int32_t in = r.count(seen, kContent);
    if (in > 0) r.set(seen, in * 2 >= seen.end - seen.begin ? kContent : kOutside);
    i = std::max(i, marks.end - 1);
  }
}

std::int32_t distance(const Candidate& r, Range q) {
  return q.end <= r.cue.begin ? r.cue.begin - q.end : q.begin >= r.cue.end ? q.begin - r.cue.end : 0;
}

// "told the Abendblatt that it was not", "said tomorrow that": hearers and times before "that" are no part of what is
// said; nor is the "it" of "it was announced that".
void tidy_content(const Analysis& a, Candidate& r) {
  constexpr std::int32_t kNear = 6;
  const std::vector<Range> runs = r.runs(kContent);
  if (runs.empty()) return;
  const auto has_verb = [&](Range q) {
    for (std::int32_t i = q.begin; i < q.end; ++i) {
      if (is_verb(a.tag_of(i)) || a.tag_of(i) == Tag::kMD || a.quote_of(i) >= 0) return true;
    }
    return false;
  };
  const Range longest = *std::max_element(
      runs.begin(), runs.end(), [](const Range& x, const Range& y) { return x.end - x.begin < y.end - y.begin; });
  if (runs.size() > 1 && runs.front().end - runs.front().begin == 1 && a.word(runs.front().begin) == "it" &&
      runs.front().end <= r.cue.begin)
    r.set(runs.front(), kOutside);
  if (longest.begin < r.cue.end || longest.begin > r.cue.end + kNear) return;
  for (std::int32_t i = longest.begin + 1; i < std::min(longest.end - 2, longest.begin + kNear); ++i) {
    if (a.word(i) != "that" || a.tag_of(i) != Tag::kIN || has_verb({longest.begin, i})) continue;
    const Tag before = a.tag_of(i - 1);
    const bool hearer_or_time = is_proper(before) || before == Tag::kPRP || before == Tag::kRB || before == Tag::kCD ||
                                before == Tag::kNNS || a.word(i - 1) == "tomorrow" || a.word(i - 1) == "yesterday" ||
                                a.word(i - 1) == "today";
    if (hearer_or_time) r.set({longest.begin, i}, kOutside);
    return;
  }
}

// Each quotation goes to one cue: the nearest that claims it.
void share_quotes(const Analysis& a, std::vector<Candidate>& all) {
  std::vector<std::int32_t> owner(a.quotes.size(), -1);
  for (std::size_t k = 0; k < all.size(); ++k) {
    for (std::int32_t i = all[k].window.begin; i < all[k].window.end; ++i) {
      if (!is_speech_at(a, i) || all[k].at(i) != kContent) continue;
      const auto q = static_cast<std::size_t>(a.quote_of(i));
      const Range marks = a.quotes[q].marks;
      if (owner[q] < 0 || distance(all[k], marks) < distance(all[static_cast<std::size_t>(owner[q])], marks))
        owner[q] = static_cast<std::int32_t>(k);
      i = std::max(i, marks.end - 1);
    }
  }
  for (std::size_t k = 0; k < all.size(); ++k) {
    for (std::int32_t i = all[k].window.begin; i < all[k].window.end; ++i) {
      if (!is_speech_at(a, i)) continue;
      const auto q = static_cast<std::size_t>(a.quote_of(i));
      if (owner[q] >= 0 && owner[q] != static_cast<std::int32_t>(k)) all[k].set(a.quotes[q].marks, kOutside);
      i = std::max(i, a.quotes[q].marks.end - 1);
    }
  }
}

}  // namespace

std::vector<Candidate> find_candidates(const SpanContext& c, const SpanNetwork& net) {
  std::vector<Candidate> all = network_candidates(c, net);
  for (Candidate& r : all) {
    fill_holes(c.a, r);
    whole_quotes(c.a, r);
    tidy_content(c.a, r);
    list_sources(c, r);
  }
  share_quotes(c.a, all);
  return all;
}

namespace {

ClaimForm form_of(const Analysis& a, const std::vector<Range>& content) {
  std::int32_t quoted = 0, all = 0;
  for (const Range& r : content) {
    for (std::int32_t i = r.begin; i < r.end; ++i) {
      // "that" and marks are nobody's words.
      if (a.is_mark(i) || (i == r.begin && a.word(i) == "that")) continue;
      ++all;
      quoted += a.quote_of(i) >= 0;
    }
  }
  return quoted == 0 ? ClaimForm::kIndirect : quoted >= all ? ClaimForm::kDirect : ClaimForm::kMixed;
}

// "..., while a senior official described it as ...", "..., which he denies": another clause with words of somebody
// else is no part of what is claimed.
void end_at_next_speaker(const Analysis& a, const std::vector<FoundAttribution>& rules, FoundAttribution& f) {
  if (f.content.empty() || f.content.front().begin < f.cue.end) return;
  Range& last = f.content.back();
  for (std::int32_t i = last.begin + 2; i + 2 < last.end; ++i) {
    if (a.word(i) != "," || a.quote_of(i) >= 0) continue;
    const std::string& w = a.word(i + 1);
    if (w != "while" && w != "whereas" && w != "which") continue;
    const bool other = std::any_of(rules.begin(), rules.end(), [&](const FoundAttribution& r) {
      return !r.cue.empty() && !r.source.empty() && r.source.begin > i && r.source.begin <= i + 3 &&
             r.cue.begin < last.end && r.confidence >= 0.5 &&
             (w != "which" || (r.polarity != Polarity::kAsserts && r.cue.begin <= i + 6));
    });
    if (!other) continue;
    last.end = i;
    return;
  }
}

// The labels may hold but the end of "according to a study published in the journal Synapse": syntax has the phrase.
void whole_source(const Analysis& a, const std::vector<FoundAttribution>& rules, FoundAttribution& f) {
  if (f.source.empty() || f.source.begin < f.cue.end || a.word(f.cue.end - 1) != "to") return;
  for (const FoundAttribution& r : rules) {
    if (r.source.empty() || !r.cue.overlaps(f.cue) || r.source.begin >= f.source.begin || r.source.begin < f.cue.end)
      continue;
    bool one_phrase = f.source.begin - r.source.end <= 8;
    for (std::int32_t i = r.source.end; i < f.source.begin && one_phrase; ++i) one_phrase = !a.is_mark(i);
    if (!one_phrase) continue;
    f.source = {r.source.begin, std::max(r.source.end, f.source.end)};
    f.source_head = r.source_head;
    return;
  }
}

bool hears_a_case(const std::string& w) {
  return w == "court" || w == "jury" || w == "jurors" || w == "inquest" || w == "tribunal" || w == "inquiry" ||
         w == "hearing" || w == "panel" || w == "judge" || w == "magistrates";
}

FoundAttribution found_from(const Analysis& a, const Candidate& r) {
  FoundAttribution f;
  f.cue = r.cue;
  f.cue_head = r.head;
  f.content = r.runs(kContent);
  f.source = r.sources[r.source].source;
  if (!f.source.empty()) {
    f.source_head = head_of_phrase(a, f.source);
    // "who said": whom the pronoun stands for.
    if (f.source.end - f.source.begin == 1 &&
        (a.tag_of(f.source.begin) == Tag::kWP || a.tag_of(f.source.begin) == Tag::kWDT)) {
      const FoundSource by_syntax = find_source(a, r.head, r.cue, false);
      if (by_syntax.head >= 0) f.source_head = by_syntax.head;
    }
  }
  // "Professor Jan Kees of Delft, | who did not take part, called"
  if (f.source.end - f.source.begin > 2 && a.tag_of(f.source.end - 1) == Tag::kWP && a.word(f.source.end - 2) == ",")
    f.source.end -= 2;
  // "The court heard that C": who hears does not say it.
  if ((a.word(r.head) == "heard" || a.word(r.head) == "hears") && !f.source.empty() &&
      hears_a_case(a.word(f.source_head))) {
    f.source = {};
    f.source_head = -1;
  }
  // "The audit, a copy of which was obtained by the Herald, says": a source that begins with a verb is none.
  if (!f.source.empty() && is_finite(a.tag_of(f.source.begin)) && is_verb(a.tag_of(r.head))) {
    const FoundSource by_syntax = find_source(a, r.head, verb_group(a, r.head), false);
    if (!by_syntax.range.empty() && !by_syntax.range.overlaps(f.cue)) {
      std::vector<Range> kept;
      for (const Range& part : f.content) {
        if (!part.overlaps(by_syntax.range) || part.begin >= f.cue.end) kept.push_back(part);
      }
      if (!kept.empty()) {
        f.source = by_syntax.range;
        f.source_head = by_syntax.head;
        f.content = std::move(kept);
      }
    }
  }
  f.form = form_of(a, f.content);
  const Range group = is_verb(a.tag_of(r.head)) ? verb_group(a, r.head) : r.cue;
  const GroupTraits traits = traits_of(a, r.head, group);
  f.polarity = polarity_of(a, r.head, group, traits);
  // "said he could neither confirm nor deny the calls"
  if (f.polarity == Polarity::kAsserts && !f.content.empty()) {
    const Range first = f.content.front();
    for (std::int32_t i = first.begin; i + 1 < first.end && i < first.begin + 5; ++i) {
      if (a.word(i) == "neither" && a.word(i + 1) == "confirm") f.polarity = Polarity::kDeclines;
    }
  }
  f.rule = "spans@1";
  f.confidence = r.confidence;
  return f;
}

// A cue without a source whose subject the labels gave to the content in front: "X insisted that A, while a senior
// official described it as B".
void part_clauses(const Analysis& a, std::vector<FoundAttribution>& all) {
  constexpr std::size_t kNear = 8;
  for (std::size_t k = 0; k < all.size(); ++k) {
    if (all[k].content.empty() || all[k].content.front().begin < all[k].cue.end) continue;
    Range& last = all[k].content.back();
    for (std::size_t j = k + 1; j < std::min(all.size(), k + kNear); ++j) {
      FoundAttribution& next = all[j];
      if (!next.source.empty() || next.cue.empty() || next.cue.begin < last.end || next.cue.begin > last.end + 1)
        continue;
      for (std::int32_t i = last.end - 1; i > last.begin + 1; --i) {
        if (a.word(i) != "," || a.quote_of(i) >= 0) continue;
        const std::string& w = a.word(i + 1);
        if (w != "while" && w != "whereas" && w != "but") continue;
        const std::int32_t head = head_by_tags(a, {i + 2, next.cue.begin});
        if (head < 0) break;
        next.source = {i + 2, next.cue.begin};
        next.source_head = head;
        last.end = i;
        break;
      }
    }
  }
}

// "The office thinks not", "he denies it": what is said stands elsewhere.
bool points_elsewhere(const Analysis& a, const Candidate& r) {
  const std::vector<Range> contents = r.runs(kContent);
  if (contents.size() != 1 || contents.front().end - contents.front().begin != 1) return false;
  const std::string& w = a.word(contents.front().begin);
  if (w == "not") return true;
  const Range group = verb_group(a, r.head);
  return (w == "it" || w == "them" || w == "that" || w == "this") &&
         polarity_of(a, r.head, group, traits_of(a, r.head, group)) != Polarity::kAsserts;
}

// "presented her findings", "tells a different story", "described the talks": it is told that somebody spoke of
// something, not what was said of it.
bool names_topic(const Analysis& a, const Candidate& r) {
  const Cue* cue = find_cue(a.word(r.head));
  if (cue == nullptr) return false;
  const std::string& l = cue->lemma;
  if (l != "present" && l != "describe" && l != "tell" && l != "give" && l != "share" && l != "discuss" && l != "read")
    return false;
  const std::vector<Range> contents = r.runs(kContent);
  if (contents.size() != 1 || contents.front().begin < r.cue.end) return false;
  const Tag opens = a.tag_of(contents.front().begin);
  if (opens != Tag::kDT && opens != Tag::kPRPS) return false;
  if (l == "tell" && contents.front().end - contents.front().begin > 6) return false;
  for (std::int32_t i = contents.front().begin; i < contents.front().end; ++i) {
    if (is_verb(a.tag_of(i)) || a.quote_of(i) >= 0 || a.word(i) == "as" || a.word(i) == "that") return false;
  }
  return true;
}

// "Asked on Monday whether ...", "Told that it had burned, she wept", nobody being given for it: the occasion of what
// follows. "He asked whether" is kept: it tells whose question it is.
bool opens_the_occasion(const Analysis& a, const Candidate& r) {
  const Cue* cue = find_cue(a.word(r.head));
  if (cue == nullptr || r.head != a.sentence_of(r.head).begin) return false;
  if (cue->lemma != "ask" && cue->lemma != "tell") return false;
  const std::vector<Range> contents = r.runs(kContent);
  return !contents.empty() && contents.front().begin > r.head;
}

// "The deal was first reported by the Herald": who had it first, not what was said of it.
bool tells_who_was_first(const Analysis& a, const Candidate& r, Range group) {
  const std::vector<Range> contents = r.runs(kContent);
  return r.head > group.begin && a.word(r.head - 1) == "first" && !contents.empty() &&
         contents.back().end <= group.begin;
}

// "INTERVIEWER: When did you learn of it?": questions are no claims.
bool asks_in_a_line(const Analysis& a, const Candidate& r) {
  const std::vector<Range> contents = r.runs(kContent);
  if (a.word(r.head) != ":" || contents.empty() || contents.front().begin < r.head) return false;
  const Range last = contents.back();
  const bool question = a.word(last.end - 1) == "?" || (last.end < a.size() && a.word(last.end) == "?");
  return question && a.quote_of(contents.front().begin) < 0;
}

// "they report in the journal Synapse": where words are printed, not what they are.
bool stands_in_print(const Analysis& a, const Candidate& r) {
  const std::vector<Range> contents = r.runs(kContent);
  if (contents.size() != 1 || contents.front().begin != r.cue.end + 1 || a.word(r.cue.end) != "in") return false;
  const Range c = contents.front();
  const std::int32_t head = head_by_tags(a, phrase_by_tags(a, c.begin, std::min(c.end, c.begin + 4)));
  const auto printed = [&](std::int32_t i) {
    const std::optional<Noun> noun = find_noun(a.word(i));
    return noun && (noun->what == NounClass::kOutlet || noun->what == NounClass::kDocument);
  };
  return a.tag_of(c.begin) == Tag::kDT &&
         ((c.begin + 1 < a.size() && printed(c.begin + 1)) || (head >= 0 && printed(head)));
}

// "Nobody at the plant knew how many": none of them said so.
bool is_of_nobody(const Analysis& a, const Candidate& r) {
  const Range source = r.sources[r.source].source;
  if (source.empty()) return false;
  const std::string& w = a.word(source.begin);
  return w == "nobody" || w == "none" || (w == "no" && source.end - source.begin > 1);
}

// "asked not to be named": how a source wants to be called is no claim.
bool asks_for_cover(const Analysis& a, const Candidate& r) {
  const std::vector<Range> contents = r.runs(kContent);
  if (contents.empty() || contents.front().begin < r.cue.end) return false;
  const Range q = contents.front();
  std::int32_t at = q.begin;
  for (const std::string_view word : {"not", "to", "be"}) {
    if (at >= q.end || a.word(at) != word) return false;
    ++at;
  }
  while (at < q.end && a.tag_of(at) == Tag::kRB) ++at;
  return at < q.end && (a.word(at) == "named" || a.word(at) == "identified" || a.word(at) == "quoted");
}

// "issued a statement", "sent two letters": that there is such a document is told, not what it says.
bool names_a_document(const Analysis& a, const Candidate& r) {
  constexpr std::int32_t kLongest = 4;
  const std::vector<Range> contents = r.runs(kContent);
  if (contents.size() != 1 || contents.front().begin < r.cue.end) return false;
  const Range q = contents.front();
  if (q.end - q.begin > kLongest) return false;
  for (std::int32_t i = q.begin; i < q.end; ++i) {
    const Tag t = a.tag_of(i);
    if (a.quote_of(i) >= 0 || !(t == Tag::kDT || t == Tag::kCD || t == Tag::kPRPS || is_adjective(t) || is_noun(t)))
      return false;
  }
  const std::optional<Noun> noun = find_noun(a.word(q.end - 1));
  return noun && noun->what == NounClass::kDocument && !is_proper(a.tag_of(q.end - 1));
}

// "replied to questions put to it by the agency": that it did, not what.
bool replies_to_questions(const Analysis& a, const Candidate& r) {
  const Cue* cue = find_cue(a.word(r.head));
  if (cue == nullptr || (cue->lemma != "reply" && cue->lemma != "respond" && cue->lemma != "answer")) return false;
  const std::vector<Range> contents = r.runs(kContent);
  if (contents.size() != 1 || contents.front().begin < r.cue.end) return false;
  const Range q = contents.front();
  std::int32_t at = q.begin;
  if (a.word(at) == "to") ++at;
  while (at < q.end && !is_noun(a.tag_of(at)) && !is_verb(a.tag_of(at)) && a.quote_of(at) < 0) ++at;
  if (at >= q.end) return false;
  const std::string& w = a.word(at);
  const bool question = w.starts_with("question") || w.starts_with("quer") || w.starts_with("inquir") ||
                        w.starts_with("enquir") || w.starts_with("request");
  for (std::int32_t i = q.begin; question && i < q.end; ++i) {
    if (a.quote_of(i) >= 0 || a.opens_clause(i)) return false;
  }
  return question;
}

// "replied by fax to questions put to it by the agency": how words came is told, not which.
bool tells_how(const Analysis& a, const Candidate& r) {
  const std::vector<Range> contents = r.runs(kContent);
  if (contents.size() != 1 || contents.front().begin < r.cue.end) return false;
  const Range q = contents.front();
  const auto leads = [&](std::int32_t i) {
    return a.word(i) == "by" || a.word(i) == "in" || a.word(i) == "via" || a.word(i) == "through";
  };
  std::int32_t at = q.begin;
  if (leads(at)) {
    ++at;
  } else if (!leads(at - 1)) {
    return false;
  }
  while (at < q.end && (a.tag_of(at) == Tag::kDT || is_adjective(a.tag_of(at)))) ++at;
  const std::optional<Noun> noun = at < q.end ? find_noun(a.word(at)) : std::nullopt;
  if (!noun || noun->what != NounClass::kDocument || noun->medium == Medium::kUnknown) return false;
  for (std::int32_t i = at; i < q.end; ++i) {
    if (is_finite(a.tag_of(i)) || a.tag_of(i) == Tag::kMD || a.opens_clause(i) || a.quote_of(i) >= 0) return false;
  }
  return true;
}

// "If X says so", "X could say", "X will say tomorrow", "Did X say so?": the corpus counts them, but nobody has said
// it.
bool is_unsaid(const Analysis& a, const Candidate& r) {
  if (opens_the_occasion(a, r) || asks_in_a_line(a, r) || stands_in_print(a, r)) return true;
  if (!is_verb(a.tag_of(r.head))) return false;
  if (const std::vector<Range> front = r.runs(kContent);
      !front.empty() && r.source < r.sources.size() && tells_when(a, r.sources[r.source].source, front.front()))
    return true;
  if (points_elsewhere(a, r) || names_topic(a, r) || asks_for_cover(a, r) || tells_how(a, r) ||
      names_a_document(a, r) || replies_to_questions(a, r))
    return true;
  const Cue* cue = find_cue(a.word(r.head));
  const Range group = verb_group(a, r.head);
  const GroupTraits traits = traits_of(a, r.head, group);
  const std::vector<Range> contents = r.runs(kContent);
  if (traits.passive && tells_who_was_first(a, r, group)) return true;
  // "The general was quoted by the agency": that he was, not what he said.
  if (traits.passive && cue != nullptr && (cue->lemma == "quote" || cue->lemma == "cite") && !contents.empty() &&
      contents.back().end <= group.begin)
    return true;
  if (is_of_nobody(a, r) && polarity_of(a, r.head, group, traits) == Polarity::kAsserts) return true;
  if (!contents.empty() &&
      (leaves_unsaid(a, r.head, group, contents.front()) || questions_people(a, r.head, contents.front())))
    return true;
  if (cue == nullptr || !is_speech_lemma(cue->lemma)) return false;
  if (traits.conditional || traits.future) return true;
  if (traits.modal) return polarity_of(a, r.head, group, traits) != Polarity::kDeclines;
  const Range sentence = a.sentence_of(r.head);
  return a.quote_of(r.head) < 0 && a.word(sentence.end - 1) == "?" && !contents.empty() &&
         a.quote_of(contents.front().begin) < 0;
}

// The rules know what no corpus tells: hops, silence, speakers' lines, quotations that run on. Where they found such a
// thing their reading stands, and what they alone found with high confidence is added.
std::vector<FoundAttribution> combine(const Analysis& a, const std::vector<FoundAttribution>& learned,
                                      std::vector<FoundAttribution> rules) {
  const auto hull = [](const FoundAttribution& f) {
    Range r = f.content.front();
    r.end = f.content.back().end;
    if (!f.cue.empty()) r = {std::min(r.begin, f.cue.begin), std::max(r.end, f.cue.end)};
    return r;
  };
  const auto says = [&](const FoundAttribution& f) {
    const Cue* cue = f.cue_head >= 0 ? find_cue(a.word(f.cue_head)) : nullptr;
    return cue != nullptr && is_speech_lemma(cue->lemma);
  };
  // "wrote that his inspectors had heard it but could not say where": within what somebody else says.
  const auto told_by_another = [&](const FoundAttribution& f) {
    constexpr std::ptrdiff_t kBefore = 8;  // contents begin in text order
    auto l = std::upper_bound(learned.begin(), learned.end(), f.cue.begin,
                              [](std::int32_t at, const FoundAttribution& x) { return at < x.content.front().begin; });
    for (const auto first = l - std::min(kBefore, l - learned.begin()); l != first;) {
      --l;
      if (l->confidence >= 0.6 && l->cue.begin != f.cue.begin && !l->cue.overlaps(f.cue) &&
          std::any_of(l->content.begin(), l->content.end(), [&](const Range& r) { return r.contains(f.cue.begin); }))
        return true;
    }
    return false;
  };
  // A rule stays if it is part of such a structure, or nothing learned is near it.
  std::vector<bool> structure(rules.size(), false);
  for (std::size_t i = 0; i < rules.size(); ++i) {
    if (rules[i].rule == kSpeakerLineRule || rules[i].is_hop || !rules[i].hops.empty() ||
        (rules[i].polarity == Polarity::kDeclines && !told_by_another(rules[i])))
      structure[i] = true;
    for (const std::int32_t h : rules[i].hops) structure[static_cast<std::size_t>(h)] = true;
  }
  std::vector<FoundAttribution> out;
  std::vector<std::int32_t> number(rules.size(), -1);
  std::size_t first = 0;
  std::vector<bool> replaced(learned.size(), false);
  for (std::size_t i = 0; i < rules.size(); ++i) {
    const Range h = hull(rules[i]);
    // "X is not convinced: 'A,' he wrote": words in quotation marks are of the verb of saying beside them.
    if (rules[i].form == ClaimForm::kDirect && rules[i].confidence >= 0.85 && says(rules[i])) {
      bool rival = false, other = false;
      for (std::size_t k = 0; k < learned.size(); ++k) {
        if (!std::any_of(learned[k].content.begin(), learned[k].content.end(),
                         [&](const Range& r) { return r.overlaps(rules[i].content.front()); }))
          continue;
        (rules[i].cue.overlaps(learned[k].cue) || says(learned[k]) || !learned[k].source.empty() ? other : rival) =
            true;
      }
      if (rival && !other) structure[i] = true;
    }
    while (first < learned.size() && hull(learned[first]).end + 400 < h.begin) ++first;
    bool free = true;
    for (std::size_t k = first; k < learned.size() && hull(learned[k]).begin < h.end; ++k) {
      const bool same =
          (!rules[i].cue.empty() && rules[i].cue.overlaps(learned[k].cue)) || hull(learned[k]).overlaps(h);
      if (!same) continue;
      if (structure[i]) {
        replaced[k] = true;
      } else {
        free = false;
      }
    }
    const bool sure = rules[i].confidence >= 0.8 || rules[i].polarity != Polarity::kAsserts || rules[i].continues >= 0;
    if (structure[i] || (free && sure)) {
      number[i] = static_cast<std::int32_t>(out.size());
      out.push_back(rules[i]);
    }
  }
  for (FoundAttribution& f : out) {
    if (f.continues >= 0) f.continues = number[static_cast<std::size_t>(f.continues)];
    std::vector<std::int32_t> hops;
    for (const std::int32_t h : f.hops) {
      if (number[static_cast<std::size_t>(h)] >= 0) hops.push_back(number[static_cast<std::size_t>(h)]);
    }
    f.hops = std::move(hops);
  }
  for (std::size_t k = 0; k < learned.size(); ++k) {
    if (!replaced[k]) out.push_back(learned[k]);
  }
  sort_by_content(out);
  return out;
}

}  // namespace

std::vector<FoundAttribution> read_spans(const Analysis& a) {
  std::vector<FoundAttribution> rules = find_in(a);
  const SpanModels& m = models();
  if (!m.network || m.judge.empty()) return rules;
  const SpanContext c{a, rules};
  std::vector<Candidate> all = find_candidates(c, *m.network);
  judge_candidates(c, m.judge, all);
  for (Candidate& r : all) {
    if (is_unsaid(a, r)) r.confidence = 0;
  }
  std::vector<FoundAttribution> out;
  for (const std::size_t k : choose_candidates(all, kBelieved)) {
    out.push_back(found_from(a, all[k]));
    end_at_next_speaker(a, rules, out.back());
    whole_source(a, rules, out.back());
  }
  std::sort(out.begin(), out.end(), [](const FoundAttribution& x, const FoundAttribution& y) {
    return x.content.front().begin < y.content.front().begin;
  });
  part_clauses(a, out);
  return combine(a, out, std::move(rules));
}

}  // namespace headwater::detail
