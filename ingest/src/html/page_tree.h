// The tree of a page, flat and in document order.
//
// Tree building is libgumbo's, which this header hides. It is quadratic in nesting, in unclosed formatting elements and
// in attributes, so it never sees the page: it gets a skeleton of balanced structural tags without attributes, one
// character for each run of text, at most `max_depth` deep. Every node leads back to its token, and so to its bytes.
#ifndef HEADWATER_INGEST_HTML_PAGE_TREE_H_
#define HEADWATER_INGEST_HTML_PAGE_TREE_H_

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "html/page_tokens.h"

namespace headwater::detail {

constexpr std::uint32_t kNoIndex = 0xFFFFFFFF;

struct PageNode {
  Tag tag = Tag::kText;
  std::uint32_t parent = kNoIndex;
  std::uint32_t end = 0;           // one past the last node inside; the children of n are n+1, nodes[n+1].end, ...
  std::uint32_t token = kNoIndex;  // of the start tag or run; none for elements the page leaves out
};

struct PageTree {
  std::string_view page;
  const std::vector<PageToken>* tokens = nullptr;
  std::vector<PageNode> nodes;  // the first is the body
  // For an <a>: the page's offset where its end tag stood although a block was still open in it; else none. What comes
  // after is no words of the link.
  std::vector<std::uint32_t> closed_at;  // by token; empty if there is none
  std::uint32_t flattened = 0;           // start tags left out for depth

  // The start tag as it stands in the page; "" for elements the page leaves out.
  [[nodiscard]] std::string_view tag_text(std::uint32_t node) const;
  // The value of an attribute (lower-case name), references resolved; "" if it is not there.
  [[nodiscard]] std::string attribute(std::uint32_t node, std::string_view name) const;
  // The characters of all runs inside, references resolved, white space folded; at most about `limit` bytes.
  [[nodiscard]] std::string text(std::uint32_t node, std::size_t limit = 2000) const;
  // The same with " | " where elements meet without a space: "<i>By</i><b>Marta Lind</b>" is not one word.
  [[nodiscard]] std::string text_apart(std::uint32_t node, std::size_t limit = 300) const;
};

// `page` and `tokens` must outlive the tree. Time and memory linear in the tokens, times max_depth at worst.
PageTree build_tree(std::string_view page, const std::vector<PageToken>& tokens, int max_depth);

// Elements that stand on lines of their own.
bool is_block(Tag tag);

}  // namespace headwater::detail

#endif  // HEADWATER_INGEST_HTML_PAGE_TREE_H_
