#include "syntax/features.h"

#include <algorithm>
#include <string>

#include "syntax/linear_model.h"

namespace headwater::detail {
namespace {

std::uint32_t hash_bytes(std::string_view bytes) {
  std::uint32_t h = 2166136261u;  // FNV-1a
  for (const char c : bytes) h = (h ^ static_cast<std::uint8_t>(c)) * 16777619u;
  return h;
}

char shape_of(char c) {
  if (c >= 'A' && c <= 'Z') return 'X';
  if (c >= 'a' && c <= 'z') return 'x';
  if (c >= '0' && c <= '9') return 'd';
  return static_cast<std::uint8_t>(c) >= 0x80 ? 'u' : c;
}

}  // namespace

std::vector<WordHash> hash_words(const std::vector<std::string_view>& words) {
  std::vector<WordHash> out;
  out.reserve(words.size());
  std::string low, shape;
  for (const std::string_view word : words) {
    low.clear();
    shape.clear();
    for (std::size_t k = 0; k < word.size(); ++k) {
      char c = word[k];
      // Curly marks are read as plain ones.
      if (c == '\xe2' && k + 2 < word.size() && word[k + 1] == '\x80') {
        const char third = word[k + 2];
        if (third == '\x98' || third == '\x99') c = '\'';
        if (third == '\x9c' || third == '\x9d') c = '"';
        if (third == '\x93' || third == '\x94') c = '-';
        if (c != '\xe2') k += 2;
      }
      const char s = shape_of(c);
      if (shape.size() < 2 || shape.back() != s || shape[shape.size() - 2] != s) shape.push_back(s);
      low.push_back(c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c >= '0' && c <= '9' ? '0' : c);
    }
    const std::string_view l = low;
    WordHash h;
    h.lower = hash_bytes(l);
    h.suffix3 = hash_bytes(l.substr(l.size() > 3 ? l.size() - 3 : 0));
    h.suffix2 = hash_bytes(l.substr(l.size() > 2 ? l.size() - 2 : 0));
    h.prefix1 = hash_bytes(l.substr(0, std::min<std::size_t>(3, l.size())));
    h.shape = hash_bytes(shape);
    out.push_back(h);
  }
  return out;
}

void tag_features(const std::vector<WordHash>& words, const std::vector<Tag>& tags, std::size_t i,
                  std::vector<std::uint32_t>& out) {
  static constexpr WordHash kEdge{1, 1, 1, 1, 1};
  const auto word = [&](std::ptrdiff_t d) -> const WordHash& {
    const std::ptrdiff_t at = static_cast<std::ptrdiff_t>(i) + d;
    return at < 0 || at >= static_cast<std::ptrdiff_t>(words.size()) ? kEdge : words[static_cast<std::size_t>(at)];
  };
  const std::uint32_t t1 = i >= 1 ? static_cast<std::uint32_t>(tags[i - 1]) : 99;
  const std::uint32_t t2 = i >= 2 ? static_cast<std::uint32_t>(tags[i - 2]) : 99;
  const WordHash& w = word(0);
  out.clear();
  const std::uint32_t first = i == 0 ? 1 : 0;
  for (const std::uint32_t f : {feature(1, w.lower),
                                feature(2, w.suffix3),
                                feature(3, w.suffix2),
                                feature(4, w.prefix1),
                                feature(5, w.shape, first),
                                feature(6, t1),
                                feature(7, t2, t1),
                                feature(8, w.lower, t1),
                                feature(9, word(-1).lower),
                                feature(10, word(-1).suffix3),
                                feature(11, word(-2).lower),
                                feature(12, word(1).lower),
                                feature(13, word(1).suffix3),
                                feature(14, word(2).lower),
                                feature(15, word(-1).lower, w.lower),
                                feature(16, w.lower, word(1).lower),
                                feature(17, w.suffix3, t1),
                                feature(18, w.suffix3, word(1).suffix3),
                                feature(19, word(1).shape, w.shape),
                                feature(20, word(-1).shape, w.shape),
                                feature(21, w.suffix3, w.shape),
                                feature(22, t1, word(1).lower),
                                feature(23, t2, t1, w.suffix2),
                                feature(24, word(2).suffix3)}) {
    out.push_back(f);
  }
}

ParserState::ParserState(std::size_t words)
    : heads(words + 1, -2),
      deps(words + 1, Dep::kOther),
      left(words + 1, -1),
      left2(words + 1, -1),
      right(words + 1, -1),
      right2(words + 1, -1),
      n_left(words + 1, 0),
      n_right(words + 1, 0) {}

void ParserState::attach(std::int32_t head, std::int32_t child, Dep dep) {
  const auto h = static_cast<std::size_t>(head);
  const auto c = static_cast<std::size_t>(child);
  heads[c] = head;
  deps[c] = dep;
  if (child < head) {
    left2[h] = left[h];
    left[h] = child;
    n_left[h] = static_cast<std::uint8_t>(std::min(n_left[h] + 1, 5));
  } else {
    right2[h] = right[h];
    right[h] = child;
    n_right[h] = static_cast<std::uint8_t>(std::min(n_right[h] + 1, 5));
  }
}

bool is_allowed(const ParserState& state, Move move) {
  switch (move) {
    case Move::kShift:
      return state.next < state.root();
    case Move::kRight:
      return state.stack.size() >= 2;
    case Move::kLeft:
      // Under the root only the last word on the stack, so that a sentence has one root.
      return !state.stack.empty() && (state.next < state.root() || state.stack.size() == 1);
  }
  return false;
}

void apply(ParserState& state, Move move, Dep dep) {
  if (move == Move::kShift) {
    state.stack.push_back(state.next++);
    return;
  }
  const std::int32_t top = state.stack.back();
  state.stack.pop_back();
  state.attach(move == Move::kLeft ? state.next : state.stack.back(), top, dep);
}

void parse_features(const std::vector<WordHash>& words, const std::vector<Tag>& tags, const ParserState& state,
                    std::vector<std::uint32_t>& out) {
  const auto n = static_cast<std::int32_t>(words.size());
  const std::size_t depth = state.stack.size();
  const std::int32_t s0 = depth > 0 ? state.stack[depth - 1] : -1;
  const std::int32_t s1 = depth > 1 ? state.stack[depth - 2] : -1;
  const std::int32_t s2 = depth > 2 ? state.stack[depth - 3] : -1;
  const std::int32_t b0 = state.next;
  const std::int32_t b1 = b0 + 1, b2 = b0 + 2;
  // -1 is nothing there, n is the root.
  const auto w = [&](std::int32_t i) -> std::uint32_t {
    return i < 0 ? 1 : i == n ? 2 : i > n ? 3 : words[static_cast<std::size_t>(i)].lower;
  };
  const auto p = [&](std::int32_t i) -> std::uint32_t {
    return i < 0 ? 90 : i == n ? 91 : i > n ? 92 : static_cast<std::uint32_t>(tags[static_cast<std::size_t>(i)]);
  };
  const auto child = [&](const std::vector<std::int32_t>& of, std::int32_t i) {
    return i < 0 || i > n ? -1 : of[static_cast<std::size_t>(i)];
  };
  const auto label = [&](std::int32_t i) -> std::uint32_t {
    return i < 0 || i >= n ? 77 : static_cast<std::uint32_t>(state.deps[static_cast<std::size_t>(i)]);
  };
  const auto count = [&](const std::vector<std::uint8_t>& of, std::int32_t i) -> std::uint32_t {
    return i < 0 || i > n ? 9 : of[static_cast<std::size_t>(i)];
  };
  const std::int32_t s0l = child(state.left, s0), s0r = child(state.right, s0), s0l2 = child(state.left2, s0),
                     s0r2 = child(state.right2, s0);
  const std::int32_t s1l = child(state.left, s1), s1r = child(state.right, s1), s1r2 = child(state.right2, s1);
  const std::int32_t b0l = child(state.left, b0), b0l2 = child(state.left2, b0);
  const std::uint32_t d = s0 < 0 ? 9 : b0 - s0 > 10 ? 6 : b0 - s0 > 5 ? 5 : static_cast<std::uint32_t>(b0 - s0);
  const std::uint32_t d1 = s0 < 0 || s1 < 0 ? 9
                           : s0 - s1 > 10   ? 6
                           : s0 - s1 > 5    ? 5
                                            : static_cast<std::uint32_t>(s0 - s1);
  const std::uint32_t vl0 = count(state.n_left, s0), vr0 = count(state.n_right, s0), vl1 = count(state.n_left, s1),
                      vr1 = count(state.n_right, s1), vlb = count(state.n_left, b0);
  out.clear();
  for (const std::uint32_t f : {
           feature(1, w(s0)),
           feature(2, p(s0)),
           feature(3, w(s0), p(s0)),
           feature(4, w(s1)),
           feature(5, p(s1)),
           feature(6, w(s1), p(s1)),
           feature(7, w(b0)),
           feature(8, p(b0)),
           feature(9, w(b0), p(b0)),
           feature(10, w(b1)),
           feature(11, p(b1)),
           feature(12, p(b2)),
           feature(13, p(s2)),
           // pairs
           feature(14, w(s0), w(b0)),
           feature(15, w(s0), p(b0)),
           feature(16, p(s0), w(b0)),
           feature(17, p(s0), p(b0)),
           feature(18, w(s1), w(s0)),
           feature(19, w(s1), p(s0)),
           feature(20, p(s1), w(s0)),
           feature(21, p(s1), p(s0)),
           feature(22, w(s1), p(b0)),
           feature(23, p(s1), w(b0)),
           feature(24, p(b0), p(b1)),
           // triples
           feature(25, p(s0), p(b0), p(b1)),
           feature(26, p(s1), p(s0), p(b0)),
           feature(27, p(s2), p(s1), p(s0)),
           feature(28, p(b0), p(b1), p(b2)),
           feature(29, p(s0), p(b0), p(b0l)),
           feature(30, p(s0), p(s0l), p(b0)),
           feature(31, p(s0), p(s0r), p(b0)),
           feature(32, p(s1), p(s0), p(s0l)),
           feature(33, p(s1), p(s0), p(s0r)),
           feature(34, p(s1), p(s1r), p(s0)),
           feature(35, p(s1), p(s1l), p(s0)),
           feature(36, p(s0), p(b0), w(b1)),
           feature(37, p(s1), w(s0), p(b0)),
           feature(38, w(s1), p(s0), p(b0)),
           feature(39, p(s1), p(s0), w(b0)),
           // children: words and labels
           feature(40, w(s0l)),
           feature(41, w(s0r)),
           feature(42, w(s1r)),
           feature(43, w(b0l)),
           feature(44, p(s0), label(s0l), label(s0r)),
           feature(45, p(s1), label(s1l), label(s1r)),
           feature(46, p(b0), label(b0l), label(b0l2)),
           feature(47, label(s0l), label(s0l2), p(s0)),
           feature(48, label(s0r), label(s0r2), p(s0)),
           feature(49, label(s1r), label(s1r2), p(s1)),
           feature(50, w(s0), label(s0l), label(s0r)),
           // distance and number of children
           feature(51, w(s0), d),
           feature(52, p(s0), d),
           feature(53, p(b0), d),
           feature(54, p(s0), p(b0), d),
           feature(55, p(s1), p(s0), d1),
           feature(56, w(s0), vl0, vr0),
           feature(57, p(s0), vl0, vr0),
           feature(58, p(s1), vl1, vr1),
           feature(59, p(b0), vlb),
           feature(60, w(b0), vlb),
           feature(61, w(b0 - 1), p(b0)),
           feature(62, w(b0 - 1), w(b0)),
       }) {
    out.push_back(f);
  }
}

}  // namespace headwater::detail
