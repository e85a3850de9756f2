#include "html/body_facts.h"

#include <algorithm>
#include <array>
#include <iterator>

#include "headwater/schema/fold.h"
#include "html/class_hints.h"
#include "html/main_content.h"
#include "text/byline.h"
#include "text/date_phrase.h"
#include "text/furniture.h"

namespace headwater::detail {
namespace {

constexpr std::size_t kMaxHeadings = 10;
constexpr std::size_t kMaxAuthors = 8;
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

bool plausible(const Date& date) { return date.year() >= 1990 && date.year() <= 2100; }

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
  Reader(const PageTree& tree, const std::vector<std::uint32_t>& hints, const PageBlocks& blocks, std::uint32_t root)
      : tree_{tree}, hints_{hints}, blocks_{blocks}, root_{root} {}

  BodyFacts run() {
    mark_foreign();
    for (std::uint32_t i = 1; i < tree_.nodes.size(); ++i) {
      const Tag tag = tree_.nodes[i].tag;
      if (tag == Tag::kText || tag == Tag::kBr) continue;
      look_for_site(i);
      if (foreign_[i]) continue;
      look_for_heading(i);
      look_for_author(i);
      look_for_date(i);
    }
    if (!time_dates_.empty() && !out_.marked_date) out_.marked_date = time_dates_.front();
    look_near_headline();
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
        if (headline_node_ == kNoIndex || headline_node_ < root_) headline_node_ = i;
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

  void look_for_author(std::uint32_t i) {
    if (out_.marked_authors.size() >= kMaxAuthors) return;
    const Tag tag = tree_.nodes[i].tag;
    bool strong = false;
    if (tag == Tag::kA) strong = has_word(lowered(tree_.attribute(i, "rel")), "author");
    const std::string property = lowered(tree_.attribute(i, "itemprop"));
    strong = strong || has_word(property, "author") || has_word(property, "creator");
    const bool weak = (hints_[i] & kHintAuthor) != 0;
    if (!strong && !weak) return;
    if (tree_.nodes[i].end - i > 60) return;
    const std::string text = tree_.text_apart(i, 260);
    if (text.empty() || text.size() > 200) return;
    std::vector<std::string> names = authors_in(text);
    if (out_.byline.empty() && is_byline(text)) out_.byline = without_date(tree_.text(i, 260));
    if (names.empty() && strong && is_pen_name(text)) names.push_back(text);
    if (names.empty() || (strong_authors_ && !strong)) return;
    // An author class far from the headline is some other story's.
    if (!strong && headline_node_ != kNoIndex &&
        (i < headline_node_ ? headline_node_ - i > 60 : blocks_.prose[i] > blocks_.prose[headline_node_] + 600))
      return;
    if (out_.byline.empty() && is_whole_line(i)) out_.byline = without_date(tree_.text(i, 260));
    if (strong && !strong_authors_) out_.marked_authors.clear();
    strong_authors_ = strong_authors_ || strong;
    // Later ones count only where they stand near the first.
    if (!out_.marked_authors.empty() && i > last_author_ + 40) return;
    last_author_ = i;
    for (std::string& name : names) {
      const std::string key = fold(name);
      if (std::none_of(out_.marked_authors.begin(), out_.marked_authors.end(),
                       [&](const std::string& o) { return fold(o) == key; })) {
        out_.marked_authors.push_back(std::move(name));
      }
    }
  }

  void look_for_date(std::uint32_t i) {
    if (out_.marked_date) return;
    const Tag tag = tree_.nodes[i].tag;
    const std::string property = lowered(tree_.attribute(i, "itemprop"));
    const bool strong = has_word(property, "datepublished") || has_word(property, "datecreated");
    const bool time = tag == Tag::kTime || tag == Tag::kAbbr;
    if (!strong && !time && (hints_[i] & kHintDate) == 0) return;
    std::optional<Date> date;
    for (const char* name : {"datetime", "content", "title"}) {
      if (!date && (strong || time)) date = read_machine_date(tree_.attribute(i, name));
    }
    if (!date && tree_.nodes[i].end - i < 40) {
      const std::string text = tree_.text(i, 160);
      if (text.size() < 120) date = find_date(text);
    }
    if (!date || !plausible(*date)) return;
    // The day of the last change is not the day of publication.
    const std::string described = lowered(tree_.attribute(i, "class"));
    const bool changed = (described.find("modified") != std::string::npos ||
                          described.find("updated") != std::string::npos || has_word(property, "datemodified")) &&
                         described.find("published") == std::string::npos && !strong;
    if (changed) return;
    if (strong || (tag == Tag::kTime && !tree_.attribute(i, "pubdate").empty())) {
      out_.marked_date = date;
    } else {
      time_dates_.push_back(*date);
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
      const std::string text = block_text(tree_, none, block, 300);
      // A line that was broken by hand is looked at piece by piece.
      std::string_view rest = text;
      while (!rest.empty()) {
        const std::size_t end = std::min(rest.find('\n'), rest.size());
        look_at_line(rest.substr(0, end), b >= at);
        rest.remove_prefix(std::min(end + 1, rest.size()));
      }
    }
  }

  void look_at_line(std::string_view line, bool below) {
    if (out_.byline.empty() && below && is_byline(line)) out_.byline = without_date(line);
    if (out_.visible_date) return;
    const std::optional<DatePhrase> phrase = find_date_phrase(line);
    if (phrase && plausible(phrase->date) && line.size() < phrase->span.size() + 70u) out_.visible_date = phrase->date;
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

  // The element's words are all of their block, or follow "by" in it.
  [[nodiscard]] bool is_whole_line(std::uint32_t node) const {
    const auto after = std::upper_bound(blocks_.blocks.begin(), blocks_.blocks.end(), tree_.nodes[node].end - 1,
                                        [](std::uint32_t n, const PageBlock& b) { return n < b.first; });
    return after != blocks_.blocks.begin() && std::prev(after)->characters < 200;
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
  BodyFacts out_;
  std::vector<bool> foreign_;
  std::vector<Date> time_dates_;
  std::uint32_t headline_node_ = kNoIndex;
  std::uint32_t last_author_ = 0;
  bool strong_authors_ = false;
};

}  // namespace

BodyFacts read_body_facts(const PageTree& tree, const std::vector<std::uint32_t>& hints, const PageBlocks& blocks,
                          std::uint32_t root) {
  return Reader{tree, hints, blocks, root}.run();
}

}  // namespace headwater::detail
