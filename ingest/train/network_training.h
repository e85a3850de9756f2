// The span network in training: its beginning, its steps, its files.
#ifndef HEADWATER_INGEST_TRAIN_NETWORK_TRAINING_H_
#define HEADWATER_INGEST_TRAIN_NETWORK_TRAINING_H_

#include <algorithm>
#include <array>
#include <chrono>
#include <cmath>
#include <cstdint>
#include <cstdio>
#include <cstring>
#include <string>
#include <utility>
#include <vector>

#include "gold.h"
#include "learner.h"
#include "parameters.h"
#include "perceptron.h"
#include "pieces.h"
#include "reading/span_network.h"

namespace headwater::detail {

// Chosen on every seventh document of the training part, left out with --skip 7.
struct TrainingOptions {
  NetworkShape shape{96, 192, 2, 128, 2};
  unsigned token_log_rows = 15, pair_log_rows = 14;
  std::uint32_t least_tokens = 6, least_pairs = 10;  // features seen fewer times own no row
  int passes = 11;
  double rate = 1e-3;
  Learner::Drop drop{0.3f, 0.1f, 0.3f, 0.2f, 0.35f, 0.4f};
  float cue_weight = 1.5f;
  float decay = 5e-4f, row_decay = 5e-3f;
  std::uint64_t seed = 5;
};

class NetworkTraining {
 public:
  // `vectors` must outlive it.
  NetworkTraining(const std::vector<const Example*>& train, const WordVectors& vectors, const TrainingOptions& options)
      : o_{options},
        vectors_{vectors},
        layout_{options.shape},
        token_owners_{options.token_log_rows},
        pair_owners_{options.pair_log_rows},
        random_{options.seed},
        dense_(layout_.size),
        turned_(layout_.size) {
    for (const Example* e : train) count_features(*e, token_owners_, pair_owners_);
    token_owners_.settle(o_.least_tokens);
    pair_owners_.settle(o_.least_pairs);
    data_ = pieces_of(train);
    vector_map_.resize(WordVectors::kDimensions * o_.shape.token);
    token_rows_.resize(token_row_count() * o_.shape.token);
    pair_rows_.resize(pair_row_count() * o_.shape.pair);
    begin();
  }

  std::vector<Piece> pieces_of(const std::vector<const Example*>& examples) const {
    std::vector<Piece> out;
    for (const Example* e : examples) {
      for (Piece& p : pieces(*e, token_owners_, vectors_.owners(), pair_owners_)) out.push_back(std::move(p));
    }
    return out;
  }

  // Steps of two pieces, on one thread: whole networks are what is trained side by side.
  void run(const std::vector<Piece>& held, const std::string& name) {
    Adam dense(dense_.size()), map(vector_map_.size()), tokens(token_rows_.size()), pairs(pair_rows_.size());
    Learner learner{o_.shape, token_row_count(), pair_row_count()};
    std::vector<std::size_t> order(data_.size());
    for (std::size_t i = 0; i < order.size(); ++i) order[i] = i;
    const double steps = static_cast<double>((order.size() + kBatch - 1) / kBatch) * o_.passes;
    Step step;
    step.number = 0;
    const auto start = std::chrono::steady_clock::now();
    for (int pass = 0; pass < o_.passes; ++pass) {
      random_.shuffle(order);
      Loss sum;
      for (std::size_t at = 0; at < order.size(); at += kBatch) {
        turn_all();
        for (std::size_t k = at; k < std::min(order.size(), at + kBatch); ++k) {
          learner.forward(data_[order[k]], weights(), o_.drop, &random_);
          sum.add(learner.backward(data_[order[k]], weights(), o_.cue_weight));
        }
        step.number += 1;
        step.rate = o_.rate * std::min(1.0, step.number / 200) * (1 - 0.98 * step.number / steps);
        dense.move(dense_.data(), learner.gradient.data(), 0, dense_.size(), step, o_.decay);
        map.move(vector_map_.data(), learner.vector_gradient.data(), 0, vector_map_.size(), step, o_.decay);
        move_rows(tokens, token_rows_, learner.token_gradient, o_.shape.token, step);
        move_rows(pairs, pair_rows_, learner.pair_gradient, o_.shape.pair, step);
        learner.clear();
      }
      std::string line = name + " pass " + std::to_string(pass + 1) + ": loss " + fixed(sum.cue_each()) +
                         " a sentence, " + fixed(sum.argument_each()) + " a cue";
      if (!held.empty()) line += measured(held, learner);
      std::printf("%s, %.0f s\n", line.c_str(),
                  std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count());
      std::fflush(stdout);
    }
  }

  // Files: dense weights, rows of tokens' features, rows of words, rows of pairs' features.
  void save(const std::array<std::string, 4>& files, const std::string& sha256) const {
    std::string out(SpanNetwork::kHeader, '\0');
    std::memcpy(out.data(), "HWNN", 4);
    const std::uint32_t head[6] = {1,
                                   static_cast<std::uint32_t>(o_.shape.token),
                                   static_cast<std::uint32_t>(o_.shape.hidden),
                                   static_cast<std::uint32_t>(o_.shape.layers),
                                   static_cast<std::uint32_t>(o_.shape.pair),
                                   static_cast<std::uint32_t>(o_.shape.pair_layers)};
    std::memcpy(out.data() + 4, head, sizeof head);
    put_sha256(out, 32, sha256);
    out.append(reinterpret_cast<const char*>(dense_.data()), dense_.size() * sizeof(float));
    write_model(files[0], out);
    save_rows(files[1], sha256, token_rows_, o_.shape.token, token_owners_);
    std::vector<float> words((std::size_t{1} << vectors_.owners().log_rows()) * o_.shape.token);
    kernels().multiply_add(vectors_.rows().data(), WordVectors::kDimensions, vector_map_.data(), words.data(),
                           words.size() / o_.shape.token, WordVectors::kDimensions, o_.shape.token);
    save_rows(files[2], sha256, words, o_.shape.token, vectors_.owners());
    save_rows(files[3], sha256, pair_rows_, o_.shape.pair, pair_owners_);
  }

 private:
  static constexpr std::size_t kBatch = 2;

  std::size_t token_row_count() const { return std::size_t{1} << token_owners_.log_rows(); }
  std::size_t pair_row_count() const { return std::size_t{1} << pair_owners_.log_rows(); }
  Learner::Weights weights() const {
    return {dense_.data(),          turned_.data(),     token_rows_.data(),
            vectors_.rows().data(), vector_map_.data(), pair_rows_.data()};
  }

  void turn_all() {
    each_product(o_.shape, layout_, [&](std::size_t at, std::size_t in, std::size_t out) {
      for (std::size_t i = 0; i < in; ++i) {
        for (std::size_t j = 0; j < out; ++j) turned_[at + j * in + i] = dense_[at + i * out + j];
      }
    });
  }

  // Uniform, of the variance that keeps that of the input (Glorot and Bengio, AISTATS 2010).
  void begin() {
    each_product(o_.shape, layout_, [&](std::size_t at, std::size_t in, std::size_t out) {
      const float size = std::sqrt((at == layout_.near ? 6.0f : 3.0f) / static_cast<float>(in));
      for (std::size_t i = 0; i < in * out; ++i) {
        const bool padding = out == kLanes && i % kLanes >= kLabels;
        const float x = random_.between(-1, 1);
        dense_[at + i] = padding ? 0.0f : out == kLanes ? x * 0.1f : x * size;
      }
    });
    // Some units forget fast, some hardly.
    const auto gates = [&](const NetworkLayout::Layer& l, std::size_t width) {
      for (std::size_t j = 0; j < 4 * width; ++j) {
        const std::size_t kind = j % (2 * width) / (width / 2);
        dense_[l.gates + j] = kind < 2 ? random_.between(-0.5f, 0.5f) : kind == 2 ? random_.between(0, 3) : 0.0f;
      }
    };
    for (const NetworkLayout::Layer& l : layout_.layers) gates(l, o_.shape.hidden);
    for (const NetworkLayout::Layer& l : layout_.pair_layers) gates(l, o_.shape.pair);
    for (float& x : token_rows_) x = random_.between(-0.12f, 0.12f);
    for (float& x : vector_map_) x = random_.between(-0.05f, 0.05f);
    for (float& x : pair_rows_) x = random_.between(-0.08f, 0.08f);
  }

  void move_rows(Adam& adam, std::vector<float>& rows, RowGradients& g, std::size_t width, const Step& step) const {
    for (const std::size_t r : g.touched()) adam.move(rows.data(), g.row(r), r * width, width, step, o_.row_decay);
  }

  // On documents left out: the likelihood of the gold, and how often the best labels are just right.
  std::string measured(const std::vector<Piece>& held, Learner& learner) const {
    const Learner::Weights w = weights();
    Loss loss;
    std::size_t hit = 0, found = 0, gold = 0, sources = 0, contents = 0, both = 0, cues = 0;
    for (const Piece& p : held) {
      learner.forward(p, w, {}, nullptr);
      loss.add(learner.backward(p, w, 1));
      learner.clear();
      for (std::size_t s = 0; s + 1 < p.sentences.size(); ++s) {
        const std::size_t at = p.sentences[s];
        const std::vector<std::uint8_t> labels =
            best_labels(Chain{&learner.activations().cue_scores[at * kLanes], &dense_[layout_.cue_steps],
                              &p.cue_step[at], p.sentences[s + 1] - at});
        // A span is right if no label within it or just behind it differs.
        for (std::size_t i = 0; i < labels.size(); ++i) {
          const std::uint8_t g = p.cue_gold[at + i];
          found += labels[i] == 1;
          gold += g == 1;
          if (labels[i] != 1 || g != 1) continue;
          std::size_t j = i + 1;
          while (j < labels.size() && labels[j] == 2 && p.cue_gold[at + j] == 2) ++j;
          hit += j == labels.size() || (labels[j] != 2 && p.cue_gold[at + j] != 2);
        }
      }
      const Borders& windows = learner.activations().windows;
      for (std::size_t c = 0; c + 1 < windows.size(); ++c) {
        const std::size_t at = windows[c];
        const std::vector<std::uint8_t> labels =
            best_labels(Chain{&learner.activations().argument_scores[at * kLanes], &dense_[layout_.argument_steps],
                              &p.argument_step[at], windows[c + 1] - at});
        bool source = true, content = true;
        for (std::size_t i = 0; i < labels.size(); ++i) {
          source = source && (labels[i] == kSource) == (p.argument_gold[at + i] == kSource);
          content = content && (labels[i] == kContent) == (p.argument_gold[at + i] == kContent);
        }
        sources += source;
        contents += content;
        both += source && content;
        ++cues;
      }
    }
    const auto percent = [](std::size_t n, std::size_t of) {
      return 100 * static_cast<double>(n) / static_cast<double>(std::max<std::size_t>(1, of));
    };
    return "; held " + fixed(loss.cue_each()) + ", " + fixed(loss.argument_each()) + ", cues P " +
           fixed(percent(hit, found)) + " R " + fixed(percent(hit, gold)) + " F1 " +
           fixed(percent(2 * hit, found + gold)) + ", sources " + fixed(percent(sources, cues)) + " contents " +
           fixed(percent(contents, cues)) + " both " + fixed(percent(both, cues));
  }

  static std::string fixed(double x) {
    std::array<char, 32> out{};
    std::snprintf(out.data(), out.size(), "%.2f", x);
    return out.data();
  }

  TrainingOptions o_;
  const WordVectors& vectors_;
  NetworkLayout layout_;
  Owners token_owners_, pair_owners_;
  Random random_;
  std::vector<float> dense_, turned_, token_rows_, vector_map_, pair_rows_;
  std::vector<Piece> data_;
};

}  // namespace headwater::detail

#endif  // HEADWATER_INGEST_TRAIN_NETWORK_TRAINING_H_
