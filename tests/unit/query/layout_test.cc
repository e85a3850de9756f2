#include "layout.h"

#include <catch2/catch.hpp>
#include <cstddef>
#include <random>
#include <vector>

namespace headwater::detail {
namespace {

bool stand_apart(const std::vector<LayoutBox>& boxes, const Layout& layout) {
  for (std::size_t a = 0; a < boxes.size(); ++a) {
    for (std::size_t b = a + 1; b < boxes.size(); ++b) {
      const Point &one = layout.centres[a], &other = layout.centres[b];
      const bool beside = std::abs(one.x - other.x) >= (boxes[a].width + boxes[b].width) / 2;
      const bool above = std::abs(one.y - other.y) >= (boxes[a].height + boxes[b].height) / 2;
      if (!beside && !above) return false;
    }
  }
  return true;
}

TEST_CASE("boxes stand apart, within the picture, sources to the right, however many and however joined",
          "[query][picture]") {
  // Of boxes and edges: what the library draws, and what it would take minutes over.
  const auto [count, joined] =
      GENERATE(std::pair<std::size_t, std::size_t>{40, 60}, std::pair<std::size_t, std::size_t>{60, 1'500},
               std::pair<std::size_t, std::size_t>{1'500, 6'000});
  std::mt19937 random{11};
  std::vector<LayoutBox> boxes;
  for (std::size_t n = 0; n < count; ++n) boxes.push_back({80.0 + static_cast<double>(random() % 120), 30});
  std::vector<LayoutEdge> edges;
  for (std::size_t n = 1; n < count; ++n) edges.push_back({random() % n, n});
  for (std::size_t n = count; n < joined; ++n) edges.push_back({random() % count, random() % count});
  const Layout layout = lay_out(boxes, edges);
  REQUIRE(layout.centres.size() == count);
  REQUIRE(layout.paths.size() == edges.size());
  CHECK(stand_apart(boxes, layout));
  for (std::size_t n = 0; n < count; ++n) {
    const Point& at = layout.centres[n];
    REQUIRE(at.x - boxes[n].width / 2 >= -1);
    REQUIRE(at.y - boxes[n].height / 2 >= -1);
    REQUIRE(at.x + boxes[n].width / 2 <= layout.width + 1);
    REQUIRE(at.y + boxes[n].height / 2 <= layout.height + 1);
  }
  for (std::size_t n = 1; n < count; ++n) REQUIRE(layout.centres[0].x < layout.centres[n].x);
  for (const std::vector<Point>& path : layout.paths) REQUIRE((path.empty() || path.size() % 3 == 1));
}

TEST_CASE("boxes in a ring, and boxes that nothing joins, have a place", "[query][picture]") {
  const std::vector<LayoutBox> boxes(600, LayoutBox{100, 30});
  std::vector<LayoutEdge> ring;
  for (std::size_t n = 300; n < 600; ++n) ring.push_back({n, n + 1 == 600 ? 300 : n + 1});
  CHECK(stand_apart(boxes, lay_out(boxes, ring)));
  CHECK(lay_out({}, {}).centres.empty());
  CHECK(lay_out({{100, 30}}, {{0, 0}}).centres.size() == 1);
}

}  // namespace
}  // namespace headwater::detail
