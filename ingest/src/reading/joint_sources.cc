#include "reading/joint_sources.h"

#include <algorithm>
#include <optional>

#include "reading/entities.h"
#include "reading/lexicon.h"

namespace headwater::detail {
namespace {

constexpr std::int32_t kLongest = 24;

// Past "and", "as well as" and what stands between the two: ", separately ,", "independently of it". `at` where there
// is no such joint.
std::int32_t past_joint(const Analysis& a, std::int32_t at, std::int32_t end) {
  std::int32_t i = at;
  if (i < end && a.word(i) == ",") ++i;
  if (i + 2 < end && a.word(i) == "as" && a.word(i + 1) == "well" && a.word(i + 2) == "as") {
    i += 3;
  } else if (i < end && a.word(i) == "and") {
    ++i;
  } else {
    return at;
  }
  const bool aside = i < end && a.word(i) == ",";
  std::int32_t k = aside ? i + 1 : i;
  while (k < end && (a.tag_of(k) == Tag::kRB || (aside && a.word(k).ends_with("ly")))) ++k;
  if (aside && k < end && a.word(k) == ",") return k + 1;
  return aside ? at : k;
}

// The phrase from `at`, with what hangs on it by "of", "by", "at", "from" or "for", up to a comma, a verb or `end`.
Range whole_phrase(const Analysis& a, std::int32_t at, std::int32_t end) {
  std::int32_t i = at;
  while (i < end && !is_finite(a.tag_of(i)) && (!a.is_mark(i) || a.tag_of(i) == Tag::kPOS || a.word(i) == "-") &&
         a.word(i) != "that" && a.word(i) != "which" && a.word(i) != "who" && a.word(i) != "and")
    ++i;
  return {at, i};
}

// "the ship's agent, Idris Calloway": with the name that is set off behind it.
Range with_name(const Analysis& a, Range phrase, std::int32_t end) {
  constexpr std::int32_t kLongestName = 4;
  if (phrase.end + 1 >= end || a.word(phrase.end) != ",") return phrase;
  std::int32_t i = phrase.end + 1;
  while (i < end && i - phrase.end <= kLongestName && a.is_capitalised(i) && is_proper(a.tag_of(i))) ++i;
  const bool is_name = i > phrase.end + 1 && i < end && a.is_mark(i);
  return is_name ? Range{phrase.begin, i} : phrase;
}

// "the bank's statement, the report of the carrier and an analysis by the laboratory" from `first` on: three or more,
// each of which stands by itself behind an article or an owner, up to the sentence's end or a comma.
std::optional<JointSources> listed(const Analysis& a, Range first, std::int32_t end) {
  constexpr std::size_t kLeast = 2, kMost = 6;  // beside the first
  if (!is_source_phrase(a, first)) return std::nullopt;
  JointSources out{first, {}};
  std::int32_t at = first.end;
  while (at < end && out.others.size() <= kMost) {
    bool last = false;
    if (a.word(at) == ",") ++at;
    if (at < end && a.word(at) == "and") {
      last = true;
      ++at;
    }
    // "according to A, to B, and to C"
    const bool to = at < end && a.word(at) == "to";
    if (to) ++at;
    const Range next = whole_phrase(a, at, std::min(end, at + kLongest));
    if (next.empty() || !(to ? may_speak(a, next) : is_source_phrase(a, next))) return std::nullopt;
    // "the manufacturer, Orrin Aircraft": what it is, and its name.
    Range& before = out.others.empty() ? out.first : out.others.back();
    if (!last && a.is_capitalised(next.begin) && a.word(before.begin) == "the" && before.end - before.begin == 2 &&
        !a.is_capitalised(before.end - 1)) {
      before.end = next.end;
      at = next.end;
      continue;
    }
    out.others.push_back(next);
    at = next.end;
    if (last) return out.others.size() >= kLeast && (at == end || a.is_mark(at)) ? std::optional{out} : std::nullopt;
  }
  return std::nullopt;
}

// "have each found", "found independently of each other"
bool are_apart(const Analysis& a, Range cue, std::int32_t end) {
  for (std::int32_t i = cue.begin; i < std::min(cue.end + 1, end); ++i) {
    // "found each of them": of what was found.
    if (sets_apart(a.word(i)) && (a.word(i) != "each" || i < cue.end)) return true;
  }
  return false;
}

}  // namespace

bool sets_apart(std::string_view low) { return low == "each" || low == "separately" || low == "independently"; }

bool is_source_phrase(const Analysis& a, Range phrase) {
  const std::int32_t head = phrase.empty() ? -1 : head_by_tags(a, phrase);
  if (head < 0) return false;
  // "the Morning Ledger", whatever the tagger takes it for.
  const bool named = head > phrase.begin && is_noun(a.tag_of(head)) && a.is_capitalised(head - 1);
  if (a.is_capitalised(head) && (is_proper(a.tag_of(head)) || named)) return true;
  const std::optional<Noun> noun = noun_at(a, head);
  // "the analysts of Orrin Labs"
  const bool are_of_a_body = noun && noun->what == NounClass::kGroup && head + 2 < phrase.end &&
                             (a.word(head + 1) == "of" || a.word(head + 1) == "at" || a.word(head + 1) == "from") &&
                             is_proper(a.tag_of(phrase.end - 1));
  return are_of_a_body || (noun && (noun->what == NounClass::kDocument || noun->what == NounClass::kOrganisation ||
                                    noun->what == NounClass::kGovernment || noun->what == NounClass::kOutlet));
}

std::optional<JointSources> joint_sources(const Analysis& a, const FoundAttribution& f) {
  if (f.source.empty() || f.cue.empty() || f.cue_head < 0) return std::nullopt;
  if (!f.others.empty()) return JointSources{f.source, f.others};
  const Range s = a.sentence_of(f.source.begin);
  std::int32_t end = std::min(s.end, f.source.begin + kLongest);
  if (f.cue.begin > f.source.begin) end = std::min(end, f.cue.begin);
  const auto in_content = [&](std::int32_t i) {
    return std::any_of(f.content.begin(), f.content.end(), [&](const Range& r) { return r.contains(i); });
  };
  // "both A and B", "A and B both say", "say A and B alike"
  const auto together = [&](std::int32_t i) {
    return a.word(i) == "both" || a.word(i) == "alike" || a.word(i) == "each";
  };
  const bool both = a.word(f.source.begin) == "both" ||
                    (f.source.begin > s.begin && a.word(f.source.begin - 1) == "both") || together(f.source.end - 1) ||
                    (f.source.end < s.end && together(f.source.end)) || are_apart(a, f.cue, s.end);
  const std::int32_t begin = a.word(f.source.begin) == "both" ? f.source.begin + 1 : f.source.begin;
  // "according to A and, separately, to B", "say both A and B", "reported by A as well as by B".
  const bool according =
      f.cue.end <= f.source.begin && (a.word(f.cue.end - 1) == "to" || a.word(f.cue.end - 1) == "by");
  for (std::int32_t i = begin + 1; i + 1 < end; ++i) {
    if (in_content(i)) break;
    const std::int32_t next = past_joint(a, i, end);
    if (next == i) continue;
    const bool as_well = a.word(next - 1) == "as";
    std::int32_t at = next;
    const bool again = at < end && (a.word(at) == "to" || a.word(at) == "by");
    if (again) ++at;
    if (!both && !as_well && !(according && again)) break;
    const Range first{begin, i};
    Range second = with_name(a, whole_phrase(a, at, end), s.end);
    while (!second.empty() && together(second.end - 1)) --second.end;
    if (second.empty() || in_content(second.begin) || head_by_tags(a, second) < 0) break;
    return JointSources{first, {second}};
  }
  // "as the commissioner's report, the analysts of Orrin Labs and the bank all say"
  const bool all = f.cue.begin >= f.source.end && f.source.end > begin && a.word(f.source.end - 1) == "all";
  return according || all ? listed(a, {begin, whole_phrase(a, begin, end).end}, s.end) : std::nullopt;
}

// Also people: "the investigators in Belmund", "the mayor".
bool may_speak(const Analysis& a, Range phrase) {
  if (is_source_phrase(a, phrase)) return true;
  const std::int32_t head = phrase.empty() ? -1 : head_by_tags(a, phrase);
  const std::optional<Noun> noun = head < 0 ? std::nullopt : noun_at(a, head);
  const bool people = noun && (noun->what == NounClass::kPerson || noun->what == NounClass::kGroup);
  // "the amateurs of Skywatch"
  const bool of_body = head >= 0 && a.tag_of(head) == Tag::kNNS && head + 2 < phrase.end &&
                       (a.word(head + 1) == "of" || a.word(head + 1) == "at" || a.word(head + 1) == "from") &&
                       is_proper(a.tag_of(phrase.end - 1));
  return people || of_body || (head >= 0 && is_plural_of_people(a.word(head)));
}

// A phrase up to a mark, that may be a speaker; else empty.
Range speaker_at(const Analysis& a, std::int32_t at, std::int32_t end) {
  Range out{at, at};
  // "the audit office from the disks": what a body has it from is no part of its name.
  const auto ends = [&](std::int32_t i) {
    return a.word(i) == "from" && i > at && is_noun(a.tag_of(i - 1)) && !is_plural_of_people(a.word(i - 1)) &&
           (i + 1 >= end || !a.is_capitalised(i + 1));
  };
  while (out.end < end && out.end - at <= kLongestSpeaker && !is_finite(a.tag_of(out.end)) && !ends(out.end) &&
         (!a.is_mark(out.end) || a.tag_of(out.end) == Tag::kPOS || a.word(out.end) == "-" || a.word(out.end) == "&"))
    ++out.end;
  return may_speak(a, out) ? out : Range{};
}

// "A and B", "A, B and C" up to `end`: each for itself. Nothing where one is no speaker.
std::vector<Range> speakers_in(const Analysis& a, std::int32_t at, std::int32_t end) {
  constexpr std::size_t kMost = 6;
  std::vector<Range> out;
  bool both = false;
  while (at < end && out.size() < kMost) {
    if (a.word(at) == "both") {
      both = true;
      ++at;
    }
    std::int32_t stop = at;
    while (stop < end && a.word(stop) != "," && a.word(stop) != "and") ++stop;
    Range one = speaker_at(a, at, stop);
    // "both the office and the project": whoever is named so.
    if (one.empty() && both && a.word(at) == "the" && stop - at == 2) one = {at, stop};
    if (one.empty() || (one.end != stop && a.word(one.end) != "from")) return {};
    out.push_back(one);
    at = stop;
    if (at < end && a.word(at) == ",") ++at;
    if (at < end && a.word(at) == "and") ++at;
    if (at < end && a.word(at) == "by") ++at;
  }
  return out;
}

}  // namespace headwater::detail
