// Graph queries. All names are invented.
#include "headwater/query/match.h"

#include <algorithm>
#include <map>
#include <random>
#include <set>
#include <string>
#include <vector>

#include <catch2/catch.hpp>
#include <nlohmann/json.hpp>

#include "drawing.h"
#include "headwater/query/json.h"

using namespace headwater;
using headwater::test::Drawn;
using Json = nlohmann::json;

namespace {

const std::string kAffair =
    "wire: article of Agency on 2031-05-06;"
    "wire.c1 -said_in-> fax of Ministry -issued_by-> Ministry = primary;"
    "wire.c2 -said_by-> ?officials = anonymous;"
    "post: article of Post on 2031-05-07;"
    "post.c1 -repeats-> wire.c1;"
    "mirror: article of Mirror on 2031-05-09;"
    "mirror.c1 -repeats-> wire.c1;"
    "mirror.c1 -repeats-> post.c1;"
    "echo.c1 -said_by-> Mayor = firsthand;";

MatchTable found(const Store& store, const std::string& query, const MatchOptions& options = {}) {
  Result<MatchTable> out = match(store, query, options);
  INFO(query);
  if (!out.has_value()) FAIL(out.error().message);
  return std::move(*out);
}

// Rows of plain values as JSON, "[1,"a"]"; nodes and edges by their ids.
std::vector<std::string> rows_of(const Store& store, const std::string& query, const MatchOptions& options = {}) {
  std::vector<std::string> out;
  const Json table = Json::parse(to_json(found(store, query, options)));
  for (const Json& row : table.at("rows")) out.push_back(row.dump());
  return out;
}

std::vector<std::string> sorted(std::vector<std::string> rows) {
  std::sort(rows.begin(), rows.end());
  return rows;
}

Error refused(const std::string& query) {
  const Drawn g{"wire.c1 -said_by-> Mayor = firsthand"};
  const Result<MatchTable> out = match(g.store(), query, {});
  INFO(query);
  REQUIRE_FALSE(out.has_value());
  return out.error();
}

using Rows = std::vector<std::string>;

}  // namespace

TEST_CASE("a pattern finds its edges, in both ways of writing them", "[query][match]") {
  const Drawn g{kAffair};
  const std::string wire = to_string(NodeId{g.document("wire")});
  const Rows wanted{R"(["Mirror"])", R"(["Post"])"};
  for (const char* pattern : {
           "MATCH (d:document)<-[:made_in]-(c)-[:repeats]->(w:claim {document: '$'}) RETURN DISTINCT d.publisher",
           "match (w)<-[:REPEATS]-(c)-[:Made_In]->(d) where w.document = \"$\" return distinct d.publisher",
           "MATCH (d:document)<-[:made_in]-(c:claim), (c)-[r:repeats]->(w), (w)-[:made_in]->(e {id: '$'})\n"
           "RETURN DISTINCT d.publisher // who repeats it\n ORDER BY d.publisher",
           "MATCH (c)-[:repeats]-(w:claim)-[:made_in]->(e), (c)-[:made_in]->(d) WHERE id(e) IN ['$'] "
           "RETURN DISTINCT d.publisher",
       }) {
    std::string query = pattern;
    for (std::size_t at = query.find('$'); at != std::string::npos; at = query.find('$')) query.replace(at, 1, wire);
    CHECK(sorted(rows_of(g.store(), query)) == wanted);
  }
}

TEST_CASE("many steps in a row walk no edge twice", "[query][match]") {
  const Drawn g{kAffair + "a.c1 -repeats-> b.c1; b.c1 -repeats-> a.c1;"};
  const auto count = [&](const std::string& hops, const std::string& from) {
    return rows_of(g.store(), "MATCH (a:claim)-[:repeats" + hops + "]->(b) WHERE id(a) = '" +
                                  to_string(NodeId{g.claim(from)}) + "' RETURN count(*), count(DISTINCT b)");
  };
  CHECK(count("", "mirror.c1") == Rows{"[2,2]"});
  CHECK(count("*", "mirror.c1") == Rows{"[3,2]"});
  CHECK(count("*2", "mirror.c1") == Rows{"[1,1]"});
  CHECK(count("*0..1", "mirror.c1") == Rows{"[3,3]"});
  CHECK(count("*", "a.c1") == Rows{"[2,2]"});
  CHECK(count("*3..16", "a.c1") == Rows{"[0,0]"});
}

TEST_CASE("conditions know three truths", "[query][match]") {
  const Drawn g{kAffair};
  const auto publishers = [&](const std::string& condition) {
    return rows_of(g.store(),
                   "MATCH (d:document {held: true}) WHERE " + condition + " RETURN d.publisher ORDER BY d.publisher");
  };
  CHECK(publishers("d.published > '2031-05-06'") == Rows{R"(["Mirror"])", R"(["Post"])"});
  // The echo has no date: neither later nor not later.
  CHECK(publishers("NOT d.published > '2031-05-06'") == Rows{R"(["Agency"])"});
  CHECK(publishers("d.published IS NULL") == Rows{R"(["Echo"])"});
  CHECK(publishers("d.published IS NULL OR d.published = '2031-05-07'") == Rows{R"(["Echo"])", R"(["Post"])"});
  CHECK(publishers("d.publisher IN ['Post', 'Agency', 3, null]") == Rows{R"(["Agency"])", R"(["Post"])"});
  CHECK(publishers("d.publisher STARTS WITH 'M' AND d.publisher ENDS WITH 'or'") == Rows{R"(["Mirror"])"});
  CHECK(publishers("d.publisher CONTAINS 'o' AND NOT (d.publisher CONTAINS 's' OR d.publisher CONTAINS 'E')") ==
        Rows{R"(["Mirror"])"});
  CHECK(publishers("toLower(d.publisher) = 'echo' AND size(d.publisher) = 4") == Rows{R"(["Echo"])"});
  CHECK(publishers("d.publisher > 7").empty());
  CHECK(publishers("d.publisher <> 7").size() == 4);
  CHECK(publishers("d.publisher = null").empty());
  CHECK(publishers("EXISTS { (d)<-[:made_in]-(c)-[:said_by]->(a {anonymous: true}) }") == Rows{R"(["Agency"])"});
  CHECK(publishers("NOT EXISTS { MATCH (d)<-[:made_in]-()-[:repeats]-() }") == Rows{R"(["Echo"])"});
  CHECK(publishers("EXISTS { (d)<-[:made_in]-(c) WHERE c.end = 'firsthand' AND d.title IS NOT NULL }") ==
        Rows{R"(["Echo"])"});
}

TEST_CASE("rows are counted in groups, ordered, skipped and cut", "[query][match]") {
  const Drawn g{kAffair};
  CHECK(
      rows_of(
          g.store(),
          "MATCH (c:claim)-[:made_in]->(d) RETURN d.publisher AS who, count(*) ORDER BY count(*) DESC, d.publisher") ==
      Rows{R"(["Agency",2])", R"(["Echo",1])", R"(["Mirror",1])", R"(["Post",1])"});
  CHECK(rows_of(g.store(), "MATCH (d:document) RETURN min(d.published), max(d.published), count(d.published)") ==
        Rows{R"(["2031-05-06","2031-05-09",3])"});
  CHECK(rows_of(g.store(), "MATCH (c:claim)-[r:repeats]->() RETURN sum(r.hop), avg(r.hop)") == Rows{"[0,0.0]"});
  CHECK(rows_of(g.store(), "MATCH (c:claim {end: 'circular'}) RETURN count(*), sum(c.confidence), avg(c.confidence)") ==
        Rows{"[0,0,null]"});
  CHECK(rows_of(g.store(), "MATCH (c:claim {end: 'circular'}) RETURN c.end, count(*)").empty());
  CHECK(rows_of(g.store(),
                "MATCH (d:document {held: true}) RETURN d.publisher ORDER BY d.published DESC SKIP 1 LIMIT 2") ==
        Rows{R"(["Mirror"])", R"(["Post"])"});
  CHECK(rows_of(g.store(), "MATCH (d:document) RETURN d.publisher LIMIT 0").empty());
  const MatchTable cut = found(g.store(), "MATCH (c:claim) RETURN c", {.limit = 2});
  CHECK(cut.rows.size() == 2);
  CHECK(cut.truncated);
  CHECK_FALSE(found(g.store(), "MATCH (c:claim) RETURN c", {.limit = 5}).truncated);
  CHECK_FALSE(found(g.store(), "MATCH (c:claim) RETURN c LIMIT 2").truncated);
}

TEST_CASE("nodes and edges are told with their records and evidence", "[query][match]") {
  const Drawn g{kAffair};
  const Json told = Json::parse(to_json(found(
      g.store(), "MATCH (c)-[r:said_by]->(a:agent {name: 'Mayor'}) RETURN *, a.names, r.quote, type(r), c.origin")));
  CHECK(told.at("columns") == Json({"c", "r", "a", "a.names", "r.quote", "type(r)", "c.origin"}));
  REQUIRE(told.at("rows").size() == 1);
  const Json& row = told.at("rows")[0];
  const std::string claim = to_string(NodeId{g.claim("echo.c1")});
  CHECK(row[0].at("claim").at("id") == claim);
  CHECK(row[0].at("claim").at("document").at("path") == "echo");
  const Json& edge = row[1].at("edge");
  CHECK(edge.at("relation") == "said_by");
  CHECK(edge.at("from") == claim);
  CHECK(edge.at("to") == row[2].at("agent").at("id"));
  CHECK(edge.at("how").is_null());
  CHECK_FALSE(edge.at("evidence").at("quote").get<std::string>().empty());
  CHECK(row[2].at("agent").at("name") == "Mayor");
  CHECK(row[3] == Json({"Mayor"}));
  CHECK(row[4] == edge.at("evidence").at("quote"));
  CHECK(row[5] == "said_by");
  CHECK(row[6].is_null());
}

TEST_CASE("a date shows what was there then", "[query][match]") {
  const Drawn g{kAffair};
  MatchOptions options;
  options.view.as_of = *Date::parse("2031-05-07");
  CHECK(rows_of(g.store(), "MATCH (c:claim)-[:repeats]->(d) RETURN count(*)", options) == Rows{"[1]"});
  CHECK(rows_of(g.store(), "MATCH (d:document {held: true}) RETURN d.publisher ORDER BY d.publisher", options) ==
        Rows{R"(["Agency"])", R"(["Echo"])", R"(["Post"])"});  // the echo, undated, counts from when it was recorded
}

TEST_CASE("what begins at few nodes looks at few", "[query][match]") {
  std::string drawing = kAffair;
  for (int n = 0; n < 200; ++n) drawing += "x" + std::to_string(n) + ".c1 -said_by-> Crowd = firsthand;";
  const Drawn g{drawing};
  const std::string echo = to_string(NodeId{g.document("echo")});
  const std::string text = g.store().claim(g.claim("echo.c1")).value()->text;
  for (const std::string& query :
       {std::string{"MATCH (c)-[:said_by]->(a {name: 'Mayor'}) RETURN c"},
        std::string{"MATCH (c)-[:said_by]->(a) WHERE 'Mayor' IN a.names RETURN c"},
        "MATCH (c {document: '" + echo + "'})-[:said_by]->(a) RETURN c",
        "MATCH (c)-[:made_in]->({id: '" + echo + "'}) RETURN c", std::string{"MATCH (d {publisher: 'Echo'}) RETURN d"},
        "MATCH (c:claim) WHERE c.text = '" + text + "' RETURN c"}) {
    const MatchTable table = found(g.store(), query, {.max_steps = 20});
    INFO(query);
    CHECK(table.rows.size() == 1);
    CHECK_FALSE(table.truncated);
  }
}

TEST_CASE("every bound of a query is kept, and told", "[query][match]") {
  const Drawn g{kAffair};
  const std::string pairs = "MATCH (a:claim), (b:claim), (c:claim) RETURN ";
  const MatchTable few = found(g.store(), pairs + "a, b, c", {.max_steps = 10});
  CHECK(few.truncated);
  CHECK(few.rows.size() < 10);
  CHECK(found(g.store(), pairs + "count(*)", {.max_steps = 50}).truncated);
  CHECK(found(g.store(), pairs + "DISTINCT a.id, b.id, c.id", {.max_kept = 7}).truncated);
  CHECK(found(g.store(), pairs + "a.id, b.id, c.id, count(*)", {.max_kept = 7}).truncated);
  CHECK(found(g.store(), pairs + "count(DISTINCT a.id), count(DISTINCT b.id)", {.max_kept = 7}).truncated);
  CHECK(found(g.store(), pairs + "a ORDER BY a.id", {.max_kept = 7}).truncated);
  // Fewer are asked for than may be kept: all are looked at, and the first are right.
  const MatchTable first =
      found(g.store(), pairs + "a.id, b.id, c.id ORDER BY a.id, b.id, c.id LIMIT 3", {.max_kept = 7});
  CHECK_FALSE(first.truncated);
  const MatchTable all = found(g.store(), pairs + "a.id, b.id, c.id ORDER BY a.id, b.id, c.id");
  REQUIRE(first.rows.size() == 3);
  CHECK(std::equal(first.rows.begin(), first.rows.end(), all.rows.begin(), [](const auto& a, const auto& b) {
    return std::get<std::string>(a[0]) == std::get<std::string>(b[0]) &&
           std::get<std::string>(a[2]) == std::get<std::string>(b[2]);
  }));
  CHECK(all.rows.size() == 125);
  CHECK(found(g.store(), pairs + "a LIMIT 1000000000", {.max_kept = 7}).truncated);
  // What an EXISTS would have found is not known where it was cut short.
  const MatchTable unsure =
      found(g.store(),
            "MATCH (a:agent) WHERE NOT EXISTS { (b), (c), (d) WHERE b.id = a.id AND c.id = a.id } "
            "RETURN a",
            {.max_steps = 5});
  CHECK(unsure.truncated);
  CHECK(unsure.rows.empty());
}

TEST_CASE("what is no query is refused where it goes wrong", "[query][match]") {
  struct Case {
    const char* query;
    const char* words;
  };
  for (const Case& one : std::initializer_list<Case>{
           {"", "byte 1: wanted MATCH, and the query ends"},
           {"MATCH (c", "byte 9: wanted \")\", and the query ends"},
           {"MATCH (c:klaim) RETURN c", "byte 10: wanted claim, document or agent, found \"klaim\""},
           {"MATCH (c)-[:says]->(d) RETURN c", "byte 13: wanted a relation: "},
           {"MATCH (c) RETURN d", "byte 18: nothing in the pattern is called \"d\""},
           {"MATCH (c:claim) RETURN c.titel", "byte 26: no such node has \"titel\"; wanted one of id, text,"},
           {"MATCH (c:claim) RETURN c.title", "no such node has \"title\""},
           {"MATCH ()-[r]->() RETURN r.title", "an edge has no \"title\"; it has relation,"},
           {"MATCH (c) WHERE c.text = 'a RETURN c", "byte 26: a string that does not end"},
           {"MATCH (c) WHERE c.text 'a' RETURN c", "wanted WHERE or RETURN"},
           {"MATCH (c) WHERE count(*) > 1 RETURN c", "what counts stands in RETURN"},
           {"MATCH (c) RETURN count(count(c))", "what counts stands in RETURN"},
           {"MATCH (c) RETURN c.text ORDER BY count(*)", "ordered by what is returned"},
           {"MATCH (c)-[r:cites*1..17]->(d) RETURN c", "at most 16"},
           {"MATCH (c)-[*3..2]->(d) RETURN c", "from few to many"},
           {"MATCH (c) RETURN c LIMIT -1", "wanted a number of rows, found \"-\""},
           {"MATCH (c) RETURN c LIMIT 10 20", "wanted ORDER BY, SKIP, LIMIT or the end"},
           {"MATCH (c) RETURN c.confidence = 1e999", "a number that is too large"},
           {"MATCH (c) WHERE c IN c RETURN c", "wanted a list after IN"},
           {"MATCH (c) RETURN c; DROP", "a sign that has no meaning here"},
           {"MATCH (c) /* RETURN c", "a comment that does not end"},
           {"MATCH (c) WHERE c.text = '\\q' RETURN c", "wanted one of"},
           {"MATCH (c), (c)-[c]->(d) RETURN c", "bound already"},
       }) {
    const Error error = refused(one.query);
    CHECK(error.code == ErrorCode::kInvalidArgument);
    CHECK_THAT(error.message, Catch::Contains(one.words));
    CHECK_THAT(error.message, Catch::StartsWith("query, at byte "));
  }
  // A list is no value but behind IN, wherever it stands.
  for (const char* query :
       {"MATCH (c:claim) WHERE c.text CONTAINS [] RETURN c", "MATCH (a) WHERE a.names = ['x'] RETURN a",
        "MATCH (d) WHERE d.publisher = [] RETURN d", "MATCH (a) RETURN size(['x'])"}) {
    CHECK(refused(query).code == ErrorCode::kUnsupported);
  }
  CHECK_THAT(refused("MATCH (a) RETURN EXISTS { (a)-[]-(b) WHERE count(a) > 0 }").message,
             Catch::Contains("what counts stands in RETURN"));
  for (const char* piece : {"-[]-()", ", a"}) {
    std::string query = piece[0] == '-' ? "MATCH (a)" : "MATCH (a) RETURN a";
    for (int n = 0; n < 65; ++n) query += piece;
    CHECK(refused(piece[0] == '-' ? query + " RETURN a" : query).code == ErrorCode::kTooLarge);
  }
  for (const char* query :
       {"OPTIONAL MATCH (c) RETURN c", "MATCH (c) CREATE (d)", "MATCH (c) WITH c RETURN c", "MATCH (c) DELETE c",
        "MATCH (c)-[r*2]->(d) RETURN c", "MATCH (c) RETURN count(c) = 1", "MATCH (c) RETURN c UNION MATCH (d) RETURN d",
        "MATCH (c) WHERE EXISTS { (c:claim) } RETURN c"}) {
    CHECK(refused(query).code == ErrorCode::kUnsupported);
  }
  std::string many = "MATCH (a)";
  for (int n = 0; n < 64; ++n) many += ", ()";
  CHECK(refused(many + " RETURN a").code == ErrorCode::kTooLarge);
  CHECK(refused("MATCH (c) WHERE " + std::string(100, '(') + "true" + std::string(100, ')') + " RETURN c").code ==
        ErrorCode::kTooLarge);
  CHECK(refused(std::string(70'000, ' ')).code == ErrorCode::kTooLarge);
}

// ---- against trying all edges

namespace {

struct Pattern {
  std::vector<std::string> labels;  // of each node, "" for any
  std::vector<std::string> relations;
  std::vector<char> heads;  // '>', '<' or '-'
  bool is_ring = false;     // the last node is the first
};

std::string written(const Pattern& pattern) {
  std::string out = "MATCH ";
  for (std::size_t n = 0; n < pattern.labels.size(); ++n) {
    const bool is_last = n + 1 == pattern.labels.size();
    out += "(n" + std::to_string(pattern.is_ring && is_last ? 0 : n);
    if (!pattern.labels[n].empty()) out += ":" + pattern.labels[n];
    out += ")";
    if (is_last) break;
    const std::string inner = pattern.relations[n].empty() ? "[]" : "[:" + pattern.relations[n] + "]";
    out += (pattern.heads[n] == '<' ? "<-" : "-") + inner + (pattern.heads[n] == '>' ? "->" : "-");
  }
  out += " RETURN ";
  const std::size_t columns = pattern.labels.size() - (pattern.is_ring ? 1 : 0);
  for (std::size_t n = 0; n < columns; ++n) out += (n == 0 ? "id(n" : ", id(n") + std::to_string(n) + ")";
  return out;
}

bool fits(const NodeId& node, const std::string& label) {
  return label.empty() || (label == "claim" && node.claim()) || (label == "document" && node.document()) ||
         (label == "agent" && node.agent());
}

void extend(const std::vector<Edge>& edges, const Pattern& pattern, std::vector<NodeId>& nodes,
            std::vector<const Edge*>& used, std::vector<std::string>& out) {
  const std::size_t n = used.size();
  if (n + 1 == pattern.labels.size()) {
    if (pattern.is_ring && nodes.back() != nodes.front()) return;
    Json row = Json::array();
    for (std::size_t i = 0; i < nodes.size() - (pattern.is_ring ? 1 : 0); ++i) row.push_back(to_string(nodes[i]));
    out.push_back(row.dump());
    return;
  }
  for (const Edge& edge : edges) {
    if (!pattern.relations[n].empty() && to_string(edge.relation) != pattern.relations[n]) continue;
    if (std::find(used.begin(), used.end(), &edge) != used.end()) continue;
    std::vector<NodeId> others;
    if (pattern.heads[n] != '<' && edge.from == nodes.back()) others.push_back(edge.to);
    if (pattern.heads[n] != '>' && edge.to == nodes.back() && (others.empty() || edge.from != edge.to)) {
      others.push_back(edge.from);
    }
    for (const NodeId& other : others) {
      if (!fits(other, pattern.labels[n + 1])) continue;
      nodes.push_back(other);
      used.push_back(&edge);
      extend(edges, pattern, nodes, used, out);
      used.pop_back();
      nodes.pop_back();
    }
  }
}

}  // namespace

TEST_CASE("random patterns find what trying all edges finds", "[query][match]") {
  std::mt19937 random{20311};
  const auto pick = [&](std::size_t n) { return static_cast<std::size_t>(random() % n); };
  const std::vector<std::string> labels{"", "", "claim", "document", "agent"};
  const std::vector<std::string> relations{"", "made_in", "said_by", "repeats", "cites", "issued_by", "reported_by"};
  std::size_t matches = 0;
  for (int graph = 0; graph < 12; ++graph) {
    std::string drawing;
    for (int n = 0; n < 7; ++n) {
      const std::string from = "d" + std::to_string(pick(5)) + ".c" + std::to_string(1 + pick(2));
      const std::string to = "d" + std::to_string(pick(5)) + ".c" + std::to_string(1 + pick(2));
      if (from.substr(0, 2) != to.substr(0, 2)) drawing += from + " -repeats-> " + to + ";";
      drawing += from + " -said_by-> A" + std::to_string(pick(3)) + " = firsthand;";
    }
    const Drawn g{drawing};
    std::set<NodeId> nodes;
    std::vector<Edge> edges;
    const std::vector<Document> documents = *g.store().documents({}, Store::kNoLimit);
    for (const Document& document : documents) {
      nodes.insert(document.id);
      const std::vector<Claim> claims = *g.store().claims_of(document.id);
      for (const Claim& claim : claims) nodes.insert(claim.id);
    }
    const std::vector<Agent> agents = *g.store().agents({}, Store::kNoLimit);
    for (const Agent& agent : agents) nodes.insert(agent.id);
    for (const NodeId& node : nodes) {
      const std::vector<Edge> out = *g.store().upstream(node);
      edges.insert(edges.end(), out.begin(), out.end());
    }
    for (int tried = 0; tried < 40; ++tried) {
      Pattern pattern;
      const std::size_t hops = 1 + pick(3);
      for (std::size_t n = 0; n <= hops; ++n) pattern.labels.push_back(labels[pick(labels.size())]);
      for (std::size_t n = 0; n < hops; ++n) {
        pattern.relations.push_back(relations[pick(relations.size())]);
        pattern.heads.push_back("><-"[pick(3)]);
      }
      pattern.is_ring = hops > 1 && pick(4) == 0;
      if (pattern.is_ring) pattern.labels.back() = pattern.labels.front();
      std::vector<std::string> wanted;
      for (const NodeId& node : nodes) {
        if (!fits(node, pattern.labels[0])) continue;
        std::vector<NodeId> way{node};
        std::vector<const Edge*> used;
        extend(edges, pattern, way, used, wanted);
      }
      INFO(written(pattern) + "\n" + drawing);
      REQUIRE(sorted(rows_of(g.store(), written(pattern), {.limit = 1'000'000})) == sorted(wanted));
      matches += wanted.size();
    }
  }
  CHECK(matches > 500);
}
