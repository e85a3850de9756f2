// One worker's pass over a piece of text: the network forwards, the likelihood of the gold labels, and back.
#ifndef HEADWATER_INGEST_TRAIN_LEARNER_H_
#define HEADWATER_INGEST_TRAIN_LEARNER_H_

#include <algorithm>
#include <cstdint>
#include <limits>
#include <vector>

#include "neural/chain.h"
#include "neural/kernels.h"
#include "neural/layout.h"
#include "neural/network.h"
#include "neural/recurrent.h"
#include "parameters.h"
#include "word_vectors.h"

namespace headwater::detail {

// Rows of tables that a token has on, at most kMost of them; absent ones are left out.
struct RowLists {
  std::vector<std::uint32_t> rows;
  std::vector<std::uint32_t> begins{0};
  std::size_t size() const { return begins.size() - 1; }
};

struct Piece {
  RowLists tokens;                     // a list a token; the first `words` rows of a token are of its words
  std::vector<std::uint8_t> words;     // how many of a token's rows tell of words
  std::vector<std::int32_t> vectors;   // row of a token's word's vector; -1
  std::vector<std::uint8_t> cue_step;  // kind of token, for steps
  std::vector<std::uint8_t> cue_gold;
  std::vector<std::size_t> sentences;  // first token of each, and the number of tokens last
  std::vector<CuePlace> cues;
  RowLists pairs;  // a list for every token of every window
  std::vector<std::uint8_t> argument_step, argument_gold;
};

struct Loss {
  double cue = 0, argument = 0;  // nats
  std::size_t sentences = 0, cues = 0;

  void add(const Loss& other) {
    cue += other.cue;
    argument += other.argument;
    sentences += other.sentences;
    cues += other.cues;
  }
  double cue_each() const { return cue / static_cast<double>(std::max<std::size_t>(1, sentences)); }
  double argument_each() const { return argument / static_cast<double>(std::max<std::size_t>(1, cues)); }
};

class Learner {
 public:
  Learner(const NetworkShape& shape, std::size_t token_rows, std::size_t pair_rows)
      : shape_{shape},
        layout_{shape},
        gradient(layout_.size),
        vector_gradient(kDimensions * shape.token),
        token_gradient{token_rows, shape.token},
        pair_gradient{pair_rows, shape.pair} {}

  struct Weights {
    const float* dense;
    const float* transposed;  // the products of `dense`, each turned over in its place
    const float* token_rows;
    const float* vectors;     // rows of kDimensions
    const float* vector_map;  // kDimensions x token
    const float* pair_rows;
  };
  struct Drop {
    float word = 0, vector = 0, row = 0, token = 0, layer = 0, pair = 0;
  };

  const Activations& activations() const { return a_; }

  void forward(const Piece& p, const Weights& w, const Drop& drop, Random* random) {
    const std::size_t n = p.tokens.size(), e = shape_.token, a = shape_.pair, m = p.pairs.size();
    const NetworkView net{shape_, layout_, w.dense};
    // Tokens, with a row of zeros before and behind.
    a_.sums.assign((n + 2) * e, 0.0f);
    on_.assign(p.tokens.rows.size(), 1);
    for (std::size_t t = 0; t < n; ++t) {
      const bool hide = random != nullptr && random->unit() < drop.word;
      add_rows(p.tokens, t, w.token_rows, e, hide ? p.words[t] : 0, drop.row, random, on_, &a_.sums[(t + 1) * e]);
    }
    vectors_.assign(n * kDimensions, 0.0f);
    for (std::size_t t = 0; t < n; ++t) {
      if (p.vectors[t] < 0 || (random != nullptr && random->unit() < drop.vector)) continue;
      std::copy_n(w.vectors + static_cast<std::size_t>(p.vectors[t]) * kDimensions, kDimensions,
                  &vectors_[t * kDimensions]);
    }
    kernels().multiply_add(vectors_.data(), kDimensions, w.vector_map, &a_.sums[e], n, kDimensions, e);
    mask(masks_.tokens, (n + 2) * e, drop.token, random);
    masks_.layers.resize(shape_.layers + 1);
    for (std::vector<float>& x : masks_.layers) same_mask(x, n, shape_.hidden, drop.layer, random);
    forward_tokens(net, n, masks_, a_);
    a_.pair_hidden.resize(shape_.pair_layers + 1);
    a_.pair_hidden[0].assign(m * a, 0.0f);
    pair_on_.assign(p.pairs.rows.size(), 1);
    for (std::size_t t = 0; t < m; ++t)
      add_rows(p.pairs, t, w.pair_rows, a, 0, drop.row, random, pair_on_, &a_.pair_hidden[0][t * a]);
    masks_.pair_layers.resize(shape_.pair_layers + 1);
    for (std::vector<float>& x : masks_.pair_layers) mask(x, m * a, drop.pair, random);
    forward_pairs(net, p.cues, masks_, a_);
  }

  // Adds all gradients of `other` and empties them.
  void take(Learner& other) {
    for (std::size_t i = 0; i < gradient.size(); ++i) gradient[i] += other.gradient[i];
    std::fill(other.gradient.begin(), other.gradient.end(), 0.0f);
    token_gradient.take(other.token_gradient);
    pair_gradient.take(other.pair_gradient);
  }
  void clear() {
    std::fill(gradient.begin(), gradient.end(), 0.0f);
    std::fill(vector_gradient.begin(), vector_gradient.end(), 0.0f);
    token_gradient.clear();
    pair_gradient.clear();
  }

  // Adds to the gradients of the negative log-likelihood. After forward() with the same arguments.
  Loss backward(const Piece& p, const Weights& w, float cue_weight) {
    const std::size_t n = p.tokens.size(), e = shape_.token, h = shape_.hidden, a = shape_.pair, m = p.pairs.size();
    Loss loss;
    // Labels.
    std::vector<float> d_argument(m * kLanes, 0.0f), d_cue(n * kLanes, 0.0f);
    for (std::size_t c = 0; c + 1 < a_.windows.size(); ++c) {
      loss.argument += chain(a_.argument_scores, a_.windows[c], a_.windows[c + 1], w.dense + layout_.argument_steps,
                             p.argument_step, p.argument_gold, 1.0f, d_argument, &gradient[layout_.argument_steps]);
      ++loss.cues;
    }
    for (std::size_t s = 0; s + 1 < p.sentences.size(); ++s) {
      loss.cue += chain(a_.cue_scores, p.sentences[s], p.sentences[s + 1], w.dense + layout_.cue_steps, p.cue_step,
                        p.cue_gold, cue_weight, d_cue, &gradient[layout_.cue_steps]);
      ++loss.sentences;
    }
    // Pairs.
    std::vector<float> d_top(n * h, 0.0f);
    if (m > 0) {
      std::vector<float> d(m * a, 0.0f), below;
      into_product(a_.pair_hidden.back(), d_argument, m, a, kLanes, layout_.argument, layout_.argument_bias);
      kernels().multiply_add(d_argument.data(), kLanes, w.transposed + layout_.argument, d.data(), m, kLanes, a);
      for (std::size_t l = shape_.pair_layers; l-- > 0;) {
        apply(masks_.pair_layers[l + 1], d);
        back_recur(w, layout_.pair_layers[l], a, a_.pair_hidden[l], a_.windows, a_.pair_states[l], d, below);
        d.swap(below);
      }
      apply(masks_.pair_layers[0], d);
      std::vector<float> d_token(n * a, 0.0f), d_head(p.cues.size() * a, 0.0f);
      std::size_t at = 0;
      for (std::size_t c = 0; c < p.cues.size(); ++c) {
        for (std::size_t t = p.cues[c].begin; t < p.cues[c].end; ++t, ++at) {
          float* g = &d[at * a];
          const float* z = &a_.pair_hidden[0][at * a];
          for (std::size_t j = 0; j < a; ++j) g[j] = z[j] > 0.0f ? g[j] : 0.0f;
          for (std::size_t j = 0; j < a; ++j) d_token[t * a + j] += g[j];
          for (std::size_t j = 0; j < a; ++j) d_head[c * a + j] += g[j];
          for (std::size_t j = 0; j < a; ++j) gradient[layout_.pair_bias + j] += g[j];
          for (std::size_t k = p.pairs.begins[at]; k < p.pairs.begins[at + 1]; ++k) {
            if (pair_on_[k] == 0) continue;
            float* row = pair_gradient.row(p.pairs.rows[k]);
            for (std::size_t j = 0; j < a; ++j) row[j] += g[j];
          }
        }
      }
      into_product(a_.hidden.back(), d_token, n, h, a, layout_.pair_token, kNone);
      kernels().multiply_add(d_token.data(), a, w.transposed + layout_.pair_token, d_top.data(), n, a, h);
      std::vector<float> heads(p.cues.size() * h), d_heads(p.cues.size() * h, 0.0f);
      for (std::size_t c = 0; c < p.cues.size(); ++c)
        std::copy_n(&a_.hidden.back()[p.cues[c].head * h], h, &heads[c * h]);
      into_product(heads, d_head, p.cues.size(), h, a, layout_.pair_cue, kNone);
      kernels().multiply_add(d_head.data(), a, w.transposed + layout_.pair_cue, d_heads.data(), p.cues.size(), a, h);
      for (std::size_t c = 0; c < p.cues.size(); ++c) {
        for (std::size_t j = 0; j < h; ++j) d_top[p.cues[c].head * h + j] += d_heads[c * h + j];
      }
    }
    // Tokens.
    into_product(a_.hidden.back(), d_cue, n, h, kLanes, layout_.cue, layout_.cue_bias);
    kernels().multiply_add(d_cue.data(), kLanes, w.transposed + layout_.cue, d_top.data(), n, kLanes, h);
    std::vector<float> below;
    for (std::size_t l = shape_.layers; l-- > 0;) {
      apply(masks_.layers[l + 1], d_top);
      back_recur(w, layout_.layers[l], h, a_.hidden[l], a_.piece, a_.states[l], d_top, below);
      d_top.swap(below);
    }
    apply(masks_.layers[0], d_top);
    for (std::size_t i = 0; i < d_top.size(); ++i) d_top[i] = a_.hidden[0][i] > 0.0f ? d_top[i] : 0.0f;
    // The window of three: the product's input rows overlap.
    turned_.resize(3 * e * n);
    for (std::size_t t = 0; t < n; ++t) {
      for (std::size_t k = 0; k < 3 * e; ++k) turned_[k * n + t] = a_.sums[t * e + k];
    }
    kernels().multiply_add(turned_.data(), n, d_top.data(), &gradient[layout_.near], 3 * e, n, h);
    for (std::size_t t = 0; t < n; ++t) {
      for (std::size_t j = 0; j < h; ++j) gradient[layout_.near_bias + j] += d_top[t * h + j];
    }
    std::vector<float> d_three(n * 3 * e, 0.0f), d_sum((n + 2) * e, 0.0f);
    kernels().multiply_add(d_top.data(), h, w.transposed + layout_.near, d_three.data(), n, h, 3 * e);
    for (std::size_t t = 0; t < n; ++t) {
      for (std::size_t k = 0; k < 3 * e; ++k) d_sum[t * e + k] += d_three[t * 3 * e + k];
    }
    apply(masks_.tokens, d_sum);
    turned_.resize(n * kDimensions);
    for (std::size_t t = 0; t < n; ++t) {
      for (std::size_t k = 0; k < kDimensions; ++k) turned_[k * n + t] = vectors_[t * kDimensions + k];
    }
    kernels().multiply_add(turned_.data(), n, &d_sum[e], vector_gradient.data(), kDimensions, n, e);
    for (std::size_t t = 0; t < n; ++t) {
      const float* g = &d_sum[(t + 1) * e];
      for (std::size_t k = p.tokens.begins[t]; k < p.tokens.begins[t + 1]; ++k) {
        if (on_[k] == 0) continue;
        float* row = token_gradient.row(p.tokens.rows[k]);
        for (std::size_t j = 0; j < e; ++j) row[j] += g[j];
      }
    }
    return loss;
  }

 private:
  static constexpr std::size_t kDimensions = WordVectors::kDimensions;
  static constexpr std::size_t kNone = std::numeric_limits<std::size_t>::max();

  static void add_rows(const RowLists& lists, std::size_t t, const float* rows, std::size_t width, std::size_t hidden,
                       float drop, Random* random, std::vector<std::uint8_t>& on, float* to) {
    for (std::size_t k = lists.begins[t]; k < lists.begins[t + 1]; ++k) {
      if (k - lists.begins[t] < hidden || (random != nullptr && drop > 0 && random->unit() < drop)) {
        on[k] = 0;
        continue;
      }
      const float* row = rows + lists.rows[k] * width;
      for (std::size_t j = 0; j < width; ++j) to[j] += row[j];
    }
  }
  static void mask(std::vector<float>& out, std::size_t n, float drop, Random* random) {
    out.clear();
    if (random == nullptr || drop <= 0) return;
    out.resize(n);
    const float keep = 1.0f / (1.0f - drop);
    for (float& x : out) x = random->unit() < drop ? 0.0f : keep;
  }
  // One mask for all rows (Gal and Ghahramani, NIPS 2016).
  static void same_mask(std::vector<float>& out, std::size_t rows, std::size_t width, float drop, Random* random) {
    mask(out, width, drop, random);
    if (out.empty()) return;
    out.resize(rows * width);
    for (std::size_t t = 1; t < rows; ++t)
      std::copy_n(out.begin(), width, out.begin() + static_cast<std::ptrdiff_t>(t * width));
  }
  static void apply(const std::vector<float>& mask, std::vector<float>& x) {
    for (std::size_t i = 0; i < mask.size(); ++i) x[i] *= mask[i];
  }

  // Gradient of a product y = x W (+ bias): adds xT dy.
  void into_product(const std::vector<float>& x, const std::vector<float>& dy, std::size_t rows, std::size_t in,
                    std::size_t out, std::size_t weights, std::size_t bias) {
    turned_.resize(rows * in);
    for (std::size_t t = 0; t < rows; ++t) {
      for (std::size_t k = 0; k < in; ++k) turned_[k * rows + t] = x[t * in + k];
    }
    kernels().multiply_add(turned_.data(), rows, dy.data(), &gradient[weights], in, rows, out);
    if (bias == kNone) return;
    for (std::size_t t = 0; t < rows; ++t) {
      for (std::size_t j = 0; j < out; ++j) gradient[bias + j] += dy[t * out + j];
    }
  }

  void back_recur(const Weights& w, const NetworkLayout::Layer& layer, std::size_t width, const std::vector<float>& x,
                  const Borders& borders, const RecurrentState& state, const std::vector<float>& dh,
                  std::vector<float>& dx) {
    const std::size_t rows = borders.back(), half = width / 2;
    std::vector<float> du(rows * 3 * width), dc(half);
    dx.assign(rows * width, 0.0f);
    for (std::size_t way = 0; way < 2; ++way) {
      const std::size_t at = layer.gates + way * 4 * half;
      const float *vf = w.dense + at, *vr = vf + half;
      float *g_vf = &gradient[at], *g_vr = g_vf + half, *g_bf = g_vr + half, *g_br = g_bf + half;
      for (std::size_t s = 0; s + 1 < borders.size(); ++s) {
        std::fill(dc.begin(), dc.end(), 0.0f);
        for (std::size_t k = borders[s + 1]; k-- > borders[s];) {
          const std::size_t t = way == 0 ? k : borders[s] + borders[s + 1] - 1 - k;
          const bool first = k == borders[s];
          const std::size_t last = way == 0 ? t - 1 : t + 1;
          const float* u0 = &state.u[t * 3 * width + way * 3 * half];
          const float *f = u0 + half, *r = f + half;
          const float* g = &state.tanh_c[t * width + way * half];
          const float* c1 = first ? nullptr : &state.c[last * width + way * half];
          const float* skip = &x[t * width + way * half];
          const float* out = &dh[t * width + way * half];
          float* to = &dx[t * width + way * half];
          float* d0 = &du[t * 3 * width + way * 3 * half];
          float *d1 = d0 + half, *d2 = d1 + half;
          for (std::size_t j = 0; j < half; ++j) {
            const float before = first ? 0.0f : c1[j];
            const float dr = out[j] * (g[j] - skip[j]);
            to[j] += out[j] * (1.0f - r[j]);
            const float d = out[j] * r[j] * (1.0f - g[j] * g[j]) + dc[j];
            d2[j] = dr * r[j] * (1.0f - r[j]);
            d0[j] = d * (1.0f - f[j]);
            d1[j] = d * (before - u0[j]) * f[j] * (1.0f - f[j]);
            dc[j] = d * f[j] + d1[j] * vf[j] + d2[j] * vr[j];
            g_vf[j] += d1[j] * before;
            g_vr[j] += d2[j] * before;
            g_bf[j] += d1[j];
            g_br[j] += d2[j];
          }
        }
      }
    }
    into_product(x, du, rows, width, 3 * width, layer.product, kNone);
    kernels().multiply_add(du.data(), 3 * width, w.transposed + layer.product, dx.data(), rows, 3 * width, width);
  }

  // A chain over rows [begin, end): returns -log p(gold), writes the gradient of its scores and adds that of the steps.
  double chain(const std::vector<float>& out, std::size_t begin, std::size_t end, const float* steps,
               const std::vector<std::uint8_t>& kind, const std::vector<std::uint8_t>& gold, float weight,
               std::vector<float>& d_out, float* d_steps) {
    if (begin == end) return 0;
    const Chain c{&out[begin * kLanes], steps, &kind[begin], end - begin};
    const Marginals m{c};
    for (std::size_t i = 0; i < c.size; ++i) {
      const std::size_t g = gold[begin + i];
      float* d = &d_out[(begin + i) * kLanes];
      for (std::size_t l = 0; l < kLabels; ++l) d[l] = weight * static_cast<float>(m.label(i, l) - (g == l ? 1 : 0));
      if (i == 0) {
        for (std::size_t l = 0; l < kLabels; ++l) d_steps[c.place(0, kLabels, l)] += d[l];
        continue;
      }
      for (std::size_t b = 0; b < kLabels; ++b) {
        for (std::size_t l = 0; l < kLabels; ++l) {
          const bool right = b == gold[begin + i - 1] && l == g;
          d_steps[c.place(i, b, l)] += weight * static_cast<float>(m.step(i, b, l) - (right ? 1 : 0));
        }
      }
    }
    return -m.path(&gold[begin]);
  }

  NetworkShape shape_;
  NetworkLayout layout_;
  Activations a_;
  Masks masks_;
  std::vector<std::uint8_t> on_, pair_on_;
  std::vector<float> turned_, vectors_;

 public:
  std::vector<float> gradient, vector_gradient;
  RowGradients token_gradient, pair_gradient;
};

}  // namespace headwater::detail

#endif  // HEADWATER_INGEST_TRAIN_LEARNER_H_
