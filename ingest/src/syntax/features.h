// Features of the tagger and the parser, shared by reading and training.
#ifndef HEADWATER_INGEST_SYNTAX_FEATURES_H_
#define HEADWATER_INGEST_SYNTAX_FEATURES_H_

#include <cstdint>
#include <string_view>
#include <vector>

#include "syntax/syntax.h"

namespace headwater::detail {

// What features need of a word, hashed once.
struct WordHash {
  std::uint32_t lower = 0;  // case folded, digits made one
  std::uint32_t suffix3 = 0;
  std::uint32_t suffix2 = 0;
  std::uint32_t prefix1 = 0;
  std::uint32_t shape = 0;  // runs of capital, small, digit, other
};
std::vector<WordHash> hash_words(const std::vector<std::string_view>& words);

void tag_features(const std::vector<WordHash>& words, const std::vector<Tag>& tags, std::size_t i,
                  std::vector<std::uint32_t>& out);

// Arc-hybrid: SHIFT pushes the next word; LEFT hangs the top under the next word; RIGHT hangs the top under the one
// below it. The root stands behind the last word.
struct ParserState {
  std::vector<std::int32_t> stack;
  std::int32_t next = 0;
  std::vector<std::int32_t> heads;  // -2: none yet
  std::vector<Dep> deps;
  std::vector<std::int32_t> left, left2;    // leftmost children, -1 for none
  std::vector<std::int32_t> right, right2;  // rightmost
  std::vector<std::uint8_t> n_left, n_right;

  explicit ParserState(std::size_t words);
  [[nodiscard]] std::int32_t root() const { return static_cast<std::int32_t>(heads.size()) - 1; }
  [[nodiscard]] bool is_final() const { return next == root() && stack.empty(); }
  void attach(std::int32_t head, std::int32_t child, Dep dep);
};

enum class Move : std::uint8_t { kShift, kLeft, kRight };
inline constexpr std::size_t kDeps = static_cast<std::size_t>(Dep::kCount);
// A class is a move with, for LEFT and RIGHT, its label: 0 shift, 1..n left, n+1..2n right, n the number of labels.
inline constexpr std::size_t kParserClasses = 1 + 2 * kDeps;
constexpr Move move_of(std::size_t c) { return c == 0 ? Move::kShift : c <= kDeps ? Move::kLeft : Move::kRight; }
constexpr Dep dep_of(std::size_t c) { return c == 0 ? Dep::kOther : static_cast<Dep>((c - 1) % kDeps); }
constexpr std::size_t class_of(Move move, Dep dep) {
  return move == Move::kShift ? 0 : 1 + static_cast<std::size_t>(dep) + (move == Move::kRight ? kDeps : 0);
}
// What may be done: LEFT and RIGHT keep the stack, the root is reached only by the last word left.
bool is_allowed(const ParserState& state, Move move);
void apply(ParserState& state, Move move, Dep dep);

void parse_features(const std::vector<WordHash>& words, const std::vector<Tag>& tags, const ParserState& state,
                    std::vector<std::uint32_t>& out);

}  // namespace headwater::detail

#endif  // HEADWATER_INGEST_SYNTAX_FEATURES_H_
