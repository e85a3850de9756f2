#include "html/author_marks.h"

#include <algorithm>
#include <array>
#include <iterator>

#include "headwater/schema/fold.h"
#include "html/class_hints.h"
#include "text/byline.h"

namespace headwater::detail {
namespace {

constexpr std::size_t kMaxNames = 8;
constexpr std::uint32_t kLargest = 60;     // nodes of an element that can be an author's mark
constexpr std::size_t kLongest = 200;      // bytes of its words
constexpr std::uint32_t kNextAuthor = 40;  // nodes between the marks of two authors of one story

std::string lowered(std::string_view text) {
  std::string out{text};
  std::transform(out.begin(), out.end(), out.begin(),
                 [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c; });
  return out;
}

bool has_word(const std::string& list, std::string_view word) {
  return (" " + list + " ").find(" " + std::string{word} + " ") != std::string::npos;
}

// An address that leads to a person.
bool is_profile(std::string_view address) {
  constexpr std::array<std::string_view, 23> kPaths{
      "/author/", "/authors/", "/autor/",  "/autoren/",  "/autores/",  "/auteur/",    "/auteurs/",     "/autore/",
      "author=",  "/profile",  "/profil/", "/people/",   "/staff/",    "/redaktion/", "/redakteur",    "/journalist",
      "/writer",  "/user",     "/bio/",    "/mitarbeit", "/contribut", "/reporter",   "/correspondent"};
  const std::string lower = lowered(address.substr(0, 300));
  return std::any_of(kPaths.begin(), kPaths.end(),
                     [&](std::string_view path) { return lower.find(path) != std::string::npos; });
}

class Finder {
 public:
  Finder(const PageTree& tree, const std::vector<std::uint32_t>& hints, const PageBlocks& blocks,
         const std::vector<bool>& foreign, std::uint32_t headline)
      : tree_{tree}, hints_{hints}, blocks_{blocks}, foreign_{foreign}, headline_{headline} {}

  AuthorMarks run() {
    for (std::uint32_t i = 1; i < tree_.nodes.size(); ++i) {
      const Tag tag = tree_.nodes[i].tag;
      if (tag == Tag::kText || tag == Tag::kBr || tag == Tag::kImg || tree_.nodes[i].token == kNoIndex) continue;
      if (tree_.nodes[i].end - i > kLargest) continue;
      look_at(i);
    }
    if (out_.names.empty() && !apart_name_.empty() && !apart_disagree_) out_.names.push_back(apart_name_);
    return std::move(out_);
  }

 private:
  // How sure it is that an element holds the author: 3 microdata and rel=author, 2 a profile, 1 a class, 0 nothing.
  [[nodiscard]] int sureness(std::uint32_t i) const {
    const Tag tag = tree_.nodes[i].tag;
    if (tag == Tag::kA && has_word(lowered(tree_.attribute(i, "rel")), "author")) return 3;
    const std::string property = lowered(tree_.attribute(i, "itemprop"));
    if (has_word(property, "author") || has_word(property, "creator")) return 3;
    const bool named = (hints_[i] & kHintAuthor) != 0;
    if (tag == Tag::kA && is_profile(tree_.attribute(i, "href")) && (named || marked_around(i))) return 2;
    if (named && (has_word(lowered(tree_.attribute(i, "class")), "vcard") || follows_by(i))) return 2;
    return named ? 1 : 0;
  }

  // "by" before it in its line, or an element around it with a class for authors or bylines.
  [[nodiscard]] bool marked_around(std::uint32_t i) const {
    std::uint32_t at = tree_.nodes[i].parent;
    for (int level = 0; level < 3 && at != kNoIndex; ++level, at = tree_.nodes[at].parent) {
      if ((hints_[at] & (kHintAuthor | kHintByline)) != 0) return true;
    }
    return follows_by(i);
  }

  [[nodiscard]] bool follows_by(std::uint32_t i) const {
    return i > 0 && tree_.nodes[i - 1].tag == Tag::kText && ends_with_by(tree_.tag_text(i - 1));
  }

  [[nodiscard]] bool in_comment_or_picture(std::uint32_t i) const {
    // "credit" is a class of both.
    const bool is_byline = (hints_[i] & kHintByline) != 0 && is_below_headline(i);
    int level = 0;
    for (std::uint32_t at = i; at != kNoIndex && level < 40; at = tree_.nodes[at].parent, ++level) {
      const Tag tag = tree_.nodes[at].tag;
      if (tag == Tag::kFigure || tag == Tag::kFigcaption) return true;
      if ((hints_[at] & kHintComments) != 0 && blocks_.prose_in(tree_, at) * 2 < blocks_.prose.back() + 1) return true;
      if ((hints_[at] & kHintCaption) != 0 && level < 4 && !(level > 0 && is_byline)) return true;
    }
    return false;
  }

  // Behind the headline, before the story: nothing there is another story's.
  [[nodiscard]] bool is_below_headline(std::uint32_t i) const {
    constexpr std::uint32_t kNear = 200;         // nodes
    constexpr std::uint64_t kLittleProse = 300;  // characters
    return headline_ != kNoIndex && i > headline_ && i - headline_ < kNear &&
           blocks_.prose[i] <= blocks_.prose[headline_] + kLittleProse;
  }

  // Its words with " | " where elements meet, without those that are for screen readers alone.
  [[nodiscard]] std::string words_of(std::uint32_t i) const {
    std::string out;
    for (std::uint32_t n = i; n < tree_.nodes[i].end; ++n) {
      if (n > i && (hints_[n] & kHintHidden) != 0) {
        n = tree_.nodes[n].end - 1;
        continue;
      }
      if (tree_.nodes[n].tag != Tag::kText) continue;
      const std::string run = tree_.text(n, 300);
      if (run.empty()) continue;
      if (!out.empty()) out += " | ";
      out += run;
      if (out.size() > kLongest + 60) break;
    }
    return out;
  }

  void look_at(std::uint32_t i) {
    const int sure = sureness(i);
    if (sure == 0 || (hints_[i] & kHintHidden) != 0) return;
    if (foreign_[i] && !is_below_headline(i)) {
      if (sure == 3) note_apart(i);
      return;
    }
    if (sure < surest_ || in_comment_or_picture(i)) return;
    const std::string text = words_of(i);
    if (text.empty() || text.size() > kLongest) return;
    std::vector<std::string> names = authors_in(text);
    if (names.empty() && tree_.nodes[i].end - i <= 16) names = pen_names_in(text, sure < 2);
    if (names.empty()) return;
    // A class far from the headline is some other story's.
    if (sure < 2 && headline_ != kNoIndex &&
        (i < headline_ ? headline_ - i > 60 : blocks_.prose[i] > blocks_.prose[headline_] + 600)) {
      return;
    }
    if (sure > surest_) {
      out_.names.clear();
    } else if (!out_.names.empty() && i > last_ + kNextAuthor) {
      return;
    }
    surest_ = out_.sureness = sure;
    last_ = i;
    if (out_.byline.empty() && is_whole_line(i)) out_.byline = tree_.text(i, 260);
    for (std::string& name : names) add(std::move(name));
  }

  void add(std::string name) {
    const std::string key = fold(name);
    for (const std::string& known : out_.names) {
      const std::string other = fold(known);
      if (other == key || other.find(key) != std::string::npos) return;
    }
    // An element inside may have the name alone, where its parent had more words.
    out_.names.erase(std::remove_if(out_.names.begin(), out_.names.end(),
                                    [&](const std::string& o) { return fold(o).find(key + " ") == 0; }),
                     out_.names.end());
    if (out_.names.size() < kMaxNames) out_.names.push_back(std::move(name));
  }

  // rel=author among the page's furniture: good for want of better, if the whole page names nobody else.
  void note_apart(std::uint32_t i) {
    if (in_comment_or_picture(i)) return;
    const std::vector<std::string> names = authors_in(words_of(i));
    if (names.size() != 1 || !is_person_name(names.front())) return;
    if (apart_name_.empty()) apart_name_ = names.front();
    if (fold(apart_name_) != fold(names.front())) apart_disagree_ = true;
  }

  // The element's words are all of their block, or nearly.
  [[nodiscard]] bool is_whole_line(std::uint32_t node) const {
    const auto after = std::upper_bound(blocks_.blocks.begin(), blocks_.blocks.end(), tree_.nodes[node].end - 1,
                                        [](std::uint32_t n, const PageBlock& b) { return n < b.first; });
    return after != blocks_.blocks.begin() && std::prev(after)->characters < 200;
  }

  const PageTree& tree_;
  const std::vector<std::uint32_t>& hints_;
  const PageBlocks& blocks_;
  const std::vector<bool>& foreign_;
  std::uint32_t headline_;
  AuthorMarks out_;
  int surest_ = 0;
  std::uint32_t last_ = 0;
  std::string apart_name_;
  bool apart_disagree_ = false;
};

}  // namespace

AuthorMarks find_author_marks(const PageTree& tree, const std::vector<std::uint32_t>& hints, const PageBlocks& blocks,
                              const std::vector<bool>& foreign, std::uint32_t headline) {
  return Finder{tree, hints, blocks, foreign, headline}.run();
}

}  // namespace headwater::detail
