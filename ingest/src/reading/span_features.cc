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
  prefix.resize(n);
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
    prefix[k] = hash_of(std::string_view{w}.substr(0, 3));
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

const FoundAttribution* SpanContext::rule_of(Range cue) const {
  for (std::int32_t i = cue.begin; i < cue.end; ++i) {
    const std::int32_t n = rule_of_cue[static_cast<std::size_t>(i)];
    if (n >= 0) return &rules[static_cast<std::size_t>(n)];
  }
  return nullptr;
}

std::uint32_t vector_feature(std::string_view word) { return feature(500, hash_of(word)); }

std::uint32_t vector_feature(const SpanContext& c, std::int32_t i) {
  return feature(500, c.word[static_cast<std::size_t>(i)]);
}

void token_features(const SpanContext& c, std::int32_t i, Features& out, std::uint8_t& words) {
  const Analysis& a = c.a;
  const auto k = static_cast<std::size_t>(i);
  const auto t = [&](std::int32_t x) { return static_cast<std::uint32_t>(a.tag_of(x)); };
  const std::int32_t h = a.head_of(i), q = a.quote_of(i);
  const std::uint32_t dep = static_cast<std::uint32_t>(a.dep_of(i));
  const auto stem = [&](std::int32_t x) { return x < 0 ? kEdge : c.stem[static_cast<std::size_t>(x)]; };
  const auto whose = [&](std::int32_t x) {
    return x < 0 ? 30u : static_cast<std::uint32_t>(c.who[static_cast<std::size_t>(x)]);
  };
  std::uint32_t quote = 0;
  if (q >= 0) {
    const QuoteRange& r = a.quotes[static_cast<std::size_t>(q)];
    quote = 1 + (r.is_speech ? 1u : 0u) + (r.marks.begin == i ? 2u : r.marks.end == i + 1 ? 4u : 0u);
  }
  const std::string_view form = a.form(i);
  const std::uint32_t shape = form.empty() ? 0
                              : form[0] >= 'A' && form[0] <= 'Z'
                                  ? (form.size() > 1 && form[1] >= 'A' && form[1] <= 'Z' ? 2u : 1u)
                              : form[0] >= '0' && form[0] <= '9' ? 3u
                                                                 : 0u;
  const Range sentence = a.sentence_of(i);
  const Token& token = a.tokens[k];
  const bool opens = i == 0 || a.tokens[k - 1].paragraph != token.paragraph;
  const std::int32_t cl = c.clause[k];
  const std::uint32_t clause = cl < 0 ? 0 : 1 + t(cl);
  const std::uint32_t flag = c.flags[k], rate = c.rate[k];
  const std::uint32_t sub = whose(c.subject[k]), obj = whose(c.object[k]);
  out.clear();
  for (const std::uint32_t f : {
           feature(501, c.word[k]),
           feature(502, c.stem[k]),
           feature(503, c.suffix[k]),
           feature(504, c.prefix[k]),
           feature(505, c.stem[k], flag),
           feature(506, c.stem[k], sub),
           feature(507, c.stem[k], clause),
           feature(508, c.word[k], t(i)),
       }) {
    out.push_back(f);
  }
  words = static_cast<std::uint8_t>(out.size());
  for (const std::uint32_t f : {
           feature(511, stem(h), dep),
           feature(512, stem(c.subject[k])),
           feature(513, stem(c.object[k])),
           feature(514, stem(h)),
           feature(521, t(i)),
           feature(522, dep),
           feature(523, dep, h < 0 ? 99u : t(h)),
           feature(524, flag, t(i)),
           feature(525, rate, flag),
           feature(526, static_cast<std::uint32_t>(c.rule[k])),
           feature(527, quote),
           feature(528, border(a, i)),
           feature(529, sub, t(i)),
           feature(530, obj, t(i)),
           feature(531, clause, sub),
           feature(532, static_cast<std::uint32_t>(c.who[k])),
           feature(533, shape, i == sentence.begin ? 1u : 0u),
           feature(534, opens                   ? 1u
                        : i == sentence.begin   ? 2u
                        : i + 1 == sentence.end ? 3u
                                                : 0u),
           feature(535, h < 0   ? 20u
                        : h < i ? bucket(i - h)
                                : 10 + bucket(h - i)),
           feature(536, rate, t(i)),
           feature(537, h < 0 ? 9u : static_cast<std::uint32_t>(c.rule[static_cast<std::size_t>(h)]), dep),
       }) {
    out.push_back(f);
  }
}

std::uint8_t cue_step(const SpanContext& c, std::int32_t i) {
  return static_cast<std::uint8_t>(std::min<std::size_t>(static_cast<std::size_t>(c.a.tag_of(i)), 63));
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
  if (const FoundAttribution* by_rule = c_.rule_of(cue_)) {
    std::fill(rule_.begin(), rule_.end(), std::uint8_t{0});
    const auto mark = [&](Range r, std::uint8_t what) {
      for (std::int32_t i = std::max(r.begin, window_.begin); i < std::min(r.end, window_.end); ++i)
        rule_[static_cast<std::size_t>(i - window_.begin)] = what;
    };
    for (const Range& r : by_rule->content) mark(r, kContent);
    mark(by_rule->source, kSource);
  }
}

void CueView::pair_features(std::int32_t i, Features& out) const {
  const Analysis& a = c_.a;
  const auto k = static_cast<std::size_t>(i - window_.begin);
  const std::uint32_t t = static_cast<std::uint32_t>(a.tag_of(i));
  const std::uint32_t side = i < cue_.begin ? 1 : i < cue_.end ? 2 : 3;
  const std::int32_t gap = i < cue_.begin ? cue_.begin - i : i - cue_.end + 1;
  const std::uint32_t d = side * 16 + bucket(gap);
  const std::uint32_t p = path_[k];
  const std::uint32_t bt = side * 32 + between_[k];
  const std::int32_t q = a.quote_of(i);
  const bool speech = q >= 0 && a.quotes[static_cast<std::size_t>(q)].is_speech;
  std::uint32_t quote = 0;
  if (q >= 0) {
    const Range m = a.quotes[static_cast<std::size_t>(q)].marks;
    const std::int32_t far = m.end <= cue_.begin ? cue_.begin - m.end : m.begin >= cue_.end ? m.begin - cue_.end : 0;
    quote = (speech ? 4u : 1u) + (far <= 2 ? 0u : far <= 8 ? 1u : 2u);
  }
  const std::uint32_t own =
      a.tokens[static_cast<std::size_t>(i)].sentence == a.tokens[static_cast<std::size_t>(head_)].sentence ? 1 : 0;
  const std::uint32_t other = c_.rule[static_cast<std::size_t>(i)];
  const std::uint32_t rule = rule_[k];
  const std::uint32_t rule1 = k > 0 ? rule_[k - 1] : 8, rule2 = k + 1 < rule_.size() ? rule_[k + 1] : 8;
  out.clear();
  for (const std::uint32_t f : {
           feature(1, side, t),
           feature(2, d),
           feature(4, p),
           feature(5, p, side, t),
           feature(6, p, cue_word_),
           feature(8, side, cue_word_),
           feature(9, bt),
           feature(10, bt, own, quote),
           feature(11, bt, after_, before_),
           feature(12, quote, side, own),
           feature(14, rule, side),
           feature(15, rule, p),
           feature(16, rule, rule1, rule2),
           feature(19, other, rule, side),
           feature(22, d, after_),
           feature(23, d, before_),
           feature(7, side, c_.stem[static_cast<std::size_t>(i)]),
           feature(26, side, c_.stem[static_cast<std::size_t>(i)], cue_word_),
           feature(31, cue_first_, side),
           feature(32, side, border(a, i - 1), border(a, i + 1)),
           feature(33, own, side, border(a, i)),
       }) {
    out.push_back(f);
  }
}

std::uint8_t CueView::step(std::int32_t i) const {
  const std::uint32_t side = i < cue_.begin ? 0 : i < cue_.end ? 1 : i == cue_.end ? 2 : 3;
  return static_cast<std::uint8_t>(side * 32 + border(c_.a, i));
}

}  // namespace headwater::detail
