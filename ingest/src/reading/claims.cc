#include "reading/claims.h"

#include <algorithm>
#include <initializer_list>
#include <map>
#include <set>

#include "headwater/schema/fold.h"
#include "reading/contents.h"
#include "reading/cues.h"
#include "reading/figures.h"
#include "reading/joint_sources.h"
#include "reading/late_attributions.h"
#include "reading/lexicon.h"
#include "reading/relayed.h"

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
    unfold();
    follow_back();
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
  // Those through whom words came, as "citing" and "that quoted" name them; the last one spoke.
  struct Chain {
    std::vector<Range> phrases;
    Range cue;
  };
  struct Event {
    Channel channel;
    std::optional<std::size_t> entity;
    std::int32_t at = 0;
    std::string name;  // of a speaker without a name of its own: "the electoral commission"
  };

  std::int32_t anchor(const FoundAttribution& f) const {
    return f.cue_head >= 0 ? f.cue_head : f.content.front().begin;
  }
  const Token& token(std::int32_t i) const { return a_.tokens[static_cast<std::size_t>(i)]; }

  // "The Herald reported that two officials had told it C": theirs, by way of the Herald. Hops go to the end of the
  // list, where nobody looks for neighbours.
  void unfold() {
    const std::size_t n = found_.size();
    for (std::size_t i = 0; i < n; ++i) {
      if (found_[i].is_hop || swallowed_[i] || found_[i].source.empty() || chains_.count(i) > 0) continue;
      std::optional<FoundAttribution> inner = relayed_in(a_, found_[i]);
      if (!inner || parties_.look(found_[i].source, found_[i].source_head).kind != AgentKind::kOutlet) continue;
      FoundAttribution hop = found_[i];
      hop.is_hop = true;
      hop.hops.clear();
      inner->hops = found_[i].hops;
      inner->hops.push_back(static_cast<std::int32_t>(found_.size()));
      for (std::size_t j = i - std::min<std::size_t>(i, 4); j < std::min(n, i + 4); ++j) {
        if (j != i && found_[j].cue_head == inner->cue_head) swallowed_[j] = true;
      }
      found_[i] = std::move(*inner);
      found_.push_back(std::move(hop));
      swallowed_.push_back(false);
    }
  }

  // "Nobody knew. That, at least, is what the director told investigators": what is said stands in front.
  void follow_back() {
    constexpr std::int32_t kLongest = 8;
    for (std::size_t i = 0; i < found_.size(); ++i) {
      FoundAttribution& f = found_[i];
      if (f.content.empty() || f.source.empty() || f.cue_head < 0) continue;
      const Range c = f.content.front(), s = a_.sentence_of(c.begin);
      if (c.begin != s.begin || !any_of(a_.word(c.begin), {"that", "this", "so"}) || token(c.begin).sentence == 0 ||
          f.form != ClaimForm::kIndirect || f.content.back().end > s.end)
        continue;
      // "That is what | a mechanic has told | the newsletter": behind "what" stands who and whom, and when.
      std::int32_t what = c.begin;
      while (what < std::min(c.end, c.begin + kLongest) && !any_of(a_.word(what), {"what", "how"})) ++what;
      if (what >= std::min(c.end, c.begin + kLongest) || what > f.cue_head || f.source.begin < what) continue;
      Range before = a_.sentences[token(c.begin).sentence - 1];
      trim_content(a_, before);
      if (before.empty() || token(before.begin).paragraph != token(c.begin).paragraph) continue;
      f.content = {before};
      for (std::size_t j = i - std::min<std::size_t>(i, 4); j < i; ++j) {
        if (before.contains(found_[j].content.front().begin) && before.contains(anchor(found_[j])))
          swallowed_[j] = true;
      }
    }
  }

  // "X said on Wednesday, citing a Coastwire dispatch that quoted two bankers": the last one spoke, the others are
  // hops.
  void citing_chain(std::size_t number) {
    FoundAttribution& f = found_[number];
    if (f.cue_head < 0 || f.is_hop) return;
    const Range s = a_.sentence_of(f.cue_head);
    // After the cue, between the source and it ("The Herald, quoting a diplomat, reported"), or first of all ("Citing
    // three employees, the Herald reports").
    std::int32_t from = f.source.empty() || f.source.begin > f.cue.begin ? f.cue.end : f.source.begin;
    if (!f.source.empty() && any_of(a_.word(s.begin), {"citing", "quoting"}) && f.source.begin > s.begin &&
        f.content.front().begin > f.source.begin)
      from = s.begin;
    // Behind what is said, however long it is: "reported that C, citing a draft".
    const std::int32_t said = f.content.front().begin > f.cue.begin && s.contains(f.content.back().begin)
                                  ? std::max(f.cue.end, f.content.back().end)
                                  : f.cue.end;
    for (std::int32_t i = from; i < s.end && i < said + 12; ++i) {
      // "The Herald, which cited a diplomat, said"; "according to the Herald, which cited a diplomat".
      const bool relative = any_of(a_.word(i), {"cited", "quoted", "cites", "quotes"}) && i > from &&
                            any_of(a_.word(i - 1), {"which", "that", "who"}) &&
                            (i < f.cue.begin || (!f.source.empty() && f.source.begin >= f.cue.end &&
                                                 i >= f.source.begin && i <= f.source.end + 2));
      const std::int32_t behind = i + (relative ? 1 : citing_words(a_, i, s.end));
      if (behind == i || behind >= s.end) continue;
      // What is claimed begins behind the relative clause, not with it.
      const Range first = f.content.front();
      if (relative && first.contains(i) && i - first.begin <= 2) {
        Range rest{noun_phrase(behind, s.end).end, first.end};
        while (rest.begin < rest.end && a_.word(rest.begin) == ",") ++rest.begin;
        if (!rest.empty()) f.content.front() = rest;
      }
      if (std::any_of(f.content.begin(), f.content.end(), [&](const Range& r) { return r.contains(i); }) &&
          f.content.front().begin > f.cue.begin)
        return;
      std::int32_t at = behind;
      Chain chain;
      while (at < s.end) {
        const Range phrase = noun_phrase(at, s.end);
        if (phrase.empty()) break;
        chain.phrases.push_back(phrase);
        chain.cue = {at - 1, at};
        // "... that quoted two bankers", "which cited an official"
        std::int32_t k = phrase.end;
        if (k < s.end && a_.word(k) == ",") ++k;
        if (k + 1 < s.end && any_of(a_.word(k), {"that", "which", "who"}) &&
            any_of(a_.word(k + 1), {"quoted", "cited", "quotes", "cites"})) {
          at = k + 2;
          continue;
        }
        if (k + 2 < s.end && any_of(a_.word(k), {"that", "which", "who"}) && any_of(a_.word(k + 1), {"in", "itself"}) &&
            any_of(a_.word(k + 2), {"turn", "quoted", "cited"})) {
          at = a_.word(k + 2) == "turn" ? k + 4 : k + 3;
          continue;
        }
        if (k < s.end && any_of(a_.word(k), {"quoting", "citing"})) {
          at = k + 1;
          continue;
        }
        break;
      }
      // "citing security concerns" tells of grounds, not of words.
      for (std::size_t j = number - std::min<std::size_t>(number, 10); j < std::min(found_.size(), number + 30); ++j) {
        if (j != number && found_[j].cue_head == i) swallowed_[j] = true;
      }
      if (!chain.phrases.empty() && passes_on(f, chain.phrases.back(), relative)) {
        chains_[number] = chain;
        // What was read from these words alone is part of this claim.
        // In text order they stand nearby.
        for (std::size_t j = number - std::min<std::size_t>(number, 10); j < std::min(found_.size(), number + 30);
             ++j) {
          if (j != number && found_[j].cue_head >= i && found_[j].cue_head < chain.phrases.back().end)
            swallowed_[j] = true;
        }
        if (f.content.size() > 1 && f.content.back().begin >= i - 1 && i >= f.cue.end) f.content.pop_back();
        if (i > f.source.begin && (i < f.cue.begin || relative)) f.source.end = std::min(f.source.end, i);
        while (f.source.end - f.source.begin > 1 && any_of(a_.word(f.source.end - 1), {",", "which", "that", "who"}))
          --f.source.end;
        f.source_head = std::min(f.source_head, f.source.end - 1);
      }
      return;
    }
  }

  // Whose words a chain ends in: people or bodies, no "study" or "concerns". Anybody passes on what an outlet or
  // somebody unnamed said; a person who cites a named one speaks still.
  bool passes_on(const FoundAttribution& f, Range last, bool relative) const {
    const Party outer = f.source.empty() ? Party{} : parties_.look(f.source, f.source_head);
    // "the Tagesblick, which cites Interpol": a name of which nothing tells what it is, and it cites.
    const bool cites = relative && outer.entity && outer.kind == AgentKind::kOrganisation && !outer.document &&
                       !kind_of_name(outer.name) && !c_.entities.all[*outer.entity].kind_is_sure;
    const std::vector<const Mention*> named = c_.entities.in(last);
    const std::int32_t head = head_of_phrase(last);
    const std::optional<Noun> noun = noun_at(a_, head);
    const bool unnamed = is_anonymous_noun(a_.word(head));
    if (outer.kind == AgentKind::kOutlet || cites) {
      // "citing a secret assessment by the service": whose it is must be said.
      const bool issued =
          std::any_of(a_.tag.begin() + last.begin, a_.tag.begin() + last.end, [](Tag t) { return t == Tag::kPOS; }) ||
          (head + 1 < last.end && any_of(a_.word(head + 1), {"by", "from"})) ||
          (head + 2 < last.end && a_.word(head + 2) == "by" &&
           any_of(a_.word(head + 1), {"provided", "supplied", "sent", "given", "signed", "written", "released"}));
      const bool agent = noun && noun->what != NounClass::kEvent && (noun->what != NounClass::kDocument || issued);
      return agent || unnamed || !named.empty() || a_.tag_of(head) == Tag::kCD;
    }
    const bool crowd = noun && (noun->what == NounClass::kPerson || noun->what == NounClass::kGroup) && named.empty();
    const bool outlet = std::any_of(named.begin(), named.end(), [&](const Mention* m) {
      return c_.entities.all[m->entity].kind == AgentKind::kOutlet;
    });
    return outlet || crowd || unnamed;
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
          events_.push_back({event->channel, entity, s.begin, {}});
          Party party;
          party.entity = entity;
          party.name = c_.entities.all[entity].name;
          party.kind = c_.entities.all[entity].kind;
          parties_.introduce(event->channel.medium, party, s.begin);
        }
      }
    }
  }

  // "both the mission and the Seismological Institute": who stands beside a name is not its bearer.
  void tell_apart(Party& party, Range words, const Party& other, Range others_words) const {
    const auto is_named = [&](Range range) {
      const std::vector<const Mention*> there = c_.entities.in(range);
      return std::any_of(there.begin(), there.end(), [&](const Mention* m) { return m->entity == other.entity; });
    };
    if (!party.entity || party.entity != other.entity || is_named(words) || !is_named(others_words)) return;
    Range name = words;
    if (name.end - name.begin > 1 && is_determiner(a_.word(name.begin))) ++name.begin;
    party.entity.reset();
    party.name = words_of_range(a_, name);
    party.confidence = 0.5;
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
    if (const std::optional<JointSources> joint = joint_sources(a_, f)) {
      for (const Range& other : joint->others)
        out.also.push_back({parties_.look(other, head_by_tags(a_, other)), other});
      out.speaker = parties_.resolve(joint->first, std::max(head_by_tags(a_, joint->first), joint->first.begin));
      for (Beside& other : out.also) {
        tell_apart(out.speaker, joint->first, other.party, other.words);
        tell_apart(other.party, other.words, out.speaker, joint->first);
      }
      // What stands elsewhere is evidence by its own words.
      out.from.source.end = f.others.empty() ? joint->others.back().end : joint->first.end;
      // A list of sources is no part of what is said.
      std::vector<Range> said = out.from.content;
      std::erase_if(said,
                    [&](const Range& r) { return r.begin >= out.from.source.begin && r.end <= out.from.source.end; });
      if (!said.empty()) out.from.content = std::move(said);
    } else if (!f.source.empty()) {
      out.from.source = with_name(f.source, f.source_head);
      out.speaker = parties_.resolve(f.source, f.source_head);
      // Who was first to report is an outlet, whatever its name.
      if (f.rule == kAsFirstRule && out.speaker.kind == AgentKind::kOrganisation) out.speaker.kind = AgentKind::kOutlet;
    }
    if (speaks_by_itself(f, out.speaker)) out.speaker = parties_.publisher();
    std::vector<Range> passed_on;
    for (const std::int32_t h : f.hops) {
      const FoundAttribution& hop = found_[static_cast<std::size_t>(h)];
      if (hop.source.empty()) continue;
      // "A told the Herald that B had said": the Herald is nearer to the reader than A.
      if (hop.cue_head >= 0) {
        for (const Party& p : channel_of(a_, hop, parties_, c_.document.published, {words_of(f)}).via) add_hop(out, p);
      }
      const Party by = parties_.look(hop.source, hop.source_head);
      // "according to a recording": words on paper or tape are no one who passes on, unless somebody put them out.
      if (!by.document || by.entity) add_hop(out, by);
      // "they said" after "..., three employees said" means the employees.
      if (!by.document && (by.kind == AgentKind::kGroup || by.kind == AgentKind::kPerson)) parties_.remember(by, at);
      passed_on.push_back(words_beside(hop, f));
    }
    if (const auto chain = chains_.find(i); chain != chains_.end()) {
      // The one who reports, then each in turn; the last is the speaker.
      Party reporter = out.speaker;
      // "Citing two people, the Courant reported": so is who reports what others told.
      if (reporter.kind == AgentKind::kOrganisation && a_.word(f.cue_head).starts_with("report"))
        reporter.kind = AgentKind::kOutlet;
      if (!reporter.is_nobody()) add_hop(out, reporter);
      const std::vector<Range>& phrases = chain->second.phrases;
      for (std::size_t k = 0; k + 1 < phrases.size(); ++k) {
        Party hop = hop_party(phrases[k]);
        // Who is quoted for what others told it is an outlet, whatever its name.
        if (hop.kind == AgentKind::kOrganisation) hop.kind = AgentKind::kOutlet;
        add_hop(out, hop);
      }
      const Range last = phrases.back();
      Party speaker = parties_.look(last, head_of_phrase(last));
      if (phrases.size() == 1) {
        const Party outlet = hop_party(last);
        if (outlet.kind == AgentKind::kOutlet) speaker = outlet;
      }
      if (!speaker.is_nobody()) {
        out.speaker = speaker;
        out.from.source = last;
        out.from.cue = chain->second.cue;
        parties_.remember(speaker, at);
      }
      // What the sentence tells of day and place is of the one who reports.
      passed_on.push_back(a_.sentence_of(at));
    }
    // "The judge, quoted in the weekly Arena, said"
    const std::int32_t quoted_to =
        f.source.empty() || f.cue.begin <= f.source.end || f.cue.begin > f.source.end + 12 ? f.source.end : f.cue.begin;
    for (std::int32_t k = f.source.begin; k + 2 < quoted_to; ++k) {
      if (!any_of(a_.word(k), {"quoted", "cited"}) || !any_of(a_.word(k + 1), {"in", "by"})) continue;
      const Range phrase = phrase_by_tags(a_, k + 2, quoted_to);
      Party by = hop_party(phrase);
      // "by the state news agency Xinmin": who quotes is no government, whatever "agency" is elsewhere.
      const bool agency = std::any_of(a_.low.begin() + phrase.begin, a_.low.begin() + phrase.end, [&](std::uint32_t w) {
        return any_of(a_.words[w], {"agency", "newspaper", "daily", "weekly", "broadcaster", "paper", "channel"});
      });
      if (agency && !by.is_nobody() && by.kind != AgentKind::kPerson) by.kind = AgentKind::kOutlet;
      if (by.kind == AgentKind::kOutlet) add_hop(out, by);
    }
    out.from.content = without_occasion(f);
    note_neighbours(i, passed_on);
    // "as Stack Watch, a blog, was the first to report": in a piece of its own, whatever the aside calls it.
    if (f.rule != kAsFirstRule) out.channel = channel_of(a_, f, parties_, c_.document.published, passed_on);
    // "The Courier reported that two officials had told it C"
    if (!f.hops.empty() && !f.cue.empty() && any_of(a_.word(f.cue.end - 1), {"told", "tells"}) &&
        f.cue.end < a_.size() && any_of(a_.word(f.cue.end), {"it", "them"}))
      out.channel.told = true;
    const Medium stated = out.channel.medium;
    if (out.speaker.document && (stated == Medium::kUnknown || stated == Medium::kStatement))
      out.channel.medium = *out.speaker.document;
    // Prosecutors who file papers do so as a body.
    if (out.channel.medium == Medium::kFiling && out.speaker.anonymous && !out.speaker.entity && f.source_head >= 0 &&
        f.source_head == f.source.begin &&
        any_of(a_.word(f.source_head), {"prosecutors", "plaintiffs", "defendants", "lawyers", "attorneys", "police"}))
      out.speaker.anonymous = false;
    if (!out.speaker.entity && out.speaker.kind == AgentKind::kPerson && asks_for_no_name(f))
      out.speaker.anonymous = true;
    carry(out, at);
    // Words told to an outlet are an interview, where nothing else is said of the occasion.
    if (out.channel.medium == Medium::kUnknown && out.channel.told) out.channel.medium = Medium::kInterview;
    for (const Party& p : out.channel.via) add_hop(out, p);
    drop_self(out);
    if (!out.speaker.entity && !out.speaker.is_nobody() && !out.speaker.anonymous && out.channel.is_known())
      events_.push_back({out.channel, std::nullopt, at, out.speaker.name});
    if (out.speaker.entity && out.channel.is_known()) {
      events_.push_back({out.channel, out.speaker.entity, at, {}});
      if (out.channel.medium != Medium::kUnknown) parties_.introduce(out.channel.medium, out.speaker, at);
    }
    return out;
  }

  // "according to our own thermometers", "by its calculation": in a report or a statement of its issuer's.
  bool speaks_by_itself(const FoundAttribution& f, const Party& speaker) const {
    const DocumentKind kind = c_.document.kind;
    if (kind != DocumentKind::kReport && kind != DocumentKind::kStatement) return false;
    if (f.source.empty() || speaker.entity || f.source_head < 0) return false;
    std::int32_t first = f.source.begin;
    while (first < f.source_head && a_.tag_of(first) == Tag::kIN) ++first;
    const bool possessive = any_of(a_.word(first), {"our", "its", "their"});
    const bool own = possessive && first + 1 < f.source.end && a_.word(first + 1) == "own";
    return own || (possessive && is_figures(a_.word(f.source_head)));
  }

  // "confirmed the date | in a filing to the exchange": what is said is a phrase, and the paper it stands in no part of
  // it.
  std::vector<Range> without_occasion(const FoundAttribution& f) const {
    std::vector<Range> content = f.content;
    Range& last = content.back();
    if (last.begin < f.cue.end) return content;
    for (std::int32_t i = last.begin; i + 1 < last.end; ++i) {
      if (is_finite(a_.tag_of(i)) || a_.opens_clause(i) || a_.word(i) == "to" || a_.word(i) == ",") return content;
      if (i == last.begin || a_.quote_of(i) >= 0 || !any_of(a_.word(i), {"in", "at", "during", "by"})) continue;
      for (std::int32_t k = i + 1; k < std::min(last.end, i + 5); ++k) {
        const std::optional<Noun> noun = noun_at(a_, k);
        if (a_.tag_of(k) == Tag::kIN) break;
        if (!noun || noun->medium == Medium::kUnknown || noun->medium == Medium::kArticle || a_.tag_of(k) != Tag::kNN)
          continue;
        // "in a statement", "at a news conference": its own, not one spoken of before.
        if (!any_of(a_.word(i + 1), {"a", "an", "its", "his", "her", "their"})) break;
        last.end = i;
        return content;
      }
    }
    return content;
  }

  // "Its former treasurer, who spoke on condition of anonymity, said"
  bool asks_for_no_name(const FoundAttribution& f) const {
    const Range s = a_.sentence_of(anchor(f));
    for (std::int32_t i = s.begin; i < s.end; ++i) {
      if (std::any_of(f.content.begin(), f.content.end(), [&](const Range& r) { return r.contains(i); })) continue;
      if (any_of(a_.word(i), {"anonymity", "anonymously"})) return true;
      if (any_of(a_.word(i), {"named", "identified"}) && i > s.begin && a_.word(i - 1) == "be") return true;
    }
    return false;
  }

  // "according to their solicitor | , Wendy Ashcroft.": the name belongs to it.
  Range with_name(Range source, std::int32_t head) const {
    const Range s = a_.sentence_of(source.begin);
    if (source.end + 1 >= s.end || a_.word(source.end) != "," || head < 0 || a_.tag_of(head) != Tag::kNN) return source;
    const std::optional<Noun> noun = noun_at(a_, head);
    if ((noun && noun->what != NounClass::kPerson) || !c_.entities.in(source).empty()) return source;
    for (const Mention* m : c_.entities.in({source.end + 1, s.end})) {
      std::int32_t first = m->range.begin;
      while (first > source.end + 1 && is_title(a_.word(first - 1))) --first;
      const bool closed = m->range.end >= s.end || any_of(a_.word(m->range.end), {",", "."});
      if (first == source.end + 1 && closed && c_.entities.all[m->entity].kind == AgentKind::kPerson)
        return {source.begin, m->range.end};
      break;
    }
    return source;
  }

  // What others are given for in the same sentence tells nothing of this one's channel.
  void note_neighbours(std::size_t number, std::vector<Range>& others) const {
    const FoundAttribution& f = found_[number];
    const std::uint32_t sentence = token(anchor(f)).sentence;
    constexpr std::size_t kNear = 6;
    for (std::size_t j = number - std::min(number, kNear); j < std::min(found_.size(), number + kNear); ++j) {
      if (j == number || found_[j].is_hop || token(anchor(found_[j])).sentence != sentence) continue;
      for (const Range& r : found_[j].content) {
        if (!r.contains(anchor(f))) others.push_back(r);
      }
      // "..., while an official, speaking to the Herald, said": the occasion is the other's.
      const Range other = found_[j].source;
      if (other.end - other.begin > 1 && other.begin != f.source.begin) others.push_back(other);
      if (const Range clause = clause_of_another(f, found_[j]); !clause.empty()) others.push_back(clause);
    }
  }

  // "The army said in a statement that A, contradicting witnesses who said B": what stands before the witnesses, or
  // after them, tells of the army's words. Nothing where the two may be one speaker.
  Range clause_of_another(const FoundAttribution& f, const FoundAttribution& other) const {
    if (f.source.empty() || other.source.empty() || other.source == f.source) return {};
    const auto same = [&](const FoundAttribution& x) { return a_.tag_of(x.source_head) == Tag::kPRP; };
    if (f.source_head < 0 || other.source_head < 0 || same(f) || same(other)) return {};
    const Range mine = words_of(f), theirs = words_of(other), s = a_.sentence_of(anchor(f));
    if (theirs.begin >= mine.end) return {theirs.begin, s.end};
    if (theirs.end > mine.begin) return {};
    std::int32_t end = theirs.end;
    while (end < mine.begin && a_.word(end) != "," && a_.word(end) != ";" && a_.tag_of(end) != Tag::kCC) ++end;
    return {s.begin, end};
  }

  // From the first to the last word of an attribution.
  static Range words_of(const FoundAttribution& f) {
    Range r{f.content.front().begin, f.content.back().end};
    for (const Range& part : {f.source, f.cue}) {
      if (!part.empty()) r = {std::min(r.begin, part.begin), std::max(r.end, part.end)};
    }
    return r;
  }

  // The words of a hop before or after those of the attribution it passed on.
  Range words_beside(const FoundAttribution& hop, const FoundAttribution& f) const {
    const Range inner = words_of(f), s = a_.sentence_of(anchor(f));
    if (hop.source.begin < inner.begin) return {s.begin, inner.begin};
    return hop.source.begin >= inner.end ? Range{inner.end, s.end} : hop.source;
  }

  // The channel told of before, for a claim that names none.
  void carry(DraftClaim& out, std::int32_t at) {
    if ((!out.speaker.entity && (out.speaker.is_nobody() || out.speaker.anonymous)) || at_another_time(out.from))
      return;
    for (std::size_t e = events_.size(); e-- > 0;) {
      const Event& event = events_[e];
      if (event.at > at) continue;
      if (token(at).sentence - token(event.at).sentence > kCarrySentences ||
          token(at).paragraph - token(event.at).paragraph > kCarryParagraphs)
        return;
      if (event.entity != out.speaker.entity || (!event.entity && event.name != out.speaker.name)) continue;
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

  // "She has since said", "he later said", "it had earlier written": another occasion than the one told of before.
  bool at_another_time(const FoundAttribution& f) const {
    if (f.cue_head < 0) return false;
    const Range s = a_.sentence_of(f.cue_head);
    // "He told investigators last year": told to others than before.
    if (any_of(a_.word(f.cue.end - 1), {"told", "tells"}) && f.cue.end < s.end && is_noun(a_.tag_of(f.cue.end)) &&
        !any_of(a_.word(f.cue.end), {"reporters", "journalists"}) &&
        std::none_of(f.content.begin(), f.content.end(), [&](const Range& r) { return r.contains(f.cue.end); }))
      return true;
    for (std::int32_t i = std::max(s.begin, f.cue_head - 4); i < std::min(s.end, f.cue_head + 3); ++i) {
      if (std::any_of(f.content.begin(), f.content.end(), [&](const Range& r) { return r.contains(i); })) continue;
      if (any_of(a_.word(i), {"since", "later", "earlier", "previously", "repeatedly", "afterwards", "subsequently"}) &&
          !(i + 1 < s.end && any_of(a_.word(i + 1), {"on", "in", "that"})))
        return true;
    }
    return false;
  }

  static void add_hop(DraftClaim& out, const Party& p) {
    if (p.is_nobody()) return;
    if (std::any_of(out.via.begin(), out.via.end(), [&](const Party& v) {
          return (v.entity && v.entity == p.entity) || name_key(v.name) == name_key(p.name);
        }))
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
  std::map<std::size_t, Chain> chains_;
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
  // "Her book claims": what a document of the speaker's says stands in it.
  if (draft.speaker.document && draft.speaker.entity && draft.via.empty()) return EndClass::kPrimary;
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
    // An outlet that speaks of itself: "announced it had been the victim". "Its bid failed, the Herald reported" is of
    // somebody named before, as is what it "reported".
    const std::int32_t cue = draft.from.cue_head;
    if (cue >= 0 && context.a.word(cue) == "reported") return EndClass::kReferenced;
    for (const Range& r : draft.from.content) {
      if (r.begin == context.a.sentence_of(r.begin).begin && r.end <= draft.from.source.begin) continue;
      // "It was the captain who ordered it" speaks of nobody by "it".
      const bool cleft = r.end - r.begin > 2 && context.a.word(r.begin) == "it" &&
                         any_of(context.a.word(r.begin + 1), {"is", "was", "'s"});
      for (std::int32_t i = r.begin; i < r.end && i < r.begin + 3 && !cleft; ++i) {
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
