#include "trees/tree_model.h"

#include <array>
#include <cmath>
#include <cstring>

namespace headwater::detail {

namespace {

constexpr std::uint32_t kFormat = 1;
constexpr std::size_t kNodeBytes = 8;

template <class T>
T number_at(std::string_view bytes, std::size_t at) {
  T out{};
  std::memcpy(&out, bytes.data() + at, sizeof out);
  return out;
}

template <class T>
void append(std::string& out, T number) {
  std::array<char, sizeof(T)> bytes{};
  std::memcpy(bytes.data(), &number, sizeof number);
  out.append(bytes.data(), bytes.size());
}

// A tree whose nodes lead forward alone, so that every walk ends.
bool is_tree(const TreeNode* nodes, std::size_t count, std::size_t features) {
  if (count == 0 || count > 0xFFFF) return false;
  for (std::size_t i = 0; i < count; ++i) {
    if (!std::isfinite(nodes[i].value)) return false;
    if (nodes[i].feature < 0) continue;
    if (static_cast<std::size_t>(nodes[i].feature) >= features) return false;
    if (nodes[i].left <= i || nodes[i].left + std::size_t{1} >= count) return false;
  }
  return true;
}

}  // namespace

TreeModel TreeModel::from(std::string_view bytes, std::size_t features) {
  if (bytes.size() < kHeader || bytes.substr(0, 4) != "HWBT" || number_at<std::uint32_t>(bytes, 4) != kFormat ||
      number_at<std::uint32_t>(bytes, 12) != features) {
    return {};
  }
  const std::size_t trees = number_at<std::uint32_t>(bytes, 8);
  if (trees > kMaxTrees || bytes.size() < kHeader + 4 * trees) return {};
  TreeModel out;
  out.base_ = number_at<float>(bytes, 48);
  std::size_t at = kHeader + 4 * trees;
  for (std::size_t t = 0; t < trees; ++t) {
    const std::size_t count = number_at<std::uint32_t>(bytes, kHeader + 4 * t);
    if (count > (bytes.size() - at) / kNodeBytes) return {};
    out.roots_.push_back(static_cast<std::uint32_t>(out.nodes_.size()));
    for (std::size_t i = 0; i < count; ++i, at += kNodeBytes) {
      out.nodes_.push_back({number_at<std::int16_t>(bytes, at), number_at<std::uint16_t>(bytes, at + 2),
                            number_at<float>(bytes, at + 4)});
    }
    if (!is_tree(out.nodes_.data() + out.roots_.back(), count, features)) return {};
  }
  if (at != bytes.size()) return {};
  return out;
}

float TreeModel::score(const float* features) const {
  float sum = base_;
  for (const std::uint32_t root : roots_) {
    const TreeNode* tree = nodes_.data() + root;
    const TreeNode* node = tree;
    while (node->feature >= 0) {
      node = tree + node->left + (features[static_cast<std::size_t>(node->feature)] <= node->value ? 0 : 1);
    }
    sum += node->value;
  }
  return sum;
}

std::string tree_model_bytes(const std::vector<std::vector<TreeNode>>& trees, float base, std::size_t features,
                             std::string_view digest) {
  std::string out = "HWBT";
  append(out, kFormat);
  append(out, static_cast<std::uint32_t>(trees.size()));
  append(out, static_cast<std::uint32_t>(features));
  out.append(digest.substr(0, 32));
  out.resize(48, '\0');
  append(out, base);
  out.resize(TreeModel::kHeader, '\0');
  for (const auto& tree : trees) append(out, static_cast<std::uint32_t>(tree.size()));
  for (const auto& tree : trees) {
    for (const TreeNode& node : tree) {
      append(out, node.feature);
      append(out, node.left);
      append(out, node.value);
    }
  }
  return out;
}

}  // namespace headwater::detail
