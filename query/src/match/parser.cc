#include "parser.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <cmath>
#include <map>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "headwater/schema/vocabulary.h"
#include "properties.h"
#include "tokens.h"

namespace headwater::detail {
namespace {

constexpr std::size_t kMaxDepth = 64;
constexpr std::size_t kMaxHops = 16;
constexpr std::size_t kMaxItems = 64;
constexpr std::size_t kMaxEdges = 64;

using Kind = Expression::Kind;

std::string lower(std::string_view text) {
  std::string out{text};
  for (char& c : out) {
    if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
  }
  return out;
}

struct Named {
  std::string_view name;
  Kind kind;
};

constexpr std::array kFunctions{
    Named{"id", Kind::kId},     Named{"type", Kind::kType}, Named{"tolower", Kind::kToLower},
    Named{"size", Kind::kSize}, Named{"min", Kind::kMin},   Named{"count", Kind::kCount},
    Named{"max", Kind::kMax},   Named{"sum", Kind::kSum},   Named{"avg", Kind::kAverage},
};

constexpr std::array kComparisons{
    Named{"=", Kind::kEqual},        Named{"<>", Kind::kUnequal}, Named{"<", Kind::kLess},
    Named{"<=", Kind::kLessOrEqual}, Named{">", Kind::kGreater},  Named{">=", Kind::kGreaterOrEqual},
};

// Clauses of openCypher that are not read.
constexpr std::array<std::string_view, 12> kOtherClauses{"optional", "with",   "union",  "unwind", "call",   "create",
                                                         "merge",    "delete", "detach", "set",    "remove", "match"};

template <std::size_t kSize>
std::optional<Kind> kind_named(const std::array<Named, kSize>& all, std::string_view name) {
  const auto it = std::find_if(all.begin(), all.end(), [&](const Named& one) { return one.name == name; });
  return it == all.end() ? std::nullopt : std::optional<Kind>{it->kind};
}

bool is_summed(Kind kind) { return kind == Kind::kSum || kind == Kind::kAverage; }

bool has_aggregate(const Expression& expression) {
  return expression.is_aggregate() || std::any_of(expression.parts.begin(), expression.parts.end(), has_aggregate);
}

class Parser {
 public:
  Parser(std::string_view text, std::vector<Token> tokens) : text_{text}, tokens_{std::move(tokens)} {}

  Result<Query> parse() {
    if (!take_word("match")) return wrong("MATCH");
    query();
    if (error_) return *error_;
    return std::move(query_);
  }

 private:
  // The first thing that was wrong is told; after it every step is passed by.
  Error wrong(std::string_view wanted) {
    const Token& found = here();
    std::string what = "wanted ";
    what.append(wanted).append(found.kind == Token::Kind::kEnd ? ", and the query ends" : ", found \"");
    if (found.kind != Token::Kind::kEnd) what.append(found.text).append("\"");
    const std::string word = lower(found.text);
    const bool is_other = found.kind == Token::Kind::kWord &&
                          std::find(kOtherClauses.begin(), kOtherClauses.end(), word) != kOtherClauses.end();
    fail(found.at, what + (is_other ? "; one MATCH, WHERE, RETURN, ORDER BY, SKIP and LIMIT are read" : ""),
         is_other ? ErrorCode::kUnsupported : ErrorCode::kInvalidArgument);
    return *error_;
  }
  void fail(std::size_t at, std::string_view what, ErrorCode code = ErrorCode::kInvalidArgument) {
    if (!error_) error_ = query_error(at, what, code);
  }

  [[nodiscard]] const Token& here(std::size_t ahead = 0) const {
    return tokens_[std::min(next_ + ahead, tokens_.size() - 1)];
  }
  [[nodiscard]] bool is_symbol(std::string_view symbol, std::size_t ahead = 0) const {
    return here(ahead).kind == Token::Kind::kSymbol && here(ahead).text == symbol;
  }
  [[nodiscard]] bool is_word(std::string_view word, std::size_t ahead = 0) const {
    return here(ahead).kind == Token::Kind::kWord && lower(here(ahead).text) == word;
  }
  bool take_symbol(std::string_view symbol) { return is_symbol(symbol) && (++next_, true); }
  bool take_word(std::string_view word) { return is_word(word) && (++next_, true); }
  bool expect_symbol(std::string_view symbol) {
    if (!error_ && !take_symbol(symbol)) wrong("\"" + std::string{symbol} + "\"");
    return !error_;
  }
  std::optional<std::string> take_name() {
    if (here().kind != Token::Kind::kWord) return std::nullopt;
    return tokens_[next_++].text;
  }

  void query() {
    query_.pattern = pattern_list();
    if (take_word("where")) query_.pattern.conditions.push_back(condition());
    if (error_) return;
    if (!take_word("return")) {
      wrong("WHERE or RETURN");
      return;
    }
    query_.distinct = take_word("distinct");
    items();
    if (take_word("order")) order();
    if (take_word("skip")) query_.skip = whole("a number of rows");
    if (take_word("limit")) query_.limit = whole("a number of rows");
    if (!error_ && here().kind != Token::Kind::kEnd) wrong("ORDER BY, SKIP, LIMIT or the end");
  }

  // --- patterns

  Slot new_slot(bool is_edge) {
    if (query_.kinds.size() == kMaxSlots) {
      fail(here().at, "wanted at most 64 nodes and named edges", ErrorCode::kTooLarge);
      return 0;
    }
    query_.kinds.emplace_back();
    query_.is_edge.push_back(is_edge);
    return query_.kinds.size() - 1;
  }

  Pattern pattern_list() {
    Pattern out;
    do {
      path(out);
    } while (!error_ && take_symbol(","));
    return out;
  }

  void path(Pattern& out) {
    Slot left = node(out);
    while (!error_ && (is_symbol("-") || is_symbol("<"))) {
      EdgePattern edge = edge_of(out);
      edge.left = left;
      if (error_) return;
      left = node(out);
      edge.right = left;
      out.edges.push_back(edge);
    }
  }

  Slot node(Pattern& out) {
    if (!expect_symbol("(")) return 0;
    const std::size_t at = here().at;
    const std::optional<std::string> name = take_name();
    const auto known = name ? names_.find(*name) : names_.end();
    Slot slot = 0;
    if (known != names_.end()) {
      slot = known->second;
      if (query_.is_edge[slot]) fail(at, "\"" + *name + "\" is an edge");
    } else {
      slot = new_slot(false);
      if (name) names_.emplace(*name, slot);
    }
    if (error_) return 0;
    if (std::find(out.nodes.begin(), out.nodes.end(), slot) == out.nodes.end()) out.nodes.push_back(slot);
    if (is_symbol(":") && slot < first_inner_) {
      fail(here().at, "a label stands in MATCH, not in EXISTS, for what has its name there", ErrorCode::kUnsupported);
    }
    while (!error_ && take_symbol(":")) labels(query_.kinds[slot]);
    if (is_symbol("{")) properties(slot, out.conditions);
    expect_symbol(")");
    return slot;
  }

  void labels(Kinds& kinds) {
    Kinds some{false, false, false};
    do {
      take_symbol(":");
      const std::string word = here().kind == Token::Kind::kWord ? lower(here().text) : "";
      if (word != "claim" && word != "document" && word != "agent") {
        wrong("claim, document or agent");
        return;
      }
      ++next_;
      some.claim = some.claim || word == "claim";
      some.document = some.document || word == "document";
      some.agent = some.agent || word == "agent";
    } while (take_symbol("|"));
    kinds = {kinds.claim && some.claim, kinds.document && some.document, kinds.agent && some.agent};
  }

  // {name: literal, ...}
  void properties(Slot slot, std::vector<Expression>& conditions) {
    expect_symbol("{");
    do {
      Expression one;
      one.kind = Kind::kEqual;
      one.at = here().at;
      Expression property;
      property.kind = Kind::kProperty;
      property.slot = slot;
      property.at = here().at;
      const std::optional<std::string> name = take_name();
      if (!name) {
        wrong("the name of a property");
        return;
      }
      property.name = *name;
      check_property(property);
      if (!expect_symbol(":")) return;
      one.parts.push_back(std::move(property));
      one.parts.push_back(literal());
      conditions.push_back(std::move(one));
    } while (!error_ && take_symbol(","));
    expect_symbol("}");
  }

  EdgePattern edge_of(Pattern& out) {
    EdgePattern edge;
    if (++edges_ > kMaxEdges) fail(here().at, "wanted at most 64 edges", ErrorCode::kTooLarge);
    const bool to_left = take_symbol("<");
    expect_symbol("-");
    if (take_symbol("[")) {
      const std::size_t at = here().at;
      if (const std::optional<std::string> name = take_name()) {
        if (names_.count(*name) > 0) fail(at, "\"" + *name + "\" is bound already; an edge has a name of its own");
        edge.slot = new_slot(true);
        names_.emplace(*name, *edge.slot);
      }
      if (take_symbol(":")) edge.relations = relations();
      if (take_symbol("*")) hops(edge);
      if (is_symbol("{")) {
        if (!edge.slot) edge.slot = new_slot(true);
        if (!error_) properties(*edge.slot, out.conditions);
      }
      if (edge.slot && (edge.min_hops != 1 || edge.max_hops != 1)) {
        fail(at, "many steps in a row have neither name nor properties", ErrorCode::kUnsupported);
      }
      expect_symbol("]");
    }
    expect_symbol("-");
    const bool to_right = take_symbol(">");
    if (to_left != to_right) {
      edge.rightwards = to_right;
      edge.leftwards = to_left;
    }
    return edge;
  }

  std::vector<Relation> relations() {
    std::vector<Relation> out;
    do {
      take_symbol(":");
      const std::optional<Relation> relation =
          here().kind == Token::Kind::kWord ? parse_relation(lower(here().text)) : std::nullopt;
      if (!relation) {
        wrong(
            "a relation: made_in, said_by, said_in, reported_by, repeats, disputes, cites, issued_by, delivered_to, "
            "speaks_for or same_as");
        return out;
      }
      ++next_;
      if (std::find(out.begin(), out.end(), *relation) == out.end()) out.push_back(*relation);
    } while (take_symbol("|"));
    return out;
  }

  void hops(EdgePattern& edge) {
    const std::size_t at = here().at;
    edge.min_hops = 1;
    edge.max_hops = kMaxHops;
    if (here().kind == Token::Kind::kNumber) {
      edge.min_hops = whole("a number of steps");
      if (!is_symbol("..")) edge.max_hops = edge.min_hops;
    }
    if (take_symbol("..") && here().kind == Token::Kind::kNumber) edge.max_hops = whole("a number of steps");
    if (edge.min_hops > edge.max_hops || edge.max_hops > kMaxHops) {
      fail(at, "wanted steps from few to many, and at most 16 of them");
    }
  }

  // --- what is returned

  void items() {
    if (take_symbol("*")) {
      all_names();
      if (error_ || !take_symbol(",")) return;
    }
    may_count_ = true;
    do {
      item();
    } while (!error_ && take_symbol(","));
    may_count_ = false;
  }

  void all_names() {
    std::vector<std::pair<Slot, std::string>> named;
    for (const auto& [name, slot] : names_) named.emplace_back(slot, name);
    std::sort(named.begin(), named.end());
    for (const auto& [slot, name] : named) {
      Expression variable;
      variable.kind = Kind::kVariable;
      variable.slot = slot;
      query_.items.push_back({std::move(variable), name, name});
    }
    if (named.empty()) fail(here().at, "RETURN *, and nothing has a name");
  }

  void item() {
    if (query_.items.size() == kMaxItems) {
      fail(here().at, "wanted at most 64 items", ErrorCode::kTooLarge);
      return;
    }
    const std::size_t begin = here().at;
    Item item{condition(), "", ""};
    if (error_) return;
    check_counting(item.expression, begin);
    item.written = text_from(begin);
    item.name = item.written;
    if (take_word("as")) {
      const std::optional<std::string> name = take_name();
      if (!name) {
        wrong("a name after AS");
        return;
      }
      item.name = *name;
    }
    query_.items.push_back(std::move(item));
  }

  void check_counting(const Expression& expression, std::size_t at) {
    if (std::any_of(expression.parts.begin(), expression.parts.end(), has_aggregate)) {
      fail(at, "what counts stands alone: count(x), not count(x) within something", ErrorCode::kUnsupported);
    }
  }

  // What was written from `begin` up to here.
  [[nodiscard]] std::string text_from(std::size_t begin) const {
    return std::string{text_.substr(begin, tokens_[next_ - 1].end - begin)};
  }

  void order() {
    if (!take_word("by")) {
      wrong("BY");
      return;
    }
    const bool is_grouped = query_.distinct || std::any_of(query_.items.begin(), query_.items.end(),
                                                           [](const Item& i) { return i.expression.is_aggregate(); });
    do {
      SortKey key;
      const std::size_t begin = here().at;
      const auto named = std::find_if(query_.items.begin(), query_.items.end(), [&](const Item& item) {
        return here().kind == Token::Kind::kWord && item.name == here().text && !is_symbol(".", 1) &&
               !is_symbol("(", 1);
      });
      if (named != query_.items.end()) {
        ++next_;
        key.item = static_cast<std::size_t>(named - query_.items.begin());
      } else {
        may_count_ = true;
        key.expression = condition();
        may_count_ = false;
        if (error_) return;
        const std::string written = text_from(begin);
        const auto same = std::find_if(query_.items.begin(), query_.items.end(), [&](const Item& item) {
          return item.written == written || item.name == written;
        });
        if (same != query_.items.end()) key.item = static_cast<std::size_t>(same - query_.items.begin());
        if (!key.item && (is_grouped || has_aggregate(key.expression))) {
          fail(begin, "rows that are counted or DISTINCT are ordered by what is returned");
        }
      }
      if (take_word("desc") || take_word("descending")) {
        key.descending = true;
      } else if (!take_word("asc")) {
        take_word("ascending");
      }
      query_.order.push_back(std::move(key));
    } while (!error_ && take_symbol(","));
  }

  std::size_t whole(std::string_view wanted) {
    constexpr std::size_t kMost = 1'000'000'000;
    std::size_t out = 0;
    const std::string& digits = here().text;
    const auto [end, problem] = std::from_chars(digits.data(), digits.data() + digits.size(), out);
    if (here().kind != Token::Kind::kNumber || problem != std::errc{} || end != digits.data() + digits.size() ||
        out > kMost) {
      wrong(wanted);
      return 0;
    }
    ++next_;
    return out;
  }

  // --- expressions

  Expression made(Kind kind, std::size_t at, std::vector<Expression> parts) {
    Expression out;
    out.kind = kind;
    out.at = at;
    out.parts = std::move(parts);
    return out;
  }

  Expression condition() {
    if (++depth_ > kMaxDepth) fail(here().at, "wanted conditions at most 64 deep", ErrorCode::kTooLarge);
    Expression out;
    if (!error_) out = joined(Kind::kOr, "or");
    --depth_;
    return out;
  }

  Expression joined(Kind kind, std::string_view word) {
    const std::size_t at = here().at;
    const auto one = [&] { return kind == Kind::kOr ? joined(Kind::kAnd, "and") : negated(); };
    std::vector<Expression> parts;
    parts.push_back(one());
    while (!error_ && take_word(word)) parts.push_back(one());
    return parts.size() == 1 ? std::move(parts.front()) : made(kind, at, std::move(parts));
  }

  Expression negated() {
    const std::size_t at = here().at;
    bool is_negated = false;
    while (take_word("not")) is_negated = !is_negated;
    Expression out = comparison();
    if (!is_negated) return out;
    std::vector<Expression> parts;
    parts.push_back(std::move(out));
    return made(Kind::kNot, at, std::move(parts));
  }

  Expression comparison() {
    const std::size_t at = here().at;
    Expression left = value();
    if (error_) return left;
    if (left.kind == Kind::kList) {
      fail(at, "a list stands behind IN alone", ErrorCode::kUnsupported);
      return left;
    }
    if (take_word("is")) {
      const Kind kind = take_word("not") ? Kind::kIsNotNull : Kind::kIsNull;
      if (!take_word("null")) wrong("NULL or NOT NULL");
      return made(kind, at, two(std::move(left)));
    }
    std::optional<Kind> kind;
    if (here().kind == Token::Kind::kSymbol) kind = kind_named(kComparisons, here().text);
    if (kind) ++next_;
    if (!kind && take_word("contains")) kind = Kind::kContains;
    if (!kind && take_word("in")) kind = Kind::kIn;
    for (const Named with : {Named{"starts", Kind::kStartsWith}, Named{"ends", Kind::kEndsWith}}) {
      if (kind || !take_word(with.name)) continue;
      kind = with.kind;
      if (!take_word("with")) wrong("WITH");
    }
    if (!kind || error_) return left;
    std::vector<Expression> parts = two(std::move(left));
    parts.push_back(value());
    if (*kind != Kind::kIn && !error_ && parts[1].kind == Kind::kList) {
      fail(parts[1].at, "a list stands behind IN alone", ErrorCode::kUnsupported);
    }
    if (*kind == Kind::kIn && !error_ && parts[1].kind != Kind::kList && parts[1].kind != Kind::kProperty) {
      fail(parts[1].at, "wanted a list after IN, such as [\"a\", \"b\"] or a.names");
    }
    return made(*kind, at, std::move(parts));
  }

  static std::vector<Expression> two(Expression first) {
    std::vector<Expression> out;
    out.reserve(2);
    out.push_back(std::move(first));
    return out;
  }

  Expression value() {
    const std::size_t at = here().at;
    if (take_symbol("(")) {
      Expression out = condition();
      expect_symbol(")");
      return out;
    }
    if (is_symbol("[")) return list();
    if (here().kind != Token::Kind::kWord || is_word("true") || is_word("false") || is_word("null")) return literal();
    if (is_word("exists") && is_symbol("{", 1)) return exists();
    if (is_symbol("(", 1)) return function();
    Expression out;
    out.at = at;
    const std::string name = *take_name();
    const auto known = names_.find(name);
    if (known == names_.end()) {
      fail(at, "nothing in the pattern is called \"" + name + "\"; words stand in quotes");
      return out;
    }
    out.kind = Kind::kVariable;
    out.slot = known->second;
    if (!take_symbol(".")) return out;
    out.kind = Kind::kProperty;
    out.at = here().at;
    const std::optional<std::string> property = take_name();
    if (!property) {
      wrong("the name of a property");
      return out;
    }
    out.name = *property;
    check_property(out);
    return out;
  }

  void check_property(const Expression& property) {
    const Slot slot = property.slot;
    if (error_) return;
    if (query_.is_edge[slot]) {
      if (!is_edge_property(property.name)) {
        fail(property.at, "an edge has no \"" + property.name + "\"; it has " + properties_of_edges());
      }
      return;
    }
    const Kinds having = kinds_with(property.name);
    const Kinds& kinds = query_.kinds[slot];
    if ((having.claim && kinds.claim) || (having.document && kinds.document) || (having.agent && kinds.agent)) return;
    fail(property.at, "no such node has \"" + property.name + "\"; wanted one of " + properties_of(kinds));
  }

  Expression list() {
    Expression out;
    out.kind = Kind::kList;
    out.at = here().at;
    expect_symbol("[");
    if (take_symbol("]")) return out;
    do {
      out.parts.push_back(literal());
    } while (!error_ && take_symbol(","));
    expect_symbol("]");
    return out;
  }

  Expression literal() {
    Expression out;
    out.at = here().at;
    const bool is_negative = take_symbol("-");
    const Token& token = here();
    if (token.kind == Token::Kind::kNumber) {
      out.literal = number(token, is_negative);
    } else if (is_negative) {
      wrong("a number");
      return out;
    } else if (token.kind == Token::Kind::kString) {
      out.literal = token.text;
    } else if (is_word("true") || is_word("false")) {
      out.literal = is_word("true");
    } else if (!is_word("null")) {
      wrong("a value");
      return out;
    }
    ++next_;
    return out;
  }

  Cell number(const Token& token, bool is_negative) {
    const char* begin = token.text.data();
    const char* end = begin + token.text.size();
    std::int64_t whole = 0;
    if (const auto [at, problem] = std::from_chars(begin, end, whole); problem == std::errc{} && at == end) {
      return is_negative ? -whole : whole;
    }
    double real = 0;
    const auto [at, problem] = std::from_chars(begin, end, real);
    if (problem != std::errc{} || at != end || !std::isfinite(real)) fail(token.at, "a number that is too large");
    return is_negative ? -real : real;
  }

  // Names that an inner pattern brings are not known outside of it.
  Expression exists() {
    Expression out;
    out.kind = Kind::kExists;
    out.at = here().at;
    next_ += 2;
    take_word("match");
    const std::map<std::string, Slot> outer = names_;
    const Slot outer_first = std::exchange(first_inner_, query_.kinds.size());
    const bool may_count = std::exchange(may_count_, false);
    Pattern inner = pattern_list();
    if (!error_ && take_word("where")) inner.conditions.push_back(condition());
    names_ = outer;
    first_inner_ = outer_first;
    may_count_ = may_count;
    out.pattern.push_back(std::move(inner));
    expect_symbol("}");
    return out;
  }

  Expression function() {
    Expression out;
    out.at = here().at;
    const std::optional<Kind> kind = kind_named(kFunctions, lower(here().text));
    if (!kind) {
      wrong("id, type, toLower, size, count, min, max, sum or avg before \"(\"");
      return out;
    }
    next_ += 2;
    out.kind = *kind;
    if (out.is_aggregate() && !may_count_) {
      fail(out.at, "what counts stands in RETURN or ORDER BY alone");
      return out;
    }
    if (out.kind == Kind::kCount && take_symbol("*")) {
      expect_symbol(")");
      return out;
    }
    if (out.kind == Kind::kCount) out.distinct = take_word("distinct");
    const bool may_count = std::exchange(may_count_, false);
    out.parts.push_back(condition());
    may_count_ = may_count;
    expect_symbol(")");
    if (error_) return out;
    const Expression& of = out.parts.front();
    const bool is_edge = of.kind == Kind::kVariable && query_.is_edge[of.slot];
    if (is_edge && is_summed(out.kind)) fail(of.at, "wanted a value, such as r.confidence");
    if (out.kind == Kind::kId && (of.kind != Kind::kVariable || is_edge)) fail(of.at, "wanted id() of a node");
    if (out.kind == Kind::kType && !is_edge) fail(of.at, "wanted type() of an edge with a name");
    return out;
  }

  std::string_view text_;
  std::vector<Token> tokens_;
  std::size_t next_ = 0;
  std::size_t depth_ = 0;
  std::size_t edges_ = 0;
  bool may_count_ = false;
  Slot first_inner_ = 0;  // of the EXISTS pattern that is read; 0 outside
  std::map<std::string, Slot> names_;
  Query query_;
  std::optional<Error> error_;
};

}  // namespace

Slots slots_of(const Expression& expression) {
  Slots out;
  if (expression.kind == Kind::kVariable || expression.kind == Kind::kProperty) out.set(expression.slot);
  for (const Expression& part : expression.parts) out |= slots_of(part);
  for (const Pattern& inner : expression.pattern) {
    for (const Slot slot : inner.nodes) out.set(slot);
    for (const Expression& condition : inner.conditions) out |= slots_of(condition);
  }
  return out;
}

Result<Query> parse_query(std::string_view text) {
  Result<std::vector<Token>> tokens = tokens_of(text);
  if (!tokens.has_value()) return tokens.error();
  return Parser{text, std::move(tokens).value()}.parse();
}

}  // namespace headwater::detail
