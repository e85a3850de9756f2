#include "syntax/syntax.h"

#include <array>
#include <utility>

#include "syntax/features.h"
#include "syntax/linear_model.h"

namespace headwater::detail {

std::string_view model_file(std::string_view name);  // generated, see cmake/Embed.cmake

namespace {

constexpr std::array<std::string_view, static_cast<std::size_t>(Tag::kCount)> kTags{
    "_",   "CC",  "CD",   "DT",  "EX",  "FW",    "IN",    "JJ",  "JJR",  "JJS", "MD",  "NN",
    "NNS", "NNP", "NNPS", "PDT", "POS", "PRP",   "PRP$",  "RB",  "RBR",  "RBS", "RP",  "SYM",
    "TO",  "UH",  "VB",   "VBD", "VBG", "VBN",   "VBP",   "VBZ", "WDT",  "WP",  "WP$", "WRB",
    ".",   ",",   ":",    "``",  "''",  "-LRB-", "-RRB-", "$",   "HYPH", "ADD"};

constexpr std::array<std::string_view, kDeps> kDepNames{
    "root",      "nsubj",        "nsubj:pass", "csubj",     "obj",   "iobj",   "ccomp",     "xcomp", "obl",
    "obl:agent", "nmod",         "nmod:poss",  "appos",     "amod",  "nummod", "det",       "case",  "mark",
    "aux",       "aux:pass",     "cop",        "advmod",    "advcl", "acl",    "acl:relcl", "conj",  "cc",
    "compound",  "compound:prt", "flat",       "parataxis", "punct", "other"};

const LinearModel& tagger() {
  static const LinearModel model = LinearModel::view(model_file("tagger.model"));
  return model;
}

const LinearModel& parser() {
  static const LinearModel model = LinearModel::view(model_file("parser.model"));
  return model;
}

}  // namespace

Tag parse_tag(std::string_view name) {
  for (std::size_t i = 0; i < kTags.size(); ++i) {
    if (kTags[i] == name) return static_cast<Tag>(i);
  }
  return Tag::kNone;
}

std::string_view to_string(Tag tag) { return kTags[static_cast<std::size_t>(tag)]; }

Dep parse_dep(std::string_view name) {
  for (std::size_t i = 0; i < kDepNames.size(); ++i) {
    if (kDepNames[i] == name) return static_cast<Dep>(i);
  }
  const std::size_t colon = name.find(':');
  return colon == std::string_view::npos ? Dep::kOther : parse_dep(name.substr(0, colon));
}

std::string_view to_string(Dep dep) { return kDepNames[static_cast<std::size_t>(dep)]; }

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
