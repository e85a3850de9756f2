#include "reading/parties.h"

#include <algorithm>
#include <array>

#include "headwater/schema/fold.h"
#include "reading/attributions.h"
#include "reading/document_words.h"
#include "reading/figures.h"
#include "reading/party_nouns.h"

namespace headwater::detail {
namespace {

bool is_indefinite(const Analysis& a, Range r) {
  const std::string& w = a.word(r.begin);
  return w == "a" || w == "an" || w == "some" || w == "one" || w == "another" || w == "two" || w == "three" ||
         w == "several" || w == "many" || a.tag_of(r.begin) == Tag::kCD;
}

bool airs(const std::string& w) { return w == "radio" || w == "television" || w == "tv" || w == "media"; }

// "former operator in the control room" is called an operator, "source at the palace" no palace.
bool is_called(const std::string& name, const std::string& noun) {
  const std::size_t at = (" " + name + " ").find(" " + noun + " ");
  if (at == std::string::npos) return false;
  const std::string before = name.substr(0, at);
  for (const char* joint : {" at ", " in ", " of ", " for ", " from ", " with ", " close ", " who "}) {
    if ((before + " ").find(joint) != std::string::npos) return false;
  }
  return true;
}

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
    : a_{a}, entities_{entities}, trades_{entities}, setting_{std::move(setting)} {
  for (std::size_t n = 0; n < entities_.all.size(); ++n) {
    const Entity& e = entities_.all[n];
    const bool is_body = e.kind == AgentKind::kOrganisation || e.kind == AgentKind::kGovernment;
    if (!is_body || e.first < 0) continue;
    for (const std::string& word : folded_words(e.name)) {
      const auto [it, is_new] = bodies_with_.emplace(word, n);
      if (!is_new && it->second != n) it->second = std::nullopt;
    }
  }
}

std::optional<std::size_t> Parties::body_called(const std::string& noun, std::int32_t before) const {
  std::optional<std::size_t> latest = last_of({AgentKind::kOrganisation}, before);
  if (latest && is_business(noun) && names_no_business(entities_.all[*latest].name)) latest.reset();
  const auto it = bodies_with_.find(noun);
  const std::optional<std::size_t> named = it == bodies_with_.end() ? std::nullopt : it->second;
  if (!named || named == latest) return latest;
  if (!latest) return named;
  // Either may be meant: "Barclays cut its forecast. The bank said ...", with the World Bank further below.
  const bool is_known = entities_.all[*latest].kind_is_sure ||
                        std::any_of(said_.begin(), said_.end(), [&](const Party& p) { return p.entity == latest; });
  return is_known ? latest : std::nullopt;
}

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
  if (head >= 0 && is_spokesperson(a_.word(head)) && out.kind != AgentKind::kPerson) out.spoken_for = true;
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

// By its whole name or the words that open it: "the Threlkeld Institute" is that of Economics.
bool Parties::is_publisher(const std::string& name) const {
  const std::string a = name_key(name), b = name_key(setting_.publisher);
  if (a.empty() || b.empty()) return false;
  // "Ferrow University Hospital" is another body than Ferrow University, and Ferrow a town.
  const bool is_short = b.starts_with(a + " ") && a.find(' ') != std::string::npos;
  return a == b || a.starts_with(b + " of ") || is_short;
}

// Is the phrase no more than a determiner and words of the entity's own names? "the mayor's office" is not the Foreign
// Office.
bool Parties::is_bare(Range range, std::int32_t head, std::size_t entity) const {
  const Entity& e = entities_.all[entity];
  for (std::int32_t i = range.begin; i < head; ++i) {
    if (is_determiner(a_.word(i)) || a_.is_mark(i) || a_.word(i) == "same") continue;
    const bool own = std::any_of(e.forms.begin(), e.forms.end(), [&](const std::string& form) {
      return (" " + name_key(form) + " ").find(" " + a_.word(i) + " ") != std::string::npos;
    });
    if (!own) return false;
  }
  return true;
}

Party Parties::holder(Range range, std::int32_t head) const {
  for (const Mention* m : entities_.in(range)) {
    if (m->range.contains(head)) return of_entity(m->entity, m->range.begin);
  }
  return nominal({range.begin, head + 1}, head);
}

// "the ministry" where "the defence ministry" spoke: a body that goes by its nouns alone, and no other has this one.
const Party* Parties::body_without_name(Range range, std::int32_t head) const {
  if (head != range.begin + 1 || a_.word(range.begin) != "the" || range.end != head + 1) return nullptr;
  const std::string ending = " " + a_.word(head);
  const Party* out = nullptr;
  for (std::size_t i = said_.size(); i-- > 0 && said_.size() - i < kLookBack;) {
    const Party& p = said_[i];
    if (p.entity || p.anonymous || p.at >= range.begin || !p.name.ends_with(ending)) continue;
    if (out != nullptr && out->name != p.name) return nullptr;
    if (out == nullptr) out = &p;
  }
  return out;
}

// "government auditors" where the State Audit Office is the one body of that work, "inspectors" where an inspectorate
// is: those who do what it is there for.
std::optional<std::size_t> Parties::body_of_people(Range range, std::int32_t head) const {
  static constexpr std::array<std::string_view, 8> kOfState{"the",      "government", "state",    "federal",
                                                            "national", "public",     "official", "its"};
  const std::string& noun = a_.word(head);
  if (range.end != head + 1 || !is_overseers(noun)) return std::nullopt;
  for (std::int32_t i = range.begin; i < head; ++i) {
    if (std::find(kOfState.begin(), kOfState.end(), a_.word(i)) == kOfState.end()) return std::nullopt;
  }
  const std::string stem = noun.substr(0, noun.size() - std::string_view{"ors"}.size());
  std::optional<std::size_t> out;
  for (const auto& [word, entity] : bodies_with_) {
    if (!word.starts_with(stem)) continue;
    // Where two bodies have such a word, neither is meant for sure.
    if (!entity || (out && out != entity)) return std::nullopt;
    out = entity;
  }
  return out;
}

// "The institute", "the company" and "the calculation" in what a body puts out itself: it, and what it made.
bool Parties::is_of_own_paper(Range range, std::int32_t head) const {
  static constexpr std::array<std::string_view, 6> kMade{"calculation", "calculations", "count",
                                                         "figures",     "data",         "measurements"};
  if (!setting_.is_own_paper || setting_.publisher.empty() || head != range.begin + 1 || range.end != head + 1 ||
      a_.word(range.begin) != "the")
    return false;
  const std::string& noun = a_.word(head);
  if (std::find(kMade.begin(), kMade.end(), noun) != kMade.end()) return true;
  if (noun == "company" || noun == "firm") return !names_no_business(setting_.publisher);
  const std::vector<std::string> words = folded_words(setting_.publisher);
  return is_body_noun(noun) && std::find(words.begin(), words.end(), noun) != words.end();
}

Party Parties::nominal(Range range, std::int32_t head) const {
  Party out;
  const std::string& noun = a_.word(head);
  const std::optional<Noun> what = noun_at(a_, head);
  const bool indefinite = is_indefinite(a_, range);
  const bool definite = a_.word(range.begin) == "the" || a_.word(range.begin) == "this" ||
                        a_.word(range.begin) == "that" || a_.tag_of(range.begin) == Tag::kPRPS ||
                        is_possessive(a_.word(range.begin));
  if (definite && is_of_own_paper(range, head)) return publisher();
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
  if (const std::optional<std::size_t> body = body_of_people(range, head)) {
    out = of_entity(*body, head);
    out.confidence = 0.7;
    return out;
  }
  const bool force = !what && is_force(noun);
  const auto name_it = [&](bool anonymous) {
    Range r = range;
    while (r.end - r.begin > 1 && is_determiner(a_.word(r.begin))) ++r.begin;
    // Up to a relative clause, a comma or a bracket.
    for (std::int32_t i = r.begin + 1; i < r.end; ++i) {
      if (((a_.word(i) == "," || a_.word(i) == "(") && i > head) || a_.word(i) == "who" || a_.word(i) == "which" ||
          a_.word(i) == "there") {
        r.end = i;
        break;
      }
    }
    out.name = words_of_range(a_, r);
    if (out.name.size() > 160) out.name = words_of_range(a_, {head, head + 1});
    out.anonymous = anonymous;
    out.at = head;
    const bool several = a_.tag_of(head) == Tag::kNNS || (a_.tag_of(head) == Tag::kCD && noun != "one");
    out.kind = what      ? agent_kind_of(what->what)
               : force   ? AgentKind::kGovernment
               : several ? AgentKind::kGroup
                         : AgentKind::kPerson;
  };
  // An ombudsman is an office, and a person the text may name.
  const bool unnamed_person =
      what && (what->what == NounClass::kPerson || noun == "ombudsman") && a_.tag_of(head) != Tag::kNNS;
  if (unnamed_person && entities_.in(range).empty()) {
    // "a police spokesman", "a ministry spokeswoman"
    if (is_spokesperson(noun) && head > range.begin && is_body_noun(a_.word(head - 1))) {
      out = nominal({head - 1, head}, head - 1);
      if (const std::optional<std::size_t> known = entity_called(a_.word(head - 1), range.begin))
        out = of_entity(*known, head);
      out.anonymous = false;
      out.at = head;
      out.confidence = 0.7;
      return out;
    }
    if (is_spokesperson(noun) && !entity_called(noun, range.begin)) {
      if (Party body = body_spoken_for(range.begin); !body.is_nobody()) {
        body.at = head;
        body.confidence = 0.65;
        return body;
      }
    }
  }
  if (unnamed_person && !entity_called(noun, range.begin)) {
    std::optional<std::size_t> person = named_later(noun, head);
    if (!person && indefinite) person = named_with_title(noun, head);
    if (!person && definite && !indefinite) person = named_bare(head);
    if (person) {
      out = of_entity(*person, head);
      out.confidence = 0.75;
      return out;
    }
  }
  if (definite && !indefinite) {
    if (const std::optional<std::size_t> entity = entity_called(noun, range.begin);
        entity && is_bare(range, head, *entity)) {
      out = of_entity(*entity, head);
      out.confidence = 0.85;
      return out;
    }
    if (what && (what->what == NounClass::kOrganisation || what->what == NounClass::kOutlet ||
                 what->what == NounClass::kGovernment)) {
      // "a former operator in the control room told ... the operator said": nobody's firm.
      for (std::size_t i = said_.size(); i-- > 0 && said_.size() - i < kLookBack && range.end == head + 1;) {
        const Party& p = said_[i];
        if (p.entity || !p.anonymous || p.at >= range.begin || !is_called(p.name, noun)) continue;
        out = p;
        out.confidence = 0.75;
        return out;
      }
      // "the company": the latest body of that kind that spoke, else that was named. A paper is not a company, and "the
      // driver's union" is another body than the railway.
      const bool owned =
          std::any_of(a_.tag.begin() + range.begin, a_.tag.begin() + head, [](Tag t) { return t == Tag::kPOS; }) ||
          a_.word(range.begin) == "their" ||
          (head + 1 < range.end && (a_.word(head + 1) == "of" || a_.word(head + 1) == "for"));
      const std::optional<std::size_t> entity =
          what->what == NounClass::kOutlet ? last_of({AgentKind::kOutlet}, range.begin)
          // "The Inspectorate" with a capital is one that is called so.
          : Trades::is_noun(noun) && !(a_.is_capitalised(head) && noun == "inspectorate") ? trades_.bearer(noun)
          : what->what == NounClass::kGovernment || owned || a_.tag_of(head) == Tag::kNNS || is_body_of_its_own(noun)
              ? std::nullopt
              : body_called(noun, range.begin);
      // "the Associated Press reports. ..., according to the agency": the one that brings news.
      const bool bare = range.end - range.begin == 2 || (range.end - range.begin == 3 && a_.word(head - 1) == "same");
      if (!entity && noun == "agency" && bare) {
        const std::optional<std::size_t> outlet = last_of({AgentKind::kOutlet}, range.begin);
        if (outlet && is_wire(entities_.all[*outlet].name)) {
          out = of_entity(*outlet, head);
          out.confidence = 0.7;
          return out;
        }
      }
      // "the harbour safety board" is none that is called otherwise.
      const bool compound = std::any_of(a_.tag.begin() + range.begin, a_.tag.begin() + head, is_noun);
      const std::size_t body = entity.value_or(0);
      if (entity && (!compound || is_bare(range, head, body))) {
        out = of_entity(body, head);
        out.confidence = 0.7;
        return out;
      }
      if (const Party* known = body_without_name(range, head)) {
        out = *known;
        out.document.reset();
        out.confidence = 0.75;
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
    if (!what || what->what == NounClass::kPerson) {
      // Somebody unnamed of that role who spoke before: "an official ... the official".
      for (std::size_t i = said_.size(); i-- > 0 && said_.size() - i < kLookBack;) {
        // "one of the chemists ... the chemist" as well.
        const std::string name = " " + said_[i].name + " ";
        const bool same = name.ends_with(noun + " ") || (what && name.find(" " + noun + "s ") != std::string::npos);
        if (!said_[i].entity && said_[i].at < range.begin && same) {
          out = said_[i];
          out.confidence = 0.8;
          return out;
        }
      }
      // "Dr. Ann Roe tells a different story. The surgeon said": who the sentence before was about.
      if (a_.word(range.begin) == "the" && entities_.in(range).empty()) {
        if (const std::optional<std::size_t> person = person_before(noun, range.begin)) {
          out = of_entity(*person, head);
          out.confidence = 0.65;
          return out;
        }
      }
    }
    if (!what && head + 1 == range.end && a_.word(range.begin) == "the" && names_person(noun) &&
        a_.tag_of(head) != Tag::kNNS) {
      if (const std::optional<std::size_t> person = sole_person(range.begin)) {
        out = of_entity(*person, head);
        out.confidence = 0.65;
        return out;
      }
    }
    const bool group = what && what->what == NounClass::kGroup;
    // "the officials": those who spoke before.
    if (group && range.end == head + 1 && head == range.begin + 1) {
      for (std::size_t i = said_.size(); i-- > 0 && said_.size() - i < 12;) {
        if (said_[i].entity || said_[i].at >= range.begin || said_[i].kind != AgentKind::kGroup) continue;
        if (!said_[i].name.ends_with(noun) && (said_[i].name + " ").find(noun + " ") == std::string::npos) continue;
        out = said_[i];
        out.confidence = 0.8;
        return out;
      }
    }
    const bool person = what ? what->what == NounClass::kPerson : names_person(noun);
    const bool is_any = person && is_of_many(a_, {range.begin, head}, noun);
    name_it(group || is_anonymous_noun(noun) || is_any);
    out.confidence = 0.6;
    return out;
  }
  const bool body = what && (what->what == NounClass::kOrganisation || what->what == NounClass::kGovernment ||
                             what->what == NounClass::kOutlet);
  name_it(!(body && !indefinite && (a_.tag_of(head) != Tag::kNNS || noun == "police" || noun == "media")));
  if (a_.is_capitalised(head) && (is_proper(a_.tag_of(head)) || range.end - range.begin == 1) && !what &&
      !is_anonymous_noun(noun))
    out.anonymous = false;
  out.confidence = 0.8;
  return out;
}

Range Parties::opening_of_who(std::int32_t at) const {
  if (a_.word(at) != "who") return {};
  const Range s = a_.sentence_of(at);
  const Range opening = phrase_by_tags(a_, s.begin, at);
  const std::int32_t head = opening.empty() || opening.begin != s.begin ? -1 : head_by_tags(a_, opening);
  if (head < 0 || opening.end >= at || a_.quote_of(s.begin) >= 0) return {};
  // With a clause of the same kind right behind it: "A roofer who".
  return a_.word(opening.end) == "who" || (a_.word(opening.end) == "," && a_.word(opening.end + 1) == "who") ? opening
                                                                                                             : Range{};
}

Party Parties::look(Range range, std::int32_t head) const {
  Party out;
  if (range.empty() && head < 0) return out;
  if (range.empty()) range = {head, head + 1};
  if (range.end - range.begin == 1) {
    const Tag t = a_.tag_of(range.begin);
    if ((t == Tag::kWP || t == Tag::kWDT || a_.word(range.begin) == "who" || a_.word(range.begin) == "that") &&
        head >= 0 && head != range.begin) {
      // "Professor Jan Kees of Delft, who": not the town.
      const std::int32_t of = head - 1;
      const std::vector<const Mention*> last = entities_.in({head, head + 1});
      const bool somebody = !last.empty() && entities_.all[last.front()->entity].kind == AgentKind::kPerson;
      if (a_.word(range.begin) == "who" && of > 0 && is_proper(a_.tag_of(head)) && !somebody &&
          is_noun(a_.tag_of(of - 1)) && (a_.word(of) == "of" || a_.word(of) == "at" || a_.word(of) == "from"))
        head = of - 1;
      const Range phrase{a_.subtree(head).begin, std::min(a_.subtree(head).end, range.begin)};
      return look(phrase.contains(head) ? phrase : Range{head, head + 1}, head);
    }
    if (t == Tag::kPRP || a_.word(range.begin) == "i") return pronoun(range.begin);
    // "A roofer who worked there, and who asked not to be named, told": who the sentence opens with.
    if (const Range opening = opening_of_who(range.begin); !opening.empty())
      return look(opening, head_by_tags(a_, opening));
  }
  while (range.end - range.begin > 1 &&
         ((a_.is_mark(range.begin) && a_.quote_of(range.begin) < 0) || a_.word(range.begin) == "both"))
    ++range.begin;
  // "its head, Oda Falk," ends in the name, not in the comma.
  while (range.end - range.begin > 1 && a_.is_mark(range.end - 1) && a_.quote_of(range.end - 1) < 0) --range.end;
  head = std::clamp(head, range.begin, range.end - 1);
  // "the inspectorate found", taken for a find of some kind: no article leads a phrase.
  if (a_.tag_of(head) == Tag::kDT && range.end - range.begin > 1) {
    const std::int32_t by_tags = head_by_tags(a_, range);
    head = by_tags > range.begin ? by_tags : range.end - 1;
  }
  // "a stress test carried out by the office": two words that are one noun, the second of which may look like a verb.
  if (head + 1 < range.end && find_noun(a_.word(head) + " " + a_.word(head + 1))) ++head;
  if (const Range owner = owner_of_figures(a_, range, head);
      !owner.empty() && owner.end - owner.begin < range.end - range.begin)
    return look(owner, std::max(head_by_tags(a_, owner), owner.begin));
  // The parser may hang a phrase on a noun inside it: "A nurse at the hospital, Rosa Milat," is about the nurse.
  if (const std::int32_t first = head_by_tags(a_, range); first >= range.begin && first < head) {
    for (std::int32_t i = first + 1; i < head; ++i) {
      if (a_.tag_of(i) != Tag::kIN && a_.word(i) != ",") continue;
      head = first;
      break;
    }
  }
  if (is_hearsay(a_, range, head)) return out;
  const std::vector<const Mention*> named = entities_.in(range);
  const std::optional<Noun> noun = noun_at(a_, head);
  const auto holds = [](const Mention* m, std::int32_t i) { return m->range.contains(i); };

  // "Its representative in Chad, Paul Adeyemi,": a description that ends in a name is of that person, whatever the
  // tagger made of it. A document's is not: "a letter from the mayor, Ann Roe".
  if (const Mention* last = named.empty() ? nullptr : named.back();
      last != nullptr && last->range.end == range.end && last->range.end - last->range.begin >= 2 &&
      entities_.all[last->entity].kind == AgentKind::kPerson) {
    std::int32_t comma = last->range.begin - 1;
    while (comma > range.begin && is_title(a_.word(comma))) --comma;
    bool described = comma > range.begin && a_.word(comma) == ",";
    for (std::int32_t i = range.begin; i < comma && described; ++i) {
      const std::optional<Noun> n = find_noun(a_.word(i));
      const bool clause = a_.tag_of(i) == Tag::kVBD || a_.tag_of(i) == Tag::kWP || a_.tag_of(i) == Tag::kWDT;
      described = a_.word(i) != "," && !clause && a_.quote_of(i) < 0 && !(n && n->what == NounClass::kDocument);
    }
    for (const Mention* m : named)
      described = described && (m == last || entities_.all[m->entity].kind != AgentKind::kPerson ||
                                (m->range.end < range.end && a_.tag_of(m->range.end) == Tag::kPOS));
    if (described && a_.tag_of(head_by_tags(a_, range) >= 0 ? head_by_tags(a_, range) : head) != Tag::kNNS)
      return of_entity(last->entity, last->range.begin);
  }

  // A document speaks: "Greyfen's report", "the fax", but not the data of "the data protection commissioner".
  const auto describes_next = [&](std::int32_t i) {
    const std::optional<Noun> next = noun_at(a_, i + 1);
    return is_noun(a_.tag_of(i + 1)) && !(next && next->what == NounClass::kDocument);
  };
  std::int32_t document = -1;
  for (std::int32_t i = range.begin; i < range.end && i <= head + 8; ++i) {
    const std::optional<Noun> n = noun_at(a_, i);
    const bool in_name = std::any_of(named.begin(), named.end(), [&](const Mention* m) {
      return m->range.contains(i) && m->range.end - m->range.begin > 1;
    });
    if (n && n->what == NounClass::kDocument && !a_.is_capitalised(i) && !in_name) {
      // "a copy of the memo" is the memo.
      const bool copy = i > head && a_.word(head + 1) == "of" &&
                        (a_.word(head) == "copy" || a_.word(head) == "draft" || a_.word(head) == "version" ||
                         a_.word(head) == "copies" || a_.word(head) == "excerpts" || a_.word(head) == "parts" ||
                         a_.word(head) == "text" || a_.word(head) == "summary" || a_.word(head) == "transcript");
      if (i == head || copy || (a_.quote_of(range.begin) >= 0 && i > head) ||
          (i < head && a_.dep_of(head) != Dep::kNsubj && !describes_next(i)))
        document = i;
    }
    if (document >= 0 || a_.word(i) == "that" || a_.word(i) == "which") break;
  }
  if (document >= 0) {
    return of_document(range, document, noun_at(a_, document)->medium);
  }
  // "the BBC's Newsnight programme": what an outlet airs or prints is the outlet.
  if (noun && (noun->what == NounClass::kOutlet || noun->medium == Medium::kBroadcast) && !named.empty() &&
      entities_.all[named.front()->entity].kind == AgentKind::kOutlet && named.front()->range.begin <= head &&
      named.front()->range.end < range.end && a_.tag_of(named.front()->range.end) == Tag::kPOS)
    return of_entity(named.front()->entity, named.front()->range.begin);
  // "the Norrin news agency", "the Dagsposten newspaper"
  if (noun && noun->what == NounClass::kOutlet && named.size() == 1 && !a_.is_capitalised(head) &&
      head + 1 == range.end) {
    bool beside = named.front()->range.end <= head;
    for (std::int32_t i = named.front()->range.end; i < head && beside; ++i)
      beside = a_.tag_of(i) == Tag::kNN && !a_.is_capitalised(i);
    const AgentKind kind = entities_.all[named.front()->entity].kind;
    if (beside && !airs(a_.word(head)) && kind != AgentKind::kGovernment && a_.word(head) != "press") {
      out = of_entity(named.front()->entity, named.front()->range.begin);
      out.kind = AgentKind::kOutlet;
      return out;
    }
  }
  // "the money blog Kettle & Coin", whatever the tagger makes of the noun.
  if (named.size() == 1 && named.front()->range.end == range.end && named.front()->range.begin > range.begin &&
      a_.word(range.begin) == "the") {
    // "the student site The Corridor"
    std::int32_t before = named.front()->range.begin - 1;
    if (before > range.begin + 1 && a_.word(before) == "the") --before;
    const std::optional<Noun> called = a_.is_capitalised(before) ? std::nullopt : find_noun(a_.word(before));
    bool one_phrase = called && (called->what == NounClass::kOutlet || a_.word(before) == "site");
    for (std::int32_t i = range.begin + 1; i < before && one_phrase; ++i)
      one_phrase = is_noun(a_.tag_of(i)) || is_adjective(a_.tag_of(i));
    if (one_phrase) {
      out = of_entity(named.front()->entity, named.front()->range.begin);
      out.kind = AgentKind::kOutlet;
      return out;
    }
  }
  // A spokesperson without a name speaks for the body.
  const bool spokes = is_spokesperson(a_.word(head));
  const bool plural_people = noun && noun->what == NounClass::kGroup;
  for (const Mention* m : named) {
    const Entity& e = entities_.all[m->entity];
    if (holds(m, head) && !plural_people) return of_entity(m->entity, m->range.begin);
    // "the finance minister, Oda Falk", "spokesman Ida Brekke": the person the role belongs to.
    const bool beside = m->range.begin > head && m->range.begin <= head + 3 && a_.tag_of(head + 1) != Tag::kIN;
    const bool paper =
        noun && noun->what == NounClass::kOutlet && m->range.begin == head + 1 && m->range.end == range.end;
    if (beside && ((e.kind == AgentKind::kPerson && noun && noun->what == NounClass::kPerson) || paper)) {
      out = of_entity(m->entity, m->range.begin);
      if (paper) out.kind = AgentKind::kOutlet;
      return out;
    }
    // "the security firm Orrin", "the charity Wend Aid": a body called by its trade, and its name behind it.
    const bool firm = noun && (noun->what == NounClass::kOrganisation || noun->what == NounClass::kGovernment) &&
                      !a_.is_capitalised(head) && m->range.begin == head + 1 && m->range.end == range.end &&
                      e.kind != AgentKind::kPerson;
    if (firm) {
      out = of_entity(m->entity, m->range.begin);
      if (!e.kind_is_sure) out.kind = agent_kind_of(noun->what);
      return out;
    }
    // "The auditors, Kemp & Doyle,": a body may be called by its people.
    const bool body_of_people = noun && noun->what == NounClass::kGroup && named.size() == 1 &&
                                m->range.begin == head + 2 && m->range.end == range.end &&
                                e.kind == AgentKind::kOrganisation;
    if (beside && a_.word(head + 1) == "," && noun && (noun->what != NounClass::kGroup || body_of_people)) {
      return of_entity(m->entity, m->range.begin);
    }
  }
  // "Finance chief Uwe Lindt", "striker Rafa Montoya": whatever stands in front of a person's name without a break.
  if (const Mention* m = named.empty() ? nullptr : named.back();
      m != nullptr && m->range.begin > head && m->range.end == range.end && !plural_people &&
      entities_.all[m->entity].kind == AgentKind::kPerson && m->range.end - m->range.begin >= 2) {
    bool one_phrase = true;
    for (std::int32_t i = range.begin; i < m->range.begin && one_phrase; ++i) {
      const Tag t = a_.tag_of(i);
      const bool office = (a_.word(i) == "of" || a_.word(i) == "for") && i == head + 1 &&
                          (a_.word(head) == "minister" || a_.word(head) == "secretary");
      one_phrase = office || is_noun(t) || is_adjective(t) || t == Tag::kDT || t == Tag::kPRPS || t == Tag::kPOS ||
                   t == Tag::kHyphen || t == Tag::kCD || is_title(a_.word(i));
    }
    if (one_phrase) return of_entity(m->entity, m->range.begin);
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
      // "a spokesman for Brakken's largest owner" speaks for the owner.
      const bool possessor = m->range.begin > head && m->range.end < range.end && a_.tag_of(m->range.end) == Tag::kPOS;
      // ..., and of "the Halle family trust" the trust.
      const bool modifier = m->range.begin > head && m->range.end < range.end && is_noun(a_.tag_of(m->range.end)) &&
                            !a_.is_capitalised(m->range.end);
      if (!possessor && !modifier && entities_.all[m->entity].kind != AgentKind::kPerson)
        return of_entity(m->entity, m->range.begin);
    }
    // "..., the Halder family trust": a body named by a noun alone that closes the phrase.
    for (std::int32_t i = range.end - 1; i > head + 1; --i) {
      if (a_.word(i) != ",") continue;
      const Range phrase = phrase_by_tags(a_, i + 1, range.end);
      const std::int32_t body = phrase.empty() ? -1 : head_by_tags(a_, phrase);
      const std::optional<Noun> what = body >= 0 ? noun_at(a_, body) : std::nullopt;
      if (what && (what->what == NounClass::kOrganisation || what->what == NounClass::kGovernment))
        return nominal(phrase, body);
      break;
    }
    // "a spokesperson for the finance ministry"
    if (head + 2 < range.end && (a_.word(head + 1) == "for" || a_.word(head + 1) == "of")) {
      const Range phrase = phrase_by_tags(a_, head + 2, range.end);
      const std::int32_t body = head_by_tags(a_, phrase);
      if (body >= 0) {
        out = look(phrase, body);
        out.anonymous = out.anonymous && out.kind == AgentKind::kGroup;
        out.document.reset();
        return out;
      }
    }
  }
  // "the Telandic navy", "the Karsk president": neither is the country.
  if (!named.empty() && noun && named.front()->range.end == head && named.size() == 1 && !a_.is_capitalised(head) &&
      (noun->what == NounClass::kGovernment || airs(a_.word(head)) ||
       (noun->what == NounClass::kPerson && head + 1 == range.end)))
    return nominal(range, head);
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
    std::int32_t comma = last->range.begin - 1;
    // "its commander, Rear Admiral Tomas Quill": titles of any length.
    while (comma > head && !a_.is_mark(comma) && (is_title(a_.word(comma)) || a_.is_capitalised(comma))) --comma;
    if (last->range.end == range.end && at_end.kind == AgentKind::kPerson && last->range.begin > head &&
        a_.word(std::max(comma, range.begin)) == ",") {
      return of_entity(last->entity, last->range.begin);
    }
    if (holds(first, head)) return of_entity(first->entity, first->range.begin);
  }
  if (a_.tag_of(head) == Tag::kPRP) return pronoun(head);
  // "Chemists at Ferrow University have found", "a series of trials at Ferrow University" in its own statement.
  const bool people = plural_people || is_plural_of_people(a_.word(head));
  const std::string& joint = named.empty() || named.front()->range.begin == 0 ? a_.word(head)
                             : a_.word(named.front()->range.begin - 1) == "the" && named.front()->range.begin > 1
                                 ? a_.word(named.front()->range.begin - 2)
                                 : a_.word(named.front()->range.begin - 1);
  static constexpr std::array<std::string_view, 9> kWork{
      "trials", "tests", "series", "study", "experiments", "measurements", "analysis", "examination", "team"};
  const bool is_work = joint == "at" && std::find(kWork.begin(), kWork.end(), a_.word(head)) != kWork.end();
  const bool are_of_publisher =
      (people || is_work) && setting_.is_own_paper && !named.empty() && named.front()->range.begin > head &&
      is_publisher(entities_.all[named.front()->entity].name) &&
      std::none_of(named.begin(), named.end(),
                   [&](const Mention* m) { return entities_.all[m->entity].kind == AgentKind::kPerson; });
  return are_of_publisher ? publisher() : nominal(range, head);
}

}  // namespace headwater::detail
