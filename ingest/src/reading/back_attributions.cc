#include "reading/back_attributions.h"

#include <algorithm>
#include <array>
#include <optional>
#include <string_view>
#include <utility>

#include "reading/contents.h"
#include "reading/cues.h"
#include "reading/entities.h"
#include "reading/joint_sources.h"
#include "reading/lexicon.h"
#include "reading/word_list.h"

namespace headwater::detail {
namespace {

constexpr std::int32_t kLongestSpeaker = 16;

// Who gives the sentence before, and by which words.
struct Given {
  Range cue;
  std::int32_t cue_head = -1;
  Range source;
  std::vector<Range> others;
  const char* rule = kSaysSoRule;
};

bool is_denying(const std::string& w) { return w == "not" || w == "n't" || w == "never" || w == "hardly" || w == "no"; }

bool says(const Analysis& a, std::int32_t v) {
  static constexpr std::array<std::string_view, 10> kAlso{"admit",    "concede", "confirm", "acknowledge", "conclude",
                                                          "disclose", "find",    "report",  "maintain",    "testify"};
  const Cue* cue = find_cue(a.word(v));
  return cue != nullptr && (is_speech_lemma(cue->lemma) || in(kAlso, cue->lemma));
}

bool is_being(const std::string& w) { return w == "is" || w == "are" || w == "was" || w == "were"; }

bool does(const Analysis& a, std::int32_t i) { return a.word(i) == "does" || a.word(i) == "do" || a.word(i) == "did"; }

// Also people: "the investigators in Belmund", "the mayor".
bool may_speak(const Analysis& a, Range phrase) {
  if (is_source_phrase(a, phrase)) return true;
  const std::int32_t head = phrase.empty() ? -1 : head_by_tags(a, phrase);
  const std::optional<Noun> noun = head < 0 ? std::nullopt : noun_at(a, head);
  const bool people = noun && (noun->what == NounClass::kPerson || noun->what == NounClass::kGroup);
  return people || (head >= 0 && is_plural_of_people(a.word(head)));
}

// A phrase up to a mark, that may be a speaker; else empty.
Range speaker_at(const Analysis& a, std::int32_t at, std::int32_t end) {
  Range out{at, at};
  while (out.end < end && out.end - at <= kLongestSpeaker && !is_finite(a.tag_of(out.end)) &&
         (!a.is_mark(out.end) || a.tag_of(out.end) == Tag::kPOS || a.word(out.end) == "-" || a.word(out.end) == "&"))
    ++out.end;
  return may_speak(a, out) ? out : Range{};
}

// "A and B", "A, B and C" up to `end`: each for itself. Nothing where one is no speaker.
std::vector<Range> speakers_at(const Analysis& a, std::int32_t at, std::int32_t end) {
  constexpr std::size_t kMost = 6;
  std::vector<Range> out;
  while (at < end && out.size() < kMost) {
    if (a.word(at) == "both") ++at;
    std::int32_t stop = at;
    while (stop < end && a.word(stop) != "," && a.word(stop) != "and") ++stop;
    const Range one = speaker_at(a, at, stop);
    if (one.empty() || one.end != stop) return {};
    out.push_back(one);
    at = stop;
    if (at < end && a.word(at) == ",") ++at;
    if (at < end && a.word(at) == "and") ++at;
  }
  return out;
}

// ", and so, having listened from outside, does Lanternfish Labs"
Range also_so(const Analysis& a, std::int32_t from, std::int32_t end) {
  constexpr std::int32_t kLongestAside = 12;
  for (std::int32_t so = from + 1; so + 2 < end; ++so) {
    if (a.word(so) != "so" || a.word(so - 1) != "and") continue;
    std::int32_t verb = so + 1;
    if (a.word(verb) == ",") {
      ++verb;
      while (verb < end && verb - so <= kLongestAside && a.word(verb) != ",") ++verb;
      ++verb;
    }
    return verb + 1 < end && does(a, verb) ? speaker_at(a, verb + 1, end) : Range{};
  }
  return {};
}

// "So say the investigators in Belmund, and so does the Polytechnic, which ...", "So say A and B."
std::optional<Given> so_says(const Analysis& a, Range s) {
  const std::int32_t v = s.begin + 1;
  if (a.word(s.begin) != "so" || v + 1 >= s.end || !is_verb(a.tag_of(v)) || !says(a, v)) return std::nullopt;
  std::int32_t end = v + 1;
  while (end < s.end && a.word(end) != "," && a.word(end) != ".") ++end;
  std::vector<Range> who = speakers_at(a, v + 1, end);
  if (who.empty()) return std::nullopt;
  if (const Range other = also_so(a, end, s.end); !other.empty()) who.push_back(other);
  return Given{{s.begin, v + 1}, v, who.front(), {who.begin() + 1, who.end()}, kSaysSoRule};
}

// "The mayor, Bettina Lorch, admitted as much on Monday.", "The Office says so, and so does the laboratory."
std::optional<Given> says_so(const Analysis& a, Range s) {
  if (is_denying(a.word(s.begin)) || is_nothing(a.word(s.begin))) return std::nullopt;
  for (std::int32_t v = s.begin + 1; v + 1 < std::min(s.end, s.begin + kLongestSpeaker); ++v) {
    // "The museum has never said so."
    if (a.is_quote_mark(v) || a.word(v) == "that" || is_denying(a.word(v))) return std::nullopt;
    if (!is_finite(a.tag_of(v)) && a.tag_of(v) != Tag::kVBN) continue;
    const bool much = v + 2 < s.end && a.word(v + 1) == "as" && a.word(v + 2) == "much";
    const bool so = a.word(v + 1) == "so" && (v + 2 == s.end || a.is_mark(v + 2) || a.tag_of(v + 2) == Tag::kIN);
    if (!says(a, v) || (!much && !so)) {
      if (a.word(v) == "has" || a.word(v) == "have" || a.word(v) == "had") continue;
      return std::nullopt;
    }
    const Range group = verb_group(a, v);
    Range who{past_dateline(a, s), group.begin};
    if (!who.empty() && (a.word(who.begin) == "and" || a.word(who.begin) == "but")) ++who.begin;
    while (!who.empty() && a.word(who.end - 1) == ",") --who.end;
    const std::int32_t end = v + (much ? 3 : 2);
    if (who.empty() || !may_speak(a, who)) return std::nullopt;
    Given out{{v, end}, v, who, {}, kSaysSoRule};
    if (const Range other = also_so(a, end, s.end); !other.empty()) out.others.push_back(other);
    return out;
  }
  return std::nullopt;
}

// "On this the chemists of the IAP, the ring-counters of Brennau and the Archive are of one mind."
std::optional<Given> are_agreed(const Analysis& a, Range s) {
  constexpr std::int32_t kLongestList = 40;
  const bool on_this = (a.word(s.begin) == "on" || a.word(s.begin) == "about") && s.begin + 3 < s.end &&
                       (a.word(s.begin + 1) == "this" || a.word(s.begin + 1) == "that") && s.begin + 2 < s.end;
  if (!on_this) return std::nullopt;
  std::int32_t begin = s.begin + 2;
  if (a.word(begin) == "," || a.word(begin) == "point") ++begin;
  if (begin < s.end && a.word(begin) == ",") ++begin;
  for (std::int32_t v = begin + 1; v < std::min(s.end, begin + kLongestList); ++v) {
    const bool is_verb = a.word(v) == "agree" || a.word(v) == "agreed" || a.word(v) == "concur";
    const bool be = (a.word(v) == "are" || a.word(v) == "were") && v + 1 < s.end;
    const bool one_mind = be && (a.word(v + 1) == "agreed" || a.word(v + 1) == "unanimous" ||
                                 (v + 2 < s.end && a.word(v + 1) == "of" && a.word(v + 2) == "one") ||
                                 (v + 2 < s.end && a.word(v + 1) == "in" && a.word(v + 2) == "agreement"));
    if (!is_verb && !one_mind) {
      if (is_finite(a.tag_of(v))) return std::nullopt;
      continue;
    }
    std::int32_t end = v;
    if (a.word(end - 1) == "both" || a.word(end - 1) == "all") --end;
    const std::vector<Range> who = speakers_at(a, begin, end);
    if (who.size() < 2) return std::nullopt;
    return Given{{v, v + 1}, v, who.front(), {who.begin() + 1, who.end()}, kAgreedRule};
  }
  return std::nullopt;
}

// "My source is a negotiator who saw part of the chat."
std::optional<Given> my_source(const Analysis& a, Range s) {
  if (s.begin + 3 >= s.end || (a.word(s.begin) != "my" && a.word(s.begin) != "our")) return std::nullopt;
  const std::int32_t v = s.begin + 2;
  const std::string& noun = a.word(s.begin + 1);
  if ((noun != "source" && noun != "sources") || !is_being(a.word(v))) return std::nullopt;
  std::int32_t end = v + 1;
  while (end < s.end && a.word(end) != "who" && a.word(end) != "that") ++end;
  const Range who = speaker_at(a, v + 1, end);
  if (who.empty()) return std::nullopt;
  return Given{{s.begin, v + 1}, v, who, {}, kSaysSoRule};
}

// "So does the union.": who says it too.
Range so_does(const Analysis& a, Range s) {
  const bool opens = s.begin + 2 < s.end && a.word(s.begin) == "so" && does(a, s.begin + 1);
  return opens ? speaker_at(a, s.begin + 2, s.end) : Range{};
}

std::optional<Given> given_by(const Analysis& a, Range s) {
  if (std::optional<Given> given = so_says(a, s)) return given;
  if (std::optional<Given> given = are_agreed(a, s)) return given;
  if (std::optional<Given> given = my_source(a, s)) return given;
  return says_so(a, s);
}

class Finder {
 public:
  Finder(const Analysis& a, std::vector<FoundAttribution>& found) : a_{a}, found_{found}, in_(a.sentences.size()) {
    for (std::size_t n = 0; n < found_.size(); ++n) {
      const FoundAttribution& f = found_[n];
      if (f.is_hop || f.content.empty()) continue;
      std::uint32_t last = a_.sentence_number(f.content.front().begin);
      in_[last].push_back(n);
      for (const Range& r : f.content) {
        if (const std::uint32_t s = a_.sentence_number(r.begin); s != last) in_[last = s].push_back(n);
      }
      if (!f.cue.empty() && a_.sentence_number(f.cue.begin) != last) in_[a_.sentence_number(f.cue.begin)].push_back(n);
    }
  }

  void run() {
    bool added = false;
    for (std::size_t n = 1; n < a_.sentences.size(); ++n) {
      const Range s = a_.sentences[n], before = a_.sentences[n - 1];
      if (s.empty() || before.empty() || a_.unread[n] != 0 || a_.unread[n - 1] != 0 || !is_one_paragraph(before, s))
        continue;
      if (const Range too = so_does(a_, s); !too.empty()) {
        say_it_too(n - 1, too);
        continue;
      }
      if (const std::optional<Given> given = given_by(a_, s)) added = give(n, *given) || added;
    }
    if (added) sort_by_content(found_);
  }

 private:
  [[nodiscard]] bool is_one_paragraph(Range before, Range s) const {
    return a_.tokens[static_cast<std::size_t>(before.begin)].paragraph ==
           a_.tokens[static_cast<std::size_t>(s.begin)].paragraph;
  }

  void say_it_too(std::size_t before, Range who) {
    FoundAttribution* only = nullptr;
    for (const std::size_t n : in_[before]) {
      if (found_[n].source.empty() || found_[n].form == ClaimForm::kDirect || only != nullptr) return;
      only = &found_[n];
    }
    if (only != nullptr) only->others.push_back(who);
  }

  bool give(std::size_t sentence, const Given& given) {
    for (const std::size_t n : in_[sentence - 1]) {
      if (!found_[n].source.empty()) return false;
    }
    FoundAttribution f;
    Range said{past_dateline(a_, a_.sentences[sentence - 1]), a_.sentences[sentence - 1].end};
    trim_content(a_, said);
    f.source_head = head_by_tags(a_, given.source);
    if (said.empty() || !has_clause(a_, said) || f.source_head < 0) return false;
    // What was read of the same words is none.
    for (const std::size_t n : in_[sentence - 1]) found_[n].is_hop = true;
    for (const std::size_t n : in_[sentence]) {
      const FoundAttribution& other = found_[n];
      if (other.form != ClaimForm::kDirect && (other.cue_head == given.cue_head || other.source.overlaps(given.source)))
        found_[n].is_hop = true;
    }
    f.content = {said};
    f.source = given.source;
    f.others = given.others;
    f.cue = given.cue;
    f.cue_head = given.cue_head;
    f.rule = given.rule;
    f.confidence = 0.75;
    found_.push_back(std::move(f));
    return true;
  }

  const Analysis& a_;
  std::vector<FoundAttribution>& found_;
  std::vector<std::vector<std::size_t>> in_;  // those with words in a sentence
};

}  // namespace

void add_back_attributions(const Analysis& a, std::vector<FoundAttribution>& found) { Finder{a, found}.run(); }

}  // namespace headwater::detail
