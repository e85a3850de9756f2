// Gradient boosting of small decision trees for a yes or no (Friedman, "Greedy Function Approximation", 2001; second
// order steps and binned features as in XGBoost, Chen and Guestrin, 2016). Deterministic for a seed.
#ifndef HEADWATER_INGEST_TRAIN_BOOSTED_TREES_H_
#define HEADWATER_INGEST_TRAIN_BOOSTED_TREES_H_

#include <algorithm>
#include <array>
#include <cmath>
#include <cstdint>
#include <random>
#include <vector>

#include "trees/tree_model.h"

namespace headwater::detail {

struct Sample {
  const float* features = nullptr;
  bool positive = false;
  float weight = 1;
};

struct BoostingOptions {
  int trees = 200;
  int depth = 5;
  double rate = 0.07;
  double least_hessian = 4;    // of a leaf
  double ridge = 3;            // pulls the values of leaves to 0
  double feature_share = 0.4;  // of the features, drawn anew for each tree
  double row_share = 0.7;
  std::uint32_t seed = 7;
};

struct Boosted {
  std::vector<std::vector<TreeNode>> trees;
  float base = 0;
};

class Booster {
 public:
  Booster(const std::vector<Sample>& samples, std::size_t features, const BoostingOptions& options)
      : samples_{samples}, features_{features}, options_{options}, random_{options.seed} {}

  Boosted run() {
    bin();
    Boosted out;
    double yes = 1, all = 2;
    for (const Sample& e : samples_) {
      all += static_cast<double>(e.weight);
      if (e.positive) yes += static_cast<double>(e.weight);
    }
    out.base = static_cast<float>(std::log(yes / (all - yes)));
    scores_.assign(samples_.size(), out.base);
    for (int t = 0; t < options_.trees; ++t) out.trees.push_back(grow());
    return out;
  }

 private:
  static constexpr std::size_t kBins = 64;

  struct Cell {
    double gradient = 0, hessian = 0;
  };

  void bin() {
    const std::size_t n = samples_.size();
    bins_.assign(features_ * n, 0);
    edges_.resize(features_);
    std::vector<float> values(n);
    for (std::size_t f = 0; f < features_; ++f) {
      for (std::size_t i = 0; i < n; ++i) values[i] = samples_[i].features[f];
      std::vector<float> sorted = values;
      std::sort(sorted.begin(), sorted.end());
      std::vector<float> distinct = sorted;
      distinct.erase(std::unique(distinct.begin(), distinct.end()), distinct.end());
      std::vector<float>& edges = edges_[f];
      if (distinct.size() <= kBins) {
        for (std::size_t k = 0; k + 1 < distinct.size(); ++k) edges.push_back((distinct[k] + distinct[k + 1]) / 2);
      } else {
        for (std::size_t k = 1; k < kBins; ++k) edges.push_back(sorted[k * n / kBins]);
        edges.erase(std::unique(edges.begin(), edges.end()), edges.end());
      }
      for (std::size_t i = 0; i < n; ++i) {
        bins_[f * n + i] =
            static_cast<std::uint8_t>(std::lower_bound(edges.begin(), edges.end(), values[i]) - edges.begin());
      }
    }
  }

  std::vector<TreeNode> grow() {
    const std::size_t n = samples_.size();
    std::vector<std::uint32_t> rows;
    gradients_.resize(n);
    hessians_.resize(n);
    std::uniform_real_distribution<double> draw{0, 1};
    for (std::size_t i = 0; i < n; ++i) {
      const double p = 1 / (1 + std::exp(-static_cast<double>(scores_[i])));
      const auto w = static_cast<double>(samples_[i].weight);
      gradients_[i] = w * (p - (samples_[i].positive ? 1 : 0));
      hessians_[i] = w * p * (1 - p);
      if (draw(random_) < options_.row_share) rows.push_back(static_cast<std::uint32_t>(i));
    }
    std::vector<std::size_t> features;
    for (std::size_t f = 0; f < features_; ++f) {
      const double drawn = draw(random_);
      if (!edges_[f].empty() && drawn < options_.feature_share) features.push_back(f);
    }
    std::vector<TreeNode> tree(1);
    split(tree, 0, rows, features, options_.depth);
    for (std::size_t i = 0; i < n; ++i) {
      const TreeNode* node = tree.data();
      while (node->feature >= 0) {
        node = tree.data() + node->left +
               (samples_[i].features[static_cast<std::size_t>(node->feature)] <= node->value ? 0 : 1);
      }
      scores_[i] += node->value;
    }
    return tree;
  }

  [[nodiscard]] double gain(const Cell& c) const { return c.gradient * c.gradient / (c.hessian + options_.ridge); }

  void split(std::vector<TreeNode>& tree, std::size_t at, const std::vector<std::uint32_t>& rows,
             const std::vector<std::size_t>& features, int depth) {
    const std::size_t n = samples_.size();
    Cell all;
    for (const std::uint32_t i : rows) {
      all.gradient += gradients_[i];
      all.hessian += hessians_[i];
    }
    tree[at].value = static_cast<float>(-options_.rate * all.gradient / (all.hessian + options_.ridge));
    if (depth == 0 || all.hessian < 2 * options_.least_hessian) return;
    double best = 1e-6;
    std::size_t best_feature = 0, best_bin = 0;
    for (const std::size_t f : features) {
      std::array<Cell, kBins + 1> cells{};
      const std::uint8_t* bins = bins_.data() + f * n;
      for (const std::uint32_t i : rows) {
        cells[bins[i]].gradient += gradients_[i];
        cells[bins[i]].hessian += hessians_[i];
      }
      Cell low;
      for (std::size_t k = 0; k < edges_[f].size(); ++k) {
        low.gradient += cells[k].gradient;
        low.hessian += cells[k].hessian;
        const Cell high{all.gradient - low.gradient, all.hessian - low.hessian};
        if (low.hessian < options_.least_hessian || high.hessian < options_.least_hessian) continue;
        const double won = gain(low) + gain(high) - gain(all);
        if (won > best) best = won, best_feature = f, best_bin = k;
      }
    }
    if (best <= 1e-6) return;
    std::vector<std::uint32_t> low, high;
    for (const std::uint32_t i : rows) (bins_[best_feature * n + i] <= best_bin ? low : high).push_back(i);
    const std::size_t left = tree.size();
    tree[at].feature = static_cast<std::int16_t>(best_feature);
    tree[at].left = static_cast<std::uint16_t>(left);
    tree[at].value = edges_[best_feature][best_bin];
    tree.resize(left + 2);
    split(tree, left, low, features, depth - 1);
    split(tree, left + 1, high, features, depth - 1);
  }

  const std::vector<Sample>& samples_;
  std::size_t features_;
  BoostingOptions options_;
  std::mt19937 random_;
  std::vector<std::vector<float>> edges_;  // by feature: a value belongs to the first edge that is not less
  std::vector<std::uint8_t> bins_;         // by feature, then by sample
  std::vector<float> scores_;
  std::vector<double> gradients_, hessians_;
};

}  // namespace headwater::detail

#endif  // HEADWATER_INGEST_TRAIN_BOOSTED_TREES_H_
