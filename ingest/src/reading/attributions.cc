#include "reading/attributions.h"

#include <algorithm>
#include <array>
#include <map>
#include <optional>
#include <string>
#include <utility>

#include "reading/contents.h"
#include "reading/cues.h"
#include "reading/denials.h"
#include "reading/lexicon.h"
#include "reading/turns.h"
#include "reading/word_list.h"
#include "reading/wordings.h"

namespace headwater::detail {
namespace {

// Below it a reading is not reported.
constexpr double kThreshold = 0.42;

std::int32_t words_in(const Analysis& a, const std::vector<Range>& pieces) {
  std::int32_t n = 0;
  for (const Range& r : pieces) {
    for (std::int32_t i = r.begin; i < r.end; ++i) n += !a.is_mark(i);
  }
  return n;
}

bool in_speech(const Analysis& a, std::int32_t i) {
  return a.quote_of(i) >= 0 && a.quotes[static_cast<std::size_t>(a.quote_of(i))].is_speech;
}

bool inside(const Range& x, const Range& y) { return y.begin <= x.begin && x.end <= y.end; }

class Finder {
 public:
  explicit Finder(const Analysis& a) : a_{a}, quote_owner_(a.quotes.size(), -1) {}

  std::vector<FoundAttribution> run() {
    for (std::int32_t v = 0; v < a_.size(); ++v) {
      if (a_.word(v) == "according") according_to(v);
      std::int32_t read_to = v;
      if (std::optional<FoundAttribution> quoted = quoted_as_saying(a_, v, &read_to)) {
        found_.push_back(std::move(*quoted));
        v = read_to - 1;
        continue;
      }
      if (std::optional<FoundAttribution> put = puts_at(a_, v)) {
        found_.push_back(std::move(*put));
        continue;
      }
      if (is_verb(a_.tag_of(v)) || is_always_verb(a_.word(v)) || reads_as_verb(a_, v)) verb_cue(v);
    }
    speaker_lines();
    resolve();
    add_passed_on();
    attach_quotes();
    sort_by_content(found_);
    return std::move(found_);
  }

 private:
  void verb_cue(std::int32_t v) {
    const Cue* cue = find_cue(a_.word(v));
    if (cue == nullptr || in_speech(a_, v)) return;
    const Range s = a_.sentence_of(v);
    const Range group = verb_group(a_, v);
    const GroupTraits traits = traits_of(a_, v, group);
    if (traits.conditional) return;
    const bool speech = is_speech_lemma(cue->lemma);
    const std::string& last = a_.word(s.end - 1);
    if (last == "?" && a_.quote_of(s.end - 1) < 0) return;
    // "declined to comment", "refused to say": the outer verb is the cue.
    if (group.begin < v && a_.tag_of(group.begin) == Tag::kTO) {
      const std::int32_t h = a_.head_of(v);
      if (h >= 0 && h < v && find_cue(a_.word(h)) != nullptr && is_verb(a_.tag_of(h))) return;
    }
    FoundAttribution out;
    out.polarity = polarity_of(a_, v, group, traits);
    // "would say only that" has said it.
    const bool only = a_.word(v + 1 < s.end ? v + 1 : v) == "only" || a_.word(v - (v > s.begin ? 1 : 0)) == "only";
    if (traits.modal && !only && out.polarity != Polarity::kDeclines) return;
    if (traits.future && out.polarity != Polarity::kDeclines) return;
    // "were sent home and told not to use email", "Told that it had burned, she wept": nobody tells.
    const bool joined = a_.tag_of(v) == Tag::kVBN && group.begin == v && a_.dep_of(v) == Dep::kConj;
    if (takes_hearer(cue->lemma) && (joined || v == s.begin)) return;
    FoundSource source = find_source(a_, v, group, traits.passive);
    if (speech && !traits.passive && !source.inverted) {
      const FoundSource closing = closing_source(a_, v, group);
      // The parser's own reading stands where it takes more appositions in, and begins at a mark too.
      const bool wider = source.range.begin <= closing.range.begin && source.range.end >= closing.range.end &&
                         source.range.begin > s.begin && a_.is_mark(source.range.begin - 1);
      if (!closing.range.empty() && !wider) source = closing;
      source.closing = !closing.range.empty();
    }
    mend(a_, source, group);
    if (traits.passive && source.range.empty() && cue->rate < 0.6 && !is_expletive(a_, v, group)) return;
    const bool expletive = traits.passive && is_expletive(a_, v, group);
    FoundContent content =
        traits.passive && reports_a_fact(cue->lemma) && (expletive || !source.range.empty())
            ? passive_content(a_, v, group, source)
            : find_content(a_, v, group, source, speech, takes_hearer(cue->lemma) && !traits.passive);
    if (content.pieces.empty() && speech && !source.range.empty()) content = previous_quote(v, group, source);
    // "did not respond to a request": what was not answered, else the refusal itself.
    if (content.pieces.empty() && out.polarity == Polarity::kDeclines && !source.range.empty() && !source.inverted) {
      Range r{group.end, std::min(a_.subtree(v).end, s.end)};
      while (!r.empty() && (a_.tag_of(r.begin) == Tag::kTO || a_.tag_of(r.begin) == Tag::kIN)) ++r.begin;
      trim_content(a_, r);
      if (!r.empty()) content.pieces.push_back(r);
    }
    if (as_clause(a_, source, group) && !content.in_front) content.pieces = {after_as_clause(a_, group)};
    // "was due to announce": nothing in front was said by it.
    if (content.in_front && (a_.word(group.begin) == "to" || a_.word(std::max(group.begin - 1, 0)) == "to")) return;
    if (content.pieces.empty() || claims_nothing(a_, v, source, content, traits.passive)) return;
    if (leaves_unsaid(a_, v, group, content.pieces.front())) return;
    out.source = source.range;
    out.source_head = source.head;
    out.cue = group;
    out.cue_head = v;
    out.content = std::move(content.pieces);
    out.rule = content.in_front ? "cue-after@1" : "cue-before@1";
    double p = cue->rate;
    // A clause with "that", or one that stands before a verb of saying, makes words of what else could be deeds.
    const bool that = !content.in_front && a_.opens_clause(out.content.front().begin);
    if (!source.range.empty() && (that || (content.in_front && speech))) {
      p = 1 - (1 - p) * 0.6;
    } else if (!source.range.empty() && speech && content.is_clause && !content.in_front &&
               has_own_subject(a_, out.content.front())) {
      p = 1 - (1 - p) * 0.75;
    }
    if (source.range.empty()) p *= speech ? 0.55 : 0.3;
    if (!content.is_clause) p *= speech ? 0.6 : 0.8;
    if (!content.is_clause && cue->lemma == "write") p *= 0.5;  // "wrote the standard book"
    const bool against = out.polarity == Polarity::kDoubts || out.polarity == Polarity::kDenies;
    if (against && !source.range.empty() && words_in(a_, out.content) > 1) p = std::max(p, 0.5);
    if (traits.passive) p *= source.range.empty() ? 0.5 : 0.8;
    if (traits.negated && out.polarity == Polarity::kAsserts) p *= 0.7;
    if (a_.tag_of(v) == Tag::kVB && group.begin < v) p *= 0.8;
    if (out.source.overlaps(group) || overlaps_content(out)) p *= 0.3;
    if (words_in(a_, out.content) < 2 && !content.in_front) p *= 0.6;
    if (expletive && reports_a_fact(cue->lemma)) p = std::max(p, 0.6);
    out.confidence = p;
    if (p >= kThreshold || out.polarity == Polarity::kDeclines) found_.push_back(std::move(out));
  }

  // Who quoted a speaker becomes a hop of its own.
  void add_passed_on() {
    const std::size_t n = found_.size();
    for (std::size_t i = 0; i < n; ++i) {
      if (found_[i].passed_on.empty()) continue;
      FoundAttribution hop;
      hop.source = found_[i].passed_on;
      hop.source_head = std::max(head_by_tags(a_, hop.source), hop.source.begin);
      hop.content = found_[i].content;
      hop.is_hop = true;
      hop.rule = found_[i].rule;
      hop.confidence = found_[i].confidence;
      found_[i].hops.insert(found_[i].hops.begin(), static_cast<std::int32_t>(found_.size()));
      found_.push_back(std::move(hop));
    }
  }

  bool overlaps_content(const FoundAttribution& f) const {
    return std::any_of(f.content.begin(), f.content.end(),
                       [&](const Range& r) { return r.overlaps(f.source) || r.overlaps(f.cue); });
  }

  // A sentence of its own that only names the speaker: "...?" Smith asked. The quotation before it is the content.
  FoundContent previous_quote(std::int32_t v, Range group, const FoundSource& source) const {
    FoundContent out;
    const Range s = a_.sentence_of(v);
    const std::int32_t first = std::min(group.begin, source.range.begin);
    if (first != s.begin || s.begin == 0 || a_.quote_of(s.begin - 1) < 0 || closing_tail(a_, group.end, s) < 0)
      return out;
    const QuoteRange& q = a_.quotes[static_cast<std::size_t>(a_.quote_of(s.begin - 1))];
    if (!q.is_speech ||
        a_.tokens[static_cast<std::size_t>(s.begin - 1)].paragraph != a_.tokens[static_cast<std::size_t>(v)].paragraph)
      return out;
    out.pieces.push_back(q.marks);
    out.in_front = out.is_clause = true;
    return out;
  }

  // "according to X" before, after or inside what it attributes.
  void according_to(std::int32_t at) {
    const Range s = a_.sentence_of(at);
    if (at + 2 >= s.end || a_.word(at + 1) != "to" || in_speech(a_, at)) return;
    std::int32_t head = at + 2;
    while (head < s.end && a_.is_mark(head) && !a_.is_quote_mark(head)) ++head;
    std::int32_t end = head;
    // The noun phrase: the subtree of the noun the preposition hangs on, else up to a comma.
    const std::int32_t h = a_.head_of(at);
    if (h > at && h < s.end && (is_noun(a_.tag_of(h)) || a_.tag_of(h) == Tag::kPRP || a_.tag_of(h) == Tag::kCD)) {
      end = a_.subtree(h).end;
      head = h;
    } else {
      while (end < s.end && a_.word(end) != "," && !is_finite(a_.tag_of(end)) && a_.word(end) != ".") ++end;
      for (std::int32_t i = at + 2; i < end; ++i) {
        if (is_noun(a_.tag_of(i))) {
          head = i;
          break;
        }
      }
    }
    FoundAttribution out;
    out.source = {at + 2, std::max(end, at + 3)};
    while (out.source.end > out.source.begin + 1 && a_.is_mark(out.source.end - 1) &&
           !a_.is_quote_mark(out.source.end - 1))
      --out.source.end;
    out.source_head = std::clamp(head, out.source.begin, out.source.end - 1);
    out.cue = {at, at + 2};
    out.cue_head = at;
    out.rule = "according-to@1";
    out.confidence = 0.9;
    const bool opens = [&] {
      for (std::int32_t i = s.begin; i < at; ++i) {
        if (!a_.is_mark(i) && a_.tag_of(i) != Tag::kCC && a_.tag_of(i) != Tag::kRB) return false;
      }
      return true;
    }();
    if (opens) {
      Range r{out.source.end, s.end};
      // A long subtree swallowed the clause: cut the source at its first comma.
      if (r.empty() || words_in(a_, {r}) < 2) {
        for (std::int32_t i = out.source.begin; i < out.source.end; ++i) {
          if (a_.word(i) == ",") {
            out.source.end = i;
            break;
          }
        }
        r.begin = out.source.end;
      }
      trim_content(a_, r);
      if (!r.empty()) out.content.push_back(r);
    } else {
      Range front{clause_start(at), at};
      trim_content(a_, front);
      if (!front.empty()) out.content.push_back(front);
      Range more{out.source.end, s.end};
      if (more.begin < more.end && a_.word(more.begin) == ",") {
        trim_content(a_, more);
        const bool joined = !more.empty() && (a_.tag_of(more.begin) == Tag::kCC || a_.tag_of(more.begin) == Tag::kWDT ||
                                              a_.tag_of(more.begin) == Tag::kVBG || a_.tag_of(more.begin) == Tag::kIN ||
                                              a_.word(more.begin) == "who");
        if (!more.empty() && !joined && words_in(a_, {more}) >= 2) out.content.push_back(more);
      }
    }
    if (out.content.empty()) return;
    found_.push_back(std::move(out));
  }

  // Back to the start of the clause a trailing source belongs to.
  std::int32_t clause_start(std::int32_t at) const {
    const Range s = a_.sentence_of(at);
    for (std::int32_t i = at - 1; i > s.begin; --i) {
      if (a_.quote_of(i) >= 0) continue;
      if (a_.word(i) == ";" || a_.word(i) == "--" || a_.word(i) == "\xe2\x80\x94" || a_.word(i) == "(") return i + 1;
      if (a_.word(i) == "," && i + 1 < at && (a_.word(i + 1) == "but" || a_.word(i + 1) == "while") && at - i > 4)
        return i + 2;
    }
    return s.begin;
  }

  // "MR. VALE: ...", "Trump: "..."", "Milan Orlec, spokesman: ...": who speaks, and a colon, at the start of a
  // paragraph.
  void speaker_lines() {
    const std::vector<Turn> turns = turns_of(a_);
    for (const Turn& turn : turns) {
      if (turn.is_quoted) {
        add_turn(turn, {turn.colon + 1, a_.quotes[static_cast<std::size_t>(a_.quote_of(turn.colon + 1))].marks.end},
                 0.8);
        continue;
      }
      for (std::int32_t at = turn.colon + 1; at < turn.end;) {
        Range sentence{at, std::min(a_.sentence_of(at).end, turn.end)};
        // "In March. My deputy told me.": when it was belongs to what was. "Welcome to all of you." is nothing said.
        while (sentence.end < turn.end && a_.tag_of(at) == Tag::kIN && !is_clause({at, sentence.end}))
          sentence.end = std::min(a_.sentence_of(sentence.end).end, turn.end);
        if (is_clause(sentence) || sentence == Range{turn.colon + 1, turn.end}) add_turn(turn, sentence, 0.7);
        at = sentence.end;
      }
    }
  }

  [[nodiscard]] bool is_clause(Range r) const {
    for (std::int32_t i = r.begin; i < r.end; ++i) {
      if (is_finite(a_.tag_of(i)) || a_.dep_of(i) == Dep::kNsubj || a_.dep_of(i) == Dep::kNsubjPass) return true;
    }
    return false;
  }

  void add_turn(const Turn& turn, Range content, double confidence) {
    if (!turn.is_quoted) {
      while (!content.empty() && a_.is_mark(content.end - 1) && a_.word(content.end - 1) != "?") --content.end;
      // Questions are no claims, and "At last." is none.
      if (content.end - content.begin < 3 || a_.word(content.end - 1) == "?") return;
    }
    FoundAttribution out;
    out.source = turn.speaker;
    out.source_head = turn.speaker.end - 1;
    out.content.push_back(content);
    out.form = ClaimForm::kDirect;
    if (is_own_denial(a_, content)) out.polarity = Polarity::kDenies;
    out.rule = kSpeakerLineRule.data();
    out.confidence = confidence;
    found_.push_back(std::move(out));
  }

  // Every token belongs to one attribution. Where one lies inside another, the inner one is kept as the claim and the
  // outer one as its hop if the inner one is all the outer one says; else the outer one stays.
  void resolve() {
    std::vector<bool> dead(found_.size(), false);
    std::vector<std::size_t> order(found_.size());
    for (std::size_t i = 0; i < order.size(); ++i) order[i] = i;
    const auto hull = [&](const FoundAttribution& f) {
      Range r = f.content.front();
      r.end = f.content.back().end;
      if (!f.source.empty()) r = {std::min(r.begin, f.source.begin), std::max(r.end, f.source.end)};
      if (!f.cue.empty()) r = {std::min(r.begin, f.cue.begin), std::max(r.end, f.cue.end)};
      return r;
    };
    std::stable_sort(order.begin(), order.end(), [&](std::size_t x, std::size_t y) {
      const Range hx = hull(found_[x]), hy = hull(found_[y]);
      return hx.begin != hy.begin ? hx.begin < hy.begin : hx.end > hy.end;
    });
    for (std::size_t x = 0; x < order.size(); ++x) {
      for (std::size_t y = x + 1; y < order.size() && !dead[order[x]]; ++y) {
        FoundAttribution& f = found_[order[x]];
        FoundAttribution& g = found_[order[y]];
        const Range hf = hull(f), hg = hull(g);
        if (hg.begin >= hf.end) break;
        if (dead[order[y]]) continue;
        settle(f, g, order[x], order[y], dead);
      }
    }
    std::vector<std::int32_t> number(found_.size(), -1);
    std::vector<FoundAttribution> kept;
    for (std::size_t i = 0; i < found_.size(); ++i) {
      if (dead[i]) continue;
      number[i] = static_cast<std::int32_t>(kept.size());
      kept.push_back(std::move(found_[i]));
    }
    for (FoundAttribution& f : kept) {
      std::vector<std::int32_t> hops;
      for (const std::int32_t h : f.hops) {
        if (number[static_cast<std::size_t>(h)] >= 0) hops.push_back(number[static_cast<std::size_t>(h)]);
      }
      f.hops = std::move(hops);
    }
    found_ = std::move(kept);
  }

  static bool is_informed(const std::string& w) {
    static constexpr std::array<std::string_view, 16> kInformed{
        "officials", "sources",    "diplomats", "investigators", "prosecutors", "aides",   "advisers", "advisors",
        "bankers",   "executives", "people",    "insiders",      "police",      "lawyers", "agents",   "authorities"};
    return std::find(kInformed.begin(), kInformed.end(), w) != kInformed.end();
  }

  // Words of somebody named or described, by a verb of saying: what another may have passed on. A pronoun mostly means
  // the outer speaker again.
  bool is_relayed(const FoundAttribution& f) const {
    const Cue* cue = f.cue_head >= 0 ? find_cue(a_.word(f.cue_head)) : nullptr;
    if (cue == nullptr || !relays_words(cue->lemma) || f.source_head < 0) return false;
    if (is_proper(a_.tag_of(f.source_head))) return true;
    const std::string& w = a_.word(f.source_head);
    const std::optional<Noun> noun = find_noun(w);
    if (!noun) return false;
    // Of crowds only those who know from their work; what voters said is the poll's finding.
    if (noun->what == NounClass::kGroup) return is_informed(w);
    return noun->what != NounClass::kEvent;
  }

  // The object of the verb is a thing, and no clause: "a flash on the left before contact was lost".
  bool is_of_thing_seen(const FoundAttribution& f) const {
    const Range r = f.content.front();
    if (a_.word(f.cue_head) != "reported" || is_proper(a_.tag_of(f.source_head)) || f.content.size() != 1 ||
        (a_.word(r.begin) != "a" && a_.word(r.begin) != "an"))
      return false;
    bool when = false;
    for (std::int32_t i = r.begin; i < r.end; ++i) {
      const std::string& w = a_.word(i);
      if (a_.quote_of(i) >= 0) return false;
      when = when || w == "before" || w == "after" || w == "when" || w == "while" || w == "until";
      if (is_finite(a_.tag_of(i))) return when;
    }
    return true;
  }

  // Pieces of nothing go; an attribution left without content is dead.
  void drop_empty(FoundAttribution& x, std::size_t number, std::vector<bool>& dead) const {
    for (Range& r : x.content) trim_content(a_, r);
    x.content.erase(std::remove_if(x.content.begin(), x.content.end(), [](const Range& r) { return r.empty(); }),
                    x.content.end());
    if (!x.content.empty()) return;
    x.content.push_back({0, 0});
    dead[number] = true;
  }

  // f starts before g, or at the same place and is longer.
  void settle(FoundAttribution& f, FoundAttribution& g, std::size_t fi, std::size_t gi, std::vector<bool>& dead) {
    // "a caller who said he spoke for the group told": what is told of a source in passing is not reported apart.
    if (!f.source.empty() && !g.cue.empty() && f.source.contains(g.cue.begin) && !g.source.empty() &&
        (a_.tag_of(g.source.begin) == Tag::kWP || a_.tag_of(g.source.begin) == Tag::kWDT)) {
      dead[gi] = true;
      return;
    }
    // "Y had told her that C, X testified": X's words are all that stands in front, Y's end where X begins.
    for (auto [over, under] : {std::pair{&f, &g}, std::pair{&g, &f}}) {
      const std::size_t number = under == &f ? fi : gi;
      if (over->cue.empty() || under->cue.empty() || over->content.front().end > over->cue.begin ||
          !over->content.front().contains(under->cue.begin))
        continue;
      const std::int32_t cut =
          over->source.begin > under->cue.begin ? std::min(over->source.begin, over->cue.begin) : over->cue.begin;
      for (Range& r : under->content) {
        if (!r.contains(cut)) continue;
        r.end = cut;
      }
      drop_empty(*under, number, dead);
      if (dead[number]) return;
    }
    // g's cue inside f's content?
    for (Range& r : f.content) {
      if (!g.cue.empty() && r.contains(g.cue.begin)) {
        const bool own_source = !g.source.empty() && inside(g.source, r) && a_.tag_of(g.source.begin) != Tag::kWP &&
                                a_.tag_of(g.source.begin) != Tag::kWDT;
        const std::int32_t start = own_source ? std::min(g.source.begin, g.cue.begin) : g.cue.begin;
        const std::int32_t all = words_in(a_, {r});
        const std::int32_t before =
            words_in(a_, {{r.begin, std::max(r.begin, std::min(start, g.content.front().begin))}});
        const bool turn = f.rule == kSpeakerLineRule;
        // "Nobody told us that C": said by whose turn it is.
        const std::string& who = a_.word(g.source.empty() ? g.cue.begin : g.source.begin);
        if (own_source && ((turn && is_nothing(who)) || is_of_thing_seen(g))) {
          dead[gi] = true;
          return;
        }
        if (own_source && before <= 1 && (turn || is_relayed(g)) && words_in(a_, g.content) * 10 >= all * 4) {
          // "The Times reported officials saying ...": all that f says is that g said it.
          g.hops.push_back(static_cast<std::int32_t>(fi));
          g.hops.insert(g.hops.end(), f.hops.begin(), f.hops.end());
          f.is_hop = true;
          return;
        }
        // "said A, adding that B": the same speaker goes on.
        const bool goes_on =
            !own_source && start > r.begin && before >= 2 && (a_.word(start - 1) == "," || a_.word(start - 1) == "and");
        if (goes_on) {
          r.end = start;
          trim_content(a_, r);
          if (r.empty()) dead[fi] = true;
          return;
        }
        // "A, X said. ... " joined by comma and a fresh subject: both stand, f ends where g begins.
        if (own_source && before >= 3 && start > r.begin && g.confidence >= 0.6 && !f.content.empty() &&
            (a_.word(start - 1) == "," || a_.word(start - 1) == ";" || a_.word(start - 1) == "and" ||
             a_.word(start - 1) == "but" || a_.word(start - 1) == "while")) {
          r.end = start;
          trim_content(a_, r);
          return;
        }
        dead[gi] = true;
        return;
      }
    }
    // f's cue inside g's content?
    for (Range& r : g.content) {
      if (!f.cue.empty() && r.contains(f.cue.begin)) {
        if (g.confidence > f.confidence && f.source.empty()) {
          dead[fi] = true;
          return;
        }
        // "X said A, according to Y": Y is the hop by which X's words came.
        const bool he = f.source_head >= 0 && (a_.word(f.source_head) == "he" || a_.word(f.source_head) == "she") &&
                        g.rule == std::string_view{"according-to@1"};
        const bool f_whole = !f.source.empty() && (is_relayed(f) || he) && inside(f.source, r) &&
                             words_in(a_, f.content) * 10 >= words_in(a_, {r}) * 4;
        // "The pilot reported a flash, a controller has told the Herald": what was seen is no words.
        if (f_whole && is_of_thing_seen(f)) {
          dead[fi] = true;
          return;
        }
        if (f_whole) {
          f.hops.push_back(static_cast<std::int32_t>(gi));
          g.is_hop = true;
          return;
        }
        (g.confidence > f.confidence ? dead[fi] : dead[gi]) = true;
        return;
      }
    }
    // Contents that overlap without either cue inside: the surer one stays whole.
    for (Range& rf : f.content) {
      for (Range& rg : g.content) {
        if (!rf.overlaps(rg)) continue;
        if (f.confidence >= g.confidence) {
          rg.begin = std::max(rg.begin, rf.end);
        } else {
          rf.end = std::min(rf.end, rg.begin);
        }
      }
    }
    drop_empty(f, fi, dead);
    drop_empty(g, gi, dead);
  }

  // Quotations: those inside a content make it direct or mixed; the rest belong to the speaker nearby.
  void attach_quotes() {
    for (std::size_t i = 0; i < found_.size(); ++i) {
      FoundAttribution& f = found_[i];
      std::int32_t quoted = 0;
      for (Range& r : f.content) {
        for (std::int32_t k = r.begin; k < r.end; ++k) {
          const std::int32_t q = a_.quote_of(k);
          if (q < 0) continue;
          const QuoteRange& range = a_.quotes[static_cast<std::size_t>(q)];
          if (range.is_speech) {
            // The whole of a quotation or nothing.
            r.begin = std::min(r.begin, range.marks.begin);
            r.end = std::max(r.end, range.marks.end);
            quoted += range.marks.end - range.marks.begin;
            k = range.marks.end - 1;
          } else {
            ++quoted;
          }
          if (quote_owner_[static_cast<std::size_t>(q)] < 0)
            quote_owner_[static_cast<std::size_t>(q)] = static_cast<std::int32_t>(i);
        }
      }
      std::int32_t all = 0;
      for (const Range& r : f.content) all += r.end - r.begin;
      if (f.rule == kSpeakerLineRule) continue;
      f.form = quoted == 0 ? ClaimForm::kIndirect : quoted >= all - 2 ? ClaimForm::kDirect : ClaimForm::kMixed;
      if (f.form == ClaimForm::kDirect && f.confidence < 0.9) f.confidence = std::min(0.95, f.confidence + 0.15);
    }
    for (std::size_t i = 0; i < found_.size(); ++i) note_end(i);
    for (std::size_t q = 0; q < a_.quotes.size(); ++q) {
      if (quote_owner_[q] < 0 && (a_.quotes[q].is_speech || is_whole_sentence(a_.quotes[q]))) floating_quote(q);
    }
  }

  // "It leaks.": short, but a sentence of its own.
  bool is_whole_sentence(const QuoteRange& q) const {
    if (!q.closed || a_.sentence_of(q.marks.begin).begin != q.marks.begin) return false;
    bool verb = false;
    for (std::int32_t i = q.inner.begin; i < q.inner.end; ++i) verb = verb || is_finite(a_.tag_of(i));
    const std::string& last = a_.word(q.inner.end - 1);
    return verb && (last == "." || last == "!");
  }

  // A quotation without a cue goes on from the attribution before it: in the same paragraph, or, where a paragraph is
  // all quotation, from the one in the paragraph before.
  void floating_quote(std::size_t number) {
    const QuoteRange& q = a_.quotes[number];
    const auto paragraph = [&](std::int32_t k) { return a_.tokens[static_cast<std::size_t>(k)].paragraph; };
    const std::uint32_t here = paragraph(q.marks.begin);
    const Range s = a_.sentence_of(q.marks.begin);
    const bool own_sentence = s.begin == q.marks.begin;
    if (!own_sentence) return;
    for (std::int32_t i = q.marks.end;
         i < a_.size() && a_.tokens[static_cast<std::size_t>(i)].sentence ==
                              a_.tokens[static_cast<std::size_t>(q.marks.end - 1)].sentence;
         ++i) {
      if (!a_.is_mark(i)) return;
    }
    auto before = by_end_.lower_bound(q.marks.begin);
    if (before == by_end_.begin()) return;
    const std::int32_t best = (--before)->second;
    FoundAttribution& f = found_[static_cast<std::size_t>(best)];
    const std::int32_t last = last_token(f);
    const bool same = paragraph(last) == here;
    const bool opens = q.marks.begin == 0 || paragraph(q.marks.begin - 1) != here;
    const bool next = opens && paragraph(last) + 1 == here;
    if (!same && !next) return;
    // Nothing between but the end of the speaker's sentence.
    const std::uint32_t gap = a_.tokens[static_cast<std::size_t>(q.marks.begin)].sentence -
                              a_.tokens[static_cast<std::size_t>(last)].sentence;
    if (gap > 1 || f.source.empty()) return;
    if (next && f.form == ClaimForm::kIndirect && f.confidence < 0.7) return;
    if (same && f.form != ClaimForm::kIndirect && f.content.back().end <= q.marks.begin) {
      f.content.push_back(q.marks);
      quote_owner_[number] = best;
      note_end(static_cast<std::size_t>(best));
      return;
    }
    FoundAttribution out;
    out.source = f.source;
    out.source_head = f.source_head;
    out.content.push_back(q.marks);
    out.form = ClaimForm::kDirect;
    out.continues = f.continues >= 0 ? f.continues : best;
    out.rule = "quote-runs-on@1";
    out.confidence = same ? 0.75 : 0.7;
    quote_owner_[number] = static_cast<std::int32_t>(found_.size());
    found_.push_back(std::move(out));
    note_end(found_.size() - 1);
  }

  static std::int32_t last_token(const FoundAttribution& f) { return std::max(f.content.back().end, f.cue.end) - 1; }

  // Where each attribution that a quotation may go on from ends.
  void note_end(std::size_t i) {
    const FoundAttribution& f = found_[i];
    if (!f.is_hop && f.rule != kSpeakerLineRule) by_end_[last_token(f)] = static_cast<std::int32_t>(i);
  }

  const Analysis& a_;
  std::vector<FoundAttribution> found_;
  std::vector<std::int32_t> quote_owner_;
  std::map<std::int32_t, std::int32_t> by_end_;  // last token -> number
};

}  // namespace

void sort_by_content(std::vector<FoundAttribution>& found) {
  std::vector<std::size_t> order(found.size());
  for (std::size_t i = 0; i < order.size(); ++i) order[i] = i;
  std::stable_sort(order.begin(), order.end(), [&](std::size_t x, std::size_t y) {
    return found[x].content.front().begin < found[y].content.front().begin;
  });
  std::vector<std::int32_t> place(found.size());
  for (std::size_t i = 0; i < order.size(); ++i) place[order[i]] = static_cast<std::int32_t>(i);
  std::vector<FoundAttribution> out;
  for (const std::size_t i : order) {
    FoundAttribution& f = found[i];
    if (f.continues >= 0) f.continues = place[static_cast<std::size_t>(f.continues)];
    for (std::int32_t& h : f.hops) h = place[static_cast<std::size_t>(h)];
    out.push_back(std::move(f));
  }
  found = std::move(out);
}

std::vector<FoundAttribution> find_in(const Analysis& a) { return Finder{a}.run(); }

}  // namespace headwater::detail
