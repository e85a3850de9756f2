#include "syntax/syntax.h"

#include <array>
#include <string>

#include "syntax/features.h"
#include "syntax/linear_model.h"
#include "syntax/packed_model.h"

namespace headwater::detail {

namespace {

const LinearModel& tagger() {
  static const std::string bytes = load_model("tagger.model");
  static const LinearModel model = LinearModel::view(bytes);
  return model;
}

const LinearModel& parser() {
  static const std::string bytes = load_model("parser.model");
  static const LinearModel model = LinearModel::view(bytes);
  return model;
}

}  // namespace

Syntax analyse(const std::vector<std::string_view>& words) {
  Syntax out;
  const std::vector<WordHash> hashes = hash_words(words);
  std::vector<std::uint32_t> features;
  LinearModel::Scores scores{};
  out.tags.resize(words.size(), Tag::kNN);
  for (std::size_t i = 0; i < words.size(); ++i) {
    tag_features(hashes, out.tags, i, features);
    tagger().score(features, scores);
    std::size_t best = 0;
    for (std::size_t c = 1; c < tagger().classes(); ++c) {
      if (scores[c] > scores[best]) best = c;
    }
    out.tags[i] = static_cast<Tag>(best);
  }
  ParserState state{words.size()};
  while (!state.is_final()) {
    parse_features(hashes, out.tags, state, features);
    parser().score(features, scores);
    const std::array<bool, 3> allowed{is_allowed(state, Move::kShift), is_allowed(state, Move::kLeft),
                                      is_allowed(state, Move::kRight)};
    std::size_t best = kParserClasses;
    for (std::size_t c = 0; c < kParserClasses; ++c) {
      if (allowed[static_cast<std::size_t>(move_of(c))] && (best == kParserClasses || scores[c] > scores[best]))
        best = c;
    }
    apply(state, move_of(best), dep_of(best));
  }
  out.heads.assign(state.heads.begin(), state.heads.end() - 1);
  for (std::int32_t& head : out.heads) {
    if (head == state.root()) head = -1;
  }
  out.deps.assign(state.deps.begin(), state.deps.end() - 1);
  return out;
}

}  // namespace headwater::detail
