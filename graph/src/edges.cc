#include "headwater/graph/edge.h"

#include <algorithm>
#include <limits>
#include <string_view>
#include <unordered_map>
#include <utility>

#include "headwater/schema/fold.h"

namespace headwater {
namespace {

// Evidence of an issuer is the document as a whole, or the place that speaks of it; the rule says where the name stood.
constexpr std::string_view kPublisherRule = "publisher@1";
constexpr std::string_view kAuthorRule = "author@1";

// The pieces of both in text order; pieces that overlap become one.
Spans together(const Spans& a, const Spans& b) {
  Spans all = a;
  all.insert(all.end(), b.begin(), b.end());
  std::sort(all.begin(), all.end());
  Spans out;
  for (const ByteSpan piece : all) {
    if (!out.empty() && piece.begin < out.back().end) {
      out.back().end = std::max(out.back().end, piece.end);
    } else {
      out.push_back(piece);
    }
  }
  return out;
}

class EdgeList {
 public:
  explicit EdgeList(const Extraction& extraction) : extraction_{extraction} {
    for (const Citation& citation : extraction.citations) citation_of_.emplace(citation.document, &citation);
    for (const Claim& claim : extraction.claims) {
      if (claim.origin) origin_of_.emplace(*claim.origin, &claim);
    }
  }

  std::vector<Edge> build() {
    const DocumentId self = extraction_.document.id;
    for (const Claim& claim : extraction_.claims) add_claim(claim);
    for (const Citation& citation : extraction_.citations) {
      add(self, Relation::kCites, citation.document, evidence_of(citation), 0, citation.how);
    }
    add_issuers(extraction_.document, evidence({}, {}, 1.0));
    for (const Document& document : extraction_.referenced) {
      if (document.id != self) add_issuers(document, mention_of(document.id));
    }
    for (const Delivery& delivery : extraction_.deliveries) {
      add(delivery.document, Relation::kDeliveredTo, delivery.to, evidence_of(delivery));
    }
    for (const AgentTie& tie : extraction_.ties) add(tie.from, tie.relation, tie.to, evidence_of(tie));
    return std::move(edges_);
  }

 private:
  [[nodiscard]] Evidence evidence(Spans spans, std::string_view rule, double confidence) const {
    return {extraction_.document.id, std::move(spans), std::string{rule}, confidence};
  }

  template <class Record>
  [[nodiscard]] Evidence evidence_of(const Record& record) const {
    return evidence(record.evidence, record.rule, record.confidence);
  }

  // Where the text speaks of another document; without a place if it only follows from the page as a whole.
  [[nodiscard]] Evidence mention_of(DocumentId id) const {
    if (const auto it = citation_of_.find(id); it != citation_of_.end()) return evidence_of(*it->second);
    const auto it = origin_of_.find(id);
    if (it == origin_of_.end()) return evidence({}, {}, 1.0);
    const Claim& claim = *it->second;
    return evidence(together(claim.source, claim.cue), claim.rule, claim.confidence);
  }

  // An end that names nothing is no end.
  template <class From, class To>
  void add(From from, Relation relation, To to, Evidence why, std::size_t hop = 0, CitationHow how = {}) {
    if (from.is_null() || to.is_null()) return;
    const auto bounded =
        static_cast<std::uint16_t>(std::min<std::size_t>(hop, std::numeric_limits<std::uint16_t>::max()));
    edges_.push_back({from, relation, to, bounded, how, 0, std::move(why)});
  }

  void add_claim(const Claim& claim) {
    add(claim.id, Relation::kMadeIn, extraction_.document.id, evidence(claim.content, claim.rule, claim.confidence));
    Spans who = together(claim.source, claim.cue);
    if (who.empty()) who = claim.content;
    const Evidence attribution = evidence(std::move(who), claim.rule, claim.confidence);
    if (claim.speaker) add(claim.id, Relation::kSaidBy, *claim.speaker, attribution);
    if (claim.origin) add(claim.id, Relation::kSaidIn, *claim.origin, attribution);
    for (std::size_t hop = 0; hop < claim.via.size(); ++hop) {
      add(claim.id, Relation::kReportedBy, claim.via[hop], attribution, hop);
    }
    for (const DocumentId cited : claim.cites) {
      const auto it = citation_of_.find(cited);
      if (it == citation_of_.end()) {
        add(claim.id, Relation::kCites, cited, attribution);
      } else {
        add(claim.id, Relation::kCites, cited, beside(*it->second, claim), 0, it->second->how);
      }
    }
  }

  // Of a document that is cited in several places, the place in the claim's own words, if there is one.
  Evidence beside(const Citation& citation, const Claim& claim) const {
    Evidence out = evidence_of(citation);
    if (out.spans.size() < 2) return out;
    ByteSpan words = hull(claim.content);
    for (const Spans* part : {&claim.source, &claim.cue}) {
      if (!part->empty()) words = {std::min(words.begin, hull(*part).begin), std::max(words.end, hull(*part).end)};
    }
    Spans here;
    for (const ByteSpan span : out.spans) {
      if (words.overlaps(span)) here.push_back(span);
    }
    out.spans = here.empty() ? Spans{out.spans.front()} : here;
    return out;
  }

  // Publisher and authors, where they stand among the agents.
  void add_issuers(const Document& document, const Evidence& where) {
    std::vector<AgentId> seen;
    const auto add_issuer = [&](const std::string& name, std::string_view rule) {
      const std::string key = name_key(name);
      if (key.empty()) return;
      const AgentId agent = agent_id_of(key);
      if (extraction_.agent(agent) == nullptr || std::find(seen.begin(), seen.end(), agent) != seen.end()) return;
      seen.push_back(agent);
      Evidence why = where;
      why.rule = rule;
      add(document.id, Relation::kIssuedBy, agent, std::move(why));
    };
    add_issuer(document.publisher, kPublisherRule);
    for (const std::string& author : document.authors) add_issuer(author, kAuthorRule);
  }

  const Extraction& extraction_;
  std::unordered_map<DocumentId, const Citation*> citation_of_;  // the first one of each document
  std::unordered_map<DocumentId, const Claim*> origin_of_;       // likewise
  std::vector<Edge> edges_;
};

}  // namespace

std::vector<Edge> edges_of(const Extraction& extraction) { return EdgeList{extraction}.build(); }

}  // namespace headwater
