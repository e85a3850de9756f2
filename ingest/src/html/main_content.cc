#include "html/main_content.h"

#include <algorithm>
#include <array>
#include <string>

#include "headwater/schema/fold.h"
#include "html/class_hints.h"
#include "html/entities.h"
#include "text/byline.h"
#include "text/charset.h"
#include "text/date_phrase.h"
#include "text/furniture.h"

namespace headwater::detail {
namespace {

bool is_heading(Tag tag) { return tag >= Tag::kH1 && tag <= Tag::kH6; }

std::string lowered(std::string_view text) {
  std::string out{text};
  std::transform(out.begin(), out.end(), out.begin(),
                 [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c; });
  return out;
}

bool holds(std::string_view text, std::string_view part) { return text.find(part) != std::string_view::npos; }

// Which parts of the page are left out whole.
class Pruner {
 public:
  Pruner(const PageTree& tree, const std::vector<std::uint32_t>& hints) : tree_{tree}, hints_{hints} {}

  std::vector<bool> run(PageBlocks& whole) {
    std::vector<bool> skip(tree_.nodes.size(), false);
    for (std::uint32_t i = 0; i < tree_.nodes.size(); ++i) skip[i] = is_never_text(tree_.nodes[i].tag);
    before_ = find_blocks(tree_, skip);
    total_ = before_.prose.back();
    for (std::uint32_t i = 1; i < tree_.nodes.size(); ++i) {
      if (skip[i] || !is_left_out(i)) continue;
      skip[i] = true;
    }
    whole = std::move(before_);
    return skip;
  }

 private:
  [[nodiscard]] double share(std::uint32_t node) const {
    return total_ == 0 ? 0.0 : static_cast<double>(before_.prose_in(tree_, node)) / static_cast<double>(total_);
  }

  [[nodiscard]] bool is_left_out(std::uint32_t i) const {
    const Tag tag = tree_.nodes[i].tag;
    const std::uint32_t hints = hints_[i];
    if (tag == Tag::kText || tag == Tag::kBody || tag == Tag::kHtml || tag == Tag::kMain || tag == Tag::kBr)
      return false;
    const double part = share(i);
    if ((hints & kHintHidden) != 0 && part < 0.5) return true;
    if ((hints & kHintBody) != 0 && part > 0.1) return false;
    if (!is_block(tag)) return false;
    if ((tag == Tag::kFooter || tag == Tag::kAside || tag == Tag::kMenu) && part < 0.4) return true;
    if ((tag == Tag::kForm || tag == Tag::kFieldset) && part < 0.3) return true;
    if (tag == Tag::kAddress && part == 0) return true;
    if (is_heading(tag) || tag == Tag::kP || tag == Tag::kBlockquote) {
      // A paragraph of prose stays, whatever its class; a short one with a telling class does not.
      return (hints & (kHintFurniture | kHintComments | kHintFooter | kHintByline)) != 0 && part == 0;
    }
    if (tag == Tag::kTd || tag == Tag::kTr || tag == Tag::kTable || tag == Tag::kTbody) {
      return (hints & (kHintFurniture | kHintComments | kHintFooter)) != 0 && part < 0.2;
    }
    const double most = tag == Tag::kArticle ? 0.1 : 0.3;
    if ((hints & kHintComments) != 0) {
      const auto outside = static_cast<double>(total_) * (1 - part);
      return part < most || (tag != Tag::kArticle && outside > 400 && part < 0.9);
    }
    if ((hints & (kHintFurniture | kHintFooter)) != 0) return part < most;
    if ((hints & kHintByline) != 0) return before_.prose_in(tree_, i) < 150 && part < 0.3;
    return false;
  }

  const PageTree& tree_;
  const std::vector<std::uint32_t>& hints_;
  PageBlocks before_;
  std::uint64_t total_ = 0;
};

// Which element holds the story.
class RootFinder {
 public:
  RootFinder(const PageTree& tree, const std::vector<std::uint32_t>& hints, const PageBlocks& blocks)
      : tree_{tree}, hints_{hints}, blocks_{blocks}, total_{blocks.prose.back()} {}

  [[nodiscard]] std::uint32_t run() const {
    using Test = bool (*)(Tag, std::uint32_t);
    constexpr std::array<Test, 4> kTiers{
        [](Tag, std::uint32_t h) { return (h & kHintBody) != 0; },
        [](Tag t, std::uint32_t) { return t == Tag::kArticle; },
        [](Tag, std::uint32_t h) { return (h & kHintStory) != 0; },
        [](Tag t, std::uint32_t h) { return t == Tag::kMain || (h & kHintMain) != 0; },
    };
    for (const Test tier : kTiers) {
      const std::uint32_t found = best(tier);
      if (found != kNoIndex &&
          static_cast<double>(blocks_.prose_in(tree_, found)) >= 0.5 * static_cast<double>(total_)) {
        return found;
      }
    }
    return densest();
  }

 private:
  // The smallest of the elements that hold nearly the most prose.
  template <class T>
  [[nodiscard]] std::uint32_t best(T tier) const {
    std::uint64_t most = 0;
    for (std::uint32_t i = 1; i < tree_.nodes.size(); ++i) {
      if (fits(i, tier)) most = std::max(most, blocks_.prose_in(tree_, i));
    }
    if (most == 0) return kNoIndex;
    std::uint32_t found = kNoIndex;
    for (std::uint32_t i = 1; i < tree_.nodes.size(); ++i) {
      if (fits(i, tier) && blocks_.prose_in(tree_, i) * 20 >= most * 19) found = i;
    }
    return found;
  }

  template <class T>
  [[nodiscard]] bool fits(std::uint32_t i, T tier) const {
    const Tag tag = tree_.nodes[i].tag;
    if (!is_block(tag) || is_heading(tag) || tag == Tag::kP || tag == Tag::kLi) return false;
    return tier(tag, hints_[i]);
  }

  // Down from the body while one child holds nearly all of the prose.
  [[nodiscard]] std::uint32_t densest() const {
    std::uint32_t at = 0;
    while (true) {
      const std::uint64_t all = blocks_.prose_in(tree_, at);
      std::uint32_t next = kNoIndex;
      for (std::uint32_t child = at + 1; child < tree_.nodes[at].end; child = tree_.nodes[child].end) {
        const Tag tag = tree_.nodes[child].tag;
        if (tag == Tag::kText || tag == Tag::kP || is_heading(tag)) continue;
        if (all > 0 && static_cast<double>(blocks_.prose_in(tree_, child)) >= 0.8 * static_cast<double>(all))
          next = child;
      }
      if (next == kNoIndex) return at;
      at = next;
    }
  }

  const PageTree& tree_;
  const std::vector<std::uint32_t>& hints_;
  const PageBlocks& blocks_;
  std::uint64_t total_;
};

// Which blocks inside it are text of the story.
class Chooser {
 public:
  Chooser(const PageTree& tree, std::string_view title, const MainContent& content)
      : tree_{tree}, title_{fold(title)}, content_{content} {}

  std::vector<std::uint32_t> run() {
    const PageNode& root = tree_.nodes[content_.root];
    std::vector<std::uint32_t> chosen;
    bool prose_seen = false;
    for (std::uint32_t b = 0; b < content_.blocks.blocks.size(); ++b) {
      const PageBlock& block = content_.blocks.blocks[b];
      if (block.first < content_.root || block.first >= root.end) continue;
      if (!keeps(block, prose_seen)) continue;
      prose_seen = prose_seen || block.is_prose();
      chosen.push_back(b);
    }
    while (!chosen.empty() && content_.blocks.blocks[chosen.back()].kind == BlockKind::kHeading) chosen.pop_back();
    return chosen;
  }

 private:
  [[nodiscard]] bool inside(std::uint32_t node, Tag tag) const {
    for (std::uint32_t at = node; at != kNoIndex && at != content_.root; at = tree_.nodes[at].parent) {
      if (tree_.nodes[at].tag == tag) return true;
    }
    return false;
  }

  [[nodiscard]] bool keeps(const PageBlock& block, bool prose_seen) const {
    const Tag owner = tree_.nodes[block.owner].tag;
    if (owner == Tag::kH1) return false;
    if (block.is_prose()) {
      if (block.characters > 400) return true;
      if (!prose_seen && block.characters < 160 && is_about_story(block_text(tree_, content_.skip, block, 500)))
        return false;
      const std::string text = block_text(tree_, content_.skip, block, 500);
      return !is_furniture(text) && (prose_seen || fold(text) != title_);
    }
    if (inside(block.owner, Tag::kHeader)) return false;
    if (block.characters > 600) return block.link_share() < 0.8;
    const std::string text = block_text(tree_, content_.skip, block, 900);
    if (is_furniture(text)) return false;
    if (block.characters < 200 && !title_.empty() && fold(text) == title_) return false;
    if (block.kind == BlockKind::kHeading) return block.link_share() < 0.9;
    if (block.link_share() > 0.8 && block.sentences == 0) return false;
    if (block.kind == BlockKind::kListItem && block.link_share() > 0.6) return false;
    return prose_seen || block.characters > 160 || !is_about_story(text);
  }

  // Lines that are bylines, dates or labels, one and all.
  [[nodiscard]] static bool is_about_story(std::string_view text) {
    while (!text.empty()) {
      const std::size_t end = std::min(text.find('\n'), text.size());
      const std::string_view line = text.substr(0, end);
      text.remove_prefix(std::min(end + 1, text.size()));
      if (line.empty() || is_byline(line) || is_furniture(line)) continue;
      const std::optional<DatePhrase> date = find_date_phrase(line);
      if (!date || line.size() > date->span.size() + 40u) return false;
    }
    return true;
  }

  const PageTree& tree_;
  std::string title_;
  const MainContent& content_;
};

}  // namespace

std::vector<std::uint32_t> hints_by_node(const PageTree& tree) {
  std::vector<std::uint32_t> hints(tree.nodes.size(), 0);
  for (std::uint32_t i = 0; i < tree.nodes.size(); ++i) {
    if (tree.nodes[i].tag == Tag::kText || tree.nodes[i].token == kNoIndex) continue;
    std::string_view class_value, id_value;
    std::uint32_t more = 0;
    for (const Attribute& attribute : attributes_of(tree.tag_text(i))) {
      const std::string name = lowered(attribute.name.substr(0, 16));
      const std::string value = lowered(attribute.value.substr(0, 200));
      if (name == "class") {
        class_value = attribute.value;
      } else if (name == "id") {
        id_value = attribute.value;
      } else if (name == "hidden") {
        more |= kHintHidden;
      } else if (name == "aria-hidden" && value == "true") {
        more |= kHintHidden;
      } else if (name == "style") {
        std::string style = value;
        style.erase(std::remove(style.begin(), style.end(), ' '), style.end());
        if (holds(style, "display:none") || holds(style, "visibility:hidden")) more |= kHintHidden;
      } else if (name == "role") {
        if (value == "main") more |= kHintMain;
        if (value == "article") more |= kHintStory;
        constexpr std::string_view kFurniture =
            " navigation banner contentinfo complementary search dialog alert alertdialog menu menubar toolbar "
            "tablist ";
        if (!value.empty() && holds(kFurniture, " " + value + " ")) more |= kHintFurniture;
      } else if (name == "itemprop") {
        if (value == "articlebody") more |= kHintBody;
      }
    }
    hints[i] = more | hints_of(class_value, id_value);
  }
  return hints;
}

std::string block_text(const PageTree& tree, const std::vector<bool>& skip, const PageBlock& block, std::size_t limit) {
  std::string out;
  bool space = false;
  for (std::uint32_t i = block.first; i < block.last && out.size() < limit; ++i) {
    if (skip[i]) {
      i = tree.nodes[i].end - 1;
      continue;
    }
    if (tree.nodes[i].tag == Tag::kBr && !out.empty()) out += '\n';
    if (tree.nodes[i].tag != Tag::kText) continue;
    for (const char c : resolve_references(cut(tree.tag_text(i), 4 * limit), false)) {
      if (c == ' ' || c == '\n' || c == '\t' || c == '\r' || c == '\f' || c == '\0') {
        space = true;
        continue;
      }
      if (space && !out.empty() && out.back() != '\n') out += ' ';
      space = false;
      out += c;
    }
  }
  return out;
}

MainContent find_story(const PageTree& tree, const std::vector<std::uint32_t>& hints) {
  MainContent content;
  content.skip = Pruner{tree, hints}.run(content.whole);
  content.blocks = find_blocks(tree, content.skip);
  content.root = RootFinder{tree, hints, content.blocks}.run();
  return content;
}

void choose_blocks(const PageTree& tree, std::string_view title, MainContent& content) {
  content.chosen = Chooser{tree, title, content}.run();
}

}  // namespace headwater::detail
