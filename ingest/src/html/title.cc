#include "html/title.h"

#include <algorithm>
#include <array>

#include "headwater/schema/fold.h"

namespace headwater::detail {
namespace {

constexpr std::array<std::string_view, 16> kMarks{" - ",
                                                  " | ",
                                                  " \xE2\x80\x93 ",
                                                  " \xE2\x80\x94 ",
                                                  " :: ",
                                                  " \xC2\xBB ",
                                                  " \xC2\xAB ",
                                                  " // ",
                                                  " \xC2\xB7 ",
                                                  " \xE2\x80\xA2 ",
                                                  " / ",
                                                  " \xE2\x80\xBA ",
                                                  " > ",
                                                  " < ",
                                                  " ~ ",
                                                  " \xE2\x80\xB9 "};

struct Part {
  std::size_t begin, end;
};

std::vector<Part> parts_of(std::string_view title) {
  std::vector<Part> out;
  std::size_t begin = 0;
  while (true) {
    std::size_t best = std::string_view::npos, length = 0;
    for (const std::string_view mark : kMarks) {
      if (const std::size_t at = title.find(mark, begin); at < best) {
        best = at;
        length = mark.size();
      }
    }
    if (best == std::string_view::npos) break;
    out.push_back({begin, best});
    begin = best + length;
  }
  out.push_back({begin, title.size()});
  return out;
}

std::string_view trimmed(std::string_view text) {
  const std::size_t first = text.find_first_not_of(" |-");
  if (first == std::string_view::npos) return {};
  return text.substr(first, text.find_last_not_of(" |-") - first + 1);
}

// Letters and digits alone, so that "The Daily-Plate" and "the daily plate" are one.
std::string key_of(std::string_view text) {
  std::string out;
  for (const std::string& word : folded_words(text)) out += word;
  if (out.rfind("the", 0) == 0 && out.size() > 6) out.erase(0, 3);
  return out;
}

}  // namespace

std::vector<std::string> title_parts(std::string_view title) {
  std::vector<std::string> out;
  for (const Part part : parts_of(title)) {
    const std::string_view text = trimmed(title.substr(part.begin, part.end - part.begin));
    if (!text.empty()) out.emplace_back(text);
  }
  return out;
}

std::string without_site(std::string_view title, std::string_view site) {
  const std::string key = key_of(site);
  if (key.empty()) return std::string{title};
  const std::vector<Part> parts = parts_of(title);
  if (parts.size() >= 2) {
    const auto is_site = [&](Part p) {
      const std::string part = key_of(title.substr(p.begin, p.end - p.begin));
      return part == key || (part.size() >= 4 && key.size() > part.size() && key.rfind(part, 0) == 0) ||
             (key.size() >= 4 && part.size() > key.size() && part.size() < key.size() + 16 && part.rfind(key, 0) == 0);
    };
    if (is_site(parts.back())) return std::string{trimmed(title.substr(0, parts[parts.size() - 2].end))};
    if (is_site(parts.front())) return std::string{trimmed(title.substr(parts[1].begin))};
  }
  // "Site: Title"
  const std::size_t colon = title.find(": ");
  if (colon != std::string_view::npos && key_of(title.substr(0, colon)) == key)
    return std::string{trimmed(title.substr(colon + 2))};
  return std::string{title};
}

std::string site_in_title(std::string_view title, std::string_view headline) {
  const std::string key = key_of(headline);
  const std::vector<std::string> parts = title_parts(title);
  if (key.empty() || parts.size() < 2) return {};
  if (key_of(parts.front()) == key) return parts.back();
  if (key_of(parts.back()) == key) return parts.front();
  // The headline may itself hold a mark.
  if (parts.size() > 2) {
    const std::string whole = key_of(title);
    const std::string last = key_of(parts.back()), first = key_of(parts.front());
    if (whole == key + last) return parts.back();
    if (whole == first + key) return parts.front();
  }
  return {};
}

}  // namespace headwater::detail
