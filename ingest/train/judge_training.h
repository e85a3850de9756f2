// The judge in training (reading/span_judge.h): a linear model over words, then boosted trees over numbers, one of
// which is what a linear model that did not see the document says.
#ifndef HEADWATER_INGEST_TRAIN_JUDGE_TRAINING_H_
#define HEADWATER_INGEST_TRAIN_JUDGE_TRAINING_H_

#include <algorithm>
#include <array>
#include <cmath>
#include <cstdio>
#include <numeric>
#include <random>
#include <string>
#include <utility>
#include <vector>

#include "boosted_trees.h"
#include "gold.h"
#include "perceptron.h"
#include "reading/span_judge.h"

namespace headwater::detail {

// A document with the candidates that a network read which had not seen it.
using ReadExamples = std::vector<std::pair<const Example*, std::vector<Candidate>>>;

// Is this a gold attribution: does it share a cue's word, half of the content, and the source?
inline bool is_right(const Example& e, const Candidate& c, Range source) {
  const auto shared = [](const std::vector<Range>& x, const std::vector<Range>& y) {
    std::int32_t n = 0;
    for (const Range& r : x) {
      for (const Range& s : y) n += std::max(0, std::min(r.end, s.end) - std::max(r.begin, s.begin));
    }
    return n;
  };
  for (const Gold& g : e.gold) {
    if (shared(g.cue, {c.cue}) == 0) continue;
    std::int32_t both = 0, gold = 0;
    for (const Range& r : g.content) {
      both += c.count(r, kContent);
      gold += r.end - r.begin;
    }
    if (2.0 * both >= 0.5 * (gold + c.count(c.window, kContent)) &&
        (g.source.empty() ? source.empty() : shared(g.source, {source}) > 0))
      return true;
  }
  return false;
}

class JudgeTraining {
 public:
  explicit JudgeTraining(const ReadExamples& read) {
    Features f;
    for (std::size_t d = 0; d < read.size(); ++d) {
      const auto& [e, all] = read[d];
      for (std::size_t k = 0; k < all.size(); ++k) {
        const JudgedCandidate view{*e->context, all, k};
        for (std::size_t s = 0; s < all[k].sources.size(); ++s) {
          Row row;
          row.part = d % kParts;
          row.right = is_right(*e, all[k], all[k].sources[s].source);
          view.words(s, f);
          row.words = f;
          view.numbers(s, 0, row.numbers);
          rows_.push_back(std::move(row));
        }
      }
    }
  }

  // Writes OUT/judge_words.model and OUT/judge_trees.model, packed.
  void run(const std::string& out, const std::string& sha256) {
    for (std::size_t part = 0; part < kParts; ++part) {
      const Linear linear{rows_, part};
      for (Row& row : rows_) {
        if (row.part == part) row.numbers[0] = static_cast<float>(linear.score(row.words));
      }
    }
    const Linear all{rows_, kParts};
    save_rows(out + "/judge_words.model", sha256, all.weights, 1, all.owners);
    std::vector<Sample> samples;
    std::size_t right = 0;
    for (const Row& row : rows_) {
      samples.push_back({row.numbers.data(), row.right, 1});
      right += row.right;
    }
    std::printf("judge: %zu candidates with a source, %zu right\n", rows_.size(), right);
    BoostingOptions options;
    options.trees = 300;
    options.depth = 6;
    options.rate = 0.06;
    options.least_hessian = 8;
    const Boosted trees = Booster{samples, kJudgeNumbers, options}.run();
    std::string digest(32, '\0');
    put_sha256(digest, 0, sha256);
    write_model(out + "/judge_trees.model", tree_model_bytes(trees.trees, trees.base, kJudgeNumbers, digest));
  }

 private:
  static constexpr std::size_t kParts = 5;     // of the documents, for the linear model's word
  static constexpr std::uint32_t kLeast = 10;  // features seen fewer times own no row
  static constexpr int kPasses = 6;

  struct Row {
    std::size_t part = 0;
    bool right = false;
    Features words;
    std::array<float, kJudgeNumbers> numbers{};
  };

  // A logistic regression by AdaGrad (Duchi, Hazan and Singer, JMLR 2011) from all rows but those of `part`.
  struct Linear {
    Linear(const std::vector<Row>& rows, std::size_t part) {
      std::vector<const Row*> order;
      for (const Row& row : rows) {
        if (row.part == part) continue;
        owners.count(row.words);
        order.push_back(&row);
      }
      owners.settle(kLeast);
      weights.assign(std::size_t{1} << owners.log_rows(), 0.0f);
      std::vector<float> squares(weights.size(), 0.0f);
      std::vector<std::vector<std::uint32_t>> places;
      for (const Row* row : order) {
        places.emplace_back();
        for (const std::uint32_t x : row->words) {
          const std::int64_t at = owners.row(x);
          if (at >= 0) places.back().push_back(static_cast<std::uint32_t>(at));
        }
      }
      std::vector<std::size_t> turn(order.size());
      std::iota(turn.begin(), turn.end(), std::size_t{0});
      std::mt19937 random{9};
      for (int pass = 0; pass < kPasses; ++pass) {
        std::shuffle(turn.begin(), turn.end(), random);
        for (const std::size_t i : turn) {
          double sum = 0;
          for (const std::uint32_t at : places[i]) sum += static_cast<double>(weights[at]);
          const double p = 1 / (1 + std::exp(-sum));
          for (const std::uint32_t at : places[i]) {
            const double g = (order[i]->right ? 1.0 : 0.0) - p - 1e-3 * static_cast<double>(weights[at]);
            squares[at] += static_cast<float>(g * g);
            weights[at] += static_cast<float>(0.02 * g / (1e-6 + std::sqrt(static_cast<double>(squares[at]))));
          }
        }
      }
    }
    double score(const Features& words) const {
      double sum = 0;
      for (const std::uint32_t x : words) {
        const std::int64_t at = owners.row(x);
        if (at >= 0) sum += static_cast<double>(weights[static_cast<std::size_t>(at)]);
      }
      return sum;
    }

    Owners owners{17};
    std::vector<float> weights;
  };

  std::vector<Row> rows_;
};

// What a reader would score, for thresholds side by side: attributions matched by content (token F1 of a half at
// least), their sources by overlap.
inline void print_measures(const ReadExamples& read, const SpanJudge& judge) {
  constexpr std::array<double, 7> kThresholds{0.3, 0.34, 0.38, 0.42, 0.46, 0.5, 0.55};
  struct Sum {
    std::size_t given = 0, hit = 0, source = 0, indirect = 0;
  };
  std::array<Sum, kThresholds.size()> sums{};
  std::array<std::pair<double, std::size_t>, 10> bins{};
  std::array<std::size_t, 10> bin_right{};
  std::size_t gold = 0, indirect = 0;
  const auto tokens = [](const std::vector<Range>& runs) {
    std::vector<std::int32_t> out;
    for (const Range& r : runs) {
      for (std::int32_t i = r.begin; i < r.end; ++i) out.push_back(i);
    }
    return out;
  };
  const auto shared = [](const std::vector<std::int32_t>& x, const std::vector<std::int32_t>& y) {
    std::vector<std::int32_t> both;
    std::set_intersection(x.begin(), x.end(), y.begin(), y.end(), std::back_inserter(both));
    return both.size();
  };
  for (const auto& [e, candidates] : read) {
    std::vector<Candidate> all = candidates;
    judge_candidates(*e->context, judge, all);
    for (const Candidate& c : all) {
      const auto bin = static_cast<std::size_t>(std::min(9.0, c.confidence * 10));
      bins[bin].first += c.confidence;
      ++bins[bin].second;
      bin_right[bin] += is_right(*e, c, c.sources[c.source].source);
    }
    std::vector<bool> plain;
    for (const Gold& g : e->gold) {
      plain.push_back(true);
      for (const std::int32_t i : tokens(g.content)) plain.back() = plain.back() && e->a.quote_of(i) < 0;
      indirect += plain.back();
    }
    gold += e->gold.size();
    for (std::size_t t = 0; t < kThresholds.size(); ++t) {
      const std::vector<std::size_t> stand = choose_candidates(all, kThresholds[t]);
      sums[t].given += stand.size();
      struct Pair {
        double f;
        std::size_t p, g;
      };
      std::vector<Pair> pairs;
      for (const std::size_t k : stand) {
        const std::vector<std::int32_t> mine = tokens(all[k].runs(kContent));
        for (std::size_t g = 0; g < e->gold.size(); ++g) {
          const std::vector<std::int32_t> theirs = tokens(e->gold[g].content);
          const std::size_t both = shared(mine, theirs);
          if (both > 0)
            pairs.push_back({2.0 * static_cast<double>(both) / static_cast<double>(mine.size() + theirs.size()), k, g});
        }
      }
      std::stable_sort(pairs.begin(), pairs.end(), [](const Pair& x, const Pair& y) { return x.f > y.f; });
      std::vector<bool> used_p(all.size(), false), used_g(e->gold.size(), false);
      for (const Pair& pair : pairs) {
        if (used_p[pair.p] || used_g[pair.g]) continue;
        used_p[pair.p] = used_g[pair.g] = true;
        if (pair.f < 0.5) continue;
        ++sums[t].hit;
        sums[t].indirect += plain[pair.g];
        const Range mine = all[pair.p].sources[all[pair.p].source].source;
        const std::vector<Range>& theirs = e->gold[pair.g].source;
        sums[t].source += (mine.empty() && theirs.empty()) || shared(tokens({mine}), tokens(theirs)) > 0;
      }
    }
  }
  const auto percent = [](std::size_t n, std::size_t of) {
    return 100 * static_cast<double>(n) / static_cast<double>(std::max<std::size_t>(1, of));
  };
  for (std::size_t t = 0; t < kThresholds.size(); ++t) {
    const Sum& s = sums[t];
    std::printf("least %.2f: P %.1f R %.1f F1 %.1f, source right %.1f, indirect %.1f\n", kThresholds[t],
                percent(s.hit, s.given), percent(s.hit, gold), percent(2 * s.hit, s.given + gold),
                percent(s.source, s.hit), percent(s.indirect, indirect));
  }
  for (std::size_t b = 0; b < bins.size(); ++b) {
    if (bins[b].second == 0) continue;
    std::printf("confidence %.2f: right %.2f of %zu\n", bins[b].first / static_cast<double>(bins[b].second),
                percent(bin_right[b], bins[b].second) / 100, bins[b].second);
  }
}

}  // namespace headwater::detail

#endif  // HEADWATER_INGEST_TRAIN_JUDGE_TRAINING_H_
