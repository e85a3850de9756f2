#include "text/language.h"

#include <algorithm>
#include <array>
#include <cstddef>

namespace headwater::detail {
namespace {

constexpr std::size_t kWindow = 20'000;
constexpr std::size_t kFewest = 6;  // small words below which nothing is told

struct Language {
  std::string_view tag;
  std::string_view words;
};

constexpr std::array<Language, 10> kLanguages{{
    {"en",
     " the of and to in is was that for it with as on be at by this had not are but from they which were has have said "
     "will an "},
    {"de",
     " der die und das den von zu mit sich des auf für ist im dem nicht ein eine als auch es an werden aus er hat dass "
     "sie nach wird bei "},
    {"fr",
     " le la les des et en un une du est que qui dans pour pas sur au par plus avec ce il sont cette ne ont aux été "},
    {"es", " el la los las de y en un una que del por con para es no se su al lo como más ha este pero sus fue "},
    {"it", " il la le di e che un una per in del della non con è dei si da al sono nel alla come più gli ha anche "},
    {"nl",
     " de het een en van in is dat op te met voor zijn niet aan er om ook als bij maar door naar uit wordt heeft "},
    {"pt", " o a os as de e que do da em um uma para com não por no na mais dos das foi ao se como são "},
    {"pl", " w i z na się nie do to że jest o od po jak za przez dla są ale czy oraz przy tym tego "},
    {"sv", " och i att det som en på är av för med till den har de inte om ett men var sig från så vid kan "},
    {"da", " og i at det som en på er af for med til den har de ikke om et men var sig fra så ved kan der "},
}};

bool is_letter(char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c & '\x80') != 0; }

}  // namespace

std::string guess_language(std::string_view text) {
  text = text.substr(0, kWindow);
  std::array<std::size_t, kLanguages.size()> hits{};
  std::size_t words = 0;
  std::string word;
  for (std::size_t i = 0; i <= text.size(); ++i) {
    if (i < text.size() && is_letter(text[i])) {
      word += text[i] >= 'A' && text[i] <= 'Z' ? static_cast<char>(text[i] + 32) : text[i];
      continue;
    }
    if (word.empty()) continue;
    ++words;
    if (word.size() < 8) {
      const std::string key = " " + word + " ";
      for (std::size_t l = 0; l < kLanguages.size(); ++l) {
        if (kLanguages[l].words.find(key) != std::string_view::npos) ++hits[l];
      }
    }
    word.clear();
  }
  const auto best = std::max_element(hits.begin(), hits.end());
  if (*best < kFewest || *best * 8 < words) return {};
  for (auto other = hits.begin(); other != hits.end(); ++other) {
    if (other != best && *other * 6 > *best * 5) return {};
  }
  return std::string{kLanguages[static_cast<std::size_t>(best - hits.begin())].tag};
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
