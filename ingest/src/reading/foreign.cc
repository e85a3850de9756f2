#include "reading/foreign.h"

#include "reading/utf8.h"
#include "text/language.h"

namespace headwater::detail {
namespace {

// A paragraph of fewer bytes does not tell: names alone look like the language they come from.
constexpr std::size_t kShortest = 80;

bool is_english(std::string_view tag) { return tag == "en" || tag.starts_with("en-"); }

// Most letters are not Latin ones: no English, whatever language it is.
bool is_of_other_script(std::string_view text) {
  std::size_t latin = 0, other = 0;
  for (std::size_t at = 0; at < text.size();) {
    const Char c = char_at(text, at);
    at += c.size;
    if (!is_letter(c.code)) continue;
    const bool is_latin = c.code < 0x250 || (c.code >= 0x1e00 && c.code <= 0x1eff);
    ++(is_latin ? latin : other);
  }
  return other > latin;
}

}  // namespace

Spans foreign_paragraphs(std::string_view text, const std::vector<Token>& tokens, const std::string& declared) {
  Spans out;
  const std::string guess = guess_language(text);
  const std::string& whole = guess.empty() ? declared : guess;
  for (std::size_t begin = 0; begin < tokens.size();) {
    std::size_t end = begin;
    while (end < tokens.size() && tokens[end].paragraph == tokens[begin].paragraph) ++end;
    const ByteSpan span{tokens[begin].span.begin, tokens[end - 1].span.end};
    const std::string_view words = slice(text, span);
    const std::string own = words.size() < kShortest ? std::string{} : guess_language(words);
    const std::string& language = own.empty() ? whole : own;
    if ((!language.empty() && !is_english(language)) || is_of_other_script(words)) out.push_back(span);
    begin = end;
  }
  return out;
}

}  // namespace headwater::detail
