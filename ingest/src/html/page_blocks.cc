#include "html/page_blocks.h"

#include <algorithm>

namespace headwater::detail {
namespace {

bool is_heading(Tag tag) { return tag >= Tag::kH1 && tag <= Tag::kH6; }

struct RunCount {
  std::uint32_t characters = 0, sentences = 0;
};

RunCount count_run(std::string_view run) {
  RunCount out;
  for (std::size_t i = 0; i < run.size(); ++i) {
    const auto c = static_cast<unsigned char>(run[i]);
    if (c <= ' ') continue;
    if (c == '&') {
      // A reference is one character, whichever it is.
      std::size_t end = i + 1;
      while (end < run.size() && end < i + 10 && run[end] != ';' && run[end] != ' ' && run[end] != '&') ++end;
      if (end < run.size() && run[end] == ';') i = end;
      ++out.characters;
      continue;
    }
    if ((c & 0xC0) == 0x80) continue;
    ++out.characters;
    // Ideographs carry as much as three letters; their full stop is of three bytes.
    if (c >= 0xE3 && c <= 0xE9) out.characters += 2;
    if (run.substr(i, 3) == "\xE3\x80\x82") ++out.sentences;
    if ((c == '.' || c == '!' || c == '?') && (i + 1 == run.size() || static_cast<unsigned char>(run[i + 1]) <= ' ' ||
                                               run[i + 1] == '"' || run[i + 1] == ')' || (run[i + 1] & '\x80') != 0)) {
      ++out.sentences;
    }
  }
  return out;
}

class Finder {
 public:
  Finder(const PageTree& tree, const std::vector<bool>& skip) : tree_{tree}, skip_{skip} {}

  PageBlocks run() {
    const auto n = static_cast<std::uint32_t>(tree_.nodes.size());
    out_.link.assign(n, kNoIndex);
    for (std::uint32_t i = 0; i < n; ++i) {
      while (!open_.empty() && tree_.nodes[open_.back()].end <= i) {
        flush();
        open_.pop_back();
      }
      const PageNode& node = tree_.nodes[i];
      set_link(i);
      if (skip_[i]) {
        if (is_block(node.tag)) flush();
        i = node.end - 1;
        continue;
      }
      if (node.tag == Tag::kText) {
        add_run(i);
      } else if (node.tag == Tag::kBr) {
        if (++breaks_ >= 2) flush();
      } else if (is_block(node.tag)) {
        flush();
        open_.push_back(i);
      }
    }
    flush();
    count_prose(n);
    return std::move(out_);
  }

 private:
  void set_link(std::uint32_t i) {
    const PageNode& node = tree_.nodes[i];
    std::uint32_t link = node.parent == kNoIndex ? kNoIndex : out_.link[node.parent];
    if (node.tag == Tag::kA && !tree_.attribute(i, "href").empty()) link = i;
    if (link != kNoIndex && link != i && !tree_.closed_at.empty() && node.token != kNoIndex) {
      const std::uint32_t closed = tree_.closed_at[tree_.nodes[link].token];
      if ((*tree_.tokens)[node.token].begin >= closed) link = kNoIndex;
    }
    out_.link[i] = link;
  }

  void add_run(std::uint32_t i) {
    const RunCount count = count_run(tree_.tag_text(i));
    if (count.characters == 0) return;
    if (!started_) {
      block_ = PageBlock{};
      block_.first = i;
      block_.owner = open_.empty() ? 0 : open_.back();
      started_ = true;
    }
    breaks_ = 0;
    block_.last = i + 1;
    block_.characters += count.characters;
    block_.sentences += count.sentences;
    if (out_.link[i] != kNoIndex) block_.link_characters += count.characters;
  }

  void flush() {
    breaks_ = 0;
    if (!started_) return;
    started_ = false;
    block_.kind = kind_of(block_.owner);
    out_.blocks.push_back(block_);
  }

  [[nodiscard]] BlockKind kind_of(std::uint32_t owner) const {
    bool quote = false;
    int steps = 0;
    for (std::uint32_t at = owner; at != kNoIndex && steps < 12; at = tree_.nodes[at].parent, ++steps) {
      const Tag tag = tree_.nodes[at].tag;
      if (is_heading(tag)) return BlockKind::kHeading;
      if (tag == Tag::kLi || tag == Tag::kDd || tag == Tag::kDt) return BlockKind::kListItem;
      if (tag == Tag::kFigcaption || tag == Tag::kCaption) return BlockKind::kCaption;
      if (tag == Tag::kPre || tag == Tag::kListing || tag == Tag::kXmp || tag == Tag::kPlaintext) {
        return BlockKind::kPreformatted;
      }
      if (tag == Tag::kBlockquote) quote = true;
      if ((tag == Tag::kTd || tag == Tag::kTh) && at == owner && block_.characters < 150) return BlockKind::kTable;
      if (tag == Tag::kTd || tag == Tag::kTable || tag == Tag::kArticle || tag == Tag::kMain) break;
    }
    return quote ? BlockKind::kQuote : BlockKind::kParagraph;
  }

  void count_prose(std::uint32_t n) {
    out_.prose.assign(n + 1, 0);
    for (const PageBlock& block : out_.blocks) {
      if (block.is_prose()) out_.prose[block.first + 1] += block.characters - block.link_characters;
    }
    for (std::uint32_t i = 1; i <= n; ++i) out_.prose[i] += out_.prose[i - 1];
  }

  const PageTree& tree_;
  const std::vector<bool>& skip_;
  PageBlocks out_;
  std::vector<std::uint32_t> open_;  // elements that are blocks
  PageBlock block_;
  bool started_ = false;
  int breaks_ = 0;  // line breaks since the last text
};

}  // namespace

PageBlocks find_blocks(const PageTree& tree, const std::vector<bool>& skip) { return Finder{tree, skip}.run(); }

bool is_never_text(Tag tag) {
  switch (tag) {
    case Tag::kButton:
    case Tag::kSelect:
    case Tag::kOption:
    case Tag::kOptgroup:
    case Tag::kTemplate:
    case Tag::kNoscript:
    case Tag::kAudio:
    case Tag::kVideo:
    case Tag::kCanvas:
    case Tag::kObject:
    case Tag::kNav:
    case Tag::kDialog:
      return true;
    default:
      return false;
  }
}

}  // namespace headwater::detail
