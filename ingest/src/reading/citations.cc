#include "reading/citations.h"

#include <algorithm>
#include <initializer_list>
#include <unordered_map>

#include "headwater/schema/fold.h"
#include "reading/acronyms.h"
#include "reading/attributions.h"
#include "reading/contents.h"
#include "reading/denials.h"
#include "reading/lexicon.h"
#include "text/url.h"

namespace headwater::detail {
namespace {

bool any_of(const std::string& w, std::initializer_list<const char*> list) {
  return std::any_of(list.begin(), list.end(), [&](const char* x) { return w == x; });
}

class Finder {
 public:
  Finder(const Analysis& a, const Parties& parties) : a_{a}, parties_{parties} {}

  std::vector<FoundCitation> run(const std::vector<Link>& links, const std::string& byline) {
    for (const Link& link : links) note_link(link);
    for (std::size_t n = 0; n < a_.sentences.size(); ++n) {
      const Range s = a_.sentences[n];
      if (s.empty()) continue;
      first_reported(s, n);
      credits(s, n);
      taken_from(s);
      titled_stories(s);
      pieces_quoted(s);
      answered(s);
      pieces_of_outlets(s);
      documents_of_bodies(s);
    }
    by_line(byline);
    for (const Link& link : links) {
      if (!link.text.empty()) add_link(link);  // without words it stands beside the story
    }
    unname_others();
    return std::move(out_);
  }

 private:
  // Where links of a few capitalised words begin, and end.
  void note_link(const Link& link) {
    constexpr std::int32_t kLongestName = 6;
    const Range words = words_of_link(a_, link);
    if (words.empty() || words.end - words.begin > kLongestName || !a_.is_capitalised(words.begin) ||
        !a_.is_capitalised(words.end - 1))
      return;
    link_from_.emplace(words.begin, words.end);
  }

  // The run of names from `at`, split at commas and "and": "Gizmodo, SlashGear".
  std::vector<Range> names_from(std::int32_t at, std::int32_t end) const {
    std::vector<Range> out;
    std::int32_t i = at;
    while (i < end) {
      while (i < end &&
             (a_.word(i) == "the" || a_.word(i) == "website" || a_.word(i) == "site" || a_.word(i) == "blog" ||
              a_.word(i) == "newspaper" || a_.word(i) == "magazine" || a_.word(i) == "broadcaster" ||
              a_.word(i) == "channel" || a_.word(i) == "newsletter" || a_.word(i) == "our" ||
              a_.word(i) == "colleagues" || a_.word(i) == "a" || (i == at && a_.word(i) == "from"))) {
        ++i;
      }
      // What is one link is one name: "Points and Frogs".
      if (const auto link = link_from_.find(i); link != link_from_.end() && link->second <= end) {
        out.push_back({i, link->second});
        i = link->second;
        if (i + 1 < end && (a_.word(i) == "," || a_.word(i) == "and")) {
          ++i;
          continue;
        }
        break;
      }
      std::int32_t last = i;
      const auto owns = [&](std::int32_t k) {  // "Savers' Square"
        return k > i && k + 1 < end && (a_.tag_of(k) == Tag::kPOS || a_.word(k) == "'") && a_.is_capitalised(k + 1);
      };
      while (last < end && (!a_.is_mark(last) || owns(last)) &&
             (owns(last) || a_.is_capitalised(last) || any_of(a_.word(last), {"of", "de", "la"}) ||
              (last > i && a_.tag_of(last) == Tag::kCD) || a_.form(last).find('.') != std::string_view::npos))
        ++last;
      while (last > i && any_of(a_.word(last - 1), {"of", "de", "la"})) --last;
      if (last == i) break;
      out.push_back({i, last});
      i = last;
      if (i + 1 < end && (a_.word(i) == "," || a_.word(i) == "and" || a_.word(i) == "&" || a_.word(i) == "/")) {
        ++i;
        if (a_.word(i) == "and") ++i;
        continue;
      }
      break;
    }
    return out;
  }

  void add(CitationHow how, Range name, std::int32_t sentence, bool closing, const char* rule, double confidence) {
    FoundCitation c;
    c.how = how;
    c.outlet = parties_.look(name, name.end - 1);
    const std::string words = words_of_range(a_, name);
    if (c.outlet.is_nobody() || c.outlet.anonymous) {
      c.outlet = {};
      c.outlet.name = words;
    }
    // "Points and Frogs", a link of its own, is no part of another name.
    if (link_from_.count(name.begin) > 0 && name_key(c.outlet.name) != name_key(words)) {
      c.outlet = {};
      c.outlet.name = words;
    }
    const Outlet* known = find_outlet(words);
    c.outlet.kind = AgentKind::kOutlet;
    if (known != nullptr) c.outlet.name = known->name;
    c.evidence.push_back(a_.bytes(name));
    c.sentence = sentence;
    c.closing = closing;
    c.rule = rule;
    c.confidence = confidence;
    out_.push_back(std::move(c));
  }

  // "first reported (on) by X", "first covered by the website X", "X first reported", "as X was first to report",
  // "originally published by X".
  void first_reported(Range s, std::size_t n) {
    constexpr std::int32_t kLongestAside = 14;
    for (std::int32_t i = s.begin; i < s.end; ++i) {
      if (!any_of(a_.word(i), {"first", "originally", "earlier"}) || i + 1 >= s.end) continue;
      const bool verb = any_of(a_.word(i + 1), {"reported", "covered", "revealed", "published", "disclosed", "broke",
                                                "appeared", "noted", "obtained", "told"});
      if (verb) {
        for (std::int32_t k = i + 2; k < s.end && k <= i + 4; ++k) {
          if (a_.word(k) != "by" && a_.word(k) != "in" && a_.word(k) != "at") continue;
          if (const std::vector<Range> names = names_from(k + 1, s.end); !names.empty()) {
            add(CitationHow::kFirstReported, names.front(), static_cast<std::int32_t>(n), false, "first-reported@1",
                0.9);
          }
          break;
        }
        if (i > s.begin && a_.is_capitalised(i - 1) && !a_.is_mark(i - 1)) subject_before(i, s, n);
        // "It was the Herald that first reported"
        if (i > s.begin + 3 && a_.word(s.begin) == "it" && any_of(a_.word(i - 1), {"that", "which", "who"}) &&
            a_.is_capitalised(i - 2))
          subject_before(i - 1, s, n);
      }
      // "X was first to report", "X was the first to report"
      if (a_.word(i + 1) == "to" && i + 2 < s.end &&
          any_of(a_.word(i + 2), {"report", "publish", "reveal", "disclose"})) {
        std::int32_t k = i - 1;
        while (k > s.begin && any_of(a_.word(k), {"the", "was", "were", "had", "been", "is"})) --k;
        // "as Stack Watch, a blog from Bell Street, was the first to report"
        if (a_.word(k) == ",") {
          const std::int32_t aside = k--;
          while (k > s.begin && aside - k <= kLongestAside && a_.word(k) != ",") --k;
          if (a_.word(k) == ",") --k;
        }
        subject_before(k + 1, s, n);
      }
    }
  }

  void subject_before(std::int32_t at, Range s, std::size_t n) {
    std::int32_t begin = at;
    while (begin > s.begin && !a_.is_mark(begin - 1) &&
           (a_.is_capitalised(begin - 1) || any_of(a_.word(begin - 1), {"of", "de"})))
      --begin;
    while (begin < at && any_of(a_.word(begin), {"as", "the", "of"})) ++begin;
    if (begin < at)
      add(CitationHow::kFirstReported, {begin, at}, static_cast<std::int32_t>(n), false, "first-reported@1", 0.85);
  }

  void credits(Range s, std::size_t n) {
    const auto number = static_cast<std::int32_t>(n);
    const auto last_sentence = [&] { return n + 4 >= a_.sentences.size(); };
    std::int32_t begin = s.begin;
    while (begin < s.end &&
           (a_.word(begin) == "(" || a_.word(begin) == "[" || a_.word(begin) == "*" || a_.word(begin) == "_"))
      ++begin;
    for (std::int32_t i = begin; i < s.end; ++i) {
      const std::string& w = a_.word(i);
      // "H/T: X", "(h/t X)", "Hat tip to X", "hat-tip: X"
      const bool ht = w == "h/t" || w == "ht" || w == "hat-tip" ||
                      (w == "h" && i + 2 < s.end && a_.word(i + 1) == "/" && a_.word(i + 2) == "t") ||
                      (w == "hat" && i + 1 < s.end && any_of(a_.word(i + 1), {"tip", "tips"}));
      if (ht && (i == begin || a_.word(i - 1) == "(" || a_.word(i - 1) == "[")) {
        std::int32_t k = i + 1;
        while (k < s.end && any_of(a_.word(k), {"/", "t", "tip", "tips", ":", "to", "-"})) ++k;
        for (const Range name : names_from(k, s.end)) add(CitationHow::kHatTip, name, -1, true, "hat-tip@1", 0.95);
        return;
      }
      // "(c) Agence France-Presse": an agency's mark under somebody else's story.
      const bool mark = w == "\xc2\xa9" || (w == "c" && i > s.begin && a_.word(i - 1) == "(");
      if (mark && i + 1 < s.end && s.end - s.begin <= 10) {
        std::int32_t k = i + 1;
        while (k < s.end && (a_.is_mark(k) || a_.tag_of(k) == Tag::kCD)) ++k;
        for (const Range name : names_from(k, s.end)) {
          const Outlet* known = find_outlet(words_of_range(a_, name));
          if (known != nullptr && known->is_agency) add(CitationHow::kCredit, name, -1, true, "agency-mark@1", 0.9);
        }
        return;
      }
      // "Source: X", "Via: X", "(via X)"
      if (i == begin && any_of(w, {"source", "sources", "via", "quelle"}) && i + 1 < s.end &&
          (a_.word(i + 1) == ":" || (w == "via" && s.end - s.begin <= 8))) {
        const std::int32_t k = a_.word(i + 1) == ":" ? i + 2 : i + 1;
        for (const Range name : names_from(k, s.end)) add(CitationHow::kCredit, name, -1, true, "source-line@1", 0.85);
        return;
      }
      // "(Photo: AP)", "(Image: harbour8.example via Orrin)", "Photograph by X", "Photo credit: X"
      if (any_of(w, {"photo", "image", "photograph", "picture", "photos", "images", "graphic", "illustration",
                     "credit"}) &&
          i + 2 < s.end &&
          (a_.word(i + 1) == ":" || (a_.word(i + 1) == "by" && (i == begin || a_.word(i - 1) == "(")) ||
           ((a_.word(i + 1) == "credit" || a_.word(i + 1) == "courtesy") &&
            (a_.word(i + 2) == ":" || a_.word(i + 2) == "of")))) {
        std::int32_t k = a_.word(i + 1) == ":" || a_.word(i + 1) == "by" ? i + 2 : i + 3;
        std::vector<Range> names = names_from(k, s.end);
        if (!names.empty() && names.back().end < s.end && any_of(a_.word(names.back().end), {"via", "/"})) {
          const std::vector<Range> more = names_from(names.back().end + 1, s.end);
          names.insert(names.end(), more.begin(), more.end());
        }
        for (const Range name : names) add(CitationHow::kImage, name, number, false, "image-credit@1", 0.9);
        return;
      }
    }
    // "(With inputs from TNA)", "with files from the Courier"
    for (std::int32_t i = begin; i + 3 < s.end && last_sentence(); ++i) {
      if (a_.word(i) != "with" || a_.word(i + 2) != "from" ||
          !any_of(a_.word(i + 1), {"inputs", "input", "files", "reports", "reporting"}))
        continue;
      for (const Range name : names_from(i + 3, s.end)) add(CitationHow::kCredit, name, -1, true, "with-inputs@1", 0.9);
      return;
    }
    // "... had never bought it. – TNA": an agency's mark at the end of the story.
    if (last_sentence() && s.end - s.begin >= 2 && s.end - s.begin <= 3 && is_dash_mark(a_.word(s.begin))) {
      const Range name{s.begin + 1, s.begin + 2};
      if (is_acronym(words_of_range(a_, name))) add(CitationHow::kCredit, name, -1, true, "agency-mark@1", 0.9);
      return;
    }
    // "(TNA)" in a last paragraph of its own
    if (last_sentence() && s.end - s.begin == 3 && a_.word(s.begin) == "(" && a_.word(s.end - 1) == ")") {
      const Range name{s.begin + 1, s.begin + 2};
      if (is_acronym(words_of_range(a_, name))) add(CitationHow::kCredit, name, -1, true, "agency-mark@1", 0.9);
      return;
    }
    // "The Associated Press contributed to this report."
    for (std::int32_t i = s.begin; i + 1 < s.end; ++i) {
      if (!any_of(a_.word(i), {"contributed", "contributes"}) || a_.word(i + 1) != "to") continue;
      for (std::int32_t k = i + 2; k < s.end && k < i + 6; ++k) {
        if (!any_of(a_.word(k), {"report", "story", "article", "reporting", "piece"})) continue;
        for (const Range name : names_from(s.begin, i))
          add(CitationHow::kContributed, name, -1, false, "contributed@1", 0.95);
        return;
      }
    }
    // A dateline's agency: "BRENN, April 8, 2024 (Reuters) -".
    const bool opens = n == 0 || a_.tokens[static_cast<std::size_t>(s.begin)].paragraph !=
                                     a_.tokens[static_cast<std::size_t>(s.begin - 1)].paragraph;
    if (opens && a_.is_capitalised(s.begin)) {
      for (std::int32_t i = s.begin + 1; i + 3 < s.end && i < s.begin + 14; ++i) {
        if (a_.word(i) != "(") continue;
        std::int32_t close = i + 1;
        while (close < s.end && close < i + 6 && a_.word(close) != ")") ++close;
        if (close + 1 >= s.end || a_.word(close) != ")" ||
            (!is_dash_mark(a_.word(close + 1)) && a_.word(close + 1) != ":"))
          continue;
        if (a_.word(close + 1) == ":" && past_dateline(a_, s) != close + 2) continue;
        // "THE CHAIR (Ms Orsk): ..." names who speaks.
        if (is_title(a_.word(i + 1))) break;
        if (const std::vector<Range> names = names_from(i + 1, close); names.size() == 1 && names[0].end == close) {
          add(CitationHow::kCredit, names[0], -1, true, "dateline@1", 0.95);
        }
        break;
      }
    }
    // "This story originally appeared in X", "Reporting by the X", "from X wire reports"
    if (last_sentence()) {
      for (std::int32_t i = s.begin; i + 3 < s.end; ++i) {
        if (any_of(a_.word(i), {"appeared", "published"}) && any_of(a_.word(i + 1), {"in", "on", "by", "at"}) &&
            i > s.begin && any_of(a_.word(i - 1), {"originally", "first"})) {
          for (const Range name : names_from(i + 2, s.end)) {
            add(CitationHow::kCredit, name, -1, true, "appeared-in@1", 0.9);
            break;
          }
          return;
        }
      }
    }
  }

  // 'please withdraw the story published on June 12 under the headline "Crates left by night"', 'the fourth paragraph
  // of "Town was warned"': a story by its title, of whoever is named before it or of this document's publisher.
  void titled_stories(Range s) {
    constexpr std::int32_t kReach = 5, kLeastWords = 4;
    for (std::int32_t i = s.begin + 1; i + kLeastWords < s.end; ++i) {
      if (!a_.is_quote_mark(i) || a_.quote_of(i) < 0 || !a_.is_capitalised(i + 1)) continue;
      Range title = a_.quotes[static_cast<std::size_t>(a_.quote_of(i))].inner;
      if (title.begin != i + 1 || title.end - title.begin < kLeastWords || title.end > s.end) continue;
      bool story = false;
      for (std::int32_t k = std::max(s.begin, i - kReach); k < i; ++k) {
        story = story || any_of(a_.word(k), {"headline", "titled", "entitled", "headlined"}) ||
                (any_of(a_.word(k), {"paragraph", "paragraphs", "story", "article"}) && k + 1 < i);
      }
      if (!story) continue;
      FoundCitation c;
      c.outlet = parties_.publisher();
      for (const Mention* m : parties_.named_in({s.begin, i})) {
        const Party named = parties_.look(m->range, m->range.end - 1);
        if (named.kind == AgentKind::kOutlet) c.outlet = named;
      }
      if (c.outlet.is_nobody() || c.outlet.kind != AgentKind::kOutlet) continue;
      while (!title.empty() && a_.is_mark(title.end - 1)) --title.end;
      c.outlet.title = words_of_range(a_, title);
      c.medium = Medium::kArticle;
      c.evidence = {a_.bytes(title)};
      c.rule = "titled-story@1";
      c.confidence = 0.8;
      out_.push_back(std::move(c));
      return;
    }
  }

  // What one paper may take from another.
  static bool is_piece(const std::string& word) {
    return any_of(word, {"story",   "stories", "report",  "article",    "item",   "figure", "figures", "claim",
                         "account", "text",    "words",   "quote",      "quotes", "line",   "lines",   "news",
                         "piece",   "passage", "picture", "photograph", "number", "sum"});
  }

  // "a figure, taken from the website Orrin Notes", "lifted from the Herald": who it was taken from. What is said of it
  // there is this document's own, often that it was wrong.
  void taken_from(Range s) {
    constexpr std::int32_t kWordsBetween = 4;  // "the website", "our colleagues at the newspaper"
    for (std::int32_t i = s.begin; i + 2 < s.end; ++i) {
      // "We had it from the Herald", of ourselves alone.
      const bool had = any_of(a_.word(i), {"had", "got"}) && any_of(a_.word(i + 1), {"it", "this", "that"}) &&
                       i > s.begin && any_of(a_.word(i - 1), {"we", "i"});
      // "a figure from the website Pension Alarm", "we passed on, from the blog Wolf Alarm, that"
      const bool of_site = (is_piece(a_.word(i)) || a_.word(i) == ",") && a_.word(i + 1) == "from" &&
                           a_.word(i + 2) == "the" && i + 4 < s.end &&
                           any_of(a_.word(i + 3), {"website", "site", "blog", "page", "forum", "portal", "newsletter"});
      const bool took = of_site || any_of(a_.word(i), {"taken", "took", "lifted", "copied", "borrowed", "reprinted"});
      if ((!had && !took) || a_.quote_of(i) >= 0) continue;
      // "had taken it from the website of the Chronicle", "took our story from the Herald"
      std::int32_t from = i + 1;
      while (from < i + kWordsBetween && from + 1 < s.end && a_.word(from) != "from" &&
             (any_of(a_.word(from), {"it", "this", "that", "them", "our"}) || a_.tag_of(from) == Tag::kDT ||
              is_piece(a_.word(from))))
        ++from;
      if (from + 1 >= s.end || a_.word(from) != "from") continue;
      std::int32_t at = from + 1;
      for (std::int32_t k = at; k + 1 < std::min(s.end, at + kWordsBetween); ++k) {
        if (a_.word(k) == "of" && any_of(a_.word(k - 1), {"website", "site", "page", "pages", "columns"})) at = k + 1;
      }
      const std::vector<Range> names = names_from(at, s.end);
      if (names.empty() || names.front().begin > at + kWordsBetween) continue;
      const Range name = names.front();
      // Names are of places too, from which samples are taken.
      const std::optional<Noun> kind = find_noun(a_.word(name.begin - 1));
      const Party party = parties_.look(name, name.end - 1);
      const bool is_outlet = (kind && kind->what == NounClass::kOutlet) || party.kind == AgentKind::kOutlet ||
                             find_outlet(words_of_range(a_, name)) != nullptr;
      if (is_outlet) add(CitationHow::kNamed, name, -1, false, kTakenFromRule, 0.8);
    }
  }

  // "It is not true that C, as the union said in its statement": the statement that is answered.
  void answered(Range s) {
    const std::int32_t as = as_others_say(a_, s);
    const Range phrase = as < 0 ? Range{} : phrase_by_tags(a_, as + 1, s.end);
    if (phrase.empty()) return;
    FoundCitation c;
    c.outlet = parties_.look(phrase, std::max(head_by_tags(a_, phrase), phrase.begin));
    if (!c.outlet.entity || c.outlet.anonymous) return;
    c.medium = c.outlet.kind == AgentKind::kOutlet ? Medium::kArticle : Medium::kStatement;
    for (std::int32_t i = phrase.end; i < s.end; ++i) {
      const std::optional<Noun> noun = find_noun(a_.word(i));
      if (noun && noun->what == NounClass::kDocument && noun->medium != Medium::kUnknown) c.medium = noun->medium;
    }
    c.evidence = {a_.bytes(phrase)};
    c.rule = "answered@1";
    c.confidence = 0.8;
    out_.push_back(std::move(c));
  }

  // "The paper from which the Courant quoted on Tuesday": what it printed is spoken of, and no words of its.
  void pieces_quoted(Range s) {
    for (std::int32_t i = s.begin + 2; i + 1 < s.end; ++i) {
      if (a_.word(i) != "which" || !any_of(a_.word(i - 1), {"from", "of", "about"}) || a_.quote_of(i) >= 0) continue;
      for (const Mention* m : parties_.named_in({i + 1, std::min(i + 4, s.end)})) {
        const std::int32_t verb = m->range.end;
        if (verb >= s.end || !any_of(a_.word(verb), {"quoted", "wrote", "reported", "printed", "published"})) continue;
        const Party outlet = parties_.look(m->range, m->range.end - 1);
        if (outlet.kind == AgentKind::kOutlet && name_key(outlet.name) != name_key(parties_.publisher().name))
          add(CitationHow::kNamed, m->range, -1, false, "piece-of-outlet@1", 0.8);
      }
    }
  }

  // "the article in the Brackwater Mercury", "a report of the Morning Ledger": what an outlet printed, whatever is said
  // of it.
  void pieces_of_outlets(Range s) {
    for (std::int32_t i = s.begin; i + 2 < s.end; ++i) {
      if (!any_of(a_.word(i), {"article", "articles", "report", "reports", "story", "stories", "dispatch", "item"}) ||
          !any_of(a_.word(i + 1), {"in", "of", "by", "from"}) || a_.quote_of(i) >= 0)
        continue;
      const std::int32_t at = i + 2 + (a_.word(i + 2) == "the" ? 1 : 0);
      for (const Mention* m : parties_.named_in({at, std::min(at + 1, s.end)})) {
        if (m->range.begin != at) continue;
        const Party outlet = parties_.look(m->range, m->range.end - 1);
        if (outlet.kind == AgentKind::kOutlet && name_key(outlet.name) != name_key(parties_.publisher().name))
          add(CitationHow::kNamed, m->range, -1, false, "piece-of-outlet@1", 0.8);
      }
    }
  }

  // "the preliminary statement of the Observers' Network", "the report by the Food Safety Authority": a definite
  // document and the body that put it out, whatever is said of it. It is the document's own word that there is one, and
  // carries no claim.
  void documents_of_bodies(Range s) {
    for (std::int32_t i = s.begin + 1; i + 2 < s.end; ++i) {
      // "the chronology published by the Geophysical Service"
      const bool put_out = any_of(a_.word(i + 1), {"published", "issued", "released", "written", "made"}) &&
                           i + 3 < s.end && a_.word(i + 2) == "by";
      const std::string& of = a_.word(i + 1);
      if (of != "of" && of != "by" && of != "from" && !put_out) continue;
      std::optional<Noun> noun = find_noun(a_.word(i));
      // "rejects the finding of the Inquiry Office": what its report says.
      if (any_of(a_.word(i), {"finding", "findings", "conclusion", "conclusions"}))
        noun = Noun{NounClass::kDocument, Medium::kReport};
      const bool several = a_.tag_of(i) == Tag::kNNS && a_.word(i) != "findings" && a_.word(i) != "conclusions";
      if (!noun || noun->what != NounClass::kDocument || !is_put_out(noun->medium) || a_.is_capitalised(i) ||
          a_.quote_of(i) >= 0 || several)
        continue;
      std::int32_t first = i - 1;
      while (first > s.begin && (is_adjective(a_.tag_of(first)) || is_noun(a_.tag_of(first)))) --first;
      if (a_.word(first) != "the" && a_.word(first) != "this") continue;
      const Range phrase = phrase_by_tags(a_, i + (put_out ? 3 : 2), s.end);
      const std::int32_t head = phrase.empty() ? -1 : head_by_tags(a_, phrase);
      if (head < 0) continue;
      const Party body = parties_.look(phrase, head);
      const bool is_body = body.kind == AgentKind::kOrganisation || body.kind == AgentKind::kGovernment;
      if (!body.entity || body.anonymous || !is_body) continue;
      FoundCitation c;
      c.outlet = body;
      c.medium = noun->medium;
      c.evidence.push_back(a_.bytes({first, phrase.end}));
      c.rule = "document-of-body@1";
      c.confidence = 0.8;
      out_.push_back(std::move(c));
    }
  }

  // "By Marta Lind, Reuters": a known agency or outlet named in the byline.
  void by_line(const std::string& byline) {
    for (std::size_t at = 0; at < byline.size();) {
      std::size_t end = byline.find_first_of(",|;/", at);
      if (end == std::string::npos) end = byline.size();
      std::string part = byline.substr(at, end - at);
      for (const char* lead : {"By ", "by ", "for ", "From ", "from ", "of "}) {
        const std::size_t first = part.find_first_not_of(' ');
        if (first != std::string::npos && part.compare(first, std::string_view{lead}.size(), lead) == 0)
          part = part.substr(first + std::string_view{lead}.size());
      }
      const std::size_t first = part.find_first_not_of(' ');
      if (first != std::string::npos) {
        part = part.substr(first, part.find_last_not_of(' ') + 1 - first);
        const Outlet* known = find_outlet(part);
        const std::optional<AgentKind> kind = kind_of_name(part);
        // "By Rana Oberlin, TNA": letters alone are nobody's name, nor this outlet's own.
        const bool agency = is_agency_letters(part);
        if (known != nullptr || (kind && *kind == AgentKind::kOutlet) || agency) {
          FoundCitation c;
          c.how = CitationHow::kByline;
          c.outlet.name = known != nullptr ? known->name : part;
          c.outlet.kind = AgentKind::kOutlet;
          c.closing = true;
          c.rule = "byline@1";
          c.confidence = 0.9;
          out_.push_back(std::move(c));
        }
      }
      at = end + 1;
    }
  }

  // Three letters or more, that are no degree and not those that the words of the publisher's name begin with.
  bool is_agency_letters(std::string_view part) const {
    constexpr std::size_t kLeast = 3, kMost = 5;
    if (part.size() < kLeast || part.size() > kMost || !is_acronym(part) ||
        any_of(std::string{part},
               {"PhD", "PHD", "MBA", "FRCS", "MRCP", "MSC", "DDS", "DVM", "QC", "OBE", "CBE", "MBE"}))
      return false;
    std::string initials;
    const std::string name = parties_.publisher().name;
    for (const ByteSpan word : word_spans(name)) initials.push_back(name[word.begin]);
    const std::string own = fold(initials), letters = fold(part);
    return own.size() < 2 || (own.find(letters) == std::string::npos && !letters.starts_with(own));
  }

  void add_link(const Link& link) {
    FoundCitation c;
    c.how = CitationHow::kLink;
    c.url = link.url;
    c.evidence.push_back(link.text);
    c.rule = "link@1";
    c.confidence = 0.95;
    const Range words = words_of_link(a_, link);
    if (words.begin < a_.size()) {
      c.sentence = static_cast<std::int32_t>(a_.sentence_number(words.begin));
      if (!words.empty() && words.end - words.begin <= 16) {
        // The noun the anchor is about: the one the others hang on.
        std::int32_t head = words.begin;
        for (std::int32_t i = words.begin; i < words.end; ++i) {
          if (a_.tag_of(i) == Tag::kIN && is_noun(a_.tag_of(head))) break;
          if (is_noun(a_.tag_of(i))) head = i;
        }
        if (is_noun(a_.tag_of(head))) c.outlet = parties_.look(words, head);
        if (!c.outlet.entity) maker(words, c.outlet);
      }
    }
    out_.push_back(std::move(c));
  }

  // "both <the mission> and <the Seismological Institute>": the name that stands in one link is not that of a page
  // elsewhere, of which the words only say what its maker is.
  void unname_others() {
    const auto has_name = [&](const FoundCitation& c) {
      const auto named = parties_.named_in(words_of_link(a_, {c.url, c.evidence.front()}));
      return std::any_of(named.begin(), named.end(), [&](const Mention* m) { return m->entity == c.outlet.entity; });
    };
    std::unordered_map<std::size_t, std::string> host_of_named;
    for (const FoundCitation& c : out_) {
      if (c.how == CitationHow::kLink && c.outlet.entity && has_name(c))
        host_of_named.emplace(*c.outlet.entity, host_of(c.url));
    }
    for (FoundCitation& c : out_) {
      if (c.how != CitationHow::kLink || !c.outlet.entity || has_name(c)) continue;
      const auto named = host_of_named.find(*c.outlet.entity);
      if (named != host_of_named.end() && named->second != host_of(c.url)) c.outlet = {};
    }
  }

  // "separate tests by the Brevik Institute", "nine volunteers of the Open Figures Project": whose work the words of a
  // link name.
  void maker(Range words, Party& outlet) const {
    for (std::int32_t i = words.begin + 1; i + 1 < words.end; ++i) {
      const bool of_people = (a_.word(i) == "of" || a_.word(i) == "at") && outlet.kind == AgentKind::kGroup;
      if (a_.word(i) != "by" && a_.word(i) != "from" && !of_people) continue;
      const Range phrase = phrase_by_tags(a_, i + 1, words.end);
      const std::int32_t head = phrase.empty() ? -1 : head_by_tags(a_, phrase);
      if (head < 0) continue;
      Party body = parties_.look(phrase, head);
      // "volunteers of the Alliance": its whole name stands elsewhere.
      if (of_people && word_spans(body.name).size() < 2) return;
      if (body.entity && !body.anonymous) outlet = std::move(body);
      return;
    }
  }

  const Analysis& a_;
  const Parties& parties_;
  std::unordered_map<std::int32_t, std::int32_t> link_from_;
  std::vector<FoundCitation> out_;
};

}  // namespace

Range words_of_link(const Analysis& a, const Link& link) {
  const auto it = std::upper_bound(a.tokens.begin(), a.tokens.end(), link.text.begin,
                                   [](std::uint32_t at, const Token& t) { return at < t.span.end; });
  const auto first = static_cast<std::int32_t>(it - a.tokens.begin());
  Range words{first, first};
  while (words.end < a.size() && a.tokens[static_cast<std::size_t>(words.end)].span.begin < link.text.end) ++words.end;
  return words;
}

std::vector<FoundCitation> find_citations(const Analysis& a, const Parties& parties, const std::vector<Link>& links,
                                          const std::string& byline) {
  return Finder{a, parties}.run(links, byline);
}

}  // namespace headwater::detail
