// What could not be traced. All names are invented.
#include <catch2/catch.hpp>

#include "drawing.h"
#include "headwater/query/analyse.h"

using namespace headwater;
using headwater::test::Drawn;
using headwater::test::Lines;

namespace {

Lines kinds(const Drawn& g, const std::string& claim) {
  const Result<Gaps> found = gaps(g.store(), g.claim(claim), {});
  REQUIRE(found.has_value());
  Lines out;
  for (const Gap& gap : found->gaps)
    out.push_back(std::string{to_string(gap.kind)} + " " + g.name_of(gap.missing.node) + " in " + gap.document.title);
  std::sort(out.begin(), out.end());
  return out;
}

}  // namespace

TEST_CASE("each way a chain can stop short has a kind of its own", "[query][gaps]") {
  const Drawn g{
      "fax.c1 -said_in-> fax of Ministry -issued_by-> Ministry = primary;"
      "people.c1 -said_by-> ?officials = anonymous;"
      "own.c1 = unattributed;"
      "named.c1 -said_by-> Times = referenced;"
      "heard.c1 -said_by-> Ida = firsthand;"
      "round.c1 -repeats-> about.c1; about.c1 -repeats-> round.c1;"};
  CHECK(kinds(g, "fax.c1") == Lines{"not_held Ministry in fax"});
  CHECK(kinds(g, "people.c1") == Lines{"unnamed_source ?officials in people"});
  CHECK(kinds(g, "own.c1") == Lines{"nothing_cited own in own"});
  CHECK(kinds(g, "named.c1") == Lines{"not_held Times in named"});
  CHECK(kinds(g, "heard.c1").empty());
  CHECK(kinds(g, "round.c1") == Lines{"loop round in about"});
}

TEST_CASE("a cited document that does not have the words is a gap, not a source that is held", "[query][gaps]") {
  const Drawn g{
      "report: report of Labs;"
      "report.c1 -made_in-> report -issued_by-> Labs = primary;"
      "post.c1 -cites-> report;"};
  CHECK(kinds(g, "post.c1") == Lines{"passage_missing report in post"});
}
