// A linear chain over the network's scores (Lafferty, McCallum and Pereira, ICML 2001): the best labels, and what the
// model believes of each.
#ifndef HEADWATER_INGEST_NEURAL_CHAIN_H_
#define HEADWATER_INGEST_NEURAL_CHAIN_H_

#include <array>
#include <cstddef>
#include <cstdint>
#include <vector>

#include "neural/layout.h"

namespace headwater::detail {

// Scores of one sequence. `own` has kLanes floats a token, of which the first kLabels count; `kind` tells tokens apart
// for the scores of steps, kStepScores of them a kind, first by the label before (kLabels at the start).
struct Chain {
  const float* own = nullptr;
  const float* steps = nullptr;
  const std::uint8_t* kind = nullptr;
  std::size_t size = 0;

  [[nodiscard]] float score(std::size_t i, std::size_t label) const { return own[i * kLanes + label]; }
  [[nodiscard]] std::size_t place(std::size_t i, std::size_t before, std::size_t label) const {
    return kind[i] * kStepScores + before * kLabels + label;
  }
  [[nodiscard]] float step(std::size_t i, std::size_t before, std::size_t label) const {
    return steps[place(i, before, label)];
  }
};

// Labels of the most likely path (Viterbi). O(size).
std::vector<std::uint8_t> best_labels(const Chain& c);

// Forward and backward sums; everything in nats. O(size).
class Marginals {
 public:
  explicit Marginals(const Chain& c);

  [[nodiscard]] double log_partition() const { return log_partition_; }
  [[nodiscard]] double label(std::size_t i, std::size_t label) const;                     // probability
  [[nodiscard]] double step(std::size_t i, std::size_t before, std::size_t label) const;  // i > 0
  // Log-probability of a whole path.
  [[nodiscard]] double path(const std::uint8_t* labels) const;

 private:
  using Row = std::array<double, kLabels>;
  Chain c_;
  std::vector<Row> alpha_, beta_;
  double log_partition_ = 0;
};

}  // namespace headwater::detail

#endif  // HEADWATER_INGEST_NEURAL_CHAIN_H_
