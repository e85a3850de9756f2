#include "reading/entity_kinds.h"

#include <algorithm>
#include <array>
#include <optional>
#include <string>
#include <string_view>

#include "headwater/schema/fold.h"
#include "reading/acronyms.h"
#include "reading/cues.h"
#include "reading/lexicon.h"

namespace headwater::detail {
namespace {

// "Le Soir", "Der Bote"
bool is_foreign_article(const std::string& w) {
  static constexpr std::array<std::string_view, 14> kArticles{"le", "la",  "les", "der", "die", "das", "el",
                                                              "il", "het", "de",  "lo",  "los", "las", "den"};
  return std::find(kArticles.begin(), kArticles.end(), w) != kArticles.end();
}

class Settler {
 public:
  Settler(const Analysis& a, Entities& entities) : a_{a}, out_{entities} {}

  void run() {
    note_hearers();
    note_kinds_by_use();
    note_articles();
    note_bodies_by_pronoun();
    note_bodies_by_clause();
    for (Entity& e : out_.all) {
      if (const std::optional<AgentKind> kind = kind_of_name(e.name);
          kind && !(e.kind_is_sure && e.kind == AgentKind::kPerson)) {
        const bool said = e.kind_is_sure;
        if (!said || *kind == AgentKind::kGovernment || *kind == AgentKind::kOutlet) e.kind = *kind;
        e.kind_is_sure = true;
      }
      if (e.kind_is_sure || (&e == &out_.all.front() && is_body_of_many(e))) continue;
      const std::vector<ByteSpan> words = word_spans(e.name);
      // Two or three words, none of them telling, no acronym: a person's name.
      const bool person = words.size() >= 2 && words.size() <= 4 && !is_acronym(e.name) &&
                          e.name.find(" of ") == std::string::npos && e.name.find(" and ") == std::string::npos &&
                          e.name.find('&') == std::string::npos &&
                          e.name.find_first_of("0123456789") == std::string::npos;
      e.kind = person ? AgentKind::kPerson : AgentKind::kOrganisation;
    }
    for (Entity& e : out_.all) {
      if (e.kind == AgentKind::kPerson) continue;
      for (std::string other : {name_without_place(e.name), name_turned_round(e.name), name_without_form(e.name),
                                outlet_without_place(e.name)}) {
        if (!other.empty() && std::find(e.forms.begin(), e.forms.end(), other) == e.forms.end())
          e.forms.push_back(std::move(other));
      }
    }
  }

 private:
  // Who put the document out, and says "we" in it.
  bool is_body_of_many(const Entity& publisher) const {
    constexpr int kOften = 2;
    if (publisher.first >= 0) return false;
    int we = 0;
    for (std::int32_t i = 0; i < a_.size(); ++i) {
      if (a_.quote_of(i) >= 0) continue;
      if (a_.word(i) == "i" || a_.word(i) == "my") return false;
      we += a_.word(i) == "we" || a_.word(i) == "our" ? 1 : 0;
    }
    return we >= kOften;
  }

  // "told the Mirador", "obtained by the Mirador": who hears and has things is an outlet, where no word of the name
  // tells.
  void note_hearers() {
    for (const Mention& m : out_.mentions) {
      Entity& e = out_.all[m.entity];
      const std::int32_t the = m.range.begin - 1;
      const bool agency =
          m.range.begin > 0 && a_.word(m.range.begin - 1) == "agency" && e.kind == AgentKind::kGovernment;
      if ((e.kind_is_sure && !agency) || kind_of_name(e.name) || the < 2) continue;
      // "told the agency Interpost", "told the program Panorama"
      const std::string& w = a_.word(the);
      if ((w == "agency" || w == "program" || w == "programme" || w == "podcast" || w == "show") &&
          a_.word(the - 1) == "the" && (a_.word(the - 2) == "told" || a_.word(the - 2) == "tells")) {
        e.kind = AgentKind::kOutlet;
        e.kind_is_sure = true;
        continue;
      }
      if (a_.word(the) != "the") {
        if (hears_by_name(m, e)) {
          e.kind = AgentKind::kOutlet;
          e.kind_is_sure = true;
        }
        continue;
      }
      const std::string& before = a_.word(the - 1);
      const bool by = the >= 2 && before == "by" &&
                      (a_.word(the - 2) == "obtained" || a_.word(the - 2) == "seen" || a_.word(the - 2) == "reviewed");
      // "a letter to the Standaard", "an interview with the Bote"
      const std::string& what = a_.word(the - 2);
      const bool sent = (before == "to" && (what == "letter" || what == "email" || what == "e-mail" || what == "fax" ||
                                            what == "speaking" || what == "statement")) ||
                        (before == "with" && what == "interview");
      const bool unknown = !is_acronym(e.name) && !find_noun(a_.word(m.range.end - 1));
      if (before != "told" && before != "tells" && !by && !(sent && unknown)) continue;
      e.kind = AgentKind::kOutlet;
      e.kind_is_sure = true;
    }
  }

  // "told Dagsavis", "told Le Soir", "in an email to Coastwire", "an interview with Omslag": one word, or an article of
  // another tongue and one, that is no person's last name here, no place's and no body's short form.
  bool hears_by_name(const Mention& m, const Entity& e) const {
    const std::int32_t size = m.range.end - m.range.begin;
    const bool article = size == 2 && is_foreign_article(a_.word(m.range.begin));
    // "TV2", "NTV"
    const bool airs = e.name.starts_with("TV") || e.name.ends_with("TV") || e.name.ends_with("FM");
    if ((size != 1 && !article) || word_spans(e.name).size() != static_cast<std::size_t>(size) ||
        (is_acronym(e.name) && !airs) || !e.roles.empty() || find_noun(a_.word(m.range.begin)))
      return false;
    const std::string& p = a_.word(m.range.begin - 1);
    if (p == "told" || p == "tells") {
      if (m.range.end >= a_.size()) return false;
      const Tag next = a_.tag_of(m.range.end);
      return article || a_.word(m.range.end) == "that" || a_.is_mark(m.range.end) || next == Tag::kIN ||
             next == Tag::kDT || next == Tag::kPRP;
    }
    const std::string& what = a_.word(m.range.begin - 2);
    if (p == "with") return what == "interview";
    if (p == "by") return what == "obtained" || what == "seen" || what == "reviewed";
    return p == "to" && (what == "confirmed" || what == "speaking" || what == "email" || what == "e-mail" ||
                         what == "statement" || what == "message");
  }

  // "the United Nations", "the Blue Lanterns": people's names follow no article, nor have they a plural.
  void note_articles() {
    for (const Mention& m : out_.mentions) {
      Entity& e = out_.all[m.entity];
      if (e.kind_is_sure || m.range.end - m.range.begin < 2 || m.range.begin == 0) continue;
      if (a_.word(m.range.begin - 1) != "the" || m.range.end >= a_.size()) continue;
      // "C, the Sorrel Islander reports.", whatever the tagger takes the verb for.
      const bool reports =
          a_.word(m.range.end) == "reports" || a_.word(m.range.end) == "reported" || a_.word(m.range.end) == "writes";
      const bool closes = m.range.begin >= 2 && a_.word(m.range.begin - 2) == "," &&
                          (m.range.end + 1 >= a_.size() || a_.word(m.range.end + 1) == ".");
      const bool is_outlet = reports && closes && !kind_of_name(e.name);
      const Tag next = a_.tag_of(m.range.end);
      if (!is_outlet &&
          (is_noun(next) || is_adjective(next) || next == Tag::kPOS || next == Tag::kHyphen || next == Tag::kCD))
        continue;
      e.kind = is_outlet ? AgentKind::kOutlet : AgentKind::kOrganisation;
      e.kind_is_sure = true;
    }
  }

  // "Keller laughed", "Tamm said in his first interview": only people do.
  void note_kinds_by_use() {
    static constexpr std::array<std::string_view, 10> kHuman{"testified", "recalled", "laughed", "smiled", "joked",
                                                             "shrugged",  "nodded",   "quipped", "sighed", "grinned"};
    for (const Mention& m : out_.mentions) {
      Entity& e = out_.all[m.entity];
      const std::int32_t next = m.range.end;
      // "In 2012 the Odernau Student reported that", "the agency CNW reported": who reports and is no body that one
      // knows.
      const bool is_agency =
          m.range.begin > 0 && a_.word(m.range.begin - 1) == "agency" && e.kind == AgentKind::kGovernment;
      if ((!e.kind_is_sure || is_agency) && !kind_of_name(e.name) && next + 1 < a_.size() &&
          a_.word(next) == "reported" && m.range.begin > 0 && reports_as_outlet(m)) {
        e.kind = AgentKind::kOutlet;
        e.kind_is_sure = true;
      }
      // "According to Der Bote"
      if (!e.kind_is_sure && next - m.range.begin == 2 && m.range.begin >= 2 && a_.word(m.range.begin - 1) == "to" &&
          a_.word(m.range.begin - 2) == "according" && is_foreign_article(a_.word(m.range.begin)) &&
          a_.is_capitalised(m.range.begin)) {
        e.kind = AgentKind::kOutlet;
        e.kind_is_sure = true;
      }
      if (e.kind_is_sure || m.range.end - m.range.begin != 1 || is_acronym(e.name) || next + 2 >= a_.size()) continue;
      const std::string& own = a_.word(next + 2);
      const bool his = a_.word(next) == "said" && (a_.word(next + 1) == "in" || a_.word(next + 1) == "on") &&
                       (own == "his" || own == "her");
      if (!his && std::find(kHuman.begin(), kHuman.end(), a_.word(next)) == kHuman.end()) continue;
      e.kind = AgentKind::kPerson;
      e.kind_is_sure = true;
    }
  }

  bool reports_as_outlet(const Mention& m) const {
    const std::string& before = a_.word(m.range.begin - 1);
    if (before == "agency") return true;
    const Range s = a_.sentence_of(m.range.begin);
    // Behind the year: of a firm one says what it reported, of an outlet that it did.
    return before == "the" && m.range.begin - 2 > s.begin && a_.word(s.begin) == "in" &&
           a_.tag_of(m.range.begin - 2) == Tag::kCD && a_.word(m.range.end + 1) == "that";
  }

  // "Alder Nutrition is not persuaded. In a statement, it insisted": nobody says "it" of a person. Of common words; of
  // others, which may be a person's, only where "it" speaks on paper.
  void note_bodies_by_pronoun() {
    constexpr std::int32_t kReach = 40;
    for (const Mention& m : out_.mentions) {
      Entity& e = out_.all[m.entity];
      if (e.kind_is_sure || !e.roles.empty() || m.range.begin != a_.sentence_of(m.range.begin).begin) continue;
      const std::uint32_t sentence = a_.tokens[static_cast<std::size_t>(m.range.begin)].sentence;
      for (std::int32_t i = m.range.end; i + 1 < std::min(a_.size(), m.range.end + kReach); ++i) {
        const Token& t = a_.tokens[static_cast<std::size_t>(i)];
        if (t.sentence > sentence + 1 || t.paragraph != a_.tokens[static_cast<std::size_t>(m.range.begin)].paragraph)
          break;
        const std::string& w = a_.word(i);
        // Somebody else comes between.
        if (w == "he" || w == "she" || !out_.in({i, i + 1}).empty()) break;
        if (w != "it" || t.sentence == sentence) continue;
        const Cue* cue = find_cue(a_.word(i + 1));
        if (cue == nullptr || !is_speech_lemma(cue->lemma)) break;
        if (is_proper(a_.tag_of(m.range.end - 1)) && !opens_with_paper(a_.sentences[t.sentence])) break;
        e.kind = AgentKind::kOrganisation;
        e.kind_is_sure = true;
        break;
      }
    }
  }

  // "In a statement e-mailed to this review"
  bool opens_with_paper(Range s) const {
    constexpr std::int32_t kReach = 4;
    if (a_.word(s.begin) != "in") return false;
    for (std::int32_t i = s.begin + 1; i < std::min(s.end, s.begin + kReach); ++i) {
      const std::optional<Noun> noun = find_noun(a_.word(i));
      if (noun && noun->what == NounClass::kDocument) return true;
    }
    return false;
  }

  // "it had set aside", "it will close": not "it had been a mistake", where "it" is nobody.
  bool is_own_deed(std::int32_t verb) const {
    static constexpr std::array<std::string_view, 9> kOfNobody{"been",  "become", "seemed", "appeared", "happened",
                                                               "taken", "turned", "be",     "take"};
    const std::string& w = a_.word(verb);
    if (verb + 1 >= a_.size() || (w != "had" && w != "has" && w != "will")) return false;
    const Tag next = a_.tag_of(verb + 1);
    const bool acts = w == "will" ? next == Tag::kVB : next == Tag::kVBN;
    return acts && std::find(kOfNobody.begin(), kOfNobody.end(), a_.word(verb + 1)) == kOfNobody.end();
  }

  // "Aldane Orrin, which employs 900 people", "Aldane Orrin said it had set money aside": so is nobody spoken of.
  void note_bodies_by_clause() {
    for (const Mention& m : out_.mentions) {
      Entity& e = out_.all[m.entity];
      const std::int32_t next = m.range.end;
      if (e.kind_is_sure || !e.roles.empty() || m.range.end - m.range.begin < 2 || next + 2 >= a_.size()) continue;
      const bool which = a_.word(next) == "," && a_.word(next + 1) == "which" && is_finite(a_.tag_of(next + 2));
      const Cue* cue = find_cue(a_.word(next));
      const std::int32_t it = a_.word(next + 1) == "that" ? next + 2 : next + 1;
      const bool said = cue != nullptr && is_speech_lemma(cue->lemma) && is_finite(a_.tag_of(next)) &&
                        a_.word(it) == "it" && it + 1 < a_.size() && is_own_deed(it + 1);
      if (!which && !said) continue;
      e.kind = AgentKind::kOrganisation;
      e.kind_is_sure = true;
    }
  }

  const Analysis& a_;
  Entities& out_;
};

}  // namespace

void settle_kinds(const Analysis& a, Entities& entities) { Settler{a, entities}.run(); }

}  // namespace headwater::detail
