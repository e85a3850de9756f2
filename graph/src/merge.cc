#include "merge.h"

#include <algorithm>
#include <iterator>
#include <tuple>
#include <utility>

namespace headwater::detail {
namespace {

int weight(AgentKind kind) {
  switch (kind) {
    case AgentKind::kOutlet:
      return 4;
    case AgentKind::kGovernment:
      return 3;
    case AgentKind::kPerson:
      return 2;
    case AgentKind::kOrganisation:
      return 1;
    case AgentKind::kGroup:
      return 0;
  }
  return -1;
}

bool better_name(const std::string& a, const std::string& b) {
  return a.size() != b.size() ? a.size() > b.size() : a < b;
}

// Of strings and lists: the one that is filled, of two the smaller.
template <class T>
const T& filled(const T& a, const T& b) {
  if (a.empty() || b.empty()) return a.empty() ? b : a;
  return std::min(a, b);
}

// Likewise, where one value says nothing.
template <class T>
T filled(T a, T b, T nothing) {
  if (a == nothing || b == nothing) return a == nothing ? b : a;
  return std::min(a, b);
}

const std::optional<Date>& more_exact(const std::optional<Date>& a, const std::optional<Date>& b) {
  if (!a || !b) return a ? a : b;
  return better_name(b->text(), a->text()) ? b : a;
}

}  // namespace

Agent canonical(Agent agent) {
  if (!agent.name.empty()) agent.names.push_back(agent.name);
  std::sort(agent.names.begin(), agent.names.end());
  agent.names.erase(std::unique(agent.names.begin(), agent.names.end()), agent.names.end());
  return agent;
}

Document canonical_reference(Document document) {
  document.held = false;
  document.path.clear();
  document.encoding.clear();
  document.sha256.clear();
  document.text_bytes = 0;
  document.retrieved.reset();
  document.recorded = 0;
  document.behind_wall = false;
  return document;
}

Agent join(const Agent& a, const Agent& b) {
  Agent out;
  out.id = a.id;
  out.name = better_name(a.name, b.name) ? a.name : b.name;
  out.kind = weight(a.kind) > weight(b.kind) ? a.kind : b.kind;
  out.anonymous = a.anonymous && b.anonymous;
  std::set_union(a.names.begin(), a.names.end(), b.names.begin(), b.names.end(), std::back_inserter(out.names));
  return out;
}

Document join(const Document& a, const Document& b) {
  Document out;
  out.id = a.id;
  out.kind = filled(a.kind, b.kind, DocumentKind::kOther);
  out.format = std::min(a.format, b.format);
  out.medium = filled(a.medium, b.medium, Medium::kUnknown);
  out.title = filled(a.title, b.title);
  out.publisher = filled(a.publisher, b.publisher);
  out.authors = filled(a.authors, b.authors);
  out.published = more_exact(a.published, b.published);
  out.updated = more_exact(a.updated, b.updated);
  out.url = filled(a.url, b.url);
  out.copy_of = filled(a.copy_of, b.copy_of);
  out.family = filled(a.family, b.family);
  out.language = filled(a.language, b.language);
  return out;
}

}  // namespace headwater::detail
