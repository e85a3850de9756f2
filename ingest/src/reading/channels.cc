#include "reading/channels.h"

#include <algorithm>
#include <array>

#include "headwater/schema/fold.h"
#include "reading/cues.h"
#include "reading/entities.h"

namespace headwater::detail {
namespace {

bool any_of(const std::string& w, std::initializer_list<const char*> list) {
  return std::any_of(list.begin(), list.end(), [&](const char* x) { return w == x; });
}

// How sure a noun is of its medium against a vaguer one: a stated channel wins over "statement".
int rank(Medium m) {
  switch (m) {
    case Medium::kUnknown:
      return 0;
    case Medium::kStatement:
      return 1;
    case Medium::kArticle:
      return 1;
    case Medium::kReport:
      return 2;
    case Medium::kSpeech:
      return 2;
    default:
      return 3;
  }
}

void take(Channel& c, Medium m, Range evidence) {
  if (rank(m) > rank(c.medium)) {
    c.medium = m;
    c.evidence = evidence;
  }
}

bool is_site(const std::string& w) {
  return any_of(w, {"twitter", "facebook", "instagram", "telegram", "weibo", "linkedin", "youtube", "tiktok", "reddit",
                    "mastodon", "bluesky", "x"});
}

bool is_preposition(const Analysis& a, std::int32_t i) {
  return any_of(a.word(i), {"in", "at", "by", "on", "during", "via", "through", "from", "to", "before", "with", "after",
                            "into", "inside"});
}

// Who a phrase at `from` names as receiver: the named outlet, or "this newspaper", "the magazine".
std::optional<Party> receiver(const Analysis& a, std::int32_t from, std::int32_t end, const Parties& parties,
                              Range* range) {
  std::int32_t i = from;
  while (i < end && (a.tag_of(i) == Tag::kDT || a.tag_of(i) == Tag::kPRPS || is_adjective(a.tag_of(i)))) ++i;
  if (const Party own = parties.publisher(); i < end && !own.is_nobody()) {
    *range = name_at(a, i, end, name_key(own.name));
    if (!range->empty()) return own;
  }
  std::int32_t last = i;
  while (last < end && (is_noun(a.tag_of(last)) || a.is_capitalised(last) || (a.word(last) == "of" && last > i)) &&
         !a.is_mark(last))
    ++last;
  if (last == i) return std::nullopt;
  // An outlet the table knows may stand right before what it was told.
  for (std::int32_t cut = last - 1; cut > i; --cut) {
    if (find_outlet(words_of_range(a, {i, cut})) != nullptr) last = cut;
  }
  const Range phrase{from, last};
  *range = phrase;
  const std::string& head = a.word(last - 1);
  const bool papers = any_of(head, {"newspaper", "paper", "publication", "magazine", "website", "site", "agency",
                                    "broadcaster", "station", "channel", "journal", "blog"});
  // "this newspaper" is the one it stands in.
  Party party = papers && a.word(from) == "this" ? parties.publisher() : parties.look(phrase, last - 1);
  if (party.kind != AgentKind::kOutlet || party.is_nobody()) return std::nullopt;
  return party;
}

class Reader {
 public:
  Reader(const Analysis& a, const Parties& parties, const std::optional<Date>& published)
      : a_{a}, parties_{parties}, published_{published} {}

  // Reads the tokens of `window`, leaving out `claimed`; days named in `dateless` are not the channel's.
  Channel read(Range window, const std::vector<Range>& claimed, std::int32_t verb, Range dateless = {}) {
    Channel c;
    const auto skip = [&](std::int32_t i) {
      return std::any_of(claimed.begin(), claimed.end(), [&](const Range& r) { return r.contains(i); }) ||
             (a_.quote_of(i) >= 0 && a_.quotes[static_cast<std::size_t>(a_.quote_of(i))].is_speech);
    };
    for (std::int32_t i = window.begin; i < window.end; ++i) {
      if (skip(i)) continue;
      word(c, i, window, verb);
    }
    // The day: in what is left, the first one outside the claim and outside a relative clause of the source.
    std::int32_t begin = window.begin;
    for (std::int32_t i = window.begin; i <= window.end && !c.date; ++i) {
      if (i == window.end || skip(i) || dateless.contains(i)) {
        if (i > begin) c.date = date_in(a_, {begin, i}, published_);
        begin = i + 1;
      }
    }
    return c;
  }

 private:
  void word(Channel& c, std::int32_t i, Range window, std::int32_t verb) {
    const std::string& w = a_.word(i);
    // Verbs that are a channel.
    if (any_of(w, {"faxed"})) take(c, Medium::kFax, {i, i + 1});
    if (any_of(w, {"emailed", "e-mailed"})) take(c, Medium::kEmail, {i, i + 1});
    if (any_of(w, {"tweeted", "tweets", "tweeting", "retweeted"}) && is_verb(a_.tag_of(i)))
      take(c, Medium::kSocialPost, {i, i + 1});
    if (w == "blog" && i > window.begin &&
        (a_.word(i - 1) == "his" || a_.word(i - 1) == "her" || a_.word(i - 1) == "its" || a_.word(i - 1) == "their" ||
         a_.word(i - 1) == "a"))
      take(c, Medium::kSocialPost, {i - 1, i + 1});
    if (any_of(w, {"testified", "testifying", "testifies"})) take(c, Medium::kTestimony, {i, i + 1});
    // A judge rules in a ruling.
    // "in a written reply": paper of its own, though no letter.
    if (any_of(w, {"reply", "response", "answer", "answers"}) && i > window.begin && a_.word(i - 1) == "written")
      take(c, Medium::kStatement, {i - 1, i + 1});
    if (any_of(w, {"ruled", "rules"}) && i == verb) take(c, Medium::kFiling, {i, i + 1});
    if (w == "evidence" && i > window.begin && any_of(a_.word(i - 1), {"giving", "gave"}))
      take(c, Medium::kTestimony, {i - 1, i + 1});
    if (w == "oath" && i > 0 && a_.word(i - 1) == "under") take(c, Medium::kTestimony, {i - 1, i + 1});
    if (any_of(w, {"televised", "broadcast"}) && (i + 1 < a_.size() && is_noun(a_.tag_of(i + 1))))
      take(c, Medium::kBroadcast, {i, i + 1});
    if (is_site(w) && i > window.begin && is_preposition(a_, i - 1)) take(c, Medium::kSocialPost, {i - 1, i + 1});
    // "in a message on its Facebook page"
    if (is_site(w) && i > window.begin + 1 && i + 1 < window.end && is_preposition(a_, i - 2) &&
        any_of(a_.word(i + 1), {"page", "account", "channel", "feed", "profile", "post"}))
      take(c, Medium::kSocialPost, {i - 2, i + 2});
    if ((w == "faced" || w == "briefed") && i + 1 < window.end &&
        any_of(a_.word(i + 1), {"reporters", "journalists"})) {
      take(c, Medium::kNewsConference, {i, i + 2});
    }
    if (any_of(w, {"spoke", "speaking", "addressing", "addressed"})) spoken(c, i, window);
    if (any_of(w, {"television", "tv", "radio"}) && i > window.begin &&
        any_of(a_.word(i - 1), {"on", "state", "national"}))
      take(c, Medium::kBroadcast, {i - 1, i + 1});
    if (any_of(w, {"to", "with", "by", "from"})) handed(c, i, window);
    // "an open letter, in which they write"
    if (w == "which" && i > window.begin && a_.word(i - 1) == "in") {
      for (std::int32_t k = i - 2; k >= window.begin && i - k < 25; --k) {
        const std::optional<Noun> what =
            is_noun(a_.tag_of(k)) && !a_.is_capitalised(k) ? find_noun(a_.word(k)) : std::nullopt;
        if (!what || what->what != NounClass::kDocument || what->medium == Medium::kUnknown) continue;
        take(c, what->medium, {k, i + 1});
        break;
      }
    }
    if (w == "told" || w == "tells" || w == "tell" || w == "telling" || w == "informed") {
      if (i == verb || verb < 0) hearer(c, i + 1, window);
    }
    const std::optional<Noun> noun = find_noun(w);
    // "in the journal Cell Letters": a part of a name.
    if (a_.is_capitalised(i) && is_proper(a_.tag_of(i)) && i > window.begin && a_.is_capitalised(i - 1) &&
        is_proper(a_.tag_of(i - 1)))
      return;
    if (!noun || (noun->medium == Medium::kUnknown && w != "paper") || a_.tag_of(i) == Tag::kVBD || i == verb ||
        (a_.is_capitalised(i) && !is_noun(a_.tag_of(i)))) {
      two_words(c, i, window);
      return;
    }
    if (two_words(c, i, window)) return;
    // "in a statement", "at a news conference", "by fax", "a faxed statement": behind a preposition, or the cue's
    // object.
    std::int32_t p = i - 1;
    while (p >= window.begin && i - p < 6 &&
           (is_noun(a_.tag_of(p)) || is_adjective(a_.tag_of(p)) || a_.tag_of(p) == Tag::kDT ||
            a_.tag_of(p) == Tag::kPRPS || a_.tag_of(p) == Tag::kPOS || a_.tag_of(p) == Tag::kVBN ||
            a_.tag_of(p) == Tag::kCD || a_.tag_of(p) == Tag::kVBG)) {
      if (a_.word(p) == "faxed") take(c, Medium::kFax, {p, i + 1});
      if (a_.word(p) == "emailed" || a_.word(p) == "e-mailed") take(c, Medium::kEmail, {p, i + 1});
      if (a_.word(p) == "televised") take(c, Medium::kBroadcast, {p, i + 1});
      --p;
    }
    if (p < window.begin) return;
    const std::string& prep = a_.word(p);
    // "issued a statement denying", "sent a letter saying": the speaker's own verb in front of the cue.
    if (noun->what == NounClass::kDocument && verb > i && verb - i <= 2 && a_.tag_of(verb) == Tag::kVBG &&
        any_of(prep, {"issued", "released", "sent", "published", "posted", "circulated"})) {
      take(c, noun->medium, {p, i + 1});
      return;
    }
    if (!any_of(prep, {"in", "at", "by", "during", "via", "through", "on", "told"})) return;
    // "in the report on" reads the report; "on the report" only speaks of it. "at the hearing", "by letter".
    if ((noun->what == NounClass::kDocument || w == "paper") && !any_of(prep, {"in", "by", "via", "through"})) return;
    if (noun->medium == Medium::kArticle && a_.word(i) == "item") return;
    // "in a paper" of their own, not "in the paper" that people read.
    if (w == "paper" && prep == "in" && (a_.word(p + 1) == "a" || a_.tag_of(p + 1) == Tag::kPRPS)) {
      take(c, Medium::kReport, {p, i + 1});
      return;
    }
    take(c, noun->medium, {p, i + 1});
  }

  static bool is_gathering(const std::string& w) {
    return any_of(w, {"conference", "summit", "forum", "congress", "convention", "gathering", "rally", "ceremony",
                      "seminar", "symposium", "funeral", "memorial", "assembly", "parliament", "parade", "banquet"});
  }

  // "Speaking at a conference in Oslo", "addressing a rally", "spoke to reporters"
  void spoken(Channel& c, std::int32_t i, Range window) {
    std::int32_t at = i + 1;
    if (at < window.end && any_of(a_.word(at), {"at", "to", "before", "in", "during", "with"})) ++at;
    for (std::int32_t k = at; k < std::min(window.end, at + 7); ++k) {
      const std::string& w = a_.word(k);
      if (any_of(w, {"reporters", "journalists"}) && k == at) take(c, Medium::kNewsConference, {i, k + 1});
      if (is_gathering(w) && !any_of(a_.word(k - 1), {"news", "press"})) take(c, Medium::kSpeech, {i, k + 1});
      if (a_.is_mark(k) || is_finite(a_.tag_of(k)) || (a_.tag_of(k) == Tag::kIN && a_.word(k) != "of")) break;
    }
  }

  bool two_words(Channel& c, std::int32_t i, Range window) {
    if (i + 1 >= window.end) return false;
    const std::string pair = a_.word(i) + " " + a_.word(i + 1);
    static const std::array<std::pair<const char*, Medium>, 14> kPairs{{{"news conference", Medium::kNewsConference},
                                                                        {"press conference", Medium::kNewsConference},
                                                                        {"press briefing", Medium::kNewsConference},
                                                                        {"news briefing", Medium::kNewsConference},
                                                                        {"press release", Medium::kStatement},
                                                                        {"news release", Medium::kStatement},
                                                                        {"court documents", Medium::kFiling},
                                                                        {"court papers", Medium::kFiling},
                                                                        {"court filing", Medium::kFiling},
                                                                        {"court filings", Medium::kFiling},
                                                                        {"facebook post", Medium::kSocialPost},
                                                                        {"blog post", Medium::kSocialPost},
                                                                        {"twitter post", Medium::kSocialPost},
                                                                        {"white paper", Medium::kReport}}};
    for (const auto& [words, medium] : kPairs) {
      if (pair == words) {
        take(c, medium, {i, i + 2});
        return true;
      }
    }
    return false;
  }

  // "faxed to the Associated Press", "in an interview with Radio X", "questions put to it by AFP", "obtained by the
  // Lantern".
  void handed(Channel& c, std::int32_t i, Range window) {
    if (i == window.begin) return;
    const std::string& w = a_.word(i);
    const std::string& before = a_.word(i - 1);
    bool fits = false, spoken = false;
    if (w == "to")
      fits = any_of(before, {"faxed",    "emailed",  "e-mailed", "sent",    "mailed",    "issued",     "given",
                             "provided", "released", "email",    "e-mail",  "letter",    "statement",  "fax",
                             "message",  "comments", "remarks",  "replied", "responded", "statements", "emails",
                             "leaked",   "shown",    "read",     "reply",   "response"});
    // "confirmed to the site"
    if (w == "to" && any_of(before, {"said", "confirmed", "explained", "admitted", "insisted", "complained", "speaking",
                                     "spoke", "spoken", "acknowledged", "conceded"}))
      fits = spoken = true;
    if (w == "with") fits = any_of(before, {"interview", "conversation", "call"});
    // "in his first interview since leaving prison, with the newspaper"
    for (std::int32_t k = i - 1; w == "with" && k >= window.begin && i - k < 8 && !fits; --k)
      fits = a_.word(k) == "interview";
    if (w == "by") {
      // "published on Saturday by"
      for (std::int32_t k = i - 1; k >= window.begin && i - k < 5 && !fits; --k) {
        fits = any_of(a_.word(k), {"obtained", "seen", "reviewed", "published", "released", "leaked"});
        if (is_verb(a_.tag_of(k)) || a_.is_mark(k)) break;
      }
      // "questions put to it by", "an interview by"
      for (std::int32_t k = i - 1; k >= window.begin && i - k < 6 && !fits; --k)
        fits = any_of(a_.word(k), {"questions", "asked", "interview", "interviewed"});
    }
    if (w == "from") {
      for (std::int32_t k = i - 1; k >= window.begin && i - k < 4 && !fits; --k)
        fits = any_of(a_.word(k), {"questions"});
    }
    if (!fits) return;
    Range range;
    if (std::optional<Party> p = receiver(a_, i + 1, window.end, parties_, &range)) {
      add_via(c, std::move(*p));
      c.delivered = range;
      if (w == "with") take(c, Medium::kInterview, {i - 1, range.end});
      if (w == "with" || before == "interview" || spoken) c.told = true;
    }
  }

  // "told the Associated Press", "told a news conference", "told the court".
  void hearer(Channel& c, std::int32_t at, Range window) {
    std::int32_t i = at;
    while (i < window.end && i - at < 8 &&
           (a_.tag_of(i) == Tag::kDT || a_.tag_of(i) == Tag::kPRPS || is_adjective(a_.tag_of(i)) ||
            is_noun(a_.tag_of(i)) || a_.tag_of(i) == Tag::kPOS || a_.tag_of(i) == Tag::kCD)) {
      const std::string& w = a_.word(i);
      if (any_of(w, {"court", "jury", "judge", "inquiry", "hearing", "tribunal", "inquest", "committee",
                     "subcommittee"})) {
        const bool party = w == "committee" && i > at &&
                           any_of(a_.word(i - 1), {"organising", "organizing", "party", "campaign", "executive"});
        if (!party) take(c, Medium::kTestimony, {at, i + 1});
      }
      if (w == "panel" && i > at && any_of(a_.word(i - 1), {"senate", "house", "parliamentary", "congressional"}))
        take(c, Medium::kTestimony, {at, i + 1});
      if (any_of(w, {"lawmakers", "crowd"}) || (is_gathering(w) && !any_of(a_.word(i - 1), {"news", "press"})))
        take(c, Medium::kSpeech, {at, i + 1});
      if (any_of(w, {"conference", "briefing"}) && i > at && any_of(a_.word(i - 1), {"news", "press"}))
        take(c, Medium::kNewsConference, {at, i + 1});
      if (w == "briefing") take(c, Medium::kNewsConference, {at, i + 1});
      ++i;
    }
    Range range;
    if (std::optional<Party> p = receiver(a_, at, window.end, parties_, &range)) {
      add_via(c, std::move(*p));
      c.delivered = range;
      c.told = true;
    }
  }

  static void add_via(Channel& c, Party p) {
    if (std::none_of(c.via.begin(), c.via.end(), [&](const Party& v) { return v.name == p.name; }))
      c.via.push_back(std::move(p));
  }

  const Analysis& a_;
  const Parties& parties_;
  const std::optional<Date>& published_;
};

}  // namespace

Channel channel_of(const Analysis& a, const FoundAttribution& f, const Parties& parties,
                   const std::optional<Date>& published, const std::vector<Range>& others) {
  const std::int32_t anchor = f.cue_head >= 0 ? f.cue_head : f.content.front().begin;
  Range window = a.sentence_of(anchor);
  // "A, X said. B": the cue's own clause only, not another attribution's.
  std::vector<Range> claimed = f.content;
  claimed.insert(claimed.end(), others.begin(), others.end());
  // What an apposition or a relative clause tells of the source is no channel: "who was not involved in the research".
  // Of a document it is: "a letter, leaked to the Herald,".
  const std::optional<Noun> noun = f.source_head >= 0 ? noun_at(a, f.source_head) : std::nullopt;
  const bool document = noun && noun->what == NounClass::kDocument;
  for (std::int32_t i = f.source.begin; i < f.source.end; ++i) {
    if (document || (a.word(i) != "," && a.tag_of(i) != Tag::kWDT && a.tag_of(i) != Tag::kWP)) continue;
    // "an official, speaking to the Herald, said", "a clerk who spoke to the Herald": this is the occasion.
    if (i + 1 < f.source.end && any_of(a.word(i + 1), {"speaking", "writing", "testifying", "spoke"})) break;
    // "said the station's head, Livia Brandt, | in a telephone interview"
    std::int32_t end = f.source.end;
    for (std::int32_t k = i + 1; k + 2 < f.source.end && end == f.source.end; ++k) {
      if (a.word(k) != "," || !any_of(a.word(k + 1), {"in", "during", "at", "by", "via", "on"})) continue;
      for (std::int32_t n = k + 2; n < std::min(f.source.end, k + 6); ++n) {
        const std::optional<Noun> what = find_noun(a.word(n));
        if (what && what->medium != Medium::kUnknown) end = k;
      }
    }
    claimed.push_back({i, end});
    break;
  }
  // "who had no part in the research, called it"
  if (f.source.end - f.source.begin == 1 && a.tag_of(f.source.begin) == Tag::kWP && f.cue.begin > f.source.end &&
      !any_of(a.word(f.source.end), {"speaking", "writing", "testifying", "spoke"}))
    claimed.push_back({f.source.end, f.cue.begin});
  // "Ann Roe, | who had no part in the research, | said": where the source was read without it.
  if (const std::int32_t who = f.source.end + 1;
      !f.source.empty() && f.cue.begin > who && f.cue.begin - who < 25 && a.word(f.source.end) == "," &&
      (a.tag_of(who) == Tag::kWP || a.tag_of(who) == Tag::kWDT) &&
      !any_of(a.word(who + 1), {"speaking", "writing", "testifying", "spoke"}))
    claimed.push_back({f.source.end, f.cue.begin});
  // The day a document was leaked or printed is not its own.
  Range dateless;
  for (std::int32_t i = f.source.begin; document && i < f.source.end && dateless.empty(); ++i) {
    if (a.word(i) == "published" || a.word(i) == "leaked" || a.word(i) == "obtained" || a.word(i) == "released")
      dateless = {i, f.source.end};
  }
  return Reader{a, parties, published}.read(window, claimed, f.cue_head, dateless);
}

std::optional<ChannelEvent> channel_event(const Analysis& a, Range s, const Entities& entities, const Parties& parties,
                                          const std::optional<Date>& published) {
  ChannelEvent out;
  out.channel = Reader{a, parties, published}.read(s, {}, -1);
  // "issued a statement", "held a news conference", "sent a letter": the object of a verb that puts words out.
  for (std::int32_t i = s.begin; i + 1 < s.end; ++i) {
    if (!is_verb(a.tag_of(i)) ||
        !any_of(a.word(i), {"issued", "released", "published", "held", "gave", "sent", "wrote", "posted", "convened",
                            "delivered", "called", "circulated", "filed", "unveiled", "presented"}))
      continue;
    for (std::int32_t k = i + 1; k < s.end && k <= i + 6; ++k) {
      const std::optional<Noun> noun = find_noun(a.word(k));
      const bool conference = a.word(k) == "conference" && any_of(a.word(k - 1), {"news", "press"});
      if (conference) take(out.channel, Medium::kNewsConference, {i, k + 1});
      if (noun && noun->medium != Medium::kUnknown && is_noun(a.tag_of(k))) {
        take(out.channel, noun->medium, {i, k + 1});
        break;
      }
      if (a.tag_of(k) == Tag::kIN && k > i + 1) break;
    }
  }
  if (out.channel.medium == Medium::kUnknown) return std::nullopt;
  for (const Mention* m : entities.in(s)) {
    const std::int32_t last = m->range.end - 1;
    if (a.quote_of(last) >= 0 && a.quotes[static_cast<std::size_t>(a.quote_of(last))].is_speech) continue;
    if (std::any_of(out.channel.via.begin(), out.channel.via.end(),
                    [&](const Party& p) { return p.entity == m->entity; }))
      continue;
    // Subjects and their conjuncts, names hung on them included.
    std::int32_t top = last;
    for (int n = 0; n < 4 && a.head_of(top) >= 0 &&
                    (a.dep_of(top) == Dep::kAppos || a.dep_of(top) == Dep::kConj || a.dep_of(top) == Dep::kFlat ||
                     a.dep_of(top) == Dep::kCompound);
         ++n)
      top = a.head_of(top);
    // "..., the view of Ann Roe, a chemist, who showed her results at a news conference"
    bool who = false;
    for (std::int32_t i = m->range.end; i < std::min(out.channel.evidence.begin, m->range.end + 16) && !who; ++i)
      who = a.word(i) == "who" && entities.all[m->entity].kind == AgentKind::kPerson;
    if (a.dep_of(top) == Dep::kNsubj || a.dep_of(top) == Dep::kNsubjPass || who) out.entities.push_back(m->entity);
  }
  out.at = s.begin;
  if (out.entities.empty()) return std::nullopt;
  return out;
}

}  // namespace headwater::detail
