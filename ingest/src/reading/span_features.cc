#include "reading/span_features.h"

#include <algorithm>
#include <string_view>

#include "reading/contents.h"
#include "reading/cues.h"
#include "reading/lexicon.h"
#include "syntax/linear_model.h"

namespace headwater::detail {
namespace {

std::uint32_t hash_of(std::string_view bytes) {
  std::uint32_t h = 2166136261u;  // FNV-1a
  for (const char c : bytes) h = (h ^ static_cast<std::uint8_t>(c >= '0' && c <= '9' ? '0' : c)) * 16777619u;
  return h;
}

std::uint32_t bucket(std::int32_t n) {
  n = n < 0 ? -n : n;
  return static_cast<std::uint32_t>(n <= 4 ? n : n <= 6 ? 5 : n <= 9 ? 6 : n <= 14 ? 7 : n <= 24 ? 8 : 9);
}

constexpr std::uint32_t kEdge = 7;

// English endings off, so that "vowed", "vows" and "vowing" are one.
std::uint32_t stem_of(std::string_view w) {
  for (const std::string_view ending : {"ing", "ied", "ies", "ed", "es", "s"}) {
    if (w.size() < ending.size() + 3 || !w.ends_with(ending)) continue;
    w.remove_suffix(ending.size());
    break;
  }
  if (w.size() > 3 && w[w.size() - 1] == w[w.size() - 2]) w.remove_suffix(1);
  if (w.size() > 3 && (w.back() == 'e' || w.back() == 'y' || w.back() == 'i')) w.remove_suffix(1);
  return hash_of(w);
}

std::uint8_t who_is(const Analysis& a, std::int32_t i) {
  const Tag t = a.tag_of(i);
  if (t == Tag::kPRP)
    return a.word(i) == "it" ? 2 : a.word(i) == "i" || a.word(i) == "we" || a.word(i) == "you" ? 3 : 1;
  if (t == Tag::kWP || t == Tag::kWDT) return 4;
  if (is_proper(t)) return 5;
  if (const std::optional<Noun> noun = find_noun(a.word(i)))
    return static_cast<std::uint8_t>(6 + static_cast<int>(noun->what));
  return is_noun(t) ? 14 : t == Tag::kEX ? 15 : 16;
}

// Kinds of token that borders lie at.
std::uint32_t border(const Analysis& a, std::int32_t i) {
  if (i < 0 || i >= a.size()) return 1;
  const std::string& w = a.word(i);
  if (w == ",") return 2;
  if (w == "." || w == "!" || w == "?") return 3;
  if (w == ":" || w == ";") return 4;
  if (a.is_quote_mark(i)) {
    const std::int32_t q = a.quote_of(i);
    if (q < 0) return 5;
    return a.quotes[static_cast<std::size_t>(q)].marks.begin == i ? 6 : 8;
  }
  if (w == "that" && a.tag_of(i) == Tag::kIN) return 9;
  if (a.tag_of(i) == Tag::kCC) return 10;
  if (a.tag_of(i) == Tag::kWDT || a.tag_of(i) == Tag::kWP) return 11;
  if (w == "(" || w == ")" || w == "--" || w == "\xe2\x80\x94" || w == "-") return 12;
  if (a.tag_of(i) == Tag::kIN || a.tag_of(i) == Tag::kTO) return 13;
  if (a.tag_of(i) == Tag::kDT) return 14;
  if (a.tag_of(i) == Tag::kPRP) return 15;
  if (is_finite(a.tag_of(i))) return 16;
  if (is_verb(a.tag_of(i))) return 17;
  return 18;
}

}  // namespace

SpanContext::SpanContext(const Analysis& analysis, const std::vector<FoundAttribution>& by_rule)
    : a{analysis}, rules{by_rule} {
  const auto n = static_cast<std::size_t>(a.size());
  word.resize(n);
  suffix.resize(n);
  rule.assign(n, 0);
  rate.assign(n, 0);
  flags.assign(n, 0);
  rule_of_cue.assign(n, -1);
  stem.resize(n);
  who.resize(n);
  subject.assign(n, -1);
  object.assign(n, -1);
  clause.assign(n, -1);
  oblique.assign(n, -1);
  for (std::int32_t i = 0; i < a.size(); ++i) {
    const auto k = static_cast<std::size_t>(i);
    const std::string& w = a.word(i);
    word[k] = hash_of(w);
    stem[k] = stem_of(w);
    who[k] = who_is(a, i);
    suffix[k] = hash_of(std::string_view{w}.substr(w.size() > 3 ? w.size() - 3 : 0));
    if (const Cue* cue = find_cue(w))
      rate[k] = static_cast<std::uint8_t>(1 + std::min(4, static_cast<int>(cue->rate * 5)));
    const std::int32_t h = a.head_of(i);
    if (h < 0) continue;
    const auto head = static_cast<std::size_t>(h);
    if (a.dep_of(i) == Dep::kNsubj || a.dep_of(i) == Dep::kNsubjPass) subject[head] = i;
    if (a.dep_of(i) == Dep::kObj && object[head] < 0) object[head] = i;
    if ((a.dep_of(i) == Dep::kCcomp || a.dep_of(i) == Dep::kXcomp) && clause[head] < 0) clause[head] = i;
    if ((a.dep_of(i) == Dep::kObl || a.dep_of(i) == Dep::kNmod) && oblique[head] < 0) oblique[head] = i;
    std::uint8_t& f = flags[static_cast<std::size_t>(h)];
    switch (a.dep_of(i)) {
      case Dep::kNsubj:
      case Dep::kNsubjPass:
        f |= i < h ? 1 : 2;
        break;
      case Dep::kCcomp:
        f |= i > h ? 4 : 8;
        break;
      case Dep::kXcomp:
        f |= 16;
        break;
      case Dep::kObj:
        f |= 32;
        break;
      case Dep::kMark:
        f |= 64;
        break;
      default:
        break;
    }
  }
  for (std::size_t r = 0; r < by_rule.size(); ++r) {
    const FoundAttribution& f = by_rule[r];
    const auto mark = [&](Range range, std::uint8_t what) {
      for (std::int32_t i = range.begin; i < range.end; ++i) rule[static_cast<std::size_t>(i)] = what;
    };
    for (const Range& range : f.content) mark(range, 3);
    mark(f.source, 1);
    mark(f.cue, 2);
    if (f.cue_head >= 0) rule_of_cue[static_cast<std::size_t>(f.cue_head)] = static_cast<std::int32_t>(r);
  }
}

void cue_features(const SpanContext& c, std::int32_t i, Features& out) {
  const Analysis& a = c.a;
  const auto in = [&](std::int32_t k) { return k >= 0 && k < a.size(); };
  const auto w = [&](std::int32_t k) { return in(k) ? c.word[static_cast<std::size_t>(k)] : kEdge; };
  const auto t = [&](std::int32_t k) { return in(k) ? static_cast<std::uint32_t>(a.tag_of(k)) : 99u; };
  const auto r = [&](std::int32_t k) {
    return in(k) ? static_cast<std::uint32_t>(c.rule[static_cast<std::size_t>(k)]) : 9u;
  };
  const std::int32_t h = a.head_of(i);
  const auto k = static_cast<std::size_t>(i);
  const std::uint32_t dep = static_cast<std::uint32_t>(a.dep_of(i));
  const std::uint32_t head_word = h < 0 ? kEdge : w(h);
  const std::uint32_t flag = c.flags[k];
  const std::uint32_t quote = a.quote_of(i) < 0                                             ? 0
                              : a.quotes[static_cast<std::size_t>(a.quote_of(i))].is_speech ? 2
                                                                                            : 1;
  const std::uint32_t rate = c.rate[k];
  const auto whose = [&](std::int32_t x) {
    return x < 0 ? 30u : static_cast<std::uint32_t>(c.who[static_cast<std::size_t>(x)]);
  };
  const std::uint32_t s = c.stem[k], sub = whose(c.subject[k]), obj = whose(c.object[k]);
  const std::uint32_t of_head = h < 0 ? 31u : whose(c.subject[static_cast<std::size_t>(h)]);
  const std::int32_t cl = c.clause[k], ob = c.oblique[k];
  const std::uint32_t clause = cl < 0 ? 0 : 1 + static_cast<std::uint32_t>(a.tag_of(cl));
  const std::uint32_t left = ob < 0 ? 0 : c.word[static_cast<std::size_t>(a.subtree(ob).begin)];
  out.clear();
  for (const std::uint32_t f : {
           feature(1, w(i)),
           feature(2, t(i)),
           feature(3, w(i), t(i)),
           feature(4, w(i - 1)),
           feature(5, w(i + 1)),
           feature(6, w(i - 2)),
           feature(7, w(i + 2)),
           feature(8, t(i - 1), t(i)),
           feature(9, t(i), t(i + 1)),
           feature(10, t(i - 1), t(i), t(i + 1)),
           feature(11, w(i - 1), w(i)),
           feature(12, w(i), w(i + 1)),
           feature(13, w(i), w(i + 1), w(i + 2)),
           feature(14, w(i - 2), w(i - 1), w(i)),
           feature(15, c.suffix[k], t(i)),
           feature(16, dep),
           feature(17, w(i), dep),
           feature(18, t(i), dep, h < 0 ? 99u : t(h)),
           feature(19, head_word, w(i)),
           feature(20, w(i), flag),
           feature(21, t(i), flag),
           feature(22, rate, flag),
           feature(23, rate, t(i)),
           feature(24, r(i)),
           feature(25, r(i), w(i)),
           feature(26, r(i - 1), r(i), r(i + 1)),
           feature(27, quote, t(i)),
           feature(28, border(a, i - 1), border(a, i + 1)),
           feature(29, border(a, i + 1), w(i)),
           feature(30, border(a, i - 1), w(i)),
           feature(31, t(i - 2), t(i - 1), t(i)),
           feature(32, t(i), t(i + 1), t(i + 2)),
           feature(33, w(i + 1), t(i)),
           feature(34, w(i - 1), t(i)),
           feature(35, w(i + 2), t(i + 1), t(i)),
           feature(36, h < 0 ? 9u : r(h), dep),
           feature(37, rate, border(a, i + 1), border(a, i - 1)),
           feature(38, quote, rate),
           feature(39, h < 0 ? 0u : c.rate[static_cast<std::size_t>(h)], dep, t(i)),
           feature(40, head_word, dep),
           feature(41, w(i + 1), w(i + 2)),
           feature(42, w(i - 1), w(i - 2)),
           feature(43, w(i + 3)),
           feature(44, w(i - 3)),
           feature(45, w(i), border(a, i + 2)),
           feature(46, i == a.sentence_of(i).begin ? 1u : 0u, w(i)),
           feature(47, s),
           feature(48, s, t(i)),
           feature(49, s, sub),
           feature(50, s, obj),
           feature(51, s, clause),
           feature(52, s, flag),
           feature(53, s, w(i + 1)),
           feature(54, t(i), sub, clause),
           feature(55, t(i), sub, obj),
           feature(56, rate, sub, clause),
           feature(57, s, left),
           feature(58, s, dep),
           feature(59, h < 0 ? kEdge : c.stem[static_cast<std::size_t>(h)], s),
           feature(60, h < 0 ? kEdge : c.stem[static_cast<std::size_t>(h)], dep, t(i)),
           feature(61, of_head, dep, t(i)),
           feature(62, rate, of_head, dep),
           feature(63, s, border(a, i + 1)),
           feature(64, s, border(a, i - 1), border(a, i + 1)),
           feature(65, c.subject[k] < 0 ? kEdge : w(c.subject[k])),
           feature(66, c.subject[k] < 0 ? kEdge : w(c.subject[k]), t(i), clause),
           feature(67, s, quote),
           feature(68, whose(i), w(i + 1)),
       }) {
    out.push_back(f);
  }
}

void cue_steps(const SpanContext& c, std::int32_t i, std::size_t before, Features& out) {
  const auto b = static_cast<std::uint32_t>(before);
  const auto k = static_cast<std::size_t>(i);
  const std::uint32_t t = static_cast<std::uint32_t>(c.a.tag_of(i));
  const std::uint32_t t1 = i > 0 ? static_cast<std::uint32_t>(c.a.tag_of(i - 1)) : 99u;
  const std::uint32_t w1 = i > 0 ? c.word[k - 1] : kEdge;
  out.clear();
  for (const std::uint32_t f : {feature(201, b), feature(202, b, t), feature(203, b, c.word[k]), feature(204, b, t1, t),
                                feature(205, b, w1), feature(206, b, c.rule[k]), feature(207, b, w1, c.word[k]),
                                feature(208, b, static_cast<std::uint32_t>(c.a.dep_of(i)))}) {
    out.push_back(f);
  }
}

std::int32_t head_of_cue(const Analysis& a, Range cue) {
  std::int32_t best = -1;
  double rate = -1;
  for (std::int32_t i = cue.begin; i < cue.end; ++i) {
    const Cue* c = find_cue(a.word(i));
    const double r = (c != nullptr ? c->rate : 0) + (is_verb(a.tag_of(i)) ? 0.2 : 0) +
                     (is_speech_lemma(c != nullptr ? c->lemma : "") ? 0.2 : 0);
    if (r > rate) {
      rate = r;
      best = i;
    }
  }
  return best < 0 ? cue.begin : best;
}

Range window_of(const SpanContext& c, Range cue) {
  const Analysis& a = c.a;
  constexpr std::int32_t kFar = 120;
  const auto paragraph = [&](std::int32_t i) { return a.tokens[static_cast<std::size_t>(i)].paragraph; };
  const std::uint32_t sentence = a.tokens[static_cast<std::size_t>(cue.begin)].sentence;
  Range out = a.sentence_of(cue.begin);
  for (std::uint32_t s = sentence; s-- > 0 && sentence - s <= 3;) {
    const Range r = a.sentences[s];
    if (r.empty() || paragraph(r.begin) != paragraph(cue.begin)) break;
    out.begin = r.begin;
  }
  for (std::uint32_t s = sentence + 1; s < a.sentences.size() && s - sentence <= 3; ++s) {
    const Range r = a.sentences[s];
    if (r.empty() || paragraph(r.begin) != paragraph(cue.begin)) break;
    out.end = r.end;
  }
  // "He said:" and the quotation in the next paragraph.
  if (out.end < a.size() && a.is_quote_mark(out.end) && a.quote_of(out.end) >= 0 && cue.end + 3 >= out.end) {
    out.end = a.quotes[static_cast<std::size_t>(a.quote_of(out.end))].marks.end;
  }
  out.begin = std::max(out.begin, cue.begin - kFar);
  out.end = std::min(out.end, cue.end + kFar);
  return out;
}

CueView::CueView(const SpanContext& context, Range cue)
    : c_{context}, cue_{cue}, window_{window_of(context, cue)}, head_{head_of_cue(context.a, cue)} {
  const Analysis& a = c_.a;
  const auto n = static_cast<std::size_t>(window_.end - window_.begin);
  cue_word_ = c_.word[static_cast<std::size_t>(head_)];
  cue_first_ = c_.word[static_cast<std::size_t>(cue_.begin)];
  after_ = border(a, cue_.end < a.size() ? cue_.end : -1);
  before_ = border(a, cue_.begin - 1);
  // From a token up to the cue, or from the cue up to an ancestor of both.
  std::vector<std::int32_t> up;  // the cue head and what it hangs on
  for (std::int32_t i = head_; i >= 0 && up.size() < 12; i = a.head_of(i)) up.push_back(i);
  path_.assign(n, 0);
  for (std::int32_t i = window_.begin; i < window_.end; ++i) {
    if (a.tokens[static_cast<std::size_t>(i)].sentence != a.tokens[static_cast<std::size_t>(head_)].sentence) {
      path_[static_cast<std::size_t>(i - window_.begin)] = i < head_ ? 3 : 4;
      continue;
    }
    std::int32_t at = i;
    std::uint32_t top = 0;
    for (int depth = 0; depth < 40; ++depth) {
      const auto it = std::find(up.begin(), up.end(), at);
      if (it != up.end()) {
        const auto level = static_cast<std::uint32_t>(it - up.begin());
        const std::uint32_t below = level == 0 ? 0 : static_cast<std::uint32_t>(a.dep_of(up[level - 1])) + 1;
        path_[static_cast<std::size_t>(i - window_.begin)] = 10 + top * 1000 + std::min(level, 4u) * 100 + below;
        break;
      }
      top = static_cast<std::uint32_t>(a.dep_of(at)) + 1;
      at = a.head_of(at);
      if (at < 0) break;
    }
  }
  // Marks and verbs between, counted outwards.
  between_.assign(n, 0);
  std::uint8_t commas = 0, verbs = 0, quotes = 0;
  const auto count = [&](std::int32_t i) {
    const std::uint32_t b = border(a, i);
    commas = static_cast<std::uint8_t>(std::min(commas + (b == 2 || b == 4 || b == 12), 3));
    verbs = static_cast<std::uint8_t>(std::min(verbs + (b == 16), 2));
    quotes = static_cast<std::uint8_t>(std::min(quotes + (b == 6 || b == 8 || b == 5), 2));
    return static_cast<std::uint8_t>(commas * 9 + verbs * 3 + quotes);
  };
  for (std::int32_t i = cue_.begin - 1; i >= window_.begin; --i)
    between_[static_cast<std::size_t>(i - window_.begin)] = count(i);
  commas = verbs = quotes = 0;
  for (std::int32_t i = cue_.end; i < window_.end; ++i)
    between_[static_cast<std::size_t>(i - window_.begin)] = count(i);
  // The rules' word for this cue.
  rule_.assign(n, 9);
  std::int32_t by_rule = -1;
  for (std::int32_t i = cue_.begin; i < cue_.end && by_rule < 0; ++i)
    by_rule = c_.rule_of_cue[static_cast<std::size_t>(i)];
  if (by_rule >= 0) {
    std::fill(rule_.begin(), rule_.end(), std::uint8_t{0});
    const FoundAttribution& f = c_.rules[static_cast<std::size_t>(by_rule)];
    const auto mark = [&](Range r, std::uint8_t what) {
      for (std::int32_t i = std::max(r.begin, window_.begin); i < std::min(r.end, window_.end); ++i)
        rule_[static_cast<std::size_t>(i - window_.begin)] = what;
    };
    for (const Range& r : f.content) mark(r, kContent);
    mark(f.source, kSource);
  }
  mark_by_syntax();
}

void CueView::mark_by_syntax() {
  const Analysis& a = c_.a;
  syntax_.assign(rule_.size(), 0);
  if (!is_verb(a.tag_of(head_))) return;
  const Range group = verb_group(a, head_);
  const GroupTraits traits = traits_of(a, head_, group);
  const FoundSource source = find_source(a, head_, group, traits.passive);
  const Cue* cue = find_cue(a.word(head_));
  const bool speech = cue != nullptr && is_speech_lemma(cue->lemma);
  const FoundContent content =
      find_content(a, head_, group, source, speech, cue != nullptr && takes_hearer(cue->lemma) && !traits.passive);
  const auto mark = [&](Range r, std::uint8_t what) {
    for (std::int32_t i = std::max(r.begin, window_.begin); i < std::min(r.end, window_.end); ++i)
      syntax_[static_cast<std::size_t>(i - window_.begin)] = what;
  };
  for (const Range& r : content.pieces) mark(r, kContent);
  mark(source.range, kSource);
}

void CueView::features(std::int32_t i, Features& out) const {
  const Analysis& a = c_.a;
  const auto k = static_cast<std::size_t>(i - window_.begin);
  const auto in = [&](std::int32_t x) { return x >= 0 && x < a.size(); };
  const auto w = [&](std::int32_t x) { return in(x) ? c_.word[static_cast<std::size_t>(x)] : kEdge; };
  const auto t = [&](std::int32_t x) { return in(x) ? static_cast<std::uint32_t>(a.tag_of(x)) : 99u; };
  const std::uint32_t side = i < cue_.begin ? 1 : i < cue_.end ? 2 : 3;
  const std::int32_t gap = i < cue_.begin ? cue_.begin - i : i - cue_.end + 1;
  const std::uint32_t d = side * 16 + bucket(gap);
  const std::uint32_t p = path_[k];
  const std::uint32_t bt = side * 32 + between_[k];
  const std::int32_t q = a.quote_of(i);
  const bool speech = q >= 0 && a.quotes[static_cast<std::size_t>(q)].is_speech;
  // A quotation that touches the cue's clause from outside.
  std::uint32_t quote = 0;
  if (q >= 0) {
    const Range m = a.quotes[static_cast<std::size_t>(q)].marks;
    const std::int32_t far = m.end <= cue_.begin ? cue_.begin - m.end : m.begin >= cue_.end ? m.begin - cue_.end : 0;
    quote = (speech ? 4u : 1u) + (far <= 2 ? 0u : far <= 8 ? 1u : 2u);
  }
  const std::uint32_t own =
      a.tokens[static_cast<std::size_t>(i)].sentence == a.tokens[static_cast<std::size_t>(head_)].sentence ? 1 : 0;
  const std::uint32_t other_rule = c_.rule[static_cast<std::size_t>(i)];
  const std::uint32_t rule = rule_[k];
  const std::uint32_t rule1 = k > 0 ? rule_[k - 1] : 8, rule2 = k + 1 < rule_.size() ? rule_[k + 1] : 8;
  const std::uint32_t syn = syntax_[k], syn1 = k > 0 ? syntax_[k - 1] : 8,
                      syn2 = k + 1 < syntax_.size() ? syntax_[k + 1] : 8;
  out.clear();
  for (const std::uint32_t f : {
           feature(1, side, t(i)),
           feature(2, d),
           feature(3, d, t(i)),
           feature(4, p),
           feature(5, p, side),
           feature(6, p, cue_word_),
           feature(7, side, w(i)),
           feature(8, side, cue_word_),
           feature(9, bt),
           feature(10, bt, cue_word_),
           feature(11, bt, after_, before_),
           feature(12, quote, side),
           feature(13, quote, side, bt),
           feature(14, rule),
           feature(15, rule, p),
           feature(16, rule, rule1, rule2),
           feature(17, rule, bt),
           feature(18, rule, cue_word_),
           feature(19, other_rule, rule, side),
           feature(20, side, t(i - 1), t(i)),
           feature(21, side, t(i), t(i + 1)),
           feature(22, d, after_),
           feature(23, d, before_),
           feature(24, bt, p),
           feature(25, own, side, quote),
           feature(26, side, w(i), cue_word_),
           feature(27, own * 4 + side, w(i - 1)),
           feature(28, own * 4 + side, w(i + 1)),
           feature(29, static_cast<std::uint32_t>(a.dep_of(i)), p),
           feature(30, d, quote),
           feature(31, cue_first_, d),
           feature(32, side, border(a, i - 1), border(a, i + 1)),
           feature(33, rule, side, after_),
           feature(34, p, t(i)),
           feature(35, quote, own, after_ * 32 + before_),
           feature(36, bt, t(i)),
           feature(37, cue_word_, after_, side),
           feature(38, syn, side),
           feature(39, syn, syn1, syn2),
           feature(40, syn, p),
           feature(41, syn, rule, side),
           feature(42, syn, cue_word_),
           feature(43, syn, quote, own),
           feature(44, syn, bt),
       }) {
    out.push_back(f);
  }
}

void CueView::steps(std::int32_t i, std::size_t before, Features& out) const {
  const Analysis& a = c_.a;
  const auto b = static_cast<std::uint32_t>(before);
  const auto k = static_cast<std::size_t>(i - window_.begin);
  const std::uint32_t side = i < cue_.begin ? 1 : i < cue_.end ? 2 : i == cue_.end ? 4 : 3;
  const std::uint32_t here = border(a, i), last = border(a, i - 1);
  const std::uint32_t w = c_.word[static_cast<std::size_t>(i)];
  const std::uint32_t w1 = i > 0 ? c_.word[static_cast<std::size_t>(i - 1)] : kEdge;
  const std::uint32_t p = path_[k], p1 = k > 0 ? path_[k - 1] : 1;
  const std::uint32_t q = (a.quote_of(i) >= 0 ? 1u : 0u) + (i > 0 && a.quote_of(i - 1) == a.quote_of(i) ? 2u : 0u);
  const std::uint32_t rule = rule_[k], rule1 = k > 0 ? rule_[k - 1] : 8;
  const std::uint32_t syn = syntax_[k], syn1 = k > 0 ? syntax_[k - 1] : 8;
  const std::uint32_t fresh = i > window_.begin && a.tokens[static_cast<std::size_t>(i)].sentence !=
                                                       a.tokens[static_cast<std::size_t>(i - 1)].sentence
                                  ? 1
                                  : 0;
  out.clear();
  for (const std::uint32_t f :
       {feature(201, b, side), feature(202, b, here, last), feature(203, b, w, side), feature(204, b, w1, side),
        feature(205, b, p == p1 ? 1u : 0u, here), feature(206, b, q, fresh), feature(207, b, rule, rule1),
        feature(208, b, here * 32 + last, side),
        feature(209, b, static_cast<std::uint32_t>(a.tag_of(i)),
                i > 0 ? static_cast<std::uint32_t>(a.tag_of(i - 1)) : 99u),
        feature(210, b, p1, p), feature(211, b, bucket(i - cue_.begin), side), feature(212, b, q, last),
        feature(213, b, syn, syn1)}) {
    out.push_back(f);
  }
}

}  // namespace headwater::detail
