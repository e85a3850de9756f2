// Labels for a run of tokens: the best path under a linear model (Viterbi), first order.
//
// A label's score at a token is that of the token's own features plus that of the features of the step from the label
// before. Structured perceptron of Collins, EMNLP 2002, when trained.
#ifndef HEADWATER_INGEST_READING_SEQUENCE_H_
#define HEADWATER_INGEST_READING_SEQUENCE_H_

#include <array>
#include <cstddef>
#include <cstdint>
#include <limits>
#include <vector>

namespace headwater::detail {

// For `n` tokens and `labels` labels (at most 8). `own(i, scores)` fills the scores of token i's labels; `step(i,
// before, scores)` those of reaching token i's labels from label `before`, `before` == labels at the start. Returns the
// best label of each token. O(n * labels * labels) and the two callbacks' work.
template <class Score, class Own, class Step>
std::vector<std::uint8_t> best_path(std::size_t n, std::size_t labels, Own&& own, Step&& step) {
  constexpr std::size_t kMost = 8;
  std::vector<std::array<std::uint8_t, kMost>> back(n);
  std::array<Score, kMost> best{}, next{}, here{}, from{};
  for (std::size_t i = 0; i < n; ++i) {
    own(i, here);
    for (std::size_t l = 0; l < labels; ++l) next[l] = std::numeric_limits<Score>::lowest();
    if (i == 0) {
      step(i, labels, from);
      for (std::size_t l = 0; l < labels; ++l) next[l] = here[l] + from[l];
    } else {
      for (std::size_t p = 0; p < labels; ++p) {
        step(i, p, from);
        for (std::size_t l = 0; l < labels; ++l) {
          const Score s = best[p] + here[l] + from[l];
          if (s > next[l]) {
            next[l] = s;
            back[i][l] = static_cast<std::uint8_t>(p);
          }
        }
      }
    }
    best = next;
  }
  std::vector<std::uint8_t> out(n);
  if (n == 0) return out;
  std::uint8_t at = 0;
  for (std::size_t l = 1; l < labels; ++l) {
    if (best[l] > best[at]) at = static_cast<std::uint8_t>(l);
  }
  for (std::size_t i = n; i-- > 0;) {
    out[i] = at;
    at = back[i][at];
  }
  return out;
}

}  // namespace headwater::detail

#endif  // HEADWATER_INGEST_READING_SEQUENCE_H_
