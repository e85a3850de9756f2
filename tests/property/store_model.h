// What a store should answer, told by standard maps alone.
#ifndef HEADWATER_TESTS_PROPERTY_STORE_MODEL_H_
#define HEADWATER_TESTS_PROPERTY_STORE_MODEL_H_

#include <algorithm>
#include <cstdint>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include "headwater/graph/edge.h"
#include "headwater/graph/store.h"
#include "headwater/schema/fold.h"

namespace headwater::test {

class Model {
 public:
  void put(const DocumentBatch& batch) {
    const DocumentId id = batch.extraction.document.id;
    const auto before = held_.find(id);
    const std::int64_t recorded = before == held_.end() ? batch.extraction.document.recorded
                                                        : std::min(before->second.extraction.document.recorded,
                                                                   batch.extraction.document.recorded);
    held_[id] = batch;
    held_[id].extraction.document.recorded = recorded;
    const std::set<NodeId> standing = nodes();
    std::vector<std::optional<Edge>>& edges = edges_[id];
    edges.clear();
    for (const Edge& edge : edges_of(batch.extraction)) edges.emplace_back(edge);
    for (const Edge& edge : batch.links) edges.emplace_back(edge);
    // Edges do not outlive their ends, nor come back with them.
    for (auto& [writer, written] : edges_) {
      for (std::optional<Edge>& edge : written) {
        if (edge && !(standing.contains(edge->from) && standing.contains(edge->to))) edge.reset();
      }
    }
  }

  [[nodiscard]] const std::map<DocumentId, DocumentBatch>& held() const { return held_; }

  [[nodiscard]] std::map<AgentId, Agent> agents() const {
    std::map<AgentId, std::vector<Agent>> stated;
    for (const auto& [id, batch] : held_) {
      for (const Agent& agent : batch.extraction.agents) stated[agent.id].push_back(agent);
    }
    std::map<AgentId, Agent> out;
    for (const auto& [id, all] : stated) out[id] = joined(id, all);
    return out;
  }

  [[nodiscard]] std::map<DocumentId, Document> documents() const {
    std::map<DocumentId, std::vector<Document>> stated;
    std::map<DocumentId, Document> out;
    for (const auto& [id, batch] : held_) {
      for (const Document& document : batch.extraction.referenced) stated[document.id].push_back(document);
    }
    for (const auto& [id, all] : stated) out[id] = joined(id, all);
    for (const auto& [id, batch] : held_) out[id] = batch.extraction.document;
    return out;
  }

  [[nodiscard]] std::map<ClaimId, Claim> claims() const {
    std::map<ClaimId, Claim> out;
    for (const auto& [id, batch] : held_) {
      for (const Claim& claim : batch.extraction.claims) out[claim.id] = claim;
    }
    return out;
  }

  [[nodiscard]] std::set<NodeId> nodes() const {
    std::set<NodeId> out;
    for (const auto& [id, record] : agents()) out.insert(id);
    for (const auto& [id, record] : documents()) out.insert(id);
    for (const auto& [id, record] : claims()) out.insert(id);
    return out;
  }

  // Edges by node, by relation, then who states them, then by the other node.
  [[nodiscard]] std::map<NodeId, std::vector<Edge>> upstream() const { return adjacency(false); }
  [[nodiscard]] std::map<NodeId, std::vector<Edge>> downstream() const { return adjacency(true); }

  [[nodiscard]] std::map<std::pair<NodeKind, std::string>, std::set<NodeId>> words() const {
    std::map<std::pair<NodeKind, std::string>, std::set<NodeId>> out;
    const auto add = [&](const std::string& text, const NodeId& node) {
      for (const std::string& word : folded_words(text)) out[{node.kind(), word}].insert(node);
    };
    for (const auto& [id, claim] : claims()) add(claim.text, id);
    for (const auto& [id, document] : documents()) add(document.title + " . " + document.publisher, id);
    for (const auto& [id, agent] : agents()) {
      for (const std::string& name : agent.names) add(name, id);
    }
    return out;
  }

 private:
  static Agent joined(AgentId id, const std::vector<Agent>& all) {
    static const std::vector<AgentKind> kPrecedence{AgentKind::kOutlet, AgentKind::kGovernment, AgentKind::kPerson,
                                                    AgentKind::kOrganisation, AgentKind::kGroup};
    Agent out;
    out.id = id;
    out.anonymous = true;
    std::set<std::string> names;
    std::set<std::pair<std::size_t, std::string>> by_length;
    std::set<AgentKind> kinds;
    for (const Agent& agent : all) {
      names.insert(agent.names.begin(), agent.names.end());
      names.insert(agent.name);
      by_length.insert({1000 - agent.name.size(), agent.name});
      kinds.insert(agent.kind);
      out.anonymous = out.anonymous && agent.anonymous;
    }
    out.name = by_length.begin()->second;
    out.names.assign(names.begin(), names.end());
    out.kind = *std::find_if(kPrecedence.begin(), kPrecedence.end(), [&](AgentKind k) { return kinds.contains(k); });
    return out;
  }

  template <class T, class Field>
  static T least(const std::vector<Document>& all, const T& nothing, Field field) {
    std::optional<T> out;
    for (const Document& document : all) {
      const T& value = document.*field;
      if (value != nothing && (!out || value < *out)) out = value;
    }
    return out.value_or(nothing);
  }

  static Document joined(DocumentId id, const std::vector<Document>& all) {
    Document out;
    out.id = id;
    out.kind = least(all, DocumentKind::kOther, &Document::kind);
    out.medium = least(all, Medium::kUnknown, &Document::medium);
    out.title = least(all, std::string{}, &Document::title);
    out.publisher = least(all, std::string{}, &Document::publisher);
    out.authors = least(all, std::vector<std::string>{}, &Document::authors);
    out.url = least(all, std::string{}, &Document::url);
    for (const Document& document : all) {
      const std::optional<Date>& date = document.published;
      if (!date) continue;
      const bool better = !out.published || date->text().size() > out.published->text().size() ||
                          (date->text().size() == out.published->text().size() && date->text() < out.published->text());
      if (better) out.published = date;
    }
    return out;
  }

  [[nodiscard]] std::map<NodeId, std::vector<Edge>> adjacency(bool reversed) const {
    std::map<NodeId, std::vector<Edge>> out;
    for (const auto& [writer, written] : edges_) {
      std::vector<Edge> standing;
      for (const std::optional<Edge>& edge : written) {
        if (edge) standing.push_back(*edge);
      }
      std::stable_sort(standing.begin(), standing.end(),
                       [&](const Edge& a, const Edge& b) { return reversed ? a.from < b.from : a.to < b.to; });
      for (Edge& edge : standing) out[reversed ? edge.to : edge.from].push_back(std::move(edge));
    }
    for (auto& [node, edges] : out) {
      std::stable_sort(edges.begin(), edges.end(),
                       [](const Edge& a, const Edge& b) { return a.relation < b.relation; });
    }
    return out;
  }

  std::map<DocumentId, DocumentBatch> held_;
  std::map<DocumentId, std::vector<std::optional<Edge>>> edges_;  // by writer
};

}  // namespace headwater::test

#endif  // HEADWATER_TESTS_PROPERTY_STORE_MODEL_H_
