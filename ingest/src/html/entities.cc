#include "html/entities.h"

#include <algorithm>
#include <array>
#include <cstdint>
#include <iterator>

#include "text/charset.h"

namespace headwater::detail {
namespace {

struct Entity {
  std::string_view name;
  std::string_view characters;
};

constexpr Entity kEntities[] = {
#include "html/entity_table.inc"
};

constexpr std::size_t kLongestName = 32;

// What numbers from 0x80 to 0x9F stand for: they are read as windows-1252.
constexpr std::array<std::uint16_t, 32> kWindows{0x20AC, 0x81,   0x201A, 0x0192, 0x201E, 0x2026, 0x2020, 0x2021,
                                                 0x02C6, 0x2030, 0x0160, 0x2039, 0x0152, 0x8D,   0x017D, 0x8F,
                                                 0x90,   0x2018, 0x2019, 0x201C, 0x201D, 0x2022, 0x2013, 0x2014,
                                                 0x02DC, 0x2122, 0x0161, 0x203A, 0x0153, 0x9D,   0x017E, 0x0178};

bool is_alnum(char c) { return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'); }

int digit_value(char c, bool hex) {
  if (c >= '0' && c <= '9') return c - '0';
  if (hex && c >= 'a' && c <= 'f') return c - 'a' + 10;
  if (hex && c >= 'A' && c <= 'F') return c - 'A' + 10;
  return -1;
}

Reference number_at(std::string_view text) {
  std::size_t at = 2;
  const bool hex = at < text.size() && (text[at] == 'x' || text[at] == 'X');
  if (hex) ++at;
  const std::size_t first = at;
  std::uint32_t code = 0;
  while (at < text.size()) {
    const int value = digit_value(text[at], hex);
    if (value < 0) break;
    if (code <= 0x10FFFF) code = code * (hex ? 16 : 10) + static_cast<std::uint32_t>(value);
    ++at;
  }
  if (at == first) return {};
  if (at < text.size() && text[at] == ';') ++at;
  if (code >= 0x80 && code <= 0x9F) code = kWindows[code - 0x80];
  if (code == 0) code = 0xFFFD;
  Reference out;
  out.length = at;
  append_utf8(out.characters, code);
  return out;
}

}  // namespace

Reference reference_at(std::string_view text, bool in_attribute) {
  if (text.size() < 3 || text[0] != '&') return {};
  if (text[1] == '#') return number_at(text);
  std::size_t end = 1;
  while (end < text.size() && end <= kLongestName && is_alnum(text[end])) ++end;
  if (end < text.size() && text[end] == ';') ++end;
  for (std::size_t length = end; length > 2; --length) {
    const std::string_view name = text.substr(1, length - 1);
    const Entity* found = std::lower_bound(std::begin(kEntities), std::end(kEntities), name,
                                           [](const Entity& e, std::string_view n) { return e.name < n; });
    if (found == std::end(kEntities) || found->name != name) continue;
    if (in_attribute && name.back() != ';' && length < text.size() && (text[length] == '=' || is_alnum(text[length]))) {
      return {};
    }
    return {length, std::string{found->characters}};
  }
  return {};
}

std::string resolve_references(std::string_view text, bool in_attribute) {
  std::string out;
  out.reserve(text.size());
  for (std::size_t at = 0; at < text.size();) {
    const std::size_t mark = std::min(text.find('&', at), text.size());
    out.append(text, at, mark - at);
    if (mark == text.size()) break;
    const Reference reference = reference_at(text.substr(mark), in_attribute);
    if (reference.length > 0) out += reference.characters;
    if (reference.length == 0) out += '&';
    at = mark + std::max<std::size_t>(reference.length, 1);
  }
  return out;
}

}  // namespace headwater::detail
