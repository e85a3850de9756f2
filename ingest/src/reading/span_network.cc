#include "reading/span_network.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <cstring>
#include <utility>

#include "neural/chain.h"

namespace headwater::detail {
namespace {

constexpr std::int32_t kMostTokens = 512;
// How often a token may be read beside a cue, on average over a piece; prose wants 2 or 3.
constexpr std::int32_t kMostReadings = 8;
// How much is added to the score of a cue's first token, in nats: the judge sorts out later.
constexpr float kLean = 1.6f;

struct FoundCue {
  Range cue;
  double odds;
};

std::vector<FoundCue> find_cues(const SpanContext& c, const SpanNetwork& net, Range piece, Activations& a) {
  std::vector<FoundCue> out;
  std::vector<std::uint8_t> kinds;
  for (std::int32_t i = piece.begin; i < piece.end; ++i) kinds.push_back(cue_step(c, i));
  for (std::int32_t begin = piece.begin; begin < piece.end;) {
    const std::int32_t end = std::min(c.a.sentence_of(begin).end, piece.end);
    const auto at = static_cast<std::size_t>(begin - piece.begin);
    const Chain chain{&a.cue_scores[at * kLanes], &net.dense[net.layout.cue_steps], &kinds[at],
                      static_cast<std::size_t>(end - begin)};
    const Marginals belief{chain};
    for (std::size_t i = 0; i < chain.size; ++i) a.cue_scores[(at + i) * kLanes + 1] += kLean;
    const std::vector<std::uint8_t> labels = best_labels(chain);
    for (std::size_t i = 0; i < labels.size(); ++i) {
      const std::int32_t token = begin + static_cast<std::int32_t>(i);
      if (labels[i] == 1 || (labels[i] == 2 && (i == 0 || labels[i - 1] == 0))) {
        const double p = std::clamp(belief.label(i, labels[i]), 1e-6, 1 - 1e-6);
        out.push_back({{token, token + 1}, std::log(p / (1 - p))});
      } else if (labels[i] == 2) {
        ++out.back().cue.end;
      }
    }
    begin = end;
  }
  return out;
}

void label(Candidate& r, const Chain& chain) {
  const Marginals belief{chain};
  r.labels = best_labels(chain);
  r.path = belief.path(r.labels.data());
  r.source_belief.resize(chain.size);
  r.content_belief.resize(chain.size);
  for (std::size_t i = 0; i < chain.size; ++i) {
    r.source_belief[i] = static_cast<float>(belief.label(i, kSource));
    r.content_belief[i] = static_cast<float>(belief.label(i, kContent));
  }
  r.set(r.cue, kOutside);
}

Range window_in(const SpanContext& c, Range cue, Range piece) {
  const Range w = window_of(c, cue);
  return {std::max(w.begin, piece.begin), std::min(w.end, piece.end)};
}

// The surest cues whose windows together have no more than kMostReadings tokens for each of the piece's.
void bound(const SpanContext& c, Range piece, std::vector<FoundCue>& cues) {
  const auto tokens = [&](const FoundCue& f) {
    const Range w = window_in(c, f.cue, piece);
    return w.end - w.begin;
  };
  std::int32_t left = kMostReadings * std::max(piece.end - piece.begin, kMostTokens / 4);
  std::vector<std::size_t> order(cues.size());
  for (std::size_t k = 0; k < order.size(); ++k) order[k] = k;
  std::stable_sort(order.begin(), order.end(),
                   [&](std::size_t x, std::size_t y) { return cues[x].odds > cues[y].odds; });
  std::vector<bool> keep(cues.size(), false);
  for (const std::size_t k : order) keep[k] = (left -= tokens(cues[k])) >= 0;
  std::size_t to = 0;
  for (std::size_t k = 0; k < cues.size(); ++k) {
    if (keep[k]) cues[to++] = cues[k];
  }
  cues.resize(to);
}

}  // namespace

void Candidate::set(Range r, std::uint8_t label) {
  for (std::int32_t i = std::max(r.begin, window.begin); i < std::min(r.end, window.end); ++i)
    labels[static_cast<std::size_t>(i - window.begin)] = label;
}

std::int32_t Candidate::count(Range r, std::uint8_t label) const {
  std::int32_t n = 0;
  for (std::int32_t i = std::max(r.begin, window.begin); i < std::min(r.end, window.end); ++i) n += at(i) == label;
  return n;
}

std::vector<Range> Candidate::runs(std::uint8_t label) const {
  std::vector<Range> out;
  for (std::int32_t i = window.begin; i < window.end; ++i) {
    if (at(i) != label) continue;
    if (!out.empty() && out.back().end == i) {
      ++out.back().end;
    } else {
      out.push_back({i, i + 1});
    }
  }
  return out;
}

std::optional<SpanNetwork> SpanNetwork::from(std::string_view dense, std::string tokens, std::string vectors,
                                             std::string pairs) {
  if (dense.size() < kHeader || dense.substr(0, 4) != "HWNN") return std::nullopt;
  std::array<std::uint32_t, 6> head{};
  std::memcpy(head.data(), dense.data() + 4, sizeof head);
  constexpr std::uint32_t kWidest = LinearModel::kMaxClasses, kDeepest = 8;
  static_assert(3 * kWidest <= 2 * kMostPairs);
  const auto [format, token, hidden, layers, pair, pair_layers] = head;
  if (format != 1 || token > kWidest || hidden > 2 * kWidest || layers > kDeepest || pair > kWidest ||
      pair_layers > kDeepest || token % kLanes != 0 || hidden % (2 * kLanes) != 0 || pair % (2 * kLanes) != 0)
    return std::nullopt;
  SpanNetwork out;
  out.shape = {token, hidden, layers, pair, pair_layers};
  out.layout = NetworkLayout{out.shape};
  if (dense.size() != kHeader + out.layout.size * sizeof(float)) return std::nullopt;
  out.dense.resize(out.layout.size);
  std::memcpy(out.dense.data(), dense.data() + kHeader, out.layout.size * sizeof(float));
  if (!std::all_of(out.dense.begin(), out.dense.end(), [](float x) { return std::isfinite(x); })) return std::nullopt;
  out.whole = WholeNetwork{out.shape, out.layout, out.dense.data()};
  out.token_bytes_ = std::make_unique<const std::string>(std::move(tokens));
  out.vector_bytes_ = std::make_unique<const std::string>(std::move(vectors));
  out.pair_bytes_ = std::make_unique<const std::string>(std::move(pairs));
  out.tokens = LinearModel::view(*out.token_bytes_);
  out.vectors = LinearModel::view(*out.vector_bytes_);
  out.pairs = LinearModel::view(*out.pair_bytes_);
  if (out.tokens.classes() != out.shape.token || out.vectors.classes() != out.shape.token ||
      out.pairs.classes() != out.shape.pair)
    return std::nullopt;
  return out;
}

std::vector<Range> piece_ranges(const Analysis& a) {
  std::vector<Range> out;
  Range piece{0, 0};
  std::int32_t paragraph = 0;  // where the last one begins
  const auto close = [&](std::int32_t at) {
    for (; at - piece.begin > kMostTokens; piece.begin += kMostTokens)
      out.push_back({piece.begin, piece.begin + kMostTokens});
    if (at > piece.begin) out.push_back({piece.begin, at});
    piece.begin = at;
  };
  for (std::size_t s = 0; s < a.sentences.size(); ++s) {
    const Range& r = a.sentences[s];
    if (r.empty()) continue;
    if (a.unread[s] != 0) {
      close(r.begin);
      piece = {r.end, r.end};
      continue;
    }
    if (r.begin == 0 || a.tokens[static_cast<std::size_t>(r.begin)].paragraph !=
                            a.tokens[static_cast<std::size_t>(r.begin - 1)].paragraph)
      paragraph = r.begin;
    if (r.end - piece.begin > kMostTokens) close(paragraph > piece.begin ? paragraph : r.begin);
    piece.end = r.end;
  }
  close(piece.end);
  return out;
}

std::vector<Candidate> network_candidates(const SpanContext& c, const SpanNetwork& net) {
  std::vector<Candidate> out;
  const NetworkView view{net.shape, net.layout, net.dense.data(), &net.whole};
  const std::size_t width = net.shape.token, pair = net.shape.pair;
  // Some megabytes, which to clear anew for every document took a tenth of the time.
  static thread_local Activations a;
  a.pair_hidden.resize(net.shape.pair_layers + 1);
  Features features;
  for (const Range& piece : piece_ranges(c.a)) {
    const auto n = static_cast<std::size_t>(piece.end - piece.begin);
    a.sums.assign((n + 2) * width, 0.0f);
    for (std::size_t t = 0; t < n; ++t) {
      std::uint8_t words = 0;
      const std::int32_t i = piece.begin + static_cast<std::int32_t>(t);
      token_features(c, i, features, words);
      net.tokens.add(features, &a.sums[(t + 1) * width]);
      features.assign(1, vector_feature(c, i));
      net.vectors.add(features, &a.sums[(t + 1) * width]);
    }
    forward_tokens(view, n, {}, a);
    std::vector<FoundCue> cues = find_cues(c, net, piece, a);
    bound(c, piece, cues);
    if (cues.empty()) continue;
    std::vector<CuePlace> places;
    std::vector<std::uint8_t> kinds;
    std::vector<float>& sums = a.pair_hidden[0];
    sums.clear();
    const std::size_t first = out.size();
    for (const FoundCue& found : cues) {
      const CueView cue{c, found.cue};
      Candidate r;
      r.cue = found.cue;
      r.head = cue.head();
      r.window = window_in(c, found.cue, piece);
      r.cue_odds = found.odds;
      places.push_back({static_cast<std::size_t>(r.head - piece.begin),
                        static_cast<std::size_t>(r.window.begin - piece.begin),
                        static_cast<std::size_t>(r.window.end - piece.begin)});
      for (std::int32_t i = r.window.begin; i < r.window.end; ++i) {
        cue.pair_features(i, features);
        kinds.push_back(cue.step(i));
        sums.resize(sums.size() + pair, 0.0f);
        net.pairs.add(features, &sums[sums.size() - pair]);
      }
      out.push_back(std::move(r));
    }
    forward_pairs(view, places, {}, a);
    for (std::size_t k = 0; k < cues.size(); ++k) {
      const std::size_t at = a.windows[k];
      label(out[first + k], Chain{&a.argument_scores[at * kLanes], &net.dense[net.layout.argument_steps], &kinds[at],
                                  a.windows[k + 1] - at});
    }
  }
  return out;
}

}  // namespace headwater::detail
