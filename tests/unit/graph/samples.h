// Small extractions made by hand, about an invented affair.
#ifndef HEADWATER_TESTS_UNIT_GRAPH_SAMPLES_H_
#define HEADWATER_TESTS_UNIT_GRAPH_SAMPLES_H_

#include <algorithm>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "headwater/graph/edge.h"
#include "headwater/graph/store.h"
#include "headwater/schema/fold.h"
#include "headwater/schema/record.h"

namespace headwater::test {

// Builds one extraction; words are given as they stand in the text and found there.
class Story {
 public:
  Story(std::string_view name, std::string text) {
    out_.document.id = document_id_of(name);
    out_.document.held = true;
    out_.document.title = std::string{name};
    out_.document.path = std::string{name} + ".txt";
    out_.document.sha256 = sha256_hex(text);
    out_.document.text_bytes = text.size();
    out_.document.recorded = 1700000000;
    out_.text = std::move(text);
  }

  [[nodiscard]] Spans at(std::string_view words) const {
    const std::size_t begin = out_.text.find(words);
    if (words.empty() || begin == std::string::npos) return {};
    return {{static_cast<std::uint32_t>(begin), static_cast<std::uint32_t>(begin + words.size())}};
  }

  Story& published_by(std::string_view name) {
    out_.document.publisher = std::string{name};
    return *this;
  }

  AgentId agent(std::string_view name, AgentKind kind = AgentKind::kOrganisation, bool anonymous = false) {
    Agent agent{agent_id_of(name_key(name)), std::string{name}, kind, anonymous, {std::string{name}}};
    if (out_.agent(agent.id) == nullptr) {
      out_.agents.push_back(agent);
      sort(out_.agents);
    }
    return agent.id;
  }

  DocumentId refers_to(std::string_view name, Medium medium, std::string_view publisher = "") {
    Document document;
    document.id = document_id_of(name);
    document.title = std::string{name};
    document.medium = medium;
    document.publisher = std::string{publisher};
    out_.referenced.push_back(document);
    sort(out_.referenced);
    return document.id;
  }

  // The claim is valid until the next one.
  Claim& claim(std::string_view content, std::string_view source = "", std::string_view cue = "") {
    Claim claim;
    claim.id = claim_id_of(out_.document.id, content);
    claim.content = at(content);
    claim.source = at(source);
    claim.cue = at(cue);
    claim.text = std::string{content};
    claim.rule = "by-hand@1";
    claim.confidence = 0.5;
    out_.claims.push_back(claim);
    return out_.claims.back();
  }

  Story& cites(DocumentId document, std::string_view evidence, CitationHow how = CitationHow::kNamed) {
    out_.citations.push_back({how, document, at(evidence), "by-hand@1", 0.75});
    return *this;
  }

  Extraction& extraction() { return out_; }
  [[nodiscard]] DocumentBatch batch() const { return {out_, out_.text, {}}; }

 private:
  template <class Record>
  static void sort(std::vector<Record>& records) {
    std::sort(records.begin(), records.end(), [](const Record& a, const Record& b) { return a.id < b.id; });
  }

  Extraction out_;
};

// An agency's story on a ministry's fax.
inline Story agency_story() {
  Story story{"agency", "The dam is safe, the Ministry of Works said in a statement faxed to the Velden Agency."};
  story.published_by("Velden Agency");
  const AgentId agency = story.agent("Velden Agency", AgentKind::kOutlet);
  const AgentId ministry = story.agent("Ministry of Works", AgentKind::kGovernment);
  const DocumentId fax = story.refers_to("fax", Medium::kFax, "Ministry of Works");
  Claim& claim = story.claim("The dam is safe", "the Ministry of Works", "said");
  claim.speaker = ministry;
  claim.origin = fax;
  story.extraction().deliveries.push_back({fax, agency, story.at("faxed to the Velden Agency"), "by-hand@1", 0.5});
  return story;
}

// A paper that has it from the agency.
inline Story paper_story() {
  Story story{"paper", "The dam is safe, the ministry told the Velden Agency, whose story was first."};
  story.published_by("Velden Post");
  story.agent("Velden Post", AgentKind::kOutlet);
  const AgentId agency = story.agent("Velden Agency", AgentKind::kOutlet);
  const AgentId ministry = story.agent("Ministry of Works", AgentKind::kGovernment);
  const DocumentId source = story.refers_to("agency", Medium::kArticle, "Velden Agency");
  Claim& claim = story.claim("The dam is safe", "the ministry", "told");
  claim.speaker = ministry;
  claim.via = {agency};
  claim.cites = {source};
  story.cites(source, "whose story was first", CitationHow::kFirstReported);
  return story;
}

inline std::string describe(const Edge& edge) {
  std::string out =
      to_string(edge.from) + " " + std::string{to_string(edge.relation)} + " " + to_string(edge.to) + " [";
  for (const ByteSpan span : edge.evidence.spans) {
    out += " " + std::to_string(span.begin) + "-" + std::to_string(span.end);
  }
  return out + " ] " + edge.evidence.rule;
}

}  // namespace headwater::test

#endif  // HEADWATER_TESTS_UNIT_GRAPH_SAMPLES_H_
