// Words between quotation marks. One pass over the tokens, a paragraph at a time.
#include <algorithm>
#include <string_view>
#include <vector>

#include "headwater/ingest/reading.h"
#include "reading/utf8.h"

namespace headwater {
namespace {

using namespace detail;  // NOLINT: character classes, this file only

enum class Side { kOpen, kClose, kEither };

struct Mark {
  std::size_t token = 0;
  bool is_double = true;
  Side side = Side::kEither;
};

// Which side a mark is on, from its shape, else from the white space around it.
Side side_of(std::string_view text, ByteSpan span, char32_t code) {
  switch (code) {
    case 0x201c:
    case 0x201f:
    case 0x2018:
    case 0x201b:
    case 0xab:
    case 0x2039:
    case 0x201e:
    case 0x201a:
    case 0x300c:
    case 0x300e:
      return Side::kOpen;
    case 0x201d:
    case 0x2019:
    case 0xbb:
    case 0x203a:
    case 0x300d:
    case 0x300f:
      return Side::kClose;
    default:
      break;
  }
  const bool space_before = span.begin == 0 || is_space(char_at(text, span.begin - 1).code) ||
                            std::string_view{"([{-/"}.find(text[span.begin - 1]) != std::string_view::npos;
  const bool space_after = span.end >= text.size() || is_space(char_at(text, span.end).code);
  if (space_before && !space_after) return Side::kOpen;
  if (!space_before) return Side::kClose;
  return Side::kEither;
}

// A single mark that closes stands after a word or a stop and before no letter; the plural's apostrophe looks the same,
// so one only counts where one was opened.
std::vector<Mark> marks_of(std::string_view text, const std::vector<Token>& tokens, std::size_t begin,
                           std::size_t end) {
  std::vector<Mark> out;
  for (std::size_t i = begin; i < end; ++i) {
    const ByteSpan span = tokens[i].span;
    const Char c = char_at(text, span.begin);
    const bool alone = span.size() == c.size;
    if (is_double_quote_token(slice(text, span))) {
      out.push_back({i, true, side_of(text, span, c.code)});
    } else if (alone && is_single_quote(c.code)) {
      out.push_back({i, false, side_of(text, span, c.code)});
    }
  }
  return out;
}

}  // namespace

std::vector<Quote> find_quotes(std::string_view text, const std::vector<Token>& tokens) {
  std::vector<Quote> out;
  const auto opens_paragraph = [&](std::size_t i) {
    return i < tokens.size() && is_double_quote_token(slice(text, tokens[i].span));
  };
  for (std::size_t begin = 0; begin < tokens.size();) {
    std::size_t end = begin;
    while (end < tokens.size() && tokens[end].paragraph == tokens[begin].paragraph) ++end;
    const std::vector<Mark> marks = marks_of(text, tokens, begin, end);
    for (std::size_t m = 0; m < marks.size();) {
      const Mark& open = marks[m];
      if (open.side == Side::kClose) {
        ++m;
        continue;
      }
      // The next mark of the same kind that can close. A second opening double mark before it means the first was
      // never closed; single marks inside double ones belong to the quotation.
      std::size_t close = m + 1;
      bool reopened = false;
      while (close < marks.size()) {
        const Mark& mark = marks[close];
        if (mark.is_double == open.is_double) {
          if (mark.side != Side::kOpen) break;
          if (open.is_double) {
            reopened = true;
            break;
          }
        } else if (!open.is_double && mark.is_double) {
          close = marks.size();
          break;
        }
        ++close;
      }
      const std::uint32_t from = tokens[open.token].span.begin;
      const std::uint32_t inner = tokens[open.token].span.end;
      if (close < marks.size() && !reopened) {
        const ByteSpan last = tokens[marks[close].token].span;
        if (marks[close].token > open.token + 1) out.push_back({{from, last.end}, {inner, last.begin}, true});
        m = close + 1;
        continue;
      }
      // Left open: words run on to the next paragraph, which opens with a mark again, or the quotation is the whole
      // paragraph. Anything else is a stray mark.
      const bool runs_on = open.is_double && !reopened && (opens_paragraph(end) || open.token == begin);
      if (runs_on && end > open.token + 1) {
        const std::uint32_t last = tokens[end - 1].span.end;
        out.push_back({{from, last}, {inner, last}, false});
        m = marks.size();
      } else {
        ++m;
      }
    }
    begin = end;
  }
  std::sort(out.begin(), out.end(), [](const Quote& a, const Quote& b) { return a.span < b.span; });
  return out;
}

}  // namespace headwater
