// Annotated documents as the network learns from them: features as rows of tables, texts cut to pieces.
#ifndef HEADWATER_INGEST_TRAIN_PIECES_H_
#define HEADWATER_INGEST_TRAIN_PIECES_H_

#include <algorithm>
#include <cstdint>
#include <utility>
#include <vector>

#include "gold.h"
#include "learner.h"
#include "perceptron.h"
#include "reading/span_features.h"
#include "reading/span_network.h"

namespace headwater::detail {

inline void count_features(const Example& e, Owners& token_owners, Owners& pair_owners) {
  Features f;
  std::uint8_t words = 0;
  for (std::int32_t i = 0; i < e.a.size(); ++i) {
    token_features(*e.context, i, f, words);
    token_owners.count(f);
  }
  for (const Gold& g : e.gold) {
    const CueView view{*e.context, main_run(e, g)};
    for (std::int32_t i = view.window().begin; i < view.window().end; ++i) {
      view.pair_features(i, f);
      pair_owners.count(f);
    }
  }
}

inline std::vector<Piece> pieces(const Example& e, const Owners& token_owners, const Owners& vector_owners,
                                 const Owners& pair_owners) {
  std::vector<Piece> out;
  Features f;
  const std::vector<std::uint8_t> cues = cue_labels(e);
  for (const Range& r : piece_ranges(e.a)) {
    Piece p;
    for (std::int32_t i = r.begin; i < r.end; ++i) {
      std::uint8_t words = 0, known = 0;
      token_features(*e.context, i, f, words);
      for (std::size_t k = 0; k < f.size(); ++k) {
        const std::int64_t row = token_owners.row(f[k]);
        if (row < 0) continue;
        p.tokens.rows.push_back(static_cast<std::uint32_t>(row));
        if (k < words) ++known;
      }
      p.tokens.begins.push_back(static_cast<std::uint32_t>(p.tokens.rows.size()));
      p.words.push_back(known);
      p.vectors.push_back(static_cast<std::int32_t>(vector_owners.row(vector_feature(*e.context, i))));
      p.cue_step.push_back(cue_step(*e.context, i));
      p.cue_gold.push_back(cues[static_cast<std::size_t>(i)]);
      if (i == r.begin || e.a.sentence_of(i).begin == i) p.sentences.push_back(static_cast<std::size_t>(i - r.begin));
    }
    p.sentences.push_back(static_cast<std::size_t>(r.end - r.begin));
    for (const Gold& g : e.gold) {
      const Range cue = main_run(e, g);
      const CueView view{*e.context, cue};
      if (!r.contains(view.head())) continue;
      const Range w{std::max(r.begin, view.window().begin), std::min(r.end, view.window().end)};
      p.cues.push_back({static_cast<std::size_t>(view.head() - r.begin), static_cast<std::size_t>(w.begin - r.begin),
                        static_cast<std::size_t>(w.end - r.begin)});
      const std::vector<std::uint8_t> labels = argument_labels(g, w);
      for (std::int32_t i = w.begin; i < w.end; ++i) {
        view.pair_features(i, f);
        for (const std::uint32_t x : f) {
          const std::int64_t row = pair_owners.row(x);
          if (row >= 0) p.pairs.rows.push_back(static_cast<std::uint32_t>(row));
        }
        p.pairs.begins.push_back(static_cast<std::uint32_t>(p.pairs.rows.size()));
        p.argument_step.push_back(view.step(i));
        p.argument_gold.push_back(labels[static_cast<std::size_t>(i - w.begin)]);
      }
    }
    out.push_back(std::move(p));
  }
  return out;
}

}  // namespace headwater::detail

#endif  // HEADWATER_INGEST_TRAIN_PIECES_H_
