#include "text/web_host.h"

#include <algorithm>
#include <array>
#include <cstdint>
#include <memory>
#include <vector>

#include <unicode/bytestream.h>
#include <unicode/idna.h>
#include <unicode/stringpiece.h>

#include "text/web_encode.h"
#include "text/web_url.h"

namespace headwater::detail {
namespace {

constexpr std::size_t kLongestHost = 4096;

bool is_digit(char c) { return c >= '0' && c <= '9'; }

bool is_forbidden_host(char c) {
  constexpr std::string_view kForbidden{"\0\t\n\r #/:<>?@[\\]^|", 17};
  return in_set(kForbidden, c);
}

bool is_forbidden_domain(char c) {
  const auto b = static_cast<unsigned char>(c);
  return is_forbidden_host(c) || b <= 0x1F || c == '%' || b == 0x7F;
}

// One part of an IPv4 address: decimal, octal with 0, hexadecimal with 0x. Nothing for what is no number; numbers too
// large to matter stand at the top.
std::optional<std::uint64_t> ipv4_number(std::string_view part) {
  if (part.empty()) return std::nullopt;
  std::uint64_t radix = 10;
  if (part.size() >= 2 && part[0] == '0' && (part[1] == 'x' || part[1] == 'X')) {
    part.remove_prefix(2);
    radix = 16;
  } else if (part.size() >= 2 && part[0] == '0') {
    part.remove_prefix(1);
    radix = 8;
  }
  std::uint64_t value = 0;
  for (const char c : part) {
    const int digit = hex_digit(c);
    if (digit < 0 || static_cast<std::uint64_t>(digit) >= radix) return std::nullopt;
    value = std::min<std::uint64_t>(value * radix + static_cast<std::uint64_t>(digit), 1ULL << 40);
  }
  return value;
}

std::vector<std::string_view> parts_of(std::string_view text, char mark) {
  std::vector<std::string_view> out;
  while (true) {
    const std::size_t at = text.find(mark);
    out.push_back(text.substr(0, at));
    if (at == std::string_view::npos) return out;
    text.remove_prefix(at + 1);
  }
}

bool ends_in_a_number(std::string_view host) {
  std::vector<std::string_view> parts = parts_of(host, '.');
  if (parts.back().empty()) {
    if (parts.size() == 1) return false;
    parts.pop_back();
  }
  const std::string_view last = parts.back();
  if (!last.empty() && std::all_of(last.begin(), last.end(), is_digit)) return true;
  return ipv4_number(last).has_value();
}

std::optional<std::string> parse_ipv4(std::string_view host) {
  std::vector<std::string_view> parts = parts_of(host, '.');
  if (parts.back().empty() && parts.size() > 1) parts.pop_back();
  if (parts.size() > 4) return std::nullopt;
  std::vector<std::uint64_t> numbers;
  for (const std::string_view part : parts) {
    const std::optional<std::uint64_t> number = ipv4_number(part);
    if (!number) return std::nullopt;
    numbers.push_back(*number);
  }
  std::uint64_t address = numbers.back();
  if (address >= 1ULL << (8 * (5 - numbers.size()))) return std::nullopt;
  for (std::size_t i = 0; i + 1 < numbers.size(); ++i) {
    if (numbers[i] > 255) return std::nullopt;
    address += numbers[i] << (8 * (3 - i));
  }
  std::string out;
  for (int shift = 24; shift >= 0; shift -= 8) {
    if (shift != 24) out += '.';
    out += std::to_string(address >> shift & 255);
  }
  return out;
}

std::string ipv6_text(const std::array<std::uint16_t, 8>& pieces) {
  // The first of the longest runs of zeros is written "::".
  std::size_t best = 8, best_length = 1;
  for (std::size_t i = 0; i < 8;) {
    std::size_t end = i;
    while (end < 8 && pieces[end] == 0) ++end;
    if (end - i > best_length) best = i, best_length = end - i;
    i = end + 1;
  }
  std::string out = "[";
  for (std::size_t i = 0; i < 8; ++i) {
    if (i == best) {
      out += i == 0 ? "::" : ":";
      i += best_length - 1;
      continue;
    }
    constexpr std::string_view kHex = "0123456789abcdef";
    bool started = false;
    for (int shift = 12; shift >= 0; shift -= 4) {
      const std::size_t digit = pieces[i] >> shift & 15;
      if (digit == 0 && !started && shift > 0) continue;
      started = true;
      out += kHex[digit];
    }
    if (i != 7) out += ':';
  }
  return out + ']';
}

// Section 3.5, "IPv6 parser".
std::optional<std::string> parse_ipv6(std::string_view text) {
  std::array<std::uint16_t, 8> pieces{};
  std::size_t piece = 0, at = 0;
  std::optional<std::size_t> compress;
  const auto look = [&](std::size_t i) { return i < text.size() ? text[i] : '\0'; };
  if (look(0) == ':') {
    if (look(1) != ':') return std::nullopt;
    at = 2;
    compress = ++piece;
  }
  while (at < text.size()) {
    if (piece == 8) return std::nullopt;
    if (text[at] == ':') {
      if (compress) return std::nullopt;
      ++at;
      compress = ++piece;
      continue;
    }
    std::uint32_t value = 0;
    std::size_t length = 0;
    while (length < 4 && at < text.size() && hex_digit(text[at]) >= 0) {
      value = value * 16 + static_cast<std::uint32_t>(hex_digit(text[at++]));
      ++length;
    }
    if (look(at) == '.') {
      if (length == 0) return std::nullopt;
      at -= length;
      if (piece > 6) return std::nullopt;
      std::size_t seen = 0;
      while (at < text.size()) {
        if (seen > 0) {
          if (text[at] != '.' || seen >= 4) return std::nullopt;
          ++at;
        }
        if (at >= text.size() || !is_digit(text[at])) return std::nullopt;
        std::optional<std::uint32_t> byte;
        while (at < text.size() && is_digit(text[at])) {
          const auto digit = static_cast<std::uint32_t>(text[at] - '0');
          if (byte && *byte == 0) return std::nullopt;
          byte = byte.value_or(0) * 10 + digit;
          if (*byte > 255) return std::nullopt;
          ++at;
        }
        pieces[piece] = static_cast<std::uint16_t>(pieces[piece] * 256 + *byte);
        ++seen;
        if (seen == 2 || seen == 4) ++piece;
      }
      if (seen != 4) return std::nullopt;
      break;
    }
    if (look(at) == ':' && at < text.size()) {
      ++at;
      if (at >= text.size()) return std::nullopt;
    } else if (at < text.size()) {
      return std::nullopt;
    }
    pieces[piece++] = static_cast<std::uint16_t>(value);
  }
  if (compress) {
    std::size_t swaps = piece - *compress;
    piece = 7;
    while (piece != 0 && swaps > 0) {
      std::swap(pieces[piece], pieces[*compress + swaps - 1]);
      --piece;
      --swaps;
    }
  } else if (piece != 8) {
    return std::nullopt;
  }
  return ipv6_text(pieces);
}

const icu::IDNA* uts46() {
  static const std::unique_ptr<icu::IDNA> instance = [] {
    UErrorCode status = U_ZERO_ERROR;
    std::unique_ptr<icu::IDNA> made{icu::IDNA::createUTS46Instance(
        UIDNA_CHECK_BIDI | UIDNA_CHECK_CONTEXTJ | UIDNA_NONTRANSITIONAL_TO_ASCII | UIDNA_NONTRANSITIONAL_TO_UNICODE,
        status)};
    return U_SUCCESS(status) ? std::move(made) : nullptr;
  }();
  return instance.get();
}

}  // namespace

std::optional<std::string> domain_to_ascii(std::string_view domain) {
  if (domain.size() > kLongestHost) return std::nullopt;
  const bool ascii = std::none_of(domain.begin(), domain.end(), [](char c) { return (c & '\x80') != 0; });
  std::string lower{domain};
  std::transform(lower.begin(), lower.end(), lower.begin(),
                 [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c; });
  // What is ASCII already stays, even where it is no Punycode.
  if (ascii) return lower.empty() ? std::nullopt : std::optional{lower};
  const icu::IDNA* idna = uts46();
  if (idna == nullptr) return std::nullopt;
  std::string out;
  icu::StringByteSink<std::string> sink{&out};
  icu::IDNAInfo info;
  UErrorCode status = U_ZERO_ERROR;
  idna->nameToASCII_UTF8(icu::StringPiece{domain.data(), static_cast<std::int32_t>(domain.size())}, sink, info, status);
  // The standard checks neither hyphens nor lengths.
  constexpr std::uint32_t kAllowed = UIDNA_ERROR_EMPTY_LABEL | UIDNA_ERROR_LABEL_TOO_LONG |
                                     UIDNA_ERROR_DOMAIN_NAME_TOO_LONG | UIDNA_ERROR_LEADING_HYPHEN |
                                     UIDNA_ERROR_TRAILING_HYPHEN | UIDNA_ERROR_HYPHEN_3_4;
  if (U_FAILURE(status) || (info.getErrors() & ~kAllowed) != 0 || out.empty()) return std::nullopt;
  return out;
}

std::optional<std::string> parse_host(std::string_view text, bool special) {
  if (!text.empty() && text[0] == '[') {
    if (text.back() != ']') return std::nullopt;
    return parse_ipv6(text.substr(1, text.size() - 2));
  }
  if (!special) {
    if (std::any_of(text.begin(), text.end(), is_forbidden_host)) return std::nullopt;
    return encoded(text, {});
  }
  std::optional<std::string> ascii = domain_to_ascii(percent_decoded_bytes(text));
  if (!ascii || std::any_of(ascii->begin(), ascii->end(), is_forbidden_domain)) return std::nullopt;
  if (ends_in_a_number(*ascii)) return parse_ipv4(*ascii);
  return ascii;
}

}  // namespace headwater::detail
