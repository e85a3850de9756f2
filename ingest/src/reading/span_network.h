// The network's reading of spans: which tokens are cues, and for each cue which are its source and content.
//
// Trained on PolNeAR (ingest/MODEL.md). It leans towards finding; span_reader.h decides what to believe.
#ifndef HEADWATER_INGEST_READING_SPAN_NETWORK_H_
#define HEADWATER_INGEST_READING_SPAN_NETWORK_H_

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "neural/layout.h"
#include "neural/network.h"
#include "reading/span_features.h"
#include "syntax/linear_model.h"

namespace headwater::detail {

// Bytes of the network's dense weights: a header of 64 bytes, then f32.
//   0  "HWNN"   4  u32 format 1   8  u32 token, hidden, layers, pair, pair_layers   28  u32 0
//   32 SHA-256 of the training data
// Its three tables of rows are models of their own.
struct SpanNetwork {
  static constexpr std::size_t kHeader = 64;

  // Nothing if the four do not fit together.
  static std::optional<SpanNetwork> from(std::string_view dense, std::string tokens, std::string vectors,
                                         std::string pairs);

  NetworkShape shape;
  NetworkLayout layout{shape};
  std::vector<float> dense;
  WholeNetwork whole;
  LinearModel tokens, vectors, pairs;  // of features of tokens, of words, and of tokens beside a cue

 private:
  // What the tables are views of; on the heap, so that a move leaves them where they are.
  std::unique_ptr<const std::string> token_bytes_, vector_bytes_, pair_bytes_;
};

// Who may be behind a cue's words.
struct SourceChoice {
  enum Voice : std::uint8_t { kNetwork = 1, kRules = 2, kSyntax = 4, kRival = 8 };
  Range source;             // empty: the text names nobody
  std::uint8_t voices = 0;  // who says so; kRival: the network, next after its best
};

// One cue with what it may attribute: a label for every token of its window.
struct Candidate {
  Range cue;
  std::int32_t head = -1;
  Range window;
  std::vector<std::uint8_t> labels;
  double cue_odds = 0;                               // log-odds, by the network, that a cue begins here
  double path = 0;                                   // log-probability of `labels` as the network gave them
  std::vector<float> source_belief, content_belief;  // of each token of the window, that it is of the source, content
  std::vector<SourceChoice> sources;                 // once listed (span_judge.h) they are not in `labels`
  std::size_t source = 0;                            // the one chosen
  double confidence = 0;                             // of the judge

  [[nodiscard]] std::uint8_t at(std::int32_t i) const {
    return window.contains(i) ? labels[static_cast<std::size_t>(i - window.begin)] : std::uint8_t{kOutside};
  }
  void set(Range r, std::uint8_t label);
  [[nodiscard]] std::int32_t count(Range r, std::uint8_t label) const;
  [[nodiscard]] std::vector<Range> runs(std::uint8_t label) const;
};

// Pieces of whole paragraphs that the network reads each for itself, of at most 512 tokens; a longer paragraph is cut
// between sentences, a longer sentence anywhere. Sentences that nothing is read in are in none.
std::vector<Range> piece_ranges(const Analysis& a);

// Every cue with the network's labels, in text order; more than will stand. Linear in the text.
std::vector<Candidate> network_candidates(const SpanContext& c, const SpanNetwork& net);

}  // namespace headwater::detail

#endif  // HEADWATER_INGEST_READING_SPAN_NETWORK_H_
