#include "headwater/query/drift.h"

#include <algorithm>
#include <array>
#include <cctype>
#include <cmath>
#include <map>
#include <optional>
#include <set>
#include <unordered_map>
#include <unordered_set>
#include <utility>

#include "headwater/schema/amount.h"
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

// Words [begin, end).
struct Told {
  std::size_t begin = 0, end = 0;
};

std::string words_between(std::string_view text, const std::vector<Word>& words, std::size_t begin, std::size_t end) {
  return std::string{slice(text, {words[begin].place.begin, words[end - 1].place.end})};
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
    if (i > 0 || end > 1) out.push_back({i, end});
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
  // What one side alone tells, as it stands there.
  struct Number {
    std::string words;
    double value = 0;
    bool is_share = false;
    std::set<std::string> counted{};  // the words of what it counts, as far as they stand behind it
  };

  // Amounts, and "all 40" and "every", which are no 40 and no part.
  static std::vector<Number> numbers_in(std::string_view text) {
    constexpr double kAll = -1;
    std::vector<Number> out;
    const std::vector<Amount> amounts = amounts_in(text);
    for (std::size_t i = 0; i < amounts.size(); ++i) {
      const Amount& amount = amounts[i];
      const std::string_view before = text.substr(0, amount.span.begin);
      const bool all = before.size() >= 4 && fold(before.substr(before.size() - 4)) == "all";
      // Up to the next number, but for "nine of 34 pipes", which counts what the other does.
      std::size_t from = amount.span.end;
      std::size_t next = i + 1;
      if (next < amounts.size() && text.substr(from, amounts[next].span.begin - from) == " of ")
        from = amounts[next++].span.end;
      const std::size_t end = next < amounts.size() ? amounts[next].span.begin : text.size();
      std::set<std::string> counted = counted_behind(text.substr(from, end - from));
      if (all)
        out.push_back({std::string{slice(text, {amount.span.begin - 4, amount.span.end})}, kAll, false, counted});
      out.push_back({std::string{slice(text, amount.span)}, amount.value, amount.is_share, std::move(counted)});
    }
    return out;
  }

  // "of 34 paint samples, ..." counts paint and samples. Without the sign of a plural.
  static std::set<std::string> counted_behind(std::string_view text) {
    constexpr std::size_t kMostWords = 5;
    std::set<std::string> out;
    std::size_t told = 0;
    for (const ByteSpan place : word_spans(text)) {
      const bool is_apart = text.substr(told, place.begin - told).find_first_of(",;:.()") != std::string_view::npos;
      if (is_apart || out.size() == kMostWords) break;
      std::string word = fold(slice(text, place));
      told = place.end;
      if (word == "of" || word == "the" || std::isdigit(static_cast<unsigned char>(word.front())) != 0) continue;
      if (word.size() > 3 && word.ends_with('s')) word.pop_back();
      out.insert(std::move(word));
    }
    return out;
  }

  // A year, as far as the number tells.
  static bool is_year(const Number& number) {
    constexpr double kFirst = 1500, kLast = 2100;
    return number.words.size() == 4 && number.value >= kFirst && number.value < kLast;
  }

  // The digits that tell, in order of size: "18.4", "14.8" and "1,840" have the same, and are one slip apart.
  static std::string digits_of(const Number& number) {
    std::string out;
    for (const char c : number.words) {
      if (std::isdigit(static_cast<unsigned char>(c)) != 0 && c != '0') out += c;
    }
    std::sort(out.begin(), out.end());
    return out;
  }

  // The one of `these` that most likely stands where `number` stood: that is one slip away, or counts the same, else
  // the first that could.
  static std::size_t partner_of(const Number& number, const std::vector<Number>& these, const std::vector<bool>& used) {
    constexpr std::size_t kSlipped = 100;  // words that are counted
    const std::string digits = digits_of(number);
    std::size_t best = these.size();
    std::size_t best_shared = 0;
    for (std::size_t i = 0; i < these.size(); ++i) {
      if (used[i] || is_year(these[i]) != is_year(number)) continue;
      auto shared = static_cast<std::size_t>(
          std::count_if(number.counted.begin(), number.counted.end(),
                        [&](const std::string& word) { return these[i].counted.contains(word); }));
      if (digits.size() >= 2 && digits == digits_of(these[i])) shared += kSlipped;
      if (best < these.size() && shared <= best_shared) continue;
      best = i;
      best_shared = shared;
    }
    return best;
  }

  // "31 of the": the words with "of" behind them.
  static bool stands_of(std::string_view text, std::string_view words) {
    const std::size_t at = text.find(words);
    return at != std::string_view::npos && text.substr(at + words.size()).starts_with(" of ");
  }

  static std::vector<Number> alone(const std::vector<Number>& these, const std::vector<Number>& those) {
    std::vector<Number> out;
    std::vector<bool> used(those.size(), false);
    for (const Number& one : these) {
      bool found = false;
      for (std::size_t i = 0; i < those.size() && !found; ++i) {
        // No year is told roughly.
        const double off = is_year(one) && is_year(those[i]) ? 0 : 0.005 * std::fabs(one.value);
        found = !used[i] && std::fabs(those[i].value - one.value) <= off;
        if (found) used[i] = true;
      }
      if (!found) out.push_back(one);
    }
    return out;
  }

  void numbers() {
    const std::vector<Number> a = numbers_in(up_), b = numbers_in(down_);
    const std::vector<Number> before = alone(a, b), after = alone(b, a);
    // A number that one side alone tells is more told, not told otherwise.
    std::vector<bool> used(before.size(), false);
    for (const Number& number : after) {
      const std::size_t i = partner_of(number, before, used);
      if (i == before.size()) continue;
      used[i] = true;
      out_.push_back({ChangeKind::kNumber, before[i].words, number.words});
    }
    // A part that has become the whole: "31 of the 87 locks" is "87 locks".
    if (after.empty() && before.size() == 1) {
      for (std::size_t i = 0; i + 1 < a.size(); ++i) {
        const bool part = a[i].words == before.front().words && !a[i].is_share && a[i + 1].value > a[i].value;
        if (!part || b.size() != 1 || b.front().value != a[i + 1].value || !stands_of(up_, a[i].words)) continue;
        out_.push_back({ChangeKind::kNumber, a[i].words, b.front().words});
        return;
      }
    }
    if (!after.empty() || before.empty() || !before.front().is_share) return;
    for (const Word& word : down_words_) {
      if (word.low != "every" && word.low != "all" && word.low != "everyone" && word.low != "none") continue;
      out_.push_back({ChangeKind::kNumber, before.front().words, std::string{slice(down_, word.place)}});
      return;
    }
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
        std::string words = words_between(text, these, name.begin, name.end);
        if (!shared && amounts_in(words).empty()) out.push_back(std::move(words));
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
    out_.view = trace.view;
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
          const std::string a = " " + key(name) + " ", b = " " + key(other) + " ";
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
