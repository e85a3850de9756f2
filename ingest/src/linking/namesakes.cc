#include "linking/namesakes.h"

#include <algorithm>
#include <optional>
#include <set>
#include <string>
#include <string_view>

#include "headwater/schema/fold.h"
#include "linking/held_documents.h"

namespace headwater::detail {
namespace {

constexpr std::string_view kNamesakeRule = "namesake@1";
constexpr std::size_t kMostNamesakes = 64;

// The short name's agent and the whole one's, if `name` of `agent` is short for one and no other.
Result<std::optional<Edge>> namesake(const Store& store, const Agent& agent, const std::string& name) {
  const std::optional<Edge> none;
  const std::string key = name_key(name);
  const std::set<std::string> words = telling_words(name);
  if (key.empty() || words.empty() || !can_be_short(name, words)) return none;
  const AgentId named = agent_id_of(key);
  // Agents that are called so, whatever else they are called.
  const Result<std::optional<std::vector<NodeId>>> nodes =
      store.nodes_with_rare_word(*words.rbegin(), NodeKind::kAgent, kMostNamesakes);
  if (!nodes) return nodes.error();
  if (!*nodes) return none;
  std::set<AgentId> called{agent.id, named};
  bool is_there = named == agent.id;
  for (const NodeId& node : **nodes) {
    const Result<std::optional<Agent>> other = store.agent(node.agent().value_or(AgentId{}));
    if (!other) return other.error();
    if (!*other || (*other)->anonymous) continue;
    const bool is_called = std::any_of((*other)->names.begin(), (*other)->names.end(),
                                       [&](const std::string& form) { return name_key(form) == key; });
    if (!is_called) continue;
    if ((*other)->kind == AgentKind::kPerson) return none;
    called.insert((*other)->id);
    is_there = is_there || (*other)->id == named;
  }
  // The one that has it as its name, and one that has it beside another.
  if (called.size() != 2 || !is_there) return none;
  Edge edge;
  edge.from = named;
  edge.to = *called.begin() == named ? *called.rbegin() : *called.begin();
  edge.relation = Relation::kSameAs;
  edge.score = 0.8;
  return std::optional{std::move(edge)};
}

}  // namespace

Result<std::vector<Edge>> namesakes(const Store& store, const Extraction& extraction) {
  std::vector<Edge> out;
  for (const Agent& agent : extraction.agents) {
    if (agent.anonymous || agent.kind == AgentKind::kPerson || agent.kind == AgentKind::kGroup) continue;
    for (const std::string& name : agent.names) {
      Result<std::optional<Edge>> edge = namesake(store, agent, name);
      if (!edge) return edge.error();
      const bool is_new = *edge && std::none_of(out.begin(), out.end(), [&](const Edge& e) {
        return e.from == (*edge)->from && e.to == (*edge)->to;
      });
      if (!is_new) continue;
      (*edge)->evidence = {extraction.document.id, {}, std::string{kNamesakeRule}, (*edge)->score};
      out.push_back(std::move(**edge));
    }
  }
  return out;
}

}  // namespace headwater::detail
