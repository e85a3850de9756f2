#include "html/block_model.h"

#include <string>
#include <vector>

#include <catch2/catch.hpp>

using namespace headwater::detail;

namespace {

// Feature 3 at most 0.5: -1; else 2.
std::vector<TreeNode> stump() { return {{3, 1, 0.5F}, {-1, 0, -1.0F}, {-1, 0, 2.0F}}; }

std::string bytes_of(const std::vector<std::vector<TreeNode>>& trees) {
  return block_model_bytes(trees, 0.25F, std::string(32, 'd'));
}

}  // namespace

TEST_CASE("a model that is written reads back and adds its leaves up", "[ingest][html]") {
  const BlockModel model = BlockModel::from(bytes_of({stump(), stump()}));
  REQUIRE_FALSE(model.empty());
  BlockFeatures features{};
  CHECK(model.score(features) == 0.25F - 2.0F);
  features[3] = 0.6F;
  CHECK(model.score(features) == 0.25F + 4.0F);
}

TEST_CASE("bytes that are no model make an empty one", "[ingest][html]") {
  const std::string good = bytes_of({stump()});
  CHECK(BlockModel::from({}).empty());
  for (std::size_t size = 0; size < good.size(); ++size) CHECK(BlockModel::from(good.substr(0, size)).empty());
  CHECK(BlockModel::from(good + "x").empty());
  // A node that leads back would be walked for ever.
  CHECK(BlockModel::from(bytes_of({{{3, 0, 0.5F}, {-1, 0, 1.0F}}})).empty());
  CHECK(BlockModel::from(bytes_of({{{3, 1, 0.5F}, {-1, 0, 1.0F}}})).empty());
  CHECK(BlockModel::from(bytes_of({{{kBlockFeatures, 1, 0.5F}, {-1, 0, 1.0F}, {-1, 0, 1.0F}}})).empty());
}

TEST_CASE("the model that is built in is one", "[ingest][html]") { CHECK_FALSE(BlockModel::built_in().empty()); }
