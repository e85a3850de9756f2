#include "headwater/ingest/source_text.h"

#include <algorithm>
#include <string>

#include "text/byline.h"
#include "text/charset.h"
#include "text/furniture.h"
#include "text/language.h"
#include "text/plain_text_head.h"
#include "text/url.h"

namespace headwater {
namespace {

using detail::TextLine;

constexpr std::size_t kMaxLinks = 20'000;
constexpr std::size_t kLongestAddress = 2'000;
constexpr std::string_view kByteOrderMark = "\xEF\xBB\xBF";

bool is_blank(char c) { return c == ' ' || c == '\t' || c == '\r' || c == '\f'; }

bool is_control(char c) {
  const auto b = static_cast<unsigned char>(c);
  return (b < 0x20 && c != '\t' && c != '\n' && c != '\r' && c != '\f' && c != '\x1B') || b == 0x7F;
}

// Nothing, or what was found that no text has.
std::string found_in_binary(std::string_view text) {
  const std::string_view head = text.substr(0, 1u << 16);
  if (text.find('\0') != std::string_view::npos) return "NUL bytes";
  const auto control = static_cast<std::size_t>(std::count_if(head.begin(), head.end(), is_control));
  return control * 10 > head.size() ? "mostly control characters" : "";
}

std::vector<TextLine> lines_of(std::string_view text) {
  std::vector<TextLine> lines;
  std::uint32_t run = 0;
  std::size_t at = text.substr(0, 3) == kByteOrderMark ? 3 : 0;
  while (at < text.size()) {
    const std::size_t end = std::min(text.find('\n', at), text.size());
    std::size_t first = at, last = end;
    while (first < last && is_blank(text[first])) ++first;
    while (last > first && is_blank(text[last - 1])) --last;
    if (first == last) ++run;
    lines.push_back({{static_cast<std::uint32_t>(first), static_cast<std::uint32_t>(last)}, run});
    at = end + 1;
  }
  return lines;
}

bool is_list_item(std::string_view line) {
  if (line.size() > 2 && (line[0] == '-' || line[0] == '*' || line[0] == '+') && line[1] == ' ') return true;
  if (line.substr(0, 4) == "\xE2\x80\xA2 ") return true;
  std::size_t digits = 0;
  while (digits < line.size() && digits < 3 && line[digits] >= '0' && line[digits] <= '9') ++digits;
  return digits > 0 && digits + 1 < line.size() && (line[digits] == '.' || line[digits] == ')') &&
         line[digits + 1] == ' ';
}

bool is_heading(std::string_view line) {
  std::size_t n = 0;
  while (n < line.size() && line[n] == '#') ++n;
  return n > 0 && n <= 6 && n < line.size() && line[n] == ' ';
}

bool is_underline(std::string_view line) {
  return line.size() >= 3 && (line.find_first_not_of('=') == std::string_view::npos ||
                              line.find_first_not_of('-') == std::string_view::npos);
}

// Lines into blocks: runs between blank lines, cut where Markdown or a line of furniture cuts them.
class BlockMaker {
 public:
  BlockMaker(std::string_view text, const std::vector<TextLine>& lines, const std::vector<bool>& apart,
             std::vector<Block>& out)
      : text_{text}, lines_{lines}, apart_{apart}, out_{out} {}

  void run() {
    for (std::size_t i = 0; i < lines_.size(); ++i) {
      const std::string_view line = slice(text_, lines_[i].span);
      if (fenced_) {
        if (!line.empty()) extend(lines_[i].span);
        if (line.substr(0, 3) == "```") close(), fenced_ = false;
        continue;
      }
      if (line.empty()) {
        close();
        continue;
      }
      if (line.substr(0, 3) == "```") {
        open(BlockKind::kPreformatted, lines_[i].span);
        fenced_ = true;
      } else if (apart_[i]) {
        open(BlockKind::kParagraph, lines_[i].span);
        close();
      } else if (is_heading(line) || (i + 1 < lines_.size() && !is_open_ &&
                                      is_underline(slice(text_, lines_[i + 1].span)) && line.size() < 200)) {
        open(BlockKind::kHeading, lines_[i].span);
        if (!is_heading(line)) extend(lines_[++i].span);
        close();
      } else if (is_list_item(line)) {
        open(BlockKind::kListItem, lines_[i].span);
      } else if (line[0] == '>') {
        is_open_&& block_.kind == BlockKind::kQuote ? extend(lines_[i].span) : open(BlockKind::kQuote, lines_[i].span);
      } else if (line[0] == '|' && line.back() == '|') {
        is_open_&& block_.kind == BlockKind::kTable ? extend(lines_[i].span) : open(BlockKind::kTable, lines_[i].span);
      } else if (is_open_) {
        extend(lines_[i].span);
      } else {
        open(BlockKind::kParagraph, lines_[i].span);
      }
    }
    close();
  }

 private:
  void open(BlockKind kind, ByteSpan span) {
    close();
    block_ = {kind, span};
    is_open_ = true;
  }
  void extend(ByteSpan span) { block_.span.end = span.end; }
  void close() {
    if (is_open_) out_.push_back(block_);
    is_open_ = false;
  }

  std::string_view text_;
  const std::vector<TextLine>& lines_;
  const std::vector<bool>& apart_;
  std::vector<Block>& out_;
  Block block_;
  bool is_open_ = false;
  bool fenced_ = false;
};

// Lines of furniture. A line inside a paragraph that was wrapped by hand is none, whatever its words.
std::vector<bool> furniture_lines(std::string_view text, const std::vector<TextLine>& lines,
                                  const detail::TextHead& head) {
  std::vector<bool> marks(lines.size(), false);
  const auto line = [&](std::size_t i) { return slice(text, lines[i].span); };
  const auto is_title = [&](std::size_t i) {
    return head.first_title_line && i >= *head.first_title_line && i < *head.first_title_line + head.title_lines;
  };
  bool found_at_top = false;
  for (std::size_t begin = 0; begin < lines.size();) {
    std::size_t end = begin + 1;
    bool wrapped = line(begin).size() > 45;
    while (end < lines.size() && lines[end].run == lines[begin].run) {
      wrapped = wrapped || line(end).size() > 45;
      ++end;
    }
    for (std::size_t i = begin; i < end; ++i) {
      if (line(i).empty() || is_title(i) || is_heading(line(i)) || (wrapped && end - begin > 2)) continue;
      // Among other lines it is furniture only if it does not go on with the one before.
      if (end - begin > 1 && (line(i)[0] == '>' || (line(i)[0] >= 'a' && line(i)[0] <= 'z'))) continue;
      if (!detail::is_furniture(line(i))) continue;
      marks[i] = true;
      found_at_top = found_at_top || i < head.body;
    }
    begin = end;
  }
  const auto is_lone_word = [&](std::size_t i) {
    const std::string_view l = line(i);
    return l.find(' ') == std::string_view::npos && l.find_first_of(".:()[]/@") == std::string_view::npos &&
           l.size() < 30 && !detail::is_body_name(l);
  };
  const std::size_t top = head.first_title_line.value_or(0);
  for (std::size_t i = 0; i < top; ++i) {
    if (line(i).empty() || is_title(i)) continue;
    if (is_lone_word(i) || (found_at_top && head.publisher_line == i)) marks[i] = true;
  }
  for (std::size_t i = lines.size(); i-- > head.body;) {
    if (line(i).empty() || marks[i]) continue;
    if (!is_lone_word(i) || line(i).size() < 2 || lines[i].run == lines[head.body].run) break;
    marks[i] = true;
  }
  return marks;
}

// [words](http://...) and addresses that stand in the text.
void find_links(std::string_view text, std::vector<Link>& out) {
  const auto add = [&](std::string_view url, std::size_t begin, std::size_t end) {
    std::string absolute = detail::resolve_url(url, {});
    if (!absolute.empty() && out.size() < kMaxLinks) {
      out.push_back({std::move(absolute), {static_cast<std::uint32_t>(begin), static_cast<std::uint32_t>(end)}});
    }
  };
  for (std::size_t at = text.find("http"); at != std::string_view::npos; at = text.find("http", at)) {
    const std::size_t mark = at + 4 + (text.substr(at + 4, 1) == "s" ? 1 : 0);
    if (text.substr(mark, 3) != "://") {
      at += 4;
      continue;
    }
    const bool markdown = at >= 2 && text[at - 1] == '(' && text[at - 2] == ']';
    std::size_t end = at;
    int brackets = 0;
    while (end < text.size() && end - at < kLongestAddress) {
      const char c = text[end];
      if (static_cast<unsigned char>(c) <= ' ' || c == '<' || c == '>' || c == '"') break;
      if (c == '(') ++brackets;
      if (c == ')' && --brackets < 0) break;
      ++end;
    }
    if (markdown) {
      const std::size_t floor = at > 1002 ? at - 1002 : 0;
      const std::size_t open = text.substr(floor, at - 2 - floor).rfind('[');
      if (open != std::string_view::npos) {
        add(text.substr(at, end - at), floor + open + 1, at - 2);
        at = end;
        continue;
      }
    }
    std::size_t last = end;
    while (last > at && std::string_view{".,;:!?'*_]"}.find(text[last - 1]) != std::string_view::npos) --last;
    add(text.substr(at, last - at), at, last);
    at = std::max(end, at + 4);
  }
}

void make_map(const detail::Decoded& decoded, const std::vector<TextLine>& lines, std::vector<MapPiece>& map) {
  if (decoded.same) {
    const auto size = static_cast<std::uint32_t>(decoded.text.size());
    map.push_back({{0, size}, {decoded.shift, decoded.shift + size}});
    return;
  }
  if (std::string_view{decoded.text}.substr(0, 3) == kByteOrderMark)
    map.push_back({{0, 3}, {decoded.raw_of(0), decoded.raw_of(3)}});
  for (const TextLine& line : lines) {
    if (!line.span.empty())
      map.push_back({line.span, {decoded.raw_of(line.span.begin), decoded.raw_of(line.span.end)}});
  }
}

}  // namespace

Result<SourceText> read_plain_text(std::string_view bytes, std::string_view charset_hint, const ReadLimits& limits) {
  if (bytes.size() > limits.max_bytes || bytes.size() > 0x40000000) {
    return Error{ErrorCode::kTooLarge, "plain text: " + std::to_string(bytes.size()) + " bytes, at most " +
                                           std::to_string(limits.max_bytes) + " are read"};
  }
  if (bytes.find_first_not_of(" \t\r\n\f\v") == std::string_view::npos || bytes == kByteOrderMark) {
    return Error{ErrorCode::kBadInput, "plain text: the file is empty, wanted words"};
  }
  detail::Decoded decoded = detail::decode(bytes, charset_hint, detail::CharsetSource::kPlain);
  if (const std::string found = found_in_binary(decoded.text); !found.empty()) {
    return Error{ErrorCode::kBadInput, "plain text: found " + found + ", wanted words"};
  }
  const std::vector<TextLine> lines = lines_of(decoded.text);
  SourceText out;
  detail::TextHead head = detail::read_head(decoded.text, lines);
  const std::vector<bool> furniture = furniture_lines(decoded.text, lines, head);
  if (std::string_view{decoded.text}.substr(0, 3) == kByteOrderMark) out.boilerplate.push_back({0, 3});
  std::vector<bool> apart = furniture;
  for (std::size_t i = 0; i < std::min(lines.size(), head.body); ++i) apart[i] = apart[i] || !lines[i].span.empty();
  if (head.title_lines > 1) {
    for (std::size_t i = 0; i < head.title_lines; ++i) apart[*head.first_title_line + i] = false;
  }
  for (std::size_t i = 0; i < lines.size(); ++i) {
    if (furniture[i]) out.boilerplate.push_back(lines[i].span);
    if (apart[i] && is_heading(slice(decoded.text, lines[i].span))) apart[i] = false;
  }
  BlockMaker{decoded.text, lines, apart, out.blocks}.run();
  find_links(decoded.text, out.links);
  make_map(decoded, lines, out.map);
  out.title = std::move(head.title);
  out.publisher = std::move(head.publisher);
  out.url = std::move(head.url);
  out.byline = std::move(head.byline);
  out.authors = std::move(head.authors);
  out.published = std::move(head.published);
  out.language = detail::guess_language(decoded.text);
  out.encoding = std::move(decoded.encoding);
  out.warnings = std::move(decoded.warnings);
  out.text = std::move(decoded.text);
  return out;
}

}  // namespace headwater
