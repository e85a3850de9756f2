// The network's way forward, the same in reading and in training. See layout.h for its parts.
#ifndef HEADWATER_INGEST_NEURAL_NETWORK_H_
#define HEADWATER_INGEST_NEURAL_NETWORK_H_

#include <cstddef>
#include <cstdint>
#include <vector>

#include "neural/layout.h"
#include "neural/recurrent.h"
#include "neural/whole_matrix.h"

namespace headwater::detail {

// A cue of a piece of text: tokens counted from the piece's first.
struct CuePlace {
  std::size_t head = 0;
  std::size_t begin = 0, end = 0;  // its window
};

// What training multiplies layers by so that no unit relies on another; all empty in reading.
struct Masks {
  std::vector<float> tokens;
  std::vector<std::vector<float>> layers, pair_layers;  // [0] is below the first layer
};

// Values of every layer for one piece of text; kept between pieces to spare allocations, and as large as the largest
// piece yet: some 6 kB a token, 3 kB a token of a window.
struct Activations {
  std::vector<float> sums;                 // tokens + 2 rows: zeros, sums of the tokens' rows, zeros
  std::vector<std::vector<float>> hidden;  // [0] of the window of three, then a layer each
  std::vector<RecurrentState> states;
  std::vector<float> cue_scores;  // tokens x kLanes; the first kLabels count
  std::vector<float> token_part, cue_part;
  std::vector<std::vector<float>> pair_hidden;  // [0] comes in as sums of the pairs' rows
  std::vector<RecurrentState> pair_states;
  Borders piece, windows;
  std::vector<float> argument_scores;  // tokens of windows, end to end, x kLanes
  WholeRows room;
};

// The products that take the time, in whole numbers.
struct WholeNetwork {
  WholeNetwork() = default;
  WholeNetwork(const NetworkShape& shape, const NetworkLayout& layout, const float* dense);

  WholeMatrix near, pair_token;
  std::vector<WholeMatrix> layers, pair_layers;
};

struct NetworkView {
  const NetworkShape& shape;
  const NetworkLayout& layout;
  const float* dense;
  const WholeNetwork* whole = nullptr;  // in reading; training multiplies by floats
};

// From `sums` to `cue_scores`. O(tokens * hidden * hidden).
void forward_tokens(const NetworkView& net, std::size_t tokens, const Masks& masks, Activations& a);
// From the top layer and `pair_hidden[0]` to `argument_scores`. O(tokens of windows * pair * pair).
void forward_pairs(const NetworkView& net, const std::vector<CuePlace>& cues, const Masks& masks, Activations& a);

}  // namespace headwater::detail

#endif  // HEADWATER_INGEST_NEURAL_NETWORK_H_
