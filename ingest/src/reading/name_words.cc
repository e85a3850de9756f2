#include "reading/name_words.h"

#include <array>
#include <optional>
#include <string>

#include "headwater/schema/amount.h"
#include "reading/lexicon.h"
#include "reading/word_list.h"

namespace headwater::detail {
namespace {

// Prepositions and conjunctions are few; shorter ones are no names.
bool opens_clauses_or_phrases(const std::string& w) {
  static constexpr std::array<std::string_view, 36> kWords{
      "about",   "above",   "across",  "after",      "against", "alongside", "although", "amid",   "among",
      "amongst", "around",  "because", "before",     "behind",  "below",     "beneath",  "beside", "besides",
      "between", "beyond",  "despite", "during",     "except",  "inside",    "outside",  "since",  "through",
      "toward",  "towards", "unless",  "underneath", "until",   "whereas",   "whether",  "within", "without"};
  return w.size() <= 4 || in(kWords, w) || w == "while" || w == "throughout" || w == "under" || w == "upon";
}

// "Neither has talked to the other."
bool stands_for_some(const std::string& w) {
  static constexpr std::array<std::string_view, 9> kSome{"neither", "either",  "none",   "both",   "nobody",
                                                         "each",    "several", "others", "another"};
  return in(kSome, w);
}

// Words that a sentence may open with and no name does, whatever the tagger takes them for: "Please tell us."
bool opens_no_name(const std::string& w) {
  static constexpr std::array<std::string_view, 28> kOpening{
      "please", "cannot", "could", "would", "should",  "let",   "do",   "does",   "did", "yes",
      "thanks", "sorry",  "hello", "dear",  "perhaps", "maybe", "here", "there",  "now", "then",
      "never",  "always", "only",  "just",  "even",    "still", "also", "figures"};
  return in(kOpening, w);
}

// "Oct 19", "Sept. 27"
bool is_short_month(const Analysis& a, std::int32_t i) {
  static constexpr std::array<std::string_view, 10> kShort{"jan", "feb", "apr",  "jun", "jul",
                                                           "aug", "sep", "sept", "oct", "nov"};
  std::string_view w = a.word(i);
  if (w.ends_with('.')) w.remove_suffix(1);
  const std::int32_t next = i + 1 < a.size() && a.word(i + 1) == "." ? i + 2 : i + 1;
  return next < a.sentence_of(i).end && a.tag_of(next) == Tag::kCD && (in(kShort, w) || w == "dec" || w == "mar");
}

}  // namespace

bool ends_outlet(std::string_view word) { return kind_of_name("X " + std::string{word}) == AgentKind::kOutlet; }

bool opens_with_capital(const Analysis& a, std::int32_t i) {
  if (i == a.sentence_of(i).begin || a.is_quote_mark(i - 1)) return true;
  const std::string& before = a.word(i - 1);
  // Behind a dateline: "ULM (LPA) - Savers pulled".
  if (i - 2 >= a.sentence_of(i).begin && a.word(i - 2) == ")" && a.is_mark(i - 1) && before != ",") return true;
  return before == ":" || before == "(" || before == "[";
}

bool may_stand_in_name(const Analysis& a, std::int32_t i, const std::unordered_set<std::string_view>& names) {
  if (!a.is_capitalised(i) || a.is_mark(i)) return false;
  const Tag t = a.tag_of(i);
  const std::string& w = a.word(i);
  // "Sunday Argus", "the Sunday Compass"
  if (is_weekday(w)) {
    if (i + 1 >= a.sentence_of(i).end || !a.is_capitalised(i + 1)) return false;
    return ends_outlet(a.form(i + 1)) ||
           (i > a.sentence_of(i).begin && a.word(i - 1) == "the" && is_proper(a.tag_of(i + 1)));
  }
  const bool alone = i + 1 >= a.size() || !a.is_capitalised(i + 1);
  if (alone && opens_with_capital(a, i) && (opens_no_name(w) || !amounts_in(a.form(i)).empty())) return false;
  if (is_month(w) || is_short_month(a, i) || stands_for_some(w)) return false;
  if (w == "i" || w == "i'm" || w.size() == 1) return a.form(i).ends_with('.');
  if (is_proper(t)) return true;
  // At the opening every word is a capital: only what the tagger cannot place and a name follows.
  if (opens_with_capital(a, i)) {
    if (names.count(w) > 0) return true;
    if (i + 1 >= a.sentence_of(i).end || !a.is_capitalised(i + 1) || a.is_mark(i + 1) || !is_noun(a.tag_of(i + 1)))
      return false;
    const std::optional<Noun> noun = find_noun(w);
    // "Radio Calder", "Schools Gazette"
    if (noun) return noun->what == NounClass::kOutlet || ends_outlet(a.form(i + 1));
    // "Banking Tribune"
    if (t == Tag::kVBG) return ends_outlet(a.form(i + 1));
    // A first name nobody has seen may be taken for one of the words that open sentences: "Desmond Brekke".
    if (t == Tag::kIN) return !opens_clauses_or_phrases(w);
    return is_noun(t) || is_adjective(t) || t == Tag::kFW || t == Tag::kCD || t == Tag::kVB;
  }
  return is_noun(t) || is_adjective(t) || t == Tag::kFW || is_verb(t) || t == Tag::kIN;
}

std::optional<Noun> noun_at(const Analysis& a, std::int32_t i) {
  if (i > a.sentence_of(i).begin) {
    if (const std::optional<Noun> both = find_noun(a.word(i - 1) + " " + a.word(i))) return both;
  }
  return find_noun(a.word(i));
}

}  // namespace headwater::detail
