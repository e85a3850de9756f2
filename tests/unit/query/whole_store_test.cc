// Questions to a whole store. All names are invented.
#include "headwater/query/whole_store.h"

#include <catch2/catch.hpp>

#include "drawing.h"

using namespace headwater;
using headwater::test::Drawn;
using headwater::test::Lines;

namespace {

const std::string kAffair =
    "wire: article of Agency;"
    "wire.c1 -said_in-> fax of Ministry -issued_by-> Ministry = primary;"
    "post.c1 -repeats-> wire.c1;"
    "mirror.c1 -repeats-> wire.c1;"
    "report: report of Labs;"
    "report.c1 -made_in-> report -issued_by-> Labs = primary;"
    "review.c1 -repeats-> report.c1;"
    "round.c1 -repeats-> about.c1; about.c1 -repeats-> round.c1;"
    "left.c1 -repeats-> right.c1; right.c1 -repeats-> left.c1; right.c1 -repeats-> report.c1;";

}  // namespace

TEST_CASE("weak points are what impact says of each node, those with the most claims first", "[query][whole]") {
  const Drawn g{kAffair};
  const WeakPoints found = weak_points(g.store(), {}).value();
  REQUIRE(found.points.size() >= 3);
  CHECK(found.claims == g.store().stats().value().claims);
  CHECK_FALSE(found.truncated);
  std::set<NodeId> named;
  for (std::size_t i = 0; i < found.points.size(); ++i) {
    const WeakPoint& point = found.points[i];
    CHECK(point.claims == impact(g.store(), point.source.node, {}).value().falls.size());
    CHECK(point.claims > 0);
    CHECK(named.insert(point.source.node).second);
    if (i > 0) CHECK(found.points[i - 1].claims >= point.claims);
  }
  // The ministry stands behind three claims, the wire that had its fax behind two.
  CHECK(found.points[0].claims == 3);
  CHECK(named.count(g.document("wire")) == 1);
  CHECK(named.count(g.document("report")) == 1);
  CHECK(named.count(g.document("post")) == 0);
}

TEST_CASE("a bound on the work is told, and one on the list leaves the last out", "[query][whole]") {
  const Drawn g{kAffair};
  const WeakPoints all = weak_points(g.store(), {}).value();
  const WeakPoints two = weak_points(g.store(), {.limit = 2}).value();
  REQUIRE(two.points.size() == 2);
  CHECK(two.points[1].source.node == all.points[1].source.node);
  CHECK(two.next == 2u);
  CHECK(two.truncated);
  CHECK_FALSE(all.next.has_value());
  const WeakPoints little = weak_points(g.store(), {.max_traces = 2}).value();
  CHECK(little.truncated);
}

TEST_CASE("all loops of a store are found, each once", "[query][whole]") {
  const Drawn g{kAffair};
  const AllLoops found = all_loops(g.store(), {}).value();
  Lines told;
  for (const Loop& loop : found.loops) {
    Lines titles;
    for (const Document& document : loop.documents) titles.push_back(document.title);
    std::sort(titles.begin(), titles.end());
    told.push_back(titles.front() + " " + titles.back() + (loop.closed ? " closed" : " open"));
  }
  std::sort(told.begin(), told.end());
  CHECK(told == Lines{"about round closed", "left right open"});
  CHECK_FALSE(found.truncated);
  CHECK(all_loops(g.store(), {.limit = 1}).value().loops.size() == 1);
  CHECK(all_loops(g.store(), {.limit = 1}).value().truncated);
}

TEST_CASE("pages of any size make the list", "[query][whole]") {
  const Drawn g{kAffair};
  const WeakPoints points = weak_points(g.store(), {}).value();
  const AllLoops loops = all_loops(g.store(), {}).value();
  for (const std::size_t limit : {1u, 2u, 3u}) {
    std::vector<NodeId> sources;
    for (std::optional<std::size_t> skip = 0; skip.has_value();) {
      const WeakPoints page = weak_points(g.store(), {.skip = *skip, .limit = limit}).value();
      for (const WeakPoint& point : page.points) sources.push_back(point.source.node);
      CHECK(page.points.size() <= limit);
      skip = page.next;
    }
    std::vector<NodeId> wanted;
    for (const WeakPoint& point : points.points) wanted.push_back(point.source.node);
    CHECK(sources == wanted);
    std::size_t told = 0;
    for (std::optional<std::size_t> skip = 0; skip.has_value();) {
      const AllLoops page = all_loops(g.store(), {.skip = *skip, .limit = limit}).value();
      for (const Loop& loop : page.loops) CHECK(loop.documents.at(0).id == loops.loops.at(told++).documents.at(0).id);
      skip = page.next;
    }
    CHECK(told == loops.loops.size());
  }
  CHECK(weak_points(g.store(), {.skip = 1'000}).value().points.empty());
  CHECK_FALSE(all_loops(g.store(), {.skip = 1'000}).value().truncated);
}

TEST_CASE("pages repeat and skip nothing among many sources with equally many claims", "[query][whole]") {
  std::string affair;
  for (int i = 0; i < 30; ++i) {
    const std::string of = std::to_string(i);
    affair += "report" + of + ": report of Labs" + of + "; report" + of + ".c1 -made_in-> report" + of +
              " -issued_by-> Labs" + of + " = primary; review" + of + ".c1 -repeats-> report" + of + ".c1;";
  }
  const Drawn g{affair};
  std::set<NodeId> reports;
  for (int i = 0; i < 30; ++i) reports.insert(g.document("report" + std::to_string(i)));
  std::vector<NodeId> sources;
  for (std::optional<std::size_t> skip = 0; skip.has_value();) {
    const WeakPoints page = weak_points(g.store(), {.skip = *skip, .limit = 1}).value();
    for (const WeakPoint& point : page.points) sources.push_back(point.source.node);
    skip = page.next;
  }
  std::set<NodeId> told(sources.begin(), sources.end());
  CHECK(told.size() == sources.size());
  CHECK(std::includes(told.begin(), told.end(), reports.begin(), reports.end()));
  const WeakPoints all = weak_points(g.store(), {.limit = 1'000}).value();
  std::vector<NodeId> whole;
  for (const WeakPoint& point : all.points) whole.push_back(point.source.node);
  CHECK(sources == whole);
}
