#include "search_filter.h"

#include <algorithm>
#include <iterator>
#include <string>
#include <utility>

#include "headwater/schema/fold.h"
#include "near_words.h"

namespace headwater::detail {
namespace {

constexpr std::size_t kMaxDocuments = 4'000;  // of which a list is made; of more, what is found is looked at instead
constexpr std::size_t kMaxAgents = 16;
constexpr std::size_t kMaxNamesakes = 64;    // whose names are read
constexpr std::size_t kMaxWithName = 4'000;  // agents that have one word of a name
constexpr std::size_t kMaxNameWords = 8;
constexpr std::int64_t kDay = 86'400;

std::int64_t first_second(const Date& date) {
  const std::string& text = date.text();
  if (const std::optional<std::int64_t> days = date.days_since_epoch())
    return text.size() > 10 ? date.last_second() : *days * kDay;
  if (text.size() > 5 && text[5] == 'W') return date.last_second() + 1 - 7 * kDay;
  const Result<Date> first = Date::parse(text + (text.size() == 4 ? "-01-01" : "-01"));
  return first.has_value() ? *first->days_since_epoch() * kDay : date.last_second();
}

bool is_node_id(std::string_view text) { return NodeId::parse(text).has_value(); }

}  // namespace

Result<std::vector<AgentId>> agents_named(const Store& store, std::string_view name, std::size_t limit,
                                          std::vector<Correction>& corrected) {
  std::vector<std::string> words = folded_words(name_key(name));
  if (words.size() > kMaxNameWords) words.resize(kMaxNameWords);
  std::string key = name_key(name);
  std::optional<std::vector<NodeId>> all;
  std::vector<Postings> lists;
  for (const std::string& word : words) {
    Result<Postings> having = store.postings(PostingList::with_word(word, NodeKind::kAgent), kMaxWithName);
    if (!having.has_value()) return having.error();
    if (having->nodes.empty()) {
      const Result<std::optional<std::string>> near = near_word(store, NodeKind::kAgent, word, 2, kMaxSeeks);
      if (!near.has_value()) return near.error();
      if (!*near) return std::vector<AgentId>{};
      corrected.push_back({word, **near});
      if (const std::size_t at = key.find(word); at != std::string::npos) key.replace(at, word.size(), **near);
      having = store.postings(PostingList::with_word(**near, NodeKind::kAgent), kMaxWithName);
      if (!having.has_value()) return having.error();
    }
    lists.push_back(std::move(*having));
  }
  // A word that very many names have is left to the others, unless all are such.
  std::stable_sort(lists.begin(), lists.end(), [](const Postings& a, const Postings& b) {
    return a.more != b.more ? b.more : a.nodes.size() < b.nodes.size();
  });
  for (Postings& list : lists) {
    if (!all) {
      all = std::move(list.nodes);
    } else if (!list.more) {
      std::vector<NodeId> both;
      std::set_intersection(all->begin(), all->end(), list.nodes.begin(), list.nodes.end(), std::back_inserter(both));
      all = std::move(both);
    }
  }
  std::vector<AgentId> namesakes;
  std::vector<AgentId> out;
  for (const NodeId& node : all.value_or(std::vector<NodeId>{})) {
    if (namesakes.size() == kMaxNamesakes) break;
    const Result<std::optional<Agent>> agent = store.agent(*node.agent());
    if (!agent.has_value()) return agent.error();
    if (!*agent) continue;
    namesakes.push_back((*agent)->id);
    const auto is_it = [&](const std::string& one) { return name_key(one) == key; };
    if (std::any_of((*agent)->names.begin(), (*agent)->names.end(), is_it)) out.push_back((*agent)->id);
  }
  if (out.empty()) out = std::move(namesakes);
  if (out.size() > limit) out.resize(limit);
  return out;
}

Result<Filter> Filter::of(const Store& store, const SearchFilter& asked, std::vector<Correction>& corrected) {
  Filter out;
  out.asked_ = asked;
  out.is_set_ = asked != SearchFilter{};
  out.outlet_ = name_key(asked.outlet);
  out.is_outlet_ = !asked.outlet.empty();
  if (asked.since) out.since_ = first_second(*asked.since);
  if (asked.until) out.until_ = asked.until->last_second();
  if (!asked.agent.empty()) {
    if (Result<void> found = out.find_agents(store, corrected); !found.has_value()) return found.error();
  }
  if (Result<void> found = out.find_documents(store); !found.has_value()) return found.error();
  return out;
}

Result<void> Filter::find_agents(const Store& store, std::vector<Correction>& corrected) {
  if (is_node_id(asked_.agent)) {
    const std::optional<AgentId> id = NodeId::parse(asked_.agent)->agent();
    if (!id)
      return Error{ErrorCode::kInvalidArgument,
                   "agent: \"" + asked_.agent + "\" is no agent's id; wanted a and 16 hexadecimal digits, or a name"};
    agents_ = {*id};
    return {};
  }
  Result<std::vector<AgentId>> found = agents_named(store, asked_.agent, kMaxAgents, corrected);
  if (!found.has_value()) return found.error();
  agents_ = std::move(*found);
  return {};
}

Result<void> Filter::find_documents(const Store& store) {
  const auto add = [&](const PostingList& list, std::vector<DocumentId>& to) -> Result<bool> {
    const Result<Postings> found = store.postings(list, kMaxDocuments - std::min(kMaxDocuments, to.size()) + 1);
    if (!found.has_value()) return found.error();
    for (const NodeId& node : found->nodes) to.push_back(*node.document());
    return to.size() <= kMaxDocuments;
  };
  const auto narrow = [&](std::vector<DocumentId> to) {
    std::sort(to.begin(), to.end());
    to.erase(std::unique(to.begin(), to.end()), to.end());
    if (within_) {
      std::vector<DocumentId> both;
      std::set_intersection(to.begin(), to.end(), within_->begin(), within_->end(), std::back_inserter(both));
      to = std::move(both);
    }
    within_ = std::move(to);
  };
  if (!asked_.agent.empty()) {
    std::vector<DocumentId> to;
    bool all = true;
    for (const AgentId agent : agents_) {
      const Result<bool> added = add(PostingList::said_by(agent), to);
      if (!added.has_value()) return added.error();
      all = all && *added;
    }
    if (all) narrow(std::move(to));
  }
  if (is_outlet_) {
    std::vector<DocumentId> to;
    const Result<bool> added = add(PostingList::of_publisher(outlet_), to);
    if (!added.has_value()) return added.error();
    if (*added) narrow(std::move(to));
  }
  return {};
}

bool Filter::passes(const Claim& claim) const {
  if (asked_.end && claim.end != *asked_.end) return false;
  return asked_.agent.empty() || (claim.speaker && std::binary_search(agents_.begin(), agents_.end(), *claim.speaker));
}

bool Filter::passes(const Document& document) const {
  if (is_outlet_ && name_key(document.publisher) != outlet_) return false;
  if (!since_ && !until_) return true;
  if (!document.published) return false;
  const std::int64_t at = document.published->last_second();
  return (!since_ || at >= *since_) && (!until_ || at <= *until_);
}

bool Filter::passes_by_medium(const Document& document) const {
  return !asked_.medium || document.medium == *asked_.medium;
}

Result<bool> Filter::is_said_in(const Store& store, DocumentId document) const {
  if (asked_.agent.empty()) return true;
  for (const AgentId agent : agents_) {
    const Result<std::vector<NodeId>> found = store.postings_among(PostingList::said_by(agent), {&document, 1});
    if (!found.has_value()) return found.error();
    if (!found->empty()) return true;
  }
  return false;
}

}  // namespace headwater::detail
