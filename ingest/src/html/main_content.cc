#include "html/main_content.h"

#include <algorithm>
#include <array>
#include <initializer_list>
#include <string>
#include <unordered_map>
#include <unordered_set>

#include "headwater/schema/fold.h"
#include "html/block_features.h"
#include "html/class_hints.h"
#include "html/entities.h"
#include "text/byline.h"
#include "text/charset.h"
#include "text/date_phrase.h"
#include "text/furniture.h"
#include "trees/tree_model.h"

namespace headwater::detail {

std::string_view model_file(std::string_view name);  // generated, see cmake/Embed.cmake

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

  void run(MainContent& content) {
    content.skip.assign(tree_.nodes.size(), false);
    for (std::uint32_t i = 0; i < tree_.nodes.size(); ++i) content.skip[i] = is_never_text(tree_.nodes[i].tag);
    before_ = find_blocks(tree_, content.skip);
    if (unskip_scriptless_story(content.skip)) before_ = find_blocks(tree_, content.skip);
    total_ = before_.prose.back();
    content.pruned = content.skip;
    for (std::uint32_t i = 1; i < tree_.nodes.size(); ++i) {
      if (content.pruned[i] || !is_left_out(i)) continue;
      content.pruned[i] = true;
      // Hidden, or in a line with words that are not.
      if (!is_block(tree_.nodes[i].tag) || (hints_[i] & kHintHidden) != 0) content.skip[i] = true;
    }
    content.whole = std::move(before_);
  }

 private:
  // Some pages write their story with a script and keep a copy of it for readers without one. True if one was found.
  bool unskip_scriptless_story(std::vector<bool>& skip) const {
    constexpr std::size_t kShortest = 1000;  // bytes
    bool found = false;
    for (std::uint32_t i = 1; i < tree_.nodes.size(); ++i) {
      if (tree_.nodes[i].tag != Tag::kNoscript) continue;
      std::size_t bytes = 0;
      for (std::uint32_t n = i; n < tree_.nodes[i].end; ++n) {
        if (tree_.nodes[n].tag == Tag::kText) bytes += tree_.tag_text(n).size();
      }
      if (bytes > kShortest && bytes > before_.prose.back()) {
        skip[i] = false;
        found = true;
      }
      i = tree_.nodes[i].end - 1;
    }
    return found;
  }

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
  RootFinder(const PageTree& tree, const std::vector<std::uint32_t>& hints, PageBlocks blocks)
      : tree_{tree}, hints_{hints}, blocks_{std::move(blocks)}, total_{blocks_.prose.back()} {}

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
  const PageBlocks blocks_;
  std::uint64_t total_;
};

// A list of a few items that are nothing but links leads away from the story. Longer ones may be what a page is about.
void bar_short_link_lists(const PageTree& tree, MainContent& content) {
  constexpr std::size_t kFewItems = 3;
  const std::vector<PageBlock>& blocks = content.blocks.blocks;
  const auto is_bare_link = [&](std::size_t b) {
    return blocks[b].kind == BlockKind::kListItem && blocks[b].link_share() > 0.9 && blocks[b].sentences == 0;
  };
  const auto list_of = [&](std::size_t b) { return tree.nodes[blocks[b].owner].parent; };
  for (std::size_t b = 0; b < blocks.size();) {
    std::size_t end = b + 1;
    while (end < blocks.size() && blocks[end].kind == BlockKind::kListItem && list_of(end) == list_of(b)) ++end;
    bool bare = end - b <= kFewItems;
    for (std::size_t i = b; i < end && bare; ++i) bare = is_bare_link(i);
    for (std::size_t i = b; i < end && bare; ++i) content.barred[i] = true;
    b = end;
  }
}

bool opens_with(std::string_view text, std::initializer_list<std::string_view> openings) {
  const std::string folded = fold(text.substr(0, 40));
  return std::any_of(openings.begin(), openings.end(),
                     [&](std::string_view opening) { return std::string_view{folded}.starts_with(opening); });
}

// "READ ALSO Bye-bye, bank": a line of the story's own column that is mostly a link to another.
bool leads_away(std::string_view text, const PageBlock& block) {
  return block.link_share() > 0.4 && block.sentences == 0 &&
         opens_with(text, {"read also", "also read", "read more", "read next", "see also", "related", "more on",
                           "don't miss", "must read", "up next", "recommended"});
}

// "Source: Capital Courier", "Hat tip: Isle Mail", "(c) Agence France-Presse": whom the story is from.
bool names_source(std::string_view text) {
  constexpr std::size_t kLongest = 120;
  if (text.size() > kLongest) return false;
  if (opens_with(text, {"source:", "sources:", "via:", "hat tip", "h/t"})) return true;
  for (const std::string_view mark : {"\xc2\xa9 ", "(c) "}) {
    if (text.starts_with(mark) && is_news_agency(text.substr(mark.size()))) return true;
  }
  return false;
}

// Lines that are bylines, dates or labels, one and all.
bool is_about_story(std::string_view text) {
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

}  // namespace

std::vector<std::uint32_t> hints_by_node(const PageTree& tree) {
  std::vector<std::uint32_t> hints(tree.nodes.size(), 0);
  std::unordered_map<std::string_view, std::uint32_t> by_class;  // pages repeat their classes
  for (std::uint32_t i = 0; i < tree.nodes.size(); ++i) {
    if (tree.nodes[i].tag == Tag::kText || tree.nodes[i].token == kNoIndex) continue;
    std::string_view class_value, id_value;
    std::uint32_t more = 0;
    for (const Attribute& attribute : attributes_of(tree.tag_text(i))) {
      if (attribute.name.size() > 11) continue;
      const std::string name = lowered(attribute.name);
      if (name == "class") {
        class_value = attribute.value;
        continue;
      }
      if (name == "id") {
        id_value = attribute.value;
        continue;
      }
      if (name == "href" || name == "src") continue;
      const std::string value = lowered(attribute.value.substr(0, 200));
      if (name == "hidden") {
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
    if (class_value.empty() && id_value.empty()) {
      hints[i] = more;
    } else if (id_value.empty()) {
      const auto [known, added] = by_class.try_emplace(class_value, 0);
      if (added) known->second = hints_of(class_value, id_value);
      hints[i] = more | known->second;
    } else {
      hints[i] = more | hints_of(class_value, id_value);
    }
  }
  return hints;
}

std::string block_text(const PageTree& tree, const std::vector<bool>& skip, const PageBlock& block, std::size_t limit,
                       std::string_view apart) {
  std::string out;
  bool space = false;
  std::uint32_t parent = kNoIndex;  // of the last run
  for (std::uint32_t i = block.first; i < block.last && out.size() < limit; ++i) {
    if (skip[i]) {
      i = tree.nodes[i].end - 1;
      continue;
    }
    if (tree.nodes[i].tag == Tag::kBr && !out.empty()) out += '\n';
    if (tree.nodes[i].tag != Tag::kText) continue;
    bool met = parent != kNoIndex && parent != tree.nodes[i].parent;
    parent = tree.nodes[i].parent;
    for (const char c : resolve_references(cut(tree.tag_text(i), 4 * limit), false)) {
      if (c == ' ' || c == '\n' || c == '\t' || c == '\r' || c == '\f' || c == '\0') {
        space = true;
        continue;
      }
      if (met && !apart.empty() && !out.empty() && out.back() != '\n') {
        out += apart;
      } else if (space && !out.empty() && out.back() != '\n') {
        out += ' ';
      }
      space = met = false;
      out += c;
    }
  }
  return out;
}

MainContent find_story(const PageTree& tree, const std::vector<std::uint32_t>& hints) {
  MainContent content;
  Pruner{tree, hints}.run(content);
  content.root = RootFinder{tree, hints, find_blocks(tree, content.pruned)}.run();
  content.blocks = find_blocks(tree, content.skip);
  return content;
}

void choose_blocks(const PageTree& tree, const std::vector<std::uint32_t>& hints, std::string_view title,
                   MainContent& content) {
  bar_blocks(tree, title, content);
  const std::vector<BlockFeatures> features = block_features(tree, hints, content, title);
  std::vector<float> scores(features.size());
  static const TreeModel model = TreeModel::from(model_file("blocks.model"), kBlockFeatures);
  std::transform(features.begin(), features.end(), scores.begin(),
                 [&](const BlockFeatures& f) { return model.score(f.data()); });
  choose_by(tree, scores, content);
}

void bar_blocks(const PageTree& tree, std::string_view title, MainContent& content) {
  constexpr std::uint32_t kLongestLine = 400;  // characters
  const std::string headline = fold(title);
  const std::vector<PageBlock>& blocks = content.blocks.blocks;
  content.barred.assign(blocks.size(), false);
  bool prose_seen = false;
  for (std::size_t b = 0; b < blocks.size(); ++b) {
    const PageBlock& block = blocks[b];
    if (block.characters <= kLongestLine) {
      const std::string text = block_text(tree, content.skip, block, 900);
      content.barred[b] = is_furniture(text) || leads_away(text, block) ||
                          (!headline.empty() && fold(text) == headline) ||
                          (!prose_seen && block.characters < 160 && is_about_story(text));
    }
    prose_seen = prose_seen || (block.is_prose() && !content.barred[b] && block.first >= content.root);
  }
  bar_short_link_lists(tree, content);
}

namespace {

// Lines with links, of one parent, right behind a line after the story's first that announces sources.
std::vector<bool> listed_sources(const PageTree& tree, const MainContent& content,
                                 const std::vector<std::uint32_t>& chosen) {
  constexpr std::uint32_t kLongestLine = 40;  // characters
  const std::vector<PageBlock>& blocks = content.blocks.blocks;
  const auto parent = [&](const PageBlock& block) { return tree.nodes[block.owner].parent; };
  std::vector<bool> out(blocks.size(), false);
  for (std::size_t b = chosen.empty() ? blocks.size() : chosen.front(); b < blocks.size(); ++b) {
    if (blocks[b].characters > kLongestLine || blocks[b].link_characters > 0 ||
        !announces_sources(block_text(tree, content.skip, blocks[b], 4 * kLongestLine)))
      continue;
    if (b + 1 == blocks.size()) break;
    const std::uint32_t list = parent(blocks[b + 1]);
    while (b + 1 < blocks.size() && blocks[b + 1].link_characters > 0 && parent(blocks[b + 1]) == list) out[++b] = true;
  }
  return out;
}

// Lines that name the story's source, behind its first line and beside one of its lines.
void add_source_lines(const PageTree& tree, MainContent& content) {
  constexpr std::uint32_t kLongestLine = 120;  // characters
  const std::vector<PageBlock>& blocks = content.blocks.blocks;
  std::vector<std::uint32_t>& chosen = content.chosen;
  if (chosen.empty()) return;
  const auto parent = [&](std::uint32_t b) { return tree.nodes[blocks[b].owner].parent; };
  std::unordered_set<std::uint32_t> parents;
  for (const std::uint32_t b : chosen) parents.insert(parent(b));
  std::vector<std::uint32_t> added;
  for (std::uint32_t b = chosen.front() + 1; b < blocks.size(); ++b) {
    if (blocks[b].characters > kLongestLine || parents.count(parent(b)) == 0 ||
        std::binary_search(chosen.begin(), chosen.end(), b) ||
        !names_source(block_text(tree, content.skip, blocks[b], 4 * kLongestLine)))
      continue;
    added.push_back(b);
  }
  const auto middle = static_cast<std::ptrdiff_t>(chosen.size());
  chosen.insert(chosen.end(), added.begin(), added.end());
  std::inplace_merge(chosen.begin(), chosen.begin() + middle, chosen.end());
}

}  // namespace

void choose_by(const PageTree& tree, const std::vector<float>& scores, MainContent& content) {
  constexpr float kLeast = -2.0F;    // log odds below which even the best block of a page is no story
  constexpr float kBeside = -1.55F;  // and above which a block that is none stands beside it
  constexpr double kAllLink = 0.9;   // a share of characters
  const std::vector<PageBlock>& blocks = content.blocks.blocks;
  float threshold = 0;
  if (!scores.empty()) {
    // A page that has little but furniture gives what is most like a story.
    const float best = *std::max_element(scores.begin(), scores.end());
    if (best <= 0 && best > kLeast) threshold = best - 0.5F;
  }
  std::vector<std::uint32_t>& chosen = content.chosen;
  chosen.clear();
  for (std::uint32_t b = 0; b < scores.size(); ++b) {
    if (scores[b] > threshold && !content.barred[b]) chosen.push_back(b);
  }
  add_source_lines(tree, content);
  // A heading announces what follows.
  while (!chosen.empty() && blocks[chosen.back()].kind == BlockKind::kHeading) chosen.pop_back();
  content.beside.clear();
  const std::vector<bool> sources = listed_sources(tree, content, chosen);
  std::size_t next = 0;
  for (std::uint32_t b = 0; b < scores.size(); ++b) {
    if (next < chosen.size() && chosen[next] == b) {
      ++next;
    } else if (sources[b] || scores[b] > (content.barred[b] && blocks[b].link_share() > kAllLink ? 0.0F : kBeside)) {
      content.beside.push_back(b);
    }
  }
}

}  // namespace headwater::detail
