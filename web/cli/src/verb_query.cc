#include <algorithm>
#include <optional>
#include <string>
#include <type_traits>
#include <utility>
#include <variant>
#include <vector>

#include "headwater/query/json.h"
#include "headwater/query/match.h"
#include "headwater/query/report.h"
#include "listing.h"
#include "verbs.h"
#include "view_options.h"

namespace headwater::cli {
namespace {

constexpr Manual kQueryManual{
    "query", "finds patterns of nodes and edges",
    "[--db DIR] [--json] [--limit N] [--as-of DATE] [--recorded-by DATE] QUERY",
    "Prints a row for each place in the graph that fits a pattern, in a reading part of\n"
    "openCypher: MATCH (node)-[edge]->(node), WHERE, RETURN [DISTINCT], ORDER BY, SKIP and\n"
    "LIMIT, with count, min, max, sum and avg.\n"
    "\n"
    "Nodes are claim, document and agent; edges made_in, said_by, said_in, reported_by,\n"
    "repeats, disputes, cites, issued_by, delivered_to, speaks_for and same_as, and point\n"
    "upstream. *1..3 after a relation is that many steps in a row. Conditions compare with\n"
    "=, <>, <, <=, >, >=, IN [...], CONTAINS, STARTS WITH, ENDS WITH, IS NULL and EXISTS {\n"
    "pattern }, joined by AND, OR and NOT.\n"
    "\n"
    "Properties have the names they have in JSON: text, form, polarity, certainty, end,\n"
    "speaker, document and confidence of a claim; title, publisher, published, kind, medium,\n"
    "url, path, language and held of a document; name, names, kind and anonymous of an\n"
    "agent; relation, how, hop, score, confidence, rule and quote of an edge; id of all nodes.",
    "headwater query 'MATCH (c)-[:said_by]->(a:agent {name: \"Harbour Ministry\"}) RETURN c.text'\n"
    "headwater query 'MATCH (d)-[:issued_by]->(a) RETURN a.name, count(*) AS n ORDER BY n DESC'\n"
    "headwater query 'MATCH (c:claim) WHERE NOT EXISTS { (c)-[:said_by]->() } RETURN c LIMIT 5'"};

constexpr std::size_t kMaxCellBytes = 80;

std::string words_of(double value) {
  std::string out = std::to_string(value);
  out.erase(out.find_last_not_of('0') + 1);
  if (out.back() == '.') out.pop_back();
  return out;
}

std::string words_of(const Node& node) {
  if (const auto* document = std::get_if<Document>(&node)) {
    return to_string(NodeId{document->id}) + "  " + document_line(*document);
  }
  if (const auto* agent = std::get_if<Agent>(&node)) return to_string(NodeId{agent->id}) + "  " + agent->name;
  const Claim& claim = std::get<ClaimNode>(node).claim;
  return to_string(NodeId{claim.id}) + "  " + claim.text;
}

std::string words_of(const MatchedEdge& matched) {
  const Edge& edge = matched.edge;
  return to_string(edge.from) + " " + std::string{to_string(edge.relation)} + " " + to_string(edge.to);
}

std::string cell(const MatchValue& value) {
  const std::string words = std::visit(
      [](const auto& plain) -> std::string {
        using Plain = std::decay_t<decltype(plain)>;
        if constexpr (std::is_same_v<Plain, std::monostate>) {
          return "-";
        } else if constexpr (std::is_same_v<Plain, bool>) {
          return plain ? "true" : "false";
        } else if constexpr (std::is_same_v<Plain, std::int64_t>) {
          return std::to_string(plain);
        } else if constexpr (std::is_same_v<Plain, std::string>) {
          return plain;
        } else if constexpr (std::is_same_v<Plain, std::vector<std::string>>) {
          std::string out;
          for (const std::string& one : plain) out.append(out.empty() ? "" : "; ").append(one);
          return out;
        } else {
          return words_of(plain);
        }
      },
      value);
  return terminal_text(words, kMaxCellBytes);
}

// As many columns of a terminal as a text takes, about: its characters.
std::size_t width_of(std::string_view text) {
  return static_cast<std::size_t>(
      std::count_if(text.begin(), text.end(), [](char c) { return (static_cast<unsigned char>(c) & 0xc0) != 0x80; }));
}

std::string line_of(const std::vector<std::string>& cells, const std::vector<std::size_t>& widths) {
  std::string out;
  for (std::size_t n = 0; n < cells.size(); ++n) {
    out += cells[n];
    if (n + 1 < cells.size()) out.append(widths[n] - width_of(cells[n]) + 2, ' ');
  }
  return out;
}

void print(Out& out, const MatchTable& table) {
  std::vector<std::vector<std::string>> rows;
  std::vector<std::string> heads;
  for (const std::string& column : table.columns) heads.push_back(terminal_text(column, kMaxCellBytes));
  rows.push_back(std::move(heads));
  for (const std::vector<MatchValue>& values : table.rows) {
    std::vector<std::string> cells;
    for (const MatchValue& value : values) cells.push_back(cell(value));
    rows.push_back(std::move(cells));
  }
  std::vector<std::size_t> widths(table.columns.size(), 0);
  for (const std::vector<std::string>& row : rows) {
    for (std::size_t n = 0; n < row.size(); ++n) widths[n] = std::max(widths[n], width_of(row[n]));
  }
  for (std::size_t n = 0; n < rows.size(); ++n) {
    const std::string line = line_of(rows[n], widths);
    if (!out.line(n == 0 ? out.strong(line) : line)) return;
  }
}

}  // namespace

int run_query(Arguments arguments) {
  std::string db;
  bool json = false;
  MatchOptions options;
  std::vector<std::string> words;
  CommandLine line{kQueryManual};
  line.add_db(db);
  line.add_json(json);
  line.app()
      .add_option("--limit", options.limit, "How many rows at most where the query has no LIMIT. Default: 1000.")
      ->type_name("N")
      ->check(CLI::Range(1, 100000).description(""));
  add_moment(line, options.view);
  line.add_words(words, "QUERY", "The pattern, between single quotes for the shell.");

  Out out;
  if (const std::optional<int> status = line.parse(std::move(arguments), out)) return *status;
  const std::optional<Store> store = open_to_read(db);
  if (!store.has_value()) return kStoreTrouble;
  const Result<MatchTable> table = match(*store, joined(words), options);
  if (!table.has_value()) {
    talk(table.error().message);
    const ErrorCode code = table.error().code;
    // Of the store come only kIo and kCorruption; all else is what was typed.
    return code == ErrorCode::kIo || code == ErrorCode::kCorruption ? exit_status(code) : kWrongUsage;
  }
  if (json) {
    out.line(to_json(*table));
  } else if (!table->rows.empty()) {
    print(out, *table);
  }
  if (table->truncated) talk("there is more than this; a LIMIT, or a pattern that begins at fewer nodes, tells all");
  if (table->rows.empty()) talk("nothing fits");
  return out.end(table->rows.empty() ? kNothingFound : kDone);
}

}  // namespace headwater::cli
