#include "headwater/query/drift.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <map>
#include <optional>
#include <set>
#include <unordered_map>
#include <unordered_set>
#include <utility>

#include "headwater/schema/fold.h"
#include "of_trace.h"

namespace headwater {
namespace {

struct Word {
  ByteSpan place;
  std::string low;
  bool capital = false;
};

std::vector<Word> words_of(std::string_view text) {
  std::vector<Word> out;
  for (const ByteSpan place : word_spans(text)) {
    const std::string_view form = slice(text, place);
    out.push_back({place, fold(form), form[0] >= 'A' && form[0] <= 'Z'});
  }
  return out;
}

// Something told: words [begin, end) and what they are worth.
struct Told {
  std::size_t begin = 0, end = 0;
  double value = 0;
};

std::string words_between(std::string_view text, const std::vector<Word>& words, std::size_t begin, std::size_t end) {
  return std::string{slice(text, {words[begin].place.begin, words[end - 1].place.end})};
}

std::optional<double> small_number(std::string_view low) {
  static const std::unordered_map<std::string_view, double> kNumbers{
      {"one", 1},       {"two", 2},         {"three", 3},       {"four", 4},      {"five", 5},        {"six", 6},
      {"seven", 7},     {"eight", 8},       {"nine", 9},        {"ten", 10},      {"eleven", 11},     {"twelve", 12},
      {"thirteen", 13}, {"fourteen", 14},   {"fifteen", 15},    {"sixteen", 16},  {"seventeen", 17},  {"eighteen", 18},
      {"nineteen", 19}, {"twenty", 20},     {"thirty", 30},     {"forty", 40},    {"fifty", 50},      {"sixty", 60},
      {"seventy", 70},  {"eighty", 80},     {"ninety", 90},     {"hundred", 100}, {"thousand", 1e3},  {"million", 1e6},
      {"billion", 1e9}, {"trillion", 1e12}, {"dozen", 12},      {"half", 0.5},    {"third", 1.0 / 3}, {"quarter", 0.25},
      {"twice", 2},     {"quarters", 0.25}, {"thirds", 1.0 / 3}};
  const auto it = kNumbers.find(low);
  if (it != kNumbers.end()) return it->second;
  return std::nullopt;
}

bool is_scale(std::string_view low) {
  return low == "hundred" || low == "thousand" || low == "million" || low == "billion" || low == "trillion" ||
         low == "dozen";
}

std::optional<double> figure(std::string_view low) {
  double out = 0, part = 0;
  bool digits = false, fraction = false;
  for (const char c : low) {
    if (c >= '0' && c <= '9') {
      digits = true;
      if (fraction) {
        part /= 10;
        out += part * (c - '0');
      } else {
        out = out * 10 + (c - '0');
      }
    } else if (c == '.' && digits && !fraction) {
      fraction = true;
      part = 1;
    } else if (c != ',' || !digits) {
      return std::nullopt;
    }
  }
  if (!digits || low.size() > 18) return std::nullopt;
  return out;
}

// "twenty-one", "three-quarters": parts joined by hyphens, added up; a fraction is taken as often as it is told.
std::optional<double> number_of(std::string_view low) {
  if (const std::optional<double> n = figure(low)) return n;
  if (const std::optional<double> n = small_number(low)) return n;
  const std::size_t hyphen = low.find('-');
  if (hyphen == std::string_view::npos) return std::nullopt;
  const std::optional<double> a = small_number(low.substr(0, hyphen)), b = small_number(low.substr(hyphen + 1));
  if (!a || !b) return std::nullopt;
  return *b < 1 ? *a * *b : *a >= 20 && *b < 10 ? std::optional{*a + *b} : std::nullopt;
}

constexpr double kAll = -1;

// Numbers with what scales them. One that is a name's or a date's part is a number all the same: both change meaning.
std::vector<Told> numbers_in(const std::vector<Word>& words) {
  std::vector<Told> out;
  for (std::size_t i = 0; i < words.size(); ++i) {
    Told told{i, i + 1, 0};
    if (words[i].low == "all" && i + 1 < words.size() && number_of(words[i + 1].low)) {
      told = {i, i + 2, kAll};
      out.push_back(told);
      // The number itself stands too.
      out.push_back({i + 1, i + 2, *number_of(words[i + 1].low)});
      ++i;
      continue;
    }
    const std::optional<double> first = number_of(words[i].low);
    if (!first || (words[i].low == "one" && !(i + 1 < words.size() && is_scale(words[i + 1].low)))) continue;
    told.value = *first;
    while (told.end < words.size() && is_scale(words[told.end].low)) told.value *= *small_number(words[told.end++].low);
    const auto word = [&](std::size_t at) { return at < words.size() ? std::string_view{words[at].low} : ""; };
    if (word(told.end) == "basis" && word(told.end + 1).starts_with("point")) {
      told.value /= 100;
      told.end += 2;
    }
    out.push_back(told);
    i = told.end - 1;
  }
  return out;
}

bool is_hedge(std::string_view low) {
  static const std::unordered_set<std::string_view> kHedges{
      "probable", "probably",    "likely",      "unlikely",    "possible",  "possibly",    "perhaps",  "may",
      "might",    "could",       "maybe",       "alleged",     "allegedly", "suspected",   "suspect",  "suspects",
      "believed", "apparently",  "apparent",    "reportedly",  "seems",     "seemed",      "appears",  "appeared",
      "presumed", "presumably",  "potential",   "potentially", "estimated", "roughly",     "suggests", "suggested",
      "suggest",  "unconfirmed", "preliminary", "supposedly",  "purported", "purportedly", "thought",  "expected"};
  return kHedges.contains(low);
}

bool is_negation(std::string_view low) {
  return low == "not" || low == "no" || low == "never" || low == "none" || low == "nobody" || low == "nothing" ||
         low == "without" || low == "neither" || low == "nor" || low == "cannot" || low.ends_with("n't");
}

// Runs of capitalised words, but for one that only opens the sentence.
std::vector<Told> names_in(const std::vector<Word>& words) {
  std::vector<Told> out;
  for (std::size_t i = 0; i < words.size();) {
    if (!words[i].capital) {
      ++i;
      continue;
    }
    std::size_t end = i + 1;
    while (end < words.size() && words[end].capital) ++end;
    if (i > 0 || end > 1) out.push_back({i, end, 0});
    i = end;
  }
  return out;
}

// Pairs what each side alone has, in order; what is left has no partner.
void pair_up(ChangeKind kind, const std::vector<std::string>& before, const std::vector<std::string>& after,
             std::vector<Change>& out) {
  for (std::size_t i = 0; i < std::max(before.size(), after.size()); ++i)
    out.push_back({kind, i < before.size() ? before[i] : "", i < after.size() ? after[i] : ""});
}

class Comparison {
 public:
  Comparison(std::string_view upstream, std::string_view downstream)
      : up_{upstream}, down_{downstream}, up_words_{words_of(upstream)}, down_words_{words_of(downstream)} {}

  std::vector<Change> run() {
    hedges();
    numbers();
    negations();
    names();
    return std::move(out_);
  }

 private:
  void numbers() {
    const std::vector<Told> a = numbers_in(up_words_), b = numbers_in(down_words_);
    const auto alone = [](const std::vector<Told>& these, const std::vector<Told>& those, std::string_view text,
                          const std::vector<Word>& words) {
      std::vector<std::string> out;
      std::vector<bool> used(those.size(), false);
      for (const Told& t : these) {
        bool found = false;
        for (std::size_t i = 0; i < those.size() && !found; ++i) {
          found = !used[i] && std::fabs(those[i].value - t.value) <= 1e-6 * std::fabs(t.value);
          if (found) used[i] = true;
        }
        if (!found) out.push_back(words_between(text, words, t.begin, t.end));
      }
      return out;
    };
    const std::vector<std::string> before = alone(a, b, up_, up_words_), after = alone(b, a, down_, down_words_);
    // A number that one side alone tells is more told, not told otherwise.
    const std::size_t both = std::min(before.size(), after.size());
    for (std::size_t i = 0; i < both; ++i) out_.push_back({ChangeKind::kNumber, before[i], after[i]});
  }

  void hedges() {
    const auto alone = [](const std::vector<Word>& these, const std::vector<Word>& those) {
      std::vector<std::string> out;
      for (const Word& w : these) {
        if (is_hedge(w.low) && std::none_of(those.begin(), those.end(), [&](const Word& o) { return o.low == w.low; }))
          out.push_back(w.low);
      }
      return out;
    };
    pair_up(ChangeKind::kHedge, alone(up_words_, down_words_), alone(down_words_, up_words_), out_);
  }

  void negations() {
    const auto negated = [](const std::vector<Word>& words) {
      std::vector<std::string> out;
      for (const Word& w : words) {
        if (is_negation(w.low)) out.push_back(w.low);
      }
      return out;
    };
    const std::vector<std::string> before = negated(up_words_), after = negated(down_words_);
    if (before.empty() == after.empty()) return;
    out_.push_back({ChangeKind::kNegation, before.empty() ? "" : before.front(), after.empty() ? "" : after.front()});
  }

  // One name of each side that the other has no word of: the one stands where the other stood.
  void names() {
    const auto alone = [](const std::vector<Word>& these, const std::vector<Word>& those, std::string_view text) {
      std::vector<std::string> out;
      std::set<std::string_view> known;
      for (const Word& w : those) known.insert(w.low);
      for (const Told& name : names_in(these)) {
        bool shared = false;
        for (std::size_t i = name.begin; i < name.end; ++i) shared = shared || known.contains(these[i].low);
        if (!shared && !number_of(these[name.begin].low))
          out.push_back(words_between(text, these, name.begin, name.end));
      }
      return out;
    };
    const std::vector<std::string> before = alone(up_words_, down_words_, up_),
                                   after = alone(down_words_, up_words_, down_);
    if (before.size() == 1 && after.size() == 1) out_.push_back({ChangeKind::kName, before[0], after[0]});
  }

  std::string_view up_, down_;
  std::vector<Word> up_words_, down_words_;
  std::vector<Change> out_;
};

class Drifter {
 public:
  explicit Drifter(const Store& store) : store_{store} {}

  Result<Drift> run(const Trace& trace) {
    out_.claim = trace.claim;
    out_.document = trace.document;
    out_.truncated = trace.truncated;
    std::set<std::pair<NodeId, NodeId>> seen;
    for (const Chain& chain : trace.chains) {
      for (std::size_t i = chain.steps.size(); i-- > 0;) {
        const TraceStep& step = chain.steps[i];
        const std::optional<ClaimId> to = step.to.claim();
        if (step.relation != Relation::kRepeats || !to) continue;
        const std::optional<ClaimId> from = teller(chain, i);
        if (!from || !seen.insert({NodeId{*to}, NodeId{*from}}).second) continue;
        if (const Result<void> added = add(*to, *from); !added) return added.error();
      }
    }
    return std::move(out_);
  }

 private:
  // The claim that step i of a chain starts from: hops may stand between it and its end.
  static std::optional<ClaimId> teller(const Chain& chain, std::size_t i) {
    for (std::size_t at = i + 1; at-- > 0;) {
      if (const std::optional<ClaimId> claim = chain.steps[at].from.claim()) return claim;
    }
    return std::nullopt;
  }

  Result<void> add(ClaimId upstream, ClaimId downstream) {
    DriftStep step;
    for (auto [id, claim, document] :
         {std::tuple{upstream, &step.from, &step.from_document}, std::tuple{downstream, &step.to, &step.to_document}}) {
      Result<std::optional<Claim>> found = store_.claim(id);
      if (!found) return found.error();
      Result<std::optional<Document>> in = store_.document(document_of(id));
      if (!in) return in.error();
      if (!*found || !*in) return {};  // gone since
      *claim = std::move(**found);
      *document = std::move(**in);
    }
    step.changes = changes_between(step.from.text, step.to.text);
    if (const Result<void> done = add_source(step); !done) return done;
    out_.steps.push_back(std::move(step));
    return {};
  }

  Result<std::optional<Agent>> speaker_of(const Claim& claim) const {
    return claim.speaker ? store_.agent(*claim.speaker) : Result<std::optional<Agent>>{std::optional<Agent>{}};
  }

  // Who is said to have said it. The document upstream, or who put it out, standing for its own source is no change.
  Result<void> add_source(DriftStep& step) const {
    const Result<std::optional<Agent>> before = speaker_of(step.from), after = speaker_of(step.to);
    if (!before) return before.error();
    if (!after) return after.error();
    if (!*before) return {};
    const auto key = [](const std::string& name) { return name_key(name); };
    std::string then = (*before)->name, now;
    if (*after) {
      now = (*after)->name;
      if ((*before)->id == (*after)->id || key(now) == key(step.from_document.publisher)) return {};
      for (const std::string& name : (*after)->names) {
        for (const std::string& other : (*before)->names) {
          const std::string a = key(name), b = key(other);
          if (a.find(b) != std::string::npos || b.find(a) != std::string::npos) return {};
        }
      }
    } else if (step.to.form != ClaimForm::kOwn) {
      return {};
    }
    step.changes.push_back({ChangeKind::kSource, std::move(then), std::move(now)});
    return {};
  }

  const Store& store_;
  Drift out_;
};

}  // namespace

std::string_view to_string(ChangeKind kind) {
  constexpr std::array<std::string_view, 5> kNames{"hedge", "number", "name", "negation", "source"};
  return kNames[std::min<std::size_t>(static_cast<std::size_t>(kind), kNames.size() - 1)];
}

std::vector<Change> changes_between(std::string_view upstream, std::string_view downstream) {
  return Comparison{upstream, downstream}.run();
}

Result<Drift> drift(const Store& store, ClaimId claim, const TraceOptions& options) {
  const Result<Trace> traced = trace(store, claim, options);
  return traced ? detail::drift_of(store, *traced) : Result<Drift>{traced.error()};
}

Result<Drift> detail::drift_of(const Store& store, const Trace& trace) { return Drifter{store}.run(trace); }

}  // namespace headwater
