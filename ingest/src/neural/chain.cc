#include "neural/chain.h"

#include <algorithm>
#include <cmath>

namespace headwater::detail {
namespace {

double log_sum(const std::array<double, kLabels>& x) {
  const double most = *std::max_element(x.begin(), x.end());
  double sum = 0;
  for (const double v : x) sum += std::exp(v - most);
  return most + std::log(sum);
}

}  // namespace

std::vector<std::uint8_t> best_labels(const Chain& c) {
  std::vector<std::uint8_t> out(c.size);
  if (c.size == 0) return out;
  std::vector<std::array<std::uint8_t, kLabels>> back(c.size);
  std::array<float, kLabels> best{}, next{};
  for (std::size_t l = 0; l < kLabels; ++l) best[l] = c.score(0, l) + c.step(0, kLabels, l);
  for (std::size_t i = 1; i < c.size; ++i) {
    for (std::size_t l = 0; l < kLabels; ++l) {
      std::size_t from = 0;
      for (std::size_t p = 1; p < kLabels; ++p) {
        if (best[p] + c.step(i, p, l) > best[from] + c.step(i, from, l)) from = p;
      }
      back[i][l] = static_cast<std::uint8_t>(from);
      next[l] = best[from] + c.step(i, from, l) + c.score(i, l);
    }
    best = next;
  }
  auto at = static_cast<std::uint8_t>(std::max_element(best.begin(), best.end()) - best.begin());
  for (std::size_t i = c.size; i-- > 0;) {
    out[i] = at;
    at = back[i][at];
  }
  return out;
}

Marginals::Marginals(const Chain& c) : c_{c}, alpha_(c.size), beta_(c.size) {
  if (c.size == 0) return;
  const auto own = [&](std::size_t i, std::size_t l) { return static_cast<double>(c.score(i, l)); };
  const auto step = [&](std::size_t i, std::size_t p, std::size_t l) { return static_cast<double>(c.step(i, p, l)); };
  for (std::size_t l = 0; l < kLabels; ++l) alpha_[0][l] = own(0, l) + step(0, kLabels, l);
  for (std::size_t i = 1; i < c.size; ++i) {
    for (std::size_t l = 0; l < kLabels; ++l) {
      Row terms{};
      for (std::size_t p = 0; p < kLabels; ++p) terms[p] = alpha_[i - 1][p] + step(i, p, l);
      alpha_[i][l] = own(i, l) + log_sum(terms);
    }
  }
  for (std::size_t i = c.size - 1; i-- > 0;) {
    for (std::size_t p = 0; p < kLabels; ++p) {
      Row terms{};
      for (std::size_t l = 0; l < kLabels; ++l) terms[l] = step(i + 1, p, l) + own(i + 1, l) + beta_[i + 1][l];
      beta_[i][p] = log_sum(terms);
    }
  }
  log_partition_ = log_sum(alpha_.back());
}

double Marginals::label(std::size_t i, std::size_t label) const {
  return std::exp(alpha_[i][label] + beta_[i][label] - log_partition_);
}

double Marginals::step(std::size_t i, std::size_t before, std::size_t label) const {
  return std::exp(alpha_[i - 1][before] + static_cast<double>(c_.step(i, before, label)) +
                  static_cast<double>(c_.score(i, label)) + beta_[i][label] - log_partition_);
}

double Marginals::path(const std::uint8_t* labels) const {
  double score = 0;
  for (std::size_t i = 0; i < c_.size; ++i) {
    score += static_cast<double>(c_.score(i, labels[i])) +
             static_cast<double>(c_.step(i, i == 0 ? kLabels : labels[i - 1], labels[i]));
  }
  return score - log_partition_;
}

}  // namespace headwater::detail
