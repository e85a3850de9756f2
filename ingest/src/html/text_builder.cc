#include "html/text_builder.h"

#include <string>
#include <unordered_map>

#include "html/entities.h"
#include "text/url.h"

namespace headwater::detail {
namespace {

constexpr std::size_t kMaxLinks = 20000;
constexpr std::size_t kLongestAddress = 8192;

bool is_space(std::string_view c) {
  return c.size() == 1 && (c[0] == ' ' || c[0] == '\t' || c[0] == '\n' || c[0] == '\r' || c[0] == '\f' || c[0] == '\0');
}

class Builder {
 public:
  Builder(const Decoded& page, const PageTree& tree, const PageBlocks& blocks, const std::vector<bool>& skip,
          std::string_view base, SourceText& out)
      : page_{page}, tree_{tree}, blocks_{blocks}, skip_{skip}, base_{base}, out_{out} {}

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

void build_text(const Decoded& page, const PageTree& tree, const PageBlocks& blocks, const std::vector<bool>& skip,
                const std::vector<std::uint32_t>& chosen, std::string_view base, SourceText& out) {
  Builder builder{page, tree, blocks, skip, base, out};
  for (const std::uint32_t i : chosen) builder.add(blocks.blocks[i]);
}

}  // namespace headwater::detail
