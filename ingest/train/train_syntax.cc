// Trains the tagger and the parser from CoNLL-U files and writes their models.
//
//   train_syntax OUT_DIR FILE.conllu... [--dev FILE.conllu...]
//
// Deterministic: the same files in the same order give the same bytes. Prints accuracy on the dev files after every
// pass.
#include <algorithm>
#include <cmath>
#include <cstdio>
#include <cstring>
#include <fstream>
#include <iostream>
#include <numeric>
#include <random>
#include <sstream>
#include <string>
#include <unordered_map>
#include <utility>
#include <vector>

#include "headwater/schema/id.h"
#include "perceptron.h"
#include "syntax/features.h"
#include "syntax/linear_model.h"
#include "syntax/syntax.h"

namespace {

using namespace headwater::detail;  // NOLINT: a program of this module

struct Sentence {
  std::vector<std::string> forms;
  std::vector<Tag> tags;
  std::vector<std::int32_t> heads;  // words.size() is the root, as in ParserState
  std::vector<Dep> deps;
};

constexpr unsigned kLogRows = 17;

struct Row {
  std::string form;
  Tag tag;
  int head;
  Dep dep;
  bool glued;  // no space after
};

// Hyphenated words stand as one in our tokens, so their parts are joined here: the last part gives tag and head.
Sentence join_hyphens(const std::vector<Row>& rows) {
  std::vector<std::size_t> group(rows.size());
  std::vector<std::size_t> lead;
  for (std::size_t i = 0; i < rows.size();) {
    std::size_t end = i + 1;
    while (end + 1 < rows.size() && rows[end].form == "-" && rows[end - 1].glued && rows[end].glued) end += 2;
    for (std::size_t k = i; k < end; ++k) group[k] = lead.size();
    std::size_t head = end - 1;
    for (std::size_t k = i; k < end; ++k) {
      const int h = rows[k].head - 1;
      if (rows[k].form != "-" && (h < static_cast<int>(i) || h >= static_cast<int>(end))) head = k;
    }
    lead.push_back(head);
    i = end;
  }
  Sentence out;
  out.forms.resize(lead.size());
  for (std::size_t i = 0; i < rows.size(); ++i) out.forms[group[i]] += rows[i].form;
  for (std::size_t g = 0; g < lead.size(); ++g) {
    const Row& row = rows[lead[g]];
    std::size_t last = lead[g];
    while (last + 1 < rows.size() && group[last + 1] == g) ++last;
    out.tags.push_back(rows[last].tag);
    out.deps.push_back(row.dep);
    out.heads.push_back(row.head == 0 ? static_cast<std::int32_t>(lead.size())
                                      : static_cast<std::int32_t>(group[static_cast<std::size_t>(row.head - 1)]));
  }
  return out;
}

bool is_projective(const Sentence& s) {
  const auto n = static_cast<std::int32_t>(s.heads.size());
  for (std::int32_t i = 0; i < n; ++i) {
    const std::int32_t a = std::min(i, s.heads[static_cast<std::size_t>(i)]);
    const std::int32_t b = std::max(i, s.heads[static_cast<std::size_t>(i)]);
    for (std::int32_t k = a + 1; k < b; ++k) {
      const std::int32_t h = s.heads[static_cast<std::size_t>(k)];
      if (h < a || h > b) return false;
    }
  }
  return true;
}

std::vector<Sentence> read(const std::string& path, std::string& all_bytes) {
  std::ifstream in{path, std::ios::binary};
  std::stringstream buffer;
  buffer << in.rdbuf();
  all_bytes += buffer.str();
  std::vector<Sentence> out;
  std::vector<Row> rows;
  std::string line;
  while (std::getline(buffer, line)) {
    if (line.empty()) {
      if (!rows.empty()) out.push_back(join_hyphens(rows));
      rows.clear();
      continue;
    }
    if (line[0] == '#') continue;
    std::vector<std::string> f;
    std::stringstream fields{line};
    for (std::string field; std::getline(fields, field, '\t');) f.push_back(field);
    if (f.size() < 10 || f[0].find_first_of("-.") != std::string::npos) continue;
    rows.push_back(
        {f[1], parse_tag(f[4]), std::stoi(f[6]), parse_dep(f[7]), f[9].find("SpaceAfter=No") != std::string::npos});
  }
  if (!rows.empty()) out.push_back(join_hyphens(rows));
  return out;
}

std::vector<std::string_view> views(const Sentence& s) { return {s.forms.begin(), s.forms.end()}; }

std::size_t best_of(const std::vector<float>& scores) {
  return static_cast<std::size_t>(std::max_element(scores.begin(), scores.end()) - scores.begin());
}

std::vector<Tag> tag(const Perceptron& model, const std::vector<WordHash>& words) {
  std::vector<Tag> tags(words.size(), Tag::kNN);
  std::vector<std::uint32_t> features;
  std::vector<float> scores;
  for (std::size_t i = 0; i < words.size(); ++i) {
    tag_features(words, tags, i, features);
    model.score(features, scores);
    tags[i] = static_cast<Tag>(best_of(scores));
  }
  return tags;
}

Perceptron train_tagger(const std::vector<Sentence>& train, int passes, unsigned seed, bool quiet,
                        const std::vector<Sentence>& dev) {
  std::vector<std::uint32_t> features;
  Owners owners{kLogRows};
  for (const Sentence& s : train) {
    const std::vector<WordHash> words = hash_words(views(s));
    for (std::size_t i = 0; i < words.size(); ++i) {
      tag_features(words, s.tags, i, features);
      owners.count(features);
    }
  }
  owners.settle(2, Owners::Twin::kWaste);
  Perceptron model{static_cast<std::size_t>(Tag::kCount), std::move(owners)};
  std::mt19937 random{seed};
  std::vector<std::size_t> order(train.size());
  std::iota(order.begin(), order.end(), 0u);
  std::vector<float> scores;
  for (int pass = 0; pass < passes; ++pass) {
    std::shuffle(order.begin(), order.end(), random);
    for (const std::size_t s : order) {
      const Sentence& gold = train[s];
      const std::vector<WordHash> words = hash_words(views(gold));
      std::vector<Tag> tags(words.size(), Tag::kNN);
      for (std::size_t i = 0; i < words.size(); ++i) {
        tag_features(words, tags, i, features);
        model.score(features, scores);
        const std::size_t guess = best_of(scores);
        if (gold.tags[i] != Tag::kNone && guess != static_cast<std::size_t>(gold.tags[i])) {
          model.update(features, static_cast<std::size_t>(gold.tags[i]), guess);
        }
        model.tick();
        tags[i] = static_cast<Tag>(guess);
      }
    }
    if (!quiet) {
      const Perceptron average = model.averaged();
      std::size_t right = 0, all = 0;
      for (const Sentence& s : dev) {
        const std::vector<Tag> tags = tag(average, hash_words(views(s)));
        for (std::size_t i = 0; i < tags.size(); ++i) {
          right += tags[i] == s.tags[i];
          ++all;
        }
      }
      std::printf("tagger pass %d: %.2f %% of %zu\n", pass + 1,
                  100.0 * static_cast<double>(right) / static_cast<double>(all), all);
      std::fflush(stdout);
    }
  }
  return model.averaged();
}

// How many arcs of the gold tree a move makes unreachable.
int cost(const ParserState& state, const std::vector<std::int32_t>& heads, Move move) {
  const std::int32_t b = state.next;
  const std::int32_t root = state.root();
  const auto head = [&](std::int32_t i) { return i == root ? -9 : heads[static_cast<std::size_t>(i)]; };
  const std::int32_t s0 = state.stack.empty() ? -1 : state.stack.back();
  const std::int32_t s1 = state.stack.size() < 2 ? -1 : state.stack[state.stack.size() - 2];
  int lost = 0;
  if (move == Move::kShift) {
    for (const std::int32_t s : state.stack) {
      if (head(s) == b) ++lost;
      if (s != s0 && head(b) == s) ++lost;
    }
  } else {
    // s0 goes off: it loses what it has not got of the words ahead, and its head unless this move gives it.
    for (std::int32_t i = b; i < root; ++i) lost += head(i) == s0;
    const std::int32_t h = head(s0);
    const std::int32_t gives = move == Move::kLeft ? b : s1;
    if (h != gives && (h >= b || h == s1)) ++lost;
  }
  return lost;
}

struct Accuracy {
  std::size_t heads = 0, labels = 0, all = 0;
};

ParserState parse(const Perceptron& model, const std::vector<WordHash>& words, const std::vector<Tag>& tags) {
  ParserState state{words.size()};
  std::vector<std::uint32_t> features;
  std::vector<float> scores;
  while (!state.is_final()) {
    parse_features(words, tags, state, features);
    model.score(features, scores);
    std::size_t best = kParserClasses;
    for (std::size_t c = 0; c < kParserClasses; ++c) {
      if (is_allowed(state, move_of(c)) && (best == kParserClasses || scores[c] > scores[best])) best = c;
    }
    apply(state, move_of(best), dep_of(best));
  }
  return state;
}

Perceptron train_parser(const std::vector<Sentence>& train, const std::vector<std::vector<Tag>>& train_tags, int passes,
                        unsigned seed, const std::vector<Sentence>& dev, const Perceptron& tagger) {
  std::vector<std::uint32_t> features;
  Owners owners{kLogRows};
  for (std::size_t s = 0; s < train.size(); ++s) {
    if (!is_projective(train[s])) continue;
    const std::vector<WordHash> words = hash_words(views(train[s]));
    for (ParserState state{words.size()}; !state.is_final();) {
      parse_features(words, train_tags[s], state, features);
      owners.count(features);
      Move best = Move::kShift;
      int least = 1 << 20;
      for (const Move move : {Move::kLeft, Move::kRight, Move::kShift}) {
        if (!is_allowed(state, move) || cost(state, train[s].heads, move) >= least) continue;
        least = cost(state, train[s].heads, move);
        best = move;
      }
      apply(state, best,
            state.stack.empty() ? Dep::kOther : train[s].deps[static_cast<std::size_t>(state.stack.back())]);
    }
  }
  owners.settle(2, Owners::Twin::kWaste);
  Perceptron model{kParserClasses, std::move(owners)};
  std::mt19937 random{seed};
  std::vector<std::size_t> order(train.size());
  std::iota(order.begin(), order.end(), 0u);
  std::vector<float> scores;
  for (int pass = 0; pass < passes; ++pass) {
    std::shuffle(order.begin(), order.end(), random);
    for (const std::size_t s : order) {
      const Sentence& gold = train[s];
      if (!is_projective(gold)) continue;
      const std::vector<WordHash> words = hash_words(views(gold));
      ParserState state{words.size()};
      while (!state.is_final()) {
        parse_features(words, train_tags[s], state, features);
        model.score(features, scores);
        const int costs[3] = {is_allowed(state, Move::kShift) ? cost(state, gold.heads, Move::kShift) : 1 << 20,
                              is_allowed(state, Move::kLeft) ? cost(state, gold.heads, Move::kLeft) : 1 << 20,
                              is_allowed(state, Move::kRight) ? cost(state, gold.heads, Move::kRight) : 1 << 20};
        const int least = *std::min_element(costs, costs + 3);
        const std::int32_t s0 = state.stack.empty() ? -1 : state.stack.back();
        const auto is_good = [&](std::size_t c) {
          const Move move = move_of(c);
          if (costs[static_cast<std::size_t>(move)] > least) return false;
          if (move == Move::kShift) return true;
          const std::int32_t to = move == Move::kLeft ? state.next : state.stack[state.stack.size() - 2];
          // The right label where the arc is right; any where it is not.
          return gold.heads[static_cast<std::size_t>(s0)] != to || gold.deps[static_cast<std::size_t>(s0)] == dep_of(c);
        };
        std::size_t guess = kParserClasses, good = kParserClasses;
        for (std::size_t c = 0; c < kParserClasses; ++c) {
          if (!is_allowed(state, move_of(c))) continue;
          if (guess == kParserClasses || scores[c] > scores[guess]) guess = c;
          if (is_good(c) && (good == kParserClasses || scores[c] > scores[good])) good = c;
        }
        if (guess != good && !is_good(guess)) model.update(features, good, guess);
        model.tick();
        // Exploration: follow the guess most of the time after the first pass.
        const bool explore = pass > 0 && random() % 10 < 9;
        const std::size_t take = explore ? guess : good;
        apply(state, move_of(take), dep_of(take));
      }
    }
    const Perceptron average = model.averaged();
    Accuracy a;
    for (const Sentence& s : dev) {
      const std::vector<WordHash> words = hash_words(views(s));
      const std::vector<Tag> tags = tag(tagger, words);
      const ParserState state = parse(average, words, tags);
      for (std::size_t i = 0; i < words.size(); ++i) {
        if (s.deps[i] == Dep::kPunct) continue;
        ++a.all;
        const bool head = state.heads[i] == s.heads[i];
        a.heads += head;
        a.labels += head && state.deps[i] == s.deps[i];
      }
    }
    std::printf("parser pass %d: UAS %.2f LAS %.2f of %zu\n", pass + 1,
                100.0 * static_cast<double>(a.heads) / static_cast<double>(a.all),
                100.0 * static_cast<double>(a.labels) / static_cast<double>(a.all), a.all);
    std::fflush(stdout);
  }
  return model.averaged();
}

}  // namespace

int main(int argc, char** argv) {
  if (argc < 3) {
    std::cerr << "usage: train_syntax OUT_DIR FILE.conllu... [--dev FILE.conllu...]\n";
    return 2;
  }
  const std::string out = argv[1];
  std::vector<Sentence> train, dev;
  std::string bytes, ignored;
  bool to_dev = false;
  for (int i = 2; i < argc; ++i) {
    if (std::string{argv[i]} == "--dev") {
      to_dev = true;
      continue;
    }
    std::vector<Sentence> some = read(argv[i], to_dev ? ignored : bytes);
    std::vector<Sentence>& into = to_dev ? dev : train;
    into.insert(into.end(), std::make_move_iterator(some.begin()), std::make_move_iterator(some.end()));
  }
  const std::string sha256 = headwater::sha256_hex(bytes);
  std::printf("%zu sentences, data %s\n", train.size(), sha256.c_str());
  const Perceptron tagger = train_tagger(train, 8, 1, false, dev);
  tagger.save(out + "/tagger.model", sha256);
  // The parser learns on tags as wrong as it will see: each fifth is tagged by a tagger that did not see it.
  std::vector<std::vector<Tag>> tags(train.size());
  constexpr std::size_t kFolds = 5;
  for (std::size_t fold = 0; fold < kFolds; ++fold) {
    std::vector<Sentence> rest;
    for (std::size_t s = 0; s < train.size(); ++s) {
      if (s % kFolds != fold) rest.push_back(train[s]);
    }
    const Perceptron other = train_tagger(rest, 5, 2, true, dev);
    for (std::size_t s = fold; s < train.size(); s += kFolds) tags[s] = tag(other, hash_words(views(train[s])));
  }
  train_parser(train, tags, 12, 3, dev, tagger).save(out + "/parser.model", sha256);
  return 0;
}
