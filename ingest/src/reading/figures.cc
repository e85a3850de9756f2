#include "reading/figures.h"

#include <algorithm>
#include <array>
#include <string_view>

#include "reading/attributions.h"

namespace headwater::detail {
namespace {

bool is_given(const std::string& w) {
  static constexpr std::array<std::string_view, 15> kVerbs{"given",    "provided", "supplied", "handed", "sent",
                                                           "passed",   "shown",    "compiled", "made",   "kept",
                                                           "released", "obtained", "gathered", "drawn",  "published"};
  return std::find(kVerbs.begin(), kVerbs.end(), w) != kVerbs.end();
}

}  // namespace

bool is_figures(const std::string& w) {
  static constexpr std::array<std::string_view, 20> kNouns{
      "count",   "counts",  "figure",    "figures",      "tally",        "tallies",   "estimate",
      "account", "data",    "numbers",   "calculation",  "calculations", "reckoning", "information",
      "details", "version", "estimates", "measurements", "telling",      "arithmetic"};
  return std::find(kNouns.begin(), kNouns.end(), w) != kNouns.end();
}

Range owner_of_figures(const Analysis& a, Range source, std::int32_t head) {
  if (!source.contains(head) || !is_figures(a.word(head))) return {};
  // "the Herald's count": the owner stands in front.
  for (std::int32_t i = head - 1; i > source.begin; --i) {
    if (a.tag_of(i) == Tag::kPOS) return {source.begin, i};
  }
  // "given to the Herald by Ida Brekke, head of the union"; "by Ida Brekke", "of the union", "from the union".
  bool given = false;
  for (std::int32_t i = head + 1; i + 1 < source.end; ++i) {
    const std::string& w = a.word(i);
    given = given || is_given(w);
    const bool by = w == "by" && (given || i == head + 1);
    const bool of = i == head + 1 && w == "from";
    if (!by && !of) continue;
    // Who got hold of it did not make it.
    if (a.word(i - 1) == "obtained") return {};
    return {i + 1, source.end};
  }
  return {};
}

}  // namespace headwater::detail
