// What holds for every Extraction, whatever was read: spans, texts, ids and records that agree.
#ifndef HEADWATER_TESTS_SUPPORT_READING_LAWS_H_
#define HEADWATER_TESTS_SUPPORT_READING_LAWS_H_

#include <algorithm>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "headwater/schema/record.h"

namespace headwater::test {

inline bool is_border(std::string_view text, std::uint32_t at) {
  return at == text.size() || (at < text.size() && (static_cast<unsigned char>(text[at]) & 0xC0) != 0x80);
}

// "" where all pieces are in order, not empty, inside the text and on character borders.
inline std::string spans_breach(std::string_view text, const Spans& spans) {
  std::uint32_t last = 0;
  for (const ByteSpan& s : spans) {
    if (s.begin >= s.end) return "an empty piece";
    if (s.begin < last) return "pieces out of order";
    if (s.end > text.size()) return "outside the text";
    if (!is_border(text, s.begin) || !is_border(text, s.end)) return "inside a character";
    last = s.end;
  }
  return "";
}

// The design's rule for claim.text, written out afresh.
inline std::string claim_text_by_rule(std::string_view text, const Spans& content) {
  std::string out;
  for (const ByteSpan& s : content) {
    out += ' ';
    out += text.substr(s.begin, s.end - s.begin);
  }
  std::string folded;
  for (const char c : out) {
    const bool white = c == ' ' || c == '\n' || c == '\r' || c == '\t';
    if (!white) folded += c;
    if (white && !folded.empty() && folded.back() != ' ') folded += ' ';
  }
  if (!folded.empty() && folded.back() == ' ') folded.pop_back();
  return folded.starts_with("that ") && folded.size() > 5 ? folded.substr(5) : folded;
}

// What is wrong with it; nothing where all holds.
inline std::vector<std::string> breaches_of(const Extraction& e) {
  std::vector<std::string> breaches;
  const auto note = [&](std::string_view what, const Spans& spans) {
    if (const std::string breach = spans_breach(e.text, spans); !breach.empty())
      breaches.push_back(std::string{what} + ": " + breach);
  };
  std::set<ClaimId> ids;
  for (const Claim& c : e.claims) {
    note("content", c.content);
    note("source", c.source);
    note("cue", c.cue);
    for (const Spans& mention : c.mentions) note("mention", mention);
    if (c.content.empty()) breaches.push_back("a claim without content");
    if (c.text != claim_text_by_rule(e.text, c.content)) breaches.push_back("text is not its words: " + c.text);
    if (!ids.insert(c.id).second) breaches.push_back("two claims with one id: " + c.text);
    if (document_of(c.id) != e.document.id) breaches.push_back("a claim of another document");
    if (c.speaker && e.agent(*c.speaker) == nullptr) breaches.push_back("a speaker without a record");
    for (const AgentId hop : c.via) {
      if (e.agent(hop) == nullptr) breaches.push_back("a hop without a record");
    }
    if (c.origin && *c.origin != e.document.id && e.referenced_document(*c.origin) == nullptr)
      breaches.push_back("an origin without a record");
    for (const DocumentId cited : c.cites) {
      if (e.referenced_document(cited) == nullptr) breaches.push_back("a citation without a record");
    }
    if (c.certainty <= 0 || c.certainty > 1 || c.confidence < 0 || c.confidence > 1)
      breaches.push_back("a number out of range");
  }
  for (const Citation& c : e.citations) {
    note("citation", c.evidence);
    if (e.referenced_document(c.document) == nullptr) breaches.push_back("a cited document without a record");
  }
  for (const AgentTie& t : e.ties) {
    note("tie", t.evidence);
    if (e.agent(t.from) == nullptr || e.agent(t.to) == nullptr) breaches.push_back("a tie to no record");
  }
  for (const Delivery& d : e.deliveries) note("delivery", d.evidence);
  note("boilerplate", e.boilerplate);
  if (!std::is_sorted(e.agents.begin(), e.agents.end(), [](const Agent& a, const Agent& b) { return a.id < b.id; })) {
    breaches.push_back("agents out of order");
  }
  if (!std::is_sorted(e.referenced.begin(), e.referenced.end(),
                      [](const Document& a, const Document& b) { return a.id < b.id; })) {
    breaches.push_back("documents out of order");
  }
  return breaches;
}

}  // namespace headwater::test

#endif  // HEADWATER_TESTS_SUPPORT_READING_LAWS_H_
