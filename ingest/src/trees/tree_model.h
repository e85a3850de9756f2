// Boosted decision trees: a sum of small trees over numbers, as log odds of a yes (trained by ingest/train).
#ifndef HEADWATER_INGEST_TREES_TREE_MODEL_H_
#define HEADWATER_INGEST_TREES_TREE_MODEL_H_

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace headwater::detail {

// A node of a tree. `feature` < 0: a leaf, whose `value` is added up. Else the node at `left` follows where the feature
// is at most `value`, the one behind it where it is more; `left` counts from the tree's first node and is larger than
// the node's own number.
struct TreeNode {
  std::int16_t feature = -1;
  std::uint16_t left = 0;
  float value = 0;
};

// Bytes of a model: a header of 64 bytes, u32 nodes of each tree, then 8 bytes a node.
//   0  "HWBT"   4  u32 format 1   8  u32 trees   12  u32 features   16  32 bytes SHA-256 of the training data
//   48 f32 what the sum starts from   52  12 bytes 0
// A node is i16 feature, u16 left, f32 value. All is little-endian.
class TreeModel {
 public:
  static constexpr std::size_t kHeader = 64;
  static constexpr std::size_t kMaxTrees = 4096;

  // Copies what it needs of `bytes`. An empty model, which scores 0, if they are no model over so many features.
  static TreeModel from(std::string_view bytes, std::size_t features);

  [[nodiscard]] bool empty() const { return roots_.empty(); }
  // Log odds of a yes, given as many features as the model is over. O(trees * their depth).
  [[nodiscard]] float score(const float* features) const;

 private:
  std::vector<TreeNode> nodes_;       // `left` counts from the first
  std::vector<std::uint32_t> roots_;  // of each tree
  float base_ = 0;
};

// The other way, for the program that trains. `digest` are 32 bytes.
std::string tree_model_bytes(const std::vector<std::vector<TreeNode>>& trees, float base, std::size_t features,
                             std::string_view digest);

}  // namespace headwater::detail

#endif  // HEADWATER_INGEST_TREES_TREE_MODEL_H_
