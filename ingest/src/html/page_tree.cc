#include "html/page_tree.h"

#include <algorithm>
#include <cstddef>
#include <memory>

#include <gumbo.h>

#include "html/entities.h"
#include "html/skeleton.h"
#include "text/charset.h"

namespace headwater::detail {
namespace {

// What gumbo allocates, freed all at once: a tree is many small pieces that live and die together.
class Arena {
 public:
  void* take(std::size_t bytes) {
    bytes = (bytes + kAlign - 1) / kAlign * kAlign;
    if (bytes > left_) {
      const std::size_t size = std::max(bytes, kSlab);
      slabs_.push_back(std::make_unique_for_overwrite<std::byte[]>(size));
      at_ = slabs_.back().get();
      left_ = size;
    }
    std::byte* const out = at_;
    at_ += bytes;
    left_ -= bytes;
    return out;
  }

 private:
  static constexpr std::size_t kAlign = alignof(std::max_align_t), kSlab = std::size_t{256} << 10;
  std::vector<std::unique_ptr<std::byte[]>> slabs_;
  std::byte* at_ = nullptr;
  std::size_t left_ = 0;
};

// Walks gumbo's tree without recursion and writes it down flat.
class Flattener {
 public:
  Flattener(const Skeleton& skeleton, const std::vector<PageToken>& tokens, std::vector<PageNode>& nodes)
      : skeleton_{skeleton}, tokens_{tokens}, nodes_{nodes} {}

  void run(const GumboNode* root) {
    enter(root);
    while (!open_.empty()) {
      Frame& frame = open_.back();
      const GumboVector& children = frame.node->v.element.children;
      if (frame.next == children.length) {
        nodes_[frame.index].end = static_cast<std::uint32_t>(nodes_.size());
        open_.pop_back();
        continue;
      }
      const auto* child = static_cast<const GumboNode*>(children.data[frame.next++]);
      if (child->type == GUMBO_NODE_ELEMENT || child->type == GUMBO_NODE_TEMPLATE) {
        enter(child);
      } else if (child->type != GUMBO_NODE_COMMENT) {
        add_runs(child);
      }
    }
  }

 private:
  struct Frame {
    const GumboNode* node;
    std::uint32_t index;
    unsigned int next;
  };

  [[nodiscard]] std::uint32_t offset_of(const GumboStringPiece& piece) const {
    const char* first = skeleton_.html.data();
    if (piece.data < first || piece.data >= first + skeleton_.html.size()) return kNoIndex;
    return static_cast<std::uint32_t>(piece.data - first);
  }

  [[nodiscard]] std::uint32_t parent() const { return open_.empty() ? kNoIndex : open_.back().index; }

  void enter(const GumboNode* node) {
    PageNode out;
    out.parent = parent();
    const GumboElement& element = node->v.element;
    const std::uint32_t at = element.original_tag.length > 0 ? offset_of(element.original_tag) : kNoIndex;
    if (at != kNoIndex) out.token = skeleton_.token_at(at);
    out.tag = out.token != kNoIndex ? tokens_[out.token].tag : tag_of(gumbo_normalized_tagname(element.tag));
    const auto index = static_cast<std::uint32_t>(nodes_.size());
    nodes_.push_back(out);
    open_.push_back({node, index, 0});
  }

  void add_runs(const GumboNode* node) {
    const GumboStringPiece& piece = node->v.text.original_text;
    const std::uint32_t first = offset_of(piece);
    if (first == kNoIndex) return;
    const std::size_t last = std::min(first + piece.length, skeleton_.html.size());
    auto mark = std::lower_bound(skeleton_.marks.begin(), skeleton_.marks.end(), first,
                                 [](const SkeletonMark& m, std::size_t at) { return m.at < at; });
    for (; mark != skeleton_.marks.end() && mark->at < last; ++mark) {
      if (tokens_[mark->token].kind != TokenKind::kText) continue;
      PageNode out;
      out.parent = parent();
      out.token = mark->token;
      out.end = static_cast<std::uint32_t>(nodes_.size()) + 1;
      nodes_.push_back(out);
    }
  }

  const Skeleton& skeleton_;
  const std::vector<PageToken>& tokens_;
  std::vector<PageNode>& nodes_;
  std::vector<Frame> open_;
};

const GumboNode* body_of(const GumboNode* root) {
  const GumboVector& children = root->v.element.children;
  for (unsigned int i = 0; i < children.length; ++i) {
    const auto* child = static_cast<const GumboNode*>(children.data[i]);
    if (child->type == GUMBO_NODE_ELEMENT && child->v.element.tag == GUMBO_TAG_BODY) return child;
  }
  return root;
}

}  // namespace

PageTree build_tree(std::string_view page, const std::vector<PageToken>& tokens, int max_depth) {
  PageTree tree;
  tree.page = page;
  tree.tokens = &tokens;
  Skeleton skeleton = build_skeleton(page, tokens, max_depth);
  tree.flattened = skeleton.flattened;
  tree.closed_at = std::move(skeleton.closed_at);
  GumboOptions options = kGumboDefaultOptions;
  options.max_errors = 0;
  Arena arena;
  options.userdata = &arena;
  options.allocator = [](void* to, std::size_t bytes) { return static_cast<Arena*>(to)->take(bytes); };
  options.deallocator = [](void*, void*) {};
  const GumboOutput* const output = gumbo_parse_with_options(&options, skeleton.html.data(), skeleton.html.size());
  if (output != nullptr && output->root != nullptr && output->root->type == GUMBO_NODE_ELEMENT) {
    tree.nodes.reserve(skeleton.marks.size() + 16);
    Flattener{skeleton, tokens, tree.nodes}.run(body_of(output->root));
  }
  if (tree.nodes.empty()) {
    PageNode body;
    body.tag = Tag::kBody;
    body.end = 1;
    tree.nodes.push_back(body);
  }
  return tree;
}

std::string_view PageTree::tag_text(std::uint32_t node) const {
  const std::uint32_t token = nodes[node].token;
  if (token == kNoIndex) return {};
  return page.substr((*tokens)[token].begin, (*tokens)[token].end - (*tokens)[token].begin);
}

std::string PageTree::attribute(std::uint32_t node, std::string_view name) const {
  if (nodes[node].tag == Tag::kText) return {};
  return attribute_of(tag_text(node), name);
}

namespace {

// `apart` stands between elements that no white space parts.
std::string text_of(const PageTree& tree, std::uint32_t node, std::size_t limit, std::string_view apart) {
  std::string out;
  bool space = false, element = false;
  for (std::uint32_t i = node; i < tree.nodes[node].end && out.size() < limit; ++i) {
    const Tag tag = tree.nodes[i].tag;
    if (tag != Tag::kText) {
      space = space || (apart.empty() && (is_block(tag) || tag == Tag::kBr));
      element = true;
      continue;
    }
    // Where an element closed between two runs, they have other parents.
    if (i > node && tree.nodes[i - 1].tag == Tag::kText && tree.nodes[i - 1].parent != tree.nodes[i].parent)
      element = true;
    const std::string_view run = cut(tree.tag_text(i), 4 * limit);
    for (const char c : resolve_references(run, false)) {
      if (c == ' ' || c == '\n' || c == '\t' || c == '\r' || c == '\f' || c == '\0') {
        space = true;
        continue;
      }
      if (!out.empty() && space) {
        out += ' ';
      } else if (!out.empty() && element) {
        out += apart;
      }
      space = element = false;
      out += c;
    }
  }
  return out;
}

}  // namespace

std::string PageTree::text(std::uint32_t node, std::size_t limit) const { return text_of(*this, node, limit, {}); }

std::string PageTree::text_apart(std::uint32_t node, std::size_t limit) const {
  return text_of(*this, node, limit, " | ");
}

bool is_block(Tag tag) {
  switch (tag) {
    case Tag::kAddress:
    case Tag::kArticle:
    case Tag::kAside:
    case Tag::kBlockquote:
    case Tag::kBody:
    case Tag::kCaption:
    case Tag::kCenter:
    case Tag::kDd:
    case Tag::kDetails:
    case Tag::kDialog:
    case Tag::kDir:
    case Tag::kDiv:
    case Tag::kDl:
    case Tag::kDt:
    case Tag::kFieldset:
    case Tag::kFigcaption:
    case Tag::kFigure:
    case Tag::kFooter:
    case Tag::kForm:
    case Tag::kH1:
    case Tag::kH2:
    case Tag::kH3:
    case Tag::kH4:
    case Tag::kH5:
    case Tag::kH6:
    case Tag::kHeader:
    case Tag::kHgroup:
    case Tag::kHr:
    case Tag::kLegend:
    case Tag::kLi:
    case Tag::kListing:
    case Tag::kMain:
    case Tag::kMenu:
    case Tag::kNav:
    case Tag::kOl:
    case Tag::kP:
    case Tag::kPlaintext:
    case Tag::kPre:
    case Tag::kSearch:
    case Tag::kSection:
    case Tag::kSummary:
    case Tag::kTable:
    case Tag::kTbody:
    case Tag::kTd:
    case Tag::kTfoot:
    case Tag::kTh:
    case Tag::kThead:
    case Tag::kTr:
    case Tag::kUl:
    case Tag::kXmp:
    case Tag::kTextarea:
      return true;
    default:
      return false;
  }
}

}  // namespace headwater::detail
