// Trains the span network and its judge from a corpus in brat standoff (text/*.txt, attributions/STEM_ANNOTATOR.ann).
//
//   train_spans OUT_DIR CORPUS_DIR WORD_VECTORS [--skip N]
//
// WORD_VECTORS: see word_vectors.h; "-" for none.
// Who annotated a document twice over teaches twice. --skip N leaves every Nth document out, to measure on, by its
// first annotator. Deterministic.
#include <algorithm>
#include <array>
#include <atomic>
#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <iostream>
#include <map>
#include <optional>
#include <string>
#include <thread>
#include <utility>
#include <vector>

#include "gold.h"
#include "judge_training.h"
#include "network_training.h"
#include "perceptron.h"
#include "reading/span_reader.h"
#include "word_vectors.h"

namespace {

using namespace headwater;          // NOLINT: a program of this module
using namespace headwater::detail;  // NOLINT

constexpr std::size_t kFolds = 3;

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
  take("drop_vector", o.drop.vector);
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

}  // namespace

int main(int argc, char** argv) {
  if (argc < 4) {
    std::cerr << "usage: train_spans OUT_DIR CORPUS_DIR WORD_VECTORS [--skip N] [NAME=VALUE...]\n";
    return 2;
  }
  const std::string out = argv[1];
  std::size_t skip = 0;
  std::map<std::string, double> values;
  for (int i = 4; i < argc; ++i) {
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
  for (const Example& e : examples) {
    if (skip > 0 && e.document % skip == 0) {
      if (e.first) held.push_back(&e);
    } else if (e.first || values["annotators"] != 1) {
      train.push_back(&e);
    }
  }
  std::printf("%zu readings of documents, data %s\n", train.size(), sha256.c_str());
  std::fflush(stdout);
  WordVectors vectors;
  if (const std::string path = argv[3]; path != "-") {
    const std::string bytes = read_file(path);
    sha256 = sha256_hex(sha256 + sha256_hex(bytes));
    vectors = WordVectors{path, bytes};
  }
  const TrainingOptions options = options_from(values);
  const auto files = [&](const std::string& stem) {
    return std::array<std::string, 4>{out + "/" + stem + "s.model", out + "/" + stem + "_tokens.model",
                                      out + "/" + stem + "_vectors.model", out + "/" + stem + "_pairs.model"};
  };
  const auto network = [&](const Examples& from, const std::string& stem) {
    NetworkTraining training{from, vectors, options};
    training.run(training.pieces_of(held), stem);
    training.save(files(stem), sha256);
  };
  const auto fold = [&](std::size_t k, bool unseen) {
    Examples part;
    for (const Example* e : train) {
      if ((e->document % kFolds == k) == unseen) part.push_back(e);
    }
    return part;
  };
  const auto name = [](std::size_t k) { return "fold" + std::to_string(k + 1); };
  // network_only=1, with --skip: to choose among options.
  if (values["network_only"] != 0) {
    network(train, "span");
    return 0;
  }
  // The judge learns from candidates of networks that did not see their documents. Each network is trained on one
  // thread, and what it becomes does not hang on the others.
  if (values["judge_only"] == 0) {
    std::atomic<std::size_t> next{0};
    const auto work = [&] {
      for (std::size_t k = next++; k <= kFolds; k = next++) {
        if (k == 0) {
          network(train, "span");
        } else {
          network(fold(k - 1, false), name(k - 1));
        }
      }
    };
    std::vector<std::thread> more(std::min<std::size_t>(kFolds, std::max(1u, std::thread::hardware_concurrency()) - 1));
    for (std::thread& t : more) t = std::thread{work};
    work();
    for (std::thread& t : more) t.join();
  }
  const auto load = [&](const std::string& path) { return unpack_model(read_file(path + ".zst")); };
  const auto load_network = [&](const std::string& stem) {
    const std::array<std::string, 4> f = files(stem);
    std::optional<SpanNetwork> net = SpanNetwork::from(load(f[0]), load(f[1]), load(f[2]), load(f[3]));
    if (!net) {
      std::cerr << "train_spans: the network just written does not load\n";
      std::exit(1);
    }
    return std::move(*net);
  };
  // judge_held=N leaves every Nth document out of the judge's lessons, and measures on what the folds' networks read.
  const auto held_of_judge = static_cast<std::size_t>(values["judge_held"]);
  ReadExamples read, unjudged;
  for (std::size_t k = 0; k < kFolds; ++k) {
    const SpanNetwork net = load_network(name(k));
    const Examples part = fold(k, true);
    for (std::size_t i = 0; i < part.size(); ++i) {
      ReadExamples& into = held_of_judge > 0 && i % held_of_judge == 0 ? unjudged : read;
      into.emplace_back(part[i], find_candidates(*part[i]->context, net));
    }
  }
  for (std::size_t k = 0; k < kFolds && values["keep_folds"] == 0; ++k) {
    for (const std::string& f : files(name(k))) std::filesystem::remove(f + ".zst");
  }
  JudgeTraining{read}.run(out, sha256);
  if (!held.empty()) {
    const SpanNetwork net = load_network("span");
    for (const Example* e : held) unjudged.emplace_back(e, find_candidates(*e->context, net));
  }
  if (!unjudged.empty())
    print_measures(unjudged, SpanJudge::from(load(out + "/judge_words.model"), load(out + "/judge_trees.model")));
  return 0;
}
