// What a block looks like from outside: the numbers that tell a story's text from a page's furniture.
//
// Shape of the text, of the elements around it, of its neighbours and of its kind on the page; no word of any language
// but in the short lists of furniture.h and byline.h, so that pages in all languages are judged alike. After
// Kohlschütter, Fankhauser and Nejdl, "Boilerplate Detection using Shallow Text Features" (WSDM 2010), and Vogels,
// Ganea and Eickhoff, "Web2Text" (ECIR 2018).
#ifndef HEADWATER_INGEST_HTML_BLOCK_FEATURES_H_
#define HEADWATER_INGEST_HTML_BLOCK_FEATURES_H_

#include <array>
#include <cstddef>
#include <cstdint>
#include <string_view>
#include <vector>

#include "html/main_content.h"
#include "html/page_tree.h"

namespace headwater::detail {

constexpr std::size_t kBlockFeatures = 160;
using BlockFeatures = std::array<float, kBlockFeatures>;

// One row for each of `content.blocks`, in order. `title` is the headline. Unused places are 0. Linear in the nodes,
// plus blocks times the depth they stand at (64 levels are looked at).
std::vector<BlockFeatures> block_features(const PageTree& tree, const std::vector<std::uint32_t>& hints,
                                          const MainContent& content, std::string_view title);

}  // namespace headwater::detail

#endif  // HEADWATER_INGEST_HTML_BLOCK_FEATURES_H_
