#include "pdf/paragraphs.h"

#include <algorithm>
#include <map>
#include <set>
#include <utility>

#include "headwater/schema/fold.h"

namespace headwater::detail {
namespace {

constexpr double kMargin = 0.12;  // of a page's height: where running heads and page numbers stand

bool is_digit(char c) { return c >= '0' && c <= '9'; }

std::string words_of(const PdfLine& line) {
  std::string out;
  for (const PdfWord& word : line.words) {
    if (!out.empty()) out += ' ';
    out += word.text;
  }
  return out;
}

// What running heads have in common from page to page.
std::string pattern_of(const PdfLine& line) {
  std::string out;
  for (const char c : fold(words_of(line))) {
    if (!is_digit(c)) {
      out += c;
    } else if (out.empty() || out.back() != '#') {
      out += '#';
    }
  }
  return out;
}

// "7", "- 7 -", "vii", "page 7 of 9", "7 | 9".
bool is_page_number(const std::string& pattern) {
  std::string left;
  for (std::size_t at = 0; at < pattern.size();) {
    const std::size_t end = std::min(pattern.find(' ', at), pattern.size());
    const std::string word = pattern.substr(at, end - at);
    at = end + 1;
    if (word == "page" || word == "of" || word == "seite" || word == "von" || word == "p." || word == "pagina")
      continue;
    left += word;
  }
  if (left.empty()) return false;
  const bool marks =
      left.find_first_not_of("#-|/.\xE2\x80\x93\x94") == std::string::npos && left.find('#') != std::string::npos;
  return marks || (left.size() <= 5 && left.find_first_not_of("ivxl") == std::string::npos);
}

bool in_margin(const PdfPage& page, const PdfLine& line) {
  return line.box.bottom < page.height * kMargin || line.box.top > page.height * (1 - kMargin);
}

// Patterns that stand in the margins of many pages.
std::set<std::string> running_heads(const PdfLayout& layout) {
  std::map<std::string, std::size_t> pages_with;
  for (const PdfPage& page : layout.pages) {
    std::set<std::string> here;
    for (const PdfBlock& block : page.blocks) {
      for (const PdfLine& line : block.lines) {
        if (in_margin(page, line)) here.insert(pattern_of(line));
      }
    }
    for (const std::string& pattern : here) ++pages_with[pattern];
  }
  std::set<std::string> out;
  const std::size_t enough = std::max<std::size_t>(2, layout.pages.size() / 3);
  for (const auto& [pattern, count] : pages_with) {
    if (count >= enough || (count >= 3 && pattern.size() > 12)) out.insert(pattern);
  }
  return out;
}

// The height that most characters have.
double body_height(const PdfLayout& layout) {
  std::map<int, std::size_t> by_height;
  for (const PdfPage& page : layout.pages) {
    for (const PdfBlock& block : page.blocks) {
      for (const PdfLine& line : block.lines) {
        for (const PdfWord& word : line.words) by_height[static_cast<int>(word.box.height() * 4)] += word.text.size();
      }
    }
  }
  const auto most = std::max_element(by_height.begin(), by_height.end(),
                                     [](const auto& a, const auto& b) { return a.second < b.second; });
  return most == by_height.end() || most->first == 0 ? 10 : most->first / 4.0;
}

bool opens_list_item(const PdfLine& line) {
  const std::string& first = line.words[0].text;
  if (line.words.size() < 2) return false;
  for (const char* mark : {"\xE2\x80\xA2", "\xE2\x96\xAA", "\xE2\x97\x8F", "\xE2\x80\x93", "-", "*", "\xC2\xB7", "o"}) {
    if (first == mark) return true;
  }
  if (first.size() >= 3 && first.front() == '[' && first.back() == ']' && is_digit(first[1])) return true;
  if (first.size() < 2 || first.size() > 5 || (first.back() != '.' && first.back() != ')')) return false;
  std::string_view inner{first};
  inner.remove_suffix(1);
  if (inner.starts_with('(')) inner.remove_prefix(1);
  const bool digits = std::all_of(inner.begin(), inner.end(), is_digit);
  return !inner.empty() && (digits || (inner.size() == 1 && inner[0] >= 'a' && inner[0] <= 'z'));
}

bool ends_sentence(std::string_view word) {
  while (!word.empty() && (word.back() == '"' || word.back() == ')' || word.back() == '\'')) word.remove_suffix(1);
  if (word.ends_with("\xE2\x80\x9D") || word.ends_with("\xE2\x80\x99")) word.remove_suffix(3);
  return !word.empty() && (word.back() == '.' || word.back() == '!' || word.back() == '?' || word.back() == ':');
}

double height_of(const PdfLine& line) {
  std::vector<double> heights;
  for (const PdfWord& word : line.words) heights.push_back(word.box.height());
  std::nth_element(heights.begin(), heights.begin() + static_cast<std::ptrdiff_t>(heights.size() / 2), heights.end());
  return std::max(heights[heights.size() / 2], 1.0);
}

std::optional<std::uint32_t> small_number(const std::string& text) {
  if (text.empty() || text.size() > 3) return std::nullopt;
  std::uint32_t n = 0;
  for (const char c : text) {
    if (!is_digit(c)) return std::nullopt;
    n = n * 10 + static_cast<std::uint32_t>(c - '0');
  }
  return n == 0 ? std::nullopt : std::optional<std::uint32_t>{n};
}

class Builder {
 public:
  explicit Builder(const PdfLayout& layout)
      : layout_{layout}, heads_{running_heads(layout)}, body_height_{body_height(layout)} {}

  PdfParagraphs run() {
    std::uint32_t number = 0;
    for (const PdfPage& page : layout_.pages) {
      ++number;
      for (const PdfBlock& block : page.blocks) {
        std::vector<const PdfLine*> lines;
        for (const PdfLine& line : block.lines) {
          if (!is_furniture(page, line)) lines.push_back(&line);
        }
        if (lines.empty()) continue;
        if (is_note(page, *lines[0])) {
          add_notes(lines, number);
        } else {
          add_block(lines, number);
        }
      }
    }
    for (PdfParagraph& p : raw_) join_or_add(std::move(p));
    return std::move(out_);
  }

 private:
  [[nodiscard]] bool is_furniture(const PdfPage& page, const PdfLine& line) const {
    if (!in_margin(page, line)) return false;
    const std::string pattern = pattern_of(line);
    if (is_page_number(pattern)) return true;
    // The title of a document on one page is no running head.
    return layout_.pages.size() > 1 && heads_.contains(pattern);
  }

  // A small line in the lower half of a page that opens with a number.
  [[nodiscard]] bool is_note(const PdfPage& page, const PdfLine& line) const {
    if (line.box.top < page.height * 0.5) return false;
    if (height_of(line) > body_height_ * 0.93) return false;
    std::string first = line.words[0].text;
    if (!first.empty() && (first.back() == '.' || first.back() == ')')) first.pop_back();
    return small_number(first).has_value() && line.words.size() > 1;
  }

  void add_notes(const std::vector<const PdfLine*>& lines, std::uint32_t page) {
    for (const PdfLine* line : lines) {
      std::string first = line->words[0].text;
      if (!first.empty() && (first.back() == '.' || first.back() == ')')) first.pop_back();
      const bool opens = small_number(first).has_value() && line->words.size() > 1 &&
                         (out_.notes.empty() || line == lines[0] || line->words[0].box.left <= note_left_ + 2);
      if (opens || out_.notes.empty()) {
        out_.notes.push_back({BlockKind::kParagraph, {}, page, height_of(*line)});
        note_left_ = line->words[0].box.left;
      }
      add_line(out_.notes.back(), *line, page, true);
    }
  }

  void add_block(const std::vector<const PdfLine*>& lines, std::uint32_t page) {
    double left = lines[0]->box.left, right = lines[0]->box.right;
    for (std::size_t i = 0; i < lines.size(); ++i) {
      left = std::min(left, lines[i]->box.left);
      right = std::max(right, lines[i]->box.right);
    }
    std::vector<double> gaps;
    for (std::size_t i = 1; i < lines.size(); ++i) gaps.push_back(lines[i]->box.top - lines[i - 1]->box.top);
    double pitch = body_height_ * 1.2;
    if (!gaps.empty()) {
      std::nth_element(gaps.begin(), gaps.begin() + static_cast<std::ptrdiff_t>(gaps.size() / 2), gaps.end());
      pitch = gaps[gaps.size() / 2];
    }
    bool in_list = false;
    double item_left = 0;
    for (std::size_t i = 0; i < lines.size(); ++i) {
      const PdfLine& line = *lines[i];
      const double height = height_of(line);
      const bool list = opens_list_item(line);
      bool fresh = i == 0 || list;
      if (!fresh) {
        const PdfLine& before = *lines[i - 1];
        const double gap = line.box.top - before.box.top;
        const double indent = line.box.left - left;
        const double indent_before = before.box.left - left;
        const std::string& last = before.words.back().text;
        const bool short_before = before.box.right < right - 0.2 * (right - left);
        const bool capital =
            !line.words[0].text.empty() && !(line.words[0].text[0] >= 'a' && line.words[0].text[0] <= 'z');
        fresh = gap > pitch * 1.35 || std::abs(height - height_of(before)) > 0.15 * height;
        if (in_list) {
          fresh = fresh || line.box.left < item_left - 1 ||
                  (line.box.left <= item_left + 1 && ends_sentence(last) && capital && short_before);
        } else {
          fresh = fresh || (indent > 0.7 * height && indent_before < 0.4 * height && ends_sentence(last) && capital) ||
                  (ends_sentence(last) && capital && short_before && indent >= 0.7 * height) ||
                  (short_before && capital && !ends_sentence(last) && i == 1 && lines.size() > 2 &&
                   line.box.right > right - 0.2 * (right - left));
        }
      }
      if (fresh) {
        raw_.push_back({list ? BlockKind::kListItem : BlockKind::kParagraph, {}, page, height});
        in_list = list;
        item_left = line.box.left;
      }
      add_line(raw_.back(), line, page, false);
    }
  }

  void add_line(PdfParagraph& to, const PdfLine& line, std::uint32_t page, bool note) const {
    const double height = height_of(line);
    for (std::size_t i = 0; i < line.words.size(); ++i) {
      const PdfWord& word = line.words[i];
      PlacedWord placed{word.text, page, word.box, i + 1 == line.words.size(), std::nullopt};
      const bool raised = line.words.size() > 1 && word.box.height() < height * 0.85 &&
                          word.box.bottom < line.box.bottom - height * 0.12;
      if (raised && (i > 0 || (note && to.words.empty()))) placed.raised_number = small_number(word.text);
      to.words.push_back(std::move(placed));
    }
  }

  [[nodiscard]] bool is_heading(const PdfParagraph& p) const {
    if (p.kind != BlockKind::kParagraph || p.words.size() > 20) return false;
    const std::string& last = p.words.back().text;
    if (ends_sentence(last) || last.back() == ',' || last.back() == ';') return false;
    if (p.height > body_height_ * 1.12) return true;
    const std::string& first = p.words[0].text;
    const bool capital = (first[0] >= 'A' && first[0] <= 'Z') || is_digit(first[0]);
    return capital && p.words.size() <= 10;
  }

  // A list's mark that stands far before its words is a line of its own to the layout.
  [[nodiscard]] static bool is_lone_mark(const PdfParagraph& p) {
    if (p.words.size() != 1) return false;
    PdfLine line;
    line.words.push_back({p.words[0].text, {}});
    line.words.push_back({"x", {}});
    return opens_list_item(line);
  }

  // A paragraph that goes on in the next column or on the next page is one.
  void join_or_add(PdfParagraph p) {
    if (!out_.body.empty() && is_lone_mark(out_.body.back()) && !is_lone_mark(p)) {
      PdfParagraph& mark = out_.body.back();
      const Rectangle& box = mark.words[0].box;
      if (mark.page == p.page && p.words[0].box.top < box.bottom && p.words[0].box.bottom > box.top) {
        mark.kind = BlockKind::kListItem;
        mark.words[0].ends_line = false;
        mark.height = p.height;
        mark.words.insert(mark.words.end(), std::make_move_iterator(p.words.begin()),
                          std::make_move_iterator(p.words.end()));
        return;
      }
    }
    if (is_heading(p)) p.kind = BlockKind::kHeading;
    if (!out_.body.empty()) {
      PdfParagraph& last = out_.body.back();
      const std::string& word = last.words.back().text;
      const std::string& first = p.words[0].text;
      const bool lower = first[0] >= 'a' && first[0] <= 'z';
      const bool open = !ends_sentence(word) && word.back() != ';';
      const bool running = last.words.size() > 8 && std::abs(last.height - p.height) < 0.1 * last.height;
      if (lower && open && (running || word.back() == '-') && p.kind != BlockKind::kListItem) {
        if (last.kind == BlockKind::kHeading) last.kind = BlockKind::kParagraph;
        last.words.insert(last.words.end(), std::make_move_iterator(p.words.begin()),
                          std::make_move_iterator(p.words.end()));
        return;
      }
    }
    out_.body.push_back(std::move(p));
  }

  const PdfLayout& layout_;
  std::set<std::string> heads_;
  double body_height_;
  double note_left_ = 0;
  std::vector<PdfParagraph> raw_;
  PdfParagraphs out_;
};

}  // namespace

PdfParagraphs paragraphs_of(const PdfLayout& layout) { return Builder{layout}.run(); }

}  // namespace headwater::detail
