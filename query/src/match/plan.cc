#include "plan.h"

#include <algorithm>
#include <optional>
#include <string_view>
#include <utility>

#include "headwater/schema/fold.h"
#include "properties.h"

namespace headwater::detail {
namespace {

using Kind = Expression::Kind;

// Conditions that must all hold, each by itself.
void split(const Expression& condition, std::vector<const Expression*>& out) {
  if (condition.kind != Kind::kAnd) return out.push_back(&condition);
  for (const Expression& part : condition.parts) split(part, out);
}

bool is_comparison(Kind kind) { return kind >= Kind::kEqual && kind <= Kind::kIn; }

// Words that a text has which holds these words as they stand: those between the first and the last blank, since the
// others may go on, and all if `whole`. Not numbers, which a text may write with blanks within.
std::vector<std::string> whole_words(std::string_view text, bool whole) {
  if (!whole) {
    const std::size_t first = text.find(' ');
    const std::size_t last = text.rfind(' ');
    if (first == std::string_view::npos || first == last) return {};
    text = text.substr(first, last - first);
  }
  std::vector<std::string> out = folded_words(text);
  std::erase_if(out, [](const std::string& word) {
    return word.empty() || word.find_first_of("0123456789") != std::string::npos;
  });
  return out;
}

// The strings of a literal or a list of them; nothing for other values.
std::optional<std::vector<std::string>> strings_of(const Expression& expression) {
  std::vector<std::string> out;
  if (expression.kind == Kind::kLiteral) {
    if (const auto* word = std::get_if<std::string>(&expression.literal)) return out.push_back(*word), out;
    return std::nullopt;
  }
  if (expression.kind != Kind::kList) return std::nullopt;
  for (const Expression& part : expression.parts) {
    const auto* word = std::get_if<std::string>(&part.literal);
    if (word == nullptr) return std::nullopt;
    out.push_back(*word);
  }
  return out;
}

class Planner {
 public:
  Planner(const Pattern& pattern, const Query& query, const Slots& bound)
      : pattern_{pattern}, bound_{bound}, is_edge_{query.is_edge} {
    plan_.kinds = query.kinds;
    for (const Expression& condition : pattern.conditions) split(condition, open_);
    for (const Slot slot : pattern.nodes) own_.set(slot);
    for (const EdgePattern& edge : pattern.edges) {
      if (edge.slot) own_.set(*edge.slot);
    }
    for (const Expression* condition : open_) narrow(*condition);
  }

  Plan plan() {
    conditions_ = open_;
    plan_.first = ready();
    std::vector<bool> walked(pattern_.edges.size(), false);
    while (true) {
      if (const std::optional<std::size_t> next = next_edge(walked)) {
        walk(pattern_.edges[*next]);
        walked[*next] = true;
      } else if (!begin()) {
        return std::move(plan_);
      }
    }
  }

 private:
  // A comparison with a property holds only of nodes that have it.
  void narrow(const Expression& condition) {
    if (!is_comparison(condition.kind) && condition.kind != Kind::kIsNotNull) return;
    for (const Expression& part : condition.parts) {
      if (part.kind != Kind::kProperty || is_edge_[part.slot]) continue;
      const Kinds having = kinds_with(part.name);
      Kinds& kinds = plan_.kinds[part.slot];
      kinds = {kinds.claim && having.claim, kinds.document && having.document, kinds.agent && having.agent};
    }
  }

  // Conditions whose slots are all bound by now; they are taken out.
  std::vector<const Expression*> ready() {
    std::vector<const Expression*> out;
    std::erase_if(conditions_, [&](const Expression* condition) {
      if ((slots_of(*condition) & own_ & ~bound_).any()) return false;
      out.push_back(condition);
      return true;
    });
    return out;
  }

  // One with both ends bound, else one that leads upstream, where edges are few, else any; not one of many steps before
  // one of a single step.
  std::optional<std::size_t> next_edge(const std::vector<bool>& walked) const {
    std::optional<std::size_t> best;
    int best_cost = 0;
    for (std::size_t n = 0; n < pattern_.edges.size(); ++n) {
      const EdgePattern& edge = pattern_.edges[n];
      const bool left = bound_.test(edge.left);
      const bool right = bound_.test(edge.right);
      if (walked[n] || (!left && !right)) continue;
      const bool is_upstream = left ? !edge.leftwards : !edge.rightwards;
      const int cost = (edge.max_hops > 1 ? 10 : 0) + (left && right ? 0 : is_upstream ? 1 : 2);
      if (best && best_cost <= cost) continue;
      best = n;
      best_cost = cost;
    }
    return best;
  }

  void walk(const EdgePattern& edge) {
    Step step;
    step.edge = &edge;
    step.from_left = bound_.test(edge.left) && (edge.rightwards || !bound_.test(edge.right));
    step.slot = step.from_left ? edge.right : edge.left;
    bound_.set(step.slot);
    if (edge.slot) bound_.set(*edge.slot);
    step.conditions = ready();
    plan_.steps.push_back(std::move(step));
  }

  // False where all nodes are bound.
  bool begin() {
    std::optional<Step> best;
    for (const Slot slot : pattern_.nodes) {
      if (bound_.test(slot)) continue;
      Step step;
      step.slot = slot;
      step.seed = seed_of(slot);
      if (!best || step.seed.from < best->seed.from) best = std::move(step);
    }
    if (!best) return false;
    bound_.set(best->slot);
    best->conditions = ready();
    plan_.steps.push_back(std::move(*best));
    return true;
  }

  Seed seed_of(Slot slot) const {
    const Kinds& kinds = plan_.kinds[slot];
    Seed best;
    const int how_many = (kinds.claim ? 1 : 0) + (kinds.document ? 1 : 0) + (kinds.agent ? 1 : 0);
    if (how_many == 1) {
      best.from = kinds.claim ? Seed::From::kClaims : kinds.document ? Seed::From::kDocuments : Seed::From::kAgents;
    }
    for (const Expression* condition : open_) {
      std::optional<Seed> seed = seed_by(*condition, slot);
      if (seed && seed->from < best.from) best = std::move(*seed);
    }
    return best;
  }

  // Where a condition itself says which nodes there may be.
  std::optional<Seed> seed_by(const Expression& condition, Slot slot) const {
    if (condition.kind != Kind::kEqual && condition.kind != Kind::kIn && condition.kind != Kind::kContains) {
      return std::nullopt;
    }
    const Expression* of = &condition.parts[0];
    const Expression* words = &condition.parts[1];
    const bool is_reversed = condition.kind != Kind::kContains && of->kind == Kind::kLiteral;
    if (is_reversed) std::swap(of, words);
    if (words->kind == Kind::kList && condition.kind != Kind::kIn) return std::nullopt;
    std::optional<std::vector<std::string>> strings = strings_of(*words);
    if (!strings) return std::nullopt;
    if (of->kind == Kind::kId && of->parts[0].slot == slot && !is_reversed) {
      if (condition.kind == Kind::kContains) return std::nullopt;
      return Seed{Seed::From::kIds, std::move(*strings)};
    }
    if (of->kind != Kind::kProperty || of->slot != slot) return std::nullopt;
    const bool is_list = condition.kind == Kind::kIn;
    const std::string& name = of->name;
    // A list of values for the property, rather than a value for a property that is a list.
    if (name == "id" && condition.kind != Kind::kContains && !(is_list && is_reversed)) {
      return Seed{Seed::From::kIds, std::move(*strings)};
    }
    if (is_list && is_reversed && name == "names") return Seed{Seed::From::kName, std::move(*strings)};
    if (is_list) return std::nullopt;
    if (condition.kind == Kind::kEqual && name == "document") return Seed{Seed::From::kDocument, std::move(*strings)};
    if (condition.kind == Kind::kEqual && name == "name") return Seed{Seed::From::kName, std::move(*strings)};
    if (condition.kind == Kind::kEqual && name == "publisher" && !name_key(strings->front()).empty()) {
      return Seed{Seed::From::kPublisher, std::move(*strings)};
    }
    if (name != "text") return std::nullopt;
    std::vector<std::string> whole = whole_words(strings->front(), condition.kind == Kind::kEqual);
    if (whole.empty()) return std::nullopt;
    return Seed{Seed::From::kText, std::move(whole)};
  }

  const Pattern& pattern_;
  Slots bound_;
  const std::vector<bool>& is_edge_;
  Slots own_;
  std::vector<const Expression*> open_;        // all
  std::vector<const Expression*> conditions_;  // those not asked yet
  Plan plan_;
};

}  // namespace

Plan plan_of(const Pattern& pattern, const Query& query, const Slots& bound) {
  return Planner{pattern, query, bound}.plan();
}

}  // namespace headwater::detail
