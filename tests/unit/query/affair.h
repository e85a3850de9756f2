// A small invented affair, made by hand: a ministry's fax, the agency that had it, a paper that quotes the agency.
// All people, outlets and words are fiction.
#ifndef HEADWATER_TESTS_UNIT_QUERY_AFFAIR_H_
#define HEADWATER_TESTS_UNIT_QUERY_AFFAIR_H_

#include <algorithm>
#include <stdexcept>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "headwater/graph/store.h"
#include "headwater/schema/record.h"

namespace headwater::test {

inline Agent agent_of(std::string name, AgentKind kind, std::vector<std::string> other_names = {}) {
  Agent agent;
  agent.id = agent_id_of(name);
  agent.kind = kind;
  agent.names = std::move(other_names);
  agent.names.push_back(name);
  std::sort(agent.names.begin(), agent.names.end());
  agent.name = std::move(name);
  return agent;
}

inline Document held_document(std::string path, std::string title, std::string publisher, std::string_view text) {
  Document document;
  document.id = document_id_of(path);
  document.held = true;
  document.title = std::move(title);
  document.publisher = std::move(publisher);
  document.published = *Date::parse("2031-05-06");
  document.path = std::move(path);
  document.language = "en";
  document.encoding = "UTF-8";
  document.sha256 = sha256_hex(text);
  document.text_bytes = text.size();
  document.recorded = 1935849600;
  return document;
}

inline ByteSpan place_of(std::string_view text, std::string_view words) {
  const std::size_t at = text.find(words);
  if (at == std::string_view::npos) return {};
  return {static_cast<std::uint32_t>(at), static_cast<std::uint32_t>(at + words.size())};
}

// An extraction of `text` whose claims are `claims`, each a piece of it in the document's own voice.
inline Extraction extraction_of(Document document, std::string text, const std::vector<std::string>& claims) {
  Extraction out;
  for (const std::string& words : claims) {
    Claim claim;
    claim.content = {place_of(text, words)};
    claim.id = claim_id_of(document.id, words);
    claim.text = words;
    claim.rule = "hand@1";
    claim.confidence = 0.9;
    out.claims.push_back(std::move(claim));
  }
  out.map = {{{0, static_cast<std::uint32_t>(text.size())}, {0, static_cast<std::uint32_t>(text.size())}}};
  out.document = std::move(document);
  out.text = std::move(text);
  return out;
}

inline constexpr std::string_view kStoryText =
    "The dam is sound, the Ministry of Works said in a fax to the Wending Agency.";

// The paper's story: one claim of the ministry, put out in a fax that is not held, by way of the agency.
inline Extraction story() {
  const std::string text{kStoryText};
  Extraction out = extraction_of(held_document("docs/story.txt", "Dam \"sound\"", "Lower Valley Post", text), text,
                                 {"The dam is sound"});
  const Agent ministry = agent_of("Ministry of Works", AgentKind::kGovernment, {"the ministry"});
  const Agent agency = agent_of("Wending Agency", AgentKind::kOutlet);
  Document fax;
  fax.id = document_id_of("fax");
  fax.medium = Medium::kFax;
  fax.publisher = "Ministry of Works";
  out.agents = {ministry, agency};
  std::sort(out.agents.begin(), out.agents.end(), [](const Agent& a, const Agent& b) { return a.id < b.id; });
  out.referenced = {fax};
  Claim& claim = out.claims[0];
  claim.source = {place_of(text, "the Ministry of Works")};
  claim.cue = {place_of(text, "said")};
  claim.form = ClaimForm::kIndirect;
  claim.speaker = ministry.id;
  claim.origin = fax.id;
  claim.via = {agency.id};
  claim.end = EndClass::kPrimary;
  out.citations = {{CitationHow::kNamed, fax.id, {place_of(text, "a fax")}, "hand@1", 0.5}};
  out.links = {{"https://wending.example/dam", place_of(text, "the Wending Agency")}};
  return out;
}

// Written with everything the caller gives, or the test stops.
inline void put(Store& store, Extraction extraction, std::vector<Edge> links = {}) {
  const std::string raw = extraction.text;
  const Result<void> done = store.put({std::move(extraction), raw, std::move(links)});
  if (!done.has_value()) throw std::runtime_error(done.error().message);
}

}  // namespace headwater::test

#endif  // HEADWATER_TESTS_UNIT_QUERY_AFFAIR_H_
