// What a claim hangs on, and what hangs on a source, each as a drawing. All names are invented.
#include "headwater/query/analyse.h"

#include <catch2/catch.hpp>

#include <algorithm>
#include <set>
#include <string>
#include <vector>

#include "drawing.h"
#include "headwater/query/json.h"

using namespace headwater;
using headwater::test::Drawn;

namespace {

// Two papers on one wire, one paper on the wire and a report; the ministry's fax behind the wire.
const std::string kAffair =
    "wire: article of Agency;"
    "report: report of Labs;"
    "report.c1 -made_in-> report -issued_by-> Labs = primary;"
    "wire.c1 -said_in-> fax of Ministry -issued_by-> Ministry = primary;"
    "post.c1 -repeats-> wire.c1;"
    "courier.c1 -repeats-> wire.c1;"
    "review.c1 -repeats-> wire.c1;"
    "review.c1 -repeats-> report.c1;";

std::vector<std::string> documents_of(const std::vector<Impact::Fallen>& falls) {
  std::vector<std::string> out;
  for (const Impact::Fallen& one : falls) out.push_back(one.document.publisher);
  std::sort(out.begin(), out.end());
  return out;
}

}  // namespace

TEST_CASE("forty outlets on one wire are one source", "[query][analyse]") {
  const Drawn g{kAffair};
  const Result<Independence> one = independence(g.store(), g.claim("post.c1"), {});
  REQUIRE(one.has_value());
  CHECK(one->independent_sources == 1);
  CHECK(one->cut.size() == 1);
  CHECK(one->disjoint_chains.size() == 1);
}

TEST_CASE("a paper on a wire and on a report has two, with chains that share nothing and a cut of two",
          "[query][analyse]") {
  const Drawn g{kAffair};
  const Result<Independence> two = independence(g.store(), g.claim("review.c1"), {});
  REQUIRE(two.has_value());
  CHECK(two->independent_sources == 2);
  REQUIRE(two->disjoint_chains.size() == 2);
  std::set<NodeId> seen;
  for (const std::vector<NodeId>& chain : two->disjoint_chains) {
    for (const NodeId& node : chain) CHECK(seen.insert(node).second);
  }
  CHECK(two->cut.size() == 2);
}

TEST_CASE("outlets that repeat are counted once each, the wire among them and the source's issuer not",
          "[query][analyse]") {
  const Drawn g{kAffair};
  const Result<Independence> i = independence(g.store(), g.claim("post.c1"), {});
  REQUIRE(i.has_value());
  CHECK(i->outlets_repeating == 4);  // Agency, Post, Courier, Review; not Labs
}

TEST_CASE("without the wire the papers that have only it fall, and the one with a report besides is weakened",
          "[query][analyse]") {
  const Drawn g{kAffair};
  const Result<Impact> without = impact(g.store(), g.document("wire"), {});
  REQUIRE(without.has_value());
  CHECK(documents_of(without->falls) == std::vector<std::string>{"Courier", "Post"});
  REQUIRE(without->weakened.size() == 1);
  CHECK(without->weakened[0].document.publisher == "Review");
  CHECK(without->weakened[0].from == 2);
  CHECK(without->weakened[0].to == 1);
}

TEST_CASE("withdrawing an agent withdraws what it put out", "[query][analyse]") {
  const Drawn g{kAffair};
  const Result<Impact> without = impact(g.store(), agent_id_of("labs"), {});
  REQUIRE(without.has_value());
  CHECK(without->falls.empty());
  REQUIRE(without->weakened.size() == 1);
  CHECK(without->weakened[0].document.publisher == "Review");
}

TEST_CASE("what nothing hangs on changes nothing when it is withdrawn", "[query][analyse]") {
  const Drawn g{kAffair};
  const Result<Impact> without = impact(g.store(), g.document("courier"), {});
  REQUIRE(without.has_value());
  CHECK(without->falls.empty());
  CHECK(without->weakened.empty());
}

TEST_CASE("a loop without a way out is closed, one with a way out is not", "[query][analyse]") {
  const Drawn closed{"mirror.c1 -repeats-> dispatch.c1; dispatch.c1 -repeats-> mirror.c1;"};
  const Result<Circular> shut = circular(closed.store(), closed.document("mirror"), {});
  REQUIRE(shut.has_value());
  REQUIRE(shut->loops.size() == 1);
  CHECK(shut->loops[0].closed);
  CHECK(shut->loops[0].documents.size() == 2);

  const Drawn open{
      "mirror.c1 -repeats-> dispatch.c1; dispatch.c1 -repeats-> mirror.c1; dispatch.c1 -repeats-> wire.c1;"
      "wire.c1 -said_in-> fax of Ministry -issued_by-> Ministry = primary;"};
  const Result<Circular> way_out = circular(open.store(), open.document("mirror"), {});
  REQUIRE(way_out.has_value());
  REQUIRE(way_out->loops.size() == 1);
  CHECK_FALSE(way_out->loops[0].closed);
}

TEST_CASE("a closed loop stays closed however else a reader of it knows", "[query][analyse]") {
  const Drawn g{
      "a.c1 -repeats-> b.c1; b.c1 -repeats-> a.c1; reader.c1 -repeats-> a.c1; reader.c1 -repeats-> wire.c1;"
      "wire.c1 -said_in-> fax of Ministry -issued_by-> Ministry = primary;"};
  const Result<Circular> loops = circular(g.store(), g.document("reader"), {});
  REQUIRE(loops.has_value());
  REQUIRE(loops->loops.size() == 1);
  CHECK(loops->loops[0].closed);
}

TEST_CASE("a document that rests on no loop has none", "[query][analyse]") {
  const Drawn g{kAffair};
  const Result<Circular> none = circular(g.store(), g.document("post"), {});
  REQUIRE(none.has_value());
  CHECK(none->loops.empty());
}

TEST_CASE("questions about what is not there, or of the wrong kind, are errors", "[query][analyse]") {
  const Drawn g{kAffair};
  CHECK(independence(g.store(), claim_id_of(document_id_of("none"), "none"), {}).error().code == ErrorCode::kNotFound);
  CHECK(impact(g.store(), document_id_of("none"), {}).error().code == ErrorCode::kNotFound);
  CHECK(impact(g.store(), g.claim("post.c1"), {}).error().code == ErrorCode::kInvalidArgument);
  CHECK(circular(g.store(), agent_id_of("labs"), {}).error().code == ErrorCode::kInvalidArgument);
  CHECK(circular(g.store(), document_id_of("none"), {}).error().code == ErrorCode::kNotFound);
}

TEST_CASE("an answer that was cut says so", "[query][analyse]") {
  const Drawn g{kAffair};
  AnalyseOptions options;
  options.max_claims = 1;
  const Result<Impact> cut = impact(g.store(), g.document("wire"), options);
  REQUIRE(cut.has_value());
  CHECK(cut->truncated);
  CHECK(to_json(*cut).find("\"truncated\":true") != std::string::npos);
}
