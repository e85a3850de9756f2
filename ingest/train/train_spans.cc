// Trains the span network and its judge from a corpus in brat standoff (text/*.txt, attributions/STEM_ANNOTATOR.ann).
//
//   train_spans OUT_DIR CORPUS_DIR [--skip N]
//
// Only the first annotator of a document counts. --skip N leaves every Nth document out, to measure on. Deterministic.
#include <algorithm>
#include <cstdio>
#include <filesystem>
#include <fstream>
#include <iostream>
#include <map>
#include <memory>
#include <numeric>
#include <random>
#include <sstream>
#include <string>
#include <thread>
#include <utility>
#include <vector>

#include "gold.h"
#include "network_training.h"
#include "perceptron.h"
#include "reading/analysis.h"
#include "reading/attributions.h"
#include "reading/span_features.h"
#include "reading/span_reader.h"

namespace {

using namespace headwater;          // NOLINT: a program of this module
using namespace headwater::detail;  // NOLINT

// Chosen on every seventh document of the training part, left out with --skip 7.
constexpr std::uint32_t kLeast = 10;
constexpr int kJudgePasses = 10;
constexpr std::size_t kFolds = 2;

using Examples = std::vector<const Example*>;

TrainingOptions options_from(const std::map<std::string, double>& values) {
  TrainingOptions o;
  const auto take = [&](const char* name, auto& into) {
    const auto it = values.find(name);
    if (it != values.end()) into = static_cast<std::decay_t<decltype(into)>>(it->second);
  };
  take("token", o.shape.token);
  take("hidden", o.shape.hidden);
  take("layers", o.shape.layers);
  take("pair", o.shape.pair);
  take("pair_layers", o.shape.pair_layers);
  take("token_log_rows", o.token_log_rows);
  take("pair_log_rows", o.pair_log_rows);
  take("least_tokens", o.least_tokens);
  take("least_pairs", o.least_pairs);
  take("passes", o.passes);
  take("rate", o.rate);
  take("drop_word", o.drop.word);
  take("drop_row", o.drop.row);
  take("drop_token", o.drop.token);
  take("drop_layer", o.drop.layer);
  take("drop_pair", o.drop.pair);
  take("cue_weight", o.cue_weight);
  take("decay", o.decay);
  take("row_decay", o.row_decay);
  take("seed", o.seed);
  return o;
}

// Is this candidate a gold attribution: does it share a cue's word, half of the content, and the source?
bool is_right(const Example& e, const Candidate& c) {
  for (const Gold& g : e.gold) {
    const bool cue = std::any_of(g.cue.begin(), g.cue.end(),
                                 [&](const Range& r) { return r.begin < c.cue.end && c.cue.begin < r.end; });
    if (!cue) continue;
    std::int32_t both = 0, gold = 0;
    for (const Range& r : g.content) {
      both += c.count(r, kContent);
      gold += r.end - r.begin;
    }
    const std::int32_t source = c.count(c.window, kSource);
    std::int32_t shared = 0;
    for (const Range& r : g.source) shared += c.count(r, kSource);
    if (2.0 * both >= 0.5 * (gold + c.count(c.window, kContent)) && (g.source.empty() ? source == 0 : shared > 0))
      return true;
  }
  return false;
}

// A logistic regression over candidates read by models that did not see their documents.
void train_judge(const std::vector<std::pair<const Example*, std::vector<Candidate>>>& read, int passes,
                 const std::string& path, const std::string& sha256) {
  Owners owners{17};
  Features f;
  std::vector<std::pair<std::size_t, std::size_t>> order;
  for (std::size_t d = 0; d < read.size(); ++d) {
    for (std::size_t k = 0; k < read[d].second.size(); ++k) {
      candidate_features(*read[d].first->context, read[d].second, k, f);
      owners.count(f);
      order.emplace_back(d, k);
    }
  }
  owners.settle(kLeast);
  std::vector<float> weights(std::size_t{1} << owners.log_rows(), 0.0f), squares(weights.size(), 0.0f);
  std::mt19937 random{9};
  for (int pass = 0; pass < passes; ++pass) {
    std::shuffle(order.begin(), order.end(), random);
    double loss = 0;
    std::size_t right = 0;
    for (const auto& [d, k] : order) {
      candidate_features(*read[d].first->context, read[d].second, k, f);
      std::vector<std::size_t> rows;
      double score = 0;
      for (const std::uint32_t x : f) {
        const std::int64_t row = owners.row(x);
        if (row < 0) continue;
        rows.push_back(static_cast<std::size_t>(row));
        score += static_cast<double>(weights[rows.back()]);
      }
      const bool gold = is_right(*read[d].first, read[d].second[k]);
      const double p = 1 / (1 + std::exp(-score));
      loss -= std::log(std::max(1e-9, gold ? p : 1 - p));
      right += (p >= 0.5) == gold;
      for (const std::size_t row : rows) {
        const double g = (gold ? 1.0 : 0.0) - p - 1e-3 * static_cast<double>(weights[row]);
        squares[row] += static_cast<float>(g * g);
        weights[row] += static_cast<float>(0.02 * g / (1e-6 + std::sqrt(static_cast<double>(squares[row]))));
      }
    }
    std::printf("judge pass %d: loss %.4f, right %.2f %% of %zu\n", pass + 1, loss / static_cast<double>(order.size()),
                100.0 * static_cast<double>(right) / static_cast<double>(order.size()), order.size());
  }
  save_rows(path, sha256, weights, 1, owners);
}

}  // namespace

int main(int argc, char** argv) {
  if (argc < 3) {
    std::cerr << "usage: train_spans OUT_DIR CORPUS_DIR [--skip N] [NAME=VALUE...]\n";
    return 2;
  }
  const std::string out = argv[1];
  std::size_t skip = 0;
  std::map<std::string, double> values;
  for (int i = 3; i < argc; ++i) {
    const std::string word = argv[i];
    if (word == "--skip" && i + 1 < argc) {
      skip = std::stoul(argv[++i]);
    } else if (const std::size_t is = word.find('='); is != std::string::npos) {
      values[word.substr(0, is)] = std::stod(word.substr(is + 1));
    }
  }
  std::string sha256;
  const std::vector<Example> examples = read_examples(argv[2], sha256);
  Examples train, held;
  for (std::size_t i = 0; i < examples.size(); ++i) (skip > 0 && i % skip == 0 ? held : train).push_back(&examples[i]);
  std::printf("%zu documents, data %s\n", train.size(), sha256.c_str());
  std::fflush(stdout);
  const TrainingOptions options = options_from(values);
  const auto files = [&](const std::string& stem) {
    return std::array<std::string, 3>{out + "/" + stem + "s.model", out + "/" + stem + "_tokens.model",
                                      out + "/" + stem + "_pairs.model"};
  };
  const auto network = [&](const Examples& from, const std::string& stem) {
    NetworkTraining training{from, options};
    training.run(training.pieces_of(held), stem);
    const std::array<std::string, 3> f = files(stem);
    training.save(f[0], f[1], f[2], sha256);
  };
  const auto fold = [&](std::size_t k, bool unseen) {
    Examples part;
    for (std::size_t e = 0; e < train.size(); ++e) {
      if ((e % kFolds == k) == unseen) part.push_back(train[e]);
    }
    return part;
  };
  const auto name = [](std::size_t k) { return "fold" + std::to_string(k + 1); };
  // The judge learns from candidates of networks that did not see their documents. Each network is trained on one
  // thread, and what it becomes does not hang on the others.
  if (values["judge_only"] == 0) {
    std::thread whole{[&] { network(train, "span"); }};
    for (std::size_t k = 0; k < kFolds; ++k) network(fold(k, false), name(k));
    whole.join();
  }
  std::vector<std::pair<const Example*, std::vector<Candidate>>> read;
  for (std::size_t k = 0; k < kFolds; ++k) {
    std::array<std::string, 3> bytes;
    for (std::size_t i = 0; i < 3; ++i) bytes[i] = unpack_model(read_file(files(name(k))[i] + ".zst"));
    const std::optional<SpanNetwork> net = SpanNetwork::from(bytes[0], std::move(bytes[1]), std::move(bytes[2]));
    if (!net) {
      std::cerr << "train_spans: the network just written does not load\n";
      return 1;
    }
    for (const Example* e : fold(k, true)) read.emplace_back(e, find_candidates(*e->context, *net));
  }
  for (std::size_t k = 0; k < kFolds && values["keep_folds"] == 0; ++k) {
    for (const std::string& f : files(name(k))) std::filesystem::remove(f + ".zst");
  }
  train_judge(read, kJudgePasses, out + "/judge.model", sha256);
  return 0;
}
