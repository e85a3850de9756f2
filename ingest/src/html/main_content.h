// Finds the story in a page: which blocks are its text, and which are the page's own.
#ifndef HEADWATER_INGEST_HTML_MAIN_CONTENT_H_
#define HEADWATER_INGEST_HTML_MAIN_CONTENT_H_

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "html/page_blocks.h"
#include "html/page_tree.h"

namespace headwater::detail {

// What the attributes of each node say, see class_hints.h; 0 for runs of text.
std::vector<std::uint32_t> hints_by_node(const PageTree& tree);

struct MainContent {
  std::vector<bool> skip;             // nodes whose text nobody sees, with all inside them
  PageBlocks blocks;                  // of what is left
  std::vector<bool> pruned;           // nodes that by their tags and classes are furniture, with all inside them
  std::uint32_t root = 0;             // the element that seems to hold the story
  PageBlocks whole;                   // of the page, nothing left out but what is never text
  std::vector<bool> barred;           // by block: by its words no part of a story, whatever the model says
  std::vector<std::uint32_t> chosen;  // blocks of the story, in order
  std::vector<std::uint32_t> beside;  // and those that only just are not, or are barred though they look it
};

// All but `chosen` and `beside`. Linear in the nodes, times their depth at worst.
MainContent find_story(const PageTree& tree, const std::vector<std::uint32_t>& hints);

// Fills `chosen` and `beside`, by boosted trees over the features of block_features.h. `title` is the headline, which
// is no part of the text.
void choose_blocks(const PageTree& tree, const std::vector<std::uint32_t>& hints, std::string_view title,
                   MainContent& content);

// Fills `barred`: the headline, lines that are furniture, bylines and dates before the first paragraph.
void bar_blocks(const PageTree& tree, std::string_view title, MainContent& content);

// The choice from `barred` and the log odds of every block: fills `chosen` and `beside`.
void choose_by(const PageTree& tree, const std::vector<float>& scores, MainContent& content);

// The characters of a block, references resolved, white space folded, <br> as a line break; at most about `limit`
// bytes. `apart` stands where elements meet without a space.
std::string block_text(const PageTree& tree, const std::vector<bool>& skip, const PageBlock& block, std::size_t limit,
                       std::string_view apart = {});

}  // namespace headwater::detail

#endif  // HEADWATER_INGEST_HTML_MAIN_CONTENT_H_
