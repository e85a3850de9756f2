// Trains the two span models from a corpus in brat standoff (text/*.txt, attributions/STEM_ANNOTATOR.ann).
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
#include <vector>

#include "crf.h"
#include "headwater/schema/id.h"
#include "perceptron.h"
#include "reading/analysis.h"
#include "reading/attributions.h"
#include "reading/sequence.h"
#include "reading/span_features.h"
#include "reading/span_reader.h"

namespace {

using namespace headwater;          // NOLINT: a program of this module
using namespace headwater::detail;  // NOLINT

// Chosen on every seventh document of the training part, left out with --skip 7.
constexpr double kRate = 0.008, kDecay = 1e-3;
constexpr std::uint32_t kLeast = 10;
constexpr int kCuePasses = 10, kArgumentPasses = 8, kJudgePasses = 10;

struct Gold {
  std::vector<Range> cue, source, content;  // runs of tokens
};

struct Example {
  std::string text;
  Analysis a;
  std::vector<FoundAttribution> rules;
  std::unique_ptr<SpanContext> context;
  std::vector<Gold> gold;
};

std::string read_file(const std::filesystem::path& path) {
  std::ifstream in{path, std::ios::binary};
  std::stringstream out;
  out << in.rdbuf();
  return out.str();
}

using Pieces = std::vector<std::pair<std::size_t, std::size_t>>;

// Token runs that byte ranges touch.
std::vector<Range> runs(const Analysis& a, const Pieces& pieces) {
  std::vector<bool> in(static_cast<std::size_t>(a.size()), false);
  for (const auto& [begin, end] : pieces) {
    for (std::int32_t i = 0; i < a.size(); ++i) {
      const ByteSpan s = a.tokens[static_cast<std::size_t>(i)].span;
      if (s.begin < end && s.end > begin) in[static_cast<std::size_t>(i)] = true;
    }
  }
  std::vector<Range> out;
  for (std::int32_t i = 0; i < a.size(); ++i) {
    if (!in[static_cast<std::size_t>(i)]) continue;
    if (!out.empty() && out.back().end == i) {
      ++out.back().end;
    } else {
      out.push_back({i, i + 1});
    }
  }
  return out;
}

std::vector<Gold> read_gold(const std::string& ann, const Example& e) {
  std::vector<std::size_t> byte;  // of each code point
  for (std::size_t i = 0; i < e.text.size(); ++i) {
    if ((static_cast<unsigned char>(e.text[i]) & 0xc0) != 0x80) byte.push_back(i);
  }
  byte.push_back(e.text.size());
  std::map<std::string, Pieces> spans;
  std::vector<Gold> out;
  std::vector<std::string> events;
  std::stringstream lines{ann};
  for (std::string line; std::getline(lines, line);) {
    const std::size_t tab = line.find('\t');
    if (tab == std::string::npos) continue;
    const std::string id = line.substr(0, tab);
    std::string rest = line.substr(tab + 1);
    rest = rest.substr(0, rest.find('\t'));
    if (id[0] == 'T') {
      std::string places = rest.substr(rest.find(' ') + 1);
      std::replace(places.begin(), places.end(), ';', ' ');
      std::stringstream numbers{places};
      std::size_t b = 0, x = 0;
      while (numbers >> b >> x) {
        if (b < byte.size() && x < byte.size()) spans[id].emplace_back(byte[b], byte[x]);
      }
    } else if (id[0] == 'E' && rest.starts_with("Attribution")) {
      events.push_back(rest);
    }
  }
  for (const std::string& event : events) {
    std::stringstream items{event};
    std::string item;
    items >> item;
    Pieces cue, source, content;
    while (items >> item) {
      const std::size_t colon = item.find(':');
      if (colon == std::string::npos) continue;
      std::string role = item.substr(0, colon);
      while (!role.empty() && role.back() >= '0' && role.back() <= '9') role.pop_back();
      const auto it = spans.find(item.substr(colon + 1));
      if (it == spans.end()) continue;
      Pieces& into = role == "Cue" ? cue : role == "Source" ? source : role == "Content" ? content : cue;
      if (role == "Cue" || role == "Source" || role == "Content")
        into.insert(into.end(), it->second.begin(), it->second.end());
    }
    Gold g{runs(e.a, cue), runs(e.a, source), runs(e.a, content)};
    if (!g.cue.empty()) out.push_back(std::move(g));
  }
  return out;
}

std::vector<std::uint8_t> cue_labels(const Example& e) {
  std::vector<std::uint8_t> out(static_cast<std::size_t>(e.a.size()), 0);
  for (const Gold& g : e.gold) {
    for (const Range& r : g.cue) {
      for (std::int32_t i = r.begin; i < r.end; ++i) out[static_cast<std::size_t>(i)] = i == r.begin ? 1 : 2;
    }
  }
  return out;
}

// The run of a cue that its head stands in.
Range main_run(const Example& e, const Gold& g) {
  Range best = g.cue.front();
  std::int32_t most = -1;
  for (const Range& r : g.cue) {
    const std::int32_t h = head_of_cue(e.a, r);
    const std::int32_t worth = (is_verb(e.a.tag_of(h)) ? 10 : 0) + (r.end - r.begin);
    if (worth > most) {
      most = worth;
      best = r;
    }
  }
  return best;
}

std::vector<std::uint8_t> argument_labels(const Gold& g, Range window) {
  std::vector<std::uint8_t> out(static_cast<std::size_t>(window.end - window.begin), kOutside);
  const auto mark = [&](const std::vector<Range>& ranges, std::uint8_t what) {
    for (const Range& r : ranges) {
      for (std::int32_t i = std::max(r.begin, window.begin); i < std::min(r.end, window.end); ++i)
        out[static_cast<std::size_t>(i - window.begin)] = what;
    }
  };
  mark(g.content, kContent);
  mark(g.source, kSource);
  return out;
}

using Examples = std::vector<const Example*>;

Crf train_cues(const Examples& train, int passes) {
  Owners owners{19};
  struct {
    Features own, step;
  } s;
  for (const Example* example : train) {
    const Example& e = *example;
    const std::vector<std::uint8_t> gold = cue_labels(e);
    for (std::int32_t i = 0; i < e.a.size(); ++i) {
      cue_features(*e.context, i, s.own);
      owners.count(s.own);
      cue_steps(*e.context, i, i == e.a.sentence_of(i).begin ? kCueLabels : gold[static_cast<std::size_t>(i - 1)],
                s.step);
      owners.count(s.step);
    }
  }
  owners.settle(kLeast);
  Crf model{kCueLabels, std::move(owners), kRate, kDecay};
  std::mt19937 random{7};
  std::vector<std::pair<std::size_t, std::size_t>> order;
  for (std::size_t e = 0; e < train.size(); ++e) {
    for (std::size_t n = 0; n < train[e]->a.sentences.size(); ++n) order.emplace_back(e, n);
  }
  std::vector<std::vector<std::uint8_t>> labels;
  for (const Example* e : train) labels.push_back(cue_labels(*e));
  for (int pass = 0; pass < passes; ++pass) {
    std::shuffle(order.begin(), order.end(), random);
    double likelihood = 0;
    for (const std::pair<std::size_t, std::size_t>& place : order) {
      const std::size_t e = place.first, n = place.second;  // no binding: clang 14 takes none into a lambda
      const Range r = train[e]->a.sentences[n];
      if (r.empty()) continue;
      const std::vector<std::uint8_t> gold(labels[e].begin() + r.begin, labels[e].begin() + r.end);
      const auto own = [&](std::size_t i, Features& out) {
        cue_features(*train[e]->context, r.begin + static_cast<std::int32_t>(i), out);
      };
      const auto step = [&](std::size_t i, std::size_t before, Features& out) {
        cue_steps(*train[e]->context, r.begin + static_cast<std::int32_t>(i), before, out);
      };
      likelihood += model.learn(gold, own, step);
    }
    std::printf("cues pass %d: log-likelihood %.3f a sentence\n", pass + 1,
                likelihood / static_cast<double>(order.size()));
    std::fflush(stdout);
  }
  return model;
}

Crf train_arguments(const Examples& train, int passes) {
  struct Item {
    std::size_t example;
    std::size_t gold;
  };
  std::vector<Item> items;
  Owners owners{19};
  struct {
    Features own, step;
  } s;
  for (std::size_t e = 0; e < train.size(); ++e) {
    for (std::size_t g = 0; g < train[e]->gold.size(); ++g) {
      items.push_back({e, g});
      const CueView view{*train[e]->context, main_run(*train[e], train[e]->gold[g])};
      const std::vector<std::uint8_t> labels = argument_labels(train[e]->gold[g], view.window());
      for (std::int32_t i = view.window().begin; i < view.window().end; ++i) {
        view.features(i, s.own);
        owners.count(s.own);
        view.steps(
            i,
            i == view.window().begin ? kArgumentLabels : labels[static_cast<std::size_t>(i - 1 - view.window().begin)],
            s.step);
        owners.count(s.step);
      }
    }
  }
  owners.settle(kLeast);
  Crf model{kArgumentLabels, std::move(owners), kRate, kDecay};
  std::mt19937 random{8};
  for (int pass = 0; pass < passes; ++pass) {
    std::shuffle(items.begin(), items.end(), random);
    double likelihood = 0;
    for (const Item& item : items) {
      const Example& e = *train[item.example];
      const CueView view{*e.context, main_run(e, e.gold[item.gold])};
      const std::vector<std::uint8_t> gold = argument_labels(e.gold[item.gold], view.window());
      const auto own = [&](std::size_t i, Features& out) {
        view.features(view.window().begin + static_cast<std::int32_t>(i), out);
      };
      const auto step = [&](std::size_t i, std::size_t before, Features& out) {
        view.steps(view.window().begin + static_cast<std::int32_t>(i), before, out);
      };
      likelihood += model.learn(gold, own, step);
    }
    std::printf("arguments pass %d: log-likelihood %.3f a cue\n", pass + 1,
                likelihood / static_cast<double>(items.size()));
    std::fflush(stdout);
  }
  return model;
}

// Is this candidate a gold attribution: does it share a cue's word and half of the content?
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
    if (2.0 * both >= 0.5 * (gold + c.count(c.window, kContent))) return true;
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
    std::cerr << "usage: train_spans OUT_DIR CORPUS_DIR [--skip N]\n";
    return 2;
  }
  const std::filesystem::path corpus = argv[2];
  const std::size_t skip = argc > 4 ? static_cast<std::size_t>(std::stoul(argv[4])) : 0;
  std::map<std::string, std::filesystem::path> annotations;
  for (const auto& entry : std::filesystem::directory_iterator{corpus / "attributions"}) {
    const std::string stem = entry.path().stem().string();
    const std::string document = stem.substr(0, stem.rfind('_'));
    auto& known = annotations[document];
    if (known.empty() || entry.path() < known) known = entry.path();
  }
  std::vector<Example> train;
  std::string bytes;
  std::size_t number = 0;
  for (const auto& [document, path] : annotations) {
    if (skip > 0 && number++ % skip == 0) continue;
    train.emplace_back();
    Example& e = train.back();
    e.text = read_file(corpus / "text" / (document + ".txt"));
    const std::string ann = read_file(path);
    bytes += e.text;
    bytes += ann;
  }
  number = 0;
  std::size_t at = 0;
  for (const auto& [document, path] : annotations) {
    if (skip > 0 && number++ % skip == 0) continue;
    Example& e = train[at++];
    const std::vector<Token> tokens = tokenize(e.text, {});
    e.a = analyse_text(e.text, tokens, find_quotes(e.text, tokens));
    e.rules = find_in(e.a);
    e.context = std::make_unique<SpanContext>(e.a, e.rules);
    e.gold = read_gold(read_file(path), e);
  }
  const std::string sha256 = sha256_hex(bytes);
  std::printf("%zu documents, data %s\n", train.size(), sha256.c_str());
  std::fflush(stdout);
  const std::string out = argv[1];
  std::vector<std::pair<const Example*, std::vector<Candidate>>> read;
  for (std::size_t fold = 0; fold < 2; ++fold) {
    Examples seen, unseen;
    for (std::size_t e = 0; e < train.size(); ++e) (e % 2 == fold ? unseen : seen).push_back(&train[e]);
    train_cues(seen, kCuePasses).save(out + "/fold.cues", sha256);
    train_arguments(seen, kArgumentPasses).save(out + "/fold.arguments", sha256);
    const std::string cues = read_file(out + "/fold.cues"), arguments = read_file(out + "/fold.arguments");
    const SpanModels models{LinearModel::view(cues), LinearModel::view(arguments), {}};
    for (const Example* e : unseen) read.emplace_back(e, find_candidates(*e->context, models));
    std::filesystem::remove(out + "/fold.cues");
    std::filesystem::remove(out + "/fold.arguments");
  }
  train_judge(read, kJudgePasses, out + "/judge.model", sha256);
  Examples all;
  for (const Example& e : train) all.push_back(&e);
  train_cues(all, kCuePasses).save(out + "/cues.model", sha256);
  train_arguments(all, kArgumentPasses).save(out + "/arguments.model", sha256);
  return 0;
}
