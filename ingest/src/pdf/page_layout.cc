#include "pdf/page_layout.h"

#include <algorithm>
#include <charconv>

#include "html/entities.h"
#include "text/charset.h"

namespace headwater::detail {
namespace {

constexpr double kLargest = 20'000'000;  // hundredths of it still fit into 32 bits

std::string_view attribute(std::string_view tag, std::string_view name) {
  for (std::size_t at = tag.find(name); at != std::string_view::npos; at = tag.find(name, at + 1)) {
    const std::size_t equals = at + name.size();
    if (at == 0 || tag[at - 1] != ' ' || tag.substr(equals, 2) != "=\"") continue;
    const std::size_t end = tag.find('"', equals + 2);
    if (end == std::string_view::npos) return {};
    return tag.substr(equals + 2, end - equals - 2);
  }
  return {};
}

double number(std::string_view text) {
  double out = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), out);
  if (error != std::errc{} || !(out >= 0)) return 0;
  return std::min(out, kLargest);
}

Rectangle box_of(std::string_view tag) {
  Rectangle out{number(attribute(tag, "xMin")), number(attribute(tag, "yMin")), number(attribute(tag, "xMax")),
                number(attribute(tag, "yMax"))};
  out.right = std::max(out.left, out.right);
  out.bottom = std::max(out.top, out.bottom);
  return out;
}

// Without control characters, soft hyphens at an end become hyphens, ligatures their letters.
std::string clean(std::string_view text) {
  const std::string resolved = resolve_references(text, false);
  std::string out;
  constexpr std::pair<std::string_view, std::string_view> kLigatures[] = {{"\xEF\xAC\x80", "ff"},
                                                                          {"\xEF\xAC\x81", "fi"},
                                                                          {"\xEF\xAC\x82", "fl"},
                                                                          {"\xEF\xAC\x83", "ffi"},
                                                                          {"\xEF\xAC\x84", "ffl"}};
  for (std::size_t i = 0; i < resolved.size();) {
    const auto c = static_cast<unsigned char>(resolved[i]);
    if (c < 0x20 || c == 0x7F) {
      ++i;
      continue;
    }
    const std::string_view rest = std::string_view{resolved}.substr(i);
    const auto* ligature = std::find_if(std::begin(kLigatures), std::end(kLigatures),
                                        [&](const auto& pair) { return rest.starts_with(pair.first); });
    if (ligature != std::end(kLigatures)) {
      out += ligature->second;
      i += 3;
      continue;
    }
    if (rest.starts_with("\xC2\xAD")) {
      if (rest.size() == 2) out += '-';
      i += 2;
      continue;
    }
    if (rest.starts_with("\xC2\xA0")) {
      out += ' ';
      i += 2;
      continue;
    }
    out += resolved[i++];
  }
  return is_utf8(out) ? out : decode_as(out, "utf-8").text;
}

std::string meta(std::string_view head, std::string_view name) {
  const std::string wanted = "<meta name=\"" + std::string{name} + "\" content=\"";
  const std::size_t at = head.find(wanted);
  if (at == std::string_view::npos) return {};
  const std::size_t begin = at + wanted.size();
  return clean(head.substr(begin, head.find('"', begin) - begin));
}

}  // namespace

Result<PdfLayout> parse_layout(std::string_view xhtml) {
  PdfLayout out;
  const std::string_view head = xhtml.substr(0, std::min(xhtml.find("<body>"), xhtml.size()));
  const std::size_t title = head.find("<title>");
  if (title != std::string_view::npos) {
    const std::size_t end = head.find("</title>", title);
    if (end != std::string_view::npos) out.title = clean(head.substr(title + 7, end - title - 7));
  }
  out.author = meta(head, "Author");
  out.created = meta(head, "CreationDate");
  for (std::size_t at = xhtml.find('<', head.size()); at != std::string_view::npos; at = xhtml.find('<', at + 1)) {
    const std::size_t end = xhtml.find('>', at);
    if (end == std::string_view::npos) break;
    const std::string_view tag = xhtml.substr(at + 1, end - at - 1);
    if (tag.starts_with("page ")) {
      out.pages.push_back({number(attribute(tag, "width")), number(attribute(tag, "height")), {}});
    } else if (out.pages.empty()) {
      continue;
    } else if (tag.starts_with("block ")) {
      out.pages.back().blocks.push_back({{}, box_of(tag)});
    } else if (out.pages.back().blocks.empty()) {
      continue;
    } else if (tag.starts_with("line ")) {
      out.pages.back().blocks.back().lines.push_back({{}, box_of(tag)});
    } else if (tag.starts_with("word ") && !out.pages.back().blocks.back().lines.empty()) {
      const std::size_t close = xhtml.find("</word>", end);
      if (close == std::string_view::npos) break;
      std::string text = clean(xhtml.substr(end + 1, close - end - 1));
      if (text.find_first_not_of(' ') != std::string::npos) {
        out.pages.back().blocks.back().lines.back().words.push_back({std::move(text), box_of(tag)});
      }
      at = close;
    }
  }
  if (out.pages.empty()) return Error{ErrorCode::kBadInput, "PDF: found no page in it"};
  for (PdfPage& page : out.pages) {
    for (PdfBlock& block : page.blocks) {
      std::erase_if(block.lines, [](const PdfLine& line) { return line.words.empty(); });
    }
    std::erase_if(page.blocks, [](const PdfBlock& block) { return block.lines.empty(); });
  }
  return out;
}

}  // namespace headwater::detail
