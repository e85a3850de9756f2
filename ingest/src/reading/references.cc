// Whom a pronoun, a role or an unnamed spokesman stands for.
#include <algorithm>

#include "reading/attributions.h"
#include "reading/parties.h"
#include "reading/party_nouns.h"

namespace headwater::detail {

namespace {

// What the last word of a description tells: "his widow", "the boy's father". 1 he, 2 she, 0 neither.
int gender_of(const std::string& name) {
  const std::string last = name.substr(name.rfind(' ') == std::string::npos ? 0 : name.rfind(' ') + 1);
  for (const char* w : {"widow", "wife", "mother", "sister", "daughter", "woman", "girl", "aunt", "niece", "actress",
                        "spokeswoman", "chairwoman", "grandmother", "queen", "princess"}) {
    if (last == w) return 2;
  }
  for (const char* w : {"widower", "husband", "father", "brother", "son", "man", "boy", "uncle", "nephew", "spokesman",
                        "grandfather", "king", "prince"}) {
    if (last == w) return 1;
  }
  return 0;
}

// Nouns for people too common to be in the table of those who speak.
bool is_people(const std::string& w) {
  for (const char* x : {"men", "women", "people", "boys", "girls", "children", "students", "pupils", "brothers",
                        "sisters", "parents", "couples", "twins", "friends", "players", "crews"}) {
    if (w == x) return true;
  }
  return false;
}

}  // namespace

std::size_t Parties::mentions_before(std::int32_t at) const {
  return static_cast<std::size_t>(std::lower_bound(entities_.mentions.begin(), entities_.mentions.end(), at,
                                                   [](const Mention& m, std::int32_t x) { return m.range.begin < x; }) -
                                  entities_.mentions.begin());
}

bool Parties::opens_sentence(const Mention& m) const {
  const Range s = a_.sentence_of(m.range.begin);
  if (m.range.begin - s.begin > 8 || m.range.end >= s.end || a_.tag_of(m.range.end) == Tag::kPOS) return false;
  // "An independent expert, Raj Mehta, agrees."
  const std::int32_t comma = m.range.begin - 1;
  const bool apposed = m.range.begin - s.begin > 2;
  if (apposed && a_.word(comma) != ",") return false;
  for (std::int32_t i = s.begin; i < m.range.begin; ++i) {
    if (apposed && (i == comma || a_.tag_of(i) == Tag::kPOS || a_.tag_of(i) == Tag::kPRPS)) continue;
    if (!is_noun(a_.tag_of(i)) && !is_title(a_.word(i)) && a_.tag_of(i) != Tag::kDT && !is_adjective(a_.tag_of(i)))
      return false;
  }
  return true;
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
  // "in Delmont": a place, where no word of the name tells what it is.
  const auto place = [&](const Mention& m) {
    const Entity& e = entities_.all[m.entity];
    if (e.kind != AgentKind::kOrganisation || e.kind_is_sure || m.range.begin == 0) return false;
    for (const char* w : {"in", "near", "outside", "around", "across", "off", "to", "from"}) {
      if (a_.word(m.range.begin - 1) == w) return true;
    }
    return false;
  };
  // The subject of the same sentence: "Ida Brekke did not address the claims, but he said".
  for (std::size_t m = mentions_before(before); m-- > 0;) {
    const Mention& mention = entities_.mentions[m];
    if (a_.tokens[static_cast<std::size_t>(mention.range.begin)].sentence != sentence) break;
    std::int32_t top = mention.range.end - 1;
    for (int n = 0; n < 3 && a_.head_of(top) >= 0 &&
                    (a_.dep_of(top) == Dep::kFlat || a_.dep_of(top) == Dep::kCompound || a_.dep_of(top) == Dep::kAppos);
         ++n)
      top = a_.head_of(top);
    // "The engineer who built it, Helena Maas, disagreed: it would, she said": set off by commas, whatever it hangs on.
    const bool set_off = mention.range.begin > 0 && mention.range.end < before &&
                         a_.word(mention.range.begin - 1) == "," && a_.word(mention.range.end) == ",";
    if (fits(mention.entity) && !place(mention) &&
        ((opens_sentence(mention) && entities_.all[mention.entity].kind == AgentKind::kPerson) ||
         a_.dep_of(top) == Dep::kNsubj || a_.dep_of(top) == Dep::kNsubjPass ||
         (set_off && entities_.all[mention.entity].kind == AgentKind::kPerson && a_.quote_of(mention.range.begin) < 0)))
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
        // "The governor of the island, Livia Orsk, called for an inquiry"
        const bool set_off =
            mention.range.begin > 0 && mention.range.end + 1 < before && a_.word(mention.range.begin - 1) == "," &&
            a_.word(mention.range.end) == "," &&
            (is_finite(a_.tag_of(mention.range.end + 1)) || a_.tag_of(mention.range.end + 1) == Tag::kVBN);
        if (fits(mention.entity) && mention.entity != *p.entity &&
            (a_.dep_of(last) == Dep::kNsubj || opens_sentence(mention) || set_off) &&
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
    if (!fits(mention.entity) || place(mention)) continue;
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
  // "As to the first, the bank itself is in no doubt.", "The club's own account is brighter.": who is brought on.
  for (std::int32_t i = s.begin + 1; i + 1 < s.end && !person; ++i) {
    const bool of_its_own = i + 2 < s.end && a_.tag_of(i + 1) == Tag::kPOS && a_.word(i + 2) == "own";
    if (a_.word(i - 1) != "the" || (!of_its_own && a_.word(i + 1) != "itself")) continue;
    const std::optional<Noun> noun = find_noun(a_.word(i));
    if (!noun || (noun->what != NounClass::kOrganisation && noun->what != NounClass::kGovernment)) continue;
    Party out = look({i - 1, i + 1}, i);
    out.document.reset();
    out.confidence = 0.75;
    return out;
  }
  // "The Inspectorate denies that.", whatever the parser makes of it.
  if (!person && s.begin + 2 < s.end && a_.word(s.begin) == "the" &&
      (is_finite(a_.tag_of(s.begin + 2)) || a_.word(s.begin + 2) == "denies" || a_.word(s.begin + 2) == "disputes")) {
    const std::optional<Noun> noun = find_noun(a_.word(s.begin + 1));
    if (noun && (noun->what == NounClass::kOrganisation || noun->what == NounClass::kGovernment)) {
      Party out = look({s.begin, s.begin + 2}, s.begin + 1);
      out.document.reset();
      out.confidence = 0.8;
      return out;
    }
  }
  for (std::int32_t i = s.begin; i < s.end; ++i) {
    if (a_.head_of(i) < 0 || a_.head_of(a_.head_of(i)) >= 0 || a_.dep_of(i) != Dep::kNsubj || a_.tag_of(i) == Tag::kPRP)
      continue;
    const Range phrase = a_.subtree(i);
    if (phrase.begin != s.begin) return {};
    const std::optional<Noun> noun = find_noun(a_.word(i));
    const bool body = noun && (noun->what == NounClass::kOrganisation || noun->what == NounClass::kGovernment ||
                               noun->what == NounClass::kOutlet);
    Party out = look(phrase, i);
    // "The contractor takes another view. ... it said": a person would be no "it".
    if (!person && may_be_firm(a_.word(i)) && a_.word(phrase.begin) == "the" && !out.entity && i == phrase.begin + 1) {
      out.kind = AgentKind::kOrganisation;
      out.anonymous = false;
      out.document.reset();
      out.confidence = 0.7;
      return out;
    }
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

Party Parties::people_in_front(std::int32_t at) const {
  const Range s = a_.sentence_of(at);
  for (std::int32_t i = at - 1; i > s.begin; --i) {
    // A clause that ends before the pronoun's own: "The men deny theft; they told officers ...".
    if (a_.word(i) != ";" && a_.word(i) != ":" && a_.word(i) != "but" && a_.word(i) != "and") continue;
    const Range front = phrase_by_tags(a_, s.begin, i);
    const std::int32_t head = front.empty() ? -1 : head_by_tags(a_, front);
    if (head < 0 || a_.tag_of(head) != Tag::kNNS || a_.quote_of(head) >= 0) continue;
    const std::optional<Noun> noun = noun_at(a_, head);
    if (noun && noun->what != NounClass::kGroup) continue;
    if (!noun && !is_people(a_.word(head))) continue;
    Party out = look(front, head);
    if (out.is_nobody() || out.document) continue;
    out.confidence = 0.7;
    return out;
  }
  return {};
}

Party Parties::body_of_clause(std::int32_t at) const {
  const Range s = a_.sentence_of(at);
  // "the ministry sent a statement in which it says"
  if (at < s.begin + 2 || a_.word(at - 1) != "which") return {};
  for (std::int32_t i = s.begin; i < at; ++i) {
    if (a_.dep_of(i) != Dep::kNsubj || a_.quote_of(i) >= 0 || !is_noun(a_.tag_of(i))) continue;
    const std::optional<Noun> noun = noun_at(a_, i);
    if (!noun || (noun->what != NounClass::kOrganisation && noun->what != NounClass::kGovernment)) continue;
    Party out = holder({a_.subtree(i).begin, i + 1}, i);
    out.confidence = 0.7;
    return out;
  }
  return {};
}

Party Parties::body_in_front(std::int32_t at) const {
  const Range s = a_.sentence_of(at);
  if (at <= s.begin + 2 || (a_.word(at - 1) != "," && !a_.is_quote_mark(at - 1)) || a_.quote_of(s.begin) >= 0)
    return {};
  const Range front{s.begin, at - 1};
  const std::int32_t head = head_by_tags(a_, front);
  if (head < 0 || a_.tag_of(head) == Tag::kPRP || a_.tag_of(head) == Tag::kNNS) return {};
  const std::optional<Noun> noun = noun_at(a_, head);
  const bool body = noun && (noun->what == NounClass::kOrganisation || noun->what == NounClass::kGovernment ||
                             noun->what == NounClass::kOutlet);
  // "The buyer, Orrin Partners, will pay, it said": the name set off behind what it is.
  if (!body && head + 2 < at && a_.word(head + 1) == ",") {
    for (const Mention* m : entities_.in({head + 2, head + 3})) {
      const bool closed = m->range.begin == head + 2 && m->range.end < at && a_.word(m->range.end) == ",";
      if (!closed || entities_.all[m->entity].kind == AgentKind::kPerson) continue;
      Party named = of_entity(m->entity, head);
      named.confidence = 0.75;
      return named;
    }
  }
  Party out = look({s.begin, head + 1}, head);
  if (!body && (!out.entity || out.kind == AgentKind::kPerson || out.kind == AgentKind::kGroup)) return {};
  out.document.reset();
  out.confidence = 0.7;
  return out;
}

std::optional<std::size_t> Parties::named_later(const std::string& noun, std::int32_t after) const {
  const std::uint32_t sentence = a_.tokens[static_cast<std::size_t>(after)].sentence;
  for (std::size_t m = mentions_before(after); m < entities_.mentions.size(); ++m) {
    const Mention& mention = entities_.mentions[m];
    const std::int32_t at = mention.range.begin;
    if (a_.tokens[static_cast<std::size_t>(at)].sentence > sentence + 3) break;
    if (a_.tokens[static_cast<std::size_t>(at)].sentence == sentence || at < 3) continue;
    if (entities_.all[mention.entity].kind == AgentKind::kPerson && a_.word(at - 1) == "," && a_.word(at - 2) == noun &&
        (a_.word(at - 3) == "the" || (at > 3 && a_.word(at - 4) == "the" && is_noun(a_.tag_of(at - 3)))))
      return mention.entity;
  }
  return std::nullopt;
}

std::optional<std::size_t> Parties::person_before(const std::string& noun, std::int32_t at) const {
  // One who speaks for another is not the one spoken of.
  for (const char* w : {"spokesman", "spokeswoman", "spokesperson", "lawyer", "attorney", "agent", "judge",
                        "prosecutor", "reporter", "interviewer"}) {
    if (noun == w) return std::nullopt;
  }
  const Token& here = a_.tokens[static_cast<std::size_t>(at)];
  if (here.sentence == 0) return std::nullopt;
  const Range s = a_.sentences[here.sentence - 1];
  for (const Mention* m : entities_.in(s)) {
    const Entity& e = entities_.all[m->entity];
    if (e.kind != AgentKind::kPerson) continue;
    bool opens = m->range.begin - s.begin <= 3;
    for (std::int32_t i = s.begin; i < m->range.begin && opens; ++i) opens = a_.is_mark(i) || is_title(a_.word(i));
    const bool told = std::any_of(e.roles.begin(), e.roles.end(), [](const std::string& r) { return !is_title(r); });
    if (!opens || told || a_.tokens[static_cast<std::size_t>(m->range.begin)].paragraph != here.paragraph)
      return std::nullopt;
    return m->entity;
  }
  return std::nullopt;
}

std::optional<std::size_t> Parties::sole_person(std::int32_t at) const {
  const std::size_t end = mentions_before(at);
  std::optional<std::size_t> out;
  for (std::size_t m = end; m-- > 0 && end - m < kLookBack;) {
    const Mention& mention = entities_.mentions[m];
    const Entity& e = entities_.all[mention.entity];
    if (e.kind != AgentKind::kPerson || (out && *out == mention.entity)) continue;
    if (out) return std::nullopt;
    constexpr std::uint32_t kReach = 4;
    const bool told = std::any_of(e.roles.begin(), e.roles.end(), [](const std::string& r) { return !is_title(r); });
    if (told || a_.sentence_number(at) - a_.sentence_number(mention.range.begin) > kReach) return std::nullopt;
    out = mention.entity;
  }
  return out;
}

std::optional<std::size_t> Parties::named_with_title(const std::string& noun, std::int32_t after) const {
  const std::uint32_t sentence = a_.tokens[static_cast<std::size_t>(after)].sentence;
  for (std::size_t m = mentions_before(after); m < entities_.mentions.size(); ++m) {
    const Mention& mention = entities_.mentions[m];
    const std::uint32_t there = a_.tokens[static_cast<std::size_t>(mention.range.begin)].sentence;
    if (there > sentence + 2) break;
    const Entity& e = entities_.all[mention.entity];
    const std::int32_t title = mention.range.begin - 1;
    if (there > sentence && e.kind == AgentKind::kPerson && e.first == mention.range.begin && title > after &&
        a_.word(title) == noun && a_.is_capitalised(title))
      return mention.entity;
  }
  return std::nullopt;
}

std::optional<std::size_t> Parties::named_bare(std::int32_t after) const {
  constexpr std::uint32_t kReach = 2;
  const Token& here = a_.tokens[static_cast<std::size_t>(after)];
  for (std::size_t m = mentions_before(after); m < entities_.mentions.size(); ++m) {
    const Mention& mention = entities_.mentions[m];
    const Entity& e = entities_.all[mention.entity];
    const Token& there = a_.tokens[static_cast<std::size_t>(mention.range.begin)];
    if (there.sentence > here.sentence + kReach || there.paragraph > here.paragraph + 1) break;
    if (e.kind != AgentKind::kPerson) continue;
    // The first person named decides; one who has been met, has a role or is not who a sentence is about is another.
    const Range s = a_.sentence_of(mention.range.begin);
    const bool about = a_.dep_of(mention.range.end - 1) == Dep::kNsubj || a_.dep_of(mention.range.begin) == Dep::kNsubj;
    const bool bare = mention.range.begin == s.begin || a_.word(mention.range.begin - 1) == "," ||
                      a_.is_quote_mark(mention.range.begin - 1);
    const bool apposed =
        mention.range.end + 2 < s.end && a_.word(mention.range.end) == "," && a_.word(mention.range.end + 1) != "who";
    const bool fits = there.sentence > here.sentence && e.first == mention.range.begin && e.roles.empty() && about &&
                      bare && !apposed && mention.range.end - mention.range.begin >= 2;
    return fits ? std::optional<std::size_t>{mention.entity} : std::nullopt;
  }
  return std::nullopt;
}

Party Parties::body_spoken_for(std::int32_t before) const {
  const auto is_body = [](AgentKind kind) {
    return kind == AgentKind::kOrganisation || kind == AgentKind::kGovernment;
  };
  const std::uint32_t sentence = a_.tokens[static_cast<std::size_t>(before)].sentence;
  Party best;
  for (std::size_t i = said_.size(); i-- > 0 && said_.size() - i < kLookBack && best.is_nobody();) {
    const Party& p = said_[i];
    if (p.at < 0 || p.at >= before || p.anonymous || !is_body(p.kind)) continue;
    if (sentence - a_.tokens[static_cast<std::size_t>(p.at)].sentence > 3) break;
    best = p;
    best.document.reset();
  }
  const std::size_t end = mentions_before(before);
  for (std::size_t m = end; m-- > 0 && end - m < kLookBack;) {
    const Mention& mention = entities_.mentions[m];
    if ((!best.is_nobody() && mention.range.begin <= best.at) ||
        sentence - a_.tokens[static_cast<std::size_t>(mention.range.begin)].sentence > 3)
      break;
    const Dep d = a_.dep_of(mention.range.end - 1);
    if (is_body(entities_.all[mention.entity].kind) && (d == Dep::kNsubj || d == Dep::kNsubjPass))
      return of_entity(mention.entity, mention.range.begin);
  }
  return best;
}

Party Parties::pronoun(std::int32_t at) const {
  const std::string& w = a_.word(at);
  Party out;
  std::optional<std::size_t> entity;
  if (w == "he" || w == "she" || w == "him" || w == "his" || w == "her" || w == "himself" || w == "herself") {
    entity = last_of({AgentKind::kPerson}, at, w[0] == 'h' && w[1] == 'i' ? 1 : w == "he" ? 1 : 2);
    // Somebody unnamed who just spoke: "one official ... he said".
    for (std::size_t i = said_.size(); i-- > 0 && said_.size() - i < kLookBack;) {
      const Party& p = said_[i];
      if (p.at >= at) continue;
      const std::size_t since = mentions_before(p.at), now = mentions_before(at);
      const bool alone =
          std::none_of(entities_.mentions.begin() + static_cast<std::ptrdiff_t>(since),
                       entities_.mentions.begin() + static_cast<std::ptrdiff_t>(std::max(since, now)),
                       [&](const Mention& m) { return entities_.all[m.entity].kind == AgentKind::kPerson; });
      if (p.spoken_for && alone &&
          a_.tokens[static_cast<std::size_t>(at)].sentence - a_.tokens[static_cast<std::size_t>(p.at)].sentence <= 2) {
        out = p;
        out.confidence = 0.75;
        return out;
      }
      if (p.kind != AgentKind::kPerson || (p.entity && entity == p.entity)) {
        if (p.entity) break;
        continue;
      }
      const int gender = gender_of(p.name);
      if (gender != 0 && gender != (w[0] == 'h' && w != "her" && w != "herself" ? 1 : 2)) continue;
      if (!p.entity &&
          a_.tokens[static_cast<std::size_t>(at)].sentence - a_.tokens[static_cast<std::size_t>(p.at)].sentence <= 2) {
        out = p;
        out.document.reset();
        out.confidence = 0.8;
        return out;
      }
      break;
    }
    // "Keller laughed. ... he said": one word that nothing tells of yet is a person's after all.
    if (!entity) {
      const std::size_t end = mentions_before(at);
      for (std::size_t m = end; m-- > 0 && end - m < kLookBack;) {
        const Mention& mention = entities_.mentions[m];
        const Entity& e = entities_.all[mention.entity];
        if (a_.sentence_number(at) - a_.sentence_number(mention.range.begin) > 2) break;
        const Dep d = a_.dep_of(mention.range.end - 1);
        if (mention.range.end - mention.range.begin != 1 || e.kind != AgentKind::kOrganisation || e.kind_is_sure ||
            d != Dep::kNsubj)
          continue;
        out = of_entity(mention.entity, at);
        out.kind = AgentKind::kPerson;
        out.confidence = 0.6;
        return out;
      }
    }
  } else if (w == "it" || w == "its" || w == "itself") {
    if (out = body_in_front(at); !out.is_nobody()) return out;
    if (out = body_of_clause(at); !out.is_nobody()) return out;
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
  } else if (w == "they" || w == "them" || w == "their" || w == "themselves") {
    if (out = people_in_front(at); !out.is_nobody()) return out;
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
    // "Heads of three hospitals signed a letter in which they write"
    if (!entity) {
      const Range s = a_.sentence_of(at);
      const std::int32_t head = head_by_tags(a_, {s.begin, at});
      const std::optional<Noun> noun = head >= 0 ? noun_at(a_, head) : std::nullopt;
      if (noun && noun->what == NounClass::kGroup && a_.quote_of(head) < 0) {
        out = look({s.begin, phrase_by_tags(a_, s.begin, at).end}, head);
        out.confidence = 0.6;
        return out;
      }
    }
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

}  // namespace headwater::detail
