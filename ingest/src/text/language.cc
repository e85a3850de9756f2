#include "text/language.h"

#include <algorithm>
#include <array>
#include <cstddef>
// The library's own header leaves it out.
#include <cstdio>

#include <cld2/public/compact_lang_det.h>

#include "text/charset.h"

namespace headwater::detail {
namespace {

constexpr std::size_t kWindow = 20'000;
constexpr std::size_t kShort = 200;  // bytes of a text of which next to all must be of one language

}  // namespace

std::string guess_language(std::string_view text) {
  text = cut(text, kWindow);
  if (text.find_first_not_of(" \t\r\n") == std::string_view::npos) return {};
  std::array<CLD2::Language, 3> languages{};
  std::array<int, 3> percent{};
  std::array<double, 3> scores{};
  int bytes = 0, valid = 0;
  bool reliable = false;
  const CLD2::Language most = CLD2::ExtDetectLanguageSummaryCheckUTF8(
      text.data(), static_cast<int>(text.size()), true, nullptr, 0, languages.data(), percent.data(), scores.data(),
      nullptr, &bytes, &reliable, &valid);
  if (!reliable || most == CLD2::UNKNOWN_LANGUAGE || percent[0] < (text.size() < kShort ? 90 : 60)) return {};
  const std::string_view code = CLD2::LanguageCode(most);
  // Its codes are of before 1989 here and there, and its "xx-Qaai" are scripts.
  if (code == "iw") return "he";
  if (code == "jw") return "jv";
  if (code.find("xx") == 0 || code == "un") return {};
  return std::string{code};
}

std::string language_tag(std::string_view text) {
  const std::size_t first = text.find_first_not_of(" \t\r\n");
  if (first == std::string_view::npos) return {};
  text = text.substr(first, std::min(text.find_first_of(" \t\r\n,;.", first), text.size()) - first);
  if (text.size() < 2 || text.size() > 35) return {};
  std::string out;
  std::size_t part = 0;
  while (!text.empty()) {
    const std::size_t end = std::min(text.find_first_of("-_"), text.size());
    const std::string_view piece = text.substr(0, end);
    text.remove_prefix(std::min(end + 1, text.size()));
    if (piece.empty() || piece.size() > 8) return out;
    if (part > 0) out += '-';
    for (std::size_t i = 0; i < piece.size(); ++i) {
      const char c = piece[i];
      const bool upper = c >= 'A' && c <= 'Z', lower = c >= 'a' && c <= 'z', digit = c >= '0' && c <= '9';
      if (!upper && !lower && (part == 0 || !digit)) return {};
      const bool wants_upper = part > 0 && (piece.size() == 2 || (piece.size() == 4 && i == 0));
      out += wants_upper && lower ? static_cast<char>(c - 32) : !wants_upper && upper ? static_cast<char>(c + 32) : c;
    }
    if (part == 0 && (piece.size() < 2 || piece.size() > 3)) return {};
    ++part;
  }
  return out;
}

}  // namespace headwater::detail
