#include "linking/likeness.h"

#include <algorithm>
#include <array>
#include <cstdlib>
#include <optional>
#include <utility>

#include "headwater/schema/amount.h"
#include "headwater/schema/fold.h"
#include "reading/lexicon.h"

namespace headwater::detail {
namespace {

constexpr std::array<std::string_view, 130> kCommon{
    "a",       "about",   "after",   "all",    "also",    "an",     "and",      "any",   "are",      "as",
    "at",      "be",      "because", "been",   "before",  "being",  "but",      "by",    "can",      "could",
    "did",     "do",      "does",    "during", "each",    "for",    "from",     "had",   "has",      "have",
    "he",      "her",     "here",    "him",    "his",     "how",    "i",        "if",    "in",       "into",
    "is",      "it",      "its",     "just",   "like",    "may",    "me",       "might", "more",     "most",
    "much",    "must",    "my",      "no",     "not",     "now",    "of",       "off",   "on",       "one",
    "only",    "or",      "other",   "our",    "out",     "over",   "said",     "say",   "says",     "she",
    "should",  "so",      "some",    "such",   "than",    "that",   "the",      "their", "them",     "then",
    "there",   "these",   "they",    "this",   "those",   "to",     "too",      "under", "up",       "us",
    "very",    "was",     "we",      "were",   "what",    "when",   "where",    "which", "while",    "who",
    "whom",    "why",     "will",    "with",   "would",   "you",    "your",     "own",   "per",      "between",
    "through", "again",   "both",    "few",    "nor",     "until",  "once",     "upon",  "since",    "although",
    "though",  "however", "whether", "among",  "anybody", "anyone", "anything", "ever",  "anywhere", "whatever"};

constexpr std::array<std::string_view, 10> kNegations{"not",     "no",      "never",  "none",    "nobody",
                                                      "nothing", "neither", "cannot", "without", "nor"};

// Behind them a clause says something else than the claim does.
constexpr std::array<std::string_view, 14> kAside{"which",    "who",    "whom",  "whose",  "because",
                                                  "although", "though", "if",    "unless", "whereas",
                                                  "while",    "when",   "where", "that"};

// What there is none of tells less than what it is of: "no record of an overflow", "no part in the attack".
constexpr std::array<std::string_view, 11> kOfSomething{"part", "record", "evidence",   "sign",  "knowledge", "reason",
                                                        "role", "trace",  "indication", "proof", "time"};

// Words by which a document says that a claim is not so: they are no words of the claim.
constexpr std::array<std::string_view, 6> kJudgements{"untrue", "true", "false", "claim", "allegation", "rumour"};

template <std::size_t N>
bool in(const std::array<std::string_view, N>& list, std::string_view word) {
  return std::find(list.begin(), list.end(), word) != list.end();
}

// Endings of English inflection off, so that "counting" meets "count" and "boxes" meets "box".
std::string stem(std::string word) {
  if (word.empty() || (word[0] >= '0' && word[0] <= '9')) return word;
  for (const std::string_view ending : {"ingly", "edly", "ing", "ies", "ed", "es", "ly", "s"}) {
    if (word.size() >= ending.size() + 3 && word.ends_with(ending)) {
      word.resize(word.size() - ending.size());
      if (ending == "ies") word += 'y';
      break;
    }
  }
  if (word == "complaint") return "complain";
  // "assessment" meets "assessed".
  if (word.size() >= 10 && word.ends_with("ment")) word.resize(word.size() - 4);
  if (word.size() > 3 && word[word.size() - 1] == word[word.size() - 2] &&
      std::string_view{"bdfgmnprt"}.find(word.back()) != std::string_view::npos)
    word.pop_back();
  if (word.size() > 4 && word.back() == 'e') word.pop_back();
  return word;
}

bool is_whole(std::string_view word) {
  return !word.empty() && std::all_of(word.begin(), word.end(), [](char c) { return c >= '0' && c <= '9'; });
}

// Without zeros at the end; "" unless three digits or more are left, or two of thousands. A slip of ten times is how
// numbers drift: 18,400 and 184,000, 2.4 and 24 million.
std::string_view leading_digits(std::string_view word) {
  constexpr std::size_t kLarge = 4;  // digits
  if (!is_whole(word)) return {};
  const std::size_t all = word.size(), last = word.find_last_not_of('0');
  word = word.substr(0, last == std::string_view::npos ? 0 : last + 1);
  return word.size() >= 3 || (word.size() == 2 && all >= kLarge) ? word : std::string_view{};
}

// 412 and 421: two digits that stand side by side have changed places.
bool is_transposed(std::string_view a, std::string_view b) {
  if (a.size() != b.size() || !is_whole(a) || !is_whole(b)) return false;
  const auto [x, y] = std::mismatch(a.begin(), a.end(), b.begin());
  if (x == a.end() || x + 1 == a.end()) return false;
  return *x == *(y + 1) && *(x + 1) == *y && std::equal(x + 2, a.end(), y + 2);
}

// Whether `word`, which the sorted `words` do not have, stands there with two digits changed about, or ten, a hundred
// times as large or as small.
bool has_slipped(const std::string& word, const std::vector<std::string>& words) {
  if (!is_number(word) || std::binary_search(words.begin(), words.end(), word)) return false;
  const std::string_view digits = leading_digits(word);
  return std::any_of(words.begin(), words.end(), [&](const std::string& other) {
    return (!digits.empty() && leading_digits(other) == digits) || is_transposed(word, other);
  });
}

// What may be meant by a number that stands behind `before`; nothing where it is told as it is.
std::optional<RoughNumber> told_roughly(std::string_view before, const Amount& amount) {
  constexpr double kOff = 0.1;
  struct Opening {
    std::string_view words;
    double least, most;  // times the number
  };
  static constexpr std::array<Opening, 17> kOpenings{{{"no more than", 1 - kOff, 1},
                                                      {"no fewer than", 1, 1 + kOff},
                                                      {"no less than", 1, 1 + kOff},
                                                      {"more than", 1, 1 + kOff},
                                                      {"over", 1, 1 + kOff},
                                                      {"at least", 1, 1 + kOff},
                                                      {"upwards of", 1, 1 + kOff},
                                                      {"fewer than", 1 - kOff, 1},
                                                      {"less than", 1 - kOff, 1},
                                                      {"nearly", 1 - kOff, 1},
                                                      {"almost", 1 - kOff, 1},
                                                      {"up to", 1 - kOff, 1},
                                                      {"about", 1 - kOff, 1 + kOff},
                                                      {"around", 1 - kOff, 1 + kOff},
                                                      {"roughly", 1 - kOff, 1 + kOff},
                                                      {"some", 1 - kOff, 1 + kOff},
                                                      {"approximately", 1 - kOff, 1 + kOff}}};
  while (before.ends_with(' ')) before.remove_suffix(1);
  const std::string end = fold(before.substr(before.size() - std::min<std::size_t>(before.size(), 16)));
  for (const Opening& opening : kOpenings) {
    if (!end.ends_with(opening.words)) continue;
    if (end.size() > opening.words.size() && end[end.size() - opening.words.size() - 1] != ' ') continue;
    return RoughNumber{amount_key(amount), amount.value * opening.least, amount.value * opening.most};
  }
  return std::nullopt;
}

// Whether one of `in`, which the claim does not have as it is, may be meant by this number or means it.
bool is_meant(const std::string& word, const ClaimWords& of, const ClaimWords& in) {
  if (!is_number(word) || std::binary_search(in.words.begin(), in.words.end(), word)) return false;
  const auto may_mean = [](const std::vector<RoughNumber>& rough, const std::string& told, const std::string& exact) {
    const double value = std::strtod(exact.c_str(), nullptr);
    return std::any_of(rough.begin(), rough.end(),
                       [&](const RoughNumber& r) { return r.word == told && r.least <= value && value <= r.most; });
  };
  return std::any_of(in.words.begin(), in.words.end(), [&](const std::string& other) {
    return is_number(other) && (may_mean(of.rough, word, other) || may_mean(in.rough, other, word));
  });
}

double weight(std::string_view word) { return is_number(word) ? 1.5 : word.size() >= 7 ? 1.2 : 1.0; }

}  // namespace

namespace {

// "hundredfold" is a hundred times; "" for other words.
std::string_view number_folded(std::string_view word) {
  static constexpr std::array<std::pair<std::string_view, std::string_view>, 11> kNumbers{{{"two", "2"},
                                                                                           {"three", "3"},
                                                                                           {"four", "4"},
                                                                                           {"five", "5"},
                                                                                           {"six", "6"},
                                                                                           {"seven", "7"},
                                                                                           {"eight", "8"},
                                                                                           {"nine", "9"},
                                                                                           {"ten", "10"},
                                                                                           {"hundred", "100"},
                                                                                           {"thousand", "1000"}}};
  if (!word.ends_with("fold")) return {};
  word.remove_suffix(4);
  if (word.ends_with('-')) word.remove_suffix(1);
  const auto at = std::find_if(kNumbers.begin(), kNumbers.end(), [&](const auto& n) { return n.first == word; });
  return at == kNumbers.end() ? std::string_view{} : at->second;
}

bool is_denial(std::string_view word) { return in(kNegations, word) || word.ends_with("n't"); }

void add_words(std::string_view piece, bool is_name, ClaimWords& out,
               std::vector<std::pair<std::string, std::string>>& forms) {
  for (std::string& word : folded_words(piece)) {
    if (in(kJudgements, word)) continue;
    if (is_denial(word)) {
      out.negated = true;
      continue;
    }
    if (in(kCommon, word)) continue;
    if (const std::string_view times = number_folded(word); !times.empty()) {
      forms.emplace_back(std::string{times}, "");
      forms.emplace_back(stem("times"), "times");
      continue;
    }
    // "ballot-box stuffing" meets "ballot boxes were stuffed".
    for (std::size_t at = 0; at <= word.size();) {
      const std::size_t end = std::min(word.find('-', at), word.size());
      std::string part = word.substr(at, end - at);
      if (!part.empty() && !in(kCommon, part)) {
        forms.emplace_back(stem(part), std::move(part));
        if (is_name) out.names.push_back(forms.back().first);
      }
      at = end + 1;
    }
  }
}

void put_in_order(std::vector<std::string>& words) {
  std::sort(words.begin(), words.end());
  words.erase(std::unique(words.begin(), words.end()), words.end());
}

}  // namespace

namespace {

// The first word that tells something behind a word of denial, as long as no clause of its own and no colon has begun;
// "" where there is none.
std::string denied_in(std::string_view claim, const std::vector<Amount>& amounts) {
  bool is_denied = false;
  std::size_t told = 0;
  for (const ByteSpan place : word_spans(claim)) {
    const std::string_view between = claim.substr(told, place.begin - told);
    const std::string word = fold(slice(claim, place));
    const bool opens = told == 0;
    told = place.end;
    if (between.find_first_of(":;") != std::string_view::npos) return {};
    if (!opens && !is_denied && in(kAside, word)) return {};
    if (is_denial(word)) {
      is_denied = true;
      continue;
    }
    if (!is_denied || in(kCommon, word) || in(kOfSomething, word) || in(kJudgements, word)) continue;
    for (const Amount& amount : amounts) {
      if (amount.span.overlaps(place)) return amount_key(amount);
    }
    // Of "ballot-box" what add_words() has of it.
    return stem(word.substr(0, word.find('-')));
  }
  return {};
}

}  // namespace

namespace {

// "1,150 fragments were found, and not 1,510": what it is not, at the end, in a few words.
void leave_out_contrast(std::string& text) {
  constexpr std::size_t kMostLetters = 24;
  for (const std::string_view opening : {", and not ", ", not ", " and not ", " rather than "}) {
    const std::size_t at = text.rfind(opening);
    if (at == std::string::npos || at < opening.size() || text.size() - at > opening.size() + kMostLetters) continue;
    // "signed for and not carried out" denies what was to be done.
    const std::size_t next = at + opening.size();
    const std::string_view word = std::string_view{text}.substr(next, text.find_first_of(" .,;", next) - next);
    if (word.size() > 4 && word.ends_with("ed")) continue;
    std::fill(text.begin() + static_cast<std::ptrdiff_t>(at), text.end(), ' ');
    return;
  }
}

// "No ransom was paid, in whole or in part", "on any channel": they make a denial wider and tell nothing of their own.
void leave_out_emphasis(std::string& text) {
  static constexpr std::array<std::string_view, 5> kWide{"in whole or in part", "in any way", "at any time",
                                                         "of any kind", "in this year"};
  for (const std::string_view words : kWide) {
    if (const std::size_t at = text.find(words); at != std::string::npos)
      text.replace(at, words.size(), words.size(), ' ');
  }
  // "in August or at any other time before the collision": all that there is besides.
  for (const std::string_view other :
       {" or at any other", " or on any other", " or in any other", " nor at any other"}) {
    const std::size_t at = text.find(other);
    if (at == std::string::npos) continue;
    const std::size_t end = std::min(text.find_first_of(",;:.", at), text.size());
    text.replace(at, end - at, end - at, ' ');
  }
}

// Where each clause of `text` begins that says something of its own: behind a stop, a semicolon or a colon; at "and" or
// "but" behind a comma, before a verb that helps another, before "that" and before a denial; at "which", "who" and
// "nobody". The first is 0.
std::vector<std::size_t> clauses_of(std::string_view text) {
  static constexpr std::array<std::string_view, 7> kOpening{"which",   "who",      "whose", "nobody",
                                                            "whereas", "although", "though"};
  static constexpr std::array<std::string_view, 19> kBehindAnd{
      "that", "nobody", "no", "none", "nothing", "never", "not",   "had",    "has",  "have",
      "was",  "were",   "is", "are",  "did",     "does",  "could", "cannot", "would"};
  std::vector<std::size_t> out{0};
  bool opens = true, joins = false;
  std::size_t join = 0;
  for (const ByteSpan place : word_spans(text)) {
    const std::string word = fold(slice(text, place));
    const std::string_view before = text.substr(0, place.begin);
    const std::size_t mark = before.find_last_not_of(' ');
    const char last = mark == std::string_view::npos ? '.' : before[mark];
    if (!opens) {
      if (last == ';' || last == ':' || last == '.' || in(kOpening, word))
        out.push_back(place.begin);
      else if (joins && in(kBehindAnd, word))
        out.push_back(join);
      else if (last == ',' && (word == "and" || word == "but"))
        out.push_back(place.begin);
    }
    joins = word == "and" || word == "but";
    join = place.begin;
    opens = false;
  }
  return out;
}

// Of the claim's words those that stand in no clause without a denial. `text`: the claim, with blanks over what tells
// nothing.
std::vector<std::string> only_in_denials(std::string_view claim, std::string_view text) {
  const std::vector<std::size_t> begins = clauses_of(claim);
  std::vector<std::string> denied, told;
  for (std::size_t i = 0; i < begins.size(); ++i) {
    const std::size_t end = i + 1 < begins.size() ? begins[i + 1] : text.size();
    ClaimWords one;
    std::vector<std::pair<std::string, std::string>> forms;
    add_words(text.substr(begins[i], end - begins[i]), false, one, forms);
    for (const Amount& amount : amounts_in(claim.substr(begins[i], end - begins[i])))
      forms.emplace_back(amount_key(amount), "");
    for (auto& [word, form] : forms) (one.negated ? denied : told).push_back(std::move(word));
  }
  put_in_order(denied);
  put_in_order(told);
  std::vector<std::string> out;
  std::set_difference(denied.begin(), denied.end(), told.begin(), told.end(), std::back_inserter(out));
  return out;
}

}  // namespace

namespace {

// The noun behind "No" that opens the claim, up to what tells which or the verb, and the word behind the first "was" or
// "were".
void find_core(std::string_view claim, ClaimWords& out) {
  static constexpr std::array<std::string_view, 16> kEnds{"that", "who", "which", "of",  "on",   "in",  "at",  "from",
                                                          "to",   "for", "with",  "was", "were", "has", "had", "have"};
  const std::vector<std::string> words = folded_words(claim);
  if (words.size() < 4 || words.front() != "no") return;
  std::size_t i = 1;
  std::string noun;
  for (; i < words.size() && !in(kEnds, words[i]); ++i) noun = words[i];
  // "that was sold to the army" tells which; the verb comes after.
  const bool is_relative = i + 1 < words.size() && (words[i] == "that" || words[i] == "which" || words[i] == "who") &&
                           (words[i + 1] == "was" || words[i + 1] == "were");
  if (is_relative) i += 2;
  while (i < words.size() && words[i] != "was" && words[i] != "were") ++i;
  ++i;
  while (i < words.size() && in(kCommon, words[i])) ++i;
  if (i >= words.size() || noun.empty() || in(kCommon, noun)) return;
  out.nothing = stem(std::move(noun));
  out.undone = stem(words[i]);
}

}  // namespace

bool says_done(std::string_view claim, const ClaimWords& denial) {
  constexpr std::size_t kReach = 12;  // words
  static constexpr std::array<std::string_view, 6> kPassive{"was", "were", "been", "being", "is", "are"};
  const std::vector<std::string> words = folded_words(claim);
  std::optional<std::size_t> thing;
  for (std::size_t i = 0; i < words.size(); ++i) {
    const bool is_passive = (i > 0 && in(kPassive, words[i - 1])) || (i > 1 && in(kPassive, words[i - 2]));
    const std::string word = stem(words[i]);
    if (word == denial.nothing) thing = i;
    if (word == denial.undone && is_passive && thing && i - *thing <= kReach) return true;
  }
  return false;
}

bool tells_nothing(std::string_view folded) { return in(kCommon, folded); }

ClaimWords claim_words(std::string_view claim) {
  ClaimWords out;
  // Amounts by what they are worth, the words around them as they stand.
  std::string text{claim};
  std::vector<std::pair<std::string, std::string>> forms;
  const std::vector<Amount> amounts = amounts_in(claim);
  for (const Amount& amount : amounts) {
    forms.emplace_back(amount_key(amount), "");
    std::optional<RoughNumber> rough = told_roughly(claim.substr(0, amount.span.begin), amount);
    if (rough) out.rough.push_back(std::move(*rough));
    std::fill(text.begin() + amount.span.begin, text.begin() + amount.span.end, ' ');
  }
  // "It is not true that C" has the words of C; "no more than 60" denies nothing.
  for (const std::string_view apart : {"not true", "no more than", "No more than", "no fewer than", "No fewer than",
                                       "no less than", "No less than", "no longer stand by", "no longer stands by"}) {
    if (const std::size_t at = text.find(apart); at != std::string::npos)
      text.replace(at, apart.size(), apart.size(), ' ');
  }
  leave_out_contrast(text);
  leave_out_emphasis(text);
  for (std::size_t at = 0; at < text.size();) {
    const std::size_t end = std::min(text.find(' ', at), text.size());
    const bool is_name = at > 0 && text[at] >= 'A' && text[at] <= 'Z';
    add_words(std::string_view{text}.substr(at, end - at), is_name, out, forms);
    at = end + 1;
  }
  if (out.negated) {
    out.denied = denied_in(claim, amounts);
    out.in_denials = only_in_denials(claim, text);
    find_core(claim, out);
  }
  std::sort(forms.begin(), forms.end());
  for (auto& [word, form] : forms) {
    if (!out.words.empty() && out.words.back() == word) continue;
    out.words.push_back(std::move(word));
    out.forms.push_back(std::move(form));
  }
  put_in_order(out.names);
  return out;
}

double likeness(const ClaimWords& a, const ClaimWords& b) {
  return likeness_of_words(a, b) * (differ_in_denial(a, b) ? 0.55 : 1.0);
}

double likeness_of_words(const ClaimWords& a, const ClaimWords& b) {
  double all_a = 0, all_b = 0, shared = 0;
  std::size_t count = 0;
  for (const std::string& w : a.words) all_a += weight(w);
  for (const std::string& w : b.words) all_b += weight(w);
  for (std::size_t i = 0, j = 0; i < a.words.size() && j < b.words.size();) {
    if (a.words[i] < b.words[j]) {
      ++i;
    } else if (b.words[j] < a.words[i]) {
      ++j;
    } else {
      shared += weight(a.words[i]);
      ++count;
      ++i;
      ++j;
    }
  }
  for (const std::string& w : a.words) {
    if (!is_number(w)) break;  // they sort before words
    if (!has_slipped(w, b.words) && !is_meant(w, a, b)) continue;
    shared += weight(w);
    ++count;
  }
  const double shorter = std::min(all_a, all_b);
  shared = std::min(shared, shorter);
  const double longer = std::max(all_a, all_b);
  // Of one word alone ("the batch") too little is said.
  if (shorter == 0 || count < 2) return 0;
  double score = 0.75 * shared / shorter + 0.25 * shared / longer;
  if (count < 3) score *= a.words.size() <= 3 || b.words.size() <= 3 ? 0.8 : 0.6;
  return score;
}

bool differ_in_denial(const ClaimWords& a, const ClaimWords& b) {
  if (a.negated == b.negated) return false;
  const ClaimWords &denying = a.negated ? a : b, &other = a.negated ? b : a;
  if (denying.in_denials.empty() || denying.in_denials.size() == denying.words.size()) return true;
  std::size_t shared = 0, denied = 0;
  for (const std::string& word : denying.words) {
    if (!std::binary_search(other.words.begin(), other.words.end(), word)) continue;
    ++shared;
    if (std::binary_search(denying.in_denials.begin(), denying.in_denials.end(), word)) ++denied;
  }
  return 2 * denied >= shared;
}

std::size_t shared_count(const ClaimWords& a, const ClaimWords& b) {
  return static_cast<std::size_t>(std::count_if(a.words.begin(), a.words.end(), [&](const std::string& word) {
    return std::binary_search(b.words.begin(), b.words.end(), word);
  }));
}

const WordVector& WordLikeness::vector(const std::string& word) {
  auto it = known_.find(word);
  if (it == known_.end()) it = known_.emplace(word, vector_of(word)).first;
  return it->second;
}

double WordLikeness::operator()(const std::string& a, const std::string& b) {
  constexpr double kTells = 0.35;
  const auto is_day = [](const std::string& w) { return is_weekday(w) || is_month(w); };
  if (is_day(a) || is_day(b)) return 0;
  const double out = cosine(vector(a), vector(b));
  return out < kTells ? 0 : out;
}

double paraphrase(const ClaimWords& a, const ClaimWords& b, WordLikeness& alike) {
  constexpr double kLeastShared = 1.25;  // words
  const ClaimWords& shorter = a.words.size() <= b.words.size() ? a : b;
  const ClaimWords& longer = &shorter == &a ? b : a;
  const auto has = [](const ClaimWords& in, const std::string& word) {
    return std::binary_search(in.words.begin(), in.words.end(), word);
  };
  // Neither a name nor a number.
  const auto is_plain = [](const ClaimWords& in, std::size_t i) {
    return !in.forms[i].empty() && !std::binary_search(in.names.begin(), in.names.end(), in.words[i]);
  };
  const auto in_other_words = [&](std::size_t i) {
    double best = 0;
    for (std::size_t k = 0; is_plain(shorter, i) && k < longer.words.size(); ++k) {
      if (is_plain(longer, k) && !has(shorter, longer.words[k]))
        best = std::max(best, alike(shorter.forms[i], longer.forms[k]));
    }
    return best;
  };
  double all = 0, all_longer = 0, shared = 0, count = 0;
  bool any = false, any_number = false, same_number = false;
  for (const std::string& word : longer.words) all_longer += weight(word);
  for (std::size_t i = 0; i < shorter.words.size(); ++i) {
    const std::string& word = shorter.words[i];
    const bool stands = has(longer, word) || has_slipped(word, longer.words) || is_meant(word, shorter, longer);
    const double found = stands ? 1 : in_other_words(i);
    all += weight(word);
    shared += weight(word) * found;
    count += found;
    any = any || stands;
    any_number = any_number || is_number(word);
    same_number = same_number || (stands && is_number(word));
  }
  const bool numbers_differ = any_number && !same_number && !longer.words.empty() && is_number(longer.words.front());
  if (!any || count < kLeastShared || numbers_differ) return 0;
  const double score = 0.75 * shared / all + 0.25 * shared / all_longer;
  return differ_in_denial(a, b) ? 0 : score;
}

}  // namespace headwater::detail
