// A linear-chain conditional random field in training (Lafferty, McCallum and Pereira, ICML 2001), by stochastic
// gradient with AdaGrad (Duchi, Hazan and Singer, JMLR 2011).
#ifndef HEADWATER_INGEST_TRAIN_CRF_H_
#define HEADWATER_INGEST_TRAIN_CRF_H_

#include <array>
#include <cmath>
#include <cstdint>
#include <string>
#include <utility>
#include <vector>

#include "perceptron.h"

namespace headwater::detail {

class Crf {
 public:
  static constexpr std::size_t kMost = 4;
  using Row = std::array<double, kMost>;

  Crf(std::size_t labels, Owners owners, double rate, double decay)
      : labels_{labels},
        owners_{std::move(owners)},
        rate_{rate},
        decay_{decay},
        weights_(labels << owners_.log_rows()),
        squares_(weights_.size()) {}

  // One sequence: `own(i, out)` and `step(i, before, out)` give features; `before` == labels at the start. Returns the
  // log-likelihood before the step.
  template <class Own, class Step>
  double learn(const std::vector<std::uint8_t>& gold, Own&& own, Step&& step) {
    const std::size_t n = gold.size();
    if (n == 0) return 0;
    gather(n, own, step);
    alpha_.assign(n, Row{});
    beta_.assign(n, Row{});
    for (std::size_t l = 0; l < labels_; ++l) alpha_[0][l] = own_[0][l] + step_[0][l];
    for (std::size_t i = 1; i < n; ++i) {
      for (std::size_t l = 0; l < labels_; ++l) {
        Row terms{};
        for (std::size_t p = 0; p < labels_; ++p) terms[p] = alpha_[i - 1][p] + step_[i * labels_ + p][l];
        alpha_[i][l] = own_[i][l] + log_sum(terms);
      }
    }
    for (std::size_t i = n - 1; i-- > 0;) {
      for (std::size_t p = 0; p < labels_; ++p) {
        Row terms{};
        for (std::size_t l = 0; l < labels_; ++l)
          terms[l] = step_[(i + 1) * labels_ + p][l] + own_[i + 1][l] + beta_[i + 1][l];
        beta_[i][p] = log_sum(terms);
      }
    }
    const double z = log_sum(alpha_[n - 1]);
    double likelihood = -z;
    for (std::size_t i = 0; i < n; ++i) {
      likelihood += own_[i][gold[i]] + (i == 0 ? step_[0][gold[0]] : step_[i * labels_ + gold[i - 1]][gold[i]]);
      Row gradient{};
      for (std::size_t l = 0; l < labels_; ++l)
        gradient[l] = (gold[i] == l ? 1.0 : 0.0) - std::exp(alpha_[i][l] + beta_[i][l] - z);
      update(own_features_[i], gradient);
      if (i == 0) {
        update(step_features_[0], gradient);
        continue;
      }
      for (std::size_t p = 0; p < labels_; ++p) {
        Row g{};
        for (std::size_t l = 0; l < labels_; ++l) {
          g[l] = (gold[i - 1] == p && gold[i] == l ? 1.0 : 0.0) -
                 std::exp(alpha_[i - 1][p] + step_[i * labels_ + p][l] + own_[i][l] + beta_[i][l] - z);
        }
        update(step_features_[i * labels_ + p], g);
      }
    }
    return likelihood;
  }

  void save(const std::string& path, const std::string& sha256) const {
    save_rows(path, sha256, weights_, labels_, owners_);
  }

 private:
  using Rows = std::vector<std::int64_t>;

  double log_sum(const Row& x) const {
    double most = x[0];
    for (std::size_t l = 1; l < labels_; ++l) most = std::max(most, x[l]);
    double sum = 0;
    for (std::size_t l = 0; l < labels_; ++l) sum += std::exp(x[l] - most);
    return most + std::log(sum);
  }

  Row take(const std::vector<std::uint32_t>& features, Rows& rows) const {
    Row out{};
    rows.clear();
    for (const std::uint32_t f : features) {
      const std::int64_t row = owners_.row(f);
      if (row < 0) continue;
      rows.push_back(row);
      for (std::size_t l = 0; l < labels_; ++l) out[l] += weights_[static_cast<std::size_t>(row) * labels_ + l];
    }
    return out;
  }

  template <class Own, class Step>
  void gather(std::size_t n, Own&& own, Step&& step) {
    own_.resize(n);
    step_.resize(n * labels_);
    own_features_.resize(n);
    step_features_.resize(n * labels_);
    for (std::size_t i = 0; i < n; ++i) {
      own(i, buffer_);
      own_[i] = take(buffer_, own_features_[i]);
      for (std::size_t p = 0; p < (i == 0 ? 1 : labels_); ++p) {
        step(i, i == 0 ? labels_ : p, buffer_);
        step_[i * labels_ + p] = take(buffer_, step_features_[i * labels_ + p]);
      }
    }
  }

  void update(const Rows& rows, const Row& gradient) {
    for (const std::int64_t row : rows) {
      for (std::size_t l = 0; l < labels_; ++l) {
        const std::size_t at = static_cast<std::size_t>(row) * labels_ + l;
        const double g = gradient[l] - decay_ * weights_[at];
        squares_[at] += static_cast<float>(g * g);
        weights_[at] += static_cast<float>(rate_ * g / (1e-6 + std::sqrt(squares_[at])));
      }
    }
  }

  std::size_t labels_;
  Owners owners_;
  double rate_, decay_;
  std::vector<float> weights_, squares_;
  std::vector<Row> own_, step_, alpha_, beta_;
  std::vector<Rows> own_features_, step_features_;
  std::vector<std::uint32_t> buffer_;
};

}  // namespace headwater::detail

#endif  // HEADWATER_INGEST_TRAIN_CRF_H_
