#include "reading/records.h"

#include <algorithm>

#include "headwater/schema/fold.h"
#include "reading/lexicon.h"
#include "text/url.h"

namespace headwater::detail {

DocumentId held_document_id(const std::string& url, const std::string& sha256) {
  const std::string key = url_key(url);
  return document_id_of(key.empty() ? "sha256:" + sha256 : "url:" + key);
}

AgentId Records::agent(std::string_view name, AgentKind kind) {
  Party party;
  party.name = std::string{name};
  party.kind = kind;
  return agent(party);
}

AgentId Records::agent(const Party& party) {
  if (party.is_nobody()) return {};
  std::string key = name_key(party.name);
  if (key.empty()) return {};
  if (party.anonymous) key += "\n" + to_string(NodeId{document_.id});
  const AgentId id = agent_id_of(key);
  Agent& agent = agents_[id];
  if (agent.id.is_null()) {
    agent.id = id;
    agent.name = party.name;
    agent.kind = party.kind;
    agent.anonymous = party.anonymous;
    agent.names.push_back(party.name);
  }
  if (party.entity) {
    for (const std::string& form : entities_.all[*party.entity].forms) agent.names.push_back(form);
    std::sort(agent.names.begin(), agent.names.end());
    agent.names.erase(std::unique(agent.names.begin(), agent.names.end()), agent.names.end());
  }
  return id;
}

DocumentId Records::referenced(const Party& issuer, Medium medium, const std::string& title,
                               const std::optional<Date>& date) {
  std::string key = "spoken of:" + name_key(issuer.name) + "\n" + std::string{to_string(medium)} + "\n" + fold(title) +
                    "\n" + (date ? date->text() : "");
  // "the company's e-mail of Thursday": another document may speak of another company.
  if (issuer.anonymous || (!issuer.entity && is_description(issuer.name)) || (title.empty() && !date))
    key += "\n" + to_string(NodeId{document_.id});
  const DocumentId id = document_id_of(key);
  Document& d = documents_[id];
  if (d.id.is_null()) {
    d.id = id;
    d.medium = medium;
    d.title = title;
    d.publisher = issuer.name;
    d.published = date;
    d.kind = medium == Medium::kReport ? DocumentKind::kReport
             : medium == Medium::kStatement || medium == Medium::kFax || medium == Medium::kLetter ||
                     medium == Medium::kEmail
                 ? DocumentKind::kStatement
             : medium == Medium::kArticle ? DocumentKind::kArticle
                                          : DocumentKind::kOther;
    agent(issuer);
  }
  return id;
}

DocumentId Records::linked(const std::string& url, const Party& named) {
  const std::string key = url_key(url);
  if (key.empty()) return {};
  const DocumentId id = document_id_of("url:" + key);
  if (id == document_.id) return id;
  Document& d = documents_[id];
  if (d.id.is_null()) {
    d.id = id;
    d.url = canonical_url(url);
    d.kind = DocumentKind::kOther;
    if (const Outlet* outlet = find_outlet_by_domain(host_of(url))) {
      d.publisher = outlet->name;
      agent(outlet->name, AgentKind::kOutlet);
    }
  }
  // "the grocers' federation": a body that goes by what it is, in two words or more.
  const bool is_body = (named.kind == AgentKind::kOrganisation || named.kind == AgentKind::kGovernment) &&
                       named.confidence > 0.5 && name_key(named.name).find(' ') != std::string::npos;
  if (d.publisher.empty() && !named.is_nobody() && !named.anonymous && (named.entity || is_body)) {
    d.publisher = named.name;
    if (named.document) d.medium = *named.document;
    if (named.document && *named.document == Medium::kReport) d.kind = DocumentKind::kReport;
    agent(named);
  }
  return id;
}

void Records::move_into(Extraction& out) {
  for (auto& [id, agent] : agents_) out.agents.push_back(std::move(agent));
  for (auto& [id, document] : documents_) {
    if (id != document_.id) out.referenced.push_back(std::move(document));
  }
  agents_.clear();
  documents_.clear();
}

}  // namespace headwater::detail
