// What a claim rested on, day by day. All names are invented.
#include <catch2/catch.hpp>

#include "drawing.h"
#include "headwater/query/analyse.h"

using namespace headwater;
using headwater::test::Drawn;

namespace {

const std::string kAffair =
    "post: article of Post on 2024-04-10;"
    "courier: article of Courier on 2024-04-09;"
    "wire: article of Agency on 2024-04-08;"
    "report: report of Labs on 2024-04-10;"
    "report.c1 -made_in-> report -issued_by-> Labs = primary;"
    "wire.c1 -said_in-> fax of Ministry -issued_by-> Ministry = primary;"
    "courier.c1 -repeats-> wire.c1;"
    "post.c1 -repeats-> wire.c1;"
    "post.c1 -repeats-> report.c1;";

}  // namespace

TEST_CASE("a timeline tells who carried a claim, on how many sources, and since when there are two",
          "[query][timeline]") {
  const Drawn g{kAffair};
  const Result<Timeline> t = timeline(g.store(), g.claim("courier.c1"), {});
  REQUIRE(t.has_value());
  REQUIRE(t->days.size() == 3);
  CHECK(t->days[0].date.text() == "2024-04-08");
  CHECK(t->days[0].outlets == 1);
  CHECK(t->days[0].independent_sources == 1);
  CHECK(t->days[1].date.text() == "2024-04-09");
  CHECK(t->days[1].outlets == 2);
  CHECK(t->days[1].independent_sources == 1);
  CHECK(t->days[2].outlets == 3);
  CHECK(t->days[2].independent_sources == 2);
  CHECK(t->days[2].came_out.size() == 2);
  REQUIRE(t->independent_since);
  CHECK(t->independent_since->text() == "2024-04-10");
  REQUIRE(t->first_carried_by);
  CHECK(t->first_carried_by->publisher == "Agency");
  CHECK(t->first_appeared->text() == "2024-04-08");
  CHECK_FALSE(t->truncated);
}

TEST_CASE("documents without a date are counted beside the days", "[query][timeline]") {
  const Drawn g{kAffair + "late.c1 -repeats-> wire.c1;"};
  const Result<Timeline> t = timeline(g.store(), g.claim("courier.c1"), {});
  REQUIRE(t.has_value());
  CHECK(t->undated == 1);
  CHECK(t->days.back().outlets == 3);
}

TEST_CASE("a timeline ends at its bounds and says so", "[query][timeline]") {
  const Drawn g{kAffair};
  AnalyseOptions options;
  options.max_days = 2;
  const Result<Timeline> cut = timeline(g.store(), g.claim("courier.c1"), options);
  REQUIRE(cut.has_value());
  CHECK(cut->days.size() == 2);
  CHECK(cut->truncated);
  options.max_days = 100;
  options.max_traces = 5;
  CHECK(timeline(g.store(), g.claim("courier.c1"), options)->truncated);
}
