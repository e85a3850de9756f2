// All stages of reading, one after the other.
#include <algorithm>
#include <array>
#include <map>
#include <optional>
#include <set>
#include <unordered_map>
#include <unordered_set>

#include "headwater/ingest/reading.h"
#include "headwater/schema/fold.h"
#include "reading/analysis.h"
#include "reading/attributions.h"
#include "reading/back_attributions.h"
#include "reading/citations.h"
#include "reading/claims.h"
#include "reading/cues.h"
#include "reading/denials.h"
#include "reading/document_kind.h"
#include "reading/entities.h"
#include "reading/foreign.h"
#include "reading/issuers.h"
#include "reading/late_attributions.h"
#include "reading/lexicon.h"
#include "reading/link_names.h"
#include "reading/mend.h"
#include "reading/no_claim.h"
#include "reading/parties.h"
#include "reading/publisher_family.h"
#include "reading/records.h"
#include "reading/span_reader.h"
#include "reading/supplied.h"
#include "reading/wordings.h"
#include "text/url.h"

namespace headwater {
namespace {

using namespace detail;  // NOLINT: the stages, this file only

// White space folded; a leading "that" says nothing.
std::string claim_text(std::string_view text, const Spans& content) {
  std::string out;
  for (const char c : words_of(text, content)) {
    const bool space = c == ' ' || c == '\n' || c == '\t' || c == '\r';
    if (space && (out.empty() || out.back() == ' ')) continue;
    out.push_back(space ? ' ' : c);
  }
  while (!out.empty() && out.back() == ' ') out.pop_back();
  if (out.starts_with("that ") && out.size() > 5) out.erase(0, 5);
  return out;
}

// What stands alone between brackets, as far as it could be a short name.
std::unordered_set<std::string_view> words_in_brackets(std::string_view text) {
  constexpr std::size_t kLongest = 64;
  std::unordered_set<std::string_view> out;
  for (std::size_t at = text.find('('); at != std::string_view::npos; at = text.find('(', at + 1)) {
    const std::string_view inside = text.substr(at + 1, kLongest + 1);
    if (const std::size_t end = inside.find_first_of("()"); end < inside.size() && inside[end] == ')')
      out.insert(inside.substr(0, end));
  }
  return out;
}

// Both lists as one, in text order, pieces that overlap joined.
Spans united(Spans spans, const Spans& more) {
  spans.insert(spans.end(), more.begin(), more.end());
  std::sort(spans.begin(), spans.end());
  Spans out;
  for (const ByteSpan s : spans) {
    if (!out.empty() && s.begin <= out.back().end) {
      out.back().end = std::max(out.back().end, s.end);
    } else {
      out.push_back(s);
    }
  }
  return out;
}

// A document that a sentence cites.
struct CitedHere {
  DocumentId id;
  CitationHow how = CitationHow::kNamed;
  std::string outlet;  // key of its name, "" where it is not known
};

constexpr std::size_t kMostShortNames = 64;
// Places of one link that are kept.
constexpr std::size_t kMostPlaces = 50;

class Assembler {
 public:
  Assembler(SourceText source, Document document) : source_{std::move(source)}, document_{std::move(document)} {
    fill_document();
    std::vector<Token> tokens = tokenize(source_.text, source_.blocks);
    quotes_ = find_quotes(source_.text, tokens);
    const Spans foreign = foreign_paragraphs(source_.text, tokens, document_.language);
    pass_over_foreign(foreign);
    a_ = analyse_text(source_.text, std::move(tokens), quotes_, foreign);
  }

  Extraction run(SpanMethod spans) {
    std::vector<FoundAttribution> found = spans == SpanMethod::kLearned ? read_spans(a_) : find_in(a_);
    mend_sources(a_, found);
    leave_out_what_is_none(found);
    mend_contents(a_, found);
    add_late_attributions(a_, found);
    add_back_attributions(a_, found);
    return assemble(std::move(found));
  }

  Result<Extraction> run(const AttributionReader& reader) {
    std::vector<TokenSyntax> syntax(a_.tokens.size());
    for (std::size_t i = 0; i < syntax.size(); ++i) syntax[i] = {a_.tag[i], a_.dep[i], a_.head[i]};
    const Result<std::vector<Attribution>> supplied = reader.read({source_.text, a_.tokens, quotes_, syntax});
    if (!supplied) return supplied.error();
    Result<std::vector<FoundAttribution>> found = from_attributions(a_, *supplied);
    if (!found) return found.error();
    return assemble(std::move(*found));
  }

 private:
  Extraction assemble(std::vector<FoundAttribution> found) {
    entities_ = find_entities(a_, document_.publisher, site_names());
    if (document_.kind == DocumentKind::kArticle && !entities_.all.empty() && entities_.all[0].first < 0 &&
        !entities_.all[0].kind_is_sure) {
      entities_.all[0].kind = AgentKind::kOutlet;
    }
    outlets_that_report(found);
    outlets_that_quote(found);
    outlets_by_link(found);
    const bool is_own_paper = document_.kind == DocumentKind::kStatement || document_.kind == DocumentKind::kReport;
    Parties parties{a_, entities_, {document_.publisher, is_own_paper}};
    const ClaimContext context{a_, entities_, document_, source_.blocks, passed_over_};
    pass_over(found);
    std::vector<DraftClaim> drafts = draft_claims(context, parties, std::move(found));
    std::vector<FoundCitation> citations = find_citations(a_, parties, source_.links, byline());
    std::vector<DraftClaim> own = draft_own_claims(context, parties, drafts, citations);
    const std::size_t attributed = drafts.size();
    drafts.insert(drafts.end(), std::make_move_iterator(own.begin()), std::make_move_iterator(own.end()));
    name_the_unnamed(drafts, attributed);
    name_issuers(a_, entities_, drafts, attributed);
    name_by_links(a_, citations, drafts, attributed);
    Records records{document_, entities_};
    publisher_record(records);
    add_citations(citations, records);
    for (const DraftClaim& draft : drafts) add_claim(draft, context, records);
    std::stable_sort(out_.claims.begin(), out_.claims.end(),
                     [](const Claim& x, const Claim& y) { return x.content < y.content; });
    std::stable_sort(out_.citations.begin(), out_.citations.end(),
                     [](const Citation& x, const Citation& y) { return hull(x.evidence) < hull(y.evidence); });
    add_ties(records);
    records.move_into(out_);
    finish();
    return std::move(out_);
  }

  // As it stands; else the authors the page names elsewhere.
  std::string byline() const {
    if (!source_.byline.empty()) return source_.byline;
    std::string out;
    for (const std::string& author : document_.authors) out += (out.empty() ? "" : ", ") + author;
    return out;
  }

  // "..., Health Hub reports.": what reports without a word on how it knows is an outlet.
  void outlets_that_report(const std::vector<FoundAttribution>& found) {
    for (const FoundAttribution& f : found) {
      // "Tramway Engineer reported in 2020 that": a trade's paper; of the engineer it would be said with an article.
      const bool in_year = !f.source.empty() && f.source.begin == a_.sentence_of(f.source.begin).begin &&
                           f.source.end - f.source.begin > 1 && f.cue.begin == f.source.end &&
                           f.cue.end + 2 < a_.size() && a_.word(f.cue_head) == "reported" &&
                           a_.word(f.cue.end) == "in" && a_.tag_of(f.cue.end + 1) == Tag::kCD &&
                           find_noun(a_.word(f.source.end - 1));
      bool first = f.rule == std::string_view{kAsFirstRule};
      // "was first to report", whoever read it.
      for (std::int32_t i = f.cue.begin; i + 2 < f.cue.end && !first; ++i)
        first = a_.word(i) == "first" && a_.word(i + 1) == "to" && a_.word(i + 2) == "report";
      if (!in_year && !first && (f.rule != std::string_view{kClosingReportRule} || a_.word(f.cue_head) != "reports"))
        continue;
      const auto m = std::upper_bound(entities_.mentions.begin(), entities_.mentions.end(), f.source_head,
                                      [](std::int32_t at, const Mention& mention) { return at < mention.range.end; });
      if (m == entities_.mentions.end() || !m->range.contains(f.source_head)) continue;
      Entity& e = entities_.all[m->entity];
      if (!e.kind_is_sure && (in_year || first || e.kind == AgentKind::kOrganisation)) e.kind = AgentKind::kOutlet;
    }
  }

  // "was quoted by the Skarholm Tidende as saying": who quotes others in print is an outlet, where nothing tells that
  // it is somebody.
  void outlets_that_quote(const std::vector<FoundAttribution>& found) {
    for (const FoundAttribution& f : found) {
      if (!f.is_hop || f.rule != std::string_view{kQuotedRule} || f.source.begin == 0 ||
          a_.word(f.source.begin - 1) != "by")
        continue;
      for (const Mention* m : entities_.in(f.source)) {
        Entity& e = entities_.all[m->entity];
        if (!e.kind_is_sure && e.roles.empty() && !kind_of_name(e.name)) e.kind = AgentKind::kOutlet;
      }
    }
  }

  // Of several words, of which the first has a capital; empty where none are the site's name.
  static std::string_view longest_site_name(std::string_view words, const std::string& host) {
    for (std::size_t begin = 0; begin < words.size();) {
      const std::size_t first = std::min(words.find(' ', begin), words.size());
      const bool may_open = words[begin] >= 'A' && words[begin] <= 'Z';
      for (std::size_t end = words.size(); may_open && end != std::string_view::npos && end > first;
           end = words.rfind(' ', end - 1)) {
        const std::string_view name = words.substr(begin, end - begin);
        if (is_named_as_site(name, host)) return name;
      }
      begin = first + 1;
    }
    return {};
  }

  // "Brush and Attic" with a link to brushandattic.example: several words that are the site's name.
  std::vector<std::string> site_names() const {
    constexpr std::size_t kMost = 200, kLongest = 60;
    std::vector<std::string> out;
    for (const Link& link : source_.links) {
      const std::string_view words = slice(source_.text, link.text);
      if (words.size() > kLongest) continue;
      const std::string host = host_of(link.url);
      // The whole of it, or a part: "a winter of diving by the club Keel and Net", "the Chalk and Tea blog".
      const std::string_view name = longest_site_name(words, host);
      if (!name.empty()) out.emplace_back(name);
      if (out.size() == kMost) break;
    }
    return out;
  }

  // "Run Diary writes", with a link to a page of rundiary.example: who has the site's name and is given for words is an
  // outlet, where nothing else tells what it is.
  void outlets_by_link(const std::vector<FoundAttribution>& found) {
    std::vector<std::int32_t> heads;
    for (const FoundAttribution& f : found) {
      if (f.source_head >= 0) heads.push_back(f.source_head);
    }
    std::sort(heads.begin(), heads.end());
    for (const Link& link : source_.links) {
      if (link.text.empty()) continue;
      const Range words = words_of_link(a_, link);
      const auto speaks = std::lower_bound(heads.begin(), heads.end(), words.begin);
      if (speaks == heads.end() || *speaks >= words.end) continue;
      for (const Mention* m : entities_.in(words)) {
        Entity& e = entities_.all[m->entity];
        if (!kind_of_name(e.name) && e.roles.empty() && is_named_as_site(e.name, host_of(link.url)))
          e.kind = AgentKind::kOutlet;
      }
    }
  }

  static bool is_body(const std::optional<AgentKind>& kind) {
    return kind == AgentKind::kOrganisation || kind == AgentKind::kGovernment;
  }

  void fill_document() {
    Document& d = document_;
    d.held = true;
    if (d.title.empty()) d.title = source_.title;
    if (d.publisher.empty()) d.publisher = source_.publisher;
    if (const Outlet* outlet = find_outlet(d.publisher)) d.publisher = outlet->name;
    if (d.authors.empty()) d.authors = source_.authors;
    // A body under the title of what no page or sender is known to have put out did so itself.
    if (d.publisher.empty() && d.authors.size() == 1 && is_body(kind_of_name(d.authors.front()))) {
      d.publisher = std::move(d.authors.front());
      d.authors.clear();
    }
    if (!d.published) d.published = source_.published;
    if (!d.updated) d.updated = source_.updated;
    if (!d.retrieved) d.retrieved = source_.retrieved;
    if (d.url.empty()) d.url = source_.url;
    if (d.language.empty()) d.language = source_.language;
    if (d.encoding.empty()) d.encoding = source_.encoding;
    d.behind_wall = d.behind_wall || source_.behind_wall;
    d.family = publisher_family(d.publisher, host_of(d.url));
    d.text_bytes = source_.text.size();
    d.id = held_document_id(d.url, d.sha256);
    if (d.medium == Medium::kUnknown) d.medium = medium_of_document(d.kind, source_, d.publisher);
  }

  // Nothing is read in furniture, nor in what is not English.
  void pass_over_foreign(const Spans& foreign) {
    passed_over_ = source_.boilerplate;
    if (foreign.empty()) return;
    passed_over_ = united(std::move(passed_over_), foreign);
    const std::string& language = document_.language;
    const std::string which = language.empty() || language.starts_with("en") ? "" : " (" + language + ")";
    source_.warnings.push_back("nothing is read in what is not English" + which +
                               ": paragraphs: " + std::to_string(foreign.size()));
  }

  // Numbers point into the list, so nothing is taken out: what stands there is made a hop of nobody.
  void leave_out_what_is_none(std::vector<FoundAttribution>& found) const {
    const bool own = document_.kind == DocumentKind::kStatement || document_.kind == DocumentKind::kReport;
    const bool has_issuer = own && !document_.publisher.empty();
    const auto says_nothing = [&](const FoundAttribution& f) {
      return is_none(a_, f, own) || (has_issuer && is_told(a_, f)) || (own && rejects_for_issuer(f));
    };
    std::vector<std::size_t> none;
    for (std::size_t n = 0; n < found.size(); ++n) {
      if (!found[n].is_hop && says_nothing(found[n])) none.push_back(n);
    }
    for (const std::size_t n : none) {
      found[n].is_hop = true;
      if (const std::optional<std::size_t> teller = passed_on_by(found, found[n]);
          teller && !says_nothing(found[*teller]))
        found[*teller].is_hop = false;
    }
  }

  // "The Quarterly reported that the fund had dismissed three valuers": what was taken for words that the Quarterly
  // passed on is what it says.
  static std::optional<std::size_t> passed_on_by(const std::vector<FoundAttribution>& found,
                                                 const FoundAttribution& none) {
    if (none.hops.empty() || none.source.empty()) return std::nullopt;
    const auto number = static_cast<std::size_t>(none.hops.front());
    const FoundAttribution& teller = found[number];
    const bool tells = teller.is_hop && !teller.content.empty() && teller.content.front().begin <= none.source.begin &&
                       teller.content.back().end >= none.content.back().end;
    return tells ? std::optional{number} : std::nullopt;
  }

  // "The company does not accept the finding on dioxins", of who put the document out: own_voice.cc has it.
  bool rejects_for_issuer(const FoundAttribution& f) const {
    if (!rejects_finding(a_, a_.sentence_of(f.cue_head))) return false;
    if (f.source.empty() || a_.word(f.source.begin) == "we") return true;
    const std::string& noun = a_.word(f.source.end - 1);
    const std::vector<std::string> issuer = folded_words(document_.publisher);
    const bool has = std::find(issuer.begin(), issuer.end(), noun) != issuer.end();
    return f.source.end - f.source.begin == 2 && a_.word(f.source.begin) == "the" &&
           (noun == "company" || noun == "firm" || has);
  }

  void pass_over(std::vector<FoundAttribution>& found) const {
    if (passed_over_.empty()) return;
    for (FoundAttribution& f : found) {
      const ByteSpan place = a_.bytes(f.content.front());
      const auto it = std::upper_bound(passed_over_.begin(), passed_over_.end(), place.begin,
                                       [](std::uint32_t at, ByteSpan s) { return at < s.end; });
      if (it != passed_over_.end() && it->overlaps(place)) f.is_hop = true;
    }
  }

  // "A U.S. security firm alleged", in a caption or before the firm is named: the one body whose words the text is
  // about, if it is the only one that speaks much.
  void name_the_unnamed(std::vector<DraftClaim>& drafts, std::size_t attributed) {
    std::map<std::size_t, std::size_t> count;
    for (std::size_t i = 0; i < attributed; ++i) {
      const Party& p = drafts[i].speaker;
      if (p.entity && p.kind == AgentKind::kOrganisation) ++count[*p.entity];
    }
    std::size_t best = 0, most = 0, second = 0;
    for (const auto& [entity, n] : count) {
      if (n > most) {
        second = most;
        most = n;
        best = entity;
      } else if (n > second) {
        second = n;
      }
    }
    if (most < 3 || most < 2 * second + 1) return;
    folded_text_ = fold(source_.text);
    std::size_t looked_at = 0;
    std::int32_t first = a_.size();
    for (const Mention& m : entities_.mentions) {
      if (m.entity == best) first = std::min(first, m.range.begin);
    }
    for (std::size_t i = 0; i < attributed; ++i) {
      DraftClaim& d = drafts[i];
      if (!d.speaker.anonymous || d.speaker.kind != AgentKind::kOrganisation || d.from.source.empty()) continue;
      if (a_.word(d.from.source.begin) != "a" && a_.word(d.from.source.begin) != "an") continue;
      if (++looked_at > 50) break;
      const ByteSpan place = a_.bytes(d.from.source);
      const bool caption = std::any_of(source_.blocks.begin(), source_.blocks.end(), [&](const Block& b) {
        return b.kind == BlockKind::kCaption && b.span.overlaps(place);
      });
      if (d.from.source.begin > first && !caption && !stands_twice(d)) continue;
      const Entity& e = entities_.all[best];
      d.speaker.entity = best;
      d.speaker.name = e.name;
      d.speaker.kind = e.kind;
      d.speaker.anonymous = false;
      d.speaker.confidence = 0.6;
    }
  }

  bool stands_twice(const DraftClaim& d) const {
    const std::string words = fold(words_of_range(a_, d.from.content.front()));
    if (words.size() <= 40) return false;
    const std::size_t first = folded_text_.find(words);
    return first != std::string::npos && folded_text_.find(words, first + words.size()) != std::string::npos;
  }

  void publisher_record(Records& records) {
    if (!document_.publisher.empty()) records.agent(document_.publisher, publisher_kind());
    for (const std::string& author : document_.authors) {
      const std::optional<AgentKind> kind = kind_of_name(author);
      records.agent(author, kind.value_or(AgentKind::kPerson));
    }
  }

  AgentKind publisher_kind() const {
    if (!entities_.all.empty() && entities_.all[0].first < 0) return entities_.all[0].kind;
    return kind_of_name(document_.publisher).value_or(AgentKind::kOutlet);
  }

  void add_citation(CitationHow how, DocumentId id, Spans evidence, const char* rule, double confidence) {
    if (id.is_null() || id == document_.id) return;
    const auto [known, added] = cited_.emplace(std::pair{id, how}, out_.citations.size());
    if (!added) {
      // The same link once more: another place of one citation.
      Spans& places = out_.citations[known->second].evidence;
      if (how == CitationHow::kLink && !places.empty() && !evidence.empty() &&
          evidence.front().begin >= places.back().end && places.size() < kMostPlaces)
        places.insert(places.end(), evidence.begin(), evidence.end());
      return;
    }
    out_.citations.push_back({how, id, std::move(evidence), rule, confidence});
  }

  void add_citations(const std::vector<FoundCitation>& citations, Records& records) {
    // A page that calls another site's page the canonical one is that page's copy. It says so in its head, so there are
    // no words of its text to show.
    if (!document_.copy_of.empty())
      add_citation(CitationHow::kCredit, records.linked(document_.copy_of, {}), {}, "canonical-link@1", 0.9);
    for (const FoundCitation& c : citations) {
      const bool own =
          c.url.empty() && name_key(c.outlet.name) == name_key(document_.publisher) && !document_.publisher.empty();
      if (c.url.empty() && own && c.outlet.title.empty()) continue;
      const Medium medium = c.how == CitationHow::kImage ? Medium::kImage : c.medium;
      const DocumentId id = c.url.empty() ? records.referenced(c.outlet, medium, c.outlet.title, std::nullopt)
                                          : records.linked(c.url, c.outlet);
      add_citation(c.how, id, c.evidence, c.rule, c.confidence);
      if (id.is_null() || id == document_.id || c.how == CitationHow::kImage || c.how == CitationHow::kContributed)
        continue;
      if (c.closing) {
        closing_.push_back(id);
      } else if (c.sentence >= 0) {
        in_sentence_[c.sentence].push_back({id, c.how, name_key(c.outlet.name)});
      }
    }
  }

  void add_claim(const DraftClaim& d, const ClaimContext& context, Records& records) {
    Claim claim;
    for (const Range& r : d.from.content) claim.content.push_back(a_.bytes(r));
    if (!d.from.source.empty()) claim.source.push_back(a_.bytes(d.from.source));
    if (!d.from.cue.empty()) claim.cue.push_back(a_.bytes(d.from.cue));
    claim.text = claim_text(source_.text, claim.content);
    if (claim.text.empty()) return;
    // The same words again, a caption printed twice: one claim with two mentions.
    const std::string same = fold(claim.text) + "\n" + name_key(d.speaker.name);
    if (const auto it = by_words_.find(same); it != by_words_.end() && claim.text.size() > 40) {
      out_.claims[it->second].mentions.push_back(claim.content);
      return;
    }
    claim.form = d.from.form;
    claim.polarity = d.from.polarity;
    claim.certainty = certainty_of(d, a_);
    claim.end = end_of(d, context);
    claim.rule = d.from.rule;
    claim.confidence = std::clamp(d.from.confidence * d.speaker.confidence, 0.05, 0.99);
    // A name without a letter or digit is no name.
    if (const AgentId speaker = records.agent(d.speaker); !speaker.is_null()) claim.speaker = speaker;
    for (const Party& p : d.via) {
      if (const AgentId hop = records.agent(p); !hop.is_null()) claim.via.push_back(hop);
    }
    if (!claim.speaker && claim.form != ClaimForm::kOwn) claim.end = EndClass::kUnattributed;
    set_origin(claim, d, records);
    set_cites(claim, d, records);
    std::string key = std::string{to_string(claim.form)} + "\n" + claim.text;
    std::uint32_t& salt = salts_[key];
    do {
      claim.id = claim_id_of(document_.id, key, salt++);
    } while (!ids_.insert(claim.id).second);
    by_words_.emplace(same, out_.claims.size());
    out_.claims.push_back(std::move(claim));
  }

  void set_origin(Claim& claim, const DraftClaim& d, Records& records) {
    const bool self = document_.kind == DocumentKind::kStatement || document_.kind == DocumentKind::kReport;
    const bool by_issuer = !d.speaker.is_nobody() && name_key(d.speaker.name) == name_key(document_.publisher);
    if ((self && (d.own || by_issuer)) || document_.kind == DocumentKind::kTranscript) {
      claim.origin = document_.id;
      // The record of a body is a document; what somebody tells an outlet on the air is told, not written.
      const bool told = !document_.publisher.empty() && !is_body(kind_of_name(document_.publisher)) &&
                        claim.end == EndClass::kFirsthand;
      if (document_.kind == DocumentKind::kTranscript && claim.end != EndClass::kUnattributed &&
          claim.end != EndClass::kAnonymous && !told)
        claim.end = EndClass::kPrimary;
      if (self && by_issuer) claim.end = EndClass::kPrimary;
      return;
    }
    // A press release is where those it quotes put their words out, unless it says otherwise.
    if (document_.kind == DocumentKind::kStatement && claim.form == ClaimForm::kDirect && !d.speaker.is_nobody() &&
        !d.speaker.anonymous && d.channel.medium == Medium::kUnknown && d.via.empty()) {
      claim.origin = document_.id;
      claim.end = EndClass::kPrimary;
      return;
    }
    if (d.speaker.is_nobody() || (d.channel.medium == Medium::kUnknown && !d.channel.date)) return;
    const std::optional<DocumentId> linked = d.speaker.entity ? std::nullopt : linked_paper(d.speaker);
    claim.origin = linked ? *linked : records.referenced(d.speaker, d.channel.medium, d.speaker.title, d.channel.date);
    if (!d.channel.delivered.empty()) {
      for (const Party& p : d.channel.via) {
        out_.deliveries.push_back(
            {*claim.origin, records.agent(p), {a_.bytes(d.channel.delivered)}, "handed-to@1", 0.85});
      }
    }
    switch (d.channel.medium) {
      case Medium::kReport:
      case Medium::kStatement:
      case Medium::kFax:
      case Medium::kFiling:
      case Medium::kLetter:
      case Medium::kEmail:
        if (!d.speaker.anonymous)
          add_citation(CitationHow::kNamed, *claim.origin, claim.source, "document-of-speaker@1", claim.confidence);
        break;
      default:
        break;
    }
  }

  // "as <an official audit> has shown. It found that C": the document that a link of the speaker's own words leads to.
  std::optional<DocumentId> linked_paper(const Party& speaker) const {
    if (!speaker.document || speaker.name.empty()) return std::nullopt;
    const std::string name = name_key(speaker.name);
    for (const Citation& c : out_.citations) {
      if (c.how != CitationHow::kLink || c.evidence.size() != 1) continue;
      if (name_key(slice(source_.text, c.evidence.front())) == name) return c.document;
    }
    return std::nullopt;
  }

  // Documents this claim rests on by name or link.
  void set_cites(Claim& claim, const DraftClaim& d, Records& records) {
    const auto add = [&](DocumentId id) {
      if (!id.is_null() && id != document_.id &&
          std::find(claim.cites.begin(), claim.cites.end(), id) == claim.cites.end())
        claim.cites.push_back(id);
    };
    const auto outlet = [&](const Party& p) {
      if (p.kind != AgentKind::kOutlet || p.is_nobody() || name_key(p.name) == name_key(document_.publisher)) return;
      const DocumentId id = records.referenced(p, Medium::kArticle, "", std::nullopt);
      add_citation(CitationHow::kNamed, id, claim.source.empty() ? claim.content : claim.source, "named@1", 0.85);
      add(id);
    };
    for (const Party& p : d.via) outlet(p);
    for (const Beside& beside : d.also) {
      const Party& p = beside.party;
      const bool body = p.kind == AgentKind::kOrganisation || p.kind == AgentKind::kGovernment;
      const Medium medium = p.document.value_or(p.kind == AgentKind::kOutlet ? Medium::kArticle
                                                : body                       ? Medium::kStatement
                                                                             : Medium::kUnknown);
      const bool unknown = medium == Medium::kUnknown || p.anonymous || p.is_nobody() || (p.document && !p.entity);
      if (unknown || is_linked(beside.words)) continue;
      const DocumentId id = records.referenced(p, medium, p.title, std::nullopt);
      add_citation(CitationHow::kNamed, id, {a_.bytes(beside.words)}, "joint-source@1", 0.8);
      add(id);
    }
    if (!d.own && d.channel.medium == Medium::kUnknown) outlet(d.speaker);
    const auto here = in_sentence_.find(d.sentence);
    const bool unsourced = d.own || d.speaker.is_nobody();
    if (here != in_sentence_.end()) {
      for (const CitedHere& one : here->second) {
        if (one.how == CitationHow::kFirstReported && !unsourced) continue;
        // A name beside a link to the same outlet means what is linked.
        const bool linked = one.how != CitationHow::kLink && !one.outlet.empty() &&
                            std::any_of(here->second.begin(), here->second.end(), [&](const CitedHere& other) {
                              return other.how == CitationHow::kLink && other.outlet == one.outlet;
                            });
        if (!linked) add(one.id);
      }
    }
    if (unsourced && claim.cites.empty()) {
      for (const DocumentId id : closing_) add(id);
    }
  }

  // Whether these words hold a link, which then says which document is meant.
  bool is_linked(Range words) const {
    const ByteSpan place = a_.bytes(words);
    return std::any_of(out_.citations.begin(), out_.citations.end(),
                       [&](const Citation& c) { return c.how == CitationHow::kLink && overlaps(c.evidence, {place}); });
  }

  void add_ties(Records& records) {
    const std::unordered_set<std::string_view> bracketed = words_in_brackets(source_.text);
    // A short name the text spells out: other documents may know the body by it alone.
    for (const Entity& e : entities_.all) {
      if (e.acronym.empty() || name_key(e.acronym) == name_key(e.name)) continue;
      const bool spelled =
          std::find(e.forms.begin(), e.forms.end(), e.acronym) != e.forms.end() || bracketed.contains(e.acronym);
      if (!spelled) continue;
      Party full;
      full.entity = static_cast<std::size_t>(&e - entities_.all.data());
      full.name = e.name;
      full.kind = e.kind;
      out_.ties.push_back(
          {records.agent(e.acronym, e.kind), Relation::kSameAs, records.agent(full), {}, "acronym@1", 0.9});
    }
    // "Norrby Chemicals ... Norrby": what a body is called for short, though it says nothing here.
    std::size_t called = 0;
    for (std::size_t n = 0; n < entities_.all.size() && called < kMostShortNames; ++n) {
      const Entity& e = entities_.all[n];
      const bool is_short = std::any_of(e.forms.begin(), e.forms.end(), [&](const std::string& form) {
        return name_key(e.name).starts_with(name_key(form) + " ");
      });
      if (!is_short || e.kind == AgentKind::kPerson || e.kind == AgentKind::kGroup) continue;
      ++called;
      Party body;
      body.entity = n;
      body.name = e.name;
      body.kind = e.kind;
      records.agent(body);
    }
    for (const Entity& e : entities_.all) {
      if (!e.of || e.first < 0) continue;
      const Entity& body = entities_.all[*e.of];
      Party from, to;
      from.entity = static_cast<std::size_t>(&e - entities_.all.data());
      from.name = e.name;
      from.kind = e.kind;
      to.entity = *e.of;
      to.name = body.name;
      to.kind = body.kind;
      const auto mention = std::find_if(entities_.mentions.begin(), entities_.mentions.end(),
                                        [&](const Mention& m) { return m.entity == *from.entity; });
      Spans evidence;
      if (mention != entities_.mentions.end()) evidence.push_back(a_.bytes(mention->range));
      out_.ties.push_back(
          {records.agent(from), Relation::kSpeaksFor, records.agent(to), std::move(evidence), "spokesperson@1", 0.85});
    }
  }

  void finish() {
    out_.document = std::move(document_);
    out_.text = std::move(source_.text);
    out_.map = std::move(source_.map);
    out_.links = std::move(source_.links);
    out_.boilerplate = std::move(source_.boilerplate);
    out_.warnings = std::move(source_.warnings);
  }

  SourceText source_;
  Document document_;
  std::vector<Quote> quotes_;
  Spans passed_over_;  // furniture and what is not English; in text order
  Analysis a_;
  Entities entities_;
  Extraction out_;
  std::map<std::pair<DocumentId, CitationHow>, std::size_t> cited_;  // where in out_.citations, which are only added to
  std::vector<DocumentId> closing_;
  std::map<std::int32_t, std::vector<CitedHere>> in_sentence_;
  std::unordered_map<std::string, std::size_t> by_words_;
  std::set<ClaimId> ids_;
  std::unordered_map<std::string, std::uint32_t> salts_;  // of claims with the same words
  std::string folded_text_;
};

}  // namespace

std::string_view to_string(SpanMethod method) { return method == SpanMethod::kLearned ? "learned" : "rules"; }

std::optional<SpanMethod> parse_span_method(std::string_view text) {
  if (text == "rules") return SpanMethod::kRules;
  if (text == "learned") return SpanMethod::kLearned;
  return std::nullopt;
}

Extraction read_attributions(SourceText source, Document document, SpanMethod spans) {
  return Assembler{std::move(source), std::move(document)}.run(spans);
}

Result<Extraction> read_attributions(SourceText source, Document document, const AttributionReader& reader) {
  return Assembler{std::move(source), std::move(document)}.run(reader);
}

}  // namespace headwater
