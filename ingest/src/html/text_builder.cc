#include "html/text_builder.h"

#include <algorithm>
#include <cstdint>
#include <string>
#include <unordered_map>
#include <vector>

#include "html/entities.h"
#include "text/url.h"

namespace headwater::detail {
namespace {

// The links that have no words in the text, in document order: those of the story that have a picture instead, and
// those of lines beside it.
class WordlessLinks {
 public:
  WordlessLinks(const PageTree& tree, const MainContent& content) : tree_{tree}, content_{content} {
    const std::size_t n = tree.nodes.size();
    chosen_.assign(n + 1, 0);
    all_.assign(n + 1, 0);
    const std::vector<PageBlock>& blocks = content.blocks.blocks;
    for (const PageBlock& block : blocks) {
      if (block.kind != BlockKind::kCaption) all_[block.first + 1] += block.characters;
    }
    for (const std::uint32_t b : content.chosen) {
      if (blocks[b].kind != BlockKind::kCaption) chosen_[blocks[b].first + 1] += blocks[b].characters;
    }
    for (std::size_t i = 1; i <= n; ++i) {
      all_[i] += all_[i - 1];
      chosen_[i] += chosen_[i - 1];
    }
  }

  [[nodiscard]] std::vector<std::uint32_t> run() const {
    std::vector<std::uint32_t> out;
    for (std::uint32_t i = 1; i < tree_.nodes.size(); ++i) {
      if (content_.skip[i]) {
        i = tree_.nodes[i].end - 1;
      } else if (tree_.nodes[i].tag == Tag::kA && is_picture(i) && is_of_story(i)) {
        out.push_back(i);
      }
    }
    add_beside(out);
    return out;
  }

 private:
  void add_beside(std::vector<std::uint32_t>& out) const {
    const std::size_t pictures = out.size();
    for (const std::uint32_t b : content_.beside) {
      const PageBlock& block = content_.blocks.blocks[b];
      for (std::uint32_t i = block.first; i < block.last; ++i) {
        if (content_.skip[i]) {
          i = tree_.nodes[i].end - 1;
          continue;
        }
        const std::uint32_t link = content_.blocks.link[i];
        if (tree_.nodes[i].tag == Tag::kText && link != kNoIndex && (out.empty() || out.back() != link))
          out.push_back(link);
      }
    }
    std::inplace_merge(out.begin(), out.begin() + static_cast<std::ptrdiff_t>(pictures), out.end());
    out.erase(std::unique(out.begin(), out.end()), out.end());
  }

  [[nodiscard]] bool is_picture(std::uint32_t link) const {
    bool picture = false;
    for (std::uint32_t i = link + 1; i < tree_.nodes[link].end; ++i) {
      const Tag tag = tree_.nodes[i].tag;
      if (tag == Tag::kImg || tag == Tag::kPicture || tag == Tag::kAmpImg) picture = true;
      if (tag == Tag::kText && tree_.tag_text(i).find_first_not_of(" \t\r\n\f") != std::string_view::npos) return false;
    }
    return picture;
  }

  // The nearest element around it that has words has mostly words of the story.
  [[nodiscard]] bool is_of_story(std::uint32_t link) const {
    constexpr int kLevels = 8;
    int level = 0;
    for (std::uint32_t at = tree_.nodes[link].parent; at != kNoIndex && level < kLevels;
         at = tree_.nodes[at].parent, ++level) {
      if (content_.pruned[at]) return false;
      const std::uint32_t end = tree_.nodes[at].end;
      const std::uint64_t all = all_[end] - all_[at], chosen = chosen_[end] - chosen_[at];
      if (all > 0) return chosen * 2 >= all;
    }
    return false;
  }

  const PageTree& tree_;
  const MainContent& content_;
  std::vector<std::uint64_t> chosen_, all_;  // by node, and one more: characters in blocks that start before it
};

constexpr std::size_t kMaxLinks = 20000;
constexpr std::size_t kLongestAddress = 8192;

bool is_space(std::string_view c) {
  return c.size() == 1 && (c[0] == ' ' || c[0] == '\t' || c[0] == '\n' || c[0] == '\r' || c[0] == '\f' || c[0] == '\0');
}

class Builder {
 public:
  Builder(const Decoded& page, const PageTree& tree, const MainContent& content, std::string_view base, SourceText& out)
      : page_{page}, tree_{tree}, blocks_{content.blocks}, skip_{content.skip}, base_{base}, out_{out} {}

  // A link without words, here.
  void add_wordless(std::uint32_t link) {
    const std::string& url = address_of(link);
    if (!url.empty() && out_.links.size() < kMaxLinks) out_.links.push_back({url, {size(), size()}});
  }

  void add(const PageBlock& block) {
    preformatted_ = block.kind == BlockKind::kPreformatted;
    begin_ = kNoIndex;
    gap_.clear();
    for (std::uint32_t i = block.first; i < block.last; ++i) {
      const PageNode& node = tree_.nodes[i];
      if (skip_[i]) {
        i = node.end - 1;
        continue;
      }
      if (node.tag == Tag::kBr || node.tag == Tag::kImg) gap_ += preformatted_ && node.tag == Tag::kBr ? '\n' : ' ';
      if (node.tag != Tag::kText) continue;
      follow_link(blocks_.link[i]);
      add_run((*tree_.tokens)[node.token]);
    }
    follow_link(kNoIndex);
    if (begin_ != kNoIndex) out_.blocks.push_back({block.kind, {begin_, size()}});
  }

 private:
  [[nodiscard]] std::uint32_t size() const { return static_cast<std::uint32_t>(out_.text.size()); }

  // White space that waits for the next character.
  void write_gap() {
    if (begin_ == kNoIndex) {
      if (!out_.text.empty()) out_.text += '\n';
      begin_ = size();
    } else if (!gap_.empty()) {
      if (preformatted_) {
        out_.text += gap_;
      } else {
        out_.text += ' ';
      }
    }
    gap_.clear();
  }

  void add_run(const PageToken& token) {
    const std::string_view run = std::string_view{page_.text}.substr(token.begin, token.end - token.begin);
    MapPiece piece;
    std::uint32_t raw_begin = 0, raw_end = 0;  // in the decoded page
    bool open = false;
    const auto close = [&] {
      if (!open) return;
      open = false;
      piece.raw = {page_.raw_of(raw_begin), page_.raw_of(raw_end)};
      out_.map.push_back(piece);
    };
    for (std::size_t at = 0; at < run.size();) {
      std::string_view character = run.substr(at, utf8_length(run[at]));
      std::size_t length = character.size();
      Reference reference;
      if (run[at] == '&') {
        reference = reference_at(run.substr(at));
        if (reference.length > 0) {
          character = reference.characters;
          length = reference.length;
        }
      }
      if (is_space(character)) {
        if (character[0] == '\0') close();  // decodes to no white space, so no piece may hold it
        if (character[0] != '\r' && character[0] != '\0') {
          gap_ += character;
        } else if (!preformatted_) {
          gap_ += ' ';
        }
      } else {
        write_gap();
        if (link_ != kNoIndex && link_begin_ == kNoIndex) link_begin_ = size();
        if (!open) {
          open = true;
          piece.text.begin = size();
          raw_begin = token.begin + static_cast<std::uint32_t>(at);
        }
        out_.text += character;
        piece.text.end = size();
        raw_end = token.begin + static_cast<std::uint32_t>(at + length);
      }
      at += length;
    }
    close();
  }

  void follow_link(std::uint32_t link) {
    if (link == link_) return;
    if (link_ != kNoIndex && link_begin_ != kNoIndex && out_.links.size() < kMaxLinks) {
      const std::string& url = address_of(link_);
      if (!url.empty()) out_.links.push_back({url, {link_begin_, size()}});
    }
    link_ = link;
    link_begin_ = kNoIndex;
  }

  // Resolved once a link, however many blocks it spans.
  const std::string& address_of(std::uint32_t link) {
    const auto found = addresses_.find(link);
    if (found != addresses_.end()) return found->second;
    const std::string href = tree_.attribute(link, "href");
    return addresses_.emplace(link, href.size() > kLongestAddress ? std::string{} : resolve_url(href, base_))
        .first->second;
  }

  const Decoded& page_;
  const PageTree& tree_;
  const PageBlocks& blocks_;
  const std::vector<bool>& skip_;
  std::string_view base_;
  SourceText& out_;
  std::unordered_map<std::uint32_t, std::string> addresses_;  // by <a>
  bool preformatted_ = false;
  std::uint32_t begin_ = kNoIndex;  // of the block in the text, once it has a character
  std::string gap_;
  std::uint32_t link_ = kNoIndex;        // the <a> we are in
  std::uint32_t link_begin_ = kNoIndex;  // where its words begin in the text
};

}  // namespace

void build_text(const Decoded& page, const PageTree& tree, const MainContent& content, std::string_view base,
                SourceText& out) {
  Builder builder{page, tree, content, base, out};
  const std::vector<std::uint32_t> wordless = WordlessLinks{tree, content}.run();
  std::size_t next = 0;
  for (const std::uint32_t b : content.chosen) {
    const PageBlock& block = content.blocks.blocks[b];
    while (next < wordless.size() && wordless[next] < block.first) builder.add_wordless(wordless[next++]);
    builder.add(block);
    while (next < wordless.size() && wordless[next] < block.last) builder.add_wordless(wordless[next++]);
  }
  while (next < wordless.size()) builder.add_wordless(wordless[next++]);
}

}  // namespace headwater::detail
