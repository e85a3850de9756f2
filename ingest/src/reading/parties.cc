#include "reading/parties.h"

#include <algorithm>
#include <array>

#include "headwater/schema/fold.h"

namespace headwater::detail {
namespace {

// How far back a reference may reach, in mentions and in speakers: it keeps the work linear in the text.
constexpr std::size_t kLookBack = 400;

bool is_determiner(const std::string& w) {
  return w == "the" || w == "a" || w == "an" || w == "this" || w == "that" || w == "these" || w == "those" ||
         w == "its" || w == "his" || w == "her" || w == "their" || w == "our" || w == "my";
}

bool is_indefinite(const Analysis& a, Range r) {
  const std::string& w = a.word(r.begin);
  return w == "a" || w == "an" || w == "some" || w == "one" || w == "another" || w == "two" || w == "three" ||
         w == "several" || w == "many" || a.tag_of(r.begin) == Tag::kCD;
}

bool is_report_possessive(const std::string& w) { return w == "its" || w == "their" || w == "his" || w == "her"; }

}  // namespace

std::string words_of_range(const Analysis& a, Range r) {
  std::string out;
  for (std::int32_t i = r.begin; i < r.end; ++i) {
    const bool glued = i > r.begin && a.tokens[static_cast<std::size_t>(i)].span.begin ==
                                          a.tokens[static_cast<std::size_t>(i - 1)].span.end;
    if (!out.empty() && !glued) out.push_back(' ');
    out.append(a.form(i));
  }
  return out;
}

Parties::Parties(const Analysis& a, const Entities& entities, Setting setting)
    : a_{a}, entities_{entities}, setting_{std::move(setting)} {}

void Parties::remember(const Party& party, std::int32_t at) {
  said_.push_back(party);
  said_.back().at = at;
}

void Parties::introduce(Medium medium, const Party& party, std::int32_t at) {
  introduced_.push_back(party);
  introduced_.back().document = medium;
  introduced_.back().at = at;
}

Party Parties::resolve(Range source, std::int32_t head) {
  Party out = look(source, head);
  if (!out.is_nobody()) remember(out, head >= 0 ? head : source.begin);
  return out;
}

Party Parties::of_entity(std::size_t entity, std::int32_t at) const {
  const Entity& e = entities_.all[entity];
  Party out;
  out.entity = entity;
  out.name = e.name;
  out.kind = e.kind;
  out.at = at;
  return out;
}

Party Parties::publisher() const {
  Party out;
  if (setting_.publisher.empty()) return out;
  out.name = setting_.publisher;
  out.kind = kind_of_name(setting_.publisher).value_or(AgentKind::kOrganisation);
  if (!entities_.all.empty() && entities_.all[0].first < 0) {
    out.entity = 0;
    out.kind = entities_.all[0].kind;
  }
  return out;
}

std::size_t Parties::mentions_before(std::int32_t at) const {
  return static_cast<std::size_t>(std::lower_bound(entities_.mentions.begin(), entities_.mentions.end(), at,
                                                   [](const Mention& m, std::int32_t x) { return m.range.begin < x; }) -
                                  entities_.mentions.begin());
}

// The latest named one of some kinds, those who spoke before those who were only spoken of.
std::optional<std::size_t> Parties::last_of(std::initializer_list<AgentKind> kinds, std::int32_t before,
                                            int gender) const {
  const auto fits = [&](std::size_t n) {
    const Entity& e = entities_.all[n];
    if (std::find(kinds.begin(), kinds.end(), e.kind) == kinds.end()) return false;
    return gender == 0 || e.gender == 0 || e.gender == gender;
  };
  const std::uint32_t sentence = before < a_.size() ? a_.tokens[static_cast<std::size_t>(before)].sentence : 0;
  // The subject of the same sentence: "Ida Brekke did not address the claims, but he said".
  for (std::size_t m = mentions_before(before); m-- > 0;) {
    const Mention& mention = entities_.mentions[m];
    if (a_.tokens[static_cast<std::size_t>(mention.range.begin)].sentence != sentence) break;
    std::int32_t top = mention.range.end - 1;
    for (int n = 0; n < 3 && a_.head_of(top) >= 0 &&
                    (a_.dep_of(top) == Dep::kFlat || a_.dep_of(top) == Dep::kCompound || a_.dep_of(top) == Dep::kAppos);
         ++n)
      top = a_.head_of(top);
    if (fits(mention.entity) && (a_.dep_of(top) == Dep::kNsubj || a_.dep_of(top) == Dep::kNsubjPass))
      return mention.entity;
  }
  for (std::size_t i = said_.size(); i-- > 0 && said_.size() - i < kLookBack;) {
    const Party& p = said_[i];
    if (p.at >= before || p.at < 0) continue;
    if (sentence - a_.tokens[static_cast<std::size_t>(p.at)].sentence > 3) break;
    if (p.entity && fits(*p.entity)) {
      // Somebody else of the kind named since, as the subject of a sentence of his own, takes over.
      for (std::size_t m = mentions_before(before); m-- > 0;) {
        const Mention& mention = entities_.mentions[m];
        if (mention.range.begin <= p.at) break;
        const std::int32_t last = mention.range.end - 1;
        if (fits(mention.entity) && mention.entity != *p.entity && a_.dep_of(last) == Dep::kNsubj &&
            a_.tokens[static_cast<std::size_t>(last)].sentence != a_.tokens[static_cast<std::size_t>(p.at)].sentence) {
          return mention.entity;
        }
      }
      return p.entity;
    }
  }
  std::optional<std::size_t> any;
  const std::size_t end = mentions_before(before);
  for (std::size_t m = end; m-- > 0 && end - m < kLookBack;) {
    const Mention& mention = entities_.mentions[m];
    if (!fits(mention.entity)) continue;
    const std::uint32_t distance = sentence - a_.tokens[static_cast<std::size_t>(mention.range.begin)].sentence;
    if (distance > 4) break;
    const Dep d = a_.dep_of(mention.range.end - 1);
    if (d == Dep::kNsubj || d == Dep::kNsubjPass) return mention.entity;
    if (!any) any = mention.entity;
  }
  return any;
}

Party Parties::subject_before(std::int32_t at, bool person) const {
  const Token& here = a_.tokens[static_cast<std::size_t>(at)];
  // "The union disagreed: ..., it said": the clause before a colon in the same sentence.
  const Range own = a_.sentences[here.sentence];
  for (std::int32_t i = own.begin; i < at && !person; ++i) {
    if (a_.word(i) != ":") continue;
    for (std::int32_t k = own.begin; k < i; ++k) {
      const std::optional<Noun> noun = find_noun(a_.word(k));
      if (!noun || !is_noun(a_.tag_of(k)) || is_proper(a_.tag_of(k + 1))) continue;
      if (noun->what != NounClass::kOrganisation && noun->what != NounClass::kGovernment &&
          noun->what != NounClass::kOutlet)
        break;
      Party out = look({own.begin, k + 1}, k);
      out.confidence = 0.75;
      return out;
    }
    break;
  }
  if (here.sentence == 0) return {};
  const Range s = a_.sentences[here.sentence - 1];
  if (s.empty() || a_.tokens[static_cast<std::size_t>(s.begin)].paragraph != here.paragraph ||
      a_.quote_of(s.begin) >= 0)
    return {};
  for (std::int32_t i = s.begin; i < s.end; ++i) {
    if (a_.head_of(i) < 0 || a_.head_of(a_.head_of(i)) >= 0 || a_.dep_of(i) != Dep::kNsubj || a_.tag_of(i) == Tag::kPRP)
      continue;
    const Range phrase = a_.subtree(i);
    if (phrase.begin != s.begin) return {};
    const std::optional<Noun> noun = find_noun(a_.word(i));
    const bool body = noun && (noun->what == NounClass::kOrganisation || noun->what == NounClass::kGovernment ||
                               noun->what == NounClass::kOutlet);
    Party out = look(phrase, i);
    if (person ? out.kind == AgentKind::kPerson
               : (body || (out.entity && out.kind != AgentKind::kPerson && out.kind != AgentKind::kGroup))) {
      out.document.reset();
      out.confidence = 0.8;
      return out;
    }
    return {};
  }
  return {};
}

Party Parties::pronoun(std::int32_t at) const {
  const std::string& w = a_.word(at);
  Party out;
  std::optional<std::size_t> entity;
  if (w == "he" || w == "she" || w == "him" || w == "her" || w == "himself" || w == "herself") {
    entity = last_of({AgentKind::kPerson}, at, w[0] == 'h' && w[1] == 'i' ? 1 : w == "he" ? 1 : 2);
    // Somebody unnamed who just spoke: "one official ... he said".
    for (std::size_t i = said_.size(); i-- > 0 && said_.size() - i < kLookBack;) {
      const Party& p = said_[i];
      if (p.at >= at) continue;
      if (p.kind != AgentKind::kPerson || (p.entity && entity == p.entity)) {
        if (p.entity) break;
        continue;
      }
      if (!p.entity &&
          a_.tokens[static_cast<std::size_t>(at)].sentence - a_.tokens[static_cast<std::size_t>(p.at)].sentence <= 2) {
        out = p;
        out.document.reset();
        out.confidence = 0.8;
        return out;
      }
      break;
    }
  } else if (w == "it" || w == "itself") {
    if (out = subject_before(at, false); !out.is_nobody()) return out;
    for (std::size_t i = said_.size(); i-- > 0 && said_.size() - i < kLookBack;) {
      const Party& p = said_[i];
      if (p.at >= at) continue;
      if (a_.tokens[static_cast<std::size_t>(at)].sentence - a_.tokens[static_cast<std::size_t>(p.at)].sentence > 3)
        break;
      if (p.kind == AgentKind::kPerson || p.kind == AgentKind::kGroup) continue;
      out = p;
      out.confidence = 0.85;
      return out;
    }
    entity = last_of({AgentKind::kOrganisation, AgentKind::kGovernment, AgentKind::kOutlet}, at);
  } else if (w == "they" || w == "them" || w == "themselves") {
    for (std::size_t i = said_.size(); i-- > 0 && said_.size() - i < kLookBack;) {
      const Party& p = said_[i];
      if (p.at >= at) continue;
      if (a_.tokens[static_cast<std::size_t>(at)].sentence - a_.tokens[static_cast<std::size_t>(p.at)].sentence > 3)
        break;
      if (p.kind == AgentKind::kPerson) continue;
      out = p;
      out.confidence = 0.75;
      return out;
    }
    entity = last_of({AgentKind::kOrganisation, AgentKind::kGroup}, at);
  } else if (w == "we" || w == "i" || w == "us" || w == "our") {
    return publisher();
  }
  if (entity) {
    out = of_entity(*entity, at);
    out.confidence = 0.8;
  }
  return out;
}

// An entity that goes by this noun: in its name ("ministry") or as its role ("coach"); the latest mentioned.
std::optional<std::size_t> Parties::entity_called(const std::string& noun, std::int32_t before) const {
  const std::size_t end = mentions_before(before);
  for (std::size_t m = end; m-- > 0 && end - m < kLookBack;) {
    const Mention& mention = entities_.mentions[m];
    const Entity& e = entities_.all[mention.entity];
    for (const std::string& role : e.roles) {
      if (role == noun) return mention.entity;
    }
    for (std::int32_t i = mention.range.begin; i < mention.range.end; ++i) {
      if (a_.word(i) == noun && a_.is_capitalised(i) && mention.range.end - mention.range.begin > 1)
        return mention.entity;
    }
  }
  return std::nullopt;
}

// Is the phrase no more than a determiner and words of the entity's own names? "the mayor's office" is not the Foreign
// Office.
bool Parties::is_bare(Range range, std::int32_t head, std::size_t entity) const {
  const Entity& e = entities_.all[entity];
  for (std::int32_t i = range.begin; i < head; ++i) {
    if (is_determiner(a_.word(i)) || a_.is_mark(i)) continue;
    const bool own = std::any_of(e.forms.begin(), e.forms.end(), [&](const std::string& form) {
      return (" " + name_key(form) + " ").find(" " + a_.word(i) + " ") != std::string::npos;
    });
    if (!own) return false;
  }
  return true;
}

// "the report", "Greyfen's report", "a report by the Calder Road Trust": who put it out.
Party Parties::of_document(Range range, std::int32_t noun, Medium medium) const {
  Party out;
  const std::vector<const Mention*> named = entities_.in(range);
  for (const Mention* m : named) {
    const bool possessor = m->range.end < range.end && a_.tag_of(m->range.end) == Tag::kPOS;
    std::int32_t p = m->range.begin - 1;
    while (p > range.begin && (is_determiner(a_.word(p)) || is_adjective(a_.tag_of(p)))) --p;
    const bool by =
        p >= range.begin && (a_.word(p) == "by" || a_.word(p) == "from" || a_.word(p) == "of") && m->range.begin > noun;
    const bool compound = m->range.end == noun || (m->range.begin < noun && noun < m->range.end);
    if (possessor || by || compound) {
      out = of_entity(m->entity, m->range.begin);
      break;
    }
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
  if (out.is_nobody()) {
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
        if (possessor || (p >= 0 && a_.word(p) == "by")) {
          out = of_entity(m->entity, m->range.begin);
          break;
        }
      }
      if (noun - i > 400) break;
    }
    out.confidence = 0.75;
  }
  if (out.is_nobody()) {
    out.name = words_of_range(
        a_,
        {is_determiner(a_.word(range.begin)) && range.end - range.begin > 1 ? range.begin + 1 : range.begin, noun + 1});
    out.kind = AgentKind::kOrganisation;
    out.confidence = 0.5;
  }
  out.document = medium;
  return out;
}

Party Parties::nominal(Range range, std::int32_t head) const {
  Party out;
  const std::string& noun = a_.word(head);
  const std::optional<Noun> what = find_noun(noun);
  const bool indefinite = is_indefinite(a_, range);
  const bool definite = a_.word(range.begin) == "the" || a_.word(range.begin) == "this" ||
                        a_.word(range.begin) == "that" || a_.tag_of(range.begin) == Tag::kPRPS ||
                        is_report_possessive(a_.word(range.begin));
  if (what && what->what == NounClass::kDocument) return of_document(range, head, what->medium);
  // "its authors", "the authors" of a report: its issuer.
  if (noun == "authors" || noun == "author" || noun == "researchers") {
    for (std::size_t i = said_.size(); i-- > 0 && said_.size() - i < kLookBack;) {
      if (said_[i].document && said_[i].at < head && head - said_[i].at < 400) {
        out = said_[i];
        out.confidence = 0.8;
        return out;
      }
    }
    // "the authors stated in the report's summary": the nearest document the text speaks of.
    for (std::int32_t d = 1; d < 300; ++d) {
      for (const std::int32_t i : {head + d, head - d}) {
        if (i < 0 || i >= a_.size() || (i > head && d > 15) || a_.is_capitalised(i)) continue;
        const std::optional<Noun> document = find_noun(a_.word(i));
        if (!document || document->what != NounClass::kDocument ||
            (document->medium != Medium::kReport && document->medium != Medium::kLetter))
          continue;
        Party issuer = of_document({i, i + 1}, i, document->medium);
        if (issuer.entity) return issuer;
      }
    }
  }
  const auto name_it = [&](bool anonymous) {
    Range r = range;
    while (r.end - r.begin > 1 && is_determiner(a_.word(r.begin))) ++r.begin;
    // Up to a relative clause or a comma.
    for (std::int32_t i = std::max(r.begin + 1, head + 1); i < r.end; ++i) {
      if (a_.word(i) == "," || a_.word(i) == "who" || a_.word(i) == "which") {
        r.end = i;
        break;
      }
    }
    out.name = words_of_range(a_, r);
    if (out.name.size() > 160) out.name = words_of_range(a_, {head, head + 1});
    out.anonymous = anonymous;
    out.at = head;
    out.kind =
        what ? agent_kind_of(what->what) : (a_.tag_of(head) == Tag::kNNS ? AgentKind::kGroup : AgentKind::kPerson);
  };
  if (definite && !indefinite) {
    if (const std::optional<std::size_t> entity = entity_called(noun, range.begin);
        entity && is_bare(range, head, *entity)) {
      out = of_entity(*entity, head);
      out.confidence = 0.85;
      return out;
    }
    if (what && (what->what == NounClass::kOrganisation || what->what == NounClass::kOutlet ||
                 what->what == NounClass::kGovernment)) {
      // "the company": the latest body of that kind that spoke, else that was named. A paper is not a company.
      const std::optional<std::size_t> entity =
          what->what == NounClass::kOutlet       ? last_of({AgentKind::kOutlet}, range.begin)
          : what->what == NounClass::kGovernment ? std::nullopt
                                                 : last_of({AgentKind::kOrganisation}, range.begin);
      if (entity) {
        out = of_entity(*entity, head);
        out.confidence = 0.7;
        return out;
      }
    }
    // "the man", "the official": whoever unnamed spoke last.
    if (noun == "man" || noun == "woman" || noun == "person" || noun == "official" || noun == "source" ||
        noun == "worker" || noun == "employee") {
      for (std::size_t i = said_.size(); i-- > 0 && said_.size() - i < kLookBack;) {
        const Party& p = said_[i];
        if (p.at >= range.begin || p.entity || !p.anonymous ||
            (p.kind != AgentKind::kPerson && !is_anonymous_noun(noun)))
          continue;
        out = p;
        out.confidence = 0.75;
        return out;
      }
      name_it(true);
      out.confidence = 0.6;
      return out;
    }
    if (what && what->what == NounClass::kPerson) {
      // Somebody unnamed of that role who spoke before: "an official ... the official".
      for (std::size_t i = said_.size(); i-- > 0 && said_.size() - i < kLookBack;) {
        if (!said_[i].entity && said_[i].at < range.begin && said_[i].name.ends_with(noun)) {
          out = said_[i];
          out.confidence = 0.8;
          return out;
        }
      }
    }
    const bool group = what && what->what == NounClass::kGroup;
    name_it(group || is_anonymous_noun(noun));
    out.confidence = 0.6;
    return out;
  }
  const bool body = what && (what->what == NounClass::kOrganisation || what->what == NounClass::kGovernment ||
                             what->what == NounClass::kOutlet);
  name_it(!(body && !indefinite && a_.tag_of(head) != Tag::kNNS));
  if (a_.is_capitalised(head) && (is_proper(a_.tag_of(head)) || range.end - range.begin == 1) && !what)
    out.anonymous = false;
  out.confidence = 0.8;
  return out;
}

Party Parties::look(Range range, std::int32_t head) const {
  Party out;
  if (range.empty() && head < 0) return out;
  if (range.end - range.begin == 1) {
    const Tag t = a_.tag_of(range.begin);
    if ((t == Tag::kWP || t == Tag::kWDT || a_.word(range.begin) == "who" || a_.word(range.begin) == "that") &&
        head >= 0 && head != range.begin) {
      const Range phrase{a_.subtree(head).begin, std::min(a_.subtree(head).end, range.begin)};
      return look(phrase.contains(head) ? phrase : Range{head, head + 1}, head);
    }
    if (t == Tag::kPRP || a_.word(range.begin) == "i") return pronoun(range.begin);
  }
  while (range.end - range.begin > 1 &&
         ((a_.is_mark(range.begin) && a_.quote_of(range.begin) < 0) || a_.word(range.begin) == "both"))
    ++range.begin;
  head = std::clamp(head, range.begin, range.end - 1);
  const std::vector<const Mention*> named = entities_.in(range);
  const std::optional<Noun> noun = find_noun(a_.word(head));
  const auto holds = [](const Mention* m, std::int32_t i) { return m->range.contains(i); };

  // A document speaks: "Greyfen's report", "the fax".
  std::int32_t document = -1;
  for (std::int32_t i = range.begin; i < range.end && i <= head + 8; ++i) {
    const std::optional<Noun> n = find_noun(a_.word(i));
    const bool in_name = std::any_of(named.begin(), named.end(), [&](const Mention* m) {
      return m->range.contains(i) && m->range.end - m->range.begin > 1;
    });
    if (n && n->what == NounClass::kDocument && !a_.is_capitalised(i) && !in_name) {
      if (i == head || (a_.quote_of(range.begin) >= 0 && i > head) || (i < head && a_.dep_of(head) != Dep::kNsubj))
        document = i;
    }
    if (document >= 0 || a_.word(i) == "that" || a_.word(i) == "which") break;
  }
  if (document >= 0) {
    return of_document(range, document, find_noun(a_.word(document))->medium);
  }
  // A spokesperson without a name speaks for the body.
  const bool spokes = a_.word(head) == "spokesman" || a_.word(head) == "spokeswoman" || a_.word(head) == "spokesperson";
  const bool plural_people = noun && noun->what == NounClass::kGroup;
  for (const Mention* m : named) {
    const Entity& e = entities_.all[m->entity];
    if (holds(m, head) && !plural_people) return of_entity(m->entity, m->range.begin);
    // "the finance minister, Oda Falk", "spokesman Ida Brekke": the person the role belongs to.
    if (m->range.begin > head && m->range.begin <= head + 3 && e.kind == AgentKind::kPerson && noun &&
        noun->what == NounClass::kPerson) {
      return of_entity(m->entity, m->range.begin);
    }
    if (m->range.begin > head && m->range.begin <= head + 3 && a_.word(head + 1) == "," && noun &&
        noun->what != NounClass::kGroup) {
      return of_entity(m->entity, m->range.begin);
    }
  }
  // "a spokeswoman for the Port Authority, Lena Dahl": she has a name of her own.
  for (const Mention* m : named) {
    if (m->range.begin > head + 1 && m->range.end == range.end && entities_.all[m->entity].kind == AgentKind::kPerson &&
        a_.word(m->range.begin - 1) == ",") {
      return of_entity(m->entity, m->range.begin);
    }
  }
  if (spokes) {
    for (const Mention* m : named) {
      if (entities_.all[m->entity].kind != AgentKind::kPerson) return of_entity(m->entity, m->range.begin);
    }
  }
  if (!named.empty() && !plural_people) {
    const Mention* first = named.front();
    // The name opens the phrase ("Tomas Rehn, managing director of ..."), but for "China's economy".
    bool opens = true;
    for (std::int32_t i = range.begin; i < first->range.begin; ++i) {
      if (!is_determiner(a_.word(i)) && !is_title(a_.word(i)) && !a_.is_mark(i) && !is_adjective(a_.tag_of(i)))
        opens = false;
    }
    const bool possessor = first->range.end < range.end && a_.tag_of(first->range.end) == Tag::kPOS;
    if (opens && !possessor && first->range.end > head - 1) return of_entity(first->entity, first->range.begin);
    if (opens && !possessor && first->range.end < range.end && a_.word(first->range.end) == ",")
      return of_entity(first->entity, first->range.begin);
    // "the mission's head, Oda Falk": a person at the end of the phrase.
    const Mention* last = named.back();
    const Entity& at_end = entities_.all[last->entity];
    const std::int32_t comma =
        last->range.begin - 1 - (last->range.begin > 0 && is_title(a_.word(last->range.begin - 1)) ? 1 : 0);
    if (last->range.end == range.end && at_end.kind == AgentKind::kPerson && last->range.begin > head &&
        a_.word(std::max(comma, range.begin)) == ",") {
      return of_entity(last->entity, last->range.begin);
    }
    if (holds(first, head)) return of_entity(first->entity, first->range.begin);
  }
  if (a_.tag_of(head) == Tag::kPRP) return pronoun(head);
  return nominal(range, head);
}

}  // namespace headwater::detail
