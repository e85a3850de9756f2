// Who put out a document that speaks: "the report said", "a statement by the ministry".
#include <algorithm>

#include "headwater/schema/fold.h"
#include "reading/attributions.h"
#include "reading/document_words.h"
#include "reading/lexicon.h"
#include "reading/parties.h"

namespace headwater::detail {
namespace {

// "findings of the board" are what it found; "an audit of the company" is somebody else's.
bool is_of_maker(const std::string& noun) {
  return noun == "report" || noun == "findings" || noun == "conclusions" || noun == "statement" || noun == "chronology";
}

}  // namespace

// "a statement by the Lestonian ministry of waters": the name of a land that tells whose ministry it is.
bool Parties::opens_other_name(Range name, Range range) const {
  if (name.end >= range.end || a_.is_capitalised(name.end)) return false;
  const std::optional<Noun> body = noun_at(a_, name.end);
  return body && body->what == NounClass::kGovernment;
}

// "the report", "Greyfen's report", "a report by the Calder Road Trust": who put it out.
Party Parties::of_document(Range range, std::int32_t noun, Medium medium) const {
  Party out;
  // "This bulletin describes": the document itself, where a body put it out.
  if (const Party own = publisher(); a_.word(range.begin) == "this" && range.begin + 1 == noun &&
                                     (own.kind == AgentKind::kGovernment || own.kind == AgentKind::kOrganisation)) {
    out = own;
    out.document = medium;
    return out;
  }
  // "the same agency dispatch", "the newspaper's article": of the outlet that was spoken of last.
  for (std::int32_t i = range.begin + 1; i < noun && medium == Medium::kArticle; ++i) {
    const std::optional<Noun> what = find_noun(a_.word(i));
    const bool outlet = a_.word(i) == "agency" || (what && what->what == NounClass::kOutlet);
    if (!outlet || a_.is_capitalised(i) || !is_determiner(a_.word(range.begin))) continue;
    if (const std::optional<std::size_t> last = last_of({AgentKind::kOutlet}, range.begin)) {
      return of_entity(*last, i);
    }
  }
  const std::vector<const Mention*> named = entities_.in(range);
  for (const Mention* m : named) {
    const bool possessor = m->range.end < range.end && a_.tag_of(m->range.end) == Tag::kPOS;
    std::int32_t p = m->range.begin - 1;
    // "by the consultancy Marrow & Finch", "by the think tank Orrin": whatever the body is called beside its name.
    // "from its auditor, Calder Finch,": what it is stands before a comma.
    if (p > noun + 2 && a_.word(p) == "," && is_noun(a_.tag_of(p - 1)) && !a_.is_capitalised(p - 1)) --p;
    while (p > noun && (is_determiner(a_.word(p)) || is_possessive(a_.word(p)) || is_title(a_.word(p)) ||
                        is_adjective(a_.tag_of(p)) || (is_noun(a_.tag_of(p)) && !a_.is_capitalised(p))))
      --p;
    // "carried out by", "drawn up by", "published on Saturday by"
    std::int32_t verb = p - 1;
    while (verb > noun + 1 && p - verb < 5 && !is_verb(a_.tag_of(verb))) --verb;
    if (verb > noun && !is_verb(a_.tag_of(verb))) verb = p - 1;
    // Who got hold of it did not put it out: "documents obtained by the Herald".
    const bool printed = p > range.begin && puts_out(a_.word(verb)) && is_private_paper(a_.word(noun)) &&
                         entities_.all[m->entity].kind == AgentKind::kOutlet;
    const bool got = p > range.begin && a_.word(p) == "by" &&
                     (gets_hold(a_.word(verb)) || printed ||
                      (is_verb(a_.tag_of(verb)) && !puts_out(a_.word(verb)) && !makes(a_.word(verb))));
    // "a study at the University of Orrin": who works there made it.
    const bool at = p == noun + 1 && a_.word(p) == "at" && (a_.word(noun) == "study" || a_.word(noun) == "research") &&
                    entities_.all[m->entity].kind != AgentKind::kPerson;
    const bool by = p >= range.begin && !got && m->range.begin > noun &&
                    (at || a_.word(p) == "by" || a_.word(p) == "from" || a_.word(p) == "of");
    const bool compound = m->range.end == noun || (m->range.begin < noun && noun < m->range.end);
    if (by && !possessor && opens_other_name(m->range, range)) {
      out = nominal({m->range.begin, range.end}, m->range.end);
      break;
    }
    // "an audit published by Aldern's national regulator": not by Aldern.
    if (by && possessor) {
      const Range owned = phrase_by_tags(a_, m->range.begin, range.end);
      const std::int32_t head = owned.empty() ? -1 : head_by_tags(a_, owned);
      const std::optional<Noun> body = head > m->range.end ? noun_at(a_, head) : std::nullopt;
      if (body && (body->what == NounClass::kOrganisation || body->what == NounClass::kGovernment)) {
        out = nominal({m->range.begin, head + 1}, head);
        break;
      }
    }
    if (possessor || by || compound) {
      out = of_entity(m->entity, m->range.begin);
      break;
    }
  }
  // "an incident report that Orrin Freight published today", "the memo, which Orrin's safety office wrote", "the log
  // that Wend Aid, the charity, put online"
  const std::int32_t relative = noun + 1 < a_.size() && a_.word(noun + 1) == "," ? noun + 2 : noun + 1;
  if (out.is_nobody() && relative + 1 < a_.size() && (a_.word(relative) == "that" || a_.word(relative) == "which")) {
    for (const Mention* m : entities_.in({relative + 1, relative + 3})) {
      constexpr std::int32_t kLongestAside = 8;
      std::int32_t verb = m->range.end;
      const std::int32_t last = a_.sentence_of(noun).end;
      if (verb < last && a_.word(verb) == ",") {
        std::int32_t close = verb + 1;
        while (close < last && close - verb < kLongestAside && a_.word(close) != ",") ++close;
        verb = close + 1;
      }
      const std::int32_t end = std::min(last, verb + 4);
      while (verb < end && (a_.tag_of(verb) == Tag::kPOS || is_noun(a_.tag_of(verb)))) ++verb;
      const bool put_up = verb + 1 < end && a_.word(verb) == "put" &&
                          (a_.word(verb + 1) == "online" || a_.word(verb + 1) == "out" || a_.word(verb + 1) == "up");
      if (m->range.begin <= relative + 2 && verb < end && (put_up || puts_out(a_.word(verb))))
        out = of_entity(m->entity, m->range.begin);
    }
  }
  // "findings that the Inspectorate published on Monday": a body that goes by its noun.
  if (out.is_nobody() && relative + 3 < a_.size() && (a_.word(relative) == "that" || a_.word(relative) == "which") &&
      a_.word(relative + 1) == "the" && puts_out(a_.word(relative + 3))) {
    const std::optional<Noun> body = noun_at(a_, relative + 2);
    if (body && (body->what == NounClass::kOrganisation || body->what == NounClass::kGovernment)) {
      Party party = nominal({relative + 1, relative + 3}, relative + 2);
      if (party.entity) out = std::move(party);
    }
  }
  // "the board's report", the board having a name.
  for (std::int32_t i = noun - 1; i > range.begin && out.is_nobody(); --i) {
    if (a_.tag_of(i) != Tag::kPOS) continue;
    // "an inspector's letter": somebody without a name wrote it.
    const std::optional<Noun> owner = noun_at(a_, i - 1);
    if (!owner || owner->what == NounClass::kDocument) break;
    // A body that goes by its noun alone put it out all the same: "the food safety authority's report".
    const bool body = owner->what == NounClass::kOrganisation || owner->what == NounClass::kGovernment;
    Party party = holder({range.begin, i}, i - 1);
    if (party.entity || owner->what == NounClass::kPerson || (body && i - 1 > range.begin + 1 && !party.anonymous))
      out = std::move(party);
    break;
  }
  // "its latest forecast", "his letter": of whom the pronoun means.
  if (out.is_nobody() && range.begin < noun && is_possessive(a_.word(range.begin))) {
    Party owner = pronoun(range.begin);
    if (owner.entity || (!owner.is_nobody() && !owner.anonymous)) out = std::move(owner);
  }
  // A quoted or capitalised title in front: "Low Water", a report by ...
  if (a_.quote_of(range.begin) >= 0) {
    const QuoteRange& q = a_.quotes[static_cast<std::size_t>(a_.quote_of(range.begin))];
    Range title = q.inner;
    while (!title.empty() && a_.is_mark(title.end - 1)) --title.end;
    if (!title.empty()) out.title = words_of_range(a_, title);
  }
  for (std::size_t i = introduced_.size(); i-- > 0 && introduced_.size() - i < kLookBack && out.is_nobody();) {
    const Party& p = introduced_[i];
    if (p.at < noun && *p.document == medium) {
      out = p;
      out.confidence = 0.85;
    }
  }
  bool made_by_people = false;
  // "a document from the rail company", "the findings of the privacy board", "issued a statement": a body without a
  // name.
  if (out.is_nobody()) {
    Range phrase;
    // "put up by", "handed out on Monday by"
    for (std::int32_t i = noun + 1; i < std::min(range.end, noun + 6) && phrase.empty(); ++i) {
      if (i > noun + 1 && (is_finite(a_.tag_of(i)) || a_.is_mark(i))) break;
      if (a_.word(i) == "from" || (a_.word(i) == "of" && i == noun + 1 && is_of_maker(a_.word(noun))) ||
          (a_.word(i) == "by" && !gets_hold(a_.word(i - 1))))
        phrase = phrase_by_tags(a_, i + 1, range.end);
    }
    // "a fax sent by the harbour master": a person by role.
    const std::int32_t writer = phrase.empty() ? -1 : head_by_tags(a_, phrase);
    if (const std::optional<Noun> who = writer >= 0 ? noun_at(a_, writer) : std::nullopt;
        who && who->what == NounClass::kPerson)
      out = holder(phrase, writer);
    // "a research note by chemists at Aldenhove University": those who work there made it there.
    made_by_people = writer >= 0 && is_plural_of_people(a_.word(writer));
    for (std::int32_t i = writer + 1; made_by_people && i + 1 < phrase.end && out.is_nobody(); ++i) {
      if (a_.word(i) != "at" && a_.word(i) != "of" && a_.word(i) != "from") continue;
      for (const Mention* m : entities_.in({i + 1, phrase.end})) {
        if (entities_.all[m->entity].kind == AgentKind::kPerson) continue;
        out = of_entity(m->entity, m->range.begin);
        break;
      }
    }
    const std::int32_t verb = a_.head_of(noun);
    if (phrase.empty() && verb >= 0 && verb < noun && puts_out(a_.word(verb))) {
      const Range s = a_.sentence_of(verb);
      for (std::int32_t i = s.begin; i < verb; ++i) {
        if (a_.head_of(i) == verb && a_.dep_of(i) == Dep::kNsubj) phrase = {a_.subtree(i).begin, i + 1};
      }
    }
    if (!phrase.empty()) {
      const std::int32_t head = head_by_tags(a_, phrase);
      const std::optional<Noun> body = head >= 0 ? noun_at(a_, head) : std::nullopt;
      if (body && (body->what == NounClass::kOrganisation || body->what == NounClass::kGovernment)) {
        // "the Calvian ministry of waters"
        const bool is_of = head + 1 < phrase.end && a_.word(head + 1) == "of";
        out = is_of && entities_.in(phrase).empty() ? nominal(phrase, head) : holder(phrase, head);
      }
    }
  }
  if (out.is_nobody() && !made_by_people) {
    // The body behind the last document of this medium, else behind the last document.
    for (std::size_t i = said_.size(); i-- > 0 && said_.size() - i < kLookBack && out.is_nobody();) {
      const Party& p = said_[i];
      if (p.at >= 0 && p.at < noun && p.document && *p.document == medium) out = p;
    }
  }
  if (out.is_nobody()) {
    const std::size_t end = mentions_before(noun);
    for (std::size_t k = end - std::min(end, kLookBack); k < end; ++k) {
      const Mention& m = entities_.mentions[k];
      const Entity& e = entities_.all[m.entity];
      if (std::find(e.roles.begin(), e.roles.end(), a_.word(noun)) != e.roles.end())
        out = of_entity(m.entity, m.range.begin);
    }
    // "the report released Tuesday by Greyfen" earlier in the text.
    for (std::int32_t i = noun - 1; i >= 0 && out.is_nobody(); --i) {
      if (a_.word(i) != a_.word(noun) || a_.is_mark(i)) continue;
      // "Greyfen published a report": the subject of a verb that puts words out.
      const std::int32_t verb = a_.head_of(i);
      if (verb >= 0 && verb < i && is_verb(a_.tag_of(verb)) && puts_out(a_.word(verb))) {
        for (const Mention* m : entities_.in({a_.sentence_of(i).begin, verb})) {
          const Dep d = a_.dep_of(m->range.end - 1);
          if (d == Dep::kNsubj || (d == Dep::kFlat && a_.dep_of(m->range.begin) == Dep::kNsubj))
            out = of_entity(m->entity, m->range.begin);
        }
        if (!out.is_nobody()) break;
      }
      // The noun with what stands before it, and some words on up to a verb of its own.
      Range phrase{std::min(a_.subtree(i).begin, std::max(i - 3, a_.sentence_of(i).begin)), i + 1};
      while (phrase.end < a_.sentence_of(i).end && phrase.end - i < 9 &&
             !(is_finite(a_.tag_of(phrase.end)) && a_.tag_of(phrase.end) != Tag::kVBD))
        ++phrase.end;
      for (const Mention* m : entities_.in(phrase)) {
        std::int32_t p = m->range.begin - 1;
        while (p > phrase.begin && is_determiner(a_.word(p))) --p;
        const bool possessor =
            m->range.end < phrase.end && a_.tag_of(m->range.end) == Tag::kPOS && m->range.end < i + 1;
        const bool of = p >= 0 && a_.word(p) == "of" && p == i + 1 && medium == Medium::kReport &&
                        entities_.all[m->entity].kind != AgentKind::kPerson;
        if (possessor || of || (p > 0 && a_.word(p) == "by" && !gets_hold(a_.word(p - 1)))) {
          out = of_entity(m->entity, m->range.begin);
          break;
        }
      }
      if (noun - i > 400) break;
    }
    out.confidence = 0.75;
  }
  // "Police said A. ... a statement said": of the body that spoke last. A memo or a notice is anybody's.
  if (out.is_nobody() && medium == Medium::kStatement && !is_private_paper(a_.word(noun))) {
    for (std::size_t i = said_.size(); i-- > 0 && said_.size() - i < kLookBack;) {
      const Party& p = said_[i];
      if (p.at >= noun || p.at < 0) continue;
      const bool body = p.kind == AgentKind::kOrganisation || p.kind == AgentKind::kGovernment;
      if (body && !p.anonymous && !p.document && a_.sentence_number(noun) - a_.sentence_number(p.at) <= 2) out = p;
      break;
    }
    out.confidence = 0.65;
  }
  if (out.is_nobody()) {
    std::int32_t first = range.begin;
    while (first < noun && (is_determiner(a_.word(first)) || a_.is_mark(first))) ++first;
    out.name = words_of_range(a_, {first, noun + 1});
    out.kind = AgentKind::kOrganisation;
    out.confidence = 0.5;
  }
  out.document = medium;
  return out;
}

}  // namespace headwater::detail
