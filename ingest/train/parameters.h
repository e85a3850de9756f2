// Weights in training and their steps: Adam (Kingma and Ba, ICLR 2015), whole for matrices, by touched row for tables.
#ifndef HEADWATER_INGEST_TRAIN_PARAMETERS_H_
#define HEADWATER_INGEST_TRAIN_PARAMETERS_H_

#include <cmath>
#include <cstddef>
#include <cstdint>
#include <random>
#include <vector>

namespace headwater::detail {

struct Step {
  double rate = 0;
  double number = 1;  // counted from 1
};

class Adam {
 public:
  explicit Adam(std::size_t n = 0) : first_(n), second_(n) {}

  // Moves w[at .. at + n) against the gradient g[0 .. n).
  void move(float* w, const float* g, std::size_t at, std::size_t n, const Step& step, float decay) {
    const float by = static_cast<float>(step.rate * std::sqrt(1 - std::pow(kSecond, step.number)) /
                                        (1 - std::pow(kFirst, step.number)));
    const float shrink = static_cast<float>(step.rate) * decay;
    constexpr float kF = static_cast<float>(kFirst), kS = static_cast<float>(kSecond);
    for (std::size_t i = 0; i < n; ++i) {
      float &m = first_[at + i], &v = second_[at + i];
      m = kF * m + (1 - kF) * g[i];
      v = kS * v + (1 - kS) * g[i] * g[i];
      w[at + i] -= by * m / (std::sqrt(v) + 1e-8f) + shrink * w[at + i];
    }
  }

 private:
  static constexpr double kFirst = 0.9, kSecond = 0.999;
  std::vector<float> first_, second_;
};

// The rows of a table that one worker's examples touched, with their gradients.
class RowGradients {
 public:
  RowGradients(std::size_t rows, std::size_t width) : width_{width}, sums_(rows * width), seen_(rows, 0) {}

  float* row(std::size_t r) {
    if (seen_[r] == 0) {
      seen_[r] = 1;
      touched_.push_back(r);
    }
    return &sums_[r * width_];
  }
  const std::vector<std::size_t>& touched() const { return touched_; }
  // Adds all rows of `other` and empties it.
  void take(RowGradients& other) {
    for (const std::size_t r : other.touched_) {
      float* to = row(r);
      float* from = &other.sums_[r * width_];
      for (std::size_t j = 0; j < width_; ++j) {
        to[j] += from[j];
        from[j] = 0;
      }
      other.seen_[r] = 0;
    }
    other.touched_.clear();
  }
  void clear() {
    for (const std::size_t r : touched_) {
      for (std::size_t j = 0; j < width_; ++j) sums_[r * width_ + j] = 0;
      seen_[r] = 0;
    }
    touched_.clear();
  }

 private:
  std::size_t width_;
  std::vector<float> sums_;
  std::vector<std::uint8_t> seen_;
  std::vector<std::size_t> touched_;
};

// Numbers that are the same on every machine, which those of <random>'s distributions are not.
class Random {
 public:
  explicit Random(std::uint64_t seed) : engine_{seed} {}
  float unit() { return static_cast<float>(engine_() >> 40) * 0x1p-24f; }
  float between(float low, float high) { return low + (high - low) * unit(); }
  std::size_t below(std::size_t n) { return static_cast<std::size_t>(engine_() % n); }
  template <class T>
  void shuffle(std::vector<T>& all) {
    for (std::size_t i = all.size(); i > 1; --i) std::swap(all[i - 1], all[below(i)]);
  }

 private:
  std::mt19937_64 engine_;
};

}  // namespace headwater::detail

#endif  // HEADWATER_INGEST_TRAIN_PARAMETERS_H_
