// Tokens and sentences. Two passes over the text, both linear: characters to tokens, then tokens to sentences.
#include <algorithm>
#include <array>
#include <string>
#include <string_view>
#include <vector>

#include "headwater/ingest/reading.h"
#include "reading/utf8.h"
#include "reading/word_list.h"

namespace headwater {
namespace {

using namespace detail;  // NOLINT: character classes, this file only

// A token longer than this is cut: no word of any language is, and it bounds the work of later stages a token.
constexpr std::uint32_t kMaxToken = 512;
// A sentence of more tokens is cut there, for the same reason.
constexpr std::size_t kMaxSentence = 400;

constexpr std::array<std::string_view, 78> kAbbreviations{
    "mr",   "mrs",   "ms",   "dr",   "prof", "sen",  "rep",  "gov",  "gen",  "col",  "lt",   "sgt",    "capt",
    "cmdr", "adm",   "maj",  "cpl",  "pvt",  "rev",  "hon",  "st",   "jr",   "sr",   "no",   "nos",    "vs",
    "etc",  "inc",   "corp", "co",   "ltd",  "llc",  "bros", "dept", "univ", "assn", "jan",  "feb",    "mar",
    "apr",  "jun",   "jul",  "aug",  "sep",  "sept", "oct",  "nov",  "dec",  "mon",  "tue",  "tues",   "wed",
    "thu",  "thurs", "fri",  "sat",  "sun",  "ave",  "blvd", "rd",   "ft",   "mt",   "fla",  "calif",  "mass",
    "conn", "ariz",  "colo", "tenn", "ala",  "ky",   "pa",   "va",   "wis",  "minn", "mich", "messrs", "pres"};

// Words that begin a sentence far more often than they follow an abbreviation inside one.
constexpr std::array<std::string_view, 34> kStarters{
    "the", "he",   "she",   "it",    "they", "we",    "i",     "you",  "in",      "on",  "at",    "but",
    "and", "a",    "an",    "this",  "that", "these", "those", "his",  "her",     "its", "their", "our",
    "if",  "when", "while", "after", "as",   "for",   "there", "what", "however", "so"};

std::string lower(std::string_view word) {
  std::string out{word};
  for (char& c : out) {
    if (c >= 'A' && c <= 'Z') c = static_cast<char>(c + 32);
  }
  return out;
}

class Tokenizer {
 public:
  Tokenizer(std::string_view text, std::vector<Token>& out) : whole_{text}, out_{out} {}

  void run(ByteSpan span, std::uint32_t paragraph) {
    paragraph_ = paragraph;
    end_ = std::min<std::uint32_t>(span.end, static_cast<std::uint32_t>(whole_.size()));
    text_ = whole_.substr(0, end_);  // a character that a block's end cuts is none
    for (std::uint32_t at = span.begin; at < end_;) {
      const Char c = char_at(text_, at);
      if (is_space(c.code)) {
        at += c.size;
      } else if (const std::uint32_t n = url_length(at); n > 0) {
        at = push(at, at + n);
      } else if (is_letter(c.code) || is_digit(c.code)) {
        at = word(at);
      } else {
        at = mark(at, c);
      }
    }
  }

 private:
  std::uint32_t push(std::uint32_t begin, std::uint32_t end) {
    out_.push_back({{begin, end}, 0, paragraph_});
    return end;
  }

  char32_t code_at(std::uint32_t at) const { return at < end_ ? char_at(text_, at).code : char32_t{0}; }

  // http://, https://, www. up to white space or a closing mark, and addresses with an @.
  std::uint32_t url_length(std::uint32_t at) const {
    const std::string_view rest = text_.substr(at, end_ - at);
    if (!rest.starts_with("http://") && !rest.starts_with("https://") && !rest.starts_with("www.")) return 0;
    std::uint32_t n = 0;
    while (n < rest.size() && n < 4 * kMaxToken) {
      const Char c = char_at(rest, n);
      if (is_space(c.code) || c.code == '<' || c.code == '>' || is_double_quote(c.code) || c.code == '|') break;
      n += c.size;
    }
    while (n > 0 && std::string_view{".,;:!?)]}'*_"}.find(rest[n - 1]) != std::string_view::npos) --n;
    return n > 4 ? n : 0;
  }

  // Runs of one mark ("...", "--") are one token.
  std::uint32_t mark(std::uint32_t at, Char c) {
    std::uint32_t end = at + c.size;
    if (c.code == '.' || c.code == '-' || c.code == '*' || c.code == '_' || c.code == '=') {
      while (end < end_ && text_[end] == text_[at] && end - at < kMaxToken) ++end;
    } else if ((c.code == '\'' || c.code == '`') && end < end_ && text_[end] == text_[at]) {
      ++end;  // '' and `` are one mark
    }
    return push(at, end);
  }

  std::uint32_t word(std::uint32_t begin) {
    std::uint32_t at = begin;
    char32_t last = 0;
    while (at < end_ && at - begin < kMaxToken) {
      const Char c = char_at(text_, at);
      const char32_t next = code_at(at + c.size);
      const bool next_is_word = is_letter(next) || is_digit(next);
      bool inside = is_letter(c.code) || is_digit(c.code);
      if (!inside && at > begin) {
        if (is_apostrophe(c.code) || is_hyphen(c.code) || c.code == '&' || c.code == '_' || c.code == '@') {
          inside = next_is_word;
        } else if (c.code == '/') {
          inside = is_digit(last) && is_digit(next);
        } else if (c.code == ',' || c.code == ':') {
          inside = is_digit(last) && is_digit(next) && c.code == ',';
        } else if (c.code == '.') {
          inside = (is_digit(last) && is_digit(next)) || period_belongs(begin, at, next);
        }
      }
      if (!inside) break;
      last = c.code;
      at += c.size;
    }
    if (at == begin) at += char_at(text_, begin).size;
    split_clitic(begin, at);
    return at;
  }

  // A period inside "U.S.", "a.m.", "example.org", after "Mr" or a lone initial.
  bool period_belongs(std::uint32_t begin, std::uint32_t at, char32_t next) const {
    const std::string_view word = text_.substr(begin, at - begin);
    if (is_letter(next)) {
      const bool initials = word.size() == 1 || (word.size() >= 3 && word[word.size() - 2] == '.');
      return initials || is_ascii_lower(next);
    }
    const bool initial = word.size() == 1 && is_upper(char_at(word, 0).code);
    const bool initials = word.size() >= 3 && word[word.size() - 2] == '.';
    if (initial || initials) return true;
    if (!in(kAbbreviations, lower(word))) return false;
    // "no." and "sun." are abbreviations only where what follows shows it.
    const std::uint32_t after = at + 1;
    std::uint32_t k = after;
    while (k < end_ && text_[k] == ' ') ++k;
    const char32_t follows = code_at(k);
    if (lower(word) == "hon") return true;  // "the hon. Member"
    if (lower(word) == "no" || lower(word) == "nos") return is_digit(follows);
    return is_upper(char_at(word, 0).code) || follows == ',' || is_ascii_lower(follows) || is_digit(follows);
  }

  void split_clitic(std::uint32_t begin, std::uint32_t end) {
    const std::string_view word = text_.substr(begin, end - begin);
    static constexpr std::array<std::string_view, 7> kEndings{"s", "re", "ve", "ll", "d", "m", "t"};
    for (std::uint32_t at = 0; at < word.size();) {
      const Char c = char_at(word, at);
      if (is_apostrophe(c.code) && at > 0) {
        const std::string rest = lower(word.substr(at + c.size));
        if (in(kEndings, rest)) {
          std::uint32_t cut = at;
          if (rest == "t") {
            if (at < 2 || (word[at - 1] != 'n' && word[at - 1] != 'N')) break;
            cut = at - 1;
          }
          if (cut > 0) push(begin, begin + cut);
          push(begin + cut, end);
          return;
        }
      }
      at += c.size;
    }
    push(begin, end);
  }

  std::string_view whole_;
  std::string_view text_;
  std::vector<Token>& out_;
  std::uint32_t paragraph_ = 0;
  std::uint32_t end_ = 0;
};

// Blocks as given, else runs between blank lines.
std::vector<ByteSpan> paragraphs_of(std::string_view text, const std::vector<Block>& blocks) {
  std::vector<ByteSpan> out;
  if (!blocks.empty()) {
    for (const Block& block : blocks) out.push_back(block.span);
    return out;
  }
  std::uint32_t begin = 0;
  for (std::size_t at = 0; at < text.size();) {
    const std::size_t line = text.find('\n', at);
    if (line == std::string_view::npos) break;
    std::size_t next = line + 1;
    while (next < text.size() && (text[next] == ' ' || text[next] == '\t' || text[next] == '\r')) ++next;
    if (next < text.size() && text[next] == '\n') {
      out.push_back({begin, static_cast<std::uint32_t>(line)});
      begin = static_cast<std::uint32_t>(next);
    }
    at = next > line + 1 && next < text.size() && text[next] == '\n' ? next : line + 1;
  }
  out.push_back({begin, static_cast<std::uint32_t>(text.size())});
  return out;
}

void number_sentences(std::string_view text, std::vector<Token>& tokens) {
  const auto word = [&](std::size_t i) { return slice(text, tokens[i].span); };
  const auto is_closer = [&](std::size_t i) {
    const Char c = char_at(text, tokens[i].span.begin);
    return c.code == ')' || c.code == ']' || is_double_quote_token(word(i)) ||
           (is_single_quote(c.code) && tokens[i].span.size() <= 3);
  };
  std::uint32_t sentence = 0;
  std::size_t first = 0;  // of the sentence
  for (std::size_t i = 0; i < tokens.size(); ++i) {
    if (i > 0 && tokens[i - 1].sentence != sentence) {
      first = i;  // the one before ended it
    } else if (i > 0 && (tokens[i].paragraph != tokens[i - 1].paragraph || i - first >= kMaxSentence)) {
      ++sentence;
      first = i;
    }
    tokens[i].sentence = sentence;
    const std::string_view w = word(i);
    const char last = w.back();
    const bool stop = w == "." || w == "!" || w == "?" || w == "\xe2\x80\xa6" ||
                      (w.size() > 1 && w.find_first_not_of('.') == std::string_view::npos);
    const bool abbreviation = !stop && last == '.';
    if (!stop && !abbreviation) continue;
    std::size_t next = i + 1;
    while (next < tokens.size() && tokens[next].paragraph == tokens[i].paragraph && next - i <= 4 &&
           tokens[next].span.begin == tokens[next - 1].span.end && is_closer(next)) {
      ++next;
    }
    if (next >= tokens.size() || tokens[next].paragraph != tokens[i].paragraph) continue;
    if (tokens[next].span.begin == tokens[next - 1].span.end && !stop) continue;
    const Char c = char_at(text, tokens[next].span.begin);
    const bool fresh = is_upper(c.code) || is_digit(c.code) || is_double_quote_token(word(next)) ||
                       is_single_quote(c.code) || c.code == '(' || c.code == '[' || c.code == '#' || c.code == '*' ||
                       (c.code > 0x2fff);
    if (!fresh) continue;
    if (abbreviation && (next != i + 1 || !in(kStarters, lower(word(next))))) continue;
    for (std::size_t k = i + 1; k < next; ++k) tokens[k].sentence = sentence;
    i = next - 1;
    ++sentence;
  }
}

}  // namespace

std::vector<Token> tokenize(std::string_view text, const std::vector<Block>& blocks) {
  std::vector<Token> out;
  out.reserve(text.size() / 4);  // a little more than prose has, so that nothing is moved
  Tokenizer tokenizer{text, out};
  std::uint32_t paragraph = 0;
  for (const ByteSpan span : paragraphs_of(text, blocks)) tokenizer.run(span, paragraph++);
  number_sentences(text, out);
  return out;
}

}  // namespace headwater
