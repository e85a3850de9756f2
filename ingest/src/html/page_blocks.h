// The page as a list of blocks: runs of text that stand on lines of their own.
#ifndef HEADWATER_INGEST_HTML_PAGE_BLOCKS_H_
#define HEADWATER_INGEST_HTML_PAGE_BLOCKS_H_

#include <cstdint>
#include <string>
#include <vector>

#include "headwater/ingest/source_text.h"
#include "html/page_tree.h"

namespace headwater::detail {

struct PageBlock {
  BlockKind kind = BlockKind::kParagraph;
  std::uint32_t first = 0, last = 0;  // nodes [first, last) of the tree
  std::uint32_t owner = 0;            // the nearest element that is a block
  std::uint32_t characters = 0;       // without white space
  std::uint32_t link_characters = 0;  // of them, inside links
  std::uint32_t sentences = 0;        // full stops and their like that end something

  [[nodiscard]] double link_share() const { return characters == 0 ? 0 : double(link_characters) / characters; }
  // Reads like a paragraph of a story: long or made of sentences, and not of links.
  [[nodiscard]] bool is_prose() const {
    if (kind == BlockKind::kHeading) return false;
    return link_share() < 0.4 && (characters >= 80 || (characters >= 35 && sentences > 0));
  }
};

struct PageBlocks {
  std::vector<PageBlock> blocks;     // in document order
  std::vector<std::uint32_t> link;   // by node: the <a href> it stands in; kNoIndex for none
  std::vector<std::uint64_t> prose;  // by node, and one more: characters of prose in blocks that start before it

  // Characters of prose inside a node.
  [[nodiscard]] std::uint64_t prose_in(const PageTree& tree, std::uint32_t node) const {
    return prose[tree.nodes[node].end] - prose[node];
  }
};

// `skip[n]` leaves out node n and all inside. Two line breaks in a row end a block. Linear.
PageBlocks find_blocks(const PageTree& tree, const std::vector<bool>& skip);

// Scripts' leftovers, controls, media: elements whose text is never shown as text, or not as the story's.
bool is_never_text(Tag tag);

}  // namespace headwater::detail

#endif  // HEADWATER_INGEST_HTML_PAGE_BLOCKS_H_
