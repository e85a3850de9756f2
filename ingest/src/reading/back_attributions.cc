#include "reading/back_attributions.h"

#include <algorithm>
#include <array>
#include <optional>
#include <string_view>
#include <utility>

#include "reading/contents.h"
#include "reading/cues.h"
#include "reading/entities.h"
#include "reading/given_attributions.h"
#include "reading/joint_sources.h"
#include "reading/lexicon.h"
#include "reading/word_list.h"

namespace headwater::detail {
namespace {

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

bool does(const Analysis& a, std::int32_t i) { return a.word(i) == "does" || a.word(i) == "do" || a.word(i) == "did"; }

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
  std::vector<Range> who = speakers_in(a, v + 1, end);
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
    // The tagger may take "both say so" for "may say so".
    const bool bare =
        a.tag_of(v) == Tag::kVB && a.word(v + 1) == "so" && a.tag_of(v - 1) != Tag::kTO && a.tag_of(v - 1) != Tag::kMD;
    if (!is_finite(a.tag_of(v)) && a.tag_of(v) != Tag::kVBN && !bare) continue;
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
    // "Both the Office and the laboratory say so"
    if (!who.empty() && a.word(who.begin) == "both") {
      const std::vector<Range> both = speakers_in(a, who.begin, who.end);
      if (both.size() < 2) return std::nullopt;
      return Given{{v, end}, v, both.front(), {both.begin() + 1, both.end()}, kSaysSoRule};
    }
    if (who.empty() || !may_speak(a, who)) return std::nullopt;
    Given out{{v, end}, v, who, {}, kSaysSoRule};
    if (const Range other = also_so(a, end, s.end); !other.empty()) out.others.push_back(other);
    return out;
  }
  return std::nullopt;
}

// "On this", "About that point,", "Here too": past it; `at` where none of them opens.
std::int32_t past_on_this(const Analysis& a, Range s) {
  if (s.begin + 3 >= s.end) return s.begin;
  const std::string &first = a.word(s.begin), &second = a.word(s.begin + 1);
  const bool on = (first == "on" || first == "about" || first == "in") && (second == "this" || second == "that");
  const bool here = first == "here" && (second == "too" || second == ",");
  if (!on && !here) return s.begin;
  std::int32_t out = s.begin + 2;
  if (a.word(out) == "point" || a.word(out) == "too" || a.word(out) == "count") ++out;
  if (out < s.end && a.word(out) == ",") ++out;
  return out;
}

// "On this the chemists of the IAP, the ring-counters of Brennau and the Archive are of one mind.", "Here too A and B,
// which worked apart, come to the same result."
std::optional<Given> are_agreed(const Analysis& a, Range s) {
  constexpr std::int32_t kLongestList = 40;
  const std::int32_t begin = past_on_this(a, s);
  if (begin == s.begin) return std::nullopt;
  std::int32_t aside = -1;
  for (std::int32_t v = begin + 1; v < std::min(s.end, begin + kLongestList); ++v) {
    const bool same = v + 3 < s.end && (a.word(v) == "come" || a.word(v) == "came") && a.word(v + 1) == "to" &&
                      a.word(v + 2) == "the" && a.word(v + 3) == "same";
    const bool is_verb = a.word(v) == "agree" || a.word(v) == "agreed" || a.word(v) == "concur" || same;
    const bool be = (a.word(v) == "are" || a.word(v) == "were") && v + 1 < s.end;
    const bool one_mind = be && (a.word(v + 1) == "agreed" || a.word(v + 1) == "unanimous" ||
                                 (v + 2 < s.end && a.word(v + 1) == "of" && a.word(v + 2) == "one") ||
                                 (v + 2 < s.end && a.word(v + 1) == "in" && a.word(v + 2) == "agreement"));
    // "A and B, which worked apart, come to the same": past the aside.
    if (a.word(v) == "," && v + 1 < s.end && (a.word(v + 1) == "which" || a.word(v + 1) == "who")) {
      aside = v;
      while (v + 1 < s.end && a.word(v + 1) != ",") ++v;
      continue;
    }
    if (!is_verb && !one_mind) {
      if (is_finite(a.tag_of(v))) return std::nullopt;
      continue;
    }
    std::int32_t end = aside < 0 ? v : aside;
    if (a.word(end - 1) == "both" || a.word(end - 1) == "all") --end;
    const std::vector<Range> who = speakers_in(a, begin, end);
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
  if ((noun != "source" && noun != "sources") || !is_be(a.word(v))) return std::nullopt;
  std::int32_t end = v + 1;
  while (end < s.end && a.word(end) != "who" && a.word(end) != "that") ++end;
  const Range who = speaker_at(a, v + 1, end);
  if (who.empty()) return std::nullopt;
  return Given{{s.begin, v + 1}, v, who, {}, kSaysSoRule};
}

// "That is what the Morning Ledger has from the top of the service."
std::optional<Given> is_what_says(const Analysis& a, Range s) {
  const bool opens = (a.word(s.begin) == "that" || a.word(s.begin) == "this") && s.begin + 4 < s.end &&
                     is_be(a.word(s.begin + 1)) && a.word(s.begin + 2) == "what";
  if (!opens) return std::nullopt;
  const Range who = speaker_at(a, s.begin + 3, s.end);
  if (who.empty() || who.end >= s.end) return std::nullopt;
  const std::int32_t v = who.end;
  const bool has = a.word(v) == "has" || a.word(v) == "had" || a.word(v) == "have";
  if (!has && !says(a, v)) return std::nullopt;
  return Given{{s.begin, v + 1}, v, who, {}, kSaysSoRule};
}

// "The toll is given by Radio Cape.", "The figure comes from the Office.", "The ministry adopts the figure in the note
// of the Office."
std::optional<Given> figure_from(const Analysis& a, Range s) {
  constexpr std::int32_t kReach = 10;
  static constexpr std::array<std::string_view, 9> kAdopts{"adopts",  "adopted", "cites", "quotes", "follows",
                                                           "repeats", "uses",    "takes", "took"};
  if (s.end - s.begin < 5 || is_denying(a.word(s.begin))) return std::nullopt;
  std::int32_t from = -1, v = -1;
  const bool opens = a.tag_of(s.begin) == Tag::kDT || a.tag_of(s.begin) == Tag::kPRPS;
  if (opens && is_given_noun(a.word(s.begin + 1))) {
    v = s.begin + 2;
    if ((a.word(v) == "comes" || a.word(v) == "came") && a.word(v + 1) == "from") from = v + 2;
    if (is_be(a.word(v)) && a.word(v + 1) == "from") from = v + 2;
    if (is_be(a.word(v)) && is_giving_participle(a.word(v + 1)) && v + 3 < s.end && a.word(v + 2) == "by") from = v + 3;
  }
  for (std::int32_t i = s.begin + 1; from < 0 && i + 3 < std::min(s.end, s.begin + kReach); ++i) {
    if (a.quote_of(i) >= 0 || a.is_mark(i)) break;
    if (!in(kAdopts, a.word(i)) || a.word(i + 1) != "the" || !is_given_noun(a.word(i + 2))) continue;
    const std::string& by = a.word(i + 3);
    if (by == "in" || by == "of" || by == "from") from = i + 4;
    if (by == "given" && i + 4 < s.end && a.word(i + 4) == "by") from = i + 5;
    v = i;
    break;
  }
  if (from < 0 || from >= s.end) return std::nullopt;
  const Range who = speaker_at(a, from, s.end);
  if (who.empty()) return std::nullopt;
  return Given{{v, from}, v, who, {}, kSaysSoRule};
}

// "We have this from the Observer and from the count that Open Cages has published."
std::optional<Given> had_from(const Analysis& a, Range s) {
  const std::int32_t v = s.begin + 1;
  const bool opens = v + 3 < s.end && (a.word(s.begin) == "we" || a.word(s.begin) == "i") &&
                     (a.word(v) == "have" || a.word(v) == "had" || a.word(v) == "got") &&
                     (a.word(v + 1) == "this" || a.word(v + 1) == "it" || a.word(v + 1) == "that") &&
                     a.word(v + 2) == "from";
  if (!opens) return std::nullopt;
  std::vector<Range> who;
  for (std::int32_t at = v + 3; at < s.end;) {
    // "the Observer and from the count": each behind its own "from".
    Range one{at, at};
    while (one.end < s.end && !a.is_mark(one.end) && !is_finite(a.tag_of(one.end)) &&
           (a.word(one.end) != "and" || one.end + 1 >= s.end || a.word(one.end + 1) != "from"))
      ++one.end;
    const bool again = one.end + 1 < s.end && a.word(one.end) == "and";
    at = one.end + 2;
    // "the count that Open Cages has published": whose it is.
    for (std::int32_t i = one.begin + 1; i + 1 < one.end; ++i) {
      if (a.word(i) == "that") one.begin = i + 1;
    }
    if (one.end - one.begin > kLongestSpeaker || !may_speak(a, one)) break;
    who.push_back(one);
    if (!again) break;
  }
  if (who.empty()) return std::nullopt;
  return Given{{s.begin, v + 3}, v, who.front(), {who.begin() + 1, who.end()}, kSaysSoRule};
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
  if (std::optional<Given> given = is_what_says(a, s)) return given;
  if (std::optional<Given> given = figure_from(a, s)) return given;
  if (std::optional<Given> given = had_from(a, s)) return given;
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
      if (const std::optional<Given> given = given_by(a_, s))
        added = give(n, *given, n - 1, {past_dateline(a_, before), before.end}) || added;
    }
    for (std::size_t n = 0; n < a_.sentences.size(); ++n) {
      if (a_.unread[n] == 0 && !a_.sentences[n].empty()) added = within(n) || added;
    }
    if (added) sort_by_content(found_);
  }

 private:
  // What sentence `n` gives to somebody by itself.
  bool within(std::size_t n) {
    const Range s = a_.sentences[n];
    bool added = false;
    if (FoundAttribution f = given_attribution(a_, s); !f.cue.empty() && !is_read(n, f)) {
      for (const std::size_t other : in_[n])
        found_[other].is_hop = found_[other].is_hop || found_[other].form != ClaimForm::kDirect;
      found_.push_back(std::move(f));
      added = true;
    }
    // "C: on this A and B agree."
    for (std::int32_t colon = s.begin + 1; colon + 4 < s.end; ++colon) {
      if (a_.word(colon) != ":" && a_.word(colon) != ";") continue;
      const std::optional<Given> given = are_agreed(a_, {colon + 1, s.end});
      if (given) added = give(n, *given, n, {past_dateline(a_, s), colon}) || added;
    }
    return added;
  }

  [[nodiscard]] bool is_one_paragraph(Range before, Range s) const {
    return a_.tokens[static_cast<std::size_t>(before.begin)].paragraph ==
           a_.tokens[static_cast<std::size_t>(s.begin)].paragraph;
  }

  // Whether sentence `n` was read that way. Where it was, and of one of several, the others are added.
  bool is_read(std::size_t n, const FoundAttribution& f) {
    for (const std::size_t other : in_[n]) {
      FoundAttribution& read = found_[other];
      if (read.is_hop || read.source.empty() || read.form == ClaimForm::kDirect) continue;
      if (!read.source.overlaps(f.source) && !read.cue.overlaps(f.cue)) continue;
      if (!f.others.empty() && read.others.empty()) {
        read.source = f.source;
        read.source_head = f.source_head;
        read.others = f.others;
      }
      // "That C | was reported first by the Post": a piece of it was read for the whole.
      const Range whole = f.content.front(), piece = read.content.front();
      const bool is_piece = read.content.size() == 1 && whole.begin <= piece.begin && piece.end <= whole.end;
      if (is_piece && !has_clause(a_, piece)) {
        read.content = f.content;
        read.rule = f.rule;
      }
      return true;
    }
    return false;
  }

  void say_it_too(std::size_t before, Range who) {
    FoundAttribution* only = nullptr;
    for (const std::size_t n : in_[before]) {
      if (found_[n].source.empty() || found_[n].form == ClaimForm::kDirect || only != nullptr) return;
      only = &found_[n];
    }
    if (only != nullptr) only->others.push_back(who);
  }

  // `said` stands in sentence `of`, who says it in `sentence`.
  bool give(std::size_t sentence, const Given& given, std::size_t of, Range said) {
    FoundAttribution f;
    trim_content(a_, said);
    for (const std::size_t n : in_[of]) {
      const bool overlaps = std::any_of(found_[n].content.begin(), found_[n].content.end(),
                                        [&](const Range& r) { return r.overlaps(said); });
      // "Managers had known that C. So says a programmer.": what was known is what he says.
      static constexpr std::array<std::string_view, 4> kKnew{"know", "knows", "knew", "known"};
      const Range words = found_[n].cue;
      const bool is_known =
          found_[n].form == ClaimForm::kIndirect && !words.empty() && in(kKnew, a_.word(words.end - 1));
      if (!found_[n].source.empty() && overlaps && !is_known) return false;
    }
    f.source_head = head_by_tags(a_, given.source);
    if (said.empty() || !has_clause(a_, said) || f.source_head < 0) return false;
    // What was read of the same words is none.
    for (const std::size_t n : in_[of]) found_[n].is_hop = true;
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
