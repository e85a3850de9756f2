#include "evaluate.h"

#include <algorithm>
#include <optional>
#include <string>
#include <string_view>
#include <utility>

#include "headwater/schema/fold.h"

namespace headwater::detail {
namespace {

using Kind = Expression::Kind;

// Nothing for null and for what is no truth.
std::optional<bool> truth_of(const Cell& cell) {
  const auto* truth = std::get_if<bool>(&cell);
  return truth == nullptr ? std::nullopt : std::optional<bool>{*truth};
}

Cell truth(const std::optional<bool>& value) { return value ? Cell{*value} : Cell{}; }

std::optional<bool> holds(Kind kind, const Cell& a, const Cell& b) {
  if (is_null(a) || is_null(b)) return std::nullopt;
  const std::optional<int> order = compared(a, b);
  // Values of two kinds are not equal; which is the greater is not known.
  if (kind == Kind::kEqual) return order == 0;
  if (kind == Kind::kUnequal) return order != 0;
  if (!order || std::holds_alternative<NodeId>(a) || std::holds_alternative<Edge>(a)) return std::nullopt;
  switch (kind) {
    case Kind::kLess:
      return *order < 0;
    case Kind::kLessOrEqual:
      return *order <= 0;
    case Kind::kGreater:
      return *order > 0;
    default:
      return *order >= 0;
  }
}

std::optional<bool> holds_of_words(Kind kind, const Cell& a, const Cell& b) {
  const auto* text = std::get_if<std::string>(&a);
  const auto* part = std::get_if<std::string>(&b);
  if (text == nullptr || part == nullptr) return std::nullopt;
  if (kind == Kind::kStartsWith) return text->starts_with(*part);
  if (kind == Kind::kEndsWith) return text->ends_with(*part);
  return text->find(*part) != std::string::npos;
}

class Evaluator {
 public:
  Evaluator(Row& row, Records& records, const Exists& exists) : row_{row}, records_{records}, exists_{exists} {}

  Result<Cell> of(const Expression& expression) {
    switch (expression.kind) {
      case Kind::kLiteral:
        return expression.literal;
      case Kind::kVariable:
        return row_[expression.slot];
      case Kind::kProperty:
        return records_.property(row_[expression.slot], expression.name);
      case Kind::kNot:
      case Kind::kIsNull:
      case Kind::kIsNotNull:
      case Kind::kId:
      case Kind::kType:
      case Kind::kToLower:
      case Kind::kSize:
        return of_one(expression);
      case Kind::kAnd:
      case Kind::kOr:
        return joined(expression);
      case Kind::kIn:
        return in(expression);
      case Kind::kExists: {
        const Result<bool> found = exists_(expression, row_);
        return found.has_value() ? Result<Cell>{Cell{*found}} : Result<Cell>{found.error()};
      }
      case Kind::kEqual:
      case Kind::kUnequal:
      case Kind::kLess:
      case Kind::kLessOrEqual:
      case Kind::kGreater:
      case Kind::kGreaterOrEqual:
      case Kind::kContains:
      case Kind::kStartsWith:
      case Kind::kEndsWith:
        return of_two(expression);
      default:
        return Cell{};
    }
  }

 private:
  Result<Cell> of_one(const Expression& expression) {
    Result<Cell> part = of(expression.parts[0]);
    if (!part.has_value()) return part;
    switch (expression.kind) {
      case Kind::kIsNull:
        return Cell{is_null(*part)};
      case Kind::kIsNotNull:
        return Cell{!is_null(*part)};
      case Kind::kNot: {
        const std::optional<bool> value = truth_of(*part);
        return truth(value ? std::optional<bool>{!*value} : value);
      }
      case Kind::kId:
        if (const auto* node = std::get_if<NodeId>(&*part)) return Cell{to_string(*node)};
        return Cell{};
      case Kind::kType:
        if (const auto* edge = std::get_if<Edge>(&*part)) return Cell{std::string{to_string(edge->relation)}};
        return Cell{};
      case Kind::kToLower:
        if (const auto* text = std::get_if<std::string>(&*part)) return Cell{fold(*text)};
        return Cell{};
      default:
        break;
    }
    if (const auto* list = std::get_if<std::vector<std::string>>(&*part)) {
      return Cell{static_cast<std::int64_t>(list->size())};
    }
    const auto* text = std::get_if<std::string>(&*part);
    if (text == nullptr) return Cell{};
    // Characters, not bytes.
    return Cell{static_cast<std::int64_t>(std::count_if(
        text->begin(), text->end(), [](char c) { return (static_cast<unsigned char>(c) & 0xc0) != 0x80; }))};
  }

  Result<Cell> joined(const Expression& expression) {
    const bool decides = expression.kind == Kind::kOr;
    bool unknown = false;
    for (const Expression& part : expression.parts) {
      const Result<Cell> cell = of(part);
      if (!cell.has_value()) return cell;
      const std::optional<bool> value = truth_of(*cell);
      if (value == decides) return Cell{decides};
      unknown = unknown || !value;
    }
    return unknown ? Cell{} : Cell{!decides};
  }

  Result<Cell> of_two(const Expression& expression) {
    const Result<Cell> a = of(expression.parts[0]);
    if (!a.has_value()) return a;
    const Result<Cell> b = of(expression.parts[1]);
    if (!b.has_value()) return b;
    return truth(expression.kind >= Kind::kContains ? holds_of_words(expression.kind, *a, *b)
                                                    : holds(expression.kind, *a, *b));
  }

  Result<Cell> in(const Expression& expression) {
    const Result<Cell> value = of(expression.parts[0]);
    if (!value.has_value()) return value;
    const Expression& list = expression.parts[1];
    bool unknown = is_null(*value);
    if (list.kind == Kind::kList) {
      for (const Expression& part : list.parts) {
        const std::optional<bool> same = holds(Kind::kEqual, *value, part.literal);
        if (same == true) return Cell{true};
        unknown = unknown || !same;
      }
      return list.parts.empty() ? Cell{false} : unknown ? Cell{} : Cell{false};
    }
    const Result<Cell> cell = of(list);
    if (!cell.has_value()) return cell;
    const auto* words = std::get_if<std::vector<std::string>>(&*cell);
    if (words == nullptr || unknown) return Cell{};
    const auto* word = std::get_if<std::string>(&*value);
    return Cell{word != nullptr && std::find(words->begin(), words->end(), *word) != words->end()};
  }

  Row& row_;
  Records& records_;
  const Exists& exists_;
};

}  // namespace

Result<Cell> evaluate(const Expression& expression, Row& row, Records& records, const Exists& exists) {
  return Evaluator{row, records, exists}.of(expression);
}

Result<bool> all_hold(const std::vector<const Expression*>& conditions, Row& row, Records& records,
                      const Exists& exists) {
  for (const Expression* condition : conditions) {
    const Result<Cell> cell = evaluate(*condition, row, records, exists);
    if (!cell.has_value()) return cell.error();
    const auto* truth = std::get_if<bool>(&*cell);
    if (truth == nullptr || !*truth) return false;
  }
  return true;
}

}  // namespace headwater::detail
