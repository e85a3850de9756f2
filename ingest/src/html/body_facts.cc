#include "html/body_facts.h"

#include <algorithm>
#include <array>
#include <iterator>

#include "headwater/schema/fold.h"
#include "html/author_marks.h"
#include "html/class_hints.h"
#include "html/main_content.h"
#include "text/byline.h"
#include "text/date_phrase.h"
#include "text/furniture.h"

namespace headwater::detail {
namespace {

constexpr std::size_t kMaxHeadings = 10;
constexpr std::uint64_t kBeforeStory =
    300;  // characters of prose that may stand between a story's start and its headline
constexpr std::uint32_t kNearBlocks = 12;  // a headline's surroundings

std::string lowered(std::string_view text) {
  std::string out{text};
  std::transform(out.begin(), out.end(), out.begin(),
                 [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c; });
  return out;
}

bool has_word(const std::string& list, std::string_view word) {
  return (" " + list + " ").find(" " + std::string{word} + " ") != std::string::npos;
}

constexpr std::array<std::string_view, 12> kMarks{
    " ", ",", ".", "|", "-", "(", ")", "\xE2\x80\x93", "\xE2\x80\x94", "\xC2\xA9", "\xC2\xB7", "\xC2\xA0"};

std::string_view without_marks_behind(std::string_view text) {
  for (bool again = true; again;) {
    again = false;
    for (const std::string_view mark : kMarks) {
      if (!text.ends_with(mark)) continue;
      text.remove_suffix(mark.size());
      again = true;
    }
  }
  return text;
}

// Without years and marks before the name.
std::string_view without_lead(std::string_view text) {
  for (bool again = true; again;) {
    again = false;
    for (const std::string_view mark : kMarks) {
      if (!text.starts_with(mark)) continue;
      text.remove_prefix(mark.size());
      again = true;
    }
    while (!text.empty() && text[0] >= '0' && text[0] <= '9') {
      text.remove_prefix(1);
      again = true;
    }
  }
  return text;
}

class Reader {
 public:
  Reader(const PageTree& tree, const std::vector<std::uint32_t>& hints, const PageBlocks& blocks, std::uint32_t root,
         DayOrder order)
      : tree_{tree}, hints_{hints}, blocks_{blocks}, root_{root}, order_{order} {}

  BodyFacts run() {
    mark_foreign();
    for (std::uint32_t i = 1; i < tree_.nodes.size(); ++i) {
      const Tag tag = tree_.nodes[i].tag;
      if (tag == Tag::kText || tag == Tag::kBr) continue;
      look_for_site(i);
      if (foreign_[i]) continue;
      look_for_heading(i);
    }
    out_.dates = find_date_marks(tree_, hints_, blocks_, foreign_, root_, headline_node_, order_);
    AuthorMarks marks = find_author_marks(tree_, hints_, blocks_, foreign_, headline_node_);
    out_.marked_authors = std::move(marks.names);
    out_.marked_sureness = marks.sureness;
    look_near_headline();
    if (out_.byline.empty()) look_behind_story();
    if (out_.byline.empty()) out_.byline = without_date(marks.byline);
    look_for_rights();
    return std::move(out_);
  }

 private:
  // Comments, related stories and boxes: what they say is not of this story.
  void mark_foreign() {
    foreign_.assign(tree_.nodes.size(), false);
    const std::uint64_t total = blocks_.prose.back();
    for (std::uint32_t i = 1; i < tree_.nodes.size(); ++i) {
      const PageNode& node = tree_.nodes[i];
      if (foreign_[node.parent]) {
        foreign_[i] = true;
        continue;
      }
      if (!is_block(node.tag) || node.tag == Tag::kMain) continue;
      const bool little = blocks_.prose_in(tree_, i) * 4 < total || total == 0;
      const bool apart = (hints_[i] & (kHintFurniture | kHintComments | kHintFooter)) != 0 &&
                         (hints_[i] & (kHintByline | kHintAuthor | kHintDate)) == 0;
      const bool aside = node.tag == Tag::kAside || node.tag == Tag::kNav || node.tag == Tag::kFooter;
      foreign_[i] = little && !holds_headline(i) && (apart || aside);
    }
  }

  [[nodiscard]] bool holds_headline(std::uint32_t node) const {
    for (std::uint32_t i = node; i < std::min(tree_.nodes[node].end, node + 400); ++i) {
      if (tree_.nodes[i].tag == Tag::kH1) return true;
    }
    return false;
  }

  void look_for_heading(std::uint32_t i) {
    const Tag tag = tree_.nodes[i].tag;
    if (tag == Tag::kH1 && out_.headings.size() < kMaxHeadings) {
      std::string text = tree_.text(i, 400);
      if (!text.empty() && (hints_[i] & kHintLogo) == 0) {
        out_.headings.push_back(std::move(text));
        // The last one before the story's first paragraphs, else the first.
        if (headline_node_ == kNoIndex || blocks_.prose[i] <= blocks_.prose[root_] + kBeforeStory) headline_node_ = i;
      }
    }
    if (tag == Tag::kH2 && out_.subheadings.size() < kMaxHeadings) {
      std::string text = tree_.text(i, 400);
      if (text.size() > 8) out_.subheadings.push_back(std::move(text));
    }
    if (!out_.headline.empty()) return;
    const bool titled =
        (tag == Tag::kH1 || tag == Tag::kH2) && (hints_[i] & kHintTitle) != 0 && (hints_[i] & kHintLogo) == 0;
    if (titled || (hints_[i] != 0 && has_word(lowered(tree_.attribute(i, "itemprop")), "headline"))) {
      std::string text = tree_.text(i, 400);
      if (text.size() > 3 && text.size() < 300) {
        out_.headline = std::move(text);
        if (headline_node_ == kNoIndex) headline_node_ = i;
      }
    }
  }

  // The name of the site from its logo.
  void look_for_site(std::uint32_t i) {
    if (!out_.logo.empty()) return;
    if ((hints_[i] & kHintLogo) == 0) return;
    std::string text;
    for (std::uint32_t n = i; n < std::min(tree_.nodes[i].end, i + 12) && text.empty(); ++n) {
      if (tree_.nodes[n].tag == Tag::kImg) text = tree_.attribute(n, "alt");
    }
    if (tree_.nodes[i].end - i < 24) {
      const std::string words = tree_.text(i, 120);
      if (!words.empty() && words.size() < 60) text = words;
    }
    for (const std::string_view end : {" logo", " Logo", " LOGO", " home", " Home"}) {
      if (std::string_view{text}.ends_with(end)) text.resize(text.size() - end.size());
    }
    if (text.size() >= 2 && text.size() < 60 && fold(text) != "logo" && fold(text) != "home")
      out_.logo = std::move(text);
  }

  // Short lines around the headline that read as a byline or a date.
  void look_near_headline() {
    const std::vector<PageBlock>& all = blocks_.blocks;
    std::uint32_t at = 0;
    while (at < all.size() && headline_node_ != kNoIndex && all[at].first < headline_node_) ++at;
    if (headline_node_ == kNoIndex) {
      while (at < all.size() && all[at].first < root_) ++at;
    }
    const std::vector<bool> none(tree_.nodes.size(), false);
    std::uint32_t prose = 0;
    const std::uint32_t from = at > 4 ? at - 4 : 0;
    for (std::uint32_t b = from; b < all.size() && b < at + kNearBlocks; ++b) {
      const PageBlock& block = all[b];
      if (block.is_prose() && block.characters > 140) {
        if (b >= at && ++prose >= 2) break;
        continue;
      }
      if (block.characters > 140 || foreign_[block.first]) continue;
      const std::string text = block_text(tree_, none, block, 300, " | ");
      // A line that was broken by hand is looked at piece by piece.
      std::string_view rest = text;
      while (!rest.empty()) {
        const std::size_t end = std::min(rest.find('\n'), rest.size());
        look_at_line(rest.substr(0, end), b >= at);
        rest.remove_prefix(std::min(end + 1, rest.size()));
      }
    }
  }

  // The last lines of the story and the first after it: "Text: Marta Lind".
  void look_behind_story() {
    constexpr std::size_t kBefore = 3, kAfter = 6;
    const std::vector<PageBlock>& all = blocks_.blocks;
    std::size_t last = 0;
    for (std::size_t b = 0; b < all.size(); ++b) {
      if (all[b].first >= root_ && all[b].first < tree_.nodes[root_].end && all[b].is_prose()) last = b;
    }
    const std::vector<bool> none(tree_.nodes.size(), false);
    for (std::size_t b = last > kBefore ? last - kBefore : 0; b < std::min(all.size(), last + kAfter); ++b) {
      if (all[b].characters > 140 || foreign_[all[b].first] || !out_.byline.empty()) continue;
      const std::string text = block_text(tree_, none, all[b], 300, " | ");
      std::string_view rest = text;
      while (!rest.empty()) {
        const std::size_t end = std::min(rest.find('\n'), rest.size());
        look_for_byline(rest.substr(0, end), true);
        rest.remove_prefix(std::min(end + 1, rest.size()));
      }
    }
  }

  void look_for_byline(std::string_view line, bool person_only) {
    if (!out_.byline.empty()) return;
    const std::string_view byline = byline_in(line);
    if (byline.empty()) return;
    std::vector<std::string> names = authors_in(byline);
    if (names.empty()) names = pen_names_in(byline, true);
    if (person_only && (names.empty() || !is_person_name(names.front()))) return;
    out_.byline = as_read(without_date(byline));
    out_.byline_authors = std::move(names);
  }

  void look_at_line(std::string_view line, bool below) {
    if (below) look_for_byline(line, false);
  }

  // Without the bars that keep elements apart.
  [[nodiscard]] static std::string as_read(std::string text) {
    for (std::size_t at = text.find(" | "); at != std::string::npos; at = text.find(" | ", at))
      text.replace(at, 3, " ");
    while (text.ends_with(" |") || text.ends_with(" ")) text.pop_back();
    return text;
  }

  // A byline without the date that stands behind it in the same line.
  [[nodiscard]] static std::string without_date(std::string_view line) {
    const std::optional<DatePhrase> phrase = find_date_phrase(line);
    if (phrase && phrase->span.begin > 6) {
      line = line.substr(0, phrase->span.begin);
      line = without_marks_behind(line);
      const std::size_t word = line.rfind(' ');
      constexpr std::string_view kDays =
          " mon tue tues wed thu thur thurs fri sat sun monday tuesday wednesday thursday friday saturday sunday on ";
      if (word != std::string_view::npos &&
          kDays.find(" " + lowered(line.substr(word + 1)) + " ") != std::string_view::npos)
        line = line.substr(0, word);
    }
    return std::string{line};
  }

  // "(c) 2024 The Daily Plate", in the last blocks.
  void look_for_rights() {
    const std::vector<PageBlock>& all = blocks_.blocks;
    const std::vector<bool> none(tree_.nodes.size(), false);
    const std::size_t from = all.size() > 30 ? all.size() - 30 : 0;
    for (std::size_t b = all.size(); b-- > from && out_.rights.empty();) {
      if (all[b].characters > 250) continue;
      std::string text = block_text(tree_, none, all[b], 400);
      std::size_t sign = text.find("\xC2\xA9");
      std::size_t after = sign == std::string::npos ? sign : sign + 2;
      if (sign == std::string::npos) {
        sign = lowered(text).find("copyright");
        if (sign == std::string::npos) continue;
        after = sign + 9;
      }
      std::string_view rest = std::string_view{text}.substr(after);
      rest = without_lead(rest);
      if (rest.empty()) continue;
      if (rest.substr(0, 3) == "by ") rest.remove_prefix(3);
      rest = rest.substr(0, rest.find_first_of(".,|;:0123456789"));
      for (const std::string_view end : {" All ", " all rights", " - ", " \xC2\xB7", " \xE2\x80\xA2"})
        rest = rest.substr(0, rest.find(end));
      while (!rest.empty() && rest.back() == ' ') rest.remove_suffix(1);
      if (rest.size() >= 3 && rest.size() < 60 && !is_furniture(rest)) out_.rights = rest;
    }
  }

  const PageTree& tree_;
  const std::vector<std::uint32_t>& hints_;
  const PageBlocks& blocks_;
  std::uint32_t root_;
  DayOrder order_;
  BodyFacts out_;
  std::vector<bool> foreign_;
  std::uint32_t headline_node_ = kNoIndex;
};

}  // namespace

BodyFacts read_body_facts(const PageTree& tree, const std::vector<std::uint32_t>& hints, const PageBlocks& blocks,
                          std::uint32_t root, DayOrder order) {
  return Reader{tree, hints, blocks, root, order}.run();
}

}  // namespace headwater::detail
