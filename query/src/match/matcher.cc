#include "matcher.h"

#include <algorithm>
#include <iterator>
#include <optional>
#include <string>
#include <utility>

#include "headwater/schema/fold.h"

namespace headwater::detail {
namespace {

constexpr std::size_t kPage = 256;           // documents or agents read at a time
constexpr std::size_t kRemembered = 16'384;  // steps, after which records that were read are forgotten
constexpr std::size_t kFewWithWord = 20'000;

bool is_same(const Edge& a, const Edge& b) {
  if (a == b) return true;
  return a.evidence.rule == kJudgedRule && b.evidence.rule == kJudgedRule && a.from == b.to && a.to == b.from;
}

// Goes on, or does not; an error is neither.
bool goes_on(const Result<bool>& result) { return result.has_value() && *result; }

}  // namespace

Matcher::Matcher(const Query& query, Records& records, std::size_t max_steps)
    : query_{query}, records_{records}, steps_left_{max_steps} {
  exists_ = [this](const Expression& expression, Row& row) { return exists(expression, row); };
}

Result<void> Matcher::run(const Visit& visit) {
  const Plan plan = plan_of(query_.pattern, query_, {});
  Row row(query_.kinds.size());
  Search search{plan, row, visit, {}};
  const Result<bool> first = all_hold(plan.first, row, records_, exists_);
  if (!first.has_value()) return first.error();
  if (!*first || is_cut_) return {};
  const Result<bool> done = from_step(search, 0);
  return done.has_value() ? Result<void>{} : Result<void>{done.error()};
}

bool Matcher::take_steps(std::size_t steps) {
  is_cut_ = is_cut_ || steps_left_ < steps;
  if (is_cut_) return false;
  steps_left_ -= steps;
  since_forgotten_ += steps;
  if (since_forgotten_ >= kRemembered) {
    records_.forget();
    since_forgotten_ = 0;
  }
  return true;
}

Result<bool> Matcher::from_step(Search& search, std::size_t n) {
  if (n == search.plan.steps.size()) return search.visit(search.row);
  return search.plan.steps[n].edge == nullptr ? begin(search, n) : walk(search, n);
}

Result<bool> Matcher::begin(Search& search, std::size_t n) {
  const Step& step = search.plan.steps[n];
  return candidates(step.seed, search.plan.kinds[step.slot], [&](const NodeId& node) -> Result<bool> {
    if (!take_steps(1)) return false;
    return bind(search, n, node);
  });
}

Result<bool> Matcher::bind(Search& search, std::size_t n, const NodeId& node) {
  const Step& step = search.plan.steps[n];
  if (!search.plan.kinds[step.slot].allows(node.kind())) return true;
  Cell& place = search.row[step.slot];
  const auto* bound = std::get_if<NodeId>(&place);
  if (bound != nullptr && *bound != node) return true;
  const Cell before = std::exchange(place, Cell{node});
  Result<bool> go = all_hold(step.conditions, search.row, records_, exists_);
  // What an EXISTS would say that was cut short is not known.
  if (go.has_value()) go = is_cut_ ? Result<bool>{false} : *go ? from_step(search, n + 1) : Result<bool>{true};
  search.row[step.slot] = before;
  return go;
}

Result<bool> Matcher::walk(Search& search, std::size_t n) {
  const Step& step = search.plan.steps[n];
  const auto* from = std::get_if<NodeId>(&search.row[step.from_left ? step.edge->left : step.edge->right]);
  if (from == nullptr) return true;
  return along(search, step, *from, 0, [&](const NodeId& node) { return bind(search, n, node); });
}

Result<bool> Matcher::along(Search& search, const Step& step, const NodeId& at, std::size_t hops, const Next& next) {
  const EdgePattern& pattern = *step.edge;
  const NodeId from = at;  // what it stands in may be bound anew
  if (hops >= pattern.min_hops) {
    if (Result<bool> go = next(from); !goes_on(go)) return go;
  }
  if (hops == pattern.max_hops) return true;
  for (const Direction direction : {Direction::kUpstream, Direction::kDownstream}) {
    const bool is_upstream = direction == Direction::kUpstream;
    if (!(is_upstream == step.from_left ? pattern.rightwards : pattern.leftwards)) continue;
    const Result<std::vector<Edge>> edges = records_.edges(from, direction, pattern.relations, steps_left_ + 1);
    if (!edges.has_value()) return edges.error();
    // All that were read, however few are looked at: a hub that is asked again and again is paid for each time.
    if (!take_steps(edges->size())) return false;
    for (const Edge& edge : *edges) {
      // An edge from a node to itself was walked upstream already.
      if (!is_upstream && edge.from == edge.to && pattern.rightwards && pattern.leftwards) continue;
      if (std::any_of(search.walked.begin(), search.walked.end(), [&](const Edge& e) { return is_same(e, edge); }))
        continue;
      // What people judged to be the same is given from both its ends.
      if (!is_upstream && edge.evidence.rule == kJudgedRule && pattern.rightwards && pattern.leftwards) continue;
      search.walked.push_back(edge);
      if (pattern.slot) search.row[*pattern.slot] = edge;
      const Result<bool> go = along(search, step, is_upstream ? edge.to : edge.from, hops + 1, next);
      if (pattern.slot) search.row[*pattern.slot] = Cell{};
      search.walked.pop_back();
      if (!goes_on(go)) return go;
    }
  }
  return true;
}

Result<bool> Matcher::exists(const Expression& expression, Row& row) {
  auto plan = plans_.find(&expression);
  if (plan == plans_.end()) {
    Slots bound;
    for (Slot slot = 0; slot < row.size(); ++slot) bound.set(slot, !is_null(row[slot]));
    plan = plans_.emplace(&expression, plan_of(expression.pattern.front(), query_, bound)).first;
  }
  const Result<bool> first = all_hold(plan->second.first, row, records_, exists_);
  if (!goes_on(first)) return first;
  bool found = false;
  const Visit visit = [&found](Row&) -> Result<bool> {
    found = true;
    return false;
  };
  Search search{plan->second, row, visit, {}};
  const Result<bool> done = from_step(search, 0);
  return done.has_value() ? Result<bool>{found} : done;
}

Result<bool> Matcher::candidates(const Seed& seed, const Kinds& kinds, const Next& next) {
  switch (seed.from) {
    case Seed::From::kIds:
      return with_ids(seed.words, next);
    case Seed::From::kDocument:
      if (const std::optional<NodeId> node = NodeId::parse(seed.words.front()); node && node->document()) {
        return claims_of(*node->document(), next);
      }
      return true;
    case Seed::From::kName:
      return with_words(folded_words(seed.words.front()), NodeKind::kAgent, next);
    case Seed::From::kText:
      return with_words(seed.words, NodeKind::kClaim, next);
    case Seed::From::kPublisher:
      return with_publisher(seed.words.front(), next);
    default:
      break;
  }
  if (kinds.claim || kinds.document) {
    if (Result<bool> go = all_documents(kinds.claim, kinds.document, next); !goes_on(go)) return go;
  }
  return kinds.agent ? all_agents(next) : Result<bool>{true};
}

Result<bool> Matcher::with_ids(const std::vector<std::string>& ids, const Next& next) {
  std::vector<NodeId> nodes;
  for (const std::string& id : ids) {
    if (const std::optional<NodeId> node = NodeId::parse(id)) nodes.push_back(*node);
  }
  std::sort(nodes.begin(), nodes.end());
  nodes.erase(std::unique(nodes.begin(), nodes.end()), nodes.end());
  for (const NodeId& node : nodes) {
    const Result<bool> there = records_.was_there(node);
    if (!there.has_value()) return there;
    if (!*there) continue;
    if (Result<bool> go = next(node); !goes_on(go)) return go;
  }
  return true;
}

// Those with the rarest of the words; all of a kind where none is rare.
Result<bool> Matcher::with_words(const std::vector<std::string>& words, NodeKind kind, const Next& next) {
  std::optional<std::vector<NodeId>> fewest;
  for (const std::string& word : words) {
    const std::size_t most = fewest ? fewest->size() : kFewWithWord;
    Result<std::optional<std::vector<NodeId>>> having = records_.store().nodes_with_rare_word(word, kind, most);
    if (!having.has_value()) return having.error();
    if (*having) fewest = std::move(**having);
  }
  if (!fewest) return kind == NodeKind::kAgent ? all_agents(next) : all_documents(true, false, next);
  for (const NodeId& node : *fewest) {
    const Result<bool> there = records_.was_there(node);
    if (!there.has_value()) return there;
    if (!*there) continue;
    if (Result<bool> go = next(node); !goes_on(go)) return go;
  }
  return true;
}

Result<bool> Matcher::with_publisher(const std::string& name, const Next& next) {
  const Result<std::vector<DocumentId>> documents = records_.store().documents_of_publisher(name_key(name));
  if (!documents.has_value()) return documents.error();
  for (const DocumentId document : *documents) {
    const Result<bool> there = records_.was_there(document);
    if (!there.has_value()) return there;
    if (!*there) continue;
    if (Result<bool> go = next(document); !goes_on(go)) return go;
  }
  return true;
}

Result<bool> Matcher::claims_of(DocumentId document, const Next& next) {
  const Result<std::vector<Claim>> claims = records_.claims_of(document);
  if (!claims.has_value()) return claims.error();
  for (const Claim& claim : *claims) {
    if (Result<bool> go = next(claim.id); !goes_on(go)) return go;
  }
  return true;
}

Result<bool> Matcher::all_documents(bool claims_too, bool documents_too, const Next& next) {
  DocumentId after;
  while (true) {
    const Result<std::vector<Document>> page = records_.store().documents(after, kPage);
    if (!page.has_value()) return page.error();
    for (const Document& document : *page) {
      const Result<bool> there = documents_too ? records_.was_there(document.id) : Result<bool>{false};
      if (!there.has_value()) return there;
      if (*there) {
        if (Result<bool> go = next(document.id); !goes_on(go)) return go;
      }
      if (!claims_too || !document.held) continue;
      if (Result<bool> go = claims_of(document.id, next); !goes_on(go)) return go;
    }
    if (page->size() < kPage) return true;
    after = page->back().id;
  }
}

Result<bool> Matcher::all_agents(const Next& next) {
  AgentId after;
  while (true) {
    const Result<std::vector<Agent>> page = records_.store().agents(after, kPage);
    if (!page.has_value()) return page.error();
    for (const Agent& agent : *page) {
      const Result<bool> there = records_.was_there(agent.id);
      if (!there.has_value()) return there;
      if (!*there) continue;
      if (Result<bool> go = next(agent.id); !goes_on(go)) return go;
    }
    if (page->size() < kPage) return true;
    after = page->back().id;
  }
}

}  // namespace headwater::detail
