// A graph query, taken apart: patterns over numbered slots, conditions over what stands in them.
#ifndef HEADWATER_QUERY_SRC_MATCH_SYNTAX_H_
#define HEADWATER_QUERY_SRC_MATCH_SYNTAX_H_

#include <bitset>
#include <cstddef>
#include <optional>
#include <string>
#include <vector>

#include "cell.h"
#include "headwater/schema/id.h"
#include "headwater/schema/vocabulary.h"

namespace headwater::detail {

// Every node and every edge of a query that has a name, and every other node, has a place of its own in a row.
using Slot = std::size_t;
constexpr std::size_t kMaxSlots = 64;
using Slots = std::bitset<kMaxSlots>;

// Which kinds of node may stand in a slot.
struct Kinds {
  bool claim = true, document = true, agent = true;

  [[nodiscard]] bool allows(NodeKind kind) const {
    return kind == NodeKind::kClaim ? claim : kind == NodeKind::kDocument ? document : agent;
  }
};

struct EdgePattern {
  std::optional<Slot> slot;         // of an edge with a name
  Slot left = 0, right = 0;         // nodes, as written
  bool rightwards = true;           // the edge may lead from left to right
  bool leftwards = true;            // or from right to left
  std::vector<Relation> relations;  // empty: any
  std::size_t min_hops = 1, max_hops = 1;
};

struct Expression;

struct Pattern {
  std::vector<Slot> nodes;  // in the order in which they are first written
  std::vector<EdgePattern> edges;
  std::vector<Expression> conditions;  // all of which must hold; the first are the properties in the pattern
};

struct Expression {
  enum class Kind {
    kLiteral,
    kList,      // of parts
    kVariable,  // the slot
    kProperty,  // `name` of what stands in the slot
    kNot,
    kAnd,
    kOr,
    kIsNull,
    kIsNotNull,
    kEqual,
    kUnequal,
    kLess,
    kLessOrEqual,
    kGreater,
    kGreaterOrEqual,
    kContains,
    kStartsWith,
    kEndsWith,
    kIn,
    kExists,  // `pattern`, beside what is bound already
    kId,
    kType,
    kToLower,
    kSize,
    kCount,  // without a part: count(*)
    kMin,
    kMax,
    kSum,
    kAverage,
  };

  Kind kind = Kind::kLiteral;
  std::size_t at = 0;  // in the query
  Cell literal;
  Slot slot = 0;
  std::string name;
  bool distinct = false;  // of kCount
  std::vector<Expression> parts;
  std::vector<Pattern> pattern;  // one, of kExists

  [[nodiscard]] bool is_aggregate() const { return kind >= Kind::kCount; }
};

struct Item {
  Expression expression;
  std::string name;     // the column's
  std::string written;  // the expression, as it stands in the query
};

struct SortKey {
  Expression expression;
  std::optional<std::size_t> item;  // the column it is, if it is one
  bool descending = false;
};

struct Query {
  Pattern pattern;
  bool distinct = false;
  std::vector<Item> items;
  std::vector<SortKey> order;
  std::size_t skip = 0;
  std::optional<std::size_t> limit;

  std::vector<Kinds> kinds;   // of each slot; of an edge's no meaning
  std::vector<bool> is_edge;  // of each slot
};

// Every slot that an expression reads or, in an EXISTS pattern, binds.
Slots slots_of(const Expression& expression);

}  // namespace headwater::detail

#endif  // HEADWATER_QUERY_SRC_MATCH_SYNTAX_H_
