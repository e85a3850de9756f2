// Weights in training: float rows with running averages, and the files that reading loads.
#ifndef HEADWATER_INGEST_TRAIN_PERCEPTRON_H_
#define HEADWATER_INGEST_TRAIN_PERCEPTRON_H_

#include <algorithm>
#include <cmath>
#include <cstdint>
#include <cstdio>
#include <cstring>
#include <fstream>
#include <string>
#include <unordered_map>
#include <utility>
#include <vector>

#include "syntax/linear_model.h"
#include "syntax/packed_model.h"

namespace headwater::detail {

// Which feature owns which row: the most frequent first, each in the first of its two places that is free.
class Owners {
 public:
  explicit Owners(unsigned log_rows)
      : log_rows_{log_rows}, mask_{(1u << log_rows) - 1}, marks_(std::size_t{1} << log_rows, 0) {}

  void count(const std::vector<std::uint32_t>& features) {
    for (const std::uint32_t f : features) ++counts_[f];
  }
  // A feature whose mark stands in one of its places already: found there, so it needs no row (kShare); or it takes a
  // row all the same that nobody will look in (kWaste), as the tagger and the parser were made.
  enum class Twin : std::uint8_t { kShare, kWaste };

  // Features seen fewer times own nothing.
  void settle(std::uint32_t least, Twin twin = Twin::kShare) {
    std::vector<std::pair<std::uint32_t, std::uint32_t>> order;  // count, feature
    for (const auto& [f, n] : counts_) {
      if (n >= least) order.emplace_back(n, f);
    }
    std::sort(order.begin(), order.end(), [](const auto& a, const auto& b) {
      return a.first != b.first ? a.first > b.first : a.second < b.second;
    });
    std::size_t kept = 0;
    for (const auto& [n, f] : order) kept += claim(f, twin);
    std::printf("%zu features, %zu seen often enough, %zu kept\n", counts_.size(), order.size(), kept);
    counts_.clear();
  }
  // Whether it owns a row now that was free.
  bool claim(std::uint32_t f, Twin twin = Twin::kShare) {
    for (const std::uint32_t row : {first_row(f, mask_), second_row(f, mask_)}) {
      if (twin == Twin::kShare && marks_[row] == fingerprint(f)) return false;
      if (marks_[row] != 0) continue;
      marks_[row] = fingerprint(f);
      return true;
    }
    return false;
  }
  std::int64_t row(std::uint32_t f) const {
    for (const std::uint32_t row : {first_row(f, mask_), second_row(f, mask_)}) {
      if (marks_[row] == fingerprint(f)) return row;
    }
    return -1;
  }
  unsigned log_rows() const { return log_rows_; }
  const std::vector<std::uint16_t>& marks() const { return marks_; }

 private:
  unsigned log_rows_;
  std::uint32_t mask_;
  std::vector<std::uint16_t> marks_;
  std::unordered_map<std::uint32_t, std::uint32_t> counts_;
};

// A SHA-256 in hexadecimal as the 32 bytes of a header.
inline void put_sha256(std::string& header, std::size_t at, const std::string& sha256) {
  for (std::size_t i = 0; i < 32; ++i)
    header[at + i] = static_cast<char>(std::stoi(sha256.substr(2 * i, 2), nullptr, 16));
}

// A model file, packed; `path` without the ending that says so.
inline void write_model(const std::string& path, const std::string& bytes) {
  std::ofstream{path + ".zst", std::ios::binary} << pack_model(bytes);
}

// Rows of float weights as a model file, in bytes. Of ten thousand weights the `clipped` largest are cut.
inline void save_rows(const std::string& path, const std::string& data_sha256, const std::vector<float>& weights,
                      std::size_t classes, const Owners& owners, std::size_t clipped = 5) {
  // The scale is set by a high quantile: a few large weights are clipped so that the many small ones keep their worth.
  std::vector<float> sizes;
  for (const float w : weights) {
    if (w != 0) sizes.push_back(std::fabs(w));
  }
  std::sort(sizes.begin(), sizes.end());
  const float scale = sizes.empty() ? 1 : sizes[sizes.size() * (10000 - clipped) / 10000] / 127;
  const std::size_t stride = LinearModel::stride_of(classes);
  const std::size_t rows = std::size_t{1} << owners.log_rows();
  std::string out(LinearModel::kHeader + rows * (2 + stride), '\0');
  std::memcpy(out.data(), "HWLM", 4);
  const std::uint32_t head[3] = {1, static_cast<std::uint32_t>(classes), owners.log_rows()};
  std::memcpy(out.data() + 4, head, sizeof head);
  put_sha256(out, 16, data_sha256);
  std::memcpy(out.data() + 48, &scale, 4);
  std::memcpy(out.data() + LinearModel::kHeader, owners.marks().data(), 2 * rows);
  for (std::size_t row = 0; row < rows; ++row) {
    for (std::size_t c = 0; c < classes; ++c) {
      const float w = weights[row * classes + c] / scale;
      out[LinearModel::kHeader + 2 * rows + row * stride + c] =
          static_cast<char>(std::lround(std::clamp(w, -127.0f, 127.0f)));
    }
  }
  write_model(path, out);
}

// Weights in full precision with their running averages (Daume's lazy form).
class Perceptron {
 public:
  Perceptron(std::size_t classes, Owners owners)
      : classes_{classes},
        log_rows_{owners.log_rows()},
        owners_{std::move(owners)},
        weights_(classes << log_rows_),
        sums_(weights_.size()) {}

  void score(const std::vector<std::uint32_t>& features, std::vector<float>& scores) const {
    scores.assign(classes_, 0);
    for (const std::uint32_t f : features) {
      const std::int64_t at = owners_.row(f);
      if (at < 0) continue;
      const float* row = &weights_[static_cast<std::size_t>(at) * classes_];
      for (std::size_t c = 0; c < classes_; ++c) scores[c] += row[c];
    }
  }

  void update(const std::vector<std::uint32_t>& features, std::size_t good, std::size_t bad) {
    for (const std::uint32_t f : features) {
      const std::int64_t row = owners_.row(f);
      if (row < 0) continue;
      const std::size_t at = static_cast<std::size_t>(row) * classes_;
      weights_[at + good] += 1;
      sums_[at + good] += time_;
      weights_[at + bad] -= 1;
      sums_[at + bad] -= time_;
    }
  }
  void add(const std::vector<std::uint32_t>& features, std::size_t c, float by) {
    for (const std::uint32_t f : features) {
      const std::int64_t row = owners_.row(f);
      if (row < 0) continue;
      const std::size_t at = static_cast<std::size_t>(row) * classes_ + c;
      weights_[at] += by;
      sums_[at] += by * time_;
    }
  }
  void tick() { time_ += 1; }

  Perceptron averaged() const {
    Perceptron out = *this;
    for (std::size_t i = 0; i < weights_.size(); ++i) {
      out.weights_[i] = static_cast<float>(weights_[i] - sums_[i] / time_);
    }
    return out;
  }

  void save(const std::string& path, const std::string& data_sha256) const {
    save_rows(path, data_sha256, weights_, classes_, owners_, 10);
  }

 private:
  std::size_t classes_;
  unsigned log_rows_;
  Owners owners_;
  std::vector<float> weights_;
  std::vector<double> sums_;
  double time_ = 1;
};

}  // namespace headwater::detail

#endif  // HEADWATER_INGEST_TRAIN_PERCEPTRON_H_
