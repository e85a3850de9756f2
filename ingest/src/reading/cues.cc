#include "reading/cues.h"

#include <array>
#include <cstdlib>
#include <unordered_map>

#include "reading/tables.h"
#include "reading/word_list.h"

namespace headwater::detail {
namespace {

using Words = std::unordered_map<std::string_view, Cue>;

const Words& cues() {
  static const Words words = [] {
    Words out;
    for (const std::vector<std::string_view>& row : table("cues.tsv")) {
      if (row.size() >= 3) out[row[0]] = {std::string{row[1]}, std::strtod(std::string{row[2]}.c_str(), nullptr)};
    }
    return out;
  }();
  return words;
}

constexpr std::array<std::string_view, 84> kSpeech{
    "say",      "tell",     "write",    "add",     "note",     "announce", "argue",     "acknowledge", "admit",
    "affirm",   "allege",   "assert",   "boast",   "caution",  "claim",    "comment",   "complain",    "concede",
    "confirm",  "contend",  "counter",  "cry",     "declare",  "deny",     "emphasize", "emphasise",   "exclaim",
    "explain",  "insist",   "joke",     "lament",  "maintain", "observe",  "opine",     "pledge",      "predict",
    "proclaim", "promise",  "protest",  "quip",    "reaffirm", "recall",   "reiterate", "remark",      "repeat",
    "reply",    "report",   "respond",  "retort",  "reveal",   "shout",    "speculate", "state",       "stress",
    "suggest",  "swear",    "testify",  "tweet",   "urge",     "vow",      "warn",      "ask",         "continue",
    "conclude", "believe",  "think",    "recount", "offer",    "estimate", "disclose",  "learn",       "show",
    "find",     "indicate", "hint",     "imply",   "wonder",   "muse",     "brag",      "interject",   "reckon",
    "forecast", "assure",   "calculate"};

constexpr std::array<std::string_view, 30> kRelays{
    "say",   "tell",  "write",   "state",  "announce", "declare", "deny",    "admit",    "confirm",  "warn",
    "argue", "claim", "allege",  "add",    "insist",   "tweet",   "testify", "report",   "quote",    "acknowledge",
    "cite",  "note",  "contend", "assert", "estimate", "believe", "predict", "conclude", "maintain", "reveal"};

constexpr std::array<std::string_view, 30> kAlwaysVerbs{
    "say",      "says",     "said",    "tell",     "tells",     "told",         "write",    "writes",
    "wrote",    "argue",    "argues",  "insist",   "insists",   "warns",        "admit",    "admits",
    "believe",  "believes", "thinks",  "announce", "announces", "acknowledges", "concedes", "contends",
    "explains", "alleges",  "asserts", "adds",     "recalls",   "denies"};

constexpr std::array<std::string_view, 10> kHearer{"tell", "inform", "assure", "remind",  "ask",
                                                   "urge", "warn",   "advise", "promise", "convince"};

constexpr std::array<std::string_view, 24> kAuxiliaries{
    "be",  "is",     "are", "was", "were", "been", "being", "am", "'s",  "'re", "has",  "have",
    "had", "having", "'ve", "'d",  "do",   "does", "did",   "'m", "get", "got", "gets", "getting"};
constexpr std::array<std::string_view, 10> kBe{"be", "is", "are", "was", "were", "been", "being", "am", "'s", "'re"};
constexpr std::array<std::string_view, 10> kModals{"would", "could", "may", "might", "should",
                                                   "must",  "can",   "ca",  "'d",    "wo"};

bool is_negation(std::string_view word) {
  return word == "not" || word == "n't" || word == "never" || word == "neither";
}

}  // namespace

const Cue* find_cue(std::string_view low) {
  const auto it = cues().find(low);
  return it == cues().end() ? nullptr : &it->second;
}

bool is_speech_lemma(std::string_view lemma) { return in(kSpeech, lemma); }
bool relays_words(std::string_view lemma) { return in(kRelays, lemma); }
bool is_always_verb(std::string_view low) { return in(kAlwaysVerbs, low); }
bool takes_hearer(std::string_view lemma) { return in(kHearer, lemma); }

std::int32_t citing_words(const Analysis& a, std::int32_t i, std::int32_t end) {
  const auto is = [&](std::int32_t at, std::string_view word) { return at < end && a.word(at) == word; };
  if (is(i, "citing") || is(i, "quoting")) return 1;
  if (is(i, "referring") && is(i + 1, "to")) return 2;
  return is(i, "with") && is(i + 1, "reference") && is(i + 2, "to") ? 3 : 0;
}

Range verb_group(const Analysis& a, std::int32_t v) {
  const Range s = a.sentence_of(v);
  Range out{v, v + 1};
  std::int32_t at = v - 1;
  for (; at >= s.begin && v - at <= 6; --at) {
    const std::string& w = a.word(at);
    const Tag t = a.tag_of(at);
    const bool aux = t == Tag::kMD || (is_verb(t) && in(kAuxiliaries, w)) || w == "n't" || w == "not";
    const bool adverb = t == Tag::kRB && !a.is_mark(at);
    if (!aux && !adverb && t != Tag::kTO) break;
    // An adverb on the rim belongs to the group only if it is one of manner or time, not a sentence's opener.
    if (adverb && at == s.begin) break;
    out.begin = at;
  }
  // "neither confirmed nor denied"
  if (out.begin > s.begin && a.word(out.begin - 1) == "nor") {
    for (std::int32_t i = out.begin - 2; i >= s.begin && out.begin - i <= 5; --i) {
      if (a.word(i) != "neither") continue;
      out.begin = i;
      while (out.begin > s.begin && in(kAuxiliaries, a.word(out.begin - 1))) --out.begin;
      break;
    }
  }
  while (out.end < s.end &&
         (a.tag_of(out.end) == Tag::kRP || (a.dep_of(out.end) == Dep::kCompoundPrt && a.head_of(out.end) == v))) {
    ++out.end;
  }
  return out;
}

GroupTraits traits_of(const Analysis& a, std::int32_t v, Range group) {
  GroupTraits out;
  bool be = false;
  for (std::int32_t i = group.begin; i < v; ++i) {
    const std::string& w = a.word(i);
    out.negated = out.negated || is_negation(w);
    out.modal = out.modal || (a.tag_of(i) == Tag::kMD && in(kModals, w) && w != "wo");
    out.future = out.future || w == "will" || w == "'ll" || w == "wo";
    be = be || in(kBe, w);
  }
  // "It is widely believed/JJ that"
  const bool adjective = a.tag_of(v) == Tag::kJJ && a.word(v).ends_with("ed");
  out.passive = be && (a.tag_of(v) == Tag::kVBN || a.tag_of(v) == Tag::kVBD || adjective);
  const Range s = a.sentence_of(v);
  for (std::int32_t i = s.begin; i < s.end; ++i) {
    if (a.head_of(i) == v && a.dep_of(i) == Dep::kMark &&
        (a.word(i) == "if" || a.word(i) == "unless" || a.word(i) == "whether")) {
      out.conditional = true;
    }
  }
  // "Had the owner said the pier was closed, ..."
  if (a.word(s.begin) == "had" && s.begin < group.begin) {
    std::int32_t comma = s.begin;
    while (comma < v && a.word(comma) != ",") ++comma;
    out.conditional = out.conditional || comma == v;
  }
  return out;
}

Polarity polarity_of(const Analysis& a, std::int32_t v, Range group, const GroupTraits& traits) {
  // "do not accept" led by its first word.
  const bool is_do = a.word(v) == "do" || a.word(v) == "does" || a.word(v) == "did";
  if (is_do && v + 2 < a.sentence_of(v).end && is_negation(a.word(v + 1)) && is_verb(a.tag_of(v + 2))) {
    const Range whole = verb_group(a, v + 2);
    return polarity_of(a, v + 2, whole, traits_of(a, v + 2, whole));
  }
  const Cue* cue = find_cue(a.word(v));
  const std::string lemma = cue != nullptr ? cue->lemma : a.word(v);
  const auto word_after = [&](std::int32_t i) { return i < a.sentence_of(v).end ? a.word(i) : std::string{}; };
  if (lemma == "decline" || (lemma == "refuse" && word_after(group.end) == "to")) return Polarity::kDeclines;
  for (std::int32_t i = group.begin; i < v; ++i) {
    if (a.word(i) == "neither" || (a.word(i) == "nor" && lemma == "deny")) return Polarity::kDeclines;
  }
  if (lemma == "deny") {
    // "neither confirmed nor denied"
    for (std::int32_t i = v - 1; i >= a.sentence_of(v).begin && v - i <= 4; --i) {
      if (a.word(i) == "nor" || a.word(i) == "neither") return Polarity::kDeclines;
    }
    return traits.negated ? Polarity::kDeclines : Polarity::kDenies;
  }
  if (traits.negated && (lemma == "comment" || lemma == "respond" || lemma == "reply" || lemma == "answer" ||
                         lemma == "say" || lemma == "confirm" || lemma == "return" || lemma == "address")) {
    return Polarity::kDeclines;
  }
  if (lemma == "reject" || lemma == "dispute" || lemma == "refute" || lemma == "rebut" || lemma == "contradict") {
    return traits.negated ? Polarity::kAsserts : Polarity::kDenies;
  }
  if (lemma == "dismiss") return Polarity::kDenies;
  if (lemma == "doubt" || lemma == "question") return traits.negated ? Polarity::kAsserts : Polarity::kDoubts;
  if (traits.negated && (lemma == "accept" || lemma == "agree")) return Polarity::kDenies;
  if (traits.negated && (lemma == "believe" || lemma == "think" || lemma == "expect")) return Polarity::kDoubts;
  return Polarity::kAsserts;
}

}  // namespace headwater::detail
