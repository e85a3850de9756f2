#include "tokens.h"

#include <array>
#include <cstdint>
#include <optional>
#include <utility>

#include "headwater/schema/utf8.h"

namespace headwater::detail {
namespace {

constexpr std::size_t kMaxBytes = std::size_t{64} << 10;
constexpr std::array<std::string_view, 4> kPairs{"<=", ">=", "<>", ".."};
constexpr std::string_view kSingles = "()[]{}:,.|*=<>-+";

bool is_space(char c) { return c == ' ' || c == '\t' || c == '\n' || c == '\r'; }
bool is_digit(char c) { return c >= '0' && c <= '9'; }
bool is_letter(char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_'; }

class Lexer {
 public:
  explicit Lexer(std::string_view query) : query_{query} {}

  Result<std::vector<Token>> all() {
    if (query_.size() > kMaxBytes) return query_error(kMaxBytes, "wanted at most 64 KiB", ErrorCode::kTooLarge);
    while (skip_blanks()) {
      if (Result<void> done = one(); !done.has_value()) return done.error();
    }
    if (unclosed_) return query_error(at_, "a comment that does not end");
    out_.push_back({Token::Kind::kEnd, "", query_.size(), query_.size()});
    return std::move(out_);
  }

 private:
  [[nodiscard]] char peek(std::size_t ahead = 0) const {
    return at_ + ahead < query_.size() ? query_[at_ + ahead] : '\0';
  }

  // Whether anything is left. Blanks and comments are passed.
  bool skip_blanks() {
    while (at_ < query_.size()) {
      if (is_space(peek())) {
        ++at_;
      } else if (peek() == '/' && peek(1) == '/') {
        at_ = std::min(query_.size(), query_.find('\n', at_));
      } else if (peek() == '/' && peek(1) == '*') {
        const std::size_t end = query_.find("*/", at_ + 2);
        unclosed_ = end == std::string_view::npos;
        if (unclosed_) return false;
        at_ = end + 2;
      } else {
        return true;
      }
    }
    return false;
  }

  Result<void> one() {
    const char c = peek();
    if (c == '"' || c == '\'') return string(c);
    if (c == '`') return name();
    if (is_digit(c)) return number();
    if (is_letter(c)) {
      const std::size_t begin = at_;
      while (is_letter(peek()) || is_digit(peek())) ++at_;
      return add(Token::Kind::kWord, begin);
    }
    for (const std::string_view pair : kPairs) {
      if (query_.substr(at_, 2) != pair) continue;
      at_ += 2;
      return add(Token::Kind::kSymbol, at_ - 2);
    }
    if (kSingles.find(c) == std::string_view::npos || c == '\0') {
      return query_error(at_, "a sign that has no meaning here; words in other letters stand in quotes");
    }
    ++at_;
    return add(Token::Kind::kSymbol, at_ - 1);
  }

  Result<void> add(Token::Kind kind, std::size_t begin) {
    out_.push_back({kind, std::string{query_.substr(begin, at_ - begin)}, begin, at_});
    return {};
  }

  Result<void> name() {
    const std::size_t end = query_.find('`', at_ + 1);
    if (end == std::string_view::npos || end == at_ + 1)
      return query_error(at_, "a name in backquotes that does not end");
    out_.push_back({Token::Kind::kWord, std::string{query_.substr(at_ + 1, end - at_ - 1)}, at_, end + 1});
    at_ = end + 1;
    return {};
  }

  // 12, 1.5, 2e-3. Of 1..3 the first number is 1.
  Result<void> number() {
    const std::size_t begin = at_;
    const auto digits = [&] {
      while (is_digit(peek())) ++at_;
    };
    digits();
    if (peek() == '.' && is_digit(peek(1))) {
      ++at_;
      digits();
    }
    if ((peek() == 'e' || peek() == 'E') &&
        (is_digit(peek(1)) || ((peek(1) == '-' || peek(1) == '+') && is_digit(peek(2))))) {
      at_ += 2;
      digits();
    }
    if (is_letter(peek())) return query_error(begin, "wanted a number, found letters in one");
    return add(Token::Kind::kNumber, begin);
  }

  Result<void> string(char quote) {
    Token out{Token::Kind::kString, "", at_, at_};
    for (++at_; at_ < query_.size(); ++at_) {
      const char c = peek();
      if (c == quote) {
        out.end = ++at_;
        out_.push_back(std::move(out));
        return {};
      }
      if (c != '\\') {
        out.text.push_back(c);
        continue;
      }
      ++at_;
      if (Result<void> done = escape(out.text); !done.has_value()) return done;
    }
    return query_error(out.at, "a string that does not end");
  }

  Result<void> escape(std::string& out) {
    switch (peek()) {
      case 'n':
        out.push_back('\n');
        return {};
      case 't':
        out.push_back('\t');
        return {};
      case 'r':
        out.push_back('\r');
        return {};
      case '\\':
      case '\'':
      case '"':
      case '`':
        out.push_back(peek());
        return {};
      case 'u':
        break;
      default:
        return query_error(at_, "wanted one of \\\\ \\' \\\" \\n \\r \\t \\uXXXX");
    }
    std::uint32_t c = 0;
    for (int i = 0; i < 4; ++i) {
      ++at_;
      const std::optional<std::uint32_t> digit = hex(peek());
      if (!digit) return query_error(at_, "wanted four hexadecimal digits after \\u");
      c = c * 16 + *digit;
    }
    if (c == 0 || (c >= 0xd800 && c < 0xe000)) return query_error(at_, "wanted a character after \\u");
    append_utf8(out, c);
    return {};
  }

  static std::optional<std::uint32_t> hex(char c) {
    if (is_digit(c)) return static_cast<std::uint32_t>(c - '0');
    if (c >= 'a' && c <= 'f') return static_cast<std::uint32_t>(c - 'a' + 10);
    if (c >= 'A' && c <= 'F') return static_cast<std::uint32_t>(c - 'A' + 10);
    return std::nullopt;
  }

  std::string_view query_;
  std::size_t at_ = 0;
  bool unclosed_ = false;
  std::vector<Token> out_;
};

}  // namespace

Error query_error(std::size_t at, std::string_view what, ErrorCode code) {
  return {code, "query, at byte " + std::to_string(at + 1) + ": " + std::string{what}};
}

Result<std::vector<Token>> tokens_of(std::string_view query) { return Lexer{query}.all(); }

}  // namespace headwater::detail
