// Ties between a new document and those it cites or that cite it.
#include <algorithm>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <unordered_map>
#include <vector>

#include "headwater/ingest/ingest.h"
#include "headwater/schema/fold.h"
#include "linking/described_papers.h"
#include "linking/held_documents.h"
#include "linking/likeness.h"
#include "linking/namesakes.h"
#include "linking/order.h"
#include "linking/restatement.h"
#include "linking/shared_text.h"
#include "linking/side.h"
#include "linking/wording.h"
#include "reading/citations.h"

namespace headwater {
namespace {

using detail::ClaimWords;

// Documents somebody put out, or claims they are given for: as many are not looked through for one that was not named.
constexpr std::size_t kManyOfSpeaker = 32;
// Of which one is looked for though no claim is said to be from there: more are not read for it.
constexpr std::size_t kFewCandidates = 16;
constexpr std::size_t kFewUnclaimed = 8;  // such citations, and claims that are compared
constexpr std::size_t kFewClaims = 256;
constexpr std::string_view kSameDocumentRule = "issuer-and-medium@1";
constexpr std::string_view kContraryRule = "contrary@1";
constexpr std::string_view kFlatDenialRule = "flat-denial@1";
constexpr std::string_view kSpeakersDocumentRule = "document-of-speaker@2";

using detail::Match;
using detail::Side;

class Linker {
 public:
  Linker(const Store& store, const Extraction& extraction)
      : store_{store}, extraction_{extraction}, held_{store, extraction} {
    self_.document = extraction.document;
    self_.claims = extraction.claims;
    detail::read_words(self_);
  }

  Result<std::vector<Edge>> run() {
    for (const Document& reference : extraction_.referenced) {
      Result<detail::HeldDocuments::Candidates> found = held_.of(reference);
      if (!found) return found.error();
      if (found->is_weak) weak_.insert(reference.id);
      if (found->is_paper && !found->is_weak) put_out_.insert(reference.id);
      if (!found->documents.empty()) standing_for_[reference.id] = std::move(found->documents);
    }
    if (const Result<void> done = tie_claims(self_, extraction_.citations); !done) return done.error();
    if (const Result<void> done = tie_citing(); !done) return done.error();
    if (const Result<void> done = tie_by_speaker(); !done) return done.error();
    if (const Result<void> done = tie_by_wording(); !done) return done.error();
    Result<std::vector<Edge>> namesakes = detail::namesakes(store_, extraction_);
    if (!namesakes) return namesakes.error();
    edges_.insert(edges_.end(), namesakes->begin(), namesakes->end());
    Result<std::vector<Edge>> copies = detail::copies_by_text(store_, extraction_, edges_);
    if (!copies) return copies.error();
    edges_.insert(edges_.end(), copies->begin(), copies->end());
    return std::move(edges_);
  }

 private:
  Result<const Side*> side(DocumentId id) {
    const auto it = sides_.find(id);
    if (it != sides_.end()) return &it->second;
    Side out;
    const Result<std::optional<Document>> document = store_.document(id);
    if (!document) return document.error();
    if (*document) out.document = **document;
    Result<std::vector<Claim>> claims = store_.claims_of(id);
    if (!claims) return claims.error();
    out.claims = std::move(*claims);
    detail::read_words(out);
    return &sides_.emplace(id, std::move(out)).first->second;
  }

  // Nothing where too little is left to be a claim.
  static ClaimWords without(const ClaimWords& words, const ClaimWords& told) {
    constexpr std::size_t kLeast = 4;
    ClaimWords out;
    out.negated = words.negated;
    std::set_difference(words.words.begin(), words.words.end(), told.words.begin(), told.words.end(),
                        std::back_inserter(out.words));
    // "The board was shown it, and nobody asked": what is left when the denial is told elsewhere denies nothing.
    std::set_intersection(words.in_denials.begin(), words.in_denials.end(), out.words.begin(), out.words.end(),
                          std::back_inserter(out.in_denials));
    if (out.in_denials.empty() && !words.in_denials.empty()) out.negated = false;
    if (out.words.size() < kLeast) out.words.clear();
    return out;
  }

  // Claims of `from` against the documents each of them cites; `citations` are those of the whole document.
  Result<void> tie_claims(const Side& from, const std::vector<Citation>& citations) {
    std::set<DocumentId> for_all;  // copied or credited: stands behind every claim
    std::set<DocumentId> taken;    // something was taken from there, and the text says so
    for (const Citation& c : citations) {
      if (c.how == CitationHow::kByline || c.how == CitationHow::kCredit || c.how == CitationHow::kHatTip)
        for_all.insert(c.document);
      if (c.rule == detail::kTakenFromRule) taken.insert(c.document);
    }
    Hits hits;  // reference -> held -> claims found there
    Scores best_score;
    struct Found {
      DocumentId reference;
      DocumentId held;
      Edge edge;
    };
    std::vector<Found> found;
    for (std::size_t i = 0; i < from.claims.size(); ++i) {
      const Claim& claim = from.claims[i];
      std::set<DocumentId> references{claim.cites.begin(), claim.cites.end()};
      references.insert(for_all.begin(), for_all.end());
      if (claim.origin) references.insert(*claim.origin);
      std::optional<ClaimWords> denied;  // of "... that C" the words of C, once they are asked for
      // A denial answers what its document speaks of.
      const bool denies = claim.polarity == Polarity::kDenies || claim.polarity == Polarity::kDoubts;
      for (const Citation& c : citations) {
        if (denies && c.how != CitationHow::kImage) references.insert(c.document);
      }
      for (const DocumentId reference : references) {
        const auto candidates = standing_for_.find(reference);
        if (candidates == standing_for_.end()) continue;
        for (const DocumentId id : candidates->second) {
          const Result<const Side*> target = id == self_.document.id ? Result<const Side*>{&self_} : side(id);
          if (!target) return target.error();
          ClaimWords words = from.words[i];
          // What a denial denies may stand in it with a word of denial or without.
          Match match = detail::best_match(**target, words, denies);
          if (const Match same = detail::same_words(**target, claim, words); same.claim != nullptr) match = same;
          if (denies) {
            words.negated = !words.negated;
            if (const Match other = detail::best_match(**target, words); other.score > match.score) match = other;
            // "We can no longer maintain that C": C alone is what was said there.
            if (!denied) {
              const std::size_t that = claim.text.find(" that ");
              denied = that == std::string::npos ? ClaimWords{} : detail::claim_words(claim.text.substr(that + 6));
            }
            if (const Match other = detail::best_match(**target, *denied); other.score > match.score) match = other;
          }
          // Where only one held document can be meant, and for this claim, less will do.
          const bool only =
              candidates->second.size() == 1 && for_all.count(reference) == 0 && !weak_.contains(reference);
          double least = only ? detail::kRestatesOnly : detail::kRestates;
          if (only && !denies && match.score < least) {
            match = detail::best_paraphrase(**target, from.words[i], alike_);
            if (match.claim == nullptr) {
              match = detail::lone_match(**target, from.words[i]);
              least = detail::kRestatesAlone;
            }
          }
          if (denies && candidates->second.size() == 1 && match.score < least) {
            match = detail::of_number(**target, from.words[i]);
            if (match.claim == nullptr) match = detail::of_topic(**target, from.words[i]);
            least = detail::kRestates;
          }
          if (match.claim == nullptr || match.score < least) continue;
          ++hits[reference][id];
          best_score[reference][id] += match.score;
          found.push_back({reference, id, tie(claim, match, from.document.id)});
          // "C1 and that C2": the other clause may be a claim of its own there.
          if (claim.text.find(" and that ") == std::string::npos) continue;
          const Match rest = detail::best_match(**target, without(words, detail::claim_words(match.claim->text)));
          if (rest.claim != nullptr && rest.claim != match.claim && rest.score >= detail::kRestates)
            found.push_back({reference, id, tie(claim, rest, from.document.id)});
        }
      }
    }
    if (const Result<void> done = look_for_unclaimed(from, citations, hits, best_score); !done) return done.error();
    // One held document a reference: the one that has most of what is said to come from it.
    std::map<DocumentId, DocumentId> chosen;
    for (const auto& [reference, candidates] : standing_for_) {
      std::optional<DocumentId> best;
      for (const DocumentId id : candidates) {
        if (!best || best_score[reference][id] > best_score[reference][*best] + 1e-9) best = id;
      }
      if (!best) continue;
      const bool sure = *best == reference || hits[reference][*best] > 0;
      const bool only_one = candidates.size() == 1 && !weak_.contains(reference) &&
                            (put_out_.contains(reference) || taken.contains(reference));
      if (!sure && !only_one) continue;
      chosen[reference] = *best;
      if (from.document.id == self_.document.id && *best != self_.document.id) spoken_of_.insert(*best);
      if (*best != reference && same_.insert({reference, *best}).second) {
        edges_.push_back(same_document(reference, *best, from.document.id, hits[reference][*best]));
      }
    }
    for (Found& f : found) {
      const auto it = chosen.find(f.reference);
      if (it != chosen.end() && it->second == f.held && tied_.insert({f.edge.from, f.edge.to}).second)
        edges_.push_back(std::move(f.edge));
    }
    return {};
  }

  using Hits = std::map<DocumentId, std::map<DocumentId, int>>;
  using Scores = std::map<DocumentId, std::map<DocumentId, double>>;

  // "a figure, taken from the website Orrin Notes, of nine ships", "we have read the report of the Herald": no claim is
  // said to be from there, yet what the document goes on to say may stand there. It shows which is meant, and ties
  // nothing.
  Result<void> look_for_unclaimed(const Side& from, const std::vector<Citation>& citations, Hits& hits,
                                  Scores& best_score) {
    std::set<DocumentId> claimed;
    for (const Claim& claim : from.claims) {
      claimed.insert(claim.cites.begin(), claim.cites.end());
      if (claim.origin) claimed.insert(*claim.origin);
    }
    std::size_t looked_for = 0;
    for (const Citation& citation : citations) {
      const auto candidates = standing_for_.find(citation.document);
      if (citation.how != CitationHow::kNamed || candidates == standing_for_.end() ||
          claimed.contains(citation.document) || candidates->second.size() > kFewCandidates)
        continue;
      if (++looked_for > kFewUnclaimed) break;
      for (const DocumentId id : candidates->second) {
        const Result<const Side*> target = id == self_.document.id ? Result<const Side*>{&self_} : side(id);
        if (!target) return target.error();
        for (std::size_t n = 0; n < std::min(from.words.size(), kFewClaims); ++n) {
          ClaimWords words = from.words[n];
          for (const bool negated : {words.negated, !words.negated}) {
            words.negated = negated;
            const Match match = detail::best_match(**target, words);
            if (match.claim == nullptr || match.score < detail::kRestates) continue;
            ++hits[citation.document][id];
            best_score[citation.document][id] += match.score;
            break;
          }
        }
      }
    }
    return {};
  }

  static Edge tie(const Claim& from, const Match& match, DocumentId document) {
    Edge edge;
    const Claim& to = *match.claim;
    edge.from = from.id;
    edge.to = to.id;
    const bool denies = from.polarity == Polarity::kDenies || from.polarity == Polarity::kDoubts;
    edge.relation = denies && to.polarity == Polarity::kAsserts ? Relation::kDisputes : Relation::kRepeats;
    edge.score = match.score;
    edge.evidence = {document, from.content, std::string{match.rule}, std::min(0.95, 0.4 + match.score / 2)};
    return edge;
  }

  Edge same_document(DocumentId reference, DocumentId held, DocumentId document, int claims) const {
    Edge edge;
    edge.from = reference;
    edge.to = held;
    edge.relation = Relation::kSameAs;
    edge.score = claims > 0 ? 0.9 : 0.6;
    edge.evidence = {document, {}, std::string{kSameDocumentRule}, edge.score};
    return edge;
  }

  // Documents held before that speak of this one, by its address or by its issuer's name.
  Result<void> tie_citing() {
    std::set<DocumentId> references{self_.document.id};
    std::set<std::string> names = held_.names_of(self_.document.publisher);
    // A report or a statement is its authors' too.
    if (self_.document.kind == DocumentKind::kReport || self_.document.kind == DocumentKind::kStatement) {
      for (const std::string& author : self_.document.authors) names.insert(name_key(author));
      names.erase("");
    }
    // What was said aloud is known by who said it.
    if (self_.document.kind == DocumentKind::kTranscript) {
      for (const Claim& claim : self_.claims) {
        const Agent* speaker = claim.speaker ? extraction_.agent(*claim.speaker) : nullptr;
        if (speaker != nullptr && !speaker->anonymous && names.size() < kManyOfSpeaker)
          names.insert(name_key(speaker->name));
      }
      names.erase("");
    }
    for (const std::string& name : names) {
      const Result<std::vector<DocumentId>> ids = store_.documents_of_publisher(name, detail::kMaxCandidates);
      if (!ids) return ids.error();
      for (const DocumentId id : *ids) references.insert(id);
    }
    if (const Result<void> done = add_short_names(references); !done) return done;
    std::map<DocumentId, std::set<DocumentId>> citing;  // document -> references in it
    for (const DocumentId reference : references) {
      if (extraction_.referenced_document(reference) != nullptr) continue;
      if (!is_spoken_of(reference)) continue;
      std::set<DocumentId> by;
      for (const Relation relation : {Relation::kCites, Relation::kSaidIn}) {
        const Result<std::vector<Edge>> edges = store_.downstream(reference, relation, 1000);
        if (!edges) return edges.error();
        for (const Edge& edge : *edges) by.insert(edge.evidence.document);
      }
      if (by.empty()) continue;
      const Result<std::optional<Document>> spoken = store_.document(reference);
      if (!spoken) return spoken.error();
      if (reference != self_.document.id && (!*spoken || (*spoken)->held)) continue;
      for (const DocumentId id : by) citing[id].insert(reference);
    }
    for (const auto& [id, spoken_of] : citing) {
      if (id == self_.document.id) continue;
      speaking_of_us_.insert(id);
      if (const Result<void> done = tie_one_citing(id, spoken_of); !done) return done.error();
    }
    return {};
  }

  // Most documents of a publisher are cited by nobody, which takes no look at the disk. True where it is not known.
  bool is_spoken_of(DocumentId id) {
    if (!topology_) {
      Result<Topology> graph = store_.topology();
      if (!graph) return true;
      topology_ = std::move(*graph);
    }
    const std::optional<NodeNumber> number = topology_->number_of(id);
    if (!number) return false;
    const Arcs arcs = topology_->arcs(*number, Direction::kDownstream);
    const auto cites = [](Arc arc) {
      return arc.relation() == Relation::kCites || arc.relation() == Relation::kSaidIn;
    };
    return std::any_of(arcs.settled.begin(), arcs.settled.end(), cites) ||
           std::any_of(arcs.added.begin(), arcs.added.end(), cites);
  }

  // Documents spoken of whose issuer's name may be short for who put this one out.
  Result<void> add_short_names(std::set<DocumentId>& references) {
    for (const std::string& word : detail::telling_words(self_.document.publisher)) {
      const Result<std::optional<std::vector<NodeId>>> nodes =
          store_.nodes_with_rare_word(word, NodeKind::kDocument, detail::kTooManyWithWord);
      if (!nodes) return nodes.error();
      if (!*nodes) continue;
      for (const NodeId& node : **nodes) {
        if (!node.document() || references.count(*node.document()) > 0) continue;
        const Result<std::optional<Document>> spoken = store_.document(*node.document());
        if (!spoken) return spoken.error();
        if (!*spoken || (*spoken)->held) continue;
        const std::set<std::string> words = detail::telling_words((*spoken)->publisher);
        const bool is_weak = detail::closes_name((*spoken)->publisher, words, self_.document.publisher);
        if (is_weak) weak_.insert((*spoken)->id);
        if (is_weak || (detail::can_be_short((*spoken)->publisher, words) &&
                        detail::stands_for((*spoken)->publisher, words, self_.document.publisher)))
          references.insert((*spoken)->id);
      }
    }
    return {};
  }

  Result<void> tie_one_citing(DocumentId id, const std::set<DocumentId>& spoken_of) {
    const Result<const Side*> from = side(id);
    if (!from) return from.error();
    standing_for_.clear();
    for (const DocumentId reference : spoken_of) {
      if (reference == self_.document.id) {
        standing_for_[reference].push_back(reference);
        continue;
      }
      const Result<std::optional<Document>> spoken = store_.document(reference);
      if (!spoken) return spoken.error();
      if (!*spoken || !detail::fits(**spoken, self_.document, (*from)->document)) continue;
      const Result<std::vector<Edge>> known = store_.upstream(reference, Relation::kSameAs);
      if (!known) return known.error();
      if (known->empty()) standing_for_[reference].push_back(self_.document.id);
      if (detail::is_paper((*spoken)->medium) && !weak_.contains(reference)) put_out_.insert(reference);
    }
    std::vector<Citation> citations;
    const Result<std::vector<Edge>> cites = store_.upstream(id, Relation::kCites);
    if (!cites) return cites.error();
    for (const Edge& edge : *cites) {
      if (const std::optional<DocumentId> to = edge.to.document())
        citations.push_back({edge.how, *to, edge.evidence.spans, edge.evidence.rule, edge.evidence.confidence});
    }
    return tie_claims(**from, citations);
  }

  // "Run Diary writes that C", "the union complains that C": where nothing is said of a document, one that the speaker
  // put out and that has C is where it was said. Of this document's speakers, and of those who spoke of who put this
  // one out before it came.
  Result<void> tie_by_speaker() {
    for (std::size_t i = 0; i < self_.claims.size(); ++i) {
      const Claim& claim = self_.claims[i];
      if (!names_speaker_only(claim)) continue;
      const Agent* speaker = extraction_.agent(*claim.speaker);
      if (speaker == nullptr || speaker->anonymous || name_key(speaker->name) == name_key(self_.document.publisher))
        continue;
      const Result<std::vector<DocumentId>> ids =
          store_.documents_of_publisher(name_key(speaker->name), kManyOfSpeaker);
      if (!ids) return ids.error();
      if (ids->size() == kManyOfSpeaker) continue;
      if (const Result<void> done = tie_to_best(self_, i, *ids); !done) return done;
    }
    const std::string own = name_key(self_.document.publisher);
    if (own.empty()) return {};
    const Result<std::vector<Edge>> said = store_.downstream(agent_id_of(own), Relation::kSaidBy, kManyOfSpeaker);
    if (!said) return said.error();
    if (said->size() == kManyOfSpeaker) return {};
    for (const Edge& edge : *said) {
      const std::optional<ClaimId> id = edge.from.claim();
      if (!id || document_of(*id) == self_.document.id) continue;
      const Result<const Side*> from = side(document_of(*id));
      if (!from) return from.error();
      for (std::size_t i = 0; i < (*from)->claims.size(); ++i) {
        if ((*from)->claims[i].id != *id || !names_speaker_only((*from)->claims[i])) continue;
        if (const Result<void> done = tie_to_best(**from, i, {self_.document.id}); !done) return done;
      }
    }
    return {};
  }

  // Of a person the document would be somebody else's, and a direct quotation may have been said to anybody.
  static bool names_speaker_only(const Claim& claim) {
    return claim.speaker && !claim.origin && claim.via.empty() && claim.cites.empty() &&
           claim.end != EndClass::kAnonymous && claim.polarity == Polarity::kAsserts;
  }

  Result<void> tie_to_best(const Side& from, std::size_t number, const std::vector<DocumentId>& ids) {
    const Claim& claim = from.claims[number];
    Match best;
    const Side* in = nullptr;
    for (const DocumentId id : ids) {
      const Result<const Side*> target = id == self_.document.id ? Result<const Side*>{&self_} : side(id);
      if (!target) return target.error();
      const Document& held = (*target)->document;
      if (!held.held || held.id == from.document.id || !detail::is_of_the_time(held, from.document)) continue;
      const Match match = detail::best_match(**target, from.words[number]);
      if (match.claim == nullptr || match.score < detail::kRestates || match.score <= best.score) continue;
      best = match;
      in = *target;
    }
    if (in == nullptr || !tied_.insert({claim.id, best.claim->id}).second) return {};
    edges_.push_back(tie(claim, best, from.document.id));
    Edge cites;
    cites.from = claim.id;
    cites.to = in->document.id;
    cites.relation = Relation::kCites;
    cites.how = CitationHow::kNamed;
    cites.evidence = {from.document.id, claim.source, std::string{kSpeakersDocumentRule}, 0.75};
    edges_.push_back(cites);
    cites.from = from.document.id;
    edges_.push_back(std::move(cites));
    return {};
  }

  // Claims of documents that neither cites, in much the same words, or contrary ones. The later restates the earlier;
  // where it is not told which is which, nothing is tied.
  Result<void> tie_by_wording() {
    for (const Document& d : extraction_.referenced) named_publishers_.insert(name_key(d.publisher));
    named_publishers_.erase("");
    detail::WordingIndex index{store_};
    detail::DescribedPapers described{store_, extraction_};
    for (std::size_t i = 0; i < self_.claims.size(); ++i) {
      const Claim& claim = self_.claims[i];
      const Result<std::vector<detail::WordingIndex::Candidate>> like =
          index.like(claim, self_.document.id, self_.words[i].negated ? detail::kMostDenied : detail::kMostAlike);
      if (!like) return like.error();
      for (const detail::WordingIndex::Candidate& candidate : *like) {
        const Result<const Other*> other = this->other(candidate.claim);
        if (!other) return other.error();
        if ((*other)->document == nullptr || !(*other)->document->held) continue;
        tie_two(i, **other);
        if (const Result<void> done = tie_flat_denial(i, **other); !done) return done;
        const detail::ClaimThere mine{&claim, &self_.words[i], &self_.document};
        const detail::ClaimThere theirs{&(*other)->claim, &(*other)->words, (*other)->document};
        if (const Result<void> done = described.look(mine, theirs); !done) return done;
        if (const Result<void> done = described.look(theirs, mine); !done) return done;
      }
    }
    if (const Result<void> done = tie_denials(); !done) return done;
    for (Edge& edge : described.edges(tied_, same_)) {
      if (edge.relation == Relation::kRepeats) tied_.insert({edge.from, edge.to});
      if (edge.relation == Relation::kSameAs) same_.insert({*edge.from.document(), *edge.to.document()});
      edges_.push_back(std::move(edge));
    }
    return {};
  }

  // "No helmet was pierced in a proper test" and the report that it speaks of: few rare words are shared.
  Result<void> tie_denials() {
    constexpr std::size_t kMostDocuments = 64;
    std::size_t left = kMostDocuments;
    for (const auto* documents : {&spoken_of_, &speaking_of_us_}) {
      for (const DocumentId id : *documents) {
        if (left == 0) return {};
        --left;
        const Result<const Side*> there = side(id);
        if (!there) return there.error();
        if (const Result<void> done = tie_denials(**there, documents == &spoken_of_); !done) return done;
      }
    }
    return {};
  }

  // Of each denial the first claim that says it was done.
  Result<void> tie_denials(const Side& there, bool is_mine) {
    const Side &denying = is_mine ? self_ : there, &denied = is_mine ? there : self_;
    for (std::size_t n = 0; n < std::min(denying.claims.size(), kFewClaims); ++n) {
      const ClaimWords& denial = denying.words[n];
      const auto having = denial.undone.empty() ? denied.having.end() : denied.having.find(denial.undone);
      if (having == denied.having.end() || having->second.size() > kFewClaims) continue;
      const auto of = std::find_if(having->second.begin(), having->second.end(),
                                   [&](std::uint32_t i) { return detail::says_done(denied.claims[i].text, denial); });
      if (of == having->second.end()) continue;
      const std::size_t mine = is_mine ? n : *of, theirs = is_mine ? *of : n;
      const Other other{there.claims[theirs], there.words[theirs], &there.document};
      if (const Result<void> done = tie_flat_denial(mine, other); !done) return done;
    }
    return {};
  }

  // One of the two speaks of the other, or of who put it out: which is first is for that to say, not for dates.
  bool names_other(const Document& other) const {
    return speaking_of_us_.contains(other.id) || extraction_.referenced_document(other.id) != nullptr ||
           named_publishers_.contains(name_key(other.publisher));
  }

  // A claim of another document, as far as wording asks.
  struct Other {
    Claim claim;
    ClaimWords words;
    const Document* document = nullptr;  // null where it is gone
  };
  Result<const Other*> other(ClaimId id) {
    const auto it = others_.find(id);
    if (it != others_.end()) return &it->second;
    Other out;
    Result<std::optional<Claim>> claim = store_.claim(id);
    if (!claim) return claim.error();
    const DocumentId in = document_of(id);
    auto document = documents_.find(in);
    if (document == documents_.end()) {
      Result<std::optional<Document>> found = store_.document(in);
      if (!found) return found.error();
      document = documents_.emplace(in, std::move(*found)).first;
    }
    if (*claim && document->second) {
      out.claim = std::move(**claim);
      out.words = detail::claim_words(out.claim.text);
      out.document = &*document->second;
    }
    return &others_.emplace(id, std::move(out)).first->second;
  }

  void tie_two(std::size_t mine, const Other& other) {
    const Claim &a = self_.claims[mine], &b = other.claim;
    if (tied_.contains({a.id, b.id}) || tied_.contains({b.id, a.id})) return;
    const ClaimWords &a_words = self_.words[mine], &b_words = other.words;
    const auto denies = [](const Claim& c) {
      return c.polarity == Polarity::kDenies || c.polarity == Polarity::kDoubts;
    };
    const bool same =
        a.polarity == b.polarity && detail::is_same_wording(a_words, b_words) && !names_other(*other.document);
    const bool contrary = !same && detail::is_contrary(a_words, denies(a), b_words, denies(b));
    if (!same && !contrary) return;
    std::optional<bool> later = detail::is_later(self_.document, *other.document);
    // Of one day, the denial answers.
    if (contrary && detail::is_of_one_day(self_.document, *other.document)) later = denies(a) != a_words.negated;
    if (!later) return;
    const Claim &from = *later ? a : b, &to = *later ? b : a;
    Edge edge;
    edge.score = detail::likeness(a_words, b_words);
    edge.from = from.id;
    edge.to = to.id;
    edge.relation = same ? Relation::kRepeats : Relation::kDisputes;
    const DocumentId in = *later ? self_.document.id : other.document->id;
    edge.evidence = {in, from.content, std::string{same ? detail::kSameWordingRule : kContraryRule}, same ? 0.8 : 0.6};
    if (tied_.insert({edge.from, edge.to}).second) edges_.push_back(std::move(edge));
  }

  // Of "Reports that C are false" the words of C, as denied, which are put into `kept`; of other claims their own.
  static const ClaimWords& words_denied(const Claim& claim, const ClaimWords& words, ClaimWords& kept) {
    if (claim.polarity != Polarity::kDenies || words.negated) return words;
    const std::size_t that = claim.text.find(" that ");
    if (that == std::string::npos) return words;
    kept = detail::claim_words(claim.text.substr(that + 6));
    kept.negated = !kept.negated;
    return kept;
  }

  // "No alarm was ignored" answers "The alarm in room 4 was ignored for a day" where it comes soon after, and both
  // documents name somebody or something that is the same.
  Result<void> tie_flat_denial(std::size_t mine, const Other& other) {
    constexpr std::int64_t kAnsweredWithin = 60;  // days
    const Claim &a = self_.claims[mine], &b = other.claim;
    // "Reports that C are false" denies the words of C.
    ClaimWords kept_a, kept_b;
    const ClaimWords &a_words = words_denied(a, self_.words[mine], kept_a),
                     &b_words = words_denied(b, other.words, kept_b);
    const bool mine_denies = a_words.negated;
    if (mine_denies == b_words.negated) return {};
    const ClaimWords &denial = mine_denies ? a_words : b_words, &of = mine_denies ? b_words : a_words;
    const Document& denying = mine_denies ? self_.document : *other.document;
    const detail::FlatDenial found = detail::flat_denial(denial, own_words(denying), of);
    if (found == detail::FlatDenial::kNone) return {};
    const auto may_be = [](const Claim& claim, bool denies) {
      return claim.polarity == Polarity::kAsserts || (denies && claim.polarity == Polarity::kDenies);
    };
    if (!may_be(a, mine_denies) || !may_be(b, !mine_denies)) return {};
    const Claim &from = mine_denies ? a : b, &to = mine_denies ? b : a;
    if (found == detail::FlatDenial::kOfSpoken &&
        (!(names_other(*other.document) || spoken_of_.contains(other.document->id)) ||
         !detail::says_done(to.text, denial)))
      return {};
    if (tied_.contains({a.id, b.id}) || tied_.contains({b.id, a.id})) return {};
    const Document& denied = mine_denies ? *other.document : self_.document;
    if (!denying.published || !denied.published) return {};
    const std::optional<std::int64_t> answered = denying.published->days_since_epoch();
    const std::optional<std::int64_t> asked = denied.published->days_since_epoch();
    if (!answered || !asked || *answered < *asked || *answered > *asked + kAnsweredWithin) return {};
    if (found == detail::FlatDenial::kOfTheSame) {
      const Result<bool> same = speaks_of_same(other.document->id);
      if (!same) return same.error();
      if (!*same) return {};
    }
    tied_.insert({from.id, to.id});
    Edge edge;
    edge.from = from.id;
    edge.to = to.id;
    edge.relation = Relation::kDisputes;
    edge.score = std::max(detail::likeness(self_.words[mine], other.words), detail::kRestatesAlone);
    edge.evidence = {denying.id, from.content, std::string{kFlatDenialRule}, 0.5};
    edges_.push_back(std::move(edge));
    return {};
  }

  // What a document calls itself and what it speaks of, by its head. Kept: each of its claims is asked for it.
  const ClaimWords& own_words(const Document& document) {
    const auto [it, is_new] = own_words_.try_emplace(document.id);
    if (is_new) it->second = detail::claim_words(document.publisher + " " + document.title);
    return it->second;
  }

  // Asked of some documents; what more there are speak of something else.
  Result<bool> speaks_of_same(DocumentId id) {
    constexpr std::size_t kMostAsked = 64;
    if (const auto known = names_the_same_.find(id); known != names_the_same_.end()) return known->second;
    if (names_the_same_.size() >= kMostAsked) return false;
    const Result<const Side*> there = side(id);
    if (!there) return there.error();
    return names_the_same_[id] = detail::share_name(self_, **there);
  }

  const Store& store_;
  const Extraction& extraction_;
  detail::HeldDocuments held_;
  std::optional<Topology> topology_;  // once it is asked for
  Side self_;
  std::map<DocumentId, Side> sides_;
  std::map<ClaimId, Other> others_;
  std::map<DocumentId, std::optional<Document>> documents_;     // of others_
  std::map<DocumentId, std::vector<DocumentId>> standing_for_;  // reference -> held documents it may be
  std::set<std::pair<DocumentId, DocumentId>> same_;
  std::set<DocumentId> put_out_;  // references to what somebody puts out under their name
  std::set<DocumentId> weak_;     // references by the last word of a name alone
  std::set<std::pair<NodeId, NodeId>> tied_;
  std::set<std::string> named_publishers_;  // name keys, of the documents this one speaks of
  std::map<DocumentId, ClaimWords> own_words_;
  std::map<DocumentId, bool> names_the_same_;  // whether another document names what this one does, once asked
  std::set<DocumentId> spoken_of_;             // held documents that this one cites
  std::set<DocumentId> speaking_of_us_;        // held documents that cite this one or who put it out
  std::vector<Edge> edges_;
  detail::WordLikeness alike_;
};

}  // namespace

Result<std::vector<Edge>> link(const Store& store, const Extraction& extraction) {
  return Linker{store, extraction}.run();
}

}  // namespace headwater
