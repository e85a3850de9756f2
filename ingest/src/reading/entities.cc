#include "reading/entities.h"

#include <algorithm>
#include <array>
#include <set>
#include <unordered_map>
#include <unordered_set>

#include "headwater/schema/fold.h"
#include "reading/acronyms.h"
#include "reading/entity_kinds.h"
#include "reading/lexicon.h"
#include "reading/name_words.h"
#include "reading/utf8.h"

namespace headwater::detail {
namespace {

bool is_connector(const std::string& w) {
  return w == "of" || w == "for" || w == "and" || w == "&" || w == "de" || w == "del" || w == "la" || w == "le" ||
         w == "van" || w == "von" || w == "der" || w == "den" || w == "da" || w == "di" || w == "du" || w == "al" ||
         w == "bin" || w == "the" || w == "on";
}

bool is_particle(const std::string& w) {
  return w == "de" || w == "del" || w == "la" || w == "le" || w == "van" || w == "von" || w == "der" || w == "den" ||
         w == "da" || w == "di" || w == "du" || w == "al" || w == "bin";
}

std::string text_of(const Analysis& a, Range r) {
  std::string out;
  for (std::int32_t i = r.begin; i < r.end; ++i) {
    // A nickname is none of the names one is known by in full.
    if (i > r.begin && a.quote_of(i) >= 0 && a.quote_of(i) != a.quote_of(r.begin)) continue;
    const std::string_view f = a.form(i);
    const bool glued = i > r.begin && a.tokens[static_cast<std::size_t>(i)].span.begin ==
                                          a.tokens[static_cast<std::size_t>(i - 1)].span.end;
    if (!out.empty() && !glued) out.push_back(' ');
    for (const char c : f) out.push_back(c == '\n' || c == '\r' || c == '\t' ? ' ' : c);
  }
  return out;
}

bool is_trade(const std::string& w) {
  static constexpr std::array<std::string_view, 14> kTrades{
      "caterer",  "contractor", "broker",     "operator", "baker",    "developer", "owner",
      "landlord", "employer",   "accountant", "auditor",  "designer", "publisher", "producer"};
  return std::find(kTrades.begin(), kTrades.end(), w) != kTrades.end();
}

class Finder {
 public:
  explicit Finder(const Analysis& a) : a_{a} {}

  Entities run(const std::string& publisher, const std::vector<std::string>& sites) {
    publisher_key_ = name_key(publisher);
    for (const std::string& site : sites) site_keys_.insert(name_key(site));
    if (!publisher.empty()) {
      // The publisher is known though the text may never name it.
      Entity e;
      e.name = publisher;
      e.forms = {publisher};
      e.kind = kind_of_name(publisher).value_or(AgentKind::kOrganisation);
      e.first = -1;
      add_keys(e, out_.all.size());
      out_.all.push_back(std::move(e));
    }
    collect();
    for (const Found& f : found_) join(f);
    link_acronyms();
    settle_kinds(a_, out_);
    return std::move(out_);
  }

 private:
  struct Found {
    Range range;
    std::string name;
    std::string title;
  };

  bool may_name(std::int32_t i) const { return may_stand_in_name(a_, i, inside_); }

  // Names as runs of capitalised words with "of", "for" and the like inside.
  void collect() {
    for (std::int32_t i = 0; i < a_.size(); ++i) {
      if (!opens_with_capital(a_, i) && a_.is_capitalised(i) && is_proper(a_.tag_of(i)) && !find_noun(a_.word(i)))
        inside_.insert(a_.word(i));
      // "Pensions" of the Pensions Office; "Williams" of Rob Williams may stand for the whole.
      const bool is_front = i + 1 < a_.size() && a_.is_capitalised(i + 1);
      if (a_.is_capitalised(i) && is_front) fronts_.insert(a_.word(i));
      if (a_.is_capitalised(i) && !is_front && !opens_with_capital(a_, i)) ends_.insert(a_.word(i));
    }
    for (std::int32_t i = 0; i < a_.size();) {
      const Range s = a_.sentence_of(i);
      if (const Range magazine = magazine_at(i, s); !magazine.empty()) {
        found_.push_back({magazine, text_of(a_, magazine), {}});
        i = magazine.end;
        continue;
      }
      if (!may_name(i)) {
        ++i;
        continue;
      }
      std::int32_t end = i + 1;
      if (const Range own = name_at(a_, i, s.end, publisher_key_); !own.empty()) end = own.end;
      if (const Range site = site_at(i, s.end); !site.empty()) {
        // As it stands: "Patient" is no one's role in "Patient Rights Now".
        found_.push_back({site, text_of(a_, site), {}});
        i = site.end;
        continue;
      }
      while (end < s.end) {
        if (may_name(end) && !(a_.is_capitalised(end) && is_verb(a_.tag_of(end)) && a_.dep_of(end) == Dep::kRoot)) {
          ++end;
          continue;
        }
        // "Channel Six", "Radio Four"
        if (a_.tag_of(end) == Tag::kCD && a_.is_capitalised(end) && is_outlet_noun(a_.word(end - 1))) {
          ++end;
          continue;
        }
        // A digit in a name: "France 24", "Pier 61398".
        if (a_.tag_of(end) == Tag::kCD && is_digit(char_at(a_.form(end), 0).code) && a_.form(end).size() <= 6 &&
            is_proper(a_.tag_of(end - 1))) {
          ++end;
          continue;
        }
        if (end + 1 < s.end && a_.tag_of(end) == Tag::kPOS && a_.is_capitalised(end + 1) && owned_by_all(i, end)) {
          end += 2;
          continue;
        }
        if (const std::int32_t last = past_nickname(end); last > end) {
          end = last;
          continue;
        }
        std::int32_t k = end;
        while (k < s.end && k - end < 2 && is_connector(a_.word(k))) ++k;
        const bool body = joins_body(i, end, k);
        if (k > end && k < s.end && may_name(k) && (is_particle(a_.word(end)) || a_.word(end) == "&" || body)) {
          end = k + 1;
          continue;
        }
        break;
      }
      push({i, end});
      i = end;
    }
  }

  // "Tramway Engineer reported in 2020 that", "Actuaries' Quarterly reported": a name that opens the sentence without
  // an article and ends in a trade or a kind of paper.
  Range magazine_at(std::int32_t i, Range s) const {
    constexpr std::int32_t kLongestName = 6;
    if (i != s.begin || is_determiner(a_.word(i))) return {};
    std::int32_t end = i;
    while (end < s.end && end - i < kLongestName &&
           (a_.is_capitalised(end) ||
            (end > i && (a_.word(end) == "and" || a_.word(end) == "&" || a_.tag_of(end) == Tag::kPOS))))
      ++end;
    if (end - i < 2 || end + 2 >= s.end || (a_.word(end) != "reported" && a_.word(end) != "wrote")) return {};
    const std::optional<Noun> noun = find_noun(a_.word(end - 1));
    const bool trade = noun && noun->what == NounClass::kPerson && a_.word(end + 1) == "in" &&
                       a_.tag_of(end + 2) == Tag::kCD && !is_title(a_.word(i));
    return trade || ends_outlet(a_.word(end - 1)) ? Range{i, end} : Range{};
  }

  Range site_at(std::int32_t i, std::int32_t end) const {
    // Those that may begin so: keys are in order.
    for (auto it = site_keys_.lower_bound(a_.word(i)); it != site_keys_.end() && it->starts_with(a_.word(i)); ++it) {
      if (const Range site = name_at(a_, i, end, *it); !site.empty()) return site;
    }
    return {};
  }

  // 'Gustav "the Hammer" Eklund': past the nickname and the name behind it; `at` where there is none.
  std::int32_t past_nickname(std::int32_t at) const {
    constexpr std::int32_t kLongest = 4;
    const Range s = a_.sentence_of(at);
    if (!a_.is_quote_mark(at) || a_.quote_of(at) < 0 || !is_proper(a_.tag_of(at - 1))) return at;
    const QuoteRange& q = a_.quotes[static_cast<std::size_t>(a_.quote_of(at))];
    const bool fits = q.closed && q.marks.begin == at && q.inner.end - q.inner.begin <= kLongest && q.marks.end < s.end;
    return fits && a_.is_capitalised(q.marks.end) && is_proper(a_.tag_of(q.marks.end)) ? q.marks.end + 1 : at;
  }

  // "Teachers' League", "Children's Hospital", "Prime Minister's Office": the owner is part of the body's name, where
  // he is no body himself.
  bool owned_by_all(std::int32_t begin, std::int32_t pos) const {
    // "Observers' Circle"
    if (a_.word(pos) == "'" && is_plural_of_people(a_.word(pos - 1)) && is_proper(a_.tag_of(pos + 1))) return true;
    const std::optional<Noun> body = find_noun(a_.word(pos + 1));
    if (!body || (body->what != NounClass::kOrganisation && body->what != NounClass::kGovernment)) return false;
    const std::string& owner = a_.word(pos - 1);
    if (owner == "women" || owner == "men" || owner == "children" || owner == "people") return true;
    if (a_.word(pos) == "'") return true;
    // "St Bride's Hospital"
    if (pos - begin == 2 && (a_.word(begin) == "st" || a_.word(begin) == "st." || a_.word(begin) == "saint"))
      return true;
    const std::optional<Noun> role = find_noun(owner);
    return role && role->what == NounClass::kPerson && pos - begin <= 3;
  }

  // "Ministry of Health", "Centre for Policy": only behind the head of a body's name; "and" only inside one.
  bool joins_body(std::int32_t begin, std::int32_t end, std::int32_t next) const {
    if (next >= a_.size() || end >= a_.size()) return false;
    const std::string& c = a_.word(end);
    if (c != "of" && c != "for" && c != "and" && c != "on") return false;
    const std::string& head = a_.word(end - 1);
    const std::optional<Noun> noun = find_noun(head);
    // "Morning Tribune of Alder"
    if (c == "of" && a_.is_capitalised(end - 1) && ends_outlet(head)) return true;
    if (c == "and") {
      // "both the Court of Accounts and Roof and Wall"
      const std::int32_t first = begin > 0 && a_.word(begin - 1) == "the" ? begin - 1 : begin;
      if (first > 0 && a_.word(first - 1) == "both") return false;
      if (opens_other_body(next)) return false;
      for (std::int32_t i = begin; i < end; ++i) {
        if (a_.word(i) == "of" || a_.word(i) == "for") return true;
      }
      return shares_head(begin, end, next);
    }
    if (noun && noun->what != NounClass::kPerson && noun->what != NounClass::kGroup) return true;
    if (c == "of" && is_body_of_people(begin, end) && is_proper(a_.tag_of(next))) return true;
    return head == "house" || head == "church" || head == "guild" || head == "academy" || head == "academies" ||
           head == "republic" || head == "office" || head == "united";
  }

  // "Guild of Fish Processors of Skerrow": people who are a body, and of which place.
  bool is_body_of_people(std::int32_t begin, std::int32_t end) const {
    if (!is_plural_of_people(a_.word(end - 1))) return false;
    for (std::int32_t i = begin + 1; i < end; ++i) {
      if (a_.word(i) != "of") continue;
      const std::optional<Noun> body = find_noun(a_.word(i - 1));
      return body && body->what == NounClass::kOrganisation;
    }
    return false;
  }

  // "the Institute of Geophysics and the Miners' Union": with an article, and a body by its own last word.
  bool opens_other_body(std::int32_t next) const {
    if (a_.word(next - 1) != "the") return false;
    const Range s = a_.sentence_of(next);
    std::int32_t last = next;
    while (last + 1 < s.end && (may_name(last + 1) ||
                                (last + 2 < s.end && a_.tag_of(last + 1) == Tag::kPOS && a_.is_capitalised(last + 2))))
      ++last;
    const std::optional<Noun> body = find_noun(a_.word(last));
    return last > next && body &&
           (body->what == NounClass::kOrganisation || body->what == NounClass::kGovernment ||
            body->what == NounClass::kOutlet);
  }

  // "the Food and Medicines Board": what stands in front of "and" has no head of its own.
  bool shares_head(std::int32_t begin, std::int32_t end, std::int32_t next) const {
    if (begin == 0 || a_.word(begin - 1) != "the" || kind_of_name(text_of(a_, {begin, end})) ||
        find_outlet(text_of(a_, {begin, end})) != nullptr)
      return false;
    std::int32_t last = next;
    while (last + 1 < a_.sentence_of(next).end && may_name(last + 1)) ++last;
    const std::optional<Noun> body = find_noun(a_.word(last));
    return last > next && body && (body->what == NounClass::kOrganisation || body->what == NounClass::kGovernment);
  }

  void push(Range r) {
    // "From VNS and our own staff", at the beginning of a line
    while (r.end - r.begin > 1 && (a_.word(r.begin) == "from" || a_.word(r.begin) == "by" || a_.word(r.begin) == "via"))
      ++r.begin;
    // "the Associated Press Greyfen's methodology": two names in a row, of which the first is well known.
    for (std::int32_t end = r.end - 1; end - r.begin >= 2; --end) {
      if (find_outlet(text_of(a_, {r.begin, end})) == nullptr) continue;
      push({r.begin, end});
      push({end, r.end});
      return;
    }
    std::string title;
    // "Minister of State Ana Prado", "Secretary for Energy Jan Olde": the last two are the name.
    if (r.end - r.begin >= 3 && r.begin >= 2 && (a_.word(r.begin - 1) == "of" || a_.word(r.begin - 1) == "for") &&
        (a_.word(r.begin - 2) == "minister" || a_.word(r.begin - 2) == "secretary") &&
        !kind_of_name(text_of(a_, {r.end - 2, r.end}))) {
      title = a_.word(r.begin - 2);
      r.begin = r.end - 2;
    }
    // "Marrakand Health Minister Samira Haddoun": an office in the middle, and whose it is in front.
    for (std::int32_t k = r.begin + 1; k + 2 < r.end; ++k) {
      const std::optional<Noun> office = find_noun(a_.word(k));
      if (!office || office->what != NounClass::kPerson || r.end - k > 4 || a_.is_mark(k + 1) ||
          kind_of_name(text_of(a_, {k + 1, r.end})) || find_noun(a_.word(k + 1)))
        continue;
      title = a_.word(k);
      r.begin = k + 1;
      break;
    }
    // Titles and roles in front: "Vellmark Harbour Ministry spokesman Ida Brekke" never gets here as one run, but
    // "Prime Minister Piet Oort" and "Dr. Oda Falk" do.
    while (r.end - r.begin > 1) {
      const std::string& w = a_.word(r.begin);
      const std::optional<Noun> noun = find_noun(w);
      const bool role = noun && (noun->what == NounClass::kPerson) && r.end - r.begin >= 2;
      const bool two = r.end - r.begin > 2 && find_noun(a_.word(r.begin + 1)) &&
                       find_noun(a_.word(r.begin + 1))->what == NounClass::kPerson;
      if (!is_title(w) && !role && !two) break;
      // "Parent Wire", "Baker Holdings": the role is part of a name that is no person's.
      if (!is_title(w) && kind_of_name(text_of(a_, r)).value_or(AgentKind::kPerson) != AgentKind::kPerson &&
          r.end - r.begin == 2)
        break;
      // "Continental Refugee Office"
      if (!is_title(w) && r.end - r.begin > 2 &&
          kind_of_name(text_of(a_, {r.end - 2, r.end})).value_or(AgentKind::kPerson) != AgentKind::kPerson)
        break;
      // "Prime Minister's Office"
      if (a_.tag_of(r.begin + (two ? 2 : 1)) == Tag::kPOS) break;
      if (!title.empty()) title += ' ';
      title += w;
      ++r.begin;
      if (a_.word(r.begin) == "." && r.end - r.begin > 1) ++r.begin;
    }
    while (r.end - r.begin > 1 && (is_connector(a_.word(r.end - 1)) || a_.is_mark(r.end - 1))) --r.end;
    // "Pensions already being paid" beside a Pensions Office: a plural whose capital is the sentence's.
    const std::string& only = a_.word(r.begin);
    if (r.end - r.begin == 1 && only.ends_with('s') && fronts_.count(only) > 0 && ends_.count(only) == 0 &&
        opens_with_capital(a_, r.begin) && r.end < a_.sentence_of(r.begin).end && a_.tag_of(r.end) == Tag::kRB &&
        find_outlet(a_.form(r.begin)) == nullptr)
      return;
    // A lone adjective of nationality, a lone title, a pronoun: no name.
    if (r.end - r.begin == 1 && inside_.count(a_.word(r.begin)) == 0) {
      const Tag t = a_.tag_of(r.begin);
      if (is_adjective(t) || t == Tag::kPRP || t == Tag::kRB || t == Tag::kIN || is_title(a_.word(r.begin))) return;
      const std::optional<Noun> noun = find_noun(a_.word(r.begin));
      const bool person = noun && (noun->what == NounClass::kPerson || noun->what == NounClass::kGroup);
      if (person && !is_proper(t)) return;
      if (opens_with_capital(a_, r.begin) && is_plural_of_people(a_.word(r.begin))) return;
      // "Chief executive Ida Storhaug": the capital is the sentence's.
      if (person && opens_with_capital(a_, r.begin) && r.end < a_.size() && !a_.is_capitalised(r.end) &&
          (is_noun(a_.tag_of(r.end)) || is_adjective(a_.tag_of(r.end))))
        return;
    }
    found_.push_back({r, text_of(a_, r), title});
  }

  void add_keys(const Entity& e, std::size_t number) {
    const std::string key = name_key(e.name);
    by_key_.emplace(key, number);
    const Outlet* outlet = find_outlet(e.name);
    if (outlet != nullptr) by_key_.emplace(name_key(outlet->name), number);
    for (const ByteSpan w : word_spans(key)) {
      if (w.end - w.begin < key.size()) by_noun_[std::string{slice(key, w)}] = number;
    }
  }

  void join(const Found& f) {
    const std::string key = name_key(f.name);
    if (key.empty()) return;
    std::optional<std::size_t> at = find(f, key);
    if (!at) {
      at = out_.all.size();
      Entity e;
      e.name = f.name;
      e.first = f.range.begin;
      if (const Outlet* outlet = find_outlet(f.name)) {
        e.name = outlet->name;
        e.kind = AgentKind::kOutlet;
        e.kind_is_sure = true;
      }
      out_.all.push_back(std::move(e));
      add_keys(out_.all.back(), *at);
      by_key_.emplace(key, *at);
      // Its parts, for short forms: a person's last name, a body's words.
      remember(by_last_[last_word(key)], *at);
      remember(by_first_[key.substr(0, key.find(' '))], *at);
      add_parts(key, *at);
    }
    Entity& e = out_.all[*at];
    if (std::find(e.forms.begin(), e.forms.end(), f.name) == e.forms.end()) e.forms.push_back(f.name);
    if (!f.title.empty()) {
      e.kind = AgentKind::kPerson;
      e.kind_is_sure = true;
      const std::string last = last_word(f.title);
      if (last == "mr" || last == "mr." || last == "sir" || last == "lord") e.gender = 1;
      if (last == "mrs" || last == "mrs." || last == "ms" || last == "ms." || last == "miss" || last == "lady")
        e.gender = 2;
      if (std::find(e.roles.begin(), e.roles.end(), last) == e.roles.end()) e.roles.push_back(last);
    }
    note_role(f, e);
    out_.mentions.push_back({f.range, *at});
  }

  // Only the latest few bearers of a word can be meant by it alone.
  static void remember(std::vector<std::size_t>& bearers, std::size_t number) {
    constexpr std::size_t kMost = 16;
    if (bearers.size() == kMost) bearers.erase(bearers.begin());
    bearers.push_back(number);
  }

  // The beginnings and endings of two words and more that a longer name may be cut to.
  void add_parts(const std::string& key, std::size_t number) {
    if (key.find(" of ") != std::string::npos) return;
    std::vector<std::size_t> gaps;
    for (std::size_t at = key.find(' '); at != std::string::npos && gaps.size() < 8; at = key.find(' ', at + 1))
      gaps.push_back(at);
    for (std::size_t g = 0; g < gaps.size(); ++g) {
      if (g > 0) by_part_[key.substr(0, gaps[g])] = number;
      if (g + 1 < gaps.size()) by_part_[key.substr(gaps[g] + 1)] = number;
    }
  }

  static std::string last_word(std::string_view key) {
    return std::string{key.substr(key.rfind(' ') == std::string_view::npos ? 0 : key.rfind(' ') + 1)};
  }

  std::optional<std::size_t> find(const Found& f, const std::string& key) const {
    if (const auto it = by_key_.find(key); it != by_key_.end()) return it->second;
    if (const Outlet* outlet = find_outlet(f.name)) {
      const auto it = by_key_.find(name_key(outlet->name));
      if (it != by_key_.end()) return it->second;
      return is_own_short(f, key) ? std::optional<std::size_t>{0} : std::nullopt;
    }
    if (key.find(' ') == std::string::npos) {
      // "The Ministry", "the Bank" for the body named with that word before.
      if (const std::optional<Noun> noun = find_noun(key);
          noun && (noun->what == NounClass::kGovernment || noun->what == NounClass::kOrganisation)) {
        if (const auto it = by_noun_.find(key); it != by_noun_.end()) return it->second;
      }
      // "Brekke" for "Ida Brekke", "Rehn" for "Tomas Rehn": a part of one earlier name, the latest such.
      std::optional<std::size_t> best;
      for (const auto* index : {&by_last_, &by_first_}) {
        const auto it = index->find(key);
        if (it == index->end()) continue;
        for (const std::size_t n : it->second) {
          const std::optional<AgentKind> kind = kind_of_name(out_.all[n].name);
          // First words are shared by bodies and places ("Chinese", "New"); of those only a person's will do, or an
          // outlet's last.
          if (index == &by_first_ && kind && !is_firm_name(out_.all[n].name)) continue;
          if (kind && *kind != AgentKind::kOutlet && index == &by_last_) continue;
          if (!best || out_.all[n].first > out_.all[*best].first) best = n;
        }
        if (best) return best;
      }
      return is_own_short(f, key) ? std::optional<std::size_t>{0} : std::nullopt;
    }
    // "Harbour Ministry" for "Vellmark Harbour Ministry", "Tide Watch" for "Tide Watch Calder".
    const auto part = by_part_.find(key);
    if (part == by_part_.end()) return is_own_short(f, key) ? std::optional<std::size_t>{0} : std::nullopt;
    const std::string& other = out_.all[part->second].name;
    return kind_of_name(other).has_value() == kind_of_name(f.name).has_value()
               ? std::optional<std::size_t>{part->second}
               : std::nullopt;
  }

  // "the Mercury" in the Brackwater Mercury, "the Evening Post" in the Wend Evening Post: who put the document out.
  bool is_own_short(const Found& f, const std::string& key) const {
    if (out_.all.empty() || out_.all[0].first >= 0 || f.range.begin == 0) return false;
    return publisher_key_.size() > key.size() && publisher_key_.ends_with(" " + key) &&
           a_.word(f.range.begin - 1) == "the" && (out_.all[0].kind == AgentKind::kOutlet || !out_.all[0].kind_is_sure);
  }

  // Nouns beside a name: "the utility, Orre Nord,", "the website Tidewatch", "Oda Falk, the finance minister,".
  void note_role(const Found& f, Entity& e) {
    const Range s = a_.sentence_of(f.range.begin);
    std::int32_t before = f.range.begin - 1;
    // "In a statement sent to this newspaper on Friday, Corvane said": what is in front is no name for it.
    const bool is_subject = a_.tag_of(s.begin) == Tag::kIN && f.range.end < s.end && is_verb(a_.tag_of(f.range.end));
    if (before >= s.begin && a_.word(before) == "," && !is_subject) {
      --before;
      // "the head of the mission, Oda Falk": the noun the phrase hangs on, not the last one in it.
      std::int32_t top = before;
      const auto same_phrase = [&](std::int32_t from) {
        for (std::int32_t i = from; i < before; ++i) {
          if (a_.word(i) == ",") return false;
        }
        return true;
      };
      while (top >= s.begin && a_.head_of(top) >= s.begin && a_.head_of(top) < before &&
             is_noun(a_.tag_of(a_.head_of(top))) && same_phrase(a_.head_of(top)))
        top = a_.head_of(top);
      for (std::int32_t i = before; i > s.begin && before - i < 8 && a_.word(i) != ","; --i) {
        if ((a_.word(i) == "of" || a_.word(i) == "at" || a_.word(i) == "for") && is_noun(a_.tag_of(i - 1)))
          top = std::min(top, i - 1);
      }
      if (top >= s.begin && is_noun(a_.tag_of(top)) && !a_.is_capitalised(top)) add_role(e, top, false);
    } else if (before >= s.begin && (is_noun(a_.tag_of(before)) || is_outlet_word(before)) &&
               (!a_.is_capitalised(before) || before == s.begin)) {
      add_role(e, before, true);
    }
    // "the BNT network reported"
    if (f.range.end < s.end && f.range.begin > s.begin && a_.word(f.range.begin - 1) == "the" &&
        !a_.is_capitalised(f.range.end) && is_outlet_noun(a_.word(f.range.end)) && !e.kind_is_sure) {
      e.kind = AgentKind::kOutlet;
      e.kind_is_sure = true;
    }
    if (f.range.end < s.end && a_.word(f.range.end) == "," && f.range.end + 1 < s.end) {
      // The head of the apposition after it.
      std::int32_t i = f.range.end + 1;
      for (int n = 0; i < s.end && n < 7; ++i, ++n) {
        const Tag t = a_.tag_of(i);
        if (a_.word(i) == "," || is_finite(t) || t == Tag::kIN || t == Tag::kWP || t == Tag::kWDT) break;
        // "the airline's head of safety" is no airline.
        if (i + 1 < s.end && a_.tag_of(i + 1) == Tag::kPOS) continue;
        const bool noun = is_noun(t) || (is_outlet_word(i) && i + 1 < s.end && a_.is_mark(i + 1));
        if (noun && !is_proper(t) && (i + 1 >= s.end || !is_noun(a_.tag_of(i + 1)))) {
          if (i + 1 < s.end && is_finite(a_.tag_of(i + 1))) break;  // the subject of a clause of its own
          // "... the trawler Annika, its master, Tomas Quill, said": the role is of the name that follows it.
          if (is_possessive(a_.word(f.range.end + 1)) && i + 2 < s.end && a_.word(i + 1) == "," &&
              a_.is_capitalised(i + 2))
            break;
          add_role(e, i, false);
          break;
        }
      }
    }
    // "the Ministry of Waters of Belmar (MoW)": the letters stand behind whose it is.
    std::int32_t open = f.range.end;
    const bool is_of_land =
        open + 4 < s.end && a_.word(open) == "of" && a_.is_capitalised(open + 1) && a_.word(open + 2) == "(";
    if (is_of_land) open += 2;
    if (open + 2 < s.end && a_.word(open) == "(" && a_.word(open + 2) == ")" && is_acronym_with_of(a_.form(open + 1)) &&
        (f.range.end - f.range.begin > 1 || fits_one_word(a_.form(open + 1), a_.form(f.range.begin)))) {
      // "Jens Torvik (HNA)" without a stop behind it or an article before it: who writes for an agency.
      const bool alone = open + 3 == s.end && f.range.end - f.range.begin == 2 &&
                         (f.range.begin == s.begin || !is_determiner(a_.word(f.range.begin - 1)));
      std::string letters{a_.form(open + 1)};
      if (!alone || letters == initials(text_of(a_, f.range))) e.acronym = std::move(letters);
    }
  }

  static bool is_outlet_noun(const std::string& w) {
    const std::optional<Noun> noun = find_noun(w);
    return w == "network" || (noun && noun->what == NounClass::kOutlet);
  }

  // "the weekly Prizma", "the daily Arena"
  bool is_outlet_word(std::int32_t i) const {
    const std::optional<Noun> noun = find_noun(a_.word(i));
    return noun && noun->what == NounClass::kOutlet && is_adjective(a_.tag_of(i));
  }

  void add_role(Entity& e, std::int32_t noun, bool adjacent) {
    const std::string& w = a_.word(noun);
    const std::optional<Noun> what = noun_at(a_, noun);
    if (!what || what->what == NounClass::kEvent) return;
    if (what->what == NounClass::kGroup) {
      // "the engineers Hallam Reyes": a body may be called by its people.
      if (adjacent && a_.tag_of(noun) == Tag::kNNS && noun > 0 && a_.word(noun - 1) == "the") {
        e.roles.push_back(w);
        if (!e.kind_is_sure && !kind_of_name(e.name)) {
          e.kind = AgentKind::kOrganisation;
          e.kind_is_sure = true;
        }
      }
      return;
    }
    if (what->what == NounClass::kDocument && !adjacent) return;
    if (std::find(e.roles.begin(), e.roles.end(), w) == e.roles.end()) e.roles.push_back(w);
    // A trade with one name is a firm ("the caterer, Brineworks"); a name that tells its own kind needs no role.
    const bool telling = kind_of_name(e.name).has_value();
    const bool trade = what->what == NounClass::kPerson && word_spans(e.name).size() == 1 && is_trade(w);
    if (trade) {
      e.kind = AgentKind::kOrganisation;
      e.kind_is_sure = true;
    }
    if (!e.kind_is_sure && !telling && what->what != NounClass::kDocument) {
      e.kind = agent_kind_of(what->what);
      e.kind_is_sure = true;
    }
    if (w == "spokesman") e.gender = 1;
    if (w == "spokeswoman" || w == "chairwoman" || w == "headmistress") e.gender = 2;
    if (w == "spokesman" || w == "spokeswoman" || w == "spokesperson") note_body(e, noun);
  }

  // "Vellmark Harbour Ministry spokesman Ida Brekke", "Ana Ruiz, a spokeswoman for the port authority".
  void note_body(Entity& e, std::int32_t noun) {
    for (std::size_t m = out_.mentions.size(); m-- > 0;) {
      const Range r = out_.mentions[m].range;
      if (r.end == noun || (r.end + 1 == noun && a_.tag_of(r.end) == Tag::kPOS)) {
        e.of = out_.mentions[m].entity;
        return;
      }
      if (r.end < noun - 2) break;
    }
    pending_bodies_.push_back({noun, out_.all.empty() ? 0 : static_cast<std::size_t>(&e - out_.all.data())});
  }

  void link_acronyms() {
    // Bodies named after "spokesman for" come later in the text than the role.
    for (const auto& [noun, entity] : pending_bodies_) {
      if (noun + 1 >= a_.size() || (a_.word(noun + 1) != "for" && a_.word(noun + 1) != "of")) continue;
      for (const Mention& m : out_.mentions) {
        if (m.range.begin > noun && m.range.begin <= noun + 4) {
          if (m.entity != entity) out_.all[entity].of = m.entity;
          break;
        }
      }
    }
    std::unordered_map<std::string, std::size_t> by_acronym;
    for (std::size_t n = 0; n < out_.all.size(); ++n) {
      Entity& e = out_.all[n];
      if (e.acronym.empty() && word_spans(e.name).size() >= 3) e.acronym = initials(e.name);
      if (!e.acronym.empty() && e.acronym != e.name) by_acronym.emplace(e.acronym, n);
    }
    std::vector<std::size_t> to(out_.all.size());
    const std::unordered_map<std::string, std::size_t> firms = firms_by_first_word();
    // "Skylane" put it out, and calls itself Skylane Communications.
    const bool has_publisher = !out_.all.empty() && out_.all[0].first < 0;
    const auto whole = has_publisher ? firms.find(publisher_key_) : firms.end();
    for (std::size_t n = 0; n < out_.all.size(); ++n) {
      to[n] = n;
      const Entity& e = out_.all[n];
      if (n > 0 && whole != firms.end() && whole->second == n) {
        to[n] = 0;
        out_.all[0].forms.push_back(e.name);
        continue;
      }
      if (const auto firm = firms.find(name_key(e.name)); firm != firms.end() && may_be_short(n)) {
        to[n] = firm->second;
        Entity& full = out_.all[firm->second];
        full.forms.push_back(e.name);
        full.first = std::min(full.first, e.first);
        continue;
      }
      if (!is_acronym_with_of(e.name) || find_outlet(e.name) != nullptr) continue;
      if (const auto it = by_acronym.find(e.name); it != by_acronym.end() && it->second != n) {
        to[n] = it->second;
        Entity& full = out_.all[it->second];
        full.forms.push_back(e.name);
        full.first = std::min(full.first, e.first);
      }
    }
    for (Mention& m : out_.mentions) m.entity = to[m.entity];
    for (Entity& e : out_.all) {
      if (e.of) e.of = to[*e.of];
    }
  }

  // Firms by the word that opens their names, where it opens one alone.
  std::unordered_map<std::string, std::size_t> firms_by_first_word() const {
    std::unordered_map<std::string, std::size_t> out;
    std::unordered_set<std::string> several;
    for (std::size_t n = 0; n < out_.all.size(); ++n) {
      if (!is_firm_name(out_.all[n].name)) continue;
      const std::string key = name_key(out_.all[n].name);
      std::string first = key.substr(0, key.find(' '));
      if (!out.emplace(first, n).second) several.insert(std::move(first));
    }
    for (const std::string& word : several) out.erase(word);
    return out;
  }

  // "Brightvale" before the text tells of Brightvale Creamery: one word, and nowhere a place one is in.
  bool may_be_short(std::size_t number) const {
    const Entity& e = out_.all[number];
    if (e.first < 0 || e.kind_is_sure || !e.roles.empty() || e.name.find(' ') != std::string::npos) return false;
    return std::none_of(out_.mentions.begin(), out_.mentions.end(), [&](const Mention& m) {
      if (m.entity != number || m.range.begin == 0) return false;
      const std::string& before = a_.word(m.range.begin - 1);
      return before == "in" || before == "at" || before == "near" || before == "from" || before == "to";
    });
  }

  const Analysis& a_;
  std::string publisher_key_;
  std::set<std::string> site_keys_;
  Entities out_;
  std::vector<Found> found_;
  std::unordered_set<std::string_view> inside_;  // words that are names where a capital tells
  std::unordered_set<std::string_view> fronts_;  // words with a capital before another such
  std::unordered_set<std::string_view> ends_;    // words with a capital that close a name or stand alone
  std::unordered_map<std::string, std::size_t> by_key_, by_part_;
  std::unordered_map<std::string, std::size_t> by_noun_;  // each word of a longer name: its latest bearer
  std::unordered_map<std::string, std::vector<std::size_t>> by_last_, by_first_;
  std::vector<std::pair<std::int32_t, std::size_t>> pending_bodies_;
};

}  // namespace

Range name_at(const Analysis& a, std::int32_t from, std::int32_t end, const std::string& key) {
  constexpr std::int32_t kMostTokens = 8;
  if (key.empty() || !a.is_capitalised(from) || !key.starts_with(a.word(from))) return {};
  for (std::int32_t last = from + 1; last <= std::min(end, from + kMostTokens); ++last) {
    if (name_key(text_of(a, {from, last})) == key) return {from, last};
  }
  return {};
}

std::vector<const Mention*> Entities::in(Range range) const {
  std::vector<const Mention*> out;
  auto it = std::lower_bound(mentions.begin(), mentions.end(), range.begin,
                             [](const Mention& m, std::int32_t at) { return m.range.end <= at; });
  for (; it != mentions.end() && it->range.begin < range.end; ++it) out.push_back(&*it);
  return out;
}

Entities find_entities(const Analysis& a, const std::string& publisher, const std::vector<std::string>& sites) {
  return Finder{a}.run(publisher, sites);
}

}  // namespace headwater::detail
