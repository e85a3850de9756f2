#include "trees/tree_model.h"

#include <array>
#include <string>
#include <vector>

#include <catch2/catch.hpp>

using namespace headwater::detail;

namespace {

constexpr std::size_t kFeatures = 5;

// Feature 3 at most 0.5: -1; else 2.
std::vector<TreeNode> stump() { return {{3, 1, 0.5F}, {-1, 0, -1.0F}, {-1, 0, 2.0F}}; }

std::string bytes_of(const std::vector<std::vector<TreeNode>>& trees) {
  return tree_model_bytes(trees, 0.25F, kFeatures, std::string(32, 'd'));
}

}  // namespace

TEST_CASE("a model that is written reads back and adds its leaves up", "[ingest][trees]") {
  const TreeModel model = TreeModel::from(bytes_of({stump(), stump()}), kFeatures);
  REQUIRE_FALSE(model.empty());
  std::array<float, kFeatures> features{};
  CHECK(model.score(features.data()) == 0.25F - 2.0F);
  features[3] = 0.6F;
  CHECK(model.score(features.data()) == 0.25F + 4.0F);
}

TEST_CASE("bytes that are no model make an empty one", "[ingest][trees]") {
  const std::string good = bytes_of({stump()});
  CHECK(TreeModel::from({}, kFeatures).empty());
  for (std::size_t size = 0; size < good.size(); ++size)
    CHECK(TreeModel::from(good.substr(0, size), kFeatures).empty());
  CHECK(TreeModel::from(good + "x", kFeatures).empty());
  CHECK(TreeModel::from(good, kFeatures + 1).empty());
  // A node that leads back would be walked for ever.
  CHECK(TreeModel::from(bytes_of({{{3, 0, 0.5F}, {-1, 0, 1.0F}}}), kFeatures).empty());
  CHECK(TreeModel::from(bytes_of({{{3, 1, 0.5F}, {-1, 0, 1.0F}}}), kFeatures).empty());
  CHECK(TreeModel::from(bytes_of({{{kFeatures, 1, 0.5F}, {-1, 0, 1.0F}, {-1, 0, 1.0F}}}), kFeatures).empty());
}
