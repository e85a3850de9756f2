#include "reading/span_judge.h"

#include <algorithm>
#include <cmath>
#include <utility>

#include "reading/attributions.h"

namespace headwater::detail {
namespace {

// f(j) for each neighbour of candidate k of `size`.
template <class F>
void each_beside(std::size_t k, std::size_t size, F&& f) {
  constexpr std::size_t kBeside = 8;
  for (std::size_t j = k > kBeside ? k - kBeside : 0; j < std::min(size, k + kBeside + 1); ++j) {
    if (j != k) f(j);
  }
}

std::int32_t size_of(const std::vector<Range>& runs) {
  std::int32_t n = 0;
  for (const Range& r : runs) n += r.end - r.begin;
  return n;
}

// Marks and prepositions in front of a name are not of it.
Range trimmed(const Analysis& a, Range s) {
  std::int32_t first = s.begin;
  while (first < s.end && (a.is_mark(first) || a.tag_of(first) == Tag::kIN || a.tag_of(first) == Tag::kRB) &&
         !a.is_quote_mark(first))
    ++first;
  return first < s.end ? Range{first, s.end} : s;
}

void add_choice(Candidate& r, Range source, std::uint8_t voice) {
  for (SourceChoice& known : r.sources) {
    if (source.empty() ? !known.source.empty() : !source.overlaps(known.source)) continue;
    known.voices |= voice;
    return;
  }
  const bool stands_free = source.begin >= r.window.begin && source.end <= r.window.end && !source.overlaps(r.cue) &&
                           r.count(source, kContent) == 0;
  if (source.empty() || stands_free) r.sources.push_back({source, voice});
}

// The likeliest run of tokens for a source that the network did not take.
Range rival_of(const Candidate& r) {
  constexpr float kSeed = 0.08f, kEdge = 0.04f;
  std::int32_t best = -1;
  float most = kSeed;
  const auto belief = [&](std::int32_t i) { return r.source_belief[static_cast<std::size_t>(i - r.window.begin)]; };
  const auto free = [&](std::int32_t i) { return r.at(i) == kOutside && !r.cue.contains(i); };
  for (std::int32_t i = r.window.begin; i < r.window.end; ++i) {
    if (free(i) && belief(i) > most) {
      most = belief(i);
      best = i;
    }
  }
  if (best < 0) return {};
  Range out{best, best + 1};
  while (out.begin > r.window.begin && free(out.begin - 1) && belief(out.begin - 1) > kEdge) --out.begin;
  while (out.end < r.window.end && free(out.end) && belief(out.end) > kEdge) ++out.end;
  return out;
}

std::uint32_t kind_of_source(const Analysis& a, Range s) {
  if (s.empty()) return 0;
  const Tag t = a.tag_of(s.begin);
  if (t == Tag::kPRP) return 1;
  if (t == Tag::kWP || t == Tag::kWDT) return 2;
  for (std::int32_t i = s.begin; i < s.end; ++i) {
    if (is_proper(a.tag_of(i))) return 3;
  }
  return a.tag_of(s.end - 1) == Tag::kNNS ? 5 : 4;
}

// A probability in classes, finer towards 1.
std::uint32_t believed(double p) {
  return static_cast<std::uint32_t>(p < 0.5 ? p * 10
                                            : 5 + std::clamp(static_cast<int>(-std::log2(2.02 - 2 * p) * 2), 0, 14));
}

std::uint32_t size_class(std::int32_t n) {
  return static_cast<std::uint32_t>(n <= 3 ? n : n <= 5 ? 4 : n <= 8 ? 5 : n <= 14 ? 6 : n <= 25 ? 7 : n <= 45 ? 8 : 9);
}

struct SourceBelief {
  float mean = 0, most = 0;  // of the choice's tokens
  float rival = 0;           // most of any other token
};

SourceBelief belief_of(const Candidate& r, Range source) {
  SourceBelief out;
  for (std::int32_t i = r.window.begin; i < r.window.end; ++i) {
    const float p = r.source_belief[static_cast<std::size_t>(i - r.window.begin)];
    if (source.contains(i)) {
      out.mean += p;
      out.most = std::max(out.most, p);
    } else {
      out.rival = std::max(out.rival, p);
    }
  }
  out.mean = source.empty() ? 1 - out.rival : out.mean / static_cast<float>(source.end - source.begin);
  return out;
}

}  // namespace

SpanJudge SpanJudge::from(std::string words, std::string_view trees) {
  SpanJudge out;
  out.word_bytes_ = std::make_unique<const std::string>(std::move(words));
  out.words = LinearModel::view(*out.word_bytes_);
  out.trees = TreeModel::from(trees, kJudgeNumbers);
  return out;
}

void list_sources(const SpanContext& c, Candidate& r) {
  const Analysis& a = c.a;
  r.sources.clear();
  const Range rival = rival_of(r);
  const bool verb = is_verb(a.tag_of(r.head));
  const Range group = verb ? verb_group(a, r.head) : Range{};
  const bool passive = verb && traits_of(a, r.head, group).passive;
  const Cue* cue = passive ? find_cue(a.word(r.head)) : nullptr;
  const bool asks = cue != nullptr && takes_hearer(cue->lemma);
  // "X was asked about C", "Told that C, X ...": who is asked or told says nothing.
  const auto is_asked = [&](Range source) { return asks && source.begin <= r.cue.begin; };
  for (const Range& run : r.runs(kSource)) {
    if (const Range source = trimmed(a, run); !is_asked(source)) r.sources.push_back({source, SourceChoice::kNetwork});
  }
  if (r.sources.empty()) r.sources.push_back({{}, SourceChoice::kNetwork});
  for (std::uint8_t& label : r.labels) {
    if (label == kSource) label = kOutside;
  }
  if (const FoundAttribution* by_rule = c.rule_of(r.cue)) add_choice(r, by_rule->source, SourceChoice::kRules);
  if (verb) {
    const Range subject = find_source(a, r.head, group, passive).range;
    if (!subject.empty() && !is_asked(subject)) add_choice(r, subject, SourceChoice::kSyntax);
  }
  if (!rival.empty() && !is_asked(rival)) add_choice(r, trimmed(a, rival), SourceChoice::kRival);
  add_choice(r, {}, 0);
}

JudgedCandidate::JudgedCandidate(const SpanContext& c, const std::vector<Candidate>& all, std::size_t k)
    : c_{c}, r_{all[k]}, contents_{r_.runs(kContent)}, content_{size_of(contents_)} {
  const Analysis& a = c.a;
  const auto sentence = [&](std::int32_t i) { return a.tokens[static_cast<std::size_t>(i)].sentence; };
  const auto speech = [&](std::int32_t i) { return a.quotes[static_cast<std::size_t>(a.quote_of(i))].is_speech; };
  if (is_verb(a.tag_of(r_.head))) traits_ = traits_of(a, r_.head, verb_group(a, r_.head));
  if (!contents_.empty()) {
    const Range q = contents_.front();
    const std::int32_t end = contents_.back().end;
    opens_ = static_cast<std::uint32_t>(a.tag_of(q.begin));
    closes_ = end < a.size() ? static_cast<std::uint32_t>(a.tag_of(end)) : 99;
    for (std::int32_t i = q.begin; i < q.end; ++i) {
      if (is_finite(a.tag_of(i))) what_ |= 1;
      if (a.tag_of(i) == Tag::kTO) what_ |= 2;
      if (a.quote_of(i) < 0) continue;
      quoted_ = std::max(quoted_, speech(i) ? 2u : 1u);
      quoted_share_ += speech(i) ? 1.0f : 0.0f;
    }
    quoted_share_ /= static_cast<float>(q.end - q.begin);
    if (a.word(q.begin) == "that") what_ |= 4;
    same_ = sentence(q.begin) == sentence(r_.cue.begin) ? 1 : 0;
    // Beliefs in the content: mean and least within, most without, at its rims and just beyond, and in all.
    const auto at = [&](std::int32_t i) {
      return r_.window.contains(i) ? r_.content_belief[static_cast<std::size_t>(i - r_.window.begin)] : 0.0f;
    };
    float in = 0, least = 1, out = 0, sum = 0;
    for (std::int32_t i = r_.window.begin; i < r_.window.end; ++i) {
      sum += at(i);
      if (r_.at(i) == kContent) {
        in += at(i);
        least = std::min(least, at(i));
      } else if (!r_.cue.contains(i)) {
        out = std::max(out, at(i));
      }
    }
    const auto n = static_cast<float>(content_);
    beliefs_ = {in / n, least, out, at(q.begin), at(q.begin - 1), at(end - 1), at(end), sum / n, sum};
  }
  each_beside(k, all.size(), [&](std::size_t j) {
    const auto odds = static_cast<float>(all[j].cue_odds);
    if (all[j].at(r_.cue.begin) == kContent) {
      within_ = std::max(within_, odds);
      ++count_within_;
    }
    if (r_.at(all[j].cue.begin) == kContent) {
      around_ = std::max(around_, odds);
      ++count_around_;
    }
  });
  if (k > 0) last_ = std::min(last_, r_.cue.begin - all[k - 1].cue.end);
  if (k + 1 < all.size()) next_ = std::min(next_, all[k + 1].cue.begin - r_.cue.end);
  if (const FoundAttribution* by_rule = c.rule_of(r_.cue)) {
    rule_ = 1 + static_cast<std::uint32_t>(by_rule->confidence * 5);
    rule_confidence_ = static_cast<float>(by_rule->confidence);
    std::int32_t both = 0;
    for (const Range& x : by_rule->content) both += r_.count(x, kContent);
    rule_content_ =
        2.0f * static_cast<float>(both) / static_cast<float>(std::max(1, size_of(by_rule->content) + content_));
  }
  for (const SourceChoice& s : r_.sources) {
    if (!s.source.empty()) voices_ |= s.voices;
  }
}

void JudgedCandidate::words(std::size_t choice, Features& out) const {
  const Analysis& a = c_.a;
  const Range named = r_.sources[choice].source;
  const std::uint32_t voices = r_.sources[choice].voices;
  const auto h = static_cast<std::size_t>(r_.head);
  const std::uint32_t word = c_.word[h], who = kind_of_source(a, named);
  std::uint32_t order = 0, gap = 0;
  if (!contents_.empty()) {
    const Range q = contents_.front();
    order = (q.begin < r_.cue.begin ? 1u : 2u) + (named.empty() ? 0u : named.begin < r_.cue.begin ? 4u : 8u);
    gap = size_class(q.begin < r_.cue.begin ? r_.cue.begin - q.end : q.begin - r_.cue.end);
  }
  const std::uint32_t inside = std::min(count_within_, 2u), around = std::min(count_around_, 2u);
  const auto margin = static_cast<std::uint32_t>(std::clamp(static_cast<int>(r_.cue_odds * 2) + 16, 0, 32));
  const auto path = static_cast<std::uint32_t>(std::clamp(static_cast<int>(-r_.path * 2), 0, 24));
  const std::uint32_t quote = a.quote_of(r_.head) < 0                                             ? 0
                              : a.quotes[static_cast<std::size_t>(a.quote_of(r_.head))].is_speech ? 2
                                                                                                  : 1;
  const std::uint32_t tag = static_cast<std::uint32_t>(a.tag_of(r_.head));
  const std::uint32_t length = size_class(r_.cue.end - r_.cue.begin);
  const std::uint32_t nc = size_class(content_), ns = size_class(named.end - named.begin);
  const std::uint32_t w1 = r_.cue.end < a.size() ? c_.word[static_cast<std::size_t>(r_.cue.end)] : 1;
  const std::uint32_t s_word = named.empty() ? 0 : c_.word[static_cast<std::size_t>(named.end - 1)];
  const std::uint32_t source = believed(static_cast<double>(belief_of(r_, named).mean));
  const std::uint32_t content = believed(static_cast<double>(beliefs_[0]));
  out.clear();
  for (const std::uint32_t f : {
           feature(301, 0),
           feature(302, margin),
           feature(303, word),
           feature(304, word, who),
           feature(305, word, what_, quoted_),
           feature(306, order),
           feature(307, order, who, what_),
           feature(308, nc),
           feature(309, ns, who),
           feature(310, nc, what_, quoted_),
           feature(311, inside, around),
           feature(312, rule_),
           feature(313, rule_, margin),
           feature(314, tag, length),
           feature(315, tag, what_, who),
           feature(316, quote, order),
           feature(317, c_.rate[h], what_, who),
           feature(318, opens_, closes_),
           feature(319, word, opens_),
           feature(320, same_, quoted_, order),
           feature(321, gap, order),
           feature(322, w1, word),
           feature(323, w1, tag),
           feature(324, s_word),
           feature(325, s_word, word),
           feature(326, static_cast<std::uint32_t>(a.dep_of(r_.head)), tag),
           feature(327, inside, margin),
           feature(328, around, rule_),
           feature(329, c_.flags[h], c_.rate[h]),
           feature(330, c_.word[static_cast<std::size_t>(r_.cue.begin)], length),
           feature(331, margin, what_, who),
           feature(332, order, quoted_, what_),
           feature(333, static_cast<std::uint32_t>(contents_.size()), named.empty() ? 0u : 1u),
           feature(334, path),
           feature(335, path, margin / 3),
           feature(336, path / 3, what_, quoted_),
           feature(337, voices, who),
           feature(338, voices, order),
           feature(339, source, who),
           feature(340, source, content),
           feature(341, content, what_, quoted_),
           feature(342, source, order),
           feature(343, source, margin),
           feature(344, voices, voices_),
       }) {
    out.push_back(f);
  }
}

void JudgedCandidate::numbers(std::size_t choice, double by_words, std::array<float, kJudgeNumbers>& out) const {
  const Analysis& a = c_.a;
  const SourceChoice& s = r_.sources[choice];
  const Range who = s.source;
  const SourceBelief source = belief_of(r_, who);
  const Range q = contents_.empty() ? Range{} : contents_.front();
  const Range sentence = a.sentence_of(r_.cue.begin);
  const std::int32_t head = who.empty() ? -1 : head_of_phrase(a, who);
  const Cue* cue = find_cue(a.word(r_.head));
  const auto away = [&](Range x) {
    return x.end <= r_.cue.begin ? x.end - 1 - r_.cue.begin : x.begin - r_.cue.end + 1;
  };
  std::size_t n = 0;
  const auto put = [&](auto x) { out[n++] = static_cast<float>(x); };
  out.fill(0);
  put(by_words);
  put(r_.cue_odds);
  put(r_.path);
  for (const float belief : beliefs_) put(belief);
  put(content_);
  put(contents_.size());
  put(source.mean);
  put(source.most);
  put(source.rival);
  put(who.end - who.begin);
  for (const std::uint8_t voice :
       {SourceChoice::kNetwork, SourceChoice::kRules, SourceChoice::kSyntax, SourceChoice::kRival}) {
    put((s.voices & voice) != 0);
    put((voices_ & voice) != 0);
  }
  put(r_.sources.size());
  put(rule_confidence_);
  put(rule_content_);
  put(who.empty() ? 0 : away(who));
  put(q.empty() ? 0 : away(q));
  put(who.empty() ? -1 : a.sentence_of(who.begin).begin == sentence.begin);
  put(same_);
  put(head < 0 ? -1 : c_.who[static_cast<std::size_t>(head)]);
  put(kind_of_source(a, who));
  put(head < 0 ? -1 : static_cast<int>(a.dep_of(head)));
  put(head < 0 ? 0 : a.head_of(head) == r_.head);
  put(what_ & 1);
  put(what_ & 2);
  put(what_ & 4);
  put(quoted_share_);
  put(a.quote_of(r_.head) >= 0);
  put(cue == nullptr ? 0 : cue->rate);
  put(cue != nullptr && is_speech_lemma(cue->lemma));
  put(cue != nullptr && takes_hearer(cue->lemma));
  put(static_cast<int>(a.tag_of(r_.head)));
  put(static_cast<int>(a.dep_of(r_.head)));
  put(r_.cue.end - r_.cue.begin);
  put(traits_.passive);
  put(traits_.negated);
  put(traits_.modal);
  put(traits_.conditional);
  put(within_);
  put(around_);
  put(count_within_);
  put(count_around_);
  put(last_);
  put(next_);
  put(sentence.end - sentence.begin);
  put(r_.cue.begin - sentence.begin);
  put(opens_);
  put(closes_);
}

void judge_candidates(const SpanContext& c, const SpanJudge& judge, std::vector<Candidate>& all) {
  Features words;
  LinearModel::Scores scores{};
  std::array<float, kJudgeNumbers> numbers{};
  for (std::size_t k = 0; k < all.size(); ++k) {
    const JudgedCandidate view{c, all, k};
    all[k].confidence = -1;
    for (std::size_t s = 0; s < all[k].sources.size(); ++s) {
      view.words(s, words);
      judge.words.score(words, scores);
      view.numbers(s, scores[0] * judge.words.scale(), numbers);
      const double p = 1 / (1 + std::exp(-static_cast<double>(judge.trees.score(numbers.data()))));
      if (p <= all[k].confidence) continue;
      all[k].confidence = p;
      all[k].source = s;
    }
  }
}

std::vector<std::size_t> choose_candidates(const std::vector<Candidate>& all, double least) {
  // A cue inside what another attributes is part of those words: the outer one stands. Of two that are each inside the
  // other the surer does.
  std::vector<bool> outer(all.size(), false), taken(all.size(), false);
  std::vector<std::size_t> order(all.size());
  for (std::size_t k = 0; k < all.size(); ++k) {
    order[k] = k;
    each_beside(k, all.size(), [&](std::size_t j) { outer[k] = outer[k] || all[k].at(all[j].cue.begin) == kContent; });
  }
  std::stable_sort(order.begin(), order.end(), [&](std::size_t x, std::size_t y) {
    return outer[x] != outer[y] ? outer[x] : all[x].confidence > all[y].confidence;
  });
  for (const std::size_t k : order) {
    if (all[k].confidence < least || all[k].count(all[k].window, kContent) == 0) continue;
    bool clash = false;
    each_beside(k, all.size(), [&](std::size_t j) {
      clash =
          clash || (taken[j] && (all[j].at(all[k].cue.begin) == kContent || all[k].at(all[j].cue.begin) == kContent));
    });
    taken[k] = !clash;
  }
  std::vector<std::size_t> out;
  for (std::size_t k = 0; k < all.size(); ++k) {
    if (taken[k]) out.push_back(k);
  }
  return out;
}

}  // namespace headwater::detail
