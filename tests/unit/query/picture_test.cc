// Chains as boxes and arrows. All names are invented.
#include "headwater/query/picture.h"

#include <catch2/catch.hpp>

#include <algorithm>
#include <cmath>

#include "drawing.h"

using namespace headwater;
using headwater::test::Drawn;

namespace {

const std::string kAffair =
    "wire: article of Agency;"
    "wire.c1 -said_in-> fax of Ministry -issued_by-> Ministry = primary;"
    "post.c1 -repeats-> wire.c1;"
    "post.c1 -repeats-> mirror.c1;"
    "mirror.c1 -repeats-> wire.c1;";

Picture picture_of(const Drawn& g, const std::string& claim, const PictureOptions& options = {}) {
  Result<Picture> out = picture(g.store(), g.trace_of(claim), options);
  REQUIRE(out.has_value());
  return std::move(*out);
}

}  // namespace

TEST_CASE("a picture has each document once, the asked one first, and what is not held dashed", "[query][picture]") {
  const Drawn g{kAffair};
  const Picture p = picture_of(g, "post.c1");
  REQUIRE(p.nodes.size() == 4);
  CHECK(p.nodes[0].is_asked);
  CHECK(p.nodes[0].title == "post");
  std::size_t gaps = 0, ends = 0;
  for (const PictureNode& node : p.nodes) {
    gaps += node.is_gap ? 1 : 0;
    ends += node.end ? 1 : 0;
  }
  CHECK(gaps == 1);
  CHECK(ends == 1);
  CHECK(p.edges.size() == 4);
}

TEST_CASE("boxes stand apart, and what rests on another stands to its left", "[query][picture]") {
  const Drawn g{kAffair};
  const Picture p = picture_of(g, "post.c1");
  for (std::size_t i = 0; i < p.nodes.size(); ++i) {
    const PictureNode& a = p.nodes[i];
    CHECK(a.centre.x >= a.width / 2 - 1);
    CHECK(a.centre.x <= p.width - a.width / 2 + 1);
    for (std::size_t j = 0; j < i; ++j) {
      const PictureNode& b = p.nodes[j];
      const bool apart = std::abs(a.centre.x - b.centre.x) >= (a.width + b.width) / 2 - 1 ||
                         std::abs(a.centre.y - b.centre.y) >= (a.height + b.height) / 2 - 1;
      CHECK(apart);
    }
  }
  for (const PictureEdge& edge : p.edges) {
    CHECK(p.nodes[edge.from].centre.x < p.nodes[edge.to].centre.x);
    CHECK(edge.path.size() % 3 == 1);
  }
}

TEST_CASE("a loop is drawn as one, and the way back is marked", "[query][picture]") {
  const Drawn g{"round.c1 -repeats-> about.c1; about.c1 -repeats-> round.c1;"};
  const Picture p = picture_of(g, "round.c1");
  REQUIRE(p.nodes.size() == 2);
  REQUIRE(p.edges.size() == 2);
  CHECK_FALSE(p.edges[0].is_loop);
  CHECK(p.edges[1].is_loop);
}

TEST_CASE("copies are drawn as what they copy, or one by one", "[query][picture]") {
  const Drawn g{
      "wire: article of Agency;"
      "wire.c1 -said_in-> fax of Ministry -issued_by-> Ministry = primary;"
      "post.c1 -repeats-> mirror.c1;"
      "mirror.c1 -copies-> wire.c1;"};
  const Picture folded = picture_of(g, "post.c1");
  CHECK(folded.nodes.size() == 3);
  CHECK(std::count_if(folded.nodes.begin(), folded.nodes.end(), [](const PictureNode& n) { return n.copies == 1; }) ==
        1);
  const Picture whole = picture_of(g, "post.c1", {.fold_copies = false});
  CHECK(whole.nodes.size() == 4);
  for (const PictureNode& node : whole.nodes) CHECK(node.copies == 0);
}

TEST_CASE("a picture shows documents as the trace saw them", "[query][picture]") {
  const Drawn g{
      "wire: article of Agency on 2024-04-10;"
      "post: article of Post on 2024-04-08;"
      "post.c1 -cites-> wire;"
      "wire.c1 = unattributed;"};
  TraceOptions early;
  early.view.as_of = Date::parse("2024-04-09").value();
  const Result<Picture> p = picture(g.store(), g.trace_of("post.c1", early), {});
  REQUIRE(p.has_value());
  const Picture now = picture_of(g, "post.c1");
  const auto gaps = [](const Picture& of) {
    return std::count_if(of.nodes.begin(), of.nodes.end(), [](const PictureNode& n) { return n.is_gap; });
  };
  CHECK(gaps(*p) == 1);
  REQUIRE(p->nodes.size() == now.nodes.size());
}

TEST_CASE("a picture ends at its bound and says how much is left out", "[query][picture]") {
  const Drawn g{kAffair};
  const Picture p = picture_of(g, "post.c1", {.max_nodes = 2});
  CHECK(p.nodes.size() == 2);
  CHECK(p.nodes_left_out == picture_of(g, "post.c1").nodes.size() - 2);
  CHECK(p.truncated);
  CHECK_FALSE(picture_of(g, "post.c1").truncated);
}

TEST_CASE("words from documents are no markup in a picture", "[query][picture]") {
  Picture p;
  PictureNode node;
  node.node = document_id_of("x");
  node.title = "</text><script>alert(1)</script>\"\\n];";
  node.width = node.height = 50;
  p.nodes = {node, node};
  PictureEdge edge;
  edge.to = 1;
  edge.quote = "\"]; node [label=\"<b>&";
  edge.path = {{0, 0}, {1, 0}, {2, 0}, {3, 0}};
  p.edges = {edge};
  const std::string svg = picture_svg(p), dot = picture_dot(p);
  CHECK(svg.find("<script") == std::string::npos);
  CHECK(svg.find("&lt;script&gt;") != std::string::npos);
  CHECK(svg.find("<b>") == std::string::npos);
  CHECK(dot.find("\\\"]; node [label=\\\"") != std::string::npos);
  CHECK(std::count(dot.begin(), dot.end(), '\n') == 8);
}
