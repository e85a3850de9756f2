#include "html/block_features.h"

#include <algorithm>
#include <bit>
#include <cmath>
#include <string>
#include <unordered_map>

#include "headwater/schema/fnv1a.h"
#include "headwater/schema/fold.h"
#include "html/class_hints.h"
#include "text/byline.h"
#include "text/date_phrase.h"
#include "text/furniture.h"

namespace headwater::detail {
namespace {

constexpr std::uint64_t kBasis = 1469598103934665603u;  // of keys that the model has learned to count by

constexpr int kLevels = 64;              // ancestors looked at
constexpr std::size_t kTextLimit = 700;  // bytes of a block's text looked at

bool is_heading(Tag tag) { return tag >= Tag::kH1 && tag <= Tag::kH6; }

float log1(double x) { return static_cast<float>(std::log2(1.0 + x)); }
float share(double part, double whole) { return whole <= 0 ? 0.0F : static_cast<float>(part / whole); }

// Sums over the blocks of a stretch of nodes.
struct Sums {
  double characters = 0, links = 0, blocks = 0, sentences = 0, prose = 0;
};

struct Group {
  double blocks = 0, characters = 0, links = 0, prose = 0, sentences = 0;
};

class Featurizer {
 public:
  Featurizer(const PageTree& tree, const std::vector<std::uint32_t>& hints, const MainContent& content,
             std::string_view title)
      : tree_{tree}, hints_{hints}, content_{content}, blocks_{content.blocks.blocks}, title_{fold(title)} {
    for (const std::string& word : folded_words(title)) title_words_.push_back(word);
  }

  std::vector<BlockFeatures> run() {
    sum_up();
    group();
    std::vector<BlockFeatures> out(blocks_.size());
    for (std::size_t b = 0; b < blocks_.size(); ++b) {
      row_ = &out[b];
      row_->fill(0);
      at_ = 0;
      own(b);
      words(b);
      ancestors(b);
      containers(b);
      groups(b);
      place(b);
    }
    neighbours(out);
    return out;
  }

 private:
  void add(float value) {
    if (at_ < kBlockFeatures) (*row_)[at_++] = value;
  }
  void add(bool value) { add(value ? 1.0F : 0.0F); }

  void sum_up() {
    const std::size_t n = tree_.nodes.size();
    std::vector<std::uint32_t> first(n + 1, 0);
    sums_.assign(blocks_.size() + 1, {});
    for (std::size_t b = 0; b < blocks_.size(); ++b) {
      const PageBlock& block = blocks_[b];
      Sums s = sums_[b];
      s.characters += block.characters;
      s.links += block.link_characters;
      s.blocks += 1;
      s.sentences += block.sentences;
      if (block.is_prose()) s.prose += block.characters - block.link_characters;
      sums_[b + 1] = s;
      ++first[block.first + 1];
    }
    for (std::size_t i = 1; i <= n; ++i) first[i] += first[i - 1];
    before_ = std::move(first);
    total_ = sums_.back();
    pictures_.assign(n + 1, 0);
    for (std::size_t i = 0; i < n; ++i) pictures_[i + 1] = pictures_[i] + (tree_.nodes[i].tag == Tag::kImg ? 1 : 0);
    texts_.reserve(blocks_.size());
    for (const PageBlock& block : blocks_) {
      texts_.push_back(block_text(tree_, content_.skip, block, kTextLimit));
      ++copies_[text_key(texts_.back())];
    }
    // The element with the most prose in its own blocks.
    std::unordered_map<std::uint32_t, double> prose;
    for (const PageBlock& block : blocks_) {
      if (!block.is_prose()) continue;
      const std::uint32_t parent = tree_.nodes[block.owner].parent;
      double& sum = prose[parent == kNoIndex ? 0 : parent];
      sum += block.characters - block.link_characters;
      if (sum > most_) {
        most_ = sum;
        heart_ = parent == kNoIndex ? 0 : parent;
      }
    }
    headline_ = kNoIndex;
    for (std::uint32_t i = 0; i < n; ++i) {
      if (tree_.nodes[i].tag == Tag::kH1 && (hints_[i] & kHintLogo) == 0) headline_ = i;
      if (tree_.nodes[i].tag == Tag::kH1 && !title_.empty() && fold(tree_.text(i, 300)) == title_) break;
    }
  }

  // Of the blocks that start inside a node.
  [[nodiscard]] Sums inside(std::uint32_t node) const {
    const Sums &a = sums_[before_[node]], &b = sums_[before_[tree_.nodes[node].end]];
    return {b.characters - a.characters, b.links - a.links, b.blocks - a.blocks, b.sentences - a.sentences,
            b.prose - a.prose};
  }

  [[nodiscard]] std::uint64_t key_of(std::uint32_t node, int levels, bool classes) const {
    Fnv1a key{kBasis};
    for (int l = 0; l < levels && node != kNoIndex; ++l, node = tree_.nodes[node].parent) {
      key.add(static_cast<std::uint64_t>(tree_.nodes[node].tag));
      if (classes) key.add(tree_.attribute(node, "class").substr(0, 80)).add(0xFF);
    }
    return key.value();
  }

  // Blocks whose elements have the same tags and classes were made by the same line of a template.
  void group() {
    by_class_.reserve(blocks_.size());
    for (std::size_t b = 0; b < blocks_.size(); ++b) {
      const PageBlock& block = blocks_[b];
      const std::uint32_t parent = tree_.nodes[block.owner].parent;
      const std::uint64_t like = key_of(block.owner, 2, true);
      const std::uint64_t siblings = (parent == kNoIndex ? 0 : std::uint64_t{parent} * 131) +
                                     static_cast<std::uint64_t>(tree_.nodes[block.owner].tag);
      keys_.push_back({like, siblings});
      for (auto* map : {&by_class_, &by_parent_}) {
        Group& g = (*map)[map == &by_class_ ? like : siblings];
        g.blocks += 1;
        g.characters += block.characters;
        g.links += block.link_characters;
        g.sentences += block.sentences;
        if (block.is_prose()) g.prose += block.characters - block.link_characters;
      }
    }
  }

  void own(std::size_t b) {
    const PageBlock& block = blocks_[b];
    const Tag owner = tree_.nodes[block.owner].tag;
    add(log1(block.characters));
    add(static_cast<float>(block.link_share()));
    add(std::min(20.0F, static_cast<float>(block.sentences)));
    add(share(100.0 * block.sentences, block.characters));
    add(block.is_prose());
    add(static_cast<float>(block.kind));
    add(is_heading(owner) ? static_cast<float>(owner) - static_cast<float>(Tag::kH1) + 1 : 0.0F);
    add(owner == Tag::kP);
    add(owner == Tag::kDiv);
    add(owner == Tag::kLi);
    add(static_cast<float>(block.last - block.first));
    const auto marked = [&](Tag a, Tag c) { return share(characters_in(block, a, c), block.characters); };
    add(marked(Tag::kB, Tag::kStrong));
    add(marked(Tag::kI, Tag::kEm));
    // A picture just before, in the same box.
    std::uint32_t picture = kNoIndex;
    for (std::uint32_t i = block.first; i > 0 && block.first - i < 12; --i) {
      if (tree_.nodes[i].tag == Tag::kImg) {
        picture = i;
        break;
      }
    }
    add(picture == kNoIndex ? 13.0F : static_cast<float>(block.first - picture));
    std::uint32_t box = block.owner;
    float level = 4;
    for (int l = 0; l < 3 && box != kNoIndex; ++l, box = tree_.nodes[box].parent) {
      if (pictures_[tree_.nodes[box].end] > pictures_[box]) {
        level = static_cast<float>(l);
        break;
      }
    }
    add(level);
    add(level < 4 ? log1(inside(box).blocks) : -1.0F);
  }

  // Characters of a block inside elements of either tag.
  [[nodiscard]] double characters_in(const PageBlock& block, Tag a, Tag c) const {
    double sum = 0;
    for (std::uint32_t i = block.first; i < block.last; ++i) {
      if (tree_.nodes[i].tag != Tag::kText) continue;
      std::uint32_t at = tree_.nodes[i].parent;
      for (int l = 0; l < 5 && at != kNoIndex && at != block.owner; ++l, at = tree_.nodes[at].parent) {
        if (tree_.nodes[at].tag == a || tree_.nodes[at].tag == c) {
          sum += static_cast<double>(tree_.tag_text(i).size());
          break;
        }
      }
      if (at == block.owner && (tree_.nodes[at].tag == a || tree_.nodes[at].tag == c))
        sum += static_cast<double>(tree_.tag_text(i).size());
    }
    return std::min(sum, static_cast<double>(block.characters));
  }

  void words(std::size_t b) {
    const std::string& text = texts_[b];
    std::size_t words = 0, digits = 0, upper = 0, letters = 0, commas = 0, marks = 0, capitals = 0;
    char before = ' ';
    for (const char c : text) {
      const bool space = c == ' ' || c == '\n';
      if (!space && (before == ' ' || before == '\n')) {
        ++words;
        if (c >= 'A' && c <= 'Z') ++capitals;
      }
      if (c >= '0' && c <= '9') ++digits;
      if (c >= 'A' && c <= 'Z') ++upper;
      if ((c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c & '\x80') != 0) ++letters;
      if (c == ',') ++commas;
      if (c == '|' || c == '/' || c == '>' || c == '*' || c == '+') ++marks;
      before = c;
    }
    const char last = text.empty() ? ' ' : text.back();
    const char first = text.empty() ? ' ' : text.front();
    add(std::min(200.0F, static_cast<float>(words)));
    add(share(static_cast<double>(letters), static_cast<double>(words)));
    add(share(static_cast<double>(digits), static_cast<double>(text.size())));
    add(share(static_cast<double>(upper), static_cast<double>(letters)));
    add(share(static_cast<double>(capitals), static_cast<double>(words)));
    add(share(static_cast<double>(commas), static_cast<double>(words)));
    add(share(static_cast<double>(marks), static_cast<double>(words)));
    add(last == '.' ? 3.0F : last == '!' || last == '?' ? 2.0F : last == ':' ? 1.0F : last == ')' ? -1.0F : 0.0F);
    add(first >= 'a' && first <= 'z'   ? 1.0F
        : first >= 'A' && first <= 'Z' ? 2.0F
        : (first & '\x80') != 0        ? 3.0F
                                       : 0.0F);
    const bool brief = text.size() < 300;
    const std::string folded = brief ? fold(text) : std::string{};
    add(brief && is_furniture(text));
    add(brief && is_byline(text));
    add(brief && is_credit(folded));
    float date = 0;
    if (brief) {
      if (const auto phrase = find_date_phrase(text))
        date = share(static_cast<double>(phrase->span.size()), static_cast<double>(text.size()));
    }
    add(date);
    add(text.find("\xC2\xA9") != std::string::npos);
    add(text.find('@') != std::string::npos || text.find("://") != std::string::npos ||
        text.find("www.") != std::string::npos);
    add(text.find('?') != std::string::npos);
    add(text.find("\xC2\xBB") != std::string::npos || text.find("\xE2\x80\xBA") != std::string::npos ||
        text.find("...") != std::string::npos || text.find("\xE2\x80\xA6") != std::string::npos);
    add(title_likeness(folded));
    add(service_words(folded.empty() ? fold(text) : folded));
    add(static_cast<float>(std::min(copies_[text_key(text)], 9)));
    add(text.find('\n') != std::string::npos);
  }

  static std::uint64_t text_key(std::string_view text) { return Fnv1a{kBasis}.add(text).value(); }

  // How many of the names and words of services, the same in most languages, stand in it.
  static float service_words(const std::string& folded) {
    constexpr std::array<std::string_view, 24> kServices{
        "facebook", "twitter",   "instagram",  "whatsapp", "telegram", "youtube",    "newsletter", "cookie",
        "podcast",  "linkedin",  "pinterest",  "abonn",    "subscri",  "suscri",     "e-mail",     "email",
        "login",    "copyright", "all rights", " app",     "download", "javascript", "browser",    "google"};
    // By first and by second byte, which words may start: one walk over the text for all of them.
    using Masks = std::array<std::uint32_t, 256>;
    constexpr auto masks = [](std::size_t at, const auto& words) {
      Masks out{};
      for (std::size_t w = 0; w < words.size(); ++w) out[static_cast<unsigned char>(words[w][at])] |= 1u << w;
      return out;
    };
    constexpr Masks kFirst = masks(0, kServices), kSecond = masks(1, kServices);
    const std::string_view text = folded;
    std::uint32_t found = 0;
    for (std::size_t at = 0; at + 1 < text.size(); ++at) {
      std::uint32_t may =
          kFirst[static_cast<unsigned char>(text[at])] & kSecond[static_cast<unsigned char>(text[at + 1])] & ~found;
      for (; may != 0; may &= may - 1) {
        const auto w = static_cast<std::size_t>(std::countr_zero(may));
        if (text.substr(at).starts_with(kServices[w])) found |= 1u << w;
      }
    }
    return static_cast<float>(std::popcount(found));
  }

  // "Photo: Marta Lind", "Source: ...", "(c) Agency": a line under a picture or a table.
  [[nodiscard]] static bool is_credit(std::string_view folded) {
    while (!folded.empty() && (folded[0] == '(' || folded[0] == '[' || folded[0] == ' ')) folded.remove_prefix(1);
    constexpr std::array<std::string_view, 34> kOpenings{"photo:",
                                                         "photo by",
                                                         "photo credit",
                                                         "photos:",
                                                         "photograph",
                                                         "picture:",
                                                         "image:",
                                                         "image credit",
                                                         "image via",
                                                         "images:",
                                                         "credit:",
                                                         "credits:",
                                                         "source:",
                                                         "courtesy",
                                                         "foto:",
                                                         "fotos:",
                                                         "bild:",
                                                         "bilder:",
                                                         "bildquelle",
                                                         "titelbild",
                                                         "beitragsbild",
                                                         "abbildung",
                                                         "abb.",
                                                         "quelle:",
                                                         "quellen:",
                                                         "grafik:",
                                                         "cr\xC3\xA9"
                                                         "dit",
                                                         "photo \xC2\xA9",
                                                         "fot.",
                                                         "zdj",
                                                         "kuva:",
                                                         "\xC2\xA9",
                                                         "cr\xC3\xA9"
                                                         "ditos",
                                                         "(c) "};
    return std::any_of(kOpenings.begin(), kOpenings.end(),
                       [&](std::string_view o) { return folded.substr(0, o.size()) == o; });
  }

  // The share of the headline's words that stand in a short block, and of its in the headline, the less.
  [[nodiscard]] float title_likeness(const std::string& folded) const {
    if (folded.empty() || title_words_.empty()) return 0;
    if (folded == title_) return 1.5F;
    const std::vector<std::string> words = folded_words(folded);
    if (words.empty()) return 0;
    double hits = 0;
    for (const std::string& word : words)
      hits += std::find(title_words_.begin(), title_words_.end(), word) != title_words_.end();
    return share(hits, static_cast<double>(std::max(words.size(), title_words_.size())));
  }

  void ancestors(std::size_t b) {
    constexpr std::array<std::uint32_t, 14> kHints{
        kHintFurniture, kHintComments, kHintHidden, kHintByline, kHintAuthor,     kHintDate,  kHintLogo,
        kHintFooter,    kHintBody,     kHintStory,  kHintMain,   kHintStandfirst, kHintTitle, kHintCaption};
    constexpr std::array<Tag, 17> kTags{Tag::kArticle, Tag::kMain,    Tag::kAside,      Tag::kFooter, Tag::kHeader,
                                        Tag::kForm,    Tag::kFigure,  Tag::kFigcaption, Tag::kTable,  Tag::kUl,
                                        Tag::kOl,      Tag::kSection, Tag::kBlockquote, Tag::kA,      Tag::kAddress,
                                        Tag::kTd,      Tag::kDl};
    std::array<float, kHints.size()> hint_level;
    std::array<std::uint32_t, kHints.size()> hint_node;
    std::array<float, kTags.size()> tag_level;
    std::array<std::uint32_t, kTags.size()> tag_node;
    hint_level.fill(20);
    tag_level.fill(20);
    hint_node.fill(kNoIndex);
    tag_node.fill(kNoIndex);
    std::uint32_t at = blocks_[b].first;
    int level = 0;
    bool pruned = false, in_root = false;
    int root_level = -1;
    for (; at != kNoIndex && level < kLevels; at = tree_.nodes[at].parent, ++level) {
      const std::uint32_t h = hints_[at];
      const auto l = static_cast<float>(std::min(level, 19));
      if (h != 0) {
        for (std::size_t k = 0; k < kHints.size(); ++k) {
          if ((h & kHints[k]) != 0 && hint_node[k] == kNoIndex) hint_node[k] = at, hint_level[k] = l;
        }
      }
      for (std::size_t k = 0; k < kTags.size(); ++k) {
        if (tree_.nodes[at].tag == kTags[k] && tag_node[k] == kNoIndex) tag_node[k] = at, tag_level[k] = l;
      }
      pruned = pruned || content_.pruned[at];
      if (at == content_.root) in_root = true, root_level = level;
    }
    for (const float l : hint_level) add(l);
    for (const float l : tag_level) add(l);
    for (const std::size_t k : {0U, 1U, 8U, 9U, 10U}) {
      add(hint_node[k] == kNoIndex ? -1.0F : share(inside(hint_node[k]).prose, total_.prose));
    }
    for (const std::size_t k : {0U, 1U, 2U, 3U, 4U}) {
      add(tag_node[k] == kNoIndex ? -1.0F : share(inside(tag_node[k]).prose, total_.prose));
    }
    add(static_cast<float>(level));
    add(pruned);
    add(in_root);
    add(static_cast<float>(root_level));
    add(pruned || !in_root ? 0.0F : 1.0F);
    // Up to the first element that also holds the heart of the story, and from there down to it.
    std::uint32_t up = blocks_[b].owner;
    float climbed = 0;
    while (up != 0 && !(up <= heart_ && heart_ < tree_.nodes[up].end) && climbed < kLevels) {
      up = tree_.nodes[up].parent;
      ++climbed;
    }
    float down = 0;
    for (std::uint32_t n = heart_; n != up && n != 0 && down < kLevels; n = tree_.nodes[n].parent) ++down;
    add(climbed);
    add(down);
    add(share(most_, total_.prose));
    const Sums root = inside(content_.root);
    const std::size_t root_end = before_[tree_.nodes[content_.root].end];
    add(in_root ? log1(static_cast<double>(root_end - b)) : -1.0F);
    add(in_root && b < root_end ? log1(sums_[root_end].prose - sums_[b + 1].prose) : -1.0F);
    add(share(root.prose, total_.prose));
  }

  // The nearest blocks around it that hold more than it.
  void containers(std::size_t b) {
    std::uint32_t at = blocks_[b].owner;
    double last = inside(at).blocks;
    int found = 0;
    for (int level = 0; at != kNoIndex && level < kLevels && found < 3; ++level, at = tree_.nodes[at].parent) {
      const Sums s = inside(at);
      if (s.blocks <= last && level > 0) continue;
      if (s.blocks <= 1) continue;
      last = s.blocks;
      ++found;
      add(log1(s.characters));
      add(share(s.links, s.characters));
      add(log1(s.blocks));
      add(share(s.prose, s.characters));
      add(share(s.prose, total_.prose));
    }
    for (; found < 3; ++found) {
      for (int i = 0; i < 5; ++i) add(-1.0F);
    }
  }

  void groups(std::size_t b) {
    for (const Group* g : {&by_class_[keys_[b].like], &by_parent_[keys_[b].siblings]}) {
      add(log1(g->blocks));
      add(share(g->characters, g->blocks));
      add(share(g->links, g->characters));
      add(share(g->prose, g->characters));
      add(share(g->prose, total_.prose));
    }
  }

  void place(std::size_t b) {
    const double prose = sums_[b].prose;
    add(share(static_cast<double>(b), static_cast<double>(blocks_.size())));
    add(share(prose, total_.prose));
    add(log1(total_.prose - sums_[b + 1].prose));
    add(log1(total_.prose));
    add(log1(static_cast<double>(blocks_.size())));
    add(share(total_.links, total_.characters));
    if (headline_ == kNoIndex) {
      add(-2.0F);
      add(0.0F);
    } else {
      const auto h = before_[headline_];
      add(blocks_[b].first < headline_ ? -1.0F : log1(static_cast<double>(b) - h));
      add(blocks_[b].first < headline_ ? -log1(sums_[h].prose - prose) : log1(prose - sums_[h].prose));
    }
    add(log1(distance(b, -1)));
    add(log1(distance(b, 1)));
    const std::uint32_t parent = tree_.nodes[blocks_[b].owner].parent;
    add(b > 0 && tree_.nodes[blocks_[b - 1].owner].parent == parent);
    add(b + 1 < blocks_.size() && tree_.nodes[blocks_[b + 1].owner].parent == parent);
  }

  // Blocks to the nearest prose on that side.
  [[nodiscard]] double distance(std::size_t b, int step) const {
    double d = 0;
    for (auto i = static_cast<std::ptrdiff_t>(b) + step;
         i >= 0 && i < static_cast<std::ptrdiff_t>(blocks_.size()) && d < 16; i += step) {
      ++d;
      if (blocks_[static_cast<std::size_t>(i)].is_prose()) return d;
    }
    return 30;
  }

  void neighbours(std::vector<BlockFeatures>& out) {
    const std::size_t from = at_;
    for (std::size_t b = 0; b < blocks_.size(); ++b) {
      row_ = &out[b];
      at_ = from;
      for (const int step : {-2, -1, 1, 2}) {
        const auto i = static_cast<std::ptrdiff_t>(b) + step;
        if (i < 0 || i >= static_cast<std::ptrdiff_t>(blocks_.size())) {
          add(-1.0F);
          add(-1.0F);
          add(-1.0F);
          continue;
        }
        const PageBlock& other = blocks_[static_cast<std::size_t>(i)];
        add(log1(other.characters));
        add(static_cast<float>(other.link_share()));
        add(static_cast<float>(other.kind == BlockKind::kHeading ? -1.0 : std::min(other.sentences, 10U)));
      }
    }
  }

  struct Keys {
    std::uint64_t like, siblings;
  };

  const PageTree& tree_;
  const std::vector<std::uint32_t>& hints_;
  const MainContent& content_;
  const std::vector<PageBlock>& blocks_;
  std::string title_;
  std::vector<std::string> title_words_;
  std::vector<Sums> sums_;             // by block, and one more: of all before it
  std::vector<std::uint32_t> before_;  // by node, and one more: blocks that start before it
  Sums total_;
  std::vector<std::uint32_t> pictures_;  // by node, and one more: images before it
  std::unordered_map<std::uint64_t, int> copies_;
  std::vector<std::string> texts_;  // of each block, the first bytes
  std::uint32_t heart_ = 0;
  double most_ = 0;
  std::uint32_t headline_ = kNoIndex;
  std::vector<Keys> keys_;
  std::unordered_map<std::uint64_t, Group> by_class_, by_parent_;
  BlockFeatures* row_ = nullptr;
  std::size_t at_ = 0;
};

}  // namespace

std::vector<BlockFeatures> block_features(const PageTree& tree, const std::vector<std::uint32_t>& hints,
                                          const MainContent& content, std::string_view title) {
  return Featurizer{tree, hints, content, title}.run();
}

}  // namespace headwater::detail
