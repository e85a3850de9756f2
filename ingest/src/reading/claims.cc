#include "reading/claims.h"

#include <algorithm>
#include <initializer_list>
#include <map>
#include <set>

#include "headwater/schema/fold.h"
#include "reading/cues.h"
#include "reading/lexicon.h"

namespace headwater::detail {
namespace {

bool any_of(const std::string& w, std::initializer_list<const char*> list) {
  return std::any_of(list.begin(), list.end(), [&](const char* x) { return w == x; });
}

// How far a channel once told of carries: to claims by the same speaker some sentences on.
constexpr std::uint32_t kCarrySentences = 8;
constexpr std::uint32_t kCarryParagraphs = 2;

class Drafter {
 public:
  Drafter(const ClaimContext& context, Parties& parties) : c_{context}, a_{context.a}, parties_{parties} {}

  std::vector<DraftClaim> run(std::vector<FoundAttribution> found) {
    found_ = std::move(found);
    swallowed_.assign(found_.size(), false);
    for (std::size_t i = 0; i < found_.size(); ++i) citing_chain(i);
    // A sentence with a claim of its own tells of that claim's channel, not of a later one's; what is claimed may speak
    // of letters and reports as it likes.
    for (const FoundAttribution& f : found_) attributed_.insert(token(anchor(f)).sentence);
    std::vector<std::int32_t> place(found_.size(), -1);
    for (std::size_t i = 0; i < found_.size(); ++i) {
      const FoundAttribution& f = found_[i];
      note_events(anchor(f));
      if (f.is_hop || swallowed_[i]) continue;
      DraftClaim draft = draft_of(i, place);
      if (draft.from.continues >= 0 && draft.speaker.is_nobody()) continue;
      place[i] = static_cast<std::int32_t>(out_.size());
      out_.push_back(std::move(draft));
    }
    return std::move(out_);
  }

 private:
  struct Event {
    Channel channel;
    std::size_t entity = 0;
    std::int32_t at = 0;
  };

  std::int32_t anchor(const FoundAttribution& f) const {
    return f.cue_head >= 0 ? f.cue_head : f.content.front().begin;
  }
  const Token& token(std::int32_t i) const { return a_.tokens[static_cast<std::size_t>(i)]; }

  // "X said on Wednesday, citing a Coastwire dispatch that quoted two bankers": the last one spoke, the others are
  // hops.
  void citing_chain(std::size_t number) {
    FoundAttribution& f = found_[number];
    if (f.cue_head < 0 || f.is_hop) return;
    const Range s = a_.sentence_of(f.cue_head);
    // After the cue, or between the source and it: "The Herald, quoting a diplomat, reported".
    const std::int32_t from = f.source.empty() || f.source.begin > f.cue.begin ? f.cue.end : f.source.begin;
    for (std::int32_t i = from; i < s.end && i < f.cue.end + 12; ++i) {
      if (!any_of(a_.word(i), {"citing", "quoting"}) || i + 1 >= s.end) continue;
      if (std::any_of(f.content.begin(), f.content.end(), [&](const Range& r) { return r.contains(i); }) &&
          f.content.front().begin > f.cue.begin)
        return;
      std::int32_t at = i + 1;
      std::vector<Range> chain;
      while (at < s.end) {
        const Range phrase = noun_phrase(at, s.end);
        if (phrase.empty()) break;
        chain.push_back(phrase);
        // "... that quoted two bankers", "which cited an official"
        std::int32_t k = phrase.end;
        if (k < s.end && a_.word(k) == ",") ++k;
        if (k + 1 < s.end && any_of(a_.word(k), {"that", "which", "who"}) &&
            any_of(a_.word(k + 1), {"quoted", "cited", "quotes", "cites"})) {
          at = k + 2;
          continue;
        }
        if (k < s.end && any_of(a_.word(k), {"quoting", "citing"})) {
          at = k + 1;
          continue;
        }
        break;
      }
      if (!chain.empty()) {
        chains_[number] = chain;
        // What was read from these words alone is part of this claim.
        // In text order they stand nearby.
        for (std::size_t j = number - std::min<std::size_t>(number, 10); j < std::min(found_.size(), number + 30);
             ++j) {
          if (j != number && found_[j].cue_head >= i && found_[j].cue_head < chain.back().end) swallowed_[j] = true;
        }
        if (f.content.size() > 1 && f.content.back().begin >= i - 1 && i >= f.cue.end) f.content.pop_back();
        if (i < f.cue.begin) f.source.end = std::min(f.source.end, i);
      }
      return;
    }
  }

  // A noun phrase from `at`: up to a comma, a relative pronoun or a verb.
  Range noun_phrase(std::int32_t at, std::int32_t end) const {
    std::int32_t i = at;
    while (i < end && !a_.is_mark(i) && !any_of(a_.word(i), {"that", "which", "who"}) && !is_finite(a_.tag_of(i)) &&
           a_.tag_of(i) != Tag::kVBG)
      ++i;
    return {at, i};
  }

  std::int32_t head_of_phrase(Range r) const {
    std::int32_t head = r.begin;
    for (std::int32_t i = r.begin; i < r.end; ++i) {
      if (a_.tag_of(i) == Tag::kIN && i > r.begin) break;
      if (is_noun(a_.tag_of(i)) || a_.tag_of(i) == Tag::kPRP || a_.tag_of(i) == Tag::kCD) head = i;
      if (a_.word(i) == "close" || a_.word(i) == "familiar") break;
    }
    return head;
  }

  // "a Coastwire dispatch": the outlet in it, else whoever the phrase names.
  Party hop_party(Range phrase) const {
    for (const Mention* m : c_.entities.in(phrase)) {
      Party p = parties_.look(m->range, m->range.end - 1);
      if (!p.is_nobody()) return p;
    }
    return parties_.look(phrase, head_of_phrase(phrase));
  }

  // Channels told of in sentences up to this token, so that claims after it can lean on them.
  void note_events(std::int32_t upto) {
    const std::uint32_t last = token(upto).sentence;
    for (; next_sentence_ <= last && next_sentence_ < a_.sentences.size(); ++next_sentence_) {
      const Range s = a_.sentences[next_sentence_];
      if (s.empty() || attributed_.count(static_cast<std::uint32_t>(next_sentence_)) > 0) continue;
      if (std::optional<ChannelEvent> event = channel_event(a_, s, c_.entities, parties_, c_.document.published)) {
        for (const std::size_t entity : event->entities) {
          events_.push_back({event->channel, entity, s.begin});
          Party party;
          party.entity = entity;
          party.name = c_.entities.all[entity].name;
          party.kind = c_.entities.all[entity].kind;
          parties_.introduce(event->channel.medium, party, s.begin);
        }
      }
    }
  }

  DraftClaim draft_of(std::size_t i, const std::vector<std::int32_t>& place) {
    DraftClaim out;
    out.from = found_[i];
    const FoundAttribution& f = out.from;
    const std::int32_t at = anchor(f);
    out.sentence = static_cast<std::int32_t>(token(at).sentence);
    if (f.continues >= 0) {
      const std::int32_t before = place[static_cast<std::size_t>(f.continues)];
      if (before < 0) return out;
      const DraftClaim& first = out_[static_cast<std::size_t>(before)];
      out.speaker = first.speaker;
      out.via = first.via;
      out.channel = first.channel;
      parties_.remember(out.speaker, at);
      return out;
    }
    if (!f.source.empty()) out.speaker = parties_.resolve(f.source, f.source_head);
    for (const std::int32_t h : f.hops) {
      const FoundAttribution& hop = found_[static_cast<std::size_t>(h)];
      if (hop.source.empty()) continue;
      add_hop(out, parties_.look(hop.source, hop.source_head));
    }
    // Only who reports passes words on; a person who cites a study speaks still.
    if (const auto chain = chains_.find(i); chain != chains_.end() && out.speaker.kind == AgentKind::kOutlet) {
      // The one who reports, then each in turn; the last is the speaker.
      if (!out.speaker.is_nobody()) add_hop(out, out.speaker);
      for (std::size_t k = 0; k + 1 < chain->second.size(); ++k) {
        Party hop = hop_party(chain->second[k]);
        // Who is quoted for what others told it is an outlet, whatever its name.
        if (hop.kind == AgentKind::kOrganisation) hop.kind = AgentKind::kOutlet;
        add_hop(out, hop);
      }
      const Range last = chain->second.back();
      Party speaker = parties_.look(last, head_of_phrase(last));
      if (chain->second.size() == 1) {
        const Party outlet = hop_party(last);
        if (outlet.kind == AgentKind::kOutlet) speaker = outlet;
      }
      if (!speaker.is_nobody()) {
        out.speaker = speaker;
        out.from.source = last;
        parties_.remember(speaker, at);
      }
    }
    out.channel = channel_of(a_, f, parties_, c_.document.published);
    const Medium stated = out.channel.medium;
    if (out.speaker.document && (stated == Medium::kUnknown || stated == Medium::kStatement))
      out.channel.medium = *out.speaker.document;
    carry(out, at);
    // Words told to an outlet are an interview, where nothing else is said of the occasion.
    if (out.channel.medium == Medium::kUnknown && out.channel.told) out.channel.medium = Medium::kInterview;
    for (const Party& p : out.channel.via) add_hop(out, p);
    drop_self(out);
    if (out.speaker.entity && out.channel.is_known()) {
      events_.push_back({out.channel, *out.speaker.entity, at});
      if (out.channel.medium != Medium::kUnknown) parties_.introduce(out.channel.medium, out.speaker, at);
    }
    return out;
  }

  // The channel told of before, for a claim that names none.
  void carry(DraftClaim& out, std::int32_t at) {
    if (!out.speaker.entity) return;
    for (std::size_t e = events_.size(); e-- > 0;) {
      const Event& event = events_[e];
      if (event.at > at) continue;
      if (token(at).sentence - token(event.at).sentence > kCarrySentences ||
          token(at).paragraph - token(event.at).paragraph > kCarryParagraphs)
        return;
      if (event.entity != *out.speaker.entity) continue;
      const bool same = out.channel.medium == Medium::kUnknown || out.channel.medium == event.channel.medium;
      if (!same) continue;
      // Told to an outlet before is no channel for what is merely "said" later, unless it is the same exchange.
      if (out.channel.medium == Medium::kUnknown) {
        out.channel.medium = event.channel.medium;
        out.channel.told = event.channel.told;
      }
      if (!out.channel.date) out.channel.date = event.channel.date;
      if (out.channel.via.empty()) {
        out.channel.via = event.channel.via;
        out.channel.delivered = event.channel.delivered;
      }
      return;
    }
  }

  static void add_hop(DraftClaim& out, const Party& p) {
    if (p.is_nobody()) return;
    if (std::any_of(out.via.begin(), out.via.end(),
                    [&](const Party& v) { return name_key(v.name) == name_key(p.name); }))
      return;
    out.via.push_back(p);
  }

  // Neither the speaker nor the document's own publisher stands between the words and the reader.
  void drop_self(DraftClaim& out) {
    const std::string own = name_key(c_.document.publisher);
    std::vector<Party> kept;
    for (Party& p : out.via) {
      const std::string key = name_key(p.name);
      if (key == name_key(out.speaker.name)) continue;
      if (!own.empty() && key == own) {
        out.channel.told = true;
        continue;
      }
      kept.push_back(std::move(p));
    }
    out.via = std::move(kept);
  }

  const ClaimContext& c_;
  const Analysis& a_;
  Parties& parties_;
  std::vector<FoundAttribution> found_;
  std::vector<bool> swallowed_;
  std::map<std::size_t, std::vector<Range>> chains_;
  std::vector<Event> events_;
  std::set<std::uint32_t> attributed_;  // sentences with an attribution
  std::size_t next_sentence_ = 0;
  std::vector<DraftClaim> out_;
};

}  // namespace

std::vector<DraftClaim> draft_claims(const ClaimContext& context, Parties& parties,
                                     std::vector<FoundAttribution> found) {
  return Drafter{context, parties}.run(std::move(found));
}

EndClass end_of(const DraftClaim& draft, const ClaimContext& context) {
  if (draft.own) {
    const DocumentKind kind = context.document.kind;
    return kind == DocumentKind::kStatement || kind == DocumentKind::kReport ? EndClass::kPrimary
                                                                             : EndClass::kUnattributed;
  }
  if (draft.speaker.is_nobody()) return EndClass::kUnattributed;
  if (draft.speaker.anonymous) return EndClass::kAnonymous;
  if (std::any_of(draft.via.begin(), draft.via.end(), [](const Party& p) { return p.anonymous; }))
    return EndClass::kAnonymous;
  switch (draft.channel.medium) {
    case Medium::kUnknown:
    case Medium::kInterview:
    case Medium::kArticle:
      break;
    default:
      return EndClass::kPrimary;
  }
  if (draft.channel.medium == Medium::kInterview || draft.channel.told) return EndClass::kFirsthand;
  if (!draft.via.empty()) return EndClass::kReferenced;
  if (draft.speaker.kind == AgentKind::kOutlet) {
    // An outlet that speaks of itself: "announced it had been the victim".
    for (const Range& r : draft.from.content) {
      for (std::int32_t i = r.begin; i < r.end && i < r.begin + 3; ++i) {
        if (any_of(context.a.word(i), {"it", "its", "we", "our"})) return EndClass::kPrimary;
      }
    }
    return EndClass::kReferenced;
  }
  return draft.speaker.kind == AgentKind::kPerson || draft.speaker.kind == AgentKind::kGroup ? EndClass::kFirsthand
                                                                                             : EndClass::kPrimary;
}

double certainty_of(const DraftClaim& draft, const Analysis& a) {
  double out = 1.0;
  const auto lower_to = [&](double c) { out = std::min(out, c); };
  if (draft.from.cue_head >= 0) {
    if (const Cue* cue = find_cue(a.word(draft.from.cue_head))) {
      if (any_of(cue->lemma, {"allege", "suspect", "speculate"})) lower_to(0.5);
      if (any_of(cue->lemma, {"believe", "think", "suggest", "expect", "fear", "hope", "estimate", "predict", "guess",
                              "doubt", "claim"}))
        lower_to(0.7);
    }
  }
  for (const Range& r : draft.from.content) {
    for (std::int32_t i = r.begin; i < r.end; ++i) {
      const std::string& w = a.word(i);
      if (any_of(w, {"may", "might", "could", "possibly", "perhaps", "maybe"}) &&
          (a.tag_of(i) == Tag::kMD || a.tag_of(i) == Tag::kRB))
        lower_to(0.5);
      if (any_of(w, {"probably", "likely", "apparently", "presumably", "allegedly", "reportedly", "supposedly", "seems",
                     "seemed", "appears", "appeared", "suggests"}))
        lower_to(0.6);
      if ((w == "can" || w == "could") && i + 2 < r.end && (a.word(i + 1) == "not" || a.word(i + 1) == "n't") &&
          (a.word(i + 2) == "exclude" || a.word(i + 2) == "rule"))
        lower_to(0.5);
      if (w == "cannot" && i + 1 < r.end && (a.word(i + 1) == "exclude" || a.word(i + 1) == "rule")) lower_to(0.5);
      if (any_of(w, {"believe", "think", "suspect", "believes", "thinks"}) && i <= r.begin + 3) lower_to(0.7);
    }
  }
  return out;
}

}  // namespace headwater::detail
