#include "reading/denials.h"

#include <algorithm>
#include <array>
#include <string>
#include <string_view>

#include "headwater/schema/fold.h"
#include "reading/given_attributions.h"
#include "reading/lexicon.h"
#include "reading/word_list.h"

namespace headwater::detail {
namespace {

constexpr std::array<std::string_view, 14> kSayings{"claim",       "claims",     "report", "reports", "allegation",
                                                    "allegations", "suggestion", "rumour", "rumours", "rumor",
                                                    "rumors",      "assertion",  "story",  "stories"};
constexpr std::int32_t kLeastWords = 6;

// Past "not", "simply", "completely" to the word that judges.
bool is_judged_untrue(const Analysis& a, std::int32_t i, std::int32_t end) {
  static constexpr std::array<std::string_view, 10> kUntrue{"untrue",   "false",     "wrong",      "incorrect",
                                                            "baseless", "unfounded", "fabricated", "nonsense",
                                                            "invented", "fiction"};
  bool negated = false;
  for (; i < end && (a.tag_of(i) == Tag::kRB || a.word(i) == "not" || a.word(i) == "a" || a.word(i) == "pure"); ++i)
    negated = negated || a.word(i) == "not";
  if (i >= end) return false;
  if (!negated) return in(kUntrue, a.word(i));
  const bool case_of = a.word(i) == "the" && i + 1 < end && a.word(i + 1) == "case";
  return case_of || a.word(i) == "true" || a.word(i) == "correct";
}

// "It is untrue that C", "It was not the case that C"
bool opens_with_judgement(const Analysis& a, Range s) {
  // "There is no truth in the reports that C"
  if (a.word(s.begin) == "there" && is_be(a.word(s.begin + 1)) && a.word(s.begin + 2) == "no" &&
      a.word(s.begin + 3) == "truth")
    return true;
  constexpr std::int32_t kReach = 16;  // words, of which some are set apart: "as far as we know"
  if (a.word(s.begin) != "it" || !is_be(a.word(s.begin + 1))) return false;
  for (std::int32_t i = s.begin + 3; i < std::min(s.begin + kReach, s.end); ++i) {
    if (a.word(i) == "that") return is_judged_untrue(a, s.begin + 2, s.end);
  }
  return false;
}

// "The claim that C is false", "Our report that C was wrong"
bool closes_with_judgement(const Analysis& a, Range s) {
  const bool opens = a.tag_of(s.begin) == Tag::kDT || a.word(s.begin) == "our" || a.word(s.begin) == "my";
  constexpr std::int32_t kLongestPlace = 6;  // "in the foreign press"
  const std::int32_t noun = s.begin + (opens ? 1 : 0);
  if (!in(kSayings, a.word(noun))) return false;
  std::int32_t that = noun + 1;
  while (that < s.end && that - noun <= kLongestPlace && a.word(that) != "that" && !is_finite(a.tag_of(that)) &&
         !a.is_mark(that) && (that > noun + 1 || a.tag_of(that) == Tag::kIN))
    ++that;
  if (that >= s.end || a.word(that) != "that") {
    that = noun + 1;
    if (a.word(that) != "of") return false;
  }
  for (std::int32_t i = that + 2; i + 1 < s.end; ++i) {
    if (is_be(a.word(i)) && is_judged_untrue(a, i + 1, s.end)) return true;
  }
  return false;
}

// "We were wrong to write on Wednesday that C", "An earlier version misstated that C", "wrongly reported that C"
bool owns_error(const Analysis& a, Range s) {
  static constexpr std::array<std::string_view, 5> kWrongly{"wrongly", "incorrectly", "mistakenly", "erroneously",
                                                            "falsely"};
  static constexpr std::array<std::string_view, 16> kWrote{
      "say",  "said",  "write",   "wrote",   "report",    "reported", "state",   "stated",
      "tell", "print", "printed", "suggest", "suggested", "claim",    "claimed", "gave"};
  constexpr std::int32_t kReach = 8;  // words from the verb to "that"
  // Only this document's own: of others it is told that they were wrong.
  const std::string& first = a.word(s.begin);
  if (first != "we" && first != "our" && first != "an" && first != "a" && first != "this") return false;
  for (std::int32_t i = s.begin; i + 2 < s.end; ++i) {
    if (a.quote_of(i) >= 0) continue;
    std::int32_t verb = -1;
    if (in(kWrongly, a.word(i)) && in(kWrote, a.word(i + 1))) verb = i + 1;
    if (a.word(i) == "wrong" && a.word(i + 1) == "to" && in(kWrote, a.word(i + 2))) verb = i + 2;
    if (a.word(i) == "misstated" || a.word(i) == "misreported") verb = i;
    if (verb < 0) continue;
    for (std::int32_t k = verb + 1; k < std::min(s.end, verb + kReach); ++k) {
      if (a.word(k) == "that") return true;
    }
  }
  return false;
}

// Up to what the document goes on to say of itself: ", and we have taken the article down". Nothing where too little is
// said behind `at`.
Range up_to_what_follows(const Analysis& a, Range out, std::int32_t end, std::int32_t at, std::int32_t least = 5) {
  while (out.end < end && !(a.word(out.end) == "," && out.end + 1 < end && a.word(out.end + 1) == "and")) ++out.end;
  return out.end - at >= least ? out : Range{};
}

}  // namespace

bool rejects_finding(const Analysis& a, Range s) {
  static constexpr std::array<std::string_view, 6> kRejects{"rejects", "reject",   "disputes",
                                                            "dispute", "contests", "contest"};
  static constexpr std::array<std::string_view, 8> kFound{"finding", "findings", "conclusion", "conclusions",
                                                          "figure",  "figures",  "result",     "results"};
  static constexpr std::array<std::string_view, 5> kAbout{"on", "about", "regarding", "concerning", "of"};
  constexpr std::int32_t kLongestSubject = 6;
  for (std::int32_t i = s.begin + 1; i + 3 < std::min(s.end, s.begin + kLongestSubject + 3); ++i) {
    if (a.quote_of(i) >= 0) return false;
    const bool accepts =
        a.word(i) == "accept" && (a.word(i - 1) == "not" || a.word(i - 1) == "n't" || a.word(i - 1) == "cannot");
    if (!accepts && (!in(kRejects, a.word(i)) || !is_finite(a.tag_of(i)))) continue;
    // "We do not accept that C"
    if (accepts && a.word(i + 1) == "that" && s.end - i > kLeastWords) return true;
    return a.word(i + 1) == "the" && in(kFound, a.word(i + 2)) && in(kAbout, a.word(i + 3));
  }
  return false;
}

bool is_own_denial(const Analysis& a, Range sentence) {
  if (sentence.end - sentence.begin < kLeastWords) return false;
  return opens_with_judgement(a, sentence) || closes_with_judgement(a, sentence) || owns_error(a, sentence) ||
         rejects_finding(a, sentence);
}

std::int32_t as_others_say(const Analysis& a, Range sentence) {
  if (!is_own_denial(a, sentence)) return -1;
  // Behind what is denied: "It is not so, as far as we know, that C" has an aside of its own.
  std::int32_t that = sentence.begin;
  while (that < sentence.end && a.word(that) != "that") ++that;
  for (std::int32_t i = std::max(that, sentence.begin) + 2; i + 2 < sentence.end; ++i) {
    if (a.word(i) == "as" && a.word(i - 1) == "," && a.quote_of(i) < 0) return i;
  }
  return -1;
}

bool drops_claim(const Analysis& a, std::int32_t i, std::int32_t end) {
  static constexpr std::array<std::string_view, 5> kMaintains{"maintain", "support", "defend", "say", "assert"};
  return i + 5 < end && a.word(i) == "can" && a.word(i + 1) == "no" && a.word(i + 2) == "longer" &&
         in(kMaintains, a.word(i + 3)) && a.word(i + 4) == "that";
}

Range taken_back(const Analysis& a, Range r, std::string_view own) {
  static constexpr std::array<std::string_view, 4> kWithdraws{"retract", "retracts", "withdraw", "withdraws"};
  static constexpr std::array<std::string_view, 3> kTakes{"take", "takes", "took"};
  static constexpr std::array<std::string_view, 6> kHolds{"believe", "think", "claim", "maintain", "assert", "hold"};
  static constexpr std::array<std::string_view, 8> kTakenBack{"claim",     "report",     "statement", "story",
                                                              "assertion", "allegation", "account",   "article"};
  for (std::int32_t i = r.begin + 1; i + 4 < r.end; ++i) {
    if (a.quote_of(i) >= 0) continue;
    std::int32_t at = -1;
    if (in(kWithdraws, a.word(i))) at = i + 1;
    if (in(kTakes, a.word(i)) && a.word(i + 1) == "back") at = i + 2;
    if (a.word(i) == "no" && a.word(i + 1) == "longer" && a.word(i + 2).starts_with("stand") &&
        (a.word(i + 3) == "by" || a.word(i + 3) == "behind"))
      at = i + 4;
    // "I no longer believe that C", of the writer alone.
    const bool doubts = a.word(i) == "no" && a.word(i + 1) == "longer" && i == r.begin + 1 &&
                        (a.word(r.begin) == "i" || a.word(r.begin) == "we") && in(kHolds, a.word(i + 2)) &&
                        a.word(i + 3) == "that";
    if (doubts) return up_to_what_follows(a, {r.begin, i + 4}, r.end, i + 4);
    // "The Morning Ledger can no longer maintain that C"
    if (drops_claim(a, i, r.end)) {
      const std::string_view subject = slice(a.text, a.bytes({r.begin, i}));
      if (subject == "We" || subject == "I" || (!own.empty() && name_key(subject) == name_key(own)))
        return up_to_what_follows(a, {r.begin, i + 5}, r.end, i + 5, 3);
    }
    if (at < 0 || at + 3 >= r.end) continue;
    if (a.word(at) != "the" && a.word(at) != "our" && a.word(at) != "its" && a.word(at) != "their") continue;
    ++at;
    // "We withdraw the figure of 120 dead"
    if (is_given_noun(a.word(at)) && a.word(at + 1) == "of" && a.tag_of(at + 2) == Tag::kCD)
      return up_to_what_follows(a, {r.begin, at + 2}, r.end, at, 3);
    if (!in(kTakenBack, a.word(at)) || a.word(at + 1) != "that") continue;
    return up_to_what_follows(a, {r.begin, at + 2}, r.end, at);
  }
  return {};
}

}  // namespace headwater::detail
