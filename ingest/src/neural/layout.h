// Where each weight of the network stands in one run of floats; the tables of rows are apart (LinearModel).
//
//   token rows -> sum -> window of three tokens -> `hidden` -> recurrent layers -> labels of cues
//                                                                             \-> with a cue -> `pair` -> recurrent
//                                                                   layers over the cue's window -> source, content
#ifndef HEADWATER_INGEST_NEURAL_LAYOUT_H_
#define HEADWATER_INGEST_NEURAL_LAYOUT_H_

#include <cstddef>
#include <vector>

#include "neural/kernels.h"
#include "neural/recurrent.h"

namespace headwater::detail {

inline constexpr std::size_t kLabels = 3;           // of either pass
inline constexpr std::size_t kCueSteps = 64;        // kinds of token a step between labels of cues is told apart by
inline constexpr std::size_t kArgumentSteps = 128;  // and of sources and contents
// Scores of a step: from each label, or the start (the last), to each label.
inline constexpr std::size_t kStepScores = (kLabels + 1) * kLabels;

struct NetworkShape {
  std::size_t token = 96, hidden = 160, layers = 2, pair = 128, pair_layers = 1;
  bool operator==(const NetworkShape&) const = default;
};

struct NetworkLayout {
  struct Layer {
    std::size_t product, gates;
  };

  explicit NetworkLayout(const NetworkShape& shape) {
    const auto take = [&](std::size_t n) {
      const std::size_t at = size;
      size += n;
      return at;
    };
    const auto layer = [&](std::size_t width) {
      const std::size_t product = take(RecurrentWeights::product_size(width));
      return Layer{product, take(RecurrentWeights::gates_size(width))};
    };
    near = take(3 * shape.token * shape.hidden);
    near_bias = take(shape.hidden);
    for (std::size_t i = 0; i < shape.layers; ++i) layers.push_back(layer(shape.hidden));
    cue = take(shape.hidden * kLanes);
    cue_bias = take(kLanes);
    cue_steps = take(kCueSteps * kStepScores);
    pair_token = take(shape.hidden * shape.pair);
    pair_cue = take(shape.hidden * shape.pair);
    pair_bias = take(shape.pair);
    for (std::size_t i = 0; i < shape.pair_layers; ++i) pair_layers.push_back(layer(shape.pair));
    argument = take(shape.pair * kLanes);
    argument_bias = take(kLanes);
    argument_steps = take(kArgumentSteps * kStepScores);
  }

  std::size_t size = 0;
  std::size_t near, near_bias;
  std::vector<Layer> layers;
  std::size_t cue, cue_bias, cue_steps;
  std::size_t pair_token, pair_cue, pair_bias;
  std::vector<Layer> pair_layers;
  std::size_t argument, argument_bias, argument_steps;
};

// The matrices: f(where, rows, columns).
template <class F>
void each_product(const NetworkShape& shape, const NetworkLayout& layout, F&& f) {
  f(layout.near, 3 * shape.token, shape.hidden);
  for (const NetworkLayout::Layer& l : layout.layers) f(l.product, shape.hidden, 3 * shape.hidden);
  f(layout.cue, shape.hidden, kLanes);
  f(layout.pair_token, shape.hidden, shape.pair);
  f(layout.pair_cue, shape.hidden, shape.pair);
  for (const NetworkLayout::Layer& l : layout.pair_layers) f(l.product, shape.pair, 3 * shape.pair);
  f(layout.argument, shape.pair, kLanes);
}

inline RecurrentWeights weights_of(const float* all, const NetworkLayout::Layer& layer, std::size_t width) {
  return {width, all + layer.product, all + layer.gates};
}

}  // namespace headwater::detail

#endif  // HEADWATER_INGEST_NEURAL_LAYOUT_H_
