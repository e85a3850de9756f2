#include "neural/network.h"

#include <algorithm>

#include "neural/grow.h"
#include "neural/kernels.h"

namespace headwater::detail {
namespace {

void apply(const std::vector<float>& mask, std::vector<float>& x) {
  for (std::size_t i = 0; i < mask.size(); ++i) x[i] *= mask[i];
}

const std::vector<float>& mask_of(const std::vector<std::vector<float>>& all, std::size_t layer) {
  static const std::vector<float> none;
  return layer < all.size() ? all[layer] : none;
}

void rectify(float* x, std::size_t n) {
  for (std::size_t i = 0; i < n; ++i) x[i] = std::max(x[i], 0.0f);
}

// out = x W + bias for `rows` rows.
void connect(const NetworkView& net, const float* x, std::size_t x_row, std::size_t rows, std::size_t in,
             std::size_t product, std::size_t bias, std::size_t width, std::vector<float>& out) {
  grow(out, rows * width);
  for (std::size_t t = 0; t < rows; ++t) std::copy_n(net.dense + bias, width, &out[t * width]);
  kernels().multiply_add(x, x_row, net.dense + product, out.data(), rows, in, width);
}

// `whole` are the layers' products in whole numbers, or null.
void stack(const NetworkView& net, const std::vector<NetworkLayout::Layer>& layers,
           const std::vector<WholeMatrix>* whole, std::size_t width, const Borders& borders,
           const std::vector<std::vector<float>>& masks, std::vector<std::vector<float>>& hidden,
           std::vector<RecurrentState>& states, WholeRows& room) {
  states.resize(layers.size());
  const std::size_t rows = borders.back();
  for (std::size_t l = 0; l < layers.size(); ++l) {
    grow(hidden[l + 1], rows * width);
    const RecurrentWeights weights = weights_of(net.dense, layers[l], width);
    if (whole != nullptr) {
      grow(states[l].u, rows * 3 * width);
      (*whole)[l].multiply(hidden[l].data(), width, rows, nullptr, states[l].u.data(), room);
      sweep_both(weights, hidden[l].data(), borders, states[l], hidden[l + 1].data());
    } else {
      recur(weights, hidden[l].data(), borders, states[l], hidden[l + 1].data());
    }
    apply(mask_of(masks, l + 1), hidden[l + 1]);
  }
}

}  // namespace

WholeNetwork::WholeNetwork(const NetworkShape& shape, const NetworkLayout& layout, const float* dense)
    : near{dense + layout.near, 3 * shape.token, shape.hidden},
      pair_token{dense + layout.pair_token, shape.hidden, shape.pair} {
  const auto all = [&](const std::vector<NetworkLayout::Layer>& from, std::size_t width, std::vector<WholeMatrix>& to) {
    for (const NetworkLayout::Layer& l : from) to.emplace_back(dense + l.product, width, 3 * width);
  };
  all(layout.layers, shape.hidden, layers);
  all(layout.pair_layers, shape.pair, pair_layers);
}

void forward_tokens(const NetworkView& net, std::size_t tokens, const Masks& masks, Activations& a) {
  const std::size_t e = net.shape.token, h = net.shape.hidden;
  a.piece = {0, tokens};
  a.hidden.resize(net.shape.layers + 1);
  apply(masks.tokens, a.sums);
  // Rows of three tokens overlap in `sums`, so the window needs no copy.
  if (net.whole != nullptr) {
    grow(a.hidden[0], tokens * h);
    net.whole->near.multiply(a.sums.data(), e, tokens, net.dense + net.layout.near_bias, a.hidden[0].data(), a.room);
  } else {
    connect(net, a.sums.data(), e, tokens, 3 * e, net.layout.near, net.layout.near_bias, h, a.hidden[0]);
  }
  rectify(a.hidden[0].data(), tokens * h);
  apply(mask_of(masks.layers, 0), a.hidden[0]);
  stack(net, net.layout.layers, net.whole != nullptr ? &net.whole->layers : nullptr, h, a.piece, masks.layers, a.hidden,
        a.states, a.room);
  connect(net, a.hidden.back().data(), h, tokens, h, net.layout.cue, net.layout.cue_bias, kLanes, a.cue_scores);
}

void forward_pairs(const NetworkView& net, const std::vector<CuePlace>& cues, const Masks& masks, Activations& a) {
  const std::size_t h = net.shape.hidden, p = net.shape.pair, tokens = a.piece.back();
  const std::vector<float>& top = a.hidden.back();
  grow(a.token_part, tokens * p);
  if (net.whole != nullptr) {
    net.whole->pair_token.multiply(top.data(), h, tokens, nullptr, a.token_part.data(), a.room);
  } else {
    kernels().multiply(top.data(), h, net.dense + net.layout.pair_token, a.token_part.data(), tokens, h, p);
  }
  grow(a.cue_part, cues.size() * p);
  a.windows = {0};
  std::size_t at = 0;
  for (std::size_t c = 0; c < cues.size(); ++c) {
    float* of_cue = &a.cue_part[c * p];
    std::copy_n(net.dense + net.layout.pair_bias, p, of_cue);
    kernels().multiply_add(&top[cues[c].head * h], h, net.dense + net.layout.pair_cue, of_cue, 1, h, p);
    for (std::size_t t = cues[c].begin; t < cues[c].end; ++t, ++at) {
      float* to = &a.pair_hidden[0][at * p];
      const float* of_token = &a.token_part[t * p];
      for (std::size_t j = 0; j < p; ++j) to[j] += of_token[j] + of_cue[j];
      rectify(to, p);
    }
    a.windows.push_back(at);
  }
  apply(mask_of(masks.pair_layers, 0), a.pair_hidden[0]);
  stack(net, net.layout.pair_layers, net.whole != nullptr ? &net.whole->pair_layers : nullptr, p, a.windows,
        masks.pair_layers, a.pair_hidden, a.pair_states, a.room);
  connect(net, a.pair_hidden.back().data(), p, at, p, net.layout.argument, net.layout.argument_bias, kLanes,
          a.argument_scores);
}

}  // namespace headwater::detail
