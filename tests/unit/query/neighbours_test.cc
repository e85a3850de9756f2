// What is one edge away. All names are invented.
#include "headwater/query/neighbours.h"

#include <catch2/catch.hpp>

#include "drawing.h"

using namespace headwater;
using headwater::test::Drawn;

namespace {

const std::string kAffair =
    "wire: article of Agency;"
    "wire.c1 -said_in-> fax of Ministry -issued_by-> Ministry = primary;"
    "post.c1 -repeats-> wire.c1;"
    "mirror.c1 -repeats-> wire.c1;"
    "mirror.c1 -repeats-> post.c1;"
    "echo.c1 -repeats-> mirror.c1;";

Neighbours of(const Drawn& g, const NodeId& node, const NeighbourOptions& options) {
  Result<Neighbours> out = neighbours(g.store(), node, options);
  REQUIRE(out.has_value());
  return std::move(*out);
}

}  // namespace

TEST_CASE("neighbours are all edges of a node, the most relied on first", "[query][neighbours]") {
  const Drawn g{kAffair};
  const Neighbours down = of(g, g.claim("wire.c1"), {.direction = Direction::kDownstream});
  const std::size_t edges = g.store().downstream(g.claim("wire.c1")).value().size();
  CHECK(down.neighbours.size() == edges);
  CHECK(down.remaining == 0);
  for (std::size_t i = 1; i < down.neighbours.size(); ++i)
    CHECK(down.neighbours[i - 1].relied_on_by >= down.neighbours[i].relied_on_by);
  for (const Neighbour& one : down.neighbours) {
    const auto* claim = std::get_if<ClaimNode>(&one.node);
    REQUIRE(claim != nullptr);
    CHECK(NodeId{claim->claim.id} == one.edge.from);
    CHECK_FALSE(claim->claim.text.empty());
    CHECK(one.quote == g.store().quote(one.edge.evidence).value());
  }
  CHECK(std::get<ClaimNode>(down.node).claim.id == g.claim("wire.c1"));
}

TEST_CASE("pages of neighbours give each once, and say how many are left", "[query][neighbours]") {
  const Drawn g{kAffair};
  for (const Direction direction : {Direction::kUpstream, Direction::kDownstream}) {
    const NodeId node = g.claim("mirror.c1");
    const Neighbours all = of(g, node, {.direction = direction});
    for (std::size_t i = 0; i < all.neighbours.size(); ++i) {
      const Neighbours page = of(g, node, {.direction = direction, .limit = 1, .skip = i});
      REQUIRE(page.neighbours.size() == 1);
      CHECK(page.neighbours[0].edge == all.neighbours[i].edge);
      CHECK(page.remaining == all.neighbours.size() - i - 1);
    }
    CHECK(of(g, node, {.direction = direction, .skip = 1000}).neighbours.empty());
  }
}

TEST_CASE("edges beyond the bound are counted, not ranked", "[query][neighbours]") {
  const Drawn g{kAffair};
  const Neighbours some = of(g, g.claim("wire.c1"), {.direction = Direction::kDownstream, .max_edges = 1});
  CHECK(some.neighbours.size() == 1);
  CHECK(some.remaining == g.store().downstream(g.claim("wire.c1")).value().size() - 1);
}

TEST_CASE("a document's own claims are no neighbours, and a name is the held document it stands for",
          "[query][neighbours]") {
  const Drawn g{
      "note: statement of Ministry;"
      "note.c1 -made_in-> note -issued_by-> Ministry = primary;"
      "wire.c1 -said_in-> fax of Ministry -issued_by-> Ministry = primary;"
      "fax of Ministry -same_as-> note;"};
  for (const Neighbour& one : of(g, g.document("note"), {.direction = Direction::kDownstream}).neighbours)
    CHECK(one.edge.relation != Relation::kMadeIn);
  bool found = false;
  for (const Neighbour& one : of(g, g.claim("wire.c1"), {}).neighbours) {
    const auto* document = std::get_if<Document>(&one.node);
    if (one.edge.relation != Relation::kSaidIn || document == nullptr) continue;
    found = true;
    CHECK(document->id == g.document("note"));
  }
  CHECK(found);
}

TEST_CASE("what is not in the store has no neighbours", "[query][neighbours]") {
  const Drawn g{kAffair};
  for (const NodeId& node : {NodeId{document_id_of("nowhere")}, NodeId{agent_id_of("nobody")}}) {
    const Result<Neighbours> none = neighbours(g.store(), node, {});
    REQUIRE_FALSE(none.has_value());
    CHECK(none.error().code == ErrorCode::kNotFound);
  }
}
