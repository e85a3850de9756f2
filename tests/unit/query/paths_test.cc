// Ways between two nodes. All names are invented.
#include "headwater/query/paths.h"

#include <algorithm>
#include <functional>
#include <set>
#include <string>
#include <vector>

#include <catch2/catch.hpp>
#include <nlohmann/json.hpp>

#include "drawing.h"
#include "headwater/query/json.h"
#include "headwater/query/verify.h"

using namespace headwater;
using headwater::test::Drawn;
using Json = nlohmann::json;

namespace {

const std::string kAffair =
    "wire: article of Agency;"
    "wire.c1 -said_in-> fax of Ministry -issued_by-> Ministry = primary;"
    "post.c1 -repeats-> wire.c1;"
    "mirror.c1 -repeats-> wire.c1;"
    "mirror.c1 -repeats-> post.c1;"
    "echo.c1 -repeats-> mirror.c1;"
    "round.c1 -repeats-> about.c1; about.c1 -repeats-> round.c1; about.c1 -repeats-> echo.c1;";

Paths between(const Drawn& g, const NodeId& from, const NodeId& to, const PathOptions& options = {}) {
  Result<Paths> out = paths(g.store(), from, to, options);
  REQUIRE(out.has_value());
  return std::move(*out);
}

std::vector<NodeId> nodes_of(const Path& path) {
  std::vector<NodeId> out{path.front().from};
  for (const TraceStep& step : path) out.push_back(step.to);
  return out;
}

// Every simple path, by trying them all.
std::set<std::vector<NodeId>> all_ways(const Store& store, const NodeId& from, const NodeId& to) {
  std::set<std::vector<NodeId>> out;
  std::vector<NodeId> way{from};
  const std::function<void()> go = [&] {
    if (way.back() == to) {
      out.insert(way);
      return;
    }
    const std::vector<Edge> edges = store.upstream(way.back()).value();
    for (const Edge& edge : edges) {
      if (edge.relation == Relation::kDisputes || std::find(way.begin(), way.end(), edge.to) != way.end()) continue;
      way.push_back(edge.to);
      go();
      way.pop_back();
    }
  };
  go();
  return out;
}

}  // namespace

TEST_CASE("paths are all simple ways upstream, the shortest first, each edge one of the store", "[query][paths]") {
  const Drawn g{kAffair};
  for (const char* from : {"echo.c1", "mirror.c1", "round.c1"}) {
    const std::set<std::vector<NodeId>> wanted = all_ways(g.store(), g.claim(from), g.document("wire"));
    REQUIRE(wanted.size() > 1);
    const Paths found = between(g, g.claim(from), g.document("wire"), {.max_paths = 1000});
    CHECK_FALSE(found.truncated);
    std::set<std::vector<NodeId>> ways;
    for (const Path& path : found.paths) ways.insert(nodes_of(path));
    CHECK(ways.size() == found.paths.size());
    CHECK(ways == wanted);
    for (std::size_t i = 1; i < found.paths.size(); ++i) CHECK(found.paths[i - 1].size() <= found.paths[i].size());
    for (const TraceStep& step : found.paths.back()) {
      const std::vector<Edge> edges = g.store().upstream(step.from, step.relation).value();
      CHECK(std::any_of(edges.begin(), edges.end(),
                        [&](const Edge& e) { return e.to == step.to && e.evidence == step.evidence; }));
      CHECK(step.quote == g.store().quote(step.evidence).value());
    }
  }
}

TEST_CASE("no way leads downstream, nor from a node to itself or to one that is not there", "[query][paths]") {
  const Drawn g{kAffair};
  const Paths none = between(g, g.claim("wire.c1"), g.claim("echo.c1"));
  CHECK(none.paths.empty());
  CHECK_FALSE(none.truncated);
  CHECK(none.from.name == g.store().claim(g.claim("wire.c1")).value()->text);
  CHECK(paths(g.store(), g.claim("wire.c1"), g.claim("wire.c1"), {}).error().code == ErrorCode::kInvalidArgument);
  CHECK(paths(g.store(), g.claim("wire.c1"), *NodeId::parse("d0123456789abcdef"), {}).error().code ==
        ErrorCode::kNotFound);
  CHECK(paths(g.store(), *NodeId::parse("c0123456789abcdef01234567"), g.claim("wire.c1"), {}).error().code ==
        ErrorCode::kNotFound);
}

TEST_CASE("every bound of paths is kept, and told", "[query][paths]") {
  const Drawn g{kAffair};
  const NodeId from = g.claim("echo.c1");
  const NodeId to = g.document("wire");
  const Paths all = between(g, from, to, {.max_paths = 1000});
  const Paths one = between(g, from, to, {.max_paths = 1});
  CHECK(one.truncated);
  REQUIRE(one.paths.size() == 1);
  CHECK(nodes_of(one.paths[0]) == nodes_of(all.paths[0]));
  CHECK_FALSE(between(g, from, to, {.max_paths = all.paths.size()}).truncated);
  const std::size_t shortest = all.paths[0].size();
  const Paths near = between(g, from, to, {.max_paths = 1000, .max_length = shortest});
  CHECK_FALSE(near.paths.empty());
  for (const Path& path : near.paths) CHECK(path.size() == shortest);
  CHECK(between(g, from, to, {.max_length = 1}).paths.empty());
  CHECK(between(g, from, to, {.max_nodes = 1}).truncated);
  CHECK(between(g, from, to, {.max_tried = 2}).truncated);
}

TEST_CASE("equally long paths come in one order, whatever the order of writing", "[query][paths]") {
  const Drawn g{kAffair};
  const Drawn turned{kAffair, true};
  const auto told = [&](const Drawn& of) {
    return to_json(between(of, of.claim("round.c1"), of.document("wire"), {.max_paths = 50}));
  };
  CHECK(told(g) == told(turned));
}

TEST_CASE("paths that many ways cross stay within their bounds", "[query][paths]") {
  std::string drawing = "a0.c1 -said_by-> Ministry = primary;";
  for (int layer = 1; layer <= 12; ++layer) {
    for (const char* name : {"a", "b", "c"}) {
      for (const char* below : {"a", "b", "c"}) {
        if (layer == 1 && below[0] != 'a') continue;
        drawing += name + std::to_string(layer) + ".c1 -repeats-> " + below + std::to_string(layer - 1) + ".c1;";
      }
    }
  }
  const Drawn g{drawing};
  const Paths found = between(g, g.claim("a12.c1"), g.claim("a0.c1"), {.max_paths = 5});
  CHECK(found.truncated);
  REQUIRE(found.paths.size() == 5);
  for (const Path& path : found.paths) CHECK(path.size() == 12);
}

TEST_CASE("an answer about paths is proved, and one with a thing wrong is not", "[query][paths][verify]") {
  const Drawn g{kAffair};
  const std::string right = to_json(between(g, g.claim("echo.c1"), g.document("wire"), {.max_paths = 50}));
  const auto faults = [&](const Json& answer, const Store* store) {
    const Result<Verification> v = verify(answer.dump(), store);
    REQUIRE(v.has_value());
    CHECK(v->kind == "paths");
    return v->fault_count;
  };
  const Json good = Json::parse(right);
  CHECK(faults(good, &g.store()) == 0);
  CHECK(faults(good, nullptr) == 0);
  const auto spoilt = [&](const std::function<void(Json&)>& spoil) {
    Json bad = good;
    spoil(bad);
    return bad;
  };
  CHECK(faults(spoilt([](Json& a) { std::reverse(a["paths"].begin(), a["paths"].end()); }), nullptr) > 0);
  CHECK(faults(spoilt([](Json& a) { a["paths"].push_back(a["paths"].back()); }), nullptr) > 0);
  CHECK(faults(spoilt([](Json& a) { a["paths"][0]["steps"].erase(0); }), nullptr) > 0);
  CHECK(faults(spoilt([](Json& a) { a["paths"][0]["steps"].erase(a["paths"][0]["steps"].size() - 1); }), nullptr) > 0);
  CHECK(faults(spoilt([](Json& a) { a["paths"] = Json::array({a["paths"].back()}); }), &g.store()) > 0);
  CHECK(faults(spoilt([](Json& a) { a["paths"].clear(); }), &g.store()) > 0);
  CHECK(faults(spoilt([](Json& a) { a["paths"][0]["steps"][0]["relation"] = "cites"; }), &g.store()) > 0);
  CHECK(faults(spoilt([](Json& a) { a["paths"][0]["steps"][0]["evidence"]["quote"] = "other words"; }), &g.store()) >
        0);
}
