// An extraction as lines a person can check against the passage: one a claim, then one a citation.
//
//   "the gate was shut" | indirect asserts | Ministry of Ports (government) | fax 2031-05-06 | via Coastwire | primary
//   cites named Ministry of Ports fax
//
// A speaker, origin or hop that is not there is "-"; an origin that is the document itself is "here".
#ifndef HEADWATER_TESTS_GOLDEN_CHAIN_TEXT_H_
#define HEADWATER_TESTS_GOLDEN_CHAIN_TEXT_H_

#include <algorithm>
#include <string>
#include <string_view>
#include <vector>

#include "headwater/schema/record.h"

namespace headwater::test {

inline std::string agent_text(const Extraction& e, AgentId id) {
  const Agent* agent = e.agent(id);
  if (agent == nullptr) return "an agent without a record";
  return agent->name;
}

inline std::string claim_line(const Extraction& e, const Claim& c) {
  std::string out =
      "\"" + c.text + "\" | " + std::string{to_string(c.form)} + " " + std::string{to_string(c.polarity)} + " | ";
  if (c.speaker) {
    out += agent_text(e, *c.speaker);
    if (const Agent* agent = e.agent(*c.speaker)) {
      out += " (" + std::string{to_string(agent->kind)} + (agent->anonymous ? ", anonymous" : "") + ")";
    }
  } else {
    out += "-";
  }
  out += " | ";
  if (!c.origin) {
    out += "-";
  } else if (*c.origin == e.document.id) {
    out += "here";
  } else if (const Document* d = e.referenced_document(*c.origin)) {
    out += to_string(d->medium);
    if (d->published) out += " " + d->published->text();
  } else {
    out += "an origin without a record";
  }
  out += " | ";
  for (std::size_t i = 0; i < c.via.size(); ++i) out += (i == 0 ? "via " : " > ") + agent_text(e, c.via[i]);
  if (c.via.empty()) out += "-";
  return out + " | " + std::string{to_string(c.end)};
}

inline std::string citation_line(const Extraction& e, const Citation& c) {
  const Document* d = e.referenced_document(c.document);
  const std::string whom = d == nullptr ? "a document without a record" : !d->url.empty() ? d->url : d->publisher;
  const std::string_view medium = d == nullptr ? "" : to_string(d->medium);
  return "cites " + std::string{to_string(c.how)} + " " + whom + " " + std::string{medium};
}

// Claims in text order, then citations sorted; every line ends in a newline.
inline std::string chain_text(const Extraction& e) {
  std::string out;
  for (const Claim& c : e.claims) out += claim_line(e, c) + "\n";
  std::vector<std::string> citations;
  for (const Citation& c : e.citations) citations.push_back(citation_line(e, c));
  std::sort(citations.begin(), citations.end());
  for (const std::string& line : citations) out += line + "\n";
  return out;
}

}  // namespace headwater::test

#endif  // HEADWATER_TESTS_GOLDEN_CHAIN_TEXT_H_
